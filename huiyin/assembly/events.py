"""What the assembly announces to the apps above it."""

from django.dispatch import Signal

# result_announced(vote, by, at): on commit, when the result of a vote was announced and is frozen
result_announced = Signal()
