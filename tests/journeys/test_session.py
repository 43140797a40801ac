"""A session of the demonstration town in the browser, from the notice to the minutes and the package."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document

from huiyin.assembly.models.elections import Election
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.core.clock import now
from huiyin.core.tenancy import uuid7
from huiyin.demo.building import build_town
from huiyin.demo.tales import people
from huiyin.people.tests import cast
from huiyin.projects.actions import collect_project, make_candidate
from huiyin.projects.models import Choosing, Project
from tests.journeys.in_session import (
    Desk,
    all_but,
    close_and_announce,
    fill_in,
    prepare_by_hands,
    teller,
    vote_by_phone,
    vote_by_the_others,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DAY, OPENING = "2025-03-10", "2025-04-10"
MOTION = "关于实施乡村振兴战略、建设农旅休闲生态名镇的议案"
BUDGET = "关于批准2025年财政预算的决议"
LEAVES = ("周玉梅", "向志远")
SIGNERS = ("唐小红", "谭细毛", "夏秋莲", "陈国强", "王有福")
CANDIDATES = {"刘志刚": (57, 8, 4), "张海燕": (37, 25, 7), "王立新": (37, 27, 5)}
SECOND = {"张海燕": (40, 28, 1), "王立新": (29, 38, 2)}
PROJECTS = (
    "柳溪村机耕道二期", "中心小学雨棚", "临江渡口整修", "石桥村抗旱井", "农贸市场二期", "刘家坪村污水支管",
    "荷塘村卫生厕所", "竹山湾村护栏", "集镇公共停车场", "双井村助餐点", "长坡村篮球场", "枫树桥村健身角",
)  # fmt: skip


@pytest.fixture
def town(db, monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", DAY)
    return build_town(today=date.fromisoformat(DAY), password=cast.PASSWORD)


def test_a_session_from_notice_to_minutes(windows, town):
    windows.day(DAY)
    desk = Desk(windows, town, windows.open(town.clerk))
    session = Convocation.objects.of(town.township).get(session__number=4)

    called(desk, session)
    leave_asked(desk, session)
    motion = motion_of_five(desk, session)
    choosing = projects_collected(desk, session, town)
    plenary = meeting_planned(desk, session, motion)
    election = candidates_nominated(desk, session)

    windows.day(OPENING)
    hall = windows.open()
    opened(desk, session, plenary, hall)
    budget_adopted(desk, plenary, hall)
    motion_adopted(desk, plenary)
    elected_after_a_tie(desk, plenary, election)
    projects_chosen(desk, plenary, choosing, town)
    ended(desk, session, plenary)
    papers_issued(desk, session, plenary)


def called(desk, session):
    desk.go("assembly:session", session.pk)
    desk.shot("prepared", guide="session")
    desk.act("assembly:change_session", session.pk, motions_until="2025-04-09T18:00")
    desk.act("assembly:call_session", session.pk)
    desk.go("assembly:session", session.pk)
    desk.press_form("/delegations/form/")
    assert "已通知" in desk.text()
    assert session.invitations.count() == 71
    desk.shot("called")


def leave_asked(desk, session):
    for name in LEAVES:
        desk.act("assembly:ask_leave", session.pk, deputy=name, reason="在市里参加培训")
    for leave in session.leaves.all():
        desk.act("assembly:answer_leave", leave.pk, granted__yes=True)
    assert session.leaves.filter(answer="granted").count() == 2


def motion_of_five(desk, session):
    desk.go("assembly:draft_motion", session.pk)
    fill_in(
        desk.page, title=MOTION, cause="建设农旅休闲生态名镇。", grounds="景点分散，配套跟不上。",
        plan="编制三年行动方案，整治公路沿线，连成游线。",
        lead=SIGNERS[0], cosigners="、".join(SIGNERS[1:]), signed_on_paper=True,
    )  # fmt: skip
    desk.shot("motion", guide="motion")
    desk.send()
    motion = Motion.objects.of(desk.town.township).get(title=MOTION, convocation=session)
    desk.act("assembly:hand_in_motion", motion.pk)
    desk.go("assembly:motion", motion.pk)
    assert "第3号议案" in desk.page.locator("main").inner_text()
    return motion


def projects_collected(desk, session, town):
    desk.act(
        "projects:collect_project", title=PROJECTS[0], year="2026", content="硬化机耕道1.2公里。",
        source="代表", village="柳溪村",
    )  # fmt: skip
    for title in PROJECTS[1:]:
        collect_project(town.township, year=2026, title=title, **doing(town))
    for project in Project.objects.of(town.township).filter(year=2026):
        make_candidate(project, screening="符合规划", **doing(town))
    desk.act("projects:open_choosing", year="2026", places="10", convocation="四次会议")
    desk.go("projects:projects")
    desk.shot("projects")
    return Choosing.objects.of(town.township).get(year=2026)


def meeting_planned(desk, session, motion):
    desk.act(
        "assembly:plan_meeting", session.pk, kind="全体会议", starts_at="2025-04-10T09:00",
        place="镇政府三楼会议室", chaired_by="丁守义",
    )  # fmt: skip
    plenary = Meeting.objects.of(desk.town.township).get(convocation=session)
    desk.act(
        "assembly:plan_item",
        plenary.pk,
        title="审查和批准2025年财政预算",
        kind="预算",
        speaker="镇财政所所长 文建军",
    )
    desk.act("assembly:put_on_agenda", motion.pk)
    desk.act("assembly:plan_item", plenary.pk, title="补选副镇长", kind="选举")
    desk.act("assembly:plan_item", plenary.pk, title="票决2026年度民生实事项目", kind="民生实事项目票决")
    desk.go("assembly:meetings", session.pk)
    desk.shot("agenda")
    return plenary


def candidates_nominated(desk, session):
    desk.act("assembly:call_election", session.pk, post="副镇长", places="2", is_by_election=True)
    election = Election.objects.of(desk.town.township).get(convocation=session)
    jointly = "、".join(row[0] for row in people()["deputies"]["of"][9:20])
    for name in CANDIDATES:
        by = (
            {"nominated_by": "代表联名", "nominators": jointly}
            if name == "王立新"
            else {"nominated_by": "主席团"}
        )
        desk.act("assembly:nominate", election.pk, name=name, note="镇干部", **by)
    desk.act("assembly:settle_candidates", election.pk)
    return election


def opened(desk, session, plenary, hall):
    desk.act("assembly:open_session", session.pk)
    desk.go("assembly:sign_in_deputy", plenary.pk)
    desk.page.locator("#who").fill("何桂兰")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text("还差47人").first.wait_for()
    desk.shot("sign-in", guide="sign-in-hall")
    desk.go("assembly:sign_in_deputies", plenary.pk)
    for name in LEAVES:
        desk.page.locator("label", has_text=name).locator("input").check()
    fill_in(desk.page, but=True)
    desk.send()
    desk.go("assembly:meeting", plenary.pk)
    assert "应到71人，实到69人" in desk.text()
    hall.goto(desk.url("assembly:hall", plenary.hall_key))
    desk.next()
    desk.shot("opened")


def item_of(plenary, **words):
    return AgendaItem.objects.get(meeting=plenary, **words)


def vote_of(plenary, **words):
    return Vote.objects.filter(meeting=plenary, **words).latest("id")


def budget_adopted(desk, plenary, hall):
    desk.go("assembly:meeting", plenary.pk)
    desk.next()
    desk.shot("item-in-hand", guide="meeting")
    hall.get_by_text("财政预算").first.wait_for()
    prepare_by_hands(desk, plenary, item_of(plenary, kind="budget"), BUDGET)
    desk.shot("hands", guide="hands")
    all_but(desk, against=2, abstained=3)
    close_and_announce(desk)
    assert "通过" in desk.text()
    hall.get_by_text("赞成64").first.wait_for()
    desk.windows.shot(hall, "session:hall-adopted", guide="hall")
    desk.go("assembly:meeting", plenary.pk)
    desk.next()
    assert vote_of(plenary, item__kind="budget").outcome == "adopted"


def motion_adopted(desk, plenary):
    item = item_of(plenary, kind="motion")
    desk.go("assembly:meeting", plenary.pk)
    desk.next()
    prepare_by_hands(desk, plenary, item, MOTION)
    desk.press("到会69人全部赞成")
    close_and_announce(desk)
    item.motion.refresh_from_db()
    assert item.motion.state == "adopted"
    desk.go("assembly:meeting", plenary.pk)
    desk.next()


def elected_after_a_tie(desk, plenary, election):
    item = item_of(plenary, kind="election")
    desk.go("assembly:meeting", plenary.pk)
    desk.next()
    for counts in (CANDIDATES, SECOND):
        desk.act("assembly:prepare_ballot", election.pk, method__paper=True)
        vote = vote_of(plenary, election=election)
        desk.go("assembly:vote", vote.pk)
        desk.press("开始表决")
        desk.send()
        for number, name in ((1, "段文武"), (2, "黎秀英")):
            teller(desk, vote, number, name, 69, 0, counts)
        desk.shot("tellers", guide="tellers" if counts is CANDIDATES else "")
        close_and_announce(desk)
    outcomes = list(election.votes.order_by("id").values_list("outcome", flat=True))
    assert outcomes == ["tie", "chosen"]
    desk.act("assembly:conclude_election", election.pk)
    desk.go("assembly:election", election.pk)
    desk.shot("elected", guide="election")
    elected = election.candidates.filter(elected_at__isnull=False)
    assert sorted(elected.values_list("name", flat=True)) == ["刘志刚", "张海燕"]
    desk.go("assembly:meeting", plenary.pk)
    desk.next()
    assert AgendaItem.objects.get(pk=item.pk).state == "done"


def projects_chosen(desk, plenary, choosing, town):
    desk.go("assembly:meeting", plenary.pk)
    desk.next()
    desk.act("projects:put_projects_to_vote", choosing.pk, method__slips=True)
    vote = vote_of(plenary, subject="choice")
    desk.act("assembly:print_slips", vote.pk, count="74")
    codes = [code.replace("-", "") for code in desk.page.locator(".slip-code").all_inner_texts()]
    assert len(set(codes)) == 74
    desk.act("assembly:open_vote", vote.pk)
    phone = vote_by_phone(desk.windows, town, codes[0], PROJECTS[-2:])
    desk.windows.shot(phone, "session:phone-ballot", guide="phone-ballot")
    phone.locator("main form button.btn-primary").click()
    phone.wait_for_load_state()
    phone.locator("form[data-cast] button[type=submit]").click()
    phone.get_by_text("已收到").first.wait_for()
    desk.windows.shot(phone, "session:phone-received", guide="phone-received")
    left = [PROJECTS[-2:]] * 40 + [(PROJECTS[0], PROJECTS[-1])] * 28
    vote_by_the_others(town, vote, codes[1:69], left)
    desk.go("assembly:vote", vote.pk)
    assert "69" in desk.text()
    desk.act("assembly:close_vote", vote.pk)
    desk.press("宣布结果")
    desk.shot("projects-chosen")
    chosen = Project.objects.of(town.township).filter(year=2026, state="chosen")
    assert chosen.count() == 10
    assert not chosen.filter(title=PROJECTS[-1]).exists()
    desk.go("assembly:meeting", plenary.pk)
    desk.next()


def ended(desk, session, plenary):
    desk.go("assembly:chair", plenary.pk)
    desk.shot("chair", guide="chair")
    desk.act("assembly:close_meeting", plenary.pk)
    desk.act("assembly:close_session", session.pk)
    desk.go("assembly:attendance", session.pk)
    desk.shot("attendance")


def papers_issued(desk, session, plenary):
    desk.go("assembly:papers", session.pk)
    for _round in range(40):
        fresh = desk.page.locator("form[action*='/papers/issue/'] button", has_text="印发").filter(
            has_not_text="重新"
        )
        if not fresh.count():
            break
        fresh.first.click()
        desk.page.wait_for_load_state()
    desk.shot("papers", guide="papers")
    with desk.page.expect_download() as coming:
        desk.page.locator("a[href$='package.zip']").click()
    package = zipfile.ZipFile(coming.value.path())
    minutes = next(name for name in package.namelist() if "会议记录" in name and name.endswith(".docx"))
    said = "\n".join(one.text for one in Document(io.BytesIO(package.read(minutes))).paragraphs)
    for words in ("应到代表71", "赞成64", "刘志刚", "张海燕", PROJECTS[0]):
        assert words in said, words
    with desk.page.expect_download() as coming:
        desk.page.locator("a[href$='package.pdf']").click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")


def doing(town):
    return {"by": town.clerk, "at": now(), "act_id": uuid7()}
