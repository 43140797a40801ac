"""A photo drawn anew: upright, at most 1600 pixels wide or high, JPEG, and nothing in it but the picture."""

import io
import warnings
from typing import IO, NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from huiyin.files.refusals import UploadRefused

LONGEST_SIDE = 1600
MAX_PIXELS = 64_000_000  # a larger one would fill the server's memory
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    RuntimeError,
    IndexError,
    TypeError,
    KeyError,
    MemoryError,
)


register_heif_opener()  # phones' HEIC


class Photo(NamedTuple):
    jpeg: bytes
    width: int
    height: int


def redrawn(content: IO[bytes], name: str) -> Photo:
    """Draw the photo anew. Raises UploadRefused when it is damaged or has too many pixels."""
    try:
        content.seek(0)
        with Image.open(content, formats=FORMATS) as image:
            _require_pixels(image.width * image.height, name)
            return _as_jpeg(_upright_and_small(image))
    except BOMBS:
        raise _too_many_pixels(name) from None
    except BROKEN:
        raise UploadRefused(
            _("%(name)s is damaged or cut off and cannot be opened. Take or save the picture anew.")
            % {"name": name}
        ) from None


def _require_pixels(pixels: int, name: str) -> None:
    if pixels > MAX_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> UploadRefused:
    return UploadRefused(
        _("%(name)s has more than %(most)s million pixels. Save the picture smaller, then choose it again.")
        % {"name": name, "most": MAX_PIXELS // 1_000_000}
    )


def _upright_and_small(image: Image.Image) -> Image.Image:
    """Shrunk before it is turned: the camera's note on how it was held stays with it until then."""
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a broken EXIF block is thrown away in any case
        return ImageOps.exif_transpose(image)


def _as_jpeg(image: Image.Image) -> Photo:
    """Onto a white sheet of its own, which carries no EXIF, comment, profile or text of the old file."""
    sheet = Image.new("RGB", image.size, "white")
    picture = image.convert("RGBA") if image.has_transparency_data else image.convert("RGB")
    sheet.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    stored = io.BytesIO()
    sheet.save(stored, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Photo(stored.getvalue(), sheet.width, sheet.height)
