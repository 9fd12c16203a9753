"""Neutral photographs for the illustration: a road, a canal, a lamp, drawn and not taken."""

import io
from collections.abc import Callable
from itertools import cycle
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE: Final = (640, 420)
HORIZON: Final = 190


def _road(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(290, HORIZON), (350, HORIZON), (560, 420), (80, 420)], fill="#8d8f94")
    for top in range(HORIZON + 20, 420, 60):
        draw.rectangle((316, top, 324, top + 30), fill="#f2efe4")


def _canal(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(280, HORIZON), (360, HORIZON), (500, 420), (140, 420)], fill="#5f93a8")
    draw.line([(280, HORIZON), (140, 420)], fill="#b9b4a6", width=12)
    draw.line([(360, HORIZON), (500, 420)], fill="#b9b4a6", width=12)


def _lamp(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((312, 80, 322, 400), fill="#5a5f66")
    draw.rectangle((312, 80, 400, 90), fill="#5a5f66")
    draw.ellipse((380, 84, 424, 112), fill="#f5dd8a")


_MOTIFS: Final[tuple[Callable[[ImageDraw.ImageDraw], None], ...]] = (_road, _canal, _lamp)


class Pictures:
    """Uploads of drawn pictures, one motif after the other."""

    def __init__(self) -> None:
        self._motifs = cycle(_MOTIFS)

    def upload(self) -> SimpleUploadedFile:
        picture = Image.new("RGB", SIZE, "#c9dcE6".lower())
        draw = ImageDraw.Draw(picture)
        draw.rectangle((0, HORIZON, *SIZE), fill="#9db884")
        next(self._motifs)(draw)
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=75)
        return SimpleUploadedFile("minh-hoa.jpg", target.getvalue(), "image/jpeg")
