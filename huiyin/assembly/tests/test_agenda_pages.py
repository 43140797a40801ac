"""The agenda's pages: items, documents, who spoke."""

import pytest
import time_machine
from django.urls import reverse

from huiyin.assembly.actions.agenda import take_up_item
from huiyin.assembly.models.meetings import AgendaItem, Speech
from huiyin.assembly.models.sessions import Guest
from huiyin.assembly.tests.factories import LATER, convocation, doing, meeting, seated
from huiyin.assembly.tests.sitting import address, an_item, follow, look, send
from huiyin.core.tenancy import uuid7
from huiyin.matters.tests.browsing import fetch, photo
from huiyin.matters.tests.stories import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def deputies(township):
    return seated(township, 6, members=2)


@pytest.fixture
def session(township, deputies):
    return convocation(township)


@pytest.fixture
def held(township, session, deputies):
    return meeting(township, session=session, present=deputies[:4], chaired_by=deputies[0])


@pytest.fixture
def planned(township, session, deputies):
    return meeting(township, session=session, number=2, state="planned", present=deputies[:3])


def test_items_are_entered_changed_moved_and_taken_off(client, clerk, held, lead):
    send(client, clerk, "plan_item", held, title="报告", kind="report", speaker="镇长", on_agenda="on")
    send(client, clerk, "plan_item", held, title="决议", kind="resolution", text="批准。")
    first, second = AgendaItem.objects.order_by("position")
    assert (first.on_agenda, second.on_agenda, second.text) == (True, False, "批准。")

    assert "镇长" in look(client, clerk, "change_item", first).content.decode()
    send(client, clerk, "change_item", first, title="工作报告", kind="report", speaker="镇长", on_agenda="on")
    send(client, clerk, "move_item", second, "up")
    assert [one.title for one in AgendaItem.objects.order_by("position")] == ["决议", "工作报告"]
    refused = send(client, clerk, "move_item", second, "up")
    assert "最前面" in follow(client, refused)
    assert send(client, clerk, "move_item", second, "sideways").status_code == 404
    send(client, clerk, "drop_item", second, reason="下次再议")

    second.refresh_from_db()
    assert second.state == "dropped"
    assert "议程" in look(client, clerk, "meeting", held).content.decode()


def test_an_item_of_the_presidium_may_be_a_matter_of_the_loop(client, clerk, township, lead, deputies):
    board = meeting(township, kind="presidium", state="planned")
    matter = registered(township, lead, by=clerk)

    send(client, clerk, "plan_item", board, title="督办", kind="matter", matter=matter.number)
    unknown = send(client, clerk, "plan_item", board, title="督办", kind="matter", matter="第999号")
    send(client, clerk, "plan_item", board, title="其他", kind="other")

    assert [item.matter for item in AgendaItem.objects.order_by("position")] == [matter, None]
    assert "没有这个编号的事项" in unknown.content.decode()
    assert matter.number in look(client, clerk, "meeting", board).content.decode()


def test_documents_are_enclosed_and_given_out(client, clerk, held, lead_user, outsider):
    item = an_item(held)
    assert look(client, clerk, "attach_to_item", item).status_code == 200
    words = {"act_id": str(uuid7()), "caption": "报告", "upload": [photo("一.jpg"), photo("二.jpg")]}
    client.force_login(clerk)
    with time_machine.travel(LATER, tick=False):
        client.post(address("attach_to_item", item), words)
    link = item.files.order_by("id").first()
    page = reverse("assembly:item_file", args=["qingxi", item.pk, link.pk])

    assert item.files.count() == 2
    assert "报告" in look(client, clerk, "meeting", held).content.decode()
    for user, status in ((clerk, 200), (lead_user, 200), (outsider, 404)):
        client.force_login(user)
        assert fetch(client, page) == status


def test_speeches_are_noted_by_name_and_phrases_by_one_press(client, clerk, held, deputies):
    item = take_up_item(an_item(held), **doing())
    Guest.objects.create(township=held.township, convocation=held.convocation, name="刘和平", capacity="所长")
    assert "刘和平" in look(client, clerk, "meeting", held).content.decode()

    send(client, clerk, "note_speech", held, speaker=deputies[2].name, item=item.pk, text="赞成。")
    send(client, clerk, "note_speech", held, speaker="刘和平", text="列席发言。")
    missing = send(client, clerk, "note_speech", held, speaker="", text="谁说的")
    pressed = send(client, clerk, "note_phrase", held, phrase="quorum")
    unknown = send(client, clerk, "note_phrase", held, phrase="hello")

    said = [(one.speaker, one.deputy, one.item) for one in Speech.objects.order_by("id")]
    chair = deputies[0]
    assert said == [
        (deputies[2].name, deputies[2], item), ("刘和平", None, None), (chair.name, chair, item),
    ]  # fmt: skip
    assert "谁说的" in missing.content.decode()
    assert "应到6人，实到4人" in follow(client, pressed)
    assert follow(client, unknown)


def test_a_phrase_sent_twice_is_noted_once_and_refused_when_the_meeting_is_not_open(
    client, clerk, held, planned
):
    twice = str(uuid7())
    for _time in range(2):
        answer = send(client, clerk, "note_phrase", held, phrase="thanks", act_id=twice)
    refused = send(client, clerk, "note_phrase", planned, phrase="thanks")

    assert Speech.objects.count() == 1
    assert answer.status_code == 302
    assert "请先宣布开会" in follow(client, refused)
