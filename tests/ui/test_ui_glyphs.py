"""Western lines a little wider or narrower are as dark on the screen as their neighbours, and lines drawn ahead look as drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from layoutdesk.display import Glyphs
from layoutdesk.model import TextStyle
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import set_line
from layoutdesk.ui.canvas.glyphs import ScreenGlyphs
from layoutdesk.ui.canvas.lineimages import LineImages
from layoutdesk.ui.canvas.painter import HINTS

TEXT = "the lantern room had no glass and the iron gallery"
HEIGHT, BASELINE = 40, 25


def screen_glyphs() -> ScreenGlyphs:
    book = pip_fonts()
    return ScreenGlyphs(lambda key: (book.face_by_key(key).path, book.face_by_key(key).index))


def darkness(run: Glyphs, scale: float) -> tuple[float, int]:
    """The ink of a run in whole pixels, and the last column that has some."""
    screen = screen_glyphs()
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


INK = QColor(35, 31, 32)


def paper_with(draw: Callable[[QPainter], object], width: int = 320) -> QImage:
    """A strip of paper on which something was drawn."""
    image = QImage(width, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHints(HINTS)
    painter.setPen(INK)
    draw(painter)
    painter.end()
    return image


def worst(one: QImage, other: QImage) -> int:
    """The greatest difference of any pixel, of 255."""
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


@pytest.mark.parametrize("scale", [0.7, 1.0, 1.6, 2.0])
@pytest.mark.parametrize("across", [7.0, 7.3, 7.55, 7.99])
def test_a_line_drawn_ahead_is_put_down_as_it_would_be_drawn(qapp: object, scale: float, across: float) -> None:
    line, screen = set_line("江水 Lantern 2026，涨了。", TextStyle(size=9.0), pip_fonts()).glyphs[0], screen_glyphs()
    drawn = paper_with(lambda painter: screen.draw_line(painter, line, INK, scale, across, BASELINE + 0.4))
    assert screen.ahead.wants(line, INK, scale, across)
    screen.ahead.draw(line, INK, scale, across)
    assert not screen.ahead.wants(line, INK, scale, across + 20)
    put = paper_with(lambda painter: screen.ahead.put(painter, line, INK, scale, (across, BASELINE + 0.4)))
    assert worst(drawn, put) <= 24
    assert worst(paper_with(lambda _: None), put) > 150
    assert screen.ahead.bytes_used > 0


def test_elsewhere_between_two_pixels_only_haste_puts_a_line_down(qapp: object) -> None:
    line, ahead = set_line("江水涨了", TextStyle(size=9.0), pip_fonts()).glyphs[0], screen_glyphs().ahead
    ahead.draw(line, INK, 1.5, 4.0)
    exact = paper_with(lambda painter: ahead.put(painter, line, INK, 1.5, (8.0, BASELINE)))
    assert not paper_with_answer(ahead, line, 8.4)
    assert not paper_with_answer(ahead, line, 8.0, QColor(200, 0, 0))
    ahead.hasty = True
    assert paper_with(lambda painter: ahead.put(painter, line, INK, 1.5, (8.4, BASELINE))) == exact
    assert ahead.is_rough
    assert ahead.wants(line, INK, 1.5, 8.4)


def paper_with_answer(ahead: LineImages, line: Glyphs, across: float, ink: QColor = INK) -> bool:
    answers: list[bool] = []
    paper_with(lambda painter: answers.append(ahead.put(painter, line, ink, 1.5, (across, BASELINE))))
    return answers[0]


def test_lines_drawn_ahead_take_no_more_than_their_room(qapp: object) -> None:
    screen = screen_glyphs()
    ahead = LineImages(screen._run, 60_000)
    lines = [
        set_line("江水涨了又落" + sign, TextStyle(size=9.0), pip_fonts()).glyphs[0] for sign in "一二三四五六七八九十"
    ]
    for line in lines:
        ahead.draw(line, INK, 1.5, 0.0)
        assert 0 < ahead.bytes_used <= 60_000
    assert not paper_with_answer(ahead, lines[0], 0.0)
    assert paper_with_answer(ahead, lines[-1], 0.0)
    # Reversed type is bolder than on paper, and short runs are drawn as soon as put down.
    assert not ahead.wants(lines[0], QColor("white"), 1.5, 0.0)
    assert not ahead.wants(set_line("江水", TextStyle(size=9.0), pip_fonts()).glyphs[0], INK, 1.5, 0.0)
