"""How papers say a vote: what was put, how it was voted on, what was counted, and what came of it.

The words are the usual ones of a congress's minutes. Every number in them is a number of the context.
"""

import re
from typing import NotRequired, TypedDict

from huiyin.papers.blocks import Register
from huiyin.papers.wording import listed, named_title

METHODS = {
    "hands": "举手表决",
    "paper": "无记名投票",
    "slips": "无记名电子投票",
    "roll_call": "唱名表决",
}
BY_RULE = {
    "majority_of_all": "全体代表的过半数",
    "two_thirds_of_all": "全体代表的三分之二以上",
    "majority_of_members": "主席团全体成员的过半数",
    "most_over_half": "全体代表的过半数",
}
SECRET = ("paper", "slips")
NOUNS = {"decision": "表决票", "election": "选票", "preliminary": "选票", "choice": "表决票"}
FEW = 4  # so many options are told in a sentence, more in a list
OTHER = "另选"
MOST = "most_votes"  # no number of votes is needed: who has the most is chosen
STEP = re.compile(r"(?:关于)?(.+)的表决")  # a step that is voted on, not a text that is adopted


class OptionSaid(TypedDict):
    """An option and what it got; None where it was not counted in this way."""

    label: str
    note: str
    is_write_in: bool
    in_favour: int | None
    against: int | None
    abstained: int | None
    points: int | None
    is_chosen: bool
    is_tied: bool


class VoiceSaid(TypedDict):
    """Who said what by roll-call."""

    said: str  # in_favour, against, abstained
    names: list[str]


class VoteSaid(TypedDict):
    """One vote as papers say it. Numbers are None where the method does not count them."""

    title: str
    subject: str  # decision, election, preliminary, choice
    method: str
    rule: str
    body: str  # 代表, or 主席团成员
    post: str  # 清溪镇人民政府镇长; "" when nobody is elected
    places: int
    is_ranked: bool
    repeats: bool  # the vote of another one, held again
    is_by_election: bool  # 补选
    takes_write_ins: bool  # 可以另选他人
    tellers: list[str]  # of the last count on paper
    of_all: int
    present: int
    needed: int
    issued: int | None
    returned: int | None
    valid: int | None
    void: int | None
    in_favour: int | None
    against: int | None
    abstained: int | None
    not_voting: int | None
    outcome: str
    options: list[OptionSaid]
    voices: list[VoiceSaid]
    cancelled: NotRequired[str]  # why it was cancelled


def how_it_was_held(vote: VoteSaid) -> str:
    """采用举手表决的方式，对《…》进行表决。应到代表71人，实到52人。"""
    again = "再次" if vote["repeats"] else ""
    what = _what(vote)
    held = f"采用{METHODS[vote['method']]}的方式，{again}{what}。"
    return f"{held}应到{vote['body']}{vote['of_all']}人，实到{vote['present']}人。"


def electing(is_by_election: bool) -> str:
    return "补选" if is_by_election else "选举"


def _what(vote: VoteSaid) -> str:
    if vote["subject"] == "election":
        return f"{electing(vote['is_by_election'])}{vote['post']}，应选{vote['places']}名"
    if vote["subject"] == "preliminary":
        return f"对{vote['post']}候选人进行预选"
    if vote["subject"] == "choice":
        return f"对{named_title(vote['title'].removeprefix('票决'))}进行票决，应选{vote['places']}项"
    step = STEP.fullmatch(vote["title"])
    return f"就{step[1]}进行表决" if step else f"对{named_title(vote['title'])}进行表决"


def box(vote: VoteSaid) -> str:
    """发出选票52张，收回52张，有效票51张，无效票1张。 Empty where no ballots were handed out."""
    if vote["issued"] is None or vote["returned"] is None:
        return ""
    noun = NOUNS[vote["subject"]]
    said = f"发出{noun}{vote['issued']}张，收回{vote['returned']}张"
    if vote["outcome"] == "void":
        kind = "选举" if vote["subject"] in ("election", "preliminary") else "表决"
        return f"{said}。收回的{noun}多于发出的{noun}，本次{kind}无效。"
    return f"{said}，其中有效票{vote['valid']}张，无效票{vote['void']}张。"


def counted_by(vote: VoteSaid) -> str:
    """经计票人段文武、黎秀英计票，: before what they counted; empty where nobody is named."""
    tellers = list(dict.fromkeys(vote["tellers"]))
    return f"经计票人{listed(tellers)}计票，" if tellers else ""


def counted(vote: VoteSaid) -> list[str]:
    """What was counted, and the sentence that says what came of it."""
    if vote["outcome"] == "void":
        return []
    if vote["subject"] == "decision":
        return [f"{counted_by(vote)}{_decision_count(vote)}", *_voices(vote), decided(vote)]
    texts = [] if is_long(vote) else [_option_counts(vote)]
    return [*texts, *chosen(vote)]


def _decision_count(vote: VoteSaid) -> str:
    said = f"表决结果：赞成{vote['in_favour']}票，反对{vote['against']}票，弃权{vote['abstained']}票"
    return f"{said}，未参加表决{vote['not_voting']}人。" if vote["not_voting"] else f"{said}。"


def _voices(vote: VoteSaid) -> list[str]:
    words = {"in_favour": "赞成", "against": "反对", "abstained": "弃权"}
    return [f"表示{words[voice['said']]}的有：{listed(voice['names'])}。" for voice in vote["voices"]]


def decided(vote: VoteSaid) -> str:
    """会议以全体代表的过半数通过…: the usual phrase, with how many it took."""
    rule = BY_RULE[vote["rule"]]
    what = "" if STEP.fullmatch(vote["title"]) else named_title(vote["title"])
    if vote["outcome"] == "adopted":
        return f"赞成票达到通过所需的{vote['needed']}票，会议以{rule}通过{what}。"
    return f"赞成票没有达到通过所需的{vote['needed']}票（{rule}），{what or '表决事项'}未获通过。"


