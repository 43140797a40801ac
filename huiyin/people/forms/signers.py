"""Names of deputies as a clerk types them: in full or by initials, several parted by 、 or a space."""

import re
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huiyin.core.prepared import Prepared
from huiyin.people.models import Deputy
from huiyin.search.bigrams import normalised
from huiyin.search.initials import initials
from huiyin.townships.models import Township

STOPS = re.compile(r"[、，,；;/\n]+")
MARKED = re.compile(r"(?P<name>[^()]+)\((?P<mark>[^()]*)\)$")  # 李兰芳(13-007): which of two of that name
CANDIDATES = 5


class Roster:
    """The deputies in office, and how each is named so that no other is meant."""

    def __init__(self, deputies: Iterable[Deputy]) -> None:
        self.deputies = list(deputies)
        names = [deputy.name for deputy in self.deputies]
        self._twice = {name for name in names if names.count(name) > 1}

    def said(self, deputy: Deputy) -> str:
        """The deputy's name; where two bear it, with what tells them apart."""
        return f"{deputy.name}（{self._mark(deputy)}）" if deputy.name in self._twice else deputy.name

    def offers(self) -> list[tuple[str, str]]:
        """What a list of proposals shows: the name to be typed and the initials that lead to it."""
        return [(self.said(deputy), deputy.initials) for deputy in self.deputies]

    def read_one(self, text: str) -> Deputy | None:
        """The one deputy that a text names; None for a blank one.

        Raises ValidationError for an unknown or ambiguous name, and for several.
        """
        found = self.read(text)
        if len(found) > 1:
            raise ValidationError(_("Name one deputy here; the others are co-signers."))
        return found[0] if found else None

    def read(self, text: str) -> list[Deputy]:
        """The deputies that a text names, in its order.

        Raises ValidationError with a sentence for each name that nobody, or more than one deputy, bears.
        """
        found, faults = [], []
        for word in self._words(text):
            fits = self._fitting(word)
            if len(fits) == 1:
                found.append(fits[0])
            else:
                faults.append(self._ambiguous(word, fits) if fits else self._unknown(word))
        if faults:
            raise ValidationError(faults)
        return found

    def _words(self, text: str) -> Iterable[str]:
        """The names in a text. A space parts names, but stands inside 李 明 too, as lists are printed."""
        for piece in STOPS.split(normalised(text)):
            whole = "".join(piece.split())
            if whole and self._fitting(whole):
                yield whole
            else:
                yield from _joined(piece.split())

    def _fitting(self, word: str) -> list[Deputy]:
        if marked := MARKED.match(word):
            named = self._of_name(marked["name"])
            return [deputy for deputy in named if normalised(self._mark(deputy)) == marked["mark"]] or named
        return self._of_name(word)

    def _of_name(self, word: str) -> list[Deputy]:
        exact = [deputy for deputy in self.deputies if normalised(deputy.name) == word]
        return exact or [deputy for deputy in self.deputies if deputy.initials and deputy.initials == word]

    def _mark(self, deputy: Deputy) -> str:
        place = deputy.constituency.name if deputy.constituency else ""
        return deputy.certificate or place or deputy.group or deputy.occupation or deputy.get_level_display()

    def _ambiguous(self, word: str, fits: Sequence[Deputy]) -> str:
        return _("“%(name)s” may be several deputies: %(candidates)s. Type which one.") % {
            "name": word,
            "candidates": "、".join(self.said(deputy) for deputy in fits),
        }

    def _unknown(self, word: str) -> str:
        near = self._near(word)
        if not near:
            return _("No deputy in office is called “%(name)s”.") % {"name": word}
        return _("No deputy in office is called “%(name)s”. Is it one of these: %(candidates)s?") % {
            "name": word,
            "candidates": "、".join(self.said(deputy) for deputy in near),
        }

    def _near(self, word: str) -> list[Deputy]:
        """Who sounds alike, begins alike, or shares two characters."""
        sound = initials(word)

        def likeness(deputy: Deputy) -> int:
            shared = len(set(word) & set(normalised(deputy.name)))
            return 3 * (deputy.initials == sound) + shared + deputy.initials.startswith(sound)

        ranked = sorted(self.deputies, key=likeness, reverse=True)
        return [deputy for deputy in ranked if likeness(deputy) >= min(2, len(word))][:CANDIDATES]


def _joined(words: Sequence[str]) -> list[str]:
    """Single characters that stand next to each other are one name."""
    names: list[str] = []
    loose = False
    for word in words:
        single = len(word) == 1 and not word.isascii()
        if single and loose:
            names[-1] += word
            loose = False
        else:
            names.append(word)
            loose = single
    return names


IN_OFFICE: Prepared[Deputy] = Prepared(
    lambda township_id: (
        Deputy.objects.in_office()
        .filter(township_id=township_id)
        .select_related("constituency")
        .defer("phone")
        .order_by("initials", "id")
    ),
    keys=1,
)


def roster_of(township: Township) -> Roster:
    """The roster of a township's deputies in office, of all levels."""
    return Roster(IN_OFFICE.rows(township.pk))
