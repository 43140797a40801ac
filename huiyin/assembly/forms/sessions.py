"""Forms of a session: its days, who asked for it, where it meets; a line of the checklist."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly.forms.meetings import moment_field
from huiyin.assembly.models.sessions import Convocation
from huiyin.people.forms.choices import TermChoice, day_field
from huiyin.people.forms.signers import roster_of
from huiyin.people.models import Deputy
from huiyin.townships.models import Term, Township
from huiyin.ui.forms import PlainForm

# Fields that share a line, and those that only an extraordinary session needs.
SIDE_BY_SIDE = (("term", "number"), ("opens_on", "closes_on"), ("place", "motions_until"))
EXTRAORDINARY = ("asked_by", "reason", "askers")


class CallingForm(PlainForm):
    """How a session is called: the kind, who asked, where it meets, until when motions are taken."""

    place = forms.CharField(
        label=_("Place"),
        max_length=80,
        required=False,
        help_text=_("It may be left open until the session is called."),
    )
    motions_until = moment_field(
        _("Motions are taken until"), required=False, help_text=_("The presidium sets the deadline.")
    )
    has_budget = forms.BooleanField(label=_("The session reviews a budget"), required=False)
    kind = forms.ChoiceField(label=_("Kind of session"), choices=Convocation.Kind.choices, initial="regular")
    asked_by = forms.ChoiceField(
        label=_("Who asked for it"), choices=Convocation.AskedBy.choices, initial="presidium"
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    askers = forms.CharField(
        label=_("Deputies who asked for it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Names or pinyin initials, parted by 、 or a space."),
    )
    field_order: tuple[str, ...] = (
        "place", "motions_until", "has_budget", "kind", "asked_by", "reason", "askers",
    )  # fmt: skip

    def __init__(self, *args: Any, township: Township, **words: Any) -> None:
        super().__init__(*args, **words)
        self.township = township

    def clean_askers(self) -> list[Deputy]:
        return roster_of(self.township).read(self.cleaned_data["askers"])

    def lines(self) -> Iterator[list[forms.BoundField]]:
        """The fields that every session needs, line by line."""
        for bound in self.visible_fields():
            shared = next((names for names in SIDE_BY_SIDE if bound.name in names), (bound.name,))
            if bound.name == shared[0] and bound.name not in EXTRAORDINARY:
                yield [self[name] for name in shared if name in self.fields]

    def extraordinary(self) -> list[forms.BoundField]:
        """The fields that only an extraordinary session needs."""
        return [self[name] for name in EXTRAORDINARY]

    def opens_fold(self) -> bool:
        """Whether the fields of an extraordinary session lie open."""
        return self["kind"].value() == Convocation.Kind.EXTRAORDINARY or any(
            bound.errors or (bound.name != "asked_by" and bound.value()) for bound in self.extraordinary()
        )


class NewSessionForm(CallingForm):
    """A session that is entered with its calling."""

    term = TermChoice(Term, label=_("Congress"), empty_label=None)
    number = forms.IntegerField(label=_("Session number"), min_value=1, max_value=999)
    opens_on = day_field(_("First day"))
    closes_on = day_field(_("Last day"))
    field_order = ("term", "number", "opens_on", "closes_on", *CallingForm.field_order)

    def __init__(self, *args: Any, township: Township, **words: Any) -> None:
        super().__init__(*args, township=township, **words)
        self.fields["term"].queryset = Term.objects.of(township).order_by("-number")  # type: ignore[attr-defined]


class ChangeSessionForm(PlainForm):
    """What may change before a session opens."""

    opens_on = day_field(_("First day"))
    closes_on = day_field(_("Last day"))
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    motions_until = moment_field(_("Motions are taken until"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    has_budget = forms.BooleanField(label=_("The session reviews a budget"), required=False)

    @staticmethod
    def values_of(convocation: Convocation) -> dict[str, Any]:
        """What the form is filled with."""
        session = convocation.session
        kept = {
            name: getattr(convocation, name) for name in ("place", "motions_until", "reason", "has_budget")
        }
        return {"opens_on": session.opens_on, "closes_on": session.closes_on, **kept}


class SettleForm(PlainForm):
    """When a line of the checklist was done."""

    done_on = day_field(_("Done on"), required=False, help_text=_("Leave it empty to open the line again."))
    note = forms.CharField(label=pgettext_lazy("checklist", "Note"), max_length=200, required=False)


class OwnLineForm(PlainForm):
    """A line of the town's own."""

    label = forms.CharField(label=_("What is to be prepared"), max_length=120)
    due_on = day_field(
        _("Due on"), required=False, help_text=_("Without a day it is due by the session's first day.")
    )
