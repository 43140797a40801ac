"""What is no ledger is refused with a sentence; other layouts are understood."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.matters.actions.importing import import_ledger
from huiyin.matters.actions.settings import add_field
from huiyin.matters.imports.drafts import Status
from huiyin.matters.imports.workbook import MOST_BYTES, UnreadableWorkbook, read_workbook
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.ledgers import HEADINGS, NOW, imported, proposed, row, said, saved, workbook
from huiyin.people.actions.roster import close_unit
from huiyin.people.models import Deputy
from huiyin.people.tests import cast


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def far_away():
    book = openpyxl.Workbook()
    book.active["A1"] = "序号"
    book.active["XFD1048576"] = "x"
    return saved(book)


def altered(change, rename=None):
    """A good ledger whose parts are written anew: `change` rewrites a part, `rename` moves it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(row()))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            to = (rename or {}).get(name, name)
            new.writestr(to, change(to, old.read(name)), zipfile.ZIP_DEFLATED)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FAR = b"<row r='9'><c r='AAA3000' t='n'><v>1</v></c></row></sheetData>"


def with_far_cell(name, content):
    return content.replace(b"</sheetData>", FAR) if b"</sheetData>" in content else content


def moved(name, content):
    return with_far_cell(name, content).replace(b"worksheets/sheet1.xml", b"tabs/one.bin")


def unnamed_cells(name, content):
    """Cells that do not say where they stand are counted from the row's beginning."""
    cells = b"<row r='10000'/><row><c><v>1</v></c></row></sheetData>"
    return content.replace(b"</sheetData>", cells)


