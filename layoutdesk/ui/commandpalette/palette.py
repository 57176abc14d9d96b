"""The palette: a field over the page, and what its letters find. Enter does it, Esc and a click elsewhere leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.ui.commandpalette.finds import IN_MENUS, KINDS, Find
from layoutdesk.ui.commandpalette.hits import HIT_ROLE, HitPainter, Hits
from layoutdesk.ui.commandpalette.ranking import Hit, listed, ranked
from layoutdesk.ui.commandpalette.recent import SHOWN
from layoutdesk.ui.language import Language
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import UNIT, Look

#: Of the panel, in logical pixels: its usual size, how far under the window's upper edge, and at least from the other edges.
_WIDTH, _HEIGHT, _TOP, _CLEAR = 620, 520, 72, 32
#: How far the shadow of the panel reaches, in logical pixels.
_SHADOW: Final = 28
#: The height of the panel without its list.
_BARE: Final = 128
#: The rows of a leap by page keys.
_LEAP: Final = 8
_STEPS: Final = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _LEAP, Qt.Key.Key_PageUp: -_LEAP,
}  # fmt: skip


class _Field(QLineEdit):
    """The field; ``asked`` gives what is typed with what an input method has under way, so that nothing need be put in for it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(objectName="wanted")
        self.textChanged.connect(self.asked.emit)

    def event(self, event: QEvent) -> bool:
        # No key is another's while the palette is open, and Tab goes through its kinds.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        at = self.cursorPosition()
        self.asked.emit(self.text()[:at] + event.preeditString() + self.text()[at:])


