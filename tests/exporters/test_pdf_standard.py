"""Press-ready: the clauses of PDF/X-4, colours as inks, boxes, pictures, and the same bytes every time."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pikepdf
import pytest
from PIL import Image as Pillow

from layoutdesk.base.colour import BLACK, WHITE, Cmyk, Registration, Spot
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.base.units import mm
from layoutdesk.display import Group, Image, Item, Link, Mark, rectangle
from layoutdesk.display import Path as Outline
from layoutdesk.exporters.marks import MARKS
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.model import Document, FolioSpec, Grid, HeadlineRange, Meta, Template, TextStyle
from layoutdesk.model.document import Asset
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.convert import PressImages

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from layoutdesk.text.fonts import Face, FontBook
    from tests.exporters.conftest import Colour, Desk, FlatImages


RED = Cmyk(0, 0.9, 0.8, 0)
SEAL = Spot("东岸红 032", 0.6, Cmyk(0, 0.95, 0.85, 0))


def template(**fields: object) -> Template:
    grid = Grid(columns=6, column_chars=16, gutter=2, body_size=9, step=12, rows=100, top_mm=20)
    return Template(
        name="plain", title={}, trim_mm=(280, 210), grid=grid, folio=FolioSpec(top_mm=5, height_mm=8),
        headlines=(HeadlineRange(least=20, most=30),), styles={"body": TextStyle()}, **fields,
    )  # fmt: skip


def everything(desk: Desk, face: Face) -> tuple[Item, ...]:
    """One of each kind of item."""
    box = Outline(segments=rectangle(Rect(20, 60, 100, 40)), fill=Cmyk(y=0.1), stroke=RED, width=0.5, dash=(2, 1))
    curve = Outline(segments=(("M", 20, 150), ("C", 60, 110, 90, 190, 120, 150), ("Z",)), fill=SEAL, even_odd=True)
    mark = Outline(segments=(("M", 5, 5), ("L", 15, 5)), stroke=Registration(), width=0.25)
    return (
        Mark(element="el-1", items=(desk.line(face, "要闻…⋯", overprint=True), box)),
        curve,
        mark,
        Image(asset="as-1", rect=Rect(200, 60, 120, 90)),
        Group(items=(desk.line(face, "斜", paint=SEAL),), transform=(0.9, 0.1, -0.1, 0.9, 300, 200), clip=Rect(0, 0, 90, 90)),
        Link(rect=Rect(0, 0, 10, 10), target="https://example.org/"),
    )  # fmt: skip


@pytest.mark.parametrize("marks", [frozenset(), frozenset(MARKS)])
def test_a_file_keeps_every_clause_of_x4(
    desk: Desk, any_face: tuple[FontBook, Face], checks: ModuleType, marks: frozenset[str]
) -> None:
    desk.book, face = any_face
    assert checks.x4_faults(desk.pdf(desk.page(*everything(desk, face)), marks=marks)) == []


def test_qpdf_finds_nothing(desk: Desk, any_face: tuple[FontBook, Face]) -> None:
    desk.book, face = any_face
    program = shutil.which("qpdf")
    if program is None:
        pytest.skip("qpdf is not installed")
    path = desk.pdf(desk.page(*everything(desk, face)), desk.page(desk.line(face, "第二版"), number=2))
    done = subprocess.run([program, "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("paper", ["甲<乙>&丙“丁”", "\0日\x0b报\ufffe", "😀𠀀报", "a\r\nb"])
def test_odd_titles_make_whole_metadata(desk: Desk, song: Face, checks: ModuleType, paper: str) -> None:
    desk.document = msgspec.structs.replace(desk.document, meta=Meta(paper=paper))
    path = desk.pdf(desk.page(desk.line(song, "字")))
    assert checks.x4_faults(path) == []
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"])


def test_two_exports_are_equal_to_the_byte(desk: Desk, song: Face) -> None:
    pages = (desk.page(*everything(desk, song)), desk.page(desk.line(song, "第二版"), number=2))
    assert desk.pdf(*pages, name="a.pdf").read_bytes() == desk.pdf(*pages, name="b.pdf").read_bytes()


def test_a_change_changes_the_identity_of_the_file(desk: Desk, song: Face) -> None:
    paths = [desk.pdf(desk.page(desk.line(song, text)), name=f"{text}.pdf") for text in ("早", "晚")]
    identities = []
    for path in paths:
        with pikepdf.open(path) as pdf:
            identities.append((bytes(pdf.trailer.ID[0]), pdf.open_metadata()["xmpMM:DocumentID"]))
    assert identities[0][0] != identities[1][0]
    assert identities[0][1] != identities[1][1]


def test_a_page_stays_the_same_whatever_the_others_use(desk: Desk, any_face: tuple[FontBook, Face]) -> None:
    desk.book, face = any_face
    first = desk.page(desk.line(face, "头版头条—…①海"))
    contents = []
    for index, others in enumerate(((), ("鼎鑫淼焱⋯⺠➀",), ("一二三", "丁上下"))):
        pages = (desk.page(desk.line(face, text), number=at) for at, text in enumerate(others, 2))
        with pikepdf.open(desk.pdf(first, *pages, name=f"{index}.pdf")) as pdf:
            contents.append(pdf.pages[0].Contents.read_bytes())
            for page in pdf.pages:
                assert "/Font" in page.obj.Resources
    assert contents[0] == contents[1] == contents[2]


def operators(path: Path, page: int = 0) -> list[str]:
    """The content of a page, which has one operator a line."""
    with pikepdf.open(path) as pdf:
        return pdf.pages[page].Contents.read_bytes().decode("ascii").splitlines()


def test_black_overprints_and_nothing_else_does(desk: Desk, song: Face) -> None:
    path = desk.pdf(
        desk.page(
            desk.line(song, "黑", overprint=True),
            desk.line(song, "白", paint=WHITE, overprint=True),
            desk.line(song, "红", paint=RED, overprint=True),
            desk.line(song, "黑", overprint=False),
            desk.line(song, "黑", overprint=True),
        )
    )
    told = [line for line in operators(path) if line.endswith((" gs", " k"))]
    assert told == [
        "/Overprint gs", "0 0 0 1 k", "/Knockout gs", "0 0 0 0 k", "0 0.9 0.8 0 k", "0 0 0 1 k", "/Overprint gs",
    ]  # fmt: skip
    with pikepdf.open(path) as pdf:
        states = pdf.pages[0].Resources.ExtGState
        assert (states.Overprint.OP, states.Overprint.op, states.Overprint.OPM) == (True, True, 1)
        assert (states.Knockout.OP, states.Knockout.op) == (False, False)


def test_a_box_of_two_paints_overprints_only_where_both_are_black(desk: Desk) -> None:
    square = rectangle(Rect(10, 10, 50, 50))
    mixed = Outline(segments=square, fill=RED, stroke=BLACK, width=1, overprint=True)
    assert "/Overprint gs" not in operators(desk.pdf(desk.page(mixed)))
    black = Outline(segments=square, stroke=BLACK, width=1, overprint=True)
    assert "/Overprint gs" in operators(desk.pdf(desk.page(black)))


def test_spot_and_registration_are_separations(desk: Desk, song: Face) -> None:
    path = desk.pdf(desk.page(*everything(desk, song)))
    with pikepdf.open(path) as pdf:
        spaces = {str(space[1]): space for space in pdf.pages[0].Resources.ColorSpace.values()}
    assert set(spaces) == {"/东岸红 032", "/All"}
    assert [float(value) for value in spaces["/东岸红 032"][3].C1] == [0, 0.95, 0.85, 0]
    assert [float(value) for value in spaces["/All"][3].C1] == [1, 1, 1, 1]
    assert any(line.endswith("0.6 scn") for line in operators(path))


def test_boxes_follow_the_template(desk: Desk, song: Face) -> None:
    desk.with_page(template(bleed_mm=5.0))
    page = desk.page(desk.line(song, "版心"))
    for marks, room in ((frozenset(), 0.0), (frozenset({"crop"}), mm(10))):
        with pikepdf.open(desk.pdf(page, marks=marks)) as pdf:
            boxes = {key: [float(v) for v in pdf.pages[0].obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")}
        assert boxes["/MediaBox"][:2] == [0, 0]
        assert boxes["/BleedBox"] == pytest.approx(
            [room, room, room + 800 + 2 * mm(5), room + 600 + 2 * mm(5)], abs=1e-3
        )
        low = room + mm(5)
        assert boxes["/TrimBox"] == pytest.approx([low, low, low + 800, low + 600], abs=1e-3)


def test_title_and_dates_come_from_the_issue(desk: Desk, song: Face) -> None:
    with pikepdf.open(desk.pdf(desk.page(desk.line(song, "文")), desk.page(number=2))) as pdf:
        assert str(pdf.trailer.Info.Title) == "晨岸日报 2031-05-06"
        assert str(pdf.trailer.Info.CreationDate) == "D:20310506000000+08'00'"
    desk.document = Document(meta=Meta(paper="A & B <早报>"))
    with pikepdf.open(desk.pdf(desk.page(desk.line(song, "文")), name="undated.pdf")) as pdf:
        assert str(pdf.trailer.Info.CreationDate) == "D:20000101000000+08'00'"
        assert pdf.open_metadata()["dc:title"] == "A & B <早报> 1"


def test_the_same_picture_is_converted_and_written_once(desk: Desk, image_source: type[FlatImages]) -> None:
    images = image_source()
    shown = Image(asset="as-1", rect=Rect(10, 10, 80, 60))
    again = Image(asset="as-1", rect=Rect(200, 10, 80, 60))
    other = Image(asset="as-2", rect=Rect(200, 110, 80, 60))
    path = desk.pdf(desk.page(shown, again), desk.page(other, number=2), images=images)
    assert [asset for asset, _ in images.asked] == ["as-1", "as-2"]
    with pikepdf.open(path) as pdf:
        pictures = [
            item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        assert len(pictures) == 1
        assert pictures[0].ColorSpace == "/DeviceCMYK"


def test_a_page_in_black_takes_its_pictures_in_grey(desk: Desk, image_source: type[FlatImages]) -> None:
    desk.with_page(template(colour=False))
    images = image_source()
    path = desk.pdf(desk.page(Image(asset="as-1", rect=Rect(10, 10, 80, 60))), images=images)
    assert images.asked == [("as-1", False)]
    with pikepdf.open(path) as pdf:
        (picture,) = pdf.pages[0].Resources.XObject.values()
        assert picture.ColorSpace == "/DeviceGray"


def red_photograph() -> bytes:
    """A JPEG of 400 × 300 pixels: red with some noise, so that it is no drawing."""
    noise = Pillow.effect_noise((400, 300), 8)
    bands = [noise.point([max(0, min(255, level - 128 + tone)) for level in range(256)]) for tone in (200, 30, 30)]
    out = io.BytesIO()
    Pillow.merge("RGB", bands).save(out, "JPEG", quality=95)
    return out.getvalue()


def test_photographs_keep_their_colours_through_the_press_conversion(
    desk: Desk, tmp_path: Path, raster: Callable[[Path, float, float], list[Colour]]
) -> None:
    """A red photograph is red on paper: the inverted CMYK of its JPEG is turned round."""
    asset = Asset(id="as-9", name="red.jpg", sha256="0" * 64, media="image/jpeg", width=400, height=300)
    images = PressImages((asset,), {asset.sha256: red_photograph()}.__getitem__, store=PictureCache(tmp_path / "cache"))
    path = desk.pdf(desk.page(Image(asset="as-9", rect=Rect(100, 100, 300, 225))), images=images)
    with pikepdf.open(path) as pdf:
        (picture,) = pdf.pages[0].Resources.XObject.values()
        assert picture.Filter == "/DCTDecode"
    for name, red, green, blue in raster(path, 250, 200):
        assert red > 130 > 110 > green, name
        assert blue < 110, name


@pytest.mark.parametrize("standard", ["x5", ""])
def test_an_unknown_standard_is_refused(desk: Desk, standard: str) -> None:
    with pytest.raises(Refusal) as refused:
        desk.pdf(desk.page(), standard=standard)
    assert refused.value.code == "exporters.unknown-standard"


def test_the_widths_in_the_file_are_those_of_the_font(desk: Desk, any_face: tuple[FontBook, Face]) -> None:
    desk.book, face = any_face
    text = "宽窄Wil1.，—"
    with pikepdf.open(desk.pdf(desk.page(desk.line(face, text)))) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        items = list(font.DescendantFonts[0].W)
    stated = [float(value) for values in items[1::2] for value in values]
    wanted = {round(face.advance(gid) * 1000, 3) for gid in (0, *map(face.glyph, text))} - {1000.0}
    assert set(stated) == wanted


def test_nothing_is_written_without_pages(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        export_pdf((), desk.document, desk.book, desk.folder / "none.pdf", images=msgspec.UNSET)
    assert refused.value.code == "exporters.no-pages"
    assert list(desk.folder.iterdir()) == []
