"""The town's periods: which rule profile, which periods of its own, which holidays; and a calculator."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.deadlines.actions import choose_profile, override_rule, withdraw_override
from huiyin.deadlines.forms import ClockForm, OverrideForm, ProfileForm
from huiyin.deadlines.holidays import Notice
from huiyin.deadlines.models import RuleOverride
from huiyin.deadlines.queries import (
    RuleLine,
    RuleSet,
    known_years,
    notice_of,
    profiles,
    rule_table,
    rules_of,
    rules_of_profile,
)
from huiyin.deadlines.reckoning import NoPeriod, Reckoning, Rule
from huiyin.deadlines.rulebook import RuleCode
from huiyin.deadlines.sentences import holiday_name, period_said, period_words, rule_label
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import doing, form_page, kept_town_of, read_town_of, sent
from huiyin.people.permissions import keeps_settings
from huiyin.townships.models import Township


def _page(request: HttpRequest, town: str, tab: str) -> tuple[Township, dict[str, Any]]:
    township = read_town_of(request, town)
    return township, {"town": town, "tab": tab, "may_change": keeps_settings(request.user, township)}


@login_required
@require_safe
def rules(request: HttpRequest, town: str) -> HttpResponse:
    """Each clock: the profile's period, the town's own, the one in force, and where it is written."""
    township, page = _page(request, town, "rules")
    page["profile"] = rules_of(township).profile
    page["lines"] = [_said(line) for line in rule_table(township)]
    return render(request, "deadlines/rules.html", page)


def _said(line: RuleLine) -> dict[str, Any]:
    """A line of the table in words."""
    return {
        "line": line,
        "profile": _period(line.profile),
        "general": _period(line.general) if line.general else "",
        "own": _own(line),
        "effective": _period(line.effective),
        "cap": period_words(line.effective.cap.amount, line.effective.cap.unit) if line.effective.cap else "",
    }


def _own(line: RuleLine) -> str:
    own = line.override
    return period_said(own.amount, own.unit, line.effective.before) if own else ""


def _period(rule: Rule) -> str:
    """A rule's period, or the duty that has none; nothing where nothing is owed."""
    if rule.amount is not None and rule.unit is not None:
        return period_said(rule.amount, rule.unit, rule.before)
    return str(rule.duty) if rule.duty else (_("required, no period") if rule.required else "")


@login_required
def choose(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    form = ProfileForm(sent(request), initial={"profile": rules_of(township).profile.id})
    return form_page(
        request,
        form=form,
        action=lambda: choose_profile(township, **form.cleaned_data, **doing(request)),
        title=_("Choose the rule profile"),
        intro=_("Running clocks are reckoned anew; the journal notes each date that moves."),
        submit=_("Follow this profile"),
        said=_("The rule profile was chosen; running clocks were reckoned anew."),
        back=reverse("deadlines:rules", args=[town]),
        lines=[f"{profile.name}: {profile.source}" for profile in profiles()],
    )


@login_required
def override(request: HttpRequest, town: str, code: str) -> HttpResponse:
    """Set a period of the town's own in place of the profile's."""
    township = kept_town_of(request, town)
    if code not in RuleCode.values:
        raise Http404
    rule = rules_of(township).rule(code)
    form = OverrideForm(sent(request), initial={"amount": rule.amount, "unit": rule.unit})
    return form_page(
        request,
        form=form,
        action=lambda: override_rule(township, code=code, **form.cleaned_data, **doing(request)),
        title=_("A period of the town's own: %(rule)s") % {"rule": rule_label(code)},
        intro=_(
            "It may be stricter than the law. A looser one is flagged, and dates are cut at the law's limit."
        ),
        submit=_("Set the period"),
        said=_("The period holds from now on; running clocks were reckoned anew."),
        back=reverse("deadlines:rules", args=[town]),
    )


@login_required
def withdraw(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    township = kept_town_of(request, town)
    own = get_object_or_404(RuleOverride.objects.of(township).select_related("township"), pk=pk)
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: withdraw_override(own, **doing(request)),
        title=_("Return to the profile's period: %(rule)s") % {"rule": rule_label(own.code)},
        intro=_("Running clocks are reckoned anew; the journal notes each date that moves."),
        submit=_("Withdraw the town's own period"),
        danger=True,
        said=_("The profile's period holds again; running clocks were reckoned anew."),
        back=reverse("deadlines:rules", args=[town]),
    )


@login_required
@require_safe
def calendars(request: HttpRequest, town: str) -> HttpResponse:
    """The years with a holiday notice, and which are missing."""
    _township, page = _page(request, town, "calendars")
    known = known_years()
    years = {year.year for year in known}
    page["years"] = list(reversed(known))
    page["missing"] = [year for year in (today().year, today().year + 1) if year not in years]
    return render(request, "deadlines/calendars.html", page)


@login_required
@require_safe
def calendar_year(request: HttpRequest, town: str, year: int) -> HttpResponse:
    """One year's notice: the days of rest, and the weekends worked instead."""
    _township, page = _page(request, town, "calendars")
    notice = notice_of(year)
    if notice is None:
        raise Http404
    page |= {"notice": notice, "spans": _spans(notice), "working": sorted(notice.working)}
    return render(request, "deadlines/calendar_year.html", page)


def _spans(notice: Notice) -> list[dict[str, Any]]:
    """Neighbouring days of one holiday as one line."""
    spans: list[dict[str, Any]] = []
    for day, name in sorted(notice.rest.items()):
        if spans and spans[-1]["name"] == holiday_name(name) and spans[-1]["last"] + timedelta(days=1) == day:
            spans[-1]["last"] = day
            spans[-1]["days"] += 1
        else:
            spans.append({"name": holiday_name(name), "first": day, "last": day, "days": 1})
    return spans


@login_required
@require_safe
def clock(request: HttpRequest, town: str) -> HttpResponse:
    """The calculator: when a clock that starts on a day runs out, and how that is reckoned."""
    township, page = _page(request, town, "clock")
    asked = ClockForm(request.GET) if request.GET else None
    form = asked or ClockForm(initial={"rule": RuleCode.REPLY, "start": today()})
    if asked and asked.is_valid():
        page |= _answer(asked, township)
    return render(request, "deadlines/clock.html", page | {"form": form})


def _answer(form: ClockForm, township: Township) -> dict[str, Any]:
    wanted = form.cleaned_data
    chosen = rules_of_profile(wanted["profile"]) if wanted["profile"] else rules_of(township)
    try:
        reckoning: Reckoning = chosen.clock(wanted["rule"]).start(wanted["start"])
    except NoPeriod:
        return {"none": _no_period(chosen, wanted["rule"])}
    except OverflowError:
        return {"none": _("The calendar ends before this clock does.")}
    return {"reckoning": reckoning, "profile_name": chosen.profile.name}


def _no_period(chosen: RuleSet, code: str) -> str:
    rule = chosen.rule(code)
    words = {"rule": rule_label(code), "profile": chosen.profile.name, "duty": rule.duty}
    if rule.required:
        return (
            _("%(rule)s: the rule profile “%(profile)s” requires it, but gives no period (%(duty)s).") % words
        )
    return _("%(rule)s: the rule profile “%(profile)s” gives no period.") % words
