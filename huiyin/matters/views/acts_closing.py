"""Acts of evaluating, verifying and closing: how each is done with its form."""

from typing import Any

from django.utils.timezone import localdate

from huiyin.matters.actions.closing import answer_from_above, decide_on_matter, explain_matter, refer_up
from huiyin.matters.actions.evaluating import evaluate_round
from huiyin.matters.actions.promises import settle_promise, track_promise
from huiyin.matters.actions.rounds import current_round, open_round
from huiyin.matters.actions.verifying import verify_matter
from huiyin.matters.forms.checking import EvaluateForm, VerifyForm
from huiyin.matters.forms.closing import (
    AnswerFromAboveForm,
    DecideForm,
    ExplainForm,
    ReferUpForm,
    SettlePromiseForm,
    TrackForm,
)
from huiyin.matters.forms.handling import OpenRoundForm
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.models.matter import Matter
from huiyin.matters.views.acts_page import ActPage, Doing


def _evaluate(matter: Matter, form: EvaluateForm, doing: Doing) -> Any:
    said = dict(form.cleaned_data)
    said.pop("code", None)
    petitioner = said.pop("petitioner")
    said.setdefault("channel", Evaluation.Channel.DESK)
    said.setdefault("given_on", localdate(doing.at))
    return evaluate_round(petitioner, round_=current_round(matter), **said, **doing.words())


def _verify(matter: Matter, form: VerifyForm, doing: Doing) -> Any:
    return verify_matter(matter, sighting=form.sighting(), **doing.words())


def _track(matter: Matter, _form: TrackForm, doing: Doing) -> Any:
    return track_promise(matter, **doing.words())


def _settle_promise(_matter: Matter, form: SettlePromiseForm, doing: Doing) -> Any:
    said = dict(form.cleaned_data)
    return settle_promise(said.pop("promise"), **said, **doing.words())


def _open_round(matter: Matter, form: OpenRoundForm, doing: Doing) -> Any:
    said = form.cleaned_data
    return open_round(matter, reason=said["reason"], order=form.order(), **doing.on_paper(said["on"]))


def _refer_up(matter: Matter, form: ReferUpForm, doing: Doing) -> Any:
    return refer_up(matter, **form.cleaned_data, **doing.words())


def _answer_from_above(_matter: Matter, form: AnswerFromAboveForm, doing: Doing) -> Any:
    said = dict(form.cleaned_data)
    return answer_from_above(said.pop("referral"), **said, **doing.words())


def _decide(matter: Matter, form: DecideForm, doing: Doing) -> Any:
    return decide_on_matter(matter, **form.cleaned_data, **doing.words())


def _explain(matter: Matter, form: ExplainForm, doing: Doing) -> Any:
    return explain_matter(matter, **form.cleaned_data, **doing.words())


CLOSING = {
    "evaluate": ActPage(EvaluateForm, _evaluate),
    "verify": ActPage(VerifyForm, _verify),
    "track": ActPage(TrackForm, _track),
    "settle_promise": ActPage(SettlePromiseForm, _settle_promise),
    "open_round": ActPage(OpenRoundForm, _open_round),
    "refer_up": ActPage(ReferUpForm, _refer_up),
    "answer_from_above": ActPage(AnswerFromAboveForm, _answer_from_above),
    "decide": ActPage(DecideForm, _decide),
    "explain": ActPage(ExplainForm, _explain),
}
