from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.claims import schemes
from huiyin.ui.forms import PlainForm


class SchemeForm(PlainForm):
    scheme = forms.ChoiceField(label=_("Claim scheme"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["scheme"].choices = [(scheme.id, scheme.name) for scheme in schemes().values()]  # type: ignore[attr-defined]


class FieldForm(PlainForm):
    name = forms.CharField(label=_("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)


class PatternForm(PlainForm):
    """How the numbers of one series are written."""

    number = forms.CharField(
        label=_("On papers"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    short = forms.CharField(
        label=_("In the office"),
        max_length=40,
        help_text=_("Short, for lists: people say “no. 9”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
