"""Clocks in the acts: reckoned anew when a rule or a calendar changes, each changed date in the journal."""

import json
from datetime import date

import pytest
import time_machine
from click.testing import CliRunner

from huiyin.cli.main import main
from huiyin.deadlines.actions import add_notice, choose_profile, override_rule, withdraw_override
from huiyin.deadlines.holidays import Notice
from huiyin.deadlines.queries import notice_of
from huiyin.journal.models import Entry
from huiyin.journal.queries import verify_chain
from huiyin.matters.actions.clocks import recompute_township
from huiyin.matters.actions.links import end_of, send_evaluation_link
from huiyin.matters.actions.rounds import current_round
from huiyin.matters.models.handling import Clock
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.recompute import kept, recompute
from huiyin.matters.tests.stories import (
    MONDAY,
    REPLIED,
    WINDOW_OVER,
    doing,
    handed_over,
    moment,
    registered,
    replied,
    verified,
)
from huiyin.people.tests import cast

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.django_db(transaction=True)]

JULY = moment(2024, 7, 10)


@pytest.fixture
def matter(township, lead, water_station):
    return handed_over(registered(township, lead), water_station)


def override(township, code, amount, unit, at=JULY):
    return override_rule(township, code=code, amount=amount, unit=unit, reason="本镇惯例", **doing(at))


def moves():
    return [entry.facts["moved"] for entry in Entry.objects.filter(act="recompute_clocks").order_by("seq")]


def fresh(matter):
    matter = Matter.objects.get(pk=matter.pk)
    assert kept(matter) == recompute(matter)
    return matter


def test_a_period_of_the_townships_own_moves_open_dates_and_each_is_journalled(township, matter):
    own = override(township, "reply", 2, "month")
    assert fresh(matter).due_on == date(2024, 9, 2)  # 1 September is a Sunday
    assert moves() == [[{"rule": "reply", "from": "2024-10-08", "to": "2024-09-02"}]]

    entry = Entry.objects.get(act="recompute_clocks")
    assert (entry.by, entry.channel, entry.subject_id) == (None, "system", matter.pk)

    withdraw_override(own, **doing(JULY))
    assert fresh(matter).due_on == date(2024, 10, 8)
    assert len(moves()) == 2
    assert verify_chain(township)[1] is None


def test_a_clock_keeps_its_start_when_the_profile_changes(township, matter):
    choose_profile(township, profile="chongqing", **doing(JULY))
    assert fresh(matter).due_on == date(2024, 9, 2)  # two months from handing over


def test_a_rule_that_moves_nothing_leaves_no_entry(township, matter):
    override(township, "send_back", 10, "day")
    assert moves() == []


def test_a_clock_whose_rule_lost_its_period_stays_as_it_was_reckoned(township, lead):
    choose_profile(township, profile="shandong", **doing(MONDAY))
    matter = registered(township, lead)
    due_on = matter.due_on

    choose_profile(township, profile="national", **doing(JULY))  # which gives no days for handing over

    assert (fresh(matter).due_on, moves()) == (due_on, [])


def test_a_new_basis_that_gives_the_same_day_is_shown_but_moves_nothing(township, matter):
    override(township, "reply", 3, "month")

    assert "本镇" in str(matter.clocks.get(rule="reply").reckoning)
    assert (fresh(matter).due_on, moves()) == (date(2024, 10, 8), [])


def test_what_is_closed_is_not_reckoned_anew(township, matter, neutral):
    matter = replied(matter)
    verified(matter, neutral, "solved")
    before = list(matter.clocks.order_by("id").values())

    override(township, "verify", 5, "workday", at=WINDOW_OVER)

    assert list(matter.clocks.order_by("id").values()) == before
    assert moves() == []


def test_a_moved_window_moves_the_verification_the_matter_and_the_links_with_it(township, matter, lead):
    matter = replied(matter)
    made = send_evaluation_link(matter.petitioners.get(), round_=current_round(matter), **doing(REPLIED))

    override(township, "evaluate", 5, "workday", at=moment(2024, 10, 8))

    matter = fresh(matter)
    assert matter.window_closes_on == date(2024, 10, 12)  # a Saturday that is worked
    assert matter.due_on == date(2024, 11, 1)  # fifteen working days after it
    made.link.refresh_from_db()
    assert made.link.expires_at == end_of(date(2024, 10, 12))
    assert {move["rule"] for move in moves()[0]} == {"evaluate", "verify"}


def test_a_window_that_is_over_never_moves_because_what_it_sealed_is_open(township, matter):
    matter = replied(matter)
    closed_on = matter.window_closes_on

    override(township, "evaluate", 30, "workday", at=WINDOW_OVER)

    assert fresh(matter).window_closes_on == closed_on
    assert moves() == []


def test_a_missed_day_is_not_revived_by_a_longer_period(township, matter):
    override(township, "reply", 2, "month")
    override(township, "reply", 3, "month", at=moment(2024, 9, 20))
    assert fresh(matter).due_on == date(2024, 9, 2)
    assert len(moves()) == 1


