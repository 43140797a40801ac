"""What a round comes to: promised, referred, decided, explained. Never silence."""

from datetime import date

import pytest

from huiyin.core.errors import ActRefused
from huiyin.journal.queries import history_of
from huiyin.matters.actions.closing import answer_from_above, decide_on_matter, explain_matter, refer_up
from huiyin.matters.actions.evaluating import evaluate_round
from huiyin.matters.actions.pressing import supervise
from huiyin.matters.actions.promises import track_promise
from huiyin.matters.actions.rounds import Order, hand_over_matter
from huiyin.matters.models.handling import Round
from huiyin.matters.tests.stories import (
    MONDAY,
    REPLIED,
    WINDOW_OVER,
    doing,
    evaluated,
    moment,
    registered,
    replied,
    verified,
)
from huiyin.matters.tests.world import (
    LATER,
    PLEDGE,
    again,
    answered,
    decided,
    explained,
    fresh,
    in_check,
    in_hand,
    promised,
    referred,
    settled,
)

pytestmark = pytest.mark.usefixtures("english")


# Promises


def test_a_tracked_promise_that_is_kept_goes_to_verification(world):
    matter = promised(world)
    track_promise(matter, **doing(WINDOW_OVER))
    assert (fresh(matter).state, fresh(matter).due_on) == ("tracking", PLEDGE.due_on)
    assert matter.clocks.get(rule="verify").met is None  # nobody verified

    settled(matter, "kept", at=LATER)
    assert (fresh(matter).state, fresh(matter).due_rule) == ("in_check", "verify")


def test_a_broken_promise_calls_for_the_next_round(world):
    matter = promised(world)
    track_promise(matter, **doing(WINDOW_OVER))
    settled(matter, "broken", at=LATER)
    assert (fresh(matter).state, fresh(matter).due_on) == ("in_check", None)
    matter = again(fresh(matter), world, "promise_broken", at=LATER)
    assert fresh(matter).round == 2


def test_one_broken_promise_does_not_open_two_rounds(world):
    matter = promised(world)
    track_promise(matter, **doing(WINDOW_OVER))
    settled(matter, "broken", at=LATER)
    matter = replied(again(fresh(matter), world, "promise_broken", at=LATER), at=moment(2024, 12, 10))
    with pytest.raises(ActRefused, match="do not bear out"):
        again(matter, world, "promise_broken", at=moment(2025, 2, 3))


def test_an_extended_promise_has_a_later_date_and_keeps_the_first(world):
    matter = promised(world)
    track_promise(matter, **doing(WINDOW_OVER))
    with pytest.raises(ActRefused, match="must lie after"):
        settled(matter, "extended", new_due_on=PLEDGE.due_on)
    promise = settled(matter, "extended", new_due_on=date(2025, 3, 31))
    assert (promise.first_due_on, promise.due_on) == (PLEDGE.due_on, date(2025, 3, 31))
    assert (fresh(matter).state, fresh(matter).due_on) == ("tracking", date(2025, 3, 31))


