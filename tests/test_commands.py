"""The command `huiyin`: how it speaks and how it refuses."""

import json
import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from huiyin.cli.main import COMMANDS, main
from huiyin.cli.output import json_option, show, speaking
from huiyin.core.errors import ActRefused
from huiyin.people.models import User
from huiyin.townships.models import Township


@click.command
@json_option
@click.option("--refuse", is_flag=True)
@speaking
def example(as_json: bool, refuse: bool) -> int:
    if refuse:
        raise ActRefused("The window has closed.")
    show({"town": "清溪镇", "n": 2}, as_json=as_json, lines=["清溪镇: 2"])
    return 0


def test_machines_get_one_line_of_json() -> None:
    done = CliRunner().invoke(example, ["--json"])

    assert json.loads(done.stdout) == {"town": "清溪镇", "n": 2}
    assert done.stdout.count("\n") == 1


def test_people_get_lines() -> None:
    assert CliRunner().invoke(example, []).stdout == "清溪镇: 2\n"


def test_a_refusal_is_a_sentence_and_status_1() -> None:
    done = CliRunner().invoke(example, ["--refuse"])

    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "The window has closed.\n")


@pytest.mark.parametrize("arguments", [["no-such-command"], ["serve", "--port", "many"]])
def test_wrong_use_is_status_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    done = CliRunner().invoke(main, [name, "--help"])

    assert done.exit_code == 0
    assert "Usage: " in done.stdout


NEAR = ["--province", "某省", "--city", "某市", "--county", "某县", "--paper-code", "某人发"]
FOUND = ["found", "--slug", "moumou", "--name", "某某镇", "--code", "430681101", *NEAR]
FOUND += ["--clerk", "ganshi", "--clerk-name", "某某", "--json"]


def test_a_township_is_founded_with_its_clerk_and_not_twice(db):
    first = CliRunner().invoke(main, FOUND)

    answer = json.loads(first.output)
    assert first.exit_code == 0, first.output
    assert User.objects.get(username="ganshi").check_password(answer["password"])
    assert Township.objects.get().region.path == "/430000/430600/430681/"
    assert CliRunner().invoke(main, FOUND).exit_code == 1
    assert Township.objects.count() == 1


def test_a_code_that_is_none_is_wrong_use(db):
    assert CliRunner().invoke(main, [*FOUND, "--code", "abc"]).exit_code == 2
    assert not Township.objects.exists()


@pytest.mark.parametrize(
    "words", [["figures", "--year", "2024"], ["journal", "verify"], ["calendar", "list"]]
)
def test_before_there_is_a_town_a_command_says_how_to_begin(tmp_path, words):
    home = {"HUIYIN_HOME": str(tmp_path / "home"), "HUIYIN_LANGUAGE": "en", "HUIYIN_DATABASE_URL": ""}
    starter = [sys.executable, "-c", "from huiyin.cli.main import main; main()", *words]

    for _again in range(2):
        done = subprocess.run(starter, env=os.environ | home, capture_output=True, text=True)

        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("There is no town here yet. Enter one with `huiyin found`")
        assert done.stderr.count("\n") == 1
