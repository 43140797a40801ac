"""Papers of the assembly: issued once, kept as issued, only when the records bear them."""

import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from huiyin.assembly.actions.issuing import issue_assembly_paper
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.sessions import Delegation, DelegationMember, Guest, Invitation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.papers.package import package_pdf, package_zip
from huiyin.assembly.queries.printables import (
    WAITS,
    last_issued,
    papers_of_meeting,
    papers_of_session,
    wait_of,
)
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, moment, seated
from huiyin.assembly.tests.held import held, item, vote
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.papers.layouts import fonts
from huiyin.papers.models import Paper
from huiyin.papers.queries import issued_bytes, issued_pdf
from huiyin.people.models import Seat

SESSION = "清溪镇第十三届人民代表大会第三次会议"


@pytest.fixture
def story(township):
    return held(township)


def issued(subject, kind, at=LATER, **words):
    return issue_assembly_paper(subject, kind=kind, **doing(at, words.pop("by", None)), **words)


def text_of(paper):
    document = Document(io.BytesIO(issued_bytes(paper)))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + tables)


def test_a_paper_is_kept_as_word_file_and_as_pdf_and_named_in_the_journal(story, clerk):
    paper = issued(story.meeting, "minutes", by=clerk)

    assert hashlib.sha256(issued_bytes(paper)).hexdigest() == paper.sha256
    assert issued_pdf(paper).startswith(b"%PDF")
    assert paper.pdf_pages >= 4
    assert "记 录 人：何文秀" in text_of(paper)
    entry = Entry.objects.get(act="issue_assembly_paper")
    assert (entry.facts["kind"], entry.facts["sha256"]) == ("minutes", paper.sha256)


def test_a_repeated_issue_changes_nothing(story):
    words = doing(LATER)

    first = issue_assembly_paper(story.meeting, kind="minutes", **words)
    again = issue_assembly_paper(story.meeting, kind="minutes", **words)

    assert first == again
    assert Paper.objects.count() == 1


def test_only_the_office_issues(story, water_handler, operator):
    for person in (water_handler, operator):
        with pytest.raises(PermissionDenied):
            issued(story.meeting, "minutes", by=person)


def test_notice_resolution_and_announcement_share_the_towns_numbers(story):
    Invitation.objects.create(
        township=story.township, convocation=story.session, deputy=story.deputies[0], code="7KQ4M2XWA"
    )

    notice = issued(story.session, "session_notice")
    resolution = issued(story.votes["关于镇人民政府工作报告的决议"], "resolution")
    agenda = issued(story.session, "agenda")

    assert [notice.number, resolution.number] == ["清人发〔2024〕1号", "清人发〔2024〕2号"]
    assert agenda.number == ""


def test_every_deputy_has_a_letter_and_no_code_is_kept(story, clerk):
    for place, code in enumerate(("7KQ4M2XWA", "H8T3VXPCR")):
        Invitation.objects.create(
            township=story.township, convocation=story.session, deputy=story.deputies[place], code=code
        )

    paper = issued(story.session, "session_notice", by=clerk, link_to=lambda code: f"https://town/{code}/")

    text = text_of(paper)
    assert "代表001代表：" in text
    assert "H8T-3VX-PCR" in text
    assert (paper.context["codes"], paper.context["links"]) == ("", "")
    assert "7KQ" not in str(paper.context)
    assert paper.person == "代表001、代表002"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("roster", ("代表名册", "共71名", "代表071")),
        ("day_plan", ("第一次全体会议", "听取和审议镇人民政府工作报告", "上午9时")),
        ("agenda", ("一、听取和审议镇人民政府工作报告。", "四、票决2025年民生实事项目。")),
        ("qualification_report", ("本届选出代表71名", "实有代表71名")),
        ("results", ("关于镇人民政府工作报告的决议", "选举镇长：应到71人，实到66人", "柳溪村饮水工程")),
        ("delegations_list", ("一、第一代表团（2人）", "召集人：代表001。", "二、列席人员（2人）", "岳东升")),
    ],
)
def test_the_papers_of_a_session_say_what_is_recorded(story, kind, words):
    group = Delegation.objects.create(township=story.township, convocation=story.session, name="第一代表团")
    for deputy in story.deputies[:2]:
        DelegationMember.objects.create(
            township=story.township, convocation=story.session, delegation=group, deputy=deputy,
            heads=deputy == story.deputies[0],
        )  # fmt: skip

    text = text_of(issued(story.session, kind))

    assert [one for one in words if one not in text] == []


