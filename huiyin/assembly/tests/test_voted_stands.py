"""What is put to the vote stays as it was put, is counted for whom it was meant, and elects only who may hold
the post.
"""

import pytest
from django.urls import reverse

from huiyin.assembly.actions.agenda import take_up_item
from huiyin.assembly.actions.amending import amend_motion, decide_amendment
from huiyin.assembly.actions.elections import (
    call_election,
    conclude_election,
    nominate,
    prepare_ballot,
    settle_candidates,
)
from huiyin.assembly.actions.issuing import issue_assembly_paper
from huiyin.assembly.actions.showing import count_hands
from huiyin.assembly.actions.telling import enter_sheet
from huiyin.assembly.actions.voting import (
    Choice,
    announce_result,
    cancel_vote,
    change_vote,
    close_vote,
    open_vote,
)
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.elections import course_of
from huiyin.assembly.tests import factories, polls
from huiyin.assembly.tests.balloted import announced, on_paper
from huiyin.assembly.tests.drafting import of_presidium, on_agenda
from huiyin.assembly.tests.factories import LATER, OPENING, doing
from huiyin.core.errors import ActRefused
from huiyin.papers.models import Paper
from huiyin.people.models import Deputy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
N = 21  # seats; eleven elect


@pytest.fixture
def deputies(township):
    return factories.seated(township, N, members=3)


@pytest.fixture
def session(township):
    return factories.convocation(township)


@pytest.fixture
def meeting(township, session, deputies):
    return factories.meeting(township, session=session, present=deputies)


def elect(session, post, *, name="", deputy=None, places=1):
    election = call_election(session, post=post, places=places, **doing(OPENING))
    nominate(election, name=name, deputy=deputy, **doing(OPENING))
    return settle_candidates(election, reason="Only one was nominated.", **doing(OPENING))


def counted_alike(vote, in_favour, *, write_ins):
    """Both tellers count so many for the one name printed, and these names written in."""
    vote = open_vote(vote, **doing(LATER))
    key = str(vote.options.get().pk)
    counts = {key: {"in_favour": in_favour, "against": N - in_favour - 1, "abstained": 0}}
    for teller in (1, 2):
        enter_sheet(
            vote, teller=teller, teller_name=f"监票人{teller}", issued=N, returned=N, void=0,
            counts=counts | {"write_ins": write_ins}, **doing(LATER),
        )  # fmt: skip
    return announced(vote)


def test_a_candidates_name_written_in_counts_for_the_candidate(session, meeting):
    election = elect(session, "head", name="甲长春")
    vote = prepare_ballot(election, meeting=meeting, **doing(LATER))

    vote = counted_alike(vote, 15, write_ins={"甲长春": 1})

    assert [(one.label, one.in_favour, one.is_write_in) for one in vote.options.all()] == [
        ("甲长春", 16, False)
    ]
    course = course_of(election)
    assert ([one.name for one in course.elected], course.due) == (["甲长春"], None)


def test_the_rule_of_an_elections_ballot_is_the_laws(session, meeting, chair):
    election = elect(session, "head", name="甲长春")
    vote = prepare_ballot(election, meeting=meeting, **doing(LATER))
    said = {"title": vote.title, "method": vote.method, "rule": vote.rule, "takes_write_ins": True}

    for other in ({"rule": "most_votes"}, {"winners": 2}, {"choices": [Choice("乙")]}):
        with pytest.raises(ActRefused, match="Rule and ballot of this vote are given"):
            change_vote(vote, **{**said, **other}, **doing(LATER, chair))
    changed = change_vote(vote, **{**said, "method": "slips"}, **doing(LATER, chair))

    assert (changed.method, changed.rule) == ("slips", vote.rule)


def test_the_form_of_an_elections_ballot_offers_its_method_alone(client, session, meeting, clerk):
    vote = prepare_ballot(elect(session, "head", name="甲长春"), meeting=meeting, **doing(LATER))
    client.force_login(clerk)

    page = client.get(f"{vote.get_absolute_url()}change/")

    assert set(page.context["form"].fields) & {"rule", "winners", "options", "is_ranked"} == set()


