"""The rounds of a matter told as what happened, newest first, in words that the reader may read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huiyin.matters.claims import schemes
from huiyin.matters.models.answers import Reply
from huiyin.matters.models.checks import Evaluation, Verification
from huiyin.matters.models.handling import Assignment, Clock, Round, Urge
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.outcomes import Referral
from huiyin.matters.queries.page import Records
from huiyin.matters.queries.sight import Sight
from huiyin.ui.drawing import Moment
from huiyin.ui.templatetags.ui import short_date

REPLY_CLOCKS = ("reply", "reply_extended", "reply_again")


@dataclass(frozen=True)
class RoundStory:
    """A round with its moments, newest first."""

    round: Round
    heading: str
    verdict: dict[str, str] | None
    moments: list[Moment]


@dataclass(frozen=True)
class Scene:
    """What the tellers look at: one round (or what lies before the first), its rows, who reads and when."""

    matter: Matter
    records: Records
    sight: Sight
    today: date
    round: Round | None
    names: dict[Any, str] = field(default_factory=dict)  # petitioner -> name that this reader may know

    def rows(self, part: str) -> list[Any]:
        return self.records.of_round(part, self.round)


def claim_words(reply: Reply) -> str:
    """The category of a reply with its label, by the scheme of its time."""
    scheme = schemes().get(reply.scheme)
    return str(scheme.claim(reply.claim)) if scheme else reply.claim


def stories_of(matter: Matter, records: Records, sight: Sight, today: date) -> list[RoundStory]:
    """The rounds, newest first."""
    names = {petitioner.pk: sight.name_of(petitioner) for petitioner in records.petitioners}
    scenes = [Scene(matter, records, sight, today, round_, names) for round_ in records.rounds]
    return [
        RoundStory(round_, _heading(round_), _verdict(records, round_), _told(scene))
        for round_, scene in zip(records.rounds, scenes, strict=True)
    ]


def before_rounds(matter: Matter, records: Records, sight: Sight, today: date) -> list[Moment]:
    """What happened outside any round: returned, declined, referred upward before a hand-over."""
    return _told(Scene(matter, records, sight, today, None), BEFORE)


def _told(scene: Scene, tellers: Sequence["Teller"] = ()) -> list[Moment]:
    ranked = [
        (moment.on, rank, moment)
        for rank, teller in enumerate(tellers or IN_ROUND)
        for moment in teller(scene)
    ]
    ranked.sort(key=lambda entry: entry[:2], reverse=True)
    return [moment for _on, _rank, moment in ranked]


def signers_words(records: Records, sight: Sight) -> str:
    """Who raised it, on one chip: who leads and how many sign with them, as far as the reader may know."""
    if not records.petitioners:
        return ""
    first, others = records.petitioners[0], len(records.petitioners) - 1
    words = {"name": sight.name_of(first), "others": others}
    if not first.deputy_id:
        return _("A voter")
    if not words["name"]:
        return _("Deputies")
    return _("Lead %(name)s · %(others)s co-signers") % words if others else _("Lead %(name)s") % words


BECAUSE = {
    Round.Reason.DISSATISFIED: gettext_lazy(
        "Round %(number)s (after round %(before)s deputies were dissatisfied)"
    ),
    Round.Reason.NOT_VERIFIED: gettext_lazy(
        "Round %(number)s (round %(before)s had not solved it on the spot)"
    ),
    Round.Reason.PROMISE_BROKEN: gettext_lazy("Round %(number)s (a promise was broken)"),
    Round.Reason.RELAPSE: gettext_lazy("Round %(number)s (the problem came back)"),
}


def _heading(round_: Round) -> str:
    """Which round, and why it opened."""
    said = BECAUSE.get(Round.Reason(round_.reason), _("Round %(number)s"))
    return str(said) % {"number": round_.number, "before": round_.number - 1}


def _verdict(records: Records, round_: Round) -> dict[str, str] | None:
    """What the round came to; where the next one followed, what was found wanting."""
    if not round_.verdict:
        return None
    verdict = Round.Verdict(round_.verdict)
    if verdict == Round.Verdict.NEXT_ROUND:
        found = _found_wanting(records, round_)
        return {"label": _(", ").join(found) if found else str(verdict.label), "tone": "seal"}
    tone = "jade" if verdict == Round.Verdict.SOLVED else "mute"
    return {"label": str(verdict.label), "tone": tone}


def _found_wanting(records: Records, round_: Round) -> list[str]:
    """Dissatisfied deputies within the window, and the last verification if it was not “solved”."""
    unhappy = Evaluation.Rating.DISSATISFIED
    seen = records.of_round("verifications", round_)
    wanting = [str(unhappy.label)] if tally(records, round_)[unhappy] else []
    if seen and seen[-1].result != Verification.Result.SOLVED:
        wanting.append(str(seen[-1].get_result_display()))
    return wanting


def _hand_over(scene: Scene) -> Iterator[Moment]:
    if scene.round is None:
        return
    due = reply_due(scene.records, scene.round)
    chips = [{"label": _("due %(day)s") % {"day": short_date(due.due_on, scene.today)}}] if due else []
    again = scene.round.number > 1
    words = {"units": units_in_words(scene.rows("assignments"))}
    text = _("Handed over again: %(units)s.") % words if again else _("Handed over: %(units)s.") % words
    yield Moment(scene.round.handed_over_on, text, scene.round.order_text, chips=chips)


def reply_due(records: Records, round_: Round) -> Clock | None:
    """The clock of the reply in this round, the longer one where it was granted."""
    found = [
        c for c in records.of_round("clocks", round_) if c.rule in REPLY_CLOCKS and c.assignment_id is None
    ]
    return found[-1] if found else None


def units_in_words(orders: Sequence[Assignment]) -> str:
    """Who leads, who assists, who handles separately."""
    said = []
    for role in Assignment.Role:
        if names := [order.unit.name for order in orders if order.role == role]:
            said.append(_("%(role)s %(units)s") % {"role": role.label, "units": _(", ").join(names)})
    return _("; ").join(said)


def _signed_for(scene: Scene) -> Iterator[Moment]:
    for order in scene.rows("assignments"):
        if order.signed_for_at:
            yield Moment(localdate(order.signed_for_at), _("%(unit)s signed for it.") % {"unit": order.unit})


def _sent_back(scene: Scene) -> Iterator[Moment]:
    for order in scene.rows("assignments"):
        if order.sent_back_at:
            answer = Assignment.Answer(order.send_back_answer)
            open_ = answer == Assignment.Answer.NONE
            yield Moment(
                localdate(order.sent_back_at),
                _("%(unit)s asked to have the order taken back.") % {"unit": order.unit},
                order.send_back_reason,
                chips=[{"label": str(answer.label), "tone": "amber" if open_ else "mute"}],
                tone="now" if open_ else "",
            )


def _contacts(scene: Scene) -> Iterator[Moment]:
    for contact in scene.rows("contacts"):
        words = {"unit": contact.unit, "way": contact.get_way_display(), "stage": contact.get_stage_display()}
        detail = contact.content
        if contact.deputy_words:
            detail = format_html(
                "{}<br>{}", detail, _("The deputy: %(words)s") % {"words": contact.deputy_words}
            )
        yield Moment(contact.on, _("%(unit)s spoke with the deputy (%(way)s, %(stage)s).") % words, detail)


def _extensions(scene: Scene) -> Iterator[Moment]:
    for one in scene.rows("extensions"):
        open_ = not one.answer
        yield Moment(
            localdate(one.asked_at),
            _("%(unit)s asked for an extension.") % {"unit": one.unit},
            one.reason,
            chips=[{"label": str(one.get_answer_display()), "tone": "amber" if open_ else "mute"}],
            tone="now" if open_ else "",
        )


def _opinions(scene: Scene) -> Iterator[Moment]:
    for order in scene.rows("assignments"):
        if order.opinion_on:
            text = _("%(unit)s gave its assisting opinion.") % {"unit": order.unit}
            yield Moment(order.opinion_on, text, _long(order.opinion))


def _urges(scene: Scene) -> Iterator[Moment]:
    for urge in scene.rows("urges"):
        if urge.kind == Urge.Kind.SUPERVISE:
            text = _("Put under the presidium's supervision.")
        else:
            text = _("%(unit)s was urged.") % {"unit": urge.unit}
        yield Moment(localdate(urge.at), text, urge.text)


def _replies(scene: Scene) -> Iterator[Moment]:
    for reply in scene.rows("replies"):
        words = {"unit": reply.assignment.unit, "claim": claim_words(reply), "name": reply.signed_off_by}
        chips = [{"label": _("late"), "tone": "seal"}] if reply.on_time is False else []
        if scene.sight.staff:
            chips += [{"label": said, "tone": "amber"} for said in map(warning_words, reply.warnings)]
        detail = _long(reply.text)
        if reply.reason:
            detail = format_html("{}<br>{}", detail, _("Reason: %(reason)s") % {"reason": reply.reason})
        text = _("%(unit)s replied (%(claim)s), signed off by %(name)s.") % words
        yield Moment(reply.replied_on, text, detail, chips=chips)


def warning_words(warning: dict[str, Any]) -> str:
    """A doubt about a reply or a rating as a sentence; an unknown code is shown as it stands."""
    if warning["code"] == "pasted":
        return _("same words as in %(numbers)s") % {"numbers": _(", ").join(warning["with"])}
    if warning["code"] == "no_quantity":
        return _("“solved”, but no date and no quantity")
    if warning["code"] == "no_contact":
        return _("no contact in person before the reply")
    if warning["code"] == "contrary":
        return _("“satisfied”, but it says “%(words)s”") % {"words": _(", ").join(warning["words"])}
    return str(warning["code"])


def tally(records: Records, round_: Round) -> dict[str, int]:
    """How often each rating of the result was given within the window, and how many signers gave none."""
    last = round_.window_closes_on
    counted = [e for e in records.of_round("evaluations", round_) if last and e.given_on <= last]
    numbers = {str(rating): sum(e.result == rating for e in counted) for rating in Evaluation.Rating}
    return {**numbers, "none": max(0, len(records.deputies) - len(counted))}


def tally_words(numbers: dict[str, int]) -> str:
    """The ratings that were given, in words; silence is named and never counted as satisfied."""
    labels = {str(rating): str(rating.label) for rating in Evaluation.Rating} | {"none": _("not evaluated")}
    return " · ".join(f"{labels[code]} {number}" for code, number in numbers.items() if number)


def _evaluations(scene: Scene) -> Iterator[Moment]:
    if scene.round is None or scene.round.window_closes_on is None or not scene.records.deputies:
        return
    last = scene.round.window_closes_on
    if last >= scene.today:
        yield Moment(scene.today, _("The window of evaluation is open; what was said is sealed."), tone="now")
        return
    numbers = tally(scene.records, scene.round)
    given = scene.rows("evaluations")
    text = _("Evaluation: %(tally)s.") % {"tally": tally_words(numbers)}
    reasons = format_html_join("", "{}<br>", ((_reason(scene, one),) for one in given if _worth_saying(one)))
    chips = [
        {"label": warning_words(warning), "tone": "amber"}
        for one in given
        for warning in (one.warnings if scene.sight.staff else ())
    ]
    yield Moment(last, text, reasons, "bad" if numbers[Evaluation.Rating.DISSATISFIED] else "", chips)


def _worth_saying(one: Evaluation) -> bool:
    return bool(one.reason) or one.given_on > (one.round.window_closes_on or one.given_on)


def _reason(scene: Scene, one: Evaluation) -> str:
    """What one deputy said; the name for the presidium, and for others where the deputy agreed."""
    name = scene.names.get(one.petitioner_id, "") if scene.sight.staff or one.name_open else ""
    words = {"name": name or _("A deputy"), "rating": one.get_result_display(), "reason": one.reason or "—"}
    if one.round.window_closes_on and one.given_on > one.round.window_closes_on:
        return _("%(name)s (%(rating)s, after the window, not counted): %(reason)s") % words
    return _("%(name)s (%(rating)s): %(reason)s") % words


def _verifications(scene: Scene) -> Iterator[Moment]:
    tones = {Verification.Result.SOLVED: "ok", Verification.Result.CANNOT_TELL: ""}
    for one in scene.rows("verifications"):
        where = _("on the spot") if one.on_site else _("on evidence")
        words = {
            "where": f"{where}{pgettext('between clauses', ', ')}{one.place}" if one.place else where,
            "result": one.get_result_display(),
            "note": one.note,
        }
        photos = scene.records.of_verification("seen", one)
        people = scene.records.of_verification("verifiers", one)
        names = _(", ").join(verifier.deputy.name for verifier in people)
        yield Moment(
            one.on,
            _("Verification (%(where)s): %(result)s. %(note)s") % words,
            _("Verified by %(names)s.") % {"names": names},
            tones.get(one.result, "bad"),
            [_photo_chip(scene.matter, link, n) for n, link in enumerate(photos, 1)],
        )


def _photo_chip(matter: Matter, link: Any, number: int) -> dict[str, str]:
    label = _("Photo %(number)d") if link.file.is_photo else _("Document %(number)d")
    address = reverse("matters:verification_file", args=[matter.township.slug, matter.pk, link.pk])
    return {"label": label % {"number": number}, "url": address}


def _decisions(scene: Scene) -> Iterator[Moment]:
    for one in scene.rows("decisions"):
        text = _("The presidium decided (%(meeting)s): no further round.") % {"meeting": one.meeting}
        yield Moment(one.decided_on, text, one.reason)


def _referrals(scene: Scene) -> Iterator[Moment]:
    for one in scene.rows("referrals"):
        words = {"body": one.body, "letter": one.letter_number}
        yield Moment(one.sent_on, _("Referred upward to %(body)s (%(letter)s).") % words, one.content)


def _answers_from_above(scene: Scene) -> Iterator[Moment]:
    for one in scene.rows("referrals"):
        if one.answered_on:
            yield Moment(
                one.answered_on, _("%(body)s answered.") % {"body": one.body}, _answer_words(scene, one)
            )


def _answer_words(scene: Scene, one: Referral) -> str:
    if one.told_on is None:
        return one.answer
    told = _("Passed on to who raised it on %(day)s.") % {"day": short_date(one.told_on, scene.today)}
    return format_html("{}<br>{}", one.answer, told)


def _explanations(scene: Scene) -> Iterator[Moment]:
    for one in scene.rows("explanations"):
        words = {"ground": one.get_ground_display(), "how": one.get_told_how_display()}
        yield Moment(one.told_on, _("Explained %(how)s; ground: %(ground)s.") % words, one.text)


def _refusals(scene: Scene) -> Iterator[Moment]:
    for one in scene.records.refusals:
        words = {"kind": one.get_kind_display(), "ground": one.get_ground_display()}
        yield Moment(one.on, _("%(kind)s; ground: %(ground)s.") % words, one.text, "bad")


def _long(text: str) -> str:
    """A long text shows its beginning; the rest unfolds."""
    if len(text) <= 160:
        return text
    return format_html(
        '{}…<details class="fold"><summary>{}</summary><span class="prose">{}</span></details>',
        text[:140], _("Whole text"), text,
    )  # fmt: skip


Teller = Callable[[Scene], Iterator[Moment]]

IN_ROUND: tuple[Teller, ...] = (
    _hand_over, _signed_for, _sent_back, _contacts, _extensions, _opinions, _urges, _replies, _evaluations,
    _verifications, _decisions, _referrals, _answers_from_above, _explanations,
)  # fmt: skip
BEFORE: tuple[Teller, ...] = (_refusals, _referrals, _answers_from_above, _explanations)
