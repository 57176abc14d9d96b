"""What a window remembers from one day to the next: its size and panels, and the place in each issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QObject, QPointF, QSettings, QTimer

from layoutdesk.base.geometry import Rect
from layoutdesk.ui.whereabouts import Whereabouts, recall, remember

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

#: Under this name the widths of what stands beside the page are kept.
_WIDTHS: Final = "window/widths"


class Memory(QObject):
    """Remembers for one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
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
        settings = QSettings()
        if (geometry := settings.value("window/geometry")) is not None:
            self._window.restoreGeometry(geometry)
        self._window.middle.take_widths(_widths(settings))
        for column in (self._window.left, self._window.right):
            column.restore(settings)
        self._window.around.restore(settings)

    def save(self) -> None:
        """Keeps how the window is left."""
        settings = QSettings()
        settings.setValue("window/geometry", self._window.saveGeometry())
        settings.setValue(_WIDTHS, msgspec.json.encode(self._window.middle.widths()).decode())
        for column in (self._window.left, self._window.right):
            column.save(settings)
        self._window.around.save(settings)
        self._window.commands.workspaces.remember()


def _widths(settings: QSettings) -> dict[str, int]:
    """What is kept of widths; nothing where the settings were damaged."""
    try:
        return msgspec.json.decode(str(settings.value(_WIDTHS, "")), type=dict[str, int])
    except (msgspec.MsgspecError, UnicodeError):
        return {}
