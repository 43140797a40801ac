"""What the chair says (主持词), made of the records: every number in it is one of theirs.

`told_of` reads the records, `script_of` makes the script of them and reads nothing. The phrases stand in
`script.toml`; a number that is not known yet is a blank for the pen.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from huiyin.assembly.law import Said
from huiyin.assembly.lifecycle import ItemState, MeetingState, VoteState
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.queries.agenda import Agenda, ItemLine, agenda_of
from huiyin.assembly.queries.attendance import roll_of
from huiyin.assembly.queries.counts import Turnout, turnout_at
from huiyin.assembly.titles import (
    item_on_paper,
    meeting_on_paper,
    post_of,
    session_on_paper,
    speaker_on_paper,
)
from huiyin.core.numerals import numeral

FILE = Path(__file__).parent.parent / "script.toml"
BLANK = "＿＿"
OPENING, CLOSING = "opening", "closing"
PAST, NOW, NEXT, TO_COME = "past", "now", "next", "to_come"
OF_ITEM = {ItemState.IN_HAND: NOW, ItemState.DONE: PAST, ItemState.PLANNED: TO_COME}


@dataclass(frozen=True)
class Passage:
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A step of the meeting: its opening, an item, its end."""

    key: str
    title: str
    state: str  # past, now, next, to_come
    passages: tuple[Passage, ...]

    @property
    def is_item(self) -> bool:
        return self.key not in (OPENING, CLOSING)


@dataclass(frozen=True)
class Told:
    """The records that a script is made of."""

    meeting: Meeting
    opening: Turnout  # when it was opened; of a planned one now
    present: Turnout  # now
    on_leave: int
    agenda: Agenda
    deputies: frozenset[str]  # the names of who belongs to the meeting
    is_last: bool  # no other plenary meeting of the session comes after it


@dataclass(frozen=True)
class Phrase:
    """A phrase of the chair that one press notes for the minutes."""

    code: str
    label: Said
    text: str
    needs_quorum: bool


@cache
def texts() -> dict[str, Any]:
    """The file as it stands."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def phrases() -> dict[str, Phrase]:
    """The chair's usual phrases by code, in the order of the file."""
    return {
        row["code"]: Phrase(
            code=row["code"],
            label=Said(row["zh"], row["en"]),
            text=row["text"],
            needs_quorum=row.get("needs_quorum", False),
        )
        for row in texts()["phrases"]
    }


def phrase_text(phrase: Phrase, turnout: Turnout) -> str:
    """A phrase with the numbers of this moment."""
    return phrase.text.format(of_all=turnout.of_all, present=turnout.present)


def told_of(meeting: Meeting, moment: datetime, agenda: Agenda | None = None) -> Told:
    """The records of a meeting (with its congress and session fetched) at a moment."""
    later = Meeting.objects.filter(
        township_id=meeting.township_id, convocation=meeting.convocation,
        kind=Meeting.Kind.PLENARY, starts_at__gt=meeting.starts_at,
    ).exclude(state=MeetingState.CALLED_OFF)  # fmt: skip
    roll = roll_of(meeting, moment)
    opening = turnout_at(meeting, meeting.opened_at) if meeting.opened_at else roll.turnout
    return Told(
        meeting=meeting,
        opening=opening,
        present=roll.turnout,
        on_leave=len(roll.on_leave),
        agenda=agenda or agenda_of(meeting),
        deputies=frozenset(stay.deputy.name for stay in roll.stays),
        is_last=meeting.convocation is not None and not later.exists(),
    )


def script_of(told: Told, *, ahead: bool = False) -> list[Part]:
    """The whole script: opening, each item with its votes, closing. Printed `ahead` of the meeting, it
    leaves a blank for how many are present.
    """
    nothing_in_hand = told.meeting.state == MeetingState.OPEN and told.agenda.in_hand is None
    parts = [_opening(told, ahead)]
    for line in told.agenda.lines:
        if line.number is not None:
            is_next = nothing_in_hand and line is told.agenda.next
            state = NEXT if is_next else OF_ITEM[ItemState(line.item.state)]
            passages = tuple(_passages(told, line))
            parts.append(
                Part(
                    str(line.item.pk),
                    f"第{numeral(line.number)}项　{item_on_paper(line.item)}",
                    state,
                    passages,
                )
            )
    return [*parts, _closing(told, nothing_in_hand)]


