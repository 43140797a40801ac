"""How the congress of the demonstration votes: by hands, on paper counted by two tellers, by slips."""

from collections.abc import Mapping, Sequence
from random import Random

from huiyin.assembly.actions.balloting import cast_ballot
from huiyin.assembly.actions.showing import count_hands
from huiyin.assembly.actions.slips import PrintedSlips, print_slips
from huiyin.assembly.actions.telling import enter_sheet
from huiyin.assembly.actions.voting import announce_result, close_vote, open_vote, prepare_vote
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.votes import Vote
from huiyin.demo.congress.story import Story
from huiyin.demo.tales import Words

SEED = 27
MARKS = ("in_favour", "against", "abstained")


def by_hands(story: Story, item: AgendaItem, told: Words) -> Vote:
    """A decision by show of hands: all but those whom the story names."""
    vote = prepare_vote(
        item.meeting, title=told["title"], item=item, method=Vote.Method.HANDS,
        rule=told.get("rule", Vote.Rule.MAJORITY_OF_ALL), **story.doing(),
    )  # fmt: skip
    vote = open_vote(vote, **story.by_chair())
    others = {name: told.get(name, 0) for name in ("against", "abstained", "not_voting")}
    count_hands(vote, **others, **story.doing())
    return _ended(story, vote)


def on_paper(story: Story, vote: Vote, told: Words, tellers: Sequence[str]) -> Vote:
    """A secret ballot on paper: both tellers count the same."""
    vote = open_vote(vote, **story.by_chair())
    options = {option.label: str(option.pk) for option in vote.options.all()}
    counts: Mapping[str, Mapping[str, int]] = {
        options[name]: dict(zip(MARKS, marks, strict=True)) for name, marks in told["counts"].items()
    }
    given = vote.present or 0
    for teller, name in enumerate(tellers, start=1):
        enter_sheet(
            vote, teller=teller, teller_name=name, issued=given, returned=given, void=told["void"],
            counts=counts, **story.doing(),
        )  # fmt: skip
    return _ended(story, vote)


def by_slips(story: Story, vote: Vote, *, slips: int, places: int) -> Vote:
    """A secret choice by slips: whoever is present draws one and votes; one ballot is marked too often."""
    printed = print_slips(vote, slips, **story.doing())
    assert isinstance(printed, PrintedSlips)
    vote = open_vote(vote, **story.by_chair())
    chance = Random(SEED)
    options = [str(option.pk) for option in vote.options.order_by("position")]
    for place, code in enumerate(printed.codes[: vote.present]):
        marked = _preferred(options, places if place else places + 1, chance)
        cast_ballot(story.town.township, code=code, nonce=f"{place}-{code}", content={"chosen": marked})
    return _ended(story, vote)


def _preferred(options: Sequence[str], count: int, chance: Random) -> list[str]:
    """So many of the options; those that stand first are liked a little better."""
    weighed = sorted(options, key=lambda one: options.index(one) + chance.random() * 1.6 * len(options))
    return sorted(weighed[:count], key=options.index)


def _ended(story: Story, vote: Vote) -> Vote:
    vote = close_vote(vote, **story.doing())
    return announce_result(vote, **story.by_chair())
