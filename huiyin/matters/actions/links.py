"""Personal links: a deputy's key to one evaluation, or to what they raised, without an account."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.clocks import end_of
from huiyin.matters.actions.evaluating import evaluate_round, form_of
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.checks import Evaluation, EvaluationForm
from huiyin.matters.models.handling import Round
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.permissions import office
from huiyin.people.actions.accounts import make_link
from huiyin.people.models import Deputy, PersonalLink, User


@dataclass(frozen=True)
class MadeLink:
    """A link as it left the office. The token is known only here and now: the database keeps its hash."""

    link: PersonalLink
    token: str
    form: EvaluationForm | None = None


@act
def send_evaluation_link(
    petitioner: Petitioner, *, round_: Round, by: User | None, at: datetime, act_id: UUID
) -> MadeLink:
    """Make a signer's personal link for one evaluation; it dies when the window closes.

    An earlier link for the same evaluation dies at once. The same act sent again returns the matter, because
    the token cannot be shown a second time.

    Raises ActRefused when there is nothing to evaluate, the window is over, or the signer is not a deputy;
    PermissionDenied for who is not of the office.
    """
    require_same_township(petitioner.township_id, round_)
    matter = Matter.objects.locked(petitioner.matter)
    _require_office(by, matter)
    MATTER_LIFECYCLE.check(matter, "evaluate", by=None)
    made = renew_evaluation_link(matter, petitioner, round_, by=by, at=at)
    record(
        matter,
        "send_evaluation_link",
        by=by,
        at=at,
        act_id=act_id,
        round=round_.number,
        deputy=petitioner.deputy_id,
        link=made.link.pk,
        expires_at=made.link.expires_at,
    )
    return made


def renew_evaluation_link(
    matter: Matter, petitioner: Petitioner, round_: Round, *, by: User | None, at: datetime
) -> MadeLink:
    """A new link for one evaluation in place of any earlier one; part of the act that sends or prints it."""
    deputy = _signing_deputy(petitioner)
    last_day = _last_day_of(round_, matter, localdate(at))
    _require_not_given(petitioner, round_)
    _revoke_earlier(petitioner, round_, at)
    link, token = make_link(
        deputy, scope=PersonalLink.Scope.EVALUATION, expires_at=end_of(last_day), by=by, at=at
    )
    return MadeLink(link, token, form_of(petitioner, round_, link=link))


def _require_office(by: User | None, row: Matter | Deputy) -> None:
    """`by=None` is the builder of a new installation."""
    if by is not None and not office(by, row):
        raise PermissionDenied("send_link")


def _signing_deputy(petitioner: Petitioner) -> Deputy:
    if petitioner.deputy is None:
        raise ActRefused(_("Only a deputy who signed this matter evaluates it."))
    return petitioner.deputy


def _last_day_of(round_: Round, matter: Matter, today: date) -> date:
    """The last day of the open window of evaluation."""
    if round_.matter_id != matter.pk or round_.number != matter.round or round_.window_closes_on is None:
        raise ActRefused(_("This round is over; evaluate the present one."))
    if today > round_.window_closes_on:
        raise ActRefused(_("The window of evaluation closed on %(day)s.") % {"day": round_.window_closes_on})
    return round_.window_closes_on


def _require_not_given(petitioner: Petitioner, round_: Round) -> None:
    given = Evaluation.objects.filter(township_id=petitioner.township_id, round=round_, petitioner=petitioner)
    if given.exists():
        raise ActRefused(_("This deputy has evaluated this round already; an evaluation is given once."))


def _revoke_earlier(petitioner: Petitioner, round_: Round, at: datetime) -> None:
    earlier = PersonalLink.objects.filter(
        township_id=petitioner.township_id,
        forms__round=round_,
        forms__petitioner=petitioner,
        revoked_at__isnull=True,
    )
    for link in earlier:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])


@act
def send_my_matters_link(
    deputy: Deputy, *, expires_on: date, by: User | None, at: datetime, act_id: UUID
) -> MadeLink:
    """Make a deputy's personal link to what they raised, good until the end of a day.

    Raises ActRefused when that day lies in the past or more than a year ahead, or the deputy left office;
    PermissionDenied for who is not of the office.
    """
    deputy = Deputy.objects.locked(deputy)
    _require_office(by, deputy)
    today = localdate(at)
    if not today <= expires_on <= today + timedelta(days=366):
        raise ActRefused(_("Choose a last day between today and a year from now."))
    if deputy.ended_on is not None:
        raise ActRefused(_("%(name)s is no longer a deputy.") % {"name": deputy.name})
    link, token = make_link(
        deputy, scope=PersonalLink.Scope.MY_MATTERS, expires_at=end_of(expires_on), by=by, at=at
    )
    record(
        deputy, "send_my_matters_link", by=by, at=at, act_id=act_id, link=link.pk, expires_at=link.expires_at
    )
    return MadeLink(link, token)


@dataclass(frozen=True)
class Opinion:
    """What a deputy ticked and wrote on the page behind a personal link."""

    attitude: str
    result: str
    reason: str = ""
    name_open: bool = False


def evaluate_by_link(
    link: PersonalLink, *, petitioner: Petitioner, round_: Round, opinion: Opinion, at: datetime, act_id: UUID
) -> Evaluation:
    """Evaluate a round through a personal link; the act itself is `evaluate_round`.

    Raises ActRefused when the link is no longer good, is another deputy's, or the window is over.
    """
    require_same_township(link.township_id, petitioner, round_)
    still_good = PersonalLink.objects.filter(township_id=link.township_id, pk=link.pk).valid(at)
    if not still_good.exists() or petitioner.deputy_id != link.deputy_id:
        raise ActRefused(_("This link is no longer valid."))
    if link.scope == PersonalLink.Scope.EVALUATION and not _is_of(link, petitioner, round_):
        raise ActRefused(_("This link is no longer valid."))
    _last_day_of(round_, petitioner.matter, localdate(at))
    return evaluate_round(
        petitioner,
        round_=round_,
        result=opinion.result,
        attitude=opinion.attitude,
        reason=opinion.reason,
        name_open=opinion.name_open,
        given_on=localdate(at),
        channel=Evaluation.Channel.LINK,
        by=None,
        at=at,
        act_id=act_id,
    )


def _is_of(link: PersonalLink, petitioner: Petitioner, round_: Round) -> bool:
    forms = EvaluationForm.objects.filter(
        township_id=link.township_id, link=link, petitioner=petitioner, round=round_
    )
    return forms.exists()
