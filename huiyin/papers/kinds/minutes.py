"""会议记录: what was done in one meeting, told from what was recorded while it sat.

Nothing is said about what did not happen: a meeting where nobody spoke has no sentence about speeches.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NotRequired, TypedDict

from huiyin.papers.blocks import Block, Fact, Heading, Note, Paragraph, Sheet, SignLines, Title
from huiyin.papers.kinds import voting
from huiyin.papers.kinds.voting import VoteSaid
from huiyin.papers.wording import clock, counted_item, day, listed, ordinal, paragraphs, quoted, stopped

KIND = "minutes"
VERSION = "minutes/2"
CHAIR = "主持人"


class Moved(TypedDict):
    """Somebody came late, left early or came back."""

    name: str
    at: str  # 09:20
    what: str  # came, left, returned


class GuestSaid(TypedDict):
    name: str
    capacity: str


class SpeechSaid(TypedDict):
    speaker: str  # 李兰芳代表, 镇长张三
    text: str


class MotionSaid(TypedDict):
    number: str  # 第1号议案
    title: str
    brought_by: str  # deputies, presidium, government
    lead: str
    signers: int
    amendments: list["AmendmentSaid"]
    defence: str  # of who is to be recalled
    person: str


class AmendmentSaid(TypedDict):
    brought_by: str
    text: str
    answer: str  # accepted, rejected, withdrawn, ""


class NominationSaid(TypedDict):
    """Who was nominated for a post while the presidium sat, and the list that it settled."""

    post: str  # 清溪镇人民政府副镇长
    by_presidium: list[str]
    jointly: list["JointSaid"]
    withdrawn: list[str]
    settled: list[str]  # in the order of strokes; empty where it was not settled
    equal_reason: str  # why as many candidates as places


class JointSaid(TypedDict):
    name: str
    nominators: int


class StepSaid(TypedDict, total=False):
    """Something that was said or voted on, in the order of time."""

    speech: SpeechSaid
    vote: VoteSaid


class ItemSaid(TypedDict):
    """One item, with what was said and voted on while it was in hand."""

    title: str
    began: str
    ended: str
    speaker: str
    reports: bool  # the speaker reports (else explains)
    is_dropped: bool
    motion: NotRequired[MotionSaid]
    steps: list[StepSaid]
    decisions: list[str]
    nominations: NotRequired[list[NominationSaid]]


class DigestSaid(TypedDict):
    """The journal's last entry of a month: how many there were, and the digest that vouches for them."""

    month: str  # 2024年6月
    entries: int
    digest: str


class Minutes(TypedDict):
    """What the minutes of a meeting are made of. Days are ISO days, times 09:05."""

    organ: str
    town: str
    issued_on: str
    session: str  # 清溪镇第十三届人民代表大会第三次会议; "" between sessions
    meeting: str  # 第一次全体会议
    body: str  # 代表, 主席团成员
    held_on: str
    began: str
    closed_on: str
    ended: str
    place: str
    chair: str
    recorder: str
    of_all: int
    quorum: str  # 超过全体代表的三分之二, 超过主席团全体成员的半数; "" where none is asked for
    present: int  # when it was opened
    attended: list[str]
    on_leave: list[str]
    absent: list[str]
    moved: list[Moved]
    guests: list[GuestSaid]
    opening: list[SpeechSaid]  # spoken before the first item
    items: list[ItemSaid]
    closing: list[SpeechSaid]  # spoken after the last one
    settled: list[str]  # what a presidium meeting decided on motions
    journal: NotRequired[DigestSaid | None]


def compose(context: Minutes) -> Sheet:
    title = f"{context['session']}{context['meeting']}记录"
    issued_on = date.fromisoformat(context["issued_on"])
    blocks: list[Block] = [Title(title), *_facts(context), Paragraph(_opening(context))]
    blocks += list(_movements(context))
    blocks += [Paragraph(text) for text in _speeches(context["opening"])]
    for place, item in enumerate(context["items"], 1):
        blocks += _item(place, item)
    blocks += _settled(context)
    blocks += [Paragraph(text) for text in _speeches(context["closing"])]
    blocks += [Paragraph(_closing(context)), *_journal(context)]
    blocks.append(SignLines(("主持人（签名）：", "记录人（签名）：")))
    return Sheet("document", title, context["organ"], issued_on, tuple(blocks))


