"""The pages of votes: each act works, says why not, loses nothing typed, and lets in nobody else."""

import pytest
import time_machine

from huiyin.assembly.actions.showing import count_hands
from huiyin.assembly.actions.voting import announce_result, close_vote
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.assembly.tests.polls import (
    now,
    of_choices,
    opened,
    page_of,
    plenary,
    prepared,
    send,
)

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def _in_the_meeting():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_a_vote_is_prepared_on_its_item(desk, township):
    meeting = plenary(township, seats=6)
    item = AgendaItem.objects.create(township=township, meeting=meeting, position=1, title="工作报告")
    query = f"?item={item.pk}"

    assert 'value="工作报告"' in desk.get(page_of(meeting, "prepare_vote", query)).content.decode()
    said = {
        "title": "决议",
        "subject": "decision",
        "method": "hands",
        "rule": "majority_of_all",
        "winners": 1,
    }
    page = send(desk, meeting, "prepare_vote", query, **said)

    vote = Vote.objects.get()
    assert (vote.item, vote.title, page.redirect_chain[-1][0]) == (item, "决议", page_of(vote))


def test_a_choice_is_prepared_with_its_lines(desk, township):
    meeting = plenary(township, seats=6)
    said = {"title": "票决", "subject": "choice", "method": "slips", "rule": "most_over_half", "winners": 2}

    send(desk, meeting, "prepare_vote", options="路灯 | 20万元\n\n水渠｜30万元\n校车", **said)

    options = Vote.objects.get().options.order_by("position")
    assert [(o.label, o.note) for o in options] == [("路灯", "20万元"), ("水渠", "30万元"), ("校车", "")]


def test_what_does_not_fit_is_said_on_the_form_and_nothing_typed_is_lost(desk, township):
    meeting = plenary(township, seats=6)
    said = {"title": "票决", "subject": "choice", "method": "hands", "rule": "most_over_half", "winners": 2}

    page = send(desk, meeting, "prepare_vote", options="路灯\n水渠", **said).content.decode()
    long = send(desk, meeting, "prepare_vote", options="路" * 121, **said).content.decode()

    assert "it is voted by ballot" in page
    assert "路灯\n水渠" in page
    assert "is too long" in long
    assert not Vote.objects.exists()


def test_an_item_of_another_meeting_is_not_found(desk, township):
    meeting = plenary(township, seats=3)

    assert desk.get(page_of(meeting, "prepare_vote", f"?item={meeting.pk}")).status_code == 404
    assert desk.get(page_of(meeting, "prepare_vote", "?item=x")).status_code == 200


def test_a_vote_is_changed(desk, township):
    vote = of_choices(plenary(township, seats=6), labels=("甲", "乙"), winners=1)

    page = desk.get(page_of(vote, "change_vote")).content.decode()
    send(
        desk,
        vote,
        "change_vote",
        title="改题",
        method="paper",
        rule="most_votes",
        options="丙\n丁",
        winners=1,
    )

    assert "甲\n乙" in page
    assert now(vote).title == "改题"
    assert list(vote.options.values_list("label", flat=True).order_by("position")) == ["丙", "丁"]


def test_a_decision_has_no_lines_to_change(desk, township):
    vote = prepared(plenary(township, seats=6))

    assert "options" not in desk.get(page_of(vote, "change_vote")).context["form"].fields
    send(desk, vote, "change_vote", title="改题", method="paper", rule="two_thirds_of_all")

    assert (now(vote).method, now(vote).rule) == ("paper", "two_thirds_of_all")


def test_from_opening_to_the_announced_result_by_hands(desk, township):
    vote = prepared(plenary(township, present=60))

    assert "Quorum reached: 60 of 71, needs 48" in desk.get(page_of(vote)).content.decode()
    assert "Quorum reached" in desk.get(page_of(vote, "open_vote")).content.decode()
    assert "All 60 in favour" in send(desk, vote, "open_vote").content.decode()
    assert "All but …" in desk.get(page_of(vote)).content.decode()
    assert "in favour 55, against 5" in send(desk, vote, "enter_count", against=5).content.decode()
    assert "Counted, not announced yet" in send(desk, vote, "close_vote").content.decode()
    page = send(desk, vote, "announce_result").content.decode()

    assert "55 of 71, needs 36: <b>adopted</b>" in page
    assert now(vote).state == "announced"


def test_without_quorum_the_page_says_how_many_are_missing(desk, township):
    vote = prepared(plenary(township, present=47))

    before = desk.get(page_of(vote, "open_vote")).content.decode()
    refused = send(desk, vote, "open_vote").content.decode()

    assert "No quorum: 47 of 71, needs 48, 1 more are needed" in before
    assert "There is no quorum: 47 of 71 are present" in refused
    assert now(vote).state == "prepared"


def test_an_act_that_is_not_possible_now_is_said_on_the_votes_page(desk, township):
    vote = prepared(plenary(township, seats=6))

    for act in ("enter_count", "enter_voice", "close_vote", "announce_result"):
        page = desk.get(page_of(vote, act), follow=True)
        assert "is not possible now" in page.content.decode()
        assert page.redirect_chain[-1][0] == page_of(vote)
    opened(vote)
    for act in ("open_vote", "change_vote", "print_slips"):
        assert "is not possible now" in desk.get(page_of(vote, act), follow=True).content.decode()


def test_a_vote_is_cancelled_with_its_reason_on_its_page(desk, township):
    vote = opened(prepared(plenary(township, seats=6)))

    page = send(desk, vote, "cancel_vote", reason="设备故障").content.decode()

    assert "This vote was cancelled" in page
    assert "设备故障" in page


def test_a_deputy_reads_what_was_announced_and_nothing_before(client, township, lead_user):
    vote = close_vote(count_hands(opened(prepared(plenary(township))), **doing(LATER)), **doing(LATER))
    client.force_login(lead_user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    before = client.get(page_of(vote)).status_code
    announce_result(vote, **doing(LATER))
    after = client.get(page_of(vote))

    assert (before, after.status_code) == (404, 200)
    assert "71 of 71, needs 36" in after.content.decode()
    assert client.get(page_of(vote.meeting, "prepare_vote")).status_code == 403


def test_a_stranger_finds_nothing_and_who_may_not_is_refused(client, township, outsider, operator, chair):
    vote = prepared(plenary(township, seats=6), method="slips")
    client.force_login(outsider)
    assert {client.get(page_of(vote, act)).status_code for act in ("vote", "open_vote", "print_slips")} == {
        404
    }
    client.force_login(operator)
    assert client.get(page_of(vote)).status_code == 404
    client.force_login(chair)

    assert client.get(page_of(vote, "print_slips")).status_code == 403
    assert client.get(page_of(vote, "open_vote")).status_code == 200


def test_a_presidium_meeting_between_sessions_votes_by_its_members(desk, township):
    meeting = plenary(township, seats=20, members=9, kind="presidium")
    meeting.convocation = None
    meeting.save()

    page = desk.get(page_of(meeting, "prepare_vote")).content.decode()
    vote = prepared(meeting, rule="majority_of_members")

    assert "more than half of all members" in page
    assert "more than half of all deputies" not in page
    assert desk.get(page_of(vote)).status_code == 200
