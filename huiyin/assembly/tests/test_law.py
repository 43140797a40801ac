"""Quorum and majority for every number of deputies there can be, against the words of the law.

The oracle knows no formula: it tries number after number until the law's own sentence holds.
"""

import pytest

from huiyin.assembly import law

EVERY_SIZE = range(1, 201)


def least(holds, upto):
    """The smallest number of people for which a sentence of the law holds."""
    return next(count for count in range(upto + 2) if holds(count))


@pytest.mark.parametrize("total", EVERY_SIZE)
def test_the_quorum_of_the_congress_is_two_thirds_that_number_included(total):
    assert law.quorum("plenary").needed(total) == least(lambda n: 3 * n >= 2 * total, total)


@pytest.mark.parametrize("total", EVERY_SIZE)
def test_the_quorum_of_the_presidium_is_more_than_half(total):
    assert law.quorum("presidium").needed(total) == least(lambda n: 2 * n > total, total)


@pytest.mark.parametrize("total", EVERY_SIZE)
@pytest.mark.parametrize("rule", ["majority_of_all", "majority_of_members", "most_over_half"])
def test_a_majority_is_more_than_half_of_all_not_of_those_present(rule, total):
    assert law.majority(rule).needed(total) == least(lambda n: n > total - n, total)


@pytest.mark.parametrize("total", EVERY_SIZE)
def test_two_thirds_of_all_includes_the_number_itself(total):
    assert law.majority("two_thirds_of_all").needed(total) == least(lambda n: 3 * n >= 2 * total, total)


@pytest.mark.parametrize("total", EVERY_SIZE)
@pytest.mark.parametrize("of", ["extraordinary", "recall"])
def test_one_fifth_of_the_deputies_includes_the_number_itself(of, total):
    assert law.one_fifth(of).needed(total) == least(lambda n: 5 * n >= total, total)


@pytest.mark.parametrize("total", EVERY_SIZE)
def test_half_of_the_signers_dissatisfied_is_enough_for_another_answer(total):
    assert law.dissatisfied().needed(total) == least(lambda n: 2 * n >= total, total)


def test_the_known_numbers_of_a_congress_of_seventy_one():
    assert law.quorum("plenary").needed(71) == 48
    assert law.majority("majority_of_all").needed(71) == 36
    assert law.majority("most_votes").needed(71) == 1
    assert law.one_fifth("recall").needed(71) == 15


@pytest.mark.parametrize(
    ("population", "seats"), [(0, 45), (1_499, 45), (1_500, 46), (40_000, 71), (172_500, 160), (900_000, 160)]
)
def test_the_number_of_seats_follows_from_the_population(population, seats):
    assert law.seats_by_population(population) == seats


def test_every_figure_of_the_law_names_its_source_in_both_languages():
    def sourced(table):
        if isinstance(table, dict):
            if "source" in table:
                assert table["source"]["zh"], table
                assert table["source"]["en"], table
            elif not all(isinstance(part, dict) for part in table.values()):
                raise AssertionError(table)
            else:
                for part in table.values():
                    sourced(part)

    for table in law.law().values():
        for one in table if isinstance(table, list) else [table]:
            sourced(one)
