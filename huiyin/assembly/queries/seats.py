"""How many seats a congress has by law, how many are held at a moment, and how each of them changed hands.

Everything is counted over the history of seats: N as of any day is a question to it, never a field.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import make_aware

from huiyin.assembly.law import Said, absences, law, seats_by_population, source
from huiyin.assembly.lifecycle import ByElectionState, MeetingState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.seats import ByElection, Elected
from huiyin.assembly.models.sessions import SeatPlan
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.sessions import absences_without_leave
from huiyin.assembly.titles import session_name
from huiyin.people.models import Deputy, DeputyQuerySet, Seat, SeatQuerySet
from huiyin.townships.models import Constituency, Term, Township


def term_at(township: Township, on: date) -> Term | None:
    """The congress whose years this day lies in: the last that had begun by then."""
    return Term.objects.of(township).filter(begins_on__lte=on).order_by("-number").first()


def moment_of(on: date, now: datetime) -> datetime:
    """A day stands for its last moment, today for this very one."""
    midnight = make_aware(datetime.combine(on + timedelta(days=1), time()))
    return min(midnight - timedelta(microseconds=1), now)


def plan_of(term: Term) -> SeatPlan | None:
    return SeatPlan.objects.filter(township_id=term.township_id, term=term).first()


@dataclass(frozen=True)
class Totals:
    """Seats by law, held and vacant at a moment, with where the number comes from."""

    plan: SeatPlan | None  # none was laid down yet: the town's population is counted
    population: int
    by_population: int
    seats: int
    held: int

    @property
    def vacant(self) -> int:
        return max(0, self.seats - self.held)

    @property
    def too_many(self) -> int:
        return max(0, self.held - self.seats)

    @property
    def is_fixed(self) -> bool:
        return self.plan is not None and self.plan.fixed is not None

    @property
    def rule(self) -> dict[str, Any]:
        """The figures of the law's formula, for its arithmetic."""
        rule = law()["seats"]
        more = self.population // rule["people_per_seat"]
        return {**rule, "more": more, "uncut": rule["base"] + more}

    @property
    def source(self) -> Said:
        return source("seats")


def totals_at(term: Term, moment: datetime) -> Totals:
    """What the congress has at this moment (two queries)."""
    plan = plan_of(term)
    population = plan.population if plan else term.township.population
    by_population = seats_by_population(population)
    fixed = plan.fixed if plan else None
    return Totals(plan, population, by_population, fixed or by_population, deputies_at(term, moment).count())


@dataclass(frozen=True)
class ConstituencyLine:
    """One constituency with its seats; `constituency` is None for deputies whom none is noted for."""

    constituency: Constituency | None
    seats: int
    held: int

    @property
    def vacant(self) -> int:
        return max(0, self.seats - self.held)


def constituencies_at(term: Term, moment: datetime) -> list[ConstituencyLine]:
    """Every constituency as it was entered, with seats, held and vacant (two queries)."""
    rows = Seat.objects.filter(township_id=term.township_id, term=term).held_at(moment)
    held = dict(rows.order_by().values_list("constituency_id").annotate(Count("pk")))
    drawn = Constituency.objects.filter(township_id=term.township_id).order_by("id")
    lines = [ConstituencyLine(one, one.seats, held.get(one.pk, 0)) for one in drawn]
    return [*lines, ConstituencyLine(None, 0, held[None])] if held.get(None) else lines


def vacancies_in(constituency: Constituency, term: Term, moment: datetime) -> int:
    """How many seats of a constituency nobody holds at this moment."""
    rows = Seat.objects.filter(township_id=term.township_id, term=term, constituency=constituency)
    return max(0, constituency.seats - rows.held_at(moment).count())


def promised_in(constituency: Constituency, term: Term) -> int:
    """How many of them a by-election that was announced is about to fill."""
    rows = ByElection.objects.filter(
        township_id=term.township_id, term=term, constituency=constituency, state=ByElectionState.ANNOUNCED
    )
    filled = Elected.objects.filter(township_id=term.township_id, by_election__in=rows)
    return sum(rows.values_list("seats", flat=True)) - filled.count()


def holders_at(term: Term, moment: datetime, constituency: Constituency | None = None) -> DeputyQuerySet:
    """Who holds a seat at this moment, without order."""
    rows = Seat.objects.filter(township_id=term.township_id, term=term).held_at(moment)
    if constituency is not None:
        rows = rows.filter(constituency=constituency)
    holders = Deputy.objects.filter(township_id=term.township_id, pk__in=rows.values("deputy_id"))
    return holders.select_related("constituency")


def changes_of(term: Term) -> SeatQuerySet:
    """The seats that changed hands: given up, or taken in a by-election; `changed_at` is when."""
    rows = Seat.objects.filter(township_id=term.township_id, term=term)
    changed = rows.filter(Q(until_at__isnull=False) | Q(how=Seat.How.BY_ELECTION))
    return changed.annotate(changed_at=Coalesce("until_at", "from_at"))


def changes_page(term: Term, after: str, size: int) -> tuple[list[Seat], str]:
    """One page of the changes, newest first, and the place where it ended.

    Raises ValueError for an `after` that is no place in the list.
    """
    rows: Any = changes_of(term)
    rows = rows.select_related("deputy", "constituency").order_by("-changed_at", "-id")
    if after:
        at, _mark, key = after.partition("_")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError(after)
        rows = rows.filter(Q(changed_at__lt=moment) | Q(changed_at=moment, id__lt=key))
    page: list[Any] = list(rows[: size + 1])
    if len(page) <= size:
        return page, ""
    return page[:size], f"{page[size - 1].changed_at.isoformat()}_{page[size - 1].pk.hex}"


