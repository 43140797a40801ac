"""A vote is prepared: rule, method and options must fit the body and each other; it may be changed."""

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.voting import (
    Choice,
    change_vote,
    prepare_vote,
)
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.assembly.tests.polls import of_choices, opened, plenary, prepared
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry

pytestmark = pytest.mark.usefixtures("english")


def entry(act):
    return Entry.objects.get(act=act)


def test_a_vote_is_prepared_with_its_rule_and_told_in_the_journal(township, clerk):
    meeting = plenary(township)

    vote = prepared(meeting, by=clerk)

    assert (vote.state, vote.method, vote.rule) == ("prepared", "hands", "majority_of_all")
    assert entry("prepare_vote").facts["rule"] == "majority_of_all"
    assert entry("prepare_vote").private_texts.get().text == vote.title
    assert Meeting.objects.get(pk=meeting.pk).version == 1


def test_a_vote_is_prepared_once(township):
    meeting, words = plenary(township), doing(LATER)

    first = prepare_vote(meeting, title="决议", **words)
    again = prepare_vote(meeting, title="决议", **words)

    assert first == again
    assert Vote.objects.count() == 1


def test_only_the_office_prepares_a_vote(township, operator, outsider):
    meeting = plenary(township)

    for other in (operator, outsider):
        with pytest.raises(PermissionDenied):
            prepared(meeting, by=other)


def test_an_election_lists_its_candidates_in_order(township):
    vote = of_choices(plenary(township), labels=("李四", "张三"), winners=1, subject="election")

    assert list(vote.options.order_by("position").values_list("label", flat=True)) == ["李四", "张三"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"rule": "majority_of_members"}, "The congress decides by its deputies"),
        ({"rule": "most_votes"}, "“the most votes” is a rule for a choice"),
        ({"choices": [Choice("a")]}, "A decision has no options"),
        ({"title": " "}, "Write the question"),
        ({"subject": "election", "choices": [Choice("a")]}, "it is voted by ballot"),
        ({"subject": "choice", "method": "slips"}, "Put at least one"),
        ({"subject": "choice", "method": "slips", "choices": [Choice("a"), Choice("a ")]}, "twice"),
        ({"subject": "choice", "method": "slips", "choices": [Choice("a")], "winners": 0}, "At least one"),
        (
            {
                "subject": "choice",
                "method": "slips",
                "choices": [Choice("a")],
                "winners": 2,
                "is_ranked": True,
            },
            "fewer options than places",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(township, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        prepared(plenary(township, seats=3), **words)

    assert not Vote.objects.exists()


def test_the_presidium_decides_by_its_members(township):
    meeting = plenary(township, members=9, kind="presidium", present=5)

    with pytest.raises(ActRefused, match="more than half of its members"):
        prepared(meeting)
    vote = opened(prepared(meeting, rule="majority_of_members"))

    assert (vote.of_all, vote.present, vote.quorum, vote.needed) == (9, 5, 5, 5)


def test_a_meeting_that_is_over_takes_no_vote(township):
    with pytest.raises(ActRefused, match="This meeting is “Closed”"):
        prepared(plenary(township, seats=3, state="closed"))


def test_an_item_of_another_meeting_is_refused(township):
    meeting = plenary(township, seats=3)
    other = factories.meeting(township, session=meeting.convocation, number=2)
    item = AgendaItem.objects.create(township=township, meeting=other, position=1, title="决议")

    with pytest.raises(ActRefused, match="agenda of another meeting"):
        prepared(meeting, item=item)


def test_a_prepared_vote_is_changed_and_its_options_with_it(township, clerk):
    vote = of_choices(plenary(township, seats=6), labels=("a", "b"), winners=1)

    change_vote(
        vote, title="票决", method="paper", rule="most_votes", winners=2,
        choices=[Choice("c"), Choice("d"), Choice("e")], **doing(LATER, clerk),
    )  # fmt: skip

    vote.refresh_from_db()
    assert (vote.title, vote.method, vote.rule, vote.winners) == ("票决", "paper", "most_votes", 2)
    assert list(vote.options.order_by("position").values_list("label", flat=True)) == ["c", "d", "e"]


def test_a_change_that_does_not_fit_is_refused_and_leaves_the_options(township):
    vote = of_choices(plenary(township, seats=6), labels=("a", "b"), winners=1)

    with pytest.raises(ActRefused, match="by ballot"):
        change_vote(vote, title="票决", method="hands", rule="most_votes", **doing(LATER))

    assert vote.options.count() == 2


def test_slips_are_good_for_nothing_when_the_vote_is_no_longer_taken_by_them(township):
    vote = of_choices(plenary(township, seats=6), labels=("a", "b"), winners=1)
    vote.slips.create(township=township, code_hash="0" * 64)

    change_vote(vote, title="票决", method="paper", rule="most_votes", **doing(LATER))

    assert vote.slips.get().is_void
