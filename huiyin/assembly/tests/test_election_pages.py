"""The pages of elections: what is shown, what a form does, who is kept out."""

import pytest
from django.urls import reverse

from huiyin.assembly.actions.elections import (
    call_election,
    conclude_election,
    nominate,
    prepare_ballot,
    settle_candidates,
)
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.balloted import on_paper
from huiyin.assembly.tests.factories import LATER, OPENING, doing
from huiyin.core.tenancy import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
N = 12


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", "2024-06-27")


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
def election(session, deputies):
    return call_election(session, post="vice_head", places=1, **doing(OPENING))


@pytest.fixture
def settled(election, deputies):
    nominate(election, name="周建明", **doing(OPENING))
    nominate(election, name="丁一", nominated_by="deputies", nominators=deputies[:10], **doing(OPENING))
    return settle_candidates(election, **doing(OPENING))


def page(client, name, row, user, /, **data):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    url = reverse(f"assembly:{name}", args=["qingxi", row.pk])
    if data:
        return client.post(url, {"act_id": uuid7(), **data}, follow=True)
    return client.get(url)


def text(response):
    return response.content.decode()


def test_an_election_is_called_from_the_session(client, session, clerk):
    response = page(client, "call_election", session, clerk, post="head", places="1")

    election = Election.objects.get()
    assert response.redirect_chain[-1][0] == election.get_absolute_url()
    assert "1 to be elected, 0 nominated; as a rule 2 stand" in text(response)


def test_a_refused_call_is_explained_and_nothing_typed_is_lost(client, election, session, clerk):
    response = page(client, "call_election", session, clerk, post="vice_head", places="3")

    assert "An election of this post is going on" in text(response)
    assert 'value="3"' in text(response)


def test_only_the_office_opens_the_form(client, session, election, settled, lead_user):
    assert page(client, "call_election", session, lead_user).status_code == 403
    assert page(client, "prepare_ballot", settled, lead_user).status_code == 403


def test_a_nomination_by_deputies_is_typed_by_initials(client, election, deputies, clerk):
    names = "、".join(one.initials for one in deputies[:10])

    page(client, "nominate", election, clerk, name="丁一", nominated_by="deputies", nominators=names)

    assert Candidate.objects.get().nominators.count() == 10


def test_too_few_nominators_are_told_with_both_numbers(client, election, deputies, clerk):
    response = page(
        client, "nominate", election, clerk, name="丁一", nominated_by="deputies", nominators="db001 db002"
    )

    assert "At least 10 deputies must nominate jointly; 2 are named" in text(response)
    assert "db001 db002" in text(response)


def test_a_deputy_and_another_name_at_once_are_not_understood(client, election, deputies, clerk):
    response = page(
        client, "nominate", election, clerk, name="丁一", deputy=deputies[0].pk, nominated_by="presidium"
    )

    assert "not both" in text(response)
    assert not Candidate.objects.exists()


def test_the_post_of_chair_asks_for_a_deputy(client, session, deputies, clerk):
    chair = call_election(session, post="chair", **doing(OPENING))

    response = page(client, "nominate", chair, clerk)
    page(client, "nominate", chair, clerk, deputy=deputies[4].pk, nominated_by="presidium")

    assert 'name="name"' not in text(response)
    assert Candidate.objects.get().deputy == deputies[4]


def test_a_candidate_withdraws_by_the_page(client, election, clerk):
    candidate = nominate(election, name="周建明", **doing(OPENING))

    response = page(client, "withdraw_candidate", candidate, clerk, sure="1")

    assert "It is noted that the candidate withdrew." in text(response)
    assert Candidate.objects.get().withdrawn_at is not None


def test_the_list_is_settled_and_the_ballot_prepared(client, election, deputies, meeting, clerk):
    nominate(election, name="周建明", **doing(OPENING))
    nominate(election, name="丁一", nominated_by="deputies", nominators=deputies[:10], **doing(OPENING))

    shown = page(client, "settle_candidates", election, clerk)
    page(client, "settle_candidates", election, clerk, sure="1")
    page(client, "prepare_ballot", election, clerk, where=meeting.pk, method="slips")

    assert "丁一、周建明" in text(shown)
    vote = Vote.objects.get()
    assert (vote.meeting, vote.method, vote.item) == (meeting, "slips", None)


