"""Livelihood projects before the vote: entered, changed, taken up, left out."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.tests.factories import OPENING, doing
from huiyin.core.errors import ActRefused, ForeignRow
from huiyin.journal.models import Entry
from huiyin.people.tests import cast
from huiyin.projects.actions import change_project, collect_project, make_candidate, screen_out
from huiyin.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def collected(township, title="整修东干渠", by=None, **words):
    return collect_project(township, year=2025, title=title, **words, **doing(OPENING, by))


def test_a_project_is_entered(township, village, water_station, clerk):
    project = collected(
        township, " 整修东干渠 ", clerk, village=village, unit=water_station, estimate_yuan=Decimal("320000"),
        source="deputies", proposed_by="第一代表小组",
    )  # fmt: skip

    assert (project.title, project.state, project.source) == ("整修东干渠", "collected", "deputies")
    entry = Entry.objects.get(act="collect_project")
    assert (entry.by, entry.facts["year"], entry.facts["source"]) == (clerk, 2025, "deputies")
    assert entry.private_texts.get().text == "整修东干渠"


def test_only_the_clerk_enters_a_project(township, chair):
    with pytest.raises(PermissionDenied):
        collected(township, by=chair)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"title": " "}, "Give the project a title."),
        ({"source": "somebody"}, "Choose who proposed the project."),
        ({"proposed_by": "张三"}, "Voters are not named here"),
        ({"estimate_yuan": Decimal("-1")}, "The amount is not below nothing."),
    ],
)
def test_a_project_that_is_not_whole_is_refused(township, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        collected(township, **words)


def test_a_title_stands_once_a_year(township):
    collected(township)

    with pytest.raises(ActRefused, match="“整修东干渠” stands among the projects of 2025 already"):
        collected(township)
    collect_project(township, year=2026, title="整修东干渠", **doing(OPENING))


def test_a_unit_of_another_township_is_refused(township, other_township):
    foreign = cast.unit(other_township, "镇水利站")

    with pytest.raises(ForeignRow):
        collected(township, unit=foreign)


def test_a_project_sent_twice_is_entered_once(township):
    words = {"year": 2025, "title": "整修东干渠", **doing(OPENING)}

    assert collect_project(township, **words) == collect_project(township, **words)
    assert Project.objects.count() == 1


def test_a_project_is_changed(township, clerk):
    project = collected(township)

    change_project(project, title="整修东干渠五公里", content="清淤、衬砌。", **doing(OPENING, clerk))

    project.refresh_from_db()
    assert (project.title, project.content) == ("整修东干渠五公里", "清淤、衬砌。")
    assert Entry.objects.get(act="change_project").facts == {"fields": ["content", "title"]}


def test_a_change_obeys_the_same_rules(township):
    project = collected(township)
    collected(township, "增设路灯")

    with pytest.raises(ActRefused, match="stands among the projects of 2025 already"):
        change_project(project, title="增设路灯", **doing(OPENING))
    with pytest.raises(ValueError, match="state"):
        change_project(project, state="chosen", **doing(OPENING))


def test_candidates_stand_on_the_ballot_as_they_were_taken_up(township, chair):
    first, second = collected(township), collected(township, "增设路灯")

    make_candidate(second, screening="群众反映集中。", **doing(OPENING, chair))
    make_candidate(first, **doing(OPENING, chair))

    found = Project.objects.order_by("position")
    assert [(one.title, one.state) for one in found] == [
        ("增设路灯", "candidate"),
        ("整修东干渠", "candidate"),
    ]
    assert Entry.objects.filter(act="make_candidate", by=chair).count() == 2


def test_a_project_is_left_out_only_with_a_reason(township, chair):
    project = collected(township)

    with pytest.raises(ActRefused, match="Say why the project is not taken up"):
        screen_out(project, reason=" ", **doing(OPENING))
    left = screen_out(project, reason="已列入市级计划。", **doing(OPENING, chair))

    assert (left.state, left.screening) == ("screened_out", "已列入市级计划。")
    assert Entry.objects.get(act="screen_out").private_texts.get().text == "已列入市级计划。"


def test_what_was_left_out_may_be_taken_up_after_all(township):
    project = screen_out(collected(township), reason="缺资金。", **doing(OPENING))

    assert make_candidate(project, **doing(OPENING)).state == "candidate"


def test_who_is_not_of_the_office_screens_nothing(township, lead_user):
    project = collected(township)

    for attempt in (
        lambda: change_project(project, content="x", **doing(OPENING, lead_user)),
        lambda: make_candidate(project, **doing(OPENING, lead_user)),
        lambda: screen_out(project, reason="不办", **doing(OPENING, lead_user)),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
