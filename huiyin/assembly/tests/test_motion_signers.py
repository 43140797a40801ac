"""Who signs a motion: deputies with a seat, each confirmed on paper, in person, by telephone, themselves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.motions import change_motion, draft_motion, hand_in_motion
from huiyin.assembly.actions.signing import confirm_signer, confirm_signers, sign_motion
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.queries.signing import signers_of, signing_of
from huiyin.assembly.tests.drafting import WORDS, drafted
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, seated
from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.people.actions.seats import leave_seat
from huiyin.people.models import Deputy
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def deputies(township):
    return seated(township, 12)


@pytest.fixture
def session_of_june(township, deputies):
    return convocation(township)


@pytest.fixture
def lead_account(township, deputies):
    return cast.person(township, "lead-of-motion", "代表001", Role.DEPUTY, deputy=deputies[0])


@pytest.fixture
def cosigner_account(township, deputies):
    return cast.person(township, "second", "代表002", Role.DEPUTY, deputy=deputies[1])


def names(motion):
    return [one.deputy.name for one in signers_of(motion)]


def entry(row):
    return Entry.objects.filter(subject_id=row.pk).order_by("-seq")[0]


def test_a_paper_with_signatures_confirms_all_who_signed_it(session_of_june, deputies, clerk):
    motion = drafted(session_of_june, deputies[:5], by=clerk)

    signing = signing_of(motion, OPENING)
    assert (len(signing.counted), signing.needed, signing.waiting) == (5, 5, [])
    assert {(one.confirmed_how, one.confirmed_at) for one in signing.signers} == {("paper", OPENING)}
    assert signing.lead == deputies[0]
    assert (entry(motion).act, entry(motion).facts["signers"]) == ("draft_motion", 5)
    assert entry(motion).on_behalf_of.endswith(str(deputies[0].pk))


def test_a_deputy_who_drafts_confirms_their_own_signature_only(session_of_june, deputies, lead_account):
    motion = drafted(session_of_june, deputies[:3], by=lead_account, on_paper=False)

    assert [one.confirmed_how for one in signers_of(motion)] == ["account", "", ""]
    assert entry(motion).on_behalf_of == ""


def test_a_deputy_drafts_only_what_they_lead(session_of_june, deputies, lead_account, operator):
    for user in (lead_account, operator):
        with pytest.raises(PermissionDenied):
            drafted(session_of_june, deputies[1:4], by=user)
    with pytest.raises(PermissionDenied):  # that all have signed a paper says who has seen it: the office
        drafted(session_of_june, deputies[:5], by=lead_account, on_paper=True)
    with pytest.raises(PermissionDenied):
        draft_motion(session_of_june, brought_by="presidium", **WORDS, **doing(by=lead_account))
    assert not Motion.objects.exists()


def test_only_who_holds_a_seat_signs_and_the_others_are_named(session_of_june, deputies, township):
    guest = Deputy.objects.create(township=township, name="县代表甲", level="county")
    leave_seat(deputies[4], until_at=OPENING, ended_by="resigned")

    with pytest.raises(ActRefused, match="Without a seat: 代表005, 县代表甲"):
        drafted(session_of_june, [*deputies[:5], guest])
    motion = drafted(session_of_june, deputies[:2])
    with pytest.raises(ActRefused, match="Without a seat: 县代表甲"):
        sign_motion(motion, add=[deputies[2], guest], **doing())

    assert names(motion) == ["代表001", "代表002"]


def test_signers_are_added_and_take_their_signature_back(session_of_june, deputies, clerk):
    motion = drafted(session_of_june, deputies[:3])
    act_id = uuid7()
    words = {"add": deputies[3:5], "withdraw": [deputies[0]], "by": clerk, "at": LATER, "act_id": act_id}

    sign_motion(motion, **words)
    sign_motion(motion, **words)

    assert names(motion) == ["代表002", "代表003", "代表004", "代表005"]
    assert signing_of(motion, LATER).lead == deputies[1]
    facts = entry(motion).facts
    assert (facts["signers"], facts["confirmed"], len(facts["signed"]), len(facts["unsigned"])) == (
        4,
        2,
        2,
        1,
    )
    assert Entry.objects.filter(act="sign_motion").count() == 1


def test_who_took_the_signature_back_may_sign_again_and_is_asked_again(session_of_june, deputies):
    motion = drafted(session_of_june, deputies[:3])
    sign_motion(motion, withdraw=[deputies[0]], **doing())

    sign_motion(motion, add=[deputies[0]], **doing())

    assert names(motion) == ["代表002", "代表003", "代表001"]
    assert [one.deputy for one in signing_of(motion, OPENING).waiting] == [deputies[0]]


def test_nobody_signs_twice_or_takes_back_what_was_not_given(session_of_june, deputies):
    motion = drafted(session_of_june, deputies[:3])

    for words, said in (
        ({"add": [deputies[1]]}, "among the signers twice"),
        ({"add": [deputies[5], deputies[5]]}, "among the signers twice"),
        ({"withdraw": [deputies[7]]}, "代表008 does not sign it"),
        ({}, "Name who signs"),
    ):
        with pytest.raises(ActRefused, match=said):
            sign_motion(motion, **words, **doing())


def test_what_the_presidium_brings_has_no_signers(session_of_june, deputies):
    motion = draft_motion(session_of_june, brought_by="presidium", **WORDS, **doing())

    with pytest.raises(ActRefused, match="has no signers"):
        sign_motion(motion, add=deputies[:1], **doing())


def test_a_deputy_takes_back_their_own_signature_and_who_leads_strikes_the_unconfirmed(
    session_of_june, deputies, lead_account, cosigner_account
):
    motion = drafted(session_of_june, deputies[:4], on_paper=False)
    confirm_signers(motion, deputies=deputies[1:3], how="telephone", **doing())

    with pytest.raises(ActRefused, match="Only 代表003 may take back"):
        sign_motion(motion, withdraw=[deputies[2]], **doing(by=lead_account))
    with pytest.raises(ActRefused, match="Only 代表004 may take back"):
        sign_motion(motion, withdraw=[deputies[3]], **doing(by=cosigner_account))
    sign_motion(motion, withdraw=[deputies[3]], **doing(by=lead_account))
    sign_motion(motion, withdraw=[deputies[1]], **doing(by=cosigner_account))

    assert names(motion) == ["代表001", "代表003"]


def test_who_took_the_signature_back_reads_the_draft_no_longer(
    township, session_of_june, deputies, cosigner_account
):
    motion = drafted(session_of_june, deputies[:3])
    seen = Motion.objects.of(township).visible_to(cosigner_account)
    assert list(seen) == [motion]

    sign_motion(motion, withdraw=[deputies[1]], **doing(by=cosigner_account))

    assert not seen.all().exists()
    with pytest.raises(PermissionDenied):
        sign_motion(Motion.objects.get(), add=[deputies[5]], **doing(by=cosigner_account))


def test_a_confirmation_says_how_and_when(session_of_june, deputies, clerk):
    motion = drafted(session_of_june, deputies[:2], on_paper=False)
    signer = motion.signers.get(deputy=deputies[1])
    words = {"how": "telephone", "by": clerk, "at": LATER, "act_id": uuid7()}

    confirmed = confirm_signer(signer, **words)

    assert (confirmed.confirmed_how, confirmed.confirmed_at) == ("telephone", LATER)
    assert confirm_signer(signer, **words) == confirmed
    found = Entry.objects.get(act="confirm_signer")
    assert (found.facts["confirmed_how"], found.facts["confirmed"], found.subject_id) == (
        "telephone",
        1,
        motion.pk,
    )


def test_a_confirmation_is_refused_without_its_words(session_of_june, deputies):
    motion = drafted(session_of_june, deputies[:2], on_paper=False)
    confirm_signers(motion, deputies=deputies[:1], how="paper", **doing())

    for words, said in (
        ({"deputies": [], "how": "paper"}, "Choose who confirmed"),
        ({"deputies": deputies[1:2], "how": "by dream"}, "Say how it was confirmed"),
        ({"deputies": deputies[:1], "how": "paper"}, "代表001 confirmed already"),
        ({"deputies": deputies[5:6], "how": "paper"}, "代表006 does not sign it"),
    ):
        with pytest.raises(ActRefused, match=said):
            confirm_signers(motion, **words, **doing())


def test_a_deputy_confirms_only_themselves_and_by_their_account(
    session_of_june, deputies, cosigner_account, chair
):
    motion = drafted(session_of_june, deputies[:3], on_paper=False)

    for words in (
        {"deputies": deputies[2:3], "how": "account", **doing(by=cosigner_account)},
        {"deputies": deputies[1:2], "how": "paper", **doing(by=cosigner_account)},
        {"deputies": deputies[1:2], "how": "paper", **doing(by=chair)},
    ):
        with pytest.raises(PermissionDenied):
            confirm_signers(motion, **words)
    confirm_signers(motion, deputies=deputies[1:2], how="account", **doing(by=cosigner_account))

    assert [one.confirmed_how for one in signers_of(motion)] == ["", "account", ""]


def test_a_change_of_the_words_asks_the_signers_anew(session_of_june, deputies, clerk, lead_account):
    motion = drafted(session_of_june, deputies[:5])

    change_motion(motion, plan="一、制定三年规划。", by=clerk, at=LATER, act_id=uuid7())
    assert len(signing_of(motion, LATER).waiting) == 5
    assert entry(motion).facts["asked_anew"] == 5

    confirm_signers(motion, deputies=deputies[:5], how="paper", **doing(LATER))
    change_motion(motion, plan="一、制定三年规划方案。", confirmations_stand=True, **doing(LATER, clerk))
    assert signing_of(motion, LATER).is_enough
    with pytest.raises(PermissionDenied):
        change_motion(motion, plan="", confirmations_stand=True, **doing(LATER, lead_account))


def test_four_confirmed_signers_are_too_few_and_the_refusal_says_who_is_missing(session_of_june, deputies):
    motion = drafted(session_of_june, deputies[:6], on_paper=False)
    confirm_signers(motion, deputies=deputies[:4], how="paper", **doing())

    said = "needs 5 confirmed signers who hold a seat; there are 4. Not confirmed yet: 代表005, 代表006."
    with pytest.raises(ActRefused, match=said):
        hand_in_motion(motion, **doing())
    confirm_signers(motion, deputies=deputies[4:5], how="person", **doing())
    hand_in_motion(motion, **doing())

    assert Motion.objects.get().state == "submitted"


def test_a_signer_whose_seat_ended_meanwhile_does_not_count(session_of_june, deputies):
    motion = drafted(session_of_june, deputies[:5])
    leave_seat(deputies[4], until_at=OPENING + timedelta(minutes=5), ended_by="died")

    with pytest.raises(ActRefused, match=r"there are 4. Without a seat: 代表005\."):
        hand_in_motion(motion, **doing(LATER))
    with pytest.raises(ActRefused, match="Without a seat: 代表005"):
        sign_motion(motion, withdraw=[deputies[4]], add=[deputies[4]], **doing(LATER))


def test_a_signer_who_leaves_before_the_handing_in_blocks_it(session_of_june, deputies):
    motion = drafted(session_of_june, deputies[:5])
    sign_motion(motion, withdraw=[deputies[3]], **doing())

    with pytest.raises(ActRefused, match=r"there are 4\.$"):
        hand_in_motion(motion, **doing())
