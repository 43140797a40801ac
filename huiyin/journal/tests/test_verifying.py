"""Whatever is changed behind the program's back is found, and the first wrong entry is named."""

from datetime import date, timedelta

import pytest
from django.db import connection

from huiyin.journal.actions import erase_private_texts
from huiyin.journal.models import Entry, Head, PrivateText
from huiyin.journal.queries import Digest, digest_of_month, verify_chain
from huiyin.journal.tests.chains import cut_after, rehash_from, rewrite_head, tamper, unguarded, write
from huiyin.people.tests.cast import FOUNDED

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def chain(township):
    """Six entries: the founding and five notes."""
    for n in range(5):
        write(township, word=f"note {n}", private={"name": f"张{n}"})
    return list(Entry.objects.of(township).order_by("seq"))


def broken_at(township, *printed):
    _count, found = verify_chain(township, printed)
    return found and (found.seq, found.reason)


def line(entry):
    return Digest(entry.seq, entry.digest)


def test_a_chain_that_nobody_touched_is_whole(township, chain):
    assert verify_chain(township, (line(chain[2]), line(chain[5]))) == (6, None)


def test_a_township_without_any_entry_has_no_end_of_chain(township, other_township):
    cut_after(other_township, 0)
    Head.objects.of(other_township).delete()

    assert broken_at(other_township) == (0, "The end of the chain is missing.")
    assert broken_at(township) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda e: {"facts": {**e.facts, "word": "note 8"}},
        lambda e: {"at": e.at + timedelta(microseconds=1)},
        lambda e: {"typed_at": e.typed_at + timedelta(days=1)},
        lambda e: {"act": "Note"},
        lambda e: {"channel": "paper"},
        lambda e: {"on_behalf_of": "people.deputy:1"},
        lambda e: {"subject_table": "people.unit"},
    ],
)
def test_a_changed_column_is_found_and_the_entry_named(township, chain, change):
    tamper(chain[2], **change(chain[2]))
    assert broken_at(township) == (3, "Its content was changed after it was written.")


def test_another_author_is_found(township, chain, clerk):
    tamper(chain[2], by=clerk)
    assert broken_at(township) == (3, "Its content was changed after it was written.")


def test_a_changed_digest_is_found(township, chain):
    digest = chain[2].digest
    tamper(chain[2], digest=("1" if digest[0] == "0" else "0") + digest[1:])
    assert broken_at(township) == (3, "Its content was changed after it was written.")


def test_a_changed_link_to_the_entry_before_is_found(township, chain):
    tamper(chain[2], prev="0" * 64)
    assert broken_at(township) == (3, "It does not follow from the entry before it.")


def test_a_deleted_entry_in_the_middle_is_found(township, chain):
    with unguarded():
        PrivateText.objects.filter(entry=chain[2]).delete()
        Entry.objects.filter(pk=chain[2].pk).delete()
    assert broken_at(township) == (3, "The entry with this number is missing.")


def test_the_deleted_last_entry_is_found_by_the_head(township, chain):
    cut_after(township, 5)
    assert broken_at(township) == (6, "The entry with this number is missing.")


def test_a_cut_tail_with_a_rewritten_head_is_found_only_by_a_printed_digest(township, chain):
    cut_after(township, 3)
    rewrite_head(township)

    assert broken_at(township) is None
    assert broken_at(township, line(chain[5])) == (
        6,
        "The entry with this number was printed, but is missing.",
    )
    assert broken_at(township, line(chain[2])) is None


def test_a_rehashed_chain_is_found_by_the_head(township, chain):
    rehash_from(township, 3, act="other")
    assert broken_at(township) == (6, "It is not the entry at which the chain was closed.")


def test_a_rehashed_chain_with_a_rewritten_head_is_found_by_a_printed_digest(township, chain):
    rehash_from(township, 3, act="other")
    rewrite_head(township)

    assert broken_at(township) is None
    assert broken_at(township, line(chain[4])) == (5, "It differs from the digest that was printed.")
    assert broken_at(township, line(chain[1])) is None


def test_two_printed_lines_that_differ_cannot_both_be_true(township, chain):
    false = Digest(3, "f" * 64)
    for printed in ((line(chain[2]), false), (false, line(chain[2]))):
        assert broken_at(township, *printed) == (3, "It differs from the digest that was printed.")


def test_swapped_entries_are_found(township, chain):
    with unguarded():
        for seq, entry in ((99, chain[2]), (3, chain[3]), (4, chain[2])):
            Entry.objects.filter(pk=entry.pk).update(seq=seq)
    assert broken_at(township) == (3, "It does not follow from the entry before it.")


def test_an_entry_added_behind_the_head_is_found(township, chain):
    Head.objects.of(township).update(seq=5, digest=chain[4].digest)
    assert broken_at(township) == (6, "It is not the entry at which the chain was closed.")


def test_a_changed_personal_text_is_found_though_it_stands_outside_the_chain(township, chain):
    with unguarded():
        PrivateText.objects.filter(entry=chain[2]).update(text="李四")
    assert broken_at(township) == (3, "A personal text of it was changed after it was written.")


@pytest.mark.parametrize(
    "forged",
    [
        {"erased_at": FOUNDED},
        {"text": "", "erased_at": FOUNDED},
        {"text": "", "salt": ""},
        {"text": "李四", "salt": "", "erased_at": FOUNDED},
    ],
)
def test_a_text_that_only_pretends_to_be_erased_is_found(township, chain, forged):
    with unguarded():
        PrivateText.objects.filter(entry=chain[2]).update(**forged)

    assert broken_at(township) == (3, "A personal text of it was changed after it was written.")


def test_a_text_put_there_without_the_key_is_found(township, chain):
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_privatetext SET text = '李四'")
    assert broken_at(township) == (2, "A personal text of it was changed after it was written.")


def test_a_missing_personal_text_is_found(township, chain):
    with unguarded():
        PrivateText.objects.filter(entry=chain[2]).delete()
    assert broken_at(township) == (3, "A personal text of it is missing.")


def test_a_lawfully_erased_text_is_no_break(township, chain):
    erase_private_texts(township, names={"name"}, at=FOUNDED)
    assert PrivateText.objects.filter(erased_at=FOUNDED, text="", salt="").count() == 5
    assert broken_at(township) is None


def test_a_fault_in_one_township_is_not_one_of_its_neighbour(township, other_township, chain):
    tamper(chain[2], act="other")
    assert broken_at(other_township) is None


def test_the_digest_of_a_month_is_its_last_entry(township):
    june = write(township, at=FOUNDED.replace(month=6, day=30, hour=15, minute=59))  # 23:59 in the town
    july = write(township, at=FOUNDED.replace(month=6, day=30, hour=16))  # midnight: July has begun

    assert digest_of_month(township, date(2024, 6, 15)) == line(june)
    assert str(digest_of_month(township, date(2024, 7, 1))) == f"{july.seq} {july.digest}"
    assert digest_of_month(township, date(2023, 12, 1)) is None
    assert digest_of_month(township, date(9999, 12, 1)) == line(july)
    assert digest_of_month(township, date(1, 1, 1)) is None
