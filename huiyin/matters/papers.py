"""What each paper about a matter contains: records in, the plain context out; the app `papers` draws it.

Papers are written in Chinese, the township's language, whoever prints them.
"""

from collections.abc import Iterable
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import override

from huiyin.deadlines.reckoning import Reckoning
from huiyin.deadlines.sentences import sentences
from huiyin.matters.claims import schemes
from huiyin.matters.codes import shown
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Promise, Reply
from huiyin.matters.models.checks import EvaluationForm as FormRow
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.handling import Assignment, Clock, Round
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.papers.kinds.evaluation_form import EvaluationForm
from huiyin.papers.kinds.hand_over_letter import HandOverLetter, Signatory
from huiyin.papers.kinds.receipt_slip import ReceiptSlip
from huiyin.papers.kinds.reply_letter import PromiseLine, Receiver, ReplyLetter
from huiyin.papers.kinds.verification_record import Evidence, VerificationRecord
from huiyin.people.models import Unit
from huiyin.townships.models import Township

LANGUAGE = "zh-hans"
REPLY_RULES = ("reply", "reply_extended", "reply_again")
NOUNS = {
    Matter.Kind.SUGGESTION: "建议",
    Matter.Kind.MOTION: "建议",
    Matter.Kind.OPINION: "意见",
    Matter.Kind.FINDING: "问题",
}
REASONS = {
    Round.Reason.FIRST: "",
    Round.Reason.DISSATISFIED: "代表对上一轮办理结果不满意",
    Round.Reason.NOT_VERIFIED: "经现场核验，上一轮办理后问题没有解决",
    Round.Reason.PROMISE_BROKEN: "承诺的事项没有按期兑现",
    Round.Reason.RELAPSE: "问题解决后又复发",
}
COMMITTEES = {"村": "村民委员会", "社区": "居民委员会"}
RESULTS = {
    Verification.Result.SOLVED: "已解决",
    Verification.Result.PARTLY: "部分解决",
    Verification.Result.NOT: "未解决",
    Verification.Result.CANNOT_TELL: "无法判断",
}


class _Receivers(TypedDict):
    deputies: list[str]
    addressed_to: NotRequired[Receiver]
    presidium: NotRequired[str]


class _AnswerDays(TypedDict):
    answer_on: str
    answered_on: NotRequired[str]


def signatories(matter: Matter) -> list[Signatory]:
    """The deputies who signed, the lead first; nobody when the matter is kept secret from the unit."""
    if matter.secrecy:
        return []
    signers = matter.petitioners.filter(deputy__isnull=False).select_related("deputy__constituency")
    return [
        {
            "name": signer.deputy.name,
            "constituency": signer.deputy.constituency.name if signer.deputy.constituency else "",
            "role": "lead" if signer.role == Petitioner.Role.LEAD else "cosigner",
        }
        for signer in signers.order_by("position")
        if signer.deputy is not None
    ]


def _names(orders: Iterable[Assignment], *roles: str) -> list[str]:
    return [order.unit.name for order in orders if order.role in roles]


def _orders(round_: Round) -> list[Assignment]:
    return list(round_.assignments.standing().select_related("unit").order_by("id"))


def units_line(round_: Round) -> str:
    """镇水利站（主办）、柳溪村（协办）."""
    words = {
        Assignment.Role.LEAD: "主办",
        Assignment.Role.ASSISTING: "协办",
        Assignment.Role.SEPARATE: "分办",
    }
    return "、".join(f"{o.unit.name}（{words[Assignment.Role(o.role)]}）" for o in _orders(round_))


def hand_over_letter(matter: Matter, round_: Round, clock: Clock | None, *, on: date) -> HandOverLetter:
    """交办函 of one round, to all its units; the number is drawn when it is issued."""
    orders = _orders(round_)
    township = matter.township
    owing = _names(orders, Assignment.Role.LEAD, Assignment.Role.SEPARATE)
    return {
        "organ": township.organ_name,
        "number": "",
        "issued_on": on.isoformat(),
        "addressee": "、".join([*owing, *_names(orders, Assignment.Role.ASSISTING)]),
        "matter_number": matter.number,
        "matter_noun": NOUNS[Matter.Kind(matter.kind)],
        "matter_title": matter.title,
        "signatories": signatories(matter),
        "situation": matter.situation,
        "request": matter.request,
        "round": round_.number,
        "round_reason": REASONS[Round.Reason(round_.reason)],
        "lead_units": owing,
        "assisting_units": _names(orders, Assignment.Role.ASSISTING),
        "order": round_.order_text,
        "due_on": clock.due_on.isoformat() if clock else "",
        "due_basis": clock.reckoning["basis"]["zh"] if clock else "",
        "due_reckoning": reckoning_line(clock) if clock else "",
        "contact_person": "",
        "contact_phone": township.office_phone,
    }


def reckoning_line(clock: Clock) -> str:
    """The arithmetic of a due date as one Chinese sentence."""
    with override(LANGUAGE):
        steps = sentences(Reckoning.from_json(clock.reckoning))
    return "；".join(step.rstrip("。.") for step in steps)


