"""Photographs decoded and encoded anew, so that metadata and tricks are gone."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from doithoai.kit.apart import Wrong

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2000  # pixels; a photographed page of paper stays readable
FORMATS = ("JPEG", "PNG", "WEBP")


def remade_photo(source: bytes) -> bytes:
    """A JPEG of at most 2000 pixels a side; of a moving picture the first frame. Raises Wrong."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours
            with Image.open(io.BytesIO(source), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Wrong("pixels")
                return _as_jpeg(picture)
    except Image.DecompressionBombError as error:
        raise Wrong("pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Wrong("unreadable") from error


def _as_jpeg(picture: Image.Image) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is then decoded smaller at once
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        layered = upright.convert("RGBA")
        plain.paste(layered, mask=layered)
    else:
        plain.paste(upright.convert("RGB"))
    target = io.BytesIO()
    plain.save(target, "JPEG", quality=82, optimize=True)
    return target.getvalue()