@pytest.mark.parametrize(
    ("state", "words", "sentence"),
    [
        ("open", {}, "kept, broken, extended or dropped"),
        ("kept", {"reason": " "}, "how it was checked"),
        ("broken", {"reason": ""}, "Say why"),
        ("dropped", {"on": date(2024, 10, 23)}, "in the future"),
    ],
)
def test_what_became_of_a_promise_is_proved(world, state, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        settled(promised(world), state, **words)


def test_a_verification_of_another_matter_proves_nothing(world):
    other = in_check(world)
    with pytest.raises(ActRefused, match="of another matter"):
        settled(promised(world), "kept", checked_by=other.verifications.get())


def test_a_promise_is_settled_once(world):
    matter = promised(world)
    settled(matter, "kept")
    with pytest.raises(ActRefused, match="was settled on"):
        settled(matter, "broken")


def test_a_promise_outlives_its_round_and_the_closing_of_the_matter(world):
    in_second_round, solved = promised(world), promised(world)
    verified(in_second_round, world.neutral, "not")
    again(in_second_round, world)
    verified(solved, world.neutral, "solved")

    assert settled(in_second_round, "kept").state == "kept"
    assert settled(solved, "kept", checked_by=solved.verifications.get(), reason="").state == "kept"
    assert (fresh(in_second_round).state, fresh(solved).state) == ("in_hand", "solved")


def test_a_promise_broken_after_the_matter_was_closed_opens_it_again(world):
    matter = promised(world)
    explained(matter)
    settled(matter, "broken", at=LATER)
    assert fresh(matter).state == "explained"
    assert fresh(again(fresh(matter), world, "promise_broken", at=LATER)).state == "in_hand"


def test_there_must_be_a_promise_to_wait_for(world):
    with pytest.raises(ActRefused, match="no open promise"):
        track_promise(answered(world), **doing(WINDOW_OVER))
    with pytest.raises(ActRefused, match="open until"):
        track_promise(promised(world), **doing(REPLIED))


# Referral


def refer(matter, *, at=WINDOW_OVER, **words):
    said = {"body": "市人大", "letter_number": "7号", "sent_on": at.date(), "content": "请安排", **words}
    return refer_up(matter, **said, **doing(at))


@pytest.mark.parametrize("missing", ["body", "letter_number", "content"])
def test_a_referral_is_a_numbered_letter_to_a_body(world, missing):
    with pytest.raises(ActRefused, match="Name the body"):
        refer(answered(world), **{missing: " "})


def test_no_letter_bears_a_day_still_to_come(world):
    with pytest.raises(ActRefused, match="in the future"):
        refer(answered(world), sent_on=LATER.date())


def test_what_is_beyond_the_townships_powers_may_go_up_before_any_round_and_come_back(world):
    matter = registered(world.township, world.lead)
    refer(matter, at=MONDAY)
    matter = fresh(matter)
    assert (matter.state, matter.round, matter.due_on) == ("referred", 0, None)
    for act in (
        lambda: verified(matter, world.neutral), lambda: decided(matter),
        lambda: again(matter, world), lambda: supervise(matter, text="", **doing(MONDAY)),
    ):  # fmt: skip
        with pytest.raises(ActRefused, match="has not been handed over"):
            act()

    order = Order(lead=world.unit)
    matter = hand_over_matter(matter, order=order, **doing(moment(2024, 8, 1)))
    assert (fresh(matter).state, matter.round, matter.handed_over_on) == ("in_hand", 1, date(2024, 8, 1))


def test_a_matter_referred_before_any_round_can_be_explained(world):
    matter = registered(world.township, world.lead)
    refer(matter, at=MONDAY)
    explained(fresh(matter))
    assert fresh(matter).state == "explained"


def test_the_answer_from_above_is_recorded_once_whatever_became_of_the_matter(world):
    matter, referral = referred(world)
    verified(matter, world.neutral, "solved", at=LATER)
    said = {"answer": "已安排", "answered_on": LATER.date(), "told_on": None}
    for words, sentence in (
        ({"answer": " "}, "Give the answer"),
        ({"answered_on": date(2024, 10, 21)}, "cannot lie before the letter"),
        ({"answered_on": date(2024, 12, 3)}, "in the future"),
        ({"told_on": date(2024, 12, 3)}, "in the future"),
    ):
        with pytest.raises(ActRefused, match=sentence):
            answer_from_above(referral, **{**said, **words}, **doing(LATER))
    assert answer_from_above(referral, **said, **doing(LATER)).answer == "已安排"
    with pytest.raises(ActRefused, match="was recorded on"):
        answer_from_above(referral, **said, **doing(LATER))
    assert fresh(matter).state == "solved"


# Decision and explanation


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"reason": " "}, "Give the reasons"),
        ({"meeting": ""}, "Give the reasons"),
        ({"decided_on": LATER.date()}, "in the future"),
    ],
)
def test_a_decision_bears_reasons_the_meeting_and_its_day(world, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        decided(in_check(world), **words)


def test_the_presidium_decides_on_a_round_once(world):
    matter = in_check(world)
    decided(matter)
    with pytest.raises(ActRefused, match="decided on this round already"):
        decided(matter)


@pytest.mark.parametrize("trouble", ["dissatisfied", "not", "partly"])
def test_dissatisfied_or_unsolved_is_not_explained_away_without_a_decision(world, trouble):
    matter = answered(world)
    if trouble == "dissatisfied":
        evaluated(matter, world.lead, trouble)
    else:
        verified(matter, world.neutral, trouble)
    with pytest.raises(ActRefused, match="presidium must decide first"):
        explained(matter)
    decided(matter)
    explained(matter)
    assert (fresh(matter).state, matter.rounds.get().verdict) == ("explained", Round.Verdict.EXPLAINED)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"ground": "mood"}, "Choose the ground"),
        ({"told_how": "telegram"}, "in person or in writing"),
        ({"text": " "}, "Write down"),
        ({"told_on": LATER.date()}, "only after who raised it was told"),
    ],
)
def test_an_explanation_names_its_ground_and_when_it_was_given(world, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        explained(answered(world), **words)


def test_nothing_is_concluded_while_the_window_is_open(world):
    matter = answered(world)
    early = moment(2024, 10, 18)  # the window's last day
    for act in (
        lambda: refer(matter, at=early),
        lambda: decide_on_matter(matter, reason="x", meeting="y", decided_on=early.date(), **doing(early)),
        lambda: explain_matter(
            matter, ground="money", text="x", told_on=early.date(), told_how="person", **doing(early)
        ),
        lambda: verified(matter, world.neutral, at=early),
    ):
        with pytest.raises(ActRefused, match="open until"):
            act()


def test_an_evaluation_is_dated_between_the_reply_and_today(world):
    matter = answered(world)
    for day, sentence in ((date(2024, 9, 29), "before the reply"), (date(2024, 10, 1), "in the future")):
        with pytest.raises(ActRefused, match=sentence):
            evaluated(matter, world.lead, "satisfied", given_on=day)
    with pytest.raises(ActRefused, match="Choose satisfied"):
        evaluated(matter, world.lead, "happy")
    typed_later = evaluated(matter, world.lead, "fairly", at=WINDOW_OVER, given_on=date(2024, 10, 18))
    assert typed_later in type(typed_later).objects.in_window()


def test_an_evaluation_of_a_round_that_is_over_is_refused(world):
    matter = in_check(world)
    first = matter.rounds.get()
    matter = replied(again(matter, world), at=moment(2024, 11, 20))
    with pytest.raises(ActRefused, match="This round is over"):
        evaluate_round(
            matter.petitioners.get(deputy=world.lead), round_=first, result="satisfied",
            given_on=date(2024, 11, 20), channel="paper", **doing(moment(2024, 11, 20)),
        )  # fmt: skip


def test_the_journal_tells_the_whole_story(world):
    matter = in_hand(world)
    replied(matter)
    verified(matter, world.neutral, "not")
    again(matter, world)
    assert [entry.act for entry in history_of(matter)] == [
        "register", "hand_over", "reply", "verify", "open_round",
    ]  # fmt: skip