def lying_size():
    """Its directory says that the shared strings unpack to nine bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b" " * (101 * 1024 * 1024))
        archive.getinfo("xl/sharedStrings.xml").file_size = 9
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + b"x" * MOST_BYTES, "more than 5 MB"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (OLE + "Workbook".encode("utf-16-le"), "old Office file"),
        (zipped(word__document_xml="<w/>"), "Word document"),
        (zipped(readme_xml="x"), "no workbook"),
        (b"a;b;c\n1;2;3\n", "no workbook"),
        (b"PK\x03\x04 cut off", "damaged"),
        (zipped(xl__workbook_xml="<workbook/>"), "damaged"),
        (
            zipped(xl__workbook_xml="<w/>", xl__media_xml=b"\0" * (101 * 1024 * 1024)),
            "unpack to more than 100 MB",
        ),
        (far_away(), "Cell XFD1048576 has an entry"),
        (altered(with_far_cell), "Cell AAA3000 has an entry"),
        (altered(moved, {SHEET: "xl/tabs/one.bin"}), "Cell AAA3000 has an entry"),
        (altered(unnamed_cells), "Cell R10001C1 has an entry"),
        (altered(lambda name, part: part.replace(b"<sheetData", b"<!DOCTYPE a><sheetData")), "damaged"),
        (lying_size(), "unpack to more than 100 MB"),
        (saved(openpyxl.Workbook()), "The workbook is empty"),
    ],
    ids=[
        "empty",
        "huge",
        "locked",
        "xls",
        "docx",
        "archive",
        "csv",
        "cut",
        "hollow",
        "bomb",
        "far",
        "quotes",
        "moved",
        "unnamed",
        "doctype",
        "lying",
        "blank",
    ],
)
def test_a_file_that_is_no_ledger_is_refused_with_a_sentence(content, sentence):
    with override("en"), pytest.raises(UnreadableWorkbook, match=sentence):
        read_workbook(content)


def test_a_workbook_without_headings_is_refused(township):
    with pytest.raises(UnreadableWorkbook), override("en"):
        proposed(workbook(headings=("甲", "乙", "丙")), township)


def test_other_order_other_words_and_merged_cells_are_understood(township):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"] = "清溪镇十三届人大三次会议代表建议"
    sheet.merge_cells("B2:H2")
    for column, heading in enumerate(
        ("测评", "答复类别", "承办单位", "案 由", "代表姓名", "建议号", "交办时间", "回复日期"), 2
    ):
        sheet.cell(5, column, heading)
    rows = [
        ("满意", "A", "镇公路站", "关于修桥的建议", "李兰芳", "第1号", "2024.7.1", "2024.9.1"),
        ("较满意", "B类", None, "关于修路的建议", "李兰芳", "第2号", "2024.7.1", "2024.9.2"),
    ]
    for index, cells in enumerate(rows, 6):
        for column, cell in enumerate(cells, 2):
            sheet.cell(index, column, cell)
    sheet.merge_cells("D6:D7")

    imported(saved(book), township)

    matters = Matter.objects.of(township).order_by("serial").select_related("lead_unit")
    assert [(m.short_number, m.title, m.lead_unit.name, m.claim) for m in matters] == [
        ("1号", "关于修桥的建议", "镇公路站", "A"),
        ("2号", "关于修路的建议", "镇公路站", "B"),
    ]
    assert [m.evaluations.get().result for m in matters] == ["satisfied", "fairly"]


def test_the_person_can_say_what_a_column_means(township):
    headings = tuple("说法" if heading == "案由" else heading for heading in HEADINGS)
    content = workbook(row(), headings=headings)

    guessed = proposed(content, township)
    told = proposed(content, township, columns={0: {1: "title", 9: ""}})

    assert said(guessed.refused) == [("台账", "A3")]
    assert [draft.title for draft in told.having(Status.NEW)] == ["关于修桥的建议"]


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"案由": ""}, "B3"),
        ({"案由": "关" * 121}, "B3"),
        ({"领衔代表": ""}, "D3"),
        ({"领衔代表": "3组"}, "D3"),
        ({"交办日期": "2024.2.30"}, "F3"),
        ({"答复日期": "2024.6.30"}, "G3"),
        ({"答复日期": "2025.3.11"}, "G3"),
        ({"办理结果": "E"}, "H3"),
        ({"代表测评": "还行"}, "I3"),
        ({"内容": "=HYPERLINK(1)"}, "C3"),
        ({"备注": "#REF!"}, "J3"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row(township, changes, cell):
    proposal = proposed(workbook(row(**changes)), township)

    assert (said(proposal.refused), proposal.rows) == ([("台账", cell)], [])


@pytest.mark.parametrize(
    ("changes", "cell", "state"),
    [
        ({"交办日期": ""}, "F3", "registered"),
        ({"主办单位": ""}, "E3", "registered"),
        ({"答复日期": ""}, "G3", "in_hand"),
        ({"办理结果": "", "代表测评": ""}, "H3", "in_hand"),
    ],
)
def test_what_is_missing_is_warned_of_and_the_rest_imported(township, session, changes, cell, state):
    proposal = proposed(workbook(row(**changes)), township)

    imported(workbook(row(**changes)), township)

    assert ("台账", cell) in said(proposal.warnings)
    assert Matter.objects.of(township).get().state == state


def test_two_deputies_of_one_name_are_not_guessed_apart(township, lead):
    cast.deputy(township, lead.name)

    assert said(proposed(workbook(row()), township).refused) == [("台账", "D3")]


def test_a_row_that_stands_twice_is_imported_once(township):
    proposal = proposed(workbook(row(), row()), township)

    assert said(proposal.refused) == [("台账", "A4")]
    assert len(proposal.rows) == 1


def test_a_ledger_without_session_asks_for_it(township):
    content = workbook(row(), title="代表建议台账")

    assert said(proposed(content, township).refused) == [("台账", "A3")]
    imported(content, township, term=13, session=2)
    assert Matter.objects.of(township).get().number == "镇十三届人大二次会议第1号建议"


def test_a_number_that_the_town_has_given_cannot_be_kept(township, session):
    imported(workbook(row()), township)

    proposal = proposed(workbook(row(案由="关于修路的建议")), township)

    assert [row.serial for row in proposal.rows] == [2]
    assert said(proposal.warnings) == [("台账", "A3")]


def test_headings_totals_and_notes_between_the_rows_are_no_matters(township):
    total = ("合计", "2件") + ("",) * 8
    proposal = proposed(workbook(row(), HEADINGS, total, (2,) + ("",) * 9, ("注：按年度装订",)), township)

    assert said(proposal.skipped) == [("台账", f"A{number}") for number in (4, 5, 6, 7)]
    assert len(proposal.rows) == 1


def test_an_import_that_fails_leaves_nothing(township, water_station, english):
    content = workbook(row(), row(序号=2, 案由="关于水渠的建议", 主办单位="镇水利站"))
    ledger = proposed(content, township).ledger
    close_unit(water_station, **cast.acting())  # between the preview and the import
    entries = Entry.objects.of(township).count()

    with override("en"), pytest.raises(ActRefused, match=r"row 4: .*closed.* Nothing was imported"):
        import_ledger(township, ledger=ledger, by=None, at=NOW, act_id=uuid7())

    assert not Matter.objects.of(township).exists()
    assert not Deputy.objects.of(township).exists()
    assert Entry.objects.of(township).count() == entries


def test_another_town_imports_the_same_ledger_for_itself(township, other_township):
    imported(workbook(row()), township)

    assert imported(workbook(row()), other_township).imported == 1


def of_field(word):
    """A ledger of one matter in this field of work."""
    return workbook((*row(), word), headings=(*HEADINGS, "类别（领域）"))


@pytest.fixture
def town_fields(township):
    for name in ("水利设施", "集镇建设"):
        add_field(township, name=name, by=None, at=NOW, act_id=uuid7())


@pytest.mark.usefixtures("town_fields")
@pytest.mark.parametrize(
    ("word", "said", "field"),
    [
        ("城镇建设", {}, "集镇建设"),  # other words for the same
        ("水利设施", {}, "水利设施"),  # the town's own
        ("林业", {}, "林业"),  # no known word: new
        ("城镇建设", {"城镇建设": ""}, "城镇建设"),  # the clerk wants it new
        ("林业", {"林业": "集镇建设"}, "集镇建设"),  # the clerk says what it means
        ("林业", {"林业": "无此领域"}, "林业"),  # what the town does not have cannot be chosen
    ],
)
def test_a_ledgers_field_becomes_the_towns_own(township, word, said, field):
    proposal = proposed(of_field(word), township, fields=said)

    assert [one.field for one in proposal.rows] == [field]
    assert proposal.new["fields"] == ([] if field in ("水利设施", "集镇建设") else [field])


@pytest.mark.usefixtures("town_fields")
def test_the_preview_proposes_the_field_and_takes_another(client, township, clerk):
    client.force_login(clerk)
    book = SimpleUploadedFile("台账.xlsx", of_field("城镇建设"))
    preview = client.post(reverse("matters:import", args=["qingxi"]), {"file": book}).url

    page = client.get(preview).content.decode()
    client.post(f"{preview}?field:城镇建设=水利设施", {"act_id": str(uuid7())})

    assert '<option value="集镇建设" selected>' in page
    assert Matter.objects.of(township).get().field.name == "水利设施"
