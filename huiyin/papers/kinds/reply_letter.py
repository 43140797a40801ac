"""答复函: the unit answers the deputies; signed off by its head, under its seal (DBF art. 51)."""

import re
from datetime import date
from typing import Literal, NotRequired, TypedDict

from huiyin.papers.blocks import (
    Addressee,
    AttachmentNote,
    Block,
    Contact,
    CopyTo,
    Corner,
    Heading,
    Mark,
    Number,
    Paragraph,
    Sheet,
    Signature,
    Title,
)
from huiyin.papers.wording import called, day, listed, paragraphs

KIND = "reply_letter"
VERSION = "reply_letter/3"
FIRST_LEVEL = re.compile(r"[一二三四五六七八九十]+、")
SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十]+）")
HEADING_LENGTH = 26  # a longer line that begins like a heading is a paragraph


# Who gets the letter: the deputies by name; deputies whom the unit does not know; a voter, whose name the
# office fills in; the presidium, for what it found itself.
Receiver = Literal["deputies", "unnamed", "voter", "presidium"]
NAMELESS = {"unnamed": "有关代表", "voter": "×××同志"}


class PromiseLine(TypedDict):
    """A promise of the reply: what will be done, how much, where, by whom, by when."""

    what: str
    quantity: str  # 1.2公里; "" for none
    place: str
    person: str
    due_on: str


class ReplyLetter(TypedDict):
    """What a reply is made of. Dates are ISO days; paragraphs and headings (一、 （一）) parted by line
    ends.
    """

    organ: str  # the replying unit's full name
    number: str  # the unit's own 发文字号, "" if it has none
    issued_on: str
    matter_number: str  # 清溪镇第十三届人大第三次会议第9号建议
    matter_noun: str  # 建议
    matter_title: str
    deputies: list[str]  # names, lead first; empty when the letter goes to anyone else
    addressed_to: NotRequired[Receiver]  # "deputies" by default
    presidium: NotRequired[str]  # the organ's name, where the letter goes to it
    claim_code: str  # A
    signed_off_by: str
    text: str  # present state, what was done, next steps
    promises: list[PromiseLine]
    contact_person: str
    contact_phone: str
    copy_to: list[str]
    attachments: NotRequired[list[str]]
    sealed: NotRequired[bool]


def compose(context: ReplyLetter) -> Sheet:
    title = f"关于{called(context['matter_number'], context['matter_noun'])}的答复"
    issued_on = date.fromisoformat(context["issued_on"])
    blocks: list[Block] = [
        Corner(f"类别：{context['claim_code']}　　签发人：{context['signed_off_by']}"),
        Mark(context["organ"]),
        Number(context["number"]),
        Title(title),
        Addressee(_addressee(context)),
        Paragraph(_opening(context)),
        *(_line(text) for text in paragraphs(context["text"])),
        *(Paragraph(text) for text in _promises(context["promises"])),
        Paragraph(_thanks(context)),
        *_attachments(context),
        Signature(context["organ"], issued_on, context.get("sealed", True)),
        Contact(f"联系人：{context['contact_person']}，联系电话：{context['contact_phone']}"),
    ]
    if context["copy_to"]:
        blocks.append(CopyTo(tuple(context["copy_to"])))
    return Sheet("letter", title, context["organ"], issued_on, tuple(blocks))


def _attachments(context: ReplyLetter) -> list[Block]:
    names = context.get("attachments")
    return [AttachmentNote(tuple(names))] if names else []


def _receiver(context: ReplyLetter) -> Receiver:
    return context.get("addressed_to", "deputies")


def _addressee(context: ReplyLetter) -> str:
    receiver = _receiver(context)
    if receiver == "presidium":
        return context["presidium"]
    return NAMELESS.get(receiver) or f"{listed(context['deputies'])}代表"


def _you(context: ReplyLetter) -> str:
    return "你们" if len(context["deputies"]) > 1 else "您"


def _thanks(context: ReplyLetter) -> str:
    if _receiver(context) == "presidium":
        return "感谢主席团对我们工作的监督和支持。"
    return f"感谢{_you(context)}对我们工作的关心和支持。"


def _opening(context: ReplyLetter) -> str:
    if _receiver(context) == "presidium":
        return f"主席团交办的《{context['matter_title']}》收悉，现答复如下："
    return f"{_you(context)}提出的《{context['matter_title']}》收悉，现答复如下："


def _line(text: str) -> Block:
    if len(text) <= HEADING_LENGTH and not text.endswith("。"):
        if FIRST_LEVEL.match(text):
            return Heading(1, text)
        if SECOND_LEVEL.match(text):
            return Heading(2, text)
    return Paragraph(text)


def _promises(promises: list[PromiseLine]) -> list[str]:
    lines = [
        f"{position}.{promise['place']}{promise['what']}"
        + (f"，{promise['quantity']}" if promise["quantity"] else "")
        + f"，{day(promise['due_on'])}前完成，责任人：{promise['person']}。"
        for position, promise in enumerate(promises, 1)
    ]
    return ["对尚需完成的工作，我单位承诺：", *lines] if lines else []
