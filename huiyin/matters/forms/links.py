from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.actions.links import Opinion
from huiyin.matters.models.checks import Evaluation
from huiyin.ui.forms import PlainForm


class OpinionForm(PlainForm):
    """What a deputy thinks, ticked with the thumb."""

    result = forms.ChoiceField(
        label=_("Is the problem dealt with to your satisfaction?"),
        choices=Evaluation.Rating.choices,
        widget=forms.RadioSelect,
    )
    attitude = forms.ChoiceField(
        label=_("And the unit's attitude?"),
        choices=Evaluation.Rating.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label=_("Why? In your own words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("If you are dissatisfied, please say what is still missing."),
    )
    name_open = forms.BooleanField(
        label=_("The unit may learn my name"),
        required=False,
        help_text=_("Without this the unit sees only how many were satisfied, and the reasons."),
    )

    @property
    def opinion(self) -> Opinion:
        return Opinion(**self.cleaned_data)


class MyMattersLinkForm(PlainForm):
    expires_on = forms.DateField(
        label=_("Good until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("At most a year ahead. Whoever has the link sees what this deputy raised."),
    )
