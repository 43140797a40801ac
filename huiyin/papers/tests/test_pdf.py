"""PDFs by typst: the measures of the standard, every text as it was typed, and what happens without fonts."""

import io
import json
from datetime import date
from itertools import cycle, islice, pairwise

import pdfplumber
import pytest
from PIL import Image

from huiyin.papers.blocks import AttachmentNote, PageBreak, Paragraph, Sheet, Title
from huiyin.papers.kinds import agenda, ballot_slips, hand_over_letter, minutes, reply_letter
from huiyin.papers.kinds.catalogue import KINDS, OF_ASSEMBLY
from huiyin.papers.layouts import fonts
from huiyin.papers.layouts.bundle import Bundled, bundle
from huiyin.papers.layouts.drawing import draw
from huiyin.papers.layouts.fonts import NoChineseFont, can_draw, faces
from huiyin.papers.layouts.pdf import draw_pdf
from huiyin.papers.layouts.typesetting import told_sheet
from huiyin.papers.tests import assembly_samples, samples
from huiyin.papers.tests.rendering import middle, mm, pages_of, said
from huiyin.papers.tests.test_bytes import sample

pytestmark = pytest.mark.office

DAY = date(2024, 6, 28)
HAN = "柳溪村至临江村机耕道全长公里去年六月强降雨后路基塌方农用车辆不能通行沿线水田收割运输绕行"
HOSTILE = (
    "#import \"/etc/passwd\": x", "$ x^2 $ #panic(1)", "*粗* _斜_ `码`", "= 标题", "<标签> @引用", "// 注释",
    "#{sys.inputs}", "\\u{41}", "]#[", "#eval(\"1+1\")", "{\"json\": true}",
)  # fmt: skip


def full_text(count):
    return "".join(islice(cycle(HAN), count))


def pages_for(sheet, pictures=None):
    return pages_of(io.BytesIO(draw_pdf(sheet, pictures or {}).content))


@pytest.fixture(scope="module")
def full():
    """A page of nothing but running text, of each layout that has one."""
    text = full_text(1500)
    return {
        "letter": pages_for(hand_over_letter.compose(samples.hand_over_letter(situation=text))),
        "reply": pages_for(reply_letter.compose(samples.reply_letter(text=text))),
        "document": pages_for(agenda.compose(assembly_samples.agenda(items=[text]))),
    }


LAYOUTS = pytest.mark.parametrize("layout", ["letter", "reply", "document"])


@LAYOUTS
def test_a_full_page_has_22_lines_of_28_characters(full, layout):
    assert [len(line) for line in full[layout][1].body] == [28] * 22


@LAYOUTS
def test_the_type_area_begins_and_ends_where_the_standard_says(full, layout):
    lines = full[layout][1].body
    pitches = [mm(middle(after[0]) - middle(line[0])) for line, after in pairwise(lines)]

    assert mm(min(line[0]["x0"] for line in lines)) == pytest.approx(28, abs=0.4)
    assert mm(max(line[-1]["x1"] for line in lines)) == pytest.approx(184, abs=0.5)
    assert mm(middle(lines[0][0])) == pytest.approx(37 + 225 / 44, abs=0.6)
    assert pitches == pytest.approx([225 / 22] * 21, abs=0.1)
    assert {round(char["size"], 1) for line in lines for char in line} == {16.0}


def feet(page):
    return ["".join(char["text"] for char in line) for line in page.lines if mm(middle(line[0])) > 262]


def test_a_letters_first_page_has_no_number_a_documents_has(full):
    assert [feet(page) for page in full["letter"][:3]] == [[], ["—2—"], ["—3—"]]
    assert [feet(page) for page in full["document"][:2]] == [["—1—"], ["—2—"]]


def test_page_numbers_alternate_between_right_and_left(full):
    first, second = (
        next(line for line in page.lines if mm(middle(line[0])) > 262) for page in full["document"][:2]
    )

    assert mm(first[-1]["x1"]) == pytest.approx(184 - mm(14), abs=0.5)
    assert mm(second[0]["x0"]) == pytest.approx(28 + mm(14), abs=0.5)


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_says_what_the_context_says(kind):
    context = sample(kind)

    text = "".join(page.text for page in pages_for(KINDS[kind].compose(context)))

    wanted = [words for words in said(context) if kind in ("evaluation_form", "receipt_slip", "roster")]
    assert [words for words in wanted if "".join(words.split()) not in text] == []
    assert KINDS[kind].compose(context).title[:6] in text


@pytest.mark.parametrize("kind", [kind.code for kind in OF_ASSEMBLY])
def test_it_has_about_as_many_pages_as_the_word_file(renderer, kind):
    sheet = KINDS[kind].compose(sample(kind))

    word = renderer.pages(draw(sheet), f"same-{kind}")

    assert abs(draw_pdf(sheet).pages - len(word)) <= 1


