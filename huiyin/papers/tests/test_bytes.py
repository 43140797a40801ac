import hashlib
import io
import re
import zipfile

import pytest

from huiyin.papers.kinds.catalogue import KINDS
from huiyin.papers.layouts.drawing import draw
from huiyin.papers.layouts.pictures import qr_png
from huiyin.papers.tests import assembly_samples, samples


def sample(kind, **changes):
    module = samples if hasattr(samples, kind) else assembly_samples
    return getattr(module, kind)(**changes)


def drawn(kind, **changes):
    return draw(KINDS[kind].compose(sample(kind, **changes)))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_context_gives_the_same_bytes(kind):
    assert hashlib.sha256(drawn(kind)).hexdigest() == hashlib.sha256(drawn(kind)).hexdigest()


def test_another_context_gives_other_bytes():
    assert drawn("hand_over_letter") != drawn("hand_over_letter", due_on="2024-10-09")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_names_the_organ_and_the_day_of_the_paper_and_nobody_else(kind):
    context = sample(kind)

    core = parts(drawn(kind))["docProps/core.xml"].decode()

    assert f"<dc:creator>{context['organ']}</dc:creator>" in core
    assert set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", core)) == {f"{context['issued_on']}T00:00:00Z"}
    assert "python" not in core


@pytest.mark.parametrize(
    ("kind", "fonts"),
    [
        ("hand_over_letter", {"仿宋_GB2312", "黑体", "方正小标宋简体"}),
        ("reply_letter", {"仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"}),
        ("evaluation_form", {"仿宋_GB2312", "黑体", "宋体", "方正小标宋简体"}),
    ],
)
def test_fonts_are_called_by_the_names_that_offices_have(kind, fonts):
    document = parts(drawn(kind))["word/document.xml"].decode()

    assert set(re.findall(r'w:eastAsia="([^"]+)"', document)) - {"zh-CN"} == fonts


def test_the_measures_stand_in_the_file():
    document = parts(drawn("hand_over_letter"))["word/document.xml"].decode()

    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in document
    assert 'w:line="579" w:lineRule="exact"' in document
    assert '<w:spacing w:val="-5"/>' in document
    assert "Chars=" not in document


def test_the_code_on_a_form_is_the_personal_link():
    link = "https://huiyin.example/e/abc"

    media = [part for name, part in parts(drawn("evaluation_form", link=link)).items() if "media" in name]

    assert media == [qr_png(link)]


def test_no_preview_of_another_document_is_left_in_the_file():
    assert not any("thumbnail" in name for name in parts(drawn("reply_letter")))


def test_hanging_indents_are_written_as_such():
    document = parts(drawn("reply_letter", attachments=["现场照片", "验收单"]))["word/document.xml"].decode()

    assert "w:hanging=" in document
    assert not re.findall(r'w:firstLine="-', document)


def test_signs_that_xml_cannot_hold_are_left_out():
    document = parts(drawn("evaluation_form", matter_title="路灯\x0b不亮\x00"))["word/document.xml"].decode()

    assert "路灯不亮" in document


@pytest.mark.parametrize("kind", KINDS)
def test_properties_stand_in_the_order_of_the_schema(kind):
    """Word calls a file damaged in which they do not."""
    order = [
        *("keepNext", "framePr", "widowControl", "pBdr", "overflowPunct", "autoSpaceDE", "autoSpaceDN"),
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "rPr"),
    ]
    for name, part in parts(drawn(kind)).items():
        if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
            for properties in re.findall(r"<w:pPr>(.*?)</w:pPr>", part.decode(), re.S):
                tags = re.findall(
                    r"<w:(\w+)", re.sub(r"<w:(rPr|pBdr)>.*?</w:\1>", r"<w:\1/>", properties, flags=re.S)
                )
                known = [tag for tag in tags if tag in order]
                assert known == sorted(known, key=order.index)
