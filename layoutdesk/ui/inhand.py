"""What menu and palette do to what is selected: copy where the hand writes, elements elsewhere. Keys know it by where they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from layoutdesk.ui.copying import ELEMENTS_MIME
from layoutdesk.ui.writing.writer import Writer

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class InHand(QObject):
    """Cut, copy, paste, delete and select all."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _writer(self) -> Writer | None:
        """The writer, where the hand writes on the page or in the galley."""
        window = self._window
        view = window.galley.view if window.galley.view is window.focusWidget() else window.view
        return window.writer if view.tool is not None and view.tool.writes else None

    def cut(self) -> None:
        """Puts on the clipboard and takes away."""
        writer = self._writer
        if writer is not None:
            writer.cut()
        else:
            self._window.commands.copying.cut()

    def copy(self) -> None:
        """Puts on the clipboard."""
        writer = self._writer
        if writer is not None:
            writer.copy()
        else:
            self._window.commands.copying.copy()

    def paste(self) -> None:
        """Puts in what is on the clipboard; elements go onto the page, words where the caret is."""
        data, writer = QGuiApplication.clipboard().mimeData(), self._writer
        if data is None:
            return
        if writer is not None:
            writer.paste(data)
        elif data.hasFormat(ELEMENTS_MIME):
            self._window.commands.copying.paste()
        else:
            self._window.status.refuse("ui.paste.words" if data.hasText() else "ui.paste.nothing")

    def delete(self) -> None:
        """Takes away the copy, the picture or the elements that are selected."""
        commands, writer = self._window.commands, self._writer
        if writer is not None:
            writer.erase(1)
        elif not commands.framing.remove():
            commands.objects.delete()

    def select_all(self) -> None:
        """The whole story, or all elements of the page."""
        writer = self._writer
        if writer is not None:
            writer.select_all()
        else:
            self._window.commands.objects.choose_all()
