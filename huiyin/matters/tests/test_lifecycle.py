"""The lifecycle's table is all there is: state by act by role, nothing more and nothing less."""

import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.core.errors import ActRefused
from huiyin.matters import lifecycle
from huiyin.matters.lifecycle import CLOSED, MATTER_LIFECYCLE, OPEN, MatterState
from huiyin.people.models import Standing
from huiyin.people.roles import Role

ROOT = Path(__file__).parents[3]
ACTIONS = ROOT / "huiyin" / "matters" / "actions"
UNIT, DEPUTY, OTHER_UNIT, OTHER_DEPUTY = "unit", "deputy", "other unit", "other deputy"

CLERK, CHAIR, MEMBER = Role.CLERK, Role.CHAIR, Role.PRESIDIUM
OFFICE, STAFF = {CLERK, CHAIR}, {CLERK, CHAIR, MEMBER}
OF_UNIT, SIGNER = {"handler of the unit", "head of the unit"}, {"signer"}
DUTIES = [  # who may do what, as the domain says it; the table in the code must agree
    ({CLERK}, "return register merge hand_over open_round answer_from_above correct tell"),
    (OFFICE, "decline reassign decide_extension urge supervise track settle_promise refer_up explain erase"),
    ({CLERK} | SIGNER, "submit withdraw evaluate"),
    ({CLERK} | OF_UNIT, "sign_for send_back contact ask_extension assist reply"),
    (OFFICE | OF_UNIT, "attach"),
    (STAFF, "verify decide"),
]
WHO = {act: people for people, acts in DUTIES for act in acts.split()}

NEIGHBOUR = Standing(roles=frozenset({Role.UNIT_HANDLER}), unit_ids=frozenset({OTHER_UNIT}))
CAST = {
    CLERK: Standing(roles=frozenset({Role.CLERK})),
    CHAIR: Standing(roles=frozenset({Role.CHAIR})),
    MEMBER: Standing(roles=frozenset({Role.PRESIDIUM})),
    Role.OPERATOR: Standing(roles=frozenset({Role.OPERATOR})),
    "signer": Standing(roles=frozenset({Role.DEPUTY}), deputy_ids=frozenset({DEPUTY})),
    "other deputy": Standing(roles=frozenset({Role.DEPUTY}), deputy_ids=frozenset({OTHER_DEPUTY})),
    "handler of the unit": Standing(roles=frozenset({Role.UNIT_HANDLER}), unit_ids=frozenset({UNIT})),
    "head of the unit": Standing(roles=frozenset({Role.UNIT_HEAD}), unit_ids=frozenset({UNIT})),
    "handler of another unit": NEIGHBOUR,
    "stranger": Standing(),  # the clerk of another township
}  # fmt: skip


def person(name):
    """Somebody who is what the cast says in this township and clerk in the next one."""
    elsewhere = Standing(roles=frozenset({Role.CLERK, Role.CHAIR}))
    return SimpleNamespace(standing_in=lambda township: CAST[name] if township == "here" else elsewhere)


def matter_in(state, *, round_=1):
    return SimpleNamespace(
        township_id="here",
        state=state,
        round=round_,
        is_handled_by=lambda units: UNIT in units,
        was_handled_by=lambda units: UNIT in units,
        is_signed_by=lambda deputies: DEPUTY in deputies,
    )


def fitting(state, act):
    """A matter in this state of which the act's condition holds."""
    needs = MATTER_LIFECYCLE.index[act].needs
    rounds = (n for n in (1, 0) if needs is None or needs.holds(matter_in(state, round_=n)))
    return matter_in(state, round_=next(rounds))


def outcome(state, act, name):
    try:
        MATTER_LIFECYCLE.check(fitting(state, act), act, by=person(name))
    except PermissionDenied:
        return "forbidden"
    except ActRefused:
        return "refused"
    return "done"


def expected(state, act, name):
    if name not in WHO[act]:
        return "forbidden"
    return "done" if state in MATTER_LIFECYCLE.index[act].from_ else "refused"


@pytest.mark.parametrize("state", list(MatterState), ids=str)
def test_each_act_is_possible_exactly_where_the_table_says(state):
    wrong = [
        (act, name, outcome(state, act, name))
        for act, name in product(MATTER_LIFECYCLE.acts(), CAST)
        if outcome(state, act, name) != expected(state, act, name)
    ]
    assert wrong == []


