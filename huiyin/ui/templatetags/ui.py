from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, gettext, ngettext

from huiyin.ui.drawing import Moment, Text, checked_tone, ring_arcs, stacked_bars

register = template.Library()

SOON_DAYS = 3
KEPT = 4000  # so many dates and chips are kept as drawn: the same days come back on every page


def day_of(moment: date) -> date:
    """The day on the office's wall calendar of a date or a moment."""
    if isinstance(moment, datetime):
        return (localtime(moment) if is_aware(moment) else moment).date()
    return moment


@lru_cache(maxsize=KEPT)
def _written(day: date, letters: str, _language: str | None) -> str:
    return date_format(day, letters)


def full_date(day: date) -> str:
    # Translators: a full date with its weekday, in the date format letters of Django
    return _written(day, gettext("l, j F Y"), get_language())


def short_date(day: date, today: date | None) -> str:
    if today is not None and day.year == today.year:
        # Translators: a date without year, in the date format letters of Django
        return _written(day, gettext("j F"), get_language())
    # Translators: a date with its year, in the date format letters of Django
    return _written(day, gettext("j F Y"), get_language())


def due_text(days: int) -> str:
    if days < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
    if days == 0:
        return gettext("Today")
    if days == 1:
        return gettext("Tomorrow")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def due_tone(days: int) -> str:
    if days < 0:
        return "seal"
    return "amber" if days <= SOON_DAYS else "indigo"


def time_element(day: date, text: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', day.isoformat(), full_date(day), text)


@register.simple_tag(takes_context=True)
def say_date(context: Context, day: date | None, today: date | None = None) -> str:
    """A date as people say it: the year only if it is not this year's; the full date on hover."""
    if day is None:
        return ""
    day = day_of(day)
    return time_element(day, short_date(day, today or context.get("today")))


@register.simple_tag(takes_context=True)
def say_date_in_full(context: Context, day: date | None) -> str:
    """A date with its weekday, for a page's subtitle."""
    if day is None:
        return ""
    day = day_of(day)
    today = context.get("today")
    # Translators: a date without year but with its weekday, in the date format letters of Django
    text = date_format(day, gettext("l, j F")) if today and today.year == day.year else full_date(day)
    return time_element(day, text)


@register.simple_tag(takes_context=True)
def due_chip(context: Context, due_on: date | None, today: date | None = None, tone: str = "") -> str:
    """How many days are left; `today` comes from the context when it is not given."""
    if due_on is None:
        return format_html('<span class="chip chip-mute">{}</span>', gettext("No due date"))
    return drawn_due_chip(day_of(due_on), today or context["today"], tone)


def drawn_due_chip(due_on: date, today: date, tone: str = "") -> SafeString:
    return _due_chip(due_on, (due_on - today).days, tone, get_language())


@lru_cache(maxsize=KEPT)
def _due_chip(due_on: date, days: int, tone: str, _language: str | None) -> SafeString:
    return format_html(
        '<time class="chip chip-{}" datetime="{}" title="{}">{}</time>',
        checked_tone(tone or due_tone(days)),
        due_on.isoformat(),
        full_date(due_on),
        due_text(days),
    )


@register.simple_tag
def chip(label: Text, tone: str = "mute", url: str = "") -> SafeString:
    if url:
        return format_html('<a class="chip chip-{}" href="{}">{}</a>', checked_tone(tone), url, label)
    return format_html('<span class="chip chip-{}">{}</span>', checked_tone(tone), label)


@register.inclusion_tag("ui/ring.html")
def ring(number: int, arcs: Sequence[Mapping[str, Any]], below: Text = "") -> dict[str, Any]:
    """The ring of arcs with the number of the round inside and, if wanted, a word below it."""
    drawn = ring_arcs(arcs)
    return {"number": number, "arcs": drawn, "below": below, "closed": all(a.state == "done" for a in drawn)}


@register.simple_block_tag
def drawn_once(content: SafeString) -> SafeString:
    """What stands twice on a page, drawn once: `{% drawn_once as name %}…{% enddrawn_once %}`."""
    return content


@register.simple_tag
def truth(title: Text, value: Text, tone: str = "", detail: Text = "", url: str = "") -> SafeString:
    """One of the cards that stand side by side in `<div class="truths">`."""
    return format_html(
        '<section class="truth{}"><h2 class="truth-title">{}</h2><p class="truth-value">{}</p>{}</section>',
        f" truth-{checked_tone(tone)}" if tone else "",
        title,
        linked(value, url),
        format_html('<p class="sub">{}</p>', detail) if detail else "",
    )


def linked(text: Text, url: str) -> Text:
    return format_html('<a href="{}">{}</a>', url, text) if url else text


@register.inclusion_tag("ui/figure_card.html", takes_context=True)
def figure_card(context: Context, figure: Any) -> dict[str, Any]:
    """A big plain number with its numerator and denominator, linked to the list behind it."""
    return {"figure": figure, "today": context.get("today")}


@register.inclusion_tag("ui/bars.html")
def bars(rows: Iterable[Mapping[str, Any]], title: Text = "") -> dict[str, Any]:
    """Horizontal stacked bars; every part says its label and number and links to its list."""
    drawn = stacked_bars(rows)
    legend = {part.tone: part.label for bar in reversed(drawn) for part in bar.parts}
    return {"bars": drawn, "legend": legend, "title": title}


@register.simple_tag(takes_context=True)
def timeline(context: Context, moments: Iterable[Moment]) -> SafeString:
    """What happened, newest first."""
    drawn = "".join(_drawn_moment(one, context.get("today")) for one in moments)
    return format_html('<ol class="timeline">{}</ol>', SafeString(drawn))


def _drawn_moment(one: Moment, today: date | None) -> SafeString:
    chips = "".join(f" {chip(c['label'], c.get('tone') or 'mute', c.get('url') or '')}" for c in one.chips)
    day = day_of(one.on)
    return format_html(
        '<li class="moment{}"><span class="moment-on num">{}</span>\n'
        '<div class="moment-text">{}{}{}</div></li>\n',
        f" moment-{one.tone}" if one.tone else "",
        time_element(day, short_date(day, today)),
        linked(one.text, one.url),
        SafeString(chips),
        format_html('<span class="sub">{}</span>', one.detail) if one.detail else "",
    )


@register.inclusion_tag("ui/pager.html")
def pager(next_url: str | None, first_url: str = "") -> dict[str, Any]:
    """Onwards through a list that is paged by key."""
    return {"next_url": next_url, "first_url": first_url}


@register.inclusion_tag("ui/empty.html")
def empty(text: Text, action_url: str = "", action_label: Text = "") -> dict[str, Any]:
    """What to do next where there is nothing yet."""
    return {"text": text, "action_url": action_url, "action_label": action_label}


@register.simple_tag
def field(bound_field: BoundField) -> SafeString:
    """One field with its label, help and error."""
    return bound_field.as_field_group()


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What must be put right, with a link to each field; nothing when nothing is wrong."""
    return {"form": form, "faulty": [bound for bound in form if bound.errors and not bound.is_hidden]}


@register.simple_tag
def hidden_act_id() -> SafeString:
    """A fresh key for the act that this form asks for: sent twice, it is done once."""
    return format_html('<input type="hidden" name="act_id" value="{}">', uuid4())
