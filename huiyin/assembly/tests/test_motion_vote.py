"""Before and after the vote: amendments, the right of defence, what a result makes of motion and post."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.amending import amend_motion, decide_amendment, hear_defence
from huiyin.assembly.actions.settling import require_may_be_voted, settle_motion_after
from huiyin.assembly.models.motions import Amendment, Motion
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.motions import amended_plan
from huiyin.assembly.tests.drafting import drafted, handed_in, of_presidium, on_agenda, plenary, recall
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, seated
from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry

pytestmark = pytest.mark.usefixtures("english")
ON = date(2024, 6, 27)


@pytest.fixture
def deputies(township):
    return seated(township, 12, members=3)


@pytest.fixture
def called(township, deputies):
    return convocation(township)


@pytest.fixture
def where(township, called, deputies):
    return plenary(township, called, present=deputies)


@pytest.fixture
def motion(called, where):
    return on_agenda(of_presidium(called), where)


def amend(motion, before="一、制定五年规划。", text="一、制定十年规划。", **more):
    words = {"brought_by": "第一代表团", "before": before, "text": text, **doing(), **more}
    return amend_motion(motion, **words)


def result(motion, where, outcome):
    """The vote on the motion's item with this result, as announcing it leaves it."""
    return Vote(
        township_id=where.township_id, meeting=where, item=motion.items.get(), title=motion.title,
        outcome=outcome,
    )  # fmt: skip


def test_a_motion_on_the_agenda_may_be_voted_on_and_no_other(called, motion, deputies):
    require_may_be_voted(motion)

    with pytest.raises(ActRefused, match="does not stand on the agenda"):
        require_may_be_voted(handed_in(called, deputies[:5]))


def test_an_open_amendment_blocks_the_vote_until_it_is_settled(motion):
    amendment = amend(motion)

    with pytest.raises(ActRefused, match="are not settled; settle them"):
        require_may_be_voted(motion)
    decide_amendment(amendment, answer="rejected", **doing())

    require_may_be_voted(motion)
    assert amended_plan(motion) == motion.plan


def test_accepted_words_stand_in_the_text_that_is_voted_on(motion, where):
    words = {"answer": "accepted", "by": None, "at": LATER, "act_id": uuid7()}
    replaced, added = amend(motion), amend(motion, before="", text="三、每年报告一次。")

    decide_amendment(replaced, **words)
    decide_amendment(replaced, **words)
    decide_amendment(added, answer="accepted", **doing(LATER + timedelta(minutes=1)))

    plan = "一、制定十年规划。\n二、落实专项资金。\n三、每年报告一次。"
    assert (amended_plan(motion), where.items.get().text) == (plan, plan)
    assert Motion.objects.get().plan.startswith("一、制定五年规划")
    replaced.refresh_from_db()
    assert (replaced.answer, replaced.answered_at) == ("accepted", LATER)
    found = Entry.objects.get(act_id=words["act_id"])
    assert (found.act, found.facts["amendment_answer"], found.subject_id) == (
        "decide_amendment",
        "accepted",
        motion.pk,
    )


def test_an_amendment_must_fit_the_text(motion, clerk):
    for words, said in (
        ({"before": "三、没有这句。"}, "do not stand in the plan: “三、没有这句。”"),
        ({"text": " "}, "how the words shall read"),
        ({"brought_by": ""}, "Say who brings the amendment"),
    ):
        with pytest.raises(ActRefused, match=said):
            amend(motion, **words)
    across = amend(motion, before="规划。\r\n二、", text="规划；\r\n二、", by=clerk)

    assert (across.before, across.text) == ("规划。\n二、", "规划；\n二、")


def test_of_two_amendments_to_the_same_words_the_second_is_entered_anew(motion):
    first, second = amend(motion), amend(motion, text="一、制定三年规划。")
    decide_amendment(first, answer="accepted", **doing())

    with pytest.raises(ActRefused, match="enter this one anew"):
        decide_amendment(second, answer="accepted", **doing())
    decide_amendment(second, answer="withdrawn", **doing())

    assert set(Amendment.objects.values_list("answer", flat=True)) == {"accepted", "withdrawn"}


def test_an_amendment_is_settled_once_and_by_the_office(motion, called, chair, deputies, operator):
    amendment = amend(motion)

    with pytest.raises(ActRefused, match="what became of the amendment"):
        decide_amendment(amendment, answer="perhaps", **doing())
    with pytest.raises(PermissionDenied):
        decide_amendment(amendment, answer="accepted", **doing(by=operator))
    decide_amendment(amendment, answer="accepted", **doing(by=chair))
    with pytest.raises(ActRefused, match="settled already"):
        decide_amendment(amendment, answer="rejected", **doing())


