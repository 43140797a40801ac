"""What waits for the presidium, its quarterly clock, its name in the loop and the digest of its minutes."""

from datetime import date

import pytest

from huiyin.assembly.actions.presidium import decide_in_presidium, propose_items
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.queries.presidium import (
    digest_for,
    meeting_due,
    name_in_loop,
    next_planned,
    quarter_clock,
    waiting_for,
)
from huiyin.assembly.tests.factories import convocation, doing, meeting, moment, seated
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.journal.queries import Digest
from huiyin.matters.actions.extending import ask_extension
from huiyin.matters.actions.handling import send_back
from huiyin.matters.tests.stories import handed_over, order_of, registered, replied, verified

pytestmark = pytest.mark.usefixtures("english")

NOON = moment(2024, 10, 25, 9)
NAME = "清溪镇第十三届人民代表大会主席团第八次会议"


@pytest.fixture
def given(township, lead, water_station):
    """A matter in the hands of the water station."""
    return handed_over(registered(township, lead), water_station)


def acts(township):
    return list(Entry.objects.of(township).order_by("seq").values_list("act", flat=True))


def test_what_waits_for_the_presidium_is_named_with_its_reason(
    township, lead, neutral, water_station, given, session
):
    today, term = date(2024, 10, 25), session.term
    unsolved = replied(handed_over(registered(township, lead, title="关于修路的建议"), water_station))
    verified(unsolved, neutral, "not")
    asks = handed_over(
        registered(township, lead, title="关于路灯的建议"), water_station, at=moment(2024, 9, 1)
    )
    ask_extension(order_of(asks), reason="工程量大。", deputies_consent=True, **doing(moment(2024, 9, 2)))
    send_back(order_of(asks), reason="不属本站职责。", **doing(moment(2024, 9, 2)))
    motion = Motion.objects.create(
        township=township,
        convocation=convocation(township),
        title="关于水源的议案",
        state="submitted",
        serial=1,
    )

    found = waiting_for(term, today)

    assert [(one.row, len(one.reasons)) for one in found] == [
        (unsolved, 1), (asks, 2), (given, 1), (motion, 1),
    ]  # fmt: skip
    assert "asks for the longer limit" in found[1].reasons[0]
    assert found[2].reasons == ["The reply was due on 8 October: urge, or put it under supervision."]
    assert found[3].title == "研究第1号议案是否列入会议议程：关于水源的议案"


def test_what_waits_goes_on_the_agenda_by_one_press_and_once(township, clerk, given, session):
    motion = Motion.objects.create(
        township=township,
        convocation=convocation(township),
        title="关于水源的议案",
        state="submitted",
        serial=1,
    )
    planned = meeting(township, kind="presidium", number=8, state="planned", at=NOON)
    words = doing(NOON, clerk)

    propose_items(planned, matters=[given], motions=[motion], **words)
    propose_items(planned, matters=[given], motions=[motion], **words)

    items = AgendaItem.objects.of(township).order_by("position")
    assert [(one.kind, one.matter, one.motion) for one in items] == [
        ("matter", given, None), ("procedure", None, None),
    ]  # fmt: skip
    assert items[0].title == f"研究{given.title}（{given.short_number}）"
    assert waiting_for(session.term, date(2024, 10, 25)) == []
    assert acts(township)[-3:] == ["plan_item", "plan_item", "propose_items"]
    with pytest.raises(ActRefused, match="stands on an agenda of the presidium already"):
        propose_items(planned, matters=[given], **doing(NOON, clerk))
    with pytest.raises(ActRefused, match="stands on an agenda of the presidium already"):
        propose_items(planned, motions=[motion], **doing(NOON, clerk))
    with pytest.raises(ActRefused, match="Choose what"):
        propose_items(planned, **doing(NOON, clerk))


def test_the_quarter_runs_from_the_last_meeting_else_from_the_last_session(township, session):
    assert meeting_due(township, date(2024, 6, 1)) is None  # the session is still to come
    assert meeting_due(township, date(2024, 8, 1)) == date(
        2024, 9, 29
    )  # the 28th is a Saturday, the 29th was made a working day
    assert quarter_clock(township, date(2024, 8, 1)).event == "session_end"

    meeting(township, kind="presidium", number=7, state="closed", at=moment(2024, 7, 10))
    meeting(township, kind="presidium", number=8, state="planned", at=moment(2024, 9, 10))

    assert meeting_due(township, date(2024, 8, 1)) == date(2024, 10, 10)
    assert next_planned(township).number == 8


def test_the_minutes_bear_the_journals_digest_of_the_month(township, clerk):
    members = seated(township, 7, members=7)
    sitting = meeting(township, kind="presidium", number=8, present=members[:4], at=NOON)
    decide_in_presidium(sitting, text="同意年度工作计划。", **doing(NOON, clerk))

    last = Entry.objects.of(township).order_by("seq").last()
    assert digest_for(sitting) == Digest(last.seq, last.digest)


def test_a_meeting_of_a_session_is_named_with_its_session(township):
    assert name_in_loop(meeting(township, kind="presidium", number=8, at=NOON)) == NAME
    within = meeting(township, session=convocation(township), kind="presidium", at=NOON)
    assert name_in_loop(within) == "清溪镇第十三届人民代表大会第三次会议主席团第一次会议"