def current(parts: list[Part]) -> Part | None:
    """What is to be said now, else next."""
    found = {part.state: part for part in reversed(parts)}
    return found.get(NOW) or found.get(NEXT)


def _opening(told: Told, ahead: bool) -> Part:
    meeting, turnout = told.meeting, told.opening
    said = texts()["opening"][meeting.kind]
    words = {
        **_names(meeting), "of_all": turnout.of_all, "present": BLANK if ahead else turnout.present,
        "needed": turnout.needed, "missing": turnout.missing, "excused": _excused(told),
    }  # fmt: skip
    state = NOW if meeting.state == MeetingState.PLANNED else PAST
    lines = said.get("short", ())
    if ahead or turnout.is_reached or meeting.kind == Meeting.Kind.DELEGATION:
        first = said.get("first", ()) if meeting.number == 1 else ()
        lines = [*said["reached"], *first, *_order_of_the_day(told.agenda)]
    filled = tuple(line.format_map(words) for line in lines)
    return Part(OPENING, "开会", state, (Passage("开会", filled),))


def _names(meeting: Meeting) -> dict[str, str]:
    session = session_on_paper(meeting.convocation) if meeting.convocation else ""
    return {"session": session, "meeting": meeting_on_paper(meeting)}


def _excused(told: Told) -> str:
    said: str = texts()["agenda"]["excused"]
    return said.format(on_leave=told.on_leave) if told.on_leave else ""


def _order_of_the_day(agenda: Agenda) -> list[str]:
    lines = [line for line in agenda.lines if line.number is not None]
    if not lines:
        return []
    said = texts()["agenda"]
    items = "；".join(f"{numeral(line.number or 0)}、{item_on_paper(line.item)}" for line in lines)
    if len(lines) == 1:
        return [said["one"].format(items=item_on_paper(lines[0].item))]
    count = "两" if len(lines) == 2 else numeral(len(lines))
    return [said["many"].format(count=count, items=items)]


def _passages(told: Told, line: ItemLine) -> Iterator[Passage]:
    said = texts()["items"][line.item.kind]
    speaker = speaker_on_paper(line.item.speaker, told.deputies)
    words = {"number": numeral(line.number or 0), "title": item_on_paper(line.item), "speaker": speaker}
    before = said["before"] if line.item.speaker else said["alone"]
    yield Passage("议题", tuple(one.format_map(words) for one in before))
    if said["review"] and not any(vote.state == VoteState.ANNOUNCED for vote in line.votes):
        yield Passage("审议", tuple(said["review"]))
    for vote in line.votes:
        if vote.state != VoteState.CANCELLED:
            yield Passage("表决", tuple(call_of(vote, told.present)))
            yield Passage("宣布结果", tuple(result_of(vote)))
    if said["after"]:
        yield Passage("项毕", tuple(one.format_map(words) for one in said["after"]))


def call_of(vote: Vote, present: Turnout) -> list[str]:
    """How the chair calls a vote; the numbers are those that the vote froze, before that those of now."""
    said, parts = texts()["call"][vote.method], texts()["calling"]
    words = {
        "title": vote.title, "winners": vote.winners, "what": _what(vote),
        "of_all": vote.of_all or present.of_all, "present": vote.present or present.present,
        "others": parts["others"] if vote.takes_write_ins else "",
        "marking": parts["ranking" if vote.is_ranked else "choosing"].format(winners=vote.winners),
    }  # fmt: skip
    kinds = {Vote.Subject.DECISION: "decision", Vote.Subject.CHOICE: "choice"}
    lines = said[kinds.get(Vote.Subject(vote.subject), "election")]
    return [line.format_map(words) for line in lines]


