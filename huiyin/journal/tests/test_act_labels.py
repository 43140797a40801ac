import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from huiyin.journal.words import act_label, enter_act_labels, known_acts

HUIYIN = Path(__file__).parent.parent.parent
PRODUCT = [path for path in HUIYIN.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]
NAMED_BY_VARIABLE = {"urge", "supervise"}  # matters: both are recorded by one function


def recorded_acts():
    """The second argument of each `record(subject, "act", ...)`, and where it is no plain text."""
    for path in PRODUCT:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                act = node.args[1]
                yield act.value if isinstance(act, ast.Constant) else f"{path.name}: {ast.unparse(act)}"


def test_every_act_that_the_code_records_has_a_name():
    recorded = set(recorded_acts()) - {"handling.py: kind"} | NAMED_BY_VARIABLE

    assert len(recorded) > 40
    assert recorded - known_acts() == set()


def test_an_act_of_another_time_is_shown_as_it_was_written():
    with override("en"):
        assert act_label("hand_over") == "Hand over"
    assert act_label("blow_the_horn") == "blow_the_horn"


def test_no_two_apps_name_one_act():
    with pytest.raises(ValueError, match="hand_over"):
        enter_act_labels({"hand_over": "Give away"})
