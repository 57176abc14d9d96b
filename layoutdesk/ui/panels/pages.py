"""The pages panel (版面): a thumbnail of every page, drawn one a turn of the event loop; pages are turned to and ordered here."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from layoutdesk.compose.grid import page_grid
from layoutdesk.compose.parking import is_parked
from layoutdesk.model.document import Page
from layoutdesk.ui import icons
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.pagenames import page_name
from layoutdesk.ui.panels.pagelist import PageList
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.rows import Row, Rows
from layoutdesk.ui.panels.thumbnails import THUMBNAIL, PageRows, Thumbnails
from layoutdesk.ui.theme import UNIT, Look
from layoutdesk.ui.turns import Urgency

#: Milliseconds after the last change before a thumbnail is drawn anew, so that typing never waits for it.
REST_MS: Final = 250


class PagesPanel(Panel):
    """The pages of the issue. ``wanted`` names the action that a key or the button asks for."""

    wanted = Signal(str)

    def __init__(
        self, desk: Desk, painter: PagePainter, look: Look, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__("ui.panel.pages", language, parent)
        self._desk, self._look = desk, look
        self.thumbnails = Thumbnails(painter, look, self)
        self.rows = Rows(parent=self)
        self.list = PageList(look, self.rows, PageRows(look, self.thumbnails, self))
        self.add = QToolButton(objectName="fold")
        self.add.setIconSize(QSize(14, 14))
        self.add.clicked.connect(lambda: self.wanted.emit("page-add"))
        self.head.addWidget(self.add)
        self.body.addWidget(self.list)
        self._stale: deque[str] = deque()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask_turn)
        self.list.turned.connect(desk.turn_to)
        self.list.wanted.connect(self.wanted)
        desk.opened.connect(self._opened)
        desk.stirring.tell(self.refresh)
        desk.page_composed.connect(self._composed)
        desk.page_turned.connect(self.list.show_in_view)
        look.changed.connect(self.redraw)
        painter.previews.arrived.connect(self._draw_pages_with)
        self.retranslate()
        self._tint()

    def retranslate(self) -> None:
        super().retranslate()
        self.list.setAccessibleName(self.title.text())
        name = self.language.text("ui.action.page-add")
        self.add.setToolTip(name)
        self.add.setAccessibleName(name)
        self.refresh()

    def chosen(self) -> list[str]:
        """The pages that an action on pages is about: those chosen here, else the page in view."""
        known = {page.id for page in self._desk.document.pages}
        chosen = [page for page in self.list.chosen() if page in known]
        return chosen or [page for page in (self._desk.page_id,) if page in known]

    def choose(self, pages: Sequence[str]) -> None:
        """Chooses pages, also those that have just come."""
        self.refresh()
        self.list.choose(pages)

    def rename(self, page: Page) -> None:
        """Has the name of a page typed in its row."""
        self.unfold()
        hint = self.language.text("ui.properties.page_name")
        self.list.name.begin(page.id, page.label or str(page.number), page.name, hint)

    def _tint(self) -> None:
        self.add.setIcon(icons.icon("plus", self._look.theme))

    def room(self) -> int:
        return len(self.rows.rows) * (THUMBNAIL + 2 * UNIT)

    def refresh(self) -> None:
        """Shows the pages as the issue has them."""
        text = self.language.text
        rows = []
        for page in self._desk.document.pages:
            composed = self._desk.composed.get(page.id)
            errors = sum(problem.severity == "error" for problem in composed.problems) if composed else 0
            grid = page_grid(self._desk.document.template(page.template))
            standing = (element for element in page.elements if not is_parked(element, grid))
            stories = len({getattr(element, "story", "") for element in standing} - {""})
            rows.append(
                Row(
                    page.id, page_name(page), text("ui.pages.errors", count=errors) if errors else "",
                    text("ui.pages.stories", count=stories), colour="error",
                )
            )  # fmt: skip
        self.list.show_rows(rows)
        self.figure.setText(str(len(rows)) if rows else "")
        session = self._desk.session
        self.list.is_open = session is not None and not session.read_only
        if self.add.isEnabled() != self.list.is_open:
            self.add.setEnabled(self.list.is_open)

    def redraw(self) -> None:
        """Draws all thumbnails anew."""
        self._tint()
        self.thumbnails.forget()
        self._stale = deque(self._desk.composed)
        self._rest.start()

    def _draw_pages_with(self, asset: str) -> None:
        """Draws the pages that show a picture anew, as its preview has arrived."""
        for page, composed in self._desk.composed.items():
            if any(picture.asset == asset for picture in composed.pictures):
                self.thumbnails.forget(page)
                self._stale.append(page)
        if self._stale:
            self._rest.start()

    def _opened(self) -> None:
        self.thumbnails.forget()
        self._stale.clear()
        self.refresh()

    def _composed(self, page: str) -> None:
        if page not in self._stale:
            self._stale.append(page)
        self._rest.start(REST_MS if self.thumbnails.get(page) is not None else 0)

    def _draw_next(self) -> None:
        if not self._stale:
            return
        if self._desk.is_composing:
            self._rest.start(REST_MS)
            return
        page = self._stale.popleft()
        composed = self._desk.composed.get(page)
        if composed is not None:
            self.thumbnails.draw(page, composed, self.devicePixelRatioF())
            self.list.viewport().update()
        if self._stale:
            self._ask_turn()

    def _ask_turn(self) -> None:
        self._desk.turns.ask(self._draw_next, Urgency.THUMBNAIL)
