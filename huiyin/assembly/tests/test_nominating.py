"""Calling an election, nominating for it, settling the list: who may, and when the rules say no."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.elections import (
    call_election,
    call_off_election,
    nominate,
    settle_candidates,
    withdraw_candidate,
)
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.factories import LATER, OPENING, doing
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.people.actions.roster import end_deputy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
JOINTLY = Candidate.NominatedBy.DEPUTIES
UNTIL = OPENING + timedelta(minutes=15)  # LATER is half an hour after the opening


@pytest.fixture
def deputies(township):
    return factories.seated(township, 24, members=3)


@pytest.fixture
def session(township):
    return factories.convocation(township)


def called(session, **words):
    return call_election(session, **{"post": "vice_head", "places": 2, **words}, **doing(OPENING))


def named(election, *names, **words):
    return [nominate(election, name=name, **words, **doing(OPENING)) for name in names]


def test_an_election_is_called_for_a_post(session, clerk):
    until = OPENING + timedelta(hours=6)

    election = call_election(
        session, post="vice_head", places=2, nominations_until=until, **doing(OPENING, clerk)
    )

    assert (election.title, election.places, election.state) == (
        "Deputy head of the township",
        2,
        "nominating",
    )
    entry = Entry.objects.get(act="call_election")
    assert entry.facts == {"post": "vice_head", "places": 2, "is_by_election": False}


def test_only_the_office_calls_an_election(session, lead_user):
    with pytest.raises(PermissionDenied):
        call_election(session, post="head", **doing(OPENING, lead_user))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"post": "mayor"}, "Choose a post that the congress elects."),
        ({"post": "head", "places": 0}, "An election fills one place at least."),
        (
            {"post": "head", "nominations_until": OPENING},
            "Nominations would be over before they begin: choose a later moment.",
        ),
    ],
)
def test_an_election_that_makes_no_sense_is_refused(session, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        call_election(session, **words, **doing(OPENING))


def test_a_session_that_is_over_calls_no_election(township):
    over = factories.convocation(township, state="closed")

    with pytest.raises(ActRefused, match="This session is over"):
        called(over)


def test_one_post_has_one_election_at_a_time(session):
    called(session)

    with pytest.raises(ActRefused, match="An election of this post is going on"):
        called(session)


def test_an_election_sent_twice_is_called_once(session):
    words = {"post": "head", **doing(OPENING)}

    first, second = call_election(session, **words), call_election(session, **words)

    assert first == second
    assert Election.objects.count() == 1


def test_the_presidium_nominates_at_most_as_many_as_places(session, deputies):
    election = called(session)

    named(election, "周建明", "谭志刚")

    with pytest.raises(ActRefused, match=r"at most as many as there are places \(2\)"):
        nominate(election, name="易春生", **doing(OPENING))


def test_ten_deputies_nominate_jointly(session, deputies, clerk):
    election = called(session)

    candidate = nominate(
        election, name="易春生", note="镇农业站站长", nominated_by=JOINTLY, nominators=deputies[:10],
        **doing(OPENING, clerk),
    )  # fmt: skip

    assert candidate.nominators.count() == 10
    entry = Entry.objects.get(act="nominate")
    assert (entry.facts["nominated_by"], entry.facts["nominators"]) == ("deputies", 10)
    assert "易春生" not in str(entry.facts)


def test_nine_deputies_are_too_few_and_one_named_twice_counts_once(session, deputies):
    election = called(session)

    with pytest.raises(ActRefused, match="At least 10 deputies must nominate jointly; 9 are named"):
        nominate(
            election,
            name="易春生",
            nominated_by=JOINTLY,
            nominators=[*deputies[:9], deputies[0]],
            **doing(OPENING),
        )


def test_a_deputy_without_a_seat_nominates_nobody(session, deputies, clerk):
    election = called(session)
    moved = deputies[3]
    end_deputy(moved, on=OPENING.date(), reason="搬走", **doing(OPENING, clerk))

    with pytest.raises(ActRefused, match="Only who holds a seat may nominate; these hold none: 代表004"):
        nominate(election, name="易春生", nominated_by=JOINTLY, nominators=deputies[:11], **doing(LATER))


def test_a_deputy_nominates_at_most_as_many_as_there_are_places(session, deputies):
    election = called(session)
    for name, ten in (("甲", deputies[:10]), ("乙", deputies[:10])):
        nominate(election, name=name, nominated_by=JOINTLY, nominators=ten, **doing(OPENING))

    with pytest.raises(ActRefused, match="these have done so: 代表010"):
        nominate(election, name="丙", nominated_by=JOINTLY, nominators=deputies[9:20], **doing(OPENING))


def test_whose_candidate_withdrew_may_nominate_another(session, deputies):
    election = called(session, places=1)
    words = {"nominated_by": JOINTLY, "nominators": deputies[:10]}
    withdraw_candidate(nominate(election, name="甲", **words, **doing(OPENING)), **doing(OPENING))

    nominate(election, name="乙", **words, **doing(OPENING))

    assert [one.name for one in election.candidates.filter(withdrawn_at=None)] == ["乙"]


def test_a_chair_must_hold_a_seat(session, deputies):
    election = called(session, post="chair", places=1)

    with pytest.raises(ActRefused, match="易春生 holds no seat of this congress"):
        nominate(election, name="易春生", **doing(OPENING))
    nominate(election, deputy=deputies[0], **doing(OPENING))

    assert election.candidates.get().name == deputies[0].name


@pytest.mark.parametrize(
    ("name", "sentence"), [("周建明", "周建明 was nominated for this post already"), (" ", "Name the")]
)
def test_a_candidate_twice_or_without_a_name_is_refused(session, deputies, name, sentence):
    election = called(session)
    named(election, "周建明")

    with pytest.raises(ActRefused, match=sentence):
        nominate(election, name=name, **doing(OPENING))


def test_nominations_after_the_time_are_refused(session):
    election = called(session, nominations_until=UNTIL)

    with pytest.raises(ActRefused, match="The time for nominations is over"):
        nominate(election, name="周建明", **doing(LATER))


def test_a_candidate_withdraws_once(session, clerk):
    election = called(session)
    (candidate,) = named(election, "周建明")

    withdraw_candidate(candidate, **doing(OPENING, clerk))

    assert Entry.objects.get(act="withdraw_candidate").by == clerk
    with pytest.raises(ActRefused, match="withdrew already"):
        withdraw_candidate(candidate, **doing(OPENING))


def three(election, deputies):
    named(election, "谭志刚", "周建明")
    nominate(election, name="丁一", nominated_by=JOINTLY, nominators=deputies[:10], **doing(OPENING))


def test_the_list_is_settled_in_the_order_of_strokes(session, deputies, chair):
    election = called(session)
    three(election, deputies)
    withdrawn = nominate(
        election, name="易春生", nominated_by=JOINTLY, nominators=deputies[:10], **doing(OPENING)
    )
    withdraw_candidate(withdrawn, **doing(OPENING))

    settled = settle_candidates(election, **doing(LATER, chair))

    assert settled.state == "settled"
    final = settled.candidates.filter(is_final=True).order_by("position")
    assert [(one.position, one.name) for one in final] == [(1, "丁一"), (2, "周建明"), (3, "谭志刚")]
    assert Entry.objects.get(act="settle_candidates").facts == {"candidates": 3, "places": 2}


def test_too_few_candidates_are_told_what_the_law_wants(session, deputies):
    election = called(session)
    named(election, "谭志刚", "周建明")

    with pytest.raises(ActRefused, match=r"2 for 2 places; at least 3 are wanted\. Organic Law art\. 27"):
        settle_candidates(election, **doing(LATER))

    assert Election.objects.get().state == "nominating"


def test_too_many_candidates_need_a_preliminary_vote(session, deputies):
    election = called(session, post="head", places=1)
    named(election, "周建明")
    for n, name in enumerate(("谭志刚", "易春生")):
        ten = deputies[10 * n : 10 * n + 10]
        nominate(election, name=name, nominated_by=JOINTLY, nominators=ten, **doing(OPENING))

    with pytest.raises(ActRefused, match=r"at most 2 may stand\. Hold a preliminary vote first"):
        settle_candidates(election, **doing(LATER))


def test_a_single_candidate_needs_a_reason_that_is_kept(session):
    election = called(session, post="head", places=1)
    named(election, "周建明")

    with pytest.raises(ActRefused, match="As a rule there are 2 candidates for 1 places; there are 1"):
        settle_candidates(election, **doing(LATER))
    settled = settle_candidates(election, reason="只提名一人。", **doing(LATER))

    assert settled.equal_reason == "只提名一人。"
    assert Entry.objects.get(act="settle_candidates").private_texts.get().text == "只提名一人。"


def test_in_a_by_election_as_many_candidates_as_places_will_do(session):
    election = called(session, places=1, is_by_election=True)
    named(election, "周建明")

    assert settle_candidates(election, reason="无关", **doing(LATER)).equal_reason == ""


def test_the_list_is_not_settled_while_deputies_may_still_nominate(session, deputies):
    election = called(session, nominations_until=LATER)
    three(election, deputies)

    with pytest.raises(ActRefused, match="Deputies may still nominate"):
        settle_candidates(election, **doing(LATER))


def test_an_election_is_called_off_with_a_reason(session, clerk):
    election = called(session)

    with pytest.raises(ActRefused, match="Say why the election is called off"):
        call_off_election(election, reason=" ", **doing(OPENING))
    call_off_election(election, reason="人选另行安排。", **doing(OPENING, clerk))

    assert (Election.objects.get().state, Election.objects.get().reason) == ("called_off", "人选另行安排。")
    called(session)  # and another may be called


def test_who_is_not_of_the_office_does_nothing_here(session, deputies, lead_user):
    election = called(session)
    (candidate,) = named(election, "周建明")
    words = doing(OPENING, lead_user)

    for attempt in (
        lambda: nominate(election, name="易春生", **words),
        lambda: withdraw_candidate(candidate, **words),
        lambda: settle_candidates(election, **words),
        lambda: call_off_election(election, reason="不办", **words),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
