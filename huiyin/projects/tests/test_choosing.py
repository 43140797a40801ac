"""The vote on livelihood projects: so many out of so many, a tie, the result taken over once."""

from uuid import uuid5

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.voting import cancel_vote
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.balloted import by_slips, keys_of, on_paper
from huiyin.assembly.tests.factories import LATER, OPENING, doing
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.projects.actions import (
    change_project,
    collect_project,
    make_candidate,
    open_choosing,
    put_projects_to_vote,
    screen_out,
    take_up_result,
)
from huiyin.projects.models import Choosing, Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
N = 12
TITLES = ("东干渠", "路灯", "文化广场", "饮水管网")


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
    found = [collect_project(township, year=2025, title=title, **doing(OPENING)) for title in TITLES]
    return [make_candidate(one, **doing(OPENING)) for one in found]


@pytest.fixture
def choosing(session, projects):
    return open_choosing(session, year=2025, places=2, **doing(OPENING))


def put(choosing, meeting, **words):
    return put_projects_to_vote(choosing, meeting=meeting, **words, **doing(LATER))


def states():
    return {one.title: one.state for one in Project.objects.order_by("position")}


def taken(choosing):
    return take_up_result(choosing, **doing(LATER))


def test_a_choice_is_opened_once_a_year(session, choosing, clerk):
    assert Entry.objects.get(act="open_choosing").facts == {"year": 2025, "places": 2, "method": "approve"}
    with pytest.raises(ActRefused, match="The choice of the projects of 2025 is open already"):
        open_choosing(session, year=2025, places=2, **doing(OPENING, clerk))


def test_a_choice_of_nothing_and_of_a_session_that_is_over_is_refused(township, session, lead_user):
    over = factories.convocation(township, number=2, state="closed")

    with pytest.raises(ActRefused, match="At least one project is to be chosen"):
        open_choosing(session, year=2025, places=0, **doing(OPENING))
    with pytest.raises(ActRefused, match="This session is over"):
        open_choosing(over, year=2025, places=2, **doing(OPENING))
    with pytest.raises(PermissionDenied):
        open_choosing(session, year=2025, places=2, **doing(OPENING, lead_user))


def test_the_candidates_are_put_to_the_vote_in_the_order_of_the_ballot(
    projects, choosing, meeting, clerk, village
):
    change_project(projects[0], position=9, village=village, estimate_yuan=325000, **doing(OPENING))

    vote = put_projects_to_vote(choosing, meeting=meeting, vote_method="slips", **doing(LATER, clerk))

    assert list(keys_of(vote)) == ["路灯", "文化广场", "饮水管网", "东干渠"]
    assert vote.options.last().note == "柳溪村，概算32.5万元"
    assert (vote.subject, vote.rule, vote.winners, vote.method) == ("choice", "most_votes", 2, "slips")
    assert (vote.title, vote.is_ranked) == ("票决2025年度民生实事项目", False)
    assert Entry.objects.get(act="put_projects_to_vote").facts == {"candidates": 4, "places": 2}


def test_two_out_of_four_are_chosen(choosing, meeting, chair):
    on_paper(put(choosing, meeting), {"东干渠": 11, "路灯": 3, "文化广场": 7, "饮水管网": 2}, ballots=N)

    settled = take_up_result(choosing, **doing(LATER, chair))

    assert states() == {
        "东干渠": "chosen", "路灯": "not_chosen", "文化广场": "chosen", "饮水管网": "not_chosen",
    }  # fmt: skip
    vote = Vote.objects.get()
    assert {one.chosen_at for one in Project.objects.filter(state="chosen")} == {vote.announced_at}
    assert settled.settled_at == LATER
    entry = Entry.objects.get(act="take_up_result")
    assert entry.facts == {"chosen": 2, "not_chosen": 2, "tied": 0, "places": 2}


def test_the_announced_result_is_taken_over_by_itself(choosing, meeting, django_capture_on_commit_callbacks):
    vote = put(choosing, meeting)

    with django_capture_on_commit_callbacks(execute=True):
        on_paper(vote, {"东干渠": 11, "路灯": 3, "文化广场": 7, "饮水管网": 2}, ballots=N)

    assert Choosing.objects.get().settled_at is not None
    assert Entry.objects.get(act="take_up_result").act_id == uuid5(vote.pk, "take_up_result")
    with pytest.raises(ActRefused, match="The result was taken over already"):
        taken(choosing)


def test_a_result_taken_over_by_hand_before_is_not_taken_over_again(
    choosing, meeting, django_capture_on_commit_callbacks
):
    vote = put(choosing, meeting)

    with django_capture_on_commit_callbacks() as waiting:
        on_paper(vote, {"东干渠": 11, "路灯": 3, "文化广场": 7}, ballots=N)
    taken(choosing)
    for callback in waiting:
        callback()

    assert Entry.objects.filter(act="take_up_result").count() == 1


def test_a_vote_on_something_else_touches_no_project(choosing, meeting, django_capture_on_commit_callbacks):
    vote = put(choosing, meeting)
    Choosing.objects.update(vote=None)

    with django_capture_on_commit_callbacks(execute=True):
        on_paper(vote, {"东干渠": 11, "路灯": 3}, ballots=N)

    assert set(states().values()) == {"candidate"}


