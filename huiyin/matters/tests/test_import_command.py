"""`huiyin import-ledger`: what it prints, what it writes, and with which status it ends."""

import json

import pytest
from click.testing import CliRunner

from huiyin.cli.main import main
from huiyin.journal.models import Entry
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.ledgers import REAL, row, workbook

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(main, ["import-ledger", *map(str, words)], env={"HUIYIN_LANGUAGE": "en"})


def told(*words):
    outcome = run(*words, "--json")
    assert outcome.exit_code == 0, outcome.output
    return json.loads(outcome.output)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(row()))
    return path


def test_machines_are_told_what_was_imported_refused_and_warned_of(township):
    first, second = told(REAL), told(REAL)

    assert set(first) == {"imported", "unchanged", "refused", "warnings"}
    assert (first["imported"], first["unchanged"]) == (26, 0)
    assert (second["imported"], second["unchanged"]) == (0, 26)
    assert [(r["sheet"], r["row"], r["cell"]) for r in first["refused"]] == [
        ("闭会期间", 4, "C4"),
        ("闭会期间", 5, "B5"),
    ]
    assert second["refused"] == first["refused"]
    of_file = [w for w in first["warnings"] if w["row"] == 1]  # the session and the scheme are known by now
    assert second["warnings"] == [w for w in first["warnings"] if w not in of_file]
    assert len(second["warnings"]) > 5
    warned = {(w["sheet"], w["row"]) for w in first["warnings"]}
    assert {("办理台账", 25), ("办理台账", 27), ("办理台账", 28), ("办理台账", 30)} <= warned
    assert Matter.objects.of(township).count() == 26


def test_a_dry_run_writes_nothing(township):
    entries = Entry.objects.of(township).count()

    assert told(REAL, "--dry-run")["imported"] == 26
    assert Entry.objects.of(township).count() == entries
    assert not Matter.objects.of(township).exists()


def test_people_read_a_table(township):
    lines = run(REAL).output.splitlines()

    assert lines[0] == "Imported: 26; unchanged: 0; refused: 2."
    assert "  办理台账    27      23 -> 24   关于设立水库防溺水警示的建议" in lines
    assert [line[:12] for line in lines[lines.index("Refused:") + 1 :][:2]] == [
        "  闭会期间  C4  ",
        "  闭会期间  B5  ",
    ]
    assert "  办理台账  A28   This row is a total, no matter." in lines


def test_of_two_townships_one_is_named(township, other_township, file):
    assert run(file).exit_code == 1
    assert run(file, "--town", "bailu").exit_code == 0
    assert Matter.objects.of(other_township).count() == 1
    assert not Matter.objects.of(township).exists()


def test_a_file_that_cannot_be_read_is_refused_and_none_at_all_is_wrong_use(township, tmp_path):
    broken = tmp_path / "x.xlsx"
    broken.write_bytes(b"no workbook")

    assert run(broken).exit_code == 1
    assert run(broken).stderr == "This is no workbook. Save the ledger as .xlsx, then choose it again.\n"
    assert run(tmp_path / "none.xlsx").exit_code == 2


def test_the_session_is_told_where_the_ledger_names_none(township, tmp_path):
    file = tmp_path / "x.xlsx"
    file.write_bytes(workbook(row(), title="台账"))

    assert run(file, "--session", "three").exit_code == 2
    assert told(file)["imported"] == 0
    done = told(file, "--session", "13.3", "--opens-on", "2024-06-27", "--closes-on", "2024-06-28")

    assert done["imported"] == 1
    matter = Matter.objects.of(township).get()
    assert (matter.session.opens_on.isoformat(), matter.received_on.isoformat()) == (
        "2024-06-27",
        "2024-06-28",
    )
