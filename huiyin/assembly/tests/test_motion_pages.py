"""The pages of motions: the lists of a session, one motion, the forms; for the office and for a deputy."""

import pytest
from django.urls import reverse

from huiyin.assembly.actions.motions import turn_motion
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.tests.browsing import look, send, signed_in, text
from huiyin.assembly.tests.drafting import asked_in, drafted, handed_in, recall
from huiyin.assembly.tests.factories import convocation, doing, moment, seated
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
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


def test_the_lists_of_a_session_stand_apart_with_their_numbers(client, called, deputies, clerk):
    handed_in(called, deputies[:5])
    drafted(called, deputies[:3], on_paper=False, title="关于修路的议案")
    recall(called)
    asked_in(called, deputies[:10])

    page = look(client, clerk, "motions", called)
    assert page.context["counts"] == {"motions": 2, "recalls": 1, "interpellations": 1}
    assert [row.title for row, _tone in page.context["lines"]] == [
        "关于实施乡村振兴战略的议案",
        "关于修路的议案",
    ]
    shown = text(page)
    assert "代表001 and others, 5 deputies" in shown
    assert '0 of 3 confirmed<span class="sub">needs 5</span>' in shown
    assert "btn-primary" in shown
    assert "关于罢免代表001的议案" in text(look(client, clerk, "motions", called, "?sort=recalls"))
    assert "关于农村饮水安全的质询案" in text(look(client, clerk, "motions", called, "?sort=interpellations"))


@pytest.mark.parametrize(
    ("sort", "said"),
    [
        ("motions", "At least 5 deputies who hold a seat"),
        ("recalls", "or 3 deputies (one fifth of all)"),
        ("interpellations", "At least 10 deputies put one"),
    ],
)
def test_an_empty_list_says_who_may_bring_one(client, called, clerk, sort, said):
    assert said in text(look(client, clerk, "motions", called, f"?sort={sort}"))


def test_the_deadline_stands_above_the_list(client, township, deputies, clerk, lead_account, chair):
    soon = convocation(township, motions_until=moment(2024, 6, 27, 7))

    shown = text(look(client, clerk, "motions", soon))

    assert "taken until June 27, 2024, 7 a.m." in shown
    assert "What comes later is a suggestion." in shown
    assert look(client, lead_account, "motions", soon).context["may_draft"]
    assert not look(client, chair, "motions", soon).context["may_draft"]
    over = convocation(township, number=4, state="closed")
    assert not look(client, clerk, "motions", over).context["may_draft"]


def test_the_list_is_paged_and_a_place_that_is_none_is_not_found(
    client, called, deputies, clerk, monkeypatch
):
    monkeypatch.setattr("huiyin.people.queries.page_by_key.__kwdefaults__", {"size": 2})
    for number in range(3):
        drafted(called, deputies[:1], title=f"议案{number}")

    first = look(client, clerk, "motions", called)
    second = client.get(first.context["next_url"])

    assert [row.title for row, _ in first.context["lines"]] == ["议案0", "议案1"]
    assert [row.title for row, _ in second.context["lines"]] == ["议案2"]
    assert look(client, clerk, "motions", called, "?after=x").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    client, called, deputies, clerk, count, django_assert_num_queries
):
    for _number in range(count):
        turn_motion(handed_in(called, deputies[:5]), reason="甲", **doing())
    client.force_login(clerk)

    with django_assert_num_queries(9):  # session, user, town, standing, session, three counts, rows
        page = client.get(reverse("assembly:motions", args=["qingxi", called.pk]))

    assert len(page.context["lines"]) == count


def test_a_deputy_sees_what_was_handed_in_and_what_they_sign(client, called, deputies, lead_account):
    handed_in(called, deputies[1:6], title="他人的议案")
    drafted(called, deputies[:3], title="自己的草稿")
    hidden = drafted(called, deputies[1:4], title="他人的草稿")

    page = look(client, lead_account, "motions", called)

    assert [row.title for row, _ in page.context["lines"]] == ["他人的议案", "自己的草稿"]
    assert look(client, lead_account, "motion", hidden).status_code == 404


def test_a_stranger_finds_nothing_and_a_unit_neither(client, called, deputies, outsider, water_handler):
    motion = handed_in(called, deputies[:5])

    for user in (outsider, water_handler):
        assert look(client, user, "motions", called).status_code == 404
        assert look(client, user, "motion", motion).status_code == 404
        assert look(client, user, "turn_motion", motion).status_code == 404


def test_the_clerk_types_a_motion_from_paper_by_initials(client, called, deputies, clerk):
    said = {"title": "关于修路的议案", "cause": "甲", "grounds": "乙", "plan": "丙", "brought_by": "deputies"}
    names = {"lead": "db001", "cosigners": "db002、代表003 db004，代表005", "signed_on_paper": "on"}

    page = send(client, clerk, "draft_motion", called, **said, **names)

    motion = Motion.objects.get()
    assert page.redirect_chain == [(motion.get_absolute_url(), 302)]
    assert "5 of 5 confirmed" in text(page)
    assert "5 are needed; there are enough." in text(page)
    assert page.context["primary"]["label"] == "Hand in the motion"


