"""The indicators count what they say, and every number opens to exactly the records it counts."""

from datetime import date

import pytest

from huiyin.figures.registry import codes, figure, figures_of
from huiyin.matters.actions.extending import ask_extension, decide_extension
from huiyin.matters.actions.handling import log_contact
from huiyin.matters.actions.promises import settle_promise
from huiyin.matters.actions.replying import Pledge
from huiyin.matters.actions.rounds import Order, open_round
from huiyin.matters.models.answers import Promise
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

YEAR_END = date(2024, 12, 31)


def count(code, township, as_of=YEAR_END):
    found = figure(code, township, year=2024, as_of=as_of)
    return found.numerator, found.denominator


@pytest.fixture
def year(township, lead, cosigner, neutral, water_station):
    """Four matters: solved, satisfied but not solved, dissatisfied and handled again, late"""
    matters = [registered(township, lead, cosigners=[cosigner]) for _n in range(4)]
    first, second, third, fourth = [handed_over(matter, water_station) for matter in matters]
    log_contact(
        order_of(first),
        stage="before",
        way="person",
        on=date(2024, 7, 3),
        content="到现场。",
        **doing(moment(2024, 7, 3)),
    )
    for matter in (first, second, third):
        replied(matter)
    evaluated(first, lead, "satisfied")
    evaluated(first, cosigner, "fairly")
    evaluated(second, lead, "satisfied")
    evaluated(third, lead, "dissatisfied")
    verified(first, neutral, "solved")
    verified(second, neutral, "partly")
    verified(third, neutral, "not")
    open_round(third, reason="dissatisfied", order=Order(lead=water_station), **doing(WINDOW_OVER))
    return first, second, third, fourth


def test_each_indicator_of_the_year(township, year):
    assert {code: count(code, township) for code in codes()} == {
        "reply_rate": (3, 4),
        "on_time_rate": (3, 4),
        "contact_rate": (1, 3),
        "satisfied": (2, 4),
        "satisfied_or_fairly": (3, 4),
        "satisfied_first": (2, 4),
        "solved_rate": (1, 4),
        "again_rate": (1, 4),
        "promises_kept": (0, 0),
        "satisfied_not_solved": (1, None),
        "still_not_solved": (1, None),
    }


def test_silence_is_counted_apart_and_in_no_denominator(township, year):
    assert figure("satisfied", township, year=2024, as_of=YEAR_END).parts == {
        "fairly": 1,
        "dissatisfied": 1,
        "silent": 2,
    }


def test_sealed_evaluations_count_nowhere_before_the_window_closes(township, year):
    assert count("satisfied", township, as_of=date(2024, 10, 18)) == (0, 0)
    assert count("satisfied", township, as_of=date(2024, 10, 19)) == (2, 4)


def test_a_relapse_takes_the_solution_back(township, year, water_station):
    first = year[0]

    open_round(first, reason="relapse", order=Order(lead=water_station), **doing(moment(2024, 12, 2)))

    assert count("solved_rate", township) == (0, 4)
    assert count("solved_rate", township, as_of=date(2024, 12, 1)) == (1, 4)


def test_a_promise_counts_as_kept_only_by_the_day_first_promised(township, lead, water_station):
    pledges = [Pledge(f"盖板{n}块", "周建明", date(2024, 10, 31)) for n in (10, 20, 30)]
    matter = replied(handed_over(registered(township, lead), water_station), claim="B", pledges=pledges)
    kept, extended, broken = matter.promises.order_by("id")
    settle_promise(
        kept, state="kept", on=date(2024, 10, 30), reason="到场点数", **doing(moment(2024, 10, 30))
    )
    settle_promise(
        extended,
        state="extended",
        on=date(2024, 10, 31),
        reason="雨季",
        new_due_on=date(2024, 11, 30),
        **doing(moment(2024, 10, 31)),
    )
    settle_promise(
        extended, state="kept", on=date(2024, 11, 29), reason="到场点数", **doing(moment(2024, 11, 29))
    )
    settle_promise(
        broken, state="broken", on=date(2024, 11, 1), reason="未动工", **doing(moment(2024, 11, 1))
    )

    found = figure("promises_kept", township, year=2024, as_of=YEAR_END)

    assert (found.numerator, found.denominator, found.parts) == (
        1,
        3,
        {"broken": 1, "extended": 1, "unchecked": 0},
    )
    assert Promise.objects.get(pk=extended.pk).state == "kept"


def test_few_cases_are_said_in_counts(township, year):
    assert figure("solved_rate", township, year=2024, as_of=YEAR_END).text == "1 / 4"


def test_the_list_behind_a_figure_holds_exactly_what_it_counts(client, township, clerk, year):
    client.force_login(clerk)

    for found in figures_of(township, year=2024, as_of=YEAR_END):
        response = client.get(found.url)

        assert response.status_code == 200
        assert len(response.context["rows"]) == found.numerator, found.code


def test_a_figure_is_closed_to_units_and_strangers(client, township, clerk, water_handler, outsider):
    url = figure("solved_rate", township, year=2024, as_of=YEAR_END).url

    client.force_login(water_handler)
    assert client.get(url).status_code == 403
    client.force_login(outsider)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("query", ["year=abc", "as_of=2024-99-99"])
def test_a_wrong_address_is_not_found(client, township, clerk, query):
    client.force_login(clerk)

    assert client.get(f"/{township.slug}/matters/figures/solved_rate/?{query}").status_code == 404


def test_a_later_doubt_takes_the_solution_back(township, lead, neutral, water_station):
    matter = replied(handed_over(registered(township, lead), water_station))
    evaluated(matter, lead, "dissatisfied")
    verified(matter, neutral, "solved")
    verified(matter, neutral, "not", at=moment(2024, 11, 4))

    assert count("solved_rate", township, as_of=date(2024, 11, 3)) == (1, 1)
    assert count("solved_rate", township) == (0, 1)


def test_a_promise_kept_after_its_day_is_not_kept_by_its_day(township, lead, water_station):
    pledges = [Pledge(f"盖板{n}块", "周建明", date(2024, 10, 31)) for n in (10, 20)]
    matter = replied(handed_over(registered(township, lead), water_station), claim="B", pledges=pledges)
    late = matter.promises.order_by("id").first()
    settle_promise(late, state="kept", on=date(2024, 11, 8), reason="到场点数", **doing(moment(2024, 11, 8)))

    found = figure("promises_kept", township, year=2024, as_of=YEAR_END)

    assert (found.numerator, found.denominator, found.parts["unchecked"]) == (0, 2, 1)
    assert "2024" in found.scope


def test_what_is_still_not_solved_is_counted_whatever_its_year(township, year):
    assert count("satisfied_not_solved", township, as_of=date(2025, 6, 1)) == (1, None)
    assert figure("still_not_solved", township, year=2025, as_of=date(2025, 6, 1)).numerator == 1


def test_a_longer_limit_granted_after_the_cut_off_does_not_move_what_was_due_before(
    township, lead, water_station
):
    matter = handed_over(registered(township, lead), water_station)
    asked = ask_extension(
        order_of(matter), reason="涉及三个村", deputies_consent=True, **doing(moment(2024, 10, 8))
    )
    decide_extension(asked, grant=True, **doing(moment(2024, 10, 10)))

    assert count("on_time_rate", township, as_of=date(2024, 10, 9)) == (0, 1)
    assert count("on_time_rate", township, as_of=date(2024, 10, 10)) == (0, 0)