def _facts(context: Minutes) -> Iterator[Block]:
    body, attended = context["body"], context["attended"]
    same_day = context["closed_on"] == context["held_on"]
    until = clock(context["ended"]) if same_day else f"{day(context['closed_on'])}{clock(context['ended'])}"
    short = "成员" if body != "代表" else body
    yield Fact("时　　间", f"{day(context['held_on'])}{clock(context['began'])}至{until}")
    for label, text in (
        ("地　　点", context["place"]),
        ("主 持 人", context["chair"]),
        ("记 录 人", context["recorder"]),
        (f"应到{short}", f"{context['of_all']}人"),
        (f"出席{short}", f"{len(attended)}人（按姓氏笔画为序）：{listed(attended)}" if attended else ""),
        (f"请假{short}", _some(context["on_leave"])),
        (f"缺席{short}", _some(context["absent"])),
        ("列席人员", _guests(context["guests"])),
    ):
        if text:
            yield Fact(label, text)


def _some(names: list[str]) -> str:
    return f"{len(names)}人：{listed(names)}" if names else ""


def _guests(guests: list[GuestSaid]) -> str:
    named = [f"{one['name']}（{one['capacity']}）" if one["capacity"] else one["name"] for one in guests]
    return _some(named)


def _opening(context: Minutes) -> str:
    """The chair opens when enough are there; delegations deliberate each in its room and count nobody."""
    at, on_leave = clock(context["began"]), len(context["on_leave"])
    there = f"应到{context['body']}{context['of_all']}人，实到{context['present']}人"
    there += f"，请假{on_leave}人" if on_leave else ""
    if not context["quorum"]:
        return f"{at}，各代表团分别开会。{there}。"
    return f"{at}，主持人宣布开会。{there}，出席人数{context['quorum']}，符合法定人数，会议有效。"


WHAT_MOVED = {"came": "到会", "left": "离会", "returned": "返回会场"}


def _movements(context: Minutes) -> Iterator[Block]:
    if context["moved"]:
        told = [f"{one['name']}于{clock(one['at'])}{WHAT_MOVED[one['what']]}" for one in context["moved"]]
        yield Paragraph(f"会议期间，{'，'.join(told)}。")


def _speeches(speeches: list[SpeechSaid]) -> Iterator[str]:
    """Who spoke without more is named together; what was kept of a speech follows its speaker."""
    silent: list[str] = []
    for speech in speeches:
        if not speech["text"]:
            silent.append(speech["speaker"])
            continue
        yield from _named(silent)
        silent = []
        first, *others = paragraphs(speech["text"]) or [""]
        yield f"{speech['speaker']}{'：' if speech['speaker'] == CHAIR else '发言：'}{stopped(first)}"
        yield from (stopped(other) for other in others)
    yield from _named(silent)


def _named(speakers: list[str]) -> Iterator[str]:
    if speakers:
        unique = list(dict.fromkeys(speakers))
        yield f"{listed(unique)}{'先后' if len(unique) > 1 else ''}发言。"


def _item(place: int, item: ItemSaid) -> list[Block]:
    heading = Heading(1, f"{ordinal(place)}{item['title']}")
    if item["is_dropped"]:
        return [heading, Paragraph("本项议程未进行，已从议程中撤下。")]
    texts = [*_motion(item), *_begun(place, item)]
    blocks: list[Block] = [heading, *(Paragraph(text) for text in texts), *_steps(_told_apart(item))]
    blocks += [Paragraph(text) for one in item.get("nominations", ()) for text in _nominated(one)]
    blocks += [Paragraph(f"会议决定：{stopped(text)}") for text in item["decisions"]]
    return blocks


