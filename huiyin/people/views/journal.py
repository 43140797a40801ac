"""The journal of the town: what was done, by whom, and whether the chain of entries still holds."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.core.clock import today
from huiyin.journal.models import Head
from huiyin.journal.queries import Break, digest_of_month, verify_chain
from huiyin.people.forms.journal import MonthForm, VerifyForm
from huiyin.people.pages import read_town_of, user_of
from huiyin.people.permissions import is_office
from huiyin.people.queries import journal_page
from huiyin.townships.models import Township

WALKED_HERE = 20_000  # a longer chain is walked at the machine itself: a page must answer


@login_required
@require_safe
def journal(request: HttpRequest, town: str) -> HttpResponse:
    """The entries, newest first; personal texts for the office alone."""
    return render(request, "people/journal.html", _page(request, town, VerifyForm()))


def _page(request: HttpRequest, town: str, form: VerifyForm) -> dict[str, Any]:
    township = read_town_of(request, town)
    office = is_office(request.user, township)
    before = _before(request.GET.get("before", ""))
    lines, more = journal_page(township, user_of(request), before=before, private=office)
    month_form = MonthForm({"month": request.GET.get("month") or f"{today():%Y-%m}"})
    month = (month_form.cleaned_data["month"] if month_form.is_valid() else None) or today()
    here = reverse("people:journal", args=[town])
    return {
        "town": town,
        "township": township,
        "lines": lines,
        "office": office,
        "month": month,
        "month_form": month_form,
        "minutes": _minutes(township, month),
        "form": form,
        "today": today(),
        "first_url": here if before else "",
        "next_url": f"{here}?before={more}" if more else "",
    }


def _before(typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 18):
        raise Http404
    return int(typed)


def _minutes(township: Township, month: date) -> str:
    """The sentence for the presidium's minutes, with the digest line in it."""
    digest = digest_of_month(township, month)
    if digest is None:
        return ""
    return _("The journal of %(town)s stood at this digest at the end of %(month)s: %(line)s") % {
        "town": township.name,
        "month": f"{month:%Y-%m}",
        "line": digest,
    }


@login_required
@require_POST
def verify(request: HttpRequest, town: str) -> HttpResponse:
    """Walk the chain from its first entry to its last, and compare it with a printed line."""
    township = read_town_of(request, town)
    form = VerifyForm(request.POST)
    page = _page(request, town, form)
    if form.is_valid():
        page["verdict"], page["broken"] = _verdict(township, form)
    return render(request, "people/journal.html", page)


def _verdict(township: Township, form: VerifyForm) -> tuple[str, bool]:
    head = Head.objects.of(township).first()
    if head is not None and head.seq > WALKED_HERE:
        return _(
            "The journal has %(count)s entries, too many for a page. "
            "Check it at the machine: huiyin journal verify --town %(town)s"
        ) % {"count": head.seq, "town": township.slug}, True
    printed = form.cleaned_data["printed"]
    count, found = verify_chain(township, (printed,) if printed else ())
    return (_broken(found), True) if found else (_whole(count, bool(printed)), False)


def _broken(found: Break) -> str:
    return _("Broken at entry %(seq)s. %(reason)s") % {"seq": found.seq, "reason": found.reason}


def _whole(count: int, compared: bool) -> str:
    if compared:
        return _("All %(count)s entries hold, and the printed digest is the one of its entry.") % {
            "count": count
        }
    return _("All %(count)s entries hold.") % {"count": count}
