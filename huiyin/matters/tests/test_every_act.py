"""What holds for every act of the table: who may, one entry, nothing personal in it, never done twice."""

import json

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry, PrivateText
from huiyin.journal.queries import verify_chain
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.tests.recompute import kept, recompute
from huiyin.matters.tests.world import SCENES

pytestmark = pytest.mark.usefixtures("english")

acts = pytest.mark.parametrize("act", sorted(SCENES))


def play(world, act):
    scene, at, people = SCENES[act]
    matter, do = scene(world)
    return matter, do, at, people


def everything():
    """All rows of the program, as they stand."""
    models = [model for model in apps.get_models() if model.__module__.startswith("huiyin.")]
    return {model._meta.label: sorted(map(str, model._base_manager.values_list())) for model in models}


def test_there_is_a_scene_for_every_act_of_the_table():
    assert set(SCENES) == set(MATTER_LIFECYCLE.acts())


@acts
def test_who_may_not_is_refused_and_changes_nothing(world, act):
    _matter, do, at, people = play(world, act)
    before = everything()

    for name in sorted(set(world.by) - set(people)):
        with pytest.raises((PermissionDenied, ActRefused)) as refused:
            do(by=world.by[name], at=at, act_id=uuid7())
        of_unit = name in ("handler", "assistant")  # an order of this matter that is another unit's
        assert refused.type is PermissionDenied or of_unit, name

    assert everything() == before


@acts
def test_each_who_may_does_it_with_one_entry_and_the_kept_columns_follow(world, act):
    _scene, _at, people = SCENES[act]
    for name in people:
        matter, do, at, _people = play(world, act)
        entries = Entry.objects.count()

        do(by=world.by[name], at=at, act_id=uuid7())

        entry = Entry.objects.order_by("-id")[0]
        assert (Entry.objects.count(), entry.act, entry.by) == (entries + 1, act, world.by[name])
        assert (entry.subject_id, entry.at) == (matter.pk, at)
        matter.refresh_from_db()
        assert kept(matter) == recompute(matter)
    assert verify_chain(world.township)[1] is None


@acts
def test_the_same_form_sent_twice_changes_nothing_twice(world, act):
    _matter, do, at, people = play(world, act)
    words = {"by": world.by[people[0]], "at": at, "act_id": uuid7()}
    first = do(**words)
    before = everything()

    assert do(**words) == first

    assert everything() == before


@acts
def test_nothing_that_somebody_wrote_stands_in_the_facts(world, act):
    matter, do, at, people = play(world, act)
    do(by=world.by[people[0]], at=at, act_id=uuid7())

    entry = Entry.objects.order_by("-id")[0]
    facts = json.dumps(entry.facts, ensure_ascii=False)
    written = [text.text for text in PrivateText.objects.filter(entry=entry) if text.text]
    personal = ["张三", "13800000000", world.lead.name, world.cosigner.name, matter.title, matter.situation]
    assert [text for text in [*written, *personal] if text and text in facts] == []


WRITES = set(SCENES) - {
    "register",
    "hand_over",
    "sign_for",
    "reassign",
    "merge",
    "track",
    "attach",
    "tell",
    "submit",
}


@pytest.mark.parametrize("act", sorted(WRITES))
def test_what_somebody_wrote_is_kept_beside_the_entry(world, act):
    _matter, do, at, people = play(world, act)
    do(by=world.by[people[0]], at=at, act_id=uuid7())

    assert PrivateText.objects.filter(entry=Entry.objects.order_by("-id")[0]).exclude(text="").exists()


@acts
def test_in_any_other_state_it_is_refused_and_changes_nothing(world, act):
    matter, do, at, people = play(world, act)
    others = [state for state in MATTER_LIFECYCLE.states if state not in MATTER_LIFECYCLE.index[act].from_]
    model = type(matter)
    for state in others[:3]:
        closed = (
            {"closed_at": at} if state in ("declined", "withdrawn", "merged", "explained", "solved") else {}
        )
        verified = {"verified": "solved"} if state == "solved" else {}
        stood = model.objects.filter(pk=matter.pk).values("state", "closed_at", "verified").get()
        model.objects.filter(pk=matter.pk).update(**{"state": state, "closed_at": None, **closed, **verified})
        before = everything()

        with pytest.raises(ActRefused):
            do(by=world.by[people[0]], at=at, act_id=uuid7())

        assert everything() == before
        model.objects.filter(pk=matter.pk).update(**stood)
