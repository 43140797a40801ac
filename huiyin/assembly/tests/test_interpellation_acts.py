"""An interpellation: ten signers, put to the government, answered anew when half of them are dissatisfied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.interpellations import (
    answer_interpellation,
    change_interpellation,
    draft_interpellation,
    hand_in_interpellation,
    put_interpellation,
    rate_answer,
    withdraw_interpellation,
)
from huiyin.assembly.actions.signing import confirm_interpellation, sign_interpellation
from huiyin.assembly.models.motions import Interpellation
from huiyin.assembly.queries.signing import signers_of, signing_of
from huiyin.assembly.tests.drafting import asked, asked_in, plenary
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, seated
from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")
ON = date(2024, 6, 27)


@pytest.fixture
def deputies(township):
    return seated(township, 14)


@pytest.fixture
def called(township, deputies):
    return convocation(township)


@pytest.fixture
def lead_account(township, deputies):
    return cast.person(township, "first", "代表001", Role.DEPUTY, deputy=deputies[0])


def answered(interpellation, **more):
    words = {"by_whom": "镇长 张三", "text": "管网今年铺到三村。", "answered_on": ON}
    answer_interpellation(interpellation, **{**words, **more}, **doing())
    return Interpellation.objects.get(pk=interpellation.pk)


def put(called, signers):
    return put_interpellation(asked_in(called, signers), how="oral", **doing())


def test_nine_confirmed_signers_are_too_few(called, deputies, clerk):
    drafted = asked(called, deputies[:10], by=clerk, on_paper=False)
    confirm_interpellation(drafted, deputies=deputies[:9], how="paper", **doing(by=clerk))

    with pytest.raises(ActRefused, match=r"needs 10 confirmed .* there are 9\. Not confirmed yet: 代表010"):
        hand_in_interpellation(drafted, **doing(by=clerk))
    confirm_interpellation(drafted, deputies=deputies[9:10], how="telephone", **doing(by=clerk))
    words = {"by": clerk, "at": LATER, "act_id": uuid7()}
    hand_in_interpellation(drafted, **words)
    handed_in = hand_in_interpellation(drafted, **words)

    assert (handed_in.state, handed_in.serial, handed_in.handed_in_at) == ("submitted", 1, LATER)
    assert Entry.objects.get(act="hand_in_interpellation").facts["confirmed"] == 10


def test_a_draft_is_refused_when_something_is_missing(township, called, deputies):
    words = {"title": "甲", "question": "乙", "lead": deputies[0]}

    for change, said in (
        ({"title": ""}, "say in one line what is asked"),
        ({"question": " "}, "The question to the government is missing"),
        ({"lead": None}, "deputy who leads is missing"),
    ):
        with pytest.raises(ActRefused, match=said):
            draft_interpellation(called, **{**words, **change}, **doing())
    with pytest.raises(ActRefused, match="takes no motions"):
        draft_interpellation(convocation(township, number=2, state="closed"), **words, **doing())
    assert not Interpellation.objects.exists()


def test_it_is_changed_and_signed_while_it_is_drafted(township, called, deputies, lead_account, chair):
    cosigner = cast.person(township, "second", "代表002", Role.DEPUTY, deputy=deputies[1])
    drafted = asked(called, deputies[:3], by=lead_account, on_paper=False)

    with pytest.raises(ActRefused, match="Nothing was changed"):
        change_interpellation(drafted, title=drafted.title, **doing(by=lead_account))
    with pytest.raises(ActRefused, match="Only the deputy who leads"):
        change_interpellation(drafted, title="乙", **doing(by=cosigner))
    with pytest.raises(ValueError, match="serial"):
        change_interpellation(drafted, serial="3", **doing())
    with pytest.raises(PermissionDenied):
        sign_interpellation(drafted, add=deputies[3:5], **doing(by=chair))
    sign_interpellation(drafted, add=deputies[3:5], withdraw=[deputies[2]], **doing(by=lead_account))
    changed = change_interpellation(drafted, question="为何？", **doing(by=lead_account))

    assert changed.question == "为何？"
    assert [one.deputy.name for one in signers_of(changed)] == ["代表001", "代表002", "代表004", "代表005"]
    assert len(signing_of(changed, OPENING).waiting) == 4


def test_it_is_put_to_the_government_in_a_meeting(township, called, deputies, chair):
    where = plenary(township, called)
    question = asked_in(called, deputies[:10])
    words = {"how": "oral", "item_meeting": where, "by": chair, "at": LATER, "act_id": uuid7()}

    put_interpellation(question, **words)
    question = put_interpellation(question, **words)

    assert (question.state, question.answer_how, question.put_at) == ("put", "oral", LATER)
    assert [(item.title, item.kind) for item in where.items.all()] == [(question.title, "other")]
    assert Entry.objects.filter(act="put_interpellation").count() == 1


def test_it_is_put_only_in_a_known_way_and_a_meeting_of_the_session(township, called, deputies, lead_account):
    question = asked_in(called, deputies[:10])

    with pytest.raises(ActRefused, match="in a meeting or in writing"):
        put_interpellation(question, how="by dream", **doing())
    elsewhere = plenary(township, convocation(township, number=4))
    with pytest.raises(ActRefused, match="a meeting of this session"):
        put_interpellation(question, how="oral", item_meeting=elsewhere, **doing())
    with pytest.raises(PermissionDenied):
        put_interpellation(question, how="oral", **doing(by=lead_account))


def test_half_of_the_signers_dissatisfied_means_another_answer(called, deputies, clerk):
    question = answered(put(called, deputies[:10]))

    question = rate_answer(question, satisfied=5, dissatisfied=5, **doing(LATER, clerk))
    assert (question.state, question.closed_at) == ("put", None)
    question = rate_answer(answered(question, how="written"), satisfied=5, dissatisfied=4, **doing(LATER))

    assert (question.state, question.closed_at) == ("closed", LATER)
    answers = question.answers.order_by("number").values_list("number", "how", "satisfied", "dissatisfied")
    assert list(answers) == [(1, "oral", 5, 5), (2, "written", 5, 4)]
    facts = [one.facts["again"] for one in Entry.objects.filter(act="rate_answer").order_by("seq")]
    assert facts == [True, False]


def test_no_more_opinions_than_signers(called, deputies):
    question = answered(put(called, deputies[:10]))

    for satisfied, dissatisfied in ((8, 3), (-1, 4), (12, -2)):
        with pytest.raises(ActRefused, match="10 deputies signed"):
            rate_answer(question, satisfied=satisfied, dissatisfied=dissatisfied, **doing())


def test_an_answer_says_who_what_and_when(called, deputies):
    question = put(called, deputies[:10])

    for words, said in (
        ({"by_whom": ""}, "Write who answered"),
        ({"text": " "}, "Write who answered"),
        ({"answered_on": date(2024, 6, 28)}, "lies in the future"),
        ({"how": "by dream"}, "in a meeting or in writing"),
    ):
        with pytest.raises(ActRefused, match=said):
            answered(question, **words)
    assert answered(question).answers.get().by_whom == "镇长 张三"


def test_it_is_withdrawn_with_a_reason_before_it_is_answered(called, deputies, lead_account):
    question = put(called, deputies[:10])

    with pytest.raises(ActRefused, match="Say why it is withdrawn"):
        withdraw_interpellation(question, reason="", **doing(by=lead_account))
    gone = withdraw_interpellation(question, reason="已解决。", **doing(LATER, lead_account))

    assert (gone.state, gone.reason, gone.closed_at) == ("withdrawn", "已解决。", LATER)
