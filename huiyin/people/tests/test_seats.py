"""Seats of the township's congress: who holds one from when until when, and that nothing of it is lost."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.people.actions.roster import change_deputy, end_deputy, enrol_deputy
from huiyin.people.models import Deputy, Seat
from huiyin.people.tests import cast
from huiyin.people.tests.cast import FOUNDED, acting
from huiyin.townships.actions import open_term

pytestmark = pytest.mark.usefixtures("english")

FIRST_DAY = datetime(2021, 10, 31, 16, tzinfo=UTC)  # 1 November in the town
MAY = datetime(2024, 5, 6, 1, tzinfo=UTC)


def begins(year, month, day):
    """The first moment of a day in the town, eight hours before that of Greenwich."""
    return datetime.fromtimestamp(datetime(year, month, day, tzinfo=UTC).timestamp() - 8 * 3600, tz=UTC)


@pytest.fixture
def term(session):
    return session.term


@pytest.fixture
def next_term(township, term):
    return open_term(township, number=14, begins_on=date(2026, 11, 2), ends_on=None, **acting())


@pytest.fixture
def willow(township, village):
    return cast.constituency(township, "柳溪选区", [village])


def spans(deputy):
    seats = Seat.objects.of(deputy.township).filter(deputy=deputy).order_by("from_at", "id")
    return [(seat.term.number, seat.from_at, seat.until_at, seat.ended_by) for seat in seats]


def held(township, moment):
    return Seat.objects.of(township).held_at(moment).count()


def test_a_deputy_of_the_townships_congress_holds_a_seat_from_its_first_day(township, term, willow):
    deputy = enrol_deputy(township, name="李兰芳", term=term, constituency=willow, **acting())
    enrol_deputy(township, name="罗长河", level="county", term=term, **acting())
    enrol_deputy(township, name="罗山", **acting())

    seat = Seat.objects.of(township).get()

    assert (seat.deputy, seat.constituency, seat.how) == (deputy, willow, "general")
    assert spans(deputy) == [(13, FIRST_DAY, None, "")]


def test_a_by_election_gives_a_seat_from_its_day(township, term, clerk):
    deputy = enrol_deputy(
        township, name="段长顺", term=term, elected_on=date(2024, 4, 20), by_election=True,
        **acting(MAY, clerk),
    )  # fmt: skip

    facts = Entry.objects.of(township).get(act="enrol_deputy").facts

    assert spans(deputy) == [(13, begins(2024, 4, 20), None, "")]
    assert deputy.seats.get().how == "by_election"
    assert (facts["elected_on"], facts["elected"]) == ("2024-04-20", "by_election")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"by_election": True}, "Give the day on which the by-election elected"),
        ({"elected_on": date(2024, 5, 7)}, "lies in the future"),
        ({"elected_on": date(2021, 10, 31)}, "no seat of it begins before"),
        ({"elected_on": date(2024, 4, 1), "level": "county"}, "choose the level and congress"),
        ({"elected_on": date(2024, 4, 1), "term": None}, "choose the level and congress"),
    ],
)
def test_a_day_of_election_that_fits_no_seat_is_refused(township, term, words, said):
    with pytest.raises(ActRefused, match=said):
        enrol_deputy(township, **{"name": "段长顺", "term": term, **words}, **acting(MAY))

    assert not Deputy.objects.of(township).exists()


def test_nobody_is_elected_into_a_congress_that_is_over(township, term):
    after = datetime(2027, 1, 4, tzinfo=UTC)

    with pytest.raises(ActRefused, match="no seat of it begins after"):
        enrol_deputy(township, name="段长顺", term=term, elected_on=date(2026, 12, 1), **acting(after))


def test_a_congress_named_later_gives_the_seat_from_its_first_day(township, term, clerk):
    deputy = enrol_deputy(township, name="李兰芳", **acting())

    change_deputy(deputy, term=term, **acting(MAY, clerk))

    assert spans(deputy) == [(13, FIRST_DAY, None, "")]


def test_another_constituency_moves_the_seat(township, term, willow, clerk):
    deputy = enrol_deputy(township, name="李兰芳", term=term, **acting())

    change_deputy(deputy, constituency=willow, **acting(MAY, clerk))

    assert deputy.seats.get().constituency == willow
    assert spans(deputy) == [(13, FIRST_DAY, None, "")]


def test_another_level_ends_the_seat_and_the_former_one_takes_a_new_one(township, term, clerk):
    deputy = enrol_deputy(township, name="李兰芳", term=term, **acting())
    june = datetime(2024, 6, 3, 1, tzinfo=UTC)

    change_deputy(deputy, level="county", **acting(MAY, clerk))
    change_deputy(deputy, level="town", **acting(june, clerk))

    assert spans(deputy) == [(13, FIRST_DAY, MAY, "other"), (13, june, None, "")]
    assert (held(township, FOUNDED), held(township, MAY), held(township, june)) == (1, 0, 1)


def test_the_next_congress_ends_the_seat_of_the_last(township, term, next_term, clerk):
    deputy = enrol_deputy(township, name="李兰芳", term=term, **acting())
    new_day = begins(2026, 11, 2)

    change_deputy(deputy, term=next_term, **acting(datetime(2026, 11, 5, tzinfo=UTC), clerk))

    assert spans(deputy) == [(13, FIRST_DAY, new_day, "term"), (14, new_day, None, "")]
    assert held(township, new_day) == 1


def test_a_wrong_congress_is_put_right_in_the_seat(township, term, next_term, clerk):
    deputy = enrol_deputy(township, name="李兰芳", term=next_term, **acting())

    change_deputy(deputy, term=term, **acting(MAY, clerk))

    assert spans(deputy) == [(13, FIRST_DAY, None, "")]


def test_who_left_takes_no_seat_when_the_entry_is_corrected(township, term, clerk):
    deputy = enrol_deputy(township, name="李兰芳", **acting())
    deputy = end_deputy(deputy, on=date(2024, 1, 2), reason="迁出", **acting(by=clerk))

    change_deputy(deputy, term=term, **acting(MAY, clerk))

    assert spans(deputy) == []


def test_a_seat_ends_with_the_first_moment_of_its_day_on_a_ground(township, term, clerk):
    deputy = enrol_deputy(township, name="李兰芳", term=term, **acting())

    end_deputy(deputy, on=date(2024, 5, 6), reason="迁往外省", ended_by=Seat.End.MOVED, **acting(MAY, clerk))
    facts = Entry.objects.of(township).get(act="end_deputy").facts

    assert spans(deputy) == [(13, FIRST_DAY, begins(2024, 5, 6), "moved")]
    assert deputy.seats.get().ended_on == date(2024, 5, 6)
    assert (facts["on"], facts["ended_by"]) == ("2024-05-06", "moved")


def test_an_accepted_resignation_ends_the_seat_at_that_very_moment(township, term, clerk):
    deputy = enrol_deputy(township, name="李兰芳", term=term, **acting())

    end_deputy(
        deputy, on=date(2024, 5, 6), ends_at=MAY, reason="辞职", ended_by="resigned", **acting(MAY, clerk)
    )

    assert spans(deputy) == [(13, FIRST_DAY, MAY, "resigned")]
    assert (held(township, begins(2024, 5, 6)), held(township, MAY)) == (1, 0)


def test_a_seat_does_not_end_before_it_began_or_without_a_known_ground(township, term, clerk, lead_user):
    deputy = enrol_deputy(township, name="李兰芳", term=term, **acting())

    with pytest.raises(ActRefused, match="held since 2021-11-01"):
        end_deputy(deputy, on=date(2021, 10, 1), reason="迁出", **acting(by=clerk))
    with pytest.raises(ActRefused, match="on what ground"):
        end_deputy(deputy, on=date(2024, 1, 2), reason="迁出", ended_by="bored", **acting(by=clerk))
    with pytest.raises(PermissionDenied):
        end_deputy(deputy, on=date(2024, 1, 2), reason="迁出", **acting(by=lead_user))

    assert spans(deputy) == [(13, FIRST_DAY, None, "")]


def test_existing_deputies_are_given_their_seats_by_the_migration(township, term, willow):
    stays = enrol_deputy(township, name="李兰芳", term=term, constituency=willow, **acting())
    leaves = enrol_deputy(township, name="曾庆华", term=term, **acting())
    early = enrol_deputy(township, name="欧阳敏", term=term, **acting())
    enrol_deputy(township, name="罗长河", level="county", term=term, **acting())
    enrol_deputy(township, name="罗山", **acting())
    end_deputy(leaves, on=date(2024, 1, 2), reason="迁出", **acting())
    Deputy.objects.filter(pk=early.pk).update(ended_on=date(2021, 1, 1))
    Seat.objects.of(township).delete()

    for _time in range(2):  # a second run finds nothing to do
        seat_by_migration()

    assert spans(stays) == [(13, FIRST_DAY, None, "")]
    assert stays.seats.get().constituency == willow
    assert spans(leaves) == [(13, FIRST_DAY, begins(2024, 1, 2), "other")]
    assert spans(early) == [(13, FIRST_DAY, FIRST_DAY, "other")]
    assert Seat.objects.of(township).count() == 3


def seat_by_migration():
    loader = MigrationLoader(connection)
    name = ("people", "0003_seats_of_deputies")
    loader.disk_migrations[name].operations[0].code(loader.project_state(name).apps, None)


def test_the_pages_enrol_change_and_end_with_the_seat(client, clerk, township, term):
    client.force_login(clerk)
    said = {"name": "段长顺", "level": "town", "post": "", "term": term.pk}
    client.post(
        reverse("people:enrol_deputy", args=["qingxi"]),
        {**said, "elected_on": "2024-04-20", "by_election": "on"},
    )
    deputy = Deputy.objects.of(township).get()

    page = client.get(deputy.get_absolute_url())
    change = client.get(reverse("people:change_deputy", args=["qingxi", deputy.pk]))
    client.post(
        reverse("people:end_deputy", args=["qingxi", deputy.pk]),
        {"on": "2024-05-06", "ended_by": "died", "reason": "病故"},
    )
    after = client.get(deputy.get_absolute_url())

    assert [seat.how for seat, _congress in page.context["seats"]] == ["by_election"]
    assert "elected_on" not in change.context["form"].fields
    assert spans(deputy) == [(13, begins(2024, 4, 20), begins(2024, 5, 6), "died")]
    assert [seat.ended_by for seat, _congress in after.context["seats"]] == ["died"]


def test_a_refused_day_of_election_stands_on_the_form_and_nothing_is_lost(client, clerk, township, term):
    client.force_login(clerk)
    said = {"name": "段长顺", "level": "town", "post": "", "term": term.pk, "elected_on": "2020-01-01"}

    page = client.post(reverse("people:enrol_deputy", args=["qingxi"]), said)

    assert len(page.context["form"].non_field_errors()) == 1
    assert "段长顺" in page.content.decode()
    assert not Deputy.objects.of(township).exists()
