"""Forms of meetings: when and where, who chairs; a reason where one is wanted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.models.meetings import Meeting
from huiyin.people.forms.choices import RowChoice
from huiyin.people.models import Deputy
from huiyin.ui.forms import PlainForm


def moment_field(label: Any, **words: Any) -> forms.DateTimeField:
    """A day and an hour, typed or picked."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    said = {"invalid": _("Write a day and an hour, like 2024-10-31 09:00.")}
    return forms.DateTimeField(label=label, widget=widget, error_messages=said, **words)


class MeetingForm(PlainForm):
    """When, where and under whom a meeting is held. `chairs` are the deputies who may chair it."""

    starts_at = moment_field(_("Begins"))
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    chaired_by = RowChoice(Deputy, label=_("Chaired by"), required=False, empty_label="—")

    def __init__(self, *args: Any, chairs: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        presidium_first = chairs.order_by("-post", "initials", "id")
        self.fields["chaired_by"].queryset = presidium_first  # type: ignore[attr-defined]


class PlanMeetingForm(MeetingForm):
    """A new meeting of a session."""

    kind = forms.ChoiceField(
        label=_("Kind of meeting"),
        choices=[(kind.value, kind.label) for kind in Meeting.Kind],
        initial=Meeting.Kind.PLENARY,
    )
    field_order = ("kind", "starts_at", "place", "chaired_by")


class FirstMeetingForm(MeetingForm):
    """The first meeting between sessions that is entered here: earlier ones were counted elsewhere."""

    first_number = forms.IntegerField(
        label=_("Which meeting of this congress's presidium it is"),
        min_value=1,
        max_value=200,
        initial=1,
        required=False,
        help_text=_("Count those held before; the next ones follow by themselves."),
    )
    field_order = ("first_number", "starts_at", "place", "chaired_by")


class ReasonForm(PlainForm):
    reason = forms.CharField(label=_("Why"), max_length=200)
