"""Forms of the seats' page: the number by law, ends of seats, by-elections."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.titles import meeting_name
from huiyin.people.forms.choices import day_field
from huiyin.people.models import Deputy, Seat
from huiyin.ui.forms import PlainForm

# How a seat ends by the vote of a meeting.
BY_VOTE = [
    (Seat.End.RESIGNED, Seat.End.RESIGNED.label),
    (Seat.End.STRIPPED, Seat.End.STRIPPED.label),
    (Seat.End.OTHER, Seat.End.OTHER.label),
]


class AsOfForm(PlainForm):
    """The day for which the seats are counted; it stands in the address."""

    on = day_field(_("As of"), required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(
            {"on": today, **data.dict()} if data.get("on") else {"on": today}, auto_id="as_of_%s"
        )
        self.today = today

    def day(self) -> date:
        """The day that is asked for; today for one that is none, or that is still to come."""
        on = self.cleaned_data.get("on") if self.is_valid() else None
        return min(on or self.today, self.today)


class PlanSeatsForm(PlainForm):
    population = forms.IntegerField(label=_("Inhabitants"), min_value=1)
    fixed = forms.IntegerField(
        label=_("Number fixed by the county's standing committee"),
        min_value=1,
        required=False,
        help_text=_("Leave it empty where the number follows from the population."),
    )
    basis = forms.CharField(
        label=_("Its paper"),
        max_length=120,
        required=False,
        help_text=_("Name or number of the paper that fixed the number."),
    )
    decided_on = day_field(_("Decided on"))


class AnnounceSeatForm(PlainForm):
    on = day_field(_("Announced on"))


class EndAfterVoteForm(PlainForm):
    ended_by = forms.ChoiceField(label=_("Ground"), choices=BY_VOTE, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=120, help_text=_("In a few words, as the announcement will say it.")
    )


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting: Any) -> str:
        day = date_format(localtime(meeting.starts_at), "DATE_FORMAT")
        return f"{meeting_name(meeting)} · {day}"


class ResignationForm(PlainForm):
    deputy = forms.ModelChoiceField(Deputy.objects.none(), label=_("Deputy"))
    meeting = MeetingChoice(Meeting.objects.none(), label=_("Meeting that decides"), empty_label=None)
    text = forms.CharField(
        label=_("Draft that is voted on"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, deputies: Any, meetings: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["deputy"].queryset = deputies  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class EndForAbsenceForm(PlainForm):
    on = day_field(_("Ended on"), help_text=_("From this day on the seat is no longer held."))
    reason = forms.CharField(label=_("Reason"), max_length=120)


class ChangeByElectionForm(PlainForm):
    polling_on = day_field(_("Polling day"))
    reason = forms.CharField(
        label=_("Which seats fell vacant, and why"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnnounceByElectionForm(ChangeByElectionForm):
    seats = forms.IntegerField(label=_("Seats to be filled"), min_value=1)
    announced_on = day_field(_("Announced on"))
    field_order = ["seats", "announced_on", "polling_on", "reason"]


class EnterElectedForm(PlainForm):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=40)
    elected_on = day_field(_("Elected on"), help_text=_("The seat is held from this day on."))
    group = forms.CharField(label=_("Deputies' group"), max_length=40, required=False)
    occupation = forms.CharField(label=_("Occupation"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Kept encrypted; shown to the office alone."),
    )


class CallOffForm(PlainForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)
