"""Forms for the deputies' evaluation and for the verification on the spot."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.files.forms import FilesField
from huiyin.matters.actions.verifying import Sighting
from huiyin.matters.codes import typed
from huiyin.matters.forms.base import ActForm, DayField, LongField
from huiyin.matters.forms.handling import SignerField
from huiyin.matters.models.checks import Evaluation, EvaluationForm, Verification
from huiyin.matters.models.matter import Petitioner
from huiyin.people.models import Deputy, Membership
from huiyin.people.permissions import is_clerk

PAPER_WAYS = [
    (Evaluation.Channel.PAPER, Evaluation.Channel.PAPER.label),
    (Evaluation.Channel.TELEPHONE, Evaluation.Channel.TELEPHONE.label),
]


class EvaluateForm(ActForm):
    """The clerk types from a paper form, found by name or short code; a deputy gives the own one."""

    side_by_side = (("result", "attitude"), ("channel", "given_on"))

    petitioner = SignerField(
        Petitioner.objects.none(), label=_("Deputy"), required=False, widget=forms.RadioSelect
    )
    code = forms.CharField(
        label=_("Or the short code on the form"), max_length=20, required=False,
        help_text=_("Nine letters and digits, printed on the form."),
    )  # fmt: skip
    result = forms.ChoiceField(label=_("Result"), choices=Evaluation.Rating, widget=forms.RadioSelect)
    attitude = forms.ChoiceField(
        label=_("Attitude"), choices=Evaluation.Rating, widget=forms.RadioSelect, required=False
    )
    reason = LongField(label=_("Reason"), required=False)
    name_open = forms.BooleanField(label=_("The unit may learn who said so"), required=False)
    channel = forms.ChoiceField(
        label=_("How it came"), choices=PAPER_WAYS, widget=forms.RadioSelect, initial=Evaluation.Channel.PAPER
    )
    given_on = DayField(label=_("Date on the form"))

    def prepare(self) -> None:
        given = Evaluation.objects.filter(
            township_id=self.matter.township_id, petitioner=OuterRef("pk"), round__number=self.matter.round
        )
        signers = Petitioner.objects.of(self.matter.township).filter(~Exists(given), matter=self.matter)
        signers = signers.filter(deputy__isnull=False).select_related("deputy", "matter").order_by("position")
        if not is_clerk(self.user, self.matter):
            signers = signers.filter(deputy__in=self.user.standing_in(self.matter.township_id).deputy_ids)
            for name in ("code", "channel", "given_on"):
                del self.fields[name]
            self.fields["petitioner"].required = True
        self.choose("petitioner", signers)
        self.fields["petitioner"].empty_label = None  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        code = typed(cleaned.get("code", ""))
        if code:
            cleaned["petitioner"] = self._signer_of(code, cleaned.get("petitioner"))
        elif not cleaned.get("petitioner") and "petitioner" not in self.errors:
            self.add_error("petitioner", _("Choose the deputy or type the short code of the form."))
        return cleaned

    def _signer_of(self, code: str, chosen: Petitioner | None) -> Petitioner | None:
        forms_ = EvaluationForm.objects.of(self.matter.township).select_related("petitioner__deputy")
        found = forms_.filter(matter=self.matter, round__number=self.matter.round, short_code=code).first()
        if found is None:
            self.add_error("code", _("No form of this round bears this code."))
            return chosen
        if chosen is not None and chosen.pk != found.petitioner_id:
            self.add_error("code", _("This code belongs to the form of another deputy."))
        return found.petitioner


class VerifiersInput(forms.CheckboxSelectMultiple):
    """Deputies of the units that handled the matter stand in the list, but cannot be chosen."""

    barred: frozenset[Any] = frozenset()

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **words: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **words)
        if getattr(value, "value", value) in self.barred:
            option["attrs"]["disabled"] = True
            option["label"] = gettext("%(name)s (of a unit that handled it: not allowed)") % {"name": label}
        return option


class VerifyForm(ActForm):
    side_by_side = (("on", "place"),)

    result = forms.ChoiceField(
        label=_("What was found"), choices=Verification.Result, widget=forms.RadioSelect
    )
    note = LongField(label=_("What was seen"))
    on = DayField(label=_("Day"))
    on_site = forms.BooleanField(label=_("On the spot"), required=False, initial=True)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    verifiers = forms.ModelMultipleChoiceField(
        Deputy.objects.none(), label=_("Who verified"), widget=VerifiersInput,
        help_text=_("Deputies or presidium members; nobody of a unit that handled it."),
    )  # fmt: skip
    photos = FilesField(
        label=_("Photos"), required=False, help_text=_("Several at once, if there are any; never required.")
    )

    def prepare(self) -> None:
        field = self.fields["verifiers"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = (
            Deputy.objects.of(self.matter.township).in_office().order_by("initials", "name", "id")
        )
        field.widget.barred = self._barred()

    def _barred(self) -> frozenset[Any]:
        """Who is employed in a unit that handled the matter or answers for it in the system."""
        units = self.matter.assignments.values("unit")
        members = Membership.objects.of(self.matter.township).filter(ended_at__isnull=True)
        insiders = members.filter(unit__in=units).values("user")
        own = members.filter(user__in=insiders, deputy__isnull=False).values_list("deputy_id", flat=True)
        employed = Deputy.objects.of(self.matter.township).filter(employer__in=units)
        return frozenset([*own, *employed.values_list("pk", flat=True)])

    def sighting(self) -> Sighting:
        said = self.cleaned_data
        return Sighting(
            **{name: said[name] for name in ("on", "result", "note", "on_site", "place")},
            verifiers=list(said["verifiers"]),
            photos=said["photos"] or [],
        )