def _nominated(one: NominationSaid) -> Iterator[str]:
    """会议决定，提名…；代表…人联名提名…；经主席团会议确定…"""
    if one["by_presidium"]:
        yield f"会议决定，提名{listed(one['by_presidium'])}为{one['post']}候选人。"
    for joint in one["jointly"]:
        yield f"代表{joint['nominators']}人联名提名{joint['name']}为{one['post']}候选人。"
    if one["withdrawn"]:
        yield f"{listed(one['withdrawn'])}不再列为{one['post']}候选人。"
    if one["settled"]:
        order = "（按姓氏笔画为序）" if len(one["settled"]) > 1 else ""
        yield f"经主席团会议确定，{one['post']}正式候选人{order}为：{listed(one['settled'])}。"
    if one["settled"] and one["equal_reason"]:
        yield f"候选人数与应选人数相等，理由是：{stopped(one['equal_reason'])}"


def _told_apart(item: ItemSaid) -> list[StepSaid]:
    """Without the bare note that the speaker of the item spoke: that he reported is said already."""
    bare = item["speaker"].removesuffix("代表")
    said = {item["speaker"], bare, f"{bare}代表", f"代表{bare}"}
    return [
        step
        for step in item["steps"]
        if "speech" not in step or step["speech"]["text"] or step["speech"]["speaker"] not in said
    ]


def _steps(steps: list[StepSaid]) -> Iterator[Block]:
    """Speeches that follow one another are told together, each vote by itself."""
    for is_speech, run in groupby(steps, key=lambda step: "speech" in step):
        if is_speech:
            yield from (Paragraph(text) for text in _speeches([step["speech"] for step in run]))
        else:
            for step in run:
                yield from vote_blocks(step["vote"])


def _begun(place: int, item: ItemSaid) -> Iterator[str]:
    at = f"{clock(item['began'])}，" if item["began"] else ""
    if item["speaker"]:
        yield f"{at}{item['speaker']}作{'报告' if item['reports'] else '说明'}。"
    elif at:
        yield f"{at}会议进行{counted_item(place)}议程。"


def _motion(item: ItemSaid) -> Iterator[str]:
    motion = item.get("motion")
    if motion is None:
        return
    who = {"presidium": "主席团", "government": "镇人民政府"}.get(motion["brought_by"], "")
    if not who and motion["signers"]:
        who = f"{motion['lead']}等{motion['signers']}名代表联名"
    yield (
        f"{motion['number']}{quoted(motion['title'])}由{who}提出。"
        if who
        else f"{motion['number']}{quoted(motion['title'])}。"
    )
    answers = {
        "accepted": "会议采纳了这一修正案。",
        "rejected": "会议没有采纳这一修正案。",
        "withdrawn": "提出人撤回了这一修正案。",
    }
    for one in motion["amendments"]:
        yield f"{one['brought_by']}提出修正案：{stopped(one['text'])}{answers.get(one['answer'], '')}"
    if motion["defence"]:
        yield f"{motion['person']}提出申辩意见：{stopped(motion['defence'])}"


def vote_blocks(vote: VoteSaid) -> list[Block]:
    """One vote: how it was held, what was counted, what came of it."""
    if vote.get("cancelled"):
        return [Paragraph(voting.cancelled(vote))]
    in_list = vote["outcome"] != "void" and vote["subject"] != "decision" and voting.is_long(vote)
    first = f"会议{voting.how_it_was_held(vote)}{voting.box(vote)}"
    if in_list:
        first += f"{voting.counted_by(vote)}计票结果如下："
    blocks: list[Block] = [Paragraph(text) for text in (first, *voting.counted(vote)) if text]
    if in_list:
        blocks.insert(1, voting.option_list(vote))
    return blocks


def _settled(context: Minutes) -> list[Block]:
    if not context["settled"]:
        return []
    heading = Heading(1, f"{ordinal(len(context['items']) + 1)}对议案的处理")
    return [heading, *(Paragraph(stopped(text)) for text in context["settled"])]


def _closing(context: Minutes) -> str:
    return f"{clock(context['ended'])}，{'主持人宣布散会' if context['quorum'] else '会议结束'}。"


def _journal(context: Minutes) -> Iterator[Block]:
    digest = context.get("journal")
    if digest:
        yield Note(
            f"附：截至{digest['month']}末，本镇系统日志共{digest['entries']}条，末条摘要（SHA-256）：{digest['digest']}。"
        )
