"""How many candidates a post wants, who is elected, which ballot comes next: tables of cases."""

import pytest

from huiyin.assembly.electing import (
    Due,
    Fit,
    Held,
    Step,
    ballot_due,
    by_votes,
    elected_in,
    fit_of,
    margin_of,
    preliminary_due,
)
from huiyin.assembly.law import majority, posts
from huiyin.assembly.queries.election_facts import election_facts

OF_ALL = 71
HALF = majority("most_over_half").needed(OF_ALL)
MOST = majority("most_votes").needed(OF_ALL)


def margin(post, places, is_by_election=False):
    return margin_of(posts()[post], places, is_by_election=is_by_election)


def ballot(places=1, needed=HALF, **votes):
    return Held(places=places, needed=needed, votes=votes)


@pytest.mark.parametrize(
    ("post", "places", "is_by_election", "candidates", "fit"),
    [
        ("chair", 1, False, 0, Fit.TOO_FEW),
        ("chair", 1, False, 1, Fit.NEEDS_REASON),
        ("chair", 1, False, 2, Fit.FITS),
        ("chair", 1, False, 3, Fit.TOO_MANY),
        ("head", 1, False, 1, Fit.NEEDS_REASON),
        ("head", 1, False, 2, Fit.FITS),
        ("head", 1, False, 3, Fit.TOO_MANY),
        ("vice_chair", 1, False, 1, Fit.TOO_FEW),
        ("vice_chair", 1, False, 2, Fit.FITS),
        ("vice_chair", 1, False, 4, Fit.FITS),
        ("vice_chair", 1, False, 5, Fit.TOO_MANY),
        ("vice_head", 3, False, 3, Fit.TOO_FEW),
        ("vice_head", 3, False, 4, Fit.FITS),
        ("vice_head", 3, False, 6, Fit.FITS),
        ("vice_head", 3, False, 7, Fit.TOO_MANY),
        ("vice_head", 1, True, 0, Fit.TOO_FEW),
        ("vice_head", 1, True, 1, Fit.FITS),
        ("head", 1, True, 1, Fit.FITS),
        ("head", 1, True, 4, Fit.FITS),
        ("head", 1, True, 5, Fit.TOO_MANY),
        ("vice_chair", 2, True, 1, Fit.TOO_FEW),
    ],
)
def test_a_post_wants_so_many_candidates(post, places, is_by_election, candidates, fit):
    assert fit_of(candidates, margin(post, places, is_by_election)) is fit


FIRST = "ABCD"
VICE = margin("vice_head", 2)
CASES = {
    "before any ballot all candidates stand": ([], Due(Step.FIRST, tuple(FIRST), 2), ()),
    "two clear winners": ([ballot(2, A=60, B=50, C=20, D=5)], None, ("A", "B")),
    "three over half for two places: the two with the most": (
        [ballot(2, A=40, B=50, C=38, D=5)],
        None,
        ("B", "A"),
    ),
    "nobody over half: all again, by their votes": (
        [ballot(2, A=10, B=35, C=35, D=20)],
        Due(Step.FURTHER, ("B", "C", "D", "A"), 2),
        (),
    ),
    "one place left: the others again, by their votes": (
        [ballot(2, A=60, B=20, C=35, D=30)],
        Due(Step.FURTHER, ("C", "D", "B"), 1),
        ("A",),
    ),
    "a tie at the last place: those tied again, the most votes win": (
        [ballot(2, A=60, B=40, C=40, D=2)],
        Due(Step.TIE, ("B", "C"), 1),
        ("A",),
    ),
    "a tie of three for two places": (
        [ballot(2, A=40, B=40, C=40, D=2)],
        Due(Step.TIE, ("A", "B", "C"), 2),
        (),
    ),
    "a tie broken below half of all": (
        [ballot(2, A=60, B=40, C=40, D=2), ballot(1, MOST, B=30, C=33)],
        None,
        ("A", "C"),
    ),
    "a tie that stays one": (
        [ballot(2, A=60, B=40, C=40, D=2), ballot(1, MOST, B=33, C=33)],
        Due(Step.TIE, ("B", "C"), 1),
        ("A",),
    ),
    "equal votes below half are no tie": (
        [ballot(2, A=60, B=35, C=35, D=2)],
        Due(Step.FURTHER, ("B", "C", "D"), 1),
        ("A",),
    ),
    "equal votes within the places are no tie": ([ballot(2, A=50, B=50, C=35)], None, ("A", "B")),
    "somebody written in is elected": (
        [ballot(2, A=60, B=20, C=3, D=2, X=36)],
        None,
        ("A", "X"),
    ),
    "somebody written in ties with a candidate": (
        [ballot(2, A=60, B=40, C=3, D=2, X=40)],
        Due(Step.TIE, ("B", "X"), 1),
        ("A",),
    ),
    "the further ballot fills the place": (
        [ballot(2, A=60, B=20, C=35, D=30), ballot(1, B=1, C=36, D=30)],
        None,
        ("A", "C"),
    ),
    "the further ballot fills nothing: once more, by its votes": (
        [ballot(2, A=60, B=20, C=35, D=30), ballot(1, B=30, C=10, D=20)],
        Due(Step.FURTHER, ("B", "D", "C"), 1),
        ("A",),
    ),
}


