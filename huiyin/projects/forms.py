"""Forms of livelihood projects: what is proposed, the screening, the choice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.titles import session_name
from huiyin.matters.models.matter import Matter
from huiyin.people.forms.choices import RowChoice
from huiyin.people.models import Unit
from huiyin.projects.lifecycle import ProjectState
from huiyin.projects.models import Choosing, Project
from huiyin.projects.queries import STOOD, Wanted
from huiyin.townships.models import Township, Village
from huiyin.ui.forms import PlainForm

ALL = ("", _("all"))


class FilterForm(PlainForm):
    """The filters of a year's list; each stands in the address."""

    q = forms.CharField(
        label=_("Words"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    year = forms.ChoiceField(label=_("Year"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[ALL, (STOOD, _("all that stood as candidates")), *ProjectState.choices],
        required=False,
    )
    source = forms.ChoiceField(label=_("Proposed by"), choices=[ALL, *Project.Source.choices], required=False)

    def __init__(self, data: Any, *, years: list[int], year: int) -> None:
        super().__init__({**data.dict(), "year": str(year)}, auto_id="filter_%s")
        shown = sorted({*years, year}, reverse=True)
        self.fields["year"].choices = [(str(one), str(one)) for one in shown]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What the address asks for; a word that is no choice narrows nothing."""
        self.is_valid()
        names = ("state", "source", "q")
        return Wanted(**{name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)})


class ProjectForm(PlainForm):
    """What is said of a project."""

    title = forms.CharField(label=_("Title"), max_length=120)
    content = forms.CharField(
        label=_("What, how much, where"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source = forms.ChoiceField(
        label=_("Proposed by"), choices=Project.Source.choices, widget=forms.RadioSelect
    )
    proposed_by = forms.CharField(
        label=_("Which deputy or unit"),
        max_length=80,
        required=False,
        help_text=_("Voters are not named here."),
    )
    village = RowChoice(Village, label=_("Village"), required=False)
    unit = RowChoice(Unit, label=_("Unit that would carry it out"), required=False)
    estimate_yuan = forms.DecimalField(
        label=_("Estimate (yuan)"), min_value=0, max_digits=14, decimal_places=2, required=False
    )

    def __init__(self, *args: Any, township: Township, **words: Any) -> None:
        super().__init__(*args, **words)
        units = Unit.objects.of(township).filter(closed_at__isnull=True)
        self.fields["unit"].queryset = units.order_by("name", "id")  # type: ignore[attr-defined]
        self.fields["village"].queryset = Village.objects.of(township).order_by("name")  # type: ignore[attr-defined]

    @staticmethod
    def values_of(project: Project) -> dict[str, Any]:
        """What the form is filled with to change a project."""
        words = ("title", "content", "source", "proposed_by", "estimate_yuan", "position")
        rows = {name: getattr(project, f"{name}_id") for name in ("village", "unit")}
        return rows | {name: getattr(project, name) for name in words}


class CollectForm(ProjectForm):
    """A new project, in its year; of a matter where it came from one."""

    year = forms.IntegerField(label=_("Year in which it would be done"), min_value=2000, max_value=2100)
    matter = RowChoice(Matter, required=False, widget=forms.HiddenInput)
    field_order = ("year", "title", "content", "source", "proposed_by", "village", "unit", "estimate_yuan")

    def __init__(self, *args: Any, matters: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["matter"].queryset = matters  # type: ignore[attr-defined]


class ChangeForm(ProjectForm):
    """A candidate also has a place on the ballot."""

    position = forms.IntegerField(label=_("Place on the ballot"), min_value=1, max_value=200)

    def __init__(self, *args: Any, is_candidate: bool, **words: Any) -> None:
        super().__init__(*args, **words)
        if not is_candidate:
            del self.fields["position"]


class CandidateForm(PlainForm):
    screening = forms.CharField(label=_("Why it is taken up"), max_length=200, required=False)


class LeaveOutForm(PlainForm):
    reason = forms.CharField(
        label=_("Why it is not taken up"), max_length=200, help_text=_("Whoever proposed it is told.")
    )


class SessionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return session_name(obj.session)


class OpenChoosingForm(PlainForm):
    convocation = SessionChoice(Convocation.objects.none(), label=_("In the session"), empty_label=None)
    year = forms.IntegerField(label=_("Projects of the year"), min_value=2000, max_value=2100)
    places = forms.IntegerField(label=_("How many are chosen"), min_value=1, max_value=60)
    method = forms.ChoiceField(
        label=_("How deputies choose"), choices=Choosing.Method.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, sessions: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["convocation"].queryset = sessions  # type: ignore[attr-defined]
