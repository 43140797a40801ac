"""Importing in the browser: choose, look, change a column's meaning, import; nothing is written before."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huiyin.core.tenancy import uuid7
from huiyin.journal.queries import verify_chain
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.ledgers import HEADINGS, REAL, row, workbook
from huiyin.people.actions.roster import close_unit
from huiyin.people.tests import cast


@pytest.fixture
def page(client, clerk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.LANGUAGE_CODE = "en"
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name="import", *args, town="qingxi"):
    return reverse(f"matters:{name}", args=[town, *args])


def upload(page, content, name="台账.xlsx"):
    return page.post(url(), {"file": SimpleUploadedFile(name, content)})


def test_the_real_ledger_is_looked_at_then_imported_once(page, township):
    asked = upload(page, REAL.read_bytes())
    shown = page.get(asked.url)

    assert not Matter.objects.of(township).exists()
    text = shown.content.decode()
    for said in ("26 to import", "2 refused", "C4", "B5", "New to the town", "23 → 24", "李春来"):
        assert said in text
    assert shown.context["counts"] == {"new": 26, "known": 0, "refused": 2, "skipped": 2}

    act_id = str(uuid7())
    done = [page.post(asked.url, {"act_id": act_id}, follow=True) for _time in range(2)]

    assert Matter.objects.of(township).count() == 26
    assert "26 matters were imported." in done[0].content.decode()
    assert done[0].context["counts"] == {"new": 0, "known": 26, "refused": 2, "skipped": 2}
    assert verify_chain(township)[1] is None


def test_a_columns_meaning_is_changed_by_a_choice(page, township):
    headings = tuple("说法" if heading == "案由" else heading for heading in HEADINGS)
    asked = upload(page, workbook(row(), headings=headings))

    assert page.get(asked.url).context["counts"]["new"] == 0
    chosen = f"{asked.url}?c0-1=title"
    shown = page.get(chosen)
    assert shown.context["counts"]["new"] == 1
    assert re.search(r'name="c0-1".*?value="title" selected', shown.content.decode(), re.DOTALL)
    assert 'action="?c0-1=title"' in shown.content.decode()

    page.post(chosen, {"act_id": str(uuid7())})

    assert Matter.objects.of(township).get().title == "关于修桥的建议"


def test_a_file_that_is_no_ledger_is_explained_on_the_form(page):
    shown = upload(page, b"a;b\n1;2\n", "x.csv")

    assert shown.status_code == 200
    assert "This is no workbook." in shown.content.decode()


def test_a_ledger_without_headings_goes_back_to_the_form(page):
    shown = upload(page, workbook(headings=("甲", "乙", "丙")))

    assert "No sheet has a row of headings" in page.get(shown.url, follow=True).content.decode()


def test_a_file_that_was_cleared_away_is_asked_for_again(page):
    shown = page.get(url("import_preview", "0" * 32), follow=True)

    assert "The file was kept for an hour only." in shown.content.decode()
    assert page.get(url("import_preview", "..")).status_code == 404


def test_an_import_that_fails_is_explained_and_leaves_nothing(page, township, water_station):
    asked = upload(page, workbook(row(主办单位="镇水利站")))
    page.get(asked.url)
    close_unit(water_station, **cast.acting())

    shown = page.post(asked.url, {"act_id": str(uuid7())}, follow=True)

    assert "The unit 镇水利站 was closed." in shown.content.decode()
    assert not Matter.objects.of(township).exists()


def test_only_the_clerk_imports(page, client, chair, township):
    asked = upload(page, workbook(row()))
    client.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")

    assert [client.get(url()).status_code, client.get(asked.url).status_code] == [403, 403]
    assert client.post(asked.url).status_code == 403
    assert not Matter.objects.of(township).exists()


def test_a_stranger_finds_nothing(page, client, outsider, township):
    asked = upload(page, workbook(row()))
    client.force_login(outsider, backend="django.contrib.auth.backends.ModelBackend")

    assert [client.get(url()).status_code, client.get(asked.url).status_code] == [404, 404]
    token = asked.url.rstrip("/").rpartition("/")[2]
    own = client.get(url("import_preview", token, town="bailu"))
    assert (own.status_code, own.url) == (302, url(town="bailu"))  # the file waits in the other town only