def unannounced(term: Term) -> SeatQuerySet:
    """Seats that ended before their congress and of which the presidium has not made the end known."""
    rows = Seat.objects.filter(township_id=term.township_id, term=term, until_at__isnull=False)
    return rows.filter(announced_on__isnull=True).exclude(ended_by=Seat.End.TERM)


def without_congress(township: Township) -> DeputyQuerySet:
    """Deputies of the township's level in office of whom the roster names no congress: they count nowhere."""
    return Deputy.objects.of(township).in_office().filter(level=Deputy.Level.TOWN, term__isnull=True)


def meetings_to_decide(term: Term) -> QuerySet[Meeting]:
    """The meetings to come, or sitting now, that can decide on the end of a seat."""
    bodies = (Meeting.Kind.PLENARY, Meeting.Kind.PRESIDIUM)
    rows = Meeting.objects.filter(
        township_id=term.township_id, term=term, kind__in=bodies,
        state__in=(MeetingState.PLANNED, MeetingState.OPEN),
    )  # fmt: skip
    return rows.order_by("starts_at", "id")


def accepted_ends(township: Township) -> QuerySet[AgendaItem]:
    """Items by whose vote a seat ends and whose deputy still holds one: what the clerk does next."""
    adopted = Vote.objects.filter(
        township=OuterRef("township"), item=OuterRef("pk"), outcome=Vote.Outcome.ADOPTED,
        announced_at__isnull=False,
    )  # fmt: skip
    sits = Seat.objects.filter(
        township=OuterRef("township"), deputy=OuterRef("deputy"), until_at__isnull=True
    )
    items = AgendaItem.objects.of(township).filter(kind=AgendaItem.Kind.RESIGNATION, deputy__isnull=False)
    found = items.filter(Exists(adopted), Exists(sits))
    return found.select_related("deputy", "meeting__term", "meeting__convocation__session__term")


@dataclass(frozen=True)
class Absent:
    """A deputy in office who missed sessions without leave: warned at one, at two the seat ends."""

    deputy: Deputy
    sessions: list[str]

    @property
    def ends(self) -> bool:
        return len(self.sessions) >= absences("ends_at")


def absent_from(term: Term) -> list[Absent]:
    """Who is to be warned, and whose seat is to end, with the sessions by name [DBF 62]."""
    sits = set(deputies_holding(term).values_list("pk", flat=True))
    missed = [one for one in absences_without_leave(term) if one.deputy.pk in sits]
    lines = [Absent(one.deputy, [session_name(each.session) for each in one.sessions]) for one in missed]
    return [line for line in lines if len(line.sessions) >= absences("warned_at")]


def deputies_holding(term: Term) -> DeputyQuerySet:
    """Who holds a seat of this congress as the records stand now."""
    seats = Seat.objects.filter(township_id=term.township_id, term=term, until_at__isnull=True)
    return Deputy.objects.filter(township_id=term.township_id, pk__in=seats.values("deputy_id"))


def by_elections_of(term: Term) -> list[ByElection]:
    """The by-elections of a congress, the next polling day first, with who was elected; the last fifty."""
    rows = ByElection.objects.filter(township_id=term.township_id, term=term)
    rows = rows.select_related("constituency").prefetch_related("elected__deputy")
    return list(rows.order_by("-polling_on", "-id")[:50])


@dataclass(frozen=True)
class Ended:
    """The seats that ended on one ground."""

    ground: str
    seats: list[Seat]

    @property
    def label(self) -> str:
        return str(Seat.End(self.ground).label)


@dataclass(frozen=True)
class Qualification:
    """What the report on the deputies' qualification (代表资格审查报告) says of a congress at a moment."""

    term: Term
    moment: datetime
    seats: int
    elected: int  # in the general election
    by_elected: list[Seat]
    ended: list[Ended]  # by ground, in the order of the law's list
    held: int
    groups: list[tuple[str, int]]  # what the roster knows of those who hold a seat, each with how many
    occupations: list[tuple[str, int]]
    constituencies: list[ConstituencyLine]
    members: int  # of the presidium

    @property
    def vacant(self) -> int:
        return max(0, self.seats - self.held)


def qualification_at(term: Term, moment: datetime) -> Qualification:
    """Who was elected, whose seat ended on which ground, who sits now and what the roster knows of them.

    Nothing is said of what anybody did.
    """
    rows = Seat.objects.filter(township_id=term.township_id, term=term, from_at__lte=moment)
    rows = rows.exclude(until_at=F("from_at")).select_related("deputy", "constituency")
    rows = rows.order_by("from_at", "id")
    sitting = list(deputies_at(term, moment).order_by("initials", "id"))
    totals = totals_at(term, moment)
    return Qualification(
        term=term,
        moment=moment,
        seats=totals.seats,
        elected=rows.filter(how=Seat.How.GENERAL).order_by().values("deputy").distinct().count(),
        by_elected=list(rows.filter(how=Seat.How.BY_ELECTION)),
        ended=_by_ground(rows.filter(until_at__lte=moment)),
        held=totals.held,
        groups=_counted(one.group for one in sitting),
        occupations=_counted(one.occupation for one in sitting),
        constituencies=constituencies_at(term, moment),
        members=sum(bool(one.post) for one in sitting),
    )


def _by_ground(seats: Iterable[Seat]) -> list[Ended]:
    rows = list(seats)
    found = [Ended(ground, [one for one in rows if one.ended_by == ground]) for ground in Seat.End.values]
    return [one for one in found if one.seats]


def _counted(words: Iterable[str]) -> list[tuple[str, int]]:
    """Each word with how often it stands there, the most frequent first; nothing said is left out."""
    return sorted(Counter(filter(None, words)).items(), key=lambda pair: (-pair[1], pair[0]))
