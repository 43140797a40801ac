"""Forms of elections: call, nominate, settle, conclude."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.assembly.forms.meetings import moment_field
from huiyin.assembly.law import posts, signers, source
from huiyin.assembly.models.elections import Candidate
from huiyin.assembly.queries.elections import Course
from huiyin.people.forms.choices import RowChoice
from huiyin.people.forms.signers import Roster
from huiyin.people.models import Deputy, DeputyQuerySet
from huiyin.ui.forms import PlainForm


class CallElectionForm(PlainForm):
    post = forms.ChoiceField(label=gettext_lazy("Post"))
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=20, initial=1)
    is_by_election = forms.BooleanField(
        label=gettext_lazy("By-election for a post that fell vacant"), required=False
    )
    nominations_until = moment_field(
        gettext_lazy("Candidates may be nominated until"),
        required=False,
        help_text=gettext_lazy("Empty: until the list of candidates is settled."),
    )

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["post"].choices = [(code, str(post.name)) for code, post in posts().items()]  # type: ignore[attr-defined]


class NominateForm(PlainForm):
    """Who is nominated and by whom. A post that goes to a deputy asks for the deputy alone."""

    deputy = RowChoice(Deputy, label=gettext_lazy("The candidate is the deputy"), required=False)
    name = forms.CharField(
        label=gettext_lazy("or another person"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("The name as it stands on the ballot."),
    )
    note = forms.CharField(
        label=gettext_lazy("Present post and short description"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Whoever nominates introduces the candidate truthfully."),
    )
    nominated_by = forms.ChoiceField(
        label=gettext_lazy("Nominated by"),
        choices=[
            (one.value, one.label)
            for one in (Candidate.NominatedBy.PRESIDIUM, Candidate.NominatedBy.DEPUTIES)
        ],
        initial=Candidate.NominatedBy.PRESIDIUM,
        widget=forms.RadioSelect,
    )
    nominators = forms.CharField(
        label=gettext_lazy("Deputies who nominate jointly"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, course: Course, seated: DeputyQuerySet, **words: Any) -> None:
        super().__init__(*args, **words)
        ordered = seated.select_related("constituency").defer("phone").order_by("initials", "id")
        self.fields["deputy"].queryset = ordered  # type: ignore[attr-defined]
        self.roster = ordered
        if course.post.needs_seat:
            self.fields["deputy"].required = True
            self.fields["deputy"].label = _("Candidate")
            del self.fields["name"]
        self.fields["nominators"].help_text = _(
            "Names or initials, parted by 、 or a space; at least %(signers)s. %(source)s"
        ) % {"signers": signers("nomination"), "source": source("nomination")}

    def clean_nominators(self) -> list[Deputy]:
        text = self.cleaned_data["nominators"].strip()
        return Roster(self.roster).read(text) if text else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("deputy") and cleaned.get("name"):
            raise ValidationError(_("Choose the deputy or write another person's name, not both."))
        return cleaned


class SettleForm(PlainForm):
    """The reason is asked only where there are as many candidates as places and should be more."""

    reason = forms.CharField(label=gettext_lazy("Why there is not one candidate more"), max_length=200)

    def __init__(self, *args: Any, needs_reason: bool, **words: Any) -> None:
        super().__init__(*args, **words)
        if not needs_reason:
            del self.fields["reason"]


class ConcludeForm(PlainForm):
    """The reason is asked only where places are left."""

    reason = forms.CharField(
        label=gettext_lazy("Why the congress leaves the places for later"), max_length=200
    )

    def __init__(self, *args: Any, left: int, **words: Any) -> None:
        super().__init__(*args, **words)
        if not left:
            del self.fields["reason"]
