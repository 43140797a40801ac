"""What the forms of all acts share: the matter, the person, the day; dates; the choice of an order."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.models.handling import Assignment, AssignmentQuerySet
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Unit, User
from huiyin.people.permissions import is_clerk, is_office
from huiyin.ui.forms import PlainForm


class DayField(forms.DateField):
    """A day, by default today; one in the future only where the act speaks of what will be."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, future: bool = False, **words: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%Y/%m/%d"], **words)
        self.future = future


class LongField(forms.CharField):
    """A text of several lines."""

    def __init__(self, *, rows: int = 4, **words: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, **words)


class ActForm(PlainForm):
    """The form of one act on a matter. `about` names a template with what one should know before."""

    about = ""
    below = ""  # a template drawn after the fields
    side_by_side: tuple[tuple[str, ...], ...] = ()  # fields that share a line

    def __init__(self, *args: Any, matter: Matter, user: User, today: date, **words: Any) -> None:
        super().__init__(*args, **words)
        self.matter, self.user, self.today = matter, user, today
        self.alone: dict[str, str] = {}  # choices that left nothing to choose: what was taken
        for name, field in self.fields.items():
            if isinstance(field, DayField) and not field.future and field.required:
                self.initial.setdefault(name, today)
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices that depend on the matter."""

    def today_unless_office(self, name: str) -> None:
        """Only the office types from paper, by the day on it; whoever acts in person does so today."""
        if not is_office(self.user, self.matter):
            del self.fields[name]

    def lines(self) -> Iterator[list[forms.BoundField]]:
        """The visible fields, line by line."""
        for bound in self.visible_fields():
            shared = next((names for names in self.side_by_side if bound.name in names), (bound.name,))
            if bound.name == shared[0]:
                yield [self[name] for name in shared if name in self.fields]

    def choose(self, name: str, rows: Any) -> None:
        """Let this field offer these rows; a single one is taken without asking."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        found = list(rows[:2])
        if len(found) == 1 and field.required:
            self.initial.setdefault(name, found[0].pk)
            self.alone[name] = field.label_from_instance(found[0])
            field.widget = forms.HiddenInput()
        if field.required:
            field.empty_label = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, field in self.fields.items():
            day = cleaned.get(name)
            if isinstance(field, DayField) and not field.future and day and day > self.today:
                self.add_error(name, _("This day lies in the future."))
        return cleaned


class OrderField(forms.ModelChoiceField):
    def label_from_instance(self, order: Any) -> str:
        return f"{order.unit} · {order.get_role_display()}"


class OrderForm(ActForm):
    """The form of an act on one unit's order: a unit sees its own, the clerk all in force."""

    order = OrderField(Assignment.objects.none(), label=_("Unit"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.choose("order", self.orders(self.standing()))

    def standing(self) -> AssignmentQuerySet:
        """The orders of the present round that this person may act on."""
        orders = Assignment.objects.of(self.matter.township).standing()
        orders = orders.filter(matter=self.matter, round__number=self.matter.round)
        orders = orders.select_related("unit", "round", "matter").order_by("id")
        if is_clerk(self.user, self.matter):
            return orders
        return orders.of_units(self.user.standing_in(self.matter.township_id).unit_ids)

    def orders(self, standing: AssignmentQuerySet) -> AssignmentQuerySet:
        """Those of them that this act is still open for."""
        return standing


class EmptyForm(ActForm):
    """An act that asks for nothing but the decision to do it."""


def units_in_use(matter: Matter) -> Any:
    """The units that can be given an order."""
    return Unit.objects.of(matter.township).filter(closed_at__isnull=True).order_by("name", "id")


def offer_units(field: forms.ModelChoiceField, units: Any) -> None:
    """Let a field offer these units; where there are units of several kinds, each kind apart."""
    field.queryset = units
    rows = list(units)
    kinds = [kind for kind in Unit.Kind if any(unit.kind == kind for unit in rows)]
    if len(kinds) < 2:
        return
    empty = [("", field.empty_label)] if field.empty_label is not None else []
    by_kind = [
        (str(kind.label), [(unit.pk, str(unit)) for unit in rows if unit.kind == kind]) for kind in kinds
    ]
    field.choices = [*empty, *by_kind]