def test_seats_that_changed_since_the_session_before_are_reported(story):
    before = convocation(story.township, number=2, state="planned").session
    before.opens_on, before.closes_on = moment(2023, 12, 19).date(), moment(2023, 12, 20).date()
    before.save()
    left = Seat.objects.filter(deputy=story.deputies[70])
    left.update(until_at=moment(2024, 3, 11), ended_by="moved")

    paper = issued(story.session, "qualification_report")
    gone = issued(left.get(), "announcement")

    text = text_of(paper)
    assert "截至2023年12月20日，清溪镇第十三届人民代表大会实有代表71名" in text
    assert "代表代表071，因迁出或者调离本行政区域，代表资格于2024年3月11日终止。" in text
    assert "截至2024年6月27日，清溪镇第十三届人民代表大会实有代表70名。" in text
    assert "现清溪镇人民代表大会实有代表70名" in text_of(gone)


def test_a_seat_that_was_taken_is_announced(story):
    seat = Seat.objects.get(deputy=story.deputies[3])

    assert "补选代表004为清溪镇人民代表大会代表" in text_of(issued(seat, "announcement"))


def test_the_papers_of_a_meeting_say_who_belongs_to_it_and_what_the_chair_says(story):
    sheet = text_of(issued(story.meeting, "sign_in_sheet"))
    script = text_of(issued(story.meeting, "chair_script"))

    assert "应到代表71人" in sheet
    assert "代表071" in sheet
    assert "听取和审议镇人民政府工作报告" in script


def test_ballot_and_tally_sheet_of_a_paper_ballot(story):
    election = story.votes["选举镇长"]

    ballot, tally = (text_of(issued(election, kind)) for kind in ("ballot", "tally_sheet"))

    assert "清溪镇人民政府镇长候选人" in ballot
    assert "姓名：" in ballot
    assert "34" not in ballot
    assert "应到71人，实到66人" in tally
    assert "34" in tally


def test_a_tally_sheet_before_the_count_is_blank(story):
    election = story.votes["选举镇长"]
    Vote.objects.filter(pk=election.pk).update(state="open")

    assert "34" not in text_of(issued(election, "tally_sheet"))


def test_a_resolution_takes_the_items_own_text_or_the_usual_sentence(story):
    adopted = story.votes["关于镇人民政府工作报告的决议"]
    usual = text_of(issued(adopted, "resolution"))
    story.report.text = "会议听取了报告。\n一、批准报告"
    story.report.save()

    own = text_of(issued(Vote.objects.get(pk=adopted.pk), "resolution"))

    assert "听取和审议了镇人民政府工作报告。会议决定，批准这个报告。" in usual
    assert "会议听取了报告。\n一、批准报告" in own


