"""The checklist of a session: laid out when the session is prepared, its days reckoned by the township's rule
profile and reckoned anew when the session, the rules or the calendar change, its lines settled one by one.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly import permissions as who
from huiyin.assembly.checklist import CUSTOM, Line, line_of, lines
from huiyin.assembly.lifecycle import ConvocationState
from huiyin.assembly.models.sessions import Convocation, Preparation
from huiyin.assembly.queries.preparing import UNDER_WAY, budget_approved_on
from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.deadlines.queries import RuleSet, rules_of
from huiyin.deadlines.reckoning import Rule, Text
from huiyin.deadlines.rulebook import RuleKind
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.journal.models import Channel
from huiyin.people.models import User
from huiyin.townships.models import Township

Move = dict[str, str]


def lay_out_checklist(convocation: Convocation, rules: RuleSet) -> None:
    """Part of preparing or changing a session: every line that it asks for stands on its checklist."""
    held = Preparation.objects.filter(township_id=convocation.township_id, convocation=convocation)
    known = set(held.values_list("code", flat=True))
    events = _events(convocation)
    for position, line in enumerate(lines()):
        if line.code in known or (line.budget and not convocation.has_budget):
            continue
        due_on, reckoning = _due(line, rules, events)
        Preparation.objects.create(
            township_id=convocation.township_id,
            convocation=convocation,
            code=line.code,
            position=position,
            due_on=due_on,
            reckoning=reckoning,
        )


def _events(convocation: Convocation) -> dict[str, date]:
    """The days that start the clocks of a session."""
    session = convocation.session
    events = {"session_opens": session.opens_on, "session_end": session.closes_on}
    if (approved_on := budget_approved_on(convocation)) is not None:
        events["budget_approved"] = approved_on
    return events


def _due(line: Line, rules: RuleSet, events: dict[str, date]) -> tuple[date, dict[str, Any] | None]:
    """When a line is due and how that is reckoned; without a period as the work goes."""
    if line.rule and rules.has_clock(line.rule):
        rule = rules.rule(line.rule)
        event = rule.start_event if rule.start_event in events else rule.fallback_event
        reckoning = rules.clock(line.rule).start(events[event], event=event)
        return reckoning.due_on, reckoning.as_json()
    if line.after:
        return events["session_end"], None
    return _due_by_custom(line, rules, events)


def _due_by_custom(line: Line, rules: RuleSet, events: dict[str, date]) -> tuple[date, dict[str, Any] | None]:
    """On the day of the line that it leans on (or of the opening), or so many days before."""
    other = line_of(line.leans_on)
    on = _due(other, rules, events)[0] if other else events["session_opens"]
    if not line.days:
        return on, None
    source = Text(en=line.source.en, zh=line.source.zh)
    rule = Rule(
        code=CUSTOM, start_event=line.leans_on or "session_opens", amount=line.days, unit="day",
        cap=None, basis=source, source=source, consequence=Text(), kind=RuleKind.CUSTOM, before=True,
    )  # fmt: skip
    reckoning = rules.clock_of(rule).start(on)
    return reckoning.due_on, reckoning.as_json()


def reckon_checklist(rows: Iterable[Preparation], convocation: Convocation, rules: RuleSet) -> list[Move]:
    """Part of an act that changes a session, its rules or the calendar: the days of these lines anew; says
    which moved. A line of the town's own keeps its day.
    """
    events = _events(convocation)
    return [move for row in rows if (move := _moved(row, rules, events)) is not None]


def _moved(row: Preparation, rules: RuleSet, events: dict[str, date]) -> Move | None:
    if row.line is None:
        return None
    due_on, reckoning = _due(row.line, rules, events)
    if (due_on, reckoning) == (row.due_on, row.reckoning):
        return None
    before = row.due_on
    row.due_on, row.reckoning = due_on, reckoning
    row.save(update_fields=["due_on", "reckoning"])
    if before == due_on:
        return None
    return {"line": row.code, "from": before.isoformat() if before else "", "to": due_on.isoformat()}


def open_lines(convocation: Convocation) -> list[Preparation]:
    """The lines that are not settled, held until the act ends."""
    rows = Preparation.objects.filter(township_id=convocation.township_id, convocation=convocation)
    return list(rows.open().select_for_update().order_by("position", "id"))


def settle_line(convocation: Convocation, code: str, *, on: date, by: User | None) -> None:
    """Part of an act that itself does what a line asks for: the line is settled by it."""
    rows = Preparation.objects.filter(township_id=convocation.township_id, convocation=convocation, code=code)
    rows.open().update(done_on=on, done_by=by)


def reopen_line(convocation: Convocation, code: str) -> None:
    """Part of an act after which a line must be seen to again."""
    rows = Preparation.objects.filter(township_id=convocation.township_id, convocation=convocation, code=code)
    rows.update(done_on=None, done_by=None)


@act
def settle_preparation(
    preparation: Preparation,
    *,
    done_on: date | None,
    note: str = "",
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Preparation:
    """Note on which day a line of the checklist was done; without a day it is open again.

    Raises ActRefused for a day still to come, PermissionDenied for who is neither clerk nor chair.
    """
    if by is not None and not who.office(by, preparation):
        raise PermissionDenied("settle_preparation")
    preparation = Preparation.objects.locked(preparation)
    if done_on is not None and done_on > localdate(at):
        raise ActRefused(_("This is done on the day it was done, not on one still to come."))
    preparation.done_on = done_on
    preparation.done_by = by if done_on else None
    preparation.note = note.strip()
    preparation.save(update_fields=["done_on", "done_by", "note"])
    record(
        preparation, "settle_preparation", by=by, at=at, act_id=act_id, line=preparation.code,
        done_on=done_on, private={"note": preparation.note},
    )  # fmt: skip
    return preparation


@act
def add_preparation(
    convocation: Convocation,
    *,
    label: str,
    due_on: date | None = None,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Preparation:
    """Put a line of the town's own on the checklist; without a day it is due by the opening.

    Raises ActRefused without words, when the same line stands there, or when the session was called off;
    PermissionDenied.
    """
    if by is not None and not who.clerk(by, convocation):
        raise PermissionDenied("add_preparation")
    label = label.strip()
    if not label:
        raise ActRefused(_("Say what is to be prepared."))
    if convocation.state == ConvocationState.CALLED_OFF:
        raise ActRefused(_("This session was called off: there is nothing to prepare."))
    held = Preparation.objects.filter(township_id=convocation.township_id, convocation=convocation)
    if held.filter(label=label).exists():
        raise ActRefused(_("“%(line)s” stands on the checklist already.") % {"line": label})
    preparation = Preparation.objects.create(
        township_id=convocation.township_id,
        convocation=convocation,
        code=Preparation.OWN,
        label=label,
        position=len(lines()) + held.filter(code=Preparation.OWN).count(),
        due_on=due_on or convocation.session.opens_on,
    )
    record(
        preparation, "add_preparation", by=by, at=at, act_id=act_id, due_on=preparation.due_on,
        private={"label": label},
    )  # fmt: skip
    return preparation


@act
def recompute_preparations(
    convocation: Convocation, *, rules: RuleSet, at: datetime, act_id: UUID
) -> Convocation:
    """Reckon the open lines of a session anew after the calendar, a rule or the congress's vote on the budget
    changed what their days follow from; each changed date is journalled. A line whose day is over keeps it:
    what was missed stays missed.
    """
    convocation = Convocation.objects.locked(convocation)
    today = localdate(at)
    running = [row for row in open_lines(convocation) if row.due_on is None or row.due_on >= today]
    moved = reckon_checklist(running, convocation, rules)
    if moved:
        record(
            convocation, "recompute_preparations", by=None, at=at, act_id=act_id, channel=Channel.SYSTEM,
            lines_moved=moved,
        )  # fmt: skip
    return convocation


def recompute_sessions(township: Township, *, at: datetime) -> None:
    """The same for every session of a township that still has something to be prepared."""
    waits = Preparation.objects.of(township).open().filter(due_on__gte=localdate(at))
    found = Convocation.objects.of(township).filter(pk__in=waits.values("convocation_id"))
    rules = rules_of(township)
    for convocation in found.filter(state__in=[*UNDER_WAY, ConvocationState.CLOSED]).order_by("id"):
        recompute_preparations(convocation, rules=rules, at=at, act_id=uuid7())
