"""Each act's page: opens for who may, does the act once, keeps what was typed when the rules say no."""

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.matters.actions.evaluating import form_of
from huiyin.matters.actions.rounds import current_round
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.browsing import entries, look, page_of, send
from huiyin.matters.tests.stories import (
    WINDOW_OVER,
    evaluated,
    handed_over,
    order_of,
    registered,
    replied,
    verified,
)
from huiyin.people.models import Unit

PROMISE_ROWS = {"promise-TOTAL_FORMS": 3, "promise-INITIAL_FORMS": 0}


@pytest.fixture
def matter(township, lead, cosigner, clerk):
    return registered(township, lead, by=clerk, cosigners=[cosigner])


@pytest.fixture
def in_hand(matter, clerk, water_station):
    return handed_over(matter, water_station, by=clerk)


@pytest.fixture
def answered(in_hand, clerk):
    return replied(in_hand, by=clerk)


def test_every_act_of_the_lifecycle_has_a_page(township):
    addresses = {reverse(f"matters:{act}", args=["qingxi", uuid7()]) for act in MATTER_LIFECYCLE.acts()}
    assert len(addresses) == len(MATTER_LIFECYCLE.transitions)


def test_the_clerk_hands_over_by_the_day_on_the_paper(client, matter, clerk, water_station, roads_office):
    page = look(client, matter, "hand_over", "2024-07-03 10:00+08:00", clerk)
    assert "2024-10-03" not in page.content.decode()  # the last day moves behind the holidays
    assert 'datetime="2024-10-08"' in page.content.decode()

    with time_machine.travel("2024-07-03 10:00+08:00", tick=False):
        earlier = client.get(page_of(matter, "hand_over"), {"on": "2024-06-11"})
    assert earlier.context["form"].day == date(2024, 6, 11)
    assert 'datetime="2024-09-11"' in earlier.content.decode()

    said = {"lead": water_station.pk, "assisting": [roads_office.pk], "on": "2024-07-01", "text": "请办理。"}
    answer = send(client, matter, "hand_over", "2024-07-03 10:00+08:00", clerk, **said)

    assert answer.url == matter.get_absolute_url()
    matter.refresh_from_db()
    assert (matter.state, matter.handed_over_on, matter.due_on) == (
        "in_hand", date(2024, 7, 1), date(2024, 10, 8),
    )  # fmt: skip
    entry = Entry.objects.get(township=matter.township, subject_id=matter.pk, act="hand_over")
    assert (entry.at.date(), entry.typed_at.date()) == (date(2024, 7, 1), date(2024, 7, 3))


def test_the_same_form_sent_twice_acts_once_and_leads_to_the_matter(client, matter, clerk, water_station):
    said = {"lead": water_station.pk, "on": "2024-07-01", "act_id": str(uuid7())}
    first = send(client, matter, "hand_over", "2024-07-01 10:00+08:00", clerk, **said)
    second = send(client, matter, "hand_over", "2024-07-01 10:00+08:00", clerk, **said)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == matter.get_absolute_url()
    assert entries(matter, "hand_over") == 1
    assert [message.level_tag for message in get_messages(first.wsgi_request)] == ["success"]
    assert [message.level_tag for message in get_messages(second.wsgi_request)] == ["info"]


def test_other_words_on_a_form_that_was_sent_are_never_taken_for_recorded(client, matter, lead_user):
    said = {"reason": "已自行解决。", "act_id": str(uuid7())}
    send(client, matter, "withdraw", "2024-07-01 10:00+08:00", lead_user, **said)
    said["reason"] = "重复提出。"
    other = send(client, matter, "withdraw", "2024-07-01 10:05+08:00", lead_user, **said)

    assert other.status_code == 409
    assert "重复提出。" in other.content.decode()
    assert entries(matter, "withdraw") == 1


def test_a_refusal_stands_on_the_form_with_everything_typed(client, matter, clerk, water_station):
    said = {
        "lead": water_station.pk,
        "assisting": [water_station.pk],
        "on": "2024-07-01",
        "text": "请于汛前清淤。",
    }
    answer = send(client, matter, "hand_over", "2024-07-01 10:00+08:00", clerk, **said)

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "请于汛前清淤。" in text
    assert 'class="error-summary"' in text
    assert f'value="{water_station.pk}" selected' in text
    matter.refresh_from_db()
    assert matter.state == "registered"


def test_a_day_in_the_future_is_put_right_first(client, matter, clerk, water_station):
    said = {"lead": water_station.pk, "on": "2024-07-02"}
    answer = send(client, matter, "hand_over", "2024-07-01 10:00+08:00", clerk, **said)

    assert answer.context["form"].errors["on"]
    assert entries(matter, "hand_over") == 0


