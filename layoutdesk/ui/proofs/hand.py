"""The hand that looks at proofs (看大样): what was written last, or any PDF, in place of the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from layoutdesk.ui.proofs.pane import ProofPane
    from layoutdesk.ui.proofs.sheet import ProofSheet
    from layoutdesk.ui.window import Window


class ProofHand(QObject):
    """Shows PDF files in the window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._pane: ProofPane | None = None

    @property
    def sheet(self) -> ProofSheet | None:
        """The sheet while a proof is shown in place of the page."""
        pane = self._pane
        return pane.sheet if pane is not None and self._window.stack.currentWidget() is pane else None

    def look(self) -> None:
        """Shows what was written last; where that was no PDF, the hand chooses one."""
        written = self._window.commands.exporting.written
        if written is not None and written.suffix.lower() == ".pdf" and written.is_file():
            self.show(written)
        else:
            self.ask()

    def ask(self) -> None:
        """Has a PDF chosen, and shows it."""
        file = self._window.dialogs.open_proof()
        if file is not None:
            self.show(file)

    def show(self, file: Path) -> None:
        """Shows a PDF in place of the page."""
        window = self._window
        window.commands.finish_typing()
        window.commands.keeping.leave_versions()
        window.desk.select("")
        pane = self._pane or self._made()
        pane.open(file)
        window.stack.setCurrentWidget(pane)
        window.commands.changed.emit()

    def _made(self) -> ProofPane:
        from layoutdesk.ui.proofs.pane import ProofPane

        window = self._window
        pane = self._pane = ProofPane(window.look, window.language)
        window.stack.addWidget(pane)
        pane.left.connect(self.leave)
        pane.wanted.connect(self._do)
        pane.sheet.zoomed.connect(window.zoom.show_zoom)
        window.desk.opened.connect(pane.close_file)
        return pane

    def leave(self) -> None:
        """Goes back to the page."""
        pane, window = self._pane, self._window
        if pane is None or window.stack.currentWidget() is not pane:
            return
        pane.close_file()
        window.stack.setCurrentWidget(window.desktop if window.desk.is_open else window.welcome)
        window.view.setFocus()
        window.zoom.show_zoom(window.view.zoom)
        window.commands.changed.emit()

    def _do(self, way: str) -> None:
        from layoutdesk.ui.filemanager import reveal
        from layoutdesk.ui.presets.hand import open_outside

        file = self._pane.file if self._pane is not None else None
        if way == "other" or file is None:
            self.ask()
        elif way == "system":
            open_outside(file)
        else:
            reveal(file)
