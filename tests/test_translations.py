"""Simplified Chinese is complete: nothing is missing, nothing is fuzzy, and no placeholder is lost."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "huiyin" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLACE = re.compile(r"%\((\w+)\)")


def entries():
    return [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def test_every_sentence_has_its_chinese():
    missing = [entry.msgid for entry in entries() if not entry.translated()]

    assert missing == []


def test_no_translation_is_a_guess():
    assert [entry.msgid for entry in entries() if entry.fuzzy] == []


def test_no_place_of_a_sentence_is_lost_or_invented():
    wrong = []
    for entry in entries():
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            wanted = set(PLACE.findall(entry.msgid)) | set(PLACE.findall(entry.msgid_plural))
            if said and not set(PLACE.findall(said)) <= wanted:
                wrong.append((entry.msgid, said))
            if said and not entry.msgid_plural and set(PLACE.findall(said)) != wanted:
                wrong.append((entry.msgid, said))

    assert wrong == []


def test_sentences_are_marked_by_names_that_the_collector_knows():
    alias = re.compile(r"import \w*gettext\w* as (?!_$)\w+", re.MULTILINE)
    found = [path.name for path in (ROOT / "huiyin").rglob("*.py") if alias.search(path.read_text())]

    assert found == []


def test_the_catalogue_holds_every_sentence_of_the_code(tmp_path):
    assert shutil.which("xgettext"), "gettext is missing. On Debian: apt install gettext"
    copy = tmp_path / "huiyin"
    shutil.copytree(
        ROOT / "huiyin", copy, ignore=shutil.ignore_patterns("vendor", "__pycache__", "tests", "*.mo")
    )
    subprocess.run(
        [
            sys.executable,
            str(ROOT / "manage.py"),
            "makemessages",
            "-l",
            "zh_Hans",
            "--no-obsolete",
            "--add-location",
            "file",
            "--no-wrap",
        ],
        cwd=copy,
        check=True,
        capture_output=True,
    )

    found = polib.pofile(str(copy / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))
    known = {(entry.msgctxt, entry.msgid) for entry in entries()}
    assert [entry.msgid for entry in found if (entry.msgctxt, entry.msgid) not in known] == []
