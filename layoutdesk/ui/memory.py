"""What a window remembers from one day to the next: its size and panels, and the place in each issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QSettings, QTimer

from layoutdesk.base.geometry import Rect
from layoutdesk.ui.whereabouts import Whereabouts, recall, remember

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

#: Under this name the widths of the parts side by side are kept, as many as there are.
_SPLIT = "window/split-{}"


class Memory(QObject):
    """Remembers for one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._parts = 0
        self._returning = QTimer(self, singleShot=True, interval=0)
        self._returning.timeout.connect(self._return_to_place)

    def remember_place(self) -> None:
        """Keeps where the editor is in the open issue."""
        session = self._window.desk.session
        if session is None or not self._window.desk.page_id:
            return
        main = self._window.canvases.main
        x, y = main.view.to_page(QPointF(main.view.viewport().rect().center()))
        zoom = 0.0 if main.view.is_fitted else main.view.zoom
        remember(session.path, Whereabouts(main.view.page, zoom, x, y))

    def _return_to_place(self) -> None:
        session = self._window.desk.session
        place = recall(session.path) if session is not None else None
        if place is None:
            return
        self._window.desk.turn_to(place.page)
        if place.zoom and self._window.desk.page_id == place.page:
            self._window.view.set_zoom(place.zoom)
            self._window.view.center_on(Rect(place.x, place.y, 0.0, 0.0))

    def return_soon(self) -> None:
        """Returns to where the editor was in the open issue, once the desktop is on the screen and the view has its size."""
        self._returning.start()

    def restore(self) -> None:
        """Makes the window as it was left."""
        settings, self._parts = QSettings(), self._window.split.count()
        if (geometry := settings.value("window/geometry")) is not None:
            self._window.restoreGeometry(geometry)
        if (state := settings.value(_SPLIT.format(self._parts))) is not None:
            self._window.split.restoreState(state)
        for column in (self._window.left, self._window.right):
            column.restore(settings)
        self._window.around.restore(settings)

    def save(self) -> None:
        """Keeps how the window is left."""
        settings = QSettings()
        settings.setValue("window/geometry", self._window.saveGeometry())
        if self._window.split.count() == self._parts:  # With the second view it has one more, which is not kept.
            settings.setValue(_SPLIT.format(self._parts), self._window.split.saveState())
        for column in (self._window.left, self._window.right):
            column.save(settings)
        self._window.around.save(settings)
