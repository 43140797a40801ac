"""Interpellations (质询案): ten deputies or more ask the township government in writing, and it must answer;
when at least half of them are dissatisfied it answers again.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly import law
from huiyin.assembly.actions.admission import require_session_open
from huiyin.assembly.actions.agenda import plan_item
from huiyin.assembly.actions.signing import (
    ask_anew,
    enter_signers,
    require_enough_signers,
    require_lead_or_clerk,
    require_may_draft,
)
from huiyin.assembly.lifecycle import INTERPELLATION_LIFECYCLE, InterpellationState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.motions import Interpellation, InterpellationAnswer
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.queries.signing import confirmed_of
from huiyin.core.counters import next_number
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import Deputy, User
from huiyin.people.permissions import is_clerk

How = InterpellationAnswer.How
TEXTS = ("title", "question")


@act
def draft_interpellation(
    convocation: Convocation,
    *,
    title: str,
    question: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    lead: Deputy | None = None,
    cosigners: Sequence[Deputy] = (),
    signed_on_paper: bool = False,
) -> Interpellation:
    """Enter an interpellation to the township government, in writing [ZZF 24]; it is handed in once at least
    ten deputies confirmed that they sign.

    Raises ActRefused when the session is over, the title, the question or who leads is missing, or a signer
    holds no seat; PermissionDenied.
    """
    require_same_township(convocation.township_id, lead, *cosigners)
    require_may_draft(convocation, lead, by)
    require_session_open(convocation)
    _require_texts(title, question)
    if lead is None:
        raise ActRefused(_("The deputy who leads is missing."))
    made = Interpellation.objects.create(
        township_id=convocation.township_id, convocation=convocation, title=title.strip(),
        question=question.strip(),
    )  # fmt: skip
    enter_signers(made, [lead, *cosigners], on_paper=signed_on_paper, by=by, at=at)
    record(
        made, "draft_interpellation", by=by, at=at, act_id=act_id, signers=1 + len(cosigners),
        on_behalf_of=lead if by is None or is_clerk(by, made) else None,
        private={"title": title, "question": question},
    )  # fmt: skip
    return made


@act
def change_interpellation(
    interpellation: Interpellation, *, by: User | None, at: datetime, act_id: UUID, **texts: str
) -> Interpellation:
    """Correct its title or question while it is being signed; whoever confirmed is asked anew.

    Raises ActRefused when nothing changes, something is missing, or for a signer who does not lead.
    """
    if unknown := set(texts) - set(TEXTS):
        raise ValueError(unknown)
    interpellation = Interpellation.objects.locked(interpellation)
    INTERPELLATION_LIFECYCLE.check(interpellation, "change_interpellation", by=by)
    require_lead_or_clerk(interpellation, by)
    changed = sorted(name for name in texts if getattr(interpellation, name) != texts[name].strip())
    if not changed:
        raise ActRefused(_("Nothing was changed."))
    for name in changed:
        setattr(interpellation, name, texts[name].strip())
    _require_texts(interpellation.title, interpellation.question)
    interpellation.save(update_fields=changed)
    record(
        interpellation, "change_interpellation", by=by, at=at, act_id=act_id, fields=changed,
        asked_anew=ask_anew(interpellation), private={name: getattr(interpellation, name) for name in TEXTS},
    )  # fmt: skip
    return interpellation


@act
def hand_in_interpellation(
    interpellation: Interpellation, *, by: User | None, at: datetime, act_id: UUID
) -> Interpellation:
    """Hand it in to the presidium with at least ten confirmed signers who hold a seat [ZZF 24]; it gets the
    next number of the session.

    Raises ActRefused with both numbers and who has not confirmed; when the session is over.
    """
    interpellation = Interpellation.objects.locked(interpellation)
    INTERPELLATION_LIFECYCLE.move(interpellation, "hand_in_interpellation", by=by)
    require_lead_or_clerk(interpellation, by)
    require_session_open(interpellation.convocation)
    counted = require_enough_signers(interpellation, at)
    interpellation.handed_in_at = at
    interpellation.serial = next_number(
        interpellation.township, f"assembly:interpellation:{interpellation.convocation_id}"
    )
    interpellation.save(update_fields=["state", "handed_in_at", "serial"])
    record(
        interpellation, "hand_in_interpellation", by=by, at=at, act_id=act_id,
        motion_serial=interpellation.serial, confirmed=counted,
    )  # fmt: skip
    return interpellation


@act
def put_interpellation(
    interpellation: Interpellation,
    *,
    how: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    item_meeting: Meeting | None = None,
) -> Interpellation:
    """The presidium passes it to the government and decides how it is answered: spoken in a meeting (which
    may be named and gets an item), or in writing [ZZF 24].

    Raises ActRefused for an unknown way, or a meeting of another session; PermissionDenied.
    """
    interpellation = Interpellation.objects.locked(interpellation)
    INTERPELLATION_LIFECYCLE.move(interpellation, "put_interpellation", by=by)
    require_same_township(interpellation.township_id, item_meeting)
    _require_way(how)
    if item_meeting is not None:
        _onto_agenda(interpellation, item_meeting, by=by, at=at, act_id=act_id)
    interpellation.put_at, interpellation.answer_how = at, how
    interpellation.save(update_fields=["state", "put_at", "answer_how"])
    record(
        interpellation, "put_interpellation", by=by, at=at, act_id=act_id, answered_how=how,
        motion_serial=interpellation.serial, item_meeting=item_meeting.pk if item_meeting else None,
    )  # fmt: skip
    return interpellation


def _onto_agenda(interpellation: Interpellation, meeting: Meeting, *, act_id: UUID, **doing: Any) -> None:
    if meeting.convocation_id != interpellation.convocation_id:
        raise ActRefused(_("Choose a meeting of this session."))
    plan_item(
        meeting, title=interpellation.title, kind=AgendaItem.Kind.OTHER, text=interpellation.question,
        act_id=uuid5(act_id, "item"), **doing,
    )  # fmt: skip


@act
def answer_interpellation(
    interpellation: Interpellation,
    *,
    by_whom: str,
    text: str,
    answered_on: date,
    by: User | None,
    at: datetime,
    act_id: UUID,
    how: str = "",
) -> InterpellationAnswer:
    """Record the government's answer: who gave it, when, and what it said. `how` is the way that the
    presidium wanted, unless told.

    Raises ActRefused without the answer or who gave it, or for a day to come.
    """
    interpellation = Interpellation.objects.locked(interpellation)
    INTERPELLATION_LIFECYCLE.move(interpellation, "answer_interpellation", by=by)
    how = how or interpellation.answer_how
    _require_way(how)
    if not by_whom.strip() or not text.strip():
        raise ActRefused(_("Write who answered, and what the answer was."))
    if answered_on > localdate(at):
        raise ActRefused(_("This day lies in the future."))
    answer = InterpellationAnswer.objects.create(
        township_id=interpellation.township_id, interpellation=interpellation,
        number=interpellation.answers.count() + 1, how=how, by_whom=by_whom.strip(), text=text.strip(),
        answered_on=answered_on,
    )  # fmt: skip
    interpellation.save(update_fields=["state"])
    record(
        interpellation, "answer_interpellation", by=by, at=at, act_id=act_id, answered_how=how,
        answer_number=answer.number, on=answered_on, private={"by_whom": by_whom, "text": text},
    )  # fmt: skip
    return answer


@act
def rate_answer(
    interpellation: Interpellation,
    *,
    satisfied: int,
    dissatisfied: int,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Interpellation:
    """Record how many of the signers are satisfied with the latest answer. When at least half of all who
    signed (a name that was never confirmed signed nothing) are dissatisfied, the government answers again
    [ZZF 24]; else the interpellation is closed.

    Raises ActRefused when more were counted than signed.
    """
    interpellation = Interpellation.objects.locked(interpellation)
    signers = len(confirmed_of(interpellation))
    again = dissatisfied >= law.dissatisfied().needed(signers)
    end = InterpellationState.PUT if again else InterpellationState.CLOSED
    INTERPELLATION_LIFECYCLE.move(interpellation, "rate_answer", by=by, to=end)
    if min(satisfied, dissatisfied) < 0 or satisfied + dissatisfied > signers:
        raise ActRefused(
            _("%(signers)s deputies signed; %(count)s opinions are too many.")
            % {"signers": signers, "count": satisfied + dissatisfied}
        )
    answer = interpellation.answers.order_by("-number")[0]
    answer.satisfied, answer.dissatisfied = satisfied, dissatisfied
    answer.save(update_fields=["satisfied", "dissatisfied"])
    interpellation.closed_at = None if again else at
    interpellation.save(update_fields=["state", "closed_at"])
    record(
        interpellation, "rate_answer", by=by, at=at, act_id=act_id, answer_number=answer.number,
        satisfied=satisfied, dissatisfied=dissatisfied, signers=signers, again=again,
    )  # fmt: skip
    return interpellation


@act
def withdraw_interpellation(
    interpellation: Interpellation, *, reason: str, by: User | None, at: datetime, act_id: UUID
) -> Interpellation:
    """Whoever leads takes it back before it is answered. Raises ActRefused without a reason."""
    interpellation = Interpellation.objects.locked(interpellation)
    INTERPELLATION_LIFECYCLE.move(interpellation, "withdraw_interpellation", by=by)
    require_lead_or_clerk(interpellation, by)
    if not reason.strip():
        raise ActRefused(_("Say why it is withdrawn."))
    interpellation.reason, interpellation.closed_at = reason.strip(), at
    interpellation.save(update_fields=["state", "reason", "closed_at"])
    record(interpellation, "withdraw_interpellation", by=by, at=at, act_id=act_id, private={"reason": reason})
    return interpellation


def _require_texts(title: str, question: str) -> None:
    if not title.strip():
        raise ActRefused(_("The title is missing: say in one line what is asked."))
    if not question.strip():
        raise ActRefused(_("The question to the government is missing."))


def _require_way(how: str) -> None:
    if how not in How.values:
        raise ActRefused(_("Say whether it is answered in a meeting or in writing."))
