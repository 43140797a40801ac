"""The hall's screen: public by its key, quiet while nothing changes, and never ahead of the chair."""

from datetime import timedelta

import pytest
from django.urls import reverse

from huiyin.assembly.actions.agenda import finish_item, plan_item, take_up_item
from huiyin.assembly.actions.attendance import sign_in_deputy
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.votes import Ballot, Option, Vote
from huiyin.assembly.queries.hall import hall_show, stand_by_key
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, seated

pytestmark = pytest.mark.django_db
NUMBERS = {"of_all": 71, "present": 52, "quorum": 48, "needed": 36, "opened_at": LATER}


@pytest.fixture
def deputies(township):
    return seated(township, 71, members=3)


@pytest.fixture
def held(township, deputies):
    return meeting(township, session=convocation(township), present=deputies[:52])


@pytest.fixture
def item(held):
    return take_up_item(plan_item(held, title="关于工作报告的决议（草案）", **doing()), **doing())


def address(held, name="hall", town="qingxi"):
    return reverse(f"assembly:{name}", args=[town, held.hall_key])


def screen(client, held):
    answer = client.get(address(held, "hall_state"))
    assert answer.status_code == 200
    return answer.content.decode()


def a_vote(item, state="open", **words):
    raised(item.meeting)
    return Vote.objects.create(
        township=item.township, meeting=item.meeting, item=item, title=item.title, state=state,
        **{**NUMBERS, **words},
    )  # fmt: skip


def raised(held):
    """As every act does, and its result is drawn anew."""
    held = Meeting.objects.get(pk=held.pk)
    held.version += 1
    held.save(update_fields=["version"])


def test_whoever_has_the_key_sees_item_and_presence_in_chinese(client, held, item):
    answer = client.get(address(held), HTTP_ACCEPT_LANGUAGE="en")
    text = answer.content.decode()

    assert answer.status_code == 200
    assert '<html lang="zh-hans">' in text
    for said in ("第一次全体会议", "第1项", item.title, "应到<b>71</b>人", "实到<b>52</b>人", "符合法定人数"):
        assert said in text
    assert answer.cookies == {}
    assert not answer.has_header("Vary") or "Cookie" not in answer["Vary"]
    assert '<meta http-equiv="refresh"' in text


def test_another_language_is_asked_for_in_the_address(client, held):
    text = client.get(address(held), {"language": "en"}).content.decode()

    assert '<html lang="en">' in text
    assert "Quorum reached (needs 48)" in text
    assert "language=en" in text


def test_an_unknown_key_or_another_towns_opens_nothing(client, held, other_township):
    assert client.get("/qingxi/assembly/hall/unknown/").status_code == 404
    assert client.get("/qingxi/assembly/hall/unknown/state/").status_code == 404
    assert client.get(address(held, town="bailu")).status_code == 404
    assert stand_by_key("qingxi", "unknown") is None


def test_while_nothing_changed_the_answer_is_304_and_costs_one_query(
    client, held, item, django_assert_num_queries
):
    state = address(held, "hall_state")
    first = client.get(state)
    tag = first["ETag"]

    with django_assert_num_queries(1):
        quiet = client.get(state, HTTP_IF_NONE_MATCH=tag)
    with django_assert_num_queries(1):
        weak = client.get(state, HTTP_IF_NONE_MATCH=f"W/{tag}")  # as a compressed page is marked

    assert (quiet.status_code, weak.status_code, quiet.content) == (304, 304, b"")
    assert quiet["ETag"] == tag
    assert quiet.cookies == {}


def test_many_followers_of_one_change_are_drawn_once(client, held, item, django_assert_num_queries):
    screen(client, held)

    with django_assert_num_queries(1):
        screen(client, held)


def test_whoever_signs_in_changes_the_mark(client, held, deputies):
    before = client.get(address(held, "hall_state"))["ETag"]

    sign_in_deputy(held, deputy=deputies[60], **doing())
    answer = client.get(address(held, "hall_state"), HTTP_IF_NONE_MATCH=before)

    assert answer.status_code == 200
    assert "实到<b>53</b>人" in answer.content.decode()


def test_a_meeting_to_come_asks_to_sign_in_and_says_how_many_are_wanted(client, township, deputies):
    held = meeting(township, session=convocation(township), state="planned", present=deputies[:47])

    text = screen(client, held)

    assert "9:00开会" in text
    assert "还差1人" in text


@pytest.mark.parametrize(("state", "said"), [("closed", "会议结束"), ("called_off", "已取消")])
def test_a_meeting_that_is_over_says_so(client, township, state, said):
    assert said in screen(client, meeting(township, session=convocation(township), state=state))


