"""The middle of the window: the welcome page, or the desktop with panels at its sides, and the banner over either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from layoutdesk.ui.canvas.sheet import SheetView
from layoutdesk.ui.panels.column import Column
from layoutdesk.ui.secondpane import SecondPane
from layoutdesk.ui.textsize import px, ratio

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

_LEFT, _GALLEY, _FIND, _LINKS, _RIGHT = 248, 280, 340, 340, 292
#: The panels at the right are never narrower than their fields with a scroll bar beside them.
_FIELDS: Final = 248
#: The view of the page is never narrower: galley and second view give way.
LEAST = 340


class Middle(QWidget):
    """Puts the parts of a window in their places."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.left = Column("window/left", (window.pages, window.copy), (2, 3))
        panels = window.properties, window.copyfit, window.problems, window.history
        self.right = Column("window/right", panels, (3, 2, 2, 1), _FIELDS)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        for widget in (self.left, window.view, window.galley, window.find, window.links, self.right):
            self.split.addWidget(widget)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        window.main_view.setMinimumWidth(LEAST)
        self.split.setSizes([px(each) for each in (_LEFT, 1000, _GALLEY, _FIND, _LINKS, _RIGHT)])
        self.desktop = QWidget()
        row = QHBoxLayout(self.desktop)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.tools = window.bars.tools(self.desktop)
        row.addWidget(self.tools)
        row.addWidget(self.split, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(window.welcome)
        self.stack.addWidget(self.desktop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(window.banner)
        column.addWidget(self.stack, 1)
        #: The width of each panel at 100 %, until the hand pulls one.
        self._widths: dict[QWidget, float] = {}
        self._usual = {window.galley: _GALLEY, window.find: _FIND, window.links: _LINKS}
        self.split.splitterMoved.connect(self._pulled)
        window.look.resized.connect(self._resize)

    def _pulled(self) -> None:
        self._widths.clear()

    def _resize(self, by: float) -> None:
        """Panels beside the page are wider with larger type; the page gives them the room."""
        parts, sizes = [self.split.widget(at) for at in range(self.split.count())], self.split.sizes()
        pages = [part for part in parts if isinstance(part, SheetView | SecondPane)]
        for part, size in zip(parts, sizes, strict=True):
            if part not in pages and not part.isHidden():
                self._widths.setdefault(part, size * by / ratio())
        # One that is hidden and given nothing would be shut when it is shown.
        wanted = {part: px(self._widths.get(part, self._usual.get(part, _LEFT))) for part in parts if part not in pages}
        left = sum(sizes) - sum(size for part, size in wanted.items() if not part.isHidden())
        self.split.setSizes([wanted.get(part, max(left // len(pages), LEAST)) for part in parts])
