"""Western lines whose glyphs are a little wider or narrower are as dark on the screen as their neighbours, and as wide as set."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from layoutdesk.display import Glyphs
from layoutdesk.model import TextStyle
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import set_line
from layoutdesk.ui.canvas.glyphs import ScreenGlyphs

TEXT = "the lantern room had no glass and the iron gallery"
HEIGHT, BASELINE = 40, 25


def darkness(run: Glyphs, scale: float) -> tuple[float, int]:
    """The ink of a run in whole pixels, and the last column that has some."""
    book = pip_fonts()
    screen = ScreenGlyphs(lambda key: (book.face_by_key(key).path, book.face_by_key(key).index))
    image = QImage(int(300 * scale), HEIGHT, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    screen.draw(painter, run, QTransform.fromTranslate(4, BASELINE), scale)
    painter.end()
    data, stride = bytes(image.constBits()), image.bytesPerLine()
    columns = [sum(255 - data[row * stride + column] for row in range(HEIGHT)) for column in range(image.width())]
    return sum(columns) / 255, max(column for column, ink in enumerate(columns) if ink > 40)


@pytest.mark.parametrize("scale", [1.3, 2.0, 3.0])
@pytest.mark.parametrize("hscale", [0.97, 1.03])
def test_stretched_glyphs_are_drawn_as_dark_and_as_wide_as_they_are_set(
    qapp: object, scale: float, hscale: float
) -> None:
    plain = set_line(TEXT, TextStyle(size=9.0), pip_fonts()).glyphs[0]
    stretched = replace(plain, hscale=hscale, xs=tuple(x * hscale for x in plain.xs))
    (ink, last), (own, end) = darkness(stretched, scale), darkness(plain, scale)
    assert ink == pytest.approx(own * hscale, rel=0.015)
    assert last - 4 == pytest.approx((end - 4) * hscale, abs=1.0)
    # The same glyphs set a little apart stand where their pens do.
    apart = replace(stretched, xs=tuple(x + number * 0.2 for number, x in enumerate(stretched.xs)))
    assert darkness(apart, scale)[1] - last == pytest.approx(0.2 * (len(plain.xs) - 1) * scale, abs=1.0)
