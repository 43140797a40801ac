"""An election through its acts: the ballots that follow one another, on paper and by slips, to the end."""

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.elections import (
    call_election,
    call_off_election,
    conclude_election,
    nominate,
    prepare_ballot,
    settle_candidates,
    withdraw_candidate,
)
from huiyin.assembly.actions.voting import cancel_vote, open_vote
from huiyin.assembly.electing import Step
from huiyin.assembly.models.elections import Candidate
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.elections import course_of
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.balloted import by_slips, keys_of, on_paper
from huiyin.assembly.tests.factories import LATER, OPENING, doing
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.people.models import Deputy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
JOINTLY = Candidate.NominatedBy.DEPUTIES
N, HALF = 21, 11  # so many hold a seat; more than half of them


@pytest.fixture
def deputies(township):
    return factories.seated(township, N, members=3)


@pytest.fixture
def session(township):
    return factories.convocation(township)


@pytest.fixture
def meeting(township, session, deputies):
    return factories.meeting(township, session=session, present=deputies)


@pytest.fixture
def vice(session, deputies):
    """Two deputy heads out of three: 丁一, 周建明, 谭志刚."""
    election = call_election(session, post="vice_head", places=2, **doing(OPENING))
    for name in ("谭志刚", "周建明"):
        nominate(election, name=name, note="干部", **doing(OPENING))
    nominate(election, name="丁一", nominated_by=JOINTLY, nominators=deputies[:10], **doing(OPENING))
    return settle_candidates(election, **doing(OPENING))


def ballot(election, meeting, **words):
    return prepare_ballot(election, meeting=meeting, **words, **doing(LATER))


def due_of(election):
    election.refresh_from_db()
    return course_of(election).due


def held(election, meeting, votes, **words):
    """The ballot that is due, held on paper with so many votes for each."""
    return on_paper(ballot(election, meeting), votes, ballots=N, **words)


def names(election):
    return [one.name for one in course_of(election).elected]


def test_the_first_ballot_lists_the_candidates_by_strokes(vice, meeting, clerk):
    vote = prepare_ballot(vice, meeting=meeting, method="slips", **doing(LATER, clerk))

    assert list(keys_of(vote)) == ["丁一", "周建明", "谭志刚"]
    assert (vote.subject, vote.rule, vote.winners) == ("election", "most_over_half", 2)
    assert (vote.method, vote.takes_write_ins, vote.title) == ("slips", True, "选举副镇长")
    assert vote.options.get(position=2).note == "干部"
    entry = Entry.objects.get(act="prepare_ballot")
    assert (entry.by, entry.facts) == (clerk, {"step": "first", "candidates": 3, "places": 2})


def test_two_clear_winners_are_elected_and_noted(vice, meeting, chair):
    held(vice, meeting, {"丁一": 5, "周建明": 20, "谭志刚": 15})

    assert due_of(vice) is None
    concluded = conclude_election(vice, **doing(LATER, chair))

    assert concluded.state == "done"
    elected = concluded.candidates.exclude(elected_at=None).order_by("position")
    assert [one.name for one in elected] == ["周建明", "谭志刚"]
    assert {one.elected_at for one in elected} == {Vote.objects.get().announced_at}
    entry = Entry.objects.get(act="conclude_election")
    assert (entry.by, entry.facts["elected"], entry.private_texts.get().text) == (chair, 2, "周建明、谭志刚")


def test_a_tie_on_paper_is_voted_again_among_those_tied(vice, meeting):
    first = held(vice, meeting, {"丁一": 12, "周建明": 18, "谭志刚": 12})
    assert (first.outcome, due_of(vice).step) == ("tie", Step.TIE)

    second = ballot(vice, meeting)

    assert list(keys_of(second)) == ["丁一", "谭志刚"]
    assert (second.rule, second.winners, second.takes_write_ins) == ("most_votes", 1, False)
    assert (second.repeats, second.title) == (first, "选举副镇长（票数相等再次投票）")
    on_paper(second, {"丁一": 9, "谭志刚": 10}, ballots=N)  # less than half is enough now
    conclude_election(vice, **doing(LATER))
    assert names(vice) == ["周建明", "谭志刚"]


def test_a_tie_by_slips_is_voted_again_by_slips(vice, meeting):
    first = [["周建明", "丁一"]] * 9 + [["周建明", "谭志刚"]] * 9 + [["丁一", "谭志刚"]] * 3
    vote = by_slips(ballot(vice, meeting, method="slips"), first, slips=N)
    assert [o.in_favour for o in vote.options.order_by("position")] == [12, 18, 12]

    second = by_slips(ballot(vice, meeting, method="slips"), [["丁一"]] * 11 + [["谭志刚"]] * 10, slips=N)

    assert second.outcome == "chosen"
    assert names(vice) == ["周建明", "丁一"]
    assert due_of(vice) is None


