"""Somebody other than the unit goes to look; what is not solved goes into the next round."""

from datetime import date

import pytest

from huiyin.core.errors import ActRefused
from huiyin.deadlines.actions import choose_profile
from huiyin.files.tests.factories import picture, upload
from huiyin.journal.queries import history_of
from huiyin.matters.actions.verifying import Sighting, verify_matter
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.stories import (
    MONDAY,
    WINDOW_OVER,
    doing,
    evaluated,
    handed_over,
    moment,
    registered,
    replied,
    verified,
)
from huiyin.matters.tests.world import (
    LATER,
    again,
    answered,
    decided,
    fresh,
    in_check,
)
from huiyin.people.actions.roster import end_deputy

pytestmark = pytest.mark.usefixtures("english")


# Verification


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"result": "done"}, "whether it is solved"),
        ({"note": " "}, "what was seen"),
        ({"verifiers": []}, "at least one deputy"),
        ({"on": date(2024, 9, 29)}, "between the reply and today"),
        ({"on": date(2024, 10, 23)}, "between the reply and today"),
    ],
)
def test_an_incomplete_verification_is_refused(world, words, sentence):
    sighting = Sighting(
        **{"on": WINDOW_OVER.date(), "result": "solved", "note": "通畅", "verifiers": [world.neutral]} | words
    )  # fmt: skip
    with pytest.raises(ActRefused, match=sentence):
        verify_matter(answered(world), sighting=sighting, **doing(WINDOW_OVER))


def test_photos_are_named_in_the_entry_by_their_digest(world):
    matter = answered(world)
    seen = verified(matter, world.neutral, photos=[upload("现场.jpg", picture())])
    sha256 = seen.files.get().file.sha256
    assert history_of(matter).last().facts["photos"] == [sha256]


def test_a_verifier_counts_once_and_is_a_deputy_on_that_day(world):
    matter = answered(world)
    with pytest.raises(ActRefused, match="twice"):
        verified(matter, world.neutral, verifiers=[world.neutral, world.neutral])
    world.neutral = end_deputy(
        world.neutral, on=date(2024, 10, 1), reason="调离", **doing(WINDOW_OVER, world.by["clerk"])
    )
    with pytest.raises(ActRefused, match="no longer a deputy"):
        verified(matter, world.neutral)
    assert verified(matter, world.neutral, on=date(2024, 10, 1)).result == "solved"


def test_a_matter_without_deputies_goes_from_the_reply_to_verification(world):
    matter = registered(world.township, None, kind="finding")
    matter = replied(handed_over(matter, world.unit))
    assert (matter.state, matter.window_closes_on, matter.due_rule) == ("in_check", None, "verify")
    verified(matter, world.neutral, at=moment(2024, 10, 1))
    assert fresh(matter).state == "solved"


def test_a_dissatisfied_deputy_keeps_a_solved_matter_open_until_the_presidium_decides(world):
    matter = answered(world)
    evaluated(matter, world.lead, "dissatisfied")
    verified(matter, world.neutral, "solved")
    assert (matter.state, fresh(matter).due_rule) == ("in_check", "")

    decided(matter)
    assert (fresh(matter).state, matter.rounds.get().verdict) == ("solved", "solved")


def test_a_decision_made_before_lets_a_verification_close_it(world):
    matter = answered(world)
    evaluated(matter, world.lead, "dissatisfied")
    decided(matter)
    verified(matter, world.neutral, "solved")
    assert fresh(matter).state == "solved"


def test_a_dissatisfaction_after_the_window_holds_nothing_open(world):
    matter = answered(world)
    evaluated(matter, world.lead, "dissatisfied", at=WINDOW_OVER)
    verified(matter, world.neutral, "solved", at=moment(2024, 10, 23))
    assert fresh(matter).state == "solved"


def test_a_form_typed_after_the_verification_counts_and_opens_the_matter_again(world):
    matter = answered(world)
    verified(matter, world.neutral, "solved")
    with pytest.raises(ActRefused, match="too late"):
        evaluated(matter, world.lead, "dissatisfied", at=LATER)

    evaluated(matter, world.lead, "satisfied", at=LATER, given_on=date(2024, 10, 10))
    assert fresh(matter).state == "solved"
    evaluated(matter, world.cosigner, "dissatisfied", at=LATER, given_on=date(2024, 10, 11))
    assert (fresh(matter).state, matter.rounds.get().verdict) == ("in_check", "")

    decided(matter)
    assert fresh(matter).state == "solved"


def test_no_day_is_made_up_where_the_rules_give_none_for_the_next_step(world):
    matter = in_check(world)
    assert (matter.due_on, matter.due_rule) == (None, "")
    assert not Matter.objects.of(world.township).overdue(LATER.date()).exists()
    verified(matter, world.neutral, "cannot_tell", at=LATER)
    assert (fresh(matter).due_on, matter.due_rule) == (None, "verify")  # somebody must look again


def test_where_the_rules_give_days_for_the_next_step_they_run(world):
    choose_profile(world.township, profile="shandong", **doing(MONDAY))
    matter = in_check(world)
    assert fresh(matter).due_on > WINDOW_OVER.date()


# The next round


@pytest.mark.parametrize("reason", ["dissatisfied", "promise_broken", "not_verified"])
def test_a_round_opens_only_for_a_reason_that_the_records_bear_out(world, reason):
    with pytest.raises(ActRefused, match="do not bear out"):
        again(answered(world), world, reason)


def test_a_round_opens_for_one_of_the_named_reasons(world):
    matter = in_check(world)
    for reason in ("first", "whim"):
        with pytest.raises(ActRefused, match="Choose why"):
            again(matter, world, reason)
    with pytest.raises(ActRefused, match="for a closed matter only"):
        again(matter, world, "relapse")


def test_no_round_opens_while_the_window_is_open(world):
    matter = answered(world)
    evaluated(matter, world.lead, "dissatisfied")
    with pytest.raises(ActRefused, match="open until"):
        again(matter, world, "dissatisfied", at=moment(2024, 10, 8))


def test_the_next_round_has_its_own_clock_and_begins_empty(world):
    matter = again(in_check(world), world)
    first, second = matter.rounds.order_by("number")
    assert (first.verdict, second.reason, second.number) == ("next_round", "not_verified", 2)
    assert (matter.due_rule, matter.claim, matter.verified, matter.replied_on) == (
        "reply_again",
        "",
        "",
        None,
    )
    fresh(matter)


def test_a_solved_matter_that_came_back_is_opened_again(world):
    matter = answered(world)
    verified(matter, world.neutral, "solved")
    with pytest.raises(ActRefused, match="The matter is closed"):
        again(matter, world, "dissatisfied")
    matter = again(matter, world, "relapse")
    assert (fresh(matter).state, matter.closed_at) == ("in_hand", None)
    assert [r.verdict for r in matter.rounds.order_by("number")] == ["solved", ""]
