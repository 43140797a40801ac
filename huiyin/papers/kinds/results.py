"""表决结果汇总: every vote of a session in the order in which it was held."""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Heading, Note, Register, Sheet, Subtitle, Title
from huiyin.papers.kinds import voting
from huiyin.papers.kinds.voting import METHODS, VoteSaid
from huiyin.papers.wording import ordinal

KIND = "results"
VERSION = "results/2"
OUTCOMES = {
    "adopted": "通过",
    "rejected": "未通过",
    "chosen": "选出",
    "partly": "有缺额",
    "tie": "票数相等",
    "void": "无效",
}


class MeetingVotes(TypedDict):
    meeting: str
    votes: list[VoteSaid]


class Results(TypedDict):
    """All announced votes of a session, by meeting."""

    organ: str
    issued_on: str
    session: str
    meetings: list[MeetingVotes]


def compose(context: Results) -> Sheet:
    title = f"{context['session']}表决和选举结果汇总表"
    blocks: list[Block] = [Title(title), Subtitle(context["organ"])]
    for place, one in enumerate(context["meetings"], 1):
        blocks.append(Heading(1, f"{ordinal(place)}{one['meeting']}"))
        decisions = [vote for vote in one["votes"] if vote["subject"] == "decision"]
        if decisions:
            blocks.append(_decisions(decisions))
        for vote in one["votes"]:
            if vote["subject"] != "decision":
                blocks += [Heading(2, _about(vote)), voting.option_list(vote)]
    blocks.append(Note("应到、实到人数为每次表决开始时的人数；所需票数按该次表决的规则计算。"))
    issued_on = date.fromisoformat(context["issued_on"])
    return Sheet("register", title, context["organ"], issued_on, tuple(blocks), landscape=True)


def _decisions(votes: list[VoteSaid]) -> Register:
    heads = ("序号", "表决事项", "方式", "应到", "实到", "所需", "赞成", "反对", "弃权", "未表决", "结果")
    widths = (12, 68, 30, 14, 14, 14, 14, 14, 14, 18, 18)
    keys = ("of_all", "present", "needed", "in_favour", "against", "abstained", "not_voting")
    rows = tuple(
        (
            str(place), vote["title"], METHODS[vote["method"]],
            *(_shown(vote[key]) for key in keys),  # type: ignore[literal-required]
            OUTCOMES[vote["outcome"]],
        )
        for place, vote in enumerate(votes, 1)
    )  # fmt: skip
    return Register(heads, widths, rows, ("center", "left", *("center",) * 9), 9)


def _shown(count: int | None) -> str:
    return "—" if count is None else str(count)


def _about(vote: VoteSaid) -> str:
    box = voting.box(vote).rstrip("。")
    needed = voting.by_most(vote) if vote["rule"] == voting.MOST else f"所需{vote['needed']}票"
    said = f"{vote['title']}：应到{vote['of_all']}人，实到{vote['present']}人，{needed}"
    return f"{said}；{box}" if box else said