def test_a_text_is_never_read_as_markup():
    blocks = (
        Title("关于#emph[试]的报告"),
        *(Paragraph(text) for text in HOSTILE),
        AttachmentNote(HOSTILE[:2]),
    )
    sheet = Sheet("document", HOSTILE[0], HOSTILE[1], DAY, blocks)

    text = "".join(page.text for page in pages_for(sheet))

    assert [one for one in HOSTILE if "".join(one.split()) not in text] == []
    assert "关于#emph[试]的报告" in text


def test_hostile_names_in_a_list_stay_what_they_are():
    rows = [{**assembly_samples.roster()["deputies"][0], "name": text} for text in HOSTILE]

    text = "".join(
        page.text for page in pages_for(KINDS["roster"].compose(assembly_samples.roster(deputies=rows)))
    )

    assert [one for one in HOSTILE if "".join(one.split())[:4] not in text] == []


def test_the_same_sheet_gives_the_same_bytes():
    sheet = minutes.compose(assembly_samples.minutes())

    assert draw_pdf(sheet).content == draw_pdf(sheet).content


def test_a_file_names_the_organ_and_the_day_of_the_paper_and_nobody_else():
    drawn = draw_pdf(agenda.compose(assembly_samples.agenda()))

    with pdfplumber.open(io.BytesIO(drawn.content)) as pdf:
        assert pdf.metadata["Author"] == assembly_samples.ORGAN
        assert pdf.metadata["CreationDate"].startswith("D:20240628")


def test_photos_and_codes_are_drawn():
    taken = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(taken, "JPEG")
    context = samples.verification_record(photos=[{"sha256": "a" * 64, "caption": "第1处塌方"}])

    drawn = pages_for(KINDS["verification_record"].compose(context), {"a" * 64: taken.getvalue()})

    assert "第1处塌方" in drawn[1].text
    assert len(drawn[1].images) == 1


def test_a_reply_with_attachments_and_copies_names_them():
    context = samples.reply_letter(attachments=["现场照片", "验收单"])

    text = "".join(page.text for page in pages_for(reply_letter.compose(context)))

    assert "附件：1.现场照片" in text
    assert f"抄送：{samples.ORGAN}。" in text


def test_eight_slips_are_on_a_page():
    drawn = pages_for(ballot_slips.compose(assembly_samples.ballot_slips(17)))

    assert [page.text.count("7KQ-4M2") for page in drawn] == [8, 8, 1]


def test_a_page_break_breaks_once():
    sheet = Sheet("document", "甲", "乙", DAY, (Paragraph("一"), PageBreak(), Paragraph("二")))

    assert [page.text.rstrip("—12") for page in pages_for(sheet)] == ["一", "二"]


def test_rare_characters_of_names_come_from_a_font_that_has_them():
    drawn = pages_for(hand_over_letter.compose(samples.long_hand_over_letter()))
    used = {
        char["text"]: char["fontname"] for page in drawn for char in page.chars if round(char["size"]) == 16
    }

    assert "FandolFang" in used["李"]
    assert all("NotoSerif" in used[rare] for rare in "喆翀瑀堃珺昇")


@pytest.fixture
def no_font(monkeypatch):
    monkeypatch.setattr(fonts, "FAMILIES", {"fang": ("No such font",)})


@pytest.mark.usefixtures("no_font", "english")
def test_without_a_chinese_font_there_is_a_sentence_that_says_how_to_get_one():
    assert not can_draw()
    with pytest.raises(NoChineseFont, match="apt install fonts-noto-cjk"):
        draw_pdf(agenda.compose(assembly_samples.agenda()))


def test_an_own_folder_of_fonts_is_looked_into(monkeypatch, tmp_path):
    monkeypatch.setenv("HUIYIN_FONTS", str(tmp_path))
    fonts.found_fonts.cache_clear()

    assert faces()["fang"]

    fonts.found_fonts.cache_clear()


def test_a_machine_without_a_latin_font_of_ours_sets_figures_in_the_chinese_one(monkeypatch):
    monkeypatch.setattr(fonts, "LATIN", ("No such font",))

    assert fonts.latin() == ""
    assert "2024" in pages_for(agenda.compose(assembly_samples.agenda()))[0].text


def test_a_bundle_keeps_pages_and_directions():
    roster = draw_pdf(KINDS["roster"].compose(assembly_samples.roster()))
    one = draw_pdf(agenda.compose(assembly_samples.agenda()))

    whole = bundle(
        "文件目录", "清溪镇", DAY,
        [Bundled("名册", "", roster.content, roster.pages), Bundled("议程", "1号", one.content, one.pages)],
    )  # fmt: skip

    pages = pages_of(io.BytesIO(whole.content))
    assert len(pages) == whole.pages == 1 + roster.pages + one.pages
    assert round(mm(pages[1].width)) == 297
    assert round(mm(pages[-1].width)) == 210
    assert f"总第{whole.pages}页" in pages[-1].text


def test_what_the_template_is_told_is_plain():
    told = told_sheet(minutes.compose(assembly_samples.minutes()), {})

    assert json.loads(json.dumps(told))["layout"] == "document"
