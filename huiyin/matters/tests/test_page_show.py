"""The page of a matter: who sees what of it, what stays sealed, and what it costs."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from huiyin.matters.actions.closing import refer_up
from huiyin.matters.actions.corrections import correct_matter
from huiyin.matters.actions.handling import assist, log_contact, sign_for
from huiyin.matters.actions.issuing import issue_hand_over_letter
from huiyin.matters.actions.pressing import urge
from huiyin.matters.actions.replying import Pledge
from huiyin.matters.actions.rounds import Order, open_round
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.checks import Evaluation, Verification
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.next_step import next_step
from huiyin.matters.tests.stories import (
    WINDOW_OVER,
    doing,
    evaluated,
    handed_over,
    moment,
    order_of,
    registered,
    replied,
    verified,
)

IN_WINDOW = "2024-10-10 09:00+08:00"
REASON = "早上从没见过人。"


@pytest.fixture
def matter(township, lead, cosigner, clerk):
    return registered(township, lead, by=clerk, cosigners=[cosigner])


@pytest.fixture
def answered(matter, clerk, water_station):
    return replied(handed_over(matter, water_station, by=clerk), by=clerk)


def show(client, matter, user, at=WINDOW_OVER):
    client.force_login(user)
    with time_machine.travel(at, tick=False):
        return client.get(matter.get_absolute_url())


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_the_matter_in_chinese_with_its_next_act(client, matter, clerk):
    answer = show(client, matter, clerk, "2024-07-01 10:00+08:00")
    text = text_of(answer)

    assert '<html lang="zh-hans"' in text
    assert matter.title in text
    assert answer.context["primary"]["url"].endswith("/hand-over/")
    assert text.count("btn-primary") == 1


def test_a_stranger_and_a_unit_without_an_order_find_nothing(client, answered, outsider, roads_handler):
    assert show(client, answered, outsider).status_code == 404
    assert show(client, answered, roads_handler).status_code == 404


def test_ratings_stay_sealed_for_everybody_until_the_window_closes(
    client, answered, clerk, chair, lead, lead_user, water_handler
):
    evaluated(answered, lead, "dissatisfied", by=clerk, reason=REASON)
    for user in (clerk, chair, water_handler, lead_user):
        answer = show(client, answered, user, IN_WINDOW)
        assert REASON not in text_of(answer)
        assert not answer.context["records"].evaluations
        assert "1" in answer.context["truths"][1].detail


def test_afterwards_a_unit_reads_reasons_but_names_only_where_the_deputy_agreed(
    client, answered, clerk, lead, cosigner, water_handler
):
    evaluated(answered, lead, "dissatisfied", by=clerk, reason=REASON)
    evaluated(answered, cosigner, "fairly", by=clerk, reason="态度还好。", name_open=True)
    unit = evaluation_of(show(client, answered, water_handler))
    office = evaluation_of(show(client, answered, clerk))

    assert REASON in unit
    assert (lead.name in unit, cosigner.name in unit) == (False, True)
    assert lead.name in office


def evaluation_of(answer):
    [found] = [m for m in answer.context["rounds"][0].moments if REASON in m.detail]
    return found.detail


def test_with_secrecy_a_unit_does_not_learn_who_signed(
    client, township, lead, clerk, water_station, water_handler
):
    matter = handed_over(registered(township, lead, by=clerk, secrecy=True), water_station, by=clerk)
    at = "2024-07-02 09:00+08:00"

    assert lead.name not in text_of(show(client, matter, water_handler, at))
    assert lead.name in text_of(show(client, matter, clerk, at))


def test_a_voters_name_and_telephone_are_read_by_the_office_alone(
    client, township, clerk, chair, water_station, water_handler
):
    words = {"kind": "opinion", "channel": "telephone", "voter_name": "赵翠花", "voter_phone": "13900001111"}
    matter = handed_over(registered(township, None, by=clerk, **words), water_station, by=clerk)
    at = "2024-07-02 09:00+08:00"

    assert "13900001111" in text_of(show(client, matter, chair, at))
    unit = text_of(show(client, matter, water_handler, at))
    assert "赵翠花" not in unit
    assert "13900001111" not in unit


def test_who_may_only_read_what_was_released_gets_the_released_words(
    client, township, clerk, lead, cosigner, lead_user
):
    matter = registered(township, cosigner, by=clerk, situation="王家门口的沟。")
    Matter.objects.filter(pk=matter.pk).update(
        public_title="关于排水沟的建议", public_text="已清淤。", released_at=WINDOW_OVER
    )
    text = text_of(show(client, matter, lead_user))

    assert "关于排水沟的建议" in text
    assert "王家门口的沟。" not in text


def test_warnings_of_a_reply_are_for_the_presidium(client, answered, clerk, water_handler):
    reply = answered.replies.get()
    reply.warnings = [{"code": "pasted", "with": ["6号", "11号"]}]
    reply.save(update_fields=["warnings"])

    assert "6号" in text_of(show(client, answered, clerk))
    assert "6号" not in text_of(show(client, answered, water_handler))


def test_the_menu_offers_only_what_is_left_to_do(client, answered, clerk, lead_user):
    offered = {
        link["url"].rsplit("/", 2)[1] for link in show(client, answered, clerk, IN_WINDOW).context["more"]
    }
    assert offered.isdisjoint(
        {"verify", "open-round", "track", "explain", "decide", "settle-promise", "erase"}
    )
    assert show(client, answered, lead_user, IN_WINDOW).context["primary"]["url"].endswith("/evaluate/")
    assert show(client, answered, clerk).context["primary"]["url"].endswith("/verify/")


def test_a_unit_signs_first_and_then_replies(client, matter, clerk, water_station, water_handler):
    handed_over(matter, water_station, by=clerk)
    matter.refresh_from_db()
    at = "2024-07-02 09:00+08:00"
    assert show(client, matter, water_handler, at).context["primary"]["url"].endswith("/sign-for/")
    sign_for(order_of(matter), **doing(moment(2024, 7, 2), water_handler))
    assert show(client, matter, water_handler, at).context["primary"]["url"].endswith("/reply/")


def test_the_journal_tells_acts_but_no_rating(client, answered, clerk, lead, water_handler):
    evaluated(answered, lead, "dissatisfied", by=clerk, reason=REASON)
    address = reverse("matters:journal", args=["qingxi", answered.pk])
    client.force_login(clerk)
    answer = client.get(address)

    assert [line.entry.act for line in answer.context["lines"]] == [
        "register",
        "hand_over",
        "reply",
        "evaluate",
    ]
    assert answer.context["lines"][-1].on_behalf_of == lead.name
    assert all(line.whole for line in answer.context["lines"])
    assert REASON not in answer.content.decode()
    client.force_login(water_handler)
    assert client.get(address).status_code == 404


def test_a_long_journal_comes_page_by_page(client, matter, clerk):
    for n in range(60):
        correct_matter(matter, title=f"题目{n}", reason="更正", **doing(moment(2024, 7, 1), clerk))
    client.force_login(clerk)
    address, seen = reverse("matters:journal", args=["qingxi", matter.pk]), []
    while address:
        page = client.get(address).context
        seen.append([line.entry.seq for line in page["lines"]])
        address = page["next_url"]

    assert [len(seqs) for seqs in seen] == [50, 11]
    assert seen[0] == sorted(seen[0])
    assert seen[0][-1] < seen[1][0]
    assert client.get(reverse("matters:journal", args=["qingxi", matter.pk]) + "?after=x").status_code == 404


def a_round(matter, unit, helper, clerk, neutral, signers, month):
    """One whole round with everything that may happen in it, the last verification "not solved"."""
    day = moment(2025, month, 2)
    log_contact(
        order_of(matter, unit),
        stage="during",
        way="person",
        on=day.date(),
        content="商量。",
        **doing(day, clerk),
    )
    assist(order_of(matter, helper), opinion="可配合。", on=day.date(), **doing(day, clerk))
    urge(matter, unit=unit, text="请抓紧。", **doing(day, clerk))
    pledge = Pledge("清淤", "周建明", date(2026, 1, 1))
    replied(matter, by=clerk, unit=unit, claim="B", at=moment(2025, month, 3), pledges=[pledge])
    for signer in signers:
        evaluated(matter, signer, "dissatisfied", by=clerk, at=moment(2025, month, 4), reason=REASON)
    verified(matter, neutral, "not", by=clerk, at=moment(2025, month + 1, 3))


@pytest.fixture
def three_rounds(township, session, lead, cosigner, neutral, clerk, water_station, roads_office):
    """The same matter after one and after three rounds; opened between by the caller."""
    matter = registered(township, lead, by=clerk, cosigners=[cosigner], session=session)
    handed_over(matter, water_station, by=clerk, assisting=[roads_office], at=moment(2025, 1, 1))
    matter.refresh_from_db()

    def go(*months):
        for month in months:
            if month > 2:
                order = Order(lead=water_station, assisting=[roads_office])
                at = moment(2025, month, 1)
                open_round(matter, reason="dissatisfied", order=order, **doing(at, clerk))
                matter.refresh_from_db()
            a_round(matter, water_station, roads_office, clerk, neutral, [lead, cosigner], month)
        return matter

    return go


def test_the_page_costs_the_same_after_one_round_and_after_three(client, three_rounds, clerk, water_handler):
    costs = {}
    for months in ((2,), (4, 6)):
        matter = three_rounds(*months)
        for user in (clerk, water_handler):
            show(client, matter, user, "2025-12-01 09:00+08:00")  # what is read once per process
            with CaptureQueriesContext(
                connection,
            ) as seen:
                show(client, matter, user, "2025-12-01 09:00+08:00")
            costs.setdefault(user.username, []).append(len(seen))
    assert matter.rounds.count() == 3
    for one, three in costs.values():
        assert one == three
        assert three <= 32, costs


STEPS = [
    (MatterState.SUBMITTED, {}, "register"),
    (MatterState.REGISTERED, {}, "hand_over"),
    (MatterState.IN_HAND, {"due_on": date(2024, 10, 31)}, "wait_reply"),
    (MatterState.IN_HAND, {"due_on": date(2024, 10, 1)}, "urge"),
    (MatterState.ANSWERED, {"window_closes_on": date(2024, 10, 22)}, "wait_evaluations"),
    (MatterState.ANSWERED, {"window_closes_on": date(2024, 10, 21), "due_rule": "verify"}, "verify"),
    (MatterState.IN_CHECK, {"verified": "not", "due_rule": "hand_over"}, "conclude"),
    (MatterState.IN_CHECK, {"verified": "not"}, "conclude"),
    (MatterState.IN_CHECK, {}, "conclude"),
    (MatterState.IN_CHECK, {"verified": "not", "due_rule": "verify"}, "verify"),
    (MatterState.IN_CHECK, {"verified": "cannot_tell", "due_rule": "hand_over"}, "verify"),
    (MatterState.IN_CHECK, {"verified": "solved", "due_rule": "hand_over"}, "decide"),
    (MatterState.TRACKING, {"due_on": date(2024, 10, 22)}, "check_promise"),
    (MatterState.TRACKING, {"due_on": date(2024, 10, 23)}, "wait_promise"),
    (MatterState.REFERRED, {}, "wait_above"),
    (MatterState.SOLVED, {}, "closed"),
]


@pytest.mark.parametrize(("state", "columns", "code"), STEPS)
def test_the_next_step_follows_from_the_matters_own_columns(state, columns, code):
    with translation.override("en"):
        assert next_step(Matter(state=state, **columns), date(2024, 10, 22)).code == code


@pytest.mark.parametrize("state", MatterState.values)
def test_every_state_has_a_next_step_with_a_sentence(state):
    with translation.override("en"):
        assert next_step(Matter(state=state), date(2024, 10, 22)).label.endswith(".")


def test_the_office_first_sends_the_letter_then_waits_for_the_reply(client, matter, clerk, water_station):
    handed_over(matter, water_station, by=clerk)
    at = "2024-07-02 10:00+08:00"
    page = show(client, matter, clerk, at)
    first = page.context["primary"]
    assert first["url"].endswith("/issue/hand_over_letter/")
    assert f'action="{first["url"]}"' in text_of(page)
    assert [act["url"] for act in page.context["more"] if act["url"].endswith("/reply/")]

    issue_hand_over_letter(matter, **doing(moment(2024, 7, 2), clerk))
    assert show(client, matter, clerk, at).context["primary"]["url"].endswith("/reply/")


def test_a_further_round_has_a_letter_of_its_own(client, answered, neutral, clerk, water_station):
    issue_hand_over_letter(answered, **doing(moment(2024, 7, 2), clerk))
    verified(answered, neutral, "not", by=clerk)
    open_round(answered, reason="not_verified", order=Order(lead=water_station), **doing(WINDOW_OVER, clerk))

    url = show(client, answered, clerk, "2024-10-23 09:00+08:00").context["primary"]["url"]
    assert url.endswith("/issue/hand_over_letter/")


def test_while_the_deputies_evaluate_the_office_sends_them_their_links(client, answered, clerk, lead_user):
    page = show(client, answered, clerk, IN_WINDOW)
    assert page.context["primary"]["url"] == reverse("links:of_matter", args=["qingxi", answered.pk])
    assert text_of(page).count("btn-primary") == 1
    assert show(client, answered, lead_user, IN_WINDOW).context["primary"]["url"].endswith("/evaluate/")


def test_a_round_says_why_it_opened_and_what_the_one_before_lacked(
    client, answered, lead, neutral, clerk, water_station
):
    evaluated(answered, lead, "dissatisfied", by=clerk, reason=REASON)
    verified(answered, neutral, "not", by=clerk)
    open_round(answered, reason="not_verified", order=Order(lead=water_station), **doing(WINDOW_OVER, clerk))

    second, first = show(client, answered, clerk, "2024-10-23 09:00+08:00").context["rounds"]
    wanting = (Evaluation.Rating.DISSATISFIED, Verification.Result.NOT)
    assert first.verdict == {"label": "、".join(str(one.label) for one in wanting), "tone": "seal"}
    assert second.heading != first.heading
    assert second.verdict is None


def test_a_matter_referred_upward_says_how_long_it_has_waited(client, answered, chair):
    letter = {"body": "市水利局", "letter_number": "清人函〔2024〕3号", "content": "请立项。"}
    refer_up(answered, sent_on=date(2024, 10, 22), **letter, **doing(WINDOW_OVER, chair))

    page = show(client, answered, chair, "2024-11-01 09:00+08:00")
    assert page.context["waited"] == 10
    assert show(client, answered, chair, "2024-10-22 10:00+08:00").context["waited"] == 0