def test_a_single_candidate_asks_for_the_reason(client, session, clerk):
    election = call_election(session, post="head", **doing(OPENING))
    nominate(election, name="周建明", **doing(OPENING))

    page(client, "settle_candidates", election, clerk, reason="只提名一人。")

    assert Election.objects.get().equal_reason == "只提名一人。"


def test_the_page_shows_each_ballot_side_by_side(client, settled, meeting, clerk):
    on_paper(prepare_ballot(settled, meeting=meeting, **doing(LATER)), {"周建明": 6, "丁一": 5}, ballots=N)
    on_paper(prepare_ballot(settled, meeting=meeting, **doing(LATER)), {"周建明": 9, "丁一": 3}, ballots=N)

    shown = text(page(client, "election", settled, clerk))

    assert "Every place is filled: conclude the election." in shown
    assert "<b>6</b> / 0 / 6" in shown
    assert "<b>9</b> / 0 / 3 ✓" in shown
    assert "7 / 12" in shown  # needed, of all


def test_a_ballot_going_on_is_the_next_thing(client, settled, meeting, clerk):
    vote = prepare_ballot(settled, meeting=meeting, **doing(LATER))

    shown = text(page(client, "election", settled, clerk))

    assert f"The ballot “{vote.title}” is going on" in shown
    assert page(client, "prepare_ballot", settled, clerk)["Location"] == settled.get_absolute_url()


def test_an_election_is_concluded_by_the_page(client, settled, meeting, clerk):
    on_paper(prepare_ballot(settled, meeting=meeting, **doing(LATER)), {"周建明": 9, "丁一": 3}, ballots=N)

    shown = text(page(client, "conclude_election", settled, clerk))
    done = text(page(client, "conclude_election", settled, clerk, sure="1"))

    assert "Elected: 周建明." in shown
    assert "The election is concluded." in done


def test_places_left_ask_for_the_reason(client, settled, meeting, clerk):
    on_paper(prepare_ballot(settled, meeting=meeting, **doing(LATER)), {"周建明": 6}, ballots=N)

    page(client, "conclude_election", settled, clerk, reason="下次会议再选。")

    assert "Left for later: 1. 下次会议再选。" in text(page(client, "election", settled, clerk))


def test_an_election_is_called_off_by_the_page(client, election, clerk):
    shown = text(page(client, "call_off_election", election, clerk, reason="人选另行安排。"))

    assert "The election was called off: 人选另行安排。" in shown


def test_a_form_of_an_election_that_is_over_leads_back(client, settled, meeting, clerk):
    on_paper(prepare_ballot(settled, meeting=meeting, **doing(LATER)), {"周建明": 9}, ballots=N)
    conclude_election(settled, **doing(LATER))

    response = page(client, "prepare_ballot", settled, clerk)

    assert (response.status_code, response["Location"]) == (302, settled.get_absolute_url())


def test_a_form_sent_twice_does_it_once(client, session, clerk):
    words = {"post": "head", "places": "1", "act_id": uuid7()}

    page(client, "call_election", session, clerk, **words)
    again = page(client, "call_election", session, clerk, **words)

    assert Election.objects.count() == 1
    assert "This form was sent before" in text(again)


def test_a_stranger_finds_nothing(client, session, election, outsider):
    candidate = nominate(election, name="周建明", **doing(OPENING))

    for name, row in (
        ("elections", session),
        ("election", election),
        ("nominate", election),
        ("withdraw_candidate", candidate),
    ):
        assert page(client, name, row, outsider).status_code == 404


def test_a_deputy_reads_the_election_and_is_offered_no_act(client, settled, lead_user):
    shown = text(page(client, "election", settled, lead_user))

    assert "丁一" in shown
    assert "btn-primary" not in shown


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_many(
    client, session, deputies, clerk, django_assert_num_queries, many
):
    for post in ("chair", "head", "vice_head")[:many]:
        call_election(session, post=post, **doing(OPENING))
    client.force_login(clerk)
    url = reverse("assembly:elections", args=["qingxi", session.pk])
    client.get(url)

    with django_assert_num_queries(7):
        response = client.get(url)

    assert text(response).count('class="num" data-label') == 2 * many
