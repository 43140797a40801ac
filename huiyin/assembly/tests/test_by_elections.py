"""A by-election fills a vacant seat: announced, polled, and the elected one holds it from that day."""

from datetime import date

import pytest

from huiyin.assembly.actions.by_elections import (
    announce_by_election,
    call_off_by_election,
    change_by_election,
    enter_elected,
)
from huiyin.assembly.models.seats import ByElection
from huiyin.assembly.tests.factories import congress, doing, moment
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.people.models import Deputy, Seat
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")

JUNE = moment(2024, 6, 28, 15)


@pytest.fixture
def term(township):
    return congress(township)


@pytest.fixture
def willow(township, village):
    """A constituency of three seats."""
    return cast.constituency(township, "柳溪选区", [village])


def acts(township):
    return list(Entry.objects.of(township).order_by("seq").values_list("act", flat=True))


def by_election(willow, term, **words):
    typed = {
        "seats": 1,
        "reason": "代表001迁出",
        "announced_on": date(2024, 6, 1),
        "polling_on": date(2024, 6, 20),
    }
    return announce_by_election(willow, term=term, **{**typed, **words}, **doing(JUNE))


def test_a_by_election_fills_the_vacant_seats_of_its_constituency(township, term, willow, clerk):
    row = by_election(willow, term, seats=2)
    words = doing(JUNE, clerk)

    first = enter_elected(row, name="段长顺", elected_on=date(2024, 6, 20), **words)
    assert enter_elected(row, name="段长顺", elected_on=date(2024, 6, 20), **words) == first
    row.refresh_from_db()
    assert row.state == "announced"
    enter_elected(row, name="杨桂英", occupation="教师", elected_on=date(2024, 6, 21), **doing(JUNE, clerk))

    row.refresh_from_db()
    seats = Seat.objects.of(township).order_by("from_at")
    assert row.state == "held"
    assert [(one.deputy.name, one.constituency, one.how, one.from_at) for one in seats] == [
        ("段长顺", willow, "by_election", moment(2024, 6, 20, 0)),
        ("杨桂英", willow, "by_election", moment(2024, 6, 21, 0)),
    ]
    assert acts(township)[-2:] == ["enrol_deputy", "enter_elected"]
    with pytest.raises(ActRefused, match="the state is “Held”"):
        enter_elected(row, name="杨三", elected_on=date(2024, 6, 21), **doing(JUNE, clerk))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"seats": 0}, "at least one seat"),
        ({"seats": 4}, "In 柳溪选区 3 seats are vacant"),
        ({"announced_on": date(2024, 6, 29)}, "announcement lies in the future"),
        ({"polling_on": date(2024, 5, 31)}, "before the announcement"),
        ({"reason": " "}, "Say which seats fell vacant"),
    ],
)
def test_a_by_election_that_cannot_be_is_refused(term, willow, words, said):
    with pytest.raises(ActRefused, match=said):
        by_election(willow, term, **words)

    assert not ByElection.objects.exists()


def test_what_a_by_election_is_about_to_fill_is_not_vacant_for_another(township, term, willow):
    by_election(willow, term, seats=2)

    with pytest.raises(ActRefused, match="1 seat is vacant"):
        by_election(willow, term, seats=2)
    by_election(willow, term, seats=1)

    assert ByElection.objects.of(township).count() == 2


def test_a_by_election_is_moved_or_called_off_with_a_reason(township, term, willow, clerk):
    row = by_election(willow, term)
    with pytest.raises(ActRefused, match="Say which seats"):
        change_by_election(row, polling_on=date(2024, 7, 1), reason="", **doing(JUNE, clerk))
    with pytest.raises(ActRefused, match="before the announcement"):
        change_by_election(row, polling_on=date(2024, 5, 1), reason="x", **doing(JUNE, clerk))

    change_by_election(row, polling_on=date(2024, 7, 1), reason="代表001辞职", **doing(JUNE, clerk))
    with pytest.raises(ActRefused, match="The polling day is 2024-07-01"):
        enter_elected(row, name="段长顺", elected_on=date(2024, 6, 28), **doing(JUNE, clerk))
    with pytest.raises(ActRefused, match="Say why"):
        call_off_by_election(row, reason=" ", **doing(JUNE, clerk))
    off = call_off_by_election(row, reason="汛情", **doing(JUNE, clerk))

    assert (off.state, off.polling_on, off.called_off_because) == ("called_off", date(2024, 7, 1), "汛情")
    assert not Deputy.objects.of(township).exists()
    with pytest.raises(ValueError, match="level"):
        enter_elected(row, name="x", level="county", elected_on=date(2024, 7, 1), **doing(JUNE, clerk))
