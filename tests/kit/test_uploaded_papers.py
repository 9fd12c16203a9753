"""Of a PDF only what is printed on its pages is kept; what is hidden is never made visible."""

import zlib
from base64 import a85encode
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from doithoai.kit.errors import Invalid
from doithoai.kit.uploads.door import Remade, remake
from tests.kit.papers import SECRET, SHOWN, all_of, paper, picture, pictures_of, saved, showing

COLOURS = Image.merge("RGB", [Image.linear_gradient("L").resize((32, 32))] * 3)


def remade(pdf: Pdf) -> Remade:
    content = saved(pdf)
    return remake(BytesIO(content), len(content))


def drawn(form: str = "JPEG", **options: object) -> bytes:
    written = BytesIO()
    COLOURS.save(written, form, **options)
    return written.getvalue()


def segment(mark: int, content: bytes) -> bytes:
    return bytes([0xFF, mark]) + (len(content) + 2).to_bytes(2) + content


def after_the_first_scan(whole: bytes) -> bytes:
    second = whole.index(b"\xff\xda", whole.index(b"\xff\xda") + 2)
    table = whole.rindex(b"\xff\xc4", 0, second)  # its table of codes stands before it
    return whole[:table] + segment(0xE1, b"Exif\0\0" + SECRET) + whole[table:]


THUMBNAIL = segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\3\3" + (SECRET * 2)[:27])
EXIF = segment(0xE1, b"Exif\0\0" + SECRET)
JPEG = drawn()
JPEGS = {
    "in front of the picture": JPEG[:2] + EXIF + JPEG[2:],
    "in a comment": JPEG[:2] + segment(0xFE, SECRET) + JPEG[2:],
    "in its thumbnail": JPEG[:2] + THUMBNAIL + JPEG[20:],
    "in a colour mark that is too long": JPEG[:2]
    + segment(0xEE, b"Adobe\0\x64\0\0\0\0\1" + SECRET)
    + JPEG[2:],
    "after the first scan": after_the_first_scan(drawn(progressive=True)),
    "behind the end": JPEG + SECRET,
    "before the beginning": SECRET + JPEG,
}
DCT = Name.DCTDecode
CHAINS: dict[str, tuple[list[Name], Callable[[bytes], bytes]]] = {
    "as it is": ([DCT], bytes),
    "packed": ([Name.FlateDecode, DCT], zlib.compress),
    "as digits": ([Name.ASCIIHexDecode, DCT], lambda jpeg: jpeg.hex().encode() + b">"),
    "packed, as letters": (
        [Name.ASCII85Decode, Name.FlateDecode, DCT],
        lambda jpeg: a85encode(zlib.compress(jpeg)) + b"~>",
    ),
    "by runs": (
        [Name.RunLengthDecode, DCT],
        lambda jpeg: b"".join(bytes([0, one]) for one in jpeg) + b"\x80",
    ),
}


@pytest.mark.parametrize(("filters", "packed"), CHAINS.values(), ids=CHAINS)
def test_pictures_go_over_without_their_notes(
    filters: list[Name], packed: Callable[[bytes], bytes]
) -> None:
    pdf = paper()
    drawings = [picture(pdf, packed(jpeg), filters) for jpeg in JPEGS.values()]
    made = remade(showing(pdf, *drawings))
    assert SECRET not in all_of(made.content)
    assert SECRET[:9] not in all_of(made.content)
    expected = [
        Image.open(BytesIO(jpeg.removeprefix(SECRET))).convert("RGB").tobytes()
        for jpeg in JPEGS.values()
    ]
    assert sorted(one.tobytes() for one in pictures_of(made.content)) == sorted(expected)


def test_a_picture_that_stands_among_the_words_too() -> None:
    jpeg = JPEGS["in front of the picture"]
    head = b"q 90 0 0 90 0 0 cm BI /W 32 /H 32 /CS /RGB /BPC 8 /F [/AHx /DCT] ID "
    inline = head + jpeg.hex().encode() + b"> EI Q"
    pdf = paper(SHOWN + b" " + inline)
    tile = Dictionary(
        PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 90, 90], XStep=90, YStep=90,
        Resources=Dictionary(),
    )  # fmt: skip
    pattern = pdf.make_stream(inline, tile)
    pdf.pages[0].obj.Resources.Pattern = Dictionary(P=pattern)
    made = remade(pdf)
    with pikepdf.open(BytesIO(made.content)) as clean:
        page = clean.pages[0]
        for words in (page.obj, page.obj.Resources.Pattern.P):
            (inside,) = (
                one.iimage
                for one in pikepdf.parse_content_stream(words)
                if isinstance(one, pikepdf.ContentStreamInlineImage)
            )
            shown = Image.open(BytesIO(inside.read_raw_bytes()))
            assert shown.convert("RGB").tobytes() == COLOURS_OF_JPEG
    assert SECRET not in all_of(made.content)


COLOURS_OF_JPEG = Image.open(BytesIO(JPEG)).convert("RGB").tobytes()


def box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4) + kind + content


