"""Saying a reckoning to a reader: steps are data, sentences are made in the language spoken now."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiyin.deadlines.reckoning import Reckoning, Step
from huiyin.deadlines.rulebook import RuleCode, StartEvent

Facts = Mapping[str, Any]

HOLIDAY_NAMES = {
    "元旦": gettext_lazy("New Year’s Day"),
    "春节": gettext_lazy("Spring Festival"),
    "清明节": gettext_lazy("Tomb-Sweeping Day"),
    "劳动节": gettext_lazy("Labour Day"),
    "端午节": gettext_lazy("Dragon Boat Festival"),
    "中秋节": gettext_lazy("Mid-Autumn Festival"),
    "国庆节": gettext_lazy("National Day"),
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": gettext_lazy("Victory Day, 70 years"),
}


def sentence(step: Step) -> str:
    """One step or warning as a sentence in the reader's language; an unknown code is shown as it stands."""
    say = SAID.get(step.code)
    return say(step.facts) if say else step.code


def sentences(reckoning: Reckoning) -> list[str]:
    """The whole arithmetic (怎么算的), in order."""
    return [sentence(step) for step in reckoning.steps]


def warnings(reckoning: Reckoning) -> list[str]:
    return [sentence(warning) for warning in reckoning.warnings]


def rule_label(code: str) -> str:
    """A clock's name; a code of another time is shown as it stands."""
    return str(RuleCode(code).label) if code in RuleCode.values else code


def event_label(code: str) -> str:
    return str(StartEvent(code).label) if code in StartEvent.values else code


def period_words(amount: int, unit: str) -> str:
    """A period as people say it: “3 months”, “20 working days”."""
    if unit == "month":
        return ngettext("%(amount)d month", "%(amount)d months", amount) % {"amount": amount}
    if unit == "workday":
        return ngettext("%(amount)d working day", "%(amount)d working days", amount) % {"amount": amount}
    return ngettext("%(amount)d day", "%(amount)d days", amount) % {"amount": amount}


def period_said(amount: int, unit: str, before: bool) -> str:
    """A rule's period: “3 months”, or “at least 7 days before” where it is counted back."""
    words = period_words(amount, unit)
    return _("at least %(period)s before") % {"period": words} if before else words


