"""The filters of the worklist: the words of its address, checked against what the township has."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.checks import Evaluation, Verification
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.choices import Choices, Offered
from huiyin.matters.queries.sets import sets
from huiyin.matters.queries.worklist import Wanted

FIRST_YEAR = 1954  # the year of the first congresses
YEARS_OFFERED = 5
SHOWN_FIRST = ("q", "state", "due", "field", "unit")

ALL = pgettext_lazy("filter", "all")
DUE = [
    ("overdue", pgettext_lazy("due", "overdue")),
    ("today", pgettext_lazy("due", "today")),
    ("week", pgettext_lazy("due", "this week")),
    ("next_week", pgettext_lazy("due", "next week")),
    ("month", pgettext_lazy("due", "this month")),
    ("none", pgettext_lazy("due", "without a date")),
]
ROUNDS = [
    ("1", pgettext_lazy("round", "first")),
    ("2", pgettext_lazy("round", "second")),
    ("3", pgettext_lazy("round", "third or later")),
]
ORDERS = [("newest", gettext_lazy("newest first"))]


class PlainSelect(forms.Select):
    """A select drawn at once, not option by option from templates: a page has a dozen of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        options = "".join(_option(str(key), label, chosen) for key, label in self.choices)
        said = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return mark_safe(f"<select{said}>{options}</select>")


def _option(key: str, label: Any, chosen: str) -> str:
    selected = " selected" if key == chosen else ""
    return f'<option value="{escape(key)}"{selected}>{escape(label)}</option>'


def _one_of(label: Any, choices: Any, empty: Any = ALL) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", empty), *choices], required=False, widget=PlainSelect)


class WorklistForm(forms.Form):
    """Selects and a box for words; each narrows the list and stands in its address."""

    q = forms.CharField(
        label=gettext_lazy("Search words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "data-shortcut": "/", "aria-keyshortcuts": "/", "autocomplete": "off"}
        ),
    )
    state = _one_of(
        gettext_lazy("State"),
        [
            ("open", pgettext_lazy("matters", "all open")),
            ("closed", pgettext_lazy("matters", "all closed")),
            ("handed_over", pgettext_lazy("matters", "all handed over")),
            *MatterState.choices,
        ],
    )
    due = _one_of(gettext_lazy("Due"), DUE)
    field = _one_of(gettext_lazy("Field"), [])
    unit = _one_of(gettext_lazy("Lead unit"), [])
    village = _one_of(gettext_lazy("Village"), [])
    kind = _one_of(gettext_lazy("Kind"), Matter.Kind.choices)
    round = _one_of(gettext_lazy("Round"), ROUNDS)
    claim = _one_of(gettext_lazy("Unit's claim"), [])
    evaluation = _one_of(
        gettext_lazy("Deputies' evaluation"),
        [*Evaluation.Rating.choices, ("none", gettext_lazy("none given"))],
    )
    verified = _one_of(
        gettext_lazy("Verification"),
        [*Verification.Result.choices, ("none", gettext_lazy("not verified yet"))],
    )
    set = _one_of(gettext_lazy("Counted in"), [])
    year = _one_of(gettext_lazy("Year"), [])
    order = _one_of(pgettext_lazy("of a list", "Order"), ORDERS, gettext_lazy("by due date"))
    supervised = forms.BooleanField(label=gettext_lazy("under supervision"), required=False)
    signer = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, offered: Offered, this_year: int) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["q"].widget.attrs["placeholder"] = _("matter, deputy, unit, number…")
        self._offer("field", offered.fields)
        self._offer("unit", offered.units)
        self._offer("village", offered.villages)
        self._offer("claim", offered.claims)
        self._offer("set", sets())
        self._offer("year", _years(this_year, data.get("year", "")))

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ALL), *choices]

    @property
    def shown_first(self) -> list[forms.BoundField]:
        return [self[name] for name in SHOWN_FIRST]

    @property
    def shown_folded(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in SHOWN_FIRST]

    @property
    def is_unfolded(self) -> bool:
        """Whether one of the folded filters narrows the list, or is wrong: then it must be seen."""
        return any(field.value() or field.errors for field in self.shown_folded)

    def wanted(self) -> Wanted:
        """What the address asks for; call it after `is_valid`."""
        cleaned = self.cleaned_data
        said = {name: str(value) for name, value in cleaned.items() if value and value is not True}
        return Wanted(**said, supervised="1" if cleaned["supervised"] else "")


def _years(this_year: int, asked: str) -> Choices:
    years = {str(this_year - back) for back in range(YEARS_OFFERED)}
    if asked.isascii() and asked.isdecimal() and FIRST_YEAR <= int(asked[:5]) <= this_year:
        years.add(asked)
    return [(year, year) for year in sorted(years, reverse=True)]
