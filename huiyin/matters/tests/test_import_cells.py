"""Days, names and categories as offices write them."""

from datetime import UTC, date, datetime

import pytest

from huiyin.matters.claims import schemes
from huiyin.matters.imports.columns import meaning_of
from huiyin.matters.imports.dates import NoDay, read_day, year_in
from huiyin.matters.imports.legend import claim_in, legend_in, scheme_fitting
from huiyin.matters.imports.names import kind_of_unit, people_in, unit_names, units_in
from huiyin.matters.imports.promises import promise_in

JULY = date(2024, 7, 1)


@pytest.mark.parametrize(
    "written",
    ["2024.7.1", "2024.07.01", "2024年7月1日", "2024-07-01", "2024/7/1", "２０２４．７．１",
     " 2024 年 7 月 1 日 ",
     "二〇二四年七月一日", "二○二四年七月一日", "20240701", "7月1日", "7.1", 45474, 45474.0, "45474",
     20240701.0, datetime(2024, 7, 1, 15, tzinfo=UTC), JULY],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written):
    assert read_day(written, 2024) == JULY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二四年十月三十一日", (10, 31)),
        ("二〇二四年十二月十日", (12, 10)),
        ("二〇二四年二月二十九日", (2, 29)),
    ],
)
def test_chinese_numerals_up_to_thirty_one(written, day):
    assert read_day(written, None) == date(2024, *day)


@pytest.mark.parametrize("written", ["", None, "  ", "\u3000"])
def test_an_empty_cell_is_no_day(written):
    assert read_day(written or "", 2024) is None


@pytest.mark.parametrize(
    "written",
    [
        "2024.13.45",
        "2023.2.29",
        "2024年2月30日",
        "七月初",
        "2024年7月",
        "3",
        12.0,
        1e9,
        "9999.1.1",
        "2024.7.1-7.3",
    ],
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(NoDay):
        read_day(written, 2024)


def test_a_day_without_year_needs_the_ledgers():
    with pytest.raises(NoDay):
        read_day("7月1日", None)
    assert (year_in("7月1日"), year_in("2024.7.1"), year_in("2024.13.45"), year_in("")) == (
        None,
        2024,
        None,
        None,
    )


def test_names_in_one_cell():
    assert people_in("周玉梅、陈国强 胡小兰，罗成") == ["周玉梅", "陈国强", "胡小兰", "罗成"]
    assert people_in("王　敏、方敏；易 芳") == ["王敏", "方敏", "易芳"]
    assert people_in("贺志代表（接待日选民反映）") == ["贺志"]
    assert people_in("（电话）") == []


def test_a_unit_has_one_name():
    written = units_in("镇规建办、镇水利站 水利站;柳溪村委会 柳溪村 镇规划建设办 柳溪村村民委员会 派出所")

    assert unit_names(written, []) == {
        "镇规建办": "镇规划建设办",
        "镇水利站": "镇水利站",
        "水利站": "镇水利站",
        "柳溪村委会": "柳溪村",
        "柳溪村": "柳溪村",
        "镇规划建设办": "镇规划建设办",
        "柳溪村村民委员会": "柳溪村",
        "派出所": "派出所",
    }


def test_the_towns_own_name_of_a_unit_wins_and_doubt_leaves_it_as_it_is():
    assert unit_names(["水利站", "规建办"], ["镇水利站", "镇规划建设办"]) == {
        "水利站": "镇水利站",
        "规建办": "镇规划建设办",
    }
    assert unit_names(["规建办"], ["镇规划建设办", "镇规模建造办"]) == {"规建办": "规建办"}
    assert unit_names(["柳溪村", "石桥村"], []) == {"柳溪村": "柳溪村", "石桥村": "石桥村"}


def test_kinds_of_units():
    kinds = [kind_of_unit(name) for name in ("中心小学", "石桥村", "兴隆社区", "市交通局", "镇水利站")]

    assert kinds == ["school", "village", "village", "bureau", "department"]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [("序 号", "number"), ("类别（领域）", "field"), ("办理结果", "claim"), ("案由", "title"),
     ("备 注", "remark"),
     ("承办单位", "lead_unit"), ("办理情况", "remark"), ("提出时间", "received_on"), ("代表测评", "rating"),
     ("领衔代表姓名", "lead"), ("联系电话", ""), ("清溪镇第十三届人民代表大会第三次会议代表建议一览表", "")],
)  # fmt: skip
def test_headings_are_known_by_their_words(heading, meaning):
    assert meaning_of(heading) == meaning


def test_the_legend_tells_the_scheme():
    ours = legend_in(
        ["注：办理结果 A 已解决或基本解决，B 正在解决或列入计划，C 因条件限制暂不能解决，D 留作参考。"]
    )

    assert ours == {
        "A": "已解决或基本解决",
        "B": "正在解决或列入计划",
        "C": "因条件限制暂不能解决",
        "D": "留作参考",
    }
    assert scheme_fitting(ours, "three_way") == "four_way_limits"
    assert (
        scheme_fitting({"A": "已解决", "B": "正在解决", "C": "列入计划", "D": "留作参考"}, "three_way")
        == "four_way"
    )
    assert scheme_fitting({"A": "甲等", "B": "乙等", "C": "丙等"}, "three_way") == ""
    assert legend_in(["备注：见附件", 3]) == {}


@pytest.mark.parametrize("written", ["A", "Ａ", "a", "A类", "A 已解决", "已解决"])
def test_a_category_by_code_or_label(written):
    assert claim_in(written, schemes()["three_way"]).code == "A"


def test_an_unknown_category_is_none():
    assert claim_in("E", schemes()["three_way"]) is None


@pytest.mark.parametrize(
    ("remark", "due"),
    [("承诺10月底前建成40个", date(2024, 10, 31)), ("2025年6月30日前完成", date(2025, 6, 30)),
     ("3月底前办结", date(2025, 3, 31)), ("年底前完成", date(2024, 12, 31)), ("2月底前", date(2025, 2, 28))],
)  # fmt: skip
def test_a_promise_is_read_with_its_day(remark, due):
    assert promise_in(remark, date(2024, 9, 20)).due_on == due


@pytest.mark.parametrize("remark", ["", "分两年实施", "已列入2025年小农水项目", "13月底前", "2023年底前"])
def test_no_day_no_promise(remark):
    assert promise_in(remark, date(2024, 9, 20)) is None
