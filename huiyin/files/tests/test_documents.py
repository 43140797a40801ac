import io
import zipfile

import pytest

from huiyin.files.refusals import UploadRefused
from huiyin.files.tests.factories import PDF, excel_file, old_office, picture, upload, with_entry, word_file
from huiyin.files.uploads import check_upload, check_uploads, clean_name

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("答复.pdf", PDF, "application/pdf"),
        ("答复.PDF", PDF + b"\r\n\x00", "application/pdf"),
        ("建议.docx", word_file(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("台账.xlsx", excel_file(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("旧件.doc", old_office("Root Entry", "WordDocument"), "application/msword"),
        ("旧表.xls", old_office("Root Entry", "Workbook"), "application/vnd.ms-excel"),
        ("九五.xls", old_office("Root Entry", "Book"), "application/vnd.ms-excel"),
        ("记录.txt", "路灯不亮\r\n".encode(), "text/plain; charset=utf-8"),
        ("记录.txt", "路灯不亮".encode("gb18030"), "text/plain; charset=utf-8"),
        ("记录.txt", "路灯不亮".encode("utf-16"), "text/plain; charset=utf-8"),
    ],
)
def test_documents_of_an_office_are_taken_as_they_are(name, content, content_type):
    checked = check_upload(upload(name, content))

    assert (checked.kind, checked.name, checked.content_type) == ("document", name, content_type)
    checked.content.seek(0)
    assert checked.content.read() == content


@pytest.mark.parametrize("name", ["drawing.svg", "drawing.png", "drawing.jpg", "drawing.pdf", "drawing.txt"])
@pytest.mark.parametrize("content", [SVG, HTML, SVG.decode().encode("utf-16"), b"\xef\xbb\xbf  " + HTML])
def test_pages_and_drawings_are_refused_under_every_name(name, content):
    with pytest.raises(
        UploadRefused, match=f"^{name} is by its content a web page, a drawing \\(SVG\\) or a script"
    ):
        check_upload(upload(name, content))


@pytest.mark.parametrize(
    "content", [b"#!/bin/sh\nrm -rf ~\n", b"<?php system($_GET[0]);", b"<?xml version='1.0'?><a/>"]
)
def test_scripts_are_refused_as_text(content):
    with pytest.raises(UploadRefused, match="a script"):
        check_upload(upload("note.txt", content))


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"Rar!\x1a\x07\x01\x00",
        b"\x1f\x8b\x08\x00",
        b"\xff" * 99,
    ],
)
def test_programs_and_other_archives_are_refused(content):
    with pytest.raises(UploadRefused, match="of a kind that is not accepted"):
        check_upload(upload("setup.txt", content))


def test_a_plain_archive_is_refused():
    with pytest.raises(UploadRefused, match=r"^photos\.zip is an archive\. Unpack it"):
        check_upload(upload("photos.zip", with_entry(b"", "a.jpg", picture())))


@pytest.mark.parametrize("name", ["答复.docx", "答复.doc", "答复.txt", "答复", "答复.pdf.exe"])
def test_a_wrong_ending_is_named(name):
    with pytest.raises(UploadRefused, match=r"is a \.pdf file by its content, but not by its name"):
        check_upload(upload(name, PDF))


def test_a_document_that_unpacks_to_a_flood_is_refused():
    bomb = with_entry(word_file(), "word/media/flood.bin", [bytes(10_000_000)] * 21)
    assert len(bomb) < 1_000_000

    with pytest.raises(UploadRefused, match=r"^bomb\.docx would unpack to more than 200 MB"):
        check_upload(upload("bomb.docx", bomb))


def test_a_document_of_countless_parts_is_refused():
    packed = io.BytesIO(word_file())
    with zipfile.ZipFile(packed, "a") as archive:
        for number in range(5_001):
            archive.writestr(f"word/{number}", b"")

    with pytest.raises(UploadRefused, match="would unpack"):
        check_upload(upload("many.docx", packed.getvalue()))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", with_entry(word_file(), "word/vbaProject.bin", b"macro")),
        ("a.xlsx", with_entry(excel_file(), "xl/vbaProject.bin", b"macro")),
        ("a.doc", old_office("WordDocument", "_VBA_PROJECT")),
    ],
)
def test_macros_are_refused(name, content):
    with pytest.raises(UploadRefused, match="holds macros"):
        check_upload(upload(name, content))


def test_a_document_locked_with_a_password_is_refused():
    with pytest.raises(UploadRefused, match="locked with a password"):
        check_upload(upload("a.docx", old_office("EncryptionInfo", "EncryptedPackage")))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF + with_entry(b"", "Evil.class", b"\xca\xfe")),
        ("a.pdf", PDF + b"MZ\x90\x00 a program behind the end"),
        ("a.docx", with_entry(word_file(), "Evil.class", b"\xca\xfe")),
        ("a.doc", old_office("WordDocument") + with_entry(b"", "x", b"y")),
    ],
)
def test_a_file_that_is_two_things_at_once_is_refused(name, content):
    with pytest.raises(UploadRefused, match="hides a second file or a program"):
        check_upload(upload(name, content))


def test_an_archive_s_comment_may_hide_nothing():
    packed = io.BytesIO(word_file())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.comment = b"<a program>"

    with pytest.raises(UploadRefused, match="hides a second file"):
        check_upload(upload("a.docx", packed.getvalue()))


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", PDF[:40]), ("a.docx", word_file()[:2000]), ("a.xlsx", excel_file()[:-30])]
)
def test_a_document_cut_off_is_refused(name, content):
    with pytest.raises(UploadRefused, match="damaged or cut off"):
        check_upload(upload(name, content))


def test_an_empty_file_is_refused():
    with pytest.raises(UploadRefused, match=r"^答复\.pdf is empty \(0 bytes\)"):
        check_upload(upload("答复.pdf", b""))


def test_a_file_too_large_is_refused(settings):
    settings.HUIYIN_UPLOAD_MB = 1

    with pytest.raises(UploadRefused, match=r"^a\.txt has 1\.1 MB; at most 1 MB are accepted"):
        check_upload(upload("a.txt", b"a" * 1_150_000))


def test_ten_files_at_once_are_too_many():
    with pytest.raises(UploadRefused, match="You chose 10 files; at most 9"):
        check_uploads([upload("a.pdf", PDF)] * 10)
    assert len(check_uploads([upload("a.pdf", PDF)] * 9)) == 9


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\桌面\\答复.pdf", "答复.pdf"),
        ("答\u202e复\x00\n.pdf", "答复.pdf"),
        ("  两个   空格.pdf ", "两个 空格.pdf"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
        ("", "file"),
        ("..", "file"),
        ("/", "file"),
    ],
)
def test_the_name_is_kept_without_folders_and_signs_that_deceive(sent, kept):
    assert clean_name(sent) == kept
