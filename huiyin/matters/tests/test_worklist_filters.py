"""Each word of the worklist's address narrows it to what it says, on either database."""

from datetime import date

import pytest

from huiyin.figures.registry import codes, figure
from huiyin.matters.actions.rounds import Order, open_round
from huiyin.matters.actions.settings import set_up_loop
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.settings import Field
from huiyin.matters.queries.worklist import Wanted, due_span, worklist
from huiyin.matters.tests.stories import (
    MONDAY,
    REPLIED,
    WINDOW_OVER,
    doing,
    evaluated,
    handed_over,
    moment,
    registered,
    replied,
    verified,
)

DAY = date(2024, 10, 23)


@pytest.fixture
def see(township, clerk):
    """The titles that the clerk sees on a day, narrowed by words of the address."""

    def titles(on=DAY, **words):
        found = worklist(township, clerk, Wanted(**words), on)
        return sorted(found.values_list("title", flat=True))

    return titles


@pytest.fixture
def ditch(township, lead, cosigner, water_station, village):
    """Replied; the window is over on 19 October; one is satisfied, one is not."""
    matter = registered(township, lead, cosigners=[cosigner], title="排水沟", village=village)
    matter = replied(handed_over(matter, water_station))
    evaluated(matter, lead, "satisfied")
    evaluated(matter, cosigner, "dissatisfied")
    return matter


@pytest.fixture
def road(township, cosigner, roads_office):
    """In hand, the reply due on 8 October."""
    set_up_loop(township, **doing(MONDAY))
    field = Field.objects.of(township).get(name="道路交通")
    return handed_over(registered(township, cosigner, title="村道", field=field), roads_office)


def test_no_word_shows_all(see, ditch, road):
    assert see() == ["排水沟", "村道"]


def test_state_is_what_a_person_sees_on_the_day(see, ditch, road):
    assert see(state="in_hand") == ["村道"]
    assert see(state="answered", on=date(2024, 10, 18)) == ["排水沟"]
    assert see(state="in_check", on=date(2024, 10, 18)) == []
    assert see(state="answered") == []
    assert see(state="in_check") == ["排水沟"]
    assert see(state="open") == ["排水沟", "村道"]
    assert see(state="handed_over") == ["排水沟", "村道"]
    assert see(state="closed") == []


def test_kind_field_unit_and_village(see, ditch, road, roads_office, village, lead):
    assert see(kind="suggestion") == ["排水沟", "村道"]
    assert see(kind="opinion") == []
    assert see(field=str(road.field_id)) == ["村道"]
    assert see(unit=str(roads_office.pk)) == ["村道"]
    assert see(village=str(village.pk)) == ["排水沟"]
    assert see(signer=str(lead.pk)) == ["排水沟"]


def test_due(see, ditch, road):
    assert road.due_on == date(2024, 10, 8)
    assert see(due="overdue") == ["村道"]
    assert see(due="today", on=date(2024, 10, 8)) == ["村道"]
    assert see(due="week", on=date(2024, 10, 9)) == []
    assert see(due="next_week", on=date(2024, 10, 4)) == ["村道"]
    assert see(due="month", on=date(2024, 10, 1)) == ["村道"]
    assert see(due="none") == []


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("today", (date(2024, 10, 23), date(2024, 10, 23))),
        ("week", (date(2024, 10, 23), date(2024, 10, 27))),
        ("next_week", (date(2024, 10, 28), date(2024, 11, 3))),
        ("month", (date(2024, 10, 23), date(2024, 10, 31))),
    ],
)
def test_a_week_ends_on_sunday_and_a_month_on_its_last_day(value, span):
    assert due_span(value, DAY) == span


def test_claim_and_verification_of_the_present_round(see, ditch, road, neutral):
    assert see(claim="A") == ["排水沟"]
    assert see(verified="none") == ["排水沟", "村道"]

    verified(ditch, neutral, "not", at=WINDOW_OVER)

    assert see(verified="not") == ["排水沟"]
    assert see(verified="none") == ["村道"]


