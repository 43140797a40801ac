"""Forms that begin what deputies put jointly: a motion in its three parts, a recall, and who signs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly import law
from huiyin.assembly.models.motions import Motion
from huiyin.people.forms.signers import Roster, roster_of
from huiyin.people.models import Deputy, User
from huiyin.people.permissions import is_clerk
from huiyin.townships.models import Township
from huiyin.ui.forms import PlainForm

NAMES = {"list": "deputies", "autocomplete": "off"}
WHO = ("brought_by", "lead", "cosigners", "signed_on_paper")
TITLE = {"autofocus": True, "autocomplete": "off"}


def long_field(label: Any, *, rows: int = 4, **words: Any) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=20_000, widget=widget, **words)


class SignersTyped(PlainForm):
    """Deputies typed by name or by initials; `roster` offers them."""

    def __init__(self, *args: Any, township: Township, user: User, **words: Any) -> None:
        super().__init__(*args, **words)
        self.user, self.township = user, township
        self.roster: Roster = roster_of(township)
        self.clerk = is_clerk(user, township)
        if not self.clerk:
            for name in set(WHO) - {"cosigners"}:
                self.fields.pop(name, None)

    def clean_lead(self) -> Deputy | None:
        return self.roster.read_one(self.cleaned_data["lead"])

    def clean_cosigners(self) -> list[Deputy]:
        return self.roster.read(self.cleaned_data["cosigners"])

    def of_signing(self) -> list[forms.BoundField]:
        """The fields that say who brings it."""
        return [self[name] for name in WHO if name in self.fields]

    def of_text(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in WHO]

    def said(self) -> dict[str, Any]:
        """What the act is told; a deputy leads what they write themselves."""
        if self.clerk:
            return self.cleaned_data
        own = self.user.standing_in(self.township.pk).deputy_ids
        lead = Deputy.objects.of(self.township).filter(pk__in=own).order_by("id").first()
        return {**self.cleaned_data, "lead": lead}


class Signing(SignersTyped):
    """Who leads and who signs with them; the end of every form that begins something signed jointly."""

    lead = forms.CharField(
        label=_("Lead deputy"),
        required=False,
        help_text=_("Name or initials, such as ljp."),
        widget=forms.TextInput(attrs=NAMES),
    )
    cosigners = forms.CharField(
        label=_("Co-signers"),
        required=False,
        help_text=_("Names or initials, parted by 、 or a space."),
        widget=forms.TextInput(attrs=NAMES),
    )
    signed_on_paper = forms.BooleanField(
        label=_("The paper bears the signatures of all of them"), required=False
    )


class MotionForm(Signing):
    """A motion in its three parts."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("One motion in one line: motion on …"),
        widget=forms.TextInput(attrs=TITLE),
    )
    cause = long_field(
        pgettext_lazy("part of a motion", "Cause"), rows=2, required=False, help_text=_("What it is about.")
    )
    grounds = long_field(
        pgettext_lazy("part of a motion", "Grounds"), required=False, help_text=_("Why, with facts and law.")
    )
    plan = long_field(
        pgettext_lazy("part of a motion", "Plan"),
        rows=5,
        required=False,
        help_text=_("What the congress shall resolve: the words that are voted on."),
    )
    brought_by = forms.ChoiceField(label=_("Brought by"), choices=Motion.BroughtBy.choices)
    field_order = ("title", "cause", "grounds", "plan", "brought_by", "lead", "cosigners", "signed_on_paper")


def _posts() -> list[tuple[str, str]]:
    return [("", "—"), *((post.name.zh, str(post.name)) for post in law.posts().values())]


class RecallForm(Signing):
    """The recall of somebody whom the congress elected."""

    title = MotionForm.base_fields["title"]
    person = forms.CharField(label=_("Who is to be recalled"), max_length=40, required=False)
    post = forms.ChoiceField(label=_("From which post"), choices=_posts, required=False)
    grounds = long_field(pgettext_lazy("of a recall", "Grounds of the recall"), required=False)
    brought_by = forms.ChoiceField(
        label=_("Brought by"),
        choices=[one for one in Motion.BroughtBy.choices if one[0] != Motion.BroughtBy.GOVERNMENT],
    )
    field_order = ("title", "person", "post", "grounds", "brought_by", "lead", "cosigners", "signed_on_paper")
