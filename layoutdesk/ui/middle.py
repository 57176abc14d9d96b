"""The middle of the window: the welcome page, or the desktop with panels at its sides, and the banner over either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from layoutdesk.ui.panels.column import Column

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

_LEFT, _GALLEY, _FIND, _LINKS, _RIGHT = 248, 280, 340, 340, 276
#: The panels at the right are never narrower than their fields with a scroll bar beside them.
_FIELDS: Final = 240
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
        self.split.setSizes([_LEFT, 1000, _GALLEY, _FIND, _LINKS, _RIGHT])
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
