"""Acts of handing over and handling: how each is done with its form."""

from typing import Any

from huiyin.matters.actions.extending import ask_extension, decide_extension
from huiyin.matters.actions.handling import assist, log_contact, reassign, send_back, sign_for
from huiyin.matters.actions.pressing import supervise, urge
from huiyin.matters.actions.replying import reply_to_matter
from huiyin.matters.actions.rounds import hand_over_matter
from huiyin.matters.forms.base import ActForm
from huiyin.matters.forms.handling import (
    AskExtensionForm,
    AssistForm,
    ContactForm,
    DecideExtensionForm,
    HandOverForm,
    ReassignForm,
    SendBackForm,
    SignForForm,
    SuperviseForm,
    UrgeForm,
)
from huiyin.matters.forms.replying import ReplyForm
from huiyin.matters.models.matter import Matter
from huiyin.matters.views.acts_page import ActPage, Doing


def _hand_over(matter: Matter, form: HandOverForm, doing: Doing) -> Any:
    """By the day on the paper: the legal clock starts then, though it is typed later."""
    return hand_over_matter(matter, order=form.order(), **doing.on_paper(form.cleaned_data["on"]))


def _on_order(form: ActForm) -> tuple[Any, dict[str, Any]]:
    """The order, and everything else that the form says."""
    said = dict(form.cleaned_data)
    return said.pop("order"), said


def _dated(form: ActForm, doing: Doing) -> dict[str, Any]:
    """Everything that the form says, with who did it and on which day."""
    said = dict(form.cleaned_data)
    return {**doing.on_paper(said.pop("on", None)), **said}


def _sign_for(_matter: Matter, form: SignForForm, doing: Doing) -> Any:
    return sign_for(form.cleaned_data["order"], **doing.on_paper(form.cleaned_data.get("on")))


def _send_back(_matter: Matter, form: SendBackForm, doing: Doing) -> Any:
    said = _dated(form, doing)
    return send_back(said.pop("order"), **said)


def _reassign(_matter: Matter, form: ReassignForm, doing: Doing) -> Any:
    said = _dated(form, doing)
    return reassign(said.pop("order"), **said)


def _contact(_matter: Matter, form: ContactForm, doing: Doing) -> Any:
    order, said = _on_order(form)
    return log_contact(order, **said, **doing.words())


def _ask_extension(_matter: Matter, form: AskExtensionForm, doing: Doing) -> Any:
    said = _dated(form, doing)
    return ask_extension(said.pop("order"), **said)


def _decide_extension(_matter: Matter, form: DecideExtensionForm, doing: Doing) -> Any:
    said = _dated(form, doing)
    return decide_extension(said.pop("extension"), **said)


def _assist(_matter: Matter, form: AssistForm, doing: Doing) -> Any:
    order, said = _on_order(form)
    return assist(order, **said, **doing.words())


def _urge(matter: Matter, form: UrgeForm, doing: Doing) -> Any:
    return urge(matter, **_dated(form, doing))


def _supervise(matter: Matter, form: SuperviseForm, doing: Doing) -> Any:
    return supervise(matter, **form.cleaned_data, **doing.words())


def _reply(_matter: Matter, form: ReplyForm, doing: Doing) -> Any:
    return reply_to_matter(
        form.cleaned_data["order"],
        answer=form.answer(),
        by=doing.by,
        at=doing.at,
        act_id=doing.act_id,
    )


HANDLING = {
    "hand_over": ActPage(HandOverForm, _hand_over),
    "sign_for": ActPage(SignForForm, _sign_for),
    "send_back": ActPage(SendBackForm, _send_back),
    "reassign": ActPage(ReassignForm, _reassign),
    "contact": ActPage(ContactForm, _contact),
    "ask_extension": ActPage(AskExtensionForm, _ask_extension),
    "decide_extension": ActPage(DecideExtensionForm, _decide_extension),
    "assist": ActPage(AssistForm, _assist),
    "urge": ActPage(UrgeForm, _urge),
    "supervise": ActPage(SuperviseForm, _supervise),
    "reply": ActPage(ReplyForm, _reply),
}
