"""The loop from a slip of paper to a verified solution, through two rounds."""

from datetime import date

from huiyin.journal.queries import history_of, verify_chain
from huiyin.matters.actions.rounds import Order, open_round
from huiyin.matters.tests.stories import (
    WINDOW_OVER,
    doing,
    evaluated,
    handed_over,
    moment,
    registered,
    replied,
    verified,
)


def test_a_suggestion_is_solved_in_its_second_round(
    township, session, clerk, lead, cosigner, neutral, water_station
):
    matter = registered(township, lead, by=clerk, cosigners=[cosigner], session=session, channel="session")
    assert (matter.number, matter.state, matter.due_on) == (
        "镇十三届人大三次会议第1号建议",
        "registered",
        None,
    )

    matter = handed_over(matter, water_station, by=clerk)
    assert (matter.state, matter.round, matter.due_on) == ("in_hand", 1, date(2024, 10, 8))

    matter = replied(matter, by=clerk)
    assert (matter.state, matter.claim, matter.window_closes_on) == ("answered", "A", date(2024, 10, 18))
    assert matter.due_on == date(2024, 11, 8)  # 15 working days after the window

    evaluated(matter, lead, "dissatisfied", by=clerk)
    evaluated(matter, cosigner, "fairly", by=clerk)
    verified(matter, neutral, "not", by=clerk, note="7:40 到场，沟仍堵。")
    assert (matter.state, matter.verified) == ("in_check", "not")

    order = Order(lead=water_station, text="请在一个月内清淤并答复。")
    matter = open_round(matter, reason="not_verified", order=order, **doing(WINDOW_OVER, clerk))
    assert (matter.state, matter.round, matter.due_on) == ("in_hand", 2, date(2024, 11, 22))

    matter = replied(matter, by=clerk, at=moment(2024, 11, 20))
    verified(matter, neutral, "solved", by=clerk, at=moment(2024, 12, 20))
    assert (matter.state, matter.due_on) == ("solved", None)
    assert list(matter.rounds.order_by("number").values_list("verdict", flat=True)) == [
        "next_round",
        "solved",
    ]

    acts = [entry.act for entry in history_of(matter)]
    assert acts == [
        "register", "hand_over", "reply", "evaluate", "evaluate", "verify", "open_round", "reply", "verify",
    ]  # fmt: skip
    assert verify_chain(township) == (17, None)
