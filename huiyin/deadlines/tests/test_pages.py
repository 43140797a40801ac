import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils.html import escape

from huiyin.cli.clock import command
from huiyin.core.tenancy import uuid7
from huiyin.deadlines.models import CalendarYear, RuleOverride
from huiyin.deadlines.queries import rules_of
from huiyin.deadlines.sentences import sentence
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db

PAGES = ["rules", "calendars", "clock"]


def go(client, user, name, /, *args, **sent):
    client.force_login(user)
    url = reverse(f"deadlines:{name}", args=["qingxi", *args])
    return client.post(url, {"act_id": str(uuid7()), **sent}) if sent else client.get(url)


def reckoned(client, user, **query):
    client.force_login(user)
    return client.get(reverse("deadlines:clock", args=["qingxi"]), query)


@pytest.mark.parametrize(
    ("rule", "start", "profile"),
    [
        ("reply", "2024-07-01", "national"),  # 1 October is a holiday
        ("reply", "2024-11-30", "national"),  # February has no 30th
        ("evaluate", "2024-01-25", "beijing"),  # working days across a make-up weekend
        *(
            ("reply", "2024-07-01", profile)
            for profile in ("zhejiang", "chongqing", "shandong", "henan", "beijing")
        ),
    ],
)
def test_the_page_reckons_as_the_command_does(client, clerk, rule, start, profile):
    told = CliRunner().invoke(command, ["--rule", rule, "--start", start, "--profile", profile, "--json"])
    answer = json.loads(told.stdout)

    page = reckoned(client, clerk, rule=rule, start=start, profile=profile)

    assert page.context["reckoning"].due_on == date.fromisoformat(answer["due_on"])
    steps = [{**step.as_json(), "text": sentence(step)} for step in page.context["reckoning"].steps]
    assert steps == answer["reckoning"]
    body = page.content.decode()
    assert f'datetime="{answer["due_on"]}"' in body
    assert [step["text"] for step in steps if escape(step["text"]) not in body] == []
    assert '<details class="reckoning" open>' in body


def test_the_page_reckons_by_the_towns_own_rules_unless_told_otherwise(client, clerk):
    go(client, clerk, "override_rule", "reply", amount="2", unit="month", reason="主席团会议决定")

    own = reckoned(client, clerk, rule="reply", start="2024-07-01")
    national = reckoned(client, clerk, rule="reply", start="2024-07-01", profile="national")

    assert own.context["reckoning"].due_on == date(2024, 9, 2)
    assert national.context["reckoning"].due_on == date(2024, 10, 8)


def test_a_duty_without_a_period_is_said_in_words(client, clerk):
    page = reckoned(client, clerk, rule="first_contact", start="2024-07-01", profile="national")

    assert page.context["none"]
    assert escape(page.context["none"]) in page.content.decode()


@pytest.mark.parametrize(
    "typed", [{"start": "soon"}, {"start": "9999-12-31"}, {"rule": "tea"}, {"profile": "moon"}]
)
def test_what_is_no_clock_is_said_on_the_form(client, clerk, typed):
    page = reckoned(client, clerk, **{"rule": "reply", "start": "2024-07-01", **typed})

    assert page.status_code == 200
    assert page.context["form"].errors.keys() == typed.keys()


def test_a_profile_is_chosen_on_the_page(client, clerk, township):
    answer = go(client, clerk, "choose_profile", profile="zhejiang")
    again = go(client, clerk, "choose_profile", profile="zhejiang")

    assert answer.status_code == 302
    assert rules_of(township).profile.id == "zhejiang"
    assert len(again.context["form"].non_field_errors()) == 1


def test_a_period_of_the_towns_own_is_set_shown_and_withdrawn(client, clerk, township):
    go(client, clerk, "override_rule", "evaluate", amount="12", unit="workday", reason="主席团会议决定")
    override = rules_of(township).overrides["evaluate"]
    table = go(client, clerk, "rules").content.decode()
    go(client, clerk, "withdraw_override", override.pk, really="yes")

    assert "主席团会议决定" in table
    assert reverse("deadlines:withdraw_override", args=["qingxi", override.pk]) in table
    assert "evaluate" not in rules_of(township).overrides


def test_a_period_looser_than_the_law_is_flagged(client, clerk):
    go(client, clerk, "override_rule", "reply", amount="9", unit="month", reason="试行")

    flagged = [row["line"].code for row in go(client, clerk, "rules").context["lines"] if row["line"].flagged]

    assert flagged == ["reply"]


def test_a_period_without_reason_is_refused_and_sent_twice_it_is_set_once(client, clerk, township):
    words = {"amount": "12", "unit": "workday", "act_id": str(uuid7())}

    blank = go(client, clerk, "override_rule", "evaluate", **words, reason=" ")
    go(client, clerk, "override_rule", "evaluate", **words, reason="决定")
    go(client, clerk, "override_rule", "evaluate", **words, reason="决定")

    assert "reason" in blank.context["form"].errors
    assert RuleOverride.objects.of(township).count() == 1


def test_missing_years_are_warned_of(client, clerk, monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", "2026-03-01")
    CalendarYear.objects.filter(pk=2027).delete()

    page = go(client, clerk, "calendars")

    assert page.context["missing"] == [2027]
    assert page.context["years"][0].year == 2026


def test_a_years_notice_shows_its_days(client, clerk):
    page = go(client, clerk, "calendar_year", 2024)

    spring = [span for span in page.context["spans"] if span["first"] == date(2024, 2, 10)]
    assert [(span["last"], span["days"]) for span in spring] == [(date(2024, 2, 17), 8)]
    assert date(2024, 2, 4) in page.context["working"]
    assert go(client, clerk, "calendar_year", 1990).status_code == 404


@pytest.mark.parametrize("shown", PAGES)
def test_the_presidium_reads_and_others_do_not(client, shown, township, outsider, water_handler):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)

    assert go(client, member, shown).status_code == 200
    assert go(client, water_handler, shown).status_code == 403
    assert go(client, outsider, shown).status_code == 404
    assert go(client, member, "choose_profile", profile="zhejiang").status_code == 403
    assert go(client, outsider, "choose_profile", profile="zhejiang").status_code == 404
