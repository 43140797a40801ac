"""Seats of a congress: the number by law, the ends of seats, by-elections, and N as of any day."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.by_elections import (
    announce_by_election,
    call_off_by_election,
    change_by_election,
    enter_elected,
)
from huiyin.assembly.actions.seating import (
    announce_seat,
    end_seat_after_vote,
    end_seat_for_absence,
    plan_seats,
)
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.sessions import SeatPlan
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.seats import (
    absent_from,
    accepted_ends,
    constituencies_at,
    holders_at,
    moment_of,
    qualification_at,
    term_at,
    totals_at,
    unannounced,
    vacancies_in,
    without_congress,
)
from huiyin.assembly.tests.factories import (
    OPENING,
    congress,
    convocation,
    doing,
    meeting,
    moment,
    seated,
)
from huiyin.assembly.tests.test_by_elections import by_election
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.journal.words import fact_words
from huiyin.people.actions.roster import end_deputy
from huiyin.people.models import Deputy, Seat
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")

JUNE = moment(2024, 6, 28, 15)
COUNTY = "湘源市人大常委会〔2021〕18号"


@pytest.fixture
def term(township):
    return congress(township)


@pytest.fixture
def willow(township, village):
    """A constituency of three seats."""
    return cast.constituency(township, "柳溪选区", [village])


def ended(deputy, on, ended_by="moved", at=JUNE):
    end_deputy(deputy, on=on, reason="迁出", ended_by=ended_by, **doing(at))
    return deputy.seats.get()


def resignation(township, deputy, *, outcome="adopted", announced=JUNE, session=None):
    sitting = meeting(township, session=session or convocation(township))
    item = AgendaItem.objects.create(
        township=township,
        meeting=sitting,
        position=1,
        kind="resignation",
        title="接受代表辞职",
        deputy=deputy,
    )
    Vote.objects.create(
        township=township, meeting=sitting, item=item, title=item.title, outcome=outcome,
        state="announced", of_all=3, present=3, quorum=2, needed=2, opened_at=OPENING, announced_at=announced,
    )  # fmt: skip
    return item


def acts(township):
    return list(Entry.objects.of(township).order_by("seq").values_list("act", flat=True))


def test_the_number_of_seats_follows_from_the_population_or_is_fixed_by_the_county(township, term, clerk):
    assert totals_at(term, OPENING).seats == 71  # by the town's 40,000 people, before anything is laid down

    plan_seats(term, population=43_000, decided_on=date(2021, 9, 1), **doing(JUNE, clerk))
    by_law = totals_at(term, OPENING)
    plan_seats(
        term, population=43_000, fixed=70, basis=COUNTY, decided_on=date(2021, 9, 2), **doing(JUNE, clerk)
    )
    fixed = totals_at(term, OPENING)

    assert (by_law.seats, by_law.is_fixed, by_law.rule["more"]) == (73, False, 28)
    assert (fixed.seats, fixed.by_population, fixed.is_fixed, fixed.plan.basis) == (70, 73, True, COUNTY)
    assert SeatPlan.objects.of(township).count() == 1
    facts = Entry.objects.of(township).filter(act="plan_seats").order_by("seq").last().facts
    assert (facts["seats"], facts["basis"]) == (70, COUNTY)


def test_a_paper_without_a_fixed_number_is_not_kept(term, clerk):
    plan = plan_seats(term, population=1, basis=COUNTY, decided_on=date(2021, 9, 1), **doing(JUNE, clerk))

    assert plan.basis == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"population": 0}, "how many people live"),
        ({"fixed": 71}, "Name the county's paper"),
        ({"fixed": 71, "basis": " "}, "Name the county's paper"),
        ({"fixed": 161, "basis": COUNTY}, "at most 160 deputies"),
        ({"decided_on": date(2024, 6, 29)}, "lies in the future"),
    ],
)
def test_a_number_of_seats_that_the_law_does_not_know_is_refused(township, term, words, said):
    typed = {"population": 40_000, "decided_on": date(2021, 9, 1), **words}

    with pytest.raises(ActRefused, match=said):
        plan_seats(term, **typed, **doing(JUNE))

    assert not SeatPlan.objects.of(township).exists()


def test_n_is_a_question_to_the_history_of_seats(township, term):
    first, second, _third = seated(township, 3)
    ended(first, date(2024, 5, 6))
    ended(second, date(2024, 6, 28))

    held = {day: totals_at(term, moment_of(day, JUNE)).held for day in (
        date(2021, 10, 31), date(2021, 11, 1), date(2024, 5, 5), date(2024, 5, 6), date(2024, 6, 28),
    )}  # fmt: skip

    assert list(held.values()) == [0, 3, 3, 2, 1]
    assert list(holders_at(term, moment_of(date(2024, 5, 6), JUNE)).order_by("name")) == [second, _third]
    assert moment_of(date(2024, 6, 28), JUNE) == JUNE  # of today there is no evening yet
    assert (term_at(township, date(2021, 10, 31)), term_at(township, date(2024, 1, 1))) == (None, term)


def test_constituencies_show_seats_held_and_vacant(township, term, willow):
    seated(township, 2)
    Seat.objects.of(township).filter(deputy__name="代表001").update(constituency=willow)

    lines = constituencies_at(term, OPENING)

    assert [(str(one.constituency), one.seats, one.held, one.vacant) for one in lines] == [
        ("柳溪选区", 3, 1, 2),
        ("None", 0, 1, 0),
    ]
    assert list(holders_at(term, OPENING, willow)) == [Deputy.objects.get(name="代表001")]
    assert vacancies_in(willow, term, OPENING) == 2


def test_more_deputies_than_seats_are_said_and_not_hidden(township, term):
    seated(township, 3)
    plan_seats(term, population=40_000, fixed=2, basis=COUNTY, decided_on=date(2021, 9, 1), **doing(JUNE))

    totals = totals_at(term, OPENING)

    assert (totals.vacant, totals.too_many) == (0, 1)


def test_the_end_of_a_seat_is_announced_once(township, term, clerk):
    (deputy,) = seated(township, 1)
    with pytest.raises(ActRefused, match="only its end is announced"):
        announce_seat(deputy.seats.get(), on=date(2024, 6, 28), **doing(JUNE, clerk))
    seat = ended(deputy, date(2024, 6, 20))
    assert list(unannounced(term)) == [seat]

    with pytest.raises(ActRefused, match="cannot have been announced before"):
        announce_seat(seat, on=date(2024, 6, 19), **doing(JUNE, clerk))
    with pytest.raises(ActRefused, match="lies in the future"):
        announce_seat(seat, on=date(2024, 6, 29), **doing(JUNE, clerk))
    announced = announce_seat(seat, on=date(2024, 6, 28), **doing(JUNE, clerk))
    with pytest.raises(ActRefused, match="was announced on 2024-06-28"):
        announce_seat(seat, on=date(2024, 6, 28), **doing(JUNE, clerk))

    assert (announced.announced_on, list(unannounced(term))) == (date(2024, 6, 28), [])
    assert Entry.objects.of(township).get(act="announce_seat").facts["ended_by"] == "moved"


def test_a_resignation_that_the_meeting_accepted_ends_the_seat_at_that_moment(township, term, clerk):
    leaves, _stays = seated(township, 2)
    item = resignation(township, leaves)
    assert list(accepted_ends(township)) == [item]
    words = doing(moment(2024, 6, 29), clerk)

    seat = end_seat_after_vote(item, reason="辞职获接受", **words)
    again = end_seat_after_vote(item, reason="辞职获接受", **words)

    leaves.refresh_from_db()
    assert seat == again
    assert (seat.until_at, seat.ended_by, leaves.ended_on) == (JUNE, "resigned", date(2024, 6, 28))
    assert acts(township)[-2:] == ["end_deputy", "end_seat_after_vote"]
    assert list(accepted_ends(township)) == []
    assert totals_at(term, JUNE).held == 1


def test_a_seat_does_not_end_without_the_vote_its_deputy_or_a_seat(township, term, clerk):
    first, second = seated(township, 2)
    session = convocation(township)
    rejected = resignation(township, first, outcome="rejected", session=session)
    with pytest.raises(ActRefused, match="was not voted on"):
        end_seat_after_vote(rejected, reason="辞职", **doing(JUNE, clerk))

    Vote.objects.filter(item=rejected).update(outcome="adopted")
    rejected.deputy = None
    with pytest.raises(ActRefused, match="about nobody's seat"):
        end_seat_after_vote(rejected, reason="辞职", **doing(JUNE, clerk))

    rejected.deputy = second
    ended(second, date(2024, 6, 20))
    with pytest.raises(ActRefused, match="代表002 holds no seat"):
        end_seat_after_vote(rejected, reason="辞职", **doing(JUNE, clerk))

    assert totals_at(term, JUNE).held == 1


def held_session(township, number, present, day):
    """A closed session with one plenary meeting in which these deputies sat."""
    one = convocation(
        township, number=number, state="closed", opened_at=moment(*day, 9), closed_at=moment(*day, 12)
    )
    meeting(township, session=one, state="closed", present=present, at=moment(*day, 9))
    return one


def test_absence_without_leave_warns_once_and_offers_the_end_after_two_sessions(township, term, clerk):
    stays, absent = seated(township, 2)
    held_session(township, 3, [stays], (2024, 6, 27))
    assert [(one.deputy, len(one.sessions), one.ends) for one in absent_from(term)] == [(absent, 1, False)]
    with pytest.raises(ActRefused, match="代表002 missed 1 session without leave; the seat ends after 2"):
        end_seat_for_absence(absent, term=term, on=date(2024, 6, 28), reason="x", **doing(JUNE, clerk))
    with pytest.raises(ActRefused, match="代表001 missed 0 sessions"):
        end_seat_for_absence(stays, term=term, on=date(2024, 6, 28), reason="x", **doing(JUNE, clerk))

    held_session(township, 4, [stays], (2025, 1, 9))
    later = moment(2025, 1, 20)
    assert [one.ends for one in absent_from(term)] == [True]
    seat = end_seat_for_absence(
        absent, term=term, on=date(2025, 1, 20), reason="未经批准两次不出席", **doing(later, clerk)
    )

    assert (seat.ended_by, seat.until_at) == ("absent", moment(2025, 1, 20, 0))
    assert absent_from(term) == []
    assert len(Entry.objects.of(township).get(act="end_seat_for_absence").facts["sessions"]) == 2
    with pytest.raises(ActRefused, match="holds no seat"):
        end_seat_for_absence(absent, term=term, on=date(2025, 1, 20), reason="x", **doing(later, clerk))


def test_deputies_without_a_congress_are_named(township, term):
    cast.deputy(township, "罗山")
    cast.deputy(township, "罗长河", level="county")
    seated(township, 1)

    assert [one.name for one in without_congress(township)] == ["罗山"]


def test_only_the_office_acts_on_seats(township, term, willow, lead_user, water_handler):
    (deputy,) = seated(township, 1)
    row, seat = by_election(willow, term), deputy.seats.get()
    item = resignation(township, deputy)

    for user in (lead_user, water_handler):
        by, day = doing(JUNE, user), date(2024, 6, 20)
        for done in (
            lambda by=by: plan_seats(term, population=1, decided_on=date(2021, 9, 1), **by),
            lambda by=by: announce_seat(seat, on=date(2024, 6, 20), **by),
            lambda by=by: end_seat_after_vote(item, reason="x", **by),
            lambda by=by, day=day: end_seat_for_absence(deputy, term=term, on=day, reason="x", **by),
            lambda by=by, day=day: announce_by_election(
                willow, term=term, seats=1, reason="x", announced_on=day, polling_on=day, **by
            ),
            lambda by=by, day=day: change_by_election(row, polling_on=day, reason="x", **by),
            lambda by=by, day=day: enter_elected(row, name="x", elected_on=day, **by),
            lambda by=by: call_off_by_election(row, reason="x", **by),
        ):
            with pytest.raises(PermissionDenied):
                done()


def test_the_qualification_report_counts_elected_ended_vacant_and_what_the_roster_knows(
    township, term, willow, clerk
):
    first, second, _third = seated(township, 3, members=2, occupation="农民")
    ended(first, date(2024, 5, 6), "died")
    ended(second, date(2024, 6, 20), "moved")
    Deputy.objects.filter(pk=_third.pk).update(occupation="教师")
    row = by_election(willow, term)
    enter_elected(row, name="段长顺", occupation="农民", elected_on=date(2024, 6, 20), **doing(JUNE, clerk))

    report = qualification_at(term, JUNE)

    assert (report.seats, report.elected, report.held, report.vacant) == (71, 3, 2, 69)
    assert [seat.deputy.name for seat in report.by_elected] == ["段长顺"]
    assert [(one.ground, one.label, len(one.seats)) for one in report.ended] == [
        ("moved", "moved away", 1),
        ("died", "died", 1),
    ]
    assert report.occupations == [("农民", 1), ("教师", 1)]
    assert report.members == 0
    assert [(line.held, line.vacant) for line in report.constituencies] == [(1, 2), (1, 0)]
    assert qualification_at(term, OPENING.replace(month=5, day=5)).held == 3


def test_the_journal_says_what_an_act_on_seats_was_about(township, term, willow, clerk):
    plan_seats(
        term, population=43_000, fixed=70, basis=COUNTY, decided_on=date(2021, 9, 2), **doing(JUNE, clerk)
    )
    row = by_election(willow, term)
    enter_elected(row, name="段长顺", elected_on=date(2024, 6, 20), **doing(JUNE, clerk))

    said = {entry.act: fact_words(entry.facts) for entry in Entry.objects.of(township)}

    assert f"70 seats for 43000 people, {COUNTY}" in said["plan_seats"]
    assert "polling on June 20, 2024" in said["announce_by_election"]
    assert "1 of 1 seats filled" in said["enter_elected"]
    assert fact_words({"carried": "supervise", "sessions": ["一次", "二次"]}) == (
        "Put under supervision, 一次, 二次"
    )
