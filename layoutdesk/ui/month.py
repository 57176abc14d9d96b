"""A month to choose a day from (月历): the days of the lunar calendar stand small under those of the sun's."""

from __future__ import annotations

import calendar
import datetime
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from layoutdesk.makeup.newissue import lunar_day
from layoutdesk.ui import icons
from layoutdesk.ui.language import Language
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import UNIT, Look

_CELL, _HEAD, _DAYS, _SIDE = 40, 40, 24, UNIT
_WEEKS: Final = 6
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_MONTHS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Month(QWidget):
    """A popup. ``chosen`` gives the day that is clicked, or confirmed by Enter; the wheel and PgUp, PgDown turn the months."""

    chosen = Signal(object)

    def __init__(self, day: datetime.date, look: Look, language: Language, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look, self._language = look, language
        self._today = datetime.date.today()
        self.day = day
        self._hover: datetime.date | None = None
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())
        self._name()

    def sizeHint(self) -> QSize:
        return QSize(7 * px(_CELL) + 2 * px(_SIDE), px(_HEAD) + px(_DAYS) + _WEEKS * px(_CELL) + px(_SIDE))

    def show_day(self, day: datetime.date) -> None:
        """Marks another day, and shows its month."""
        self.day = day
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(self.day.isoformat())

    # Where days lie

    def _first(self) -> datetime.date:
        """The Monday with which the month in view begins."""
        first = self.day.replace(day=1)
        return first - datetime.timedelta(days=first.weekday())

    def cell(self, day: datetime.date) -> QRectF:
        """Where a day of the month in view lies."""
        weeks, weekday = divmod((day - self._first()).days, 7)
        return QRectF(px(_SIDE) + weekday * px(_CELL), px(_HEAD) + px(_DAYS) + weeks * px(_CELL), px(_CELL), px(_CELL))

    def _day_at(self, place: QPointF) -> datetime.date | None:
        column, row = int((place.x() - px(_SIDE)) // px(_CELL)), int((place.y() - px(_HEAD) - px(_DAYS)) // px(_CELL))
        if not (0 <= column < 7 and 0 <= row < _WEEKS):
            return None
        return self._first() + datetime.timedelta(days=7 * row + column)

    def turn(self, months: int) -> None:
        """Goes months on or back, to the same day where the month has it."""
        count = self.day.year * 12 + self.day.month - 1 + months
        year, month = count // 12, count % 12 + 1
        if datetime.MINYEAR < year < datetime.MAXYEAR:
            self.show_day(
                self.day.replace(year=year, month=month, day=min(self.day.day, calendar.monthrange(year, month)[1]))
            )

    # The hand

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._day_at(event.position())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if not self.rect().contains(place.toPoint()):
            self.close()
        elif place.y() < px(_HEAD):
            self.turn(-1 if place.x() < self.width() / 2 else 1)
        elif (day := self._day_at(place)) is not None:
            self._choose(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.turn(-1 if event.angleDelta().y() > 0 else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.show_day(self.day + datetime.timedelta(days=_STEPS[key]))
        elif key in _MONTHS:
            self.turn(_MONTHS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.day)
        else:
            super().keyPressEvent(event)

    def _choose(self, day: datetime.date) -> None:
        self.close()
        self.chosen.emit(day)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.panel)
        painter.setPen(QPen(theme.line, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self._draw_head(painter)
        first = self._first()
        for number in range(7 * _WEEKS):
            self._draw_day(painter, first + datetime.timedelta(days=number))
        painter.end()

    def _draw_head(self, painter: QPainter) -> None:
        theme, text = self._look.theme, self._language.text
        for name, left in (("previous", px(_SIDE)), ("next", self.width() - px(_SIDE) - px(20))):
            painter.drawPixmap(
                QPointF(left, (px(_HEAD) - px(20)) / 2),
                icons.pixmap(name, theme.text, px(20), self.devicePixelRatioF()),
            )
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.text)
        title = text("ui.newissue.month", year=self.day.year, month=text(f"ui.newissue.month_{self.day.month}"))
        painter.drawText(QRectF(0, 0, self.width(), px(_HEAD)), Qt.AlignmentFlag.AlignCenter, title)
        small = QFont(self.font())
        small.setPixelSize(px(11))
        painter.setFont(small)
        painter.setPen(theme.dim)
        for weekday in range(7):
            box = QRectF(px(_SIDE) + weekday * px(_CELL), px(_HEAD), px(_CELL), px(_DAYS))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text(f"ui.newissue.day_{weekday}"))

    def _draw_day(self, painter: QPainter, day: datetime.date) -> None:
        theme, box = self._look.theme, self.cell(day).adjusted(2, 2, -2, -2)
        is_chosen, inside = day == self.day, day.month == self.day.month
        painter.setPen(QPen(theme.accent, 1.2) if day == self._today else Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent if is_chosen else theme.raised if day == self._hover else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(theme.on_accent if is_chosen else theme.text if inside else theme.dim)
        painter.setFont(self.font())
        lunar = lunar_day(day) if self._language.current == "zh" else ""
        upper = box.adjusted(0, px(3), 0, -box.height() * 0.42) if lunar else box
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, str(day.day))
        small = QFont(self.font())
        small.setPixelSize(px(10))
        painter.setFont(small)
        painter.setPen(theme.on_accent if is_chosen else theme.dim)
        painter.drawText(box.adjusted(0, box.height() * 0.5, 0, -2), Qt.AlignmentFlag.AlignCenter, lunar)
