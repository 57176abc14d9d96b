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
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layoutdesk.base.brief import head, tail
from layoutdesk.base.han import is_han
from layoutdesk.ui import icons
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look

Index = QModelIndex | QPersistentModelIndex
_ICON: Final = 16
#: From one small icon at the right of a row to the next.
SIGN_STEP: Final = 20
#: What holds the last characters of a text together, and how many.
_JOINER: Final = "\u2060"
_LAST: Final = 3
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
MOST_LINES: Final = 4
#: Heights of a row's first line and of the line under its text, and where that begins, in logical pixels.
_FIRST, _UNDER, _SECOND = 28, 18, 23
#: From the edge of the list to its texts.
_SIDE: Final = 2 * UNIT - 4


class Row(NamedTuple):
    """One row. ``colour`` names a colour of the theme for icon and figure; a heading has no ``key`` and cannot be chosen.

    A text that ``wraps`` is shown on up to ``MOST_LINES`` lines, others on one. What is too long loses its end, or with
    ``keeps_end`` its middle; before that the quoted name in it that ``gives`` way loses its end. ``signs``: at the right room is
    left for so many small icons.
    """

    key: str
    text: str
    figure: str = ""
    under: str = ""
    icon: str = ""
    colour: str = "dim"
    faded: bool = False
    drags: bool = False
    wraps: bool = False
    keeps_end: bool = False
    gives: str = ""
    signs: int = 0

    @property
    def is_heading(self) -> bool:
        return not self.key


class Rows(QAbstractListModel):
    """The rows of one list. ``mime`` is the type under which rows that drag carry their key.

    ``retouched`` gives the rows that show something else at their old height: Qt lays a list out whole at every other change.
    """

    retouched = Signal(list)

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
            changed = [at for at, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
            as_high = all(self.is_as_high(self.rows[at], rows[at]) for at in changed)
            self.rows = rows
            if as_high:
                self.retouched.emit(changed)
            else:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def is_as_high(self, row: Any, other: Any) -> bool:
        """Whether two rows take the same height at any width."""
        if row.wraps or other.wraps:
            return row[:4] == other[:4] and row.wraps == other.wraps and bool(row.icon) == bool(other.icon)
        return bool(row.under) == bool(other.under)

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
        height = px(_FIRST) + (px(_UNDER) if row.under else 0)
        if row.wraps and isinstance(option.widget, QListView):
            width = option.widget.viewport().width() - 2 * px(_SIDE) - (px(_ICON + UNIT) if row.icon else 0)
            lines = self._count(index, option.font, width - _figure_width(row, option.font))
            height += (lines - 1) * QFontMetrics(option.font).lineSpacing()
        return QSize(0, height)

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
        inner = box.adjusted(px(_SIDE), 0, -px(_SIDE) - self._signs(option, index) * px(SIGN_STEP), 0)
        if row.icon:
            top = box.top() + px(_FIRST - _ICON) // 2
            image = icons.pixmap(row.icon, getattr(theme, row.colour), px(_ICON), painter.device().devicePixelRatioF())
            painter.drawPixmap(inner.left(), top, image)
            inner.setLeft(inner.left() + px(_ICON + UNIT))
        colour = theme.dim if row.faded or row.is_heading else theme.text
        self._texts(painter, option, index, inner, colour)
        painter.restore()

    def _signs(self, _option: QStyleOptionViewItem, index: Index, /) -> int:
        """For how many small icons a row leaves room at its right now."""
        signs: int = index.data(ROW_ROLE).signs
        return signs

    def _back(self, option: QStyleOptionViewItem) -> QColor | None:
        if option.state & QStyle.StateFlag.State_Selected:
            return self._look.theme.chosen
        if option.state & QStyle.StateFlag.State_MouseOver:
            return self._look.theme.raised
        return None

    def _texts(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, box: QRect, colour: QColor) -> None:
        row: Row = index.data(ROW_ROLE)
        font = QFont(option.font)
        small = QFont(font)
        small.setPixelSize(px(SMALL_PIXELS))
        if row.is_heading:
            font = small
            font.setWeight(QFont.Weight.DemiBold)
        first = QRect(box.left(), box.top(), box.width(), px(_FIRST))
        vertical = Qt.AlignmentFlag.AlignVCenter
        if row.figure:
            painter.setFont(small)
            painter.setPen(self._look.theme.dim if row.colour == "dim" else getattr(self._look.theme, row.colour))
            painter.drawText(first, vertical | Qt.AlignmentFlag.AlignRight, row.figure)
            first.setRight(first.right() - _figure_width(row, font))
        painter.setFont(font)
        painter.setPen(colour)
        step = QFontMetrics(font).lineSpacing()
        lines = self._say(painter, index, font, first)
        if row.under:
            second = QRect(box.left(), box.top() + px(_SECOND) + (lines - 1) * step, box.width(), px(_UNDER))
            painter.setFont(small)
            painter.setPen(self._look.theme.dim)
            under = QFontMetrics(small).elidedText(row.under, Qt.TextElideMode.ElideRight, second.width())
            painter.drawText(second, vertical, under)

    def _count(self, index: Index, font: QFont, width: int) -> int:
        """How many lines the text of a row that wraps takes in a width."""
        return len(broken(index.data(ROW_ROLE).text, font, width, MOST_LINES))

    def _say(self, painter: QPainter, index: Index, font: QFont, first: QRect) -> int:
        """Paints the text of a row, its first line in ``first``; how many lines it took."""
        lines, step = shown_lines(index.data(ROW_ROLE), font, first.width()), QFontMetrics(font).lineSpacing()
        for number, line in enumerate(lines):
            painter.drawText(first.translated(0, number * step), Qt.AlignmentFlag.AlignVCenter, line)
        return len(lines)


def shown_lines(row: Row, font: QFont, width: int) -> list[str]:
    """The text of a row as it is to be seen in a width."""
    if row.keeps_end:
        return [_without_middle(_giving(row.text, row.gives, font, width), font, width)]
    return broken(row.text, font, width, MOST_LINES if row.wraps else 1)


def _giving(text: str, name: str, font: QFont, width: int) -> str:
    """A text in a width, as far as a quoted name in it can give: that loses its end, but for two characters, and no word a part."""
    metrics, at = QFontMetrics(font), text.rfind(name)
    if at < 0 or not name.endswith("”") or metrics.horizontalAdvance(text) <= width:
        return text
    inner, shorter = name.rstrip("”…"), text
    for most in range(len(inner) - 1, 2, -1):
        shorter = f"{text[:at]}{head(inner, most)}…”{text[at + len(name) :]}"
        if metrics.horizontalAdvance(shorter) <= width:
            break
    return shorter


def _without_middle(text: str, font: QFont, width: int) -> str:
    """A text in a width; one that is too long loses its middle, and no word a part of itself."""
    seen = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, width)
    begins = next((at for at, (one, other) in enumerate(zip(text, seen, strict=False)) if one != other), len(seen))
    ends = len(seen) - begins - 1
    if seen == text or ends <= 0:
        return seen
    return f"{head(text, begins)}…{tail(text, len(text) - ends)}"


def broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    """A text on lines of a width, at most so many: what is over is elided at the end of the last.

    No line begins with the last character alone (孤字).
    """
    if most > 1 and any(map(is_han, text[-_LAST:])):
        text = text[:-_LAST] + _JOINER.join(text[-_LAST:])
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(wrapMode=QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere))
    layout.beginLayout()
    # Qt counts in UTF-16.
    units, done, lines = text.encode("utf-16-le"), 0, []
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        start, done = done, line.textStart() + line.textLength()
        lines.append(units[2 * start : 2 * done].decode("utf-16-le").replace(_JOINER, ""))
    layout.endLayout()
    if 2 * done < len(units):
        rest = units[2 * start :].decode("utf-16-le").replace(_JOINER, "")
        lines[-1] = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return lines or [""]


def _figure_width(row: Row, font: QFont) -> int:
    """What a row's figure takes of the width of its text."""
    if not row.figure:
        return 0
    small = QFont(font)
    small.setPixelSize(px(SMALL_PIXELS))
    return QFontMetrics(small).horizontalAdvance(row.figure) + px(UNIT)


class RowList(QListView):
    """A list of rows; ``chosen`` gives the key of the row that the editor clicks or confirms, ``confirmed`` by Enter or twice."""

    chosen = Signal(str)
    confirmed = Signal(str)

    def __init__(self, look: Look, mime: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.use(Rows(mime, self), RowPainter(look, self))
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
        self.activated.connect(self._confirm)
        look.changed.connect(self.viewport().update)

    def use(self, rows: Rows, painter: RowPainter) -> None:
        """Has the list show rows of a kind of its own."""
        self.rows = rows
        self.setModel(rows)
        self.setItemDelegate(painter)
        rows.retouched.connect(self._retouch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks rows that wrap anew, and keeps the chosen row in sight, however little room there is for the list."""
        super().resizeEvent(event)
        # Qt lays out at another height only, and a width may also change by the scroll bar's coming and going.
        if event.size().width() != event.oldSize().width() and any(row.wraps for row in self.rows.rows):
            self.scheduleDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def room(self) -> int:
        """The height at which every row is seen, in logical pixels."""
        last = self.rows.index(len(self.rows.rows) - 1)
        return self.visualRect(last).bottom() + self.verticalOffset() + 1 if last.isValid() else 0

    def show_rows(self, rows: Sequence[Row], current: str = "") -> None:
        """Shows rows, and ``current`` as the chosen one."""
        self.rows.show(rows)
        self.mark(current)

    def mark(self, key: str) -> None:
        """Shows a row as chosen, without choosing it."""
        place = self.rows.find(key)
        if place == self.currentIndex():
            return  # The list may have been scrolled on since.
        if place.isValid():
            self.setCurrentIndex(place)
            self.scrollTo(place)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def _retouch(self, rows: list[int]) -> None:
        for row in rows:
            self.update(self.rows.index(row))

    def _confirm(self, index: QModelIndex) -> None:
        row: Row = index.data(ROW_ROLE)
        if not row.is_heading:
            self.confirmed.emit(row.key)

    def _choose(self, index: QModelIndex) -> None:
        row: Row = index.data(ROW_ROLE)
        if not row.is_heading:
            self.chosen.emit(row.key)