def test_nothing_typed_is_lost_when_a_draft_is_refused(client, called, deputies, clerk):
    cast.deputy(called.township, "罗长河", level="county")
    said = {"title": "关于修路的议案", "plan": "丙丙丙", "brought_by": "deputies", "lead": "罗长河"}

    page = send(client, clerk, "draft_motion", called, **said)

    assert "Without a seat: 罗长河" in text(page)
    assert "丙丙丙" in text(page)
    assert not Motion.objects.exists()


def test_a_deputy_drafts_what_they_lead_on_the_phone(client, called, deputies, lead_account):
    page = look(client, lead_account, "draft_motion", called)
    assert list(page.context["form"].fields) == ["title", "cause", "grounds", "plan", "cosigners"]

    page = send(client, lead_account, "draft_motion", called, title="关于修路的议案", cosigners="db002")

    assert [one.deputy.name for one in page.context["signing"].signers] == ["代表001", "代表002"]
    assert "by their own account" in text(page)


def test_who_may_not_draft_is_refused(client, called, chair, operator):
    assert look(client, chair, "draft_motion", called).status_code == 403
    assert look(client, operator, "draft_motion", called).status_code == 404


def test_a_recall_is_entered_with_person_and_post(client, called, deputies, clerk):
    said = {"title": "关于罢免某某的议案", "person": "某某", "post": "镇长", "grounds": "失职。"}

    page = send(client, clerk, "draft_recall", called, **said, brought_by="presidium")

    assert (page.context["row"].kind, page.context["row"].post_name) == ("recall", "Head of the township")
    assert "某某 has the right to answer before the vote" in text(page)


def test_a_motion_shows_its_three_parts_and_who_is_still_asked(client, called, deputies, clerk):
    motion = drafted(called, deputies[:6], on_paper=False, plan="")

    page = look(client, clerk, "motion", motion)

    shown = text(page)
    assert "0 of 6 confirmed" in shown
    assert "5 more must confirm" in shown
    assert "Still missing." in shown
    assert page.context["primary"]["label"] == "Note a signer's confirmation"


def test_the_clerk_notes_who_confirmed_and_hands_it_in(client, called, deputies, clerk):
    motion = drafted(called, deputies[:5], on_paper=False)
    keys = [one.pk for one in deputies[:5]]

    send(client, clerk, "confirm_signer", motion, deputies=keys, how="telephone")
    page = send(client, clerk, "hand_in_motion", motion)

    assert "Motion no. 1" in text(page)
    assert page.context["row"].state == "submitted"
    assert page.context["primary"]["label"] == "Put on the agenda"


def test_a_refused_handing_in_is_explained_on_its_page(client, called, deputies, clerk):
    motion = drafted(called, deputies[:4])

    page = send(client, clerk, "hand_in_motion", motion)

    assert "needs 5 confirmed signers who hold a seat; there are 4." in text(page)
    assert Motion.objects.get().state == "draft"


def test_a_cosigner_confirms_and_takes_back_with_their_own_account(client, called, deputies, lead_account):
    motion = drafted(called, [deputies[1], deputies[0]], on_paper=False)
    page = look(client, lead_account, "motion", motion)
    assert page.context["primary"]["label"] == "Note a signer's confirmation"
    assert [one["label"] for one in page.context["more"]] == ["Change the signers"]

    send(client, lead_account, "confirm_signer", motion)
    assert motion.signers.get(deputy=deputies[0]).confirmed_how == "account"
    page = send(client, lead_account, "sign_motion", motion, withdraw=[deputies[0].pk])

    assert page.status_code == 404  # the draft of others is theirs no longer
    assert motion.signers.get(deputy=deputies[0]).withdrawn_at is not None


def test_an_act_that_is_not_possible_now_leads_back_with_the_reason(client, called, deputies, clerk, chair):
    motion = drafted(called, deputies[:5])

    signed_in(client, clerk)
    page = client.get(reverse("assembly:turn_motion", args=["qingxi", motion.pk]), follow=True)

    assert "is not possible now: the state is “Being signed”" in text(page)
    assert look(client, chair, "hand_in_motion", motion).status_code == 403


def test_the_same_form_sent_twice_says_so(client, called, deputies, clerk):
    motion = drafted(called, deputies[:5])
    act_id = str(uuid7())

    send(client, clerk, "hand_in_motion", motion, act_id=act_id)
    page = send(client, clerk, "hand_in_motion", motion, act_id=act_id)

    assert "nothing was done a second time" in text(page)
    assert Entry.objects.filter(act="hand_in_motion").count() == 1


def test_a_late_draft_is_led_to_the_register_of_suggestions(client, township, deputies, clerk):
    motion = drafted(convocation(township, motions_until=moment(2024, 6, 26)), deputies[:5])

    shown = text(look(client, clerk, "motion", motion))

    assert "Withdraw it and record it as a suggestion" in shown
    assert reverse("matters:register", args=["qingxi"]) in shown
