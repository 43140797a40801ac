"""What stands behind the doors of the elections, and who opens each."""

from typing import Any

from huiyin.assembly.actions.elections import call_election, nominate, settle_candidates
from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.tests import factories
from huiyin.matters.tests.stories import doing, moment
from tests.furnished import Door, Furnished

OCTOBER = moment(2024, 10, 8)


def _pk(name: str) -> Door:
    return Door(lambda town: {"pk": town.rows[name].pk})


DOORS: dict[str, Door] = {
    "assembly:elections": _pk("election_session"),
    "assembly:call_election": _pk("election_session"),
    "assembly:election": _pk("settled_election"),
    "assembly:nominate": _pk("election"),
    "assembly:withdraw_candidate": _pk("candidate"),
    "assembly:settle_candidates": _pk("election"),
    "assembly:prepare_ballot": _pk("settled_election"),
    "assembly:conclude_election": _pk("settled_election"),
    "assembly:call_off_election": _pk("election"),
}


def furnish(town: Furnished) -> None:
    """An election that is nominated for, and one whose first ballot left a place."""
    rows, words = town.rows, doing_by(town)
    session = rows.get("convocation") or factories.convocation(town.township, number=4)
    rows["election_session"] = session
    rows["election"] = call_election(session, post="head", **words())
    rows["candidate"] = nominate(rows["election"], name="谭志刚", note="镇党委副书记", **words())
    vice = call_election(session, post="vice_head", places=2, is_by_election=True, **words())
    for name in ("周建明", "易春生"):
        nominate(vice, name=name, note="镇水利站站长", **words())
    rows["settled_election"] = settle_candidates(vice, **words())
    _hold(town, vice)


def doing_by(town: Furnished) -> Any:
    return lambda: doing(OCTOBER, town.users["clerk"])


def _hold(town: Furnished, election: Any) -> None:
    """A ballot as it looks when it was announced: one elected, one place left, a name written in."""
    plenary = factories.meeting(
        town.township, session=election.convocation, number=80, state="closed", at=moment(2024, 10, 7)
    )
    vote = Vote.objects.create(
        township=town.township, meeting=plenary, election=election, title="选举副镇长", winners=2,
        subject="election", method="paper", rule="most_over_half", takes_write_ins=True, state="announced",
        outcome="partly", of_all=71, present=68, quorum=48, needed=36, issued=68, returned=68, valid=67,
        void=1, opened_at=OCTOBER, closed_at=OCTOBER, announced_at=OCTOBER,
    )  # fmt: skip
    counted = {"易春生": (58, 6, 3), "周建明": (33, 20, 14)}
    for place, candidate in enumerate(election.candidates.order_by("position"), start=1):
        favour, against, abstained = counted[candidate.name]
        Option.objects.create(
            township=town.township, vote=vote, position=place, label=candidate.name, candidate=candidate,
            in_favour=favour, against=against, abstained=abstained, is_chosen=favour >= vote.needed,
        )  # fmt: skip
    Option.objects.create(
        township=town.township, vote=vote, position=3, label="段小军", is_write_in=True, in_favour=4,
        is_chosen=False,
    )  # fmt: skip
