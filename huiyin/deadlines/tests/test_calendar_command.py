import json
import sys

import pytest
from click.testing import CliRunner

from huiyin.cli.main import main
from huiyin.deadlines.holidays import shipped_notices
from huiyin.deadlines.queries import calendar
from huiyin.deadlines.tests.test_holiday_files import NOTICE_2027

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_notices")]


def run(act, *words):
    return CliRunner().invoke(main, ["calendar", act, "--language", "en", *map(str, words)])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "2027.toml"
    path.write_text(NOTICE_2027)
    return path


def test_a_notice_is_entered_and_the_second_time_known(file):
    first, second = run("add", file), run("add", file)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == "The notice for 2027 is entered: 14 days of rest, 2 weekend days worked.\n"
    assert second.output == "The notice for 2027 is known already; nothing was changed.\n"
    assert calendar().knows(2027)


def test_machines_are_told_whether_anything_changed(file):
    said = [json.loads(run("add", file, "--json").output) for _ in range(2)]

    assert said == [{"year": 2027, "rest": 14, "working": 2, "changed": changed} for changed in (True, False)]


def test_a_faulty_notice_is_refused_with_all_its_faults(file):
    file.write_text(NOTICE_2027.replace("2027-02-14", "2027-02-15").replace("2027-10-09", "2026-10-10"))

    outcome = run("add", file)

    assert outcome.exit_code == 1
    assert outcome.stderr.splitlines() == [
        "2026-10-10 is not in 2027; put it into the notice of its own year.",
        "2027-02-15 is no weekend; only a Saturday or a Sunday can be made a working day.",
    ]
    assert not calendar().knows(2027)


def test_a_file_that_is_not_there_is_wrong_use(tmp_path):
    assert run("add", tmp_path / "none.toml").exit_code == 2


def test_the_known_years_are_listed():
    outcome = run("list")

    assert len(outcome.output.splitlines()) == 23
    assert (
        "2024  国务院办公厅关于2024年部分节假日安排的通知: 28 days of rest, 8 weekend days worked"
        in outcome.output
    )
    assert json.loads(run("list", "--json").output)[-1]["year"] == 2026


def test_the_shipped_files_are_generated(tmp_path):
    outcome = run("generate", tmp_path)

    assert (outcome.exit_code, outcome.output) == (0, "23 files were written.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n.year}.toml" for n in shipped_notices()]


def test_without_the_package_nothing_is_generated(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "chinese_calendar.constants", None)

    outcome = run("generate", tmp_path)

    assert (outcome.exit_code, "chinesecalendar is needed" in outcome.stderr) == (1, True)
