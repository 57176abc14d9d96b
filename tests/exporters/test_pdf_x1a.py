"""PDF/X-1a: our files keep every clause and hold nothing that PDF 1.3 does not know; and each check finds what it is for."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from layoutdesk.base.colour import Cmyk, Registration, Spot
from layoutdesk.base.geometry import Rect
from layoutdesk.display import Image, rectangle
from layoutdesk.display import Path as Outline

if TYPE_CHECKING:
    from types import ModuleType

    from layoutdesk.text.fonts import Face, FontBook
    from tests.exporters.conftest import Desk


@pytest.fixture(scope="module")
def clauses() -> ModuleType:
    """The checks of ``tests/x1a_checks.py``."""
    path = Path(__file__).resolve().parents[1] / "x1a_checks.py"
    spec = importlib.util.spec_from_file_location("x1a_checks", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["x1a_checks"] = module
    spec.loader.exec_module(module)
    return module


def press_page(desk: Desk, face: Face, **options: object) -> Path:
    """A page with text, a spot, registration and a picture, as PDF/X-1a."""
    items = (
        desk.line(face, "头版…⋯", overprint=True),
        Outline(
            segments=rectangle(Rect(20, 60, 100, 40)), fill=Spot("东岸红", 0.6, Cmyk(0, 0.9, 0.8, 0)), overprint=True
        ),
        Outline(segments=rectangle(Rect(20, 160, 10, 1)), fill=Registration()),
        Image(asset="as-1", rect=Rect(200, 60, 120, 90)),
    )
    return desk.pdf(desk.page(*items), standard="x1a", **options)


def test_a_file_of_ours_keeps_every_clause(desk: Desk, any_face: tuple[FontBook, Face], clauses: ModuleType) -> None:
    desk.book, face = any_face
    path = press_page(desk, face)
    assert clauses.x1a_faults(path) == []
    assert clauses.later_than_13(path) == []


def test_x4_may_hold_what_came_later(desk: Desk, song: Face, clauses: ModuleType) -> None:
    path = desk.pdf(desk.page(desk.line(song, "…⋯")))
    assert {fault.clause for fault in clauses.x1a_faults(path)} == {"6.1", "6.7", "6.16"}
    later = clauses.later_than_13(path)
    assert {"catalogue /Metadata", "catalogue /Lang", "/ActualText in marked content"} <= set(later)


def form(pdf: Pdf, content: bytes, **entries: Any) -> Any:
    """A form with content, as the page's resource /Fx."""
    fields = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9]), **entries}
    pdf.pages[0].obj.Resources.XObject["/Fx"] = pdf.make_stream(content, **fields)
    return pdf.pages[0].obj.Resources.XObject["/Fx"]


def adds_content(content: bytes) -> Callable[[Pdf], object]:
    return lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(content))


def sets_info(key: str, value: object) -> Callable[[Pdf], None]:
    def breaks(pdf: Pdf) -> None:
        if value is None:
            del pdf.trailer.Info[key]
        else:
            pdf.trailer.Info[key] = value

    return breaks


def sets_box(key: str, *values: float) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].obj.__setitem__(key, Array(list(values)))


def annotates(kind: str, *rect: float) -> Callable[[Pdf], None]:
    def breaks(pdf: Pdf) -> None:
        one = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array(list(rect)))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(one)])

    return breaks


def adds_state(**entries: Any) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].obj.Resources.ExtGState.__setitem__("/Gx", Dictionary(**entries))


def adds_space(space: Any) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].obj.Resources.ColorSpace.__setitem__("/Cx", space)


def picture(pdf: Pdf) -> Any:
    (image,) = (one for one in pdf.pages[0].obj.Resources.XObject.values() if one.Subtype == "/Image")
    return image


def intent(pdf: Pdf) -> Any:
    return pdf.Root.OutputIntents[0]


def without_profile(pdf: Pdf) -> None:
    del intent(pdf)["/DestOutputProfile"]


def fonts_taken_out(pdf: Pdf) -> None:
    descriptor = next(iter(pdf.pages[0].obj.Resources.Font.values())).DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def rgb_in_a_form(pdf: Pdf) -> None:
    form(pdf, b"1 0 0 rg 0 0 5 5 re f")


def rgb_shading(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.Shading = Dictionary(Sh=Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB))


def see_through_form(pdf: Pdf) -> None:
    form(pdf, b"", Group=Dictionary(S=Name.Transparency))


def opens_a_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.beep()")


def clicks_start_programs(pdf: Pdf) -> None:
    annotates("Link", -90, -90, -80, -80)(pdf)
    pdf.pages[0].obj.Annots[0].A = Dictionary(S=Name.Launch, F="x.exe")


def carries_a_file(pdf: Pdf) -> None:
    pdf.attachments["notes.txt"] = b"x"


def packs_with_lzw(pdf: Pdf) -> None:
    # An empty LZW stream: clear, end of data.
    picture(pdf).write(b"\x80\x0b\x60\x50", filter=Name.LZWDecode)


