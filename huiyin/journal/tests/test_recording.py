"""What an entry says: who, for whom, when, by which way; personal text only as a digest."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from huiyin.core.errors import ActRefused, ForeignRow
from huiyin.core.tenancy import uuid7
from huiyin.journal.actions import erase_private_texts
from huiyin.journal.acts import act
from huiyin.journal.models import Entry, PrivateText
from huiyin.journal.queries import AlreadyDone, history_of, outcome_of, verify_chain
from huiyin.journal.tests.chains import write
from huiyin.people.tests.cast import FOUNDED

LATER = datetime(2024, 7, 1, 2, 30, 15, 123456, tzinfo=UTC)


def test_an_entry_says_who_for_whom_when_and_how(township, clerk, lead):
    entry = write(
        township, "note", by=clerk, at=FOUNDED, typed_at=LATER, on_behalf_of=lead, channel="paper", count=3
    )
    entry.refresh_from_db()

    assert (entry.by, entry.at, entry.typed_at, entry.channel) == (clerk, FOUNDED, LATER, "paper")
    assert entry.on_behalf_of == f"people.deputy:{lead.pk}"
    assert (entry.act, entry.subject_table, entry.subject_id) == ("note", "townships.township", township.pk)
    assert entry.facts == {"count": 3}


def test_it_was_typed_when_it_happened_unless_told(township):
    assert write(township, at=LATER).typed_at == LATER


def test_entries_are_numbered_without_gap_and_hang_together(township):
    entries = [write(township) for _n in range(3)]

    first = entries[0].seq
    assert [entry.seq for entry in entries] == [first, first + 1, first + 2]
    assert [entry.prev for entry in entries[1:]] == [entry.digest for entry in entries[:-1]]


def test_a_personal_text_stands_in_the_facts_as_a_salted_digest_only(township):
    one, other = write(township, private={"name": "张三"}), write(township, private={"name": "张三"})

    assert "张三" not in json.dumps([one.facts, other.facts], ensure_ascii=False)
    assert one.facts["name"]["sha256"] != other.facts["name"]["sha256"]
    assert PrivateText.objects.get(entry=one).text == "张三"


def test_an_act_id_is_written_once(township):
    entry = write(township)
    with pytest.raises(AlreadyDone):
        write(township, act_id=entry.act_id)


def test_nobody_of_another_township_can_be_acted_for(township, other_township, outsider, lead):
    with pytest.raises(ForeignRow):
        write(other_township, on_behalf_of=lead)


def test_a_lawful_erasure_keeps_the_chain_whole(township):
    entry = write(township, private={"name": "张三", "note": "来电"})

    assert erase_private_texts(township, names={"name"}, at=LATER) == 1

    erased, kept = PrivateText.objects.filter(entry=entry).order_by("name")
    assert (erased.text, erased.salt, erased.erased_at) == ("", "", LATER)
    assert kept.text == "来电"
    assert verify_chain(township)[1] is None


def test_the_history_of_a_record_is_its_own_oldest_first(township, clerk, lead):
    write(lead, "first")
    write(township, "elsewhere")
    write(lead, "second")

    assert [entry.act for entry in history_of(lead)] == ["enrol_deputy", "first", "second"]


@act
def add_up(township, *, amount, by, at, act_id):
    """An act for these tests: notes an amount in the township's population."""
    if amount < 0:
        raise ActRefused("no")
    township.population += amount
    township.save(update_fields=["population"])
    write(township, "add_up", by=by, at=at, act_id=act_id, amount=amount)
    return township


def test_the_same_act_twice_changes_nothing_twice(township):
    words = {"amount": 5, "by": None, "at": FOUNDED, "act_id": uuid7()}
    before = township.population

    add_up(township, **words)
    again = add_up(township, **words)

    township.refresh_from_db()
    assert (again, township.population) == (township, before + 5)
    assert Entry.objects.filter(act="add_up").count() == 1


def test_a_refused_act_leaves_nothing_and_can_be_tried_again(township):
    words = {"by": None, "at": FOUNDED, "act_id": uuid7()}
    entries = Entry.objects.count()

    with pytest.raises(ActRefused):
        add_up(township, amount=-1, **words)
    assert Entry.objects.count() == entries

    add_up(township, amount=1, **words)
    assert Entry.objects.count() == entries + 1


def test_an_act_that_fails_after_its_entry_leaves_no_entry(township):
    @act
    def half_done(township, *, by, at, act_id):
        write(township, "half_done", act_id=act_id)
        raise ActRefused("too late")

    with pytest.raises(ActRefused, match="too late"):
        half_done(township, by=None, at=FOUNDED, act_id=uuid7())

    assert not Entry.objects.filter(act="half_done").exists()
    assert verify_chain(township)[1] is None


def test_the_outcome_is_the_record_that_the_act_was_done_to(township, other_township, lead):
    entry = write(lead, "note")

    assert outcome_of(township.pk, entry.act_id) == lead
    assert outcome_of(other_township.pk, entry.act_id) is None
    assert outcome_of(township.pk, uuid7()) is None
    assert outcome_of(township.pk, write(township).act_id) == township


def test_moments_keep_their_microseconds(township):
    entry = write(township, at=LATER + timedelta(microseconds=1))
    entry.refresh_from_db()
    assert entry.at == LATER + timedelta(microseconds=1)
    assert verify_chain(township)[1] is None
