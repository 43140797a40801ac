"""The pages of livelihood projects: the year's list, a project, the choice with its numbers."""

import pytest
from django.urls import reverse

from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.balloted import on_paper
from huiyin.assembly.tests.factories import LATER, OPENING, doing
from huiyin.core.tenancy import uuid7
from huiyin.matters.actions.settings import set_up_loop
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.stories import registered
from huiyin.projects.actions import (
    collect_project,
    make_candidate,
    open_choosing,
    put_projects_to_vote,
    screen_out,
    take_up_result,
)
from huiyin.projects.models import Choosing, Project

pytestmark = [pytest.mark.django_db]
N = 12
TITLES = ("东干渠", "路灯", "文化广场")


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", "2024-06-27")


@pytest.fixture
def deputies(township):
    return factories.seated(township, N, members=3)


@pytest.fixture
def session(township):
    return factories.convocation(township)


@pytest.fixture
def meeting(township, session, deputies):
    return factories.meeting(township, session=session, present=deputies)


@pytest.fixture
def projects(township):
    found = [collect_project(township, year=2024, title=title, **doing(OPENING)) for title in TITLES]
    return [make_candidate(one, **doing(OPENING)) for one in found]


@pytest.fixture
def choosing(session, projects):
    return open_choosing(session, year=2024, places=2, **doing(OPENING))


def page(client, name, row, user, /, query="", **data):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    url = reverse(f"projects:{name}", args=["qingxi", *([row.pk] if row else [])]) + query
    if data:
        return client.post(url, {"act_id": uuid7(), **data}, follow=True)
    return client.get(url)


def text(response):
    return response.content.decode()


def test_a_project_is_entered_by_the_page(client, township, village, clerk):
    response = page(
        client, "collect_project", None, clerk, year="2024", title="东干渠", source="voters",
        village=village.pk, estimate_yuan="320000",
    )  # fmt: skip

    project = Project.objects.get()
    assert response.redirect_chain[-1][0] == project.get_absolute_url()
    assert (project.village, project.estimate_yuan) == (village, 320_000)


def test_a_project_that_comes_from_a_matter_takes_its_title_over(client, township, clerk, lead, session):

    set_up_loop(township, **doing(OPENING))
    registered(township, lead)
    matter = Matter.objects.get()

    form = text(page(client, "collect_project", None, clerk, f"?matter={matter.pk}"))
    page(client, "collect_project", None, clerk, year="2024", title="x", source="deputies", matter=matter.pk)

    assert matter.title in form
    assert Project.objects.get().matter == matter
    assert matter.title in text(page(client, "project", Project.objects.get(), clerk))


def test_a_refused_project_is_explained_and_nothing_typed_is_lost(client, projects, clerk):
    response = page(
        client, "collect_project", None, clerk, year="2024", title="东干渠", source="voters", content="五公里"
    )

    assert "“东干渠” stands among the projects of 2024 already" in text(response)
    assert "五公里" in text(response)


def test_a_matter_that_is_none_is_left_aside(client, township, clerk):
    assert page(client, "collect_project", None, clerk, "?matter=nonsense").status_code == 200
    assert page(client, "collect_project", None, clerk, f"?matter={uuid7()}").status_code == 200


def test_projects_are_screened_by_their_pages(client, township, clerk, chair):
    first = collect_project(township, year=2024, title="东干渠", **doing(OPENING))
    second = collect_project(township, year=2024, title="路灯", **doing(OPENING))

    page(client, "make_candidate", first, chair, screening="反映集中")
    page(client, "screen_out", second, chair, reason="已列入市级计划")
    page(client, "change_project", first, clerk, title="东干渠五公里", source="voters", position="3")

    states = {one.title: (one.state, one.position) for one in Project.objects.all()}
    assert states == {"东干渠五公里": ("candidate", 3), "路灯": ("screened_out", 0)}
    assert "已列入市级计划" in text(page(client, "project", second, clerk))


def test_an_act_that_is_not_possible_now_leads_back_with_the_reason(client, projects, clerk):
    response = page(client, "make_candidate", projects[0], clerk)

    assert (response.status_code, response["Location"]) == (302, projects[0].get_absolute_url())


def test_a_sent_form_that_is_not_possible_now_is_refused_in_words(client, projects, clerk):
    response = page(client, "make_candidate", projects[0], clerk, screening="x")

    assert "is not possible now" in text(response)


def test_the_list_counts_from_proposed_to_chosen_and_is_narrowed(client, township, projects, clerk):
    out = collect_project(township, year=2024, title="公厕", **doing(OPENING))
    screen_out(out, reason="缺资金", **doing(OPENING))

    whole = text(page(client, "projects", None, clerk))
    narrowed = text(page(client, "projects", None, clerk, "?year=2024&state=screened_out"))
    words = text(page(client, "projects", None, clerk, "?year=2024&q=路"))

    assert "3 / 4" in whole  # candidates of all proposed
    assert all(title in whole for title in TITLES)
    assert "公厕" in narrowed
    assert "东干渠" not in narrowed
    assert "路灯" in words
    assert "公厕" not in words


def test_after_the_vote_all_that_stood_are_counted_and_listed(client, township, choosing, meeting, clerk):
    collect_project(township, year=2024, title="公厕", **doing(OPENING))
    vote = put_projects_to_vote(choosing, meeting=meeting, **doing(LATER))
    on_paper(vote, {"东干渠": 11, "路灯": 3, "文化广场": 7}, ballots=N)
    take_up_result(choosing, **doing(LATER))

    whole = page(client, "projects", None, clerk)
    figures = {one["label"]: one for one in whole.context["figures"]}
    behind = client.get(figures["Candidates for the vote"]["url"])

    assert [(one["numerator"], one["denominator"]) for one in figures.values()] == [
        (4, None), (0, 4), (3, 4), (2, 3),
    ]  # fmt: skip
    assert {one.title for one in behind.context["projects"]} == set(TITLES)
    assert behind.context["form"]["state"].value() == "stood"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("?year=2020", "No project was proposed for this year yet"), ("?year=2024&q=xyz", "No project fits")],
)
def test_an_empty_list_says_what_to_do(client, projects, clerk, query, sentence):
    assert sentence in text(page(client, "projects", None, clerk, query))


