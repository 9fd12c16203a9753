"""PDF documents written anew: only what is printed on the pages goes over.

A new, empty document takes the pages over, and of what hangs on them only what draws: scripts,
actions, attached files, forms (XFA too), links, layers and metadata stay behind. What a form or a
comment shows is first drawn onto its page.
"""

import io
import zlib
from dataclasses import dataclass

import pikepdf
from pikepdf import Name, Pdf

from doithoai.kit.apart import Wrong
from doithoai.kit.uploads.drawing import keep_what_draws
from doithoai.kit.uploads.layers import drop_hidden_annotations, prove_nothing_hidden
from doithoai.kit.uploads.weight import prove_light, set_limits

MOST_PAGES = 60
_OF_ANOTHER_FORM = (ValueError, TypeError, LookupError, RuntimeError, AttributeError)
"""What a number where a dictionary should stand raises, and the like."""


@dataclass(frozen=True, slots=True)
class Paper:
    pages: int
    content: bytes
    was_signed: bool
    """A digital signature covers the bytes of a file: it does not survive in another."""


def remade_paper(source: bytes) -> Paper:
    """The PDF without anything that acts or that is not seen. Raises Wrong."""
    set_limits()
    try:
        with Pdf.open(io.BytesIO(source)) as given:
            return _remade(given)  # one that is locked against changes only is opened like others
    except pikepdf.PasswordError as error:
        raise Wrong("encrypted") from error
    except (pikepdf.PikepdfError, zlib.error, *_OF_ANOTHER_FORM) as error:
        raise Wrong("unreadable") from error


def _remade(given: Pdf) -> Paper:
    pages = len(given.pages)
    if not pages:
        raise Wrong("unreadable")
    if pages > MOST_PAGES:
        raise Wrong("pages")
    prove_light(given)
    prove_nothing_hidden(given)
    was_signed = any(_is_signature(one) for one in given.objects)
    drop_hidden_annotations(given)
    given.generate_appearance_streams()
    given.flatten_annotations("all")
    fresh = Pdf.new()
    fresh.pages.extend(given.pages)
    keep_what_draws(fresh)
    target = io.BytesIO()
    fresh.save(target, deterministic_id=True)
    return Paper(pages, target.getvalue(), was_signed)


def _is_signature(one: pikepdf.Object) -> bool:
    """A field that is signed; one that is still to be signed is none."""
    is_field = isinstance(one, pikepdf.Dictionary) and one.get("/FT") == Name.Sig
    return is_field and "/ByteRange" in one.get("/V", {})