@pytest.mark.parametrize(("held", "due", "elected"), CASES.values(), ids=CASES.keys())
def test_an_election_of_two_goes_on(held, due, elected):
    assert ballot_due(FIRST, 2, VICE, held) == due
    assert elected_in(held) == elected


@pytest.mark.parametrize(("votes", "is_elected"), [(35, False), (36, True)])
def test_more_than_half_of_all_71_is_36(votes, is_elected):
    held = [ballot(1, A=votes)]

    assert (elected_in(held) == ("A",)) is is_elected


def test_a_single_candidate_without_half_is_voted_on_again():
    due = ballot_due("A", 1, margin("head", 1), [ballot(1, A=35)])

    assert due == Due(Step.FURTHER, ("A",), 1)


def test_a_further_ballot_keeps_within_the_margin_of_the_law():
    narrow = margin("head", 1)  # one more than the post

    due = ballot_due("ABC", 1, narrow, [ballot(1, A=20, B=30, C=10)])

    assert due == Due(Step.FURTHER, ("B", "A"), 1)


def test_nothing_is_due_when_everybody_was_elected_and_places_are_left():
    held = [ballot(2, A=60)]

    assert ballot_due("A", 2, VICE, held) is None


def test_whoever_was_not_on_a_ballot_comes_last_by_votes():
    assert by_votes(["A", "B", "C"], [ballot(1, B=3, C=5)]) == ["C", "B", "A"]


def test_too_many_candidates_are_voted_down_to_the_number_of_the_law():
    due = preliminary_due("ABCDEFG", VICE, [])

    assert due == Due(Step.PRELIMINARY, tuple("ABCDEFG"), 5)


def test_no_preliminary_vote_where_the_candidates_are_as_many_as_may_stand():
    assert preliminary_due("ABCDE", VICE, []) is None


def test_a_preliminary_vote_that_told_everybody_is_not_held_again():
    held = [ballot(5, MOST, A=9, B=8, C=7, D=6, E=5, F=4)]

    assert preliminary_due("ABCDEF", VICE, held) is None
    assert elected_in(held) == tuple("ABCDE")


def test_a_tie_in_the_preliminary_vote_is_voted_again_among_those_tied():
    held = [ballot(5, MOST, A=9, B=8, C=7, D=6, E=4, F=4)]

    assert preliminary_due("ABCDEF", VICE, held) == Due(Step.PRELIMINARY, ("E", "F"), 1)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"post": "head", "places": 1, "is_by_election": False},
            ["Head of the township", "1 to be elected"],
        ),
        ({"nominated_by": "presidium", "nominators": 0}, ["nominated by the presidium"]),
        ({"nominated_by": "deputies", "nominators": 12}, ["nominated by 12 deputies jointly"]),
        ({"step": "first", "candidates": 3, "places": 2}, ["3 on the ballot for 2 places"]),
        ({"elected": 1, "places": 2}, ["1 of 2 elected"]),
        ({"post": "head"}, []),
    ],
)
def test_the_journal_says_an_election_s_facts_in_words(english, facts, said):
    assert list(election_facts(facts)) == said


def test_a_vote_for_somebody_elected_before_takes_nobodys_place():
    first = Held(places=2, needed=36, votes={"A": 50, "B": 30, "C": 20})
    further = Held(places=1, needed=36, votes={"B": 40, "A": 45})

    assert elected_in([first, further]) == ("A", "B")
    assert ballot_due(("A", "B", "C"), 2, margin("vice_head", 2), [first, further]) is None