def test_a_place_that_is_none_is_not_found(client, projects, clerk):
    assert page(client, "projects", None, clerk, "?after=nonsense").status_code == 404


def test_the_choice_is_opened_and_put_to_the_vote_by_its_pages(client, session, meeting, projects, clerk):
    page(
        client, "open_choosing", None, clerk, convocation=session.pk, year="2024", places="2",
        method="approve",
    )  # fmt: skip
    choosing = Choosing.objects.get()
    form = text(page(client, "put_projects_to_vote", choosing, clerk))
    page(client, "put_projects_to_vote", choosing, clerk, where=meeting.pk, method="paper")

    assert "3 projects stand for 2 places." in form
    assert Vote.objects.get().options.count() == 3
    assert "under way" in text(page(client, "choosing", choosing, clerk))


def test_no_surplus_is_warned_of(client, session, meeting, projects, clerk):
    choosing = open_choosing(session, year=2024, places=3, **doing(OPENING))

    assert "the deputies have nothing to choose" in text(page(client, "choosing", choosing, clerk))
    assert "the deputies have nothing to choose" in text(
        page(client, "put_projects_to_vote", choosing, clerk)
    )


def test_too_few_candidates_are_said_before_the_vote(client, session, projects, clerk):
    choosing = open_choosing(session, year=2024, places=4, **doing(OPENING))

    assert "There are fewer candidates than the 4 to be chosen" in text(
        page(client, "choosing", choosing, clerk)
    )


def test_the_result_is_taken_over_by_the_button_and_shown_with_its_numbers(client, choosing, meeting, clerk):
    vote = put_projects_to_vote(choosing, meeting=meeting, **doing(LATER))
    on_paper(vote, {"东干渠": 11, "路灯": 3, "文化广场": 7}, ballots=N)

    before = text(page(client, "choosing", choosing, clerk))
    page(client, "take_up_result", choosing, clerk, sure="1")
    after = text(page(client, "choosing", choosing, clerk))

    assert "Take over the result" in before
    assert "2 of 3 projects are chosen, for 2 places." in after
    assert "<b>11</b> / 12 ✓" in after
    assert "<b>3</b> / 12</span>" in after
    chosen = Project.objects.get(title="东干渠")
    assert "11 of 12 valid ballots" in text(page(client, "project", chosen, clerk))
    assert "11 of 12 ballots" in text(page(client, "projects", None, clerk))


def test_a_tie_asks_for_another_vote(client, choosing, meeting, clerk):
    vote = put_projects_to_vote(choosing, meeting=meeting, **doing(LATER))
    on_paper(vote, {"东干渠": 11, "路灯": 5, "文化广场": 5}, ballots=N)
    take_up_result(choosing, **doing(LATER))

    shown = text(page(client, "choosing", choosing, clerk))

    assert "Vote again on those tied" in shown
    assert "2 projects stand for 1 places." in text(page(client, "put_projects_to_vote", choosing, clerk))


def test_who_may_not_is_told_so(client, choosing, projects, session, lead_user):
    for name, row in (
        ("collect_project", None),
        ("change_project", projects[0]),
        ("open_choosing", None),
        ("put_projects_to_vote", choosing),
        ("take_up_result", choosing),
    ):
        assert page(client, name, row, lead_user).status_code == 403


def test_a_unit_sees_what_was_chosen_and_nothing_before(client, choosing, meeting, projects, water_handler):
    assert page(client, "project", projects[0], water_handler).status_code == 404
    assert page(client, "choosing", choosing, water_handler).status_code == 404
    vote = put_projects_to_vote(choosing, meeting=meeting, **doing(LATER))
    on_paper(vote, {"东干渠": 11, "路灯": 3, "文化广场": 7}, ballots=N)
    take_up_result(choosing, **doing(LATER))

    assert page(client, "project", projects[0], water_handler).status_code == 200
    assert page(client, "project", projects[1], water_handler).status_code == 404
    listed = text(page(client, "projects", None, water_handler))
    assert "东干渠" in listed
    assert "路灯" not in listed


def test_a_stranger_finds_nothing(client, choosing, projects, outsider):
    for name, row in (("projects", None), ("project", projects[0]), ("choosing", choosing)):
        assert page(client, name, row, outsider).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_many(client, township, clerk, django_assert_num_queries, many):
    for title in TITLES[:many]:
        collect_project(township, year=2024, title=title, **doing(OPENING))
    page(client, "projects", None, clerk)

    with django_assert_num_queries(8):
        response = client.get(reverse("projects:projects", args=["qingxi"]))

    assert text(response).count('data-label="Village"') == many


@pytest.mark.parametrize("votes", [1, 2])
def test_the_choice_costs_little_more_with_another_vote(
    client, choosing, meeting, clerk, django_assert_max_num_queries, votes
):
    for counted in ({"东干渠": 11, "路灯": 5, "文化广场": 5}, {"路灯": 5, "文化广场": 6})[:votes]:
        vote = put_projects_to_vote(choosing, meeting=meeting, **doing(LATER))
        on_paper(vote, counted, ballots=N)
        take_up_result(choosing, **doing(LATER))
    page(client, "choosing", choosing, clerk)

    with django_assert_max_num_queries(12):
        client.get(choosing.get_absolute_url())
