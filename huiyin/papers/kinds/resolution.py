"""决议: the text that the congress adopted, with the day and the meeting that adopted it."""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Heading, Number, Paragraph, Sheet, Subtitle, Title
from huiyin.papers.kinds.reply_letter import FIRST_LEVEL, HEADING_LENGTH, SECOND_LEVEL
from huiyin.papers.wording import day, paragraphs

KIND = "resolution"
VERSION = "resolution/1"


class Resolution(TypedDict):
    """The text of the item as it was voted on; where there is none, the usual sentences about a report."""

    organ: str
    issued_on: str
    session: str
    title: str  # 关于镇人民政府工作报告的决议
    adopted_on: str
    meeting: str
    about: str  # what was heard and reviewed, for a resolution without a text of its own
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
    """What was a draft is one no longer."""
    return title.removesuffix("（草案）").strip("《》")


def _usual(context: Resolution) -> list[str]:
    return [f"{context['session']}听取和审议了{context['about']}。会议决定，予以批准。"]


def _line(text: str) -> Block:
    if len(text) <= HEADING_LENGTH and not text.endswith("。"):
        if FIRST_LEVEL.match(text):
            return Heading(1, text)
        if SECOND_LEVEL.match(text):
            return Heading(2, text)
    return Paragraph(text)
