"""Photos for verifications, drawn: sky, ground and something to look at. Nothing real is in them."""

import io
import zlib
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter

from huiyin.files.uploads import CheckedUpload, check_upload

SIZE = (960, 720)
SKIES = ((196, 214, 228), (214, 220, 222), (226, 219, 204))
GROUNDS = ((132, 122, 98), (118, 132, 92), (146, 138, 124))
WATER, CONCRETE, DARK, RED = (96, 124, 132), (176, 172, 164), (70, 66, 60), (164, 60, 48)


def photograph(scene: str) -> CheckedUpload:
    """A photo of a scene (`ditch`, `road`, `lamps` ...), the same for the same word."""
    chance = Random(zlib.crc32(scene.encode()))
    image = Image.new("RGB", SIZE, chance.choice(SKIES))
    pen = ImageDraw.Draw(image)
    _ground(pen, chance)
    _strip(pen, WATER if scene in ("ditch", "river", "well", "pump") else CONCRETE, chance)
    if scene == "covered":
        _slabs(pen)
    _things(pen, chance, RED if scene in ("school", "street", "parking") else DARK)
    content = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.2)).save(content, format="JPEG", quality=85)
    return check_upload(SimpleUploadedFile(f"{scene}.jpg", content.getvalue(), content_type="image/jpeg"))


def _ground(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    width, height = SIZE
    hills = [(0, height)]
    hills += [(x, 260 + chance.randint(-40, 40)) for x in range(0, width + 121, 120)]
    pen.polygon([*hills, (width, height)], fill=(150, 164, 150))
    pen.rectangle((0, 330, width, height), fill=chance.choice(GROUNDS))


def _strip(pen: ImageDraw.ImageDraw, colour: tuple[int, int, int], chance: Random) -> None:
    """A ditch, a road or a bridge that runs away from the eye."""
    width, height = SIZE
    far = 380 + chance.randint(-60, 120)
    pen.polygon([(far, 330), (far + 60, 330), (width - 120, height), (120, height)], fill=colour)
    pen.line([(far, 330), (120, height)], fill=DARK, width=5)
    pen.line([(far + 60, 330), (width - 120, height)], fill=DARK, width=5)


def _slabs(pen: ImageDraw.ImageDraw) -> None:
    for row in range(9):
        y = 350 + row * row * 5
        pen.line([(400 - row * 30, y), (470 + row * 42, y)], fill=DARK, width=3)


def _things(pen: ImageDraw.ImageDraw, chance: Random, colour: tuple[int, int, int]) -> None:
    """Posts, crates or cars along the edge."""
    for _thing in range(7):
        x, y = chance.randint(20, 900), chance.randint(330, 560)
        size = 18 + (y - 330) // 5
        pen.rectangle((x, y - size, x + size, y), fill=colour)
        pen.rectangle((x, y, x + size, y + 6), fill=DARK)
