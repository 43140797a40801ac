"""The acts on a motion and on an interpellation: how each is done with its form."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.assembly.actions.amending import amend_motion, decide_amendment, hear_defence
from huiyin.assembly.actions.interpellations import (
    answer_interpellation,
    change_interpellation,
    hand_in_interpellation,
    put_interpellation,
    rate_answer,
    withdraw_interpellation,
)
from huiyin.assembly.actions.motions import (
    change_motion,
    hand_in_motion,
    put_on_agenda,
    turn_motion,
    withdraw_motion,
)
from huiyin.assembly.actions.signing import (
    confirm_interpellation,
    confirm_signers,
    sign_interpellation,
    sign_motion,
)
from huiyin.assembly.forms import interpellations as asking
from huiyin.assembly.forms import motions as forms
from huiyin.assembly.views.joint import ActPage


def _with(action: Any) -> Any:
    """An act that takes the words of its form as they are."""
    return lambda row, form, doing: action(row, **form.cleaned_data, **doing)


def _confirm(action: Any) -> Any:
    return lambda row, form, doing: action(row, **form.words(), **doing)


def _decide_amendment(_motion: Any, form: Any, doing: dict[str, Any]) -> Any:
    said = form.cleaned_data
    return decide_amendment(said["amendment"], answer=said["answer"], **doing)


MOTION_ACTS = {
    "change_motion": ActPage(forms.ChangeMotionForm, _with(change_motion), _("The motion was changed.")),
    "sign_motion": ActPage(forms.SignForm, _with(sign_motion), _("The signers were changed.")),
    "confirm_signer": ActPage(forms.ConfirmForm, _confirm(confirm_signers), _("The confirmation is noted.")),
    "hand_in_motion": ActPage(
        forms.HandInForm, _with(hand_in_motion), _("It is handed in; the presidium decides on it.")
    ),
    "put_on_agenda": ActPage(forms.AgendaForm, _with(put_on_agenda), _("It stands on the agenda.")),
    "turn_motion": ActPage(
        forms.TurnForm, _with(turn_motion), _("It is registered as a suggestion and goes its way there.")
    ),
    "amend_motion": ActPage(forms.AmendForm, _with(amend_motion), _("The amendment is entered.")),
    "decide_amendment": ActPage(forms.DecideAmendmentForm, _decide_amendment, _("The amendment is settled.")),
    "hear_defence": ActPage(forms.DefenceForm, _with(hear_defence), _("The answer is recorded.")),
    "withdraw_motion": ActPage(
        forms.WithdrawForm, _with(withdraw_motion), _("It was withdrawn."), danger=True
    ),
}
INTERPELLATION_ACTS = {
    "change_interpellation": ActPage(
        asking.ChangeInterpellationForm, _with(change_interpellation), _("The interpellation was changed.")
    ),
    "sign_interpellation": ActPage(
        forms.SignForm, _with(sign_interpellation), _("The signers were changed.")
    ),
    "confirm_interpellation": ActPage(
        forms.ConfirmForm, _confirm(confirm_interpellation), _("The confirmation is noted.")
    ),
    "hand_in_interpellation": ActPage(
        asking.EmptyForm, _with(hand_in_interpellation), _("The interpellation is handed in.")
    ),
    "put_interpellation": ActPage(
        asking.PutForm, _with(put_interpellation), _("It was put to the government.")
    ),
    "answer_interpellation": ActPage(
        asking.AnswerForm, _with(answer_interpellation), _("The answer is recorded.")
    ),
    "rate_answer": ActPage(asking.RateForm, _with(rate_answer), _("The opinions of the signers are noted.")),
    "withdraw_interpellation": ActPage(
        forms.WithdrawForm, _with(withdraw_interpellation), _("It was withdrawn."), danger=True
    ),
}
