"""A vacant seat is filled by its own constituency: announced, polled, and the elected one takes the seat."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.assembly.actions.seating import require_office
from huiyin.assembly.lifecycle import BY_ELECTION_LIFECYCLE, ByElectionState
from huiyin.assembly.models.seats import ByElection, Elected
from huiyin.assembly.queries.seats import promised_in, vacancies_in
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.actions.roster import enrol_deputy
from huiyin.people.models import User
from huiyin.townships.models import Constituency, Term

OF_THE_ELECTED = ("name", "group", "occupation", "phone")


@act
def announce_by_election(
    constituency: Constituency,
    *,
    term: Term,
    seats: int,
    reason: str,
    announced_on: date,
    polling_on: date,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> ByElection:
    """A deputy's seat fell vacant: the constituency that elected the deputy elects again [XJF 57]; there may
    be as many candidates as seats.

    Raises ActRefused when fewer seats are vacant there, without a reason, for a polling day before the
    announcement, or one announced in the future; PermissionDenied.
    """
    require_office(by, constituency)
    require_same_township(constituency.township_id, term)
    constituency = Constituency.objects.locked(constituency)
    _require_vacant(constituency, term, seats, at)
    _require_days(announced_on, polling_on, at)
    if not reason.strip():
        raise ActRefused(_("Say which seats fell vacant and why."))
    row = ByElection(
        township_id=constituency.township_id, term=term, constituency=constituency, seats=seats,
        reason=reason.strip(), announced_on=announced_on, polling_on=polling_on,
    )  # fmt: skip
    row.save(force_insert=True)
    record(
        row, "announce_by_election", by=by, at=at, act_id=act_id,
        name=constituency.name, seats=seats, announced_on=announced_on, polling_on=polling_on,
        private={"reason": row.reason},
    )  # fmt: skip
    return row


def _require_vacant(constituency: Constituency, term: Term, seats: int, at: datetime) -> None:
    free = vacancies_in(constituency, term, at) - promised_in(constituency, term)
    if seats < 1:
        raise ActRefused(_("A by-election is for at least one seat."))
    if seats > free:
        raise ActRefused(
            ngettext(
                "In %(name)s %(count)d seat is vacant and not yet to be filled.",
                "In %(name)s %(count)d seats are vacant and not yet to be filled.",
                max(0, free),
            )
            % {"name": constituency.name, "count": max(0, free)}
        )


def _require_days(announced_on: date, polling_on: date, at: datetime) -> None:
    if announced_on > localdate(at):
        raise ActRefused(_("The day of the announcement lies in the future."))
    if polling_on < announced_on:
        raise ActRefused(_("The polling day lies before the announcement."))


@act
def change_by_election(
    by_election: ByElection, *, polling_on: date, reason: str, by: User | None, at: datetime, act_id: UUID
) -> ByElection:
    """Move the polling day of a by-election, or put its reason right.

    Raises ActRefused for a day before the announcement, without a reason, or when it is over.
    """
    by_election = ByElection.objects.locked(by_election)
    BY_ELECTION_LIFECYCLE.move(by_election, "change_by_election", by=by)
    _require_days(by_election.announced_on, polling_on, at)
    if not reason.strip():
        raise ActRefused(_("Say which seats fell vacant and why."))
    by_election.polling_on, by_election.reason = polling_on, reason.strip()
    by_election.save(update_fields=["polling_on", "reason"])
    record(
        by_election, "change_by_election", by=by, at=at, act_id=act_id,
        polling_on=polling_on, private={"reason": by_election.reason},
    )  # fmt: skip
    return by_election


@act
def enter_elected(
    by_election: ByElection,
    *,
    elected_on: date,
    by: User | None,
    at: datetime,
    act_id: UUID,
    **fields: Any,
) -> Elected:
    """Enter who was elected: a new deputy of this constituency, who holds the seat from the day of election.
    The by-election is held when its last seat is filled.

    Raises ActRefused for a day before the polling day or still to come, or when the name is missing.
    """
    if unknown := set(fields) - set(OF_THE_ELECTED):
        raise ValueError(unknown)
    by_election = ByElection.objects.locked(by_election)
    filled = by_election.elected.count() + 1
    is_full = filled >= by_election.seats
    end = ByElectionState.HELD if is_full else ByElectionState.ANNOUNCED
    BY_ELECTION_LIFECYCLE.move(by_election, "enter_elected", by=by, to=end)
    if elected_on < by_election.polling_on:
        raise ActRefused(_("The polling day is %(day)s.") % {"day": by_election.polling_on})
    deputy = enrol_deputy(
        by_election.township, **fields, term=by_election.term, constituency=by_election.constituency,
        elected_on=elected_on, by_election=True, by=by, at=at, act_id=uuid5(act_id, "enrol_deputy"),
    )  # fmt: skip
    by_election.save(update_fields=["state"])
    elected = Elected.objects.create(
        township_id=by_election.township_id, by_election=by_election, deputy=deputy, elected_on=elected_on
    )
    record(
        by_election, "enter_elected", by=by, at=at, act_id=act_id,
        elected_on=elected_on, filled=filled, seats=by_election.seats, private={"deputy": deputy.name},
    )  # fmt: skip
    return elected


@act
def call_off_by_election(
    by_election: ByElection, *, reason: str, by: User | None, at: datetime, act_id: UUID
) -> ByElection:
    """Call a by-election off, or end one that did not fill all its seats: they stay vacant.

    Raises ActRefused without a reason, or when it is over.
    """
    by_election = ByElection.objects.locked(by_election)
    BY_ELECTION_LIFECYCLE.move(by_election, "call_off_by_election", by=by)
    if not reason.strip():
        raise ActRefused(_("Say why the by-election is called off."))
    by_election.called_off_because = reason.strip()
    by_election.save(update_fields=["state", "called_off_because"])
    record(
        by_election, "call_off_by_election", by=by, at=at, act_id=act_id,
        private={"reason": by_election.called_off_because},
    )  # fmt: skip
    return by_election
