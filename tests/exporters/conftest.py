"""Hand-made pages for the exporters: text set with the fonts' own advances, invented copy, readers of finished PDFs."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import msgspec
import pypdfium2
import pytest

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import DisplayList, Glyphs, Group, Item, placed
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.exporters.pdf.export import Again
from layoutdesk.exporters.pdf.formes import Formes
from layoutdesk.model import Document, Meta, Page, Template
from layoutdesk.pictures.render import PressImage, Preview
from layoutdesk.text.fonts import Face, FontBook, load_fonts, pip_fonts

WIDTH, HEIGHT = 800.0, 600.0


class FlatImages:
    """Gives every asset an even tone and counts how often it was asked."""

    def __init__(self, ink: tuple[int, ...] = (0, 255, 255, 0)) -> None:
        self.asked: list[tuple[str, bool | None]] = []
        self.profiles: list[str] = []
        self._ink = ink

    def press(self, asset: str, rect: Rect, crop: Rect, *, colour: bool | None = None, profile: str = "") -> PressImage:
        self.asked.append((asset, colour))
        self.profiles.append(profile)
        ink = b"\x80" if colour is False else bytes(self._ink)
        return PressImage(
            width=8, height=6, components=1 if colour is False else 4, data=zlib.compress(ink * 48), filter="FlateDecode",
            decode_inverted=False,
        )  # fmt: skip

    def preview(
        self, asset: str, longest: int, crop: Rect, *, colour: bool | None = None, profile: str = ""
    ) -> Preview:
        self.asked.append((asset, colour))
        return Preview(width=2, height=2, rgb=b"\1\2\3" * 4)

    def document(self, asset: str) -> None:
        return None


class GivenFormes(Formes):
    """Formes of pages that were made by hand."""

    def __init__(self, pages: Sequence[ComposedPage]) -> None:
        super().__init__()
        self._given = pages

    def pages(self, *_: object) -> Iterator[ComposedPage]:
        """The pages as they were given: their elements may stand, as a whole they never do."""
        yield from self._given


class Desk:
    """Sets text as it comes and exports it, in a folder of its own."""

    def __init__(self, book: FontBook, folder: Path) -> None:
        self.book, self.folder = book, folder
        self.document = Document(meta=Meta(paper="晨岸日报", date="2031-05-06"))

    def run(self, face: Face, text: str, *, size: float = 10.0, gap: float = 0.0, **more: object) -> Glyphs:
        """One glyph a character, each at its advance and ``gap`` points on."""
        xs, x = [], 0.0
        for char in text:
            xs.append(round(x, 3))
            x += face.advance(face.glyph(char)) * size * float(str(more.get("hscale", 1.0))) + gap
        fields = {
            "face": face.key, "size": size, "gids": tuple(map(face.glyph, text)), "xs": tuple(xs), "text": text,
            "clusters": tuple(range(len(text))), **more,
        }  # fmt: skip
        return Glyphs(**fields)

    def line(self, face: Face, text: str, x: float = 20.0, y: float = 40.0, **more: object) -> Group:
        """A run placed on the page."""
        return placed((self.run(face, text, **more),), x, y)

    def page(self, *items: Item, number: int = 1, lines: tuple[Line, ...] = ()) -> ComposedPage:
        """A page that shows ``items``."""
        display = DisplayList(width=WIDTH, height=HEIGHT, items=items)
        return ComposedPage(
            page=f"pg-{number}", number=number, display=display, lines=lines, frames={}, fits=(), pictures=(),
            problems=(),
        )  # fmt: skip

    def pdf(self, *pages: ComposedPage, name: str = "out.pdf", **options: object) -> Path:
        """The pages as a PDF. Exported again, by what stands of them, they are the same bytes."""
        target = self.folder / name
        given = options.pop("images", None)
        export_pdf(pages, self.document, self.book, target, images=given or FlatImages(), **options)
        written, again = target.read_bytes(), Again(tuple(page.page for page in pages), GivenFormes(pages))
        # Once with nothing that stands, and once with all of it. Who counts what is asked for, or how far it is, has it once.
        for _ in range(2 if given is None and "progress" not in options else 0):
            export_pdf(again, self.document, self.book, target, images=FlatImages(), **options)
            assert target.read_bytes() == written
        return target

    def with_page(self, template: Template, **fields: object) -> None:
        """Gives the document its page 1 on ``template``."""
        page = Page(id="pg-1", number=1, template=template.name, **fields)
        self.document = msgspec.structs.replace(self.document, pages=(page,), templates=(template,))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with the fonts that every machine has."""
    return Desk(pip_fonts(), tmp_path)


@pytest.fixture
def song() -> Face:
    return pip_fonts().face("song")


FACES = {
    "packaged Song": lambda: (pip_fonts(), "song", True),
    "packaged Hei": lambda: (pip_fonts(), "hei", True),
    "system Song": lambda: (load_fonts(()), "song", True),
    "system Kai": lambda: (load_fonts(()), "kai", False),
}


