"""表决票、选票、票决票: what a deputy marks behind the screen. Nothing on it tells one ballot from another.

Of each ballot one is issued and copied in the number that is handed out.
"""

from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Cell, Note, Number, Row, Sheet, Table, Title
from huiyin.papers.kinds.voting import electing

KIND = "ballot"
VERSION = "ballot/2"
MARK = "○"
ONE_LINE = 22  # characters of a project with its note


class BallotLine(TypedDict):
    label: str
    note: str


class Ballot(TypedDict):
    """What stands on a ballot. `subject` and the rest are the vote's own."""

    organ: str
    issued_on: str
    session: str
    title: str
    subject: str  # decision, election, preliminary, choice
    post: str
    is_by_election: bool
    places: int
    is_ranked: bool
    takes_write_ins: bool
    options: list[BallotLine]


def compose(context: Ballot) -> Sheet:
    kind = {"decision": "表决票", "choice": "票决票"}.get(context["subject"], "选票")
    title = f"{context['session']}{_of(context)}{kind}"
    blocks: list[Block] = [Title(title), Number("（加盖公章有效）"), _table(context)]
    blocks += [Note(text) for text in how_to(context)]
    named = f"{title}（{context['title']}）"
    return Sheet("form", named, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))


def _of(context: Ballot) -> str:
    """补选清溪镇人民政府副镇长: what for; a vote on a text or on projects says so in its table."""
    if context["subject"] == "election":
        return f"{electing(context['is_by_election'])}{context['post']}"
    return f"{context['post']}候选人预选" if context["subject"] == "preliminary" else ""


def _table(context: Ballot) -> Table:
    if context["subject"] == "decision":
        rows = (
            Row((_label("表决事项"), Cell(context["title"], across=3)), 24),
            Row((_label("意　　见"), _label("赞成"), _label("反对"), _label("弃权")), 12),
            Row((_label("在所选一栏\n画“○”"), Cell(), Cell(), Cell()), 24),
        )
        return Table((36, 40, 40, 40), rows)
    if context["subject"] == "choice":
        return Table((16, 104, 36), tuple(_choice_rows(context)))
    return Table((16, 62, 26, 26, 26), tuple(_election_rows(context)))


def _choice_rows(context: Ballot) -> Iterator[Row]:
    yield Row(
        (_label("序号"), _label("项目名称和内容"), _label("名次" if context["is_ranked"] else "同意")), 12
    )
    for place, one in enumerate(context["options"], 1):
        yield Row((_label(str(place)), Cell(_told(one, ONE_LINE)), Cell()), 11)


def _election_rows(context: Ballot) -> Iterator[Row]:
    """The candidates, then as many lines as there are posts for whom somebody else is wanted."""
    for_, against, abstain = (_label(word) for word in ("赞成", "反对", "弃权"))
    yield Row((_label("序号"), _label(f"{context['post']}候选人"), for_, against, abstain), 12)
    for place, one in enumerate(context["options"], 1):
        yield Row((_label(str(place)), Cell(_told(one)), Cell(), Cell(), Cell()), 15)
    if context["takes_write_ins"]:
        places = context["places"]
        for place in range(places):
            head = (_label("另选\n他人", down=places),) if place == 0 else ()
            yield Row((*head, Cell("姓名：", across=4)), 15)


def _told(one: BallotLine, per_line: int = 0) -> str:
    parted = "　" if len(one["label"] + one["note"]) <= per_line else "\n"
    return f"{one['label']}{parted}{one['note']}" if one["note"] else one["label"]


def how_to(context: Ballot) -> list[str]:
    """How the ballot is filled in, and what makes it void."""
    return [
        f"说明：1.{_first(context)}",
        *(f"{place}.{text}" for place, text in enumerate(_others(context), 2)),
    ]


def _first(context: Ballot) -> str:
    if context["subject"] == "choice" and context["is_ranked"]:
        return f"按先后次序在“名次”栏填写1至{context['places']}，每个数字只填一次。"
    if context["subject"] == "choice":
        return f"同意的项目，在“同意”栏内画“{MARK}”；最多选{context['places']}项，少选有效。"
    return f"在“赞成”“反对”“弃权”三栏中选一栏画“{MARK}”。"


def _others(context: Ballot) -> Iterator[str]:
    places = context["places"]
    if context["subject"] in ("election", "preliminary"):
        if context["takes_write_ins"]:
            yield "不赞成候选人的，可以在“另选他人”栏内写明另选人的姓名；与赞成的候选人合计不超过应选名额。"
        yield f"应选{places}名，所选人数等于或者少于{places}名的有效，多于{places}名的无效。"
    elif context["subject"] == "choice" and not context["is_ranked"]:
        yield f"所选项目多于{places}项的，整张票无效。"
    yield "书写模糊、无法辨认的部分无效。票面不得签名或者作其他记号。"


def _label(text: str, *, down: int = 1) -> Cell:
    return Cell(text, label=True, down=down)
