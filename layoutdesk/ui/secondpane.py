"""The second view beside the page (第二视图): another page, or another part of the same one, with its own zoom and scrolling."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton

from layoutdesk.ui import icons
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.pagecanvas import PageCanvas
from layoutdesk.ui.pagenames import page_name
from layoutdesk.ui.panels.fields import Choice
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import Look

#: It is never narrower, in logical pixels, and no narrower than the words over it need.
_LEAST_WIDTH: Final = 220


class SecondPane(Panel):
    """A view of a page with the list of pages over it. ``turned``: a page was chosen there; ``closed`` by its button."""

    turned = Signal(str)
    closed = Signal()

    def __init__(self, canvas: PageCanvas, desk: Desk, look: Look, language: Language) -> None:
        super().__init__("ui.panel.second", language)
        self.canvas, self._desk, self._look = canvas, desk, look
        self.pages = Choice()
        self.pages.setMinimumContentsLength(9)
        self.pages.activated.connect(self._turn)
        self.close_button = QToolButton()
        self.close_button.clicked.connect(self.closed)
        self.head.addWidget(self.pages)
        self.head.addWidget(self.close_button)
        self.body.addWidget(canvas.view, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._tint)
        look.resized.connect(self.retranslate)
        self._tint()
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        self.pages.setAccessibleName(text("ui.panel.second"))
        self.close_button.setAccessibleName(text("ui.second.close"))
        self.close_button.setToolTip(text("ui.second.close"))
        self.canvas.view.setAccessibleName(text("ui.panel.second"))
        self.setMinimumWidth(max(px(_LEAST_WIDTH), self.bar.minimumSizeHint().width()))

    def show_pages(self) -> None:
        """Lists the pages of the issue, with the one that the view shows."""
        pages = self._desk.document.pages
        names = [page_name(page) for page in pages]
        if names != [self.pages.itemText(at) for at in range(self.pages.count())]:
            self.pages.clear()
            self.pages.addItems(names)
        self.pages.setCurrentIndex(next((at for at, page in enumerate(pages) if page.id == self.canvas.page), -1))

    def _turn(self, number: int) -> None:
        self.turned.emit(self._desk.document.pages[number].id)

    def _tint(self) -> None:
        self.close_button.setIcon(icons.icon("cancel", self._look.theme))
        self.canvas.view.set_colours(self._look.paper, self._look.theme.pasteboard)
