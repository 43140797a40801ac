"""The town as it stands on 10 March 2025: its figures, its states, its records."""

from collections import Counter
from datetime import date, timedelta

import pytest

from huiyin.demo.building import LEDGER
from huiyin.demo.tales import people, town_facts
from huiyin.demo.tests.conftest import TODAY
from huiyin.figures.registry import figures_of
from huiyin.journal.models import Entry
from huiyin.journal.queries import verify_chain
from huiyin.matters.actions.importing import import_ledger
from huiyin.matters.imports.proposal import propose_import
from huiyin.matters.imports.workbook import read_file
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Reply
from huiyin.matters.models.checks import Evaluation, VerificationFile
from huiyin.matters.models.handling import Assignment, Extension
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.tests.recompute import kept, recompute
from huiyin.matters.tests.stories import doing, moment
from huiyin.papers.models import Paper
from huiyin.people.models import Deputy, Unit
from huiyin.townships.models import Constituency, Village

pytestmark = pytest.mark.django_db


def matters(town):
    return Matter.objects.of(town.township)


def test_the_town_is_as_large_as_told(town):
    facts = town_facts()["town"]
    deputies = Deputy.objects.of(town.township)
    seats = Constituency.objects.of(town.township).values_list("seats", flat=True)
    presidium = deputies.exclude(post="")

    assert town.township.population == facts["population"]
    assert deputies.filter(level="town").count() == sum(seats) == facts["seats"]
    assert Village.objects.of(town.township).count() == 12
    assert set(facts["villages_named"]) <= set(town.villages)
    assert (presidium.count(), presidium.filter(post="chair").count()) == (9, 1)
    assert len(set(deputies.values_list("name", flat=True))) == deputies.count()


def test_last_years_suggestions_are_counted_by_field_as_told(town):
    suggestions = matters(town).filter(session=town.sessions[2]).select_related("field")

    assert Counter(matter.field.name for matter in suggestions) == town_facts()["suggestions"]


def test_the_import_found_every_name_in_the_town(town):
    told = people()

    assert Unit.objects.of(town.township).count() == len(told["units"]["of"])
    assert (
        Deputy.objects.of(town.township).count() == 71 + told["deputies"]["county"] + told["deputies"]["city"]
    )


def test_last_years_figures(town):
    counted = {
        figure.code: (figure.numerator, figure.denominator)
        for figure in figures_of(town.township, year=2024, as_of=date(2024, 12, 31))
    }

    assert counted == {
        "reply_rate": (24, 24),
        "on_time_rate": (23, 24),
        "contact_rate": (22, 24),
        "satisfied": (21, 31),
        "satisfied_or_fairly": (29, 31),
        "satisfied_first": (16, 32),
        "solved_rate": (14, 24),
        "again_rate": (11, 24),
        "promises_kept": (2, 4),
        "satisfied_not_solved": (8, None),
        "still_not_solved": (4, None),
    }


def test_a_matter_stands_in_every_state_that_an_act_leads_to(town):
    states = {matter.shown_state(TODAY) for matter in matters(town)}

    assert states == set(MatterState)


def test_this_year_is_under_way_around_today(town):
    here = matters(town)
    tomorrow, week = TODAY + timedelta(days=1), TODAY + timedelta(days=7)

    assert 20 <= here.open().count() <= 40
    assert set(here.filter(due_on=TODAY).values_list("due_rule", flat=True)) == {"promise_followup", "verify"}
    assert here.overdue(TODAY).filter(due_rule="reply_again", supervised_at__isnull=False).count() == 1
    assert here.open().filter(due_on__range=(tomorrow, week)).count() >= 3
    assert Extension.objects.of(town.township).filter(answer="").count() == 1
    assert (
        Assignment.objects.of(town.township).filter(sent_back_at__isnull=False, send_back_answer="").count()
        == 1
    )
    assert here.filter(secrecy=True).count() == 2


def test_the_sealed_ratings_of_an_open_window_are_partly_in(town):
    sealed = Evaluation.objects.of(town.township).filter(round__window_closes_on__gte=TODAY)
    open_window = matters(town).get(title__startswith="关于集镇农贸市场")

    assert sealed.filter(matter=open_window).count() == 2
    assert open_window.petitioners.count() == 5
    assert not sealed.unsealed(TODAY).exists()


def test_a_pasted_reply_and_a_contrary_rating_are_warned_of(town):
    replies = [row["code"] for reply in Reply.objects.of(town.township) for row in reply.warnings]
    ratings = [row["code"] for given in Evaluation.objects.of(town.township) for row in given.warnings]

    assert replies.count("pasted") == 1
    assert "contrary" in ratings


def test_voters_are_unreadable_in_the_database_and_not_in_the_journal(town):
    voters = Petitioner.objects.of(town.township).filter(role="voter")
    names = [voter.voter_name for voter in voters]
    facts = "".join(str(entry.facts) for entry in Entry.objects.filter(township=town.township))

    assert "付先生" in names
    assert [name for name in names if name in facts] == []


def test_the_journal_is_whole_and_keeps_office_hours(town):
    entries = Entry.objects.filter(township=town.township)
    count, broken = verify_chain(town.township)

    assert (count, broken) == (entries.count(), None)
    assert max(entry.at for entry in entries).date() < TODAY
    at_desk = [entry.at for entry in entries if entry.channel != "link"]
    assert [at for at in at_desk if not 0 <= at.hour <= 10] == []  # 8:00 to 18:59 in the town


def test_every_kept_column_follows_from_the_records(town):
    assert [matter.title for matter in matters(town) if recompute(matter) != kept(matter)] == []


def test_papers_and_photos_were_made(town):
    kinds = Counter(Paper.objects.of(town.township).values_list("kind", flat=True))

    assert set(kinds) == {
        "hand_over_letter", "reply_letter", "evaluation_form", "verification_record", "receipt_slip",
        "session_notice", "agenda", "day_plan", "roster", "delegations_list", "qualification_report",
        "tally_sheet", "resolution", "announcement", "results", "minutes",
    }  # fmt: skip
    assert kinds["minutes"] == 5
    assert VerificationFile.objects.of(town.township).count() >= 8


def test_the_ledger_imported_again_changes_nothing(town):
    before = Entry.objects.filter(township=town.township).count()
    proposal = propose_import(read_file(LEDGER), town.township, today=TODAY)
    done = import_ledger(town.township, ledger=proposal.ledger, **doing(moment(2025, 3, 10), town.clerk))

    assert (done.imported, done.unchanged) == (0, 26)
    assert proposal.has_new_names is False
    assert Entry.objects.filter(township=town.township).count() == before
