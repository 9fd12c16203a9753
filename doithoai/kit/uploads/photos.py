"""Photographs decoded and encoded anew, so that metadata and tricks are gone."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from doithoai.kit.apart import Wrong

MOST_PIXELS = 12_500_000  # a telephone's 4032 by 3024; all of them are unpacked
MOST_IN_JPEG = 50_000_000  # decoded at half, a quarter or an eighth of its size at once
LONGEST_SIDE = 2000  # pixels; a photographed page of paper stays readable
FORMATS = ("JPEG", "PNG", "WEBP")


def remade_photo(source: bytes) -> bytes:
    """A JPEG of at most 2000 pixels a side; of a moving picture the first frame. Raises Wrong."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours
            with Image.open(io.BytesIO(source), formats=FORMATS) as picture:
                is_unpacked = picture.format in ("PNG", "WEBP")
                most = MOST_PIXELS if is_unpacked else MOST_IN_JPEG
                if picture.width * picture.height > most:
                    raise Wrong("pixels")
                return _as_jpeg(picture)
    except Image.DecompressionBombError as error:
        raise Wrong("pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Wrong("unreadable") from error


def _as_jpeg(picture: Image.Image) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is then decoded smaller at once
    plain = _on_white(_with_eight_bits(ImageOps.exif_transpose(picture)))
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", plain.size)  # what is said of the other, Pillow would write as well
    bare.paste(plain)
    target = io.BytesIO()
    bare.save(target, "JPEG", quality=82, optimize=True)
    return target.getvalue()


def _with_eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits is scaled: Pillow's own conversion cuts off, which leaves a white page."""
    if picture.mode != "I;16":
        return picture
    scaled = picture.point(lambda grey: grey / 257).convert("L")
    if "transparency" in picture.info:
        scaled.info["transparency"] = picture.info["transparency"] // 257
    return scaled


def _on_white(picture: Image.Image) -> Image.Image:
    """In red, green and blue before it is made smaller: a palette and black on white then are
    smoothed like a photograph.
    """
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    plain = Image.new("RGB", picture.size, "white")
    plain.paste(layered, mask=layered)
    return plain
