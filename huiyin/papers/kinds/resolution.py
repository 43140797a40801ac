"""决议: the text that the congress adopted, with the day and the meeting that adopted it."""

import re
from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Heading, Number, Paragraph, Sheet, Subtitle, Title
from huiyin.papers.kinds.reply_letter import FIRST_LEVEL, HEADING_LENGTH, SECOND_LEVEL
from huiyin.papers.wording import day, paragraphs, quoted

KIND = "resolution"
VERSION = "resolution/1"
ABOUT = re.compile(r"关于(批准)?(.+)的决[议定]")


class Resolution(TypedDict):
    """The text of the item as it was voted on; where there is none, the usual sentences about a report."""

    organ: str
    issued_on: str
    session: str
    title: str  # 关于镇人民政府工作报告的决议
    adopted_on: str
    meeting: str
    about: str  # 唐小红等5名代表联名提出的: who brought the motion that was adopted
    text: str
    number: str


def compose(context: Resolution) -> Sheet:
    title = f"{context['session']}{_plain(context['title'])}"
    blocks: list[Block] = [
        Title(title),
        Subtitle(f"（{day(context['adopted_on'])}{context['session']}{context['meeting']}通过）"),
        *([Number(context["number"])] if context["number"] else []),
        *(_line(text) for text in paragraphs(context["text"]) or _usual(context)),
    ]
    return Sheet("document", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))


def _plain(title: str) -> str:
    """What was a draft is one no longer; a motion that was adopted gives a resolution about it."""
    bare = title.removesuffix("（草案）").strip("《》")
    return f"关于{quoted(bare)}的决议" if bare.endswith("议案") else bare


def _usual(context: Resolution) -> list[str]:
    """The usual sentence, where the item has no text of its own."""
    bare = context["title"].removesuffix("（草案）").strip("《》")
    if bare.endswith("议案"):
        return [f"{context['session']}审议了{context['about']}{quoted(bare)}。会议决定，通过该议案。"]
    found = ABOUT.fullmatch(bare)
    about = found[2] if found else bare
    if found and found[1]:
        return [f"{context['session']}审查了{about}。会议决定，批准{about}。"]
    if about.endswith("报告"):
        return [f"{context['session']}听取和审议了{about}。会议决定，批准这个报告。"]
    return [f"{context['session']}审议了{about}。会议决定，予以通过。"]


def _line(text: str) -> Block:
    if len(text) <= HEADING_LENGTH and not text.endswith("。"):
        if FIRST_LEVEL.match(text):
            return Heading(1, text)
        if SECOND_LEVEL.match(text):
            return Heading(2, text)
    return Paragraph(text)
