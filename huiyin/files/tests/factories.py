"""Real bytes: pictures made by Pillow, office files made by the libraries that write ours."""

import io
import zipfile
from datetime import UTC, datetime

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

AT = datetime(2024, 3, 1, 2, 30, tzinfo=UTC)
GPS = 0x8825
ORIENTATION = 0x0112
MODEL = 0x0110
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def upload(name, content):
    return SimpleUploadedFile(name, content)


def picture(kind="JPEG", size=(400, 300), *, mode="RGB", colour="teal", **options):
    drawn = io.BytesIO()
    Image.new(mode, size, colour).save(drawn, kind, **options)
    return drawn.getvalue()


def camera_exif(orientation=1):
    """What a phone writes: how it was held, its model, and where it stood."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MODEL] = "Handset 9"
    exif.get_ifd(GPS).update({1: "N", 2: (28.0, 48.0, 1.5), 3: "E", 4: (113.0, 4.0, 2.5)})
    return exif


def word_file():
    written = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("关于安装路灯的建议")
    document.save(written)
    return written.getvalue()


def excel_file():
    written = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "编号"
    book.save(written)
    return written.getvalue()


def with_entry(archive, name, content, compression=zipfile.ZIP_DEFLATED):
    """The office file with one more file packed into it."""
    packed = io.BytesIO(archive)
    with zipfile.ZipFile(packed, "a", compression) as target, target.open(name, "w") as entry:
        for piece in content if isinstance(content, list) else [content]:
            entry.write(piece)
    return packed.getvalue()


def old_office(*parts):
    """A compound file that names these parts, as .doc and .xls do."""
    return OLE + b"".join(part.encode("utf-16-le").ljust(128, b"\x00") for part in parts) + b"\x00" * 1024
