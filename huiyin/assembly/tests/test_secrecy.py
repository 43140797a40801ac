"""Nobody learns how a deputy voted: not out of the database, not out of the logs, not with the key.

64 deputies cast 64 different ballots in a known order over HTTP. Then attackers who have everything guess who
cast which. A guess at random is right as often as a random permutation has fixed points: one on average,
seven or more with a probability of 0.000083. So an alarm of one of the twelve attackers is false with a
probability below 0.001 in a run, however many of them guess alike.
"""

import http.client
import logging
import re
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import combinations, islice
from pathlib import Path
from random import Random
from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.testcases import LiveServerThread, _StaticFilesHandler

from huiyin.assembly.actions.slips import slip_digest
from huiyin.assembly.actions.voting import close_vote
from huiyin.assembly.ballots import unsealed
from huiyin.assembly.models.votes import Option
from huiyin.assembly.tests.attackers import dump, loot_of, right_guesses
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.assembly.tests.polls import keys_of, of_choices, plenary, with_slips
from huiyin.core.crypto import SealedTextField
from huiyin.core.logs import MaskPersonalLinks
from huiyin.people.models import Deputy, User
from huiyin.people.roles import Role
from huiyin.people.tests import cast

VOTERS, CHANCE = 64, 6
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
DAY = re.compile(r"20\d\d-\d\d-\d\d")


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def poll(django_db_setup, django_db_blocker, tmp_path_factory):
    """A whole vote over HTTP, held once: what lay in the database before, amid and after it, and the log."""
    with django_db_blocker.unblock():
        told = held(tmp_path_factory.mktemp("poll") / "log")
    yield told
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)


def held(log):
    township = cast.found("qingxi", "清溪镇", "430681101")
    cast.person(township, "clerk", "何文秀", Role.CLERK)
    vote, codes = with_slips(of_choices(plenary(township, seats=VOTERS)), VOTERS)
    contents = list(islice(combinations(keys_of(vote), 10), VOTERS))
    Random(3).shuffle(contents)
    poll = SimpleNamespace(vote=vote, codes=codes, contents=contents, before=dump())
    with logged(log), hall() as phone:
        for place, (code, chosen) in enumerate(zip(codes, contents, strict=True)):
            vote_by_phone(phone, f"/qingxi/assembly/b/{code}/", chosen)
            if place == VOTERS // 2:
                ask(phone, "GET", f"/qingxi/assembly/b/{code[::-1]}/")  # a fault, which is logged
                poll.amid = dump()
        poll.cast, poll.bytes_before = dump(), whole_file()
        poll.closed = close_vote(vote, **doing(LATER))
    poll.after, poll.bytes_after, poll.log = dump(), whole_file(), log.read_text()
    poll.people = {key.hex for model in (Deputy, User) for key in model.objects.values_list("pk", flat=True)}
    poll.people |= set(Deputy.objects.values_list("name", flat=True))
    poll.options = list(Option.objects.order_by("position"))
    return poll


@contextmanager
def logged(path):
    """Everything that is logged, as much as there is, with what the site masks."""
    handler, root = logging.FileHandler(path), logging.getLogger()
    handler.addFilter(MaskPersonalLinks())
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(before)
        root.removeHandler(handler)
        handler.close()


