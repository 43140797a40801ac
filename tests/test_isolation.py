"""No address of a town opens for somebody of another town: 404, as if it were not there.

Every address of the site is walked: first who may opens it, so that the refusal afterwards means something.
"""

import pytest
from django.core.cache import cache
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.house import ACTS, DOORS, TODAY, furnish

# Addresses that belong to no town.
OF_NO_TOWN = {
    "set_language", "people:sign_in", "people:sign_out", "people:password", "desk:front", "desk:townships",
}  # fmt: skip
HERE = {**{(name, "page"): door for name, door in DOORS.items()}, **{(n, "act"): d for n, d in ACTS.items()}}


def routes(patterns=None, space=""):
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one.url_patterns, inner)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}", "act" if "act" in one.default_args else "page"


@pytest.fixture
def town(db, monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", TODAY)
    cache.clear()
    return furnish()


@pytest.fixture
def stranger(town):
    return furnish("bailu", "白鹭镇", "430681102").users["clerk"]


def address(town, name, door):
    return reverse(name, kwargs={"town": town.township.slug, **door.keys(town)}) + door.query


def status_of(client, door, url):
    response = (client.post if door.post else client.get)(url)
    if response.streaming:
        b"".join(response.streaming_content)  # to the end, which closes the file
    return response.status_code


def test_every_address_of_the_site_is_known_here():
    walked = {route for route in routes() if not route[0].startswith("ui:")}

    assert walked - {(name, "page") for name in OF_NO_TOWN} == set(HERE)


def test_every_address_opens_for_its_owner_and_for_no_stranger(
    town, stranger, client, django_capture_on_commit_callbacks
):
    wrong = []
    for (name, _sort), door in HERE.items():
        url = address(town, name, door)
        client.force_login(town.users[door.user])
        with django_capture_on_commit_callbacks(execute=False):
            owner = status_of(client, door, url)
        client.force_login(stranger)
        foreign = status_of(client, door, url)
        client.logout()
        unknown = status_of(client, door, url)
        opened = (200, 302) if door.post else (200,)
        if owner not in opened or (foreign, unknown) != ((200, 200) if door.public else (404, 302)):
            wrong.append((name, owner, foreign, unknown))

    assert not wrong, wrong


def test_a_key_of_one_town_opens_nothing_in_another(town, client):
    other = furnish("bailu", "白鹭镇", "430681102")
    client.force_login(other.users["clerk"])
    wrong = []
    for (name, _sort), door in HERE.items():
        keys = door.keys(town)
        foreign = {key: value for key, value in keys.items() if key not in ("year", "code", "key", "kind")}
        if not foreign:
            continue
        url = reverse(name, kwargs={"town": other.township.slug, **keys})
        status = status_of(client, door, url)
        if status != 404 and not (name == "matters:import_preview" and status == 302):
            wrong.append((name, status))

    assert not wrong, wrong
