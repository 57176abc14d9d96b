"""Going round the window by key (F6): page, what stands beside it, panels, tools, toolbar, status line; where the keys are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QToolBar,
    QWidget,
)

from layoutdesk.ui.canvas.sheet import SheetView
from layoutdesk.ui.proofs.sheet import ProofSheet
from layoutdesk.ui.theme import Look

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_PRESSES: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: These show by their own edge that they have the keys.
_EDGED: Final = (QLineEdit, QComboBox, QAbstractSpinBox)
#: These need no edge while they are worked on.
_PAGES: Final = (SheetView, ProofSheet)


class FocusWalk(QObject):
    """The stations of a window in their order; inside bars arrows go from button to button, Enter presses, Esc goes to the page."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.ring = FocusRing(window.look, window)
        for bar in (window.toolbar, window.middle.tools):
            for button in _buttons(bar, only_possible=False):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.installEventFilter(self)

    def stations(self) -> list[QWidget]:
        """What is seen now, from the page round: a folded panel is one, too, and opens when it is come to.

        What stands in place of the page names its own.
        """
        window = self._window
        in_place = getattr(window.stack.currentWidget(), "stations", None)
        if in_place is not None:
            stations = *in_place(), window.toolbar, window.statusBar()
            return [each for each in stations if each.isVisible() and self._target(each) is not None]
        second = window.canvases.second
        beside = (
            second.canvas.view if second is not None else None,
            window.galley.view,
            window.find.form.text,
            window.links.list,
            window.styles.stack.currentWidget(),
            window.review.list,
        )
        around = (*window.left.panels, *window.right.panels, window.middle.tools, window.toolbar, window.statusBar())
        stations = [window.main_view, *filter(None, beside), *around]
        return [each for each in stations if each.isVisible() and self._target(each) is not None]

    def go(self, step: int) -> None:
        """Goes to the next station, or the one before."""
        stations, focus = self.stations(), self._window.focusWidget() or self._window
        here = next((at for at, each in enumerate(stations) if each is focus or each.isAncestorOf(focus)), None)
        if here is None:
            here = next((at for at, each in enumerate(stations) if _is_beside(each, focus)), -1 if step > 0 else 0)
        station = stations[(here + step) % len(stations)]
        if station in (*self._window.left.panels, *self._window.right.panels):
            station.unfold()
        target = self._target(station)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.ring.show_on(target)

    def _target(self, station: QWidget) -> QWidget | None:
        """Who has the keys at a station: its list, its first field, the first button that can be pressed."""
        window = self._window
        if station is window.copy:
            return window.copy.search
        if station is window.properties:
            return _first_inside(window.properties.stack.currentWidget()) or window.properties.fold_button
        if isinstance(station, QToolBar):
            return next(iter(_buttons(station)), None)
        if station is window.statusBar():
            return _first_inside(station)
        return getattr(station, "list", station)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QAbstractButton)
        ):
            return self._key(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, button: QAbstractButton, key: Qt.Key) -> bool:
        if key in _STEPS:
            bars = (self._window.toolbar, self._window.middle.tools)
            found = _buttons(next(bar for bar in bars if bar.isAncestorOf(button)))
            if button in found:
                found[(found.index(button) + _STEPS[key]) % len(found)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in _PRESSES:
            button.click()
        elif key == Qt.Key.Key_Escape:
            self._window.view.setFocus()
        return key in _STEPS or key in _PRESSES or key == Qt.Key.Key_Escape


class FocusRing(QWidget):
    """A thin frame of the accent inside what has the keys, where a key has brought them; the hand on the mouse needs none."""

    def __init__(self, look: Look, window: Window) -> None:
        super().__init__(window)
        self._look, self._on = look, window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        QApplication.instance().focusChanged.connect(self._follow)

    @property
    def around(self) -> QWidget | None:
        """What it stands round."""
        return None if self.isHidden() else self.parentWidget()

    def show_on(self, widget: QWidget) -> None:
        """Stands round a widget until the keys go elsewhere."""
        self._leave()
        self.setParent(widget)
        self.setGeometry(widget.rect())
        widget.installEventFilter(self)
        self.show()
        self.raise_()

    def _leave(self) -> None:
        if shiboken6.isValid(self.parentWidget()):
            self.parentWidget().removeEventFilter(self)
        self.hide()

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if not shiboken6.isValid(self) or now is self.around:
            return
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        own = now is None or now.window() is not self._on.window() or isinstance(now, (*_EDGED, *_PAGES))
        if by_mouse or own:
            self._leave()
        else:
            self.show_on(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        elif isinstance(watched, _PAGES) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.Wheel):
            # The page is worked on: it needs no frame to tell.
            self._leave()
        return super().eventFilter(watched, event)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # On a button in the accent colour a frame of that could not be seen.
        filled = self.parentWidget().objectName() == "primary"
        painter.setPen(QPen(self._look.theme.on_accent if filled else self._look.theme.accent, 2))
        inside = 3 if filled else 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inside, inside, -inside, -inside), 4, 4)
        painter.end()


def _buttons(bar: QToolBar, *, only_possible: bool = True) -> list[QAbstractButton]:
    """The buttons of a bar, from one end to the other, those in a place of their own among them."""
    parts, inside = [bar.widgetForAction(action) for action in bar.actions()], Qt.FindChildOption.FindDirectChildrenOnly
    widgets = [each for part in parts for each in (part, *part.findChildren(QAbstractButton, options=inside))]
    return [
        each for each in widgets
        if isinstance(each, QAbstractButton) and (not only_possible or (each.isEnabled() and each.isVisible()))
    ]  # fmt: skip


def _first_inside(widget: QWidget) -> QWidget | None:
    """The first inside a widget that takes keys by Tab."""
    each = widget.nextInFocusChain()
    while each is not widget and widget.isAncestorOf(each):
        if (
            each.isVisible()
            and each.isEnabled()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not each.focusProxy()
        ):
            return each
        each = each.nextInFocusChain()
    return None


def _is_beside(station: QWidget, focus: QWidget) -> bool:
    """Whether the keys are in the same pane as a station that is only its list or field."""
    pane = station.parentWidget()
    return not isinstance(station, (*_PAGES, QToolBar)) and pane is not None and pane.isAncestorOf(focus)
