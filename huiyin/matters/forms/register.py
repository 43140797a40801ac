"""What is asked when a matter comes in: all of the slip for the clerk, four things for a deputy."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiyin.matters.actions.intake import Slip
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.models.settings import Field
from huiyin.people.forms.signers import roster_of
from huiyin.people.models import Deputy, User
from huiyin.townships.models import Session, Township, Village
from huiyin.ui.forms import PlainForm

SESSIONS_OFFERED = 12
TEXTS = ("title", "situation", "request")
CHANNELS_OF_THE_OFFICE = [choice for choice in Matter.Channel.choices if choice[0] != Matter.Channel.WEB]

Row = TypeVar("Row", bound=models.Model)


def _text(label: Any, rows: int, **words: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **words)


def _choice(label: Any, **words: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, **words)


class SlipForm(PlainForm):
    """What a matter says, for whoever writes it."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("One matter in one line, as it will stand in the register."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    situation = _text(gettext_lazy("Situation"), 4)
    request = _text(pgettext_lazy("of a suggestion", "Request"), 3)
    field = _choice(gettext_lazy("Field"), required=False)
    village = _choice(gettext_lazy("Village"), required=False)
    secrecy = forms.BooleanField(
        label=gettext_lazy("Units must not learn who raised it"),
        required=False,
    )
    similar_to = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, township: Township, on: date, user: User) -> None:
        super().__init__(data)
        self.township, self.on, self.user = township, on, user
        self.rows: dict[str, dict[str, Any]] = {}
        self._offer("field", Field.objects.of(township).in_use())
        self._offer("village", Village.objects.of(township).order_by("code", "name"))

    def _offer(self, name: str, rows: models.QuerySet[Any]) -> None:
        """Let a select offer these rows; asked once, for the list and for the answer."""
        self.rows[name] = {str(row.pk): row for row in rows}
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((key, self.said(row)) for key, row in self.rows[name].items())]

    def said(self, row: models.Model) -> str:
        if not isinstance(row, Session):
            return str(row)
        words = {"term": row.term.number, "number": row.number, "year": row.opens_on.year}
        return _("Congress %(term)s, session %(number)s (%(year)s)") % words

    def clean_similar_to(self) -> Matter | None:
        key: UUID | None = self.cleaned_data["similar_to"]
        if key is None:
            return None
        like = Matter.objects.of(self.township).visible_to(self.user).filter(pk=key).first()
        if like is None:
            raise ValidationError(_("The similar matter is not to be found any more."))
        return like

    def point_at_fault(self) -> None:
        """Put the cursor where something must be put right."""
        faulty = [name for name in self.fields if name in self.errors and name != "similar_to"]
        if faulty:
            self.fields["title"].widget.attrs.pop("autofocus", None)
            self.fields[faulty[0]].widget.attrs["autofocus"] = True

    def chosen(self, name: str) -> Any:
        """The row that a select was answered with."""
        return self.rows[name].get(self.cleaned_data[name])

    def _words(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name].strip() for name in TEXTS}
        rows = {name: self.chosen(name) for name in ("field", "village")}
        kept = {name: self.cleaned_data[name] for name in ("secrecy", "similar_to")}
        return {**said, **rows, **kept}

    def text(self) -> str:
        """What was written so far, to look for matters that say the same."""
        return "\n".join(str(self[name].value() or "") for name in TEXTS)


class DeputySlipForm(SlipForm):
    """A deputy hands in a suggestion of their own; the office completes the rest."""

    def slip(self, lead: Deputy) -> Slip:
        return Slip(**self._words(), received_on=self.on, channel=Matter.Channel.WEB, lead=lead)


class RegisterForm(SlipForm):
    """The clerk types in what came on paper, by telephone, at a station or in a session."""

    lead = forms.CharField(
        label=gettext_lazy("Lead deputy"),
        required=False,
        help_text=gettext_lazy("Name or initials, such as ljp."),
        widget=forms.TextInput(attrs={"list": "deputies", "autocomplete": "off"}),
    )
    cosigners = forms.CharField(
        label=gettext_lazy("Co-signers"),
        required=False,
        help_text=gettext_lazy("Names or initials, parted by 、 or a space."),
        widget=forms.TextInput(attrs={"list": "deputies", "autocomplete": "off"}),
    )
    kind = _choice(gettext_lazy("Kind"), choices=Matter.Kind.choices)
    channel = _choice(pgettext_lazy("intake", "How it came"), choices=CHANNELS_OF_THE_OFFICE)
    session = _choice(gettext_lazy("Session"), required=False)
    received_on = forms.DateField(
        label=gettext_lazy("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    voter_name = forms.CharField(label=gettext_lazy("Voter's name"), max_length=40, required=False)
    voter_phone = forms.CharField(
        label=gettext_lazy("Voter's telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    way = _choice(gettext_lazy("How to answer"), choices=Petitioner.Way.choices)

    def __init__(self, data: Any, *, township: Township, on: date, user: User) -> None:
        super().__init__(data, township=township, on=on, user=user)
        sessions = Session.objects.of(township).filter(opens_on__lte=on).select_related("term")
        self._offer("session", sessions.order_by("-opens_on", "-id")[:SESSIONS_OFFERED])
        self.roster = roster_of(township)
        self.initial = self._first_answers()

    def _first_answers(self) -> dict[str, Any]:
        """During a session a matter most likely comes in that session, else on paper."""
        first = {"received_on": self.on, "kind": Matter.Kind.SUGGESTION, "channel": Matter.Channel.PAPER}
        for key, session in self.rows["session"].items():
            if session.opens_on <= self.on <= session.closes_on:
                return {**first, "channel": Matter.Channel.SESSION, "session": key}
        return first

    def clean_lead(self) -> Deputy | None:
        return self.roster.read_one(self.cleaned_data["lead"])

    def clean_cosigners(self) -> list[Deputy]:
        return self.roster.read(self.cleaned_data["cosigners"])

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > self.on:
            raise ValidationError(_("The day of receipt lies in the future."))
        return day

    def slip(self) -> Slip:
        """All that was typed; what is typed for somebody else is marked so (代录)."""
        kept = ("lead", "cosigners", "kind", "channel", "received_on", "way")
        words = {name: self.cleaned_data[name] for name in kept}
        if words["kind"] == Matter.Kind.OPINION:
            words |= {name: self.cleaned_data[name].strip() for name in ("voter_name", "voter_phone")}
        return Slip(
            **self._words(),
            **words,
            session=self.chosen("session"),
            typed_for=words["kind"] != Matter.Kind.FINDING,
        )
