"""What the documents name is there: files, commands, words of the code, records of decisions."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
SHAPE = ["Context", "Decision", "Consequences"]
COMMAND = re.compile(r"\./run ([a-z]+)")
CJK = re.compile(r"[\u4e00-\u9fff]")
CODE = "\n".join(path.read_text() for path in (ROOT / "huiyin").rglob("*.py") if "tests" not in path.parts)


def name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(document):
    links = [link for link in LINK.findall(document.read_text()) if "://" not in link]

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_of_the_house_exists(document):
    known = set(re.findall(r"^  ([a-z]+) ", (ROOT / "run").read_text(), re.MULTILINE))

    assert set(COMMAND.findall(document.read_text())) - known == set()


def test_the_two_readmes_have_the_same_parts():
    english, chinese = (path.read_text() for path in READMES)

    for part in (r"^#+ ", r"^- ", r"^\|", r"^\./run .*"):
        counts = [len(re.findall(part, text, re.MULTILINE)) for text in (english, chinese)]
        assert counts[0] == counts[1], part
    assert {"demo", "test"} <= set(COMMAND.findall(english))


def test_the_pictures_are_small():
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))

    assert pictures
    assert [name(path) for path in pictures if path.stat().st_size > 300_000] == []


def test_the_architecture_fits_on_a_few_pages():
    assert len((ROOT / "ARCHITECTURE.md").read_text().splitlines()) <= 200


def test_the_tests_and_modules_that_the_architecture_names_are_there():
    named = set(re.findall(r"`([\w/.]+\.py)`", (ROOT / "ARCHITECTURE.md").read_text()))
    files = [name(path) for folder in ("huiyin", "tests") for path in (ROOT / folder).rglob("*.py")]
    files.append("hatch_build.py")

    assert len(named) > 30
    assert [path for path in named if not any(f"/{file}".endswith(f"/{path}") for file in files)] == []


def words_of_the_code():
    """The third column of the glossary, word by word."""
    rows = [line.split("|") for line in (ROOT / "docs" / "glossary.md").read_text().splitlines()]
    return [word for row in rows if len(row) > 3 for word in re.findall(r"`([^`]+)`", row[3])]


def test_the_words_of_the_glossary_are_the_words_of_the_code():
    words = [re.split(r"[.=]", word)[-1].strip('"') for word in words_of_the_code()]

    assert len(words) > 60
    assert [word for word in words if not re.search(rf"\b{word}\b", CODE)] == []


def test_the_fields_in_the_glossary_are_fields_of_their_models():
    models = {model.__name__: model for model in apps.get_models() if model.__module__.startswith("huiyin.")}
    fields = [word.split(".") for word in words_of_the_code() if word.split(".")[0] in models and "." in word]

    assert len(fields) > 5
    assert [".".join(pair) for pair in fields if not hasattr(models[pair[0]], pair[1])] == []


@pytest.mark.parametrize("number", range(1, 1 + len(DECISIONS)))
def test_decisions_are_numbered_and_shaped_alike(number):
    path = DECISIONS[number - 1]
    parts = re.findall(r"^\*\*(\w+)\.\*\*", path.read_text(), re.MULTILINE)

    assert path.name.startswith(f"{number:04}-")
    assert path.read_text().startswith(f"# {number}. ")
    assert [part for part in parts if part in SHAPE] == SHAPE


def test_what_changed_is_said_in_both_languages():
    releases = (ROOT / "CHANGELOG.md").read_text().split("\n## ")[1:]

    for release in releases:
        items = re.findall(r"^- (.*)\n  (.*)$", release, re.MULTILINE)
        assert len(items) == len(re.findall(r"^- ", release, re.MULTILINE))
        assert [first for first, _ in items if CJK.search(first)] == []
        assert [second for _, second in items if not CJK.search(second)] == []


def test_the_generated_documents_say_what_the_code_says():
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (0, "")
