"""The server is killed in the middle of a vote: whatever a phone was told is true after the restart."""

import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from itertools import combinations, islice
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from huiyin.assembly.ballots import unsealed
from huiyin.assembly.tests.polls import keys_of, of_choices, plenary, with_slips
from huiyin.core.crypto import SealedTextField

VOTERS, ENOUGH = 40, 10
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
SERVE = "from huiyin.cli.main import main; main()"

pytestmark = pytest.mark.django_db(transaction=True)


class Phone:
    """A voter's phone: it keeps what it is about to send until it is told that it was received."""

    def __init__(self, path, chosen):
        self.path, self.chosen, self.is_received = path, chosen, False

    def prepare(self, port):
        """The question and the look, up to the last button."""
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as server:
            answer, page = self._ask(server, "GET")
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
            said = [("chosen", key) for key in self.chosen]
            _answer, page = self._ask(server, "POST", [*carried(page, 1), *said])
            self.sending = carried(page, -1)

    def cast(self, port):
        """Press the last button; a server that dies meanwhile leaves the phone without an answer."""
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as server:
                answer, page = self._ask(server, "POST", self.sending)
        except (OSError, http.client.HTTPException):
            return
        self.is_received = answer.status == 200 and "ballot-tick" in page

    def _ask(self, server, method, form=()):
        headers = {
            "Cookie": getattr(self, "cookie", ""), "Content-Type": "application/x-www-form-urlencoded"
        }  # fmt: skip
        server.request(method, self.path, urlencode(form), headers)
        answer = server.getresponse()
        return answer, answer.read().decode()


def carried(page, form):
    return HIDDEN.findall(page.partition("<main")[2].split("<form")[form])


@pytest.fixture
def home(tmp_path):
    """A home of its own for a real server, with the database of this test and its key."""
    place = tmp_path / "home"
    place.mkdir()
    return place


def move_in(home):
    """Copy what this test has built; the server brings the rest itself."""
    with closing(sqlite3.connect(home / "huiyin.sqlite3")) as copy:
        connection.connection.backup(copy)
    shutil.copy(Path(settings.HUIYIN_HOME) / "data.key", home)


@contextmanager
def serving(home, port):
    """`huiyin serve` in this home, with all its workers in one group; whatever is left of it ends here."""
    told = {"HUIYIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "huiyin.settings"}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HUIYIN_", "DJANGO_"))}
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, env=kept | told, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port, server)
        yield server
    finally:
        kill(server)


def wait_for(port, server):
    for _try in range(600):
        assert server.poll() is None, "the server did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not answer")


def kill(server):
    """kill -9: the parent and all its workers at once."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def in_the_box(home):
    """What lies in the server's database, ballot by ballot."""
    with closing(sqlite3.connect(home / "huiyin.sqlite3")) as database:
        rows = database.execute("SELECT content FROM assembly_ballot").fetchall()
        used = database.execute("SELECT count(*) FROM assembly_slip WHERE is_used").fetchone()[0]
    field = SealedTextField()
    ballots = [tuple(unsealed(field.from_db_value(row[0], None, connection))["chosen"]) for row in rows]
    assert used == len(ballots)
    return Counter(ballots)


def press_all(phones, port, until):
    """Every phone casts in a thread of its own; returns when so many heard that theirs was received."""
    threads = [threading.Thread(target=phone.cast, args=(port,)) for phone in phones]
    for thread in threads:
        thread.start()
    while sum(phone.is_received for phone in phones) < until and any(t.is_alive() for t in threads):
        time.sleep(0.001)
    return threads


def test_after_kill_9_every_received_ballot_is_there_once_and_the_others_can_be_sent_again(township, home):
    if connection.vendor != "sqlite":
        pytest.skip("the laptop in the hall keeps its database in a file")
    vote, codes = with_slips(of_choices(plenary(township, seats=VOTERS)), VOTERS)
    different = islice(combinations(keys_of(vote), 10), VOTERS)
    phones = [
        Phone(f"/qingxi/assembly/b/{code}/", chosen) for code, chosen in zip(codes, different, strict=True)
    ]
    move_in(home)
    port = free_port()
    with serving(home, port) as server:
        for phone in phones:
            phone.prepare(port)
        threads = press_all(phones, port, until=ENOUGH)
        kill(server)
        for thread in threads:
            thread.join()
    received = {phone.chosen for phone in phones if phone.is_received}
    kept = in_the_box(home)

    with serving(home, port):
        for phone in phones:  # those that were received too: a double click after the restart
            phone.is_received = False
            phone.cast(port)

    assert ENOUGH <= len(received) < VOTERS
    assert received <= set(kept)
    assert set(kept.values()) == {1}
    assert all(phone.is_received for phone in phones)
    assert in_the_box(home) == Counter(phone.chosen for phone in phones)