def day_words(day: str | date) -> str:
    """A day with its weekday, for the weekday is what people check."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    return _("%(date)s (%(weekday)s)") % {
        "date": date_format(when, "DATE_FORMAT"),
        "weekday": date_format(when, "D"),
    }


def holiday_name(name: str) -> str:
    return str(HOLIDAY_NAMES.get(name, name))


def _first_day(facts: Facts) -> str:
    return _("Start: %(day)s, %(event)s; this day itself is not counted.") % {
        "day": day_words(facts["on"]),
        "event": event_label(facts["event"]),
    }


def _months(facts: Facts) -> str:
    return _("%(period)s on, the day of the same number is %(day)s.") % _ending(facts, "month")


def _month_end(facts: Facts) -> str:
    return _(
        "%(period)s later the month has no day %(number)d, so the period ends on its last day: %(day)s."
    ) % {
        **_ending(facts, "month"),
        "number": facts["day"],
    }


def _days(facts: Facts) -> str:
    return _("%(period)s from the next day on: the last is %(day)s.") % _ending(facts, "day")


def _workdays(facts: Facts) -> str:
    return _("%(period)s from the next day on: the last is %(day)s.") % _ending(facts, "workday")


def _ending(facts: Facts, unit: str) -> dict[str, str]:
    return {"period": period_words(facts["amount"], unit), "day": day_words(facts["on"])}


def _opening(facts: Facts) -> str:
    return _("Counted back from %(day)s, %(event)s; this day itself is not counted.") % {
        "day": day_words(facts["on"]),
        "event": event_label(facts["event"]),
    }


def _months_before(facts: Facts) -> str:
    return _("%(period)s before, the day of the same number is %(day)s.") % _ending(facts, "month")


def _month_end_before(facts: Facts) -> str:
    return _("%(period)s before, the month has no day %(number)d, so its last day counts: %(day)s.") % {
        **_ending(facts, "month"),
        "number": facts["day"],
    }


def _days_before(facts: Facts) -> str:
    return _("At least %(period)s before: on %(day)s at the latest.") % _ending(facts, "day")


def _workdays_before(facts: Facts) -> str:
    return _("At least %(period)s before: on %(day)s at the latest.") % _ending(facts, "workday")


def _weekends(facts: Facts) -> str:
    days = facts["days"]
    said = ngettext("%(days)d weekend day is left out.", "%(days)d weekend days are left out.", days)
    return said % {"days": days}


def _holiday(facts: Facts) -> str:
    if facts["from"] == facts["to"]:
        return _("%(name)s, %(day)s, is left out.") % {
            "name": holiday_name(facts["name"]),
            "day": day_words(facts["from"]),
        }
    return _("%(name)s, from %(first)s to %(last)s, is left out: %(days)d days.") % {
        "name": holiday_name(facts["name"]),
        "first": day_words(facts["from"]),
        "last": day_words(facts["to"]),
        "days": facts["days"],
    }


def _made_up(facts: Facts) -> str:
    return _("Weekends that were made working days are counted: %(days)s.") % {
        "days": _(", ").join(day_words(day) for day in facts["on"])
    }


def _made_up_last(facts: Facts) -> str:
    return _("%(day)s is a weekend that was made a working day, so the last day stays.") % {
        "day": day_words(facts["on"])
    }


def _moved(facts: Facts) -> str:
    words = {
        "from": day_words(facts["from"]),
        "to": day_words(facts["to"]),
        "name": holiday_name(facts["name"]),
    }
    if facts["kind"] == "holiday":
        return (
            _("%(from)s is a public holiday (%(name)s): the last day moves to %(to)s, the next day of work.")
            % words
        )
    return _("%(from)s is a weekend: the last day moves to %(to)s, the next day of work.") % words


def _moved_before(facts: Facts) -> str:
    words = {
        "from": day_words(facts["from"]),
        "to": day_words(facts["to"]),
        "name": holiday_name(facts["name"]),
    }
    if facts["kind"] == "holiday":
        return (
            _("%(from)s is a public holiday (%(name)s): it must be done by %(to)s, the day of work before.")
            % words
        )
    return _("%(from)s is a weekend: it must be done by %(to)s, the day of work before.") % words


def _ceiling(facts: Facts) -> str:
    return _("The law allows no more than %(period)s: instead of %(from)s the last day is %(to)s.") % {
        "period": period_words(facts["amount"], facts["unit"]),
        "from": day_words(facts["from"]),
        "to": day_words(facts["to"]),
    }


def _notices(facts: Facts) -> str:
    return _("Holidays by: %(sources)s.") % {"sources": _("; ").join(facts["sources"])}


def _year_unknown(facts: Facts) -> str:
    return _(
        "There is no holiday notice for %(year)s yet: only weekends were taken as days of rest. "
        "The date will be reckoned again when the notice is entered."
    ) % {"year": facts["year"]}


def _looser_than_law(facts: Facts) -> str:
    return _(
        "This period is looser than the law, which allows no more than %(period)s; "
        "dates are cut at that limit."
    ) % {"period": period_words(facts["amount"], facts["unit"])}


SAID: Mapping[str, Callable[[Facts], str]] = {
    "first_day": _first_day,
    "months": _months,
    "month_end": _month_end,
    "days": _days,
    "workdays": _workdays,
    "opening": _opening,
    "months_before": _months_before,
    "month_end_before": _month_end_before,
    "days_before": _days_before,
    "workdays_before": _workdays_before,
    "weekends": _weekends,
    "holiday": _holiday,
    "made_up": _made_up,
    "made_up_last": _made_up_last,
    "moved": _moved,
    "moved_before": _moved_before,
    "ceiling": _ceiling,
    "notices": _notices,
    "year_unknown": _year_unknown,
    "looser_than_law": _looser_than_law,
}
