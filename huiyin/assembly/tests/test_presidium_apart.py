"""What the presidium does in a session is its own: deputies read none of it, and its members of that day stay
those of its minutes.
"""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from docx import Document

from huiyin.assembly.actions.agenda import plan_item
from huiyin.assembly.actions.attendance import sign_in_deputy
from huiyin.assembly.actions.interpellations import (
    answer_interpellation,
    hand_in_interpellation,
    put_interpellation,
    rate_answer,
)
from huiyin.assembly.actions.issuing import issue_assembly_paper
from huiyin.assembly.actions.meetings import close_meeting, open_meeting
from huiyin.assembly.actions.showing import count_hands
from huiyin.assembly.actions.signing import sign_interpellation
from huiyin.assembly.actions.voting import announce_result, close_vote, open_vote
from huiyin.assembly.papers.minutes import minutes
from huiyin.assembly.tests import factories, polls
from huiyin.assembly.tests.drafting import asked
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.people.actions.roster import change_deputy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def deputies(township):
    return factories.seated(township, 12, members=3)


@pytest.fixture
def session(township, deputies):
    return factories.convocation(township)


@pytest.fixture
def decided(township, session, deputies):
    """A vote of the presidium, announced, and one of the congress."""
    meeting = factories.meeting(township, session=session, kind="presidium", present=deputies[:3])
    plan_item(meeting, title="研究人事安排", **doing(LATER))
    plenary = factories.meeting(township, session=session, present=deputies)
    told = []
    for one, rule in ((meeting, "majority_of_members"), (plenary, "majority_of_all")):
        vote = open_vote(polls.prepared(one, title=f"关于{one.kind}的决定", rule=rule), **doing(LATER))
        count_hands(vote, **doing(LATER))
        close_vote(vote, **doing(LATER))
        told.append(announce_result(vote, **doing(LATER)))
    return told


def text_of(page):
    document = Document(io.BytesIO(b"".join(page.streaming_content) if page.streaming else page.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


@pytest.mark.parametrize("kind", ["results", "day_plan"])
def test_a_paper_for_deputies_tells_nothing_of_the_presidiums_meeting(
    client, session, decided, lead_user, kind
):
    paper = issue_assembly_paper(session, kind=kind, **doing(LATER))
    client.force_login(lead_user)

    told = text_of(client.get(reverse("assembly:paper", args=["qingxi", paper.pk])))

    assert "关于presidium的决定" not in told
    assert "研究人事安排" not in told
    assert ("关于plenary的决定" in told) is (kind == "results")


def test_a_deputys_list_names_no_paper_of_the_presidium(client, session, decided, lead_user, clerk):
    for vote in decided:
        issue_assembly_paper(vote, kind="resolution", **doing(LATER))
    pages = {}
    for user in (lead_user, clerk):
        client.force_login(user)
        pages[user] = client.get(reverse("assembly:papers", args=["qingxi", session.pk])).content.decode()

    assert "关于presidium的决定" not in pages[lead_user]
    assert "关于plenary的决定" in pages[lead_user]
    assert "关于presidium的决定" in pages[clerk]


def test_a_deputy_reads_the_attendance_of_the_congress_alone(client, session, decided, lead_user, clerk):
    counted = {}
    for user in (lead_user, clerk):
        client.force_login(user)
        page = client.get(reverse("assembly:attendance", args=["qingxi", session.pk]))
        counted[user] = [roll.meeting.kind for roll, _name in page.context["rolls"]]

    assert counted[lead_user] == ["plenary"]
    assert sorted(counted[clerk]) == ["plenary", "presidium"]


def test_a_post_given_later_changes_no_minutes(township, session, deputies):
    meeting = factories.meeting(township, session=session, kind="presidium", state="planned", at=LATER)
    for deputy in deputies[:3]:
        sign_in_deputy(meeting, deputy=deputy, **doing(LATER))
    meeting = close_meeting(open_meeting(meeting, **doing(LATER)), **doing(LATER + timedelta(hours=1)))
    before = minutes(meeting, recorder="", on=date(2024, 6, 28))

    change_deputy(deputies[0], post="", **doing(LATER + timedelta(hours=2)))
    change_deputy(deputies[7], post="member", **doing(LATER))

    assert minutes(meeting, recorder="", on=date(2024, 6, 28)) == before
    assert (before["of_all"], before["present"]) == (3, 3)


def test_a_name_that_was_never_confirmed_signed_no_interpellation(township):
    deputies = factories.seated(township, 14)
    made = asked(factories.convocation(township), deputies[:10])
    sign_interpellation(made, add=deputies[10:14], **doing())
    hand_in_interpellation(made, **doing())
    put_interpellation(made, how="written", **doing())
    answer_interpellation(made, by_whom="镇长", text="已经安排。", answered_on=date(2024, 6, 27), **doing())

    made = rate_answer(made, satisfied=5, dissatisfied=5, **doing())

    assert made.state == "put"
