"""What a vote's pages say of its rule and of what came of it: people are elected, things are chosen."""

import pytest
from django.utils.translation import override

from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.tests.factories import OPENING, convocation, meeting, seated
from huiyin.assembly.tests.sitting import look

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

FROZEN = {"of_all": 71, "present": 60, "quorum": 48, "opened_at": OPENING, "announced_at": OPENING}


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def held(township):
    return meeting(township, session=convocation(township), present=seated(township, 3))


def announced(held, **words):
    told = {"subject": "election", "rule": "most_over_half", "outcome": "chosen", "needed": 36, **words}
    return Vote.objects.create(
        township=held.township,
        meeting=held,
        title="票决",
        method="paper",
        state="announced",
        **FROZEN,
        **told,
    )


def options(vote, chosen, among=12):
    for place in range(among, 0, -1):
        Option.objects.create(
            township=vote.township, vote=vote, position=place, label=f"项目{place:02}", in_favour=50,
            is_chosen=place <= chosen,
        )  # fmt: skip


def page(client, user, row, name="vote"):
    return look(client, user, name, row).content.decode()


@pytest.mark.parametrize(
    ("subject", "rule", "outcome"),
    [("election", "得票多的当选", "已选足"), ("choice", "得票多的入选", "已选足10项")],
)
def test_people_are_elected_and_things_are_chosen(subject, rule, outcome):
    vote = Vote(subject=subject, rule="most_votes", outcome="chosen", winners=10)

    with override("zh-hans"):
        assert (vote.rule_said, vote.outcome_said) == (rule, outcome)


@pytest.mark.parametrize("subject", ["election", "choice"])
def test_where_the_most_votes_win_no_number_is_needed(client, clerk, held, subject):
    shown = page(client, clerk, announced(held, subject=subject, rule="most_votes", needed=1))

    assert "Votes needed" not in shown
    assert "the most votes" in shown


def test_an_election_says_how_many_votes_elect(client, clerk, held):
    shown = page(client, clerk, announced(held))

    assert "Votes needed" in shown
    assert "at least 36 (more than half of all 71 deputies)" in shown


def test_equal_candidates_are_voted_on_again(client, clerk, held):
    shown = page(client, clerk, announced(held, outcome="tie"))

    assert "Equal votes leave open who is elected" in shown


def test_an_announced_vote_leads_back_to_its_meeting(client, clerk, lead_user, held):
    vote = announced(held)

    assert page(client, clerk, vote).count("btn-primary") == 1
    assert "Back to the meeting" in page(client, clerk, vote)
    assert "Back to the meeting" not in page(client, lead_user, vote)


@pytest.mark.parametrize(
    ("chosen", "outcome", "said"), [(10, "chosen", "all 10 places filled"), (7, "partly", "7 chosen")]
)
def test_the_meeting_tells_of_a_choice_by_number(client, clerk, held, chosen, outcome, said):
    vote = announced(held, subject="choice", winners=10, outcome=outcome)
    options(vote, chosen)

    shown = page(client, clerk, held, "meeting")

    assert said in shown
    assert "项目01" not in shown


def test_the_meeting_names_the_elected_in_the_order_of_the_ballot(client, clerk, held):
    options(announced(held), 2)

    assert "项目01 50、项目02 50<" in page(client, clerk, held, "meeting")


@pytest.mark.parametrize("is_given", [True, False])
def test_the_form_says_why_rule_and_ballot_cannot_be_changed(client, clerk, held, is_given):
    vote = Vote.objects.create(
        township=held.township, meeting=held, title="票决", subject="choice", method="paper",
        rule="most_votes", is_given=is_given,
    )  # fmt: skip

    assert ("Rule and ballot are fixed" in page(client, clerk, vote, "change_vote")) is is_given
