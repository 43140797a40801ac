from datetime import date, timedelta

import chinese_calendar
import pytest

from huiyin.deadlines.generation import generated_notices
from huiyin.deadlines.holidays import (
    NoticeRefused,
    as_toml,
    parse_notice,
    read_notice,
    shipped_calendar,
    shipped_notices,
)
from huiyin.deadlines.tests import oracle

pytestmark = pytest.mark.usefixtures("english")

NOTICE_2027 = """
year = 2027
source = "关于2027年部分节假日安排的通知（试验）"
working = [2027-02-14, 2027-10-09]

[[holidays]]
name = "春节"
from = 2027-02-05
to = 2027-02-11

[[holidays]]
name = "国庆节"
from = 2027-10-01
to = 2027-10-07
"""


def test_the_shipped_files_rest_and_work_on_the_days_of_the_notices():
    shipped = shipped_calendar()
    days = [oracle.FIRST + timedelta(days=n) for n in range((oracle.LAST - oracle.FIRST).days + 1)]

    assert [day for day in days if shipped.is_rest(day) == chinese_calendar.is_workday(day)] == []
    assert sorted(shipped.sources) == list(range(2004, 2027))


def test_the_shipped_files_are_what_the_generator_writes():
    assert [notice.digest for notice in shipped_notices()] == [
        notice.digest for notice in generated_notices()
    ]


def test_a_notice_typed_by_hand_is_read(tmp_path):
    (tmp_path / "2027.toml").write_text(NOTICE_2027)

    notice = read_notice(tmp_path / "2027.toml")

    assert (notice.year, len(notice.rest), notice.rest[date(2027, 2, 5)]) == (2027, 14, "春节")
    assert notice.working == {date(2027, 2, 14), date(2027, 10, 9)}


def test_a_notice_written_and_read_again_is_the_same(tmp_path):
    for notice in shipped_notices():
        (tmp_path / "again.toml").write_text(as_toml(notice))

        assert read_notice(tmp_path / "again.toml") == notice


SPAN = {"name": "国庆节", "from": date(2027, 10, 1), "to": date(2027, 10, 7)}
GOOD = {"year": 2027, "source": "通知", "working": [date(2027, 10, 9)], "holidays": [SPAN]}


@pytest.mark.parametrize(
    ("wrong", "sentences"),
    [
        ({"holidays": [{**SPAN, "to": date(2028, 10, 7)}]}, ["Holiday 1 needs a name"]),
        ({"holidays": [{**SPAN, "from": date(2027, 10, 8)}]}, ["Holiday 1 needs a name"]),
        ({"holidays": [{**SPAN, "name": " "}]}, ["Holiday 1 needs a name"]),
        ({"holidays": [{"name": "国庆节"}]}, ["Holiday 1 needs a name"]),
        ({"holidays": []}, ["at least one [[holidays]]"]),
        ({"working": [date(2028, 10, 8)]}, ["2028-10-08 is not in 2027"]),
        ({"working": [date(2027, 10, 11)]}, ["2027-10-11 is no weekend"]),
        ({"working": [date(2027, 10, 9)] * 2}, ["2027-10-09 stands twice"]),
        ({"working": [date(2027, 10, 2)]}, ["2027-10-02 stands twice"]),
        ({"holidays": [SPAN, SPAN]}, [f"2027-10-0{n} stands twice" for n in range(1, 8)]),
        ({"working": ["9 October"]}, ["“working” must be a list of days"]),
        ({"year": "2027", "source": ""}, ["needs its year", "needs its source"]),
        ({"year": 20270}, ["needs its year"]),
        ({"holiday": []}, ["“holiday” is not known"]),
        (
            {"working": [date(2027, 10, 11), date(2026, 10, 10)]},
            ["2026-10-10 is not in 2027", "2027-10-11 is no"],
        ),
    ],
)
def test_each_fault_of_a_notice_has_its_sentence(wrong, sentences):
    with pytest.raises(NoticeRefused) as refused:
        parse_notice(GOOD | wrong)

    assert [
        sentence in problem for sentence, problem in zip(sentences, refused.value.problems, strict=True)
    ] == [True for _ in sentences]


def test_what_is_no_toml_is_refused(tmp_path):
    (tmp_path / "2027.toml").write_text("year: 2027")

    with pytest.raises(NoticeRefused, match=r"2027\.toml is not a TOML file"):
        read_notice(tmp_path / "2027.toml")
