"""Corrections, news, files, the erasure of personal data, and a town's own settings of the loop."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from huiyin.core.errors import ActRefused, ForeignRow
from huiyin.files.tests.factories import picture, upload
from huiyin.journal.models import Entry, PrivateText, Telling
from huiyin.journal.queries import history_of, verify_chain
from huiyin.matters.actions.corrections import attach_file, correct_matter, erase_petitioner, tell_petitioner
from huiyin.matters.actions.settings import (
    add_field,
    change_pattern,
    choose_scheme,
    close_field,
    set_up_loop,
)
from huiyin.matters.actions.sifting import merge_matter
from huiyin.matters.models.settings import Field, LoopSettings
from huiyin.matters.tests.stories import MONDAY, doing, moment, registered
from huiyin.matters.tests.world import JULY, in_hand
from huiyin.people.tests import cast
from huiyin.search.queries import find

pytestmark = pytest.mark.usefixtures("english")


def corrected(matter, *, reason="笔误", **changes):
    return correct_matter(matter, reason=reason, **changes, **doing(JULY))


def test_a_correction_says_what_stood_before_and_why(world):
    village = cast.village(world.township, "柳溪村")
    matter = registered(world.township, world.lead)
    title = matter.title
    matter = corrected(matter, title="关于清淤的建议", village=village, secrecy=True)

    entry = history_of(matter).last()
    assert (matter.title, matter.village, matter.secrecy) == ("关于清淤的建议", village, True)
    assert entry.facts["fields"] == ["secrecy", "title", "village"]
    assert entry.facts["before"] == {"village": "None", "secrecy": "False"}
    texts = {text.name: text.text for text in entry.private_texts.all()}
    assert texts == {"reason": "笔误", "title_before": title}


def test_the_words_of_a_similar_matter_do_not_stand_in_the_facts(world):
    one, other = registered(world.township, world.lead), registered(world.township, world.lead)
    corrected(one, similar_to=other)
    matter = corrected(one.__class__.objects.get(pk=one.pk), similar_to=None)
    assert history_of(matter).last().facts["before"] == {"similar_to": str(other.pk)}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"secrecy": False}, "Nothing was changed"),
        ({"title": "x", "reason": " "}, "Say why"),
        ({"title": "  "}, "The title is missing"),
    ],
)
def test_a_correction_without_reason_or_change_is_refused(world, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        corrected(registered(world.township, world.lead), **words)


def test_a_matter_is_not_corrected_into_another_township(world):
    with pytest.raises(ForeignRow):
        corrected(
            registered(world.township, world.lead), village=cast.village(world.other_township, "柳溪村")
        )


def test_only_what_may_be_corrected_is(world):
    with pytest.raises(ValueError, match="state"):
        corrected(registered(world.township, world.lead), state="solved")


def test_a_petitioner_was_told_on_the_day_that_is_named(world):
    petitioner = registered(world.township, world.lead).petitioners.get()
    for words, sentence in (
        ({"how": "none"}, "how the person was told"),
        ({"on": date(2024, 7, 11)}, "future"),
    ):
        with pytest.raises(ActRefused, match=sentence):
            tell_petitioner(petitioner, **{"how": "paper", "on": JULY.date(), **words}, **doing(JULY))

    told = tell_petitioner(petitioner, how="paper", on=date(2024, 7, 8), **doing(JULY))
    assert told.told_at == moment(2024, 7, 8, hour=8).replace(hour=16, day=7)  # midnight in the town


def test_the_same_photo_may_be_enclosed_twice(world):
    matter = in_hand(world)
    for caption in ("一", "二"):
        attach_file(matter, upload=upload("现场.jpg", picture()), caption=caption, **doing(JULY))
    assert matter.files.count() == 2


def voter(world, name="张三", phone="13800000000"):
    return registered(
        world.township, None, kind="opinion", channel="visit", voter_name=name, voter_phone=phone
    )


def test_a_voters_name_and_telephone_are_unreadable_in_the_database(world):
    voter(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT voter_name, voter_phone FROM matters_petitioner WHERE role = 'voter'")
        stored = cursor.fetchone()
    assert "张三" not in str(stored)
    assert "13800000000" not in str(stored)


def test_erasing_takes_name_and_telephone_and_leaves_a_journal_that_verifies(world):
    petitioner = voter(world).petitioners.get()
    erase_petitioner(petitioner, reason="本人要求", **doing(JULY))

    petitioner.refresh_from_db()
    assert (petitioner.voter_name, petitioner.voter_phone, petitioner.erased_at) == ("", "", JULY)
    assert "本人要求" not in str(Entry.objects.get(act="erase").facts)
    assert verify_chain(world.township)[1] is None
    with pytest.raises(ActRefused, match="erased already"):
        erase_petitioner(petitioner, reason="本人要求", **doing(JULY))


def test_erasing_also_finds_the_copy_that_a_merger_made(world):
    into, opinion = registered(world.township, world.lead), voter(world)
    merge_matter(opinion, into=into, **doing(MONDAY))
    merge_matter(voter(world, "李四", "139"), into=into, **doing(MONDAY))

    erase_petitioner(opinion.petitioners.get(), reason="本人要求", **doing(JULY))

    left = [p.voter_name for p in into.petitioners.filter(role="voter").order_by("position")]
    assert left == ["", "李四"]


def still_readable(matter):
    """Every personal text beside the journal that names the voter, and the matter's own words."""
    texts = [text.text for text in PrivateText.objects.filter(entry__subject_id=matter.pk)]
    matter.refresh_from_db()
    return [text for text in [*texts, matter.title, matter.situation, matter.request] if "张三" in text]


