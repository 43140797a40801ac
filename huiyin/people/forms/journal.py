import re
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.journal.queries import Digest
from huiyin.ui.forms import PlainForm

LINE = re.compile(r"(\d{1,18})\s+([0-9a-fA-F]{64})")


class MonthForm(PlainForm):
    """The month whose digest is wanted, like 2024-10."""

    month = forms.CharField(
        label=_("Month"), required=False, widget=forms.TextInput(attrs={"type": "month"}), max_length=7
    )

    def clean_month(self) -> date | None:
        typed = self.cleaned_data["month"]
        try:
            return date.fromisoformat(f"{typed}-01") if typed else None
        except ValueError as error:
            raise forms.ValidationError(gettext("Write the month like 2024-10.")) from error


class VerifyForm(PlainForm):
    """A digest line out of old minutes, if one is at hand."""

    printed = forms.CharField(
        label=_("Digest line printed in minutes"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The entry's number, a blank and 64 digits; without it the chain alone is checked."),
    )

    def clean_printed(self) -> Digest | None:
        typed = self.cleaned_data["printed"].strip()
        if not typed:
            return None
        match = LINE.search(typed)
        if match is None:
            raise forms.ValidationError(
                gettext("Copy the whole line: the entry's number, a blank and the 64 digits of the digest.")
            )
        return Digest(int(match[1]), match[2].lower())
