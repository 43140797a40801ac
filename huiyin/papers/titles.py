"""Lines of a title are broken by sense (GB/T 9704-2012, 7.3.1): never inside a number, before a mark that
closes or after one that opens, rather between phrases than inside one, and the lines about equally long.
"""

import re
from functools import cache

NEVER_FIRST = "，。、；：？！）》〉」』】〕”’的了届号次年月日"
NEVER_LAST = "（《〈「『【〔“‘第"
PHRASE_ENDS = (
    "关于",
    "人大",
    "大会",
    "会议",
    "期间",
    "建议",
    "》",
    "”",
    "、",
    "，",
    "镇",
    "村",
    "局",
    "站",
    "所",
    "中心",
    "问题",
    "工作",
)
INSIDE_WORD = re.compile(r"[0-9A-Za-z]{2}")
WHOLE = re.compile(
    r"人民代表大会|人民政府|第[0-9零一二三四五六七八九十百]+[届次号轮]|的(?:答复|建议|意见|通知|函|报告)$"
)


def break_cost(text: str, at: int) -> int:
    """How bad a line break before position `at` is: 0 between phrases, 3 inside one, 1000 where it is
    wrong.
    """
    if text[at] in NEVER_FIRST and not WHOLE.match(text, at):
        return 1000
    if text[at - 1] in NEVER_LAST or INSIDE_WORD.match(text, at - 1):
        return 1000
    if any(found.start() < at < found.end() for found in WHOLE.finditer(text)):
        return 1000
    return 0 if text[:at].endswith(PHRASE_ENDS) or WHOLE.match(text, at) else 3


def break_lines(text: str, per_line: int) -> list[str]:
    """The title as the fewest lines of at most `per_line` characters, broken by sense and about equally
    long.
    """
    count = max(1, -(-len(text) // per_line))
    while True:
        cost, lines = _best(text, count, per_line)
        if cost < 1000 or count > len(text):
            return lines
        count += 1


def _best(text: str, count: int, per_line: int) -> tuple[float, list[str]]:
    ideal = len(text) / count

    @cache
    def from_(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        if left == 1:
            rest = text[start:]
            too_long = 1000 if len(rest) > per_line or not rest else 0
            return too_long + abs(len(rest) - ideal) / 2, (rest,)
        options = []
        for end in range(start + 1, min(start + per_line, len(text) - 1) + 1):
            cost, lines = from_(end, left - 1)
            line_cost = break_cost(text, end) + abs(end - start - ideal) / 2
            options.append((cost + line_cost, (text[start:end], *lines)))
        return min(options, default=(1000.0, (text[start:],)))

    cost, lines = from_(0, count)
    return cost, list(lines)
