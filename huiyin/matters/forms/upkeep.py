"""Forms for corrections, files, news to who raised a matter, and the erasure of personal data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.files.forms import ACCEPT, FilesField
from huiyin.matters.forms.base import ActForm, DayField, LongField
from huiyin.matters.forms.intake import matter_numbered
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.models.settings import Field
from huiyin.townships.models import Village

CORRECTED = ("title", "situation", "request", "field", "village", "secrecy", "similar_to")


class CorrectForm(ActForm):
    side_by_side = (("field", "village"),)

    title = forms.CharField(label=_("Title"), max_length=120)
    situation = LongField(label=_("Situation"), required=False)
    request = LongField(label=pgettext_lazy("of a suggestion", "Request"), required=False)
    field = forms.ModelChoiceField(Field.objects.none(), label=_("Field"), required=False)
    village = forms.ModelChoiceField(Village.objects.none(), label=_("Village"), required=False)
    secrecy = forms.BooleanField(label=_("Keep secret from the units who signed"), required=False)
    similar_to = forms.CharField(label=_("Similar to number"), max_length=60, required=False)
    reason = LongField(label=_("Why it is corrected"), rows=2)

    def prepare(self) -> None:
        self.choose("field", Field.objects.of(self.matter.township).in_use())
        self.choose("village", Village.objects.of(self.matter.township).order_by("name"))
        for name in CORRECTED:
            self.initial.setdefault(name, getattr(self.matter, name))
        self.initial["similar_to"] = self.matter.similar_to.number if self.matter.similar_to else ""

    def clean_similar_to(self) -> Matter | None:
        number = self.cleaned_data["similar_to"].strip()
        return matter_numbered(self, number) if number else None

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CORRECTED}


class AttachForm(ActForm):
    upload = FilesField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_(
            "The units that handle the matter see it too: cover the names of voters before you scan."
        ),
    )
    caption = forms.CharField(label=_("What it shows"), max_length=80, required=False)


class RaiserField(forms.ModelChoiceField):
    """Who raised the matter, for the office: a voter's name is read only here."""

    def label_from_instance(self, petitioner: Any) -> str:
        if petitioner.deputy is not None:
            return petitioner.deputy.name
        return petitioner.voter_name or str(Petitioner.Role.VOTER.label)


class TellForm(ActForm):
    petitioner = RaiserField(Petitioner.objects.none(), label=_("Who was told"), widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=_("How it was passed on"),
        choices=[choice for choice in Petitioner.Way.choices if choice[0] != Petitioner.Way.NONE],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("Day"))

    def prepare(self) -> None:
        self.choose("petitioner", raisers(self.matter))


class EraseForm(ActForm):
    petitioner = RaiserField(Petitioner.objects.none(), label=_("Whose data"), widget=forms.RadioSelect)
    reason = LongField(label=_("Why the data are erased"), rows=2)
    words = forms.BooleanField(
        label=_("Also erase the title, the situation and the request"),
        required=False,
        help_text=_("For a text that itself says who the person is; the journal's copy is erased with it."),
    )

    def prepare(self) -> None:
        self.choose("petitioner", raisers(self.matter).filter(deputy__isnull=True, erased_at__isnull=True))


def raisers(matter: Matter) -> Any:
    rows = Petitioner.objects.of(matter.township).filter(matter=matter)
    return rows.select_related("deputy", "matter").order_by("position", "id")
