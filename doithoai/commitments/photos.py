"""Photographs as evidence: decoded and encoded anew, so that metadata and tricks are gone."""

import io
import uuid
import warnings
from typing import IO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from doithoai.kit.errors import Invalid

LARGEST_FILE = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600


def reencode(upload: IO[bytes], size: int) -> ContentFile[bytes]:
    """A JPEG of at most 1600 pixels a side under a random name; Invalid when it is no picture."""
    if size > LARGEST_FILE:
        raise Invalid(_("The photograph is larger than 15 MB."), field="photo")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=("JPEG", "PNG", "WEBP")) as picture:
                return _as_jpeg(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _not_a_picture() from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _not_a_picture() from error


def _as_jpeg(picture: Image.Image) -> ContentFile[bytes]:
    if picture.width * picture.height > MOST_PIXELS:
        raise _not_a_picture()
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    target = io.BytesIO()
    plain.save(target, "JPEG", quality=82, optimize=True)
    return ContentFile(target.getvalue(), name=f"{uuid.uuid4().hex}.jpg")


def _not_a_picture() -> Invalid:
    return Invalid(
        _("This file is not a photograph that can be read (JPEG, PNG or WebP)."), field="photo"
    )
