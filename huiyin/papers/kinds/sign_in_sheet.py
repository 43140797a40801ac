"""签到表: every deputy with a place to sign, by delegation; two abreast, so that 71 fit two pages."""

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import TypedDict

from huiyin.papers.blocks import Block, Heading, Note, Register, Sheet, Subtitle, Title
from huiyin.papers.wording import day

KIND = "sign_in_sheet"
VERSION = "sign_in_sheet/1"
HEADS = ("序号", "姓名", "签名")
WIDTHS = (14, 26, 38)


class SignInGroup(TypedDict):
    name: str  # a delegation; "" for those who are in none
    deputies: list[str]


class SignInSheet(TypedDict):
    """Who belongs to the meeting, by delegation. Places are numbered through."""

    organ: str
    issued_on: str
    session: str
    meeting: str
    held_on: str
    body: str
    groups: list[SignInGroup]


def compose(context: SignInSheet) -> Sheet:
    title = f"{context['session']}{context['meeting']}签到表"
    count = sum(len(group["deputies"]) for group in context["groups"])
    blocks: list[Block] = [Title(title), Subtitle(day(context["held_on"]))]
    first = 1
    for group in context["groups"]:
        if group["name"]:
            blocks.append(Heading(1, f"{group['name']}（{len(group['deputies'])}人）"))
        blocks.append(_register(group["deputies"], first))
        first += len(group["deputies"])
    blocks.append(Note(f"应到{context['body']}{count}人。请本人签名，不得代签。"))
    return Sheet("register", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))


def _register(deputies: Sequence[str], first: int) -> Register:
    """Down the left half, then down the right one."""
    numbered = [(str(place), name, "") for place, name in enumerate(deputies, first)]
    half = -(-len(numbered) // 2)
    pairs = zip_longest(numbered[:half], numbered[half:], fillvalue=("", "", ""))
    rows = tuple((*left, *right) for left, right in pairs)
    return Register(HEADS * 2, WIDTHS * 2, rows)
