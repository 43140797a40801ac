"""What the assembly's papers say: the usual words, for each outcome."""

import pytest

from huiyin.papers.blocks import (
    Addressee,
    Cell,
    CodeStrip,
    Heading,
    Note,
    Number,
    Paragraph,
    Register,
    Table,
    Title,
)
from huiyin.papers.kinds import (
    announcement,
    ballot,
    chair_script,
    minutes,
    qualification_report,
    resolution,
    results,
    session_notice,
    tally_sheet,
    voting,
)
from huiyin.papers.tests import assembly_samples as samples
from huiyin.papers.wording import clock, joined, named_title, part_of_day, span, stopped


def texts(sheet, kind=Paragraph):
    return [block.text for block in sheet.blocks if isinstance(block, kind)]


def cells(sheet):
    return [
        cell.text
        for block in sheet.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if isinstance(cell, Cell)
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("00:30", "凌晨0时30分"),
        ("09:00", "上午9时"),
        ("12:05", "中午12时05分"),
        ("14:30", "下午2时30分"),
        ("19:00", "晚上7时"),
    ],
)
def test_a_notice_says_the_part_of_the_day(typed, said):
    assert part_of_day(typed) == said


def test_minutes_say_the_hour_as_the_clock_does():
    assert (clock("09:05"), clock("14:00")) == ("9时05分", "14时")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("关于财政预算的决议（草案）", "《关于财政预算的决议（草案）》"),
        ("《镇规划》", "《镇规划》"),
        ("镇人民政府工作报告", "《镇人民政府工作报告》"),
        ("总监票人、监票人名单", "总监票人、监票人名单"),
    ],
)
def test_only_a_text_bears_title_marks(title, said):
    assert named_title(title) == said


def test_a_sentence_ends_with_one_full_stop():
    assert [stopped(one) for one in ("好", "好。", "说“好”", "说“好。”", "好；")] == [
        "好。", "好。", "说“好”。", "说“好。”", "好。",
    ]  # fmt: skip


def test_the_blank_between_office_and_name_is_left_out():
    assert joined("镇长 邓华 A B") == "镇长邓华 A B"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "会议以全体代表的过半数通过《关于镇人民政府工作报告的决议》。"),
        ({"rule": "two_thirds_of_all", "needed": 48}, "通过所需的48票，会议以全体代表的三分之二以上通过"),
        ({"rule": "majority_of_members", "needed": 5}, "会议以主席团全体成员的过半数通过"),
        ({"outcome": "rejected"}, "《关于镇人民政府工作报告的决议》未获通过。"),
        ({"outcome": "rejected", "title": "关于休会的表决"}, "表决事项未获通过。"),
    ],
)
def test_a_decision_is_said_by_its_rule(changes, said):
    assert said in voting.decided(samples.decision(**changes))


def test_who_did_not_vote_is_counted_only_where_there_is_somebody():
    assert "未参加表决" not in voting.counted(samples.decision())[0]
    assert voting.counted(samples.decision(not_voting=4))[0].endswith("未参加表决4人。")


def test_more_ballots_than_were_given_out_void_the_vote():
    void = samples.election(outcome="void", returned=67)

    assert voting.box(void) == "发出选票66张，收回67张。收回的选票多于发出的选票，本次选举无效。"
    assert voting.counted(void) == []
    assert len(minutes.vote_blocks(void)) == 1


def test_places_that_are_left_are_counted():
    options = [samples.option("周建明", 41, 22, 2, is_chosen=True), samples.option("何文秀", 22, 40, 3)]
    partly = samples.election(places=2, options=options, outcome="partly")

    assert voting.chosen(partly)[-1] == (
        "没有其他人获得全体代表过半数（36票以上）的选票，应选2名，当选1名，缺额1名。"
    )


