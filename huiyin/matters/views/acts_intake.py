"""Acts before the hand-over, and the care of a matter's record: how each is done with its form."""

from typing import Any

from huiyin.matters.actions.corrections import (
    attach_file,
    correct_matter,
    erase_petitioner,
    tell_petitioner,
)
from huiyin.matters.actions.intake import register_matter, submit_again
from huiyin.matters.actions.sifting import decline_matter, merge_matter, return_matter, withdraw_matter
from huiyin.matters.forms.base import EmptyForm
from huiyin.matters.forms.intake import MergeForm, RefusalForm, ReturnForm, WithdrawForm
from huiyin.matters.forms.upkeep import AttachForm, CorrectForm, EraseForm, TellForm
from huiyin.matters.models.matter import Matter
from huiyin.matters.views.acts_page import ActPage, Doing


def _submit(matter: Matter, _form: EmptyForm, doing: Doing) -> Any:
    return submit_again(matter, **doing.words())


def _register(matter: Matter, _form: EmptyForm, doing: Doing) -> Any:
    return register_matter(matter, **doing.words())


def _return(matter: Matter, form: ReturnForm, doing: Doing) -> Any:
    return return_matter(matter, **form.cleaned_data, **doing.words())


def _decline(matter: Matter, form: RefusalForm, doing: Doing) -> Any:
    return decline_matter(matter, **form.cleaned_data, **doing.words())


def _merge(matter: Matter, form: MergeForm, doing: Doing) -> Any:
    return merge_matter(matter, **form.cleaned_data, **doing.words())


def _withdraw(matter: Matter, form: WithdrawForm, doing: Doing) -> Any:
    return withdraw_matter(matter, **form.cleaned_data, **doing.words())


def _correct(matter: Matter, form: CorrectForm, doing: Doing) -> Any:
    return correct_matter(matter, reason=form.cleaned_data["reason"], **form.changes(), **doing.words())


def _attach(matter: Matter, form: AttachForm, doing: Doing) -> Any:
    upload = form.cleaned_data["upload"][0]
    return attach_file(matter, upload=upload, caption=form.cleaned_data["caption"], **doing.words())


def _tell(_matter: Matter, form: TellForm, doing: Doing) -> Any:
    said = form.cleaned_data
    return tell_petitioner(said["petitioner"], how=said["how"], on=said["on"], **doing.words())


def _erase(_matter: Matter, form: EraseForm, doing: Doing) -> Any:
    said = dict(form.cleaned_data)
    return erase_petitioner(said.pop("petitioner"), **said, **doing.words())


INTAKE = {
    "submit": ActPage(EmptyForm, _submit),
    "register": ActPage(EmptyForm, _register),
    "return": ActPage(ReturnForm, _return),
    "decline": ActPage(RefusalForm, _decline),
    "merge": ActPage(MergeForm, _merge),
    "withdraw": ActPage(WithdrawForm, _withdraw),
}
UPKEEP = {
    "correct": ActPage(CorrectForm, _correct),
    "attach": ActPage(AttachForm, _attach),
    "tell": ActPage(TellForm, _tell),
    "erase": ActPage(EraseForm, _erase),
}
