"""While units handle a matter: sending back, separate and assisting units, extension, contact, reply."""

from datetime import date

import pytest

from huiyin.core.errors import ActRefused
from huiyin.deadlines.actions import choose_profile
from huiyin.matters.actions.extending import ask_extension, decide_extension
from huiyin.matters.actions.handling import assist, log_contact, reassign, send_back, sign_for
from huiyin.matters.actions.pressing import supervise, urge
from huiyin.matters.actions.replying import Pledge
from huiyin.matters.actions.rounds import Order, hand_over_matter, open_round
from huiyin.matters.tests.recompute import kept, recompute
from huiyin.matters.tests.stories import (
    MONDAY,
    REPLIED,
    WINDOW_OVER,
    doing,
    moment,
    order_of,
    registered,
    replied,
    verified,
)
from huiyin.matters.tests.world import JULY, PLEDGE, answered, in_check, in_hand, sent_back
from huiyin.people.actions.roster import close_unit
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")


def separately(world, *more):
    matter = registered(world.township, world.lead)
    order = Order(separate=[world.unit, world.other_unit, *more])
    return hand_over_matter(matter, order=order, **doing(MONDAY))


def test_separate_units_reply_one_by_one_and_the_last_one_opens_the_window(world):
    matter = separately(world)
    assert matter.lead_unit == world.unit

    matter = replied(matter, unit=world.unit, at=REPLIED)
    assert (matter.state, matter.claim, matter.replied_on) == ("in_hand", "A", None)
    assert kept(matter) == recompute(matter)

    matter = replied(matter, unit=world.other_unit, at=moment(2024, 10, 8), claim="B", pledges=[PLEDGE])
    assert (matter.state, matter.claim, matter.replied_on) == ("answered", "B", date(2024, 10, 8))
    assert kept(matter) == recompute(matter)


def test_the_round_is_replied_on_the_latest_of_its_replies_in_whatever_order_they_are_typed(world):
    matter = separately(world)
    matter = replied(matter, unit=world.unit, at=REPLIED)
    matter = replied(matter, unit=world.other_unit, at=moment(2024, 10, 8), replied_on=date(2024, 9, 10))

    assert (matter.replied_on, matter.rounds.get().replied_on) == (REPLIED.date(), REPLIED.date())
    assert kept(matter) == recompute(matter)


def test_a_unit_replies_once_in_a_round_and_sends_nothing_back_after_it(world):
    matter = replied(separately(world), unit=world.unit)
    with pytest.raises(ActRefused, match="replied in this round already"):
        replied(matter, unit=world.unit)
    with pytest.raises(ActRefused, match="replied in this round already"):
        send_back(order_of(matter, world.unit), reason="x", **doing(REPLIED))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"text": " "}, "no text"),
        ({"signed_off_by": ""}, "signed off by the unit's head"),
        ({"replied_on": date(2024, 6, 30)}, "before the matter was handed over"),
        ({"replied_on": date(2024, 10, 1)}, "in the future"),
        ({"claim": "Z"}, "not one of this town's"),
        ({"pledges": [Pledge("加盖板", "周建明", date(2024, 9, 1))]}, "dated before the reply"),
        ({"pledges": [Pledge(" ", "周建明", date(2024, 12, 1))]}, "what will be done and by whom"),
    ],
)
def test_an_incomplete_reply_is_refused(world, words, sentence):
    matter = in_hand(world)
    with pytest.raises(ActRefused, match=sentence):
        replied(matter, **words)
    assert not matter.replies.exists()


def test_who_assists_does_not_reply_and_who_leads_gives_no_opinion(world):
    matter = in_hand(world, assisting=[world.other_unit])
    with pytest.raises(ActRefused, match="the lead replies"):
        replied(matter, unit=world.other_unit)
    with pytest.raises(ActRefused, match="this unit replies"):
        assist(order_of(matter), opinion="x", on=JULY.date(), **doing(JULY))


def test_an_assisting_opinion_is_given_once_on_a_day_of_the_round(world):
    order = order_of(in_hand(world, assisting=[world.other_unit]), world.other_unit)
    for words, sentence in (
        ({"opinion": " ", "on": JULY.date()}, "empty"),
        ({"opinion": "可", "on": date(2024, 6, 30)}, "between the handing over and today"),
        ({"opinion": "可", "on": date(2024, 7, 11)}, "between the handing over and today"),
    ):
        with pytest.raises(ActRefused, match=sentence):
            assist(order, **words, **doing(JULY))
    assist(order, opinion="可", on=JULY.date(), **doing(JULY))
    with pytest.raises(ActRefused, match="The opinion was given"):
        assist(order, opinion="可", on=JULY.date(), **doing(JULY))


def test_a_lead_may_reply_without_the_assisting_opinion_and_no_clock_runs_on(world):
    choose_profile(world.township, profile="shandong", **doing(MONDAY))
    matter = in_hand(world, assisting=[world.other_unit])
    assert set(matter.clocks.values_list("rule", flat=True)) >= {"reply", "assist", "send_back"}

    matter = replied(matter)
    left = matter.clocks.filter(stopped_at=None).values_list("rule", flat=True)
    assert set(left) == {"evaluate", "verify"}
    assert matter.clocks.get(rule="assist").met is None  # lifted: neither met nor missed


