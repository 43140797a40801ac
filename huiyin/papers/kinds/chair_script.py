"""主持词: what the chair reads out, with every number filled in from the records."""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Heading, Paragraph, Sheet, Subtitle, Title
from huiyin.papers.wording import day, ordinal, paragraphs

KIND = "chair_script"
VERSION = "chair_script/1"


class ScriptPart(TypedDict):
    heading: str  # "" for what is said before the first item
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
        if part["heading"]:
            place += 1
            blocks.append(Heading(1, f"{ordinal(place)}{part['heading']}"))
        blocks += [Paragraph(text) for text in paragraphs(part["text"])]
    return Sheet("document", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))
