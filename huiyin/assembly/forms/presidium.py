"""Forms of the presidium's decisions: the words of it, and what the act in the loop asks for."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.actions.presidium import Ruling
from huiyin.assembly.models.motions import Motion
from huiyin.matters.actions.rounds import Order
from huiyin.matters.models.handling import Assignment, Extension, Round
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Unit
from huiyin.townships.models import Township
from huiyin.ui.forms import PlainForm


class ProposeForm(PlainForm):
    """What is ticked of that which waits: `matter:<id>` and `motion:<id>`."""

    chosen = forms.MultipleChoiceField(label=_("To be decided"), required=False)

    def __init__(self, data: Any, *, user: Any, township: Township) -> None:
        super().__init__(data)
        self.user, self.township = user, township
        ticked = data.getlist("chosen") if data else []
        self.fields["chosen"].choices = [(key, key) for key in ticked]  # type: ignore[attr-defined]

    def clean_chosen(self) -> dict[str, list[Any]]:
        """The rows that are ticked, for who may see them; one that is not here is left out."""
        keys: dict[str, list[UUID]] = {"matter": [], "motion": []}
        for ticked in self.cleaned_data["chosen"]:
            sort, _mark, key = ticked.partition(":")
            if sort not in keys:
                raise forms.ValidationError(gettext("Please choose from the list."))
            try:
                keys[sort].append(UUID(key))
            except ValueError as error:
                raise forms.ValidationError(gettext("Please choose from the list.")) from error
        return {"matters": self._rows(Matter, keys["matter"]), "motions": self._rows(Motion, keys["motion"])}

    def _rows(self, model: Any, keys: list[UUID]) -> list[Any]:
        rows = model.objects.of(self.township).visible_to(self.user).filter(pk__in=keys)
        return list(rows.order_by("pk"))


class DecisionForm(PlainForm):
    """A decision in words; `matter` where it becomes an act in the loop."""

    text = forms.CharField(
        label=_("What the presidium decided"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, matter: Matter | None = None, **words: Any) -> None:
        super().__init__(*args, **words)
        self.matter = matter
        if matter is not None:
            self.prepare(matter)

    def prepare(self, matter: Matter) -> None:
        """Fill the choices that depend on the matter."""

    def choose(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def ruling(self) -> Ruling:
        """What the loop's act asks for besides the words."""
        return Ruling()


def _orders(matter: Matter) -> Any:
    """The orders in force of the present round."""
    orders = Assignment.objects.of(matter.township).standing()
    return orders.filter(matter=matter, round__number=matter.round)


def _units_in_use(matter: Matter) -> Any:
    return Unit.objects.of(matter.township).filter(closed_at__isnull=True).order_by("name", "id")


class SuperviseDecisionForm(DecisionForm):
    """Nothing is asked but the words."""


class UrgeDecisionForm(DecisionForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    field_order = ["unit"]

    def prepare(self, matter: Matter) -> None:
        units = Unit.objects.of(matter.township).filter(pk__in=_orders(matter).values("unit"))
        self.choose("unit", units.order_by("name", "id"))

    def ruling(self) -> Ruling:
        return Ruling(unit=self.cleaned_data["unit"])


class ReasonedDecisionForm(DecisionForm):
    text = forms.CharField(
        label=_("Reasons why no further round opens"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ExtensionField(forms.ModelChoiceField):
    def label_from_instance(self, extension: Any) -> str:
        return f"{extension.unit}：{extension.reason}"


class ExtensionDecisionForm(DecisionForm):
    extension = ExtensionField(Extension.objects.none(), label=_("Request"), empty_label=None)
    grant = forms.ChoiceField(
        label=_("Decision"),
        choices=[("granted", _("grant the longer limit")), ("refused", _("refuse it"))],
        widget=forms.RadioSelect,
    )
    field_order = ["extension", "grant"]

    def prepare(self, matter: Matter) -> None:
        rows = Extension.objects.of(matter.township).filter(matter=matter, answer="")
        self.choose("extension", rows.select_related("unit").order_by("id"))

    def ruling(self) -> Ruling:
        said = self.cleaned_data
        return Ruling(extension=said["extension"], grant=said["grant"] == "granted")


class SentBackField(forms.ModelChoiceField):
    def label_from_instance(self, order: Any) -> str:
        return f"{order.unit}：{order.send_back_reason}"


class ReassignDecisionForm(DecisionForm):
    assignment = SentBackField(Assignment.objects.none(), label=_("Order sent back"), empty_label=None)
    to = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Give it to"), required=False,
        empty_label=_("nobody else: the order stays where it is"),
    )  # fmt: skip
    field_order = ["assignment", "to"]

    def prepare(self, matter: Matter) -> None:
        rows = _orders(matter).filter(sent_back_at__isnull=False, send_back_answer="")
        self.choose("assignment", rows.select_related("unit").order_by("id"))
        self.choose("to", _units_in_use(matter))

    def ruling(self) -> Ruling:
        return Ruling(assignment=self.cleaned_data["assignment"], to=self.cleaned_data["to"])


class RoundDecisionForm(DecisionForm):
    reason = forms.ChoiceField(
        label=_("Why the next round opens"),
        choices=[choice for choice in Round.Reason.choices if choice[0] != Round.Reason.FIRST],
        widget=forms.RadioSelect,
    )
    lead = forms.ModelChoiceField(Unit.objects.none(), label=_("Lead unit"), required=False)
    assisting = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Assisting units"), required=False, widget=forms.CheckboxSelectMultiple
    )
    separate = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Or, without a lead: units that each handle it separately"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["reason", "text", "lead", "assisting", "separate"]

    def prepare(self, matter: Matter) -> None:
        units, before = _units_in_use(matter), list(_orders(matter).order_by("id"))
        for name in Assignment.Role.values:
            self.choose(name, units)
            self.initial.setdefault(name, [order.unit_id for order in before if order.role == name])
        self.initial["lead"] = next(iter(self.initial["lead"]), None)
        if matter.verified not in ("", "solved"):
            self.initial.setdefault("reason", Round.Reason.NOT_VERIFIED)

    def ruling(self) -> Ruling:
        said = self.cleaned_data
        order = Order(lead=said["lead"], assisting=list(said["assisting"]), separate=list(said["separate"]))
        return Ruling(reason=said["reason"], order=order)


FORMS: dict[str, type[DecisionForm]] = {
    "": DecisionForm,
    "supervise": SuperviseDecisionForm,
    "urge": UrgeDecisionForm,
    "open_round": RoundDecisionForm,
    "decide": ReasonedDecisionForm,
    "decide_extension": ExtensionDecisionForm,
    "reassign": ReassignDecisionForm,
}
