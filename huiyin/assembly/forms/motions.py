"""Forms of the acts on a motion: its words, who signs, what the presidium decides, what follows."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.forms.drafting import NAMES, MotionForm, RecallForm, long_field
from huiyin.assembly.forms.meetings import moment_field
from huiyin.assembly.lifecycle import MeetingState
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.motions import Amendment, Motion, Signature
from huiyin.assembly.queries.signing import signers_of
from huiyin.assembly.titles import meeting_name
from huiyin.matters.models.settings import Field
from huiyin.people.forms.choices import RowChoice, day_field
from huiyin.people.forms.signers import roster_of
from huiyin.people.models import Deputy, User
from huiyin.people.permissions import is_clerk
from huiyin.townships.models import Village
from huiyin.ui.forms import PlainForm

OVER = (MeetingState.CLOSED, MeetingState.CALLED_OFF)


class MeetingChoice(RowChoice):
    def label_from_instance(self, obj: Any) -> str:
        return meeting_name(obj)


class MotionActForm(PlainForm):
    """The form of one act on a motion: it knows the motion, who acts and the day."""

    def __init__(self, *args: Any, row: Any, user: User, day: date, **words: Any) -> None:
        super().__init__(*args, **words)
        self.row, self.user, self.day = row, user, day
        self.clerk = is_clerk(user, row)
        self.prepare()

    def prepare(self) -> None:
        """Fill what depends on the motion."""

    def offer(self, name: str, rows: Any) -> None:
        """Let this choice offer these rows."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class ChangeMotionForm(MotionActForm):
    title = MotionForm.base_fields["title"]
    cause = MotionForm.base_fields["cause"]
    person = RecallForm.base_fields["person"]
    post = RecallForm.base_fields["post"]
    grounds = MotionForm.base_fields["grounds"]
    plan = MotionForm.base_fields["plan"]
    confirmations_stand = forms.BooleanField(
        label=_("The signers know of the change; their confirmations stand"), required=False
    )

    def prepare(self) -> None:
        recall = self.row.kind == Motion.Kind.RECALL
        for name in ("cause", "plan") if recall else ("person", "post"):
            del self.fields[name]
        if not self.clerk:
            del self.fields["confirmations_stand"]
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.row, name, ""))


