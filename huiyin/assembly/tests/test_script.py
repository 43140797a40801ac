"""The chair's script: every number in it is one of the records, what is not known is a blank."""

import pytest

from huiyin.assembly.actions.agenda import drop_item, finish_item, plan_item, take_up_item
from huiyin.assembly.law import Said
from huiyin.assembly.models.elections import Election
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.sessions import Leave
from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.queries.counts import Turnout
from huiyin.assembly.queries.script import (
    BLANK,
    call_of,
    current,
    phrase_text,
    phrases,
    result_of,
    script_of,
    texts,
    told_of,
)
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, seated

pytestmark = pytest.mark.django_db
NUMBERS = {"of_all": 71, "present": 52, "quorum": 48, "needed": 36, "opened_at": LATER}


@pytest.fixture
def deputies(township):
    return seated(township, 71, members=9)


@pytest.fixture
def session(township):
    return convocation(township)


@pytest.fixture
def held(township, session, deputies):
    return meeting(township, session=session, present=deputies[:52])


def script(held, **words):
    held = Meeting.objects.select_related("township", "term", "convocation__session__term").get(pk=held.pk)
    return script_of(told_of(held, LATER), **words)


def said(part):
    return "".join(line for passage in part.passages for line in passage.lines)


def states(held):
    return [part.state for part in script(held)]


def a_vote(item, state="prepared", **words):
    return Vote.objects.create(
        township=item.township, meeting=item.meeting, item=item, title="政府工作报告的决议",
        state=state, **{**NUMBERS, **words},
    )  # fmt: skip


def an_item(held, title="政府工作报告", **words):
    return plan_item(held, title=title, **words, **doing())


def test_the_opening_says_who_is_entitled_present_and_excused(held, session, deputies):
    Leave.objects.create(
        township=held.township, convocation=session, deputy=deputies[70], reason="住院",
        asked_on=OPENING.date(), answer="granted", answered_at=OPENING,
    )  # fmt: skip
    an_item(held)

    text = said(script(held)[0])

    assert (
        "清溪镇第十三届人民代表大会第三次会议第一次全体会议，应到代表71人，实到代表52人，请假1人，符合法定人数"
    ) in text
    assert "奏唱中华人民共和国国歌" in text
    assert "本次会议的议程有一项：政府工作报告。" in text


def test_without_quorum_the_chair_does_not_open(township, session, deputies):
    held = meeting(township, session=session, state="planned", present=deputies[:47])

    opening = script(held)[0]

    assert said(opening) == "应到代表71人，实到代表47人，法定人数为48人，尚差1人，暂不能开会。"
    assert opening.state == "now"


def test_printed_ahead_it_leaves_a_blank_for_those_present(township, session, deputies):
    held = meeting(township, session=session, state="planned")

    assert f"实到代表{BLANK}人，符合法定人数" in said(script(held, ahead=True)[0])


@pytest.mark.parametrize(
    ("kind", "opening", "closing"),
    [
        ("preparatory", "预备会议，应到代表71人", "预备会议的各项议程"),
        ("presidium", "主席团现有成员9人，今天实到9人，超过全体成员的半数", "今天主席团会议"),
        ("delegation", "各代表团分别进行审议", "审议意见报送主席团"),
        ("plenary", "符合法定人数", "闭幕"),
    ],
)
def test_each_kind_of_meeting_has_its_words(township, session, deputies, kind, opening, closing):
    parts = script(meeting(township, session=session, kind=kind, present=deputies[:52]))

    assert opening in said(parts[0])
    assert closing in said(parts[-1])


def test_only_the_last_plenary_meeting_closes_the_session(township, held, session):
    meeting(township, session=session, number=2, state="planned", at=LATER)

    assert "闭幕" not in said(script(held)[-1])


def test_a_presidium_between_sessions_needs_no_session(township, deputies):
    assert "主席团现有成员9人" in said(script(meeting(township, kind="presidium", present=deputies[:9]))[0])