def test_an_order_is_signed_for_once(world):
    order = order_of(in_hand(world))
    assert sign_for(order, **doing(JULY)).signed_for_at == JULY
    with pytest.raises(ActRefused, match="signed for already"):
        sign_for(order, **doing(JULY))


def test_an_order_is_sent_back_once_with_a_reason_and_within_its_window(world):
    choose_profile(world.township, profile="shandong", **doing(MONDAY))  # five days
    order = order_of(in_hand(world))
    with pytest.raises(ActRefused, match="Say why"):
        send_back(order, reason=" ", **doing(MONDAY))
    with pytest.raises(ActRefused, match="window for sending back closed"):
        send_back(order, reason="不属本站", **doing(JULY))
    send_back(order, reason="不属本站", **doing(MONDAY))
    with pytest.raises(ActRefused, match="sent back once"):
        send_back(order, reason="不属本站", **doing(MONDAY))
    with pytest.raises(ActRefused, match="the presidium decides on that first"):
        replied(order.matter)


def test_a_unit_also_has_its_window_for_sending_back_when_it_only_assists(world):
    choose_profile(world.township, profile="shandong", **doing(MONDAY))
    order = order_of(in_hand(world, assisting=[world.other_unit]), world.other_unit)
    with pytest.raises(ActRefused, match="window for sending back closed"):
        send_back(order, reason="不属本站", **doing(JULY))


def test_the_presidium_gives_the_order_to_another_unit(world):
    order = sent_back(world)
    new = reassign(order, to=world.other_unit, **doing(JULY, world.by["chair"]))

    matter = new.matter
    matter.refresh_from_db()
    assert (new.role, new.unit, matter.lead_unit) == ("lead", world.other_unit, world.other_unit)
    assert matter.due_on == date(2024, 10, 8)  # the date of the round stays
    assert kept(matter) == recompute(matter)
    with pytest.raises(ActRefused, match="no longer in force"):
        sign_for(order, **doing(JULY))


def test_the_clocks_of_an_assisting_order_go_with_it_to_the_other_unit(world):
    choose_profile(world.township, profile="shandong", **doing(MONDAY))
    third = cast.unit(world.township, "镇农业站")
    matter = in_hand(world, assisting=[world.other_unit])
    order = send_back(order_of(matter, world.other_unit), reason="不属本站", **doing(MONDAY))
    new = reassign(order, to=third, **doing(JULY))

    assert set(new.clocks.filter(stopped_at=None).values_list("rule", flat=True)) == {"assist", "send_back"}
    assert not order.clocks.filter(stopped_at=None).exists()


def test_in_a_list_the_matter_stands_under_a_unit_that_still_handles_it(world):
    third = cast.unit(world.township, "镇农业站")
    matter = separately(world)
    order = send_back(order_of(matter, world.unit), reason="不属本站", **doing(MONDAY))
    reassign(order, to=third, **doing(JULY))

    matter.refresh_from_db()
    assert matter.lead_unit == world.other_unit
    assert kept(matter) == recompute(matter)


def test_the_presidium_leaves_the_order_where_it_is(world):
    order = sent_back(world)
    order = reassign(order, to=None, **doing(JULY, world.by["chair"]))
    assert order.send_back_answer == "refused"
    with pytest.raises(ActRefused, match="No request"):
        reassign(order, to=None, **doing(JULY))
    assert replied(order.matter).state == "answered"


def test_an_order_is_not_given_to_who_has_one_or_is_closed(world):
    matter = in_hand(world, assisting=[world.other_unit])
    order = send_back(order_of(matter), reason="不属本站", **doing(MONDAY))
    with pytest.raises(ActRefused, match="has an order in this round already"):
        reassign(order, to=world.other_unit, **doing(JULY))
    third = close_unit(cast.unit(world.township, "镇农业站"), **doing(MONDAY, world.by["clerk"]))
    with pytest.raises(ActRefused, match="was closed"):
        reassign(order, to=third, **doing(JULY))


def test_only_the_unit_of_the_order_acts_on_it(world):
    matter = in_hand(world, assisting=[world.other_unit])
    with pytest.raises(ActRefused, match="given to another unit"):
        sign_for(order_of(matter), **doing(JULY, world.by["assistant"]))


def test_an_order_of_an_earlier_round_is_no_longer_in_force(world):
    matter = in_check(world)
    order = order_of(matter)
    open_round(matter, reason="not_verified", order=Order(lead=world.unit), **doing(WINDOW_OVER))
    with pytest.raises(ActRefused, match="no longer in force"):
        sign_for(order, **doing(WINDOW_OVER))


