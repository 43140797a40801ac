"""Who is meant by what is typed or scanned at the door: a name, pinyin initials, the code of a notice, its
whole address.
"""

import re
from datetime import datetime

from huiyin.assembly.models.meetings import Meeting, Presence
from huiyin.assembly.models.sessions import Invitation
from huiyin.assembly.queries.counts import entitled_at
from huiyin.people.models import Deputy
from huiyin.people.queries import named

IN_ADDRESS = re.compile(r"/sign-in/([0-9A-Za-z-]+)/?\s*$")  # as the QR on a notice holds it
MOST = 12  # more than so many hits: type more


def code_in(typed: str) -> str:
    """The code in what was typed or scanned."""
    scanned = IN_ADDRESS.search(typed)
    return (scanned[1] if scanned else typed).replace("-", "").strip().upper()


def deputies_meant(meeting: Meeting, typed: str, moment: datetime) -> tuple[list[Deputy], str]:
    """The deputies who may be meant, and how they were named (a value of `Presence.How`).

    Who belongs to the meeting goes before who does not; a name or initials as they stand before a part.
    """
    typed = typed.strip()
    if not typed:
        return [], Presence.How.NAME
    if (invited := _invited(meeting, typed)) is not None:
        return [invited], Presence.How.CODE
    found = list(entitled_at(meeting, moment).filter(named(typed)).order_by("initials", "id")[: MOST + 1])
    if not found:
        others = Deputy.objects.filter(named(typed), township_id=meeting.township_id)
        found = list(others.order_by("initials", "id")[: MOST + 1])
    exact = [one for one in found if typed.lower() in (one.name.lower(), one.initials)]
    return exact or found, Presence.How.NAME


def _invited(meeting: Meeting, typed: str) -> Deputy | None:
    """Whose notice it is: of this meeting's session; the code of another session's notice names him too."""
    code = code_in(typed)
    codes = Invitation.objects.filter(township_id=meeting.township_id, code__in=(code, code.lower()))
    found = codes.select_related("deputy").first()
    return found.deputy if found else None
