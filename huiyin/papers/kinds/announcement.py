"""公告: makes known who was elected, whose seat ended, which projects were chosen."""

from datetime import date
from typing import Literal, TypedDict

from huiyin.papers.blocks import Block, Number, Paragraph, Register, Sheet, Signature, Title
from huiyin.papers.kinds.voting import electing
from huiyin.papers.wording import day, listed

KIND = "announcement"
VERSION = "announcement/2"


class Announcement(TypedDict):
    """What is announced: `about` says which of the rest is filled."""

    organ: str  # the presidium of the session, or of the congress
    number: str
    issued_on: str
    town: str
    session: str
    about: Literal["elected", "seat_ended", "seat_taken", "projects"]
    is_by_election: bool
    on: str
    post: str
    names: list[str]
    ground: str
    constituency: str
    now: int  # how many hold a seat, after a change of seats
    projects: list[str]


def compose(context: Announcement) -> Sheet:
    title = f"{context['town']}人民代表大会公告"
    issued_on = date.fromisoformat(context["issued_on"])
    blocks: list[Block] = [Title(title)]
    if context["number"]:
        blocks.append(Number(context["number"]))
    blocks += [Paragraph(TEXTS[context["about"]](context)), *_projects(context)]
    blocks += [Paragraph("现予公告。"), Signature(context["organ"], issued_on)]
    return Sheet("document", title, context["organ"], issued_on, tuple(blocks))


def _elected(context: Announcement) -> str:
    how = electing(context["is_by_election"])
    return f"{context['session']}于{day(context['on'])}{how}{listed(context['names'])}为{context['post']}。"


def _seat(context: Announcement) -> str:
    place = f"由{context['constituency']}选出的" if context["constituency"] else ""
    return (
        f"{place}{context['town']}人民代表大会代表{listed(context['names'])}，因{context['ground']}，"
        f"代表资格于{day(context['on'])}终止。现{context['town']}人民代表大会实有代表{context['now']}名。"
    )


def _seat_taken(context: Announcement) -> str:
    place = f"{context['constituency']}" if context["constituency"] else ""
    return (
        f"{place}于{day(context['on'])}补选{listed(context['names'])}为{context['town']}人民代表大会代表，"
        f"代表资格有效。现{context['town']}人民代表大会实有代表{context['now']}名。"
    )


def _chosen(context: Announcement) -> str:
    return (
        f"{context['session']}于{day(context['on'])}票决确定{context['town']}"
        f"{context['post']}{len(context['projects'])}项："
    )


TEXTS = {"elected": _elected, "seat_ended": _seat, "seat_taken": _seat_taken, "projects": _chosen}


def _projects(context: Announcement) -> list[Block]:
    rows = tuple((str(place), name) for place, name in enumerate(context["projects"], 1))
    return [Register(("序号", "项目名称"), (20, 136), rows, ("center", "left"))] if rows else []
