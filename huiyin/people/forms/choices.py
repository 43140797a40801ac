"""Fields whose choices are rows of the township, called as the office calls them."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from huiyin.core.numerals import number_said
from huiyin.townships.models import Term
from huiyin.ui.forms import PlainForm


class RowChoice(forms.ModelChoiceField):
    """One row of a list that the form fills in when it knows the township."""

    def __init__(self, model: type[models.Model], **words: Any) -> None:
        super().__init__(queryset=model._default_manager.none(), **words)


class TermChoice(RowChoice):
    def label_from_instance(self, obj: models.Model) -> str:
        return term_label(obj) if isinstance(obj, Term) else str(obj)


def term_label(term: Term) -> str:
    return _("Congress no. %(number)s") % {"number": number_said(term.number)}


def day_field(label: Any, **words: Any) -> forms.DateField:
    """A day, typed or picked."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **words)


class ConfirmForm(PlainForm):
    """Nothing to fill in: the button says it all."""
