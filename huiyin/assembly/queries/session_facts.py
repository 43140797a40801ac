"""How the journal says what was done about a session: who asked, how many notices, which days moved."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from huiyin.assembly.checklist import line_of
from huiyin.assembly.models.sessions import Convocation, Leave
from huiyin.journal.words import Facts, choices_in_words, days_in_words, said_day

CHOICES = {"session_kind": (Convocation.Kind,), "leave": (Leave.State,)}


def session_facts(facts: Facts) -> Iterable[str]:
    """The facts of an act on a session, in clauses."""
    yield from choices_in_words(facts, CHOICES)
    if isinstance(asked := facts.get("asked"), dict):
        yield gettext("asked for by %(given)s of %(of_all)s deputies") % asked
    if isinstance(count := facts.get("invited"), int) and count:
        yield ngettext("%(count)d notice", "%(count)d notices", count) % {"count": count}
    if facts.get("is_late") is True:
        yield gettext("the notice is late")
    yield from _taking_part(facts)
    if line := line_of(str(facts.get("line", ""))):
        yield str(line.name)
    yield from (_moved(move) for move in facts.get("lines_moved") or ())
    yield from days_in_words(facts, {"opens_on": gettext("opens on %(day)s")})


def _taking_part(facts: Facts) -> Iterable[str]:
    for name in ("placed", "members", "guests"):
        if isinstance(count := facts.get(name), int) and count:
            yield ngettext("%(count)d person", "%(count)d persons", count) % {"count": count}


def _moved(move: dict[str, str]) -> str:
    line = line_of(move["line"])
    return gettext("%(line)s: %(from)s moved to %(to)s") % {
        "line": line.name if line else move["line"],
        "from": said_day(move["from"]) if move["from"] else "–",
        "to": said_day(move["to"]),
    }
