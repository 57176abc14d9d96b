"""How the page is looked at: zoom, page in view, what is shown over it (视图)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF

from layoutdesk.base.geometry import Rect, around
from layoutdesk.ui.canvas.shown import GRID
from layoutdesk.ui.canvas.tools.text import TextTool
from layoutdesk.ui.surroundings import GALLEY, SIDES
from layoutdesk.ui.textsize import SIZES

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.view import PageView
    from layoutdesk.ui.proofs.sheet import ProofSheet
    from layoutdesk.ui.window import Window


class Views(QObject):
    """The hand on the view; nothing of it changes the issue."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def _choose(self, name: str, value: object) -> None:
        """What is chosen by a menu is a preference like any other."""
        self._window.commands.preferences.choose(name, value)

    def fit(self) -> None:
        in_place = self._window.commands.keeping.compared or self._window.commands.proofs.sheet
        (in_place or self._window.view).fit()

    def fit_width(self) -> None:
        self._seen.fit_width()

    def fit_selection(self) -> None:
        """What is selected in the middle of the window, as large as it goes in."""
        box = self._chosen()
        if box is not None:
            self._window.view.fit_rect(box)

    def zoom_to(self, zoom: float) -> None:
        self._seen.set_zoom(zoom, self._anchor())

    def zoom_step(self, steps: int) -> None:
        self._seen.zoom_step(steps, self._anchor())

    @property
    def _seen(self) -> PageView | ProofSheet:
        """The view that zoom is about: of the page, or of versions or a proof in place of it."""
        compared = self._window.commands.keeping.compared
        return compared.view if compared is not None else self._window.commands.proofs.sheet or self._window.view

    def _anchor(self) -> QPointF | None:
        """What a zoom by key keeps in its place: caret or middle of the selection where the window shows it, else its own.

        A caret that is out of sight comes to the middle first.
        """
        view, caret = self._window.view, self._caret()
        if self._seen is not view:
            return None
        if caret is not None:
            if not view.viewport().rect().contains(view.rect_to_view(caret).center().toPoint()):
                view.center_on(caret)
            return view.rect_to_view(caret).center()
        box = self._chosen()
        middle = view.rect_to_view(box).center() if box is not None else None
        return middle if middle is not None and view.viewport().rect().contains(middle.toPoint()) else None

    def _caret(self) -> Rect | None:
        """The caret on the page in view, while the hand writes there."""
        tool = self._window.view.tool
        return tool.setting.caret() if isinstance(tool, TextTool) and tool.writes else None

    def _chosen(self) -> Rect | None:
        """The rectangle round what is selected on the page in view."""
        rects = [rect for name in self._desk.chosen for rect in self._window.overlay.frames(name)]
        return around(rects) if rects else None

    def turn(self, step: int) -> None:
        """Turns to the page before or after."""
        proof = self._window.commands.proofs.sheet
        if proof is not None:
            proof.turn_to(proof.sheet + step)
            return
        pages = [page.id for page in self._desk.document.pages]
        if self._desk.page_id in pages:
            place = pages.index(self._desk.page_id) + step
            self._desk.turn_to(pages[min(max(place, 0), len(pages) - 1)])

    def switch(self, name: str) -> None:
        """Shows something over the page, or hides it (see ``canvas.shown``)."""
        self._choose(name, not self._window.shown[name])

    def shows(self, name: str) -> bool:
        return self._window.shown[name]

    def switch_grid(self) -> None:
        """Columns, rows and type area together: away where any of them is shown."""
        self._window.shown.put(not self.shows_grid(), *GRID)

    def shows_grid(self) -> bool:
        return any(self._window.shown[name] for name in GRID)

    def use_unit(self, unit: str) -> None:
        """Has the rulers count in another unit."""
        self._choose("unit", unit)

    def unit(self) -> str:
        return self._window.shown.unit

    def reset_zero(self) -> None:
        """Has the rulers count from where their unit begins."""
        self._window.rulers.reset_zero()

    def switch_hidden(self) -> None:
        """Spaces, ends of lines and paragraphs and what has no width, shown over page and galley."""
        shown = not self._window.overlay.show_hidden
        for canvas in self._window.canvases.all:
            canvas.overlay.show_hidden = shown
        self._window.galley.show_hidden = shown
        self._window.galley.view.viewport().update()
        self._redraw()

    def shows_hidden(self) -> bool:
        return self._window.overlay.show_hidden

    def switch_plain(self) -> None:
        """The page as it is printed, without frames and marks."""
        plain = not self._window.overlay.plain
        for canvas in self._window.canvases.all:
            canvas.overlay.plain = plain
        self._window.canvases.show()
        self._redraw()

    def shows_plain(self) -> bool:
        return self._window.overlay.plain

    def switch_newsprint(self) -> None:
        self._choose("newsprint", not self._window.look.newsprint)

    def shows_newsprint(self) -> bool:
        return self._window.look.newsprint

    def use_text_size(self, size: int) -> None:
        """Shows the interface with type of another size, in per cent."""
        self._choose("textsize", str(size))
        self._window.status.say("ui.status.textsize", size=size)

    def step_text_size(self, steps: int) -> None:
        """Goes to the next larger or smaller size of the interface's type."""
        at = SIZES.index(self.text_size()) + steps
        if 0 <= at < len(SIZES):
            self.use_text_size(SIZES[at])

    def text_size(self) -> int:
        return self._window.look.size

    def switch_galley(self) -> None:
        """The galley beside the page; its copy has the hand while it is shown for writing."""
        galley, parts = self._window.galley, self._window.around
        parts.show_beside(GALLEY, not parts.shows(GALLEY))
        if parts.shows(GALLEY):
            self._window.make_room(GALLEY)
            galley.view.setFocus()
        else:
            galley.left.emit()
        self._window.commands.changed.emit()

    def shows_galley(self) -> bool:
        return self._window.around.shows(GALLEY)

    def switch_second(self) -> None:
        """A second view beside the page."""
        self._window.canvases.switch_second()
        if self.shows_second():
            self._window.make_room("second")
        self._window.commands.changed.emit()

    def shows_second(self) -> bool:
        return self._window.canvases.second is not None

    def switch_sides(self) -> None:
        """The panels at both sides of the page."""
        self._window.around.show_sides(not self.shows_sides())
        self._window.commands.changed.emit()

    def shows_sides(self) -> bool:
        return self._window.around.shows(SIDES)

    def switch_all(self) -> None:
        """Everything around the page but the menu and the status line."""
        self._window.around.switch_all()
        self._window.view.setFocus()
        self._window.commands.changed.emit()

    def shows_any(self) -> bool:
        return self._window.around.shows_any

    def _redraw(self) -> None:
        for canvas in self._window.canvases.all:
            canvas.view.viewport().update()
        self._window.commands.changed.emit()