def test_an_act_that_the_state_does_not_allow_leads_back_with_the_reason(client, matter, clerk):
    client.force_login(clerk)
    answer = client.get(page_of(matter, "reply"), follow=True)

    assert answer.redirect_chain[0][0] == matter.get_absolute_url()
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_who_may_not_act_is_refused_and_a_stranger_finds_nothing(
    client, matter, lead_user, outsider, water_handler, clerk, water_station
):
    handed_over(matter, water_station, by=clerk)
    assert look(client, matter, "urge", WINDOW_OVER, water_handler).status_code == 403
    assert send(client, matter, "urge", WINDOW_OVER, water_handler).status_code == 403
    assert look(client, matter, "urge", WINDOW_OVER, lead_user).status_code == 403
    assert look(client, matter, "urge", WINDOW_OVER, outsider).status_code == 404
    assert entries(matter, "urge") == 0


def test_a_unit_signs_for_its_own_order_and_not_for_another(client, in_hand, water_handler, roads_handler):
    assert look(client, in_hand, "sign_for", "2024-07-02 09:00+08:00", roads_handler).status_code == 404
    order = order_of(in_hand)
    send(client, in_hand, "sign_for", "2024-07-02 09:00+08:00", water_handler, order=order.pk)

    order.refresh_from_db()
    assert order.signed_for_at is not None


def test_a_unit_replies_with_a_promise_from_the_rows(client, in_hand, water_handler):
    page = look(client, in_hand, "reply", "2024-09-30 09:00+08:00", water_handler)
    assert page.content.decode().count('name="promise-') > 15
    assert 'value="周建明"' in page.content.decode()

    said = {
        "order": order_of(in_hand).pk, "claim": "B", "text": "年底前加盖板。", "signed_off_by": "周建明",
        "replied_on": "2024-09-30", **PROMISE_ROWS, "promise-0-what": "加盖板", "promise-0-quantity": "40",
        "promise-0-measure": "块", "promise-0-person": "周建明", "promise-0-due_on": "2024-12-20",
    }  # fmt: skip
    assert send(client, in_hand, "reply", "2024-09-30 09:00+08:00", water_handler, **said).status_code == 302

    promise = in_hand.promises.get()
    assert (promise.what, int(promise.quantity), promise.due_on) == ("加盖板", 40, date(2024, 12, 20))


def test_a_reply_that_needs_a_promise_keeps_its_text_until_one_is_given(client, in_hand, water_handler):
    said = {
        "order": order_of(in_hand).pk, "claim": "B", "text": "年底前加盖板。", "signed_off_by": "周建明",
        "replied_on": "2024-09-30", **PROMISE_ROWS,
    }  # fmt: skip
    without = send(client, in_hand, "reply", "2024-09-30 09:00+08:00", water_handler, **said)
    half = send(
        client,
        in_hand,
        "reply",
        "2024-09-30 09:00+08:00",
        water_handler,
        **said,
        **{"promise-0-what": "加盖板"},
    )

    assert (without.status_code, half.status_code) == (409, 200)
    for answer in (without, half):
        assert "年底前加盖板。" in answer.content.decode()
    assert 'value="加盖板"' in half.content.decode()
    assert not in_hand.replies.exists()


def test_the_clerk_types_an_evaluation_found_by_its_short_code(client, answered, lead, clerk):
    form = form_of(answered.petitioners.get(deputy=lead), current_round(answered))
    said = {"result": "fairly", "channel": "paper", "given_on": "2024-10-09", "code": form.short_code.lower()}
    send(client, answered, "evaluate", "2024-10-12 09:00+08:00", clerk, **said)

    given = Evaluation.objects.get(township=answered.township)
    assert (given.petitioner.deputy, given.given_on, given.channel) == (lead, date(2024, 10, 9), "paper")


def test_a_code_of_another_form_is_refused(client, answered, lead, cosigner, clerk):
    form = form_of(answered.petitioners.get(deputy=lead), current_round(answered))
    other = answered.petitioners.get(deputy=cosigner)
    said = {"result": "fairly", "channel": "paper", "given_on": "2024-10-09", "petitioner": other.pk}
    wrong = send(client, answered, "evaluate", WINDOW_OVER, clerk, code=form.short_code, **said)
    unknown = send(client, answered, "evaluate", WINDOW_OVER, clerk, code="QQQQQQQQQ", **said)

    assert wrong.context["form"].errors["code"]
    assert unknown.context["form"].errors["code"]
    assert not answered.evaluations.exists()


