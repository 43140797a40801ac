"""会议通知: calls a deputy to a session, under the presidium's number; each one bears the deputy's own code.

The code signs the deputy in at the door. It is drawn on the notice and never kept in the row.
"""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import (
    QR,
    Addressee,
    Block,
    CodeStrip,
    Contact,
    Heading,
    Mark,
    NewPaper,
    Number,
    Paragraph,
    Sheet,
    Signature,
    Title,
)
from huiyin.papers.wording import day, ordinal, part_of_day, span, stopped

KIND = "session_notice"
VERSION = "session_notice/2"
SPECIMEN = "存档样式：发给每位代表的通知另附本人签到码"


class MeetingTime(TypedDict):
    name: str  # 第一次全体会议
    on: str
    at: str  # 09:00
    place: str


class SessionNotice(TypedDict):
    """What the notices of a session are made of: one text, as many letters as there are deputies."""

    organ: str
    number: str
    issued_on: str
    session: str  # 清溪镇第十三届人民代表大会第三次会议
    deputies: list[str]
    delegations: list[str]  # of each deputy; "" for none
    codes: list[str]  # never kept
    links: list[str]  # never kept
    opens_on: str
    closes_on: str
    opens_at: str  # 09:00, of the first meeting; "" before it is planned
    place: str
    agenda: list[str]
    meetings: list[MeetingTime]
    motions_until_on: str
    motions_until_at: str
    contact_person: str
    contact_phone: str


def compose(context: SessionNotice) -> Sheet:
    title = f"关于召开{context['session']}的通知"
    blocks: list[Block] = []
    people = zip(context["deputies"], context["delegations"], context["codes"], context["links"], strict=True)
    for name, delegation, code, link in people:
        blocks += [NewPaper()] if blocks else []
        blocks += _letter(context, title, name)
        blocks.append(_strip(context, name, delegation, QR(link, code, 30)))
    return Sheet("letter", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))


def specimen(context: SessionNotice) -> Sheet:
    """The letter as all got it, for the archive: of a stored context, addressed to nobody, without a code."""
    title = f"关于召开{context['session']}的通知"
    blocks = (*_letter(context, title, "各位"), Contact(SPECIMEN))
    return Sheet("letter", title, context["organ"], date.fromisoformat(context["issued_on"]), blocks)


def _letter(context: SessionNotice, title: str, name: str) -> list[Block]:
    days = span(context["opens_on"], context["closes_on"])
    opening = (
        f"经镇人大主席团研究，定于{days}在{context['place']}召开{context['session']}。现将有关事项通知如下："
    )
    sections = [
        ("会议议程", _agenda(context)),
        ("会议时间和地点", _times(context)),
        ("有关要求", _asked(context)),
    ]
    blocks: list[Block] = [
        Mark(context["organ"]),
        Number(context["number"]),
        Title(title),
        Addressee(f"{name}代表"),
        Paragraph(opening),
    ]
    filled = [one for one in sections if one[1]]
    for place, (heading, texts) in enumerate(filled, 1):
        number = ordinal(place) if len(filled) > 1 else ""
        blocks += [Heading(1, f"{number}{heading}"), *(Paragraph(text) for text in texts)]
    return [
        *blocks,
        Signature(context["organ"], date.fromisoformat(context["issued_on"])),
        Contact(f"联系人：{context['contact_person']}，联系电话：{context['contact_phone']}"),
    ]


def _agenda(context: SessionNotice) -> list[str]:
    return [f"{place}.{stopped(title)}" for place, title in enumerate(context["agenda"], 1)]


def _times(context: SessionNotice) -> list[str]:
    texts = [
        f"{one['name']}：{day(one['on'])}{part_of_day(one['at'])}"
        + (f"，{one['place']}" if one["place"] and one["place"] != context["place"] else "")
        for one in context["meetings"]
    ]
    return [stopped(text) for text in texts]


def _asked(context: SessionNotice) -> list[str]:
    texts = ["请准时出席。因故不能出席的，请在会前以书面方式向主席团请假，经批准方可缺席。"]
    if context["motions_until_on"]:
        until = f"{day(context['motions_until_on'])}{part_of_day(context['motions_until_at'])}"
        texts.append(f"代表联名提出议案的截止时间为{until}。")
    texts.append("报到时请出示本通知下方的签到码，或者向工作人员报姓名。")
    return [f"{place}.{text}" for place, text in enumerate(texts, 1)]


def _strip(context: SessionNotice, name: str, delegation: str, code: QR) -> CodeStrip:
    lines = [f"姓　名：{name}"]
    lines += [f"代表团：{delegation}"] if delegation else []
    at = f"{part_of_day(context['opens_at'])}" if context["opens_at"] else ""
    lines += [
        f"时　间：{day(context['opens_on'])}{at}",
        f"地　点：{context['place']}",
        "请勿转借，仅限本人签到。",
    ]
    return CodeStrip(f"{context['session']}代表签到证", tuple(lines), code)
