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
WATER, CONCRETE, DARK, RED = (96, 124, 132), (176, 172, 164), (70, 66, 60), (148, 74, 60)
WALL, TRUNK, LEAVES = (222, 214, 200), (92, 76, 60), (92, 116, 82)
HORIZON, HOUSES = 330, 0.7  # the line between sky and ground; how densely the houses stand
WATER_SCENES = {"ditch", "river", "well", "pump"}
TOWN_SCENES = {"school", "street", "parking", "clinic", "stage"}

Colour = tuple[int, int, int]


def photograph(scene: str) -> CheckedUpload:
    """A photo of a scene (`ditch`, `road`, `lamps` ...), the same for the same word."""
    chance = Random(zlib.crc32(scene.encode()))
    image = Image.new("RGB", SIZE, chance.choice(SKIES))
    pen = ImageDraw.Draw(image)
    _ground(pen, chance)
    _houses(pen, chance, RED if scene in TOWN_SCENES else DARK)
    far = 380 + chance.randint(-60, 120)
    _strip(pen, WATER if scene in WATER_SCENES else CONCRETE, far)
    if scene not in WATER_SCENES | TOWN_SCENES:
        _slabs(pen, far)
    _trees(pen, chance)
    content = io.BytesIO()
    softened = image.filter(ImageFilter.GaussianBlur(1.2))
    softened.save(content, format="JPEG", quality=85)
    return check_upload(SimpleUploadedFile(f"{scene}.jpg", content.getvalue(), content_type="image/jpeg"))


def _ground(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    width, height = SIZE
    hills = [(0, height)]
    hills += [(x, 260 + chance.randint(-40, 40)) for x in range(0, width + 121, 120)]
    pen.polygon([*hills, (width, height)], fill=(150, 164, 150))
    pen.rectangle((0, HORIZON, width, height), fill=chance.choice(GROUNDS))


def _strip(pen: ImageDraw.ImageDraw, colour: Colour, far: int) -> None:
    """A ditch, a road or a bridge that runs away from the eye."""
    width, height = SIZE
    pen.polygon([(far, HORIZON), (far + 60, HORIZON), (width - 120, height), (120, height)], fill=colour)
    pen.line([(far, HORIZON), (120, height)], fill=DARK, width=5)
    pen.line([(far + 60, HORIZON), (width - 120, height)], fill=DARK, width=5)


def _slabs(pen: ImageDraw.ImageDraw, far: int) -> None:
    """Slabs laid across the strip, closer together the further away."""
    width, height = SIZE
    for row in range(1, 12):
        share = (row / 12) ** 2
        y = HORIZON + share * (height - HORIZON)
        left, right = far + share * (120 - far), far + 60 + share * (width - 180 - far)
        pen.line([(left, y), (right, y)], fill=DARK, width=2 + row // 4)


def _houses(pen: ImageDraw.ImageDraw, chance: Random, roof: Colour) -> None:
    """A row of houses at the foot of the hills."""
    x = chance.randint(0, 60)
    while x < SIZE[0]:
        wide, high = chance.randint(70, 120), chance.randint(44, 70)
        if chance.random() < HOUSES:
            pen.rectangle((x, HORIZON - high, x + wide, HORIZON + 6), fill=WALL)
            pen.polygon(
                [
                    (x - 8, HORIZON - high),
                    (x + wide + 8, HORIZON - high),
                    (x + wide // 2, HORIZON - high - 34),
                ],
                fill=roof,
            )
            for window in range(x + 12, x + wide - 18, 30):
                pen.rectangle((window, HORIZON - high + 14, window + 14, HORIZON - high + 30), fill=DARK)
        x += wide + chance.randint(10, 50)


def _trees(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    """Trees on both sides, the nearer the larger."""
    for step in range(5):
        base = HORIZON + 30 + step * 55
        size = 34 + step * 16
        for x in (190 - step * 42 + chance.randint(-12, 12), 800 + step * 32 + chance.randint(-12, 12)):
            pen.rectangle((x - 4 - step, base - size, x + 4 + step, base), fill=TRUNK)
            pen.ellipse((x - size // 2, base - 2 * size, x + size // 2, base - size // 2), fill=LEAVES)