def test_a_deputy_gives_only_the_own_evaluation(client, answered, lead, cosigner, lead_user):
    other = answered.petitioners.get(deputy=cosigner)
    mine = answered.petitioners.get(deputy=lead)
    on = "2024-10-10 09:00+08:00"
    refused = send(client, answered, "evaluate", on, lead_user, petitioner=other.pk, result="satisfied")
    send(
        client,
        answered,
        "evaluate",
        on,
        lead_user,
        petitioner=mine.pk,
        result="dissatisfied",
        reason="没人来。",
    )

    assert refused.context["form"].errors["petitioner"]
    given = answered.evaluations.get()
    assert (given.petitioner, given.result, given.channel) == (mine, "dissatisfied", "desk")


def test_the_next_round_opens_from_its_page(client, answered, neutral, clerk, water_station):
    verified(answered, neutral, "not", by=clerk)
    page = look(client, answered, "open_round", WINDOW_OVER, clerk)
    assert f'value="{water_station.pk}" selected' in page.content.decode()
    said = {"reason": "not_verified", "lead": water_station.pk, "on": "2024-10-22"}
    send(client, answered, "open_round", WINDOW_OVER, clerk, **said)

    answered.refresh_from_db()
    assert (answered.round, answered.state) == (2, "in_hand")


def test_the_closing_acts_work_from_their_pages(client, answered, neutral, clerk, chair):
    verified(answered, neutral, "not", by=clerk)
    letter = {
        "body": "市水利局",
        "letter_number": "清人函〔2024〕3号",
        "sent_on": "2024-10-22",
        "content": "请立项。",
    }
    send(client, answered, "refer_up", WINDOW_OVER, chair, **letter)
    referral = answered.referrals.get()
    news = {"referral": referral.pk, "answer": "已列入计划。", "answered_on": "2024-10-22"}
    send(client, answered, "answer_from_above", WINDOW_OVER, clerk, **news)
    decide = page_of(answered, "decide")
    assert decide in look(client, answered, "explain", WINDOW_OVER, clerk).content.decode()
    reasons = {"meeting": "第9次主席会议", "decided_on": "2024-10-22", "reason": "超出镇级权限。"}
    send(client, answered, "decide", WINDOW_OVER, clerk, **reasons)
    assert decide not in look(client, answered, "explain", WINDOW_OVER, clerk).content.decode()
    said = {"ground": "powers", "text": "已向代表说明。", "told_how": "person", "told_on": "2024-10-22"}
    send(client, answered, "explain", WINDOW_OVER, chair, **said)

    assert Matter.objects.get(pk=answered.pk).state == "explained"
    assert answered.referrals.get().answered_on == date(2024, 10, 22)


def test_a_promise_is_tracked_and_settled_from_its_pages(client, in_hand, neutral, clerk, chair):
    said = {
        "order": order_of(in_hand).pk, "claim": "B", "text": "年底前加盖板。", "signed_off_by": "周建明",
        "replied_on": "2024-09-30", **PROMISE_ROWS, "promise-0-what": "加盖板",
        "promise-0-person": "周建明", "promise-0-due_on": "2024-12-20",
    }  # fmt: skip
    send(client, in_hand, "reply", "2024-09-30 09:00+08:00", clerk, **said)
    send(client, in_hand, "track", WINDOW_OVER, chair)
    in_hand.refresh_from_db()
    assert (in_hand.state, in_hand.due_on) == ("tracking", date(2024, 12, 20))

    promise = in_hand.promises.get()
    kept = {"promise": promise.pk, "state": "kept", "on": "2024-12-19", "reason": "已到场清点。"}
    send(client, in_hand, "settle_promise", "2024-12-20 09:00+08:00", clerk, **kept)
    promise.refresh_from_db()
    assert promise.state == "kept"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("decline", {"ground": "court", "text": "法院在审。", "on": "2024-07-02"}),
        ("withdraw", {"reason": "已自行解决。"}),
        ("correct", {"title": "关于疏通排水沟的建议", "reason": "写错地名。"}),
        ("hand_over", {}),
    ],
)
def test_acts_before_the_hand_over(client, matter, clerk, water_station, act, said):
    said = said or {"lead": water_station.pk, "on": "2024-07-02"}
    assert look(client, matter, act, "2024-07-02 09:00+08:00", clerk).status_code == 200
    assert send(client, matter, act, "2024-07-02 09:00+08:00", clerk, **said).status_code == 302
    assert entries(matter, act) == 1


