"""The forms of the acts on a motion: what each asks of the office and of a deputy."""

import pytest

from huiyin.assembly.actions.amending import amend_motion
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.tests.browsing import look, send, text
from huiyin.assembly.tests.drafting import WORDS, drafted, handed_in, on_agenda, plenary, recall
from huiyin.assembly.tests.factories import convocation, doing, seated
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", "2024-06-27")


@pytest.fixture
def deputies(township):
    return seated(township, 12)


@pytest.fixture
def called(township, deputies):
    return convocation(township)


@pytest.fixture
def lead_account(township, deputies):
    return cast.person(township, "first", "代表001", Role.DEPUTY, deputy=deputies[0])


def fields(response):
    return list(response.context["form"].fields)


def test_the_words_of_a_draft_are_changed(client, called, deputies, clerk):
    motion = drafted(called, deputies[:5])
    page = look(client, clerk, "change_motion", motion)
    assert fields(page) == ["title", "cause", "grounds", "plan", "confirmations_stand"]
    assert "制定五年规划" in text(page)

    words = {**WORDS, "plan": "制定十年规划。", "confirmations_stand": "on"}
    page = send(client, clerk, "change_motion", motion, **words)

    assert "制定十年规划。" in text(page)
    assert "5 of 5 confirmed" in text(page)


def test_a_deputy_who_leads_changes_the_words_and_the_signers_are_asked_anew(
    client, called, deputies, lead_account
):
    motion = drafted(called, deputies[:5])
    assert "confirmations_stand" not in fields(look(client, lead_account, "change_motion", motion))

    page = send(client, lead_account, "change_motion", motion, **{**WORDS, "plan": "制定十年规划。"})

    assert "0 of 5 confirmed" in text(page)


def test_a_recall_is_changed_in_its_own_parts(client, called, deputies, clerk):
    motion = drafted(called, deputies[:5], kind="recall", person="某某", post="head", grounds="失职。")
    page = look(client, clerk, "change_motion", motion)
    assert fields(page) == ["title", "person", "post", "grounds", "confirmations_stand"]

    said = {"title": "关于罢免某某的议案", "person": "某某", "post": "副镇长", "grounds": "失职。"}
    send(client, clerk, "change_motion", motion, **said)

    assert Motion.objects.get().post_code == "vice_head"


def test_only_the_clerk_says_when_a_paper_was_received(client, called, deputies, clerk, lead_account):
    motion = drafted(called, deputies[:5])

    assert fields(look(client, clerk, "hand_in_motion", motion)) == ["received_at"]
    assert fields(look(client, lead_account, "hand_in_motion", motion)) == []
    page = send(client, lead_account, "hand_in_motion", motion)

    assert page.context["row"].state == "submitted"


def test_of_several_amendments_one_is_chosen(client, township, called, deputies, clerk):
    motion = on_agenda(handed_in(called, deputies[:5]), plenary(township, called))
    for words in ("十年", "三年"):
        amend_motion(motion, brought_by="第一代表团", before="五年", text=words, **doing())

    page = look(client, clerk, "decide_amendment", motion)

    assert "第一代表团: “三年”" in text(page)
    assert "checked" not in text(page)
    second = motion.amendments.order_by("-id")[0]
    page = send(client, clerk, "decide_amendment", motion, amendment=second.pk, answer="accepted")
    assert page.context["amended"].startswith("一、制定三年规划")


def test_the_signers_stand_in_their_own_order(client, called, deputies, clerk):
    motion = drafted(called, [deputies[7], deputies[1], deputies[4]], on_paper=False)

    for act in ("sign_motion", "confirm_signer"):
        shown = text(look(client, clerk, act, motion))
        assert (
            shown.index("代表008</label>") < shown.index("代表002</label>") < shown.index("代表005</label>")
        )


def test_an_unknown_name_is_said_on_the_form(client, called, deputies, clerk):
    motion = drafted(called, deputies[:3])

    page = send(client, clerk, "sign_motion", motion, add="无此人甲")

    assert "No deputy in office is called “无此人甲”" in text(page)
    assert motion.signers.count() == 3


def test_a_recall_offers_no_suggestion_and_no_amendment(client, called, clerk):
    page = look(client, clerk, "motion", recall(called))

    assert page.context["primary"]["label"] == "Put on the agenda"
    assert [one["label"] for one in page.context["more"]] == ["Withdraw the motion"]