@pytest.mark.parametrize("state", list(MatterState), ids=str)
def test_a_page_offers_exactly_what_may_be_done(state):
    for name in CAST:
        matter = matter_in(state)
        offered = {t.act for t in MATTER_LIFECYCLE.open_to(person(name), matter)}
        done = set()
        for act in MATTER_LIFECYCLE.acts():
            try:
                MATTER_LIFECYCLE.check(matter, act, by=person(name))
            except (PermissionDenied, ActRefused):
                continue
            done.add(act)
        assert offered == done


def test_a_stranger_may_do_nothing_in_any_state():
    assert {outcome(state, act, "stranger") for state in MatterState for act in MATTER_LIFECYCLE.acts()} == {
        "forbidden"
    }


def test_the_domain_knows_who_may_do_each_act():
    assert set(WHO) == set(MATTER_LIFECYCLE.acts())


def test_every_state_is_open_closed_or_a_draft_and_only_one_of_them():
    assert sorted([*OPEN, *CLOSED, MatterState.DRAFT]) == sorted(MatterState)


def test_every_state_is_reached_and_every_open_one_is_left():
    ends = {end for t in MATTER_LIFECYCLE.transitions for start in t.from_ for end in t.ends_from(start)}
    assert set(MatterState) - ends == {MatterState.DRAFT} - ends
    for state in OPEN:
        assert any(
            state in t.from_ and set(t.ends_from(state)) - {state} for t in MATTER_LIFECYCLE.transitions
        )


def test_only_a_verification_or_a_decision_on_one_leads_to_solved():
    leads = {
        t.act
        for t in MATTER_LIFECYCLE.transitions
        for s in t.from_
        if "solved" in t.ends_from(s) and s != "solved"
    }
    assert leads == {"verify", "decide"}


def test_the_table_leads_nowhere_else(english):
    for transition in MATTER_LIFECYCLE.transitions:
        for state in transition.from_:
            allowed = set(transition.ends_from(state))
            for end in set(MatterState) - allowed:
                with pytest.raises(ValueError, match=transition.act):
                    MATTER_LIFECYCLE.move(fitting(state, transition.act), transition.act, by=None, to=end)
            for end in allowed:
                matter = fitting(state, transition.act)
                MATTER_LIFECYCLE.move(matter, transition.act, by=None, to=end)
                assert matter.state == end


def test_an_act_that_leaves_the_state_leaves_it():
    matter = matter_in("in_hand")
    MATTER_LIFECYCLE.move(matter, "urge", by=None)
    assert matter.state == "in_hand"


@pytest.mark.parametrize("act", ["verify", "decide", "open_round", "supervise"])
def test_what_was_never_handed_over_has_no_round_to_end(act, english):
    with pytest.raises(ActRefused, match="has not been handed over"):
        MATTER_LIFECYCLE.check(matter_in("referred", round_=0), act, by=None)


def test_what_was_handed_over_is_not_handed_over_again(english):
    with pytest.raises(ActRefused, match="open the next round"):
        MATTER_LIFECYCLE.check(matter_in("referred", round_=1), "hand_over", by=None)
    MATTER_LIFECYCLE.check(matter_in("referred", round_=0), "hand_over", by=None)


def test_every_act_of_the_table_is_asked_of_the_table_in_the_code():
    code = "\n".join(path.read_text() for path in ACTIONS.glob("*.py"))
    asked = set(re.findall(r'(?:MATTER_LIFECYCLE\.(?:check|move)\(\w+|locked_order\(\w+), "(\w+)"', code))
    handed_on = {"solved": "verify", "decide": "decide"}  # close_as_solved takes the act's name
    assert asked | set(handed_on.values()) == set(MATTER_LIFECYCLE.acts())


def test_every_act_of_the_table_is_recorded_under_its_name():
    code = "\n".join(path.read_text() for path in ACTIONS.glob("*.py"))
    recorded = set(re.findall(r'record\(\s*matter,\s*"(\w+)"', code)) | {"urge", "supervise"}  # by their kind
    assert set(MATTER_LIFECYCLE.acts()) <= recorded


def test_an_act_stands_in_the_table_once():
    with pytest.raises(ValueError, match="twice"):
        lifecycle.Lifecycle(MatterState, MATTER_LIFECYCLE.transitions[:1] * 2)


def test_the_generated_documents_are_not_stale():
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
