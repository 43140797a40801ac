"""The minutes: every number in them is one of the records, in its place; nothing is said of what was not."""

import io
import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localtime
from docx import Document

from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem, Presence, PresidiumDecision, Speech
from huiyin.assembly.models.motions import Amendment, Motion, MotionSigner
from huiyin.assembly.models.sessions import Guest, Leave
from huiyin.assembly.models.votes import Option, TellerSheet, Vote
from huiyin.assembly.papers.minutes import minutes
from huiyin.assembly.tests.factories import OPENING, convocation, meeting, seated
from huiyin.assembly.tests.held import decision, held, item, minutes_after, speak
from huiyin.core.numerals import numeral
from huiyin.journal.actions import record
from huiyin.papers.kinds.minutes import compose
from huiyin.papers.layouts.drawing import draw
from huiyin.people.models import Deputy, Seat

PRINTED = date(2024, 7, 2)


def drafted(sitting):
    return compose(minutes(sitting, recorder="何文秀", on=PRINTED))


def lines_of(sheet):
    """All that the Word file says, paragraph by paragraph and row by row, in the order in which it stands."""
    document = Document(io.BytesIO(draw(sheet)))
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += ["|".join(cell.text for cell in row.cells) for row in block.rows]
        elif block.text:
            lines.append(block.text)
    return lines


@pytest.fixture
def story(township):
    return held(township)


def typed_words(story):
    """Every free text and name of the records: what is typed is not counted by the minutes."""
    here = {"township": story.township}
    for model, columns in (
        (Deputy, ["name"]), (Guest, ["name", "capacity"]), (AgendaItem, ["title", "speaker"]),
        (Speech, ["text"]), (Motion, ["title"]), (Amendment, ["brought_by", "text"]),
        (Vote, ["title", "reason"]), (Option, ["label"]), (Candidate, ["name"]),
        (PresidiumDecision, ["text"]),
    ):  # fmt: skip
        for row in model.objects.filter(**here).values_list(*columns):
            yield from (text for one in row for text in one.split("\n") if text)


def numbers_in(text, story):
    for words in sorted(set(typed_words(story)), key=len, reverse=True):
        text = text.replace(words, "")
    return [int(digits) for digits in re.findall(r"[0-9]+", text)]


def clock_of(moment):
    at = localtime(moment)
    return [at.hour, at.minute] if at.minute else [at.hour]


def head_numbers(story):
    """The day, the time, and everybody who belongs to the meeting in one of three lists."""
    sitting, day = story.meeting, localtime(story.meeting.opened_at)
    of_all = Seat.objects.filter(township=story.township, until_at__isnull=True).count()
    came = Presence.objects.filter(meeting=sitting).values("deputy").distinct().count()
    leave = Leave.objects.filter(convocation=story.session, answer="granted").count()
    first = Presence.objects.filter(meeting=sitting, from_at__lte=sitting.opened_at).count()
    guests = Guest.objects.filter(convocation=story.session, present_at__isnull=False).count()
    moves = [one.from_at for one in Presence.objects.filter(meeting=sitting, from_at__gt=sitting.opened_at)]
    moves += [
        one.until_at for one in Presence.objects.filter(meeting=sitting, until_at__lt=sitting.closed_at)
    ]
    times = [number for at in sorted(moves) for number in clock_of(at)]
    opened, closed = clock_of(sitting.opened_at), clock_of(sitting.closed_at)
    return [
        day.year, day.month, day.day, *opened, *closed, of_all, came, leave, of_all - came - leave, guests,
        *opened, of_all, first, leave, *times,
    ]  # fmt: skip


def option_numbers(vote):
    """What each option got, as the list or the sentence tells it."""
    rows = list(vote.options.order_by("position"))
    if vote.subject == "choice":
        rows.sort(key=lambda one: -one.in_favour)
        return [number for place, one in enumerate(rows, 1) for number in (place, one.in_favour)]
    counts = [(one.in_favour, one.against, one.abstained) for one in rows]
    return [number for counted in counts for number in counted if number is not None]


