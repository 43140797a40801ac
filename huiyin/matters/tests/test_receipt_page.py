"""Whoever holds a receipt can ask how the matter stands, and learns nothing else."""

import pytest

from huiyin.matters.actions.issuing import issue_receipt
from huiyin.matters.codes import shown
from huiyin.matters.tests.stories import MONDAY, doing, handed_over, registered
from huiyin.matters.views.guarding import MISSES


@pytest.fixture
def code(township, clerk, water_station):
    matter = registered(
        township, None, kind="opinion", title="村口路灯不亮", voter_name="钟桂香", voter_phone="13900001234"
    )
    handed_over(matter, water_station)
    voter = matter.petitioners.get()
    issue_receipt(voter, link_to=str, **doing(MONDAY, clerk))
    voter.refresh_from_db()
    return voter.receipt_code


def test_the_code_tells_how_it_stands_and_neither_who_nor_what(client, township, code):
    for typed in (code, shown(code), code.lower()):
        page = client.get(f"/{township.slug}/r/{typed}/")

        assert page.status_code == 200
        text = page.content.decode()
        assert "镇水利站" in text
        for secret in ("钟桂香", "13900001234", "村口路灯不亮"):
            assert secret not in text


@pytest.mark.parametrize("wrong", ["ABCDEFGHJ", "-", "0"])
def test_a_wrong_code_opens_nothing(client, township, code, wrong):
    assert client.get(f"/{township.slug}/r/{wrong}/").status_code == 404


def test_a_code_of_another_town_opens_nothing(client, other_township, code):
    assert client.get(f"/{other_township.slug}/r/{code}/").status_code == 404


def test_guessing_must_wait(client, township, code):
    for _try in range(MISSES):
        client.get(f"/{township.slug}/r/ABCDEFGHJ/")

    assert client.get(f"/{township.slug}/r/{code}/").status_code == 429
