"""A lifecycle is a table: which act leads from which states to which state, and who may do it.

Pages draw their buttons from it, acts obey it, the documentation's diagram is made from it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused

Who = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Condition:
    """What must hold of the record besides its state, and the sentence for who tries when it does not."""

    holds: Callable[[Any], bool]
    otherwise: str | Promise


@dataclass(frozen=True)
class Transition:
    """One act: `to=None` means that the act leaves the state as it is; `or_to` names the other states it may
    lead to, each with those from which it does.
    """

    act: str
    label: str | Promise
    from_: tuple[str, ...]
    to: str | None
    who: Who
    page: bool = True  # whether the record's own page offers it as a button
    or_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: Condition | None = None

    def ends_from(self, state: str) -> tuple[str, ...]:
        """The states to which it may lead from this one."""
        others = tuple(str(end) for end, starts in self.or_to.items() if state in starts)
        return (str(self.to if self.to is not None else state), *others)

    def is_open(self, row: Any) -> bool:
        """Whether state and condition of the record allow it now."""
        return row.state in self.from_ and (self.needs is None or self.needs.holds(row))


@dataclass(frozen=True)
class Lifecycle:
    states: type
    transitions: tuple[Transition, ...]
    index: dict[str, Transition] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {t.act: t for t in self.transitions})
        if len(self.index) != len(self.transitions):
            raise ValueError("an act stands twice in the table")

    def check(self, row: Any, act: str, *, by: Any) -> Transition:
        """Refuse the act when its state or its actor does not fit.

        Raises PermissionDenied when `by` may not do it at all, ActRefused when the record is in another
        state. `by=None` is the system itself or a personal link, whose right the act has checked.
        """
        transition = self.index[act]
        if by is not None and not transition.who(by, row):
            raise PermissionDenied(act)
        if row.state not in transition.from_:
            raise ActRefused(
                _("“%(act)s” is not possible now: the state is “%(state)s”.")
                % {"act": transition.label, "state": self.states(row.state).label}
            )
        if transition.needs is not None and not transition.needs.holds(row):
            raise ActRefused(str(transition.needs.otherwise))
        return transition

    def move(self, row: Any, act: str, *, by: Any, to: str | None = None) -> None:
        """Carry the row to its next state (not saved). `to`: where the table leaves a choice.

        Raises ValueError for a state to which the table does not lead.
        """
        transition = self.check(row, act, by=by)
        if to is not None and to not in transition.ends_from(row.state):
            raise ValueError(f"{act} does not lead to {to}")
        row.state = to or transition.to or row.state

    def open_to(self, user: Any, row: Any) -> Iterator[Transition]:
        """The acts that this person may do with this record now."""
        return (t for t in self.transitions if t.is_open(row) and t.who(user, row))

    def acts(self) -> Iterable[str]:
        return self.index
