"""The rule book: which clocks there are, and the profiles that give each province's periods with their
sources.

A profile is a TOML file. `[rules.CODE]` is the general rule, `[township.CODE]` the rule for townships beside
it, which then applies. What a profile does not name it takes from the profile that it extends; the law's own
limit (`cap`) stands in the national file alone and binds all the others.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.deadlines.reckoning import UNITS, Period, Rule, Text

SHIPPED = Path(__file__).parent / "profiles"


class RuleCode(models.TextChoices):
    """The clocks of the loop, in its order; then those of a session and of the presidium."""

    HAND_OVER = "hand_over", _("Hand over after receipt")
    SEND_BACK = "send_back", _("Send back")
    REASSIGN = "reassign", _("Reassign")
    FIRST_CONTACT = "first_contact", _("First contact with the deputy")
    ASSIST = "assist", _("Assisting opinion to the lead unit")
    REPLY = "reply", _("Reply")
    REPLY_EXTENDED = "reply_extended", _("Reply, wide or difficult matter")
    EVALUATE = "evaluate", _("Evaluation by the deputies")
    REPLY_AGAIN = "reply_again", _("Reply again in the next round")
    VERIFY = "verify", _("Verification")
    PROMISE_FOLLOWUP = "promise_followup", _("Follow-up of a promise")
    PUBLISH = "publish", _("Publish the handling")
    SESSION_NOTICE = "session_notice", _("Notice of a session to the deputies")
    MOTION_DEADLINE = "motion_deadline", _("Deadline for motions made known")
    VOTERS_HEARD = "voters_heard", _("Deputies and voters heard on the budget")
    SESSION_PAPERS = "session_papers", _("Documents of a session to the deputies")
    BUDGET_PUBLISH = "budget_publish", _("Publish the budget")
    PRESIDIUM_MEETING = "presidium_meeting", _("Next meeting of the presidium")


class StartEvent(models.TextChoices):
    """What starts a clock."""

    RECEIPT = "receipt", _("the matter is received")
    SESSION_END = "session_end", _("the last day of the session")
    HAND_OVER = "hand_over", _("the matter is handed over")
    SEND_BACK = "send_back", _("the unit sends the matter back")
    REPLY = "reply", _("the reply is given")
    WINDOW_CLOSED = "window_closed", _("the evaluation window closes")
    ROUND_OPENED = "round_opened", _("the next round is opened")
    PROMISE_DUE = "promise_due", _("the promise falls due")
    CLOSED = "closed", _("the matter is closed")
    SESSION_OPENS = "session_opens", _("the session opens")
    BUDGET_APPROVED = "budget_approved", _("the budget is approved")
    PRESIDIUM_MET = "presidium_met", _("the presidium met")


class RuleKind(models.TextChoices):
    """What stands behind a period."""

    LAW = "law", _("national law")
    LOCAL = "local", _("local regulation")
    CUSTOM = "custom", _("common practice")


class ProfileInvalid(ValueError):
    """A profile file says what the rule book does not understand; names the file and the place."""


class UnknownProfile(LookupError):
    """No profile of this name is shipped."""


class UnknownRule(LookupError):
    """There is no clock of this name."""


@dataclass(frozen=True)
class Profile:
    """A province's periods. `rules` are those that apply in a township, `general` those they stand beside."""

    id: str
    name: Text
    source: Text
    rules: Mapping[str, Rule]
    general: Mapping[str, Rule]

    def rule(self, code: str) -> Rule:
        """The clock of this code; raises UnknownRule."""
        if code not in self.rules:
            raise UnknownRule(code)
        return self.rules[code]


@lru_cache(maxsize=1)
def shipped_profiles() -> Mapping[str, Profile]:
    """The profiles that come with the software, the national one first."""
    return load_profiles(SHIPPED)


def load_profiles(folder: Path) -> Mapping[str, Profile]:
    """All profiles of a folder by id, the one that the others extend first.

    Raises ProfileInvalid with the file and the place of the first fault.
    """
    files = {path.stem: _toml(path) for path in sorted(folder.glob("*.toml"))}
    loaded: dict[str, Profile] = {}
    for name, typed in sorted(files.items(), key=lambda file: ("extends" in file[1], file[0])):
        parent_id = typed.get("extends")
        if parent_id is not None and parent_id not in loaded:
            raise ProfileInvalid(f"{name}.toml: extends {parent_id!r}, which is no profile that stands alone")
        loaded[name] = _Reader(name, typed, loaded.get(parent_id or "")).profile()
    return loaded


def profile_named(name: str) -> Profile:
    """The shipped profile of this id; raises UnknownProfile."""
    profiles = shipped_profiles()
    if name not in profiles:
        raise UnknownProfile(name)
    return profiles[name]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ProfileInvalid(f"{path.name}: {error}") from error


TOP_KEYS = {"id", "extends", "name", "source", "sources", "rules", "township"}
NUMBERS = {"amount", "unit", "cap"}
WORDS = {"source", "basis", "consequence", "duty"}
CLAUSE_KEYS = NUMBERS | WORDS | {"start", "fallback", "kind", "required", "consent", "before"}


