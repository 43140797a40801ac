"""Forms for handing over and for what happens while units handle a matter."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from huiyin.deadlines.queries import rules_of
from huiyin.deadlines.reckoning import Reckoning
from huiyin.matters.actions.clocks import events_of
from huiyin.matters.actions.rounds import Order
from huiyin.matters.forms.base import ActForm, DayField, LongField, OrderForm, offer_units, units_in_use
from huiyin.matters.models.handling import Assignment, AssignmentQuerySet, Contact, Extension, Round
from huiyin.matters.models.matter import Petitioner
from huiyin.people.models import Unit


class GivingForm(ActForm):
    """To whom a matter is given and what is asked; the preview says what date that gives."""

    about = "matters/_about_giving.html"
    clocks = ("reply", "reply_extended")
    start_event = "hand_over"

    lead = forms.ModelChoiceField(Unit.objects.none(), label=_("Lead unit"), required=False)
    assisting = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Assisting units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    separate = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Or, without a lead: units that each handle it separately"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = LongField(label=_("What is asked of the units"), required=False)
    wide = forms.BooleanField(label=_("Wide or difficult: the longer limit from the start"), required=False)

    def prepare(self) -> None:
        units = units_in_use(self.matter)
        for name in ("lead", "assisting", "separate"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            offer_units(field, units)

    def order(self) -> Order:
        said = self.cleaned_data
        return Order(
            lead=said["lead"],
            assisting=list(said["assisting"]),
            separate=list(said["separate"]),
            text=said["text"],
            wide=said["wide"],
        )

    @cached_property
    def day(self) -> date:
        """The day of handing over as the form says it now; today while it says none that can be."""
        try:
            chosen: date | None = self.fields["on"].clean(self["on"].value())
        except forms.ValidationError:
            return self.today
        return min(chosen or self.today, self.today)

    @cached_property
    def previews(self) -> list[Reckoning]:
        """When the reply is due if it is handed over on that day, by the ordinary and the longer limit."""
        rules = rules_of(self.matter.township)
        events = {**events_of(self.matter), "hand_over": self.day, "round_opened": self.day}
        found = []
        for code in self.clocks:
            if rules.has_clock(code):
                rule = rules.rule(code)
                event = rule.start_event if rule.start_event in events else rule.fallback_event
                found.append(rules.clock(code).start(events[event], event=event))
        return found


class HandOverForm(GivingForm):
    on = DayField(label=_("Handed over on"))


AS_BEFORE = {
    Assignment.Role.LEAD: "lead",
    Assignment.Role.ASSISTING: "assisting",
    Assignment.Role.SEPARATE: "separate",
}


class OpenRoundForm(GivingForm):
    clocks = ("reply_again", "reply_extended")

    on = DayField(label=_("Handed over on"))

    reason = forms.ChoiceField(
        label=_("Why the next round opens"),
        choices=[choice for choice in Round.Reason.choices if choice[0] != Round.Reason.FIRST],
        widget=forms.RadioSelect,
    )
    field_order = ["reason"]

    def prepare(self) -> None:
        super().prepare()
        last = self.matter.assignments.standing().filter(round__number=self.matter.round)
        for role, name in AS_BEFORE.items():
            units = list(last.filter(role=role).order_by("id").values_list("unit_id", flat=True))
            self.initial.setdefault(name, (units[0] if units else None) if name == "lead" else units)
        if not self.matter.is_open:
            self.initial.setdefault("reason", Round.Reason.RELAPSE)
        elif self.matter.verified not in ("", "solved"):
            self.initial.setdefault("reason", Round.Reason.NOT_VERIFIED)


class SignForForm(OrderForm):
    on = DayField(label=_("Signed for on"))

    def prepare(self) -> None:
        super().prepare()
        self.today_unless_office("on")

    def orders(self, standing: AssignmentQuerySet) -> AssignmentQuerySet:
        return standing.filter(signed_for_at__isnull=True)


class SendBackForm(OrderForm):
    reason = LongField(label=_("Why the unit cannot handle it, and who could"))
    on = DayField(label=_("Sent back on"))

    def prepare(self) -> None:
        super().prepare()
        self.today_unless_office("on")

    def orders(self, standing: AssignmentQuerySet) -> AssignmentQuerySet:
        return standing.filter(sent_back_at__isnull=True)


class ReassignForm(OrderForm):
    about = "matters/_about_sent_back.html"

    to = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Give it to"), required=False,
        empty_label=_("nobody else: the order stays where it is"),
    )  # fmt: skip
    on = DayField(label=_("Decided on"))

    def prepare(self) -> None:
        super().prepare()
        self.fields["to"].queryset = units_in_use(self.matter)  # type: ignore[attr-defined]

    def standing(self) -> AssignmentQuerySet:
        orders = Assignment.objects.of(self.matter.township).standing().select_related("unit", "matter")
        return orders.filter(matter=self.matter, round__number=self.matter.round).order_by("id")

    def orders(self, standing: AssignmentQuerySet) -> AssignmentQuerySet:
        return standing.filter(sent_back_at__isnull=False, send_back_answer="")

    def requests(self) -> AssignmentQuerySet:
        return self.orders(self.standing())


class SignerField(forms.ModelChoiceField):
    def label_from_instance(self, petitioner: Any) -> str:
        return petitioner.deputy.name


class ContactForm(OrderForm):
    way = forms.ChoiceField(
        label=_("How"), choices=Contact.Way, widget=forms.RadioSelect, initial=Contact.Way.PERSON
    )
    stage = forms.ChoiceField(
        label=_("When in the handling"),
        choices=Contact.Stage,
        widget=forms.RadioSelect,
        initial=Contact.Stage.DURING,
    )
    side_by_side = (("way", "stage"), ("on", "place"))

    petitioner = SignerField(
        Petitioner.objects.none(), label=_("Deputy"), required=False, empty_label=_("all who signed")
    )
    on = DayField(label=_("Day"))
    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    content = LongField(label=_("What was spoken about"))
    deputy_words = LongField(label=_("What the deputy said"), required=False, rows=3)

    def prepare(self) -> None:
        super().prepare()
        signers = Petitioner.objects.of(self.matter.township).filter(matter=self.matter, deputy__isnull=False)
        secret = self.matter.secrecy and self.user.standing_in(self.matter.township_id).unit_ids
        self.choose(
            "petitioner", signers.none() if secret else signers.select_related("deputy").order_by("position")
        )


class AskExtensionForm(OrderForm):
    reason = LongField(label=_("Why the matter is wide or difficult"))
    deputies_consent = forms.BooleanField(label=_("The deputies who signed consent"), required=False)
    on = DayField(label=_("Asked for on"))

    def prepare(self) -> None:
        super().prepare()
        self.today_unless_office("on")


class ExtensionField(forms.ModelChoiceField):
    def label_from_instance(self, extension: Any) -> str:
        return f"{extension.unit}：{extension.reason}"


class DecideExtensionForm(ActForm):
    extension = ExtensionField(Extension.objects.none(), label=_("Request"), widget=forms.RadioSelect)
    grant = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Grant the longer limit")), ("no", _("Refuse it"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    reason = LongField(label=_("Reason"), required=False, rows=3)
    on = DayField(label=_("Decided on"))

    def prepare(self) -> None:
        asked = Extension.objects.of(self.matter.township).filter(matter=self.matter, answer="")
        self.choose("extension", asked.select_related("unit", "matter", "round").order_by("id"))


class AssistForm(OrderForm):
    opinion = LongField(label=_("Assisting opinion"), rows=6)
    on = DayField(label=_("Day of the opinion"))

    def orders(self, standing: AssignmentQuerySet) -> AssignmentQuerySet:
        return standing.filter(role=Assignment.Role.ASSISTING, opinion_on__isnull=True)


class UrgeForm(ActForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), widget=forms.RadioSelect)
    text = LongField(label=_("What to remind it of"), required=False)
    on = DayField(label=_("Urged on"))

    def prepare(self) -> None:
        orders = Assignment.objects.of(self.matter.township).standing()
        present = orders.filter(matter=self.matter, round__number=self.matter.round)
        self.choose(
            "unit",
            Unit.objects.of(self.matter.township).filter(pk__in=present.values("unit")).order_by("name"),
        )


class SuperviseForm(ActForm):
    text = LongField(label=_("Why the presidium supervises it itself"), required=False)
