"""A unit's desk: each order with its own next step, nothing of other units, nothing sealed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.desk.queries.unit_desk import answered_by, owed_by
from huiyin.matters.actions.handling import assist, log_contact, sign_for
from huiyin.matters.actions.rounds import Order, open_round
from huiyin.matters.tests.stories import (
    WINDOW_OVER,
    doing,
    evaluated,
    handed_over,
    moment,
    order_of,
    registered,
    replied,
    verified,
)

DESK = "/qingxi/unit-desk/"


@pytest.fixture
def matter(township, lead, clerk):
    return registered(township, lead, by=clerk)


def steps(township, unit):
    return [owed.act for owed in owed_by(township, [unit.pk])]


def test_an_order_is_signed_for_spoken_about_and_answered(
    township, clerk, matter, water_station, water_handler
):
    matter = handed_over(matter, water_station, by=clerk)
    assert steps(township, water_station) == ["sign_for"]

    sign_for(order_of(matter), **doing(moment(2024, 7, 2), water_handler))
    assert steps(township, water_station) == ["contact"]

    talk = {"stage": "before", "way": "person", "on": date(2024, 7, 5), "content": "到现场看过。"}
    log_contact(order_of(matter), **talk, **doing(moment(2024, 7, 5), water_handler))
    assert steps(township, water_station) == ["reply"]

    replied(matter, by=water_handler)
    assert steps(township, water_station) == []


def test_an_assisting_unit_owes_an_opinion_by_its_own_date(
    township, clerk, matter, water_station, roads_office, roads_handler
):
    matter = handed_over(matter, water_station, by=clerk, assisting=(roads_office,))
    order = order_of(matter, roads_office)
    sign_for(order, **doing(moment(2024, 7, 2), roads_handler))

    owed = owed_by(township, [roads_office.pk])
    assert [(one.act, one.due_on is None) for one in owed] == [("assist", False)]

    assist(order, opinion="可一并施工。", on=date(2024, 7, 8), **doing(moment(2024, 7, 8), roads_handler))
    assert steps(township, roads_office) == []


def test_what_a_unit_answered_says_what_became_of_it(
    township, clerk, lead, neutral, matter, water_station, water_handler
):
    matter = replied(handed_over(matter, water_station, by=clerk), by=water_handler)
    outcomes = [one.outcome for one in answered_by(township, [water_station.pk], date(2024, 10, 2))]
    verified(matter, neutral, "not", by=clerk)
    order = Order(lead=water_station)
    open_round(matter, reason="not_verified", order=order, **doing(WINDOW_OVER, clerk))

    later = answered_by(township, [water_station.pk], date(2024, 10, 25))

    assert len(outcomes) == 1
    assert later[0].outcome != outcomes[0]
    assert later[0].tone == "seal"


def test_a_unit_sees_its_own_orders_only_and_no_evaluation(
    township, clerk, lead, matter, water_station, water_handler, roads_handler, see, on
):
    matter = replied(handed_over(matter, water_station, by=clerk), by=water_handler)
    evaluated(matter, lead, "dissatisfied", by=clerk, reason="水还是流不出去。")
    on(2024, 10, 8)

    own, others = see(water_handler, DESK), see(roads_handler, DESK)

    assert matter.title in own
    assert "流不出去" not in own
    assert lead.name not in own
    assert matter.title not in others


def test_the_desk_does_not_ask_more_for_more_orders(
    township, clerk, lead, matter, water_station, water_handler, see, on
):
    on(2024, 10, 8)
    handed_over(matter, water_station, by=clerk)
    see(water_handler, DESK)
    with CaptureQueriesContext(connection) as one:
        see(water_handler, DESK)
    for number in range(2):
        another = registered(township, lead, by=clerk, title=f"关于第{number}条渠的建议")
        handed_over(another, water_station, by=clerk)
    with CaptureQueriesContext(connection) as many:
        see(water_handler, DESK)

    assert len(many) == len(one)
