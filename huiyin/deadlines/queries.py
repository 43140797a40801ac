"""Which rule holds in a township, what its clock gives, and the calendar that all townships share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from uuid import UUID

from django.db.models import QuerySet

from huiyin.deadlines.holidays import Notice, shipped_calendar
from huiyin.deadlines.models import CalendarDay, CalendarVersion, CalendarYear, RuleChoice, RuleOverride
from huiyin.deadlines.reckoning import Calendar, Reckoning, Rule, Text, reckon
from huiyin.deadlines.reckoning_back import reckon_before
from huiyin.deadlines.rulebook import Profile, RuleCode, UnknownProfile, profile_named, shipped_profiles
from huiyin.deadlines.sentences import rule_label
from huiyin.townships.models import Township

DEFAULT_PROFILE = "national"


def profiles() -> list[Profile]:
    """All rule profiles, the national one first."""
    return list(shipped_profiles().values())


def calendar() -> Calendar:
    """The holiday notices of all years, as they stand now.

    Costs one look at a single row; the notices themselves are read again only when that row's stamp has
    changed, in this process or in another one. Before any notice was stored it is the calendar that is
    shipped.
    """
    stamp = CalendarVersion.objects.values_list("stamp", flat=True).first()
    return _calendar_at(stamp) if stamp else shipped_calendar()


@lru_cache(maxsize=2)
def _calendar_at(stamp: UUID) -> Calendar:
    # years before days: should a notice arrive in between, its year is unknown (a warning) rather than wrong
    sources = dict(CalendarYear.objects.values_list("year", "source"))
    days = list(CalendarDay.objects.values_list("on", "kind", "name"))
    return Calendar(
        rest={on: name for on, kind, name in days if kind == CalendarDay.Kind.REST},
        working=frozenset(on for on, kind, _name in days if kind == CalendarDay.Kind.WORKING),
        sources=sources,
    )


def known_years() -> list[CalendarYear]:
    """The years with a notice, oldest first."""
    return list(CalendarYear.objects.order_by("year"))


def notice_of(year: int) -> Notice | None:
    """The stored notice of one year."""
    known = CalendarYear.objects.filter(pk=year).first()
    if known is None:
        return None
    days = list(CalendarDay.objects.filter(year=year).order_by("on"))
    return Notice(
        year=year,
        source=known.source,
        rest={day.on: day.name for day in days if day.kind == CalendarDay.Kind.REST},
        working=frozenset(day.on for day in days if day.kind == CalendarDay.Kind.WORKING),
    )


@dataclass(frozen=True)
class Clock:
    """One rule with the calendar by which it runs."""

    rule: Rule
    _calendar: Callable[[], Calendar]

    def start(self, on: date, *, event: str = "") -> Reckoning:
        """The due date and its reckoning when `event` (by default the rule's start event) happens on this
        day; where the rule is counted back, the latest day before it.

        Raises NoPeriod for a duty without a period.
        """
        by = reckon_before if self.rule.before else reckon
        return by(on, self.rule, self._calendar(), event=event)


@dataclass(frozen=True)
class RuleSet:
    """The rules of one township (or of a bare profile): the profile's, with the township's own periods in
    place.
    """

    profile: Profile
    overrides: Mapping[str, RuleOverride]
    read_calendar: Callable[[], Calendar] = calendar

    @cached_property
    def _calendar(self) -> Calendar:
        return self.read_calendar()

    def rule(self, code: str) -> Rule:
        """The rule in force; raises UnknownRule."""
        rule = self.profile.rule(code)
        override = self.overrides.get(code)
        return rule if override is None else _overridden(rule, override)

    def has_clock(self, code: str) -> bool:
        """Whether the rule has a period at all (a duty may be required without one)."""
        return self.rule(code).period is not None

    def clock(self, code: str) -> Clock:
        """The clock of this code; the calendar is read at its first start. Raises UnknownRule."""
        return self.clock_of(self.rule(code))

    def clock_of(self, rule: Rule) -> Clock:
        """A clock that stands in no profile, run by the same calendar."""
        return Clock(rule, lambda: self._calendar)


def _overridden(rule: Rule, override: RuleOverride) -> Rule:
    """The township's own period; the law's limit stays, and the basis says whose period it is."""
    basis = Text(
        en=f"Set by the township itself. Otherwise: {rule.basis.en}",
        zh=f"本镇自行确定；原规定：{rule.basis.zh}",
    )
    return replace(rule.with_period(override.period), basis=basis, required=True)


def overrides_of(township: Township) -> QuerySet[RuleOverride]:
    """The township's own periods that are in force."""
    return RuleOverride.objects.of(township).filter(ended_at__isnull=True)


def rules_of(township: Township) -> RuleSet:
    """The rules that a township follows now: its profile and its own periods (two queries)."""
    choice = RuleChoice.objects.of(township).first()
    return RuleSet(_chosen(choice), {override.code: override for override in overrides_of(township)})


def _chosen(choice: RuleChoice | None) -> Profile:
    """A profile that is shipped no longer is an error of the installation, not a reason to take another
    one.
    """
    name = choice.profile if choice else DEFAULT_PROFILE
    try:
        return profile_named(name)
    except UnknownProfile as error:
        raise LookupError(
            f"The rule profile {name!r} is not among the files of this installation."
        ) from error


def rules_of_profile(name: str, read_calendar: Callable[[], Calendar] = calendar) -> RuleSet:
    """The rules of a profile as it stands; raises UnknownProfile."""
    return RuleSet(profile_named(name), {}, read_calendar)


@dataclass(frozen=True)
class RuleLine:
    """One line of the settings page: the general rule, the profile's, the township's own, and what holds."""

    code: str
    label: str
    general: Rule | None  # the province's general rule where the township rule stands beside it
    profile: Rule
    override: RuleOverride | None
    effective: Rule

    @property
    def flagged(self) -> bool:
        """The period in force is looser than the law's own limit."""
        return self.effective.is_looser_than_law


def rule_table(township: Township) -> list[RuleLine]:
    """All clocks of the township in the order of the rule book, each with where its period comes from (two
    queries).
    """
    rules = rules_of(township)
    return [_line(rules, code) for code in RuleCode.values]


def _line(rules: RuleSet, code: str) -> RuleLine:
    profile = rules.profile.rule(code)
    return RuleLine(
        code=code,
        label=rule_label(code),
        general=rules.profile.general.get(code) if profile.scope == "township" else None,
        profile=profile,
        override=rules.overrides.get(code),
        effective=rules.rule(code),
    )