def reply_letter(reply: Reply) -> ReplyLetter:
    """答复函 of one unit, with the promises it made."""
    matter = reply.matter
    return {
        "organ": full_name(reply.assignment.unit, matter.township),
        "number": "",
        "issued_on": reply.replied_on.isoformat(),
        "matter_number": matter.number,
        "matter_noun": NOUNS[Matter.Kind(matter.kind)],
        "matter_title": matter.title,
        **_receivers(matter),
        "claim_code": reply.claim,
        "signed_off_by": reply.signed_off_by,
        "text": "\n".join(text for text in (reply.text, reply.reason) if text),
        "promises": [_promise(promise) for promise in reply.promises.order_by("id")],
        "contact_person": reply.contact_name,
        "contact_phone": reply.phone,
        "copy_to": [] if matter.kind == Matter.Kind.FINDING else [matter.township.organ_name],
    }


def _receivers(matter: Matter) -> _Receivers:
    """Whom a unit answers: the deputies; nobody by name where the matter is secret; a voter, whose name the
    unit never learns; the presidium for its own finding.
    """
    deputies = [signer["name"] for signer in signatories(matter)]
    if deputies:
        return {"deputies": deputies}
    if matter.kind == Matter.Kind.FINDING:
        return {"deputies": [], "addressed_to": "presidium", "presidium": matter.township.organ_name}
    of_deputies = matter.petitioners.filter(deputy__isnull=False).exists()
    return {"deputies": [], "addressed_to": "unnamed" if of_deputies else "voter"}


def full_name(unit: Unit, township: Township) -> str:
    """清溪镇水利站: the unit's name as it heads a letter; the office says 镇水利站, 柳溪村, 市水利局."""
    county = township.region.name
    if unit.name.startswith((township.name, county)):
        return unit.name
    if unit.kind == Unit.Kind.BUREAU:
        return county + unit.name[1:] if unit.name[0] == county[-1] else unit.name
    inner = unit.name.removeprefix(township.name[-1])
    bodies = COMMITTEES if unit.kind == Unit.Kind.VILLAGE else {}
    body = next((body for ending, body in bodies.items() if inner.endswith(ending)), "")
    return f"{township.name}{inner}{body}"


def _promise(promise: Promise) -> PromiseLine:
    amount = f"{promise.quantity.normalize():f}{promise.measure}" if promise.quantity is not None else ""
    return {
        "what": promise.what,
        "quantity": amount,
        "place": promise.place,
        "person": promise.person,
        "due_on": promise.first_due_on.isoformat(),
    }


def claims_line(round_: Round) -> str:
    """What the units claim in this round: A 已解决."""
    with override(LANGUAGE):
        replies = round_.replies.order_by("id")
        return "、".join(str(schemes()[reply.scheme].claim(reply.claim)) for reply in replies)


def evaluation_form(form: FormRow, *, link: str, on: date) -> EvaluationForm:
    """征询意见表 of one signer for one round, with the short code and the personal link as QR."""
    round_, matter, deputy = form.round, form.matter, form.petitioner.deputy
    constituency = deputy.constituency if deputy else None
    return {
        "organ": matter.township.organ_name,
        "town": matter.township.name,
        "issued_on": on.isoformat(),
        "matter_number": matter.number,
        "matter_title": matter.title,
        "round": round_.number,
        "units": units_line(round_),
        "replied_on": round_.replied_on.isoformat() if round_.replied_on else "",
        "claim": claims_line(round_),
        "deputy": deputy.name if deputy else "",
        "constituency": constituency.name if constituency else "",
        "due_on": round_.window_closes_on.isoformat() if round_.window_closes_on else "",
        "contact_phone": matter.township.office_phone,
        "code": shown(form.short_code),
        "link": link,
    }


def verification_record(
    matter: Matter, round_: Round, verification: Verification | None, *, on: date
) -> VerificationRecord:
    """核验记录: of a verification that was recorded, or a blank one to take along."""
    files = verification.files.select_related("file").order_by("id") if verification else []
    photos: list[Evidence] = [
        {"sha256": link.file.sha256, "caption": f"照片{n}"} for n, link in enumerate(files, 1)
    ]
    people = verification.verifiers.select_related("deputy").order_by("id") if verification else []
    return {
        "organ": matter.township.organ_name,
        "town": matter.township.name,
        "issued_on": on.isoformat(),
        "matter_number": matter.number,
        "matter_title": matter.title,
        "units": units_line(round_),
        "claim": claims_line(round_),
        "round": round_.number,
        "verified_on": verification.on.isoformat() if verification else "",
        "place": verification.place if verification else "",
        "on_site": verification.on_site if verification else None,
        "verifiers": [verifier.deputy.name for verifier in people],
        "seen": verification.note if verification else "",
        "result": RESULTS[Verification.Result(verification.result)] if verification else "",
        "photos": photos,
    }


def _answer_days(matter: Matter) -> _AnswerDays:
    """When the unit must reply, by the running clock of a reply alone; or when it did."""
    if matter.state == MatterState.IN_HAND:
        is_owed = matter.due_on is not None and matter.due_rule in REPLY_RULES
        return {"answer_on": matter.due_on.isoformat() if matter.due_on and is_owed else ""}
    return {
        "answer_on": "",
        "answered_on": matter.replied_on.isoformat() if matter.round and matter.replied_on else "",
    }


def receipt_slip(petitioner: Petitioner, *, link: str, received_by: str, on: date) -> ReceiptSlip:
    """回执: what was received and the code to ask by; never the giver's name."""
    matter = petitioner.matter
    return {
        "organ": matter.township.organ_name,
        "issued_on": on.isoformat(),
        "matter_title": matter.title,
        "received_on": matter.received_on.isoformat(),
        "received_by": received_by,
        **_answer_days(matter),
        "contact_phone": matter.township.office_phone,
        "code": shown(petitioner.receipt_code),
        "link": link,
    }
