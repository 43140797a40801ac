"""A vote from preparation to result: when it may be opened, what is frozen, that nothing changes after."""

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.showing import count_hands, enter_voices
from huiyin.assembly.actions.voting import (
    Choice,
    announce_result,
    cancel_vote,
    change_vote,
    close_vote,
    open_vote,
    prepare_vote,
)
from huiyin.assembly.events import result_announced
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.tests import factories
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


def test_two_thirds_of_all_are_asked_where_the_rule_says_so(township):
    vote = opened(prepared(plenary(township), rule="two_thirds_of_all"))

    assert vote.needed == 48


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
