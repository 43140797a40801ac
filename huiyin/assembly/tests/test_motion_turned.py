"""A motion not put on the agenda appears in the loop as a suggestion, with link, clock and signers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.motions import hand_in_motion, turn_motion
from huiyin.assembly.actions.signing import sign_motion
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.tests.drafting import WORDS, drafted, handed_in, of_presidium, recall
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, seated
from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.deadlines.actions import override_rule
from huiyin.journal.models import Entry
from huiyin.matters.actions.settings import set_up_loop
from huiyin.matters.models.handling import Clock
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.settings import Field
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def deputies(township):
    set_up_loop(township, **cast.acting())
    override_rule(township, code="hand_over", amount=7, unit="workday", reason="本镇规定", **cast.acting())
    return seated(township, 12)


@pytest.fixture
def called(township, deputies):
    return convocation(township)


def test_a_turned_motion_is_a_matter_with_link_signers_reason_and_a_running_clock(
    township, called, deputies, clerk, village
):
    motion = handed_in(called, [deputies[2], *deputies[3:8]])
    presidium = meeting(township, session=called, kind="presidium")
    field = Field.objects.of(township).order_by("name").first()
    reason = "属日常工作，宜由政府办理。"

    motion = turn_motion(
        motion, reason=reason, field=field, village=village, meeting_decided=presidium, **doing(LATER, clerk)
    )

    matter = motion.matter
    assert (motion.state, motion.reason, motion.decided_in) == ("turned", reason, presidium)
    assert (matter.kind, matter.channel, matter.state) == ("motion", "session", "registered")
    assert (matter.title, matter.request) == (WORDS["title"], WORDS["plan"])
    assert matter.situation == f"{WORDS['cause']}\n{WORDS['grounds']}"
    assert (matter.session, matter.field, matter.village) == (called.session, field, village)
    assert matter.received_on == date(2024, 6, 27)
    assert matter.number
    signers = list(matter.petitioners.order_by("position").values_list("deputy__name", "role"))
    assert signers == [("代表003", "lead"), *((f"代表00{n}", "cosigner") for n in (4, 5, 6, 7, 8))]
    clock = Clock.objects.get(matter=matter, rule="hand_over")
    assert clock.stopped_at is None
    assert matter.due_on == clock.due_on == date(2024, 7, 8)
    assert list(matter.motions.all()) == [motion]


def test_it_is_turned_once_and_both_acts_stand_in_the_journal(called, deputies, clerk):
    motion = handed_in(called, deputies[:5])
    words = {"reason": "属日常工作。", "by": clerk, "at": LATER, "act_id": uuid7()}

    first = turn_motion(motion, **words)
    again = turn_motion(motion, **words)

    assert (again, Matter.objects.count()) == (first, 1)
    turned, registered = Entry.objects.get(act="turn_motion"), Entry.objects.get(act="register")
    assert (turned.facts["number"], turned.facts["motion_serial"]) == (first.matter.number, 1)
    assert (registered.subject_id, registered.by) == (first.matter.pk, clerk)
    assert "属日常工作" not in str(turned.facts)


def test_the_chair_may_record_it_too(called, deputies, chair):
    motion = turn_motion(handed_in(called, deputies[:5]), reason="属日常工作。", **doing(LATER, chair))

    assert Entry.objects.get(act="turn_motion").by == chair
    assert motion.matter.state == "registered"


def test_it_is_received_on_the_day_on_which_the_presidium_decided(township, called, deputies, clerk):
    eve = meeting(township, session=called, kind="presidium", at=OPENING - timedelta(days=1), state="closed")
    typed_at = OPENING + timedelta(days=3)

    motion = turn_motion(
        handed_in(called, deputies[:5]), reason="属日常工作。", meeting_decided=eve, **doing(typed_at, clerk)
    )

    assert motion.matter.received_on == date(2024, 6, 26)
    assert motion.decided_at == typed_at


def test_only_confirmed_signers_become_its_signers(called, deputies):
    motion = drafted(called, deputies[:5])
    sign_motion(motion, add=[deputies[7]], **doing())

    motion = turn_motion(hand_in_motion(motion, **doing()), reason="属日常工作。", **doing())

    assert motion.matter.petitioners.count() == 5


def test_it_is_refused_without_a_reason_or_by_a_wrong_meeting(township, called, deputies):
    motion = handed_in(called, deputies[:5])

    with pytest.raises(ActRefused, match="Say why it does not go on the agenda"):
        turn_motion(motion, reason="  ", **doing())
    with pytest.raises(ActRefused, match="choose one of its meetings"):
        turn_motion(motion, reason="甲", meeting_decided=meeting(township, session=called), **doing())

    assert not Matter.objects.exists()
    assert Motion.objects.get().state == "submitted"


def test_recalls_and_what_the_presidium_brings_are_not_turned(called, deputies):
    for motion in (recall(called), of_presidium(called)):
        with pytest.raises(ActRefused, match="Only a motion of deputies is turned"):
            turn_motion(motion, reason="甲", **doing())


def test_a_deputy_does_not_decide_for_the_presidium(township, called, deputies):
    account = cast.person(township, "first", "代表001", Role.DEPUTY, deputy=deputies[0])

    with pytest.raises(PermissionDenied):
        turn_motion(handed_in(called, deputies[:5]), reason="甲", **doing(by=account))
