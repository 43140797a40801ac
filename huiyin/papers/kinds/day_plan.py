"""日程: which meeting when and where, who chairs it, what it takes up."""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Heading, Note, Register, Sheet, Side, Subtitle, Title
from huiyin.papers.wording import day, part_of_day

KIND = "day_plan"
VERSION = "day_plan/2"


class PlannedMeeting(TypedDict):
    on: str
    at: str
    name: str
    place: str
    chair: str
    items: list[str]


class DayPlan(TypedDict):
    """The meetings of a session in the order of time."""

    organ: str
    issued_on: str
    session: str
    status: str
    meetings: list[PlannedMeeting]


def compose(context: DayPlan) -> Sheet:
    title = f"{context['session']}日程"
    blocks: list[Block] = [Title(title)]
    if context["status"]:
        blocks.append(Subtitle(f"（{context['status']}）"))
    for on in dict.fromkeys(one["on"] for one in context["meetings"]):
        meetings = [one for one in context["meetings"] if one["on"] == on]
        blocks += [Heading(1, day(on)), _register(meetings)]
    if context["status"]:  # a plan that may still change
        blocks.append(Note("日程如有变动，以会议现场通知为准。"))
    return Sheet("register", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))


def _register(meetings: list[PlannedMeeting]) -> Register:
    rows = tuple((part_of_day(one["at"]), _contents(one), one["place"], one["chair"]) for one in meetings)
    sides: tuple[Side, ...] = ("center", "left", "center", "center")
    return Register(("时间", "会议和内容", "地点", "主持人"), (31, 73, 32, 20), rows, sides, 14)


def _contents(meeting: PlannedMeeting) -> str:
    items = [f"{place}.{item}" for place, item in enumerate(meeting["items"], 1)]
    return "\n".join([meeting["name"], *items])
