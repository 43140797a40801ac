"""Open votes: hands counted in two taps, and a roll-call that names who said what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.attendance import sign_in_deputy
from huiyin.assembly.actions.showing import count_hands, enter_voices
from huiyin.assembly.actions.voting import close_vote
from huiyin.assembly.models.votes import Voice
from huiyin.assembly.queries.votes import present_at_opening
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.assembly.tests.polls import opened, plenary, prepared
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def hands(township):
    return opened(prepared(plenary(township, present=60)))


@pytest.fixture
def roll(township):
    return opened(prepared(plenary(township, seats=9, present=8), method="roll_call"))


def numbers(vote):
    vote.refresh_from_db()
    return vote.in_favour, vote.against, vote.abstained, vote.not_voting


@pytest.mark.parametrize(
    ("said", "numbers_are"),
    [
        ({}, (60, 0, 0, 0)),
        ({"against": 3, "abstained": 2, "not_voting": 1}, (54, 3, 2, 1)),
        ({"in_favour": 40, "against": 10}, (40, 10, 0, 10)),
    ],
)
def test_all_hands_or_all_but_some_or_those_counted(hands, clerk, said, numbers_are):
    count_hands(hands, **said, **doing(LATER, clerk))

    assert numbers(hands) == numbers_are
    assert Entry.objects.get(act="enter_count").facts["in_favour"] == numbers_are[0]


@pytest.mark.parametrize(
    "said", [{"in_favour": 61}, {"against": 61}, {"in_favour": 40, "against": 21}, {"against": -1}]
)
def test_more_hands_than_deputies_are_refused(hands, said):
    with pytest.raises(ActRefused, match="more than the 60 who were present"):
        count_hands(hands, **said, **doing(LATER))

    assert numbers(hands) == (None, None, None, None)


def test_hands_may_be_counted_again_until_the_vote_is_closed(hands):
    count_hands(hands, **doing(LATER))
    count_hands(hands, against=25, **doing(LATER))

    vote = close_vote(hands, **doing(LATER))

    assert (vote.in_favour, vote.outcome) == (35, "rejected")


def test_a_vote_by_hands_is_not_closed_before_they_were_counted(hands):
    with pytest.raises(ActRefused, match="Enter the count first"):
        close_vote(hands, **doing(LATER))


def test_a_show_of_hands_is_no_roll_call(hands, operator):
    with pytest.raises(ActRefused, match="not taken by roll-call"):
        enter_voices(hands, said={}, **doing(LATER))
    with pytest.raises(PermissionDenied):
        count_hands(hands, **doing(LATER, operator))


def test_a_roll_call_is_no_show_of_hands(roll, operator):
    with pytest.raises(ActRefused, match="not taken by show of hands"):
        count_hands(roll, **doing(LATER))
    with pytest.raises(PermissionDenied):
        enter_voices(roll, said={}, **doing(LATER, operator))


def test_voices_are_added_up_and_the_rest_is_in_favour(roll, clerk):
    first, second, third, *_rest = present_at_opening(roll).order_by("name")

    enter_voices(
        roll, said={first.pk: "against", second.pk: "abstained", third.pk: "in_favour"}, **doing(LATER, clerk)
    )
    enter_voices(roll, said={third.pk: ""}, **doing(LATER, clerk))
    assert Voice.objects.count() == 2
    enter_voices(roll, said={}, rest="in_favour", **doing(LATER, clerk))
    vote = close_vote(roll, **doing(LATER))

    assert numbers(vote) == (6, 1, 1, 0)
    assert vote.outcome == "adopted"
    told = Entry.objects.filter(act="enter_voice").order_by("seq").first().facts["voices"]
    assert told[str(first.pk)] == "against"


def test_a_voice_is_corrected_and_stands_once(roll):
    one = present_at_opening(roll).first()

    enter_voices(roll, said={one.pk: "against"}, **doing(LATER))
    enter_voices(roll, said={one.pk: "in_favour"}, **doing(LATER))

    assert Voice.objects.get().said == "in_favour"


def test_only_who_was_present_at_the_opening_speaks(roll):
    late = factories.seated(roll.township, 1, begin=50)[0]
    sign_in_deputy(roll.meeting, deputy=late, how="name", **doing(LATER + timedelta(minutes=1)))

    with pytest.raises(ActRefused, match="was not present when the vote opened"):
        enter_voices(roll, said={late.pk: "in_favour"}, **doing(LATER))

    assert not Voice.objects.exists()


def test_who_was_called_and_said_nothing_did_not_vote(roll):
    one = present_at_opening(roll).first()

    with pytest.raises(ActRefused, match="Nobody was called yet"):
        close_vote(roll, **doing(LATER))
    enter_voices(roll, said={one.pk: "in_favour"}, **doing(LATER))

    assert numbers(close_vote(roll, **doing(LATER))) == (1, 0, 0, 7)
