from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.deadlines.models import PeriodUnit
from huiyin.deadlines.queries import profiles
from huiyin.deadlines.rulebook import RuleCode
from huiyin.ui.forms import PlainForm

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


class ProfileForm(PlainForm):
    profile = forms.ChoiceField(label=_("Rule profile"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["profile"].choices = [(profile.id, str(profile.name)) for profile in profiles()]  # type: ignore[attr-defined]


class OverrideForm(PlainForm):
    """A period of the town's own and why it has one."""

    amount = forms.IntegerField(label=_("Period"), min_value=1, max_value=999)
    unit = forms.ChoiceField(label=pgettext_lazy("of a period", "Counted in"), choices=PeriodUnit.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Who decided it and when, for example a decision of the presidium."),
    )


class ClockForm(PlainForm):
    """What the calculator reckons: a clock, the day on which it starts, and whose rules."""

    rule = forms.ChoiceField(label=_("Clock"), choices=RuleCode.choices)
    start = forms.DateField(
        label=_("Starts on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    profile = forms.ChoiceField(label=_("Rules"), required=False)

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        own = ("", _("this town's"))
        self.fields["profile"].choices = [own, *((profile.id, str(profile.name)) for profile in profiles())]  # type: ignore[attr-defined]

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if not FIRST_DAY <= start <= LAST_DAY:
            raise forms.ValidationError(_("Choose a day between 1990 and 2199."))
        return start
