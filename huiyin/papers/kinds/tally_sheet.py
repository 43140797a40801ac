"""计票单: what two tellers counted of a ballot box; blank before the count, filled in after it."""

from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Cell, Note, Number, Row, Sheet, Table, Title
from huiyin.papers.kinds.voting import METHODS, MOST, VoteSaid, by_most
from huiyin.papers.wording import clock

KIND = "tally_sheet"
VERSION = "tally_sheet/2"


class TallySheet(TypedDict):
    """A vote with its numbers, as far as they are known: before the count they are blank."""

    organ: str
    issued_on: str
    session: str
    meeting: str
    vote: VoteSaid
    counted: bool
    closed_at: str  # 10:35
    tellers: list[str]


def compose(context: TallySheet) -> Sheet:
    title = f"{context['session']}计票单"
    blocks: list[Block] = [Title(title), Number(context["meeting"]), _table(context)]
    blocks += [Note("收回的票等于或者少于发出的票，投票有效；多于发出的票，投票无效，应当重新投票。")]
    named = f"{title}（{context['vote']['title']}）"
    return Sheet("form", named, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))


def _table(context: TallySheet) -> Table:
    return Table((42, 28, 28, 28, 30), (*_head(context), *_options(context), *_foot(context)))


def _shown(count: int | None, context: TallySheet) -> str:
    return "" if count is None or not context["counted"] else str(count)


def _head(context: TallySheet) -> Iterator[Row]:
    vote = context["vote"]
    yield Row((_label("表决（选举）事项"), Cell(vote["title"], across=4)), 14)
    yield Row(
        (_label("方　　式"), Cell(METHODS[vote["method"]], across=2), _label("应选"), _count(_places(vote))),
        10,
    )
    present = f"应到{vote['of_all']}人，实到{vote['present']}人" if vote["of_all"] else ""
    yield Row((_label("人　　数"), Cell(present, across=2), *_needed(vote)), 10)
    yield Row((_label("票　　数"), *(_label(word) for word in ("发出", "收回", "有效", "无效"))), 10)
    box = (vote["issued"], vote["returned"], vote["valid"], vote["void"])
    yield Row((_label("张　　数"), *(_count(_shown(one, context)) for one in box)), 12)


def _needed(vote: VoteSaid) -> tuple[Cell, Cell]:
    """How many votes it takes; where the most are enough, those words."""
    if vote["rule"] == MOST:
        return _label("入选条件" if vote["subject"] == "choice" else "当选条件"), _count(by_most(vote))
    return _label("所需票数"), _count(str(vote["needed"]) if vote["of_all"] else "")


def _places(vote: VoteSaid) -> str:
    return "—" if vote["subject"] == "decision" else str(vote["places"])


def _options(context: TallySheet) -> Iterator[Row]:
    vote = context["vote"]
    ranked = vote["is_ranked"]
    words = ("得分", "", "") if ranked else ("赞成", "反对", "弃权")
    yield Row((_label("候选人、项目\n或者事项"), *(_label(word) for word in words), _label("备注")), 12)
    for label, counts in _lines(vote):
        shown = [_count(_shown(count, context)) for count in counts]
        yield Row((Cell(label), *shown, Cell()), 11)
    if vote["takes_write_ins"] and not context["counted"]:
        for _line in range(vote["places"]):
            yield Row((Cell("另选："), Cell(), Cell(), Cell(), Cell()), 11)


def _lines(vote: VoteSaid) -> Iterator[tuple[str, tuple[int | None, int | None, int | None]]]:
    if vote["subject"] == "decision":
        yield vote["title"], (vote["in_favour"], vote["against"], vote["abstained"])
        return
    for one in vote["options"]:
        name = f"{one['label']}（另选）" if one["is_write_in"] else one["label"]
        first = one["points"] if vote["is_ranked"] else one["in_favour"]
        yield name, (first, one["against"], one["abstained"])


def _foot(context: TallySheet) -> Iterator[Row]:
    at = clock(context["closed_at"]) if context["closed_at"] else ""
    yield Row((_label("计票结束时间"), Cell(at, across=4)), 10)
    names = [*context["tellers"], "", ""][:2]
    for place, name in enumerate(names, 1):
        typed = f"{name}　（签名）" if name else "（签名）"
        yield Row((_label(f"计票人{'一' if place == 1 else '二'}"), Cell(typed, across=4)), 12)
    yield Row((_label("监票人"), Cell("（签名）", across=4)), 12)


def _label(text: str) -> Cell:
    return Cell(text, label=True)


def _count(text: str) -> Cell:
    return Cell(text, centred=True)
