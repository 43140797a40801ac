"""决议: the text that the congress adopted, with the day and the meeting that adopted it."""

import re
from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Heading, Number, Paragraph, Sheet, Subtitle, Title
from huiyin.papers.kinds.reply_letter import FIRST_LEVEL, HEADING_LENGTH, SECOND_LEVEL
from huiyin.papers.wording import day, paragraphs, quoted

KIND = "resolution"
VERSION = "resolution/2"
MOTION = "议案"
ABOUT = re.compile(r"关于(批准)?(.+)的决[议定]")


class Resolution(TypedDict):
    """The text of the item as it was voted on; where there is none, the usual sentences about a report. Its
    number stands above the title, as on every paper.
    """

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
        *([Number(context["number"])] if context["number"] else []),
        Title(title),
        Subtitle(f"（{day(context['adopted_on'])}{context['session']}{context['meeting']}通过）"),
        *(_line(text) for text in _texts(context)),
    ]
    return Sheet("document", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))


def _plain(title: str) -> str:
    """What was a draft is one no longer; a motion that was adopted gives a resolution about it, whose title
    says 关于 once: 关于整治河道议案的决议.
    """
    bare = _bare(title)
    if not bare.endswith(MOTION):
        return bare
    about = bare.removeprefix("关于").removesuffix(MOTION).removesuffix("的")
    return f"关于{about}{MOTION}的决议"


def _bare(title: str) -> str:
    return title.removesuffix("（草案）").strip("《》")


def _texts(context: Resolution) -> list[str]:
    """The item's own text; that of a motion after the sentence that says what was considered."""
    own = paragraphs(context["text"])
    if not own or not _bare(context["title"]).endswith(MOTION) or own[0].startswith(context["session"]):
        return own or _usual(context)
    return [f"{_considered(context)}会议决定：", *own]


def _considered(context: Resolution) -> str:
    return f"{context['session']}审议了{context['about']}{quoted(_bare(context['title']))}。"


def _usual(context: Resolution) -> list[str]:
    """The usual sentence, where the item has no text of its own."""
    bare = _bare(context["title"])
    if bare.endswith(MOTION):
        return [f"{_considered(context)}会议决定，通过该议案。"]
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