def test_it_follows_the_agenda(held):
    first = an_item(held, speaker="镇长 杨志刚")
    second = an_item(held, "预算", kind="budget")
    drop_item(an_item(held, "撤下的"), **doing())
    assert states(held) == ["past", "next", "to_come", "to_come"]

    take_up_item(first, **doing())
    parts = script(held)
    assert [part.state for part in parts] == ["past", "now", "to_come", "to_come"]
    assert current(parts).title == "第一项　政府工作报告"
    assert "请镇长杨志刚作报告" in said(parts[1])
    assert "两项：一、政府工作报告；二、预算" in said(parts[0])

    finish_item(first, **doing())
    assert states(held) == ["past", "past", "next", "to_come"]
    finish_item(take_up_item(second, **doing()), **doing())
    assert states(held)[-1] == "now"
    Meeting.objects.filter(pk=held.pk).update(state="closed", closed_at=LATER)
    assert current(script(held)) is None


def test_the_review_is_called_for_until_a_result_was_announced(held):
    item = an_item(held, "财政预算", kind="budget")
    review = "请各位代表对预算报告进行审查。"
    vote = a_vote(item)

    text = said(script(held)[1])
    assert text.index(review) < text.index("进行表决")

    Vote.objects.filter(pk=vote.pk).update(state="announced", announced_at=LATER, outcome="adopted")
    assert review not in said(script(held)[1])


def test_a_motion_is_considered_and_a_deputy_explains_it(held, session):
    motion = Motion.objects.create(township=held.township, convocation=session, title="关于修路的议案")
    an_item(held, motion.title, kind="motion", motion=motion, speaker="代表003")

    opening, item, _closing = script(held)

    assert "本次会议的议程有一项：审议关于修路的议案。" in said(opening)
    assert "现在进行第一项：审议关于修路的议案。请代表003代表作说明。" in said(item)
    assert [part.is_item for part in (opening, item, _closing)] == [False, True, False]


def an_election(held, **words):
    return Election.objects.create(
        township=held.township, convocation=held.convocation, post="vice_head", places=2, **words
    )


WRITE_IN = "可以另选他人"