class CommandPalette(QWidget):
    """Lies over the whole window; ``chosen`` gives the key of what is wanted, ``keyed`` that of an action whose keys are."""

    chosen = Signal(str)
    keyed = Signal(str)
    left = Signal()

    def __init__(
        self, found: Sequence[Find], recent: Sequence[str], is_own_key: Callable[[QKeyEvent], bool], look: Look,
        language: Language, parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._found, self._recent, self._is_own_key = found, recent, is_own_key
        self._look, self._language = look, language
        self._kind = ""
        self.field = _Field()
        self.list = QListView()
        self.model = Hits(self)
        self.none, self.hint = QLabel(objectName="dim"), QLabel(objectName="hint")
        self.kinds: dict[str, QToolButton] = {}
        self._build()
        self.field.asked.connect(self._show)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        parent.installEventFilter(self)
        self._show("")

    def _build(self) -> None:
        text = self._language.text
        self.panel = QFrame(self, objectName="palette")
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        column.setSpacing(UNIT // 2)
        self.field.setPlaceholderText(text("ui.palette.hint"))
        self.field.setAccessibleName(text("ui.action.palette"))
        column.addWidget(self.field)
        column.addLayout(self._kind_bar())
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitPainter(self._look, self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(text("ui.action.palette"))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.list, 1)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.none, 1)
        self.hint.setText(text("ui.palette.keys"))
        column.addWidget(self.hint)

    def _kind_bar(self) -> QHBoxLayout:
        """The buttons of what is looked for; Tab goes through them too."""
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setContentsMargins(UNIT // 2, 0, UNIT // 2, 0)
        row.setSpacing(UNIT // 2)
        for kind, code in {"": "ui.palette.all", **KINDS}.items():
            if kind in IN_MENUS[1:]:
                continue
            button = QToolButton(objectName="kind", checkable=True, checked=not kind)
            button.setText(self._language.text(code))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, kind=kind: self._look_for(kind))
            group.addButton(button)
            row.addWidget(button)
            self.kinds[kind] = button
        row.addStretch()
        return row

    def renew(self, found: Sequence[Find]) -> None:
        """Takes the keys, with what is to be found now; what was typed stays."""
        self._found = found
        self._show(self.field.text())
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    # Its place

    def _lie(self) -> None:
        """Covers the window; the panel a little under its upper edge, as high as what it shows."""
        self.setGeometry(self.parentWidget().rect())
        width = min(px(_WIDTH), self.width() - 2 * _CLEAR)
        most = min(px(_HEIGHT), self.height() - _TOP - _CLEAR)
        needed = px(_BARE) + (self.model.height() or 2 * self.none.sizeHint().height())
        place = QRect((self.width() - width) // 2, _TOP, width, min(most, needed))
        if place != self.panel.geometry():
            reach = self.panel.geometry().united(place)
            self.panel.setGeometry(place)
            # What lies under the shadow is drawn anew, and no more of the page.
            self.update(reach.adjusted(-_SHADOW, -_SHADOW, _SHADOW, _SHADOW + 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.panel.geometry())
        # A soft shadow: faint rounded boxes, one inside the other.
        painter.setBrush(QColor(0, 0, 0, 3))
        for step in range(1, _SHADOW, 2):
            painter.drawRoundedRect(box.adjusted(-step, 8 - step, step, 8 + step), 10 + step, 10 + step)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize:
                self._lie()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    # The keyboard

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape or self._is_own_key(event):
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self._ask_keys if control else self._take)(self.list.currentIndex().row())
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            kinds = list(self.kinds)
            step = 1 if key == Qt.Key.Key_Tab else -1
            self._look_for(kinds[(kinds.index(self._kind) + step) % len(kinds)])
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif control and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._step(-len(self.model.rows) if key == Qt.Key.Key_Home else len(self.model.rows))
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        """To another hit: by one round and round, by more up to the ends."""
        rows = [number for number, row in enumerate(self.model.rows) if isinstance(row, Hit)]
        if not rows:
            return
        current = self.list.currentIndex().row()
        at = rows.index(current) + step if current in rows else 0
        self._mark(rows[at % len(rows) if abs(step) == 1 else min(max(at, 0), len(rows) - 1)])

    def _mark(self, number: int) -> None:
        self.list.setCurrentIndex(self.model.index(number))
        # With the first hit its heading is seen too.
        above = number - 1 if number and isinstance(self.model.rows[number - 1], str) else number
        self.list.scrollTo(self.model.index(above))
        self.list.scrollTo(self.model.index(number))

    # What is found

    def _look_for(self, kind: str) -> None:
        self._kind = kind
        self.kinds[kind].setChecked(True)
        self._show(self.field.text())

    def _show(self, wanted: str) -> None:
        wanted_kinds = IN_MENUS if self._kind in IN_MENUS else (self._kind,)
        found = [find for find in self._found if not self._kind or find.kind in wanted_kinds]
        rows = ranked(found, wanted, self._recent) if wanted.strip() else self._all(found)
        self.model.show(rows)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.none.setText(self._language.text("ui.palette.none", wanted=wanted.strip()))
        self._lie()
        first = next((number for number, row in enumerate(rows) if isinstance(row, Hit)), None)
        if first is not None:
            self._mark(first)

    def _all(self, found: Sequence[Find]) -> list[str | Hit]:
        """Before anything is typed: what was used of late, then everything in the order of the menus, the pages and the stories."""
        rows: list[str | Hit] = []
        by_key = {find.key: find for find in found}
        late = [by_key[key] for key in self._recent if key in by_key][:SHOWN]
        if late:
            rows += [self._language.text("ui.palette.recent"), *(Hit(find) for find in late)]
        return rows + listed(found, self._language.text)

    def _hit(self, number: int) -> Hit | None:
        row = self.model.index(number).data(HIT_ROLE) if number >= 0 else None
        return row if isinstance(row, Hit) else None

    def _take(self, number: int) -> None:
        """Does what is possible; with another the list stays, which says why it is not."""
        hit = self._hit(number)
        if hit is not None and not hit.find.why:
            self.chosen.emit(hit.find.key)

    def _ask_keys(self, number: int) -> None:
        hit = self._hit(number)
        if hit is not None and hit.find.kind == "action":
            self.keyed.emit(hit.find.name)
