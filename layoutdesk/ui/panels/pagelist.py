"""The list of pages under the hand: several chosen, dragged with a mark where they would come, named in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from layoutdesk.ui.panels.pagedrops import PageDrops
from layoutdesk.ui.panels.pagename import PageName
from layoutdesk.ui.panels.rows import ROW_ROLE, Row, Rows
from layoutdesk.ui.panels.thumbnails import PageRows
from layoutdesk.ui.theme import UNIT, Look

#: So near the edge of the list the pages scroll along under the hand, so far a step, so often.
_EDGE: Final = 28
_SCROLL: Final = 12
_SCROLL_MS: Final = 30
#: So far beside the list a drag still counts: let go further away nothing is moved.
_BESIDE: Final = 48
#: The share of its size at which a page in the hand is shown, how clear, and how far one lies under another.
_HELD: Final = 0.62
_CLEAR: Final = 0.88
_PILED: Final = 3
_KEYS: Final = {
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): "page-delete",
    (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier): "page-delete",
    (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier): "page-rename",
    (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier): "page-duplicate",
    (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): "page-earlier",
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): "page-later",
}


class PageList(QListView):
    """Pages in their order. A click turns to one, with Ctrl or Shift it chooses several, a drag moves or with Alt copies them.

    ``moved`` and ``copied``: the chosen pages before the row ``int`` (behind all: the number of rows); ``wanted`` names an action.
    """

    turned = Signal(str)
    moved = Signal(int)
    copied = Signal(int)
    wanted = Signal(str)
    renamed = Signal(str, str)
    menu_wanted = Signal(QPoint)

    def __init__(self, look: Look, rows: Rows, painter: PageRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._rows, self._painter = look, rows, painter
        self.setModel(rows)
        self.setItemDelegate(painter)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        #: Whether the issue may be changed.
        self.is_open = True
        self._pressed: QPoint | None = None
        self._held: QPoint | None = None
        self._gap = -1
        self._scroll = QTimer(self, interval=_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        self.name = PageName(self, rows, painter)
        self.name.named.connect(self.renamed)
        self.drops = PageDrops(self)
        self.drops.rested.connect(self.turned)
        self.setAcceptDrops(True)

    # What is chosen

    def chosen(self) -> list[str]:
        """The ids of the chosen pages, in their order."""
        return [self._rows.rows[row].key for row in sorted(index.row() for index in self.selectedIndexes())]

    def choose(self, pages: Sequence[str]) -> None:
        """Chooses pages, the first of them under the keys."""
        places = [place for page in pages if (place := self._rows.find(page)).isValid()]
        selection = QItemSelection()
        for place in places:
            selection.select(place, place)
        model = self.selectionModel()
        if places:
            model.setCurrentIndex(places[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(places[0])
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows the pages as they are; those that were chosen stay so wherever they are now."""
        chosen = self.chosen()
        if self._held is not None and [row.key for row in rows] != [row.key for row in self._rows.rows]:
            # What is in the hand may be gone.
            self._let_go()
        self._rows.show(rows)
        if self.chosen() != chosen:
            self.choose(chosen)

    def show_in_view(self, page: str) -> None:
        """Marks the page in view, and chooses it unless it is one of several that are chosen."""
        self._painter.in_view = page
        if page not in self.chosen():
            self.choose([page])
        self.viewport().update()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        plain = event.button() == Qt.MouseButton.LeftButton and index.isValid()
        self._pressed = place if plain else None
        if plain and self.selectionModel().isSelected(index) and not _adds(event):
            # A press on one of several may begin a drag of all: which of them is meant is known when it is let go.
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._held is not None or (far and self.is_open and self.chosen()):
            self._hold(place, copies=_copies(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._held is not None:
            gap, copies = self._gap, _copies(event)
            self._let_go()
            if gap >= 0:
                (self.copied if copies else self.moved).emit(gap)
            return
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if pressed is not None and index.isValid() and not _adds(event):
            page = index.data(ROW_ROLE).key
            self.choose([page])
            self.turned.emit(page)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            row = index.data(ROW_ROLE)
            if event.position().x() >= self._painter.texts_box(row.key, self.visualRect(index)).left():
                self.wanted.emit("page-rename")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.choose([index.data(ROW_ROLE).key])
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        else:
            place = event.globalPos()
        self.menu_wanted.emit(place)

    # Stories let go over a page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)
        # Over the next page it may be taken, wherever it comes in.
        event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.is_open:
            self.drops.move(event)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drops.drop(event)

    # Pages in the hand

    @property
    def is_dragging(self) -> bool:
        """Whether pages are in the hand."""
        return self._held is not None

    def _hold(self, place: QPoint, *, copies: bool) -> None:
        self._held = place
        self._painter.taken_up = () if copies else self.chosen()
        self._gap = self._gap_at(place)
        shape = Qt.CursorShape.DragCopyCursor if copies else Qt.CursorShape.ClosedHandCursor
        self.viewport().setCursor(shape)
        near = min(place.y(), self.viewport().height() - place.y()) < _EDGE
        if near != self._scroll.isActive():
            (self._scroll.start if near else self._scroll.stop)()
        self.viewport().update()

    def _let_go(self) -> None:
        self._held, self._gap, self._pressed = None, -1, None
        self._painter.taken_up = ()
        self._scroll.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    def _gap_at(self, place: QPoint) -> int:
        """Before which row the pages in the hand come, the number of rows for behind all; -1 where they stay where they are."""
        if not self.viewport().rect().adjusted(-_BESIDE, -_BESIDE, _BESIDE, _BESIDE).contains(place):
            return -1
        rows, taken_up = range(len(self._rows.rows)), self._painter.taken_up
        gap = next((n for n in rows if place.y() < self.visualRect(self._rows.index(n)).center().y()), len(rows))
        return gap if not taken_up or self._moves(self.chosen(), gap) else -1

    def _moves(self, chosen: Sequence[str], gap: int) -> bool:
        """Whether the pages come to stand elsewhere before a row."""
        order = [row.key for row in self._rows.rows]
        rest = [page for page in order if page not in chosen]
        at = sum(page not in chosen for page in order[:gap])
        return [*rest[:at], *chosen, *rest[at:]] != order

    def _scroll_on(self) -> None:
        if self._held is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (-_SCROLL if self._held.y() < _EDGE else _SCROLL))
            self._gap = self._gap_at(self._held)
            self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._held is None and not self.drops.over:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.drops.over:
            box = self.visualRect(self._rows.find(self.drops.over)).adjusted(4, 1, -4, -1)
            painter.setPen(QPen(self._look.theme.accent, 2))
            painter.drawRoundedRect(box, 5, 5)
        if self._gap >= 0:
            self._draw_mark(painter)
        if self._held is not None:
            self._draw_held(painter, self._held)
        painter.end()

    def mark(self) -> float:
        """The height at which the mark stands where the pages in the hand would come; below 0 where there is none."""
        count = len(self._rows.rows)
        if self._gap < 0 or not count:
            return -1.0
        last = self._gap >= count
        rect = self.visualRect(self._rows.index(min(self._gap, count - 1)))
        return float(rect.bottom() if last else max(rect.top(), 1))

    def _draw_mark(self, painter: QPainter) -> None:
        y, right = self.mark(), self.viewport().width() - UNIT
        painter.setPen(QPen(self._look.theme.accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(UNIT + 6, y), QPointF(right, y))
        painter.setBrush(self._look.theme.panel)
        painter.drawEllipse(QPointF(UNIT + 2, y), 4, 4)

    def _draw_held(self, painter: QPainter, place: QPoint) -> None:
        """The pages in the hand, one under the other, with their number where they are several."""
        chosen = self.chosen()
        painter.setOpacity(_CLEAR)
        sheet = self._painter.sheet(chosen[0], QPointF())
        size = sheet.size() * _HELD
        corner = QPointF(place) + QPointF(10, -size.height() / 3)
        for under in range(min(len(chosen), 3) - 1, -1, -1):
            box = QRectF(corner + QPointF(under * _PILED, under * _PILED), size)
            self._painter.draw_sheet(painter, chosen[under], box)
        painter.setOpacity(1)
        if len(chosen) > 1:
            badge = QRectF(corner.x() + size.width() - 9, corner.y() - 9, 20, 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.accent)
            painter.drawEllipse(badge)
            painter.setPen(self._look.theme.on_accent)
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(len(chosen)))

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keys of the panel come before the same keys of the menus; while pages are in the hand every key is the drag's."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and (self._held is not None or self._action(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._held is not None:
            if event.key() == Qt.Key.Key_Escape:
                self._let_go()
        elif action := self._action(event):
            self.wanted.emit(action)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.turned.emit(self.currentIndex().data(ROW_ROLE).key)
        else:
            super().keyPressEvent(event)

    def _action(self, event: QKeyEvent) -> str:
        """The action that a key asks for here."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return _KEYS.get((Qt.Key(event.key()), modifiers), "")


def _adds(event: QMouseEvent) -> bool:
    """Whether a click chooses one more (Ctrl) or all up to it (Shift)."""
    return bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))


def _copies(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
