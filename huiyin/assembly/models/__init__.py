"""The tables of the assembly, one module for each of its parts."""

from huiyin.assembly.models import elections, meetings, motions, seats, sessions, votes  # noqa: F401 - Django looks here