@pytest.mark.parametrize(
    ("by_election", "repeated", "words", "call"),
    [
        (False, False, {"winners": 2, "takes_write_ins": True}, "现在选举清溪镇人民政府副镇长，应选2名，"),
        (True, False, {"winners": 2, "takes_write_ins": True}, "现在补选清溪镇人民政府副镇长，应选2名，"),
        (
            True, True, {"rule": "most_votes"},
            "现在就票数相等的候选人再次投票，补选清溪镇人民政府副镇长，应选1名，",
        ),
        (
            False, True, {"takes_write_ins": True},
            "现在就缺额另行选举，选举清溪镇人民政府副镇长，应选1名，",
        ),
        (
            False, False, {"rule": "most_votes", "subject": "preliminary", "winners": 5},
            "现在对清溪镇人民政府副镇长候选人进行预选，应选5名，",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["paper", "slips"])
def test_an_election_is_called_by_what_it_is(held, by_election, repeated, words, call, method):
    item, election = an_item(held, kind="election"), an_election(held, is_by_election=by_election)
    shared = {"subject": "election", "rule": "most_over_half", "method": method, "election": election}
    first = a_vote(item, **shared)
    vote = a_vote(item, **{**shared, **words}, repeats=first if repeated else None)

    lines = "".join(call_of(vote, Turnout(71, 52, 48)))

    assert lines.startswith(call)
    assert (WRITE_IN in lines) == (method == "paper" and words.get("takes_write_ins", False))


@pytest.mark.parametrize(
    ("ranked", "marking"),
    [(False, "请在同意的项目后画“○”，所选项目不得超过10项"), (True, "请按先后次序填写1至10，")],
)
def test_projects_are_chosen_not_elected(held, ranked, marking):
    vote = a_vote(
        an_item(held, kind="projects"), subject="choice", method="paper", rule="most_votes", winners=10,
        is_ranked=ranked,
    )  # fmt: skip
    Vote.objects.filter(pk=vote.pk).update(title="票决2024年度民生实事项目")

    lines = "".join(call_of(Vote.objects.get(pk=vote.pk), Turnout(71, 52, 48)))

    assert lines.startswith("现在票决2024年度民生实事项目，应选10项，采用无记名投票方式。")
    assert marking in lines
    assert "候选人" not in lines


def test_every_method_calls_texts_people_and_projects():
    for method, called in texts()["call"].items():
        assert set(called) == {"decision", "election", "choice"}, method
        assert all("{title}" not in line for line in (*called["election"], *called["choice"]))


def test_before_a_vote_its_result_is_a_blank(held):
    item = an_item(held)
    a_vote(item)
    a_vote(item, "cancelled")

    text = said(script(held)[1])

    assert text.count("现在对“政府工作报告的决议”进行表决") == 1
    assert f"赞成{BLANK}票，反对{BLANK}票" in text
    assert "须36票" in text


@pytest.mark.parametrize(
    ("rule", "outcome", "ending"),
    [
        ("majority_of_all", "adopted", "赞成的超过全体代表的半数（须36票），通过。"),
        ("majority_of_all", "rejected", "赞成的未超过全体代表的半数（须36票），未获通过。"),
        ("two_thirds_of_all", "adopted", "赞成的达到全体代表的三分之二以上（须36票），通过。"),
    ],
)
def test_the_result_of_a_decision_is_announced_with_its_sum(held, rule, outcome, ending):
    counted = {"in_favour": 36, "against": 11, "abstained": 4, "not_voting": 1}
    vote = a_vote(an_item(held), "closed", rule=rule, outcome=outcome, closed_at=LATER, **counted)

    first, last = result_of(vote)

    assert first == "表决结果：赞成36票，反对11票，弃权4票，未表决1人。"
    assert last == ending


def test_ballots_are_accounted_for_and_too_many_make_a_vote_void(held):
    box = {"issued": 52, "returned": 51, "valid": 50, "void": 1, "method": "paper"}
    vote = a_vote(an_item(held), "closed", outcome="adopted", **box)

    assert result_of(vote)[0].startswith("发出票52张，收回51张，其中有效票50张，无效票1张。")
    vote.returned, vote.outcome = 53, "void"
    [only] = result_of(vote)
    assert "收回53张。收回的票数多于发出的票数，本次投票无效" in only


@pytest.mark.parametrize(
    ("outcome", "votes", "endings"),
    [
        ("chosen", [("甲", 20, False), ("乙", 40, True)], ["乙得票超过全体代表的半数，当选。"]),
        ("tie", [("甲", 38, False), ("乙", 38, False), ("丙", 5, False)], ["甲、乙票数相等，不能确定"]),
        ("partly", [("甲", 40, True), ("乙", 9, False)], ["甲得票", "其余名额另行选举。"]),
        ("partly", [("甲", 30, False)], ["没有达到规定票数的，名额另行选举。"]),
        ("", [("甲", None, None)], [f"甲，得赞成票{BLANK}票", f"{BLANK}得票"]),
        ("partly", [("另选的丁", 2, False)], ["另选的丁，得票2票。"]),
    ],
)
def test_the_result_of_an_election_names_the_elected(held, outcome, votes, endings):
    vote = a_vote(
        an_item(held, kind="election"), "closed", subject="election", method="paper", rule="most_over_half",
        outcome=outcome,
    )  # fmt: skip
    for place, (name, count, chosen) in enumerate(votes, start=1):
        Option.objects.create(
            township=held.township, vote=vote, position=place, label=name, in_favour=count, is_chosen=chosen,
            is_write_in=name.startswith("另选"),
        )  # fmt: skip

    text = "".join(result_of(vote))

    for ending in endings:
        assert ending in text


def test_chosen_projects_are_announced_by_votes_or_points(held):
    vote = a_vote(an_item(held), "closed", subject="choice", method="slips", outcome="chosen")
    Option.objects.create(
        township=held.township, vote=vote, position=1, label="修路", in_favour=40, points=90, is_chosen=True
    )

    assert "修路，得票40票。修路，确定为实施项目。" in "".join(result_of(vote))
    vote.is_ranked = True
    assert "修路，得90分。" in "".join(result_of(vote))


def test_every_kind_of_item_method_and_rule_has_its_phrases():
    assert set(texts()["items"]) == set(AgendaItem.Kind.values)
    assert set(texts()["call"]) == set(Vote.Method.values)
    assert set(texts()["rule"]) == set(Vote.Rule.values)
    assert set(texts()["opening"]) == set(Meeting.Kind.values)
    assert set(Meeting.Kind.values) <= set(texts()["closing"])


def test_a_phrase_is_noted_with_the_numbers_of_the_moment():
    quorum = phrases()["quorum"]

    assert isinstance(quorum.label, Said)
    assert quorum.needs_quorum
    assert phrase_text(quorum, Turnout(71, 52, 48)) == "应到71人，实到52人，符合法定人数，现在开会。"