def test_a_place_left_is_voted_on_anew_by_the_votes_before(vice, meeting):
    held(vice, meeting, {"丁一": 3, "周建明": 20, "谭志刚": 10})

    again = ballot(vice, meeting)

    assert list(keys_of(again)) == ["谭志刚", "丁一"]
    assert (again.rule, again.winners, again.title) == ("most_over_half", 1, "选举副镇长（另行选举）")
    on_paper(again, {"谭志刚": HALF, "丁一": 10}, ballots=N)
    assert names(vice) == ["周建明", "谭志刚"]


def test_a_place_may_be_left_for_later_with_a_reason(vice, meeting):
    held(vice, meeting, {"丁一": 3, "周建明": 20, "谭志刚": 10})

    with pytest.raises(ActRefused, match="1 of 2 places have nobody elected"):
        conclude_election(vice, **doing(LATER))
    conclude_election(vice, reason="余缺下次会议另行选举。", **doing(LATER))

    assert (vice.candidates.exclude(elected_at=None).count(), due_of(vice)) == (1, None)
    assert vice.reason == "余缺下次会议另行选举。"


def test_who_was_written_in_by_more_than_half_is_elected(vice, meeting):
    held(vice, meeting, {"丁一": 3, "周建明": 15, "谭志刚": 5}, write_ins={"易春生": HALF})

    conclude_election(vice, **doing(LATER))

    written = vice.candidates.get(nominated_by="written_in")
    assert (written.name, written.elected_at is not None, written.deputy) == ("易春生", True, None)
    assert names(vice) == ["周建明", "易春生"]


def test_nobody_over_half_leaves_both_places(vice, meeting):
    held(vice, meeting, {"丁一": 10, "周建明": 10, "谭志刚": 10})

    due = due_of(vice)

    assert (due.step, due.places, len(due.keys)) == (Step.FURTHER, 2, 3)


def test_a_void_ballot_is_held_again(vice, meeting):
    vote = held(vice, meeting, {}, returned=N + 1)
    assert vote.outcome == "void"

    assert due_of(vice).step is Step.FIRST


def test_a_cancelled_ballot_is_prepared_again(vice, meeting):
    cancel_vote(ballot(vice, meeting), reason="印错", **doing(LATER))

    assert ballot(vice, meeting).state == "prepared"


def test_no_second_ballot_before_the_first_is_announced(vice, meeting, deputies):
    vote = ballot(vice, meeting)

    for attempt in (
        lambda: ballot(vice, meeting),
        lambda: conclude_election(vice, **doing(LATER)),
        lambda: call_off_election(vice, reason="不办", **doing(LATER)),
    ):
        with pytest.raises(ActRefused, match="“选举副镇长” is not announced yet"):
            attempt()
    assert open_vote(vote, **doing(LATER)).needed == HALF


def test_a_ballot_is_secret_and_in_a_plenary_meeting_of_the_session(township, vice, meeting, session):
    presidium = factories.meeting(township, session=session, kind="presidium")

    with pytest.raises(ActRefused, match="An election is held in a plenary meeting"):
        ballot(vice, presidium)
    with pytest.raises(ActRefused, match="An election is by secret ballot"):
        ballot(vice, meeting, method="hands")


def test_nothing_is_due_once_everybody_is_elected(vice, meeting):
    held(vice, meeting, {"丁一": 5, "周建明": 20, "谭志刚": 15})

    with pytest.raises(ActRefused, match="No ballot is due"):
        ballot(vice, meeting)
    with pytest.raises(ActRefused, match="Somebody was elected already"):
        call_off_election(vice, reason="不办", **doing(LATER))


def test_an_election_without_a_ballot_is_not_concluded(vice):
    with pytest.raises(ActRefused, match="No ballot was held yet"):
        conclude_election(vice, reason="不办", **doing(LATER))


def test_who_is_not_of_the_office_prepares_and_concludes_nothing(vice, meeting, lead_user):
    with pytest.raises(PermissionDenied):
        prepare_ballot(vice, meeting=meeting, **doing(LATER, lead_user))
    with pytest.raises(PermissionDenied):
        conclude_election(vice, **doing(LATER, lead_user))


def test_a_ballot_sent_twice_is_prepared_once(vice, meeting):
    words = {"meeting": meeting, **doing(LATER)}

    assert prepare_ballot(vice, **words) == prepare_ballot(vice, **words)
    assert Vote.objects.count() == 1


@pytest.fixture
def crowded(session, deputies):
    """Three for the one post of head, which may have two."""
    election = call_election(session, post="head", **doing(OPENING))
    nominate(election, name="周建明", **doing(OPENING))
    for name, ten in (("谭志刚", deputies[:10]), ("丁一", deputies[10:20])):
        nominate(election, name=name, nominated_by=JOINTLY, nominators=ten, **doing(OPENING))
    return election