def test_merging_names_the_other_by_its_number(client, township, matter, lead, clerk):
    other = registered(township, lead, by=clerk, title="关于疏通排水沟的建议")
    unknown = send(client, matter, "merge", "2024-07-02 09:00+08:00", clerk, into="99号")
    assert unknown.context["form"].errors["into"]
    send(client, matter, "merge", "2024-07-02 09:00+08:00", clerk, into=other.number)

    matter.refresh_from_db()
    assert (matter.state, matter.merged_into) == ("merged", other)


def test_a_voters_data_are_told_and_erased_from_their_pages(client, township, clerk):
    words = {"kind": "opinion", "channel": "telephone", "voter_name": "赵翠花", "voter_phone": "13900001111"}
    matter = registered(township, None, by=clerk, **words)
    who = matter.petitioners.get()
    send(
        client,
        matter,
        "tell",
        "2024-07-02 09:00+08:00",
        clerk,
        petitioner=who.pk,
        how="telephone",
        on="2024-07-02",
    )
    who.refresh_from_db()
    assert who.told_how == "telephone"
    send(client, matter, "erase", "2024-07-02 09:00+08:00", clerk, petitioner=who.pk, reason="本人要求。")
    who.refresh_from_db()
    assert (who.voter_name, who.voter_phone) == ("", "")


def test_a_unit_asks_and_the_office_decides(client, in_hand, clerk, chair, water_handler, roads_office):
    on = "2024-07-03 09:00+08:00"
    order = order_of(in_hand)
    send(client, in_hand, "ask_extension", on, water_handler, order=order.pk, reason="须勘测。")
    asked = in_hand.extensions.get()
    said = {"extension": asked.pk, "grant": "no", "reason": "可先清淤。", "on": "2024-07-03"}
    send(client, in_hand, "decide_extension", on, chair, **said)
    asked.refresh_from_db()
    assert asked.answer == "refused"

    send(client, in_hand, "send_back", on, water_handler, order=order.pk, reason="属公路站管护。")
    page = look(client, in_hand, "reassign", on, chair)
    assert "属公路站管护。" in page.content.decode()
    said = {"order": order.pk, "to": roads_office.pk, "on": "2024-07-03"}
    done = send(client, in_hand, "reassign", on, chair, **said)
    assert done.status_code == 302, done.context["form"].errors
    in_hand.refresh_from_db()
    assert in_hand.lead_unit == roads_office


def test_talks_urges_and_supervision_are_recorded(client, in_hand, clerk, chair, water_handler):
    on = "2024-07-10 09:00+08:00"
    talk = {"way": "person", "stage": "before", "on": "2024-07-09", "content": "到现场商量。"}
    send(client, in_hand, "contact", on, water_handler, order=order_of(in_hand).pk, **talk)
    urging = {"unit": in_hand.lead_unit_id, "text": "请抓紧。", "on": "2024-07-10"}
    send(client, in_hand, "urge", on, chair, **urging)
    send(client, in_hand, "supervise", on, chair, text="群众反映强烈。")

    assert in_hand.contacts.get().place == ""
    assert set(in_hand.urges.values_list("kind", flat=True)) == {"urge", "supervise"}


def test_an_assisting_unit_gives_its_opinion(
    client, matter, clerk, water_station, roads_office, roads_handler
):
    handed_over(matter, water_station, by=clerk, assisting=[roads_office])
    order = order_of(matter.__class__.objects.get(pk=matter.pk), roads_office)
    said = {"order": order.pk, "opinion": "可同步修路肩。", "on": "2024-07-20"}
    send(client, matter, "assist", "2024-07-20 09:00+08:00", roads_handler, **said)

    order.refresh_from_db()
    assert order.opinion == "可同步修路肩。"


def test_evaluated_deputies_are_no_longer_offered(client, answered, lead, cosigner, clerk):
    evaluated(answered, lead, "satisfied", by=clerk)
    page = look(client, answered, "evaluate", "2024-10-10 09:00+08:00", clerk).content.decode()

    assert (cosigner.name in page, f"> {lead.name}<" in page) == (True, False)


def test_units_of_several_kinds_stand_apart(client, matter, clerk, water_station, roads_office):
    plain = look(client, matter, "hand_over", "2024-07-03 10:00+08:00", clerk).content.decode()
    assert "<optgroup" not in plain
    village = Unit.objects.create(township=matter.township, name="柳溪村委会", kind=Unit.Kind.VILLAGE)
    text = look(client, matter, "hand_over", "2024-07-03 10:00+08:00", clerk).content.decode()
    assert text.count("<optgroup") == 2
    assert '<option value="" selected>' in text

    said = {"lead": water_station.pk, "assisting": [village.pk], "on": "2024-07-03"}
    send(client, matter, "hand_over", "2024-07-03 10:00+08:00", clerk, **said)
    assert matter.assignments.filter(unit=village).exists()
