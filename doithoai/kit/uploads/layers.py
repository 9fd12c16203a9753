"""Hidden layers: what is seen only when somebody switches it on.

The pages are written anew without layers, so what a hidden one holds would be seen by everybody:
such a document is refused (ISO 32000, 8.11).
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from doithoai.kit.apart import Wrong

MOST_ANNOTATIONS = 3_000  # fields too: 50 for each of 60 pages
_BY_USAGE = {"/View": "/ViewState", "/Print": "/PrintState", "/Export": "/ExportState"}
_BY_READER = {"/Zoom", "/User", "/Language"}
_HIDDEN = 1 << 1
_NOT_ON_SCREEN = 1 << 5


def prove_nothing_hidden(given: Pdf) -> None:
    """Raises Wrong when a layer is off, may go off by itself, or is seen on paper only."""
    layers = given.Root.get("/OCProperties")
    if layers is None:
        return
    shown = layers.get("/D", pikepdf.Dictionary())
    is_off = shown.get("/BaseState", Name.ON) != Name.ON or len(shown.get("/OFF", ())) > 0
    if is_off or any(_may_hide(one) for one in _named_layers(given)):
        raise Wrong("layers")


def drop_hidden_annotations(given: Pdf) -> None:
    """Before what the others show is drawn onto their page, where everything is seen.

    Raises Wrong for more of them than can be drawn: the work grows with the square.
    """
    left = MOST_ANNOTATIONS
    for page in given.pages:
        left -= len(page.obj.get("/Annots", ()))
        if left < 0:
            raise Wrong("large_inside")
        for at in reversed(range(len(page.obj.get("/Annots", ())))):
            note = page.obj.Annots[at]
            flags = int(note.get("/F", 0)) if isinstance(note, pikepdf.Dictionary) else 0
            if flags & (_HIDDEN | _NOT_ON_SCREEN):
                del page.obj.Annots[at]


def _named_layers(given: Pdf) -> Iterator[Any]:
    """Every object, and what lies directly in one where a layer may be named."""
    for one in given.objects:
        yield one
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one.get("/OC")
            for place in (one, one.get("/Resources", pikepdf.Dictionary())):
                yield from place.get("/Properties", pikepdf.Dictionary()).values()


def _may_hide(one: Any) -> bool:
    """Whether a layer, or a rule about several, can hide something while all of them are on."""
    if not isinstance(one, pikepdf.Dictionary):
        return False
    if one.get("/Type") == Name.OCMD:
        return "/VE" in one or one.get("/P", Name.AnyOn) not in (Name.AnyOn, Name.AllOn)
    if one.get("/Type") != Name.OCG or "/Usage" not in one:
        return False
    usage: Any = one.Usage
    states = (usage[kind].get(state) for kind, state in _BY_USAGE.items() if kind in usage)
    return Name.OFF in states or any(kind in usage for kind in _BY_READER)
