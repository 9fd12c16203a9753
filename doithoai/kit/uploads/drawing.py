"""Only what draws stays in a document: the keys, the streams and the words of ISO 32000 that do.

What has no part in it goes, whatever it is called: dates, titles, private data of programs,
thumbnails, other versions, actions, attached files, and what the marks in a text say of it
(``/ActualText`` and ``/Alt`` too: nobody sees whether they say the same as what is printed).
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    Dictionary,
    Name,
    Pdf,
    PdfInlineImage,
    Stream,
)

from doithoai.kit.apart import Wrong
from doithoai.kit.uploads import jbig2
from doithoai.kit.uploads.pictures import clean_stream, cleaned_picture, prove_words

OF_A_PAGE = {
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit",
    "/Resources", "/Contents", "/Group",
}  # fmt: skip
DRAWING = {
    # streams
    "/Type", "/Subtype", "/Length", "/Filter", "/DecodeParms", "/Predictor", "/Colors",
    "/BitsPerComponent", "/Columns", "/EarlyChange", "/K", "/EndOfLine", "/EncodedByteAlign",
    "/Rows", "/EndOfBlock", "/BlackIs1", "/DamagedRowsBeforeError", "/ColorTransform",
    "/JBIG2Globals",
    # what a page draws with
    "/Resources", "/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading",
    # pictures
    "/Width", "/Height", "/ImageMask", "/Mask", "/SMask", "/SMaskInData", "/Matte", "/Decode",
    "/Interpolate", "/Intent",
    # drawings, groups, patterns
    "/FormType", "/BBox", "/Matrix", "/Group", "/S", "/CS", "/I", "/PatternType", "/PaintType",
    "/TilingType", "/XStep", "/YStep",
    # shadings
    "/ShadingType", "/Background", "/AntiAlias", "/Domain", "/Function", "/Coords", "/Extend",
    "/BitsPerCoordinate", "/BitsPerFlag", "/VerticesPerRow",
    # functions
    "/FunctionType", "/Range", "/Size", "/BitsPerSample", "/Order", "/Encode", "/C0", "/C1",
    "/N", "/Functions", "/Bounds",
    # states and soft masks
    "/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/OP", "/op", "/OPM", "/BG", "/BG2", "/UCR",
    "/UCR2", "/TR", "/TR2", "/FL", "/SM", "/SA", "/BM", "/CA", "/ca", "/AIS", "/TK", "/G", "/BC",
    # colours
    "/WhitePoint", "/BlackPoint", "/Gamma", "/Colorants", "/Process", "/Components",
    # fonts
    "/Name", "/BaseFont", "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor", "/Encoding",
    "/ToUnicode", "/FontBBox", "/FontMatrix", "/CharProcs", "/DescendantFonts", "/CIDSystemInfo",
    "/Registry", "/Ordering", "/Supplement", "/DW", "/W", "/DW2", "/W2", "/CIDToGIDMap",
    "/BaseEncoding", "/Differences", "/CMapName", "/WMode", "/UseCMap", "/FontName",
    "/FontStretch", "/FontWeight", "/Flags", "/ItalicAngle", "/Ascent", "/Descent", "/Leading",
    "/CapHeight", "/XHeight", "/StemV", "/StemH", "/AvgWidth", "/MaxWidth", "/MissingWidth",
    "/FontFile", "/FontFile2", "/FontFile3", "/Length1", "/Length2", "/Length3", "/CIDSet",
}  # fmt: skip
TEXTS = {"/Registry", "/Ordering"}
"""The only ones of them whose value is a text."""
NAMED = {
    "/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/CharProcs",
    "/Colorants",
}  # fmt: skip
"""Under these lie things by names of the document's own."""
_WITH_WORDS = {"/Contents", "/Pattern/*", "/CharProcs/*", "/G"}
_DEFAULTS = {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"}
_PLAIN_COLOURS = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
_MARKS = {"BMC", "BDC", "EMC", "MP", "DP"}
_MAY_HOLD_NOTES = (b"%", b"BMC", b"BDC", b"EMC", b"MP", b"DP", b"ID")


def keep_what_draws(fresh: Pdf) -> None:
    """Raises Wrong for what cannot be cleaned for sure."""
    waiting: list[tuple[str, Any]] = []
    for page in fresh.pages:
        for key in set(page.obj.keys()) - OF_A_PAGE:
            del page.obj[key]
        for words in _contents(page.obj):
            prove_words(words)
        page.contents_coalesce()
        waiting += [pair for pair in _below("/Page", page.obj) if pair[0] != "/Parent"]
    seen: set[tuple[str, tuple[int, int]]] = set()  # a thing may be there for several purposes
    while waiting:
        key, thing = waiting.pop()
        if thing.is_indirect:
            if (key, thing.objgen) in seen:
                continue
            seen.add((key, thing.objgen))
        _clean(fresh, key, thing)
        waiting += _below(key, thing)


def _contents(page: Dictionary) -> Iterator[Stream]:
    given: Any = page.get("/Contents", ())
    for one in [given] if isinstance(given, Stream) else given:
        if isinstance(one, Stream):
            yield one


def _below(key: str, thing: Any) -> Iterator[tuple[str, Any]]:
    """What lies in it, each with the key that tells what it is for."""
    if isinstance(thing, Array):
        several = ((f"{key.removesuffix('[]')}[]", one) for one in thing)
    elif _is_named(key, thing):
        several = ((f"{key}/*", one) for one in thing.values())
    else:
        several = thing.items()
    return (pair for pair in several if isinstance(pair[1], Array | Dictionary | Stream))


def _is_named(key: str, thing: Any) -> bool:
    return key in NAMED and isinstance(thing, Dictionary) and "/ShadingType" not in thing


def _clean(fresh: Pdf, key: str, thing: Any) -> None:
    if isinstance(thing, Array):
        _forget_profile(thing)
    elif _is_named(key, thing):
        _forget_strangers(key, thing)
    else:
        _forget_notes(thing)
    if isinstance(thing, Stream):
        clean_stream(fresh, thing)
        if key == "/JBIG2Globals":
            thing.write(jbig2.without_comments(thing.read_bytes()))
        elif key in _WITH_WORDS or thing.get("/Subtype") == Name.Form:
            prove_words(thing)
            _forget_marks(fresh, thing)


def _forget_notes(thing: Any) -> None:
    for key in list(thing.keys()):
        is_text = isinstance(thing[key], pikepdf.String)
        if key not in DRAWING or (is_text and key not in TEXTS):
            del thing[key]


def _forget_strangers(key: str, thing: Dictionary) -> None:
    """Programs in PostScript among what is drawn; what plain colours are to be taken for."""
    for name, one in list(thing.items()):
        is_drawn = key != "/XObject" or one.get("/Subtype") in (Name.Image, Name.Form)
        if not is_drawn or (key == "/ColorSpace" and name in _DEFAULTS):
            del thing[name]


def _forget_profile(colours: Array) -> None:
    """A profile may name an owner and a screen: what kind of colours they are is enough."""
    if len(colours) == 2 and colours[0] == Name.ICCBased:
        profile: Any = colours[1]
        if profile.read_bytes()[16:20] == b"Lab ":
            raise Wrong("unclean")
        colours[0] = _PLAIN_COLOURS[int(profile.N)]
        del colours[1]


def _forget_marks(fresh: Pdf, words: Stream) -> None:
    """Remarks, and marks with what they say; the layers among them are known to be seen."""
    written = words.read_bytes()
    if not any(sign in written for sign in _MAY_HOLD_NOTES):
        return
    parts: list[bytes] = []
    kept: list[Any] = []
    for one in pikepdf.parse_content_stream(words):
        if isinstance(one, ContentStreamInlineImage):
            parts += [pikepdf.unparse_content_stream(kept), _inline_picture(fresh, one.iimage)]
            kept = []
        elif str(one.operator) not in _MARKS:
            kept.append(one)
    words.write(b"\n".join([*parts, pikepdf.unparse_content_stream(kept)]))


def _inline_picture(fresh: Pdf, picture: PdfInlineImage) -> bytes:
    about: Any = picture.obj
    cleaned = cleaned_picture(fresh, about, picture.read_raw_bytes)
    if cleaned is None:
        return picture.unparse()
    _forget_notes(about)
    inside = about.unparse().removeprefix(b"<<").removesuffix(b">>")
    return b"BI%bID %b\nEI" % (inside, cleaned)
