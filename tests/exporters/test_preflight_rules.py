"""Preflight finds every breach that it has a rule for: good files are broken one clause at a time."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from layoutdesk.base.colour import Cmyk, Spot
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.display import Image
from layoutdesk.preflight.examine import examine
from layoutdesk.preflight.rules import RULES
from layoutdesk.words import catalogue, problem_text

if TYPE_CHECKING:
    from layoutdesk.text.fonts import Face
    from tests.exporters.conftest import Desk

Break = Callable[[pikepdf.Pdf], None]
SEAL: Final = Spot("东岸红", 0.6, Cmyk(0, 0.95, 0.85, 0))


def painted(pdf: pikepdf.Pdf, content: bytes) -> None:
    """Paints something more on the first page."""
    pdf.pages[0].contents_add(content)


def with_resource(pdf: pikepdf.Pdf, kind: str, name: str, value: object, content: bytes) -> None:
    resources = pdf.pages[0].resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind][name] = value
    painted(pdf, content)


def picture(pdf: pikepdf.Pdf, **entries: object) -> pikepdf.Stream:
    """A picture of 60 × 60 pixels of no ink, with further entries."""
    stream = pdf.make_stream(bytes(60 * 60 * 4))
    usual = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 60, "Height": 60, "BitsPerComponent": 8}
    for key, value in (usual | {"ColorSpace": Name.DeviceCMYK} | entries).items():
        stream[f"/{key}"] = value
    return pdf.make_indirect(stream)


def with_picture(pdf: pikepdf.Pdf, side: float = 14.4, **entries: object) -> None:
    """A picture ``side`` points wide; the usual side shows it at 300 ppi."""
    with_resource(
        pdf, "/XObject", "/Shown", picture(pdf, **entries), b"q %g 0 0 %g 40 40 cm /Shown Do Q" % (side, side)
    )


def with_state(pdf: pikepdf.Pdf, **entries: object) -> None:
    with_resource(
        pdf, "/ExtGState", "/Odd", Dictionary({f"/{key}": value for key, value in entries.items()}), b"/Odd gs"
    )


def annotated(pdf: pikepdf.Pdf, **entries: object) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([100, 100, 120, 120]), Contents="改")
    for key, value in entries.items():
        note[f"/{key}"] = value
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def every_font(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(pdf.pages[0].obj.Resources.Font.values())


def without_program(pdf: pikepdf.Pdf) -> None:
    descriptor = every_font(pdf)[0].DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def as_opentype(pdf: pikepdf.Pdf) -> None:
    program = pdf.make_stream(b"OTTO")
    program.Subtype = Name.OpenType
    every_font(pdf)[0].DescendantFonts[0].FontDescriptor.FontFile3 = program


def without_unicode(pdf: pikepdf.Pdf) -> None:
    del every_font(pdf)[0]["/ToUnicode"]


def metadata_changed(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    assert old in packet
    pdf.Root.Metadata = pdf.make_stream(packet.replace(old, new), Dictionary(Type=Name.Metadata, Subtype=Name.XML))


def put(holder: Callable[[pikepdf.Pdf], pikepdf.Object], key: str, value: object = None) -> Break:
    """Sets ``key`` of an object, or takes it away where no value is given."""

    def change(pdf: pikepdf.Pdf) -> None:
        found = holder(pdf)
        if value is None:
            del found[key]
        else:
            found[key] = value() if callable(value) else value

    return change


def root(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root


def info(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.trailer.Info


def page(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def intent(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.OutputIntents[0]


def second_size(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
    other = pdf.pages[1].obj
    other.TrimBox = Array([float(value) + at // 2 * -40 for at, value in enumerate(other.TrimBox)])


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["稿.txt"] = pikepdf.AttachedFileSpec(pdf, b"abc", filename="稿.txt")


def layered(pdf: pikepdf.Pdf, **configuration: object) -> None:
    usual = Dictionary(Name="All")
    for key, value in configuration.items():
        usual[f"/{key}"] = value
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=usual)


def packed_by(pdf: pikepdf.Pdf, name: str) -> None:
    stream = pikepdf.Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01")
    stream.Filter = Name(name)
    pdf.Root.LayoutDeskOdd = pdf.make_indirect(stream)


def odd_stream(**entries: object) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        for key, value in entries.items():
            stream[f"/{key}"] = value
        pdf.Root.LayoutDeskOdd = pdf.make_indirect(stream)

    return change


def rgb_profile(pdf: pikepdf.Pdf) -> None:
    data = bytearray(intent(pdf).DestOutputProfile.read_bytes())
    data[16:20] = b"RGB "
    stream = pdf.make_stream(bytes(data))
    stream.N = 4
    intent(pdf).DestOutputProfile = stream


#: Code, standard, and what breaks it.
BREACHES: Final[tuple[tuple[str, str, Break], ...]] = (
    ("identification", "x1a", put(info, "/GTS_PDFXConformance", "PDF/X-1a:2003")),
    ("identification", "x4", lambda pdf: metadata_changed(pdf, b">PDF/X-4<", b">PDF/X-4p<")),
    ("information", "x1a", put(info, "/Title")),
    ("information", "x4", put(info, "/CreationDate", "yesterday")),
    ("trapped", "x1a", put(info, "/Trapped", Name.Unknown)),
    ("metadata", "x4", lambda pdf: metadata_changed(pdf, b"xmpMM:VersionID", b"xmpMM:VersionNo")),
    ("metadata-differs", "x4", lambda pdf: metadata_changed(pdf, b"<xmp:CreateDate>2031", b"<xmp:CreateDate>2030")),
    ("intent", "x1a", put(root, "/OutputIntents")),
    ("intent", "x4", put(intent, "/DestOutputProfile")),
    ("intent", "x4", put(intent, "/Info")),
    ("intent-profile", "x1a", rgb_profile),
    ("no-trim", "x4", put(page, "/TrimBox")),
    ("boxes-nested", "x1a", put(page, "/BleedBox", lambda: Array([30, 30, 400, 400]))),
    ("no-bleed", "x4", put(page, "/BleedBox")),
    ("sizes-differ", "x4", second_size),
    ("rgb", "x4", lambda pdf: painted(pdf, b"0 1 0 rg 10 10 5 5 re f")),
    ("rgb", "x1a", lambda pdf: with_picture(pdf, ColorSpace=Name.DeviceRGB)),
    ("rgb", "x4", lambda pdf: painted(pdf, b"q 9 0 0 9 40 40 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q")),
    ("independent", "x1a", lambda pdf: with_picture(
        pdf, ColorSpace=Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))]))),
    ("default-space", "x1a", lambda pdf: with_resource(pdf, "/ColorSpace", "/DefaultCMYK", Name.DeviceCMYK, b"")),
    ("spot", "x4", lambda pdf: painted(pdf, b"")),
    ("text-inks", "x4", lambda pdf: painted(pdf, b"BT 0.6 0.5 0.5 1 k %s 8 Tf (a) Tj ET" % (
        next(iter(pdf.pages[0].obj.Resources.Font)).encode()))),
    ("not-embedded", "x4", without_program),
    ("not-embedded", "x1a", lambda pdf: with_resource(
        pdf, "/Font", "/Helv", Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica),
        b"BT /Helv 10 Tf (a) Tj ET")),
    ("font-program", "x1a", as_opentype),
    ("no-unicode", "x4", without_unicode),
    ("transparency", "x1a", lambda pdf: with_state(pdf, ca=0.5)),
    ("transparency", "x1a", lambda pdf: with_state(pdf, BM=Name.Multiply)),
    ("transparency", "x1a", lambda pdf: with_picture(pdf, SMask=picture(pdf, ColorSpace=Name.DeviceGray))),
    ("blending", "x4", lambda pdf: (with_state(pdf, ca=0.5), put(page, "/Group")(pdf))[0]),
    ("group", "x1a", put(page, "/Group", lambda: Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))),
    ("action", "x1a", put(root, "/OpenAction", lambda: Dictionary(S=Name.JavaScript, JS="app.alert(1)"))),
    ("action", "x4", lambda pdf: annotated(pdf, A=Dictionary(S=Name.URI, URI="https://a.example"))),
    ("form", "x4", put(root, "/AcroForm", lambda: Dictionary(Fields=Array([Dictionary(T="a")])))),
    ("annotation", "x4", annotated),
    ("embedded-file", "x1a", attached),
    ("embedded-file", "x4", attached),
    ("layers", "x1a", layered),
    ("layers-automatic", "x4", lambda pdf: layered(pdf, AS=Array())),
    ("compression", "x1a", lambda pdf: packed_by(pdf, "/JPXDecode")),
    ("compression", "x4", lambda pdf: packed_by(pdf, "/LZWDecode")),
    ("postscript", "x4", odd_stream(Type=Name.XObject, Subtype=Name.PS)),
    ("opi", "x1a", odd_stream(OPI=Dictionary())),
    ("external", "x4", odd_stream(F="elsewhere.dat")),
    ("alternate-picture", "x4", lambda pdf: with_picture(
        pdf, Alternates=Array([Dictionary(Image=picture(pdf), DefaultForPrinting=True)]))),
    ("transfer", "x1a", lambda pdf: with_state(pdf, TR=Name.Identity)),
    ("halftone", "x4", lambda pdf: with_state(pdf, HT=Dictionary(HalftoneType=6))),
    ("operator", "x4", lambda pdf: painted(pdf, b"1 2 zz")),
    ("unreadable", "x4", lambda pdf: painted(pdf, b"/Nowhere Do")),
    ("unbalanced", "x4", lambda pdf: painted(pdf, b"q")),
    ("resolution", "x4", lambda pdf: with_picture(pdf, side=100)),
    ("hairline", "x4", lambda pdf: painted(pdf, b"0 w 10 10 m 90 90 l S")),
)  # fmt: skip


@pytest.fixture
def good(desk: Desk, song: Face) -> Callable[[str], Path]:
    """A page with text, a spot ink and a picture, as the program exports it."""

    def make(standard: str) -> Path:
        items = (
            desk.line(song, "要闻"),
            desk.line(song, "印", paint=SEAL),
            Image(asset="as-1", rect=Rect(200, 60, 1.2, 0.9)),
        )
        return desk.pdf(desk.page(*items), name=f"{standard}.pdf", standard=standard)

    return make


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_what_the_program_exports_is_clean(good: Callable[[str], Path], standard: str) -> None:
    report = examine(good(standard))
    assert report.standard == standard
    assert [problem for problem in report.problems if problem.severity in ("error", "warning")] == []


@pytest.mark.parametrize(("code", "standard", "change"), BREACHES)
def test_each_breach_is_found(
    good: Callable[[str], Path], tmp_path: Path, code: str, standard: str, change: Break
) -> None:
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(good(standard)) as pdf:
        change(pdf)
        pdf.save(
            broken,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
        )
    report = examine(broken, standard)
    found = [problem for problem in report.problems if problem.code == f"preflight.{code}"]
    assert found, [problem.code for problem in report.problems]
    wanted = {rule.severity for rule in RULES if rule.code == code and standard in rule.standards}
    assert {problem.severity for problem in found} <= wanted


#: Broken by the bytes of the file, in tests of their own below.
_ELSEWHERE: Final = {"syntax", "version", "encrypted", "no-id"}


def test_every_rule_has_a_breach_and_words() -> None:
    codes = {rule.code for rule in RULES}
    assert codes - _ELSEWHERE == {code for code, _, _ in BREACHES}
    for language in ("zh", "en"):
        assert {f"preflight.{code}" for code in codes} <= set(catalogue(language))


@pytest.mark.parametrize(("standard", "version"), [("x1a", "1.4"), ("x4", "1.7")])
def test_a_version_that_the_standard_does_not_know(
    good: Callable[[str], Path], tmp_path: Path, standard: str, version: str
) -> None:
    newer = tmp_path / "newer.pdf"
    with pikepdf.open(good(standard)) as pdf:
        pdf.save(newer, min_version=version)
    assert "preflight.version" in codes(newer, standard)


def test_a_locked_file_is_told_or_refused(good: Callable[[str], Path], tmp_path: Path) -> None:
    with pikepdf.open(good("x4")) as pdf:
        pdf.save(tmp_path / "owner.pdf", encryption=pikepdf.Encryption(owner="secret", user=""))
        pdf.save(tmp_path / "user.pdf", encryption=pikepdf.Encryption(owner="secret", user="secret"))
    assert "preflight.encrypted" in codes(tmp_path / "owner.pdf", "x4")
    with pytest.raises(Refusal, match=r"preflight\.locked"):
        examine(tmp_path / "user.pdf")


def test_a_file_without_identifier(good: Callable[[str], Path], tmp_path: Path) -> None:
    nameless = tmp_path / "nameless.pdf"
    data = good("x4").read_bytes()
    assert data.count(b"/ID ") == 1
    nameless.write_bytes(data.replace(b"/ID ", b"/IX "))
    assert codes(nameless, "x4") == {"preflight.no-id", "preflight.spot"}


def test_a_torn_file_is_told_or_refused(good: Callable[[str], Path], tmp_path: Path) -> None:
    data = good("x4").read_bytes()
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(data[:-300])
    assert "preflight.syntax" in codes(torn, "x4")
    torn.write_bytes(data[:60])
    with pytest.raises(Refusal, match=r"preflight\.damaged"):
        examine(torn)
    torn.write_bytes(b"no pdf at all")
    with pytest.raises(Refusal, match=r"preflight\.not-pdf"):
        examine(torn)


def test_what_a_form_paints_is_found(good: Callable[[str], Path], tmp_path: Path) -> None:
    """RGB inside a form inside a pattern, and forms that call each other without end."""
    path = tmp_path / "nested.pdf"
    with pikepdf.open(good("x4")) as pdf:
        inner = pdf.make_indirect(form(pdf, b"1 0 0 RG 0 0 m 9 9 l S", Dictionary()))
        tile = form(pdf, b"/Inner Do", Dictionary(XObject=Dictionary(Inner=inner)))
        tile.update(
            {"/Type": Name.Pattern, "/PatternType": 1, "/PaintType": 1, "/TilingType": 1, "/XStep": 9, "/YStep": 9}
        )
        with_resource(pdf, "/Pattern", "/Tiles", pdf.make_indirect(tile), b"/Pattern cs /Tiles scn 0 0 90 90 re f")
        pdf.save(path)
    assert "preflight.rgb" in codes(path, "x4")


def test_forms_that_call_one_another_end(good: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "loop.pdf"
    with pikepdf.open(good("x4")) as pdf:
        first = pdf.make_indirect(form(pdf, b"/Next Do", Dictionary()))
        second = pdf.make_indirect(form(pdf, b"/Next Do " * 50, Dictionary(XObject=Dictionary(Next=first))))
        first.Resources = Dictionary(XObject=Dictionary(Next=second))
        with_resource(pdf, "/XObject", "/Loop", first, b"/Loop Do")
        pdf.save(path)
    assert "preflight.unreadable" in codes(path, "x4")


def test_the_resolution_is_that_on_paper(good: Callable[[str], Path], tmp_path: Path) -> None:
    """A picture in a form scaled by half stands at twice the resolution."""
    for side, expected in ((48, 180), (36, 240), (24, 360)):
        path = tmp_path / f"{side}.pdf"
        with pikepdf.open(good("x4")) as pdf:
            with_resource(
                pdf, "/XObject", "/Half",
                form(pdf, b"q %d 0 0 %d 0 0 cm /Shown Do Q" % (side, side), Dictionary(XObject=Dictionary(Shown=picture(pdf)))),
                b"q 0.5 0 0 0.5 40 40 cm /Half Do Q",
            )  # fmt: skip
            pdf.save(path)
            ppi = 60 / (side / 2 / 72)
        assert ppi == expected
        assert ("preflight.resolution" in codes(path, "x4")) == (ppi < 150)


def form(pdf: pikepdf.Pdf, content: bytes, resources: Dictionary) -> pikepdf.Stream:
    stream = pdf.make_stream(content)
    stream.update(
        {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 100, 100]), "/Resources": resources}
    )
    return stream


def codes(path: Path, standard: str) -> set[str]:
    return {problem.code for problem in examine(path, standard).problems}


def test_a_file_that_claims_nothing_is_held_to_what_every_press_needs(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        pdf.save(path)
    assert codes(path, "") == {"preflight.no-standard"}
    assert "preflight.intent" in codes(path, "x4")


def test_content_that_unpacks_to_gigabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"0 " * (1 << 19)) for _ in range(64)) + packer.flush()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stream = pikepdf.Stream(pdf, b"")
        stream.write(data, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = pdf.make_indirect(stream)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    (found,) = [problem for problem in examine(path).problems if problem.code == "preflight.unreadable"]
    assert found.args["reason"] == "size"


def test_forms_that_multiply_end(tmp_path: Path) -> None:
    """Twelve forms, each of which draws the next a hundred times, would paint for years."""
    path = tmp_path / "many.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        inner = pdf.make_indirect(form(pdf, b"0 g", Dictionary()))
        for _ in range(12):
            inner = pdf.make_indirect(form(pdf, b"/N Do " * 100, Dictionary(XObject=Dictionary(N=inner))))
        with_resource(pdf, "/XObject", "/N", inner, b"/N Do")
        pdf.save(path)
    assert "preflight.unreadable" in codes(path, "")


def test_a_fault_on_many_pages_is_listed_up_to_a_point_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    with pikepdf.new() as pdf:
        for _ in range(30):
            pdf.add_blank_page(page_size=(200, 300))
        pdf.save(path)
    report = examine(path, "x4")
    assert sum(problem.code == "preflight.no-trim" for problem in report.problems) == 20
    (more,) = [problem for problem in report.problems if problem.code == "preflight.and-more"]
    assert problem_text(more, "en") == 'there are more than 20 faults of the kind "no-trim"'


_HOLDERS: Final[dict[tuple[str, ...], Callable[[pikepdf.Pdf], pikepdf.Object]]] = {
    ("Info", "ID"): lambda pdf: pdf.trailer,
    ("Annots", "Contents", "Resources", "Group"): page,
    ("Font", "ExtGState", "ColorSpace"): lambda pdf: page(pdf).Resources,
    ("Names", "AcroForm", "OutputIntents", "OCProperties"): root,
}


@pytest.mark.parametrize("value", [3, 1.5, True, "x", Name.Odd, Array([7])], ids=str)
@pytest.mark.parametrize("place", [
    "Info", "ID", "Names", "AcroForm", "OutputIntents", "OCProperties", "Annots", "Contents", "Resources", "Font", "ExtGState",
    "ColorSpace", "Group",
])  # fmt: skip
def test_an_object_of_the_wrong_kind_is_told(
    good: Callable[[str], Path], tmp_path: Path, place: str, value: object
) -> None:
    """Whatever stands where a dictionary must, the report comes with everything else that there is to say."""
    path = tmp_path / "odd.pdf"
    with pikepdf.open(good("x4")) as pdf:
        painted(pdf, b"0 1 0 rg 10 10 5 5 re f")
        holder = next(named for names, named in _HOLDERS.items() if place in names)
        holder(pdf)[f"/{place}"] = value
        pdf.save(path)
    for standard in ("", "x4", "x1a"):
        report = examine(path, standard)
        assert all("{" not in problem_text(problem) for problem in report.problems)
        assert place == "Contents" or "preflight.rgb" in {problem.code for problem in report.problems}


def test_what_cannot_be_judged_is_an_error_of_its_own(good: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "odd.pdf"
    with pikepdf.open(good("x4")) as pdf:
        pdf.Root.Names = Array([7])
        pdf.save(path)
    found = [problem for problem in examine(path).problems if problem.code == "preflight.malformed"]
    # Where a file lies is nobody's business.
    assert not any(str(tmp_path) in problem_text(problem) for problem in examine(path).problems)
    assert [(problem.severity, problem.args["malformed"]) for problem in found] == [("error", "action")]


def test_a_form_begins_in_the_colour_of_its_caller(good: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "inherits.pdf"
    with pikepdf.open(good("x4")) as pdf:
        shape = pdf.make_indirect(form(pdf, b"0 0 9 9 re f", Dictionary()))
        with_resource(pdf, "/XObject", "/Shape", shape, b"q 1 0 0 rg /Shape Do Q")
        pdf.save(path)
    assert "preflight.rgb" in codes(path, "x4")


def test_only_fonts_that_paint_must_be_embedded(good: Callable[[str], Path], tmp_path: Path) -> None:
    """Programs choose a font that they do not use; scans hide the words that were recognised."""
    path = tmp_path / "chosen.pdf"
    with pikepdf.open(good("x4")) as pdf:
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        with_resource(pdf, "/Font", "/H", helvetica, b"BT /H 12 Tf ET BT 3 Tr /H 12 Tf (hidden) Tj 0 Tr ET")
        pdf.save(path)
    assert "preflight.not-embedded" not in codes(path, "x4")


def test_glyphs_that_are_pictures_are_measured_as_set(good: Callable[[str], Path], tmp_path: Path) -> None:
    """A Type 3 font of bitmaps, 60 pixels an em set in 6 pt, is fine line art however often it is chosen."""
    path = tmp_path / "bitmaps.pdf"
    with pikepdf.open(good("x4")) as pdf:
        bits = picture(pdf, ImageMask=True, BitsPerComponent=1)
        del bits["/ColorSpace"]
        glyph = pdf.make_stream(b"60 0 0 0 60 60 d1 q 60 0 0 60 0 0 cm /Bits Do Q")
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontMatrix=Array([1 / 60, 0, 0, 1 / 60, 0, 0]), FontBBox=Array([0, 0, 60, 60]),
            CharProcs=Dictionary(a=pdf.make_indirect(glyph)), Encoding=Dictionary(Differences=Array([97, Name.a])),
            FirstChar=97, LastChar=97, Widths=Array([60]), Resources=Dictionary(XObject=Dictionary(Bits=bits)),
        )  # fmt: skip
        with_resource(pdf, "/Font", "/Drawn", pdf.make_indirect(font), b"BT /Drawn 6 Tf (a) Tj ET " * 21_000)
        pdf.save(path)
    assert codes(path, "x4") & {"preflight.resolution", "preflight.unreadable", "preflight.rgb"} == set()


def test_rgb_that_stands_for_a_calibrated_space_is_allowed_in_x4(good: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "default.pdf"
    with pikepdf.open(good("x4")) as pdf:
        calibrated = Array([Name.CalRGB, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))])
        with_resource(pdf, "/ColorSpace", "/DefaultRGB", calibrated, b"0 1 0 rg 10 10 5 5 re f")
        pdf.save(path)
    found = codes(path, "x4")
    assert "preflight.rgb" not in found
    assert "preflight.independent" in found


@pytest.mark.filterwarnings("error")
def test_content_that_breaks_off_is_told(good: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    with pikepdf.open(good("x4")) as pdf:
        torn = pdf.make_indirect(form(pdf, b"1 0 0 rg 0 0 9 9 re f 7 8", Dictionary()))
        with_resource(pdf, "/XObject", "/Torn", torn, b"/Torn Do")
        pdf.save(path)
    assert {"preflight.unreadable", "preflight.rgb"} <= codes(path, "x4")


def test_forms_that_call_forms_end_in_a_sentence(good: Callable[[str], Path], tmp_path: Path) -> None:
    """A few kilobytes that would be followed a quarter of a million times."""
    path = tmp_path / "towers.pdf"
    with pikepdf.open(good("x4")) as pdf:
        called = pdf.make_indirect(form(pdf, b"0 0 9 9 re f" + b" " * 99_000, Dictionary()))
        for _ in range(9):
            called = pdf.make_indirect(form(pdf, b"/Inner Do " * 4, Dictionary(XObject=Dictionary(Inner=called))))
        with_resource(pdf, "/XObject", "/Tower", called, b"/Tower Do")
        pdf.save(path)
    found = [problem.args["reason"] for problem in examine(path).problems if problem.code == "preflight.unreadable"]
    assert found == ["size"]
