"""The choice of where a ballot is held: a meeting, or an item of its agenda."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.places import Place, likely
from huiyin.assembly.titles import meeting_name
from huiyin.ui.forms import PlainForm

SECRET = (Vote.Method.PAPER, Vote.Method.SLIPS)


class SecretBallotForm(PlainForm):
    """Where a secret ballot is held, and whether on paper or by slips. `kind`: what item fits best."""

    where = forms.ChoiceField(label=gettext_lazy("Meeting and item"))
    method = forms.ChoiceField(
        label=gettext_lazy("How it is voted"),
        choices=[(one.value, one.label) for one in SECRET],
        initial=Vote.Method.PAPER,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Both are secret. Slips are drawn from a box and used once on any phone."),
    )

    def __init__(
        self, *args: Any, places: Sequence[Place], kind: str, wanted: str = "", **words: Any
    ) -> None:
        super().__init__(*args, **words)
        self.places = {place.key: place for place in places}
        self.fields["where"].choices = _by_meeting(places)  # type: ignore[attr-defined]
        best = self.places.get(wanted) or likely(list(places), kind)
        self.initial.setdefault("where", best.key if best else "")
        if not places:
            self.fields["where"].help_text = _(
                "No plenary meeting of the session is planned: plan one first."
            )

    def words(self) -> dict[str, Any]:
        """Meeting, item and method, as the act takes them."""
        place = self.places[self.cleaned_data["where"]]
        return {"meeting": place.meeting, "item": place.item}


def _by_meeting(places: Sequence[Place]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[Any, tuple[str, list[tuple[str, str]]]] = {}
    for place in places:
        name = meeting_name(place.meeting)
        _name, choices = groups.setdefault(place.meeting.pk, (name, []))
        label = (
            f"{place.item.position}. {place.item.title}"
            if place.item
            else _("%(meeting)s, without an item") % {"meeting": name}
        )
        choices.append((place.key, label))
    return list(groups.values())
