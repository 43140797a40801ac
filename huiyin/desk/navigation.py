"""The frame of every page: whose town it is, who is signed in, and the pages that this person may open."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.core.clock import today
from huiyin.matters.models.matter import Matter
from huiyin.people.models import User
from huiyin.people.roles import STAFF, UNIT, Role
from huiyin.townships.models import Township

KEEPERS = frozenset({Role.CLERK, Role.CHAIR, Role.OPERATOR})
PRESIDIUM = frozenset(STAFF)
READERS = KEEPERS | PRESIDIUM
ADDRESSES_KEPT = 2000  # a dozen of each town that is looked at

# (label, name of the page, who has it), group by group; a page that is not built is left out
PAGES: tuple[tuple[tuple[Any, str, frozenset[Any]], ...], ...] = (
    (
        (gettext_lazy("Workbench"), "desk:home", frozenset({Role.CLERK})),
        (gettext_lazy("Overview"), "desk:overview", PRESIDIUM),
        (gettext_lazy("My unit's desk"), "desk:unit_desk", frozenset(UNIT)),
        (gettext_lazy("My matters"), "desk:my_matters", frozenset({Role.DEPUTY})),
        (gettext_lazy("Matters"), "matters:worklist", PRESIDIUM | frozenset(UNIT) | {Role.DEPUTY}),
        (gettext_lazy("Import a ledger"), "matters:import", frozenset({Role.CLERK})),
    ),
    (
        (gettext_lazy("Sessions"), "assembly:sessions", PRESIDIUM | {Role.DEPUTY}),
        (gettext_lazy("Presidium meetings"), "assembly:presidium", PRESIDIUM),
        (gettext_lazy("Livelihood projects"), "projects:projects", PRESIDIUM | {Role.DEPUTY}),
    ),
    (
        (gettext_lazy("Deputies"), "people:deputies", READERS),
        (gettext_lazy("Seats"), "assembly:seats", PRESIDIUM),
        (gettext_lazy("Units"), "people:units", READERS),
    ),
    (
        (gettext_lazy("Papers"), "papers:register", PRESIDIUM),
        (gettext_lazy("Journal"), "people:journal", READERS),
        (gettext_lazy("Settings"), "people:town", READERS),
    ),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the base template needs; at most two queries, none for who is not signed in."""
    found: dict[str, Any] = {"today": today()}
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return found
    found |= {
        "signed_in_as": user.name,
        "home_url": reverse("desk:front"),
        "password_url": reverse("people:password"),
        "sign_out_url": reverse("people:sign_out"),
    }
    township = _township_in_hand(request, user)
    if township is None:
        return found
    return found | _frame_of_town(request, township, user.standing_in(township.pk).roles)


def _township_in_hand(request: HttpRequest, user: User) -> Township | None:
    """The township of the address, if this person stands in it; the page has mostly fetched it already."""
    known = vars(request).get("township")
    if known is None:
        match = request.resolver_match
        slug = match.kwargs.get("town") if match else None
        known = Township.objects.filter(slug=slug).first() if slug else None
    if known is None or not user.standing_in(known.pk).roles:
        return None
    return known


def _frame_of_town(request: HttpRequest, township: Township, roles: frozenset[str]) -> dict[str, Any]:
    home = address("desk:home", township)
    found: dict[str, Any] = {
        "organ_name": township.organ_name,
        "home_url": home,
        "navigation": navigation(township, roles, request.path),
    }
    if work := vars(request).get("work_said"):  # how much there is to do, said by the page that counted it
        found["navigation"][0][0]["count"] = work
    if roles & (PRESIDIUM | set(UNIT) | {Role.DEPUTY}) and (url := address("matters:worklist", township)):
        found |= {"search_url": url, "search_hint": _("Search matters, deputies, units… (press / )")}
    return found


def navigation(township: Township, roles: frozenset[str], path: str) -> list[list[dict[str, Any]]]:
    """The groups of pages for these roles, the one in hand marked."""
    groups = [list(_entries(group, township, roles)) for group in PAGES]
    if groups[0] and groups[0][0]["name"].startswith("desk:"):
        groups[0][0]["url"] = address("desk:home", township)  # the role's own first page
    present = max(
        (entry["url"] for group in groups for entry in group if _holds(entry["url"], path, township)),
        key=len,
        default="",
    )
    for group in groups:
        for entry in group:
            entry["active"] = entry["url"] == present
    return [group for group in groups if group]


def _holds(url: str, path: str, township: Township) -> bool:
    """Whether a page lies below an entry; the town's own first page only holds itself."""
    home = address("desk:home", township)
    return path == url if url == home else path.startswith(url)


def _entries(
    group: tuple[tuple[Any, str, frozenset[Any]], ...], township: Township, roles: frozenset[str]
) -> Iterator[dict[str, Any]]:
    for label, name, who in group:
        url = address(name, township) if roles & who else ""
        if url:
            yield {"label": label, "url": url, "name": name}


def address(name: str, township: Township) -> str:
    """The address of a town's page, or nothing when it is not built."""
    return _address(name, township.slug)


@lru_cache(maxsize=ADDRESSES_KEPT)
def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""


def act_url(township: Township, matter: Matter, act: str) -> str:
    """The page of an act of a matter, or the matter's own page when the act has none."""
    try:
        return reverse(f"matters:{act}", args=[township.slug, matter.pk])
    except NoReverseMatch:
        return reverse("matters:show", args=[township.slug, matter.pk])
