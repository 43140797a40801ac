"""The chair's page: late, promised, satisfied but not solved, under supervision, and the minutes' line."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.desk.queries.overview import last_digest, overview, waiting_for_a_look
from huiyin.journal.queries import verify_chain
from huiyin.matters.actions.pressing import supervise
from huiyin.matters.actions.replying import Pledge
from huiyin.matters.tests.stories import doing, evaluated, handed_over, moment, registered, replied

HOME = "/qingxi/"


@pytest.fixture
def matter(township, lead, clerk, water_station):
    return handed_over(registered(township, lead, by=clerk), water_station, by=clerk)


def counts(township, *day):
    return [one.count for one in overview(township, date(*day))]


def test_a_matter_is_late_after_its_day(township, matter):
    assert counts(township, 2024, 10, 8) == [0, 0, 0, 0]
    assert counts(township, 2024, 10, 9) == [1, 0, 0, 0]


def test_what_is_promised_shows_a_month_before_its_day(township, clerk, matter):
    pledge = Pledge(what="加盖板 60 块", person="周建明", due_on=date(2024, 12, 20))
    replied(matter, by=clerk, claim="B", pledges=[pledge])

    assert counts(township, 2024, 11, 8)[1] == 0
    assert counts(township, 2024, 11, 25)[1] == 1


def test_satisfied_but_not_solved_shows_only_after_the_window(township, clerk, lead, matter):
    evaluated(replied(matter, by=clerk), lead, "satisfied", by=clerk)

    assert counts(township, 2024, 10, 18)[2] == 0
    assert counts(township, 2024, 10, 22)[2] == 1


def test_what_the_chair_supervises_is_listed(township, chair, matter):
    supervise(matter, text="请抓紧。", **doing(moment(2024, 8, 1), chair))

    assert counts(township, 2024, 8, 2)[3] == 1


def test_what_waits_for_a_look_counts_from_the_end_of_the_window(township, clerk, matter):
    replied(matter, by=clerk)

    assert waiting_for_a_look(township, date(2024, 10, 18)).count == 0
    assert waiting_for_a_look(township, date(2024, 10, 19)).count == 1


def test_the_minutes_line_verifies_against_the_chain(township, matter):
    minutes = last_digest(township, date(2024, 8, 5))

    assert minutes.month == date(2024, 7, 1)
    assert verify_chain(township, (minutes.digest,))[1] is None


def test_the_page_says_how_to_verify_and_opens_every_list(township, chair, matter, see, on):
    on(2024, 10, 9)

    page = see(chair, HOME)

    assert "huiyin journal verify --town qingxi" in page
    for one in overview(township, date(2024, 10, 9)):
        see(chair, one.url)


def test_the_overview_does_not_ask_more_for_more_matters(
    township, chair, clerk, lead, matter, water_station, see, on
):
    on(2024, 10, 20)
    see(chair, HOME)
    with CaptureQueriesContext(connection) as one:
        see(chair, HOME)
    for number in range(2):
        another = registered(township, lead, by=clerk, title=f"关于第{number}条渠的建议")
        handed_over(another, water_station, by=clerk)
    with CaptureQueriesContext(connection) as many:
        see(chair, HOME)

    assert len(many) == len(one)