def vote_numbers(vote):
    if vote.state == "cancelled":
        return []
    begin = [vote.of_all, vote.present]
    if vote.subject == "decision":
        left = [vote.not_voting] if vote.not_voting else []
        return [*begin, vote.in_favour, vote.against, vote.abstained, *left, vote.needed]
    box = [vote.issued, vote.returned, vote.valid, vote.void]
    places = [vote.winners, *begin, *box, *option_numbers(vote)]
    won = vote.options.filter(is_chosen=True).count()
    if vote.subject == "choice":
        return [*places, won]
    return [*places, vote.needed] if won else [*places, vote.needed, vote.winners]


def item_numbers(about):
    found = []
    if about.motion:
        signers = MotionSigner.objects.filter(motion=about.motion, confirmed_at__isnull=False)
        found += [about.motion.serial, signers.count()]
    found += clock_of(about.taken_up_at)
    for vote in sorted(about.votes.all(), key=lambda one: (one.opened_at is None, one.opened_at)):
        found += vote_numbers(vote)
    return found


def test_every_number_of_the_minutes_is_one_of_the_records_in_its_place(story):
    text = "\n".join(lines_of(drafted(story.meeting))[2:])  # below the title

    items = AgendaItem.objects.filter(meeting=story.meeting).order_by("taken_up_at")
    expected = head_numbers(story) + [number for one in items for number in item_numbers(one)]
    expected += clock_of(story.meeting.closed_at)
    assert numbers_in(text, story) == expected


