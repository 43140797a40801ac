"""答复函: the unit answers the deputies; signed off by its head, under its seal (DBF art. 51)."""

import re
from datetime import date
from typing import NotRequired, TypedDict

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
from huiyin.papers.wording import day, listed, paragraphs

KIND = "reply_letter"
VERSION = "reply_letter/1"
FIRST_LEVEL = re.compile(r"[一二三四五六七八九十]+、")
SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十]+）")
HEADING_LENGTH = 26  # a longer line that begins like a heading is a paragraph


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
    deputies: list[str]  # names, lead first
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
    title = f"关于{context['matter_number']}的答复"
    issued_on = date.fromisoformat(context["issued_on"])
    blocks: list[Block] = [
        Corner(f"类别：{context['claim_code']}　　签发人：{context['signed_off_by']}"),
        Mark(context["organ"]),
        Number(context["number"]),
        Title(title),
        Addressee(f"{listed(context['deputies'])}代表"),
        Paragraph(_opening(context)),
        *(_line(text) for text in paragraphs(context["text"])),
        *(Paragraph(text) for text in _promises(context["promises"])),
        Paragraph(f"感谢{_you(context)}对我们工作的关心和支持。"),
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


def _you(context: ReplyLetter) -> str:
    return "您" if len(context["deputies"]) == 1 else "你们"


def _opening(context: ReplyLetter) -> str:
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
