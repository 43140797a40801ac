"""The clerk's workbench: today's work by legal clock, figures that open to their lists, bounded reads."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.deadlines.actions import choose_profile, override_rule
from huiyin.desk.queries.figures import overdue_count, round_bars, rounds_of
from huiyin.desk.queries.to_do import coming_week, to_do
from huiyin.matters.actions.closing import decide_on_matter
from huiyin.matters.actions.extending import ask_extension
from huiyin.matters.actions.handling import send_back
from huiyin.matters.actions.replying import Pledge
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

HOME = "/qingxi/"
DUE = date(2024, 10, 8)  # the reply to what was handed over on 1 July


@pytest.fixture
def raised(township, lead, clerk):
    def raise_one(title="关于疏通排水沟的建议", **words):
        return registered(township, lead, by=clerk, title=title, **words)

    return raise_one


def numbers(township, clerk, today):
    return to_do(township, clerk, today).count


def test_a_reply_is_todays_work_from_the_day_it_is_due(township, clerk, raised, water_station):
    handed_over(raised(), water_station, by=clerk)

    assert numbers(township, clerk, date(2024, 10, 7)) == 0
    assert numbers(township, clerk, DUE) == 1
    assert numbers(township, clerk, date(2024, 10, 20)) == 1


def test_what_comes_later_fills_the_table_without_counting(township, clerk, raised, water_station):
    handed_over(raised(), water_station, by=clerk)

    work = to_do(township, clerk, date(2024, 9, 1))

    assert (work.count, len(work.tasks)) == (0, 1)


def test_a_request_of_a_unit_waits_for_a_decision_at_once(
    township, clerk, raised, water_station, water_handler
):
    titles = ("关于疏通排水沟的建议", "关于硬化进村道路的建议")
    first, second = (handed_over(raised(title), water_station, by=clerk) for title in titles)
    send_back(order_of(first), reason="不属本站职责。", **doing(moment(2024, 7, 3), water_handler))
    asking = doing(moment(2024, 7, 4), water_handler)
    ask_extension(order_of(second), reason="汛期不能施工。", deputies_consent=True, **asking)

    work = to_do(township, clerk, date(2024, 7, 5))

    assert work.count == 2
    assert {task.step.code for task in work.tasks} == {"decide_send_back", "decide_extension"}


def test_a_promise_is_todays_work_on_its_day_and_counts_once(township, clerk, raised, water_station):
    matter = handed_over(raised(), water_station, by=clerk)
    replied(
        matter,
        by=clerk,
        claim="B",
        pledges=[Pledge(what="加盖板 60 块", person="周建明", due_on=date(2024, 10, 10))],
    )

    assert numbers(township, clerk, date(2024, 10, 9)) == 0
    assert numbers(township, clerk, date(2024, 10, 10)) == 1
    assert numbers(township, clerk, date(2024, 12, 30)) == 1  # the verification is late too


def test_what_waits_to_be_handed_over_is_todays_work_though_no_date_binds_it(township, clerk, raised):
    raised()

    work = to_do(township, clerk, date(2024, 7, 1))

    assert [(task.step.code, task.due_on) for task in work.tasks] == [("hand_over", None)]
    assert work.count == 1


def test_a_promise_that_is_due_stands_before_the_later_legal_date(township, clerk, raised, water_station):
    pledge = Pledge(what="加盖板 60 块", person="周建明", due_on=date(2024, 10, 10))
    replied(handed_over(raised(), water_station, by=clerk), by=clerk, claim="B", pledges=[pledge])

    (task,) = to_do(township, clerk, date(2024, 10, 11)).tasks

    assert (task.step.code, task.due_on) == ("check_promise", date(2024, 10, 10))


def test_the_coming_week_brings_windows_and_due_dates_in_order(township, clerk, raised, water_station):
    replied(handed_over(raised(), water_station, by=clerk), by=clerk)  # window until 18 October
    handed_over(raised("关于硬化进村道路的建议"), water_station, by=clerk, at=moment(2024, 7, 15))

    coming = coming_week(township, date(2024, 10, 13))

    assert [one.on for one in coming] == [date(2024, 10, 15), date(2024, 10, 18)]
    assert coming_week(township, date(2024, 10, 18)) == []


def test_the_chart_opens_to_exactly_the_rounds_it_counts(
    township, clerk, raised, lead, neutral, water_station
):
    matter = replied(handed_over(raised(), water_station, by=clerk), by=clerk)
    verified(matter, neutral, "not", by=clerk)
    matter = open_round(
        matter, reason="not_verified", order=Order(lead=water_station), **doing(WINDOW_OVER, clerk)
    )
    replied(matter, by=clerk, at=moment(2024, 11, 20))
    verified(matter, neutral, "solved", by=clerk, at=moment(2024, 12, 20))
    handed_over(raised("关于硬化进村道路的建议"), water_station, by=clerk)

    bars = round_bars(township, 2024)

    assert [[part["value"] for part in bar["parts"]] for bar in bars] == [[0, 2], [1, 0]]
    for number, bar in enumerate(bars, 1):
        counted = [
            rounds_of(township, year=2024, number=number, solved=is_solved).count()
            for is_solved in (True, False)
        ]
        assert counted == [part["value"] for part in bar["parts"]]


def test_every_number_of_the_page_opens_to_its_list(township, session, clerk, raised, water_station, see, on):
    replied(handed_over(raised(), water_station, by=clerk), by=clerk)
    on(2024, 10, 8)

    page = see(clerk, HOME)

    cards = re.findall(r'<a href="([^"]+)" class="figure', page)
    parts = re.findall(r'<a href="(/qingxi/rounds/[^"]+)"', page)
    assert (len(cards), len(parts)) == (5, 1)
    for address in [*cards, *parts]:
        see(clerk, address.replace("&amp;", "&"))


def test_the_navigation_says_how_much_there_is_to_do(township, clerk, raised, see, on):
    on(2024, 7, 1)
    assert '<b class="num">' not in see(clerk, HOME)
    raised()

    assert '<b class="num">1</b>' in see(clerk, HOME)


def test_the_date_line_counts_from_the_last_session(township, session, clerk, see, on):
    on(2024, 7, 8)

    page = see(clerk, HOME)

    assert "10" in page
    assert "第十三届三次" in page or "congress 13" in page or "congress 十三" in page


def test_sealed_evaluations_are_in_no_figure(township, clerk, chair, raised, lead, water_station, see, on):
    matter = replied(handed_over(raised(), water_station, by=clerk), by=clerk)
    evaluated(matter, lead, "dissatisfied", by=clerk, reason="水还是流不出去。")
    on(2024, 10, 10)

    for user in (clerk, chair):
        page = see(user, HOME)
        assert "流不出去" not in page
        assert "0 / 0" in page or "0 份" in page  # no evaluation counts before the window closes


def test_the_workbench_does_not_ask_more_for_more_matters(township, clerk, raised, water_station, see, on):
    on(2024, 10, 8)
    handed_over(raised(), water_station, by=clerk)
    see(clerk, HOME)
    with CaptureQueriesContext(connection) as one:
        see(clerk, HOME)
    for number in range(2):
        handed_over(raised(f"关于第{number}条路的建议"), water_station, by=clerk)
        raised(f"关于第{number}座桥的建议")
    with CaptureQueriesContext(connection) as many:
        see(clerk, HOME)

    assert len(many) == len(one)


def test_every_read_of_rows_on_the_workbench_is_limited(township, clerk, raised, water_station, see, on):
    on(2024, 10, 8)
    handed_over(raised(), water_station, by=clerk)
    see(clerk, HOME)
    with CaptureQueriesContext(connection) as reads:
        see(clerk, HOME)

    rows = [r["sql"] for r in reads if 'FROM "matters_' in r["sql"]]
    unlimited = [
        sql
        for sql in rows
        if "LIMIT" not in sql and "COUNT(" not in sql and "IN (" not in sql  # IN: the rows just read
    ]
    assert unlimited == []


def test_an_unsolved_matter_waits_for_a_decision_on_the_desk_and_is_never_late(
    township, clerk, lead, neutral, raised, water_station, see, on
):
    matter = replied(handed_over(raised(), water_station, by=clerk), by=clerk)
    verified(matter, neutral, "not", by=clerk)

    work = to_do(township, clerk, date(2024, 10, 30))

    assert (work.count, work.tasks[0].due_on) == (1, None)
    assert "8" in work.tasks[0].waited
    assert overdue_count(township, date(2024, 10, 30)) == 0
    on(2024, 10, 30)
    assert work.tasks[0].waited in see(clerk, HOME)


def test_the_day_after_the_window_a_dissatisfied_deputy_brings_the_matter_to_the_desk(
    township, clerk, lead, raised, water_station
):
    matter = replied(handed_over(raised(), water_station, by=clerk), by=clerk)
    evaluated(matter, lead, "dissatisfied", by=clerk)

    assert numbers(township, clerk, date(2024, 10, 18)) == 0  # sealed
    work = to_do(township, clerk, date(2024, 10, 19))
    assert (work.count, work.tasks[0].step.act, work.tasks[0].due_on) == (1, "open_round", None)
    assert "1" in work.tasks[0].step.label

    decide_on_matter(
        matter, reason="已尽力。", meeting="第九次主席团会议", decided_on=date(2024, 10, 21),
        **doing(moment(2024, 10, 21), clerk),
    )  # fmt: skip
    assert numbers(township, clerk, date(2024, 10, 21)) == 0


def test_a_late_contact_and_a_late_opinion_are_the_offices_work(
    township, clerk, raised, water_station, roads_office, english
):
    choose_profile(township, profile="shandong", **doing(moment(2024, 6, 1)))
    for code in ("first_contact", "assist"):
        override_rule(
            township, code=code, amount=10, unit="workday", reason="本镇规定", **doing(moment(2024, 6, 1))
        )
    handed_over(raised(), water_station, by=clerk, assisting=[roads_office])

    assert "First contact with the deputy" in [one.text for one in coming_week(township, date(2024, 7, 10))]
    assert numbers(township, clerk, date(2024, 7, 15)) == 0
    work = to_do(township, clerk, date(2024, 7, 16))
    assert (work.count, work.tasks[0].step.code, work.tasks[0].due_on) == (
        1, "late_first_contact", date(2024, 7, 15),
    )  # fmt: skip
