"""Evaluating: each deputy who signed says what they think; nobody sees it before the window closes."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.journal.models import Channel
from huiyin.matters.actions.clocks import SAVED_DUE, refresh_due, start_clock
from huiyin.matters.actions.rounds import is_dissatisfied
from huiyin.matters.codes import new_code
from huiyin.matters.lifecycle import MATTER_LIFECYCLE, MatterState
from huiyin.matters.models.checks import Evaluation, EvaluationForm
from huiyin.matters.models.handling import Round
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.warnings import warnings_of_rating
from huiyin.people.models import PersonalLink, User
from huiyin.people.permissions import is_clerk


@act
def evaluate_round(
    petitioner: Petitioner,
    *,
    round_: Round,
    result: str,
    given_on: date,
    channel: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    attitude: str = "",
    reason: str = "",
    name_open: bool = False,
    typed_at: datetime | None = None,
    imported: bool = False,
) -> Evaluation:
    """A deputy who signed evaluates attitude and result of the round's handling (测评).

    It stays sealed until the window closes. From paper it counts by the day on the form (`given_on`), though
    the clerk types it later; one that was given after the window is kept but counts in no denominator.
    A form of the window that is typed after the verification still counts: who is dissatisfied then opens a
    closed matter again, until the presidium has decided.

    Raises ActRefused for who did not sign, a second evaluation, an unknown rating, or a wrong day.
    """
    require_same_township(petitioner.township_id, round_)
    matter = Matter.objects.locked(petitioner.matter)
    MATTER_LIFECYCLE.check(matter, "evaluate", by=by)
    _require_may(matter, petitioner, round_, by)
    if result not in Evaluation.Rating.values or (attitude and attitude not in Evaluation.Rating.values):
        raise ActRefused(_("Choose satisfied, fairly satisfied or dissatisfied."))
    _require_day(matter, round_, given_on, by, localdate(at))
    if matter.state != MatterState.ANSWERED and given_on > (round_.window_closes_on or given_on):
        raise ActRefused(_("The window of evaluation is over and the matter went on; this form is too late."))
    if Evaluation.objects.filter(
        township_id=matter.township_id, round=round_, petitioner=petitioner
    ).exists():
        raise ActRefused(_("This deputy has evaluated this round already; an evaluation is given once."))
    evaluation = Evaluation.objects.create(
        township_id=matter.township_id,
        matter=matter,
        round=round_,
        petitioner=petitioner,
        attitude=attitude,
        result=result,
        reason=reason,
        name_open=name_open,
        channel=channel,
        given_on=given_on,
        warnings=warnings_of_rating(result, reason),
    )
    if not matter.is_open:
        _open_again(matter, round_, localdate(at))
    record(
        matter,
        "evaluate",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        on_behalf_of=petitioner.deputy,
        channel=Channel.IMPORT if imported else JOURNAL_CHANNEL[Evaluation.Channel(channel)],
        round=round_.number,
        given_on=given_on,
        private={"result": result, "attitude": attitude, "reason": reason},
    )
    return evaluation


def _open_again(matter: Matter, round_: Round, on: date) -> None:
    """What was closed without knowing of a dissatisfied deputy waits for the presidium's decision."""
    if not is_dissatisfied(round_) or round_.decisions.exists():
        return
    MATTER_LIFECYCLE.move(matter, "evaluate", by=None, to=MatterState.IN_CHECK)
    matter.closed_at = None
    round_.verdict, round_.closed_on = Round.Verdict.OPEN, None
    round_.save(update_fields=["verdict", "closed_on"])
    start_clock(matter, "hand_over", events={"receipt": on}, round_=round_)
    refresh_due(matter)
    matter.save(update_fields=["state", "closed_at", *SAVED_DUE])


JOURNAL_CHANNEL = {
    Evaluation.Channel.LINK: Channel.LINK,
    Evaluation.Channel.PAPER: Channel.PAPER,
    Evaluation.Channel.DESK: Channel.DESK,
    Evaluation.Channel.TELEPHONE: Channel.DESK,
}


def _require_day(matter: Matter, round_: Round, given_on: date, by: User | None, today: date) -> None:
    """An evaluation bears the day on which it was given; only the clerk types an earlier one, from paper."""
    if round_.replied_on is None or given_on < round_.replied_on:
        raise ActRefused(_("The evaluation cannot be dated before the reply."))
    if given_on > today:
        raise ActRefused(_("This day lies in the future."))
    if by is not None and given_on != today and not is_clerk(by, matter):
        raise ActRefused(_("An evaluation bears the day on which it is given."))


def _require_may(matter: Matter, petitioner: Petitioner, round_: Round, by: User | None) -> None:
    if petitioner.deputy_id is None or petitioner.matter_id != matter.pk:
        raise ActRefused(_("Only a deputy who signed this matter evaluates it."))
    if round_.matter_id != matter.pk or round_.number != matter.round:
        raise ActRefused(_("This round is over; evaluate the present one."))
    own = by.standing_in(matter.township_id).deputy_ids if by else ()
    if by is not None and not is_clerk(by, matter) and petitioner.deputy_id not in own:
        raise PermissionDenied("evaluate")


def form_of(petitioner: Petitioner, round_: Round, *, link: PersonalLink | None = None) -> EvaluationForm:
    """The form of one signer for one round, made when it is first printed or sent; part of the act that
    prints it.

    A newer personal link takes the place of the older one on the form.
    """
    form = EvaluationForm.objects.filter(
        township_id=petitioner.township_id, round=round_, petitioner=petitioner
    ).first()
    if form is None:
        return EvaluationForm.objects.create(
            township_id=petitioner.township_id,
            matter=petitioner.matter,
            round=round_,
            petitioner=petitioner,
            link=link,
            short_code=new_code(),
        )
    if link is not None:
        form.link = link
        form.save(update_fields=["link"])
    return form