@pytest.fixture(params=list(FACES))
def any_face(request: pytest.FixtureRequest) -> tuple[FontBook, Face]:
    """Each kind of font file: CFF alone, CFF in a collection, TrueType; skipped where it is not installed."""
    book, role, is_cff = FACES[request.param]()
    face = book.face(role)
    if request.param.startswith("system") and (face in pip_fonts().faces or face.is_cff != is_cff):
        pytest.skip(f"no {request.param} on this machine")
    return book, face


def tool(name: str) -> str:
    """The path of a program; the test is skipped where it is missing."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture
def poppler_text() -> Callable[[Path], str]:
    """Reads a PDF's text with poppler, in the order of the content, white space taken out."""
    program = tool("pdftotext")

    def read(path: Path) -> str:
        done = subprocess.run([program, "-raw", str(path), "-"], capture_output=True, check=True)
        return "".join(done.stdout.decode("utf-8").split())

    return read


@pytest.fixture
def pdfium_text() -> Callable[[Path], str]:
    """Reads a PDF's text with PDFium, white space taken out."""
    return lambda path: "".join(_pdfium_text(path).split())


def _pdfium_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
    return "".join(texts)


@pytest.fixture
def poppler_lines() -> Callable[[Path], list[str]]:
    """Reads the lines of a PDF's text with poppler, in the order of the content."""
    program = tool("pdftotext")

    def read(path: Path) -> list[str]:
        done = subprocess.run([program, "-raw", "-nopgbrk", str(path), "-"], capture_output=True, check=True)
        return [line.strip() for line in done.stdout.decode("utf-8").splitlines()]

    return read


@pytest.fixture
def pdfium_lines() -> Callable[[Path], list[str]]:
    """Reads the lines of a PDF's text with PDFium."""
    return lambda path: [line.strip() for line in _pdfium_text(path).splitlines()]


@pytest.fixture(scope="session")
def checks() -> ModuleType:
    """The clause checks of ``tests/x4_checks.py``."""
    path = Path(__file__).resolve().parents[1] / "x4_checks.py"
    spec = importlib.util.spec_from_file_location("x4_checks", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def image_source() -> type[FlatImages]:
    return FlatImages


Colour = tuple[str, int, int, int]


@pytest.fixture
def raster(tmp_path: Path) -> Callable[[Path, float, float], list[Colour]]:
    """The colour of one point of page 1 (points from the trim's upper left corner) in every renderer that is there."""

    def at(path: Path, x: float, y: float) -> list[Colour]:
        found = []
        for name, (width, _, pixels) in rendered(path, tmp_path).items():
            start = 3 * (round(y * SCALE) * width + round(x * SCALE))
            found.append((name, *pixels[start : start + 3]))
        return found

    return at


@pytest.fixture
def renderings(tmp_path: Path) -> Callable[[Path], dict[str, Rendering]]:
    """Page 1 cut to its trim at 144 dpi in every renderer that is there."""
    return lambda path: rendered(path, tmp_path)


#: Pixels a point of every rendering.
SCALE = 2
#: Width, height and RGB pixels.
Rendering = tuple[int, int, bytes]


def rendered(path: Path, folder: Path) -> dict[str, Rendering]:
    """Renders page 1 with PDFium and, where they are installed, poppler and Ghostscript."""
    dpi = str(72 * SCALE)
    found = {"pdfium": _pdfium(path)}
    # Both cut to the crop box, which is the media box: the trim is cut out afterwards.
    commands = {
        "poppler": ["pdftoppm", "-r", dpi, "-singlefile", str(path), str(folder / "poppler")],
        "ghostscript": ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=ppmraw", f"-r{dpi}", "-dLastPage=1",
                        f"-sOutputFile={folder / 'ghostscript.ppm'}", str(path)],
    }  # fmt: skip
    for name, (program, *rest) in commands.items():
        if shutil.which(program):
            subprocess.run([program, *rest], check=True, capture_output=True)
            found[name] = _trimmed(folder / f"{name}.ppm", path)
    return found


def _pdfium(path: Path) -> Rendering:
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        page.set_cropbox(*page.get_trimbox())
        bitmap = page.render(scale=SCALE, rev_byteorder=True)
        rows = memoryview(bitmap.buffer).cast("B")
        starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
        pixels = b"".join(bytes(rows[start : start + 3 * bitmap.width]) for start in starts)
        return bitmap.width, bitmap.height, pixels


def _trimmed(ppm: Path, path: Path) -> Rendering:
    magic, rest = ppm.read_bytes().split(b"\n", 1)
    while rest.startswith(b"#"):
        rest = rest.split(b"\n", 1)[1]
    size, most, pixels = rest.split(b"\n", 2)
    assert (magic, most) == (b"P6", b"255")
    width, height = map(int, size.split())
    with pypdfium2.PdfDocument(path) as document:
        left, bottom, right, top = document[0].get_trimbox()
    x, y = round(left * SCALE), height - round(top * SCALE)
    across, down = round((right - left) * SCALE), round((top - bottom) * SCALE)
    rows = (pixels[3 * (row * width + x) : 3 * (row * width + x + across)] for row in range(y, y + down))
    return across, down, b"".join(rows)
