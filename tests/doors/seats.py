"""What stands behind the doors of the seats, and who opens each."""

from datetime import date

from huiyin.assembly.actions.by_elections import announce_by_election
from huiyin.assembly.actions.seating import plan_seats
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.tests import factories
from huiyin.matters.tests.stories import doing, moment
from huiyin.people.actions.roster import end_deputy, enrol_deputy
from huiyin.people.models import Seat
from tests.furnished import Door, Furnished

OCTOBER = moment(2024, 10, 8)


def _pk(name: str) -> Door:
    return Door(lambda town: {"pk": town.rows[name].pk})


DOORS: dict[str, Door] = {
    "assembly:seats": Door(),
    "assembly:seat_holders": Door(),
    "assembly:enter_resignation": Door(),
    "assembly:plan_seats": Door(lambda town: {"pk": town.rows["session"].term_id}),
    "assembly:announce_seat": _pk("ended_seat"),
    "assembly:end_seat_after_vote": _pk("resignation"),
    "assembly:end_seat_for_absence": _pk("leaving"),
    "assembly:announce_by_election": _pk("constituency"),
    "assembly:change_by_election": _pk("by_election"),
    "assembly:enter_elected": _pk("by_election"),
    "assembly:call_off_by_election": _pk("by_election"),
}


def furnish(town: Furnished) -> None:
    """A number of seats, a seat that ended, one about to end, and a by-election for a vacant one."""
    rows, term = town.rows, town.rows["session"].term
    words = {"by": town.users["clerk"]}
    plan_seats(term, population=40_000, decided_on=date(2021, 9, 1), **doing(OCTOBER, **words))
    seated = {
        name: enrol_deputy(
            town.township, name=name, term=term, constituency=rows["constituency"], **doing(OCTOBER, **words)
        )
        for name in ("段长顺", "杨桂英")
    }  # fmt: skip
    left = end_deputy(
        seated["段长顺"], on=date(2024, 10, 7), reason="迁往外省", ended_by=Seat.End.MOVED,
        **doing(OCTOBER, **words),
    )  # fmt: skip
    rows["ended_seat"], rows["leaving"] = left.seats.get(), seated["杨桂英"]
    rows["resignation"] = AgendaItem.objects.create(
        township=town.township, meeting=_meeting(town), position=90, kind=AgendaItem.Kind.RESIGNATION,
        title="关于接受杨桂英辞去代表职务的决定", deputy=rows["leaving"],
    )  # fmt: skip
    rows["by_election"] = announce_by_election(
        rows["constituency"], term=term, seats=1, reason="段长顺迁往外省", announced_on=date(2024, 10, 8),
        polling_on=date(2024, 10, 9), **doing(OCTOBER, **words),
    )  # fmt: skip


def _meeting(town: Furnished):
    """A meeting of the presidium for the item that the seat's end is voted on in."""
    return factories.meeting(
        town.township, kind="presidium", number=90, state="planned", at=moment(2024, 10, 9)
    )
