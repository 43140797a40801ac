"""The presidium's minutes of an election: whom it nominated, whom deputies did, the list that it settled."""

import re
from datetime import timedelta

import pytest

from huiyin.assembly.actions.elections import (
    call_election,
    nominate,
    settle_candidates,
    withdraw_candidate,
)
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.papers.minutes import minutes
from huiyin.assembly.tests.factories import OPENING, convocation, doing, meeting, seated
from huiyin.assembly.tests.test_minutes import PRINTED, lines_of
from huiyin.papers.kinds.minutes import compose

pytestmark = pytest.mark.django_db
POST = "清溪镇人民政府副镇长"
JOINTLY = Candidate.NominatedBy.DEPUTIES


@pytest.fixture
def deputies(township):
    return seated(township, 24, members=9)


@pytest.fixture
def session(township):
    return convocation(township)


@pytest.fixture
def sitting(township, deputies, session):
    """The presidium from nine to twelve, with one item in hand from five past nine for half an hour."""
    held = meeting(township, session=session, kind="presidium", state="closed", present=deputies[:9])
    AgendaItem.objects.create(
        township=township, meeting=held, position=1, title="提名副镇长候选人", kind="election", state="done",
        taken_up_at=OPENING + timedelta(minutes=5), done_at=OPENING + timedelta(minutes=35),
    )  # fmt: skip
    return held


def after(count):
    return doing(OPENING + timedelta(minutes=count))


@pytest.fixture
def election(session):
    return call_election(session, post="vice_head", places=2, is_by_election=True, **after(-600))


def said_of(sitting):
    return lines_of(compose(minutes(sitting, recorder="", on=PRINTED)))


def below(heading, said):
    """What stands between this heading and the next, or the meeting's end."""
    found = []
    for line in said[said.index(heading) + 1 :]:
        if re.match("[一二三]、", line) or line.startswith("12时"):
            break
        found.append(line)
    return found


def test_nominations_and_the_settled_list_stand_below_the_item_in_hand(sitting, election, deputies):
    for name in ("刘志刚", "张海燕"):
        nominate(election, name=name, **after(10))
    nominate(election, name="王立新", nominated_by=JOINTLY, nominators=deputies[:11], **after(12))
    settle_candidates(election, **after(20))

    assert below("一、提名副镇长候选人", said_of(sitting)) == [
        "9时05分，会议进行第一项议程。",
        f"会议决定，提名刘志刚、张海燕为{POST}候选人。",
        f"代表11人联名提名王立新为{POST}候选人。",
        f"经主席团会议确定，{POST}正式候选人（按姓氏笔画为序）为：王立新、刘志刚、张海燕。",
    ]


def test_every_number_of_the_nominations_is_one_of_the_records(sitting, election, deputies):
    nominate(election, name="刘志刚", **after(10))
    joint = nominate(election, name="王立新", nominated_by=JOINTLY, nominators=deputies[:12], **after(12))
    settle_candidates(election, **after(20))

    _first, *told = below("一、提名副镇长候选人", said_of(sitting))

    assert [int(one) for one in re.findall("[0-9]+", "".join(told))] == [joint.nominators.count()]


def test_a_joint_nomination_that_came_before_is_told_with_the_list(sitting, election, deputies):
    nominate(election, name="王立新", nominated_by=JOINTLY, nominators=deputies[:10], **after(-30))
    nominate(election, name="刘志刚", **after(10))
    settle_candidates(election, **after(20))

    told = below("一、提名副镇长候选人", said_of(sitting))

    assert told[1:3] == [
        f"会议决定，提名刘志刚为{POST}候选人。",
        f"代表10人联名提名王立新为{POST}候选人。",
    ]


def test_who_does_not_stand_and_why_there_are_as_many_as_places_is_said(sitting, session):
    election = call_election(session, post="head", **after(-600))
    nominate(election, name="刘志刚", **after(8))
    other = Candidate.objects.create(
        township=session.township, election=election, name="张海燕", nominated_at=OPENING
    )
    withdraw_candidate(other, **after(15))
    settle_candidates(election, reason="只提名一人", **after(20))

    assert below("一、提名副镇长候选人", said_of(sitting))[2:] == [
        "张海燕不再列为清溪镇人民政府镇长候选人。",
        "经主席团会议确定，清溪镇人民政府镇长正式候选人为：刘志刚。",
        "候选人数与应选人数相等，理由是：只提名一人。",
    ]


def test_what_was_done_while_no_item_was_in_hand_has_a_heading_of_its_own(sitting, election):
    nominate(election, name="刘志刚", **after(50))

    assert below("二、提名候选人", said_of(sitting)) == [f"会议决定，提名刘志刚为{POST}候选人。"]


def test_what_was_done_elsewhere_is_not_of_this_meeting(sitting, election, township, session, deputies):
    nominate(election, name="刘志刚", **after(-30))
    nominate(election, name="张海燕", **after(190))
    settle_candidates(election, **after(195))
    plenary = meeting(township, session=session, state="closed", present=deputies)
    Election.objects.update(settled_at=OPENING)

    assert "刘志刚" not in "".join(said_of(plenary))
    assert [line for line in said_of(sitting) if "提名张海燕" in line] == []
