"""A new issue in little: every page with its masthead or folio bar, its columns and label, as it will be made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from layoutdesk.base.units import mm
from layoutdesk.compose.grid import PageGrid, page_grid
from layoutdesk.model.template import Template
from layoutdesk.ui.canvas.colours import Colours
from layoutdesk.ui.textsize import keep_size, px
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look

#: No more sheets are drawn; of the others it is said how many there are.
MOST: Final = 24
#: The label under a sheet, in logical pixels.
_LABEL: Final = 20
_GAP: Final = UNIT + 4


class Little(NamedTuple):
    """One sheet: its template, label and name."""

    template: Template
    label: str
    name: str


class Sheets(QWidget):
    """Draws the sheets of an issue as large as they go in."""

    def __init__(self, look: Look, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._colours = look, colours
        self._paper = ""
        self._sheets: tuple[Little, ...] = ()
        keep_size(self, least_width=248, least_height=280)

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(340))

    def show_issue(self, paper: str, sheets: Sequence[Little], told: str) -> None:
        """Shows an issue; ``told`` says the same in words."""
        self._paper, self._sheets = paper, tuple(sheets)
        self.setAccessibleName(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._sheets[:MOST]
        if shown:
            self._draw(painter, shown)
        painter.end()

    def _draw(self, painter: QPainter, shown: Sequence[Little]) -> None:
        widest = max(each.template.trim_mm[0] for each in shown)
        highest = max(each.template.trim_mm[1] for each in shown)
        across, scale = self._fit(len(shown), widest, highest)
        down = -(-len(shown) // across)
        pitch_x, pitch_y = widest * scale + _GAP, highest * scale + px(_LABEL) + _GAP
        left = (self.width() - across * pitch_x + _GAP) / 2
        top = max(0.0, (self.height() - down * pitch_y + _GAP) / 2)
        for n, sheet in enumerate(shown):
            corner = QPointF(left + n % across * pitch_x, top + n // across * pitch_y)
            foot = corner.y() + highest * scale
            width, height = (side * scale for side in sheet.template.trim_mm)
            box = QRectF(corner.x() + (widest * scale - width) / 2, foot - height, width, height)
            self._sheet(painter, sheet, box, n)
            more = len(self._sheets) - MOST
            label = f"+{more}" if more > 0 and n == MOST - 1 else f"{sheet.label}  {sheet.name}".strip()
            self._label(painter, label, QRectF(corner.x(), foot, widest * scale, px(_LABEL)))

    def _fit(self, count: int, width: float, height: float) -> tuple[int, float]:
        """Sheets side by side, and pixels to the mm, so that all go in as large as they can."""
        best = 1, 0.0
        for across in range(1, count + 1):
            down = -(-count // across)
            scale = min(
                (self.width() - (across - 1) * _GAP) / across / width,
                (self.height() - (down - 1) * _GAP - down * px(_LABEL)) / down / height,
            )
            if scale > best[1]:
                best = across, scale
        return best[0], min(best[1], 0.42)

    def _sheet(self, painter: QPainter, sheet: Little, box: QRectF, at: int) -> None:
        grid, scale = page_grid(sheet.template), box.width() / mm(sheet.template.trim_mm[0])
        painter.fillRect(box, self._look.paper)
        area = QRectF(
            box.x() + grid.type_area.x * scale, box.y() + grid.type_area.y * scale,
            grid.type_area.w * scale, grid.type_area.h * scale,
        )  # fmt: skip
        self._columns(painter, grid, area, scale)
        if sheet.template.masthead is not None:
            self._masthead(painter, sheet.template, box, area, scale)
        else:
            self._folio(painter, sheet, box, area, scale, right=at % 2 == 0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.theme.sheet_edge, 1))
        painter.drawRect(box)

    def _columns(self, painter: QPainter, grid: PageGrid, area: QRectF, scale: float) -> None:
        tint = QColor(self._look.theme.guide)
        tint.setAlpha(38)
        for column in range(grid.template.grid.columns):
            left = area.x() + column * grid.pitch * scale
            painter.fillRect(QRectF(left, area.y(), (grid.pitch - grid.gutter) * scale, area.height()), tint)

    def _masthead(self, painter: QPainter, template: Template, box: QRectF, area: QRectF, scale: float) -> None:
        spec = template.masthead
        assert spec is not None
        band = QRectF(area.x(), box.y() + mm(spec.top_mm) * scale, area.width(), mm(spec.height_mm) * scale)
        accent = self._colours.of(spec.accent)
        painter.setPen(QPen(accent, 1))
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Black)
        font.setPixelSize(max(5, int(band.height() * 0.62)))
        wide = QFontMetricsF(font).horizontalAdvance(self._paper)
        if wide > band.width() * 0.8:
            font.setPixelSize(max(4, int(font.pixelSize() * band.width() * 0.8 / wide)))
        painter.setFont(font)
        painter.drawText(band, Qt.AlignmentFlag.AlignCenter, self._paper)

    def _folio(self, painter: QPainter, sheet: Little, box: QRectF, area: QRectF, scale: float, *, right: bool) -> None:
        spec = sheet.template.folio
        foot = box.y() + mm(spec.top_mm + spec.height_mm) * scale
        painter.setPen(QPen(QColor("#3a3a3a"), 1))
        painter.drawLine(QPointF(area.left(), foot), QPointF(area.right(), foot))
        font = QFont(self.font())
        font.setPixelSize(max(4, int(mm(spec.height_mm) * scale * 0.8)))
        painter.setFont(font)
        band = QRectF(
            area.left(), foot - mm(spec.height_mm) * scale * 1.2, area.width(), mm(spec.height_mm) * scale * 1.1
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(band, side | Qt.AlignmentFlag.AlignBottom, sheet.label)
        if sheet.name:
            wide = QFontMetricsF(font).horizontalAdvance(sheet.name) + 4
            plate = QRectF(band.center().x() - wide / 2, band.top() + 1, wide, band.height() - 1)
            painter.fillRect(plate, self._colours.of(spec.accent))
            painter.setPen(QColor("#ffffff"))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, sheet.name)

    def _label(self, painter: QPainter, label: str, box: QRectF) -> None:
        font = QFont(self.font())
        font.setPixelSize(px(SMALL_PIXELS))
        painter.setFont(font)
        painter.setPen(self._look.theme.dim)
        shown = QFontMetricsF(font).elidedText(label, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
