from datetime import date
from typing import Any

import click
from django.utils.translation import gettext as _

from huiyin.cli.database import has_tables
from huiyin.cli.output import json_option, show, speaking
from huiyin.core.errors import ActRefused
from huiyin.deadlines.holidays import shipped_calendar
from huiyin.deadlines.queries import DEFAULT_PROFILE, RuleSet, calendar, rules_of, rules_of_profile
from huiyin.deadlines.reckoning import Calendar, NoPeriod, Reckoning
from huiyin.deadlines.rulebook import RuleCode, shipped_profiles
from huiyin.deadlines.sentences import day_words, period_words, rule_label, sentence
from huiyin.townships.models import Township


def _day(ctx: click.Context, option: click.Parameter, typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise click.BadParameter(f"{typed!r} is no day; write it like 2024-07-01.") from error


@click.command("clock")
@click.option("--rule", "code", required=True, type=click.Choice(RuleCode.values), help="Which clock.")
@click.option("--start", required=True, callback=_day, help="The day on which it starts, like 2024-07-01.")
@click.option(
    "--profile", type=click.Choice(list(shipped_profiles())), help="The rule profile; default: national."
)
@click.option("--town", help="The short name of a township, to reckon by its own rules.")
@json_option
@speaking
def command(code: str, start: date, profile: str | None, town: str | None, as_json: bool) -> None:
    """Show when a clock that starts on a day runs out, and how that is reckoned."""
    rules = _rules(profile, town)
    try:
        reckoning = rules.clock(code).start(start)
    except NoPeriod as error:
        raise ActRefused(_no_period(rules, code)) from error
    except OverflowError as error:
        raise ActRefused(_("The calendar ends before this clock does.")) from error
    show(_answer(reckoning), as_json=as_json, lines=_lines(reckoning, rules))


def _rules(profile: str | None, town: str | None) -> RuleSet:
    """A named profile as it stands, or else the rules of the township, or else the national ones."""
    if town is None or profile is not None:
        return rules_of_profile(profile or DEFAULT_PROFILE, _calendar)
    if not has_tables():
        raise click.UsageError(_("There is no database yet, so no township is known; leave --town out."))
    township = Township.objects.filter(slug=town).first()
    if township is None:
        known = ", ".join(Township.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise click.UsageError(
            _("There is no township “%(town)s”; known are: %(known)s.")
            % {"town": town, "known": known or "–"}
        )
    return rules_of(township)


def _calendar() -> Calendar:
    """The calendar of this installation; before there is a database, the one that is shipped."""
    return calendar() if has_tables() else shipped_calendar()


def _no_period(rules: RuleSet, code: str) -> str:
    words = {"rule": rule_label(code), "profile": rules.profile.name, "duty": rules.rule(code).duty}
    if rules.rule(code).required:
        return (
            _("%(rule)s: the rule profile “%(profile)s” requires it, but gives no period (%(duty)s).") % words
        )
    return _("%(rule)s: the rule profile “%(profile)s” gives no period.") % words


def _answer(reckoning: Reckoning) -> dict[str, Any]:
    return {
        "due_on": reckoning.due_on.isoformat(),
        "reckoning": [{**step.as_json(), "text": sentence(step)} for step in reckoning.steps],
        "basis": str(reckoning.basis),
        "warnings": [{**warning.as_json(), "text": sentence(warning)} for warning in reckoning.warnings],
    }


def _lines(reckoning: Reckoning, rules: RuleSet) -> list[str]:
    words = {
        "profile": rules.profile.name,
        "rule": rule_label(reckoning.rule),
        "period": period_words(reckoning.amount, reckoning.unit),
    }
    return [
        f"{reckoning.due_on.isoformat()}  {day_words(reckoning.due_on)}",
        _("%(profile)s · %(rule)s: %(period)s") % words,
        *(f"  {number}. {sentence(step)}" for number, step in enumerate(reckoning.steps, start=1)),
        _("Basis: %(basis)s.") % {"basis": reckoning.basis},
        *(_("Warning: %(sentence)s") % {"sentence": sentence(warning)} for warning in reckoning.warnings),
    ]
