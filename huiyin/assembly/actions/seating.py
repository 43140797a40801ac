"""How many seats a congress has, and how one ends: by a meeting's vote, by absence; that it is made known.

The end itself is an act on the roster (`people`), done here as part of what led to it.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.assembly import law
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.sessions import SeatPlan
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.seats import absent_from
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.actions.roster import end_deputy
from huiyin.people.models import Deputy, Seat, User
from huiyin.townships.models import Term


def require_office(by: User | None, row: Any) -> None:
    if by is not None and not office(by, row):
        raise PermissionDenied("seats")


@act
def plan_seats(
    term: Term,
    *,
    population: int,
    decided_on: date,
    by: User | None,
    at: datetime,
    act_id: UUID,
    fixed: int | None = None,
    basis: str = "",
) -> SeatPlan:
    """Lay down how many deputies a congress has: 45, and one more for each 1,500 people, at most 160
    [XJF 12]; or the number that the county's standing committee fixed, with its paper. Laid down again, it
    takes the place of what stood there before.

    Raises ActRefused without inhabitants, for a fixed number without its paper or beyond the law's most, and
    for a day still to come; PermissionDenied.
    """
    require_office(by, term)
    _require_numbers(population, fixed, basis)
    if decided_on > localdate(at):
        raise ActRefused(_("This day lies in the future."))
    plan = SeatPlan.objects.filter(township_id=term.township_id, term=term).first()
    plan = plan or SeatPlan(township_id=term.township_id, term=term)
    plan.population, plan.fixed, plan.decided_on = population, fixed, decided_on
    plan.basis = basis.strip() if fixed else ""
    plan.save()
    record(
        plan, "plan_seats", by=by, at=at, act_id=act_id,
        population=population, fixed=fixed, seats=fixed or law.seats_by_population(population),
        basis=plan.basis, decided_on=decided_on,
    )  # fmt: skip
    return plan


def _require_numbers(population: int, fixed: int | None, basis: str) -> None:
    most = law.law()["seats"]["most"]
    if population < 1:
        raise ActRefused(_("Give how many people live in the township."))
    if fixed is None:
        return
    if not 1 <= fixed <= most:
        raise ActRefused(_("A township's congress has at most %(most)s deputies.") % {"most": most})
    if not basis.strip():
        raise ActRefused(_("Name the county's paper that fixed the number."))


@act
def announce_seat(seat: Seat, *, on: date, by: User | None, at: datetime, act_id: UUID) -> Seat:
    """The presidium makes known that a seat ended [XJF 55, DBF 62]; the paper goes out with its own act.

    Raises ActRefused while the seat is held, before it ended, for a day still to come, or a second time.
    """
    require_office(by, seat)
    seat = Seat.objects.locked(seat)
    ended_on = seat.ended_on
    if ended_on is None:
        raise ActRefused(_("This seat is held; only its end is announced."))
    if seat.announced_on is not None:
        raise ActRefused(_("The end of this seat was announced on %(day)s.") % {"day": seat.announced_on})
    if on < ended_on:
        raise ActRefused(
            _("The seat ended on %(day)s; it cannot have been announced before.") % {"day": ended_on}
        )
    if on > localdate(at):
        raise ActRefused(_("This day lies in the future."))
    seat.announced_on = on
    seat.save(update_fields=["announced_on"])
    record(seat.deputy, "announce_seat", by=by, at=at, act_id=act_id, announced_on=on, ended_by=seat.ended_by)
    return seat


@act
def end_seat_after_vote(
    item: AgendaItem,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    ended_by: str = Seat.End.RESIGNED,
) -> Seat:
    """A meeting accepted the resignation, or decided that the seat ends: it is held no longer from the moment
    at which the result was announced [XJF 55].

    Raises ActRefused for an item that is about no deputy's seat, before its vote was adopted and announced,
    or when the deputy holds no seat; PermissionDenied.
    """
    require_office(by, item)
    deputy, announced_at = item.deputy, _accepted_at(item)
    if deputy is None:
        raise ActRefused(_("This item is about nobody's seat."))
    if announced_at is None:
        raise ActRefused(
            _("The end of the seat was not voted on, or the result was not announced as adopted.")
        )
    seat = _held_by(deputy)
    end_deputy(
        deputy, on=localdate(announced_at), ends_at=announced_at, reason=reason, ended_by=ended_by,
        by=by, at=at, act_id=uuid5(act_id, "end_deputy"),
    )  # fmt: skip
    record(
        item, "end_seat_after_vote", by=by, at=at, act_id=act_id,
        ended_by=ended_by, on=localdate(announced_at), private={"deputy": deputy.name},
    )  # fmt: skip
    seat.refresh_from_db()
    return seat


def _accepted_at(item: AgendaItem) -> datetime | None:
    """When the meeting announced that it accepts; None while it has not."""
    votes = Vote.objects.filter(township_id=item.township_id, item=item, outcome=Vote.Outcome.ADOPTED)
    vote = votes.filter(announced_at__isnull=False).order_by("announced_at").last()
    return vote.announced_at if vote else None


@act
def end_seat_for_absence(
    deputy: Deputy, *, term: Term, on: date, reason: str, by: User | None, at: datetime, act_id: UUID
) -> Seat:
    """A deputy was absent without leave from two sessions: the seat ends [DBF 62]. The record offers it, the
    office does it; nothing ends by itself.

    Raises ActRefused before two sessions were missed without leave, or when the deputy holds no seat;
    PermissionDenied.
    """
    require_office(by, deputy)
    require_same_township(deputy.township_id, term)
    seat = _held_by(deputy)
    missed = next((one for one in absent_from(term) if one.deputy.pk == deputy.pk), None)
    if missed is None or not missed.ends:
        raise ActRefused(
            ngettext(
                "%(name)s missed %(count)d session without leave; the seat ends after %(needed)d.",
                "%(name)s missed %(count)d sessions without leave; the seat ends after %(needed)d.",
                count := len(missed.sessions) if missed else 0,
            )
            % {"name": deputy.name, "count": count, "needed": law.absences("ends_at")}
        )
    end_deputy(
        deputy, on=on, reason=reason, ended_by=Seat.End.ABSENT,
        by=by, at=at, act_id=uuid5(act_id, "end_deputy"),
    )  # fmt: skip
    record(
        deputy, "end_seat_for_absence", by=by, at=at, act_id=act_id,
        on=on, ended_by=Seat.End.ABSENT, sessions=missed.sessions,
    )  # fmt: skip
    seat.refresh_from_db()
    return seat


def _held_by(deputy: Deputy) -> Seat:
    held = Seat.objects.filter(township_id=deputy.township_id, deputy=deputy, until_at__isnull=True).first()
    if held is None:
        raise ActRefused(_("%(name)s holds no seat of the congress.") % {"name": deputy.name})
    return held