@contextmanager
def hall():
    """A server on this database, whichever it is, and a phone in its network."""
    server = LiveServerThread("127.0.0.1", _StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", server.port)) as phone:
            yield phone
    finally:
        server.terminate()


def ask(phone, method, path, form=None, cookie=""):
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    phone.request(method, path, urlencode(form or [], doseq=True), headers)
    answer = phone.getresponse()
    return answer, answer.read().decode()


def vote_by_phone(phone, path, chosen):
    """As a browser without scripts does it: the question, the look, the box."""
    answer, page = ask(phone, "GET", path)
    cookie = answer.getheader("Set-Cookie").split(";")[0]
    said = [("chosen", key) for key in chosen]
    _answer, page = ask(phone, "POST", path, [*carried(page, 1), *said], cookie)
    answer, page = ask(phone, "POST", path, carried(page, -1), cookie)
    assert (answer.status, "ballot-tick" in page) == (200, True)


def carried(page, form):
    return HIDDEN.findall(page.partition("<main")[2].split("<form")[form])


def whole_file():
    """Every byte of a database in a file, and of the log beside it; of a server's nothing."""
    if connection.vendor != "sqlite":
        return b""
    place = Path(connection.settings_dict["NAME"])
    files = [path for path in place.parent.iterdir() if path.name.startswith(place.name)]
    return b"".join(path.read_bytes() for path in files)


def table(rows, name):
    return [row for row in rows if row.table == name]


def read(row):
    return tuple(unsealed(SealedTextField().from_db_value(row.values["content"], None, connection))["chosen"])


def key_with_time(milliseconds):
    """As a key of version 7 would be: in order of time."""
    return UUID(int=milliseconds << 80 | uuid4().int & (1 << 80) - 1)


def guesses(poll, rows, **leaks):
    loot = loot_of(rows, [slip_digest(code) for code in poll.codes], poll.log)
    return right_guesses(replace(loot, **leaks), read, poll.contents)


def test_no_attacker_guesses_better_than_chance(poll):
    right = guesses(poll, poll.after)

    assert len(right) == 12
    assert {name: many for name, many in right.items() if many > CHANCE} == {}
    assert poll.closed.returned == VOTERS
    assert sum(option.in_favour for option in poll.options) == VOTERS * 10


def test_the_attackers_are_good_where_a_box_was_not_mixed(poll):
    right = guesses(poll, poll.cast)

    assert right["_by_rows"] > 50
    if connection.vendor == "postgresql":
        assert min(right["_by_transaction"], right["_by_same_transaction"]) > 50


def test_the_attackers_are_good_where_keys_seals_or_logs_tell_a_time(poll):
    ballots = table(poll.cast, "assembly_ballot")
    keys = {row.place: key_with_time(1_719_450_000_000 + 900 * n) for n, row in enumerate(ballots)}
    mixed = Random(5).sample(ballots, VOTERS)
    timed = [
        replace(row, place=(n,), values={**row.values, "id": keys[row.place]}) for n, row in enumerate(mixed)
    ]
    told = "".join(f"10:00 ballot {keys[row.place]}\n" for row in ballots)

    right = guesses(poll, poll.cast, ballots=timed, log=told)

    assert min(right[name] for name in ("_by_key", "_by_time_in_key", "_by_log")) > 50
    assert right["_by_rows"] <= CHANCE


def test_no_row_and_no_line_of_the_log_ties_a_ballot_to_a_person_or_a_time(poll):
    slips, ballots = table(poll.after, "assembly_slip"), table(poll.cast, "assembly_ballot")
    names = ("id", "code_hash", "receipt_hash")
    keys = {str(row.values[name]).replace("-", "") for row in slips for name in names}
    keys |= {
        str(row.values["id"]).replace("-", "") for row in (*ballots, *table(poll.after, "assembly_ballot"))
    }
    keys |= set(poll.codes)

    rows = [row for row in poll.after if any(key in row.text for key in keys)]

    assert len(keys) == VOTERS * 6
    assert {row.table for row in rows} == {"assembly_ballot", "assembly_slip"}
    assert len(rows) == 2 * VOTERS
    assert not any(name in row.text for name in poll.people for row in rows)
    assert not any(row.tells_a_day or DAY.search(str(row.values)) for row in rows)
    assert "Not Found: /qingxi/assembly/b/…/" in poll.log
    assert not any(key in poll.log.replace("-", "") for key in keys)


def test_in_the_middle_of_a_vote_no_choice_can_be_read(poll):
    ballots = table(poll.amid, "assembly_ballot")
    words = {"chosen", *(option.pk.hex for option in poll.options), *(one.label for one in poll.options)}

    assert len(ballots) == VOTERS // 2 + 1
    assert not any(word in row.text for word in words for row in ballots)
    assert len({len(row.values["content"]) for row in ballots}) == 1


def test_casting_writes_a_ballot_and_the_use_of_a_slip_and_nothing_else(poll):
    fixed = ("assembly_ballot", "assembly_slip")

    def others(rows):
        return {(row.table, row.text) for row in rows if row.table not in fixed}

    assert others(poll.cast) == others(poll.before)
    assert len(table(poll.cast, "assembly_ballot")) == VOTERS


def test_the_file_itself_keeps_nothing_of_how_the_ballots_lay(poll):
    if connection.vendor != "sqlite":
        pytest.skip("a server's files are not a dump")
    seals = [row.values["content"].encode()[-60:] for row in table(poll.cast, "assembly_ballot")]

    assert all(seal in poll.bytes_before for seal in seals)
    assert [seal for seal in seals if seal in poll.bytes_after] == []
