"""Forms of who takes part: a delegation, guests, a request for leave and its answer."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.titles import meeting_name
from huiyin.people.forms.choices import RowChoice, day_field
from huiyin.people.models import Deputy, DeputyQuerySet
from huiyin.ui.forms import PlainForm


class MembersField(forms.ModelMultipleChoiceField):
    """Deputies to be ticked, each with the delegation in which the deputy is now."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **words: Any) -> None:
        super().__init__(Deputy.objects.none(), **words)
        self.elsewhere: Mapping[UUID, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        place = self.elsewhere.get(obj.pk, "")
        return f"{obj.name}（{place}）" if place else str(obj.name)


class DelegationForm(PlainForm):
    """A delegation: its name, where it meets, its head, its members."""

    name = forms.CharField(label=_("Name"), max_length=40)
    place = forms.CharField(label=_("Meets in"), max_length=80, required=False)
    head = RowChoice(Deputy, label=_("Head of the delegation"), required=False)
    members = MembersField(label=_("Members"), required=False)

    def __init__(
        self, *args: Any, deputies: DeputyQuerySet, elsewhere: Mapping[UUID, str], **words: Any
    ) -> None:
        super().__init__(*args, **words)
        by_name = deputies.order_by("initials", "id")
        self.fields["head"].queryset = by_name  # type: ignore[attr-defined]
        self.fields["members"].elsewhere = elsewhere  # type: ignore[attr-defined]
        self.fields["members"].queryset = by_name  # type: ignore[attr-defined]


class GuestsForm(PlainForm):
    """Who attends without a vote, one a line: the name, then the capacity."""

    guests = forms.CharField(
        label=_("Who attends without a vote"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text=_("One a line: the name, a space, then the capacity. A list can be pasted."),
    )

    def clean_guests(self) -> list[tuple[str, str]]:
        lines = [line.replace("，", " ").replace(",", " ").split(None, 1) for line in self._lines()]
        guests = [(line[0], line[1].strip() if len(line) > 1 else "") for line in lines if line]
        for name, capacity in guests:
            if len(name) > 40 or len(capacity) > 80:
                raise forms.ValidationError(
                    gettext("“%(line)s” is too long: at most 40 characters of name and 80 of capacity."),
                    params={"line": f"{name} {capacity}"},
                )
        return guests

    def _lines(self) -> Iterable[str]:
        typed: str = self.cleaned_data["guests"]
        return typed.splitlines()


class MeetingChoice(RowChoice):
    def label_from_instance(self, obj: Any) -> str:
        return meeting_name(obj)


class LeaveForm(PlainForm):
    """A deputy's request to be excused."""

    deputy = RowChoice(Deputy, label=_("Deputy"))
    meeting = MeetingChoice(
        Meeting, label=_("Excused from"), required=False, empty_label=_("the whole session")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Shown to the clerk and the chair alone.")
    )
    asked_on = day_field(_("Asked on"))

    def __init__(
        self, *args: Any, deputies: DeputyQuerySet, meetings: Any, today: date, **words: Any
    ) -> None:
        super().__init__(*args, initial={"asked_on": today}, **words)
        self.fields["deputy"].queryset = deputies.order_by("initials", "id")  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class AnswerLeaveForm(PlainForm):
    granted = forms.TypedChoiceField(
        label=pgettext_lazy("leave", "Answer"),
        choices=[("yes", pgettext_lazy("leave", "Grant it")), ("no", pgettext_lazy("leave", "Refuse it"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
