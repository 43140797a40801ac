"""A plenary meeting held from its opening to its end, with every sort of vote; rows, without acts."""

from datetime import timedelta
from types import SimpleNamespace

from huiyin.assembly.law import majority, quorum
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem, Presence, Speech
from huiyin.assembly.models.motions import Amendment, Motion, MotionSigner
from huiyin.assembly.models.sessions import Guest, Leave
from huiyin.assembly.models.votes import Option, Voice, Vote
from huiyin.assembly.tests.factories import OPENING, convocation, meeting, seated

PROJECTS = ("柳溪村饮水工程", "临江村机耕道硬化", "集镇路灯改造", "石桥小学运动场", "养老服务站", "菜场改造")


def minutes_after(count):
    return OPENING + timedelta(minutes=count)


def held(township):
    """71 deputies: 66 at the opening, two late, two on leave, one missing; one leaves, one comes back."""
    deputies = seated(township, 71, members=9)
    session = convocation(township, state="in_session")
    sitting = meeting(
        township, session=session, state="closed", present=deputies[:66], chaired_by=deputies[0]
    )  # closed three hours after the opening
    story = SimpleNamespace(
        township=township, deputies=deputies, session=session, meeting=sitting, place=0, votes={}
    )
    _come_and_go(story)
    story.report = item(story, "听取和审议镇人民政府工作报告", 5, speaker="镇长周建明")
    speak(story, story.report, deputies[3], "报告实事求是。\n建议加大对水利设施的投入")
    speak(story, story.report, deputies[4], "")
    speak(story, story.report, deputies[5], "")
    decision(story, story.report, "关于镇人民政府工作报告的决议", 63, 2, 1)
    story.motion = _motion(story)
    decision(story, story.motion, "实施乡村振兴战略的议案", 35, 20, 11, at=42)
    story.election = _election(story)
    story.choice = _choice(story)
    return story


def _come_and_go(story):
    rows = Presence.objects.filter(meeting=story.meeting)
    rows.update(until_at=story.meeting.closed_at)
    leaver, returner = story.deputies[10], story.deputies[11]
    rows.filter(deputy__in=[leaver, returner]).update(until_at=minutes_after(100))
    late = [(story.deputies[66], 17), (story.deputies[67], 23), (returner, 118)]
    for deputy, at in late:
        Presence.objects.create(
            township=story.township,
            meeting=story.meeting,
            deputy=deputy,
            from_at=minutes_after(at),
            until_at=story.meeting.closed_at,
        )
    for deputy in story.deputies[68:70]:
        Leave.objects.create(
            township=story.township,
            convocation=story.session,
            deputy=deputy,
            reason="住院治疗",
            asked_on=OPENING.date(),
            answer="granted",
            answered_at=OPENING,
        )
    for name, capacity in (("岳东升", "市人大常委会副主任"), ("谭志刚", "镇公路站站长")):
        Guest.objects.create(
            township=story.township,
            convocation=story.session,
            name=name,
            capacity=capacity,
            present_at=OPENING,
        )


def item(story, title, at, *, kind="report", state="done", **words):
    story.place += 1
    taken = {"taken_up_at": minutes_after(at), "done_at": minutes_after(at + 20)} if state == "done" else {}
    return AgendaItem.objects.create(
        township=story.township,
        meeting=story.meeting,
        position=story.place,
        title=title,
        kind=kind,
        state=state,
        **taken,
        **words,
    )


def speak(story, about, deputy, text, **words):
    return Speech.objects.create(
        township=story.township,
        meeting=story.meeting,
        item=about,
        deputy=deputy,
        speaker=deputy.name if deputy else words.pop("speaker"),
        text=text,
        at=(about.taken_up_at if about else OPENING) + timedelta(minutes=2),
    )


def vote(
    story, about, title, *, at=None, method="hands", rule="majority_of_all", subject="decision", **words
):
    of_all = 71
    opened = minutes_after(at) if at is not None else about.taken_up_at + timedelta(minutes=10)
    frozen = {"of_all": of_all, "quorum": quorum("plenary").needed(of_all), "present": 66}
    frozen["needed"] = majority(rule).needed(of_all)
    made = Vote.objects.create(
        township=story.township,
        meeting=story.meeting,
        item=about,
        title=title,
        method=method,
        rule=rule,
        subject=subject,
        state="announced",
        opened_at=opened,
        closed_at=opened,
        announced_at=opened,
        **{**frozen, **words},
    )
    story.votes[title] = made
    return made


