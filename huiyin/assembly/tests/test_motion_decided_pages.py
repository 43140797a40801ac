"""The page of a motion after it was handed in: agenda, amendments, the answer to a recall, the result."""

import pytest

from huiyin.assembly.actions.amending import amend_motion, decide_amendment, hear_defence
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests.browsing import look, send, text
from huiyin.assembly.tests.drafting import handed_in, on_agenda, plenary, recall
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, seated
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


def test_the_presidium_puts_it_on_the_agenda(client, township, called, deputies, chair):
    motion = handed_in(called, deputies[:5])
    page = look(client, chair, "put_on_agenda", motion)
    assert "no plenary meeting that is still to come" in text(page)
    where = plenary(township, called, state="planned")

    page = send(client, chair, "put_on_agenda", motion, item_meeting=where.pk)

    assert "Plenary meeting no. 1" in text(page)
    assert where.items.get().motion == motion


def test_amendments_stand_before_and_after_and_the_text_that_is_voted_on(
    client, township, called, deputies, clerk, lead_account
):
    motion = on_agenda(handed_in(called, deputies[:5]), plenary(township, called))

    page = send(
        client, lead_account, "amend_motion", motion, brought_by="代表001", before="五年", text="十年"
    )
    assert "<del>五年</del>" in text(page)
    assert "not settled" in text(page)
    page = look(client, clerk, "motion", motion)
    assert page.context["primary"]["label"] == "Settle an amendment"
    only = motion.amendments.get()
    page = send(client, clerk, "decide_amendment", motion, amendment=only.pk, answer="accepted")

    assert "The plan as amended, which is voted on" in text(page)
    assert "一、制定十年规划。" in text(page)
    assert page.context["primary"] is None


def test_a_recall_shows_the_answer_before_the_vote(client, township, called, deputies, clerk):
    motion = on_agenda(recall(called), plenary(township, called))
    assert look(client, clerk, "motion", motion).context["primary"]["label"] == (
        "Record the answer of the person"
    )

    page = send(client, clerk, "hear_defence", motion, text="本人意见。", on="2024-06-27")
    assert "本人意见。" in text(page)
    page = send(client, clerk, "hear_defence", motion, renounced="on", on="2024-06-27")

    assert "代表001 renounced the right to answer." in text(page)


def test_what_became_of_it_leads_to_the_vote(client, township, called, deputies, clerk):
    where = plenary(township, called)
    motion = on_agenda(recall(called), where)
    hear_defence(motion, renounced=True, on=OPENING.date(), **doing())
    numbers = {"of_all": 12, "present": 12, "quorum": 8, "needed": 7, "in_favour": 9, "opened_at": OPENING}
    Vote.objects.create(
        township=township, meeting=where, item=where.items.get(), title="罢免", state="announced",
        outcome="adopted", announced_at=LATER, **numbers,
    )  # fmt: skip
    Motion.objects.filter(pk=motion.pk).update(state="adopted", settled_at=LATER)

    shown = text(look(client, clerk, "motion", motion))

    assert "9 of 12 in favour, 7 needed" in shown
    assert "代表001 no longer is Chair of the congress." in shown


def test_a_motion_is_withdrawn_with_its_reason(client, called, deputies, lead_account):
    motion = handed_in(called, deputies[:5])

    page = send(client, lead_account, "withdraw_motion", motion, reason="并入另案。")

    assert "并入另案。" in text(page)
    assert page.context["row"].state == "withdrawn"


def test_an_accepted_amendment_is_not_shown_twice(client, township, called, deputies, clerk):
    motion = on_agenda(handed_in(called, deputies[:5]), plenary(township, called))
    made = amend_motion(motion, brought_by="甲", before="", text="三、报告。", **doing())
    decide_amendment(made, answer="rejected", **doing())

    page = look(client, clerk, "motion", motion)

    assert page.context["amended"] == ""
    assert "Added at the end of the plan" in text(page)


def test_meetings_of_the_presidium_are_offered_for_the_decision(client, township, called, deputies, clerk):
    motion = handed_in(called, deputies[:5])
    decided = meeting(township, session=called, kind="presidium", number=2)

    page = send(client, clerk, "turn_motion", motion, reason="属日常工作。", meeting_decided=decided.pk)

    assert "Presidium meeting no. 2" in text(page)
    assert page.context["row"].decided_in == decided
