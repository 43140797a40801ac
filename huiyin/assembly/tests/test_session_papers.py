"""The papers around a session: what was adopted and what came later, the day of a report, the specimen."""

import io
import zipfile
from datetime import timedelta

import pytest
from docx import Document

from huiyin.assembly.actions.agenda import drop_item, plan_item
from huiyin.assembly.actions.issuing import issue_assembly_paper
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.sessions import Delegation, DelegationMember, Invitation
from huiyin.assembly.papers.package import OF_NOTICE, package_pdf, package_zip
from huiyin.assembly.papers.seats import qualification_report, seat_announcement
from huiyin.assembly.papers.sessions import agenda, day_plan, sign_in_sheet
from huiyin.assembly.queries.printables import last_issued, papers_of_session
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, moment, seated
from huiyin.papers.kinds.agenda import compose
from huiyin.people.models import Seat

pytestmark = pytest.mark.django_db
SESSION = "清溪镇第十三届人民代表大会第三次会议"
BEFORE = OPENING - timedelta(days=7)


@pytest.fixture
def deputies(township):
    return seated(township, 12)


@pytest.fixture
def session(township, deputies):
    return convocation(township)


@pytest.fixture
def preparatory(township, session):
    """From nine to twelve of the first morning."""
    return meeting(township, session=session, kind="preparatory", state="closed")


@pytest.fixture
def plenary(township, session):
    sitting = meeting(township, session=session, state="planned", at=OPENING + timedelta(hours=5))
    plan_item(sitting, title="听取和审议镇人民政府工作报告", **doing(BEFORE))
    return sitting


def a_motion(session, plenary, at):
    motion = Motion.objects.create(township=session.township, convocation=session, title="关于修路的议案")
    return plan_item(plenary, title=motion.title, kind="motion", motion=motion, **doing(at))


def test_an_agenda_says_when_it_was_adopted_and_names_a_motion_by_what_is_done_about_it(
    session, preparatory, plenary
):
    a_motion(session, plenary, BEFORE)

    said = agenda(session, at=LATER)

    assert said["status"] == "2024年6月27日预备会议通过"
    assert said["items"] == ["听取和审议镇人民政府工作报告", "审议关于修路的议案"]
    assert day_plan(session, at=LATER)["meetings"][1]["items"] == said["items"]


def test_a_motion_that_came_to_the_agenda_later_was_not_adopted_with_it(session, preparatory, plenary):
    a_motion(session, plenary, preparatory.closed_at + timedelta(minutes=10))

    said = agenda(session, at=LATER)

    assert said["status"] == "2024年6月27日预备会议通过，根据主席团决定增加第二项"
    assert [block.text for block in compose(said).blocks[1:3]] == [
        "（2024年6月27日预备会议通过，",
        "根据主席团决定增加第二项）",
    ]


def test_another_item_that_came_later_is_said_to_have_come(session, preparatory, plenary):
    late = doing(preparatory.closed_at + timedelta(minutes=10))
    drop_item(plan_item(plenary, title="撤下的", **late), **doing(LATER))
    a_motion(session, plenary, preparatory.closed_at + timedelta(minutes=10))
    plan_item(plenary, title="其他", **doing(preparatory.closed_at + timedelta(minutes=20)))

    assert agenda(session, at=LATER)["status"] == "2024年6月27日预备会议通过，其后增加第二项、第三项"


def test_the_report_on_seats_is_not_younger_than_the_meeting_that_considers_it(session, deputies):
    sitting = meeting(session.township, session=session, kind="preparatory", state="closed")
    item = plan_item(
        meeting(session.township, session=session, number=2, state="planned", at=OPENING),
        title="审议代表资格审查情况的报告", **doing(BEFORE),
    )  # fmt: skip
    type(item).objects.filter(pk=item.pk).update(meeting=sitting)
    Seat.objects.filter(deputy=deputies[0]).update(until_at=moment(2024, 6, 28, 8), ended_by="resigned")

    before, after = (qualification_report(session, at=at) for at in (BEFORE, moment(2024, 6, 28, 18)))

    assert (before["issued_on"], before["now"]) == ("2024-06-20", 12)
    assert (after["issued_on"], after["now"], after["ended"]) == ("2024-06-27", 12, [])


def test_the_delegations_sign_in_their_order(session, deputies, plenary):
    for place, name in enumerate(("第十代表团", "第二代表团", "第一代表团")):
        group = Delegation.objects.create(township=session.township, convocation=session, name=name)
        DelegationMember.objects.create(
            township=session.township, convocation=session, delegation=group, deputy=deputies[place]
        )

    names = [group["name"] for group in sign_in_sheet(plenary, at=LATER)["groups"]]

    assert names == ["第一代表团", "第二代表团", "第十代表团", ""]


def test_a_seat_taken_in_a_by_election_is_told_as_one(session, deputies):
    assert seat_announcement(Seat.objects.get(deputy=deputies[0]), at=LATER)["is_by_election"]


@pytest.fixture
def packed(session, deputies):
    """Two notices with codes, and one paper that is for everybody."""
    for deputy, code in zip(deputies, ("7KQ4M2XWA", "H8T3VXPCR"), strict=False):
        Invitation.objects.create(township=session.township, convocation=session, deputy=deputy, code=code)
    for kind in ("session_notice", "roster"):
        issue_assembly_paper(session, kind=kind, link_to=lambda code: f"https://town/{code}/", **doing(LATER))
    return last_issued(papers_of_session(session))


def words_of(content):
    document = Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_package_holds_one_notice_without_name_and_code(packed):
    content = package_zip(SESSION, "清溪镇", packed)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    notice = words_of(files[f"01-{OF_NOTICE}.docx"])
    assert "各位代表：" in notice
    assert "（存档样式：发给每位代表的通知另附本人签到码）" in notice
    assert not [one for one in ("代表001", "7KQ", "代表签到证") if one in notice]
    assert f"01-{OF_NOTICE}.pdf" in files
    assert f"{OF_NOTICE}不载代表姓名和签到码，其余每个文件都是当时印发的原样。" in words_of(
        files["00-目录.docx"]
    )
    assert package_zip(SESSION, "清溪镇", packed) == content


def test_the_one_pdf_has_the_specimen_too(packed):
    pdfplumber = pytest.importorskip("pdfplumber")

    with pdfplumber.open(io.BytesIO(package_pdf(SESSION, "清溪镇", packed))) as pdf:
        text = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)

    assert "各位代表" in text
    assert not [code for code in ("7KQ-4M2-XWA", "H8T-3VX-PCR", "代表签到证") if code in text]