def decision(story, about, title, in_favour, against, abstained, *, present=66, **words):
    needed = majority(words.get("rule", "majority_of_all")).needed(71)
    counted = {"in_favour": in_favour, "against": against, "abstained": abstained}
    counted["not_voting"] = present - in_favour - against - abstained
    outcome = "adopted" if in_favour >= needed else "rejected"
    return vote(story, about, title, outcome=outcome, present=present, **counted, **words)


def options(story, of, rows):
    for position, (label, words) in enumerate(rows, 1):
        Option.objects.create(township=story.township, vote=of, position=position, label=label, **words)


def _motion(story):
    motion = Motion.objects.create(
        township=story.township,
        convocation=story.session,
        serial=1,
        title="关于实施乡村振兴战略的议案",
        state="rejected",
        handed_in_at=OPENING,
    )
    for place, deputy in enumerate(story.deputies[20:26]):
        MotionSigner.objects.create(
            township=story.township,
            motion=motion,
            deputy=deputy,
            position=place,
            confirmed_at=OPENING,
            confirmed_how="paper",
        )
    Amendment.objects.create(
        township=story.township,
        motion=motion,
        brought_by="第三代表团",
        text="将“三年”改为“5年”",
        entered_at=OPENING,
        answer="rejected",
        answered_at=OPENING,
    )
    return item(story, "审议代表提出的议案", 30, kind="motion", motion=motion, speaker="代表021")


def _election(story):
    election = Election.objects.create(
        township=story.township, convocation=story.session, post="head", state="settled"
    )
    people = [
        Candidate.objects.create(township=story.township, election=election, name=name, is_final=True)
        for name in ("周建明", "何文秀")
    ]
    about = item(story, "选举清溪镇人民政府镇长", 60, kind="election")
    first = vote(
        story,
        about,
        "选举镇长",
        method="paper",
        rule="most_over_half",
        subject="election",
        election=election,
        issued=66,
        returned=66,
        valid=65,
        void=1,
        outcome="partly",
        takes_write_ins=True,
    )
    options(
        story,
        first,
        (
            (
                "周建明",
                {"candidate": people[0], "in_favour": 34, "against": 28, "abstained": 3, "is_chosen": False},
            ),
            (
                "何文秀",
                {"candidate": people[1], "in_favour": 27, "against": 30, "abstained": 8, "is_chosen": False},
            ),
            ("欧阳敏", {"is_write_in": True, "in_favour": 4, "is_chosen": False}),
        ),
    )
    second = vote(
        story,
        about,
        "再次选举镇长",
        at=75,
        method="slips",
        rule="most_over_half",
        subject="election",
        election=election,
        repeats=first,
        issued=66,
        returned=65,
        valid=65,
        void=0,
        outcome="chosen",
    )
    options(
        story,
        second,
        (
            (
                "周建明",
                {"candidate": people[0], "in_favour": 41, "against": 22, "abstained": 2, "is_chosen": True},
            ),
            (
                "何文秀",
                {"candidate": people[1], "in_favour": 22, "against": 40, "abstained": 3, "is_chosen": False},
            ),
        ),
    )
    return about


def _choice(story):
    about = item(story, "票决2025年民生实事项目", 95, kind="projects")
    cast = vote(
        story,
        about,
        "2025年民生实事项目",
        method="paper",
        rule="most_votes",
        subject="choice",
        winners=4,
        issued=66,
        returned=64,
        valid=62,
        void=2,
        outcome="tie",
        needed=1,
        at=99,
    )
    votes = (57, 55, 51, 39, 39, 7)
    options(
        story,
        cast,
        [
            (name, {"in_favour": count, "is_chosen": count > 39})
            for name, count in zip(PROJECTS, votes, strict=True)
        ],
    )
    roll = decision(story, about, "关于批准项目资金的决议", 50, 9, 5, method="roll_call", present=64, at=110)
    said = ["in_favour"] * 50 + ["against"] * 9 + ["abstained"] * 5
    Voice.objects.bulk_create(
        Voice(township=story.township, vote=roll, deputy=deputy, said=word)
        for deputy, word in zip(story.deputies[:64], said, strict=True)
    )
    Vote.objects.create(
        township=story.township,
        meeting=story.meeting,
        item=about,
        title="关于追加项目的决定",
        state="cancelled",
        reason="提案人撤回",
    )
    return about
