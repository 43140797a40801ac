"""What the search of the list finds: short numbers, initials, and a deputy's own secret matters."""

from datetime import date

import pytest

from huiyin.matters.queries.worklist import Wanted, worklist
from huiyin.matters.tests.stories import handed_over, registered
from huiyin.search.initials import initials

TODAY = date(2024, 10, 1)


def found(township, user, query):
    return worklist(township, user, Wanted(q=query), TODAY).count()


@pytest.fixture
def matter(township, lead, water_station):
    return handed_over(registered(township, lead, secrecy=True), water_station)


def test_a_matter_is_found_by_its_short_number_and_by_initials(township, clerk, matter, lead, water_station):
    for query in (matter.short_number, initials(lead.name), initials(water_station.name, person=False)):
        assert found(township, clerk, query) == 1, query


def test_a_deputy_finds_the_own_secret_matter_by_name_and_the_unit_does_not(
    township, matter, lead, lead_user, water_handler
):
    assert found(township, lead_user, lead.name) == 1
    assert found(township, water_handler, lead.name) == 0
    assert found(township, water_handler, matter.short_number) == 1
