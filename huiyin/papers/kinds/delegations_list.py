"""代表团和列席人员名单: in which delegation each deputy deliberates, and who attends without a vote."""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Heading, Paragraph, Register, Sheet, Title
from huiyin.papers.wording import listed, ordinal

KIND = "delegations_list"
VERSION = "delegations_list/2"


class DelegationSaid(TypedDict):
    name: str
    place: str
    heads: list[str]
    members: list[str]  # without the heads


class GuestLine(TypedDict):
    name: str
    capacity: str


class DelegationsList(TypedDict):
    """The delegations of a session and its guests."""

    organ: str
    issued_on: str
    session: str
    delegations: list[DelegationSaid]
    guests: list[GuestLine]


def compose(context: DelegationsList) -> Sheet:
    title = f"{context['session']}代表团和列席人员名单"
    blocks: list[Block] = [Title(title)]
    for place, one in enumerate(context["delegations"], 1):
        count = len(one["heads"]) + len(one["members"])
        blocks.append(Heading(1, f"{ordinal(place)}{one['name']}（{count}人）"))
        blocks += [Paragraph(text) for text in _delegation(one)]
    if context["guests"]:
        place = len(context["delegations"]) + 1
        blocks.append(Heading(1, f"{ordinal(place)}列席人员（{len(context['guests'])}人）"))
        rows = tuple(
            (str(number), one["name"], one["capacity"]) for number, one in enumerate(context["guests"], 1)
        )
        blocks.append(
            Register(("序号", "姓名", "单位和职务"), (16, 40, 100), rows, ("center", "center", "left"))
        )
    return Sheet("document", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))


def _delegation(one: DelegationSaid) -> list[str]:
    texts = [f"召集人：{listed(one['heads'])}。"] if one["heads"] else []
    texts += [f"成　员：{listed(one['members'])}。"] if one["members"] else []
    return [*texts, f"讨论地点：{one['place']}。"] if one["place"] else texts
