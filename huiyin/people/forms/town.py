from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.people.forms.choices import day_field
from huiyin.townships.models import Township, Village
from huiyin.ui.forms import PlainForm


class TownForm(PlainForm):
    """What papers and pages say of the town."""

    name = forms.CharField(label=_("Name of the township"), max_length=60)
    organ_name = forms.CharField(
        label=_("Name of the organ"),
        max_length=80,
        help_text=_("As it stands under the presidium's letters."),
    )
    paper_code = forms.CharField(
        label=_("Code of its papers"),
        max_length=20,
        help_text=_("The part of a paper's number before the year; papers issued before keep theirs."),
    )
    office_phone = forms.CharField(label=_("Telephone of the office"), max_length=40, required=False)
    population = forms.IntegerField(label=_("Population"), min_value=0, max_value=10_000_000)


class VillageForm(PlainForm):
    name = forms.CharField(label=_("Village or community"), max_length=40)
    code = forms.CharField(label=_("Code"), max_length=12, required=False)


class ConstituencyForm(PlainForm):
    name = forms.CharField(label=_("Constituency"), max_length=40)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=20, initial=3)
    villages = forms.ModelMultipleChoiceField(
        label=_("Villages"),
        queryset=Village.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, township: Township, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["villages"].queryset = Village.objects.of(township).order_by("code", "name")  # type: ignore[attr-defined]

    def clean_villages(self) -> list[Village]:
        return list(self.cleaned_data["villages"])


class TermForm(PlainForm):
    number = forms.IntegerField(label=_("Number of the congress"), min_value=1, max_value=200)
    begins_on = day_field(_("Begins on"))
    ends_on = day_field(_("Ends on"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("begins_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", gettext("The last day lies before the first."))
        return cleaned


class SessionForm(PlainForm):
    number = forms.IntegerField(label=_("Number of the session"), min_value=1, max_value=50)
    opens_on = day_field(_("First day"))
    closes_on = day_field(_("Last day"))
