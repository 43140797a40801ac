"""Who may lay out a township: its office and its operator. Roles are asked of the person, who stands above
this app.
"""

from typing import Any

KEEPERS = frozenset({"clerk", "chair", "operator"})


def keeps_township(user: Any, township: Any) -> bool:
    return bool(user.standing_in(township.pk).roles & KEEPERS)
