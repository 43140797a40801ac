"""Quorum, majority, who is chosen: against the definitions, and against a slow oracle."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.assembly.counting import (
    Chosen,
    Count,
    Difference,
    Tally,
    chosen,
    differences,
    is_adopted,
    most_points,
    points,
)
from huiyin.assembly.law import majority, quorum

TALLIES = st.lists(st.integers(0, 12), max_size=8).map(
    lambda votes: [Tally(str(n), many) for n, many in enumerate(votes)]
)
RANKED = st.lists(st.integers(0, 12), max_size=8).map(
    lambda votes: [Tally(str(n), min(many, 5), points=many) for n, many in enumerate(votes)]
)


def slowly(tallies, places, needed):
    """Of all ways to fill the places, those that nobody left out could object to."""
    enough = {one.key: one.weight for one in tallies if one.in_favour >= needed}
    size = min(places, len(enough))

    def is_fair(seats):
        outside = set(enough) - set(seats)
        return all(enough[a] >= enough[b] for a in seats for b in outside)

    fair = [set(seats) for seats in combinations(enough, size) if is_fair(seats)]
    sure = set.intersection(*fair) if fair else set()
    tied = set.union(*fair) - sure if fair else set()
    return sure, tied, places - len(sure)


@given(st.one_of(TALLIES, RANKED), st.integers(1, 6), st.integers(1, 8))
def test_places_are_filled_as_the_slow_way_fills_them(tallies, places, needed):
    found = chosen(tallies, places=places, needed=needed)

    sure, tied, left = slowly(tallies, places, needed)
    assert (set(found.chosen), set(found.tied), found.left) == (sure, tied, left)
    assert len(found.chosen) == len(sure)


@pytest.mark.parametrize(
    ("votes", "places", "outcome", "who", "tied"),
    [
        ((50, 40, 30), 1, "chosen", ["0"], []),
        ((50, 40, 30), 3, "partly", ["0", "1"], []),
        ((50, 40, 40), 2, "tie", ["0"], ["1", "2"]),
        ((40, 40, 20), 1, "tie", [], ["0", "1"]),
        ((35, 35), 1, "partly", [], []),
        ((36, 35), 1, "chosen", ["0"], []),
    ],
)
def test_the_outcome_of_an_election_with_71_seats(votes, places, outcome, who, tied):
    tallies = [Tally(str(n), many) for n, many in enumerate(votes)]

    found = chosen(tallies, places=places, needed=majority("most_over_half").needed(71))

    assert (found.outcome, found.chosen, found.tied) == (outcome, who, tied)


def test_points_go_before_how_many_named_it():
    found = chosen([Tally("a", 9, points=9), Tally("b", 4, points=12)], places=1, needed=1)

    assert found == Chosen(["b"], [], 0)


def test_a_place_gives_one_point_more_than_the_next():
    assert [points(place, places=4) for place in (1, 2, 3, 4)] == [4, 3, 2, 1]
    assert most_points(5, places=4) == 5 * 10
    with pytest.raises(ValueError, match="5"):
        points(5, places=4)


@pytest.mark.parametrize("total", range(1, 201))
def test_a_quorum_and_a_majority_are_what_the_law_defines(total):
    present = next(n for n in range(total + 1) if Fraction(n, total) >= Fraction(2, 3))
    more_than_half = next(n for n in range(total + 1) if Fraction(n, total) > Fraction(1, 2))

    assert quorum("plenary").needed(total) == present
    assert quorum("presidium").needed(total) == more_than_half
    assert majority("two_thirds_of_all").needed(total) == present
    for rule in ("majority_of_all", "majority_of_members", "most_over_half"):
        assert majority(rule).needed(total) == more_than_half
    for in_favour in range(total + 1):
        assert is_adopted(in_favour, needed=more_than_half) == (2 * in_favour > total)


def test_of_71_deputies_48_must_be_present_and_36_in_favour():
    assert (quorum("plenary").needed(71), majority("majority_of_all").needed(71)) == (48, 36)
    assert [is_adopted(n, needed=36) for n in (35, 36)] == [False, True]


def test_more_ballots_back_than_given_out_make_the_vote_void():
    assert [Count(issued=60, returned=n, void=1).is_void for n in (59, 60, 61)] == [False, False, True]
    assert Count(issued=60, returned=60, void=2).valid == 58
    assert (Count().valid, Count().is_void) == (None, False)


def test_sheets_that_differ_are_told_place_by_place():
    one = {"returned": 60, "counts": {"a": {"in_favour": 40, "against": 20}}}
    other = {"returned": 60, "counts": {"a": {"in_favour": 41, "against": 19}, "write_ins": {"张三": 1}}}

    assert differences(one, one) == []
    assert differences(one, other) == [
        Difference(("counts", "a", "in_favour"), 40, 41),
        Difference(("counts", "a", "against"), 20, 19),
        Difference(("counts", "write_ins", "张三"), 0, 1),
    ]
