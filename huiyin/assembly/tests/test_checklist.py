"""The checklist of a session: its lines and days, settling them, and what makes the days move."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from huiyin.assembly.actions.convening import change_session, prepare_session
from huiyin.assembly.actions.preparing import add_preparation, recompute_preparations, settle_preparation
from huiyin.assembly.checklist import line_of, lines
from huiyin.assembly.events import result_announced
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.sessions import Convocation, Preparation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.preparing import checklist, preparation_due
from huiyin.assembly.tests.factories import OPENING, congress, convocation, doing, meeting, moment
from huiyin.core.errors import ActRefused
from huiyin.deadlines.actions import add_notice, override_rule
from huiyin.deadlines.holidays import Notice
from huiyin.deadlines.queries import rules_of
from huiyin.deadlines.rulebook import RuleCode
from huiyin.journal.models import Channel, Entry
from huiyin.journal.words import fact_words
from huiyin.townships.models import Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MAY = moment(2024, 5, 27)


def prepared(township, opens_on=date(2024, 6, 27), closes_on=date(2024, 6, 28), number=3, **words):
    session = Session.objects.create(
        township=township, term=congress(township), number=number, opens_on=opens_on, closes_on=closes_on
    )
    return prepare_session(session, place="会议室", **words, **doing(MAY))


def days(made):
    return dict(made.preparations.in_force().values_list("code", "due_on"))


def test_the_shipped_lines_name_clocks_and_sources():
    assert len({line.code for line in lines()}) == len(lines())
    for line in lines():
        assert all([line.name.zh, line.name.en, line.source.zh, line.source.en])
        assert line.rule == "" or line.rule in RuleCode.values
        assert line.leans_on == "" or line_of(line.leans_on).budget <= line.budget
    assert line_of("notice").rule == "session_notice"
    assert line_of("own") is None


def test_each_line_is_due_by_the_rules_or_by_the_line_that_it_leans_on(township):
    made = prepared(township)

    assert days(made) == {
        "agenda": date(2024, 6, 19),  # the notice tells them
        "budget_draft": date(2024, 6, 11),  # it is what voters are heard on
        "voters_heard": date(2024, 6, 12),
        "notice": date(2024, 6, 20),
        "motions_told": date(2024, 6, 20),  # a duty without a period: with the notice
        "guests": date(2024, 6, 19),
        "papers": date(2024, 6, 21),  # the 22nd is a Saturday
        "qualification": date(2024, 6, 26),
        "delegations": date(2024, 6, 20),
        "sign_in_sheet": date(2024, 6, 26),
        "ballots": date(2024, 6, 26),
        "announcement": date(2024, 6, 28),
        "budget_published": date(2024, 7, 18),  # twenty days from the last day of the session
    }


def test_a_line_says_how_its_day_was_reckoned(township):
    made = prepared(township)

    notice, told = (made.preparations.get(code=code) for code in ("notice", "motions_told"))
    assert (notice.reckoning["rule"], notice.reckoning["before"]) == ("session_notice", True)
    assert told.reckoning is None
    assert str(notice) == "The notice is out to the deputies"
    with override("zh-hans"):
        assert str(notice) == "会议通知发至代表"


def arithmetic(made):
    return {line.row.code: line.arithmetic for line in checklist(made, MAY.date())}


def test_a_line_that_leans_on_another_says_how(township):
    said = arithmetic(prepared(township))

    assert said["agenda"][:2] == [
        "Counted back from June 20, 2024 (Thu), when “The notice is out to the deputies” is due; this day "
        "itself is not counted.",
        "At least 1 day before: on June 19, 2024 (Wed) at the latest.",
    ]
    assert said["motions_told"] == ["On the same day as “The notice is out to the deputies”."]
    assert said["ballots"][0].startswith("Counted back from June 27, 2024 (Thu), the session opens")
    assert said["notice"] == said["voters_heard"] == []  # clocks of the rules
    assert said["announcement"] == []  # by the last day


def test_what_comes_before_a_line_is_never_put_on_a_day_of_rest(township):
    made = prepared(township, opens_on=date(2024, 7, 1), closes_on=date(2024, 7, 2))  # a Monday

    assert days(made)["sign_in_sheet"] == date(2024, 6, 28)
    assert "June 29" not in str(arithmetic(made)["sign_in_sheet"][-1])
    assert "the day of work before" in str(arithmetic(made)["sign_in_sheet"])


def test_the_lines_stand_in_the_order_of_their_days(township):
    made = prepared(township)
    add_preparation(made, label="布置会标", due_on=date(2024, 6, 12), **doing(MAY))

    shown = [line.row.code for line in checklist(made, MAY.date())]

    assert shown[:6] == ["budget_draft", "voters_heard", "own", "agenda", "guests", "notice"]


def test_a_session_without_a_budget_asks_for_nothing_about_it(township):
    made = prepared(township, has_budget=False)

    assert not {"budget_draft", "voters_heard", "budget_published"} & days(made).keys()


def changed(made, **words):
    kept = {
        "opens_on": made.session.opens_on, "closes_on": made.session.closes_on, "place": made.place,
        "has_budget": made.has_budget, "motions_until": None,
    }  # fmt: skip
    return change_session(made, **{**kept, **words}, **doing(MAY))


def test_lines_of_the_budget_come_and_go_with_it(township):
    made = prepared(township, has_budget=False)

    with_budget = changed(made, has_budget=True)
    assert {"budget_draft", "voters_heard", "budget_published"} <= days(with_budget).keys()

    without = changed(with_budget, has_budget=False)
    assert not {"budget_draft", "voters_heard", "budget_published"} & days(without).keys()


def test_a_settled_line_keeps_its_day_when_the_opening_moves(township):
    made = prepared(township)
    settle_preparation(made.preparations.get(code="papers"), done_on=MAY.date(), **doing(MAY))

    made = changed(made, opens_on=date(2024, 7, 15), closes_on=date(2024, 7, 16))

    assert (days(made)["papers"], days(made)["notice"]) == (date(2024, 6, 21), date(2024, 7, 8))


def test_a_line_is_settled_and_opened_again(township, clerk, chair):
    line = prepared(township).preparations.get(code="ballots")

    line = settle_preparation(line, done_on=date(2024, 5, 26), note=" 已印80张 ", **doing(MAY, chair))
    assert (line.done_on, line.done_by, line.note) == (date(2024, 5, 26), chair, "已印80张")
    facts = Entry.objects.get(act="settle_preparation").facts
    assert "已印80张" not in str(facts)
    assert fact_words(facts).startswith("Ballots are printed, the box is ready")

    line = settle_preparation(line, done_on=None, **doing(MAY, clerk))
    assert (line.done_on, line.done_by, line.note) == (None, None, "")


def test_nothing_is_settled_on_a_day_to_come_nor_by_others(township, operator, lead_user):
    line = prepared(township).preparations.get(code="ballots")

    with pytest.raises(ActRefused, match="not on one still to come"):
        settle_preparation(line, done_on=date(2024, 5, 28), **doing(MAY))
    for stranger in (operator, lead_user):
        with pytest.raises(PermissionDenied):
            settle_preparation(line, done_on=MAY.date(), **doing(MAY, stranger))


def test_a_town_adds_lines_of_its_own(township, clerk, chair):
    made = prepared(township)

    by_day = add_preparation(made, label="布置会标", due_on=date(2024, 6, 26), **doing(MAY, clerk))
    by_opening = add_preparation(made, label="安排午餐", **doing(MAY, clerk))

    assert (str(by_day), by_day.line, by_day.due_on) == ("布置会标", None, date(2024, 6, 26))
    assert by_opening.due_on == date(2024, 6, 27)
    assert by_day.position < by_opening.position
    with pytest.raises(PermissionDenied):
        add_preparation(made, label="茶水", **doing(MAY, chair))


def test_a_line_of_its_own_has_words_and_stands_once(township):
    made = prepared(township)
    add_preparation(made, label="布置会标", **doing(MAY))

    with pytest.raises(ActRefused, match="Say what is to be prepared"):
        add_preparation(made, label=" ", **doing(MAY))
    with pytest.raises(ActRefused, match="“布置会标” stands on the checklist already"):
        add_preparation(made, label="布置会标", **doing(MAY))
    with pytest.raises(ActRefused, match="there is nothing to prepare"):
        add_preparation(convocation(township, number=9, state="called_off"), label="茶水", **doing(MAY))


def test_a_period_of_the_towns_own_moves_open_lines(township, clerk, django_capture_on_commit_callbacks):
    made = prepared(township)
    add_preparation(made, label="布置会标", **doing(MAY))

    with django_capture_on_commit_callbacks(execute=True):
        override_rule(
            township, code="session_notice", amount=10, unit="workday", reason="主席团决定",
            **doing(moment(2024, 5, 28), clerk),
        )  # fmt: skip

    assert (days(made)["notice"], days(made)["own"]) == (date(2024, 6, 13), date(2024, 6, 27))
    entry = Entry.objects.get(act="recompute_preparations")
    assert (entry.by, entry.channel) == (None, Channel.SYSTEM)
    assert {one["line"]: one["to"] for one in entry.facts["lines_moved"]} == {
        "agenda": "2024-06-12", "notice": "2024-06-13", "motions_told": "2024-06-13", "guests": "2024-06-12",
    }  # fmt: skip


def test_a_notice_of_holidays_moves_open_lines(township, django_capture_on_commit_callbacks):
    made = prepared(township, opens_on=date(2028, 5, 10), closes_on=date(2028, 5, 11), number=8)
    assert days(made)["papers"] == date(2028, 5, 5)
    rest = {date(2028, 5, day): "劳动节" for day in range(1, 6)}
    notice = Notice(year=2028, source="2028年通知", rest=rest, working=frozenset())

    with django_capture_on_commit_callbacks(execute=True):
        add_notice(notice, at=MAY)

    assert days(made)["papers"] == date(2028, 4, 28)


def test_what_was_missed_stays_missed(township):
    made = prepared(township)
    override_rule(township, code="session_notice", amount=3, unit="day", reason="急", **doing(MAY))

    recompute_preparations(made, rules=rules_of(township), **_unsaid(moment(2024, 6, 25)))

    assert days(made)["notice"] == date(2024, 6, 20)
    assert not Entry.objects.filter(act="recompute_preparations").exists()


def _unsaid(at):
    words = doing(at)
    del words["by"]
    return words


def test_the_publication_counts_from_the_vote_on_the_budget(township):
    made = prepared(township)
    held = meeting(township, session=made)
    item = AgendaItem.objects.create(
        township=township, meeting=held, position=1, kind="budget", title="审查和批准预算"
    )
    vote = Vote.objects.create(
        township=township, meeting=held, item=item, title="预算", state="announced", outcome="adopted",
        of_all=3, present=3, quorum=2, needed=2, opened_at=OPENING, announced_at=OPENING,
    )  # fmt: skip

    result_announced.send(sender=Vote, vote=vote, by=None, at=OPENING)

    line = made.preparations.get(code="budget_published")
    assert (line.due_on, line.reckoning["event"]) == (date(2024, 7, 17), "budget_approved")


def test_other_votes_move_nothing(township):
    made = prepared(township)
    vote = Vote(township=township, meeting=meeting(township, session=made), title="议程")

    result_announced.send(sender=Vote, vote=vote, by=None, at=OPENING)

    assert days(made)["budget_published"] == date(2024, 7, 18)


def late(made, today):
    return [line.row.code for line in checklist(made, today) if line.is_late]


def test_open_lines_behind_their_day_are_late(township):
    made = prepared(township)
    settle_preparation(made.preparations.get(code="voters_heard"), done_on=MAY.date(), **doing(MAY))

    shown = checklist(made, date(2024, 6, 21))

    before = ["budget_draft", "agenda", "guests"]
    assert late(made, date(2024, 6, 21)) == [*before, "notice", "motions_told", "delegations"]
    assert [line.row.code for line in shown if line.is_first_open] == ["budget_draft"]
    assert late(made, date(2024, 6, 20)) == before
    assert late(made, date(2024, 6, 11)) == []


def test_after_the_session_only_what_belongs_after_it_is_late(township):
    made = prepared(township)
    Convocation.objects.update(state="closed")
    made.refresh_from_db()

    assert late(made, date(2024, 7, 20)) == ["announcement", "budget_published"]
    Convocation.objects.update(state="called_off")
    made.refresh_from_db()
    assert late(made, date(2024, 7, 20)) == []


def test_the_workbench_is_told_what_is_due_within_seven_days(
    township, other_township, django_assert_num_queries
):
    prepared(township)
    prepared(other_township)

    assert [str(row.due_on) for row in preparation_due(township, date(2024, 6, 3), 5)] == []
    with django_assert_num_queries(1):
        due = preparation_due(township, date(2024, 6, 12), 5)
        assert [(row.code, row.convocation.session.term.number) for row in due] == [
            ("budget_draft", 13), ("voters_heard", 13), ("agenda", 13), ("guests", 13),
        ]  # fmt: skip
    assert len(preparation_due(township, date(2024, 6, 27), 5)) == 5


def test_the_workbench_forgets_a_session_that_is_over_but_for_what_follows_it(township):
    made = prepared(township)
    Convocation.objects.update(state="closed")

    assert [row.code for row in preparation_due(township, date(2024, 7, 12), 9)] == [
        "announcement", "budget_published",
    ]  # fmt: skip
    Preparation.objects.update(done_on=MAY.date())
    assert preparation_due(township, date(2024, 7, 12), 9) == []
    assert made.preparations.count() == 13
