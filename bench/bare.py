"""The limit: bare views with the very SQL of the real page and an equally large plain template."""

import base64
import itertools
import json
import time
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import get_template

PLAN = "bare.json"
_running = itertools.count(time.time_ns())
_keys = itertools.count(time.time_ns())


@cache
def recorded_pages() -> dict[str, Any]:
    return json.loads((settings.HUIYIN_HOME / PLAN).read_text())


def page(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The same statements; their rows drawn in plain tables, filled up to the size of the real page."""
    recorded = recorded_pages()[name][number]
    rows = fetched(recorded["statements"])
    return HttpResponse(drawn(rows, recorded["columns"], recorded["bytes"]))


def floor(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The same statements and as many bytes, but nothing is drawn at all."""
    recorded = recorded_pages()[name][number]
    fetched(recorded["statements"])
    return HttpResponse(" " * recorded["bytes"])


def drawn(tables: list[list[Any]], columns: int, size: int) -> bytes:
    """The plain page: so many columns of each row as its size allows, then blanks."""
    shown = [[row[:columns] for row in rows] for rows in tables]
    text = get_template("bench/plain.html").render({"title": "bare", "tables": shown}).encode()
    return text + b" " * (size - len(text))


def fetched(statements: list[dict[str, Any]]) -> list[list[Any]]:
    found = []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement["sql"], statement["params"])
            found.append(cursor.fetchall())
    return found


def act(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One transaction with the same statements, keys and running numbers new."""
    recorded = recorded_pages()[name][number]
    made: dict[int, str] = {}
    running = {"serial": next(_running), "seq": next(_running)}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in recorded["statements"]:
            params = [_filled(value, made, running) for value in statement["params"]]
            cursor.execute(statement["sql"], params)
            if statement["sql"].startswith("SELECT"):
                cursor.fetchall()
            elif "INSERT INTO search_fts (tokens)" in statement["sql"]:
                running["place"] = cursor.lastrowid
    return HttpResponseRedirect("/")


def _filled(value: Any, made: dict[int, str], running: dict[str, int]) -> Any:
    if not isinstance(value, dict):
        return value
    if "bytes" in value:
        return base64.b64decode(value["bytes"])
    if "running" in value:
        return running[value["running"]]
    return made.setdefault(value["made"], _new_key())


def _new_key() -> str:
    return f"{time.time_ns() // 1_000_000:012x}7{next(_keys) % 2**76:019x}"