def test_a_draft_and_a_recall_take_no_amendments(called, where, deputies):
    with pytest.raises(ActRefused, match="the state is “Being signed”"):
        amend(drafted(called, deputies[:5]))
    with pytest.raises(ActRefused, match="A recall has no plan"):
        amend(on_agenda(recall(called), where))


def test_a_recall_by_deputies_needs_one_fifth_of_all(called, deputies):
    with pytest.raises(ActRefused, match="needs 3 confirmed signers who hold a seat; there are 2"):
        recall(called, deputies[:2])

    assert recall(called, deputies[:3]).serial == 1


def test_a_recall_names_person_post_and_grounds(called):
    with pytest.raises(ActRefused, match=r"Still missing: person, post, grounds\."):
        recall(called, person="", post="", grounds="")


def test_there_is_no_vote_on_a_recall_before_the_person_was_heard(called, where, chair):
    motion = on_agenda(recall(called), where)
    with pytest.raises(ActRefused, match="代表001 has the right to answer before the vote"):
        require_may_be_voted(motion)
    words = {"text": "本人意见如下……", "on": ON, "by": chair, "at": LATER, "act_id": uuid7()}

    hear_defence(motion, **words)
    motion = hear_defence(motion, **words)

    require_may_be_voted(motion)
    assert (motion.defence, motion.defended_on) == ("本人意见如下……", ON)
    found = Entry.objects.get(act="hear_defence")
    assert (found.facts["on"], found.facts["renounced"], found.by) == ("2024-06-27", False, chair)


def test_the_right_of_defence_may_be_renounced(called, where):
    motion = hear_defence(on_agenda(recall(called), where), renounced=True, on=ON, **doing())

    require_may_be_voted(motion)
    assert (motion.defence, motion.defended_on) == ("", ON)


def test_a_defence_is_refused_without_its_words(called, where, motion, operator):
    heard = on_agenda(recall(called), where)

    for words, said in (
        ({"on": ON}, "Write what the person answered"),
        ({"on": ON, "text": "甲", "renounced": True}, "Write what the person answered"),
        ({"on": date(2024, 6, 28), "text": "甲"}, "lies in the future"),
    ):
        with pytest.raises(ActRefused, match=said):
            hear_defence(heard, **words, **doing())
    with pytest.raises(ActRefused, match="this is no recall"):
        hear_defence(motion, on=ON, text="甲", **doing())
    with pytest.raises(PermissionDenied):
        hear_defence(heard, on=ON, text="甲", **doing(by=operator))


@pytest.mark.parametrize(("outcome", "state"), [("adopted", "adopted"), ("rejected", "rejected")])
def test_a_result_settles_the_motion(motion, where, outcome, state):
    settle_motion_after(result(motion, where, outcome), at=LATER)

    motion.refresh_from_db()
    assert (motion.state, motion.settled_at) == (state, LATER)


def test_other_results_settle_no_motion(motion, where):
    settle_motion_after(result(motion, where, "void"), at=LATER)
    other = Vote(township_id=where.township_id, meeting=where, title="程序", outcome="adopted")
    settle_motion_after(other, at=LATER)

    motion.refresh_from_db()
    assert (motion.state, motion.settled_at) == ("on_agenda", None)


@pytest.mark.parametrize(
    ("outcome", "words", "post"),
    [
        ("adopted", {}, ""),
        ("rejected", {}, "chair"),
        ("adopted", {"post": "镇长"}, "chair"),  # an office of the government: only recorded
        ("adopted", {"post": "vice_chair"}, "chair"),  # who holds another post keeps it
    ],
)
def test_an_adopted_recall_takes_that_post_away_and_leaves_the_seat(
    called, where, deputies, outcome, words, post
):
    motion = hear_defence(on_agenda(recall(called, **words), where), renounced=True, on=ON, **doing())

    settle_motion_after(result(motion, where, outcome), at=LATER)

    chair = deputies[0]
    chair.refresh_from_db()
    assert chair.post == post
    assert chair.seats.filter(until_at__isnull=True).exists()
    assert Entry.objects.filter(act="change_deputy", subject_id=chair.pk).count() == (post == "")


def test_the_day_of_a_defence_is_kept_apart_from_when_it_was_typed(called, where):
    motion = on_agenda(recall(called), where)

    motion = hear_defence(motion, text="甲", on=date(2024, 6, 26), **doing(OPENING))

    assert motion.defended_on == date(2024, 6, 26)
