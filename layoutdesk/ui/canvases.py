"""The views of the window: the page, and beside it a second one while it is wanted (convention 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from layoutdesk.ui.canvas.tools.onward import OnwardTool
from layoutdesk.ui.pagecanvas import PageCanvas
from layoutdesk.ui.secondpane import SecondPane
from layoutdesk.ui.textsize import fit_all

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class Canvases(QObject):
    """Which views there are, and which of them the hand is on."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.main = self.active = PageCanvas(window)
        self.second: SecondPane | None = None
        window.desk.edited.connect(self.leave_gone)
        window.desk.led.connect(self.lead)

    @property
    def all(self) -> tuple[PageCanvas, ...]:
        """Every view of a page."""
        return (self.main, self.second.canvas) if self.second is not None else (self.main,)

    def show(self) -> None:
        """Shows in every view the page that it has, as it is now."""
        for canvas in self.all:
            canvas.show()
        if self.second is not None:
            self.second.show_pages()

    def show_page(self, page: str) -> None:
        """Shows a page anew that has been composed, wherever it is looked at."""
        for canvas in self.all:
            if page == canvas.page or (canvas.is_active and page == self._window.desk.page_id):
                canvas.show()

    def leave_gone(self) -> None:
        """Shows another page where the one of a view is gone, and the pages by their names as they are now."""
        if self.second is not None:
            pages = {page.id for page in self._window.desk.document.pages}
            if any(canvas.page not in pages for canvas in self.all):
                self.show()
            self.second.show_pages()

    def activate(self, canvas: PageCanvas) -> None:
        """The hand goes over to a view: the desk turns to its page, and its tool is the one in hand."""
        if canvas is self.active:
            return
        window, page = self._window, canvas.page
        loaded, empty = self.active.tools["onward"], canvas.tools["onward"]
        assert isinstance(loaded, OnwardTool) and isinstance(empty, OnwardTool)
        empty.take_over(loaded)
        self.active.rest()
        self.active = canvas
        canvas.take(window.commands.tool)
        canvas.rulers.tell()
        window.desk.turn_to(page)
        self.show()
        window.zoom.show_zoom(canvas.view.zoom)
        window.commands.changed.emit()

    def switch_second(self) -> None:
        """Opens the second view on the page in view, or closes it."""
        if self.second is None:
            self._open()
        else:
            self.close_second()

    def _open(self) -> None:
        window = self._window
        canvas = PageCanvas(window)
        canvas.page = window.desk.page_id
        for name in ("plain", "show_hidden"):
            setattr(canvas.overlay, name, getattr(self.main.overlay, name))
        self.second = pane = SecondPane(canvas, window.desk, window.look, window.language)
        fit_all(pane)
        pane.turned.connect(self._turn)
        pane.closed.connect(self.close_second)
        window.receive(canvas)
        window.bars.serve(canvas.view)
        window.split.insertWidget(window.split.indexOf(window.main_view) + 1, pane)
        window.middle.share_page()
        for each in self.all:
            each.watch(True)
            each.touched.connect(self.activate)
        self.show()

    def lead(self, page: str) -> None:
        """The hand is led to a page: where another view shows it, it goes over there, with the caret that it has."""
        other = next((each for each in self.all if each is not self.active and each.page == page), None)
        if other is None or page == self._window.desk.page_id:
            return
        self._go_over(other)

    def _go_over(self, other: PageCanvas) -> None:
        """The hand goes over to another view and writes on there."""
        writer = self._window.writer
        anchor, spot = writer.anchor, writer.spot
        self.activate(other)
        if spot is not None and anchor is not None:
            other.view.setFocus()
            writer.put(anchor)
            writer.put(spot, select=True)

    def close_second(self) -> None:
        """Closes the second view; the hand is on the page again, and who wrote in that view writes on, on the page it showed."""
        pane, window = self.second, self._window
        if pane is None:
            return
        if window.writer.spot is not None and pane.canvas.is_active:
            self.main.page = pane.canvas.page
        self._go_over(self.main)
        self.second = None
        self.main.watch(False)
        self.main.touched.disconnect(self.activate)
        pane.canvas.close()
        pane.setParent(None)
        pane.deleteLater()
        window.view.setFocus()
        window.commands.changed.emit()

    def _turn(self, page: str) -> None:
        """Another page in the second view, whichever has the hand."""
        if self.second is not None:
            self.activate(self.second.canvas)
            self._window.desk.turn_to(page)
