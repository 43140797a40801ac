import io
import struct
import zlib

import pytest
from PIL import Image

from huiyin.files.refusals import UploadRefused
from huiyin.files.tests.factories import GPS, camera_exif, picture, upload
from huiyin.files.uploads import check_upload


def stored(checked):
    return Image.open(io.BytesIO(checked.content.read()))


def test_a_photo_becomes_a_jpeg_without_position_camera_and_comment():
    sent = picture(exif=camera_exif(), comment="张三的手机", xmp=b"<x:xmpmeta/>", dpi=(72, 72))
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS)

    checked = check_upload(upload("现场.jpg", sent))

    kept = stored(checked)
    assert (checked.kind, checked.content_type, checked.name) == ("photo", "image/jpeg", "现场.jpg")
    assert kept.format == "JPEG"
    assert dict(kept.getexif()) == {}
    assert not {"exif", "comment", "xmp", "icc_profile"} & set(kept.info)
    assert b"Handset" not in checked.content.getvalue()


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("HEIF", "heic"), ("HEIF", "heif")],
)
def test_photos_of_every_phone_are_taken(kind, ending):
    checked = check_upload(upload(f"IMG_0001.{ending}", picture(kind)))

    assert stored(checked).format == "JPEG"
    assert (checked.width, checked.height, checked.name) == (400, 300, "IMG_0001.jpg")


def test_a_heic_with_a_position_comes_out_without_it():
    sent = picture("HEIF", exif=camera_exif().tobytes())

    assert dict(stored(check_upload(upload("IMG_0002.HEIC", sent))).getexif()) == {}


def test_a_large_photo_is_shrunk_and_a_small_one_left():
    large, small = (
        check_upload(upload("a.jpg", picture(size=(4000, 3000)))),
        check_upload(upload("b.jpg", picture())),
    )

    assert stored(large).size == (large.width, large.height) == (1600, 1200)
    assert stored(small).size == (400, 300)


def test_a_photo_held_sideways_stands_upright():
    checked = check_upload(upload("a.jpg", picture(size=(2400, 1200), exif=camera_exif(orientation=6))))

    assert stored(checked).size == (checked.width, checked.height) == (800, 1600)


@pytest.mark.parametrize(
    ("mode", "colour"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("P", 0), ("L", 255), ("1", 1)]
)
def test_pictures_of_every_mode_come_out_in_colour_and_what_is_transparent_white(mode, colour):
    options = {"transparency": 0} if mode == "P" else {}

    kept = stored(check_upload(upload("stamp.png", picture("PNG", mode=mode, colour=colour, **options))))

    assert kept.mode == "RGB"
    assert kept.getpixel((10, 10)) == (255, 255, 255)


def test_a_print_in_four_colours_is_taken():
    assert stored(check_upload(upload("scan.jpg", picture(mode="CMYK", colour=(0, 0, 0, 0))))).mode == "RGB"


def test_what_was_hidden_behind_a_photo_is_gone():
    checked = check_upload(upload("a.jpg", picture() + b"PK\x03\x04<script>alert(1)</script>"))

    assert b"script" not in checked.content.getvalue()


def test_a_photo_needs_no_right_ending_among_photos():
    assert check_upload(upload("微信图片.png", picture("JPEG"))).name == "微信图片.jpg"
    assert check_upload(upload("blob", picture("JPEG"))).name == "blob.jpg"


def png_of(width, height):
    """The head of a picture of any size with next to no content: a bomb."""

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_001, 9_600, 30_000, 2_000_000])
def test_a_picture_that_would_fill_the_memory_is_refused(side):
    with pytest.raises(
        UploadRefused, match=r"^bomb\.png has more than 64 million pixels\. Save the picture smaller"
    ):
        check_upload(upload("bomb.png", png_of(side, side)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_cut_off_in_the_middle_is_refused(kind):
    noise = Image.effect_noise((300, 300), 90)
    drawn = io.BytesIO()
    noise.convert("RGB").save(drawn, kind)
    cut = drawn.getvalue()[: len(drawn.getvalue()) // 2]

    with pytest.raises(UploadRefused, match="damaged or cut off"):
        check_upload(upload("cut.jpg", cut))


@pytest.mark.parametrize("name", ["photo.pdf", "photo.docx", "photo.exe", "photo.svg"])
def test_a_picture_under_a_document_s_name_is_refused(name):
    with pytest.raises(UploadRefused, match=f"^{name} is a picture, but its name ends in"):
        check_upload(upload(name, picture()))


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_pictures_of_other_kinds_are_refused(kind):
    with pytest.raises(UploadRefused, match="of a kind that is not accepted"):
        check_upload(upload("drawing.png", picture(kind)))
