import pytest

from huiyin.search.initials import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("李建平", "ljp"),
        ("单小明", "sxm"),
        ("仇国华", "qgh"),
        ("解玉兰", "xyl"),
        ("曾庆来", "zql"),
        ("区志强", "ozq"),
        ("查德旺", "zdw"),
        ("朴春花", "pch"),
        ("翟长江", "zcj"),
        ("尉迟明", "ycm"),
        ("万俟云", "mqy"),
        ("阿依·古丽", "aygl"),
        ("吕　布", "lb"),
        ("ＬＩ明", "lim"),
        ("", ""),
        ("？", ""),
    ],
)
def test_a_person_is_found_by_first_letters_with_the_readings_of_surnames(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("第3中学", "d3zx"),
        ("畜牧水产站", "xmscz"),
        ("人民调解委员会", "rmtjwyh"),
        ("农村商业银行", "ncsyyh"),
        ("重庆路小学", "cqlxx"),
        ("单位食堂", "dwst"),
        ("长岭村", "clc"),
    ],
)
def test_a_unit_has_no_surname(name, letters):
    assert initials(name, person=False) == letters
