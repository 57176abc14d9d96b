"""Placed PDF: adverts stand where they were put, bring what they use and no more, and are refused by name where they may not."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from layoutdesk.base.colour import Cmyk
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.display import Image, rectangle
from layoutdesk.display import Path as Outline
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.model import FolioSpec, Grid, HeadlineRange, Template, TextStyle
from layoutdesk.words import refusal_text
from tests.exporters.conftest import SCALE, FlatImages, tool

if TYPE_CHECKING:
    from types import ModuleType

    from layoutdesk.text.fonts import Face
    from tests.exporters.conftest import Desk, Rendering

WHOLE = Rect(0, 0, 1, 1)
#: Left half magenta, lower right quarter cyan, the rest paper: turned or mirrored it looks otherwise.
FLAG = b"0 1 0 0 k 0 0 100 100 re f 1 0 0 0 k 100 0 100 50 re f"


class Adverts(FlatImages):
    """Gives every asset that begins with ``ad`` one PDF."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data

    def document(self, asset: str) -> tuple[str, bytes] | None:
        return ("桥头.pdf", self.data) if asset.startswith("ad") else None


def advert(content: bytes = FLAG, change: Callable[[Pdf], object] | None = None, **entries: Any) -> bytes:
    """A PDF of one page, 200 × 100 points, its trim within a larger sheet that begins at 30, 40."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    page = pdf.pages[0].obj
    page.TrimBox = Array([30, 40, 230, 140])
    page.Resources = Dictionary(
        ColorSpace=Dictionary(), ExtGState=Dictionary(), XObject=Dictionary(), Font=Dictionary(), Properties=Dictionary(),
        Pattern=Dictionary(), Shading=Dictionary(),
    )  # fmt: skip
    for key, value in entries.items():
        page[f"/{key}"] = value
    page.Contents = pdf.make_stream(b"1 0 0 1 30 40 cm\n" + content)
    if change is not None:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def placed(desk: Desk, data: bytes, *, crop: Rect = WHOLE, **options: Any) -> Path:
    """A page with the advert at 100, 100, twice its size."""
    show = Image(asset="ad", rect=Rect(100, 100, 400 * crop.w, 200 * crop.h), crop=crop)
    before = Outline(segments=rectangle(Rect(0, 0, 9, 9)), fill=Cmyk(y=1.0), stroke=Cmyk(c=1.0), width=6, dash=(1, 1))
    return desk.pdf(desk.page(before, show), images=Adverts(data), **options)


def refused(desk: Desk, data: bytes, **options: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        placed(desk, data, **options)
    assert list(desk.folder.iterdir()) == []
    assert "桥头.pdf" in refusal_text(caught.value, "zh")
    assert "桥头.pdf" in refusal_text(caught.value, "en")
    return caught.value


MAGENTA, CYAN, PAPER = "magenta", "cyan", "paper"


def pixel(rendering: Rendering, x: float, y: float) -> tuple[int, ...]:
    width, _, pixels = rendering
    start = 3 * (round(SCALE * y) * width + round(SCALE * x))
    return tuple(pixels[start : start + 3])


def inks(shown: dict[str, Rendering], x: float, y: float) -> set[str]:
    """What the renderers show at a point: magenta, cyan or paper."""
    found = set()
    for rendering in shown.values():
        red, green, blue = pixel(rendering, x, y)
        found.add(PAPER if min(red, green, blue) > 240 else MAGENTA if green < min(red, blue) else CYAN)
    return found


@pytest.mark.parametrize(
    ("turn", "seen"),
    [
        (0, (MAGENTA, PAPER, MAGENTA, CYAN)),
        (90, (MAGENTA, MAGENTA, CYAN, PAPER)),
        (180, (CYAN, MAGENTA, PAPER, MAGENTA)),
        (270, (PAPER, CYAN, MAGENTA, MAGENTA)),
        (-90, (PAPER, CYAN, MAGENTA, MAGENTA)),
    ],
)
def test_an_advert_stands_upright_in_its_place_cut_to_its_trim(
    desk: Desk, renderings: Callable[[Path], dict[str, Rendering]], turn: int, seen: tuple[str, ...]
) -> None:
    shown = renderings(placed(desk, advert(b"1 0 0 0 k -30 -40 30 40 re f " + FLAG, Rotate=turn)))
    quarters = [(200, 150), (400, 150), (200, 250), (400, 250)]
    for place, wanted in zip(quarters, seen, strict=True):
        assert inks(shown, *place) == {wanted}, place
    for outside in ((98, 298), (300, 99), (502, 200)):
        assert inks(shown, *outside) == {PAPER}, outside


def test_a_part_of_an_advert_fills_its_place(desk: Desk, renderings: Callable[[Path], dict[str, Rendering]]) -> None:
    shown = renderings(placed(desk, advert(), crop=Rect(0.5, 0.25, 0.5, 0.75)))
    assert inks(shown, 105, 145) == {PAPER}
    assert inks(shown, 105, 155) == {CYAN}
    assert inks(shown, 98, 155) == {PAPER}
    assert inks(shown, 302, 155) == {PAPER}


def test_an_advert_begins_as_a_page_does(desk: Desk, renderings: Callable[[Path], dict[str, Rendering]]) -> None:
    """What was set on our page, colours, weights, dashes and overprint, does not reach into it."""
    for name, rendering in renderings(placed(desk, advert(b"0 0 100 100 re f 150 0 m 150 100 l S"))).items():
        assert max(pixel(rendering, 200, 200)) < 90, name
        assert max(max(pixel(rendering, 400, y)) for y in range(120, 280)) < 200, name


@contextmanager
def form_of(path: Path) -> Iterator[Any]:
    """The only form that page 1 names."""
    with pikepdf.open(path) as pdf:
        (form,) = (item for item in pdf.pages[0].obj.Resources.XObject.values() if item.Subtype == "/Form")
        yield form


def ours(desk: Desk, face: Face, standard: str) -> bytes:
    """An advert as our own export makes it: embedded type, a second spelling, a picture."""
    items = (desk.line(face, "春风商场…⋯", y=300, size=60.0), Image(asset="as-1", rect=Rect(20, 400, 100, 80)))
    path = desk.pdf(desk.page(*items), name="advert.pdf", standard=standard)
    data = path.read_bytes()
    path.unlink()
    return data


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_pages_with_adverts_keep_the_clauses(
    desk: Desk,
    song: Face,
    checks: ModuleType,
    standard: str,
    pdfium_text: Callable[[Path], str],
) -> None:
    path = placed(desk, ours(desk, song, "x1a"), standard=standard)
    if standard == "x4":
        assert checks.x4_faults(path) == []
    else:
        x1a = x1a_checks()
        assert x1a.x1a_faults(path) == []
        assert x1a.later_than_13(path) == []
    assert pdfium_text(path) == "春风商场…⋯"
    done = subprocess.run([tool("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def x1a_checks() -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "x1a_checks.py"
    spec = importlib.util.spec_from_file_location("x1a_checks", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["x1a_checks"] = module
    spec.loader.exec_module(module)
    return module


def test_an_advert_looks_on_our_page_as_it_does_by_itself(
    desk: Desk, song: Face, renderings: Callable[[Path], dict[str, Rendering]], tmp_path: Path
) -> None:
    data = ours(desk, song, "x4")
    show = Image(asset="ad", rect=Rect(0, 0, 800, 600))
    path = desk.pdf(desk.page(show), images=Adverts(data))
    alone = tmp_path / "alone.pdf"
    alone.write_bytes(data)
    before = renderings(alone)
    for name, (width, height, pixels) in renderings(path).items():
        assert (width, height) == before[name][:2]
        differing = sum(abs(a - b) > 64 for a, b in zip(pixels[::3], before[name][2][::3], strict=True))
        assert differing < 400, name


def test_what_is_not_used_does_not_come_along(desk: Desk) -> None:
    def lumber(pdf: Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        resources.XObject.Unused = pdf.make_stream(b"x" * 5000, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        resources.ColorSpace.Unused = Array([Name.CalRGB, Dictionary()])
        resources.Font.Unused = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        inner = Dictionary(XObject=Dictionary(Deep=resources.XObject.Unused))
        resources.XObject.Used = pdf.make_stream(
            b"0 0 9 9 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=inner
        )

    with form_of(placed(desk, advert(FLAG + b" /Used Do", lumber))) as form:
        assert set(form.Resources.keys()) == {"/XObject"}
        assert list(form.Resources.XObject.keys()) == ["/Used"]
        assert list(form.Resources.XObject.Used.Resources.keys()) == []


def armed(pdf: Pdf) -> None:
    """Everything in a PDF that does something."""
    page = pdf.pages[0].obj
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.Root.OpenAction, pdf.Root.AA, page.AA = script, Dictionary(WC=script), Dictionary(O=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", script])))
    launch = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch, F="a.exe")
    )
    page.Annots = Array([pdf.make_indirect(launch)])
    pdf.attachments["secret.txt"] = b"secret matter"
    form = pdf.make_stream(
        b"0 0 9 9 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), PieceInfo=Dictionary(X=Dictionary(Private=script)),
        Metadata=pdf.make_stream(b"<x/>"), OPI=Dictionary(F="high.tif"), AA=Dictionary(O=script), A=script,
    )  # fmt: skip
    page.Resources.XObject.Armed = form
    pdf.add_blank_page()


def test_scripts_actions_notes_and_files_stay_out_and_are_told_of(desk: Desk) -> None:
    data = advert(FLAG + b" /Armed Do", armed)
    show = desk.page(Image(asset="ad", rect=Rect(100, 100, 400, 200)))
    target = desk.folder / "out.pdf"
    report = export_pdf((show,), desk.document, desk.book, target, images=Adverts(data))
    assert [note.code for note in report.notes] == [
        "exporters.advert-pages", "exporters.advert-annotations", "exporters.advert-actions", "exporters.advert-files",
    ]  # fmt: skip
    with pikepdf.open(target) as pdf:
        everything = "".join(str(item) for item in pdf.objects)
    for word in ("JavaScript", "Launch", "exe", "OPI", "PieceInfo", "alert", "secret", "Annot"):
        assert word not in everything, word


def test_one_advert_on_many_pages_is_written_once_and_the_same_each_time(desk: Desk, song: Face) -> None:
    data = ours(desk, song, "x4")
    show = Image(asset="ad", rect=Rect(100, 100, 400, 200))
    pages = [desk.page(show, number=number) for number in (1, 2)]
    first = desk.pdf(*pages, name="a.pdf", images=Adverts(data))
    second = desk.pdf(*pages, name="b.pdf", images=Adverts(data))
    assert first.read_bytes() == second.read_bytes()
    with pikepdf.open(first) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
    assert len(found) == 1


def with_state(**entries: Any) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].obj.Resources.ExtGState.__setitem__("/G", Dictionary(**entries))


def with_space(*parts: Any) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].obj.Resources.ColorSpace.__setitem__("/C", Array(list(parts)))


def with_profile(components: int) -> Callable[[Pdf], None]:
    return lambda pdf: with_space(Name.ICCBased, pdf.make_stream(b"profile", N=components))(pdf)


def with_picture(**entries: Any) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        fields = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceCMYK, **entries}
        if "SMask" in fields:
            mask = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
            fields["SMask"] = pdf.make_stream(b"\x80", Subtype=Name.Image, **mask)
        pdf.pages[0].obj.Resources.XObject.P = pdf.make_stream(b"\1\2\3\4", Subtype=Name.Image, **fields)

    return change


def with_font(font: Dictionary) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].obj.Resources.Font.__setitem__("/F", font)


def with_layer(key: str, **default: Any) -> Callable[[Pdf], None]:
    """Content under a layer that the default configuration shows or hides."""

    def change(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="英文"))
        config = Dictionary(**default)
        if key:
            config[key] = Array([layer])
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=config)
        pdf.pages[0].obj.Resources.Properties.L = layer

    return change


SPOT = (Name.Separation, Name("/Red"), Name.DeviceRGB, Dictionary(FunctionType=2, N=1, Domain=Array([0, 1])))
LAB = Array([Name.Lab, Dictionary(WhitePoint=Array([0.9642, 1, 0.8249]))])


@pytest.mark.parametrize(
    ("code", "standard", "data"),
    [
        ("colour", "x4", advert(b"1 0 0 rg 0 0 9 9 re f")),
        ("colour", "x4", advert(b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f")),
        ("colour", "x4", advert(b"/C cs 1 0 0 sc 0 0 9 9 re f", with_profile(3))),
        ("colour", "x4", advert(b"/C cs 0 sc 0 0 9 9 re f", with_space(Name.Indexed, Name.DeviceRGB, 0, b"abc"))),
        ("colour", "x4", advert(b"/P Do", with_picture(ColorSpace=Name.DeviceRGB))),
        ("colour", "x4", advert(b"q BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q")),
        ("colour", "x1a", advert(b"/C cs 1 sc 0 0 9 9 re f", with_space(*SPOT))),
        ("font", "x4", advert(b"BT /F 9 Tf (a) Tj ET", with_font(Dictionary(Subtype=Name.Type1, BaseFont=Name.Helvetica)))),
        ("transparent", "x1a", advert(b"/G gs 0 0 9 9 re f", with_state(ca=0.5))),
        ("transparent", "x1a", advert(b"/G gs 0 0 9 9 re f", with_state(BM=Name.Multiply))),
        ("transparent", "x1a", advert(b"/P Do", with_picture(SMask=True))),
        ("later", "x1a", advert(b"/P Do", with_picture(BitsPerComponent=16))),
        ("layers", "x4", advert(b"/OC /L BDC 0 0 9 9 re f EMC", with_layer("/OFF"))),
        ("layers", "x4", advert(b"/OC /L BDC 0 0 9 9 re f EMC", with_layer("", BaseState=Name.OFF))),
        ("damaged", "x4", b"%PDF-1.4\nnothing of the kind"),
        ("damaged", "x4", advert(b"/F Do", lambda pdf: setattr(pdf.pages[0].obj.Resources.XObject, "F", 7))),
        ("damaged", "x4", advert(FLAG, TrimBox=Array([0, 0, 0, 0]), MediaBox=Array([1, 1, 1, 1]))),
        ("forbidden", "x4", advert(b"(x) PS")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_adverts_that_may_not_print_are_refused_by_name(desk: Desk, code: str, standard: str, data: bytes) -> None:
    assert refused(desk, data, standard=standard).code == f"exporters.advert-{code}"


def test_a_font_that_is_missing_is_named(desk: Desk) -> None:
    data = advert(b"BT /F 9 Tf (a) Tj ET", with_font(Dictionary(Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))))
    assert refused(desk, data).args_["font"] == "Times-Roman"


def test_a_locked_advert_is_refused(desk: Desk) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(advert())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    assert refused(desk, out.getvalue()).code == "exporters.advert-locked"


def test_a_page_in_black_takes_no_colour(desk: Desk) -> None:
    grid = Grid(columns=6, column_chars=16, gutter=2, body_size=9, step=12, rows=100, top_mm=20)
    desk.with_page(
        Template(
            name="plain", title={}, trim_mm=(280, 210), grid=grid, folio=FolioSpec(top_mm=5, height_mm=8),
            headlines=(HeadlineRange(least=20, most=30),), styles={"body": TextStyle()}, colour=False,
        )
    )  # fmt: skip
    assert refused(desk, advert()).code == "exporters.advert-black"
    assert refused(desk, advert(b"/P Do", with_picture())).code == "exporters.advert-black"
    with form_of(placed(desk, advert(b"0 0 0 0.4 k 0 0 9 9 re f 0.5 g 9 9 9 9 re f"))) as form:
        assert form.BBox


@pytest.mark.parametrize(
    "data",
    [
        advert(b"/C cs 1 sc 0 0 9 9 re f", with_space(Name.Separation, Name("/Red"), LAB, SPOT[3])),
        advert(b"/G gs 0 0 9 9 re f", with_state(ca=0.5)),
        advert(b"/P Do", with_picture(SMask=True), Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)),
    ],
    ids=["spot", "tint", "mask"],
)
def test_x4_takes_what_it_may(desk: Desk, checks: ModuleType, data: bytes) -> None:
    assert checks.x4_faults(placed(desk, data)) == []


def test_profiles_for_inks_are_left_out_and_layers_that_show_are_flattened(desk: Desk) -> None:
    data = advert(b"/OC /L BDC /Span <</ActualText (x)>> BDC /C cs 0 1 0 0 sc 0 0 9 9 re f EMC EMC", with_layer("/ON"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with_profile(4)(pdf)
        out = io.BytesIO()
        pdf.save(out)
    show = desk.page(Image(asset="ad", rect=Rect(100, 100, 400, 200)))
    target = desk.folder / "out.pdf"
    report = export_pdf((show,), desk.document, desk.book, target, images=Adverts(out.getvalue()), standard="x1a")
    assert [note.code for note in report.notes] == ["exporters.advert-profile"]
    with form_of(target) as form:
        assert form.Resources.ColorSpace.C == "/DeviceCMYK"
        assert list(form.Resources.keys()) == ["/ColorSpace"]
        content = form.read_bytes()
    assert content.count(b"BMC") == content.count(b"EMC") == 2
    assert b"BDC" not in content
    assert x1a_checks().later_than_13(target) == []


def test_a_group_without_anything_see_through_is_no_hindrance_to_x1a(desk: Desk) -> None:
    data = advert(FLAG, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))
    assert x1a_checks().x1a_faults(placed(desk, data, standard="x1a")) == []


def test_lzw_is_packed_anew(desk: Desk) -> None:
    def old(pdf: Pdf) -> None:
        # 80 0B 60 50 22 0C 0C 85 01: the example of ISO 32000-1 §7.4.4.2, ten bytes as decoded.
        image = pdf.make_stream(
            bytes.fromhex("800B6050220C0C8501"), Subtype=Name.Image, Width=10, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray, Filter=Name.LZWDecode,
        )  # fmt: skip
        pdf.pages[0].obj.Resources.XObject.P = image

    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(advert(b"/P Do"))) as pdf:
        old(pdf)
        pdf.save(data, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with form_of(placed(desk, data.getvalue())) as form:
        image = form.Resources.XObject.P
        assert image.Filter == "/FlateDecode"
        assert list(image.read_bytes()) == [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]


@pytest.mark.parametrize("content", [b"q Q " * 8_000_000, b"0 0 0 1 k " * 500_000], ids=["bytes", "operators"])
def test_an_advert_that_blows_up_is_refused_before_it_is_taken_apart(desk: Desk, content: bytes) -> None:
    def bomb(pdf: Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(content)

    assert refused(desk, advert(change=bomb)).code == "exporters.advert-too-large"


def test_forms_that_call_themselves_come_to_an_end(desk: Desk) -> None:
    def ring(pdf: Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        resources.XObject.R = pdf.make_stream(b"/R Do", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        resources.XObject.R.Resources = Dictionary(XObject=Dictionary(R=resources.XObject.R))

    with form_of(placed(desk, advert(b"/R Do", ring))) as form:
        assert form.Resources.XObject.R.Resources.XObject.R.objgen == form.Resources.XObject.R.objgen
