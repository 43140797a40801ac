import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import connection

from huiyin.cli.main import main
from huiyin.deadlines.actions import choose_profile, override_rule
from huiyin.deadlines.tests.factories import act

pytestmark = pytest.mark.django_db


def clock(*words):
    return CliRunner().invoke(main, ["clock", "--language", "en", *words])


def due(*words):
    outcome = clock("--json", *words)
    assert (outcome.exit_code, outcome.output.count("\n")) == (0, 1)
    return json.loads(outcome.output)["due_on"]


def test_it_prints_the_date_and_how_it_was_reckoned():
    outcome = clock("--rule", "reply", "--start", "2024-07-01", "--profile", "zhejiang")

    assert outcome.exit_code == 0
    assert outcome.output.splitlines() == [
        "2024-10-08  Oct. 8, 2024 (Tue)",
        "Zhejiang · Reply: 3 months",
        "  1. Start: July 1, 2024 (Mon), the matter is handed over; this day itself is not counted.",
        "  2. 3 months on, the day of the same number is Oct. 1, 2024 (Tue).",
        "  3. Oct. 1, 2024 (Tue) is a public holiday (National Day): "
        "the last day moves to Oct. 8, 2024 (Tue), the next day of work.",
        "  4. Holidays by: 国务院办公厅关于2024年部分节假日安排的通知.",
        "Basis: Zhejiang Provisions: three months; Representatives Law art. 51.",
    ]


def test_machines_get_one_line_with_the_steps_as_data():
    outcome = clock("--rule", "reply", "--start", "2024-07-01", "--profile", "zhejiang", "--json")

    said = json.loads(outcome.output)
    assert (said["due_on"], said["warnings"]) == ("2024-10-08", [])
    assert [step["code"] for step in said["reckoning"]] == ["first_day", "months", "moved", "notices"]
    assert said["reckoning"][2]["to"] == "2024-10-08"
    assert said["reckoning"][2]["text"].startswith("Oct. 1, 2024 (Tue) is a public holiday")


@pytest.mark.parametrize(
    ("rule", "start", "profile", "expected"),
    [
        ("reply", "2024-07-01", "national", "2024-10-08"),
        ("reply", "2024-11-30", "national", "2025-02-28"),
        ("evaluate", "2024-09-18", "chongqing", "2024-10-21"),  # 20 working days across two worked weekends
        ("reply", "2024-07-01", "chongqing", "2024-09-02"),
        ("reply", "2024-07-01", "shandong", "2024-09-02"),
        ("reply", "2024-07-01", "henan", "2024-10-08"),
        ("reply", "2024-07-01", "beijing", "2024-10-08"),
    ],
)
def test_the_named_cases(rule, start, profile, expected):
    assert due("--rule", rule, "--start", start, "--profile", profile) == expected


def test_without_a_profile_the_national_rules_hold():
    assert due("--rule", "reply", "--start", "2024-07-01") == "2024-10-08"


def test_a_township_is_reckoned_by_its_own_rules_unless_a_profile_is_named(township):
    choose_profile(township, profile="chongqing", **act())
    override_rule(township, code="verify", amount=2, unit="day", reason="试行", **act())

    assert due("--rule", "reply", "--start", "2024-07-01", "--town", township.slug) == "2024-09-02"
    assert due("--rule", "verify", "--start", "2024-07-01", "--town", township.slug) == "2024-07-03"
    words = ("--rule", "reply", "--start", "2024-07-01", "--town", township.slug, "--profile", "national")
    assert due(*words) == "2024-10-08"


def test_a_year_without_notice_is_warned_of_in_both_forms():
    words = ("--rule", "reply", "--start", "2026-11-30")

    assert "Warning: There is no holiday notice for 2027 yet" in clock(*words).output
    warnings = json.loads(clock(*words, "--json").output)["warnings"]
    assert [(warning["code"], warning["year"]) for warning in warnings] == [("year_unknown", 2027)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--rule", "answer", "--start", "2024-07-01"), "'hand_over', 'send_back', 'reassign'"),
        (("--rule", "reply", "--start", "2024-07-01", "--profile", "atlantis"), "'national', 'beijing'"),
        (("--rule", "reply", "--start", "2024-02-30"), "'2024-02-30' is no day; write it like 2024-07-01."),
        (
            ("--rule", "reply", "--start", "2024-07-01", "--town", "atlantis"),
            "There is no township “atlantis”",
        ),
        (("--start", "2024-07-01"), "Missing option '--rule'"),
    ],
)
def test_wrong_use_is_told_what_there_is(words, sentence):
    outcome = clock(*words)

    assert outcome.exit_code == 2
    assert sentence in outcome.stderr


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("first_contact", "requires it, but gives no period (contact the deputy before replying)."),
        ("send_back", "Send back: the rule profile “National” gives no period."),
    ],
)
def test_a_rule_without_a_period_is_refused(rule, sentence):
    outcome = clock("--rule", rule, "--start", "2024-07-01", "--profile", "national")

    assert outcome.exit_code == 1
    assert sentence in outcome.stderr


def test_a_day_at_the_end_of_all_calendars_is_refused():
    assert clock("--rule", "reply", "--start", "9999-12-30").exit_code == 1


def test_before_there_are_tables_the_shipped_files_are_used():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE deadlines_calendarversion RENAME TO put_away")

    assert due("--rule", "reply", "--start", date(2024, 7, 1).isoformat()) == "2024-10-08"
    outcome = clock("--rule", "reply", "--start", "2024-07-01", "--town", "anywhere")
    assert (outcome.exit_code, "There is no database yet" in outcome.stderr) == (2, True)
