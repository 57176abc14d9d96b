"""The middle of the window: the welcome page, or the desktop with panels at its sides, and the banner over either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

_LEFT, _GALLEY, _RIGHT = 248, 280, 276


class Middle(QWidget):
    """Puts the parts of a window in their places."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.left = _stack(window.pages, window.copy)
        self.left.setSizes([320, 480])
        self.right = _stack(window.properties, window.copyfit, window.problems, window.history)
        self.right.setSizes([320, 260, 160, 100])
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        for widget in (self.left, window.view, window.galley, self.right):
            self.split.addWidget(widget)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self.split.setSizes([_LEFT, 1000, _GALLEY, _RIGHT])
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


def _stack(*panels: QWidget) -> QSplitter:
    """Panels one above the other."""
    split = QSplitter(Qt.Orientation.Vertical)
    split.setHandleWidth(1)
    split.setMinimumWidth(200)
    for panel in panels:
        split.addWidget(panel)
    return split
