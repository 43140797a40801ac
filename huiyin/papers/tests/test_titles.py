import pytest

from huiyin.papers.titles import break_lines


def test_a_short_title_stays_on_one_line():
    assert break_lines("关于交办第9号建议的函", 20) == ["关于交办第9号建议的函"]


def test_a_long_title_is_broken_by_sense():
    lines = break_lines("关于清溪镇第十三届人大第三次会议第9号建议的答复", 20)

    assert lines == ["关于清溪镇第十三届人大", "第三次会议第9号建议的答复"]


@pytest.mark.parametrize("length", range(1, 90))
def test_no_line_is_too_long_and_nothing_is_lost(length):
    text = ("关于加快修复柳溪村至临江村2024年机耕道路基塌方路段（第12号建议）的答复" * 3)[:length]

    lines = break_lines(text, 20)

    assert "".join(lines) == text
    assert max(len(line) for line in lines) <= 20


def test_a_number_and_a_closing_mark_are_not_torn_off():
    lines = break_lines("关于湘源市清溪镇柳溪村兴隆社区《2024年2025年水利工程计划》的答复", 16)

    assert all(line[0] not in "》的，" and not line.startswith("024") for line in lines)
    assert not any(line.endswith(("20", "202", "《")) for line in lines)


def test_no_title_is_one_empty_line():
    assert break_lines("", 20) == [""]