def contact(order, **words):
    said = {"stage": "before", "way": "person", "on": JULY.date(), "content": "商量。", **words}
    return log_contact(order, **said, **doing(JULY))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"content": " "}, "what was spoken about"),
        ({"stage": "later"}, "before, during or after"),
        ({"way": "mail"}, "before, during or after"),
        ({"on": date(2024, 6, 30)}, "between the handing over and today"),
        ({"on": date(2024, 7, 11)}, "between the handing over and today"),
    ],
)
def test_a_contact_says_when_how_and_what(world, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        contact(order_of(in_hand(world)), **words)


def test_a_contact_is_with_who_raised_the_matter(world):
    other = registered(world.township, world.neutral).petitioners.get()
    with pytest.raises(ActRefused, match="did not raise this matter"):
        contact(order_of(in_hand(world)), petitioner=other)


def test_the_first_contact_meets_its_clock_and_a_reply_alone_does_not(world):
    choose_profile(world.township, profile="chongqing", **doing(MONDAY))
    met, lifted = in_hand(world), in_hand(world)
    contact(order_of(met))
    replied(lifted, at=moment(2024, 7, 10))

    assert met.clocks.get(rule="first_contact").met is True
    assert lifted.clocks.get(rule="first_contact").met is None


def extension(world, *, consent=True, at=JULY):
    matter = in_hand(world)
    return matter, ask_extension(order_of(matter), reason="涉及两村", deputies_consent=consent, **doing(at))


def test_a_granted_extension_runs_from_the_same_start(world):
    matter, asked = extension(world)
    decide_extension(asked, grant=True, **doing(JULY, world.by["chair"]))

    matter.refresh_from_db()
    assert (matter.due_on, matter.due_rule) == (date(2025, 1, 2), "reply_extended")  # not New Year's Day
    assert matter.clocks.get(rule="reply").met is None
    assert kept(matter) == recompute(matter)
    with pytest.raises(ActRefused, match="decided already"):
        decide_extension(asked, grant=False, **doing(JULY))
    with pytest.raises(ActRefused, match="asked for in this round already"):
        ask_extension(order_of(matter), reason="x", deputies_consent=True, **doing(JULY))


def test_a_refused_extension_may_be_asked_for_again(world):
    matter, asked = extension(world)
    decide_extension(asked, grant=False, reason="可先清淤", **doing(JULY))
    matter.refresh_from_db()
    assert (matter.due_on, matter.due_rule) == (date(2024, 10, 8), "reply")
    assert ask_extension(order_of(matter), reason="x", deputies_consent=True, **doing(JULY)).answer == ""


def test_an_extension_needs_a_reason_and_is_asked_for_before_the_date(world):
    order = order_of(in_hand(world))
    with pytest.raises(ActRefused, match="Say why"):
        ask_extension(order, reason=" ", deputies_consent=True, **doing(JULY))
    with pytest.raises(ActRefused, match="must be asked for before"):
        ask_extension(order, reason="x", deputies_consent=True, **doing(moment(2024, 10, 9)))


def test_where_the_local_rule_wants_consent_there_is_no_extension_without(world):
    choose_profile(world.township, profile="zhejiang", **doing(MONDAY))
    _matter, asked = extension(world, consent=False)
    with pytest.raises(ActRefused, match="consent of the deputies"):
        decide_extension(asked, grant=True, **doing(JULY))


def test_a_wide_matter_has_the_longer_limit_from_the_start(world):
    matter = in_hand(world, wide=True)
    assert (matter.due_rule, matter.due_on) == ("reply_extended", date(2025, 1, 2))
    with pytest.raises(ActRefused, match="already"):
        ask_extension(order_of(matter), reason="x", deputies_consent=True, **doing(JULY))


def test_a_further_round_knows_no_longer_limit_nor_a_request_of_the_round_before(world):
    matter, asked = extension(world)
    matter = replied(matter)
    verified(matter, world.neutral, "not")
    matter = open_round(matter, reason="not_verified", order=Order(lead=world.unit), **doing(WINDOW_OVER))
    due = matter.due_on
    with pytest.raises(ActRefused, match="a round that is over"):
        decide_extension(asked, grant=True, **doing(WINDOW_OVER))
    with pytest.raises(ActRefused, match="no longer limit"):
        ask_extension(order_of(matter), reason="x", deputies_consent=True, **doing(WINDOW_OVER))
    matter.refresh_from_db()
    assert matter.due_on == due


def test_only_a_unit_with_an_order_is_urged(world):
    matter = in_hand(world)
    with pytest.raises(ActRefused, match="has no order in this round"):
        urge(matter, unit=world.other_unit, text="", **doing(JULY))
    assert urge(matter, unit=world.unit, text="", **doing(JULY)).kind == "urge"


def test_a_matter_is_put_under_supervision_once(world):
    matter = answered(world)
    supervise(matter, text="", **doing(WINDOW_OVER))
    matter.refresh_from_db()
    assert matter.supervised_at == WINDOW_OVER
    with pytest.raises(ActRefused, match="already"):
        supervise(matter, text="", **doing(WINDOW_OVER))