def test_a_picture_of_jpeg_2000_goes_over_without_boxes_and_comments() -> None:
    plain = drawn("JPEG2000", comment=SECRET)
    told = plain[:12] + box(b"xml ", SECRET) + plain[12:] + box(b"uuid", bytes(16) + SECRET)
    assert told.count(SECRET) == 3
    pdf = paper()
    made = remade(showing(pdf, picture(pdf, zlib.compress(told),
                                       [Name.FlateDecode, Name.JPXDecode])))  # fmt: skip
    assert SECRET not in all_of(made.content)
    with pikepdf.open(BytesIO(made.content)) as clean:
        inside = clean.pages[0].obj.Resources.XObject.I.read_raw_bytes()
    expected = Image.open(BytesIO(plain)).convert("RGB").tobytes()
    assert Image.open(BytesIO(inside)).convert("RGB").tobytes() == expected


def fax_of_segments(*segments: tuple[int, bytes]) -> bytes:
    """JBIG2 as in a document: each segment belongs to page 1 and refers to none."""
    return b"".join(
        number.to_bytes(4) + bytes([kind, 0, 1]) + len(data).to_bytes(4) + data
        for number, (kind, data) in enumerate(segments)
    )


def test_a_scan_of_jbig2_goes_over_without_comments() -> None:
    page = (48, (32).to_bytes(4) * 2 + bytes(11))
    told, plain = fax_of_segments((62, SECRET), page), fax_of_segments((62, b""), page)[11:]
    pdf = paper()
    shared = pdf.make_stream(told)
    grey = {"BitsPerComponent": 1, "ColorSpace": Name.DeviceGray}
    parameters = Dictionary(JBIG2Globals=shared)
    scan = picture(pdf, told, [Name.JBIG2Decode], DecodeParms=parameters, **grey)
    made = remade(showing(pdf, scan))
    assert SECRET not in all_of(made.content)
    with pikepdf.open(BytesIO(made.content)) as clean:
        kept = clean.pages[0].obj.Resources.XObject.I
        assert kept.read_raw_bytes() == plain == kept.DecodeParms.JBIG2Globals.read_bytes()


UNKNOWN = {
    "a filter of no standard": (b"abc", [Name.OfOurOwn]),
    "a picture packed before it is drawn": (JPEG, [DCT, Name.FlateDecode]),
    "no picture": (SECRET, [DCT]),
    "a picture with something between its parts": (JPEG[:20] + SECRET + JPEG[20:], [DCT]),
    "no picture of JPEG 2000": (SECRET, [Name.JPXDecode]),
    "no scan": (SECRET, [Name.JBIG2Decode]),
}