def is_long(vote: VoteSaid) -> bool:
    """Whether the options are told in a list instead of a sentence."""
    return len(vote["options"]) > FEW


def _option_counts(vote: VoteSaid) -> str:
    listed_ones = [option for option in vote["options"] if not option["is_write_in"]]
    others = [option for option in vote["options"] if option["is_write_in"]]
    texts = [f"{option['label']}{_votes(option, vote)}" for option in listed_ones]
    texts += [f"{OTHER}{option['label']}{option['in_favour']}票" for option in others]
    return f"{counted_by(vote)}计票结果：{'；'.join(texts)}。"


def _votes(option: OptionSaid, vote: VoteSaid) -> str:
    if vote["is_ranked"]:
        return f"得{option['points']}分"
    if option["against"] is None or vote["subject"] == "choice":
        return f"{option['in_favour']}票"
    abstained = f"，弃权{option['abstained']}票" if option["abstained"] is not None else ""
    return f"赞成{option['in_favour']}票，反对{option['against']}票{abstained}"


def option_list(vote: VoteSaid) -> Register:
    """The options of a long vote as a list: what each got, and whether it was chosen."""
    choice = vote["subject"] == "choice"
    name = "项目名称" if choice else "候选人"
    rows = tuple(
        (str(place), _name(option), *_columns(option, vote), _became(option, vote))
        for place, option in enumerate(vote["options"], 1)
    )
    if vote["is_ranked"]:
        return Register(
            ("序号", name, "得分", "结果"), (14, 90, 24, 28), rows, ("center", "left", "center", "center")
        )
    if choice:
        return Register(
            ("序号", name, "得票", "结果"), (14, 90, 24, 28), rows, ("center", "left", "center", "center")
        )
    return Register(("序号", name, "赞成", "反对", "弃权", "结果"), (14, 54, 20, 20, 20, 28), rows)


def _name(option: OptionSaid) -> str:
    return f"{option['label']}（{OTHER}）" if option["is_write_in"] else option["label"]


def _columns(option: OptionSaid, vote: VoteSaid) -> tuple[str, ...]:
    if vote["is_ranked"]:
        return (str(option["points"]),)
    if vote["subject"] == "choice":
        return (str(option["in_favour"]),)
    counts = (option["in_favour"], option["against"], option["abstained"])
    return tuple("—" if count is None else str(count) for count in counts)


def _became(option: OptionSaid, vote: VoteSaid) -> str:
    if option["is_tied"]:
        return "票数相等"
    won = {"election": "当选", "preliminary": "列为候选人", "choice": "入选"}[vote["subject"]]
    lost = {"election": "未当选", "preliminary": "未列入", "choice": "未入选"}[vote["subject"]]
    return won if option["is_chosen"] else lost


def names(vote: VoteSaid, which: str) -> list[str]:
    """The labels of the options that are `is_chosen` or `is_tied`."""
    return [option["label"] for option in vote["options"] if option[which]]  # type: ignore[literal-required]


def chosen(vote: VoteSaid) -> list[str]:
    """Who or what was chosen, what a tie means, how many places are left."""
    won, tied = names(vote, "is_chosen"), names(vote, "is_tied")
    texts = [_won(vote, won)] if won else []
    if tied:
        again = (
            "须就票数相等的候选人再次投票" if vote["subject"] != "choice" else "须就票数相等的项目再次投票"
        )
        texts.append(f"{listed(tied)}得票相等，不能确定{_winner(vote)}，{again}。")
    elif (left := vote["places"] - len(won)) and vote["subject"] != "preliminary":
        texts.append(_left(vote, won, left))
    return texts


def _winner(vote: VoteSaid) -> str:
    return {"election": "当选人", "preliminary": "正式候选人", "choice": "入选项目"}[vote["subject"]]


def _won(vote: VoteSaid, won: list[str]) -> str:
    if vote["subject"] == "preliminary":
        return f"按照得票多少的顺序，{listed(won)}列为{vote['post']}正式候选人。"
    if vote["subject"] == "choice":
        by = "得分高低" if vote["is_ranked"] else "得票多少"
        return f"按照{by}的顺序，{listed(won)}{len(won)}个项目入选。"
    over = (
        f"获得全体代表过半数（{vote['needed']}票以上）的选票，" if vote["rule"] in BY_RULE else "得票最多，"
    )
    return f"{listed(won)}{over}当选为{vote['post']}。"


def _left(vote: VoteSaid, won: list[str], left: int) -> str:
    if vote["subject"] == "choice":
        return f"应选{vote['places']}项，入选{len(won)}项，缺{left}项。"
    who = "没有其他人" if won else "没有人"
    enough = "得票" if vote["rule"] == MOST else f"获得全体代表过半数（{vote['needed']}票以上）的选票"
    text = f"{who}{enough}，应选{vote['places']}名"
    return f"{text}，当选{len(won)}名，缺额{left}名。" if won else f"{text}，未能选出。"


def by_most(vote: VoteSaid) -> str:
    """得票多的当选: what the most votes bring, where no number of votes is needed."""
    became = {"preliminary": "列为正式候选人", "choice": "入选"}.get(vote["subject"], "当选")
    return f"{'得分高' if vote['is_ranked'] else '得票多'}的{became}"


def cancelled(vote: VoteSaid) -> str:
    """The sentence for a vote that was not carried through."""
    return f"对{named_title(vote['title'])}的表决取消，原因是：{vote['cancelled'].rstrip('。')}。"
