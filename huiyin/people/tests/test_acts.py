"""Accounts, roles, deputies, units and personal links: what the acts do and what they refuse."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from huiyin.core.errors import ActRefused, ForeignRow
from huiyin.journal.models import Entry
from huiyin.journal.tests.test_at_once import together
from huiyin.people.actions.accounts import (
    end_role,
    give_oversight,
    give_role,
    hash_token,
    make_link,
    open_account,
    reset_password,
    revoke_link,
)
from huiyin.people.actions.roster import (
    change_deputy,
    change_unit,
    close_unit,
    end_deputy,
    enrol_deputy,
    open_unit,
)
from huiyin.people.models import Deputy, Membership, PersonalLink, Unit, User
from huiyin.people.roles import Role
from huiyin.people.tests.cast import FOUNDED, acting

pytestmark = pytest.mark.usefixtures("english")

LATER = FOUNDED + timedelta(days=10)


@pytest.fixture
def newcomer(db):
    return open_account(username="new", name="周敏", password="correct horse battery")


def standing(user, township):
    return User.objects.get(pk=user.pk).standing_in(township.pk)


def test_a_sign_in_name_is_taken_once_and_the_password_is_hashed(newcomer):
    assert newcomer.check_password("correct horse battery")
    assert "horse" not in newcomer.password
    with pytest.raises(ActRefused, match="is taken"):
        open_account(username="new", name="x", password="y")


@pytest.mark.django_db(transaction=True)
def test_two_offices_that_want_one_sign_in_name_at_once_get_one_account_and_one_refusal():
    def ask(n):
        with transaction.atomic():
            try:
                return open_account(username="new", name=f"周敏{n}", password="x")
            except ActRefused as refusal:
                return str(refusal)

    answers = together(3, ask)

    assert [type(answer) for answer in answers].count(User) == 1
    assert User.objects.filter(username="new").count() == 1


def test_a_role_holds_in_its_township_until_it_ends(township, other_township, clerk, newcomer):
    role = give_role(township, user=newcomer, role=Role.PRESIDIUM, **acting(by=clerk))
    assert standing(newcomer, township).roles == {"presidium"}
    assert standing(newcomer, other_township).roles == set()
    with pytest.raises(ActRefused, match="holds this role already"):
        give_role(township, user=newcomer, role=Role.PRESIDIUM, **acting(by=clerk))

    end_role(role, **acting(LATER, clerk))
    assert standing(newcomer, township).roles == set()
    with pytest.raises(ActRefused, match="ended already"):
        end_role(role, **acting(LATER, clerk))
    assert give_role(township, user=newcomer, role=Role.PRESIDIUM, **acting(LATER, clerk)).pk != role.pk


def test_a_role_for_a_unit_or_a_seat_names_it(township, other_township, clerk, newcomer, water_station):
    with pytest.raises(ActRefused, match="which unit"):
        give_role(township, user=newcomer, role=Role.UNIT_HEAD, **acting(by=clerk))
    with pytest.raises(ActRefused, match="which deputy"):
        give_role(township, user=newcomer, role=Role.DEPUTY, **acting(by=clerk))
    with pytest.raises(ForeignRow):
        give_role(other_township, user=newcomer, role=Role.UNIT_HEAD, unit=water_station, **acting())
    give_role(township, user=newcomer, role=Role.UNIT_HEAD, unit=water_station, **acting(by=clerk))
    assert standing(newcomer, township).unit_ids == {water_station.pk}


def test_one_person_may_answer_for_two_units(township, clerk, newcomer, water_station, roads_office):
    for unit in (water_station, roads_office):
        give_role(township, user=newcomer, role=Role.UNIT_HANDLER, unit=unit, **acting(by=clerk))
    assert standing(newcomer, township).unit_ids == {water_station.pk, roads_office.pk}


def test_a_password_is_reset_only_for_who_works_here_alone(township, other_township, clerk, newcomer):
    role = give_role(township, user=newcomer, role=Role.PRESIDIUM, **acting(by=clerk))
    reset_password(role, password="another horse", **acting(by=clerk))
    assert User.objects.get(pk=newcomer.pk).check_password("another horse")
    assert "horse" not in str(list(Entry.objects.values_list("facts", flat=True)))

    give_role(other_township, user=newcomer, role=Role.OPERATOR, **acting())
    with pytest.raises(ActRefused, match="outside this township"):
        reset_password(role, password="x", **acting(by=clerk))


def test_the_clerk_resets_neither_the_chairs_nor_the_operators_password(township, clerk, chair, operator):
    for above in (chair, operator):
        with pytest.raises(ActRefused, match="by one of those two"):
            reset_password(above.memberships.get(), password="x", **acting(by=clerk))

    for by, to in ((chair, operator), (operator, chair), (operator, clerk), (clerk, clerk)):
        reset_password(to.memberships.get(), password=f"{by} to {to}", **acting(by=by))
        assert User.objects.get(pk=to.pk).check_password(f"{by} to {to}")


def test_a_password_of_an_observer_above_is_not_reset_here(township, clerk, newcomer):
    role = give_role(township, user=newcomer, role=Role.PRESIDIUM, **acting(by=clerk))
    assert give_oversight(user=newcomer, region=township.region) == newcomer.oversights.get()
    with pytest.raises(ActRefused, match="outside this township"):
        reset_password(role, password="x", **acting(by=clerk))


# Deputies and units


def test_a_deputy_is_found_by_the_initials_of_the_name(township, clerk):
    deputy = enrol_deputy(township, name="李兰芳", level="town", **acting(by=clerk))
    assert deputy.initials == "llf"
    change_deputy(deputy, name="曾庆华", **acting(by=clerk))
    deputy.refresh_from_db()
    assert (deputy.name, deputy.initials) == ("曾庆华", "zqh")  # the surname is Zeng, not ceng


def test_a_name_is_wanted_and_only_known_columns_are_changed(township, clerk, water_station):
    with pytest.raises(ActRefused, match="name is missing"):
        enrol_deputy(township, name=" ", **acting(by=clerk))
    with pytest.raises(ActRefused, match="name is missing"):
        change_unit(water_station, name="", **acting(by=clerk))
    with pytest.raises(ValueError, match="township"):
        enrol_deputy(township, name="李兰芳", township_id=1, **acting(by=clerk))


def test_a_deputys_name_stands_in_no_entry(township, clerk):
    deputy = enrol_deputy(township, name="李兰芳", **acting(by=clerk))
    change_deputy(deputy, occupation="教师", **acting(by=clerk))
    end_deputy(deputy, on=date(2024, 1, 2), reason="调离本镇", **acting(by=clerk))
    facts = str(list(Entry.objects.filter(subject_id=deputy.pk).values_list("facts", flat=True)))
    assert "李兰芳" not in facts
    assert "调离本镇" not in facts


def test_a_seat_ends_once_with_a_reason_and_the_row_stays(township, clerk, lead):
    with pytest.raises(ActRefused, match="why the seat ended"):
        end_deputy(lead, on=date(2024, 1, 2), reason=" ", **acting(by=clerk))
    end_deputy(lead, on=date(2024, 1, 2), reason="调离", **acting(by=clerk))
    assert not Deputy.objects.of(township).in_office().filter(pk=lead.pk).exists()
    with pytest.raises(ActRefused, match="ended already"):
        end_deputy(lead, on=date(2024, 1, 2), reason="调离", **acting(by=clerk))


def test_a_unit_is_named_once_and_closed_once(township, clerk, water_station, roads_office):
    for act in (
        lambda: open_unit(township, name=water_station.name, **acting(by=clerk)),
        lambda: change_unit(roads_office, name=water_station.name, **acting(by=clerk)),
    ):
        with pytest.raises(ActRefused, match="already a unit"):
            act()
    close_unit(water_station, **acting(LATER, clerk))
    with pytest.raises(ActRefused, match="closed already"):
        close_unit(water_station, **acting(LATER, clerk))
    assert Unit.objects.get(pk=water_station.pk).closed_at == LATER


@pytest.mark.parametrize("name", ["outsider", "lead_user", "water_handler"])
def test_others_keep_no_people(request, township, lead, water_station, newcomer, name):
    by = acting(by=request.getfixturevalue(name))
    role = give_role(township, user=newcomer, role=Role.PRESIDIUM, **acting())
    for act in (
        lambda: give_role(township, user=newcomer, role=Role.CLERK, **by),
        lambda: end_role(role, **by),
        lambda: reset_password(role, password="x", **by),
        lambda: enrol_deputy(township, name="x", **by),
        lambda: change_deputy(lead, name="x", **by),
        lambda: end_deputy(lead, on=date(2024, 1, 2), reason="x", **by),
        lambda: open_unit(township, name="x", **by),
        lambda: change_unit(water_station, name="x", **by),
        lambda: close_unit(water_station, **by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Membership.objects.filter(user=newcomer, ended_at=None).get() == role


# Personal links


def link_of(deputy, **words):
    said = {"scope": PersonalLink.Scope.MY_MATTERS, "expires_at": LATER, "by": None, "at": FOUNDED}
    return make_link(deputy, **{**said, **words})


def test_of_a_link_only_the_hash_is_kept(lead):
    link, token = link_of(lead)
    assert len(token) >= 27  # 160 bits in base 64
    assert link.token_hash == hash_token(token) != token
    assert token not in str(PersonalLink.objects.values())
    assert link_of(lead)[1] != token


def test_a_link_is_good_until_it_expires_or_is_revoked(township, clerk, lead):
    link, _token = link_of(lead)
    links = PersonalLink.objects.of(township)
    just = timedelta(microseconds=1)
    assert [links.valid(at).exists() for at in (FOUNDED, LATER - just, LATER)] == [True, True, False]

    revoke_link(link, **acting(by=clerk))
    assert not links.valid(FOUNDED).exists()
    with pytest.raises(ActRefused):
        revoke_link(link, **acting(by=clerk))


def test_links_of_another_township_are_not_found(other_township, lead):
    link_of(lead)
    assert not PersonalLink.objects.of(other_township).valid(FOUNDED).exists()
