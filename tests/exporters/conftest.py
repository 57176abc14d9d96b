"""Hand-made pages for the exporters: text set with the fonts' own advances, invented copy, readers of finished PDFs."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Literal

import msgspec
import pypdfium2
import pytest

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import DisplayList, Glyphs, Group, Item, placed
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.model import Document, Meta, Page, Template
from layoutdesk.text.fonts import Face, FontBook, load_fonts, pip_fonts

WIDTH, HEIGHT = 800.0, 600.0


class FlatImage(msgspec.Struct, frozen=True):
    """A picture of one even tone, as the pictures' room would hand it over."""

    width: int
    height: int
    components: Literal[1, 4]
    data: bytes
    filter: Literal["DCTDecode", "FlateDecode"] = "FlateDecode"
    decode_inverted: bool = False


class FlatImages:
    """Gives every asset an even tone and counts how often it was asked."""

    def __init__(self, ink: tuple[int, ...] = (0, 255, 255, 0)) -> None:
        self.asked: list[tuple[str, bool]] = []
        self._ink = ink

    def press(self, asset_id: str, rect: Rect, crop: Rect, *, colour: bool = True) -> FlatImage:
        self.asked.append((asset_id, colour))
        ink = bytes(self._ink) if colour else b"\x80"
        return FlatImage(8, 6, 4 if colour else 1, zlib.compress(ink * 48))


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
            problems=(), faces=(),
        )  # fmt: skip

    def pdf(self, *pages: ComposedPage, name: str = "out.pdf", **options: object) -> Path:
        """The pages as a PDF."""
        target = self.folder / name
        images = options.pop("images", None) or FlatImages()
        export_pdf(pages, self.document, self.book, target, images=images, **options)
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

    def read(path: Path) -> str:
        with pypdfium2.PdfDocument(path) as document:
            texts = []
            for page in document:
                text_page = page.get_textpage()
                texts.append(text_page.get_text_bounded())
                text_page.close()
                page.close()
        return "".join("".join(texts).split())

    return read


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
