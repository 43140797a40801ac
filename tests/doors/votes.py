"""What stands behind the doors of the votes, and who opens each: a vote by each method, and a slip."""

from datetime import timedelta
from typing import Any

from huiyin.assembly.actions.showing import count_hands
from huiyin.assembly.actions.slips import PrintedSlips, print_slips
from huiyin.assembly.actions.voting import Choice, close_vote, open_vote, prepare_vote
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.factories import OPENING, doing
from tests.furnished import Door, Furnished

BEFORE, AFTER = OPENING + timedelta(minutes=5), OPENING + timedelta(minutes=10)


def _pk(name: str) -> Door:
    return Door(lambda town: {"pk": town.rows[name].pk})


DOORS: dict[str, Door] = {
    "assembly:prepare_vote": _pk("hands_meeting"),
    "assembly:vote": _pk("counted_vote"),
    "assembly:change_vote": _pk("prepared_vote"),
    "assembly:print_slips": _pk("prepared_vote"),
    "assembly:open_vote": _pk("prepared_vote"),
    "assembly:enter_count": _pk("hands_vote"),
    "assembly:enter_voice": _pk("roll_call_vote"),
    "assembly:close_vote": _pk("slips_vote"),
    "assembly:announce_result": _pk("counted_vote"),
    "assembly:cancel_vote": _pk("hands_vote"),
    "assembly:find_ballot": Door(public=True),
    "assembly:ballot": Door(lambda town: {"code": town.rows["slip_code"]}, public=True),
}


def furnish(town: Furnished) -> None:
    """Meetings of a plenary, each with one vote open: by hands, by roll-call, on paper, by slips."""
    rows = town.rows
    session = rows.get("convocation") or factories.convocation(town.township)
    sitting = {
        method: factories.meeting(
            town.township, session=session, number=60 + place,
            present=deputies_at(factories.congress(town.township), OPENING),
        )
        for place, method in enumerate(Vote.Method.values)
    }  # fmt: skip
    rows["hands_meeting"] = sitting["hands"]
    counted = _opened(sitting["hands"], title="关于镇人民政府工作报告的决议")
    rows["counted_vote"] = close_vote(
        count_hands(counted, against=1, **doing(AFTER)), **doing(AFTER, town.users["clerk"])
    )
    rows["hands_vote"] = _opened(sitting["hands"], title="关于镇财政预算的决议")
    rows["roll_call_vote"] = _opened(sitting["roll_call"], title="关于罢免案的决议", method="roll_call")
    rows["paper_vote"] = _opened(sitting["paper"], title="关于接受辞职的决定", method="paper")
    _slips(town, sitting["slips"])


def _slips(town: Furnished, meeting: Meeting) -> None:
    choice: dict[str, Any] = {
        "subject": "choice", "method": "slips", "rule": "most_over_half", "winners": 2,
        "choices": [Choice(name, note="20万元") for name in ("柳溪桥加固", "增设路灯", "校车接送点")],
    }  # fmt: skip
    vote = prepare_vote(meeting, title="民生实事项目票决", **choice, **doing(BEFORE))
    printed = print_slips(vote, 20, **doing(BEFORE))
    assert isinstance(printed, PrintedSlips)
    town.rows["slips_vote"], town.rows["slip_code"] = open_vote(vote, **doing(AFTER)), printed.codes[0]
    town.rows["prepared_vote"] = prepare_vote(meeting, title="另一轮票决", **choice, **doing(BEFORE))


def _opened(meeting: Meeting, *, title: str, **words: Any) -> Vote:
    return open_vote(prepare_vote(meeting, title=title, **words, **doing(BEFORE)), **doing(AFTER))
