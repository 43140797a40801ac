"""Decisions of the presidium become acts in the loop, in one transaction, with quorum and an adopted vote."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.presidium import CARRIED, Ruling, decide_in_presidium, propose_items
from huiyin.assembly.models.meetings import AgendaItem, PresidiumDecision
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.deciding import OFFERED, decidable, decided_at
from huiyin.assembly.queries.presidium import (
    decisions_of,
    decisions_on,
)
from huiyin.assembly.tests.factories import arrive, convocation, doing, meeting, moment, seated
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.matters.actions.extending import ask_extension
from huiyin.matters.actions.handling import send_back
from huiyin.matters.actions.rounds import Order
from huiyin.matters.models.handling import Urge
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.outcomes import Decision
from huiyin.matters.queries.page import for_page, records_of, shown_matter
from huiyin.matters.queries.sight import sight_of
from huiyin.matters.queries.story import stories_of
from huiyin.matters.tests.stories import (
    MONDAY,
    handed_over,
    order_of,
    registered,
    replied,
    verified,
)

pytestmark = pytest.mark.usefixtures("english")

NOON = moment(2024, 10, 25, 9)
DECIDED = NOON + timedelta(hours=1)
NAME = "清溪镇第十三届人民代表大会主席团第八次会议"


@pytest.fixture
def members(township):
    """Seven members of the presidium among nine deputies."""
    return seated(township, 9, members=7)[:7]


@pytest.fixture
def sitting(township, members):
    """The eighth meeting between sessions, with four of seven members present: a bare quorum."""
    return meeting(township, kind="presidium", number=8, present=members[:4], at=NOON)


@pytest.fixture
def given(township, lead, water_station):
    """A matter in the hands of the water station."""
    return handed_over(registered(township, lead), water_station)


def taken_up(sitting, matter=None, **words):
    return AgendaItem.objects.create(
        township_id=sitting.township_id, meeting=sitting, position=1, kind="matter", title="研究排水沟一事",
        matter=matter, **{"state": "in_hand", **words},
    )  # fmt: skip


def voted(item, outcome="adopted", state="announced"):
    result = {"outcome": outcome, "announced_at": DECIDED} if state == "announced" else {}
    return Vote.objects.create(
        township_id=item.township_id, meeting=item.meeting, item=item, title=item.title, state=state,
        rule="majority_of_members", of_all=7, present=4, quorum=4, needed=4, opened_at=NOON, **result,
    )  # fmt: skip


def decided(sitting, matter=None, act="", *, by=None, at=DECIDED, text="督促限期办结。", **words):
    return decide_in_presidium(sitting, matter=matter, act=act, text=text, **words, **doing(at, by))


def acts(township):
    return list(Entry.objects.of(township).order_by("seq").values_list("act", flat=True))


def test_the_acts_that_are_offered_are_those_that_can_be_carried_out():
    assert tuple(CARRIED) == OFFERED


def test_a_matter_is_put_under_supervision_by_the_meeting(township, clerk, sitting, given):
    item = taken_up(sitting, given)
    words = doing(DECIDED, clerk)

    decision = decide_in_presidium(
        sitting, item=item, matter=given, act="supervise", text="挂牌督办。", **words
    )
    again = decide_in_presidium(sitting, item=item, matter=given, act="supervise", text="挂牌督办。", **words)

    given.refresh_from_db()
    sitting.refresh_from_db()
    assert decision == again
    assert (decision.act, decision.decided_at, decision.act_label) == (
        "supervise", DECIDED, "Put under supervision",
    )  # fmt: skip
    assert given.supervised_at == DECIDED
    assert Urge.objects.get(matter=given, kind="supervise").text == f"挂牌督办。（{NAME}）"
    assert acts(township)[-2:] == ["supervise", "decide_in_presidium"]
    assert Entry.objects.of(township).get(act="decide_in_presidium").facts["number"] == given.number
    assert sitting.version == 1  # the hall's screen has something new
    assert (decisions_of(sitting), decisions_on(given)) == ([decision], [decision])


def test_a_unit_is_urged_by_the_meeting(clerk, sitting, given, water_station):
    decided(sitting, given, "urge", by=clerk, ruling=Ruling(unit=water_station))

    urge = Urge.objects.get(matter=given)
    assert (urge.unit, urge.at, urge.text) == (water_station, DECIDED, f"督促限期办结。（{NAME}）")


def test_a_reasoned_decision_stands_in_the_matters_story_with_the_meetings_name(
    township, clerk, sitting, given, neutral
):
    replied(given)
    verified(given, neutral, "not")

    decided(sitting, given, "decide", by=clerk, text="因征地未批，不再交办。")

    row = Decision.objects.get(matter=given)
    assert (row.meeting, row.decided_on, row.reason) == (NAME, date(2024, 10, 25), "因征地未批，不再交办。")
    shown, today = shown_matter(for_page(Matter.objects.of(township)), given.pk), DECIDED.date()
    sight = sight_of(clerk, shown)
    (story,) = stories_of(shown, records_of(shown, today), sight, today)
    assert f"The presidium decided ({NAME}): no further round." in [str(one.text) for one in story.moments]


def test_the_next_round_opens_by_the_meeting(clerk, sitting, given, neutral, water_station, roads_office):
    replied(given)
    verified(given, neutral, "not")
    order = Order(lead=water_station, assisting=[roads_office])

    decided(sitting, given, "open_round", by=clerk, ruling=Ruling(reason="not_verified", order=order))

    given.refresh_from_db()
    opened = given.rounds.get(number=2)
    assert (given.state, opened.reason, opened.order_text) == (
        "in_hand", "not_verified", f"督促限期办结。（{NAME}）",
    )  # fmt: skip
    assert {one.unit for one in opened.assignments.all()} == {water_station, roads_office}


@pytest.mark.parametrize("grant", [True, False])
def test_the_meeting_decides_on_the_longer_limit(township, members, given, grant):
    july = moment(2024, 9, 20)
    extension = ask_extension(order_of(given), reason="工程量大。", deputies_consent=True, **doing(july))
    sitting = meeting(township, kind="presidium", number=8, present=members[:4], at=july)

    decided(sitting, given, "decide_extension", at=july, ruling=Ruling(extension=extension, grant=grant))

    extension.refresh_from_db()
    assert extension.answer == ("granted" if grant else "refused")
    assert extension.answer_reason == f"督促限期办结。（{NAME}）"


def test_the_meeting_gives_an_order_that_was_sent_back_to_another_unit(
    township, members, given, water_station, roads_office
):
    order = order_of(given)
    send_back(order, reason="不属本站职责。", **doing(MONDAY))
    sitting = meeting(township, kind="presidium", number=8, present=members[:4], at=MONDAY)

    decided(sitting, given, "reassign", at=MONDAY, ruling=Ruling(assignment=order, to=roads_office))

    assert order_of(given).unit == roads_office


def test_a_decision_in_words_becomes_no_act(township, clerk, sitting):
    decision = decided(sitting, by=clerk, text="同意年度工作计划。")

    assert (decision.matter, decision.act, decision.act_label) == (None, "", "")
    assert acts(township)[-1] == "decide_in_presidium"


def test_without_quorum_nothing_is_decided(township, members, given):
    sitting = meeting(township, kind="presidium", number=8, present=members[:3], at=NOON)

    with pytest.raises(ActRefused, match="3 of 7 are present; 4 are needed"):
        decided(sitting, given, "supervise")
    arrive(sitting, members[3:4], DECIDED + timedelta(minutes=5))
    with pytest.raises(ActRefused, match="3 of 7"):
        decided(sitting, given, "supervise")
    decided(sitting, given, "supervise", at=DECIDED + timedelta(minutes=5))

    assert PresidiumDecision.objects.of(township).count() == 1


@pytest.mark.parametrize(
    ("vote", "said"),
    [
        ({"outcome": "rejected"}, "was not adopted: nothing was decided"),
        ({"state": "open"}, "was not announced"),
    ],
)
def test_what_was_voted_on_is_decided_only_when_adopted(township, sitting, given, vote, said):
    item = taken_up(sitting, given)
    voted(item, **vote)

    with pytest.raises(ActRefused, match=said):
        decided(sitting, given, "supervise", item=item)

    given.refresh_from_db()
    assert given.supervised_at is None
    assert not PresidiumDecision.objects.of(township).exists()


def test_an_adopted_vote_lets_the_decision_through_and_a_cancelled_one_counts_for_nothing(sitting, given):
    item = taken_up(sitting, given)
    voted(item)
    Vote.objects.filter(pk=voted(item, state="open").pk).update(state="cancelled")

    decision = decided(sitting, given, "supervise", item=item)

    assert decision.item == item


def test_what_the_loop_refuses_leaves_no_decision(township, clerk, sitting, given):
    decided(sitting, given, "supervise", by=clerk)

    with pytest.raises(ActRefused, match="The matter is under supervision already"):
        decided(sitting, given, "supervise", by=clerk)
    with pytest.raises(ActRefused, match="not possible now"):
        decided(sitting, given, "decide", by=clerk)
    replied(given)
    ruling = Ruling(reason="dissatisfied", order=Order())
    with pytest.raises(ActRefused, match="do not bear out the reason"):
        decided(sitting, given, "open_round", by=clerk, ruling=ruling)

    assert PresidiumDecision.objects.of(township).count() == 1
    assert acts(township).count("decide_in_presidium") == 1


def test_a_decision_that_is_no_decision_is_refused(township, members, sitting, given, lead, water_station):
    other = handed_over(registered(township, lead, title="关于修路的建议"), water_station)
    item, elsewhere = taken_up(sitting, given), meeting(township, kind="presidium", number=9, at=NOON)
    plenary = meeting(township, session=convocation(township), present=members, at=NOON)
    extension = ask_extension(
        order_of(other), reason="工程量大。", deputies_consent=True, **doing(moment(2024, 9, 20))
    )

    for words, said in (
        ({"text": " "}, "Write down what the presidium decided"),
        ({"act": "declare_war", "matter": given}, "Choose what the presidium decided"),
        ({"act": "supervise"}, "Name the matter"),
        ({"act": "urge", "matter": given}, "Say whom or what"),
        ({"act": "supervise", "matter": other, "item": item}, "about another matter"),
        ({"item": taken_up(elsewhere)}, "belongs to another meeting"),
        ({"item": taken_up(sitting, state="planned")}, "take up the item first"),
        (
            {"act": "decide_extension", "matter": given, "ruling": Ruling(extension=extension)},
            "another matter",
        ),
        ({"at": NOON - timedelta(minutes=1)}, "did not sit at that moment"),
    ):
        with pytest.raises(ActRefused, match=said):
            decided(sitting, **words)
    with pytest.raises(ActRefused, match="not a meeting of the presidium"):
        decided(plenary)
    with pytest.raises(ActRefused, match="open the meeting first"):
        decided(meeting(township, kind="presidium", number=10, state="planned", at=NOON))

    assert not PresidiumDecision.objects.of(township).exists()


def test_what_is_typed_after_the_meeting_was_decided_while_it_sat(township, members, given, clerk):
    closed = meeting(township, kind="presidium", number=8, state="closed", present=members[:4], at=NOON)
    item = taken_up(closed, given, state="done", done_at=DECIDED)
    monday = moment(2024, 10, 28)
    assert decided_at(closed, item, monday) == DECIDED
    assert decided_at(closed, None, monday) == closed.closed_at - timedelta(seconds=1)

    with pytest.raises(ActRefused, match="did not sit at that moment"):
        decided(closed, given, "supervise", at=monday)
    decision = decide_in_presidium(
        closed, item=item, matter=given, act="supervise", text="挂牌督办。", typed_at=monday,
        **doing(DECIDED, clerk),
    )  # fmt: skip

    entry = Entry.objects.of(township).get(act="decide_in_presidium")
    given.refresh_from_db()
    assert (decision.decided_at, entry.at, entry.typed_at) == (DECIDED, DECIDED, monday)
    assert given.supervised_at == monday


def test_only_the_office_records_decisions_and_the_loop_asks_for_its_own_right(
    township, chair, lead_user, water_handler, sitting, given, neutral, water_station
):
    for user in (lead_user, water_handler):
        with pytest.raises(PermissionDenied):
            decided(sitting, by=user)
        with pytest.raises(PermissionDenied):
            propose_items(sitting, matters=[given], **doing(NOON, user))
    decided(sitting, given, "supervise", by=chair)

    replied(given)
    verified(given, neutral, "not")
    ruling = Ruling(reason="not_verified", order=Order(lead=water_station))
    with pytest.raises(PermissionDenied):  # the clerk hands over, not the chair
        decided(sitting, given, "open_round", by=chair, ruling=ruling)

    assert PresidiumDecision.objects.of(township).count() == 1


def test_what_is_offered_on_an_item_is_open_in_the_loop_and_asked_for(
    township, clerk, chair, sitting, given, water_station
):
    taken_up(sitting, given)
    taken_up(sitting)
    taken_up(sitting, state="dropped")

    def offered(user=clerk):
        return [[act.act for act in one.acts] for one in decidable(sitting, user)]

    assert offered() == [["supervise", "urge"], []]
    ask_extension(order_of(given), reason="工程量大。", deputies_consent=True, **doing(moment(2024, 9, 20)))
    send_back(order_of(given), reason="不属本站职责。", **doing(MONDAY))
    assert offered() == [["supervise", "urge", "decide_extension", "reassign"], []]
    decided(sitting, given, "supervise", by=clerk)
    assert offered()[0] == ["urge", "decide_extension", "reassign"]
    assert decidable(sitting, clerk)[0].was_taken_up
