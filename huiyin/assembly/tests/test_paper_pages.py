"""The pages of papers: what can be issued, one button each, downloads and the package; who is kept out."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from huiyin.assembly.actions.issuing import issue_assembly_paper
from huiyin.assembly.models.sessions import Invitation
from huiyin.assembly.tests.factories import LATER, convocation, doing, meeting, seated
from huiyin.assembly.tests.held import held
from huiyin.core.tenancy import uuid7
from huiyin.papers.layouts import fonts
from huiyin.papers.models import Paper
from huiyin.papers.queries import issued_bytes, issued_pdf
from huiyin.papers.storage import folder_of
from huiyin.people.models import Seat
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", "2024-06-28")


@pytest.fixture
def story(township):
    return held(township)


@pytest.fixture
def deputy(story):
    return cast.person(story.township, "deputy", "代表001", Role.DEPUTY, deputy=story.deputies[0])


def get(client, name, row, user):
    client.force_login(user)
    return client.get(reverse(f"assembly:{name}", args=["qingxi", row.pk]), HTTP_ACCEPT_LANGUAGE="en")


def press(client, kind, row, user, act_id=None):
    client.force_login(user)
    url = reverse("assembly:issue_assembly_paper", args=["qingxi", kind, row._meta.model_name, row.pk])
    return client.post(url, {"act_id": str(act_id or uuid7())}, follow=True, HTTP_ACCEPT_LANGUAGE="en")


def issued(row, kind):
    return issue_assembly_paper(row, kind=kind, **doing(LATER))


def test_the_page_has_a_button_for_each_paper_and_names_what_was_issued(client, story, clerk):
    page = get(client, "papers", story.session, clerk).content.decode()

    press(client, "minutes", story.meeting, clerk)
    after = get(client, "papers", story.session, clerk).content.decode()

    address = reverse(
        "assembly:issue_assembly_paper", args=["qingxi", "minutes", "meeting", story.meeting.pk]
    )
    assert address in page
    assert "Package of all papers" not in page
    paper = Paper.objects.get()
    assert reverse("assembly:paper", args=["qingxi", paper.pk]) in after
    assert reverse("assembly:paper_pdf", args=["qingxi", paper.pk]) in after
    assert "Package of all papers" in after
    assert after.count("btn-primary") == 1


def test_pressed_twice_a_paper_is_issued_once(client, story, clerk):
    act_id = uuid7()

    first = press(client, "agenda", story.session, clerk, act_id)
    again = press(client, "agenda", story.session, clerk, act_id)

    assert Paper.objects.count() == 1
    assert "Issued: Agenda." in first.content.decode()
    assert "sent before" in again.content.decode()


def test_what_cannot_be_issued_yet_says_why(client, township, clerk):
    planned = convocation(township, state="planned")

    page = get(client, "papers", planned, clerk).content.decode()
    refused = press(client, "session_notice", planned, clerk)

    assert "Call the session first" in page
    assert "Call the session first" in refused.content.decode()
    assert not Paper.objects.exists()


def test_the_notices_bear_the_address_that_signs_in(client, story, clerk):
    Invitation.objects.create(
        township=story.township, convocation=story.session, deputy=story.deputies[0], code="7KQ4M2XWA"
    )

    press(client, "session_notice", story.session, clerk)

    assert Paper.objects.get().number == "清人发〔2024〕1号"


@pytest.mark.parametrize("name", ["paper", "paper_pdf"])
def test_a_paper_is_downloaded_as_it_was_issued(client, story, clerk, name):
    paper = issued(story.meeting, "minutes")

    response = get(client, name, paper, clerk)

    assert response.content == (issued_bytes(paper) if name == "paper" else issued_pdf(paper))
    assert response["Cache-Control"] == "private, no-store"


def test_a_deputy_reads_what_is_for_everybody_and_nothing_else(client, story, deputy):
    agenda, minutes = issued(story.session, "agenda"), issued(story.meeting, "minutes")

    page = get(client, "papers", story.session, deputy).content.decode()

    assert reverse("assembly:paper", args=["qingxi", agenda.pk]) in page
    assert reverse("assembly:paper", args=["qingxi", minutes.pk]) not in page
    assert "issue/" not in page
    assert get(client, "paper", agenda, deputy).status_code == 200
    assert get(client, "paper", minutes, deputy).status_code == 404
    assert get(client, "package", story.session, deputy).status_code == 403
    assert press(client, "agenda", story.session, deputy).status_code == 403


def test_strangers_find_nothing(client, story, other_township):
    paper = issued(story.session, "agenda")
    stranger = cast.person(other_township, "stranger", "外人", Role.CLERK)

    for name, row in (
        ("papers", story.session), ("package", story.session), ("package_pdf", story.session),
        ("meeting_papers", story.meeting), ("paper", paper), ("paper_pdf", paper),
    ):  # fmt: skip
        assert get(client, name, row, stranger).status_code == 404
    assert press(client, "agenda", story.session, stranger).status_code == 404


def test_a_unit_finds_no_session_and_no_paper(client, story, water_handler):
    paper = issued(story.session, "agenda")

    assert get(client, "papers", story.session, water_handler).status_code == 404
    assert get(client, "paper", paper, water_handler).status_code == 404


def test_addresses_that_are_nothing_are_not_found(client, story, clerk):
    for kind, row in (("minutes", story.session), ("nothing", story.session), ("agenda", story.deputies[0])):
        assert press(client, kind, row, clerk).status_code == 404


def test_a_change_of_seats_is_announced_by_staff_alone(client, story, clerk, deputy):
    seat = Seat.objects.get(deputy=story.deputies[2])

    assert press(client, "announcement", seat, deputy).status_code == 404
    assert press(client, "announcement", seat, clerk).redirect_chain[-1][0] == reverse(
        "papers:register", args=["qingxi"]
    )


def test_the_presidiums_meeting_has_its_papers_on_a_page_of_its_own(client, township, clerk):
    sitting = meeting(
        township, kind="presidium", number=8, state="closed", present=seated(township, 5, members=5)
    )

    press(client, "minutes", sitting, clerk)
    page = get(client, "meeting_papers", sitting, clerk).content.decode()

    assert "Minutes" in page
    assert reverse("assembly:paper", args=["qingxi", Paper.objects.get().pk]) in page


def test_the_package_is_served_as_zip_and_as_one_pdf(client, story, chair):
    issued(story.session, "agenda")

    packed, whole = (
        get(client, "package", story.session, chair),
        get(client, "package_pdf", story.session, chair),
    )

    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert archive.namelist() == ["00-目录.docx", "00-目录.pdf", "01-议程.docx", "01-议程.pdf"]
    assert whole.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["package", "package_pdf"])
def test_without_papers_there_is_no_package(client, story, clerk, name):
    response = get(client, name, story.session, clerk)

    assert response.status_code == 302
    assert response.url == reverse("assembly:papers", args=["qingxi", story.session.pk])


def test_a_file_that_was_altered_is_not_packed(client, story, clerk):
    paper = issued(story.session, "agenda")
    (folder_of(story.township.pk) / "incoming" / paper.stored_name).write_bytes(b"other")

    client.force_login(clerk)
    url = reverse("assembly:package", args=["qingxi", story.session.pk])
    response = client.get(url, follow=True, HTTP_ACCEPT_LANGUAGE="en")

    assert "was altered" in response.content.decode()


def test_without_a_chinese_font_the_page_says_how_to_get_one(client, story, clerk, monkeypatch):
    monkeypatch.setattr(fonts, "FAMILIES", {"fang": ("No such font",)})
    paper = issued(story.session, "agenda")

    page = get(client, "papers", story.session, clerk).content.decode()

    assert "apt install fonts-noto-cjk" in page
    assert get(client, "paper_pdf", paper, clerk).status_code == 404


def test_only_the_office_may_issue(story, operator):
    with pytest.raises(PermissionDenied):
        issue_assembly_paper(story.session, kind="agenda", **doing(LATER, operator))
