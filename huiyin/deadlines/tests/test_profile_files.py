"""The shipped profiles say what the comparison of provinces says; a faulty file is refused with its place."""

from datetime import date

import pytest

from huiyin.deadlines.holidays import shipped_calendar
from huiyin.deadlines.queries import rules_of_profile
from huiyin.deadlines.reckoning import NoPeriod, Period
from huiyin.deadlines.rulebook import (
    SHIPPED,
    ProfileInvalid,
    RuleCode,
    StartEvent,
    UnknownProfile,
    UnknownRule,
    load_profiles,
    profile_named,
    shipped_profiles,
)
from huiyin.deadlines.tests import oracle

REQUIRED = "required"
NONE = None
EVERYWHERE = {
    "verify": "15 workday", "publish": REQUIRED, "promise_followup": REQUIRED,
    "session_notice": "7 day before", "session_papers": "5 day before", "voters_heard": "15 day before",
    "motion_deadline": REQUIRED, "budget_publish": "20 day", "presidium_meeting": "3 month",
}  # fmt: skip
TABLE = {
    "national": {
        "hand_over": NONE, "send_back": NONE, "reassign": NONE, "first_contact": REQUIRED, "assist": NONE,
        "reply": "3 month", "reply_extended": "6 month", "evaluate": "10 workday", "reply_again": "1 month",
    },
    "zhejiang": {
        "hand_over": "7 day", "send_back": "10 day", "reassign": NONE, "first_contact": REQUIRED,
        "assist": "2 month", "reply": "3 month", "reply_extended": "6 month", "evaluate": "10 workday",
        "reply_again": "1 month",
    },
    "chongqing": {
        "hand_over": "10 workday", "send_back": "10 workday", "reassign": "10 workday",
        "first_contact": "20 workday", "assist": "30 workday", "reply": "2 month",
        "reply_extended": "4 month", "evaluate": "20 workday", "reply_again": "2 month",
    },
    "shandong": {
        "hand_over": "5 day", "send_back": "5 day", "reassign": NONE, "first_contact": REQUIRED,
        "assist": "1 month", "reply": "2 month", "reply_extended": "4 month", "evaluate": "10 workday",
        "reply_again": "1 month",
    },
    "henan": {
        "hand_over": NONE, "send_back": "10 workday", "reassign": "10 workday", "first_contact": REQUIRED,
        "assist": "2 month", "reply": "3 month", "reply_extended": "6 month", "evaluate": "10 workday",
        "reply_again": "1 month",
    },
    "beijing": {
        "hand_over": NONE, "send_back": NONE, "reassign": NONE, "first_contact": REQUIRED, "assist": NONE,
        "reply": "3 month", "reply_extended": "6 month", "evaluate": "15 workday", "reply_again": "2 month",
    },
}  # fmt: skip
CLOCKS = [
    (profile, code, said) for profile, lines in TABLE.items() for code, said in (lines | EVERYWHERE).items()
]
SESSION_DAYS = [date(2024, 7, 1), date(2025, 1, 10), date(2023, 11, 30)]


def test_every_clock_of_every_profile_is_tested():
    assert next(iter(shipped_profiles())) == "national"
    assert {(p, code) for p in shipped_profiles() for code in RuleCode.values} == {
        (p, c) for p, c, _ in CLOCKS
    }


@pytest.mark.parametrize(("profile", "code", "said"), CLOCKS)
def test_each_profile_gives_the_periods_of_its_province(profile, code, said):
    rules = rules_of_profile(profile, shipped_calendar)

    if said in (REQUIRED, NONE):
        assert (rules.rule(code).required, rules.has_clock(code)) == (said == REQUIRED, False)
        with pytest.raises(NoPeriod):
            rules.clock(code).start(SESSION_DAYS[0])
    else:
        amount, unit, *back = said.split()
        expected = oracle.done_by if back else oracle.due_on
        for start in SESSION_DAYS:
            assert rules.clock(code).start(start).due_on == expected(start, int(amount), unit)


