"""What the chair looks for: late, promised, satisfied but not solved, under supervision."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from huiyin.figures.registry import figure
from huiyin.journal.queries import Digest, digest_of_month
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.matter import Matter
from huiyin.townships.models import Township

SHOWN = 6
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Listed:
    """A short list with its count and the page that shows all of it."""

    title: str
    count: int
    rows: list[Any]
    url: str
    tone: str
    nothing: str


def overview(township: Township, today: date) -> list[Listed]:
    return [
        _late(township, today),
        _promised(township, today),
        _unsolved(township, today),
        _supervised(township),
    ]


def waiting_for_a_look(township: Township, today: date) -> Listed:
    """The matters that wait for a verification (for the presidium's members, who go and see)."""
    matters = Matter.objects.of(township).in_state(MatterState.IN_CHECK, today)
    matters = matters.exclude(verified__in=["solved", "partly", "not"]).order_by("due_on", "id")
    return _listed(
        _("Waiting for verification"),
        matters,
        list_url(township, state="in_check"),
        "amber",
        _("Nothing waits for verification."),
    )


def _late(township: Township, today: date) -> Listed:
    matters = Matter.objects.of(township).overdue(today).order_by("due_on", "id")
    return _listed(
        _("Late by legal clock"), matters, list_url(township, due="overdue"), "seal", _("Nothing is late.")
    )


def _promised(township: Township, today: date) -> Listed:
    """Promises broken this year, overdue, or falling due within a month."""
    promises = Promise.objects.of(township)
    falling_due = promises.open().filter(due_on__lte=today + SOON)
    broken = promises.filter(state=Promise.State.BROKEN, settled_on__year=today.year)
    found = (falling_due | broken).select_related("matter", "unit").order_by("due_on", "id")
    url = figure_url(township, "promises_kept", today)
    rows = list(found[:SHOWN])
    return Listed(_("Promised"), found.count(), rows, url, "amber", _("No promise falls due within a month."))


def _unsolved(township: Township, today: date) -> Listed:
    found = figure("still_not_solved", township, year=today.year, as_of=today)
    rows = list(found.records.select_related("lead_unit").order_by("due_on", "id")[:SHOWN])
    return Listed(
        _("Satisfied but not solved"),
        found.numerator,
        rows,
        found.url,
        "seal",
        _("No such matter is open."),
    )


def _supervised(township: Township) -> Listed:
    matters = Matter.objects.of(township).open().filter(supervised_at__isnull=False).order_by("due_on", "id")
    url = list_url(township, supervised="1", state="open")
    return _listed(_("Under supervision"), matters, url, "indigo", _("Nothing is under supervision."))


def _listed(title: str, matters: Any, url: str, tone: str, nothing: str) -> Listed:
    rows = list(matters.select_related("lead_unit")[:SHOWN])
    return Listed(title, matters.count(), rows, url, tone, nothing)


def list_url(township: Township, **words: str) -> str:
    return f"{reverse('matters:worklist', args=[township.slug])}?{urlencode(words)}"


def figure_url(township: Township, code: str, today: date) -> str:
    here = reverse("matters:figure", args=[township.slug, code])
    return f"{here}?year={today.year}&as_of={today.isoformat()}"


@dataclass(frozen=True)
class MonthDigest:
    """The line that goes into the presidium's minutes for a month."""

    month: date
    digest: Digest | None


def last_digest(township: Township, today: date) -> MonthDigest:
    """The digest of the last full month."""
    month = (today - relativedelta(months=1)).replace(day=1)
    return MonthDigest(month, digest_of_month(township, month))