def test_who_was_elected_and_what_was_chosen_is_announced(story):
    election = story.votes["选举镇长"].election
    election.candidates.filter(name="周建明").update(elected_at=OPENING)
    type(election).objects.filter(pk=election.pk).update(state="done")
    Vote.objects.filter(title="2025年民生实事项目").update(outcome="chosen")
    choice = Vote.objects.get(title="2025年民生实事项目")

    elected, chosen = text_of(issued(election, "announcement")), text_of(issued(choice, "announcement"))

    assert "选举周建明为清溪镇人民政府镇长。" in elected
    assert "票决确定清溪镇2025年民生实事项目3项：" in chosen
    assert "集镇路灯改造" in chosen


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        ("session_notice", "planned", "Call the session first"),
        ("session_notice", "called_off", "called off"),
        ("agenda", "planned", "No plenary meeting"),
        ("day_plan", "planned", "No meeting is planned"),
        ("delegations_list", "planned", "no delegations"),
        ("results", "planned", "No result"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_session_without_the_records_has_no_such_paper(township, kind, state, said):
    with pytest.raises(ActRefused, match=said):
        issued(convocation(township, state=state), kind)


@pytest.mark.usefixtures("english")
def test_meetings_votes_and_elections_wait_for_their_end(story):
    open_one = meeting(story.township, session=story.session, number=2)
    called_off = meeting(story.township, session=story.session, number=3, state="called_off")
    election = story.votes["选举镇长"].election
    hands = story.votes["关于镇人民政府工作报告的决议"]
    open_vote = vote(story, item(story, "其他", 150), "关于其他事项的决议", outcome="rejected")
    cancelled = vote(story, None, "选举", at=160, method="paper", outcome="void")
    Vote.objects.filter(pk=cancelled.pk).update(state="cancelled")

    for kind, subject, said in (
        ("minutes", open_one, "not closed"),
        ("sign_in_sheet", called_off, "called off"),
        ("announcement", election, "not concluded"),
        ("ballot", hands, "not taken by ballots"),
        ("ballot", Vote.objects.get(pk=cancelled.pk), "cancelled"),
        ("resolution", open_vote, "Nothing was adopted"),
        ("announcement", story.votes["2025年民生实事项目"], "all places"),
    ):
        with pytest.raises(ActRefused, match=said):
            issued(subject, kind)


@pytest.mark.usefixtures("english")
def test_what_is_not_announced_is_not_printed(story):
    Vote.objects.exclude(state="cancelled").update(state="closed", outcome="")
    adopted = Vote.objects.get(title="关于镇人民政府工作报告的决议")
    choice = Vote.objects.get(title="2025年民生实事项目")
    election = story.votes["选举镇长"].election
    type(election).objects.filter(pk=election.pk).update(state="done")
    election.refresh_from_db()

    assert "not announced" in wait_of("resolution", adopted)
    assert "not announced" in wait_of("announcement", choice)
    assert "Nobody" in wait_of("announcement", election)


def test_a_paper_about_another_sort_of_record_does_not_exist(story):
    with pytest.raises(LookupError):
        wait_of("minutes", story.session)


def test_without_a_chinese_font_there_is_the_word_file_alone(story, monkeypatch):
    monkeypatch.setattr(fonts, "FAMILIES", {"fang": ("No such font",)})

    paper = issued(story.session, "agenda")

    assert paper.pdf_name == ""
    assert issued_bytes(paper).startswith(b"PK")


def test_the_list_has_each_paper_once_with_what_was_issued_newest_first(story):
    first, second = issued(story.session, "agenda"), issued(story.session, "agenda", at=moment(2024, 6, 28))

    found = papers_of_session(story.session)

    keys = [(one.kind, one.subject.pk) for one in found]
    assert len(keys) == len(set(keys))
    assert next(one for one in found if one.kind == "agenda").papers == [second, first]
    assert last_issued(found) == [second]
    assert {one.kind for one in papers_of_meeting(story.meeting)} >= {"minutes", "ballot", "resolution"}


def test_the_list_asks_no_more_with_more_meetings(story, django_assert_num_queries):
    with django_assert_num_queries(10):
        papers_of_session(story.session)

    for number in (2, 3, 4):
        meeting(story.township, session=story.session, number=number)
    with django_assert_num_queries(10):
        papers_of_session(story.session)


@pytest.fixture
def packed(story):
    papers = [issued(story.session, kind) for kind in ("agenda", "day_plan", "results")]
    papers += [issued(story.meeting, kind) for kind in ("sign_in_sheet", "minutes")]
    return last_issued(papers_of_session(story.session)), papers


def test_the_package_holds_every_paper_byte_for_byte_in_the_order_of_the_session(packed):
    papers, _issued = packed

    content = package_zip(SESSION, "清溪镇", papers)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        contents = Document(io.BytesIO(archive.read("00-目录.docx")))
        files = {name: archive.read(name) for name in names if not name.startswith("00")}
    assert [name[:2] for name in names] == ["00", "00", *(f"{n:02}" for n in range(1, 6) for _ in range(2))]
    assert list(files.values()) == [part for one in papers for part in (issued_bytes(one), issued_pdf(one))]
    listed = [[cell.text.replace("\n", "") for cell in row.cells] for row in contents.tables[0].rows][1:]
    assert [row[-1] for row in listed] == [one.sha256 for one in papers]
    assert [row[2] for row in listed] == [name for name in files if name.endswith(".docx")]
    assert package_zip(SESSION, "清溪镇", papers) == content


def test_one_pdf_of_all_says_on_which_page_each_begins(packed):
    pdfplumber = pytest.importorskip("pdfplumber")
    papers, _issued = packed

    content = package_pdf(SESSION, "清溪镇", papers)

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        texts = ["".join((page.extract_text() or "").split()) for page in pdf.pages]
    assert len(texts) == 1 + sum(one.pdf_pages for one in papers)
    begins = [2 + sum(one.pdf_pages for one in papers[:place]) for place in range(len(papers))]
    for paper, page in zip(papers, begins, strict=True):
        assert f"{paper.title.removeprefix(SESSION)}{page}" in texts[0]
        assert f"总第{page}页" in texts[page - 1]


def test_a_paper_without_pdf_is_named_in_the_contents_and_says_so(story, monkeypatch):
    issued(story.session, "agenda")
    with monkeypatch.context() as patched:
        patched.setattr(fonts, "FAMILIES", {"fang": ("No such font",)})
        issued(story.session, "day_plan")

    content = package_pdf(SESSION, "清溪镇", last_issued(papers_of_session(story.session)))

    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        first = "".join((pdf.pages[0].extract_text() or "").split())
    assert "页码为“—”的文件印发时没有PDF" in first


def test_every_kind_of_the_list_can_be_issued_or_says_why_not(story):
    Guest.objects.filter(convocation=story.session).delete()

    for printable in papers_of_session(story.session):
        if not printable.wait:
            assert issued(printable.subject, printable.kind).sha256
    assert {kind for kind, _table in WAITS} >= {one.kind for one in papers_of_session(story.session)}
    assert Meeting.objects.get(pk=story.meeting.pk).state == "closed"


def test_seated_deputies_of_a_presidium_sign_without_delegation(township):
    seated(township, 5, members=5)

    paper = issued(meeting(township, kind="presidium", number=4, state="planned"), "sign_in_sheet")

    assert "应到主席团成员5人" in text_of(paper)
