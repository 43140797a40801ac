"""核验记录: people who handled nothing go and look whether what was claimed is so; only this makes a
matter solved.
"""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Cell, Number, PageBreak, Photo, PhotoGrid, Row, Sheet, Table, Title
from huiyin.papers.wording import boxes, day, listed

KIND = "verification_record"
VERSION = "verification_record/3"
RESULTS = ("已解决", "部分解决", "未解决", "无法判断")
WAYS = ("现场查看", "其他方式")


class Evidence(TypedDict):
    sha256: str  # the photo's digest; its bytes are given beside the context
    caption: str


class VerificationRecord(TypedDict):
    """What a verification record is made of. Empty `seen` and `result` give a blank record to fill in
    on the spot.
    """

    organ: str
    town: str
    issued_on: str
    matter_number: str
    matter_title: str
    units: str
    claim: str  # the claim that was verified: A 已经解决
    round: int
    verified_on: str  # "" on a blank record
    place: str
    on_site: bool | None  # None on a blank record: nothing is ticked
    verifiers: list[str]  # 周文斌（主席团成员）
    seen: str
    result: str  # one of RESULTS, "" on a blank record
    photos: list[Evidence]


def compose(context: VerificationRecord) -> Sheet:
    title = f"{context['town']}人大代表建议办理结果核验记录"
    issued_on = date.fromisoformat(context["issued_on"])
    blocks: list[Block] = [
        Title(title),
        Number(f"{context['organ']}　第{context['round']}轮"),
        Table((24, 54, 24, 54), _rows(context)),
    ]
    if context["photos"]:
        photos = tuple(Photo(photo["sha256"], photo["caption"]) for photo in context["photos"])
        blocks += [PageBreak(), Title("核验照片"), PhotoGrid(photos)]
    return Sheet("form", title, context["organ"], issued_on, tuple(blocks))


def _rows(context: VerificationRecord) -> tuple[Row, ...]:
    label = _label
    ways = {True: WAYS[0], False: WAYS[1], None: ""}
    return (
        Row((label("编号"), Cell(context["matter_number"], across=3))),
        Row((label("标题"), Cell(context["matter_title"], across=3)), 12),
        Row((label("承办单位"), Cell(context["units"], across=3)), 12),
        Row(
            (label("单位答复"), Cell(context["claim"]), label("核验日期"), Cell(day(context["verified_on"])))
        ),
        Row(
            (
                label("核验地点"),
                Cell(context["place"]),
                label("核验方式"),
                Cell(boxes(WAYS, ways[context["on_site"]])),
            )
        ),
        Row((label("核验人员"), Cell(listed(context["verifiers"]), across=3)), 14),
        Row((label("所见情况"), Cell(context["seen"], across=3)), 70),
        Row((label("核验结果"), Cell(boxes(RESULTS, context["result"]), across=3)), 12),
        Row((label("核验人员\n签名"), Cell("以上核验人员均未参与本事项的办理。\n\n", across=3)), 26),
    )


def _label(text: str) -> Cell:
    return Cell(text, label=True)