def test_the_last_day_of_a_window_is_not_over(township, matter):
    matter = replied(matter)
    override(township, "evaluate", 11, "workday", at=moment(2024, 10, 18, hour=23))
    assert fresh(matter).window_closes_on == date(2024, 10, 21)


def test_a_notice_that_arrives_moves_the_dates_of_every_township(township, other_township, matter):
    there = handed_over(
        registered(other_township, cast.deputy(other_township, "邻镇代表")),
        cast.unit(other_township, "邻镇站"),
    )
    known = notice_of(2024)
    longer = Notice(
        year=2024, source="国办发明电〔2024〕99号", working=known.working,
        rest={**known.rest, date(2024, 10, 8): "国庆节"},
    )  # fmt: skip

    assert add_notice(longer, at=JULY) is True

    assert (fresh(matter).due_on, fresh(there).due_on) == (date(2024, 10, 9), date(2024, 10, 9))
    assert len(moves()) == 2
    assert add_notice(longer, at=JULY) is False
    assert len(moves()) == 2


def test_in_shandong_the_reply_is_due_from_the_sessions_last_day(township, session, lead, water_station):
    choose_profile(township, profile="shandong", **doing(MONDAY))
    matter = registered(township, lead, session=session, channel="session")
    matter = handed_over(matter, water_station, at=moment(2024, 7, 3))

    clock = matter.clocks.get(rule="reply")
    assert (clock.start_on, clock.due_on) == (date(2024, 6, 28), date(2024, 8, 28))
    assert clock.reckoning["event"] == "session_end"


def test_in_shandong_what_came_between_sessions_is_due_from_the_handing_over(
    township, matter, lead, water_station
):
    choose_profile(township, profile="shandong", **doing(MONDAY))
    clock = handed_over(registered(township, lead), water_station).clocks.get(rule="reply")
    assert (clock.start_on, clock.reckoning["event"]) == (date(2024, 7, 1), "hand_over")


def test_the_hand_over_clock_runs_from_the_receipt_and_is_met(township, lead, water_station):
    choose_profile(township, profile="shandong", **doing(MONDAY))
    matter = registered(township, lead, received_on=date(2024, 6, 28))
    assert (matter.due_rule, matter.due_on) == ("hand_over", date(2024, 7, 3))
    handed_over(matter, water_station, at=moment(2024, 7, 4))
    assert matter.clocks.get(rule="hand_over").met is False


def test_a_matter_that_fails_does_not_keep_the_others_from_being_reckoned(township, lead, water_station):
    broken, whole = (handed_over(registered(township, lead), water_station) for _n in range(2))
    Clock.objects.filter(matter=broken).update(reckoning={})

    override(township, "reply", 2, "month")

    assert fresh(whole).due_on == date(2024, 9, 2)
    assert fresh(broken).due_on == date(2024, 10, 8)
    done = recompute_township(township, at=JULY)
    assert (done.matters, done.failed) == (2, (broken,))


def test_the_command_reckons_every_township_and_a_second_time_changes_nothing(township, matter):
    reply = Clock.objects.running().get(matter=matter, rule="reply")
    Clock.objects.filter(pk=reply.pk).update(due_on=date(2030, 1, 1))  # as if a change had broken off

    with time_machine.travel(JULY):
        first, second = (CliRunner().invoke(main, ["calendar", "recompute", "--json"]) for _n in range(2))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert json.loads(second.output) == [{"town": "qingxi", "matters": 1, "failed": []}]
    assert fresh(matter).due_on == reply.due_on
    assert moves() == [[{"rule": "reply", "from": "2030-01-01", "to": reply.due_on.isoformat()}]]


def test_the_command_names_the_matters_that_failed_and_gives_status_1(township, matter):
    Clock.objects.filter(matter=matter).update(reckoning={})

    with time_machine.travel(JULY):
        done = CliRunner().invoke(main, ["calendar", "recompute", "--json"])

    assert done.exit_code == 1
    assert json.loads(done.stdout)[0]["failed"] == [str(matter.pk)]


def test_a_matter_that_waits_gets_the_period_that_a_new_rule_gives_it(township, clerk, lead):
    matter = registered(township, lead)
    assert matter.due_on is None

    override_rule(
        township, code="hand_over", amount=10, unit="workday", reason="主席团决定", **doing(MONDAY, clerk)
    )
    recompute_township(township, at=MONDAY)

    matter.refresh_from_db()
    assert (matter.due_on, matter.due_rule) == (date(2024, 7, 12), "hand_over")
    assert Entry.objects.get(act="recompute_clocks").facts["moved"][0]["from"] == ""


def test_nobody_is_late_by_a_rule_that_came_afterwards(township, clerk, lead):
    matter = registered(township, lead)
    later = moment(2024, 8, 1)

    override_rule(
        township, code="hand_over", amount=10, unit="workday", reason="主席团决定", **doing(later, clerk)
    )
    recompute_township(township, at=later)

    matter.refresh_from_db()
    assert matter.due_on is None
