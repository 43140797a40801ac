"""The refusals that the loop stands on, each by its name."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from huiyin.core.errors import ActRefused, ForeignRow
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.journal.queries import verify_chain
from huiyin.journal.tests.test_at_once import together
from huiyin.matters.actions.evaluating import evaluate_round
from huiyin.matters.actions.intake import Slip, enter_matter
from huiyin.matters.actions.rounds import Order, current_round, hand_over_matter, open_round
from huiyin.matters.models.checks import Evaluation, Verification
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.stories import (
    MONDAY,
    REPLIED,
    WINDOW_OVER,
    doing,
    evaluated,
    handed_over,
    moment,
    registered,
    replied,
    verified,
)
from huiyin.matters.tests.world import PLEDGE, answered, in_hand
from huiyin.people.actions.roster import change_deputy
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")

TOWN = ZoneInfo("Asia/Shanghai")


# A unit never verifies its own work.


def test_a_deputy_employed_in_the_handling_unit_cannot_verify(world):
    matter = answered(world)
    change_deputy(world.neutral, employer=world.unit, **doing(MONDAY, world.by["clerk"]))
    world.neutral.refresh_from_db()

    with pytest.raises(ActRefused, match="belongs to a unit that handled this matter"):
        verified(matter, world.neutral)
    assert not Verification.objects.exists()


def test_a_deputy_who_answers_for_the_handling_unit_cannot_verify(world):
    matter = answered(world)
    both = cast.person(world.township, "both", world.neutral.name, Role.DEPUTY, deputy=world.neutral)
    cast.give_role(world.township, user=both, role=Role.UNIT_HEAD, unit=world.unit, **cast.acting())

    with pytest.raises(ActRefused, match="cannot verify it"):
        verified(matter, world.neutral)


def test_a_unit_of_an_earlier_round_cannot_verify_a_later_one(world):
    matter = answered(world)
    verified(matter, world.neutral, "not")
    matter = open_again(matter, world.other_unit)
    matter = replied(matter, unit=world.other_unit, at=moment(2024, 11, 20))
    change_deputy(world.neutral, employer=world.unit, **doing(MONDAY, world.by["clerk"]))
    world.neutral.refresh_from_db()

    with pytest.raises(ActRefused, match="cannot verify it"):
        verified(matter, world.neutral, at=moment(2024, 12, 20))


def test_an_assisting_unit_cannot_verify_either(world):
    matter = replied(in_hand(world, assisting=[world.other_unit]))
    change_deputy(world.neutral, employer=world.other_unit, **doing(MONDAY, world.by["clerk"]))
    world.neutral.refresh_from_db()

    with pytest.raises(ActRefused, match="cannot verify it"):
        verified(matter, world.neutral)


def open_again(matter, unit):
    return open_round(matter, reason="not_verified", order=Order(lead=unit), **doing(WINDOW_OVER))


# Only a verification closes a matter as solved.


def test_the_database_itself_refuses_solved_without_a_verification(world):
    matter = answered(world)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE matters_matter SET state = 'solved', closed_at = %s WHERE title = %s",
            [WINDOW_OVER, matter.title],
        )


@pytest.mark.parametrize("result", ["partly", "not", "cannot_tell"])
def test_no_other_finding_closes_a_matter(world, result):
    matter = answered(world)
    verified(matter, world.neutral, result)

    assert (matter.state, matter.closed_at, matter.verified) == ("in_check", None, result)
    assert matter.due_on is None  # the national rules give no day for what comes next


def test_a_claim_of_solved_and_satisfied_deputies_do_not_close_it(world):
    matter = answered(world, claim="A")
    evaluated(matter, world.lead, "satisfied")
    evaluated(matter, world.cosigner, "satisfied")
    matter.refresh_from_db()

    assert matter.state == "answered"
    assert matter.shown_state(WINDOW_OVER.date()) == "in_check"


def test_a_finding_without_a_note_of_what_was_seen_is_refused(world):
    with pytest.raises(ActRefused, match="what was seen"):
        verified(answered(world), world.neutral, note="  ")


# A claim that needs a date is refused without a promise.


def test_a_claim_that_needs_a_date_is_refused_without_a_promise(world):
    matter = in_hand(world)
    with pytest.raises(ActRefused, match="needs a promise"):
        replied(matter, claim="B")

    assert replied(matter, claim="B", pledges=[PLEDGE]).promises.get().due_on == PLEDGE.due_on


def test_a_claim_that_needs_a_reason_is_refused_without_it(world):
    matter = in_hand(world)
    with pytest.raises(ActRefused, match="needs the reason"):
        replied(matter, claim="C")
    assert replied(matter, claim="C", reason="无预算").claim == "C"


# Evaluations are sealed until the window closes.


def test_nobody_reads_ratings_before_the_window_closes(world):
    matter = answered(world)
    evaluated(matter, world.lead, "dissatisfied")
    last_day = matter.window_closes_on

    sealed = Evaluation.objects.of(world.township)
    assert list(sealed.unsealed(last_day)) == []
    assert sealed.unsealed(last_day + timedelta(days=1)).get().result == "dissatisfied"


def test_the_window_closes_with_the_towns_midnight_not_with_that_of_greenwich(world):
    matter = answered(world)
    eve = datetime.combine(matter.window_closes_on, datetime.max.time(), TOWN)
    with pytest.raises(ActRefused, match="window of evaluation is open"):
        verified(matter, world.neutral, at=eve, on=matter.window_closes_on)

    verified(matter, world.neutral, at=eve + timedelta(seconds=1), on=matter.window_closes_on)
    assert matter.state == "solved"


def test_a_unit_does_not_see_matters_that_it_was_not_given(world):
    matter = in_hand(world)
    handler, other = world.by["handler"], world.by["assistant"]

    rows = Matter.objects.of(world.township)
    assert list(rows.visible_to(handler)) == [matter]
    assert list(rows.visible_to(other)) == []


# A stranger finds nothing.


@pytest.mark.parametrize("name", ["outsider", "operator", "other deputy"])
def test_a_stranger_sees_no_matter(world, name):
    in_hand(world)
    assert not Matter.objects.of(world.township).visible_to(world.by[name]).exists()


def test_a_person_without_a_named_township_is_a_fault_of_the_program(world):
    with pytest.raises(LookupError):
        Matter.objects.all().visible_to(world.by["clerk"])


def test_rows_of_another_township_are_not_linked(world):
    matter = registered(world.township, world.lead)
    foreign = cast.unit(world.other_township, "邻镇水利站")
    stranger = cast.deputy(world.other_township, "邻镇代表")

    with pytest.raises(ForeignRow):
        hand_over_matter(matter, order=Order(lead=foreign), **doing(MONDAY))
    with pytest.raises(ForeignRow):
        registered(world.township, stranger)
    with pytest.raises(ForeignRow):
        verified(replied(handed_over(matter, world.unit)), stranger)


# A vote of a deputy who did not sign.


def rate(petitioner, matter, by=None):
    return evaluate_round(
        petitioner, round_=current_round(matter), result="satisfied", given_on=REPLIED.date(), channel="desk",
        **doing(REPLIED, by),
    )  # fmt: skip


def test_a_deputy_who_did_not_sign_does_not_vote(world):
    matter = answered(world)
    elsewhere = replied(handed_over(registered(world.township, world.neutral), world.unit))

    with pytest.raises(ActRefused, match="evaluate the present one"):
        rate(elsewhere.petitioners.get(), matter, world.by["other deputy"])
    with pytest.raises(PermissionDenied):
        rate(matter.petitioners.get(deputy=world.lead), matter, world.by["other deputy"])
    assert not Evaluation.objects.exists()


def test_a_signer_does_not_vote_for_another_signer(world):
    matter = answered(world)
    with pytest.raises(PermissionDenied):
        rate(matter.petitioners.get(deputy=world.cosigner), matter, world.by["signer"])
    assert rate(matter.petitioners.get(deputy=world.lead), matter, world.by["signer"]).result == "satisfied"


def test_a_signed_in_deputy_cannot_date_a_vote_back_into_the_window(world):
    matter = answered(world)
    with pytest.raises(ActRefused, match="bears the day on which it is given"):
        evaluated(
            matter, world.lead, "satisfied", by=world.by["signer"], at=WINDOW_OVER, given_on=REPLIED.date()
        )


def test_a_voter_does_not_evaluate(world):
    matter = registered(world.township, world.lead, kind="opinion", voter_name="张三")
    matter = replied(handed_over(matter, world.unit))

    with pytest.raises(ActRefused, match="Only a deputy who signed"):
        rate(matter.petitioners.get(role="voter"), matter)


def test_a_deputy_votes_once_in_a_round(world):
    matter = answered(world)
    evaluated(matter, world.lead, "satisfied")
    with pytest.raises(ActRefused, match="given once"):
        evaluated(matter, world.lead, "dissatisfied")


# Twice, and at once.


def entering(township, lead, n, act_id=None):
    slip = Slip(title=f"第{n}件建议", received_on=date(2024, 6, 28), lead=lead)
    return enter_matter(township, slip=slip, by=None, at=MONDAY, act_id=act_id or uuid7())


def test_a_form_sent_twice_registers_one_matter(world):
    act_id = uuid7()
    first = entering(world.township, world.lead, 1, act_id)
    assert entering(world.township, world.lead, 1, act_id) == first
    assert Matter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_registers_one_matter(township, lead):
    act_id = uuid7()
    outcomes = together(3, lambda n: entering(township, lead, 1, act_id))

    assert len({matter.pk for matter in outcomes}) == 1
    assert Matter.objects.count() == 1
    assert verify_chain(township)[1] is None


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_get_distinct_numbers_without_a_gap(township, lead):
    numbers = together(3, lambda n: [entering(township, lead, f"{n}.{m}").serial for m in range(3)])

    assert sorted(serial for three in numbers for serial in three) == list(range(1, 10))
    assert Entry.objects.filter(act="register").count() == 9
    assert verify_chain(township)[1] is None


@pytest.mark.django_db(transaction=True)
def test_a_number_is_given_back_when_the_act_of_one_clerk_fails(township, lead):
    def enter(n):
        if n != 1:
            return entering(township, lead, n).serial
        with transaction.atomic():
            entering(township, lead, n)
            transaction.set_rollback(True)
        return None

    numbers = together(4, enter)

    assert sorted(n for n in numbers if n) == [1, 2, 3]
    assert entering(township, lead, 9).serial == 4
    assert verify_chain(township)[1] is None
