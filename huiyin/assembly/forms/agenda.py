"""Forms of the agenda: an item, a document of it, who spoke."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.files.forms import FilesField
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Deputy
from huiyin.ui.forms import PlainForm


class ItemForm(PlainForm):
    """An item of the agenda."""

    title = forms.CharField(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind of item"), choices=AgendaItem.Kind.choices)
    speaker = forms.CharField(
        label=_("Who reports or explains"),
        max_length=80,
        required=False,
        help_text=_("Office and name, as the chair says it."),
    )
    text = forms.CharField(
        label=_("Draft that is voted on, or what it is about"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    on_agenda = forms.BooleanField(
        label=_("Part of the session's agenda (not only a step of the day)"), required=False, initial=True
    )


class PlanItemForm(ItemForm):
    """A new item; in a presidium meeting it may be about a matter of the loop."""

    matter = forms.CharField(
        label=_("Number of the matter"),
        max_length=60,
        required=False,
        help_text=_("Only for an item about a matter: its number as on the register."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **words: Any) -> None:
        super().__init__(*args, **words)
        self.meeting = meeting
        if meeting.kind != Meeting.Kind.PRESIDIUM:
            del self.fields["matter"]

    def clean_matter(self) -> Matter | None:
        number = self.cleaned_data["matter"].strip()
        if not number:
            return None
        found = Matter.objects.filter(township_id=self.meeting.township_id, number=number).first()
        if found is None:
            raise forms.ValidationError(_("No matter bears this number."))
        return found


class AttachItemForm(PlainForm):
    upload = FilesField(label=_("Files"))
    caption = forms.CharField(label=_("What it is"), max_length=80, required=False)


class SpeechForm(PlainForm):
    """Who spoke and what was said. A name of the list is the deputy's, any other a guest's."""

    speaker = forms.CharField(
        label=_("Speaker"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "speakers", "autocomplete": "off"}),
    )
    item = forms.TypedChoiceField(label=_("Item"), required=False, empty_value=None)
    text = forms.CharField(
        label=_("What was said"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, items: Iterable[AgendaItem], deputies: Iterable[Deputy], **words: Any
    ) -> None:
        super().__init__(*args, **words)
        by_key = {str(row.pk): row for row in items}
        self.by_name = {deputy.name: deputy for deputy in deputies}
        field: Any = self.fields["item"]
        field.choices = [("", _("no item")), *((key, row.title) for key, row in by_key.items())]
        field.coerce = by_key.get

    def said(self) -> dict[str, Any]:
        """The words of the act."""
        cleaned = self.cleaned_data
        deputy = self.by_name.get(cleaned["speaker"].strip())
        return {**{name: cleaned[name] for name in ("item", "speaker", "text")}, "deputy": deputy}