BREAKS: dict[str, list[Callable[[Pdf], object]]] = {
    "6.1": [],
    "6.2": [
        without_profile,
        lambda pdf: intent(pdf).__delitem__("/OutputConditionIdentifier"),
        lambda pdf: intent(pdf).__delitem__("/Info"),
        lambda pdf: intent(pdf).DestOutputProfile.write(b"\0" * 200),
        lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
        adds_content(b"1 0 0 RG"),
        adds_content(b"/DeviceRGB cs"),
        adds_content(b"q BI /W 1 /H 1 /BPC 8 /CS /RGB ID \1\1\1 EI Q"),
        rgb_in_a_form,
        rgb_shading,
        lambda pdf: setattr(picture(pdf), "ColorSpace", Name.DeviceRGB),
        adds_space(Array([Name.CalGray, Dictionary(WhitePoint=Array([1, 1, 1]))])),
        adds_space(Array([Name.Lab, Dictionary(WhitePoint=Array([1, 1, 1]))])),
        adds_space(Array([Name.Separation, Name("/Red"), Name.DeviceRGB, Dictionary(FunctionType=2)])),
        adds_space(Array([Name.Indexed, Name.DeviceRGB, 0, "abc"])),
        lambda pdf: pdf.pages[0].obj.Resources.ColorSpace.__setitem__("/DefaultGray", Name.DeviceGray),
    ],
    "6.3": [fonts_taken_out],
    "6.4": [carries_a_file, lambda pdf: picture(pdf).__setitem__("/OPI", Dictionary())],
    "6.5": [packs_with_lzw],
    "6.6": [sets_info("/Trapped", None), sets_info("/Trapped", Name.Unknown)],
    "6.7": [
        sets_info("/GTS_PDFXVersion", "PDF/X-3:2002"),
        sets_info("/GTS_PDFXConformance", None),
        sets_info("/Title", None),
        sets_info("/CreationDate", "yesterday"),
    ],
    "6.8": [
        lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox"),
        sets_box("/ArtBox", 10, 10, 20, 20),
        sets_box("/TrimBox", 0, 0, 900, 20),
        sets_box("/BleedBox", 30, 30, 40, 40),
    ],
    "6.9": [adds_state(TR=Name.Identity), adds_state(HT=Dictionary(HalftoneType=6))],
    "6.10": [
        lambda pdf: pdf.pages[0].obj.Resources.XObject.__setitem__("/P", pdf.make_stream(b"", Subtype=Name.PS)),
        adds_content(b"/P PS"),
    ],
    "6.12": [lambda pdf: picture(pdf).__setitem__("/Alternates", Array([Dictionary(DefaultForPrinting=True)]))],
    "6.13": [annotates("Text", 50, 50, 60, 60), annotates("PrinterMark", 50, 50, 60, 60)],
    "6.14": [opens_a_script, clicks_start_programs],
    "6.15": [adds_content(b"BX 1 2 frobnicate EX")],
    "6.16": [
        see_through_form,
        adds_state(ca=0.5),
        adds_state(BM=Name.Multiply),
        adds_state(SMask=Dictionary(S=Name.Alpha)),
        lambda pdf: picture(pdf).__setitem__("/SMask", pdf.make_stream(b"x")),
        lambda pdf: pdf.pages[0].obj.__setitem__("/Group", Dictionary(S=Name.Transparency)),
    ],
    "6.17": [lambda pdf: pdf.Root.__setitem__("/ViewerPreferences", Dictionary(PrintArea=Name.TrimBox))],
}  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sound file for all that is broken below."""
    from layoutdesk.text.fonts import pip_fonts
    from tests.exporters.conftest import Desk

    desk = Desk(pip_fonts(), tmp_path_factory.mktemp("x1a"))
    return press_page(desk, desk.book.face("song"))


@pytest.mark.parametrize(
    ("clause", "breaks"), [(clause, breaks) for clause, several in BREAKS.items() for breaks in several]
)
def test_each_check_finds_what_it_is_for(
    sound: Path, tmp_path: Path, clauses: ModuleType, clause: str, breaks: Callable[[Pdf], object]
) -> None:
    with pikepdf.open(sound) as pdf:
        breaks(pdf)
        pdf.save(
            tmp_path / "broken.pdf",
            static_id=True,
            force_version="1.3",
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    assert {fault.clause for fault in clauses.x1a_faults(tmp_path / "broken.pdf")} == {clause}


def test_versions_object_streams_and_passwords_are_found(sound: Path, tmp_path: Path, clauses: ModuleType) -> None:
    packed, locked = tmp_path / "packed.pdf", tmp_path / "locked.pdf"
    with pikepdf.open(sound) as pdf:
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        pdf.save(locked, encryption=pikepdf.Encryption(owner="x"))
    assert [fault.clause for fault in clauses.x1a_faults(packed)][:1] == ["6.1"]
    assert "6.11" in {fault.clause for fault in clauses.x1a_faults(locked)}


def test_an_annotation_beside_the_bleed_is_allowed(sound: Path, tmp_path: Path, clauses: ModuleType) -> None:
    with pikepdf.open(sound) as pdf:
        page = pdf.pages[0].obj
        page.MediaBox = page.CropBox = Array([-100, -100, 2000, 2000])
        annotates("Text", -90, -90, -70, -70)(pdf)
        pdf.save(tmp_path / "noted.pdf", static_id=True, force_version="1.3")
    assert clauses.x1a_faults(tmp_path / "noted.pdf") == []


@pytest.mark.parametrize("paper", ["þÿ晨报", "ÿþab", "ï»¿x", "café", "早报"])
def test_a_title_reads_back_as_it_was(desk: Desk, paper: str) -> None:
    desk.document = type(desk.document)(meta=type(desk.document.meta)(paper=paper))
    with pikepdf.open(desk.pdf(desk.page(), standard="x1a")) as pdf:
        assert re.sub(" 1$", "", str(pdf.trailer.Info.Title)) == paper
