"""The order of strokes, as lists of candidates and deputies are printed."""

from huiyin.search.strokes import UNKNOWN, by_strokes, strokes


def test_few_strokes_stand_before_many():
    names = ["欧阳敏", "李兰芳", "邓国强", "丁一", "王芳", "曾庆华"]

    assert sorted(names, key=by_strokes) == ["丁一", "王芳", "邓国强", "李兰芳", "欧阳敏", "曾庆华"]


def test_of_equal_number_the_kind_of_the_first_stroke_decides():
    five = "邓冯白田石龙"  # 折 点 撇 竖 横 横: 邓 has four

    assert "".join(sorted(five, key=by_strokes)) == "邓石龙田白冯"


def test_of_one_surname_single_names_stand_first_and_then_the_given_name_counts():
    names = ["李明华", "李敏", "李一鸣", "李丁"]

    assert sorted(names, key=by_strokes) == ["李丁", "李敏", "李一鸣", "李明华"]


def test_a_character_that_no_table_knows_comes_last():
    assert strokes("A")[0] == UNKNOWN
    assert sorted(["A君", "龚伟"], key=by_strokes) == ["龚伟", "A君"]


def test_a_space_within_a_name_does_not_count():
    assert by_strokes("李 明") == by_strokes("李明")
    assert by_strokes("") == by_strokes(" ")