def test_a_preliminary_vote_names_the_candidates():
    options = [samples.option("周建明", 41, is_chosen=True), samples.option("何文秀", 22)]
    vote = samples.election(subject="preliminary", rule="most_votes", options=options, places=2)

    assert "对清溪镇人民政府镇长候选人进行预选" in voting.how_it_was_held(vote)
    assert voting.counted(vote) == [
        "经计票人李明哲、王喆计票，计票结果：周建明41票；何文秀22票。",
        "按照得票多少的顺序，周建明列为清溪镇人民政府镇长正式候选人。",
    ]


def test_a_vote_by_most_votes_says_so():
    again = samples.election(rule="most_votes", repeats=True)

    assert "再次选举" in voting.how_it_was_held(again)
    assert voting.chosen(again) == ["周建明得票最多，当选为清溪镇人民政府镇长。"]


@pytest.mark.parametrize(
    ("vote", "label", "said"),
    [
        (samples.election(rule="most_votes"), "当选条件", "得票多的当选"),
        (samples.election(rule="most_votes", subject="preliminary"), "当选条件", "得票多的列为正式候选人"),
        (samples.choice(), "入选条件", "得票多的入选"),
        (samples.choice(is_ranked=True), "入选条件", "得分高的入选"),
    ],
)
def test_where_the_most_votes_are_enough_no_number_is_needed(vote, label, said):
    sheet = cells(tally_sheet.compose(samples.tally_sheet(vote=vote)))
    summary = results.compose(samples.results(meetings=[{"meeting": "全体会议", "votes": [vote]}]))

    assert sheet[sheet.index(label) + 1] == said
    assert "所需票数" not in sheet
    assert any(f"实到66人，{said}；" in text for text in texts(summary, Heading))
    assert not any("所需" in text for text in texts(summary, Heading))


def test_who_got_no_vote_is_not_said_to_lack_half():
    nobody = samples.election(rule="most_votes", options=[samples.option("周建明", 0)], outcome="partly")

    assert voting.chosen(nobody) == ["没有人得票，应选1名，未能选出。"]


def test_a_by_election_is_called_one_on_ballot_and_announcement():
    paper = ballot.compose(samples.ballot(is_by_election=True))
    made_known = announcement.compose(samples.announcement(is_by_election=True))

    assert texts(paper, Title) == [f"{samples.SESSION}补选清溪镇人民政府镇长选票"]
    assert texts(ballot.compose(samples.ballot(subject="preliminary")), Title)[0].endswith("候选人预选选票")
    assert "补选周建明为清溪镇人民政府镇长。" in texts(made_known)[0]


def test_the_chairs_script_numbers_the_items_alone():
    assert texts(chair_script.compose(samples.chair_script()), Heading) == [
        "开会", "一、听取和审议镇人民政府工作报告", "散会",
    ]  # fmt: skip


def test_a_notice_with_one_part_does_not_number_it():
    one = session_notice.compose(samples.session_notice(agenda=[], meetings=[]))
    three = session_notice.compose(samples.session_notice())

    assert set(texts(one, Heading)) == {"有关要求"}
    assert texts(three, Heading)[:3] == ["一、会议议程", "二、会议时间和地点", "三、有关要求"]


def test_the_specimen_of_a_notice_names_nobody_and_bears_no_code():
    stored = samples.session_notice(codes="", links="")

    sheet = session_notice.specimen(stored)

    assert texts(sheet, Addressee) == ["各位代表"]
    assert not [block for block in sheet.blocks if isinstance(block, CodeStrip)]
    assert "李明哲" not in str(sheet.blocks)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("", "2024年6月27日"),
        ("2024-06-27", "2024年6月27日"),
        ("2024-06-28", "2024年6月27日至28日"),
        ("2024-07-01", "2024年6月27日至7月1日"),
        ("2025-06-28", "2024年6月27日至2025年6月28日"),
    ],
)
def test_what_two_days_share_is_said_once(last, said):
    assert span("2024-06-27", last) == said