@pytest.mark.parametrize(("content", "filters"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_cannot_be_cleaned_for_sure_is_refused(content: bytes, filters: list[Name]) -> None:
    pdf = paper()
    with pytest.raises(Invalid, match=r"PDF mới|new PDF"):
        remade(showing(pdf, picture(pdf, content, filters)))


def test_words_that_are_packed_like_a_picture_are_refused() -> None:
    pdf = paper()
    pdf.pages[0].obj.Contents = pdf.make_stream(JPEG, Filter=DCT)
    with pytest.raises(Invalid):
        remade(pdf)


WORDS = {
    "a remark": SHOWN + b"\n% " + SECRET + b"\n",
    "what a mark says": b"/Span <</ActualText (%b)>> BDC %b EMC" % (SECRET, SHOWN),
    "a mark at a point": SHOWN + b" /P <</Note (%b)>> DP" % SECRET,
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_what_is_said_about_the_words_goes_and_the_words_stay(words: bytes) -> None:
    """On a page, and in a drawing that stands on it."""
    pdf = paper(words)
    form = pdf.make_stream(words, Subtype=Name.Form, BBox=[0, 0, 9, 9], LastModified="D:2026")
    form.Resources = pdf.pages[0].obj.Resources
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
    made = all_of(remade(pdf).content)
    assert SECRET not in made
    assert b"LastModified" not in made
    assert made.count(b"(Duoc in ra)") == 2


def test_nothing_stays_that_does_not_draw_wherever_it_hangs() -> None:
    pdf = paper(b"/Span /MC0 BDC %b EMC" % SHOWN)
    page = pdf.pages[0].obj
    secret = String(SECRET.decode())
    note = Dictionary(Of=secret)
    page.Resources.Properties = Dictionary(MC0=Dictionary(ActualText=secret))
    page.Resources.Font.F1.Foundry = secret
    page.Resources.Font.F1.FontDescriptor = Dictionary(FontName=Name.F, FontFamily=secret)
    page.Resources.ExtGState = Dictionary(G=Dictionary(LW=2, PieceInfo=note, Name=secret))
    jpeg = picture(pdf, JPEG, [DCT], Metadata=pdf.make_stream(SECRET), Title=secret)
    jpeg.Alternates = Array([Dictionary(Image=pdf.make_stream(SECRET))])
    page.Resources.XObject = Dictionary(
        I=jpeg, P=pdf.make_stream(SECRET, Subtype=Name.PS), Q=pdf.make_stream(b"", Of=secret)
    )
    page.PieceInfo, page.Thumb = note, pdf.make_stream(SECRET)
    page.LastModified = secret
    comment = Dictionary(Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=secret)
    page.Annots = Array([pdf.make_indirect(comment)])
    pdf.docinfo.Title = secret
    pdf.Root.Metadata = pdf.make_stream(SECRET)
    made = all_of(remade(pdf).content)
    assert SECRET not in made
    assert b"(Duoc in ra)" in made
    for kept in (b"/LW 2", b"/F1", b"/Helvetica", b"/DCTDecode"):
        assert kept in made


def test_a_colour_profile_goes_and_its_colours_stay() -> None:
    """It may name the owner and the screen, by its number."""
    pdf = paper()
    profile = pdf.make_stream(bytes(16) + b"RGB XYZ " + SECRET, N=3)
    space = Array([Name.ICCBased, profile])
    jpeg = picture(pdf, JPEG, [DCT], ColorSpace=space)
    made = remade(showing(pdf, jpeg)).content
    assert SECRET not in all_of(made)
    assert [one.tobytes() for one in pictures_of(made)] == [COLOURS_OF_JPEG]


def layered(**shown: Any) -> tuple[Pdf, Dictionary]:
    """Words on a layer; ``shown`` says which layers are."""
    pdf = paper(b"/OC /L BDC %b EMC" % SHOWN)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Lop"))
    pdf.pages[0].obj.Resources.Properties = Dictionary(L=layer)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**shown))
    return pdf, layer


def test_layers_that_are_seen_stay_seen() -> None:
    pdf, layer = layered(BaseState=Name.ON)
    layer.Usage = Dictionary(Print=Dictionary(PrintState=Name.ON))
    assert b"(Duoc in ra)" in all_of(remade(pdf).content)


def layer_off() -> Pdf:
    pdf, layer = layered()
    pdf.Root.OCProperties.D.OFF = Array([layer])
    return pdf


def layer_by_usage(kind: str, state: str) -> Pdf:
    pdf, layer = layered()
    layer.Usage = Dictionary({f"/{kind}": Dictionary({f"/{state}": Name.OFF})})
    return pdf


def layer_by_rule(**rule: Any) -> Pdf:
    pdf, layer = layered()
    several = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), **rule)
    pdf.pages[0].obj.Resources.Properties.L = pdf.make_indirect(several)
    return pdf


def layer_of_a_picture() -> Pdf:
    pdf, layer = layered()
    rule = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name.AnyOff)
    return showing(pdf, picture(pdf, JPEG, [DCT], OC=rule))


def layer_under_a_rule() -> Pdf:
    pdf = layer_by_usage("View", "ViewState")
    names = pdf.pages[0].obj.Resources.Properties
    names.L = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([names.L])))
    return pdf


HIDDEN: dict[str, Callable[[], Pdf]] = {
    "it is off": layer_off,
    "all are off but some": lambda: layered(BaseState=Name.OFF)[0],
    "it is seen on paper only": lambda: layer_by_usage("View", "ViewState"),
    "it is seen on the screen only": lambda: layer_by_usage("Print", "PrintState"),
    "it is seen while another is off": lambda: layer_by_rule(P=Name.AllOff),
    "a rule is about one that is seen on paper only": layer_under_a_rule,
    "it is named by its picture alone": layer_of_a_picture,
    "a formula says when it is seen": lambda: layer_by_rule(VE=Array([Name.Not])),
}


@pytest.mark.parametrize("made", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_layer_is_never_made_visible(made: Callable[[], Pdf]) -> None:
    with pytest.raises(Invalid, match=r"lớp|layers"):
        remade(made())


@pytest.mark.parametrize(("flags", "is_drawn"), [(4, True), (2, False), (32, False)])
def test_a_comment_that_is_hidden_is_not_drawn(flags: int, is_drawn: bool) -> None:
    pdf = paper()
    look = pdf.make_stream(b"BT (Ghi them) Tj ET", Subtype=Name.Form, BBox=[0, 0, 9, 9])
    note = Dictionary(Subtype=Name.Stamp, Rect=[0, 0, 9, 9], F=flags, AP=Dictionary(N=look))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
    assert (b"(Ghi them)" in all_of(remade(pdf).content)) == is_drawn


def test_a_paper_says_whether_it_had_a_digital_signature() -> None:
    pdf = paper()
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T="ky", Rect=[0, 0, 0, 0]))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    assert not remade(pdf).was_signed  # it is still to be signed
    field.V = Dictionary(Type=Name.Sig, Contents=b"\1\2", ByteRange=[0, 9, 99, 9])
    made = remade(pdf)
    assert made.was_signed
    assert b"ByteRange" not in all_of(made.content)


def test_a_paper_locked_only_against_changes_is_taken() -> None:
    content = saved(paper(), encryption=pikepdf.Encryption(owner="o", user=""))
    assert b"(Duoc in ra)" in all_of(remake(BytesIO(content), len(content)).content)
