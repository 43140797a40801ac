"""Sums of money and the facts of a choice in words."""

from decimal import Decimal

import pytest
from django.utils import translation

from huiyin.projects.wording import project_facts, yuan, yuan_on_paper


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "0元"),
        (Decimal("9800.50"), "9800.5元"),
        (10_000, "1万元"),
        (Decimal("325000.00"), "32.5万元"),
        (100_000, "10万元"),
        (123_456_789, "12345.6789万元"),
    ],
)
def test_a_sum_on_paper_is_said_in_ten_thousands(amount, said):
    assert yuan_on_paper(amount) == said


def test_a_page_says_a_sum_in_the_reader_s_language():
    with translation.override("en"):
        english = yuan(Decimal("325000.00")), yuan(Decimal("9800.50"))
    with translation.override("zh-hans"):
        chinese = yuan(Decimal("325000.00"))

    assert english == ("325,000 yuan", "9,800.50 yuan")
    assert chinese == "32.5万元"


def test_the_journal_says_what_came_of_a_choice():
    with translation.override("en"):
        settled = list(project_facts({"chosen": 10, "not_chosen": 2, "tied": 0}))
        tied = list(project_facts({"chosen": 9, "not_chosen": 1, "tied": 2}))
        other = list(project_facts({"year": 2025}))

    assert settled == ["10 chosen, 2 not chosen"]
    assert tied == ["9 chosen, 1 not chosen", "2 tied"]
    assert other == []
