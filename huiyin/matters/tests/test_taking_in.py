"""Taking matters in: submitted, registered, returned, declined, merged, withdrawn."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.core.errors import ActRefused
from huiyin.journal.queries import history_of
from huiyin.matters.actions.intake import (
    Slip,
    draft_matter,
    enter_matter,
    register_matter,
    submit_again,
    submit_matter,
)
from huiyin.matters.actions.rounds import Order, hand_over_matter
from huiyin.matters.actions.sifting import decline_matter, merge_matter, return_matter, withdraw_matter
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.tests.recompute import kept, recompute
from huiyin.matters.tests.stories import MONDAY, doing, evaluated, moment, registered, replied
from huiyin.matters.tests.world import answered, in_hand, submitted
from huiyin.people.actions.roster import close_unit
from huiyin.people.roles import Role
from huiyin.people.tests.cast import person

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"title": " "}, "The title is missing"),
        ({"lead": None}, "The deputy who leads is missing"),
        ({"channel": "session"}, "in which session"),
        ({"received_on": date(2024, 7, 2)}, "lies in the future"),
    ],
)
def test_an_incomplete_slip_is_refused(world, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        registered(world.township, **{"lead": world.lead, **words})
    with pytest.raises(ActRefused, match=sentence):
        submitted(world, **words)
    assert not Matter.objects.exists()


def test_a_deputy_signs_once(world):
    with pytest.raises(ActRefused, match="twice"):
        registered(world.township, world.lead, cosigners=[world.lead])


def test_a_matter_received_today_is_not_of_the_future_by_the_towns_clock(world):
    midnight = moment(2024, 7, 1, hour=8).replace(hour=16, day=30, month=6)  # 0:00 on 1 July in the town
    assert registered(world.township, world.lead, at=midnight, received_on=date(2024, 7, 1)).serial == 1


def test_numbers_run_by_session_by_year_and_by_kind(world, session):
    def number(**words):
        return registered(world.township, world.lead, **words).short_number

    in_session = {"session": session, "channel": "session"}
    numbers = [number(**in_session), number(**in_session), number(), number(received_on=date(2023, 12, 31))]
    opinion = registered(world.township, None, kind="opinion")
    assert numbers[:2] == ["1号", "2号"]
    series = set(Matter.objects.values_list("series", "serial"))
    assert series == {
        ("session:13:3", 1), ("session:13:3", 2), ("between:2024", 1), ("between:2023", 1),
        ("opinion:2024", 1),
    }  # fmt: skip
    assert opinion.petitioners.get().role == Petitioner.Role.VOTER


def test_who_typed_for_whom_is_said_by_the_entry(world):
    matter = registered(world.township, world.lead, typed_for=True, by=world.by["clerk"])
    entry = history_of(matter)[0]
    assert (entry.on_behalf_of, entry.by) == (f"people.deputy:{world.lead.pk}", world.by["clerk"])


def test_a_deputy_submits_their_own_matter_and_the_clerk_registers_it(world):
    slip = Slip(title="关于修路灯的建议", received_on=date(2024, 6, 28), lead=world.lead)
    matter = submit_matter(world.township, slip=slip, **doing(MONDAY, world.by["signer"]))
    assert (matter.state, matter.number) == ("submitted", "")

    matter = register_matter(matter, **doing(MONDAY, world.by["clerk"]))
    assert (matter.state, matter.serial, matter.registered_at) == ("registered", 1, MONDAY)


def test_a_draft_is_handed_in_when_it_is_complete(world):
    slip = Slip(title="关于修路灯的建议", received_on=date(2024, 6, 28), lead=world.lead)
    matter = draft_matter(world.township, slip=slip, **doing(MONDAY, world.by["signer"]))
    assert kept(matter) == recompute(matter)
    assert matter.state == "draft"

    matter = submit_again(matter, **doing(MONDAY, world.by["signer"]))
    assert kept(matter) == recompute(matter)
    assert matter.state == "submitted"


def test_nobody_submits_in_the_name_of_another_deputy(world):
    slip = Slip(title="关于修路灯的建议", received_on=date(2024, 6, 28), lead=world.lead)
    for name in ("other deputy", "handler", "outsider", "operator"):
        with pytest.raises(PermissionDenied):
            submit_matter(world.township, slip=slip, **doing(MONDAY, world.by[name]))
        with pytest.raises(PermissionDenied):
            enter_matter(world.township, slip=slip, **doing(MONDAY, world.by[name]))


def test_a_returned_matter_is_completed_and_handed_in_again(world):
    matter = submitted(world)
    with pytest.raises(ActRefused, match="Choose the ground"):
        return_matter(matter, ground="bad", text="x", on=MONDAY.date(), **doing(MONDAY))
    with pytest.raises(ActRefused, match="what is to be completed"):
        return_matter(matter, ground="incomplete", text=" ", on=MONDAY.date(), **doing(MONDAY))

    matter = return_matter(matter, ground="incomplete", text="请写明地点", on=MONDAY.date(), **doing(MONDAY))
    assert (matter.state, matter.refusals.get().text) == ("returned", "请写明地点")
    assert submit_again(matter, **doing(MONDAY, world.by["signer"])).state == "submitted"


def test_a_matter_is_declined_on_a_ground_that_the_rules_name(world):
    matter = submitted(world)
    with pytest.raises(ActRefused, match="Choose the ground"):
        decline_matter(matter, ground="tiresome", text="", on=MONDAY.date(), **doing(MONDAY))

    matter = decline_matter(matter, ground="own_affair", text="", on=MONDAY.date(), **doing(MONDAY))
    assert (matter.state, matter.closed_at, matter.due_on) == ("declined", MONDAY, None)


def test_a_declined_matter_keeps_its_number(world):
    matter = registered(world.township, world.lead)
    decline_matter(matter, ground="court", text="", on=MONDAY.date(), **doing(MONDAY))
    assert registered(world.township, world.lead).serial == 2


def test_the_signers_of_a_merged_matter_are_answered_with_the_other(world):
    into = registered(world.township, world.lead)
    matter = registered(world.township, world.lead, cosigners=[world.cosigner])

    matter = merge_matter(matter, into=into, **doing(MONDAY))

    assert (matter.state, matter.merged_into, matter.closed_at) == ("merged", into, MONDAY)
    names = into.petitioners.order_by("position").values_list("deputy__name", "role")
    assert list(names) == [(world.lead.name, "lead"), (world.cosigner.name, "cosigner")]


def test_a_voter_whose_opinion_is_merged_is_answered_too_and_a_second_one_as_well(world):
    into = registered(world.township, world.lead)
    for name in ("张三", "李四"):
        opinion = registered(
            world.township, None, kind="opinion", channel="visit", voter_name=name, voter_phone="138"
        )
        merge_matter(opinion, into=into, **doing(MONDAY))

    voters = into.petitioners.filter(role="voter").order_by("position")
    assert [voter.voter_name for voter in voters] == ["张三", "李四"]


def test_a_signer_who_joined_by_a_merger_evaluates_like_the_others(world):
    into, matter = in_hand(world), registered(world.township, world.neutral)
    merge_matter(matter, into=into, **doing(MONDAY))
    replied(into)

    assert evaluated(into, world.neutral, "dissatisfied", at=moment(2024, 10, 9)).result == "dissatisfied"


def test_nothing_is_merged_into_what_is_answered_for_its_signers_would_get_no_reply(world):
    matter = registered(world.township, world.neutral)
    with pytest.raises(ActRefused, match="was answered already"):
        merge_matter(matter, into=answered(world), **doing(moment(2024, 10, 8)))


def test_a_secret_matter_stays_secret_in_the_one_that_takes_it_in(world):
    into, matter = in_hand(world), registered(world.township, world.neutral, secrecy=True)
    merge_matter(matter, into=into, **doing(MONDAY))

    assert Matter.objects.get(pk=into.pk).secrecy
    assert history_of(matter).last().facts["secrecy"] is True


def test_who_only_signed_with_others_withdraws_nothing(world):
    matter = in_hand(world)
    cosigner = person(world.township, "cosigner", "副签代表", Role.DEPUTY, deputy=world.cosigner)
    with pytest.raises(ActRefused, match="Only the deputy who leads"):
        withdraw_matter(matter, reason="已修好", **doing(MONDAY, cosigner))
    withdraw_matter(matter, reason="已修好", **doing(MONDAY, world.by["signer"]))


def test_what_is_merged_and_into_what_must_fit(world):
    into = registered(world.township, world.lead)
    with pytest.raises(ActRefused, match="into itself"):
        merge_matter(into, into=into, **doing(MONDAY))
    with pytest.raises(ActRefused, match="registered matter that is still open"):
        merge_matter(into, into=submitted(world), **doing(MONDAY))
    gone = withdraw_matter(registered(world.township, world.lead), reason="x", **doing(MONDAY))
    with pytest.raises(ActRefused, match="registered matter that is still open"):
        merge_matter(into, into=gone, **doing(MONDAY))


def test_a_matter_is_withdrawn_with_its_round_before_it_is_answered(world):
    matter = in_hand(world)
    with pytest.raises(ActRefused, match="Say why"):
        withdraw_matter(matter, reason=" ", **doing(MONDAY))

    matter = withdraw_matter(matter, reason="已自行解决", **doing(MONDAY, world.by["signer"]))

    assert (matter.state, matter.rounds.get().verdict) == ("withdrawn", "withdrawn")
    assert not matter.clocks.filter(stopped_at=None).exists()
    assert kept(matter) == recompute(matter)
    with pytest.raises(ActRefused):
        withdraw_matter(replied(in_hand(world)), reason="x", **doing(MONDAY))


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (lambda w: Order(), "Name the unit that leads"),
        (lambda w: Order(separate=[w.unit]), "at least two units"),
        (lambda w: Order(lead=w.unit, separate=[w.other_unit]), "not both"),
        (lambda w: Order(lead=w.unit, assisting=[w.unit]), "stands in the order twice"),
    ],
)
def test_an_order_names_who_must_answer(world, order, sentence):
    matter = registered(world.township, world.lead)
    with pytest.raises(ActRefused, match=sentence):
        hand_over_matter(matter, order=order(world), **doing(MONDAY))
    assert (matter.rounds.count(), matter.clocks.filter(rule="reply").count()) == (0, 0)


def test_a_closed_unit_is_given_nothing(world):
    matter = registered(world.township, world.lead)
    unit = close_unit(world.other_unit, **doing(MONDAY, world.by["clerk"]))
    with pytest.raises(ActRefused, match="was closed"):
        hand_over_matter(matter, order=Order(lead=unit), **doing(MONDAY))


def test_nothing_is_handed_over_before_it_was_received(world):
    matter = registered(world.township, world.lead)
    with pytest.raises(ActRefused, match="before it was received"):
        hand_over_matter(matter, order=Order(lead=world.unit), **doing(moment(2024, 6, 27)))
