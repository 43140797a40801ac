"""A vote from preparation to result: when it may be opened, what is frozen, that nothing changes after."""

import pytest

from huiyin.assembly.actions.showing import count_hands, enter_voices
from huiyin.assembly.actions.voting import (
    announce_result,
    cancel_vote,
    change_vote,
    close_vote,
    open_vote,
)
from huiyin.assembly.events import result_announced
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.drafting import of_presidium
from huiyin.assembly.tests.factories import LATER, OPENING, doing
from huiyin.assembly.tests.polls import cast, keys_of, of_choices, opened, plenary, prepared, with_slips
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry

pytestmark = pytest.mark.usefixtures("english")


def decided(vote, **hands):
    """A decision by show of hands, up to its announcement."""
    vote = count_hands(opened(vote), **hands, **doing(LATER))
    return announce_result(close_vote(vote, **doing(LATER)), **doing(LATER))


def entry(act):
    return Entry.objects.get(act=act)


@pytest.mark.parametrize(
    ("present", "in_favour", "outcome"),
    [
        (47, None, "refused"),
        (48, 35, "rejected"),
        (48, 36, "adopted"),
        (71, 35, "rejected"),
        (71, 36, "adopted"),
    ],
)
def test_the_refusals_of_a_congress_of_71(township, present, in_favour, outcome):
    vote = prepared(plenary(township, present=present))

    if outcome == "refused":
        with pytest.raises(ActRefused, match="47 of 71 are present, 48 are needed, 1 are missing"):
            opened(vote)
        assert Vote.objects.get().state == "prepared"
    else:
        assert decided(vote, in_favour=in_favour).outcome == outcome


def test_opening_freezes_the_numbers_of_that_moment(township):
    meeting = plenary(township, present=50)
    vote = opened(prepared(meeting))
    deputies = factories.seated(township, 5, begin=100)
    factories.arrive(meeting, deputies)

    vote.refresh_from_db()
    assert (vote.of_all, vote.present, vote.quorum, vote.needed) == (71, 50, 48, 36)
    assert entry("open_vote").facts == {"of_all": 71, "present": 50, "quorum": 48, "needed": 36}


def test_a_vote_opens_only_in_its_turn(township):
    meeting = plenary(township, seats=3)
    item = AgendaItem.objects.create(township=township, meeting=meeting, position=1, title="工作报告")
    first, second = prepared(meeting, item=item), prepared(meeting, title="另一决议")

    with pytest.raises(ActRefused, match="“工作报告” is not in hand"):
        opened(first)
    AgendaItem.objects.filter(pk=item.pk).update(state="in_hand", taken_up_at=OPENING)
    opened(first)
    with pytest.raises(ActRefused, match="“关于镇人民政府工作报告的决议” is still open"):
        opened(second)


def test_a_vote_opens_only_in_an_open_meeting(township):
    with pytest.raises(ActRefused, match="The meeting is not open"):
        opened(prepared(plenary(township, seats=3, state="planned")))


def test_a_motion_is_voted_on_when_it_stands_on_the_agenda(township):
    meeting = plenary(township, seats=6)
    motion = of_presidium(meeting.convocation)
    item = AgendaItem.objects.create(
        township=township, meeting=meeting, position=1, title=motion.title, motion=motion, state="in_hand"
    )

    with pytest.raises(ActRefused, match="does not stand on the agenda"):
        opened(prepared(meeting, item=item))


def test_two_thirds_of_all_are_asked_where_the_rule_says_so(township):
    vote = opened(prepared(plenary(township), rule="two_thirds_of_all"))

    assert vote.needed == 48


def test_the_result_is_announced_whole_and_once(township, chair, django_capture_on_commit_callbacks):
    heard = []
    result_announced.connect(heard_by := lambda **words: heard.append(words["vote"]))
    vote = count_hands(opened(prepared(plenary(township))), in_favour=36, against=30, **doing(LATER))
    vote, words = close_vote(vote, **doing(LATER)), doing(LATER, chair)

    with django_capture_on_commit_callbacks(execute=True):
        announce_result(vote, **words)
        announce_result(vote, **words)

    result_announced.disconnect(heard_by)
    assert heard == [vote]
    facts = entry("announce_result").facts
    assert {name: facts[name] for name in ("of_all", "present", "needed", "in_favour", "outcome")} == {
        "of_all": 71, "present": 71, "needed": 36, "in_favour": 36, "outcome": "adopted",
    }  # fmt: skip
    assert (facts["against"], facts["not_voting"], facts["options"]) == (30, 5, [])


def test_an_announced_election_tells_every_option_and_keeps_names_beside_the_journal(township):
    vote, codes = with_slips(of_choices(plenary(township, seats=3), labels=("甲", "乙"), winners=1), 3)
    first = str(vote.options.get(label="甲").pk)
    for code in codes:
        cast(vote, code, {"chosen": [first]})

    announce_result(close_vote(vote, **doing(LATER)), **doing(LATER))

    told = entry("announce_result")
    assert [(one["in_favour"], one["is_chosen"]) for one in told.facts["options"]] == [(3, True), (0, False)]
    assert told.private_texts.get(name="names").text == "1 甲\n2 乙"
    assert "甲" not in str(told.facts)


def test_what_was_announced_never_changes(township):
    vote = decided(prepared(plenary(township)), in_favour=40, against=31)
    before = Vote.objects.filter(pk=vote.pk).values().get()
    tries = (
        lambda: change_vote(vote, title="x", method="hands", rule="majority_of_all", **doing(LATER)),
        lambda: open_vote(vote, **doing(LATER)),
        lambda: count_hands(vote, in_favour=71, **doing(LATER)),
        lambda: enter_voices(vote, said={}, rest="in_favour", **doing(LATER)),
        lambda: close_vote(vote, **doing(LATER)),
        lambda: announce_result(vote, **doing(LATER)),
        lambda: cancel_vote(vote, reason="算错了", **doing(LATER)),
    )

    for attempt in tries:
        with pytest.raises(ActRefused, match="is not possible now: the state is “Announced”"):
            attempt()

    assert Vote.objects.filter(pk=vote.pk).values().get() == before


def test_a_counted_vote_takes_no_other_count(township):
    vote = count_hands(opened(prepared(plenary(township))), **doing(LATER))
    close_vote(vote, **doing(LATER))

    with pytest.raises(ActRefused, match="the state is “Counted”"):
        count_hands(vote, against=1, **doing(LATER))


def test_a_vote_is_cancelled_with_a_reason_and_nothing_counted_is_lost(township, clerk):
    vote = close_vote(
        count_hands(opened(prepared(plenary(township))), against=2, **doing(LATER)), **doing(LATER)
    )

    with pytest.raises(ActRefused, match="Say why"):
        cancel_vote(vote, reason=" ", **doing(LATER, clerk))
    cancel_vote(vote, reason="计票有误", **doing(LATER, clerk))

    vote.refresh_from_db()
    assert (vote.state, vote.reason, vote.in_favour, vote.against) == ("cancelled", "计票有误", 69, 2)
    assert entry("cancel_vote").private_texts.get().text == "计票有误"


def test_a_tie_leaves_the_place_open(township):
    meeting = plenary(township, seats=4)
    vote, codes = with_slips(of_choices(meeting, labels=("甲", "乙"), winners=1, rule="most_votes"), 4)
    for place, code in enumerate(codes):
        cast(vote, code, {"chosen": [keys_of(vote)[place % 2]]})

    vote = close_vote(vote, **doing(LATER))

    assert vote.outcome == "tie"
    assert set(Option.objects.values_list("is_chosen", flat=True)) == {False}
