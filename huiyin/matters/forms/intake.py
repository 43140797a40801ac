"""Forms for what is done with a matter before it is handed over."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import ActForm, DayField, LongField
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.outcomes import Refusal
from huiyin.search.duplicates import likely_duplicates


class RefusalForm(ActForm):
    """Decline it, or return it for completion: the ground and a word."""

    ground = forms.ChoiceField(label=_("Ground"), choices=Refusal.Ground, widget=forms.RadioSelect)
    text = LongField(label=_("What to tell who raised it"), required=False)
    on = DayField(label=_("Day"))


class ReturnForm(RefusalForm):
    text = LongField(label=_("What is to be completed"))


class WithdrawForm(ActForm):
    reason = LongField(label=_("Why it is withdrawn"))


class MergeForm(ActForm):
    about = "matters/_about_merge.html"

    into = forms.CharField(
        label=_("Merge into number"),
        max_length=60,
        help_text=_("The number as it is said or written, such as 9号."),
    )

    def similar(self) -> list[Matter]:
        """Matters that ask for nearly the same."""
        text = f"{self.matter.title}{self.matter.situation}{self.matter.request}"
        alike = likely_duplicates(self.matter.township, "matters.Matter", text, excluding=[self.matter.pk])
        rows = Matter.objects.of(self.matter.township).visible_to(self.user).open()
        found = rows.filter(serial__isnull=False).in_bulk([like.subject_id for like in alike])
        return [found[like.subject_id] for like in alike if like.subject_id in found]

    def clean_into(self) -> Matter:
        number = self.cleaned_data["into"].strip()
        return matter_numbered(self, number)


def matter_numbered(form: ActForm, number: str) -> Matter:
    """The matter of this number, as said or as written.

    Raises ValidationError when there is none, or when the short number belongs to several.
    """
    rows = Matter.objects.of(form.matter.township).visible_to(form.user).exclude(pk=form.matter.pk)
    found = list(rows.filter(Q(number=number) | Q(short_number=number)).order_by("-received_on")[:6])
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(_("There is no other matter of this number."))
    numbers = "；".join(matter.number for matter in found)
    raise forms.ValidationError(
        _("Several matters have this number; write it in full: %(numbers)s."), params={"numbers": numbers}
    )
