"""Forms of votes: the question, its rule and its ballot; hands, slips, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.actions.fitting import MOST_OPTIONS, OF_PRESIDIUM
from huiyin.assembly.actions.slips import MOST_SLIPS
from huiyin.assembly.actions.voting import Choice
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.votes import Vote
from huiyin.ui.forms import PlainForm

MOST = 9999


def rules_for(meeting: Meeting) -> list[tuple[str, Any]]:
    """The rules by which this body decides."""
    is_presidium = meeting.body == "presidium"
    own = [rule for rule in Vote.Rule if rule != Vote.Rule.MAJORITY_OF_MEMBERS]
    rules = [rule for rule in Vote.Rule if rule in OF_PRESIDIUM] if is_presidium else own
    return [(rule.value, rule.label) for rule in rules]


class VoteForm(PlainForm):
    """What is put to the vote, how, and by which rule; of a choice also what there is to choose from."""

    title = forms.CharField(label=_("Question that is put to the vote"), max_length=160)
    subject = forms.ChoiceField(
        label=_("Sort of vote"),
        choices=[
            (Vote.Subject.DECISION.value, _("Decision: in favour, against, abstained")),
            (Vote.Subject.CHOICE.value, Vote.Subject.CHOICE.label),
        ],
        widget=forms.RadioSelect,
        initial=Vote.Subject.DECISION,
        help_text=_("The ballot of an election is prepared on the page of the election."),
    )
    method = forms.ChoiceField(
        label=_("Method"), choices=Vote.Method, widget=forms.RadioSelect, initial=Vote.Method.HANDS
    )
    rule = forms.ChoiceField(label=_("Rule"), widget=forms.RadioSelect)
    options = forms.CharField(
        label=_("What there is to choose from"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=20_000,
        help_text=_("One in each line; a note may follow after “|”. Leave empty for a decision."),
    )
    winners = forms.IntegerField(
        label=_("How many are chosen"), min_value=1, max_value=MOST_OPTIONS, initial=1
    )
    is_ranked = forms.BooleanField(label=_("In order of preference, instead of approved"), required=False)
    choice_fields = ("options", "winners", "is_ranked")

    def __init__(self, *args: Any, meeting: Meeting, **words: Any) -> None:
        super().__init__(*args, **words)
        rules = rules_for(meeting)
        self.fields["rule"].choices = rules  # type: ignore[attr-defined]
        self.initial.setdefault("rule", rules[0][0])

    def choices(self) -> list[Choice]:
        """The lines as options, in their order."""
        lines = [line.strip() for line in self.cleaned_data.get("options", "").splitlines() if line.strip()]
        parts = [line.replace("｜", "|").partition("|") for line in lines]
        return [Choice(label.strip(), note.strip()) for label, _bar, note in parts]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.choices():
            if len(one.label) > 120 or len(one.note) > 200:
                said = gettext("“%(line)s” is too long: 120 characters, and 200 for its note.")
                self.add_error("options", said % {"line": one.label[:20]})
        return cleaned

    def words(self) -> dict[str, Any]:
        """What both acts take."""
        names = ("title", "method", "rule", "winners", "is_ranked")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class PrepareVoteForm(VoteForm):
    field_order = ("title", "subject", "method", "rule", "options", "winners", "is_ranked")


class ChangeVoteForm(VoteForm):
    """A prepared vote; its sort stays. Rule and ballot of an election are the election's."""

    def __init__(self, *args: Any, vote: Vote, **words: Any) -> None:
        super().__init__(*args, meeting=vote.meeting, **words)
        self.fields.pop("subject")
        if vote.subject == Vote.Subject.DECISION or vote.is_given:
            for name in self.choice_fields:
                self.fields.pop(name)
        if vote.is_given:
            self.fields.pop("rule")


class CountForm(PlainForm):
    """All but those who were against, abstained or did not vote; or those in favour counted too."""

    in_favour = forms.IntegerField(
        label=_("In favour"), min_value=0, max_value=MOST, required=False,
        help_text=_("Empty: all others who were present."),
    )  # fmt: skip
    against = forms.IntegerField(label=_("Against"), min_value=0, max_value=MOST, required=False)
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=MOST, required=False)
    not_voting = forms.IntegerField(label=_("Not voting"), min_value=0, max_value=MOST, required=False)

    def words(self) -> dict[str, Any]:
        """Empty means nobody; of those in favour: not counted."""
        said = self.cleaned_data
        others = {name: said.get(name) or 0 for name in ("against", "abstained", "not_voting")}
        return {"in_favour": said.get("in_favour"), **others}


class PrintSlipsForm(PlainForm):
    count = forms.IntegerField(label=_("How many slips"), min_value=1, max_value=MOST_SLIPS)


class IssuedForm(PlainForm):
    """How many electronic slips were handed out."""

    issued = forms.IntegerField(label=_("Slips handed out"), min_value=0, max_value=MOST)


class ReasonForm(PlainForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)