def test_presidium_and_delegations_have_a_screen_too(client, township, deputies):
    board = meeting(township, kind="presidium", present=deputies[:2])
    parts = meeting(township, session=convocation(township), kind="delegation")

    assert "应到<b>3</b>人" in screen(client, board)
    assert "应到" not in screen(client, parts)


def test_of_a_secret_vote_only_the_number_of_ballots_is_seen_and_it_moves_by_itself(client, held, item):
    vote = a_vote(item, method="slips")
    first = client.get(address(held, "hall_state"))
    assert "已收到<b>0</b>张，共52张" in first.content.decode()

    Ballot.objects.create(township=held.township, vote=vote, content="{}")
    answer = client.get(address(held, "hall_state"), HTTP_IF_NONE_MATCH=first["ETag"])

    assert answer.status_code == 200
    assert "已收到<b>1</b>张" in answer.content.decode()


def test_a_result_that_was_not_announced_is_not_shown(client, held, item):
    vote = a_vote(
        item,
        "closed",
        in_favour=36,
        against=11,
        abstained=4,
        not_voting=1,
        outcome="adopted",
        closed_at=LATER,
    )
    Option.objects.create(
        township=held.township, vote=vote, position=1, label="李明", in_favour=36, is_chosen=True
    )

    text = screen(client, held)

    assert "正在计票" in text
    for hidden in ("36", "11", "李明", "当选"):
        assert hidden not in text
    assert hall_show(held.pk, LATER).options == []


@pytest.mark.parametrize(
    ("counted", "outcome", "said"),
    [((36, 11, 4, 1), "adopted", "须36票： 通过"), ((35, 12, 4, 1), "rejected", "须36票： 未获通过")],
)
def test_an_announced_result_stands_there_with_its_sum(client, held, item, counted, outcome, said):
    in_favour, against, abstained, not_voting = counted
    a_vote(
        item, "announced", in_favour=in_favour, against=against, abstained=abstained, not_voting=not_voting,
        outcome=outcome, announced_at=LATER,
    )  # fmt: skip

    text = screen(client, held)

    for number in counted:
        assert f"<dd>{number}</dd>" in text
    assert said.split()[0] in text


def test_who_was_elected_stands_before_who_was_not(client, held, item):
    vote = a_vote(item, "announced", subject="election", method="paper", outcome="chosen", announced_at=LATER)
    for place, (name, votes, chosen) in enumerate([("甲", 12, False), ("乙", 38, True)], start=1):
        Option.objects.create(
            township=held.township, vote=vote, position=place, label=name, in_favour=votes, is_chosen=chosen
        )

    text = screen(client, held)

    assert text.index("乙") < text.index("甲")
    assert "38票" in text
    assert text.count("当选") == 1


@pytest.mark.parametrize(
    ("outcome", "said"), [("tie", "票数相等"), ("partly", "名额未选足"), ("void", "本次投票无效")]
)
def test_what_an_election_left_open_is_said(client, held, item, outcome, said):
    a_vote(item, "announced", subject="election", method="paper", outcome=outcome, announced_at=LATER)

    assert said in screen(client, held)


def test_a_choice_by_points_says_the_points(client, held, item):
    vote = a_vote(
        item,
        "announced",
        subject="choice",
        method="slips",
        is_ranked=True,
        outcome="chosen",
        announced_at=LATER,
    )
    Option.objects.create(
        township=held.township, vote=vote, position=1, label="修路", points=97, in_favour=20, is_chosen=True
    )

    text = screen(client, held)

    assert "97分" in text
    assert "入选" in text


def test_a_finished_item_stays_with_its_result_until_the_next_one(client, held, item):
    a_vote(item, "announced", in_favour=40, against=0, abstained=0, not_voting=12, outcome="adopted",
           announced_at=LATER)  # fmt: skip
    finish_item(item, **doing(LATER))
    assert "<dd>40</dd>" in screen(client, held)

    take_up_item(plan_item(held, title="补选副主席", **doing()), **doing(LATER))
    text = screen(client, held)

    assert "补选副主席" in text
    assert "<dd>40</dd>" not in text


def test_a_vote_of_no_item_belongs_to_what_was_in_hand(held, item):
    free = Vote.objects.create(
        township=held.township, meeting=held, title="通过监票人名单", state="open",
        **{**NUMBERS, "opened_at": LATER + timedelta(minutes=1)},
    )  # fmt: skip

    assert hall_show(held.pk, LATER).vote == free
    Vote.objects.filter(pk=free.pk).update(opened_at=OPENING - timedelta(minutes=1))
    assert hall_show(held.pk, LATER).vote is None