def test_a_ranked_choice_is_told_in_points():
    options = [
        samples.option(one, 60, points=90 - n, is_chosen=n < 2) for n, one in enumerate(samples.PROJECTS[:3])
    ]
    vote = samples.choice(is_ranked=True, options=options, places=3)

    assert "得90分" in voting.counted(vote)[0]
    assert "得分高低" in voting.chosen(vote)[0]
    assert voting.chosen(vote)[1] == "应选3项，入选2项，缺1项。"
    assert voting.option_list(vote).heads == ("序号", "项目名称", "得分", "结果")


def test_a_long_election_is_a_list_with_who_was_written_in():
    options = [samples.option(f"候选人{n}", 40 - n, 3, 1, is_tied=n > 3) for n in range(5)]
    options.append(samples.option("欧阳敏", 4, is_write_in=True))

    rows = voting.option_list(samples.election(options=options)).rows

    assert rows[-1] == ("6", "欧阳敏（另选）", "4", "—", "—", "未当选")
    assert rows[4][-1] == "票数相等"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "听取和审议了镇人民政府工作报告。会议决定，批准这个报告。"),
        ({"title": "关于批准2024年财政预算的决议"}, "审查了2024年财政预算。会议决定，批准2024年财政预算。"),
        ({"title": "关于选举办法的决定"}, "审议了选举办法。会议决定，予以通过。"),
        (
            {"title": "关于整治河道的议案", "about": "唐小红等5名代表联名提出的"},
            "审议了唐小红等5名代表联名提出的《关于整治河道的议案》。会议决定，通过该议案。",
        ),
    ],
)
def test_a_resolution_without_a_text_of_its_own_says_the_usual_sentence(changes, said):
    assert texts(resolution.compose(samples.resolution(**changes)))[0].endswith(said)


def test_a_resolution_about_a_motion_is_called_one_and_a_draft_is_one_no_longer():
    motion = resolution.compose(samples.resolution(title="关于整治河道的议案"))
    draft = resolution.compose(samples.resolution(title="关于选举办法的决定（草案）"))

    assert texts(motion, Title)[0].endswith("关于整治河道议案的决议")
    assert texts(draft, Title)[0].endswith("关于选举办法的决定")


@pytest.mark.parametrize("title", ["关于整治河道的议案", "《关于整治河道的议案》", "整治河道的议案（草案）"])
def test_the_title_of_a_resolution_about_a_motion_bears_no_title_marks(title):
    assert texts(resolution.compose(samples.resolution(title=title)), Title) == [
        f"{samples.SESSION}关于整治河道议案的决议"
    ]


def test_the_plan_of_a_motion_follows_the_sentence_that_says_what_was_considered():
    words = {
        "title": "关于整治河道的议案",
        "about": "唐小红等5名代表联名提出的",
        "text": "一是清淤。\n二是护岸。",
    }

    said = texts(resolution.compose(samples.resolution(**words)))

    assert said == [
        f"{samples.SESSION}审议了唐小红等5名代表联名提出的《关于整治河道的议案》。会议决定：",
        "一是清淤。",
        "二是护岸。",
    ]


def test_a_text_that_says_itself_what_was_considered_is_not_said_twice():
    own = f"{samples.SESSION}审议了这件议案。会议决定，予以通过。"

    assert texts(resolution.compose(samples.resolution(title="关于整治河道的议案", text=own))) == [own]


def test_the_number_of_a_resolution_stands_above_its_title():
    first, second, *_rest = resolution.compose(samples.resolution()).blocks

    assert (type(first), type(second)) == (Number, Title)


