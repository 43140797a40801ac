"""What the rest may listen to, sent after the change is committed; receivers reckon the open clocks anew.

Both bring `by` (the person, or None for the machine's own keeper) and `at` (when the change was made).
"""

from django.dispatch import Signal

calendar_changed = Signal()  # years: list[int] whose holiday notice is new or corrected
rules_changed = Signal()  # township: the Township whose profile or own period changed
