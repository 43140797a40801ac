"""Pages on which a count is entered: hands, sheets, voices, slips."""

import pytest
import time_machine

from huiyin.assembly.actions.voting import announce_result, close_vote
from huiyin.assembly.models.votes import Slip
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.assembly.tests.polls import (
    cast,
    keys_of,
    now,
    of_choices,
    opened,
    page_of,
    plenary,
    prepared,
    send,
    with_slips,
)
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.papers.layouts.fonts import can_draw

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


def test_all_in_favour_is_one_tap_and_a_second_one_changes_nothing(desk, township):
    vote, said = opened(prepared(plenary(township, present=60))), {"act_id": str(uuid7())}

    desk.post(page_of(vote, "enter_count"), said)
    again = desk.post(page_of(vote, "enter_count"), said, follow=True)

    assert now(vote).in_favour == 60
    assert "nothing was done a second time" in again.content.decode()
    assert Entry.objects.filter(act="enter_count").count() == 1


def test_more_hands_than_deputies_are_explained_with_what_was_typed(desk, township):
    vote = opened(prepared(plenary(township, present=60)))

    page = send(desk, vote, "enter_count", against=61).content.decode()

    assert "more than the 60 who were present" in page
    assert 'value="61"' in page


def test_two_sheets_that_differ_are_shown_place_by_place(desk, township):
    vote = opened(prepared(plenary(township, present=60), method="paper"))
    head = {"issued": 60, "returned": 60, "void": 0}
    one = {"in_favour-decision": 40, "against-decision": 20, "abstained-decision": ""}

    send(desk, vote, "enter_count", "?teller=1", teller_name="钟计票", **head, **one)
    blind = desk.get(page_of(vote, "enter_count", "?teller=2")).content.decode()
    other = {**one, "in_favour-decision": 41, "against-decision": 19}
    page = send(
        desk, vote, "enter_count", "?teller=2", teller_name="易监票", **head, **other
    ).content.decode()

    assert 'value="40"' not in blind
    assert "the sheets differ" in page
    for said in ("In favour</td>", ">40</td>", ">41</td>", ">20</td>", ">19</td>"):
        assert said in page
    assert "Sheet of teller 1" in page


def test_an_election_sheet_has_a_line_for_each_name_and_for_those_written_in(desk, township):
    meeting = plenary(township, present=60)
    vote = opened(
        of_choices(
            meeting, labels=("甲", "乙"), winners=1, subject="election", method="paper", takes_write_ins=True
        )
    )
    first, second = keys_of(vote)
    said = {
        "issued": 60, "returned": 60, "void": 1, f"in_favour-{first}": 40, f"against-{first}": 10,
        f"in_favour-{second}": 12, "name-0": "王五", "votes-0": 3, "name-1": "王 五", "votes-1": 1,
    }  # fmt: skip

    for teller in (1, 2):
        send(desk, vote, "enter_count", f"?teller={teller}", teller_name=f"计票人{teller}", **said)
    page = send(desk, vote, "close_vote").content.decode()

    assert "王五" in page
    assert now(vote).outcome == "chosen"
    assert vote.options.get(label="王五").in_favour == 4


def test_a_differing_name_or_mark_is_called_by_its_name(desk, township):
    meeting = plenary(township, present=60)
    words = {"labels": ("甲", "乙"), "winners": 1, "subject": "election", "method": "paper"}
    vote = opened(of_choices(meeting, takes_write_ins=True, **words))
    head, first = {"issued": 60, "returned": 60, "void": 1}, keys_of(vote)[0]

    send(desk, vote, "enter_count", "?teller=1", teller_name="甲一", **head, **{f"in_favour-{first}": 40})
    more = {f"in_favour-{first}": 41, "void": 2, "name-0": "王五", "votes-0": 1}
    page = send(
        desk, vote, "enter_count", "?teller=2", teller_name="乙二", **{**head, **more}
    ).content.decode()

    for place in ("Void", "甲 · In favour", "Written in: 王五"):
        assert f">{place}</td>" in page


def test_the_voices_of_a_roll_call_are_entered_and_listed(desk, township):
    vote = opened(prepared(plenary(township, seats=6), method="roll_call"))
    page = desk.get(page_of(vote, "enter_voice"))
    first = page.context["roll"][0].deputy

    send(desk, vote, "enter_voice", **{f"voice-{first.pk}": "against", f"was-{first.pk}": ""})
    stale = {f"voice-{first.pk}": "against", f"was-{first.pk}": "against"}
    send(desk, vote, "enter_voice", rest=1, **stale)
    page = send(desk, vote, "close_vote").content.decode()

    assert (now(vote).in_favour, now(vote).against) == (5, 1)
    assert f">{first.name}</td>" in page
    assert ">against</td>" in page


def test_slips_are_printed_shown_once_and_opened_with(desk, township):
    vote = of_choices(plenary(township, seats=6), labels=("甲", "乙"), winners=1)
    said = {"act_id": str(uuid7()), "count": 8}

    assert desk.get(page_of(vote, "print_slips")).context["form"].initial["count"] == 11
    page = desk.post(page_of(vote, "print_slips"), said)
    again = desk.post(page_of(vote, "print_slips"), said, follow=True)

    assert page.content.decode().count("data:image/svg+xml") == 8
    assert ("data:application/pdf" in page.content.decode()) == can_draw()
    assert page["Cache-Control"].startswith("private, no-store")
    assert "printed and shown already" in again.content.decode()
    assert "data:image/svg+xml" not in again.content.decode()
    assert Slip.objects.count() == 8


def test_a_wrong_number_of_slips_is_explained(desk, township):
    vote = prepared(plenary(township, seats=6))

    assert "Not less than 1" in send(desk, vote, "print_slips", count=0).content.decode()
    assert "not taken by slips" in send(desk, vote, "print_slips", count=9).content.decode()


def test_closing_asks_how_many_slips_were_handed_out(desk, township):
    vote, codes = with_slips(of_choices(plenary(township, seats=6), labels=("甲", "乙"), winners=1), 8)
    for code in codes[:5]:
        cast(vote, code, {"chosen": keys_of(vote)[:1]})

    assert "5 of 6" in desk.get(page_of(vote)).content.decode()
    assert desk.get(page_of(vote, "close_vote")).context["form"].initial == {"issued": 6}
    page = send(desk, vote, "close_vote", issued=4).content.decode()

    assert "5 ballots came back, but only 4 were given out: the whole vote is void" in page


def test_a_ranked_choice_shows_its_points(desk, township):
    meeting = plenary(township, seats=6)
    vote, codes = with_slips(of_choices(meeting, labels=("甲", "乙", "丙"), winners=2, is_ranked=True), 6)
    keys = keys_of(vote)
    for code in codes:
        cast(vote, code, {"order": [keys[1], keys[0]]})
    announce_result(close_vote(vote, **doing(LATER)), **doing(LATER))

    page = desk.get(page_of(vote)).content.decode()

    assert ">12</td>" in page
    assert "The first of the places gives the most points" in page