def test_a_resolution_keeps_the_headings_of_its_text():
    sheet = resolution.compose(samples.resolution(text="一、总体要求\n（一）目标\n会议要求，认真落实。"))

    assert [type(block).__name__ for block in sheet.blocks[-3:]] == ["Heading", "Heading", "Paragraph"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"about": "seat_ended", "ground": "去世", "names": ["唐建国"], "constituency": "柳溪选区"},
         "由柳溪选区选出的清溪镇人民代表大会代表唐建国，因去世，代表资格于2024年6月28日终止。"),
        ({"about": "seat_taken", "names": ["何秀英"], "constituency": "柳溪选区", "now": 71},
         "柳溪选区于2024年6月28日补选何秀英为清溪镇人民代表大会代表，代表资格有效。"),
    ],
)  # fmt: skip
def test_a_change_of_seats_is_announced(changes, said):
    assert texts(announcement.compose(samples.announcement(number="", **changes)))[0].startswith(said)


def test_the_first_report_on_seats_counts_who_was_elected():
    sheet = qualification_report.compose(samples.qualification_report(since="", ended=[], taken=[], due=0))

    assert texts(sheet)[0].startswith("本届选出代表71名。")
    assert not any("变动" in text for text in texts(sheet))


def test_no_change_of_seats_is_said():
    assert "代表没有变动。" in texts(
        qualification_report.compose(samples.qualification_report(ended=[], taken=[]))
    )


def test_a_ballot_says_how_it_is_marked_and_what_makes_it_void():
    election = texts(ballot.compose(samples.ballot()), Note)
    ranked = texts(ballot.compose(samples.projects_ballot(is_ranked=True)), Note)
    choice = texts(ballot.compose(samples.projects_ballot()), Note)

    assert "应选1名，所选人数等于或者少于1名的有效，多于1名的无效。" in election[2]
    assert "填写1至10" in ranked[0]
    assert "多于10项的，整张票无效" in choice[1]


def test_as_many_lines_as_posts_stand_for_others():
    assert cells(ballot.compose(samples.ballot(places=3))).count("姓名：") == 3


def test_a_blank_tally_sheet_has_lines_for_who_is_written_in():
    blank = cells(tally_sheet.compose(samples.tally_sheet(counted=False, tellers=[])))

    assert "另选：" in blank
    assert "41" not in blank
    among_tied = samples.tally_sheet(vote=samples.election(takes_write_ins=False), counted=False)
    assert "另选：" not in cells(tally_sheet.compose(among_tied))
    decision = cells(tally_sheet.compose(samples.tally_sheet(vote=samples.decision(method="paper"))))
    assert "63" in decision


def test_a_summary_lists_decisions_together_and_each_election_by_itself():
    sheet = results.compose(samples.results())

    lists = [block for block in sheet.blocks if isinstance(block, Register)]
    assert [len(one.rows) for one in lists] == [1, 1, 2, 12]


def test_a_meeting_over_midnight_names_both_days():
    sheet = minutes.compose(samples.minutes(closed_on="2024-06-28", ended="00:20"))

    assert sheet.blocks[1].text == "2024年6月27日9时至2024年6月28日0时20分"


def test_a_recall_keeps_the_answer_of_the_person():
    motion = {
        "number": "罢免案第1号", "title": "关于罢免某某的议案", "brought_by": "presidium", "lead": "",
        "signers": 0, "amendments": [], "defence": "我有不同意见", "person": "张三",
    }  # fmt: skip
    said = texts(minutes.compose(samples.minutes(items=[samples.item("审议罢免案", motion=motion)])))

    assert "罢免案第1号《关于罢免某某的议案》由主席团提出。" in said
    assert "张三提出申辩意见：我有不同意见。" in said


def test_a_motion_of_nobody_is_only_named():
    motion = {
        "number": "第1号议案", "title": "关于修路的议案", "brought_by": "deputies", "lead": "", "signers": 0,
        "amendments": [], "defence": "", "person": "",
    }  # fmt: skip
    said = texts(minutes.compose(samples.minutes(items=[samples.item("审议议案", motion=motion)])))

    assert "第1号议案《关于修路的议案》。" in said
