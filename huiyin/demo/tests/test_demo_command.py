"""The command `huiyin demo`."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings

from huiyin.cli.main import main
from huiyin.journal.models import Entry
from huiyin.people.models import User
from huiyin.people.tests import cast


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An installation's folder of its own; the day that the command sets does not stay."""
    monkeypatch.setattr(settings, "HUIYIN_HOME", tmp_path)
    monkeypatch.setenv("HUIYIN_TODAY", "2025-03-10")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["demo", "--no-serve", "--language", "en", *arguments])


@pytest.mark.django_db
def test_a_second_run_prints_the_same_password_and_changes_nothing(home):
    first = json.loads(run("--today", "2025-03-10", "--json").stdout)
    entries = Entry.objects.count()
    kept = home / "demo-password"

    second = run("--json")

    assert first["built"] is True
    assert json.loads(second.stdout) == first | {"built": False}
    assert Entry.objects.count() == entries
    assert kept.read_text() == first["password"]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert os.environ["HUIYIN_TODAY"] == "2025-03-10"
    clerk = User.objects.get(username="wenxiu")
    assert clerk.check_password(first["password"])
    assert first["password"] not in clerk.password
    said = run().stdout
    assert "nothing was changed" in said
    assert [account["username"] for account in first["accounts"] if account["username"] not in said] == []


@pytest.mark.django_db
def test_an_installation_with_a_real_township_is_left_alone(home):
    cast.found("bailu", "白鹭镇", "430681102")
    before = sorted(Path(home).iterdir())

    done = run()

    assert done.exit_code == 1
    assert "no demonstration" in done.stderr
    assert sorted(Path(home).iterdir()) == before


@pytest.mark.parametrize("day", ["2025-02-30", "tomorrow"])
def test_a_day_that_is_none_is_wrong_use(day):
    assert run("--today", day).exit_code == 2


@pytest.mark.django_db
def test_a_town_built_for_another_day_says_so(home):
    cast.found("bailu", "白鹭镇", "430681102")
    (home / "demo-password").write_text("made before")
    (home / "demo-today").write_text("2025-03-10")

    same, other = run("--today", "2025-03-10").stdout, run("--today", "2025-06-10").stdout
    (home / "demo-today").unlink()
    unnamed = run("--today", "2025-06-10").stdout

    assert "another day" not in same
    assert "built for another day (2025-03-10)" in other
    assert "built for another day (the day of its building)" in unnamed
