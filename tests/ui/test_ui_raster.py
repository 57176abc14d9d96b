"""What the screen shows is what the press gets: the raster of the canvas against the raster of the exported PDF."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from PySide6.QtGui import QColor, QImage

from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import mm
from layoutdesk.compose.types import Line
from layoutdesk.exporters.pdf.export import export_pdf
from layoutdesk.pictures.convert import PressImages
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.window import Window

#: How dark a pixel of ink is. Hairlines that fall between two rows of pixels show at the second only, while the faint tips of
#: strokes, which no two renderers draw alike, show there too: a box agrees where it does at one of the two.
_DARK = (150, 190)


class Raster(NamedTuple):
    """Grey pixels, a byte each."""

    data: bytes
    stride: int
    width: int
    height: int

    def ink_box(self, left: int, top: int, right: int, bottom: int, dark: int) -> tuple[int, int, int, int] | None:
        """The box of dark pixels inside a box."""
        left, top, right, bottom = max(left, 0), max(top, 0), min(right, self.width), min(bottom, self.height)
        rows = [
            y for y in range(top, bottom) if min(self.data[y * self.stride + left : y * self.stride + right]) < dark
        ]
        if not rows:
            return None
        columns = [
            x
            for x in range(left, right)
            if min(self.data[rows[0] * self.stride + x : rows[-1] * self.stride + x + 1 : self.stride]) < dark
        ]
        return columns[0], rows[0], columns[-1], rows[-1]


def of_screen(window: Window, page: str, scale: float) -> Raster:
    display = window.desk.composed[page].display
    layers = Layers()
    layers.show(display)
    whole = Rect(0, 0, display.width, display.height)
    image = window.painter.picture(layers.within(whole), display.width, display.height, scale, QColor("white"))
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return Raster(bytes(grey.constBits()), grey.bytesPerLine(), grey.width(), grey.height())


def of_pdf(path: Path, number: int, scale: float, bleed: int) -> Raster:
    """The trim of a page: ``bleed`` pixels are cut off on every side."""
    pdf = pypdfium2.PdfDocument(path)
    bitmap = pdf[number].render(scale=scale, grayscale=True)
    data, stride = bytes(bitmap.buffer), bitmap.stride
    width, height = bitmap.width - 2 * bleed, bitmap.height - 2 * bleed
    rows = (data[(y + bleed) * stride + bleed : (y + bleed) * stride + bleed + width] for y in range(height))
    out = Raster(b"".join(rows), width, width, height)
    bitmap.close()
    pdf.close()
    return out


def line_box(line: Line) -> Rect:
    """Where the ink of a line may be; lines over and under it do not reach in."""
    return Rect(line.x - 1, line.baseline - line.size * 0.95, line.width + 2, line.size * 1.12)


def agree(one: tuple[int, ...] | None, other: tuple[int, ...] | None) -> bool:
    """Whether two boxes are the same to a pixel."""
    if one is None or other is None:
        return one is other
    return all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("pixels", [17, 26])
def test_elements_and_lines_stand_where_the_pdf_has_them(window: Window, tmp_path: Path, pixels: int) -> None:
    """To a pixel. The scale is such that the bleed is a whole number of ``pixels``."""
    document, book = window.desk.document, pip_fonts()
    scale = pixels / mm(3)
    pages = [window.desk.composed[page.id] for page in document.pages]
    target = tmp_path / "out.pdf"
    export_pdf(pages, document, book, target, images=PressImages((), lambda _: b""))
    compared = 0
    for number, page in enumerate(pages):
        screen, press = of_screen(window, page.page, scale), of_pdf(target, number, scale, pixels)
        rects = [rect for frames in page.frames.values() for rect in frames] + [line_box(line) for line in page.lines]
        for rect in rects:
            box = (
                round(rect.x * scale) - 1, round(rect.y * scale) - 1, round(rect.right * scale) + 1, round(rect.bottom * scale) + 1,
            )  # fmt: skip
            boxes = [(screen.ink_box(*box, dark), press.ink_box(*box, dark)) for dark in _DARK]
            assert any(agree(one, other) for one, other in boxes), (rect, boxes)
            compared += boxes[0][0] is not None
    assert compared > 100


_DENSE = """
import sys
from PySide6.QtWidgets import QApplication
from layoutdesk.base.geometry import Rect
from layoutdesk.display import DisplayList, Path, rectangle
from layoutdesk.base.colour import Cmyk
from layoutdesk.pictures.colour import screen_rgb
from layoutdesk.ui.canvas.colours import Colours
from layoutdesk.ui.canvas.glyphs import ScreenGlyphs
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.canvas.view import PageView

application = QApplication([])
view = PageView(PagePainter(ScreenGlyphs(None), Colours(screen_rgb), Previews()))
view.resize(500, 400)
view.show()
box = Path(segments=rectangle(Rect(30, 30, 60, 60)), fill=Cmyk(k=1))
view.show_page("pg", DisplayList(width=300, height=300, items=(box,)))
view.set_zoom(0.75)
view.center_on(Rect(0, 0, 300, 300))
view.settle()
image = view.viewport().grab().toImage()
place = view.rect_to_view(Rect(30, 30, 60, 60))
ratio = image.devicePixelRatio()
print(ratio, view.scale, place.width())
for x, y in ((place.left() + 1, place.top() + 1), (place.right() - 1, place.bottom() - 1)):
    print(image.pixelColor(int(x * ratio), int(y * ratio)).value() < 60)
for x, y in ((place.left() - 1, place.top() - 1), (place.right() + 1, place.bottom() + 1)):
    print(image.pixelColor(int(x * ratio), int(y * ratio)).value() > 200)
"""


@pytest.mark.parametrize("ratio", ["1", "1.5", "2"])
def test_dense_screens_are_drawn_at_their_own_resolution(ratio: str) -> None:
    """The tiles count device pixels; what is drawn stands where the view says it stands."""
    import os

    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": ratio}
    done = subprocess.run([sys.executable, "-c", _DENSE], env=environment, capture_output=True, text=True, check=True)
    first, *marks = done.stdout.splitlines()
    assert [float(part) for part in first.split()] == pytest.approx([float(ratio), float(ratio), 60])
    assert marks == ["True"] * 4
