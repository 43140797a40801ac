"""代表名册: all who hold a seat, with constituency, delegation, occupation and certificate; no telephone."""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Note, Register, Sheet, Side, Subtitle, Title
from huiyin.papers.wording import day

KIND = "roster"
VERSION = "roster/1"


class RosterLine(TypedDict):
    name: str
    constituency: str
    delegation: str
    occupation: str
    certificate: str
    post: str  # 主席团成员; "" for none


class Roster(TypedDict):
    """Who holds a seat on a day."""

    organ: str
    issued_on: str
    congress: str  # 清溪镇第十三届人民代表大会
    deputies: list[RosterLine]


def compose(context: Roster) -> Sheet:
    title = f"{context['congress']}代表名册"
    rows = tuple(
        (
            str(place), one["name"], one["constituency"], one["delegation"], one["occupation"],
            one["certificate"], one["post"],
        )
        for place, one in enumerate(context["deputies"], 1)
    )  # fmt: skip
    heads = ("序号", "姓名", "选区", "代表团", "职业或者职务", "代表证号", "主席团职务")
    sides: tuple[Side, ...] = ("center", "center", "center", "center", "left", "center", "center")
    register = Register(heads, (14, 26, 48, 32, 52, 27, 26), rows, sides, 8.5)
    on = day(context["issued_on"])
    blocks = (
        Title(title),
        Subtitle(f"（截至{on}，共{len(rows)}名）"),
        register,
        Note(f"{context['organ']}"),
    )
    issued_on = date.fromisoformat(context["issued_on"])
    return Sheet("register", title, context["organ"], issued_on, blocks, landscape=True)
