"""A motion turned into a suggestion, as the pages show it: link both ways, clock, signers, the reason."""

import pytest
from django.urls import reverse

from huiyin.assembly.models.motions import Motion
from huiyin.assembly.tests.browsing import look, send, signed_in, text
from huiyin.assembly.tests.drafting import handed_in
from huiyin.assembly.tests.factories import convocation, seated
from huiyin.deadlines.actions import override_rule
from huiyin.matters.actions.settings import set_up_loop
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.stories import registered
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")
REASON = "属日常工作，宜由政府办理。"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", "2024-06-27")


@pytest.fixture
def deputies(township):
    set_up_loop(township, **cast.acting())
    override_rule(township, code="hand_over", amount=7, unit="workday", reason="本镇规定", **cast.acting())
    return seated(township, 12)


@pytest.fixture
def turned(client, township, deputies, clerk):
    """Done on the page: a motion of five becomes a suggestion."""
    motion = handed_in(convocation(township), deputies[:5])
    send(client, clerk, "turn_motion", motion, reason=REASON)
    return Motion.objects.get()


def matter_page(client, user, matter):
    signed_in(client, user)
    return client.get(reverse("matters:show", args=["qingxi", matter.pk]))


def panel(client, user, matter, **headers):
    return look(client, user, "motion_of_matter", matter, **headers)


def test_the_motion_links_to_the_suggestion_with_the_reason(client, turned, clerk):
    shown = text(look(client, clerk, "motion", turned))

    assert f'<a href="{reverse("matters:show", args=["qingxi", turned.matter_id])}">' in shown
    assert REASON in shown
    assert "Not put on the agenda, turned into a suggestion" in shown


def test_the_suggestion_shows_signers_clock_and_where_it_came_from(client, turned, clerk):
    page = matter_page(client, clerk, turned.matter)

    shown = text(page)
    assert "代表001, 代表002, 代表003, 代表004, 代表005" in shown
    assert page.context["due"].rule == "hand_over"
    assert "2024-07-08" in shown
    address = reverse("assembly:motion_of_matter", args=["qingxi", turned.matter_id])
    assert f'hx-get="{address}"' in shown
    assert f'<a href="{address}">The motion that it came from</a>' in shown


def test_the_panel_names_the_motion_its_session_and_the_reason(client, turned, clerk):
    part = panel(client, clerk, turned.matter, **{"HX-Request": "true"})
    whole = panel(client, clerk, turned.matter)

    for page in (part, whole):
        assert "Motion no. 1 of Congress no. 13, session 3" in text(page)
        assert turned.get_absolute_url() in text(page)
        assert REASON in text(page)
    assert "<html" not in part.content.decode()
    assert "<html" in whole.content.decode()


def test_a_deputy_who_signed_sees_both_and_another_the_motion_alone(client, township, turned, deputies):
    signer = cast.person(township, "signer", "代表001", Role.DEPUTY, deputy=deputies[0])
    other = cast.person(township, "other", "代表009", Role.DEPUTY, deputy=deputies[8])

    assert panel(client, signer, turned.matter).status_code == 200
    assert "hx-get" in text(matter_page(client, signer, turned.matter))
    assert turned.matter.number in text(look(client, other, "motion", turned))
    assert panel(client, other, turned.matter).status_code == 404


def test_a_matter_entered_as_a_motion_has_no_motion_to_show(client, township, deputies, clerk):
    entered = registered(township, deputies[0], kind=Matter.Kind.MOTION)

    part = panel(client, clerk, entered, **{"HX-Request": "true"})
    whole = panel(client, clerk, entered)

    assert text(part) == ""
    assert "No motion of the assembly is recorded for this matter" in text(whole)


def test_other_matters_ask_for_no_motion(client, township, deputies, clerk):
    suggestion = registered(township, deputies[0])

    assert "motion_of_matter" not in text(matter_page(client, clerk, suggestion))
    assert "/motion/" not in text(matter_page(client, clerk, suggestion))


def test_strangers_find_no_motion(client, turned, outsider):
    assert panel(client, outsider, turned.matter).status_code == 404
