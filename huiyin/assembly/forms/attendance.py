"""Signing in: one box for whatever is typed or scanned, and the boxes of the paper sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.forms.meetings import moment_field
from huiyin.people.forms.choices import RowChoice
from huiyin.people.models import Deputy
from huiyin.ui.forms import PlainForm


class SignInForm(PlainForm):
    """A name, pinyin initials, a code, a scanned address: whoever is at the door."""

    who = forms.CharField(
        label=_("Name, pinyin initials or code of the notice"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )
    deputy = RowChoice(Deputy, required=False, widget=forms.HiddenInput)  # one of several hits was pressed
    how = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, deputies: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["deputy"].queryset = deputies  # type: ignore[attr-defined]


class SheetForm(PlainForm):
    """The paper sign-in sheet: who of those missing signed it."""

    since = moment_field(
        _("Present since"),
        required=False,
        help_text=_("Empty: from now on. A vote that was opened already keeps its count."),
    )
    but = forms.BooleanField(
        label=_("All are present but those marked"),
        required=False,
        help_text=_("Quicker when nearly all came: mark who is missing."),
    )
    marked = forms.ModelMultipleChoiceField(
        Deputy.objects.none(), label=_("Deputies"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, deputies: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["marked"].queryset = deputies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("but") and not cleaned.get("marked") and not self.errors:
            self.add_error("marked", _("Mark who signed the sheet."))
        return cleaned

    def present(self) -> list[Deputy]:
        """Whom the sheet names as present."""
        marked = set(self.cleaned_data["marked"])
        if not self.cleaned_data["but"]:
            return [one for one in self.fields["marked"].queryset if one in marked]  # type: ignore[attr-defined]
        return [one for one in self.fields["marked"].queryset if one not in marked]  # type: ignore[attr-defined]
