"""`huiyin journal verify` and `huiyin journal digest`, for people and for machines."""

import json

import pytest
from click.testing import CliRunner

from huiyin.cli.main import main
from huiyin.journal.models import Entry
from huiyin.journal.tests.chains import cut_after, rehash_from, rewrite_head, tamper, write


@pytest.fixture
def chain(township):
    for n in range(4):
        write(township, word=f"note {n}", private={"name": f"张{n}"})
    return list(Entry.objects.of(township).order_by("seq"))


def run(*words):
    return CliRunner().invoke(main, ["journal", *words, "--language", "en"])


def told(*words):
    done = run(*words, "--json")
    return done.exit_code, json.loads(done.output)


def test_whole_chains_give_status_0(township, other_township, chain):
    assert told("verify") == (0, {"entries": 6, "broken": []})
    assert run("verify", "--town", "qingxi").output == "清溪镇: 5 entries, the chain is whole.\n"


def test_a_changed_byte_is_named_with_its_town_and_gives_status_1(township, other_township, chain):
    tamper(chain[2], facts={**chain[2].facts, "word": "note 9"})

    status, answer = told("verify")

    reason = "Its content was changed after it was written."
    assert (status, answer["broken"]) == (1, [{"town": "qingxi", "seq": 3, "reason": reason}])
    assert f"清溪镇: broken at entry 3. {reason}" in run("verify").output


def test_the_deleted_last_entry_is_named(township, chain):
    cut_after(township, 4)
    assert told("verify")[1]["broken"][0]["seq"] == 5


def test_a_digest_printed_earlier_convicts_a_rehashed_chain(township, chain):
    printed = run("digest", "--month", "2024-01").output.strip()
    assert printed == f"5 {chain[4].digest}"
    assert told("verify", "--printed", printed) == (0, {"entries": 5, "broken": []})

    rehash_from(township, 2, act="other")
    rewrite_head(township)

    assert told("verify")[0] == 0
    status, answer = told("verify", "--printed", printed)
    assert (status, answer["broken"][0]["seq"]) == (1, 5)


def test_the_digest_of_a_month_for_machines(township, chain):
    assert told("digest", "--month", "2024-01") == (
        0, {"month": "2024-01", "seq": 5, "digest": chain[4].digest},
    )  # fmt: skip
    assert told("digest", "--month", "2023-12") == (0, {"month": "2023-12", "seq": 0, "digest": ""})
    assert run("digest", "--month", "2023-12").output == "Nothing was written until then.\n"


@pytest.mark.parametrize(
    "words",
    [("verify", "--printed", "5 abc"), ("digest", "--month", "June"), ("digest",), ("verify", "--tow", "x")],
)
def test_wrong_use_gives_status_2(township, words):
    assert run(*words).exit_code == 2


def test_a_town_must_be_named_where_there_are_several(township, other_township):
    done = run("digest", "--month", "2024-01")
    assert done.exit_code == 1
    assert "--town" in done.output
    assert run("verify", "--town", "nowhere").exit_code == 1


@pytest.mark.django_db
def test_an_empty_installation_says_so():
    assert run("verify").output == "There is no township yet.\n"
