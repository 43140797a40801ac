"""The letter form, drawn, turned into pages by LibreOffice and measured."""

from itertools import cycle, islice, pairwise

import pytest

from huiyin.papers.kinds import hand_over_letter, reply_letter
from huiyin.papers.layouts.drawing import draw
from huiyin.papers.tests import samples
from huiyin.papers.tests.rendering import middle, mm, said

pytestmark = pytest.mark.office

HAN = "柳溪村至临江村机耕道全长公里去年六月强降雨后路基塌方农用车辆不能通行沿线水田收割运输绕行"
MARKS = "\n".join("文" * place + "（某村）、" * 14 for place in range(1, 8))  # marks at every place of a line


def full_text(count):
    return "".join(islice(cycle(HAN), count))


@pytest.fixture(scope="session")
def letters(renderer):
    """Every letter of this file as pages, by kind and case."""
    full = full_text(1500)
    hand_overs = {
        "full": samples.hand_over_letter(situation=full),
        "everyday": samples.hand_over_letter(),
        "long": samples.long_hand_over_letter(),
        "marks": samples.hand_over_letter(situation=MARKS),
    }
    replies = {
        "full": samples.reply_letter(text=full),
        "everyday": samples.reply_letter(),
        "long": samples.long_reply_letter(),
    }
    sheets = {("hand_over_letter", case): hand_over_letter.compose(one) for case, one in hand_overs.items()}
    sheets |= {("reply_letter", case): reply_letter.compose(one) for case, one in replies.items()}
    pages = renderer.all_pages({f"{kind}-{case}": draw(sheet) for (kind, case), sheet in sheets.items()})
    return {key: pages["-".join(key)] for key in sheets}


KINDS = pytest.mark.parametrize("kind", ["hand_over_letter", "reply_letter"])


@KINDS
def test_a_full_page_has_22_lines_of_28_characters(letters, kind):
    second = letters[kind, "full"][1]

    assert [len(line) for line in second.body] == [28] * 22


@KINDS
def test_the_type_area_begins_and_ends_where_the_standard_says(letters, kind):
    lines = letters[kind, "full"][1].body
    pitches = [mm(middle(after[0]) - middle(line[0])) for line, after in pairwise(lines)]

    assert min(line[0]["x0"] for line in lines) == pytest.approx(28 * 72 / 25.4, abs=1)
    assert mm(max(line[-1]["x1"] for line in lines)) == pytest.approx(184, abs=0.5)
    assert pitches == pytest.approx([225 / 22] * 21, abs=0.1)
    assert {round(char["size"], 1) for line in lines for char in line} == {16.0}


@KINDS
def test_the_first_page_has_no_number_and_the_others_alternate(letters, kind):
    first, second, third = letters[kind, "full"][:3]
    feet = [[line for line in page.lines if mm(middle(line[0])) > 262] for page in (first, second, third)]

    assert feet[0] == []
    assert ["".join(char["text"] for char in line) for line in feet[1] + feet[2]] == ["—2—", "—3—"]
    assert mm(feet[1][0][0]["x0"]) == pytest.approx(28 + mm(14), abs=0.5)
    assert mm(feet[2][0][-1]["x1"]) == pytest.approx(184 - mm(14), abs=0.5)
    assert {round(char["size"], 1) for char in feet[1][0]} == {14.0}


def test_the_mark_and_the_red_lines_stand_at_their_places(renderer):
    picture = renderer.picture(draw(hand_over_letter.compose(samples.hand_over_letter())), "mark")
    dot = 25.4 / 200
    pixels = picture.load()
    red_rows, widest = {}, []
    for y in range(picture.height):
        red = [x for x in range(picture.width) if pixels[x, y][0] > 200 and pixels[x, y][1] < 90]
        if red:
            red_rows[y * dot] = (red[-1] - red[0]) * dot
    line_rows = [y for y, width in red_rows.items() if width > 165]
    widest = [red_rows[y] for y in line_rows]
    above = [y for y in line_rows if y < 150]
    below = [y for y in line_rows if y > 150]
    mark = [y for y, width in red_rows.items() if width < 165]

    assert mark[0] == pytest.approx(30, abs=0.5)
    assert above[0] - mark[-1] == pytest.approx(4, abs=0.5)
    assert max(widest) == pytest.approx(170, abs=0.5)
    assert 297 - below[-1] == pytest.approx(20, abs=0.5)
    assert thickness(above) == "thick over thin"
    assert thickness(below) == "thin over thick"


