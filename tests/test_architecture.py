"""Rules of the code that no linter knows. Each exception is named here with its reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for path in (ROOT / "huiyin").rglob("*.py") if "migrations" not in path.parts)
PRODUCT = [path for path in SOURCES if "tests" not in path.parts]
TEMPLATES = sorted((ROOT / "huiyin").rglob("templates/**/*.html"))

WRITES = {
    *("save", "delete", "create", "update", "bulk_create", "bulk_update"),
    *("get_or_create", "update_or_create"),
}
MAY_WRITE = {
    "huiyin/core/counters.py": "the counter is part of the act that takes a number",
    "huiyin/core/tenancy.py": "says how a row is written",
}
MAY_SET_STATE = {
    "huiyin/core/lifecycle.py": "the one place where a state moves",
}
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "services", "managers"}


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_home_of_writes(path: Path) -> bool:
    """`<app>/actions.py` or a module of the package `<app>/actions/`."""
    return path.name == "actions.py" or path.parent.name == "actions"


def test_only_actions_write() -> None:
    elsewhere = [
        f"{place(path)}:{line}"
        for path in PRODUCT
        if not is_home_of_writes(path) and place(path) not in MAY_WRITE
        for line in lines_that_write(path.read_text())
    ]

    assert elsewhere == []


def test_only_the_lifecycle_moves_a_state() -> None:
    elsewhere = [
        f"{place(path)}:{line}"
        for path in PRODUCT
        if place(path) not in MAY_SET_STATE
        for line in lines_that_set_state(path.read_text())
    ]

    assert elsewhere == []


def test_no_module_is_longer_than_400_lines() -> None:
    modules = [*SOURCES, *(ROOT / "tests").rglob("*.py")]
    too_long = [place(path) for path in modules if len(path.read_text().splitlines()) > 400]

    assert too_long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    nameless = [place(path) for path in SOURCES if path.stem in FORBIDDEN_NAMES]

    assert nameless == []


def test_packages_export_nothing_again() -> None:
    packages = [path for path in SOURCES if path.name == "__init__.py" and path.parent.name != "models"]
    exporting = [place(path) for path in packages if hands_names_on(path.read_text())]

    assert exporting == []  # a package of models names its modules, because Django looks there


def test_no_template_has_a_script_or_style_of_its_own() -> None:
    inline = [
        f"{place(path)}: {found}"
        for path in TEMPLATES
        for found in [*inline_scripts_and_styles(path.read_text())]
    ]

    assert inline == []


def test_the_rules_find_what_they_forbid() -> None:
    wrong = """
row.save()
Row.objects.create(name=1)
Row.objects.filter(x=1).update(x=2)
row.children.all().delete()
row.state = "open"
Row.objects.filter(x=1).update(state="open")
"""
    right = """
facts.update(other)
digest.update(b"x")
self.cache.delete("x")
workbook.save(path)
if row.state == "open": pass
"""

    assert list(lines_that_write(wrong)) == [2, 3, 4, 5, 7]
    assert list(lines_that_set_state(wrong)) == [6, 7]
    assert list(lines_that_write(right)) == []
    assert list(lines_that_set_state(right)) == []
    assert list(inline_scripts_and_styles('<p style="color:red">')) == ["style attribute"]
    clicked = '<script>x()</script><a onclick="x()">'
    assert list(inline_scripts_and_styles(clicked)) == ["script", "event attribute"]
    assert list(inline_scripts_and_styles('<script defer src="/a.js"></script><p class="style">')) == []
    assert list(inline_scripts_and_styles('<style>p {}</style><a href="javascript:x()">')) == [
        "style element",
        "javascript address",
    ]


def calls_of_methods(source: str) -> Iterator[tuple[ast.Call, ast.Attribute]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func


def lines_that_write(source: str) -> Iterator[int]:
    """Where rows are written: `row.save()`, `….objects.….update(…)`, `rows.filter(…).delete()`."""
    for call, method in calls_of_methods(source):
        if is_row_saved(call, method) or (method.attr in WRITES and is_queryset(method.value)):
            yield call.lineno


def is_row_saved(call: ast.Call, method: ast.Attribute) -> bool:
    """`row.save(…)` takes only keywords; a document or a picture is saved to a place, given first."""
    return method.attr == "save" and not call.args


def is_queryset(node: ast.expr) -> bool:
    """Whether a chain of attributes and calls passes through a manager or a queryset's method."""
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            if node.attr in {"objects", "_default_manager", "filter", "exclude", "all", "of", "visible_to"}:
                return True
            node = node.value
        else:
            node = node.func
    return False


def lines_that_set_state(source: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                yield node.lineno
    for call, method in calls_of_methods(source):
        if method.attr == "update" and any(keyword.arg == "state" for keyword in call.keywords):
            yield call.lineno


def hands_names_on(source: str) -> bool:
    return any(isinstance(node, ast.ImportFrom) for node in ast.walk(ast.parse(source)))


INLINE = {
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "script": re.compile(r"<script(?![^>]*\ssrc\s*=)(?![^>]*\stype=.application/json)[^>]*>", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


def inline_scripts_and_styles(template: str) -> Iterator[str]:
    """What the content security policy of the site would silently switch off."""
    return (name for name, pattern in INLINE.items() if pattern.search(template))