class SignForm(MotionActForm):
    """Who signs in addition, and who takes the signature back."""

    add = forms.CharField(
        label=_("Who signs too"),
        required=False,
        help_text=_("Names or initials, parted by 、 or a space."),
        widget=forms.TextInput(attrs=NAMES),
    )
    withdraw = forms.ModelMultipleChoiceField(
        Deputy.objects.none(),
        label=_("Who takes the signature back"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        self.roster = roster_of(self.row.township)
        _offer_signers(self, "withdraw", signers_of(self.row))

    def clean_add(self) -> list[Deputy]:
        return self.roster.read(self.cleaned_data["add"])


class ConfirmForm(MotionActForm):
    """Who confirmed and how; a deputy confirms their own signature with the button alone."""

    deputies = forms.ModelMultipleChoiceField(
        Deputy.objects.none(), label=_("Who confirmed"), widget=forms.CheckboxSelectMultiple
    )
    how = forms.ChoiceField(
        label=_("How"),
        choices=[one for one in Signature.How.choices if one[0] != Signature.How.ACCOUNT],
        initial=Signature.How.PAPER,
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        waiting = [one for one in signers_of(self.row) if one.confirmed_at is None]
        if self.clerk:
            _offer_signers(self, "deputies", waiting)
            return
        own = self.user.standing_in(self.row.township_id).deputy_ids
        self.own = [one.deputy for one in waiting if one.deputy_id in own]
        self.fields.clear()

    def words(self) -> dict[str, Any]:
        if self.clerk:
            return self.cleaned_data
        return {"deputies": self.own, "how": Signature.How.ACCOUNT}


def _offer_signers(form: MotionActForm, name: str, signers: Any) -> None:
    """The signers in their own order, which a table of deputies does not know."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelMultipleChoiceField)
    field.queryset = Deputy.objects.of(form.row.township).filter(pk__in=[one.deputy_id for one in signers])
    field.choices = [(one.deputy_id, one.deputy.name) for one in signers]


class HandInForm(MotionActForm):
    received_at = moment_field(
        _("Received on paper"),
        required=False,
        help_text=_("Only when the office had the paper earlier than now: that moment counts."),
    )

    def prepare(self) -> None:
        if not self.clerk:
            del self.fields["received_at"]


class DecisionForm(MotionActForm):
    """What the presidium decided, and in which of its meetings."""

    meeting_decided = MeetingChoice(
        Meeting, label=_("Decided in"), required=False, empty_label=_("no meeting named")
    )

    def meetings(self, kind: str) -> Any:
        rows = Meeting.objects.of(self.row.township).filter(convocation=self.row.convocation_id, kind=kind)
        return rows.exclude(state=MeetingState.CALLED_OFF).order_by("starts_at", "id")

    def prepare(self) -> None:
        self.offer("meeting_decided", self.meetings(Meeting.Kind.PRESIDIUM))


class AgendaForm(DecisionForm):
    item_meeting = MeetingChoice(
        Meeting,
        label=_("Meeting that considers it"),
        empty_label=None,
        help_text=_("A plenary meeting of this session that is not over."),
    )
    speaker = forms.CharField(
        label=_("Who explains it"),
        max_length=80,
        required=False,
        help_text=_("Empty: the deputy who leads."),
    )
    reason = long_field(_("Reason of the presidium"), rows=2, required=False)
    field_order = ("item_meeting", "speaker", "meeting_decided", "reason")

    def prepare(self) -> None:
        super().prepare()
        open_ = self.meetings(Meeting.Kind.PLENARY).exclude(state__in=OVER)
        self.offer("item_meeting", open_)
        self.wants_meeting = not open_.exists()


class TurnForm(DecisionForm):
    reason = long_field(
        _("Reason of the presidium"), help_text=_("The deputies who signed read it with the suggestion.")
    )
    field = RowChoice(Field, label=_("Field"), required=False, empty_label="—")
    village = RowChoice(Village, label=_("Village"), required=False, empty_label="—")
    field_order = ("reason", "meeting_decided", "field", "village")

    def prepare(self) -> None:
        super().prepare()
        self.offer("field", Field.objects.of(self.row.township).in_use())
        self.offer("village", Village.objects.of(self.row.township).order_by("code", "name"))


class AmendForm(MotionActForm):
    brought_by = forms.CharField(
        label=_("Brought by"),
        max_length=80,
        help_text=_("Who brings the amendment: the presidium, a delegation, deputies by name."),
    )
    before = long_field(
        _("Words that it replaces"),
        rows=2,
        required=False,
        help_text=_("Exactly as they stand in the plan; empty: the new words are added at its end."),
    )
    text = long_field(_("New words"), rows=3)


class AmendmentChoice(RowChoice):
    def label_from_instance(self, obj: Any) -> str:
        shown = {"who": obj.brought_by, "text": obj.text}
        return gettext("%(who)s: “%(text)s”") % shown


class DecideAmendmentForm(MotionActForm):
    amendment = AmendmentChoice(Amendment, label=_("Amendment"), empty_label=None, widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=pgettext_lazy("of an amendment", "What became of it"),
        choices=[one for one in Amendment.Answer.choices if one[0]],
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        waiting = self.row.amendments.filter(answer=Amendment.Answer.OPEN).order_by("id")
        self.offer("amendment", waiting)
        if len(only := list(waiting[:2])) == 1:
            self.initial.setdefault("amendment", only[0].pk)


class DefenceForm(MotionActForm):
    text = long_field(_("What the person answered"), rows=6, required=False)
    renounced = forms.BooleanField(label=_("The person renounced the right to answer"), required=False)
    on = day_field(_("Day"))

    def prepare(self) -> None:
        self.initial.setdefault("on", self.day)


class WithdrawForm(MotionActForm):
    reason = long_field(_("Why it is withdrawn"), rows=3)
