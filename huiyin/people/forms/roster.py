from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.people.forms.choices import RowChoice, TermChoice, day_field
from huiyin.people.models import Deputy, Seat, Unit
from huiyin.people.queries import RosterWanted, groups_of
from huiyin.townships.models import Constituency, Term, Township
from huiyin.ui.forms import PlainForm

ALL = ("", _("all"))


class RosterForm(PlainForm):
    """The filters of the roster; each stands in the address."""

    q = forms.CharField(
        label=_("Name or pinyin initials"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    level = forms.ChoiceField(label=_("Level"), choices=[ALL, *Deputy.Level.choices], required=False)
    constituency = RowChoice(Constituency, label=_("Constituency"), required=False, empty_label=_("all"))
    group = forms.ChoiceField(label=_("Deputies' group"), required=False)
    skill = forms.CharField(label=_("Skill"), max_length=40, required=False)
    office = forms.ChoiceField(
        label=_("Seat"),
        choices=[("", _("in office")), ("ended", _("seat ended")), ("all", _("all"))],
        required=False,
    )

    def __init__(self, data: Any, *, township: Township) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["constituency"].queryset = Constituency.objects.of(township).order_by("name")  # type: ignore[attr-defined]
        self.fields["group"].choices = [ALL, *((name, name) for name in groups_of(township))]  # type: ignore[attr-defined]

    def wanted(self) -> RosterWanted:
        """What the address asks for; a word that is no choice narrows nothing."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        if constituency := said.get("constituency"):
            said["constituency"] = str(constituency.pk)
        return RosterWanted(**said)


class DeputyForm(PlainForm):
    """What the roster says of a deputy. The telephone is asked of the office alone."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=40)
    level = forms.ChoiceField(label=_("Level"), choices=Deputy.Level.choices)
    constituency = RowChoice(Constituency, label=_("Constituency"), required=False)
    term = TermChoice(Term, label=_("Congress"), required=False)
    post = forms.ChoiceField(label=_("Post in the presidium"), choices=Deputy.Post.choices, required=False)
    group = forms.CharField(label=_("Deputies' group"), max_length=40, required=False)
    occupation = forms.CharField(label=_("Occupation"), max_length=60, required=False)
    skills = forms.CharField(
        label=_("Skills"),
        max_length=120,
        required=False,
        help_text=_("As people say them: water, roads, law."),
    )
    employer = RowChoice(
        Unit,
        label=_("Works in the unit"),
        required=False,
        help_text=_("Who works in a unit does not verify what that unit handled."),
    )
    certificate = forms.CharField(label=_("Certificate no."), max_length=20, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Kept encrypted; shown to the office alone."),
    )
    elected_on = day_field(
        _("Elected on"),
        required=False,
        help_text=_("Only where it came after the congress's first day; the seat is held from then on."),
    )
    by_election = forms.BooleanField(label=_("Elected in a by-election"), required=False)

    def __init__(
        self, *args: Any, township: Township, shows_phone: bool, takes_seat: bool = True, **words: Any
    ) -> None:
        super().__init__(*args, **words)
        self.fields["constituency"].queryset = Constituency.objects.of(township).order_by("name")  # type: ignore[attr-defined]
        self.fields["term"].queryset = Term.objects.of(township).order_by("-number")  # type: ignore[attr-defined]
        self.fields["employer"].queryset = Unit.objects.of(township).order_by("name")  # type: ignore[attr-defined]
        if not shows_phone:
            del self.fields["phone"]
        if not takes_seat:
            del self.fields["elected_on"], self.fields["by_election"]

    @staticmethod
    def values_of(deputy: Deputy) -> dict[str, Any]:
        """What the form is filled with to change a deputy."""
        rows = {name: getattr(deputy, f"{name}_id") for name in ("constituency", "term", "employer")}
        words = ("name", "level", "post", "group", "occupation", "skills", "certificate", "phone")
        return rows | {name: getattr(deputy, name) for name in words}


class EndDeputyForm(PlainForm):
    on = day_field(_("Ended on"), help_text=_("From this day on the seat is no longer held."))
    ended_by = forms.ChoiceField(label=_("Ground"), choices=Seat.End, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=120, help_text=_("In a few words, as the announcement will say it.")
    )


class UnitFilterForm(PlainForm):
    q = forms.CharField(
        label=_("Name or pinyin initials"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *Unit.Kind.choices], required=False)
    closed = forms.ChoiceField(
        label=_("Shown"), choices=[("", _("units in use")), ("1", _("closed units"))], required=False
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.is_valid()


class UnitForm(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices)
    head_name = forms.CharField(
        label=_("Head"), max_length=40, required=False, help_text=_("Who signs off the unit's replies.")
    )
    contact_name = forms.CharField(label=_("Contact person"), max_length=40, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
