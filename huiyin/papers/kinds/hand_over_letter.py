"""交办函: the presidium orders a unit to handle a matter; the legal clock of the reply starts (DBF art.
51).
"""

from datetime import date
from typing import NotRequired, TypedDict

from huiyin.papers.blocks import (
    Addressee,
    Block,
    Contact,
    Heading,
    Mark,
    Number,
    Paragraph,
    ReceiptStrip,
    Sheet,
    Signature,
    Title,
)
from huiyin.papers.wording import called, day, listed, paragraphs, within_brackets

KIND = "hand_over_letter"
VERSION = "hand_over_letter/3"
REQUIREMENTS = (
    "1.答复前当面听取代表意见，并做好面商记录。",
    "2.答复应当逐项回应，写明已经做到的、没有做到的及其原因、下一步措施和完成时间，由主要负责人签发并加盖公章。",
    "3.不属于本单位职责的，在规定期限内书面说明理由，向主席团申退，不得自行转办。",
)


class Signatory(TypedDict):
    """A deputy who signed the matter."""

    name: str
    constituency: str  # 柳溪选区; "" when it is not to be printed
    role: str  # "lead" or "cosigner"


class HandOverLetter(TypedDict):
    """What a hand-over letter is made of. Dates are ISO days, texts plain; paragraphs parted by line
    ends.
    """

    organ: str  # 清溪镇人民代表大会主席团
    number: str  # 清人发〔2024〕3号; "" in a draft, filled when the number is drawn
    issued_on: str
    addressee: str  # the unit that the letter goes to
    matter_number: str  # 镇十三届人大三次会议第9号建议
    matter_noun: str  # 建议, 意见, 问题: what the matter is called in the text
    matter_title: str  # 关于修复柳溪村机耕道的建议
    signatories: list[Signatory]  # lead first; empty for a finding
    situation: str
    request: str
    round: int  # 1 for the first
    round_reason: str  # 代表对上一轮办理结果不满意; "" in the first round
    lead_units: list[str]  # one lead unit, or all separate ones
    assisting_units: list[str]
    order: str  # the presidium's own words, "" for none
    due_on: str
    due_basis: str  # 《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》第五十一条
    due_reckoning: str  # the arithmetic as one sentence, "" for none
    contact_person: str
    contact_phone: str
    sealed: NotRequired[bool]  # True: leave room for the seal (default)


def compose(context: HandOverLetter) -> Sheet:
    title = f"关于交办{called(context['matter_number'], context['matter_noun'])}的函"
    blocks: list[Block] = [
        Mark(context["organ"]),
        Number(context["number"]),
        Title(title),
        Addressee(context["addressee"]),
        *(Paragraph(text) for text in _opening(context)),
        Heading(1, f"一、{context['matter_noun']}内容"),
        *(Paragraph(text) for text in paragraphs(context["situation"])),
        *(Paragraph(text) for text in paragraphs(context["request"])),
        Heading(1, "二、办理单位"),
        Paragraph(_units(context)),
        Heading(1, "三、办理要求"),
        *(Paragraph(text) for text in (*paragraphs(context["order"]), *REQUIREMENTS)),
        Heading(1, "四、答复期限"),
        *(Paragraph(text) for text in _due(context)),
        Signature(context["organ"], date.fromisoformat(context["issued_on"]), context.get("sealed", True)),
        Contact(f"联系人：{context['contact_person']}，联系电话：{context['contact_phone']}"),
        _strip(context),
    ]
    return Sheet("letter", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))


def _opening(context: HandOverLetter) -> list[str]:
    people = context["signatories"]
    who = ""
    if people:
        who = f"{people[0]['name']}代表" if len(people) == 1 else f"{people[0]['name']}等{len(people)}名代表"
        who += "提出的"
    texts = [f"现将{who}《{context['matter_title']}》（{context['matter_number']}）交你单位办理。"]
    if context["round"] > 1:
        texts.append(f"本次为第{context['round']}轮办理，原因是：{context['round_reason'].rstrip('。')}。")
    if people:
        texts.append(_signatories(people))
    return texts


def _signatories(people: list[Signatory]) -> str:
    lead = [_named(person) for person in people if person["role"] == "lead"]
    others = [_named(person) for person in people if person["role"] != "lead"]
    return f"领衔代表：{listed(lead)}。" + (f"附议代表：{listed(others)}。" if others else "")


def _named(person: Signatory) -> str:
    constituency = within_brackets(person["constituency"])
    return f"{person['name']}（{constituency}）" if constituency else person["name"]


def _units(context: HandOverLetter) -> str:
    several = len(context["lead_units"]) > 1
    assisting = f"协办单位：{listed(context['assisting_units'])}。" if context["assisting_units"] else ""
    return f"{'分办' if several else '主办'}单位：{listed(context['lead_units'])}。{assisting}"


def _due(context: HandOverLetter) -> list[str]:
    """The day, its basis, its arithmetic: a paragraph each, so that no line ends with a colon."""
    texts = (
        ("期限依据：", context["due_basis"].rstrip("。")),
        ("期限计算：", context["due_reckoning"].rstrip("。")),
    )
    asked = f"请于{day(context['due_on'])}以前（含当日）答复。"
    return [asked, *(f"{label}{text}。" for label, text in texts if text)]


def _strip(context: HandOverLetter) -> ReceiptStrip:
    return ReceiptStrip(
        "签收回执",
        (
            f"{context['organ']}：",
            f"　　你们{day(context['issued_on'])}的{context['number']}函收悉。",
            "　　签收人：　　　　　　　　　　　经办人及电话：",
            "　　签收日期：　　　　年　　月　　日　　　　　　（单位盖章）",
        ),
    )
