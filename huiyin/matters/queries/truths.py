"""The three truths, kept apart: what the unit claims, what the deputies say, what was seen on the spot."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Promise as Pledged
from huiyin.matters.models.checks import Evaluation, Verification
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.page import Records
from huiyin.matters.queries.story import claim_words, tally, tally_words
from huiyin.ui.templatetags.ui import short_date


@dataclass(frozen=True)
class Truth:
    title: str
    value: str
    detail: str = ""
    tone: str = ""


def truths_of(matter: Matter, records: Records, today: date) -> list[Truth]:
    """Claim, evaluation and verification of the present round."""
    return [
        _claim(matter, records, today),
        _evaluation(matter, records, today),
        _verification(matter, records, today),
    ]


def _claim(matter: Matter, records: Records, today: date) -> Truth:
    replies = records.of_round("replies", records.round)
    if not replies or records.round is None:
        wanted = matter.state == MatterState.IN_HAND
        unit = matter.lead_unit.name if matter.lead_unit else ""
        return Truth(_titled(_("Unit's claim"), unit), _("Not replied yet") if wanted else "—")
    units = _(", ").join(reply.assignment.unit.name for reply in replies)
    last = replies[-1]
    words = {"day": short_date(last.replied_on, today), "name": last.signed_off_by}
    return Truth(
        _titled(_("Unit's claim"), units),
        " · ".join(claim_words(reply) for reply in replies),
        _("Replied on %(day)s, signed off by %(name)s") % words,
    )


def _titled(title: str, more: str) -> str:
    return f"{title} · {more}" if more else title


def _evaluation(matter: Matter, records: Records, today: date) -> Truth:
    title = _("Deputies' evaluation")
    signers = len(records.deputies)
    if not signers:
        return Truth(title, "—", _("No deputy signed this matter"))
    closes_on = records.round.window_closes_on if records.round else None
    if records.round is None or closes_on is None:
        return Truth(title, _("Not asked yet"), _("After the reply, by those who signed"))
    last = short_date(closes_on, today)
    title = _titled(title, _("%(count)d forms") % {"count": signers})
    if closes_on >= today:
        given = {"given": getattr(matter, "forms_given", 0) or 0, "all": signers}
        detail = _("%(given)d of %(all)d forms given") % given
        return Truth(title, _("Sealed until %(day)s") % {"day": last}, detail, "indigo")
    numbers = tally(records, records.round)
    tone = "seal" if numbers[Evaluation.Rating.DISSATISFIED] else "amber" if numbers["none"] else ""
    return Truth(title, tally_words(numbers), _("The window closed on %(day)s") % {"day": last}, tone)


TONES = {Verification.Result.SOLVED: "jade", Verification.Result.CANNOT_TELL: "amber"}


def _verification(matter: Matter, records: Records, today: date) -> Truth:
    title = _("Verification on the spot")
    found = records.of_round("verifications", records.round) if records.round else []
    if not found:
        if matter.due_rule == "verify" and matter.due_on:
            detail = _("By somebody who handled nothing, by %(day)s") % {
                "day": short_date(matter.due_on, today)
            }
            return Truth(title, _("Not verified yet"), detail, "amber")
        return Truth(title, _("Not verified yet"), _("By somebody who handled nothing"))
    last = found[-1]
    people = records.of_verification("verifiers", last)
    names = _(", ").join(verifier.deputy.name for verifier in people)
    words = {"day": short_date(last.on, today), "names": names}
    return Truth(
        title,
        str(last.get_result_display()).capitalize(),
        _("%(day)s, by %(names)s") % words,
        TONES.get(last.result, "seal"),
    )


def waiting_since(matter: Matter, records: Records) -> date | None:
    """Where no clock runs: the day of the last thing, since when the answer or a decision is awaited."""
    if matter.due_on is not None:
        return None
    if matter.state == MatterState.REFERRED:
        return max((one.sent_on for one in records.referrals if one.answered_on is None), default=None)
    if matter.state != MatterState.IN_CHECK or records.round is None:
        return None
    seen = [one.on for one in records.of_round("verifications", records.round)]
    broken = [one.settled_on for one in records.promises if one.state == Pledged.State.BROKEN]
    days = (matter.replied_on, matter.window_closes_on, *seen, *broken)
    return max((day for day in days if day), default=None)


ARCS = (
    pgettext_lazy("arc", "Oversight"),
    pgettext_lazy("arc", "Handling"),
    pgettext_lazy("arc", "Oversight again"),
    pgettext_lazy("arc", "Solved"),
)
IN_CHECK = (MatterState.ANSWERED, MatterState.IN_CHECK, MatterState.TRACKING, MatterState.REFERRED)
UNSOLVED = (Verification.Result.NOT, Verification.Result.PARTLY)


def ring_of(matter: Matter) -> list[dict[str, Promise | str]]:
    """How far the present round has come; the last arc closes only when it was verified solved."""
    solved = matter.state == MatterState.SOLVED
    checked = bool(matter.verified)
    states = (
        "done" if matter.round else "waiting",
        _handled(matter),
        ("failed" if matter.verified in UNSOLVED else "done")
        if checked
        else _waits(matter.state in IN_CHECK),
        "done" if solved else _waits(checked),
    )
    return [{"label": label, "state": state} for label, state in zip(ARCS, states, strict=True)]


def _handled(matter: Matter) -> str:
    return "done" if matter.replied_on else _waits(matter.state == MatterState.IN_HAND)


def _waits(now: bool) -> str:
    return "waiting" if now else "empty"


def round_words(number: int) -> str:
    """The word below the number in the ring."""
    return pgettext("ring", "round %(number)d") % {"number": number} if number else str(gettext_lazy("new"))
