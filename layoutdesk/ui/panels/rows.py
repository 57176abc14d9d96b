"""Lists of the panels: rows with an icon, a text, a line under it and a figure at the right, painted alike everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layoutdesk.ui import icons
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look

Index = QModelIndex | QPersistentModelIndex
_ICON: Final = 16
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1


class Row(NamedTuple):
    """One row. ``colour`` names a colour of the theme for icon and figure; a heading has no ``key`` and cannot be chosen."""

    key: str
    text: str
    figure: str = ""
    under: str = ""
    icon: str = ""
    colour: str = "dim"
    faded: bool = False
    drags: bool = False

    @property
    def is_heading(self) -> bool:
        return not self.key


class Rows(QAbstractListModel):
    """The rows of one list. ``mime`` is the type under which rows that drag carry their key."""

    def __init__(self, mime: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self._mime = mime

    def show(self, rows: Sequence[Row]) -> None:
        """Takes other rows; where only their texts differ the list keeps its place."""
        rows = tuple(rows)
        if rows == self.rows:
            return
        if [row.key for row in rows] == [row.key for row in self.rows]:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def find(self, key: str) -> QModelIndex:
        """The place of a key; an invalid index where it is not in the list."""
        for number, row in enumerate(self.rows):
            if key and row.key == key:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.text, row.under) if part) if not row.is_heading else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.text, row.figure, row.under) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.rows[index.row()].drags else flags

    def mimeTypes(self) -> list[str]:
        return [self._mime]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(self._mime, "\n".join(self.rows[index.row()].key for index in indexes).encode())
        return data


class RowPainter(QStyledItemDelegate):
    """Paints rows in the colours of the theme."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW_ROLE)
        lines = 2 if row.under else 1
        return QSize(0, 28 if lines == 1 else 46)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        theme, box = self._look.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back = self._back(option)
        if back is not None and not row.is_heading:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 5, 5)
        inner = box.adjusted(2 * UNIT - 4, 0, -2 * UNIT + 4, 0)
        if row.icon:
            top = box.top() + (28 - _ICON) // 2
            image = icons.pixmap(row.icon, getattr(theme, row.colour), _ICON, painter.device().devicePixelRatioF())
            painter.drawPixmap(inner.left(), top, image)
            inner.setLeft(inner.left() + _ICON + UNIT)
        colour = theme.dim if row.faded or row.is_heading else theme.text
        self._texts(painter, option, row, inner, colour)
        painter.restore()

    def _back(self, option: QStyleOptionViewItem) -> QColor | None:
        if option.state & QStyle.StateFlag.State_Selected:
            return self._look.theme.chosen
        if option.state & QStyle.StateFlag.State_MouseOver:
            return self._look.theme.raised
        return None

    def _texts(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, box: QRect, colour: QColor) -> None:
        font = QFont(option.font)
        small = QFont(font)
        small.setPixelSize(SMALL_PIXELS)
        if row.is_heading:
            font = small
            font.setWeight(QFont.Weight.DemiBold)
        first = QRect(box.left(), box.top(), box.width(), 28)
        vertical = Qt.AlignmentFlag.AlignVCenter
        if row.figure:
            painter.setFont(small)
            width = QFontMetrics(small).horizontalAdvance(row.figure)
            painter.setPen(self._look.theme.dim if row.colour == "dim" else getattr(self._look.theme, row.colour))
            painter.drawText(first, vertical | Qt.AlignmentFlag.AlignRight, row.figure)
            first.setRight(first.right() - width - UNIT)
        painter.setFont(font)
        painter.setPen(colour)
        text = QFontMetrics(font).elidedText(row.text, Qt.TextElideMode.ElideRight, first.width())
        painter.drawText(first, vertical, text)
        if row.under:
            second = QRect(box.left(), box.top() + 23, box.width(), 18)
            painter.setFont(small)
            painter.setPen(self._look.theme.dim)
            under = QFontMetrics(small).elidedText(row.under, Qt.TextElideMode.ElideRight, second.width())
            painter.drawText(second, vertical, under)


class RowList(QListView):
    """A list of rows; ``chosen`` gives the key of the row that the editor clicks or walks to and confirms."""

    chosen = Signal(str)

    def __init__(self, look: Look, mime: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = Rows(mime, self)
        self.setModel(self.rows)
        self.setItemDelegate(RowPainter(look, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        if mime:
            self.setDragEnabled(True)
            self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        look.changed.connect(self.viewport().update)

    def show_rows(self, rows: Sequence[Row], current: str = "") -> None:
        """Shows rows, and ``current`` as the chosen one."""
        self.rows.show(rows)
        self.mark(current)

    def mark(self, key: str) -> None:
        """Shows a row as chosen, without choosing it."""
        place = self.rows.find(key)
        if place.isValid():
            self.setCurrentIndex(place)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def _choose(self, index: QModelIndex) -> None:
        row: Row = index.data(ROW_ROLE)
        if not row.is_heading:
            self.chosen.emit(row.key)
