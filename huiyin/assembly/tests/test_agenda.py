"""The agenda: items in their order, one in hand at a time, documents, who spoke."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.agenda import (
    attach_to_item,
    change_item,
    drop_item,
    finish_item,
    note_speech,
    plan_item,
    take_up_item,
)
from huiyin.assembly.models.meetings import AgendaItem, Speech
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.agenda import agenda_of
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, seated
from huiyin.core.errors import ActRefused
from huiyin.files.uploads import check_upload
from huiyin.journal.models import Entry, PrivateText
from huiyin.matters.tests.browsing import photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def deputies(township):
    return seated(township, 3, members=1)


@pytest.fixture
def held(township, deputies):
    return meeting(township, session=convocation(township), present=deputies, chaired_by=deputies[0])


def an_item(held, title="工作报告", **words):
    return plan_item(held, title=title, **{**doing(), **words})


def titles(held):
    return [line.item.title for line in agenda_of(held).lines]


def entry(act):
    return Entry.objects.filter(act=act).latest("seq")


def test_items_stand_in_the_order_in_which_they_were_entered(held, clerk):
    for title in ("工作报告", "预算", "决议"):
        an_item(held, title, by=clerk, kind="report", speaker="镇长")

    held.refresh_from_db()
    assert titles(held) == ["工作报告", "预算", "决议"]
    assert held.version == 3
    assert entry("plan_item").facts["position"] == 3
    assert entry("plan_item").facts["title"].keys() == {"sha256"}


def test_an_item_needs_a_title_and_a_meeting_that_is_not_over(township, held):
    with pytest.raises(ActRefused, match="title of the item is missing"):
        an_item(held, "  ")
    with pytest.raises(ActRefused, match="This meeting is over"):
        an_item(meeting(township, session=held.convocation, number=2, state="closed"))


def test_an_item_to_come_is_changed(held, clerk):
    item = change_item(an_item(held), title="政府工作报告", speaker="镇长", **doing(by=clerk))

    item.refresh_from_db()
    assert (item.title, item.speaker) == ("政府工作报告", "镇长")
    assert entry("change_item").facts["fields"] == ["speaker", "title"]
    with pytest.raises(ActRefused, match="Nothing was changed"):
        change_item(item, title="政府工作报告", **doing())
    with pytest.raises(ActRefused, match="title of the item is missing"):
        change_item(item, title="", **doing())
    with pytest.raises(ValueError, match="state"):
        change_item(item, state="done", **doing())


def test_an_item_is_moved_among_those_to_come_and_not_before_what_was_done(held):
    first, second, third = (an_item(held, title) for title in ("一", "二", "三"))
    finish_item(take_up_item(first, **doing()), **doing())

    change_item(third, move="up", **doing())
    assert titles(held) == ["一", "三", "二"]
    with pytest.raises(ActRefused, match="first of those to come"):
        change_item(third, move="up", **doing())
    second.refresh_from_db()
    with pytest.raises(ActRefused, match="the last one"):
        change_item(second, move="down", **doing())
    change_item(third, move="down", **doing())

    assert titles(held) == ["一", "二", "三"]


def test_one_item_is_in_hand_at_a_time(held, clerk):
    first, second = an_item(held, "一"), an_item(held, "二")

    taken = take_up_item(first, **doing(LATER, by=clerk))
    with pytest.raises(ActRefused, match="“一” is in hand"):
        take_up_item(second, **doing())
    done = finish_item(taken, **doing(LATER + timedelta(minutes=5), by=clerk))

    assert (done.state, done.taken_up_at, done.done_at) == ("done", LATER, LATER + timedelta(minutes=5))
    assert take_up_item(second, **doing()).state == "in_hand"
    agenda = agenda_of(held)
    assert (agenda.in_hand.item, agenda.next, [one.number for one in agenda.lines]) == (second, None, [1, 2])


def test_nothing_is_taken_up_before_the_meeting_is_open(township):
    planned = meeting(township, session=convocation(township), state="planned")

    with pytest.raises(ActRefused, match="open the meeting first"):
        take_up_item(an_item(planned), **doing())


def test_an_item_is_not_finished_over_its_vote(township, held):
    item = take_up_item(an_item(held), **doing())
    vote = Vote.objects.create(
        township=township, meeting=held, item=item, title="决议", state="open", of_all=3, present=3,
        quorum=2, needed=2, opened_at=OPENING,
    )  # fmt: skip

    with pytest.raises(ActRefused, match="close or cancel it first"):
        finish_item(item, **doing())
    Vote.objects.filter(pk=vote.pk).update(state="cancelled")

    assert finish_item(item, **doing()).state == "done"


def test_an_item_taken_off_stays_readable_and_has_no_number(township, held, chair):
    first, second = an_item(held, "一"), an_item(held, "二")
    vote = Vote.objects.create(township=township, meeting=held, item=first, title="决议")

    with pytest.raises(ActRefused, match="A vote is prepared"):
        drop_item(first, **doing())
    Vote.objects.filter(pk=vote.pk).update(state="cancelled")
    drop_item(first, reason="材料未齐", **doing(by=chair))

    lines = agenda_of(held).lines
    assert [(line.item.state, line.number) for line in lines] == [("dropped", None), ("planned", 1)]
    assert second in [line.item for line in agenda_of(held).to_come]
    assert PrivateText.objects.get(name="reason").text == "材料未齐"


def test_a_document_stays_with_its_item(held, clerk, chair):
    item = an_item(held)

    link = attach_to_item(item, upload=check_upload(photo("报告.jpg")), caption="报告全文", **doing(by=clerk))

    assert str(link) == "报告全文"
    assert [line.files for line in agenda_of(held).lines] == [[link]]
    assert entry("attach_to_item").facts["sha256"] == link.file.sha256
    with pytest.raises(PermissionDenied):
        attach_to_item(item, upload=photo("x.jpg"), **doing(by=chair))


def test_a_speech_names_a_deputy_or_anybody(held, deputies, clerk):
    item = take_up_item(an_item(held), **doing())

    by_deputy = note_speech(held, deputy=deputies[1], item=item, text="同意。", **doing(LATER, by=clerk))
    by_guest = note_speech(held, speaker=" 所长 刘和平 ", **doing(LATER))

    assert (by_deputy.speaker, by_deputy.at, by_guest.speaker) == (deputies[1].name, LATER, "所长 刘和平")
    assert Entry.objects.filter(act="note_speech").first().on_behalf_of == f"people.deputy:{deputies[1].pk}"
    assert [line.speeches for line in agenda_of(held).lines] == [[by_deputy]]
    with pytest.raises(ActRefused, match="Say who spoke"):
        note_speech(held, text="？", **doing())


def test_what_is_typed_afterwards_was_said_before_the_end(township, held):
    item = AgendaItem.objects.create(
        township=township, meeting=held, position=1, title="一", state="done", done_at=LATER
    )
    closed = meeting(township, session=held.convocation, number=2, state="closed")
    type(held).objects.filter(pk=held.pk).update(state="closed", closed_at=LATER + timedelta(hours=1))
    evening = LATER + timedelta(hours=9)

    to_item = note_speech(held, speaker="甲", item=item, **doing(evening))
    to_none = note_speech(held, speaker="乙", **doing(evening))

    assert (to_item.at, to_none.at) == (LATER, LATER + timedelta(hours=1))
    with pytest.raises(ActRefused, match="belongs to another meeting"):
        note_speech(closed, speaker="丙", item=item, **doing())


def test_nobody_speaks_before_the_meeting_was_opened(township):
    planned = meeting(township, session=convocation(township), state="planned")

    with pytest.raises(ActRefused, match="open the meeting first"):
        note_speech(planned, speaker="甲", **doing())


def test_who_may_and_a_form_sent_twice(held, clerk, lead_user, outsider):
    words = doing(by=clerk)
    first, again = an_item(held, **words), an_item(held, **words)

    assert first == again
    for user in (lead_user, outsider):
        for act in (change_item, take_up_item, drop_item):
            with pytest.raises(PermissionDenied):
                act(first, **doing(by=user))
        with pytest.raises(PermissionDenied):
            an_item(held, by=user)
        with pytest.raises(PermissionDenied):
            note_speech(held, speaker="甲", **doing(by=user))
    assert Speech.objects.count() == 0
