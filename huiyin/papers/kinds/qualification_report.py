"""代表资格审查报告: who holds a seat; whose ended and why, who took one, since the session before."""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Addressee, Block, Heading, Paragraph, Sheet, Signature, Subtitle, Title
from huiyin.papers.wording import day, ordinal

KIND = "qualification_report"
VERSION = "qualification_report/1"


class SeatEnded(TypedDict):
    name: str
    constituency: str
    on: str
    ground: str  # 调离本行政区域


class SeatTaken(TypedDict):
    name: str
    constituency: str
    on: str


class QualificationReport(TypedDict):
    """The seats of a congress on a day, and what changed since another."""

    organ: str
    issued_on: str
    session: str
    congress: str
    due: int  # 应选; 0 where no number was laid down
    since: str  # ISO day; "" for the first session of a congress
    before: int  # how many held a seat then
    ended: list[SeatEnded]
    taken: list[SeatTaken]
    now: int


def compose(context: QualificationReport) -> Sheet:
    title = "代表资格审查委员会关于代表资格的审查报告"
    blocks: list[Block] = [
        Title(title),
        Subtitle(f"（{day(context['issued_on'])}）"),
        Addressee(f"{context['session']}主席团"),
        Paragraph(_opening(context)),
        *_changes(context),
        Paragraph(_now(context)),
        Paragraph("以上报告，请审议。"),
        Signature(_committee(context), date.fromisoformat(context["issued_on"]), sealed=False),
    ]
    issued_on = date.fromisoformat(context["issued_on"])
    return Sheet("document", title, context["organ"], issued_on, tuple(blocks))


def _committee(context: QualificationReport) -> str:
    return f"{context['congress']}代表资格审查委员会"


def _opening(context: QualificationReport) -> str:
    due = f"本届应选代表{context['due']}名。" if context["due"] else ""
    if not context["since"]:
        return f"{due}本届选出代表{context['now']}名。代表资格审查委员会对代表的资格进行了审查，现报告如下："
    return (
        f"{due}截至{day(context['since'])}，{context['congress']}实有代表{context['before']}名。"
        "代表资格审查委员会对此后代表变动情况进行了审查，现报告如下："
    )


def _changes(context: QualificationReport) -> list[Block]:
    parts: list[tuple[str, list[str]]] = []
    if context["ended"]:
        parts.append((f"代表资格终止{len(context['ended'])}名", [_ended(one) for one in context["ended"]]))
    if context["taken"]:
        parts.append((f"补选代表{len(context['taken'])}名", [_taken(one) for one in context["taken"]]))
    blocks: list[Block] = []
    for place, (heading, texts) in enumerate(parts, 1):
        blocks += [Heading(1, f"{ordinal(place)}{heading}"), *(Paragraph(text) for text in texts)]
    if not parts and context["since"]:
        blocks.append(Paragraph("代表没有变动。"))
    return blocks


def _who(name: str, constituency: str) -> str:
    return f"{constituency}选出的代表{name}" if constituency else f"代表{name}"


def _ended(one: SeatEnded) -> str:
    return f"{_who(one['name'], one['constituency'])}，因{one['ground']}，代表资格于{day(one['on'])}终止。"


def _taken(one: SeatTaken) -> str:
    place = f"由{one['constituency']}" if one["constituency"] else ""
    return f"{one['name']}，{place}于{day(one['on'])}补选为代表，代表资格有效。"


def _now(context: QualificationReport) -> str:
    return f"截至{day(context['issued_on'])}，{context['congress']}实有代表{context['now']}名。"
