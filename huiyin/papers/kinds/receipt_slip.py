"""回执: whoever brings something to the office goes home with proof of it and a code to ask by."""

from datetime import date
from typing import NotRequired, TypedDict

from huiyin.papers.blocks import QR, Cell, Note, Number, Row, Sheet, Table, Title
from huiyin.papers.wording import day

KIND = "receipt_slip"
VERSION = "receipt_slip/3"


class ReceiptSlip(TypedDict):
    """What a slip is made of; the giver's name is not on it. `link` and `code` are drawn, never kept in
    the row.
    """

    organ: str
    issued_on: str
    matter_title: str
    received_on: str
    received_by: str
    answer_on: str  # by when the law wants the unit's reply; "" while no such clock runs
    answered_on: NotRequired[str]  # when the unit replied
    contact_phone: str
    code: str
    link: str


def compose(context: ReceiptSlip) -> Sheet:
    issued_on = date.fromisoformat(context["issued_on"])
    rows = (
        Row(
            (
                _label("收到内容"),
                Cell(context["matter_title"]),
                Cell(down=3, qr=QR(context["link"], context["code"], 26)),
            ),
            15,
        ),
        Row((_label("收到日期"), Cell(day(context["received_on"]))), 10),
        Row((_label("经手人"), Cell(context["received_by"])), 10),
        Row((_label("预计答复"), Cell(_answer(context)), Cell(f"电话\n{context['contact_phone']}")), 12),
    )
    blocks = (
        Title(f"{context['organ']}回执"),
        Table((25, 67, 36), rows),
        Note(f"凭短码{context['code']}或扫码查询办理进度，请妥善保管。"),
        Number(f"{context['organ']}（盖章）　{day(context['issued_on'])}"),
    )
    return Sheet("slip", f"{context['organ']}回执", context["organ"], issued_on, blocks)


def _answer(context: ReceiptSlip) -> str:
    """A day only where one is owed; before handing over nobody knows it."""
    if context["answer_on"]:
        return f"{day(context['answer_on'])}以前"
    if answered_on := context.get("answered_on"):
        return f"{day(answered_on)}已答复"
    return "登记交办后另行告知"


def _label(text: str) -> Cell:
    return Cell(text, label=True)
