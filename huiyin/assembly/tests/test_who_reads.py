"""A deputy reads the congress's own meetings and votes; those of the presidium its own people alone."""

import pytest
from django.urls import reverse

from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meetings(township):
    session = factories.convocation(township)
    congress = factories.meeting(township, session=session)
    presidium = factories.meeting(township, session=session, kind="presidium")
    return congress, presidium


def test_a_deputy_reads_no_meeting_of_the_presidium_and_no_vote_in_it(township, meetings, lead_user, clerk):
    for meeting in meetings:
        Vote.objects.create(township=township, meeting=meeting, title="表决")

    seen = Meeting.objects.of(township).visible_to(lead_user)
    votes = Vote.objects.of(township).visible_to(lead_user)

    assert [one.kind for one in seen] == ["plenary"]
    assert [one.meeting.kind for one in votes] == ["plenary"]
    assert Meeting.objects.of(township).visible_to(clerk).count() == 2


def test_pages_of_the_presidium_are_not_found_by_a_deputy(meetings, lead_user, client):
    congress, presidium = meetings
    client.force_login(lead_user)

    assert client.get(congress.get_absolute_url()).status_code == 200
    assert client.get(presidium.get_absolute_url()).status_code == 404
    assert (
        presidium.get_absolute_url()
        not in client.get(
            reverse("assembly:meetings", args=["qingxi", congress.convocation_id])
        ).content.decode()
    )
