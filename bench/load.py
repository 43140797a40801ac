"""Sends requests in a process of its own: some clients at once, each on a kept connection, for a time.

Reads what to send from standard input, writes how long each answer took to standard output.
"""

import http.client
import json
import sys
import threading
import time
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode


@dataclass
class Wanted:
    """What one run sends: the requests in turn, by so many clients, for so many seconds."""

    port: int
    clients: int
    seconds: float
    requests: list[dict[str, Any]]


def send(connection: http.client.HTTPConnection, request: dict[str, Any], number: int) -> int:
    """One request and its whole answer; returns the status."""
    headers = {"Cookie": request.get("cookie", ""), "Accept-Encoding": "gzip"}
    path = quote(request["path"], safe="/?=&%")
    if form := request.get("form"):
        form = form | {"act_id": str(uuid.uuid4()), "title": form["title"].replace("{n}", str(number))}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", path, urlencode(form), headers)
    else:
        connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    return response.status


def client(wanted: Wanted, first: int, until: float, took: list[float], wrong: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", wanted.port)
    number = first
    while (since := time.perf_counter()) < until:
        request = wanted.requests[number % len(wanted.requests)]
        status = send(connection, request, number)
        took.append(time.perf_counter() - since)
        if status != (302 if "form" in request else 200):
            wrong.append(f"{status} {request['path']}")
        number += wanted.clients


def run(wanted: Wanted) -> dict[str, Any]:
    took: list[float] = []
    wrong: list[str] = []
    since = time.perf_counter()
    until = since + wanted.seconds
    threads = [
        threading.Thread(target=client, args=(wanted, n, until, took, wrong)) for n in range(wanted.clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"took": took, "seconds": time.perf_counter() - since, "wrong": wrong[:3]}


if __name__ == "__main__":
    json.dump(run(Wanted(**json.load(sys.stdin))), sys.stdout)