def thickness(rows):
    """Which of a double line's two parts is the thicker one."""
    gap = next(place for place in range(1, len(rows)) if rows[place] - rows[place - 1] > 0.2)
    return "thick over thin" if gap > len(rows) - gap else "thin over thick"


def test_the_number_stands_at_the_right_under_the_line(letters):
    line = next(
        line
        for line in letters["hand_over_letter", "everyday"][0].lines
        if line[0]["text"] == "清" and line[0]["size"] < 20
    )

    assert "".join(char["text"] for char in line) == "清人发〔2024〕3号"
    assert mm(line[-1]["x1"]) == pytest.approx(184, abs=0.6)


@KINDS
def test_an_everyday_letter_takes_two_pages(letters, kind):
    assert len(letters[kind, "everyday"]) == 2


@KINDS
@pytest.mark.parametrize("case", ["everyday", "long"])
def test_nothing_is_outside_the_type_area(letters, kind, case):
    """But for the head and the feet."""
    for page in letters[kind, case]:
        body = [char for line in page.body for char in line if char["size"] < 20]
        assert mm(min(char["x0"] for char in body)) >= 27.9
        assert mm(max(char["x1"] for char in body)) <= 184.2
        assert len([line for line in page.body if line[0]["size"] == 16]) <= 22


@pytest.mark.parametrize(
    ("kind", "case", "context"),
    [
        ("hand_over_letter", "everyday", samples.hand_over_letter()),
        ("hand_over_letter", "long", samples.long_hand_over_letter()),
        ("reply_letter", "everyday", samples.reply_letter()),
        ("reply_letter", "long", samples.long_reply_letter()),
    ],
)
def test_every_text_of_the_context_is_on_the_paper(letters, kind, case, context):
    pages = letters[kind, case]
    text = "".join("".join(char["text"] for line in page.lines for char in line) for page in pages)
    # a page's end tears texts apart by the feet
    for number in range(2, len(pages) + 1):
        text = text.replace(f"—{number}—", "")
    wanted = [*said(context), *context.get("text", context.get("situation", "")).split("\n")]

    assert [words for words in wanted if words.replace("　", "") not in text] == []


def test_no_mark_hangs_or_is_lost_at_the_end_of_a_line(letters):
    pages = letters["hand_over_letter", "marks"]
    text = "".join("".join(char["text"] for line in page.lines for char in line) for page in pages)
    for number in range(2, len(pages) + 1):
        text = text.replace(f"—{number}—", "")

    assert [words for words in MARKS.split("\n") if words not in text] == []
    for page in pages:
        assert mm(max(char["x1"] for line in page.body for char in line if char["size"] < 20)) <= 184.2


def test_copies_are_named_at_the_bottom_of_the_last_page(letters):
    for pages in (letters["reply_letter", "everyday"], letters["reply_letter", "long"]):
        last = pages[-1]
        rules = [stroke for stroke in last.strokes if mm(stroke["x1"] - stroke["x0"]) > 100]
        assert mm(max(rule["bottom"] for rule in rules)) == pytest.approx(262, abs=1)
        assert mm(max(rule["x1"] - rule["x0"] for rule in rules)) == pytest.approx(156, abs=0.5)
        assert {char["size"] for char in last.body[-1]} == {14.0}


@KINDS
def test_no_page_holds_a_signature_without_text(letters, kind):
    for pages in (letters[kind, "everyday"], letters[kind, "long"]):
        first = pages[-1].body[0]
        assert mm(first[0]["x0"]) < 60


def test_the_strip_is_whole_on_the_last_page(letters):
    for pages in (letters["hand_over_letter", "everyday"], letters["hand_over_letter", "long"]):
        text = pages[-1].text
        assert text.index("签收回执") < text.index("签收人") < text.index("单位盖章")
        assert any(mm(stroke["x1"] - stroke["x0"]) > 1 for stroke in pages[-1].strokes)


def test_rare_characters_of_names_are_drawn(letters):
    fonts = {
        char["text"]: char["fontname"]
        for page in letters["hand_over_letter", "long"]
        for char in page.chars
        if round(char["size"]) == 16
    }

    assert "FandolFang" in fonts["李"]
    assert all("NotoSerif" in fonts[rare] and "Regular" in fonts[rare] for rare in "喆翀瑀堃珺昇")
