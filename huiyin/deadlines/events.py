"""What the rest may listen to. Both are sent after the change is committed; receivers recompute open clocks."""

from django.dispatch import Signal

calendar_changed = Signal()  # years: list[int] whose holiday notice is new or corrected
rules_changed = Signal()  # township: the Township whose profile or override changed