def test_the_thresholds_are_those_of_the_law(story):
    for vote in Vote.objects.filter(meeting=story.meeting, rule="majority_of_all").exclude(state="cancelled"):
        of_all = Seat.objects.filter(township=story.township).count()
        assert (vote.of_all, vote.needed) == (of_all, of_all // 2 + 1)


def test_the_title_bears_the_numbers_of_congress_session_and_meeting(story):
    title = drafted(story.meeting).title
    session = story.session.session

    assert title == (
        f"清溪镇第{numeral(session.term.number)}届人民代表大会第{numeral(session.number)}次会议"
        f"第{numeral(story.meeting.number)}次全体会议记录"
    )


def test_items_stand_in_the_order_in_which_they_were_taken_up_and_are_numbered(story):
    early = item(story, "通过会议议程", 1, kind="procedure")

    headings = [line for line in lines_of(drafted(story.meeting)) if re.match("[一二三四五六]、", line)]

    titles = AgendaItem.objects.order_by("taken_up_at").values_list("title", flat=True)
    assert titles[0] == early.title
    assert headings == [f"{numeral(place)}、{title}" for place, title in enumerate(titles, 1)]


def test_everybody_is_in_one_of_the_three_lists(story):
    context = minutes(story.meeting, recorder="何文秀", on=PRINTED)

    lists = [*context["attended"], *context["on_leave"], *context["absent"]]
    assert sorted(lists) == sorted(one.name for one in story.deputies)
    assert context["on_leave"] == ["代表069", "代表070"]
    assert context["absent"] == ["代表071"]


def test_results_are_said_in_the_usual_words(story):
    said = lines_of(drafted(story.meeting))

    for sentence in (
        "赞成票达到通过所需的36票，会议以全体代表的过半数通过《关于镇人民政府工作报告的决议》。",
        "赞成票没有达到通过所需的36票（全体代表的过半数），《实施乡村振兴战略的议案》未获通过。",
        "没有人获得全体代表过半数（36票以上）的选票，应选1名，未能选出。",
        "周建明获得全体代表过半数（36票以上）的选票，当选为清溪镇人民政府镇长。",
        "石桥小学运动场、养老服务站得票相等，不能确定入选项目，须就票数相等的项目再次投票。",
        "对《关于追加项目的决定》的表决取消，原因是：提案人撤回。",
        "第1号议案《关于实施乡村振兴战略的议案》由代表021等6名代表联名提出。",
        "第三代表团提出修正案：将“三年”改为“5年”。会议没有采纳这一修正案。",
    ):
        assert sentence in said


def test_a_roll_call_names_everybody_who_said_something(story):
    said = "\n".join(lines_of(drafted(story.meeting)))

    against = "、".join(one.name for one in story.deputies[50:59])
    assert f"表示反对的有：{against}。" in said


def test_what_was_said_stands_between_the_votes_at_its_time(story):
    speech = speak(story, story.election, None, "请监票人就位", speaker="主持人")
    Speech.objects.filter(pk=speech.pk).update(at=minutes_after(74))

    said = lines_of(drafted(story.meeting))

    place = said.index("主持人：请监票人就位。")
    assert said[place - 1].startswith("没有人获得")
    assert "再次选举" in said[place + 1]


def test_nothing_is_said_of_what_was_not(township):
    deputies = seated(township, 30)
    sitting = meeting(township, session=convocation(township), state="closed", present=deputies)
    Presence.objects.update(until_at=sitting.closed_at)

    said = "\n".join(lines_of(drafted(sitting)))

    for words in ("发言", "表决", "请假", "缺席", "列席", "会议期间", "一、", "主 持 人"):
        assert words not in said


def test_an_item_that_was_taken_off_is_said_to_be(story):
    item(story, "审议补充报告", 0, state="dropped")

    said = lines_of(drafted(story.meeting))

    assert said[said.index("五、审议补充报告") + 1] == "本项议程未进行，已从议程中撤下。"


def test_words_before_the_first_item_and_after_the_last_stand_there(story):
    for at, text in ((2, "现在开会"), (170, "谢谢各位代表")):
        speech = speak(story, None, None, text, speaker="主持人")
        Speech.objects.filter(pk=speech.pk).update(at=minutes_after(at))

    said = lines_of(drafted(story.meeting))

    assert said.index("主持人：现在开会。") < said.index("一、听取和审议镇人民政府工作报告")
    assert said[said.index("主持人：谢谢各位代表。") + 1] == "12时，主持人宣布散会。"


@pytest.mark.parametrize(
    ("of_all", "present", "said"),
    [
        (71, 66, "应到代表71人，实到66人，出席人数超过全体代表的三分之二，符合法定人数，会议有效。"),
        (72, 48, "应到代表72人，实到48人，出席人数达到全体代表的三分之二，符合法定人数，会议有效。"),
    ],
)
def test_exactly_the_quorum_is_reached_and_more_exceeds_it(township, of_all, present, said):
    sitting = meeting(
        township, session=convocation(township), state="closed", present=seated(township, of_all)[:present]
    )

    assert f"9时，主持人宣布开会。{said}" in lines_of(drafted(sitting))


def test_an_item_without_a_speaker_is_said_by_its_number(story):
    said = lines_of(drafted(story.meeting))

    assert said[said.index("四、票决2025年民生实事项目") + 1] == "10时35分，会议进行第四项议程。"


def test_a_deputy_who_explains_a_motion_is_called_a_deputy(story):
    for typed in ("代表021", "代表 代表021"):
        AgendaItem.objects.filter(pk=story.motion.pk).update(speaker=typed)

        assert "9时30分，代表021代表作说明。" in lines_of(drafted(story.meeting))


def test_a_motion_that_bears_its_own_title_is_considered(story):
    AgendaItem.objects.filter(pk=story.motion.pk).update(title="关于整治河道的议案")

    assert "二、审议关于整治河道的议案" in lines_of(drafted(story.meeting))


def test_who_is_present_stands_in_the_order_of_strokes(story):
    Deputy.objects.filter(pk=story.deputies[0].pk).update(name="魏长河")
    Deputy.objects.filter(pk=story.deputies[1].pk).update(name="丁守义")

    attended = minutes(story.meeting, recorder="", on=PRINTED)["attended"]

    assert (attended[0], attended[-1]) == ("丁守义", "魏长河")
    assert any(
        line.startswith("出席代表：68人（按姓氏笔画为序）：丁守义、")
        for line in lines_of(drafted(story.meeting))
    )


def test_who_counted_the_last_time_is_named(story):
    for vote, attempts in ((story.votes["选举镇长"], 2), (story.votes["2025年民生实事项目"], 1)):
        for attempt in range(1, attempts + 1):
            for teller, name in enumerate(
                ("段文武", "黎秀英") if attempt == attempts else ("易芳", "易芳"), 1
            ):
                TellerSheet.objects.create(
                    township=story.township, vote=vote, teller=teller, attempt=attempt, teller_name=name,
                    typed_at=OPENING, issued=66, returned=66, void=1, counts={},
                )  # fmt: skip

    said = "\n".join(lines_of(drafted(story.meeting)))

    assert "经计票人段文武、黎秀英计票，计票结果：周建明赞成34票" in said
    assert "无效票2张。经计票人段文武、黎秀英计票，计票结果如下：\n序号|" in said
    assert "易芳" not in said


def test_a_by_election_is_called_one(story):
    Election.objects.update(is_by_election=True)

    said = "\n".join(lines_of(drafted(story.meeting)))

    assert "采用无记名投票的方式，补选清溪镇人民政府镇长，应选1名。应到代表71人，实到66人。" in said
    assert "再次补选清溪镇人民政府镇长" in said


def test_a_meeting_that_is_not_closed_has_no_minutes(township):
    sitting = meeting(township, session=convocation(township), present=seated(township, 3))

    with pytest.raises(ValueError, match="closed"):
        minutes(sitting, recorder="", on=PRINTED)


@pytest.fixture
def presidium(township, clerk):
    """A presidium meeting between sessions: one decision, one motion put on the agenda."""
    members = seated(township, 9, members=9)
    sitting = meeting(
        township, kind="presidium", number=8, state="closed", present=members[:7], chaired_by=members[0]
    )
    Presence.objects.update(until_at=sitting.closed_at)
    PresidiumDecision.objects.create(
        township=township, meeting=sitting, text="由副主席牵头督办第3号建议", decided_at=OPENING
    )
    Motion.objects.create(
        township=township, convocation=convocation(township), serial=2, title="关于整治河道的议案",
        state="on_agenda", handed_in_at=OPENING, decided_at=OPENING, decided_in=sitting,
    )  # fmt: skip
    return sitting


def test_presidium_minutes_say_what_was_decided(presidium):
    said = lines_of(drafted(presidium))

    assert "".join(said[:2]).startswith("清溪镇第十三届人民代表大会主席团第八次会议记录")
    assert "会议决定：由副主席牵头督办第3号建议。" in said
    assert "会议决定，将第2号议案《关于整治河道的议案》列入会议议程。" in said
    assert (
        "9时，主持人宣布开会。应到主席团成员9人，实到7人，出席人数超过主席团全体成员的半数，"
        "符合法定人数，会议有效。"
    ) in said


def test_presidium_minutes_bear_the_digest_of_the_month_before(presidium, clerk):
    entry = record(presidium, "close_meeting", by=clerk, at=OPENING, act_id=presidium.pk, present=7, of_all=9)

    said = lines_of(drafted(presidium))

    assert said[-3] == (
        f"附：截至2024年6月末，本镇系统日志共{entry.seq}条，末条摘要（SHA-256）：{entry.digest}。"
    )


def test_a_month_without_an_entry_has_no_digest(presidium):
    context = minutes(presidium, recorder="", on=PRINTED - timedelta(days=400))

    assert context["journal"] is None


def test_a_step_of_the_day_is_voted_on_without_title_marks(story):
    decision(story, story.report, "关于通过会议议程的表决", 60, 3, 3, at=6)

    said = lines_of(drafted(story.meeting))

    assert any("就通过会议议程进行表决。" in line for line in said)
    assert "赞成票达到通过所需的36票，会议以全体代表的过半数通过。" in said


def test_who_reports_is_not_said_twice_to_speak(story):
    AgendaItem.objects.filter(pk=story.report.pk).update(speaker="镇长 周建明")
    speak(story, story.report, None, "", speaker="镇长 周建明")

    said = lines_of(drafted(story.meeting))

    assert "9时05分，镇长周建明作报告。" in said
    assert not any(line.startswith("镇长周建明") for line in said)


def test_delegations_meet_without_chair_and_quorum(township):
    deputies = seated(township, 6)
    sitting = meeting(
        township, session=convocation(township), kind="delegation", state="closed", present=deputies[:2]
    )

    said = lines_of(drafted(sitting))

    assert "9时，各代表团分别开会。应到代表6人，实到2人。" in said
    assert "12时，会议结束。" in said
