from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from huiyin.core.errors import ActRefused
from huiyin.deadlines.actions import choose_profile, override_rule, withdraw_override
from huiyin.deadlines.models import RuleChoice, RuleOverride
from huiyin.deadlines.queries import profiles, rule_table, rules_of
from huiyin.deadlines.rulebook import RuleCode, UnknownRule
from huiyin.deadlines.tests.factories import MONDAY, act
from huiyin.journal.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

START = date(2024, 7, 1)
SHORTER = {"code": "reply", "amount": 45, "unit": "workday", "reason": "主席团会议决定"}


def due(township, code="reply"):
    return rules_of(township).clock(code).start(START).due_on


def test_a_township_that_chose_nothing_follows_the_national_rules(township):
    assert rules_of(township).profile.id == "national"
    assert due(township) == date(2024, 10, 8)


def test_the_clerk_chooses_a_profile(township, clerk, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        choice = choose_profile(township, profile="chongqing", **act(clerk))

    assert (choice.profile, due(township)) == ("chongqing", date(2024, 9, 2))
    assert heard == [("rules_changed", {"township": township, "by": clerk, "at": MONDAY})]
    entry = Entry.objects.get(act="choose_profile")
    assert (entry.by, entry.facts) == (clerk, {"profile": "chongqing", "before": "national"})


def test_a_profile_is_changed_and_not_added(township, clerk):
    choose_profile(township, profile="chongqing", **act(clerk))
    choose_profile(township, profile="henan", **act(clerk))

    assert [choice.profile for choice in RuleChoice.objects.of(township)] == ["henan"]
    assert Entry.objects.order_by("seq").last().facts == {"profile": "henan", "before": "chongqing"}


def test_the_same_doing_twice_is_done_once(township, clerk):
    words = act(clerk)

    first = choose_profile(township, profile="henan", **words)
    second = choose_profile(township, profile="henan", **words)

    assert first == second
    assert Entry.objects.filter(act="choose_profile").count() == 1


def test_an_unknown_or_the_present_profile_is_refused(township, clerk):
    choose_profile(township, profile="henan", **act(clerk))

    with pytest.raises(ActRefused, match="“atlantis”; known are: national, beijing"):
        choose_profile(township, profile="atlantis", **act(clerk))
    with pytest.raises(ActRefused, match="already follows"):
        choose_profile(township, profile="henan", **act(clerk))


def test_the_clerk_sets_a_period_of_the_townships_own(
    township, other_township, clerk, heard, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        override = override_rule(township, **SHORTER, **act(clerk))

    assert (override.since, override.reason) == (START, "主席团会议决定")
    assert (due(township), due(other_township)) == (date(2024, 9, 2), date(2024, 10, 8))
    assert "本镇自行确定" in rules_of(township).rule("reply").basis.zh
    assert heard == [("rules_changed", {"township": township, "by": clerk, "at": MONDAY})]
    facts = Entry.objects.get(act="override_rule").facts
    assert (facts["before"], facts["looser_than_law"]) == ({"amount": 3, "unit": "month"}, False)
    assert "主席团" not in str(facts)


def test_a_second_period_ends_the_first(township, clerk):
    first = override_rule(township, **SHORTER, **act(clerk))
    second = override_rule(township, **SHORTER | {"amount": 30}, **act(clerk))

    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (MONDAY, None)
    assert rules_of(township).rule("reply").amount == 30
    assert Entry.objects.order_by("seq").last().facts["before"] == {"amount": 45, "unit": "workday"}


def test_a_period_looser_than_the_law_is_flagged_and_cut(township, clerk):
    override_rule(township, **SHORTER | {"amount": 5, "unit": "month"}, **act(clerk))

    assert due(township) == date(2024, 10, 8)
    assert Entry.objects.get(act="override_rule").facts["looser_than_law"] is True
    assert [line.code for line in rule_table(township) if line.flagged] == ["reply"]


def test_a_duty_without_a_period_can_be_given_one(township, clerk):
    override_rule(township, **SHORTER | {"code": "first_contact", "amount": 10}, **act(clerk))

    assert due(township, "first_contact") == date(2024, 7, 15)


def test_a_withdrawn_period_gives_way_to_the_profiles(
    township, clerk, heard, django_capture_on_commit_callbacks
):
    override = override_rule(township, **SHORTER, **act(clerk))

    with django_capture_on_commit_callbacks(execute=True):
        ended = withdraw_override(override, **act(clerk))

    assert (ended.ended_at, due(township)) == (MONDAY, date(2024, 10, 8))
    assert [name for name, _words in heard] == ["rules_changed"]
    assert Entry.objects.order_by("seq").last().facts["after"] == {"amount": 3, "unit": "month"}
    with pytest.raises(ActRefused, match="no longer in force"):
        withdraw_override(override, **act(clerk))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "answer"}, "no clock “answer”; known are: hand_over, send_back"),
        ({"unit": "week"}, "no unit “week”; known are: month, day, workday"),
        ({"amount": 0}, "whole number from 1 to 999"),
        ({"amount": 1000}, "whole number from 1 to 999"),
        ({"reason": "  "}, "Say why"),
    ],
)
def test_a_wrong_period_is_refused_and_nothing_is_written(township, clerk, wrong, sentence):
    with pytest.raises(ActRefused, match=sentence):
        override_rule(township, **SHORTER | wrong, **act(clerk))

    assert not RuleOverride.objects.exists()
    assert not Entry.objects.filter(act="override_rule").exists()


def test_a_stranger_sets_no_rules(township, clerk, outsider):
    override = override_rule(township, **SHORTER, **act(clerk))

    with pytest.raises(PermissionDenied):
        choose_profile(township, profile="henan", **act(outsider))
    with pytest.raises(PermissionDenied):
        override_rule(township, **SHORTER, **act(outsider))
    with pytest.raises(PermissionDenied):
        withdraw_override(override, **act(outsider))


def test_the_database_holds_one_period_in_force_for_each_clock(township, clerk):
    override_rule(township, **SHORTER, **act(clerk))

    with pytest.raises(IntegrityError), transaction.atomic():
        RuleOverride.objects.create(township=township, since=START, **SHORTER)


def test_the_table_of_rules_shows_where_each_period_comes_from(township, clerk, django_assert_num_queries):
    choose_profile(township, profile="shandong", **act(clerk))
    override = override_rule(township, **SHORTER | {"code": "verify", "amount": 20}, **act(clerk))

    with django_assert_num_queries(2):
        lines = {line.code: line for line in rule_table(township)}

    assert list(lines) == RuleCode.values
    assert (lines["reply"].general.amount, lines["reply"].effective.amount) == (3, 2)
    assert (lines["verify"].profile.amount, lines["verify"].override) == (15, override)
    assert lines["verify"].effective.amount == 20
    assert lines["assist"].general is None


def test_the_rules_cost_two_queries_and_the_calendar_one_more(township, django_assert_num_queries):
    rules_of(township).clock("reply").start(START)  # the notices are read once in a process

    with django_assert_num_queries(2):
        rules = rules_of(township)
    with django_assert_num_queries(1):
        rules.clock("reply").start(START)
        rules.clock("verify").start(START)


def test_an_unknown_clock_is_an_error_and_the_profiles_are_listed(township):
    with pytest.raises(UnknownRule):
        rules_of(township).clock("answer")
    assert [profile.id for profile in profiles()] == [
        "national", "beijing", "chongqing", "henan", "shandong", "zhejiang",
    ]  # fmt: skip
