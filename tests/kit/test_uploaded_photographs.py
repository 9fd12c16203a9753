"""A photograph looks afterwards as it looked when it was sent, however its colours are written."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops

from doithoai.kit.errors import Invalid
from doithoai.kit.uploads.door import remake

SIZE = (64, 32)
RISE = Image.linear_gradient("L").resize(SIZE)
"""Black above, white below."""
HALF = Image.new("L", SIZE, 128)
COLOURS = Image.merge("RGB", (RISE, HALF, RISE.transpose(Image.Transpose.FLIP_TOP_BOTTOM)))


def written(picture: Image.Image, form: str, **options: Any) -> bytes:
    drawn = BytesIO()
    picture.save(drawn, form, **options)
    return drawn.getvalue()


def remade(content: bytes) -> Image.Image:
    made = remake(BytesIO(content), len(content))
    return Image.open(BytesIO(made.content))


def deep(grey: Image.Image) -> Image.Image:
    """With 16 bits."""
    return grey.convert("I").point(lambda value: value * 257).convert("I;16")


def palette() -> Image.Image:
    """Left red, right blue."""
    drawn = Image.new("P", SIZE, 1)
    drawn.putpalette([255, 0, 0, 0, 0, 255])
    drawn.paste(0, (0, 0, SIZE[0] // 2, SIZE[1]))
    return drawn


def red_and_white() -> Image.Image:
    drawn = palette()
    drawn.putpalette([255, 0, 0, 255, 255, 255])
    return drawn


def on_white(grey: Image.Image) -> Image.Image:
    """As half of it is seen through."""
    return grey.point(lambda value: (value + 255) // 2)


LIKE = {
    "grey of 8 bits": (written(RISE, "PNG"), RISE),
    "grey of 16 bits": (written(deep(RISE), "PNG"), RISE),
    "grey of 16 bits, one of them seen through": (
        written(deep(HALF), "PNG", transparency=128 * 257),
        Image.new("L", SIZE, 255),
    ),
    "grey half seen through": (written(Image.merge("LA", (RISE, HALF)), "PNG"), on_white(RISE)),
    "colours half seen through": (
        written(Image.merge("RGBA", (*COLOURS.split(), HALF)), "WEBP", lossless=True),
        on_white(COLOURS),
    ),
    "inks": (written(COLOURS.convert("CMYK"), "JPEG", quality=95), COLOURS),
    "a palette": (written(palette(), "PNG"), palette()),
    "a palette with a colour seen through": (
        written(palette(), "PNG", transparency=1),
        red_and_white(),
    ),
    "black and white": (written(RISE.convert("1", dither=Image.Dither.NONE), "PNG"),
                        RISE.convert("1", dither=Image.Dither.NONE)),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "seen"), LIKE.values(), ids=LIKE)
def test_it_looks_as_it_was_sent(sent: bytes, seen: Image.Image) -> None:
    made, expected = remade(sent), seen.convert("RGB")
    assert made.size == SIZE
    for at in [(x, y) for x in (4, 59) for y in (3, 12, 28)]:
        difference = ImageChops.difference(made, expected).getpixel(at)
        assert isinstance(difference, tuple)
        assert max(difference) < 12, at


def test_lines_of_black_on_white_are_smoothed_when_made_smaller() -> None:
    """A scan of 1 bit keeps its thin lines: every other one is not lost."""
    lines = Image.new("1", (8000, 8), 1)
    for x in range(0, 8000, 4):
        lines.paste(0, (x, 0, x + 1, 8))
    made = remade(written(lines, "PNG")).convert("L").crop((100, 0, 1900, 1))
    assert not any(made.histogram()[:150])  # neither a line in its full black
    assert not any(made.histogram()[230:])  # nor one that is lost


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_is_unpacked_as_a_whole_may_be_as_large_as_a_telephone_makes_it(form: str) -> None:
    assert remade(written(Image.new("L", (4032, 3024)), form)).size == (2000, 1500)
    with pytest.raises(Invalid):
        remade(written(Image.new("L", (4100, 3100)), form))


def test_a_jpeg_may_be_larger_for_it_is_decoded_smaller() -> None:
    assert remade(written(Image.new("L", (8000, 6000)), "JPEG")).size == (2000, 1500)
