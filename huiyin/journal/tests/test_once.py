"""A form sent twice is done once; another form under the same act id is refused, never taken for it."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.journal.actions import erase_private_texts
from huiyin.journal.acts import act
from huiyin.journal.models import Entry, Telling
from huiyin.journal.tests.chains import write
from huiyin.people.actions.roster import change_deputy, enrol_deputy
from huiyin.people.models import Deputy
from huiyin.people.tests.cast import FOUNDED

pytestmark = pytest.mark.usefixtures("english")

OTHER_CONTENT = "This form was sent already with other content; nothing was done now. Open it anew."


@dataclass(frozen=True)
class Words:
    text: str
    on: date
    deputies: tuple[Deputy, ...] = ()


@act
def note(township, *, by, at, act_id, typed_at=None, **words):
    write(township, by=by, at=at, act_id=act_id, typed_at=typed_at)
    return township


@act
def scribble(township, *, by, at, act_id, **words):
    write(township, by=by, at=at, act_id=act_id)
    return township


def said(lead):
    return {
        "words": Words("修桥", date(2024, 7, 1), (lead,)),
        "rows": Deputy.objects.filter(pk=lead.pk),
        "codes": {"a", "b"},
        "upload": SimpleUploadedFile("a.txt", b"one"),
    }


def test_the_same_words_a_moment_later_are_the_same_act(township, lead, clerk):
    act_id = uuid7()
    note(township, **said(lead), by=clerk, at=FOUNDED, act_id=act_id)
    entries = Entry.objects.count()

    again = note(township, **said(lead), by=clerk, at=FOUNDED + timedelta(minutes=3), act_id=act_id)

    assert (again, Entry.objects.count()) == (township, entries)


@pytest.mark.parametrize(
    "other",
    [
        {"words": Words("修路", date(2024, 7, 1))},
        {"words": Words("修桥", date(2024, 7, 2))},
        {"rows": []},
        {"codes": {"a", "c"}},
        {"upload": SimpleUploadedFile("a.txt", b"two")},
        {"more": None},
    ],
)
def test_other_words_under_a_used_id_are_refused_and_change_nothing(township, lead, clerk, other):
    act_id = uuid7()
    note(township, **said(lead), by=clerk, at=FOUNDED, act_id=act_id)
    entries = Entry.objects.count()

    with pytest.raises(ActRefused) as refused:
        note(township, **{**said(lead), **other}, by=clerk, at=FOUNDED, act_id=act_id)

    assert (str(refused.value), Entry.objects.count()) == (OTHER_CONTENT, entries)


def test_another_act_another_record_or_another_person_is_refused(township, lead, clerk, chair):
    act_id = uuid7()
    words = {"at": FOUNDED, "act_id": act_id}
    note(township, by=clerk, **words)

    for attempt in (
        lambda: scribble(township, by=clerk, **words),
        lambda: note(lead, by=clerk, **words),
        lambda: note(township, by=chair, **words),
    ):
        with pytest.raises(ActRefused, match="with other content"):
            attempt()


def test_the_day_on_the_paper_is_one_of_the_words(township, clerk):
    words = {"by": clerk, "act_id": uuid7(), "typed_at": FOUNDED}
    note(township, at=FOUNDED - timedelta(days=1), **words)
    note(township, at=FOUNDED - timedelta(days=1), **words)

    with pytest.raises(ActRefused, match="with other content"):
        note(township, at=FOUNDED - timedelta(days=2), **words)


def test_what_the_act_made_comes_back(township, clerk):
    words = {"name": "张三", "by": clerk, "at": FOUNDED, "act_id": uuid7()}
    deputy = enrol_deputy(township, **words)

    assert enrol_deputy(township, **words) == deputy
    assert Deputy.objects.of(township).filter(name="张三").count() == 1


def test_the_used_id_of_another_township_says_nothing_here(township, other_township):
    act_id = uuid7()
    note(township, by=None, at=FOUNDED, act_id=act_id)
    note(other_township, word="other", by=None, at=FOUNDED, act_id=act_id)

    assert Entry.objects.filter(act_id=act_id).count() == 2


def test_an_act_without_entry_keeps_nothing(township):
    @act
    def look(township, *, by, at, act_id):
        return township

    look(township, by=None, at=FOUNDED, act_id=uuid7())
    kept = Telling.objects.filter(township=township).values("act_id")

    assert kept.count() == Entry.objects.filter(act_id__in=kept).count() > 0


def test_an_erasure_empties_the_digest_of_what_was_told(township, lead, clerk):
    change_deputy(lead, phone="13800000000", by=clerk, at=FOUNDED, act_id=uuid7())
    acts = Entry.objects.filter(subject_id=lead.pk).values("act_id")
    assert not Telling.objects.filter(act_id__in=acts, told="").exists()

    erase_private_texts(lead, names={"name"}, at=FOUNDED)

    assert not Telling.objects.filter(act_id__in=acts).exclude(told="").exists()
    assert Telling.objects.of(township).exclude(told="").exists()