def _what(vote: Vote) -> str:
    """补选清溪镇人民政府副镇长: what is voted on, as the chair says it; those tied, or the places left."""
    if vote.subject == Vote.Subject.CHOICE:
        return f"票决{vote.title.removeprefix('票决')}"
    if vote.election is None:
        return vote.title
    said, post = texts()["calling"]["what"], post_of(vote.township, vote.election.post)
    if vote.subject == Vote.Subject.PRELIMINARY:
        return str(said["preliminary"].format(post=post))
    electing = f"{'补选' if vote.election.is_by_election else '选举'}{post}"
    again = "first" if vote.repeats_id is None else "tie" if vote.rule == Vote.Rule.MOST_VOTES else "further"
    return str(said[again].format(electing=electing))


def result_of(vote: Vote) -> list[str]:
    """How the chair announces a result; what was not counted yet is a blank."""
    said = texts()["result"]
    words = _Filled({name: getattr(vote, name) for name in NUMBERS}, rule=texts()["rule"][vote.rule])
    if vote.outcome == Vote.Outcome.VOID:
        return [said["void"].format_map(words)]
    lines = [said["ballots"].format_map(words)] if vote.is_secret else []
    if vote.subject == Vote.Subject.DECISION:
        ends = {Vote.Outcome.ADOPTED: "adopted", Vote.Outcome.REJECTED: "rejected"}
        end = ends.get(Vote.Outcome(vote.outcome), "unknown")
        return [*lines, said["sum"].format_map(words), said[end].format_map(words)]
    return [*lines, *_names_and_votes(vote), *_chosen(vote, words)]


NUMBERS = (
    "issued", "returned", "valid", "void", "in_favour", "against", "abstained", "not_voting", "needed",
)  # fmt: skip


class _Filled(dict[str, Any]):
    """Words for a phrase; a number that is not known is a blank."""

    def __init__(self, numbers: dict[str, Any], **words: Any) -> None:
        super().__init__(words)
        self.update({name: BLANK if value is None else value for name, value in numbers.items()})


def _names_and_votes(vote: Vote) -> list[str]:
    kind = {Vote.Subject.CHOICE: "each_ranked" if vote.is_ranked else "each_chosen"}
    usual = kind.get(Vote.Subject(vote.subject), "each")
    names = ("in_favour", "against", "abstained", "points")
    return [
        texts()["result"]["each_chosen" if one.is_write_in else usual].format_map(
            _Filled({name: getattr(one, name) for name in names}, name=one.label)
        )
        for one in vote.options.all()
    ]


OF_SUBJECT = {
    Vote.Subject.ELECTION: "elected",
    Vote.Subject.CHOICE: "selected",
    Vote.Subject.PRELIMINARY: "preliminary",
}


def _chosen(vote: Vote, words: dict[str, Any]) -> Iterator[str]:
    said, options = texts()["result"], list(vote.options.all())
    chosen = [one.label for one in options if one.is_chosen]
    if not vote.outcome:
        chosen = [BLANK]
    if chosen:
        yield said[OF_SUBJECT[Vote.Subject(vote.subject)]].format_map({**words, "names": "、".join(chosen)})
    if vote.outcome == Vote.Outcome.TIE:
        yield said["tie"].format(names="、".join(one.label for one in _tied(options)))
    elif vote.outcome == Vote.Outcome.PARTLY:
        yield said["partly" if chosen else "nobody"]


def _tied(options: list[Option]) -> list[Option]:
    """Those with the most votes of who was not chosen."""
    left = [one for one in options if not one.is_chosen]
    most = max(((one.points or 0, one.in_favour or 0) for one in left), default=(0, 0))
    return [one for one in left if (one.points or 0, one.in_favour or 0) == most]


def _closing(told: Told, nothing_in_hand: bool) -> Part:
    meeting, said = told.meeting, texts()["closing"]
    ends = meeting.kind == Meeting.Kind.PLENARY and told.is_last
    lines = said["last"] if ends else said[meeting.kind]
    states = {MeetingState.CLOSED: PAST, MeetingState.OPEN: NOW if nothing_in_hand else TO_COME}
    state = states.get(MeetingState(meeting.state), TO_COME)
    if state == NOW and told.agenda.next is not None:
        state = TO_COME
    words = _names(meeting)
    return Part(CLOSING, "散会", state, (Passage("散会", tuple(one.format_map(words) for one in lines)),))