def test_a_tie_at_the_last_place_is_voted_again_among_those_tied(choosing, meeting):
    on_paper(put(choosing, meeting), {"东干渠": 11, "路灯": 5, "文化广场": 5, "饮水管网": 2}, ballots=N)
    with pytest.raises(ActRefused, match="Take over the result of the vote first"):
        put(choosing, meeting)

    after = taken(choosing)

    assert after.settled_at is None
    assert states() == {
        "东干渠": "chosen", "路灯": "candidate", "文化广场": "candidate", "饮水管网": "not_chosen",
    }  # fmt: skip
    again = put(choosing, meeting)
    assert (list(keys_of(again)), again.winners) == (["路灯", "文化广场"], 1)
    assert again.title == "票决2025年度民生实事项目（票数相等再次投票）"
    on_paper(again, {"路灯": 5, "文化广场": 7}, ballots=N)
    assert taken(choosing).settled_at == LATER
    assert states()["文化广场"] == "chosen"
    assert states()["路灯"] == "not_chosen"


def test_all_tied_leaves_all_places_to_the_next_vote(choosing, meeting):
    on_paper(put(choosing, meeting), dict.fromkeys(TITLES, 6), ballots=N)

    taken(choosing)

    again = put(choosing, meeting)
    assert (len(keys_of(again)), again.winners) == (4, 2)
    assert again.title.endswith("（票数相等再次投票）")


def test_ranked_projects_are_chosen_by_their_points(session, projects, meeting):
    choosing = open_choosing(session, year=2025, places=2, method="rank", **doing(OPENING))
    vote = put(choosing, meeting, vote_method="slips")

    by_slips(vote, [["路灯", "东干渠"]] * 7 + [["文化广场", "东干渠"]] * 5, slips=N)
    taken(choosing)

    assert vote.is_ranked
    assert [title for title, state in states().items() if state == "chosen"] == ["东干渠", "路灯"]


def test_fewer_candidates_than_places_are_refused_and_as_many_go_with_a_warning(choosing, projects, meeting):
    for one in projects[:2]:
        screen_out(one, reason="缺资金。", **doing(OPENING))
    assert put(choosing, meeting).options.count() == 2

    cancel_vote(Vote.objects.get(), reason="再议", **doing(LATER))
    screen_out(projects[2], reason="缺资金。", **doing(OPENING))
    with pytest.raises(ActRefused, match="1 candidates are fewer than the 2 to be chosen"):
        put(choosing, meeting)


def test_what_stands_on_the_ballot_stays(choosing, projects, meeting):
    late = collect_project(projects[0].township, year=2025, title="公厕", **doing(OPENING))
    put(choosing, meeting)

    for attempt in (
        lambda: make_candidate(late, **doing(LATER)),
        lambda: screen_out(projects[0], reason="不办", **doing(LATER)),
        lambda: change_project(projects[0], title="西干渠", **doing(LATER)),
    ):
        with pytest.raises(ActRefused, match="were put to the vote: what stands on the ballot stays"):
            attempt()


def test_a_void_vote_is_held_again(choosing, meeting):
    on_paper(put(choosing, meeting), {}, ballots=N, returned=N + 1)

    with pytest.raises(ActRefused, match="The vote was void"):
        taken(choosing)
    again = put(choosing, meeting)
    assert (again.options.count(), again.title) == (4, "票决2025年度民生实事项目")


def test_no_second_vote_before_the_first_is_announced(choosing, meeting):
    put(choosing, meeting)

    with pytest.raises(ActRefused, match="“票决2025年度民生实事项目” is not announced yet"):
        put(choosing, meeting)
    with pytest.raises(ActRefused, match="No result is announced yet"):
        taken(choosing)


def test_the_vote_is_secret_and_in_a_plenary_meeting(township, choosing, session, meeting):
    presidium = factories.meeting(township, session=session, kind="presidium")

    with pytest.raises(ActRefused, match="Projects are chosen in a plenary meeting"):
        put(choosing, presidium)
    with pytest.raises(ActRefused, match="Projects are chosen by secret ballot"):
        put(choosing, meeting, vote_method="hands")


def test_nothing_is_voted_on_once_all_is_chosen(choosing, meeting):
    on_paper(put(choosing, meeting), {"东干渠": 11, "路灯": 3, "文化广场": 7}, ballots=N)
    taken(choosing)

    with pytest.raises(ActRefused, match="The projects of 2025 are chosen already"):
        put(choosing, meeting)


def test_who_is_not_of_the_office_puts_nothing_to_the_vote(choosing, meeting, lead_user):
    with pytest.raises(PermissionDenied):
        put_projects_to_vote(choosing, meeting=meeting, **doing(LATER, lead_user))
    with pytest.raises(PermissionDenied):
        take_up_result(choosing, **doing(LATER, lead_user))


def test_a_vote_sent_twice_is_prepared_once(choosing, meeting):
    words = {"meeting": meeting, **doing(LATER)}

    assert put_projects_to_vote(choosing, **words) == put_projects_to_vote(choosing, **words)
    assert Vote.objects.count() == 1
