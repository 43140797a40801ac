"""Forms for what a round comes to: promise, referral, decision, explanation."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.matters.actions.closing import lacks_decision
from huiyin.matters.forms.base import ActForm, DayField, LongField
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.outcomes import Explanation, Referral


class TrackForm(ActForm):
    about = "matters/_about_track.html"

    def promises(self) -> Any:
        return Promise.objects.of(self.matter.township).open().filter(matter=self.matter).order_by("due_on")


class PromiseField(forms.ModelChoiceField):
    def label_from_instance(self, promise: Any) -> str:
        return _("%(what)s · %(unit)s · due on %(day)s") % {
            "what": promise.what,
            "unit": promise.unit,
            "day": date_format(promise.due_on, "DATE_FORMAT"),
        }


class SightingField(forms.ModelChoiceField):
    def label_from_instance(self, verification: Any) -> str:
        return _("%(day)s %(result)s: %(note)s") % {
            "day": date_format(verification.on, "DATE_FORMAT"),
            "result": verification.get_result_display(),
            "note": Truncator(verification.note).chars(30),
        }


BECAME = [
    (Promise.State.KEPT, pgettext_lazy("of a promise", "Kept: it was checked")),
    (Promise.State.BROKEN, pgettext_lazy("of a promise", "Not kept")),
    (Promise.State.EXTENDED, pgettext_lazy("of a promise", "Not kept yet: a new date")),
    (Promise.State.DROPPED, pgettext_lazy("of a promise", "No longer needed")),
]


class SettlePromiseForm(ActForm):
    side_by_side = (("on", "new_due_on"),)

    promise = PromiseField(Promise.objects.none(), label=_("Promise"), widget=forms.RadioSelect)
    state = forms.ChoiceField(
        label=_("What became of it"),
        choices=BECAME,
        widget=forms.RadioSelect,
    )
    reason = LongField(
        label=_("How it was checked, or why"),
        required=False,
        help_text=_("Kept: how it was checked, or the verification below. Otherwise: why."),
    )
    checked_by = SightingField(
        Verification.objects.none(), label=_("Verification that saw it"), required=False
    )
    new_due_on = DayField(label=_("New date, if it is extended"), future=True, required=False)
    on = DayField(label=_("Day on which that was"))

    def prepare(self) -> None:
        mine = {"matter": self.matter}
        promises = Promise.objects.of(self.matter.township).open().filter(**mine)
        self.choose("promise", promises.select_related("unit", "matter").order_by("due_on", "id"))
        self.choose(
            "checked_by", Verification.objects.of(self.matter.township).filter(**mine).order_by("-on")
        )


class ReferUpForm(ActForm):
    side_by_side = (("letter_number", "sent_on"),)

    body = forms.CharField(label=_("To which body"), max_length=80)
    letter_number = forms.CharField(label=_("Number of the letter"), max_length=40)
    sent_on = DayField(label=_("Sent on"))
    content = LongField(label=_("What was asked of it"), rows=6)


class ReferralField(forms.ModelChoiceField):
    def label_from_instance(self, referral: Any) -> str:
        return f"{referral.body} {referral.letter_number}"


class AnswerFromAboveForm(ActForm):
    referral = ReferralField(Referral.objects.none(), label=_("Letter"), widget=forms.RadioSelect)
    answer = LongField(label=_("Answer"), rows=6)
    answered_on = DayField(label=_("Answered on"))
    told_on = DayField(label=_("Passed on to who raised it on"), required=False)

    def prepare(self) -> None:
        letters = Referral.objects.of(self.matter.township).filter(
            matter=self.matter, answered_on__isnull=True
        )
        self.choose("referral", letters.select_related("matter").order_by("id"))


class DecideForm(ActForm):
    meeting = forms.CharField(label=_("Meeting of the presidium"), max_length=80)
    decided_on = DayField(label=_("Decided on"))
    reason = LongField(label=_("Reasons why no further round opens"), rows=6)


class ExplainForm(ActForm):
    about = "matters/_about_explain.html"
    side_by_side = (("told_how", "told_on"),)

    ground = forms.ChoiceField(label=_("Ground"), choices=Explanation.Ground, widget=forms.RadioSelect)
    text = LongField(label=_("Explanation that was given"), rows=6)
    told_how = forms.ChoiceField(
        label=_("How it was given"), choices=Explanation.How, widget=forms.RadioSelect
    )
    told_on = DayField(label=_("Given on"))

    def lacks_decision(self) -> bool:
        return lacks_decision(self.matter)
