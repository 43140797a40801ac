"""What was done on paper is typed later: it stands by the day on the paper, beside the day of typing."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.matters.actions.extending import decide_extension
from huiyin.matters.actions.handling import reassign
from huiyin.matters.actions.rounds import Order, open_round
from huiyin.matters.tests.browsing import look, send
from huiyin.matters.tests.stories import (
    WINDOW_OVER,
    handed_over,
    moment,
    order_of,
    registered,
    replied,
    verified,
)

LATER = "2024-07-12 09:00+08:00"


@pytest.fixture
def in_hand(township, lead, clerk, water_station):
    return handed_over(registered(township, lead, by=clerk), water_station, by=clerk)


def days(matter, act):
    entry = Entry.objects.get(township=matter.township, subject_id=matter.pk, act=act)
    return localdate(entry.at), localdate(entry.typed_at)


def test_signing_for_and_sending_back_keep_the_day_on_the_paper(client, in_hand, clerk):
    order = order_of(in_hand)
    send(client, in_hand, "sign_for", LATER, clerk, order=order.pk, on="2024-07-02")
    send(client, in_hand, "send_back", LATER, clerk, order=order.pk, reason="属公路站。", on="2024-07-03")

    order.refresh_from_db()
    assert localdate(order.signed_for_at) == date(2024, 7, 2)
    assert localdate(order.sent_back_at) == date(2024, 7, 3)
    assert days(in_hand, "sign_for") == (date(2024, 7, 2), date(2024, 7, 12))
    assert days(in_hand, "send_back") == (date(2024, 7, 3), date(2024, 7, 12))

    send(client, in_hand, "reassign", LATER, clerk, order=order.pk, to="", on="2024-07-05")
    assert days(in_hand, "reassign") == (date(2024, 7, 5), date(2024, 7, 12))


def test_an_extension_is_asked_for_and_granted_by_the_days_on_the_paper(client, in_hand, clerk, chair):
    late = "2024-10-15 09:00+08:00"  # the reply was due on 8 October
    said = {"order": order_of(in_hand).pk, "reason": "须勘测。", "on": "2024-09-20"}
    send(client, in_hand, "ask_extension", late, clerk, **said)
    asked = in_hand.extensions.get()
    send(client, in_hand, "decide_extension", late, chair, extension=asked.pk, grant="yes", on="2024-09-25")

    assert days(in_hand, "ask_extension") == (date(2024, 9, 20), date(2024, 10, 15))
    assert days(in_hand, "decide_extension") == (date(2024, 9, 25), date(2024, 10, 15))
    in_hand.refresh_from_db()
    assert in_hand.due_on == date(2025, 1, 2)  # six months after 1 July, moved behind New Year


def test_an_urging_keeps_its_day_and_none_lies_before_the_order(client, in_hand, chair):
    said = {"unit": in_hand.lead_unit_id, "text": "请抓紧。"}
    early = send(client, in_hand, "urge", LATER, chair, on="2024-06-28", **said)
    assert early.status_code == 409

    send(client, in_hand, "urge", LATER, chair, on="2024-07-08", **said)
    assert days(in_hand, "urge") == (date(2024, 7, 8), date(2024, 7, 12))


def test_a_unit_acts_on_the_day_itself_whatever_the_form_was_made_to_say(client, in_hand, water_handler):
    page = look(client, in_hand, "sign_for", LATER, water_handler)
    assert "on" not in page.context["form"].fields

    order = order_of(in_hand)
    send(client, in_hand, "sign_for", LATER, water_handler, order=order.pk, on="2024-07-02")
    order.refresh_from_db()
    assert localdate(order.signed_for_at) == date(2024, 7, 12)


def test_the_next_round_begins_on_the_day_of_its_letter(client, in_hand, neutral, clerk, water_station):
    matter = replied(in_hand, by=clerk)
    verified(matter, neutral, "not", by=clerk)
    said = {"reason": "not_verified", "lead": water_station.pk, "on": "2024-10-23"}
    send(client, matter, "open_round", "2024-10-30 09:00+08:00", clerk, **said)

    matter.refresh_from_db()
    assert matter.rounds.get(number=2).handed_over_on == date(2024, 10, 23)
    assert days(matter, "open_round") == (date(2024, 10, 23), date(2024, 10, 30))


def test_no_round_opens_before_the_verification_that_is_its_reason(in_hand, neutral, clerk, water_station):
    matter = replied(in_hand, by=clerk)
    verified(matter, neutral, "not", by=clerk, at=moment(2024, 10, 28))
    with pytest.raises(ActRefused):
        open_round(
            matter, reason="not_verified", order=Order(lead=water_station),
            by=clerk, at=WINDOW_OVER, act_id=uuid7(),
        )  # fmt: skip


def test_nothing_is_decided_before_it_was_asked_for(client, in_hand, clerk):
    order = order_of(in_hand)
    said = {"order": order.pk, "reason": "须勘测。", "on": "2024-07-10"}
    send(client, in_hand, "ask_extension", LATER, clerk, **said)
    send(client, in_hand, "send_back", "2024-07-02 09:00+08:00", clerk, **said | {"on": "2024-07-02"})
    order.refresh_from_db()
    before = {"by": clerk, "at": moment(2024, 7, 1), "act_id": uuid7()}
    with pytest.raises(ActRefused):
        decide_extension(in_hand.extensions.get(), grant=True, **before)
    with pytest.raises(ActRefused):
        reassign(order, to=None, **before)
