"""主持词: what the chair reads out, with every number filled in from the records."""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Heading, Paragraph, Sheet, Subtitle, Title
from huiyin.papers.wording import day, ordinal, paragraphs

KIND = "chair_script"
VERSION = "chair_script/2"


class ScriptPart(TypedDict):
    heading: str
    is_item: bool  # only items are numbered: 第一项 stands under 一、
    text: str


class ChairScript(TypedDict):
    """The script of one meeting."""

    organ: str
    issued_on: str
    session: str
    meeting: str
    held_on: str
    chair: str
    parts: list[ScriptPart]


def compose(context: ChairScript) -> Sheet:
    title = f"{context['session']}{context['meeting']}主持词"
    under = "　".join(text for text in (day(context["held_on"]), context["chair"]) if text)
    blocks: list[Block] = [Title(title), Subtitle(under)]
    place = 0
    for part in context["parts"]:
        place += part["is_item"]
        blocks.append(Heading(1, f"{ordinal(place) if part['is_item'] else ''}{part['heading']}"))
        blocks += [Paragraph(text) for text in paragraphs(part["text"])]
    return Sheet("document", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))