class _Reader:
    """Reads one file against the profile it extends; every fault names its place."""

    def __init__(self, file: str, typed: Mapping[str, Any], parent: Profile | None) -> None:
        self.file, self.typed, self.parent = file, typed, parent
        self.place = "top"

    def profile(self) -> Profile:
        self._only_known(self.typed, TOP_KEYS)
        self._require(self.typed.get("id") == self.file, f"id must be {self.file!r}, the name of the file")
        general = {**(self.parent.rules if self.parent else {}), **dict(self._clauses("rules", "general"))}
        rules = {**general, **dict(self._clauses("township", "township"))}
        self.place = "rules"
        missing = set(RuleCode.values) - set(rules)
        self._require(not missing, f"clocks are missing: {', '.join(sorted(missing))}")
        return Profile(
            id=self.file,
            name=self._text(self.typed, "name"),
            source=self._text(self.typed, "source"),
            rules={code: rules[code] for code in RuleCode.values},
            general={code: general[code] for code in RuleCode.values if code in general},
        )

    def _clauses(self, table: str, scope: str) -> Iterator[tuple[str, Rule]]:
        for code, clause in self.typed.get(table, {}).items():
            self.place = f"[{table}.{code}]"
            self._require(code in RuleCode.values, f"no such clock; known are: {', '.join(RuleCode.values)}")
            self._only_known(clause, CLAUSE_KEYS)
            yield code, self._rule(code, clause, scope)

    def _rule(self, code: str, clause: Mapping[str, Any], scope: str) -> Rule:
        inherited = self.parent.rules[code] if self.parent else None
        period = self._period(clause) if "amount" in clause or "unit" in clause else None
        before = self._flag(clause, "before", default=False)
        self._require(not (before and "cap" in clause), "a period that is counted back has no limit (cap)")
        return Rule(
            code=code,
            before=before,
            start_event=self._one_of(clause, "start", StartEvent.values),
            fallback_event=self._one_of(clause, "fallback", ["", *StartEvent.values], default=""),
            amount=period.amount if period else None,
            unit=period.unit if period else None,
            cap=self._cap(clause, inherited),
            kind=self._one_of(clause, "kind", RuleKind.values),
            source=self._source(clause),
            basis=self._text(clause, "basis"),
            consequence=self._optional_text(
                clause, "consequence", inherited.consequence if inherited else Text()
            ),
            required=self._flag(clause, "required", default=period is not None),
            needs_consent=self._flag(clause, "consent", default=False),
            duty=self._optional_text(clause, "duty", Text()),
            scope=scope,
        )

    def _cap(self, clause: Mapping[str, Any], inherited: Rule | None) -> Period | None:
        """The law's limit: named in the file that stands alone, taken over unchanged by the others."""
        if inherited is not None:
            self._require(
                "cap" not in clause, "only a profile that stands alone may name the law's limit (cap)"
            )
            return inherited.cap
        return self._period(clause["cap"]) if "cap" in clause else None

    def _period(self, typed: Mapping[str, Any]) -> Period:
        amount, unit = typed.get("amount"), typed.get("unit")
        self._require(type(amount) is int and amount > 0, "amount must be a whole number above 0")
        self._require(unit in UNITS, f"unit must be one of {', '.join(UNITS)}")
        return Period(amount, unit)  # type: ignore[arg-type]

    def _source(self, clause: Mapping[str, Any]) -> Text:
        """Every clock says where it is written: the name of an entry under [sources]."""
        name, known = clause.get("source"), self.typed.get("sources", {})
        self._require(name in known, f"source must be one of: {', '.join(sorted(known))}")
        return self._text(known, str(name))

    def _text(self, table: Mapping[str, Any], key: str) -> Text:
        typed = table.get(key)
        whole = isinstance(typed, dict) and set(typed) == {"en", "zh"} and all(typed.values())
        self._require(whole, f'{key} must be given in both languages: {key} = {{ en = "...", zh = "..." }}')
        return Text(**typed)  # type: ignore[arg-type]

    def _optional_text(self, table: Mapping[str, Any], key: str, otherwise: Text) -> Text:
        return self._text(table, key) if key in table else otherwise

    def _one_of(
        self, table: Mapping[str, Any], key: str, known: Iterable[str], default: str | None = None
    ) -> str:
        value = table.get(key, default)
        self._require(value in known, f"{key} must be one of {', '.join(filter(None, known))}")
        return str(value)

    def _flag(self, table: Mapping[str, Any], key: str, *, default: bool) -> bool:
        value = table.get(key, default)
        self._require(isinstance(value, bool), f"{key} must be true or false")
        return bool(value)

    def _only_known(self, table: Mapping[str, Any], known: set[str]) -> None:
        strange = set(table) - known
        self._require(not strange, f"not known here: {', '.join(sorted(strange))}")

    def _require(self, holds: bool, sentence: str) -> None:
        if not holds:
            raise ProfileInvalid(f"{self.file}.toml, {self.place}: {sentence}")
