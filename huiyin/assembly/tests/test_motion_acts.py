"""A motion's way: complete, in time, numbered, put on the agenda by the presidium, or withdrawn."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.motions import (
    change_motion,
    draft_motion,
    hand_in_motion,
    put_on_agenda,
    withdraw_motion,
)
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests.drafting import WORDS, drafted, handed_in, of_presidium, on_agenda, plenary
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, seated
from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def deputies(township):
    return seated(township, 12)


@pytest.fixture
def called(township, deputies):
    return convocation(township, motions_until=LATER)


@pytest.fixture
def cosigner_account(township, deputies):
    return cast.person(township, "second", "代表002", Role.DEPUTY, deputy=deputies[1])


def entry(act):
    return Entry.objects.get(act=act)


def test_a_motion_is_drafted_in_its_three_parts(called, deputies):
    motion = drafted(called, deputies[:5], title="  关于修路的议案 ", post="镇长", person="某某")

    assert (motion.title, motion.cause, motion.plan) == ("关于修路的议案", WORDS["cause"], WORDS["plan"])
    assert (motion.state, motion.serial, motion.post_code) == ("draft", None, "head")
    assert "cause" in entry("draft_motion").facts


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"title": " ", "lead": 0}, "The title is missing"),
        ({"title": "甲"}, "deputy who leads is missing"),
        ({"title": "甲", "brought_by": "presidium", "lead": 0}, "has no signers"),
        ({"title": "甲", "kind": "recall", "brought_by": "government"}, "never by the government"),
        ({"title": "甲", "kind": "recall", "lead": 0, "post": "会计"}, "only whom it elected: Chair of"),
    ],
)
def test_a_draft_is_refused_when_its_beginning_is_wrong(called, deputies, words, said):
    words = {**words, "lead": deputies[0] if "lead" in words else None}

    with pytest.raises(ActRefused, match=said):
        draft_motion(called, **words, **doing())
    assert not Motion.objects.exists()


@pytest.mark.parametrize("state", ["closed", "called_off"])
def test_a_session_that_is_over_takes_no_motions(township, deputies, state):
    over = convocation(township, state=state)

    with pytest.raises(ActRefused, match=r"takes no motions\. Record a suggestion instead"):
        drafted(over, deputies[:5])


def test_each_missing_part_is_named_at_the_handing_in(called, deputies):
    motion = drafted(called, deputies[:5], cause="", plan=" ")

    with pytest.raises(ActRefused, match=r"Still missing: cause, plan\."):
        hand_in_motion(motion, **doing())
    change_motion(motion, cause="案由", plan="方案", confirmations_stand=True, **doing())
    hand_in_motion(motion, **doing())

    assert Motion.objects.get().state == "submitted"


def test_a_change_that_changes_nothing_is_refused(called, deputies, cosigner_account, chair):
    motion = drafted(called, deputies[:5])

    with pytest.raises(ActRefused, match="Nothing was changed"):
        change_motion(motion, title=WORDS["title"], **doing())
    with pytest.raises(ActRefused, match="Only the deputy who leads"):
        change_motion(motion, title="乙", **doing(by=cosigner_account))
    with pytest.raises(PermissionDenied):
        change_motion(motion, title="乙", **doing(by=chair))
    with pytest.raises(ValueError, match="state"):
        change_motion(motion, state="adopted", **doing())
    change_motion(motion, post="chair", **doing())
    assert Motion.objects.get().post == "主席"


def test_motions_are_numbered_without_gaps_and_recalls_apart(called, deputies, clerk):
    first, second = handed_in(called, deputies[:5]), drafted(called, deputies[5:10], by=clerk)
    with pytest.raises(ActRefused):
        hand_in_motion(drafted(called, deputies[:4]), **doing())  # too few: takes no number
    words = {"by": clerk, "at": OPENING, "act_id": uuid7()}

    second = hand_in_motion(second, **words)
    again = hand_in_motion(second, **words)
    third = of_presidium(called)

    assert [first.serial, second.serial, again.serial, third.serial] == [1, 2, 2, 3]
    found = Entry.objects.get(act_id=words["act_id"])
    assert (found.facts["motion_serial"], found.facts["confirmed"], found.by) == (2, 5, clerk)
    with pytest.raises(ActRefused, match="the state is “Handed in”"):
        hand_in_motion(second, **doing())


def test_after_the_deadline_a_motion_of_deputies_is_refused_with_what_to_do(called, deputies):
    late = {"by": None, "at": LATER + timedelta(seconds=1), "act_id": uuid7()}
    motion = drafted(called, deputies[:5])

    with pytest.raises(ActRefused, match=r"taken until June 27, 2024, 9:30 a\.m\.\. Withdraw it and"):
        hand_in_motion(motion, **late)
    of_presidium(called)
    hand_in_motion(motion, **doing(LATER))

    assert set(Motion.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_paper_that_came_in_time_may_be_typed_later_by_the_clerk_alone(township, called, deputies, clerk):
    account = cast.person(township, "first", "代表001", Role.DEPUTY, deputy=deputies[0])
    typed_at = LATER + timedelta(hours=3)
    motion = drafted(called, deputies[:5])

    with pytest.raises(PermissionDenied):
        hand_in_motion(motion, received_at=OPENING, **doing(typed_at, account))
    with pytest.raises(ActRefused, match="later than now"):
        hand_in_motion(motion, received_at=typed_at + timedelta(hours=1), **doing(typed_at, clerk))
    hand_in_motion(motion, received_at=OPENING, **doing(typed_at, clerk))

    assert Motion.objects.get().handed_in_at == OPENING
    assert (entry("hand_in_motion").at, entry("hand_in_motion").typed_at) == (OPENING, typed_at)


def test_the_presidium_puts_a_motion_on_the_agenda_of_a_plenary_meeting(township, called, deputies, chair):
    motion = handed_in(called, deputies[:5])
    where = plenary(township, called, state="planned")
    presidium = meeting(township, session=called, kind="presidium")
    words = {"item_meeting": where, "meeting_decided": presidium, "reason": "事关全镇。", "by": chair}
    act_id = uuid7()

    put_on_agenda(motion, **words, at=LATER, act_id=act_id)
    motion = put_on_agenda(motion, **words, at=LATER, act_id=act_id)

    item = where.items.get()
    assert (item.motion, item.kind, item.title, item.text) == (motion, "motion", motion.title, motion.plan)
    assert (item.speaker, item.on_agenda) == ("代表001", True)
    assert (motion.state, motion.decided_in, motion.decided_at) == ("on_agenda", presidium, LATER)
    assert motion.reason == "事关全镇。"
    assert [Entry.objects.filter(act=act).count() for act in ("plan_item", "put_on_agenda")] == [1, 1]
    where.refresh_from_db()
    assert where.version == 1


def test_the_agenda_is_refused_in_a_wrong_meeting(township, called, deputies, clerk, cosigner_account):
    motion = handed_in(called, deputies[:5])
    where = plenary(township, called)
    presidium = meeting(township, session=called, kind="presidium")
    elsewhere = plenary(township, convocation(township, number=4))
    over = plenary(township, called, number=2, state="closed")

    for place, said in ((presidium, "plenary meeting of this"), (elsewhere, "plenary"), (over, "is over")):
        with pytest.raises(ActRefused, match=said):
            put_on_agenda(motion, item_meeting=place, **doing())
    with pytest.raises(ActRefused, match="choose one of its meetings"):
        put_on_agenda(motion, item_meeting=where, meeting_decided=where, **doing())
    with pytest.raises(PermissionDenied):
        put_on_agenda(motion, item_meeting=where, **doing(by=cosigner_account))
    assert not where.items.exists()


def test_a_motion_is_withdrawn_with_a_reason_and_leaves_the_agenda(
    township, called, deputies, cosigner_account
):
    account = cast.person(township, "first", "代表001", Role.DEPUTY, deputy=deputies[0])
    where = plenary(township, called)
    motion = on_agenda(handed_in(called, deputies[:5]), where)

    with pytest.raises(ActRefused, match="Say why it is withdrawn"):
        withdraw_motion(motion, reason=" ", **doing(by=account))
    with pytest.raises(ActRefused, match="Only the deputy who leads"):
        withdraw_motion(motion, reason="另提。", **doing(by=cosigner_account))
    motion = withdraw_motion(motion, reason="另提。", **doing(LATER, account))

    assert (motion.state, motion.reason, motion.settled_at) == ("withdrawn", "另提。", LATER)
    assert where.items.get().state == "dropped"
    assert "另提" not in str(entry("withdraw_motion").facts)


def test_a_motion_is_not_withdrawn_while_it_is_voted_on(township, called, deputies):
    where = plenary(township, called, present=deputies)
    motion = on_agenda(handed_in(called, deputies[:5]), where)
    Vote.objects.create(
        township=township, meeting=where, item=where.items.get(), title=motion.title, state="open",
        of_all=12, present=12, quorum=8, needed=7, opened_at=OPENING,
    )  # fmt: skip

    with pytest.raises(ActRefused, match="is open: close or cancel it first"):
        withdraw_motion(motion, reason="另提。", **doing())
