"""Before its day nobody can be present at a meeting: no page warns of the quorum, and it does not open."""

import pytest
import time_machine

from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests.factories import OPENING, convocation, meeting, moment, seated
from huiyin.assembly.tests.sitting import look, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

BEFORE = moment(2024, 6, 26, 23, 59)


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def planned(township):
    seated(township, 9)
    return meeting(township, session=convocation(township), state="planned")


@pytest.mark.parametrize("name", ["meeting", "sign_in_deputy"])
def test_the_pages_say_how_many_are_expected_and_only_on_the_day_how_many_are_missing(
    client, clerk, planned, name
):
    before = look(client, clerk, name, planned, at=BEFORE).content.decode()
    on_the_day = look(client, clerk, name, planned, at=OPENING).content.decode()

    assert "9 are expected, the quorum is 6" in before
    assert "No quorum" not in before
    assert "No quorum: 0 of 9, needs 6, 6 more are needed" in on_the_day


def test_a_vote_that_is_prepared_for_it_warns_of_nothing_either(client, clerk, planned):
    vote = Vote.objects.create(township=planned.township, meeting=planned, title="决议")

    before = look(client, clerk, "vote", vote, at=BEFORE).content.decode()
    on_the_day = look(client, clerk, "vote", vote, at=OPENING).content.decode()

    assert "9 are expected, the quorum is 6" in before
    assert "No quorum" in on_the_day


def test_the_office_is_told_to_change_its_time_first(client, clerk, planned):
    answer = send(client, clerk, "open_meeting", planned, at=BEFORE).content.decode()

    assert "The meeting is set for 27 June, and today is 26 June." in answer
    assert "To hold it earlier, change its time first." in answer
    assert Meeting.objects.get(pk=planned.pk).state == "planned"


def test_once_its_time_is_changed_it_opens(client, clerk, planned, township):
    with time_machine.travel(BEFORE, tick=False):
        Meeting.objects.filter(pk=planned.pk).update(starts_at=BEFORE)
        look_again = Meeting.objects.get(pk=planned.pk)
    for number in range(1, 7):
        send(client, clerk, "sign_in_deputy", look_again, at=BEFORE, who=f"代表{number:03}")

    send(client, clerk, "open_meeting", look_again, at=BEFORE)

    assert Meeting.objects.get(pk=planned.pk).state == "open"
