"""The form of a reply: the category with what it demands, the text, the signature, and the promises."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from huiyin.matters.actions.replying import Answer, Pledge
from huiyin.matters.claims import Claim, schemes
from huiyin.matters.forms.base import DayField, LongField, OrderForm
from huiyin.matters.models.handling import AssignmentQuerySet
from huiyin.matters.queries.settings import scheme_of
from huiyin.ui.forms import PlainForm

PROMISES = 3


class PledgeForm(PlainForm):
    """One promise: what, how much, where, by whom, by when. An empty row is no promise."""

    what = forms.CharField(label=_("What will be done"), max_length=200, required=False)
    quantity = forms.DecimalField(
        label=_("How much"), max_digits=12, decimal_places=2, min_value=0, required=False
    )
    measure = forms.CharField(label=_("Unit of measure"), max_length=20, required=False)
    place = forms.CharField(label=_("Where"), max_length=80, required=False)
    person = forms.CharField(label=_("By whom"), max_length=40, required=False)
    due_on = DayField(label=_("By when"), future=True, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("what", "person", "due_on"):
            if self.has_changed() and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("A promise is not one without this."))
        return cleaned


PledgeFormSet = forms.formset_factory(PledgeForm, extra=PROMISES, max_num=PROMISES, validate_max=True)


class ReplyForm(OrderForm):
    below = "matters/_promise_rows.html"
    side_by_side = (("signed_off_by", "replied_on"), ("contact_name", "phone"))

    claim = forms.ChoiceField(label=_("Category"), widget=forms.RadioSelect)
    text = LongField(label=_("Reply"), rows=8)
    reason = LongField(label=_("Reason, where it cannot be done"), required=False, rows=3)
    signed_off_by = forms.CharField(label=_("Signed off by (head of the unit)"), max_length=40)
    contact_name = forms.CharField(label=_("Contact person"), max_length=40, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    replied_on = DayField(label=_("Date of the reply"))

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.pledges = PledgeFormSet(self.data if self.is_bound else None, prefix="promise")

    def prepare(self) -> None:
        super().prepare()
        scheme = schemes()[scheme_of(self.matter.township)]
        self.fields["claim"].choices = [(claim.code, claim_choice(claim)) for claim in scheme.claims]  # type: ignore[attr-defined]
        own = list(self.fields["order"].queryset[:2])  # type: ignore[attr-defined]
        if len(own) == 1:
            self.initial.setdefault("signed_off_by", own[0].unit.head_name)
            self.initial.setdefault("contact_name", own[0].unit.contact_name)
            self.initial.setdefault("phone", own[0].unit.phone)

    def orders(self, standing: AssignmentQuerySet) -> AssignmentQuerySet:
        return standing.to_answer().filter(replies__isnull=True)

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.pledges.is_valid()])

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and hasattr(self, "pledges") and not self.pledges.is_valid():
            self.add_error(None, _("A promise is not complete: look at the rows below."))

    def answer(self) -> Answer:
        said = self.cleaned_data
        return Answer(
            **{name: said[name] for name in ("claim", "text", "reason", "signed_off_by", "replied_on")},
            contact_name=said["contact_name"],
            phone=said["phone"],
            pledges=[Pledge(**row) for row in self.pledges.cleaned_data if row],
        )


def claim_choice(claim: Claim) -> str:
    """A category with what claiming it demands."""
    demands = [
        (claim.needs_date, gettext("needs a promise with a date")),
        (claim.needs_reason, gettext("needs the reason")),
        (claim.needs_upward_report, gettext("is reported upward")),
    ]
    said = pgettext("between clauses", ", ").join(words for wanted, words in demands if wanted)
    return format_html('{} <span class="sub">{}</span>', str(claim), said) if said else str(claim)
