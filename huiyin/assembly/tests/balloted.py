"""Whole ballots for tests: opened, counted on paper or cast by slips, closed and announced."""

from datetime import timedelta

from huiyin.assembly.actions.balloting import cast_ballot
from huiyin.assembly.actions.slips import print_slips
from huiyin.assembly.actions.telling import enter_sheet
from huiyin.assembly.actions.voting import announce_result, close_vote, open_vote
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests.factories import LATER, doing


def keys_of(vote):
    return {option.label: str(option.pk) for option in vote.options.order_by("position")}


def on_paper(vote, votes, *, ballots=71, write_ins=None, returned=None, at=LATER):
    """Open the vote, let both tellers count so many votes for each name alike, close and announce it."""
    vote = open_vote(vote, **doing(at))
    back = ballots if returned is None else returned
    counts = {
        key: {"in_favour": votes.get(label, 0), "against": 0, "abstained": back - votes.get(label, 0)}
        for label, key in keys_of(vote).items()
    }
    if vote.subject == Vote.Subject.CHOICE:
        counts = {key: {"in_favour": one["in_favour"]} for key, one in counts.items()}
    if write_ins:
        counts["write_ins"] = write_ins
    for teller, name in ((1, "监票人甲"), (2, "监票人乙")):
        enter_sheet(
            vote, teller=teller, teller_name=name, issued=ballots, returned=back, void=0, counts=counts,
            **doing(at),
        )  # fmt: skip
    return announced(vote, at=at)


def by_slips(vote, ballots, *, slips=71, at=LATER):
    """Print slips, open the vote, cast each ballot (the names it is for), close and announce it."""
    printed = print_slips(vote, slips, **doing(at))
    vote = open_vote(vote, **doing(at))
    keys = keys_of(vote)
    for number, (code, names) in enumerate(zip(printed.codes, ballots, strict=False)):
        content = _content(vote, keys, names)
        cast_ballot(vote.township, code=code, nonce=f"{vote.pk} {number}", content=content)
    return announced(vote, at=at)


def _content(vote, keys, names):
    if vote.subject != Vote.Subject.ELECTION:
        return {"order" if vote.is_ranked else "chosen": [keys[name] for name in names]}
    written = [name for name in names if name not in keys]
    marks = {key: "in_favour" if name in names else "against" for name, key in keys.items()}
    return {"marks": marks, "write_ins": written}


def announced(vote, *, at=LATER):
    close_vote(vote, **doing(at + timedelta(minutes=5)))
    return announce_result(vote, **doing(at + timedelta(minutes=6)))
