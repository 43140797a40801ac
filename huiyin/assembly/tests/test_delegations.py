"""Delegations from the deputies' groups, and who attends without a vote."""

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.convening import prepare_session
from huiyin.assembly.actions.delegations import (
    change_delegation,
    dissolve_delegation,
    enter_delegation,
    form_delegations,
    invite_guests,
    uninvite_guest,
)
from huiyin.assembly.models.sessions import Delegation, Guest
from huiyin.assembly.queries.delegations import delegations_of, group_order, without_delegation
from huiyin.assembly.tests.factories import OPENING, congress, convocation, doing, seated
from huiyin.core.errors import ActRefused
from huiyin.core.links import ForeignRow
from huiyin.journal.models import Entry
from huiyin.journal.words import fact_words
from huiyin.people.models import Deputy
from huiyin.townships.models import Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def called(township):
    return convocation(township, state="called")


def sizes(convocation):
    return {group.delegation.name: len(group.members) for group in delegations_of(convocation)}


def test_one_press_forms_the_delegations_from_the_groups(called, township, clerk):
    seated(township, 71)

    form_delegations(called, **doing(OPENING, clerk))

    assert list(sizes(called).items()) == [
        ("第一代表小组", 17), ("第二代表小组", 18), ("第三代表小组", 18), ("第四代表小组", 18),
    ]  # fmt: skip
    assert Entry.objects.get(act="form_delegations").facts == {"placed": 71, "left": 0}


def test_groups_stand_by_their_numbers_then_by_their_names():
    names = ["机关组", "第十一组", "3组", "第二组", "十里组", "百百组"]

    assert sorted(names, key=group_order) == ["第二组", "3组", "十里组", "第十一组", "机关组", "百百组"]


def test_forming_them_settles_the_line_of_the_checklist(township):
    seated(township, 4)
    days = {"opens_on": OPENING.date(), "closes_on": OPENING.date()}
    session = Session.objects.create(township=township, term=congress(township), number=3, **days)
    made = prepare_session(session, **doing(OPENING))

    form_delegations(made, **doing(OPENING))

    assert made.preparations.get(code="delegations").done_on == OPENING.date()


def test_pressed_again_it_places_only_who_came_later(called, township):
    seated(township, 8)
    form_delegations(called, **doing())
    with pytest.raises(ActRefused, match="Every deputy who holds a seat is in a delegation already"):
        form_delegations(called, **doing())
    (late,) = seated(township, 1, begin=9)

    form_delegations(called, **doing())

    assert [group.delegation.name for group in delegations_of(called) if late in group.members] == [
        late.group
    ]
    assert len(delegations_of(called)) == 4


def test_who_belongs_to_no_group_waits_to_be_placed_by_hand(called, township):
    seated(township, 4)
    (loose,) = seated(township, 1, begin=9)
    Deputy.objects.filter(pk=loose.pk).update(group="")

    form_delegations(called, **doing())

    assert without_delegation(called, OPENING) == [loose]
    with pytest.raises(ActRefused, match="None of the deputies left belongs to a group"):
        form_delegations(called, **doing())


def test_a_delegation_is_entered_by_hand_and_takes_its_members_from_others(called, township, clerk):
    deputies = seated(township, 8)
    form_delegations(called, **doing())

    made = enter_delegation(
        called, name=" 企业界代表组 ", place="三楼", head=deputies[0], members=deputies[:3],
        **doing(OPENING, clerk),
    )  # fmt: skip

    group = next(one for one in delegations_of(called) if one.delegation == made)
    assert (made.name, made.place, group.head, len(group.members)) == (
        "企业界代表组", "三楼", deputies[0], 3,
    )  # fmt: skip
    assert sum(sizes(called).values()) == 8


def test_a_delegation_is_changed(called, township):
    deputies = seated(township, 8)
    form_delegations(called, **doing())
    first = delegations_of(called)[0]
    other = next(one for one in deputies if one not in first.members)

    change_delegation(
        first.delegation, name="第一代表团", place="会议室", head=other, members=first.members[:1],
        **doing(),
    )  # fmt: skip

    now = delegations_of(called)[0]
    assert (now.delegation.name, now.delegation.place, now.head) == ("第一代表团", "会议室", other)
    assert len(now.members) == 2  # the head is a member
    assert len(without_delegation(called, OPENING)) == 1


