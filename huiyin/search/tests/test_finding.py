import random
import re
import unicodedata

import pytest

from huiyin.search.queries import find, matching
from huiyin.search.tests.factories import indexed, text
from huiyin.townships.models import Village

pytestmark = pytest.mark.django_db


def found(township, query):
    return set(find(township, "townships.Village", query, limit=1000))


def occurs(word, texts):
    """The truth: the word stands in one of the texts, English words and numbers whole."""
    pattern = re.escape(word)
    if re.match("[a-z0-9]", word):
        pattern = "(?<![a-z0-9])" + pattern
    if re.search("[a-z0-9]$", word):
        pattern += "(?![a-z0-9])"
    return any(re.search(pattern, unicodedata.normalize("NFKC", t).lower()) for t in texts)


def words_to_try(rng, texts):
    """Pieces of the texts from one character to eight, words that are nowhere, and words that join two
    runs.
    """
    plain = [unicodedata.normalize("NFKC", t).lower() for pair in texts for t in pair]
    for _ in range(400):
        source = rng.choice(plain)
        start = rng.randrange(len(source))
        piece = source[start : start + rng.choice([1, 2, 2, 3, 4, 8])]
        piece = re.split(r"[\W_]+", piece)[0] if rng.random() < 0.7 else re.sub(r"[\W_]+", "", piece)
        if piece:
            yield piece
    for _ in range(100):
        yield "".join(chr(rng.randrange(0x4E00, 0x4E30)) for _ in range(2))


def test_search_finds_exactly_what_a_reader_would_find(township):
    rng = random.Random(20240301)
    pairs = [(text(rng), text(rng)) for _ in range(150)]
    keys = {indexed(township, pair).pk: pair for pair in pairs}
    hits = 0

    for word in words_to_try(rng, pairs):
        truth = {key for key, pair in keys.items() if occurs(word, pair)}
        hits += len(truth)
        assert found(township, word) == truth, word

    assert hits > 5_000


def test_several_words_must_all_occur_in_any_order(township):
    rng = random.Random(7)
    pairs = [(text(rng, 2), text(rng, 2)) for _ in range(200)]
    keys = {indexed(township, pair).pk: pair for pair in pairs}

    for words in (
        ["路灯", "清溪"],
        ["石桥", "水渠", "请予解决"],
        ["pvc", "河口"],
        ["3号楼", "老街"],
        ["养", "梯"],
    ):
        truth = {key for key, pair in keys.items() if all(occurs(word, pair) for word in words)}
        assert truth
        assert found(township, " ".join(words)) == truth
        assert found(township, "　".join(reversed(words))) == truth


def test_two_texts_of_a_record_do_not_run_into_each_other(township):
    record = indexed(township, ["修建大", "桥梁A", "区道路"])

    assert found(township, "大桥") == found(township, "A区") == set()
    assert found(township, "大 桥") == {record.pk}


def test_names_of_deputies_and_units_are_found(township):
    record = indexed(township, ["村口路灯不亮"], names=["欧阳修远", "镇供电所"])

    assert found(township, "欧阳修远 路灯") == found(township, "供电所") == {record.pk}


@pytest.mark.parametrize("query", ["ＰＶＣ管", "pvc管", "PVC管", "“pvc管”", "(pvc管)*", "pvc管 -", "pvc管😀"])
def test_width_capitals_quotes_and_emoji_do_not_matter(township, query):
    record = indexed(township, ["更换PVC管２００米"])

    assert found(township, query) == {record.pk}


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "\\",
        "路灯' OR '1'='1",
        'tokens:"路灯"',
        "NOT 路灯",
        "NEAR(路灯 水渠)",
        "路灯 AND",
        "路灯:*",
        "§",
        "¦",
        "\x00",
        "!&|<->",
    ],
)
def test_signs_of_the_database_s_own_language_mean_nothing(township, query):
    indexed(township, ["水渠渗漏"])

    assert found(township, query) == set()


def test_a_word_s_own_operators_are_ordinary_words(township):
    record = indexed(township, ["路灯 AND not OR near"])

    assert found(township, "OR") == found(township, "not near 路灯") == {record.pk}
    assert found(township, "路灯 NEAR/3 水渠") == set()


def test_a_blank_query_leaves_the_list_and_finds_nothing_by_itself(township):
    indexed(township, ["水渠渗漏"])

    assert matching(Village.objects.of(township), "  ", township=township).count() == 1
    assert matching(Village.objects.of(township), "😀", township=township).count() == 0
    assert find(township, "townships.Village", "") == []


def test_another_township_and_another_table_are_not_searched(township, other_township):
    mine = indexed(township, ["水渠渗漏"])
    indexed(other_township, ["水渠渗漏"])

    assert found(township, "水渠") == {mine.pk}
    assert find(township, "townships.Constituency", "水渠") == []
    assert [v.pk for v in matching(Village.objects.all(), "水渠", township=township)] == [mine.pk]


def test_a_search_can_be_filtered_ordered_and_paged_by_key(township):
    rows = [indexed(township, ["水渠渗漏" if number % 2 else "路灯不亮"]) for number in range(20)]
    wanted = [row.pk for row in rows if int(row.name) % 2]

    page = matching(Village.objects.of(township).exclude(name="1"), "水渠", township=township).order_by("pk")

    assert [row.pk for row in page[:3]] == wanted[1:4]
    assert [row.pk for row in page.filter(pk__gt=wanted[3])[:3]] == wanted[4:7]
    assert page.count() == 9


def test_the_newest_come_first_and_only_as_many_as_asked_for(township):
    from_old_to_new = [indexed(township, ["水渠"], on=f"2024-01-{day:02}") for day in range(1, 8)]

    newest = find(township, "townships.Village", "水渠", limit=3)

    assert newest == [row.pk for row in reversed(from_old_to_new[-3:])]


def test_a_very_long_query_is_answered(township):
    record = indexed(township, ["水渠渗漏"])

    assert found(township, "水渠 " * 5000) == {record.pk}
    assert found(township, "水" * 100_000) == set()
