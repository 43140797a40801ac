"""Documents, registers and slips, drawn as Word files, turned into pages by LibreOffice and measured."""

from itertools import cycle, islice, pairwise

import pytest

from huiyin.papers.kinds import agenda, ballot_slips
from huiyin.papers.kinds.catalogue import KINDS, OF_ASSEMBLY
from huiyin.papers.layouts.drawing import draw
from huiyin.papers.tests import assembly_samples as samples
from huiyin.papers.tests.rendering import middle, mm

pytestmark = pytest.mark.office

HAN = "清溪镇人民代表大会听取审议政府工作报告批准财政预算选举镇长票决民生实事项目"
ONE_PAGE = (
    "agenda",
    "day_plan",
    "qualification_report",
    "chair_script",
    "ballot",
    "tally_sheet",
    "resolution",
)


def full_text(count):
    return "".join(islice(cycle(HAN), count))


@pytest.fixture(scope="session")
def drawn(renderer):
    """Every kind of the assembly as pages, a document full of text, and a sheet of slips."""
    sheets = {kind.code: kind.compose(getattr(samples, kind.code)()) for kind in OF_ASSEMBLY}
    sheets["full"] = agenda.compose(samples.agenda(items=[full_text(1500)]))
    sheets["projects"] = KINDS["ballot"].compose(samples.projects_ballot())
    sheets["slips"] = ballot_slips.compose(samples.ballot_slips(17))
    return renderer.all_pages({name: draw(sheet) for name, sheet in sheets.items()})


def feet(page):
    return [line for line in page.lines if mm(middle(line[0])) > mm(page.height) - 35]


def test_a_full_page_has_22_lines_of_28_characters(drawn):
    assert [len(line) for line in drawn["full"][1].body] == [28] * 22


def test_the_type_area_begins_and_ends_where_the_standard_says(drawn):
    lines = drawn["full"][1].body
    pitches = [mm(middle(after[0]) - middle(line[0])) for line, after in pairwise(lines)]

    assert mm(min(line[0]["x0"] for line in lines)) == pytest.approx(28, abs=0.4)
    assert mm(max(line[-1]["x1"] for line in lines)) == pytest.approx(184, abs=0.5)
    assert pitches == pytest.approx([225 / 22] * 21, abs=0.1)
    assert {round(char["size"], 1) for line in lines for char in line} == {16.0}


def test_every_page_is_numbered_odd_right_even_left(drawn):
    first, second = (feet(page)[0] for page in drawn["full"][:2])

    assert ["".join(char["text"] for char in line) for line in (first, second)] == ["—1—", "—2—"]
    assert mm(first[-1]["x1"]) == pytest.approx(184 - mm(14), abs=0.5)
    assert mm(second[0]["x0"]) == pytest.approx(28 + mm(14), abs=0.5)


@pytest.mark.parametrize("kind", ONE_PAGE)
def test_an_everyday_paper_is_one_page(drawn, kind):
    assert len(drawn[kind]) == 1


def test_a_ballot_of_twelve_projects_is_one_page(drawn):
    assert len(drawn["projects"]) == 1


@pytest.mark.parametrize("kind", [kind.code for kind in OF_ASSEMBLY if kind.code != "session_notice"])
def test_nothing_is_outside_the_type_area(drawn, kind):
    for page in drawn[kind]:
        margins = (28, 184, 262) if page.width < page.height else (37, 262, 184)
        body = [
            char for line in page.lines for char in line if line not in feet(page) or page.width > page.height
        ]
        assert mm(min(char["x0"] for char in body)) >= margins[0] - 0.4
        assert mm(max(char["x1"] for char in body)) <= margins[1] + 0.5


@pytest.mark.parametrize(("kind", "head"), [("roster", "代表证号"), ("sign_in_sheet", "签名")])
def test_a_list_repeats_its_head_on_each_page(drawn, kind, head):
    assert len(drawn[kind]) > 1
    assert [head in page.text for page in drawn[kind]] == [True] * len(drawn[kind])


def test_a_roster_lies_across(drawn):
    assert {(round(mm(page.width)), round(mm(page.height))) for page in drawn["roster"]} == {(297, 210)}


def test_every_letter_of_the_notices_begins_with_the_head_and_has_its_code(drawn):
    pages = drawn["session_notice"]

    heads = [page.text.startswith("清溪镇人民代表大会主席团") for page in pages]
    assert heads == [True, False, True, False]
    assert ["7KQ-4M2-XWA" in pages[1].text, "H8T-3VX-PCR" in pages[3].text] == [True, True]
    assert [len(page.images) for page in pages] == [0, 1, 0, 1]
    assert "—2—" in pages[3].text


def test_eight_slips_are_on_a_page_each_with_its_code(drawn):
    pages = drawn["slips"]

    assert [len(page.images) for page in pages] == [8, 8, 1]
    assert all(f"7KQ-4M2-X{n:02}" in "".join(page.text for page in pages) for n in range(17))