def test_a_preliminary_vote_settles_the_list(crowded, meeting):
    vote = ballot(crowded, meeting)
    assert (vote.subject, vote.rule, vote.winners) == ("preliminary", "most_votes", 2)
    assert (vote.title, vote.takes_write_ins) == ("镇长候选人预选", False)
    with pytest.raises(ActRefused, match="A preliminary vote was prepared"):
        nominate(crowded, name="易春生", **doing(LATER))

    on_paper(vote, {"周建明": 9, "谭志刚": 3, "丁一": 8}, ballots=N)
    with pytest.raises(ActRefused, match="No preliminary vote is needed"):
        ballot(crowded, meeting)
    settled = settle_candidates(crowded, **doing(LATER))

    final = settled.candidates.filter(is_final=True).order_by("position")
    assert [one.name for one in final] == ["丁一", "周建明"]
    assert settled.candidates.get(name="谭志刚").is_final is False


def test_a_tie_in_the_preliminary_vote_is_voted_again(crowded, meeting):
    on_paper(ballot(crowded, meeting), {"周建明": 9, "谭志刚": 6, "丁一": 6}, ballots=N)

    with pytest.raises(ActRefused, match="The preliminary vote ended in a tie"):
        settle_candidates(crowded, **doing(LATER))
    on_paper(ballot(crowded, meeting), {"谭志刚": 11, "丁一": 9}, ballots=N)
    settled = settle_candidates(crowded, **doing(LATER))

    final = settled.candidates.filter(is_final=True).order_by("position")
    assert [one.name for one in final] == ["周建明", "谭志刚"]


def test_nobody_withdraws_while_the_preliminary_vote_is_going_on(crowded, meeting):
    ballot(crowded, meeting)

    with pytest.raises(ActRefused, match="is not announced yet"):
        withdraw_candidate(crowded.candidates.first(), **doing(LATER))


def elect(session, meeting, deputies, post, **words):
    election = call_election(session, post=post, **words, **doing(OPENING))
    nominate(election, deputy=deputies[0], **doing(OPENING))
    for n, deputy in enumerate(deputies[1:]):
        nominators = Deputy.objects.order_by("id")[10 * n : 10 * n + 10]
        nominate(election, deputy=deputy, nominated_by=JOINTLY, nominators=nominators, **doing(OPENING))
    return settle_candidates(election, reason="只提名一人。", **doing(OPENING))


def test_an_elected_chair_takes_the_post_and_the_former_one_loses_it(session, meeting, deputies, chair):
    former, next_one = deputies[0], deputies[5]
    election = elect(session, meeting, [next_one], "chair")
    held(election, meeting, {next_one.name: 19})

    conclude_election(election, **doing(LATER, chair))

    former.refresh_from_db(), next_one.refresh_from_db()
    assert (former.post, next_one.post) == ("", "chair")
    assert Entry.objects.filter(act="change_deputy", by=chair).count() == 2


def test_a_chair_elected_again_keeps_the_post(session, meeting, deputies):
    election = elect(session, meeting, [deputies[0]], "chair")
    held(election, meeting, {deputies[0].name: 19})

    conclude_election(election, **doing(LATER))

    assert Deputy.objects.get(post="chair") == deputies[0]
    assert not Entry.objects.filter(act="change_deputy").exists()


def test_a_vice_chair_elected_in_between_stands_beside_the_other(session, meeting, deputies):
    Deputy.objects.filter(pk=deputies[1].pk).update(post="vice_chair")
    election = elect(session, meeting, [deputies[5]], "vice_chair", is_by_election=True)
    held(election, meeting, {deputies[5].name: 19})

    conclude_election(election, **doing(LATER))

    assert set(Deputy.objects.filter(post="vice_chair")) == {deputies[1], deputies[5]}


def test_a_deputy_written_in_for_chair_takes_the_post(session, meeting, deputies):
    election = elect(session, meeting, [deputies[5]], "chair")
    held(election, meeting, {deputies[5].name: 5}, write_ins={deputies[7].name: 12})

    conclude_election(election, **doing(LATER))

    assert Deputy.objects.get(post="chair") == deputies[7]


def test_who_holds_no_seat_is_not_elected_chair_however_often_written_in(session, meeting, deputies):
    election = elect(session, meeting, [deputies[5]], "chair")
    held(election, meeting, {deputies[5].name: 5}, write_ins={"易春生": 12})

    assert names(election) == []
    assert [option.label for option in course_of(election).not_admitted()] == ["易春生"]
    with pytest.raises(ActRefused, match="1 of 1 places have nobody elected"):
        conclude_election(election, **doing(LATER))