def test_evaluations_stay_sealed_until_the_window_is_over(see, ditch, road):
    last_day = date(2024, 10, 18)
    for result in ("satisfied", "dissatisfied", "none"):
        assert see(evaluation=result, on=last_day) == []

    assert see(evaluation="satisfied") == ["排水沟"]
    assert see(evaluation="dissatisfied") == ["排水沟"]
    assert see(evaluation="fairly") == []


def test_silence_is_an_evaluation_of_its_own(see, township, lead, water_station):
    replied(handed_over(registered(township, lead, title="无人测评"), water_station))

    assert see(evaluation="none") == ["无人测评"]
    assert see(evaluation="none", on=date(2024, 10, 18)) == []


def test_an_evaluation_after_the_window_counts_nowhere(see, township, lead, water_station):
    matter = replied(handed_over(registered(township, lead, title="迟到"), water_station))
    evaluation = evaluated(matter, lead, "dissatisfied", at=REPLIED)
    type(evaluation).objects.filter(pk=evaluation.pk).update(given_on=date(2024, 10, 21))

    assert see(evaluation="dissatisfied") == []


def test_the_third_round_and_later_are_one_filter(see, ditch, road, water_station, neutral):
    matter = ditch
    for n, (year, month) in enumerate([(2024, 11), (2025, 2), (2025, 5)], start=2):
        verified(matter, neutral, "not", at=moment(year, month, 1))
        matter = open_round(
            matter, reason="not_verified", order=Order(lead=water_station), **doing(moment(year, month, 2))
        )
        assert matter.round == n
        assert see(round=str(min(n, 3))) == ["排水沟"]
        matter = replied(matter, at=moment(year, month, 5))

    assert see(round="1") == ["村道"]
    assert see(round="2") == []


def test_the_year_is_the_year_of_receipt(see, ditch, road, township, lead):
    registered(township, lead, title="明年", received_on=date(2025, 1, 2), at=moment(2025, 1, 2))

    assert see(year="2024") == ["排水沟", "村道"]
    assert see(year="2025") == ["明年"]


def test_satisfied_but_not_solved_lists_what_the_figure_counts(
    see, ditch, township, lead, water_station, neutral
):
    matter = replied(handed_over(registered(township, lead, title="满意未解决"), water_station))
    evaluated(matter, lead, "satisfied")

    assert see(set="satisfied_not_solved") == ["满意未解决"]

    verified(matter, neutral, "solved")

    assert see(set="satisfied_not_solved") == []
    assert see(set="solved_rate", year="2024") == ["满意未解决"]
    assert see(set="solved_rate", year="2023") == []


@pytest.mark.parametrize("code", codes())
def test_every_figure_opens_to_the_matters_that_it_counts(see, ditch, road, township, code):
    counted = figure(code, township, year=2024, as_of=DAY).records
    keys = {row.pk if isinstance(row, Matter) else row.matter_id for row in counted}

    listed = see(set=code, year="2024")

    assert listed == sorted(Matter.objects.filter(pk__in=keys).values_list("title", flat=True))


def test_supervised(see, ditch, road):
    assert see(supervised="1") == []
    Matter.objects.filter(pk=road.pk).update(supervised_at=REPLIED)
    assert see(supervised="1") == ["村道"]


def test_words_are_found_in_chinese_and_english_in_names_units_and_numbers(
    see, ditch, road, session, township, lead
):
    wifi = registered(
        township, lead, title="村部接入 WiFi", situation="信号弱", request="装 Router",
        session=session, channel="session",
    )  # fmt: skip

    assert see(q="安置点排水") == []
    assert see(q="堵塞") == ["排水沟", "村道"]
    assert see(q="信号") == ["村部接入 WiFi"]
    assert see(q="wifi") == ["村部接入 WiFi"]
    assert see(q="ROUTER 信号弱") == ["村部接入 WiFi"]
    assert see(q=lead.name) == ["排水沟", "村部接入 WiFi"]
    assert see(q="镇公路站") == ["村道"]
    assert see(q=wifi.number) == ["村部接入 WiFi"]
    assert see(q="没有的词") == []
    assert see(q="！？") == []


def test_another_town_is_never_listed(see, ditch, other_township):
    registered(other_township, None, kind="finding", title="邻镇的事")

    assert see() == ["排水沟"]
    assert see(q="邻镇") == []
