"""Forms and the slip, drawn, turned into pages by LibreOffice and measured."""

import hashlib
import io

import pytest
from PIL import Image

from huiyin.papers.kinds.catalogue import KINDS
from huiyin.papers.layouts.drawing import draw
from huiyin.papers.tests import samples
from huiyin.papers.tests.rendering import mm, said

pytestmark = pytest.mark.office

UNITS = f"{samples.LONG_UNIT}（主办）、镇水利站、镇农业农村办公室、柳溪村民委员会、临江村民委员会（协办）"
FORMS = [
    ("evaluation_form", samples.evaluation_form()),
    (
        "evaluation_form",
        samples.evaluation_form(
            matter_title=samples.LONG_TITLE, units=UNITS, claim="B 部分解决或者已经列入计划逐步解决"
        ),
    ),
    ("verification_record", samples.verification_record()),
    ("verification_record", samples.verification_record(verified_on="", seen="", result="", verifiers=[])),
    (
        "verification_record",
        samples.verification_record(
            matter_title=samples.LONG_TITLE, units=UNITS, seen=f"{samples.SITUATION}{samples.REQUEST}"
        ),
    ),
]
SLIPS = [
    samples.receipt_slip(),
    samples.receipt_slip(matter_title=samples.LONG_TITLE, answer_on="", received_by="欧阳晓翀"),
]


def photo(width, height):
    taken = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(taken, "JPEG")
    return taken.getvalue()


@pytest.fixture(scope="session")
def drawn(renderer):
    """Every form and slip of this file as pages, in the order of the lists above."""
    sheets = [KINDS[kind].compose(context) for kind, context in FORMS]
    sheets += [KINDS["receipt_slip"].compose(context) for context in SLIPS]
    pages = renderer.all_pages({f"sheet-{place}": draw(sheet) for place, sheet in enumerate(sheets)})
    return list(pages.values())


@pytest.fixture(params=range(len(FORMS)))
def form(request, drawn):
    return FORMS[request.param][1], drawn[request.param]


@pytest.fixture(params=range(len(SLIPS)))
def slip(request, drawn):
    return SLIPS[request.param], drawn[len(FORMS) + request.param]


def test_a_form_is_one_page_within_its_margins(form):
    _context, pages = form
    left, top, right, bottom = pages[0].box()

    assert len(pages) == 1
    assert (mm(pages[0].width), mm(pages[0].height)) == pytest.approx((210, 297), abs=0.1)
    assert left == pytest.approx(28, abs=0.4)
    assert right == pytest.approx(184, abs=0.4)
    assert top >= 37
    assert bottom <= 262


def test_every_text_is_on_the_form(form):
    context, pages = form

    assert [words for words in said(context) if "".join(words.split()) not in pages[0].text] == []


def test_a_slip_is_half_an_a5_within_its_margins(slip):
    _context, pages = slip
    left, top, right, bottom = pages[0].box()

    assert len(pages) == 1
    assert (mm(pages[0].width), mm(pages[0].height)) == pytest.approx((148, 105), abs=0.1)
    assert left == pytest.approx(10, abs=0.4)
    assert right == pytest.approx(138, abs=0.4)
    assert top >= 10
    assert bottom <= 95


def test_every_text_is_on_the_slip(slip):
    context, pages = slip

    assert [words for words in said(context) if "".join(words.split()) not in pages[0].text] == []


@pytest.mark.parametrize("count", [1, 2, 5])
def test_photos_stand_whole_in_the_type_area_with_their_captions(renderer, count):
    taken = [photo(1600, 1200), photo(900, 1600), photo(400, 300), photo(1600, 500), photo(600, 600)][:count]
    pictures = {hashlib.sha256(one).hexdigest(): one for one in taken}
    shown = [{"sha256": digest, "caption": f"第{place}处塌方"} for place, digest in enumerate(pictures, 1)]
    context = samples.verification_record(photos=shown)

    pages = renderer.pages(draw(KINDS["verification_record"].compose(context), pictures), f"photos-{count}")

    images = [image for page in pages for image in page.images]
    shapes = sorted(
        round((image["x1"] - image["x0"]) / (image["bottom"] - image["top"]), 1) for image in images
    )
    assert shapes == sorted(
        round(Image.open(io.BytesIO(one)).width / Image.open(io.BytesIO(one)).height, 1) for one in taken
    )
    assert all(mm(image["x0"]) >= 28 and mm(image["x1"]) <= 184 for image in images)
    assert all(mm(image["top"]) >= 37 and mm(image["bottom"]) <= 262 for image in images)
    assert all(f"第{place}处塌方" in "".join(page.text for page in pages) for place in range(1, count + 1))


def test_the_code_is_large_enough_to_scan(drawn):
    (code,) = drawn[0][0].images

    assert mm(code["x1"] - code["x0"]) == pytest.approx(26, abs=0.3)
    assert mm(code["bottom"] - code["top"]) == pytest.approx(26, abs=0.3)


def test_boxes_to_tick_are_all_of_one_font(drawn):
    boxes = [char for char in drawn[0][0].chars if char["text"] == "□" and round(char["size"]) == 12]

    assert len(boxes) == 10
    assert len({char["fontname"] for char in boxes}) == 1
