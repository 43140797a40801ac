"""What stands behind the doors of this part of the assembly, and who opens each."""

from datetime import date

from huiyin.assembly.actions.convening import call_session, open_session, prepare_session
from huiyin.assembly.actions.delegations import form_delegations, invite_guests
from huiyin.assembly.actions.leave import ask_leave
from huiyin.assembly.actions.preparing import settle_preparation
from huiyin.assembly.tests.factories import OPENING, doing, moment, seated
from huiyin.people.models import Deputy, Seat
from huiyin.people.roles import Role
from huiyin.townships.models import Session
from tests.furnished import Door, Furnished, Keys

MAY, IN_JUNE = moment(2024, 5, 27), moment(2024, 6, 19)


def _pk(name: str) -> Keys:
    return lambda town: {"pk": town.rows[name].pk}


DOORS: dict[str, Door] = {
    "assembly:sessions": Door(),
    "assembly:enter_session": Door(),
    "assembly:prepare_session": Door(_pk("bare_session")),
    "assembly:session": Door(_pk("convocation")),
    "assembly:change_session": Door(_pk("planned_session")),
    "assembly:call_session": Door(_pk("planned_session")),
    "assembly:open_session": Door(_pk("called_session")),
    "assembly:close_session": Door(_pk("convocation")),
    "assembly:call_off_session": Door(_pk("called_session"), user=Role.CHAIR),
    "assembly:add_preparation": Door(_pk("planned_session")),
    "assembly:settle_preparation": Door(_pk("preparation")),
    "assembly:form_delegations": Door(_pk("planned_session"), post=True),
    "assembly:enter_delegation": Door(_pk("convocation")),
    "assembly:change_delegation": Door(_pk("delegation")),
    "assembly:dissolve_delegation": Door(_pk("delegation")),
    "assembly:invite_guest": Door(_pk("convocation")),
    "assembly:uninvite_guest": Door(_pk("guest")),
    "assembly:ask_leave": Door(_pk("convocation")),
    "assembly:answer_leave": Door(_pk("leave"), user=Role.CHAIR),
}


def furnish(town: Furnished) -> None:
    """A congress of fifteen with the third session open, the fourth called, the fifth prepared, the sixth
    with nothing but its days.
    """
    rows, clerk = town.rows, town.users[Role.CLERK]
    _seats(town)
    held = prepare_session(
        rows["session"], place="镇政府三楼会议室", motions_until=moment(2024, 6, 27, 18), **doing(MAY, clerk)
    )
    held = call_session(held, **doing(IN_JUNE, clerk))
    form_delegations(held, **doing(IN_JUNE, clerk))
    invite_guests(held, guests=[("岳东升", "市人大常委会副主任")], **doing(IN_JUNE, clerk))
    rows["leave"] = ask_leave(
        held, deputy=rows["neutral"], reason="在外住院", asked_on=IN_JUNE.date(), **doing(IN_JUNE, clerk)
    )
    rows["preparation"] = held.preparations.get(code="papers")
    settle_preparation(rows["preparation"], done_on=IN_JUNE.date(), **doing(IN_JUNE, clerk))
    rows["delegation"], rows["guest"] = held.delegations.first(), held.guests.get()
    rows["convocation"] = open_session(held, **doing(OPENING, clerk))
    later = [_session(town, number, date(2025, month, 8)) for number, month in ((4, 1), (5, 6), (6, 12))]
    rows["called_session"] = call_session(
        prepare_session(later[0], place="镇礼堂", **doing(MAY)), **doing(IN_JUNE)
    )
    rows["planned_session"] = prepare_session(later[1], place="镇礼堂", **doing(MAY))
    rows["bare_session"] = later[2]


def _seats(town: Furnished) -> None:
    """The town's deputies hold seats, and twelve others, of whom three are the presidium."""
    term = town.rows["session"].term
    seated(town.township, 12, members=3)
    own = [town.rows[name] for name in ("deputy", "cosigner", "neutral")]
    Deputy.objects.filter(pk__in=[one.pk for one in own]).update(term=term, group="第一代表小组")
    Seat.objects.bulk_create(
        Seat(township=town.township, deputy=one, term=term, from_at=moment(2021, 11, 1)) for one in own
    )
    for one in own:
        one.refresh_from_db()


def _session(town: Furnished, number: int, opens_on: date) -> Session:
    return Session.objects.create(
        township=town.township, term=town.rows["session"].term, number=number,
        opens_on=opens_on, closes_on=opens_on,
    )  # fmt: skip
