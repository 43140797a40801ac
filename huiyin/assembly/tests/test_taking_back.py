"""What was pressed by mistake in the hall is taken back by an act, as long as nothing came of it."""

import pytest
from django.urls import reverse

from huiyin.assembly.actions.agenda import note_speech, put_back_item, take_up_item
from huiyin.assembly.actions.attendance import sign_out_deputy, strike_presence
from huiyin.assembly.actions.voting import open_vote, prepare_vote
from huiyin.assembly.models.meetings import AgendaItem, Presence
from huiyin.assembly.models.sessions import Leave
from huiyin.assembly.queries.attendance import roll_of
from huiyin.assembly.queries.counts import turnout_at
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, moment, seated
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def hall(township):
    return meeting(township, session=convocation(township), present=seated(township, 3))


@pytest.fixture
def item(township, hall):
    item = AgendaItem.objects.create(township=township, meeting=hall, position=1, title="听取报告")
    return take_up_item(item, **doing(LATER))


def test_who_was_signed_in_by_mistake_was_never_there(hall, clerk):
    presence = Presence.objects.filter(meeting=hall).first()

    strike_presence(presence, **doing(LATER, clerk))

    roll = roll_of(hall, LATER)
    assert turnout_at(hall, OPENING).present == turnout_at(hall, LATER).present == 2
    assert (len(roll.present), len(roll.missing), len(roll.gone)) == (2, 1, 0)
    assert Entry.objects.latest("seq").act == "strike_presence"


def test_who_was_counted_in_a_vote_or_left_is_not_struck(hall, clerk):
    first, second, _third = Presence.objects.filter(meeting=hall)
    sign_out_deputy(first, **doing(LATER, clerk))
    vote = prepare_vote(hall, title="表决", **doing(LATER, clerk))
    open_vote(vote, **doing(LATER, clerk))

    with pytest.raises(ActRefused, match="left at"):
        strike_presence(first, **doing(LATER, clerk))
    with pytest.raises(ActRefused, match="A vote was opened since"):
        strike_presence(second, **doing(LATER, clerk))


def test_an_item_taken_up_by_mistake_is_still_to_come(item, clerk):
    back = put_back_item(item, **doing(LATER, clerk))

    assert (back.state, back.taken_up_at) == ("planned", None)
    assert take_up_item(back, **doing(LATER, clerk)).state == "in_hand"


def test_an_item_on_which_somebody_spoke_or_was_voted_is_finished_instead(item, hall, clerk):
    note_speech(hall, item=item, speaker="镇长", text="报告。", **doing(LATER, clerk))

    with pytest.raises(ActRefused, match="finish it instead"):
        put_back_item(item, **doing(LATER, clerk))


def test_the_buttons_of_the_pages_take_back(item, hall, clerk, lead_user, client):
    presence = Presence.objects.filter(meeting=hall).first()
    strike = reverse("assembly:strike_presence", args=["qingxi", presence.pk])
    put_back = reverse("assembly:put_back_item", args=["qingxi", item.pk])
    client.force_login(lead_user)
    assert client.post(strike).status_code == client.post(put_back).status_code == 403

    client.force_login(clerk)
    struck, back = client.post(strike, follow=True), client.post(put_back, follow=True)

    assert "已撤销代表" in struck.content.decode()
    assert "这一项已退回" in back.content.decode()


def test_why_somebody_is_on_leave_is_read_by_the_office_alone(township, hall, clerk, lead_user, client):
    session = hall.convocation
    Leave.objects.create(
        township=township, convocation=session, deputy=seated(township, 1, begin=90)[0], reason="住院治疗",
        asked_on=OPENING.date(), answer="granted", answered_at=moment(2024, 6, 20),
    )  # fmt: skip
    pages = [
        reverse("assembly:attendance", args=["qingxi", session.pk]),
        reverse("assembly:sign_in_deputy", args=["qingxi", hall.pk]),
    ]

    def says(user, page):
        client.force_login(user)
        return "住院治疗" in client.get(page).content.decode()

    assert [says(clerk, page) for page in pages] == [True, True]
    assert [says(lead_user, page) for page in pages] == [False, False]
