"""Pages as PNG pictures in sRGB, for looking at: drawn as the PDF for the press is, cut to the trim.

Paints and pictures have the colours that the printing condition gives them, as on the editor's screen; PDFium by itself
would show inks far brighter than paper does.

PDFium is not made for threads: whoever has a window calls this in a worker process.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layoutdesk.base.problem import Refusal
from layoutdesk.compose.types import ComposedPage
from layoutdesk.exporters.images import ImageSource
from layoutdesk.exporters.naming import PageNames
from layoutdesk.exporters.report import ExportedFile, ExportReport, Progress
from layoutdesk.exporters.target import TargetFile, Together, replacing_together
from layoutdesk.model import Document

if TYPE_CHECKING:
    from layoutdesk.text.fonts import FontBook

#: At 600 dpi a broadsheet takes some 350 MB of memory while it is drawn.
LEAST_DPI, MOST_DPI = 18, 600

_TRUECOLOUR = 2


def export_png(
    pages: Iterable[ComposedPage],
    document: Document,
    book: FontBook,
    target: Path,
    *,
    images: ImageSource,
    dpi: int = 150,
    pattern: str = "",
    profile: str = "",
    progress: Progress | None = None,
) -> ExportReport:
    """Draws ``pages`` at ``dpi`` pixels an inch.

    One page becomes ``target``; of several each gets its number before the suffix (``page-01.png``). With ``pattern``
    ``target`` is a folder, and the names are those of ``export_each``. Raises ``Refusal`` as ``export_pdf`` does.
    """
    from layoutdesk.exporters.pdf.export import export_screen, output_profile

    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise Refusal("exporters.dpi", dpi=dpi, least=LEAST_DPI, most=MOST_DPI)
    names = PageNames(document, pattern, ".png") if pattern else None
    seen: list[tuple[str, int]] = []
    with tempfile.TemporaryDirectory(prefix="layoutdesk-") as folder:
        pdf = Path(folder) / "pages.pdf"
        condition = output_profile(document, profile)
        export_screen(_noted(pages, seen), document, book, pdf, images=images, profile=condition, dpi=dpi)
        targets = [
            target / names.name(page_id, number) if names else _numbered(target, at, len(seen))
            for at, (page_id, number) in enumerate(seen, 1)
        ]
        with replacing_together() as together:
            return ExportReport(files=tuple(_drawn(pdf, targets, together, dpi, progress)))


def _noted(pages: Iterable[ComposedPage], seen: list[tuple[str, int]]) -> Iterator[ComposedPage]:
    for page in pages:
        seen.append((page.page, page.number))
        yield page


def _numbered(target: Path, number: int, count: int) -> Path:
    return target if count == 1 else target.with_name(f"{target.stem}-{number:02}{target.suffix or '.png'}")


def _drawn(
    pdf: Path, targets: list[Path], together: Together, dpi: int, progress: Progress | None
) -> Iterator[ExportedFile]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for index, target in enumerate(targets):
            page = document[index]
            page.set_cropbox(*page.get_trimbox())
            bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
            with together.file(target) as out:
                _write_png(out, bitmap, dpi)
            bitmap.close()
            page.close()
            if progress is not None:
                progress(index + 1, len(targets))
            yield ExportedFile(path=target, pages=1, size=out.size)
    finally:
        document.close()


def _write_png(out: TargetFile, bitmap: Any, dpi: int) -> None:
    """A bitmap of three bytes a pixel as a PNG without filters (ISO/IEC 15948 §11)."""
    width, height = bitmap.width, bitmap.height
    out.write(b"\x89PNG\r\n\x1a\n")
    _chunk(out, b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _TRUECOLOUR, 0, 0, 0))
    _chunk(out, b"sRGB", b"\0")
    per_metre = round(dpi / 0.0254)
    _chunk(out, b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
    rows = memoryview(bitmap.buffer).cast("B")
    packer = zlib.compressobj(6)
    packed = bytearray()
    for start in range(0, bitmap.stride * height, bitmap.stride):
        packed += packer.compress(b"\0")
        packed += packer.compress(rows[start : start + width * 3])
    packed += packer.flush()
    _chunk(out, b"IDAT", bytes(packed))
    _chunk(out, b"IEND", b"")


def _chunk(out: TargetFile, kind: bytes, data: bytes) -> None:
    out.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
