from huiyin.search.bigrams import (
    GAP,
    MAX_TOKENS,
    Phrase,
    bigrams,
    document_tokens,
    phrases,
    scope_token,
    shingles,
)


def test_a_run_of_characters_becomes_its_overlapping_pairs_and_its_last_character():
    assert bigrams("养老服务") == ["养老", "老服", "服务", "务"]


def test_english_words_and_numbers_stay_whole():
    assert bigrams("PVC管200米 Water-Supply") == ["pvc", "管", "200", "米", GAP, "water", "supply"]


def test_full_width_letters_and_digits_are_the_half_width_ones():
    assert bigrams("ＰＶＣ２００") == bigrams("pvc200") == ["pvc200"]


def test_a_space_between_chinese_and_english_is_marked_and_one_between_two_words_is_not():
    assert bigrams("A 区") == ["a", GAP, "区"]
    assert bigrams("A区") == ["a", "区"]
    assert bigrams("a b") == ["a", "b"]


def test_rare_characters_of_names_count_as_chinese():
    assert bigrams("𬭎〇\ue123") == ["𬭎〇", "〇\ue123", "\ue123"]


def test_every_word_of_a_query_is_a_phrase_of_its_own():
    assert phrases("养老服务　电梯，ABC") == [
        Phrase(("养老", "老服", "服务"), open_end=False),
        Phrase(("电梯",), open_end=False),
        Phrase(("abc",), open_end=False),
    ]


def test_a_single_character_is_the_beginning_of_a_token():
    assert phrases("养") == [Phrase(("养",), open_end=True)]
    assert phrases("3号") == [Phrase(("3", "号"), open_end=True)]


def test_a_query_of_signs_and_emoji_holds_no_word():
    assert phrases("") == phrases("  ") == phrases("“”*()'\\\x00😀—") == []


def test_a_word_asked_for_twice_counts_once():
    assert phrases("路灯 路灯") == phrases("路灯")


def test_no_text_can_make_the_token_of_a_township():
    scope = scope_token("0192ab", "matters.Matter")

    assert scope == "§0192ab§matters§matter"
    assert scope not in bigrams(scope)


def test_a_very_long_text_is_cut_so_that_positions_stay_countable():
    assert len(document_tokens(["长" * 50_000])) == MAX_TOKENS


def test_names_and_single_characters_do_not_count_for_likeness():
    tokens = [scope_token("0192ab", "matters.Matter"), *document_tokens(["修路 A 区", "路灯"], ["王建国"])]

    assert shingles(tokens) == {"修路", "路灯"}
