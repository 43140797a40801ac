"""Taking a matter in at the register form: the clerk's, and a deputy's short one."""

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.tests.stories import moment, registered
from huiyin.people.tests import cast

JULY = moment(2024, 7, 1)
TITLE = "关于疏通柳溪片区排水沟的建议"


@pytest.fixture(autouse=True)
def _july():
    with time_machine.travel(JULY, tick=False):
        yield


@pytest.fixture
def send(client, township, clerk):
    """Fill in the register form and press a button; what is not named stays as the form proposes it."""

    def press(user=clerk, act="register", **answers):
        client.force_login(user)
        filled = {
            "act": act,
            "act_id": str(uuid7()),
            "title": TITLE,
            "lead": "李兰芳",
            "kind": "suggestion",
            "channel": "paper",
            "received_on": "2024-06-28",
            "way": "paper",
            **answers,
        }
        return client.post(address(township), filled, headers={"accept-language": "en"})

    return press


SENT_BEFORE = "This form was sent before: it is recorded already, and nothing was done a second time."


def said_on(answer):
    """What the next page will say above its content."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def address(township):
    return reverse("matters:register", args=[township.slug])


def opened(client, user, township):
    client.force_login(user)
    return client.get(address(township))


def test_the_clerk_registers_a_paper_suggestion(send, client, lead, cosigner, clerk, village):
    answer = send(
        situation="堵了三年。", request="请清淤。", cosigners="曾庆华", village=str(village.pk), secrecy="on"
    )

    matter = Matter.objects.get()
    assert answer.url == matter.get_absolute_url()
    assert (matter.state, matter.serial, matter.title) == ("registered", 1, TITLE)
    assert (matter.received_on, matter.village, matter.secrecy) == (date(2024, 6, 28), village, True)
    assert matter.typed_for
    assert [row.deputy for row in matter.petitioners.order_by("position")] == [lead, cosigner]
    entry = Entry.objects.get(subject_id=matter.pk)
    assert (entry.act, entry.by, entry.at) == ("register", clerk, JULY)


def test_what_is_not_clear_yet_is_kept_for_review(send, lead):
    send(act="submit")

    matter = Matter.objects.get()
    assert (matter.state, matter.number) == ("submitted", "")


def test_pressed_twice_it_is_registered_once(send, lead):
    same = str(uuid7())
    first, second = send(act_id=same), send(act_id=same)

    assert Matter.objects.count() == 1
    assert first.url == second.url
    assert said_on(second) == ["Registered as 闭会〔2024〕1号.", SENT_BEFORE]


def test_another_paper_typed_on_the_form_of_the_first_is_not_taken_for_it(send, lead):
    same = str(uuid7())
    send(act_id=same)
    other = send(act_id=same, title="关于修复柳溪桥栏杆的建议")

    assert other.status_code == 409
    assert "sent already with other content; nothing was done now" in other.content.decode()
    assert "关于修复柳溪桥栏杆的建议" in other.content.decode()
    assert Matter.objects.count() == 1


def test_a_voters_opinion_needs_no_deputy_and_keeps_the_voter_secret(send):
    send(
        kind="opinion",
        channel="station",
        lead="",
        voter_name="覃阿婆",
        voter_phone="13800000000",
        way="telephone",
    )

    voter = Petitioner.objects.get()
    assert (voter.role, voter.voter_name, voter.way) == ("voter", "覃阿婆", "telephone")


def test_a_voters_name_left_over_is_not_kept_with_a_suggestion(send, lead):
    send(voter_name="覃阿婆")

    assert Petitioner.objects.get().voter_name == ""


def test_a_finding_of_the_office_is_typed_for_nobody(send):
    send(kind="finding", lead="")

    assert not Matter.objects.get().typed_for


def test_during_the_session_the_form_proposes_it(client, township, session, clerk):
    with time_machine.travel(moment(2024, 6, 28), tick=False):
        form = opened(client, clerk, township).context["form"]

    assert form["channel"].value() == "session"
    assert form["session"].value() == str(session.pk)
    assert form["received_on"].value() == date(2024, 6, 28)


def test_after_the_session_paper_and_today_are_proposed(client, township, session, clerk):
    form = opened(client, clerk, township).context["form"]

    assert form["channel"].value() == "paper"
    assert not form["session"].value()
    assert form["received_on"].value() == date(2024, 7, 1)


def test_a_suggestion_of_the_session_is_numbered_there(send, session, lead):
    send(channel="session", session=str(session.pk))

    assert Matter.objects.get().number == "镇十三届人大三次会议第1号建议"


def test_the_session_must_be_named(send, session, lead):
    answer = send(channel="session")

    assert answer.status_code == 409
    assert "Say in which session it was handed in." in answer.content.decode()
    assert f'value="{TITLE}"' in answer.content.decode()
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"lead": ""}, "The deputy who leads is missing."),
        ({"lead": "李建军"}, "No deputy in office is called “李建军”"),
        ({"lead": "李兰芳 曾庆华"}, "Name one deputy here"),
        ({"cosigners": "李兰芳"}, "A deputy stands among the signers twice."),
        ({"received_on": "2024-07-02"}, "The day of receipt lies in the future."),
        ({"title": " "}, "Please fill this in."),
    ],
)
def test_a_refusal_is_said_in_words_and_nothing_typed_is_lost(send, lead, cosigner, answers, sentence):
    answer = send(**{"situation": "已经堵了三年。", **answers})

    page = answer.content.decode()
    assert sentence in page
    assert "已经堵了三年。" in page
    assert not Matter.objects.exists()


def test_an_unknown_name_brings_the_names_that_are_near(send, lead, cosigner):
    assert "李兰芳" in send(lead="李兰方").content.decode().split("one of these")[1][:40]


@pytest.mark.parametrize(
    "typed", ["曾庆华、欧阳敏", "曾庆华 欧阳敏", "zqh，oym", "曾 庆华, 欧阳 敏", "ZQH;oym"]
)
def test_co_signers_are_read_as_a_clerk_types_them(send, lead, cosigner, neutral, typed):
    send(cosigners=typed)

    assert [row.deputy for row in Matter.objects.get().petitioners.order_by("position")] == [
        lead, cosigner, neutral,
    ]  # fmt: skip


def test_a_name_printed_with_a_space_is_one_name(send, township):
    deputy = cast.deputy(township, "李明")
    send(lead="李　明")

    assert Petitioner.objects.get().deputy == deputy


def test_of_two_deputies_of_one_name_the_certificate_tells(send, township, client, clerk):
    cast.deputy(township, "王芳", certificate="13-021")
    other = cast.deputy(township, "王芳", certificate="13-044")

    page = send(lead="王芳").content.decode()
    send(lead="王芳（13-044）")

    assert "王芳（13-021）、王芳（13-044）" in page
    assert Petitioner.objects.get().deputy == other


def test_likely_duplicates_are_shown_while_typing_and_can_be_chosen(send, client, township, clerk, lead):
    like = registered(township, lead, title=TITLE, at=moment(2024, 6, 28))
    client.force_login(clerk)

    panel = client.post(
        reverse("matters:similar", args=[township.slug]),
        {"title": TITLE, "situation": "排水沟堵塞三年，雨天积水进屋。"},
    ).content.decode()
    send(similar_to=str(like.pk))

    assert panel.strip().startswith("<aside")
    assert f'value="{like.pk}"' in panel
    assert reverse("matters:show", args=[township.slug, like.pk]) in panel
    assert Matter.objects.exclude(pk=like.pk).get().similar_to == like


def test_without_script_a_button_looks_for_similar_matters_and_loses_nothing(send, township, lead):
    like = registered(township, lead, title=TITLE)

    page = send(look="1", situation="排水沟堵塞三年。", lead="李兰", secrecy="on").content.decode()

    assert str(like.pk) in page
    assert 'value="李兰"' in page
    assert "排水沟堵塞三年。" in page
    assert "No deputy" not in page
    assert Matter.objects.count() == 1


def test_a_similar_matter_of_another_town_is_refused(send, lead, other_township):
    foreign = registered(other_township, None, kind="finding")

    assert "not to be found any more" in send(similar_to=str(foreign.pk)).content.decode()


def test_a_deputy_hands_in_a_suggestion_of_their_own(client, township, lead, lead_user):
    client.force_login(lead_user)

    answer = client.post(
        address(township), {"title": TITLE, "request": "请清淤。", "act": "register", "act_id": str(uuid7())}
    )

    matter = Matter.objects.get()
    assert answer.status_code == 302
    assert (matter.state, matter.channel, matter.typed_for) == ("submitted", "web", False)
    assert matter.received_on == date(2024, 7, 1)
    assert matter.petitioners.get().deputy == lead


def test_a_deputy_is_not_shown_similar_matters_of_others(client, township, cosigner, lead_user):
    registered(township, cosigner, title=TITLE)
    client.force_login(lead_user)

    panel = client.post(reverse("matters:similar", args=[township.slug]), {"title": TITLE}).content.decode()

    assert TITLE not in panel


def test_a_unit_and_the_chair_may_not_register(send, water_handler, chair, lead):
    assert send(user=water_handler).status_code == 403
    assert send(user=chair).status_code == 403
    assert not Matter.objects.exists()


def test_a_stranger_finds_no_form(send, client, township, outsider):
    assert opened(client, outsider, township).status_code == 404
    assert send(user=outsider).status_code == 404
    assert client.post(reverse("matters:similar", args=[township.slug])).status_code == 404


def test_the_first_field_has_the_cursor_and_the_first_button_registers(client, township, clerk):
    page = opened(client, clerk, township).content.decode()

    assert page.index("autofocus") < page.index('name="situation"')
    assert page.index('value="register"') < page.index('value="submit"') < page.index('name="look"')
