"""Who may ask for a session: the presidium; for an extraordinary one also one fifth of the deputies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.assembly.law import one_fifth
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.queries.counts import deputies_at
from huiyin.core.errors import ActRefused
from huiyin.people.models import Deputy
from huiyin.townships.models import Term


@dataclass(frozen=True)
class Asked:
    """The deputies who asked for a session, of how many; none where the presidium calls it."""

    askers: tuple[Deputy, ...] = ()
    of_all: int = 0

    @property
    def facts(self) -> dict[str, int] | None:
        """What the journal says of them."""
        return {"given": len(self.askers), "of_all": self.of_all} if self.askers else None


def require_asked(convocation: Convocation, askers: Iterable[Deputy], at: datetime) -> Asked:
    """Check who asked for a session that is about to be prepared [ZZF 14].

    Raises ActRefused when an extraordinary one has no reason, when deputies ask for a regular one, when one
    of them holds no seat at that moment, or when they are fewer than one fifth of those who do.
    """
    extraordinary = convocation.kind == Convocation.Kind.EXTRAORDINARY
    if extraordinary and not convocation.reason:
        raise ActRefused(_("Say why an extraordinary session is called."))
    if convocation.asked_by == Convocation.AskedBy.PRESIDIUM:
        return Asked()
    if not extraordinary:
        raise ActRefused(
            _("Deputies ask for an extraordinary session; a regular one is called by the presidium.")
        )
    each_once = tuple({one.pk: one for one in askers}.values())
    return _one_fifth(convocation.session.term, each_once, at)


def _one_fifth(term: Term, askers: tuple[Deputy, ...], at: datetime) -> Asked:
    seated = set(deputies_at(term, at).values_list("pk", flat=True))
    without = [one.name for one in askers if one.pk not in seated]
    if without:
        raise ActRefused(
            _("No seat of this congress is held by %(names)s, so they cannot ask for a session.")
            % {"names": "、".join(without)}
        )
    needed = one_fifth("extraordinary").needed(len(seated))
    if not askers or len(askers) < needed:
        raise ActRefused(
            _("At least one fifth of the deputies must ask: %(needed)s of %(of_all)s; there are %(given)s.")
            % {"needed": needed, "of_all": len(seated), "given": len(askers)}
        )
    return Asked(askers, len(seated))