def test_a_delegation_has_a_name_of_its_own(called, township):
    seated(township, 8)
    form_delegations(called, **doing())
    first, second, *_rest = [group.delegation for group in delegations_of(called)]

    with pytest.raises(ActRefused, match="The name is missing"):
        change_delegation(first, name=" ", **doing())
    with pytest.raises(ActRefused, match=f"There is a delegation named “{second.name}” already"):
        change_delegation(first, name=second.name, **doing())


def test_a_deputy_of_another_town_is_no_member(called, other_township):
    with pytest.raises(ForeignRow):
        enter_delegation(called, name="甲", members=seated(other_township, 1), **doing())


def test_a_delegation_is_dissolved(called, township):
    seated(township, 8)
    form_delegations(called, **doing())

    dissolve_delegation(delegations_of(called)[0].delegation, **doing())

    assert (len(delegations_of(called)), len(without_delegation(called, OPENING))) == (3, 2)


def test_two_queries_tell_of_all_delegations(called, township, django_assert_num_queries):
    seated(township, 40)
    form_delegations(called, **doing())

    with django_assert_num_queries(2):
        delegations_of(called)


def test_guests_are_entered_with_their_capacity(called, clerk):
    guests = [(" 岳东升 ", "市人大常委会副主任"), ("罗小平", "")]

    invite_guests(called, guests=guests, **doing(OPENING, clerk))

    assert list(Guest.objects.order_by("id").values_list("name", "capacity")) == [
        ("岳东升", "市人大常委会副主任"), ("罗小平", ""),
    ]  # fmt: skip
    facts = Entry.objects.get(act="invite_guest").facts
    assert (facts["guests"], fact_words(facts)) == (2, "2 persons")
    assert "岳东升" not in str(Entry.objects.get(act="invite_guest").facts)


@pytest.mark.parametrize("guests", [[], [(" ", "镇长")]])
def test_a_guest_has_a_name(called, guests):
    with pytest.raises(ActRefused, match="Name who is to attend"):
        invite_guests(called, guests=guests, **doing())


def test_nobody_attends_twice(called):
    invite_guests(called, guests=[("岳东升", "副主任")], **doing())

    with pytest.raises(ActRefused, match="Entered already: 岳东升"):
        invite_guests(called, guests=[("罗小平", ""), ("岳东升", "副主任")], **doing())
    with pytest.raises(ActRefused, match="Entered already: 罗小平"):
        invite_guests(called, guests=[("罗小平", ""), ("罗小平", "")], **doing())


def test_a_guest_is_taken_off_unless_present(called):
    invite_guests(called, guests=[("岳东升", "副主任"), ("罗小平", "")], **doing())
    away, present = Guest.objects.order_by("id")
    Guest.objects.filter(pk=present.pk).update(present_at=OPENING)

    uninvite_guest(away, **doing())
    with pytest.raises(ActRefused, match="罗小平 attended; that stays on record"):
        uninvite_guest(present, **doing())

    assert Guest.objects.get() == present


def test_nobody_but_the_clerk_says_who_takes_part(called, township, chair, lead_user):
    seated(township, 4)
    delegation = Delegation.objects.create(township=township, convocation=called, name="甲")
    guest = Guest.objects.create(township=township, convocation=called, name="岳东升")

    for by in (chair, lead_user):
        for attempt in (
            lambda words: form_delegations(called, **words),
            lambda words: enter_delegation(called, name="乙", **words),
            lambda words: change_delegation(delegation, name="乙", **words),
            lambda words: dissolve_delegation(delegation, **words),
            lambda words: invite_guests(called, guests=[("罗", "")], **words),
            lambda words: uninvite_guest(guest, **words),
        ):
            with pytest.raises(PermissionDenied):
                attempt(doing(OPENING, by))


def test_once_the_session_is_over_nobody_is_placed_or_invited(township):
    over = convocation(township, state="closed")
    seated(township, 4)

    with pytest.raises(ActRefused, match="This session is over"):
        form_delegations(over, **doing())
    with pytest.raises(ActRefused, match="This session is over"):
        invite_guests(over, guests=[("岳东升", "")], **doing())