@pytest.mark.parametrize("profile", TABLE)
def test_each_clock_has_its_source_its_basis_and_its_start(profile):
    for rule in profile_named(profile).rules.values():
        assert all([rule.source.en, rule.source.zh, rule.basis.en, rule.basis.zh])
        assert rule.start_event in StartEvent.values
        assert rule.duty or rule.amount or not rule.required


@pytest.mark.parametrize("profile", TABLE)
def test_no_profile_is_looser_than_the_law(profile):
    rules = profile_named(profile).rules

    assert (rules["reply"].cap, rules["reply_extended"].cap) == (Period(3, "month"), Period(6, "month"))
    assert rules["budget_publish"].cap == Period(20, "day")
    assert [code for code, rule in rules.items() if rule.is_looser_than_law] == []


def test_the_rule_for_townships_applies_and_the_general_one_stands_beside_it():
    shandong, chongqing = profile_named("shandong"), profile_named("chongqing")

    assert (shandong.rules["reply"].scope, shandong.general["reply"].period) == (
        "township",
        Period(3, "month"),
    )
    assert shandong.rules["reply"].start_event == "session_end"
    assert shandong.rules["reply"].fallback_event == "hand_over"
    assert (chongqing.rules["reply"].start_event, chongqing.general["reply_extended"].amount) == (
        "hand_over",
        6,
    )


def test_what_no_text_lays_down_is_marked_as_practice():
    national = profile_named("national").rules

    marked = {code for code, rule in national.items() if rule.kind == "custom" and rule.amount}
    assert marked == {
        "evaluate", "verify", "reply_again",
        "session_notice", "session_papers", "voters_heard", "presidium_meeting",
    }  # fmt: skip


def test_an_unknown_profile_or_clock_is_named():
    with pytest.raises(UnknownProfile, match="atlantis"):
        profile_named("atlantis")
    with pytest.raises(UnknownRule, match="answer"):
        profile_named("national").rule("answer")


@pytest.mark.parametrize(
    ("written", "instead", "sentence"),
    [
        ("amount = 3", "amount = 0", r"\[rules.reply\]: amount must be a whole number above 0"),
        ("amount = 3", 'amount = "3"', "amount must be a whole number"),
        (
            'unit = "month"\nstart = "hand_over"\nkind = "local"',
            'start = "hand_over"\nkind = "local"',
            "unit must be",
        ),
        ('unit = "month"', 'unit = "moon"', "unit must be one of month, day, workday"),
        ("[rules.reply]", "[rules.answer]", r"\[rules.answer\]: no such clock; known are: hand_over"),
        (
            "[rules.reply]",
            '[rules.reply]\ncap = { amount = 9, unit = "month" }',
            "only a profile that stands alone",
        ),
        ("[rules.reply]", "[rules.reply]\ncolour = 1", "not known here: colour"),
        ("[rules.reply]", '[rules.reply]\nbefore = "noon"', "before must be true or false"),
        ('source = "regulation"', 'source = "hearsay"', "source must be one of: regulation"),
        ('start = "hand_over"', 'start = "sunrise"', "start must be one of receipt"),
        ('kind = "local"', 'kind = "rumour"', "kind must be one of law, local, custom"),
        ('id = "beijing"', 'id = "peking"', "top: id must be 'beijing'"),
        ('extends = "national"', 'extends = "moon"', "extends 'moon', which is no profile that stands alone"),
        ('extends = "national"\n', "", "clocks are missing"),
        ("consent = true", 'consent = "yes"', "consent must be true or false"),
        (
            'name = { en = "Beijing", zh = "北京" }',
            'name = "Beijing"',
            "name must be given in both languages",
        ),
        ("[rules.reply]", "[rules.reply", "beijing.toml: "),
    ],
)
def test_a_faulty_profile_is_refused_with_its_place(tmp_path, written, instead, sentence):
    good = (SHIPPED / "beijing.toml").read_text()
    assert written in good
    (tmp_path / "national.toml").write_text((SHIPPED / "national.toml").read_text())
    (tmp_path / "beijing.toml").write_text(good.replace(written, instead))

    with pytest.raises(ProfileInvalid, match=sentence):
        load_profiles(tmp_path)
