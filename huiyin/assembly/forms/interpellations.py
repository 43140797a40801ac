"""Forms of interpellations: the question, how it is put, what was answered, what the signers think of it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly.forms.drafting import TITLE, Signing, long_field
from huiyin.assembly.forms.motions import MeetingChoice, MotionActForm
from huiyin.assembly.lifecycle import MeetingState
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.motions import InterpellationAnswer
from huiyin.assembly.queries.signing import confirmed_of
from huiyin.people.forms.choices import day_field


class InterpellationForm(Signing):
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("One question in one line: interpellation on …"),
        widget=forms.TextInput(attrs=TITLE),
    )
    question = long_field(
        _("Question to the township government"),
        rows=6,
        help_text=_("What is asked, with the facts; to the township government alone."),
    )
    field_order = ("title", "question", "lead", "cosigners", "signed_on_paper")


class ChangeInterpellationForm(MotionActForm):
    title = InterpellationForm.base_fields["title"]
    question = InterpellationForm.base_fields["question"]

    def prepare(self) -> None:
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.row, name))


class EmptyForm(MotionActForm):
    """Nothing to fill in: the button says it all."""


class PutForm(MotionActForm):
    how = forms.ChoiceField(
        label=_("How it is to be answered"),
        choices=InterpellationAnswer.How.choices,
        initial=InterpellationAnswer.How.ORAL,
        widget=forms.RadioSelect,
    )
    item_meeting = MeetingChoice(
        Meeting,
        label=_("In which meeting"),
        required=False,
        empty_label=_("no meeting named"),
        help_text=_("The meeting gets an item for it."),
    )

    def prepare(self) -> None:
        rows = Meeting.objects.of(self.row.township).filter(convocation=self.row.convocation_id)
        rows = rows.exclude(state__in=(MeetingState.CLOSED, MeetingState.CALLED_OFF))
        self.offer("item_meeting", rows.order_by("starts_at", "id"))


class AnswerForm(MotionActForm):
    by_whom = forms.CharField(
        label=_("Who answered"), max_length=80, help_text=_("Office and name, as the chair says it.")
    )
    how = forms.ChoiceField(
        label=_("How"), choices=InterpellationAnswer.How.choices, widget=forms.RadioSelect
    )
    text = long_field(pgettext_lazy("of an interpellation", "Answer"), rows=6)
    answered_on = day_field(_("Day"))

    def prepare(self) -> None:
        self.initial.setdefault("how", self.row.answer_how)
        self.initial.setdefault("answered_on", self.day)


class RateForm(MotionActForm):
    satisfied = forms.IntegerField(label=_("Satisfied"), min_value=0)
    dissatisfied = forms.IntegerField(
        label=_("Dissatisfied"),
        min_value=0,
        help_text=_("When at least half of the signers are dissatisfied, the government answers again."),
    )

    def prepare(self) -> None:
        self.signers = len(confirmed_of(self.row))
