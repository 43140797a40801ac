"""征询意见表: each deputy who signed says what the handling and its result are worth; by pen or by the
code.
"""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import QR, Cell, Note, Number, Row, Sheet, Table, Title
from huiyin.papers.wording import boxes, day

KIND = "evaluation_form"
VERSION = "evaluation_form/2"
RATINGS = ("满意", "基本满意", "不满意")
CONTACT_WAYS = ("当面", "电话", "书面", "没有联系")


class EvaluationForm(TypedDict):
    """What an evaluation form is made of. `link` and `code` open the form: they are drawn, never kept
    in the row.
    """

    organ: str
    town: str  # 清溪镇
    issued_on: str
    matter_number: str
    matter_title: str
    round: int
    units: str  # 镇水利站（主办）、柳溪村（协办）
    replied_on: str
    claim: str  # A 已经解决
    deputy: str
    constituency: str
    due_on: str  # the last day on which it counts
    contact_phone: str
    code: str  # short code that a clerk types: 7KQ4-M2
    link: str  # the personal link, https://…


def compose(context: EvaluationForm) -> Sheet:
    title = f"{context['town']}人大代表建议办理情况征询意见表"
    issued_on = date.fromisoformat(context["issued_on"])
    blocks = (
        Title(title),
        Number(f"短码：{context['code']}"),
        Table((24, 36, 22, 38, 36), _rows(context)),
        Note(
            "填写说明：在所选项的□内打√，每行只选一项；“不满意”的，请写明理由。测评结果在截止日前对承办单位保密。"
        ),
        Note(
            f"请于{day(context['due_on'])}以前（含当日）扫码填写，或者填好本表交回{context['organ']}"
            f"（电话：{context['contact_phone']}）；逾期未交的，按未评统计。"
        ),
    )
    return Sheet("form", title, context["organ"], issued_on, blocks)


def _rows(context: EvaluationForm) -> tuple[Row, ...]:
    label = _label
    code = QR(context["link"], "扫码填写")
    return (
        Row(
            (
                label("编号"),
                Cell(f"{context['matter_number']}（第{context['round']}轮）", across=3),
                Cell(down=3, qr=code),
            ),
            12,
        ),
        Row((label("标题"), Cell(context["matter_title"], across=3)), 14),
        Row((label("代表"), Cell(context["deputy"]), label("选区"), Cell(context["constituency"])), 12),
        Row((label("承办单位"), Cell(context["units"], across=4)), 12),
        Row(
            (
                label("答复日期"),
                Cell(day(context["replied_on"])),
                label("答复类别"),
                Cell(context["claim"], across=2),
            ),
            12,
        ),
        Row((label("面商方式"), Cell(boxes(CONTACT_WAYS), across=4)), 12),
        Row((label("办理态度"), Cell(boxes(RATINGS), across=4)), 12),
        Row((label("办理结果"), Cell(boxes(RATINGS), across=4)), 12),
        Row((label("理由和\n意见"), Cell(across=4)), 50),
        Row((label("代表签名"), Cell(), label("日期"), Cell("　　　　　年　　　月　　　日", across=2)), 14),
    )


def _label(text: str) -> Cell:
    return Cell(text, label=True)
