"""The list of the palette: a name with what was hit in it, under it where it stands or why it is not possible, its key beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from layoutdesk.ui import icons
from layoutdesk.ui.commandpalette.ranking import Hit
from layoutdesk.ui.shortcuts import keycaps
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look

Index = QModelIndex | QPersistentModelIndex
HIT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
#: Heights of a row and of a heading, in logical pixels; from the edge of the list to its texts.
_ROW, _HEADING, _SIDE = 44, 26, 12
_ICON: Final = 16
#: Between a name and another one that was hit instead, and between the parts of the line under it.
_PARTED: Final = " · "


class Hits(QAbstractListModel):
    """Headings (a text) and hits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[str | Hit, ...] = ()

    def show(self, rows: Sequence[str | Hit]) -> None:
        """Takes other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def height(self) -> int:
        """What all rows take, in logical pixels."""
        return sum(px(_HEADING if isinstance(row, str) else _ROW) for row in self.rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == HIT_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.find.names[0]
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, Hit):
            return ", ".join(filter(None, (row.find.names[0], *row.find.keys[:1], row.find.why or row.find.places[0])))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class HitPainter(QStyledItemDelegate):
    """Paints rows in the colours of the theme, with the first keys of what they stand for, as many as ``most_keys``."""

    def __init__(self, look: Look, parent: QObject | None = None, most_keys: int = 1) -> None:
        super().__init__(parent)
        self._look = look
        self._most_keys = most_keys

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, px(_HEADING if isinstance(index.data(HIT_ROLE), str) else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(HIT_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            self._heading(painter, option, row)
        else:
            self._hit(painter, option, row)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        font = QFont(option.font)
        font.setPixelSize(px(SMALL_PIXELS - 1))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._look.theme.dim)
        box = option.rect.adjusted(px(_SIDE), px(4), -px(_SIDE), 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def _hit(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        theme, box, find = self._look.theme, QRect(option.rect), hit.find
        state = option.state
        back = theme.chosen if state & QStyle.StateFlag.State_Selected else None
        if back is None and state & QStyle.StateFlag.State_MouseOver:
            back = theme.raised
        if back is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 6, 6)
        inner = box.adjusted(px(_SIDE), 0, -px(_SIDE), 0)
        density = painter.device().devicePixelRatioF()
        faint = QColor(theme.dim)
        faint.setAlpha(140)
        image = icons.pixmap(find.icon or "blank", faint if find.why else theme.dim, px(_ICON), density)
        painter.drawPixmap(inner.left(), box.center().y() - px(_ICON) // 2 + 1, image)
        inner.setLeft(inner.left() + px(_ICON + _SIDE))
        inner.setRight(self._right(painter, option, hit, inner) - px(UNIT))
        self._texts(painter, option, hit, inner)

    def _right(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, box: QRect) -> int:
        """What stands at the right: a tick of what is on, keys as caps; where the texts end."""
        theme, right = self._look.theme, box.right()
        for number, key in enumerate(reversed(hit.find.keys[: self._most_keys])):
            right -= px(2 * UNIT) if number else 0
            right = keycaps.paint(
                painter, key, option.font, right, box.center().y() + 1, theme, faded=bool(hit.find.why)
            )
        if hit.find.mark:
            right -= px(_ICON + UNIT)
            image = icons.pixmap(hit.find.mark, theme.accent, px(_ICON), painter.device().devicePixelRatioF())
            painter.drawPixmap(right, box.center().y() - px(_ICON) // 2 + 1, image)
        return right

    def _texts(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, box: QRect) -> None:
        theme, find = self._look.theme, hit.find
        small = QFont(option.font)
        small.setPixelSize(px(SMALL_PIXELS))
        first = QRect(box.left(), box.top() + px(5), box.width(), px(18))
        second = QRect(box.left(), box.top() + px(23), box.width(), px(16))
        self._line(painter, option.font, find.names[0], hit.spots, first, theme.dim if find.why else theme.text)
        other = hit.other or (find.names[1] if find.kind == "action" and len(find.names) > 1 else "")
        # What was hit is not to be what loses its end.
        under = (other, find.why, find.places[0]) if hit.other else (find.why, find.places[0], other)
        self._line(painter, small, _PARTED.join(filter(None, under)), hit.other_spots, second, theme.dim)

    def _line(
        self, painter: QPainter, font: QFont, text: str, spots: Sequence[int], box: QRect, colour: QColor
    ) -> None:
        """A line of text, what is at ``spots`` in the accent of the theme; what is too long loses its end."""
        seen = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        layout = QTextLayout(seen, font)
        mark = QTextCharFormat()
        mark.setForeground(self._look.theme.accent)
        mark.setFontWeight(QFont.Weight.DemiBold)
        ranges = []
        for spot in spots:
            if spot < len(seen) and seen[spot] == text[spot]:
                part = QTextLayout.FormatRange()
                part.start, part.length, part.format = len(seen[:spot].encode("utf-16-le")) // 2, 1, mark
                ranges.append(part)
        layout.setFormats(ranges)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(100_000)
        layout.endLayout()
        painter.setPen(colour)
        layout.draw(painter, QPointF(box.left(), box.center().y() + 0.5 - line.height() / 2))