def test_who_may_not_hold_the_post_is_not_announced_as_elected(session, meeting, deputies):
    election = elect(session, "chair", deputy=deputies[5])
    vote = prepare_ballot(election, meeting=meeting, **doing(LATER))

    vote = counted_alike(vote, 4, write_ins={"易春生": 16})

    assert [one.label for one in vote.options.filter(is_chosen=True)] == []
    assert vote.outcome == Vote.Outcome.PARTLY
    assert [one.label for one in course_of(election).not_admitted()] == ["易春生"]


def test_a_name_that_two_deputies_bear_elects_neither_and_the_page_says_so(
    client, session, meeting, deputies, clerk
):
    Deputy.objects.filter(pk__in=[deputies[7].pk, deputies[8].pk]).update(name="易春生")
    election = elect(session, "chair", deputy=deputies[5])
    vote = prepare_ballot(election, meeting=meeting, **doing(LATER))
    client.force_login(clerk)

    vote = counted_alike(vote, 4, write_ins={"易春生": 16})
    page = client.get(election.get_absolute_url(), headers={"accept-language": "en"}).content.decode()

    assert [one.label for one in vote.options.filter(is_chosen=True)] == []
    assert course_of(election).elected == []
    assert "not exactly one deputy of this congress by that name" in page


def test_who_is_elected_into_the_government_leaves_the_presidium(session, meeting, deputies):
    member = deputies[1]
    assert member.post
    election = elect(session, "head", deputy=member, name=member.name)
    on_paper(prepare_ballot(election, meeting=meeting, **doing(LATER)), {member.name: 20}, ballots=N)

    conclude_election(election, **doing(LATER))

    assert Deputy.objects.get(pk=member.pk).post == ""


def test_there_is_one_chair_to_elect(session):
    with pytest.raises(ActRefused, match="there is only 1 place"):
        call_election(session, post="chair", places=3, **doing(OPENING))


def test_no_resolution_before_the_result_is_announced_nor_of_a_cancelled_vote(meeting):
    vote = open_vote(polls.prepared(meeting), **doing(LATER))
    count_hands(vote, **doing(LATER))
    vote = close_vote(vote, **doing(LATER))

    with pytest.raises(ActRefused, match="was not announced yet"):
        issue_assembly_paper(vote, kind="resolution", **doing(LATER))
    vote = cancel_vote(vote, reason="Counted wrongly.", **doing(LATER))
    with pytest.raises(ActRefused, match="was not announced yet"):
        issue_assembly_paper(vote, kind="resolution", **doing(LATER))
    assert not Paper.objects.exists()


def test_the_text_that_is_voted_on_is_not_amended_before_the_result_is_announced(session, meeting):
    motion = on_agenda(of_presidium(session), meeting)
    item = motion.items.get()
    take_up_item(item, **doing(LATER))
    waiting = amend_motion(motion, brought_by="主席团", text="二、另加一条。", **doing(LATER))
    decide_amendment(waiting, answer="rejected", **doing(LATER))
    vote = open_vote(polls.prepared(meeting, item=item), **doing(LATER))
    with pytest.raises(ActRefused, match="is open"):
        amend_motion(motion, brought_by="主席团", text="三、另加一条。", **doing(LATER))
    count_hands(vote, **doing(LATER))
    vote = close_vote(vote, **doing(LATER))

    with pytest.raises(ActRefused, match="was not announced"):
        amend_motion(motion, brought_by="主席团", text="三、另加一条。", **doing(LATER))

    announce_result(vote, **doing(LATER))


def test_no_more_slips_were_handed_out_than_deputies_were_present(township):
    meeting = polls.plenary(township, seats=71, present=48)
    vote, codes = polls.with_slips(polls.prepared(meeting, method="slips"), 76)
    for code in codes[:60]:
        polls.cast(vote, code, {"said": "in_favour"})

    with pytest.raises(ActRefused, match="60 slips handed out are more than the 48"):
        close_vote(vote, issued=60, **doing(LATER))
    vote = close_vote(vote, **doing(LATER))

    assert (vote.issued, vote.returned, vote.outcome) == (48, 60, Vote.Outcome.VOID)


def test_a_strange_number_in_the_address_of_a_ballot_is_no_fault_of_the_program(township, client):
    _vote, codes = polls.with_slips(polls.prepared(polls.plenary(township, seats=71), method="slips"), 76)

    for typed in ("²", "9" * 5000, "-1"):
        sent = client.post(
            reverse("assembly:ballot", args=[township.slug, codes[0]]), {"done": typed, "show": typed}
        )

        assert sent.status_code == 200