def test_words_that_say_who_the_voter_is_are_erased_with_the_name_where_the_clerk_chooses_so(world):
    opinion = voter(world)
    words = {"title": "张三家门前的路", "situation": "张三家门前积水。", "request": "请为张三家修路。"}
    correct_matter(opinion, reason="补正", **words, **doing(JULY))
    correct_matter(opinion, title="张三家门前的排水沟", reason="更正", **doing(JULY))
    assert len(still_readable(opinion)) == 4

    erase_petitioner(opinion.petitioners.get(), reason="本人要求", words=True, **doing(JULY))

    assert still_readable(opinion) == []
    assert (opinion.title, opinion.situation, opinion.request) == ("(erased as the law demands)", "", "")
    assert find(world.township, "matters.Matter", "门前") == []
    told = Telling.objects.filter(act_id__in=history_of(opinion).exclude(act="erase").values("act_id"))
    assert set(told.values_list("told", flat=True)) == {""}
    assert history_of(opinion).last().facts["words"] is True
    assert verify_chain(world.township)[1] is None


def test_without_that_choice_the_words_of_the_matter_stay(world):
    opinion = voter(world)
    title = opinion.title
    erase_petitioner(opinion.petitioners.get(), reason="本人要求", **doing(JULY))

    opinion.refresh_from_db()
    assert opinion.title == title
    assert PrivateText.objects.get(entry__subject_id=opinion.pk, name="title").text == title


def test_words_are_erased_where_the_voter_spoke_and_not_where_a_merger_put_the_name(world):
    into, opinion = registered(world.township, world.lead), voter(world)
    kept = into.title
    merge_matter(opinion, into=into, **doing(MONDAY))

    erase_petitioner(opinion.petitioners.get(), reason="本人要求", words=True, **doing(JULY))

    into.refresh_from_db()
    opinion.refresh_from_db()
    assert into.title == kept
    assert opinion.title == "(erased as the law demands)"
    assert verify_chain(world.township)[1] is None


def test_a_deputys_name_is_not_erased_and_a_reason_is_given(world):
    with pytest.raises(ActRefused, match="public office"):
        erase_petitioner(registered(world.township, world.lead).petitioners.get(), reason="x", **doing(JULY))
    with pytest.raises(ActRefused, match="Say why"):
        erase_petitioner(voter(world).petitioners.get(), reason=" ", **doing(JULY))


def test_voters_are_not_found_by_search(world):
    voter(world, name="欧阳修竹")
    assert find(world.township, "matters.Matter", "排水沟") != []
    assert find(world.township, "matters.Matter", "欧阳修竹") == []


# The town's own settings


def test_a_new_town_gets_the_shipped_scheme_and_fields_once(world):
    set_up_loop(world.township, **doing(MONDAY, world.by["clerk"]))
    assert (LoopSettings.objects.get().scheme, Field.objects.in_use().count()) == ("three_way", 12)
    with pytest.raises(ActRefused, match="set up already"):
        set_up_loop(world.township, **doing(MONDAY, world.by["clerk"]))


def test_a_scheme_is_chosen_among_the_shipped(world):
    with pytest.raises(ActRefused, match="no claim scheme"):
        choose_scheme(world.township, scheme="abc", **doing(MONDAY))
    assert (
        choose_scheme(world.township, scheme="four_way", **doing(MONDAY, world.by["chair"])).scheme
        == "four_way"
    )


def test_numbers_are_written_by_the_towns_pattern_from_the_next_on(world):
    before = registered(world.township, world.lead)
    pattern = {"key": "between", "number": "清建〔{year}〕{n}号", "short": "建{n}"}
    change_pattern(world.township, **pattern, **doing(MONDAY, world.by["clerk"]))
    after = registered(world.township, world.lead)
    assert (before.short_number, after.number, after.short_number) != (after.short_number, "", "")
    assert (after.number, after.short_number) == ("清建〔2024〕2号", "建2")
    for wrong in ({"key": "nothing"}, {"short": "号"}, {"number": "{n"}, {"number": "{n}{town}"}):
        with pytest.raises(ActRefused):
            change_pattern(world.township, **{**pattern, **wrong}, **doing(MONDAY))


def test_fields_are_the_towns_own_list(world):
    field = add_field(world.township, name="防汛", **doing(MONDAY, world.by["operator"]))
    for name, sentence in (("防汛", "already a field"), (" ", "The name is missing")):
        with pytest.raises(ActRefused, match=sentence):
            add_field(world.township, name=name, **doing(MONDAY))
    close_field(field, **doing(MONDAY, world.by["clerk"]))
    assert not Field.objects.of(world.township).in_use().exists()
    with pytest.raises(ActRefused, match="closed already"):
        close_field(field, **doing(MONDAY))


@pytest.mark.parametrize("name", ["member", "handler", "signer", "outsider"])
def test_others_change_no_settings(world, name):
    field = add_field(world.township, name="防汛", **doing(MONDAY))
    for act in (
        lambda by: set_up_loop(world.township, **by), lambda by: close_field(field, **by),
        lambda by: choose_scheme(world.township, scheme="four_way", **by),
        lambda by: add_field(world.township, name="其他", **by),
        lambda by: change_pattern(world.township, key="between", number="{n}", short="{n}", **by),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            act(doing(MONDAY, world.by[name]))
