"""`python -m bench.plan`: which requests are sent, and the SQL of each for its bare twin.

Every clerk's session is made here, without the sign-in page. The plan lies beside the data: `plan.json` for
who sends the requests, `bare.json` for the bare views.
"""

import json
from random import Random
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.bare import PLAN, drawn, fetched  # noqa: E402
from bench.recording import as_read, as_written, recorded  # noqa: E402
from bench.texts import matter_words  # noqa: E402
from bench.towns import TOWNS  # noqa: E402
from huiyin.cli.serve import prepare  # noqa: E402
from huiyin.core.clock import today  # noqa: E402
from huiyin.core.tenancy import uuid7  # noqa: E402
from huiyin.matters.models.matter import Matter  # noqa: E402
from huiyin.people.models import Deputy, Unit, User  # noqa: E402
from huiyin.townships.models import Township  # noqa: E402

PAGES = 40  # different matters looked at
QUERIES = [
    "排水沟",
    "路灯 硬化路面",
    "临江安置点",
    "石桥水库 灌溉",
    "年久失修",
    "清淤",
    "青龙渠",
    "监控探头",
    "闭会",
    "汛期前完成",
]
CSRF = "b" * 32
MOST_COLUMNS = 40


def cookie_of(township: Township) -> str:
    """A signed-in clerk's cookies."""
    user = User.objects.get(username=f"clerk-{township.slug}")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def reads(towns: list[Township], random: Random) -> dict[str, list[tuple[Township, str]]]:
    """The pages that are read, with whose clerk reads them."""
    matters = []
    for number in range(PAGES):
        town = towns[number % len(towns)]
        handed = Matter.objects.of(town).handed_over().order_by("id").values_list("pk", flat=True)
        matters.append((town, f"/{town.slug}/matters/{random.choice(list(handed))}/"))
    words = [*QUERIES * 2]
    words[15:] = [
        *Deputy.objects.of(towns[15]).values_list("name", flat=True)[:2],
        *Unit.objects.of(towns[17]).values_list("name", flat=True)[:3],
    ]
    return {
        "worklist": [(town, f"/{town.slug}/matters/") for town in towns],
        "matter": matters,
        "search": [
            (town, f"/{town.slug}/matters/?q={word}") for town, word in zip(towns, words, strict=False)
        ],
    }


def slip_of(town: Township, random: Random) -> dict[str, str]:
    """What the clerk types; {n} and {act_id} are filled in by who sends it."""
    words = matter_words(random)
    names = [deputy.name for deputy in Deputy.objects.of(town).order_by("id")[:40]]
    once = [name for name in names if names.count(name) == 1]
    return {
        "csrfmiddlewaretoken": CSRF, "act_id": "{act_id}", "title": words.title + "{n}",
        "situation": words.situation, "request": words.request, "kind": "suggestion", "channel": "paper",
        "received_on": today().isoformat(), "way": "paper", "lead": once[0],
        "cosigners": "、".join(once[1:3]), "field": "", "village": "", "similar_to": "",
    }  # fmt: skip


def bare_page(client: Client, path: str, cookie: str) -> dict[str, Any]:
    """The statements and the size of one page, taken when its caches are warm."""
    headers = {"HTTP_COOKIE": cookie, "HTTP_HOST": "127.0.0.1"}
    client.get(path, **headers)
    with recorded() as statements:
        response = client.get(path, **headers)
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    found = as_read(statements)
    size, tables = len(response.content), fetched(found)
    columns = next(n for n in range(MOST_COLUMNS, 0, -1) if n == 1 or len(drawn(tables, n, 0)) <= size)
    return {"statements": found, "bytes": size, "columns": columns}


def bare_act(client: Client, town: Township, cookie: str, random: Random) -> dict[str, Any]:
    """The statements of one registration, the second of its town: the counters are there."""
    for turn in (1, 2):
        since = timezone.now()
        slip = slip_of(town, random) | {"act_id": str(uuid7())}
        slip["title"] = slip["title"].replace("{n}", str(turn))
        with recorded() as statements:
            path = f"/{town.slug}/matters/register/"
            response = client.post(path, slip, HTTP_COOKIE=cookie, HTTP_HOST="127.0.0.1")
        if response.status_code != 302:
            raise SystemExit(f"register: {response.status_code} {response.content.decode()[:20000]}")
    return {"statements": as_written(statements, since), "bytes": 0, "columns": 0}


def make_plan() -> None:
    prepare()
    random, client = Random(1), Client()
    towns = list(Township.objects.filter(slug__startswith="town").order_by("slug")[:TOWNS])
    bare_town = Township.objects.get(slug="bare")
    cookies = {town.pk: cookie_of(town) for town in [*towns, bare_town]}
    plan: dict[str, Any] = {"csrf": CSRF, "pages": {}, "matters": Matter.objects.count()}
    bare: dict[str, Any] = {}
    for name, wanted in reads(towns, random).items():
        plan["pages"][name] = [{"path": path, "cookie": cookies[town.pk]} for town, path in wanted]
        bare[name] = [bare_page(client, path, cookies[town.pk]) for town, path in wanted]
    plan["pages"]["register"] = [
        {"path": f"/{town.slug}/matters/register/", "cookie": cookies[town.pk], "form": slip_of(town, random)}
        for town in towns
    ]
    bare["register"] = [bare_act(client, bare_town, cookies[bare_town.pk], random)]
    plan["statements"] = {name: [len(one["statements"]) for one in pages] for name, pages in bare.items()}
    plan["bytes"] = {name: [one["bytes"] for one in pages] for name, pages in bare.items()}
    (settings.HUIYIN_HOME / "plan.json").write_text(json.dumps(plan))
    (settings.HUIYIN_HOME / PLAN).write_text(json.dumps(bare))


if __name__ == "__main__":
    make_plan()
