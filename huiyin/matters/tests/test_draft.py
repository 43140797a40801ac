"""A draft is kept until it is complete; it binds nobody, and a deputy's own is the deputy's alone."""

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.matters.actions.intake import Slip, draft_matter, submit_again
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.stories import MONDAY, doing
from huiyin.people.roles import Role
from huiyin.people.tests import cast


def slip(lead, **words):
    return Slip(**{"title": "关于增设路灯的建议", "received_on": MONDAY.date(), "lead": lead, **words})


def test_a_draft_has_no_number_and_no_clock(township, lead, clerk):
    matter = draft_matter(township, slip=slip(lead, typed_for=True), **doing(MONDAY, clerk))

    assert (matter.state, matter.number, matter.due_on, matter.clocks.count()) == ("draft", "", None, 0)
    assert Entry.objects.filter(act="draft").count() == 1


def test_a_draft_handed_in_awaits_review(township, lead, lead_user):
    matter = draft_matter(township, slip=slip(lead), **doing(MONDAY, lead_user))

    assert submit_again(matter, **doing(MONDAY, lead_user)).state == "submitted"


def test_a_deputys_draft_is_seen_by_the_deputy_alone(township, lead, lead_user, clerk, chair):
    matter = draft_matter(township, slip=slip(lead), **doing(MONDAY, lead_user))

    assert Matter.objects.of(township).visible_to(lead_user).get() == matter
    for user in (clerk, chair):
        assert not Matter.objects.of(township).visible_to(user).exists()


def test_what_the_office_typed_is_seen_by_the_office(township, lead, clerk):
    matter = draft_matter(township, slip=slip(lead, typed_for=True), **doing(MONDAY, clerk))

    assert Matter.objects.of(township).visible_to(clerk).get() == matter


def test_nobody_drafts_in_anothers_name(township, lead, cosigner):
    other = cast.person(township, "zeng", cosigner.name, Role.DEPUTY, deputy=cosigner)

    with pytest.raises(PermissionDenied):
        draft_matter(township, slip=slip(lead), **doing(MONDAY, other))


def test_a_draft_without_a_title_is_refused(township, lead, clerk):
    with pytest.raises(ActRefused):
        draft_matter(township, slip=slip(lead, title=" "), **doing(MONDAY, clerk))


def test_the_button_of_the_form_keeps_a_draft(client, township, lead, lead_user):
    client.force_login(lead_user)

    page = client.post(
        f"/{township.slug}/matters/register/",
        {"title": "关于增设路灯的建议", "situation": "夜里看不见路。", "act": "draft"},
    )

    assert page.status_code == 302, page.context["form"].errors
    assert Matter.objects.of(township).get().state == "draft"
