"""The pages of an interpellation, from the question to the second answer; and the journal's words."""

import pytest
from django.urls import reverse

from huiyin.assembly.models.motions import Interpellation
from huiyin.assembly.queries.motion_facts import motion_facts
from huiyin.assembly.tests.browsing import look, send, signed_in, text
from huiyin.assembly.tests.drafting import asked, asked_in, plenary
from huiyin.assembly.tests.factories import convocation, seated
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", "2024-06-27")


@pytest.fixture
def deputies(township):
    return seated(township, 14)


@pytest.fixture
def called(township, deputies):
    return convocation(township)


def test_an_interpellation_goes_its_whole_way_on_pages(client, township, called, deputies, clerk, chair):
    where = plenary(township, called)
    names = "、".join(one.name for one in deputies[1:10])
    said = {"title": "关于饮水安全的质询案", "question": "何时通水？", "lead": "db001", "cosigners": names}
    page = send(client, clerk, "draft_interpellation", called, **said)
    row = Interpellation.objects.get()
    assert page.context["primary"]["label"] == "Note a signer's confirmation"

    keys = [one.pk for one in deputies[:10]]
    page = send(client, clerk, "confirm_interpellation", row, deputies=keys, how="paper")
    assert page.context["primary"]["label"] == "Hand in the interpellation"
    send(client, clerk, "change_interpellation", row, title=said["title"], question="何时三村通水？")
    send(client, clerk, "confirm_interpellation", row, deputies=keys, how="paper")
    page = send(client, clerk, "hand_in_interpellation", row)
    assert "Interpellation no. 1" in text(page)
    page = send(client, chair, "put_interpellation", row, how="oral", item_meeting=where.pk)
    assert "to be answered in a meeting" in text(page)
    answer = {"by_whom": "镇长 张三", "text": "七月通水。", "answered_on": "2024-06-27"}
    send(client, chair, "answer_interpellation", row, how="oral", **answer)
    page = send(client, chair, "rate_answer", row, satisfied=4, dissatisfied=5)

    assert "5 dissatisfied" in text(page)
    assert "At least half of the signers: to be answered again." in text(page)
    assert page.context["primary"]["label"] == "Record the answer"
    send(client, chair, "answer_interpellation", row, how="written", **answer)
    page = send(client, chair, "rate_answer", row, satisfied=9, dissatisfied=1)
    assert (page.context["row"].state, page.context["primary"]) == ("closed", None)
    assert "Answer 2" in text(page)


def test_a_deputy_writes_signs_and_withdraws_their_own(client, township, called, deputies):
    account = cast.person(township, "first", "代表001", Role.DEPUTY, deputy=deputies[0])
    page = send(client, account, "draft_interpellation", called, title="甲", question="乙", cosigners="db002")
    row = Interpellation.objects.get()
    assert page.context["primary"]["label"] == "Change the signers of the interpellation"

    page = send(client, account, "sign_interpellation", row, add="db003 db004")
    assert len(page.context["signing"].signers) == 4
    page = send(client, account, "withdraw_interpellation", row, reason="改为询问。")

    assert "改为询问。" in text(page)


def test_nothing_typed_is_lost_when_too_many_opinions_are_counted(client, called, deputies, clerk):
    row = asked_in(called, deputies[:10])
    send(client, clerk, "put_interpellation", row, how="written")
    answer = {"by_whom": "镇长 张三", "text": "七月通水。", "answered_on": "2024-06-27", "how": "written"}
    send(client, clerk, "answer_interpellation", row, **answer)

    page = send(client, clerk, "rate_answer", row, satisfied=8, dissatisfied=7)

    assert "10 deputies signed; 15 opinions are too many." in text(page)
    assert 'value="8"' in text(page)


def test_strangers_and_other_deputies_do_not_find_a_draft(
    client, township, called, deputies, outsider, chair
):
    row = asked(called, deputies[:10])
    other = cast.person(township, "other", "代表013", Role.DEPUTY, deputy=deputies[12])

    assert [look(client, user, "interpellation", row).status_code for user in (outsider, other)] == [404, 404]
    assert look(client, chair, "interpellation", row).status_code == 200
    assert look(client, chair, "hand_in_interpellation", row).status_code == 403


def test_the_journal_says_the_facts_in_words(client, called, deputies, clerk):
    asked_in(called, deputies[:10])
    signed_in(client, clerk)

    shown = client.get(reverse("people:journal", args=["qingxi"])).content.decode()

    assert "no. 1 of the session" in shown
    assert "10 confirmed" in shown


def test_each_fact_has_its_words():
    facts = {
        "motion_kind": "recall", "brought_by": "deputies", "signers": 1, "confirmed": 0, "asked_anew": 4,
        "satisfied": 4, "dissatisfied": 5, "again": True, "renounced": True, "confirmed_how": "account",
        "amendment_answer": "accepted", "answered_how": "oral", "motion_serial": 2,
    }  # fmt: skip

    assert list(motion_facts(facts)) == [
        "no. 2 of the session", "Recall", "deputies jointly", "by their own account", "accepted",
        "spoken in a meeting", "1 signer", "0 confirmed", "4 asked anew", "4 satisfied, 5 dissatisfied",
        "to be answered again", "the right to answer was renounced",
    ]  # fmt: skip
    assert list(motion_facts({})) == []
