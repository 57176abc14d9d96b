"""The middle of the window: the welcome page, or the desktop with panels at its sides, and the banner over either."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from layoutdesk.ui.canvas.sheet import SheetView
from layoutdesk.ui.panels.column import Column
from layoutdesk.ui.secondpane import SecondPane
from layoutdesk.ui.surroundings import BESIDE
from layoutdesk.ui.textsize import px, ratio

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

#: How wide what stands beside the page usually is, in logical pixels at 100 %.
_USUAL: Final = {"left": 248, "galley": 280, "find": 340, "links": 340, "styles": 300, "review": 320, "right": 292}
#: The panels at the right are never narrower than their fields with a scroll bar beside them.
_FIELDS: Final = 256
#: The view of the page is never narrower: galley and second view give way.
LEAST = 340


class Middle(QWidget):
    """Puts the parts of a window in their places."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.left = Column("window/left", (window.pages, window.copy, window.elements), (2, 3, 2))
        # It is looked at now and then: its title says that it is there.
        window.elements.fold(True)
        panels = window.properties, window.copyfit, window.problems, window.history
        self.right = Column("window/right", panels, (3, 2, 2, 1), _FIELDS)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        panes = {name: getattr(window, name) for name in BESIDE}
        for widget in (self.left, window.view, *panes.values(), self.right):
            self.split.addWidget(widget)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        window.main_view.setMinimumWidth(LEAST)
        self.split.setSizes([px(_USUAL["left"]), 1000, *(px(_USUAL[name]) for name in (*BESIDE, "right"))])
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
        #: What stands beside the page, by name.
        self._beside: dict[str, QWidget] = {"left": self.left, **panes, "right": self.right}
        #: The width of each of them at 100 %, until the hand pulls one.
        self._widths: dict[str, float] = {}
        self.split.splitterMoved.connect(self._pulled)
        window.look.resized.connect(self._resize)

    def widths(self) -> dict[str, int]:
        """How wide what stands beside the page is, in logical pixels at 100 %; of what is hidden, how wide it was last."""
        return {name: round(width) for name, width in self._known(ratio()).items()}

    def take_widths(self, widths: Mapping[str, int]) -> None:
        """Has parts be as wide as this at 100 % from now on, once ``put_widths`` is asked for it."""
        self._widths = {**self._known(ratio()), **{name: width for name, width in widths.items() if width > 0}}

    def put_widths(self) -> None:
        """Gives every part its width, and the page what they leave."""
        parts, sizes = [self.split.widget(at) for at in range(self.split.count())], self.split.sizes()
        pages = [part for part in parts if isinstance(part, SheetView | SecondPane)]
        # One that is hidden and given nothing would be shut when it is shown.
        wanted = {part: px(self._widths.get(name, _USUAL[name])) for name, part in self._beside.items()}
        left = sum(sizes) - sum(size for part, size in wanted.items() if not part.isHidden())
        self.split.setSizes([wanted.get(part, max(left // len(pages), LEAST)) for part in parts])

    def share_page(self) -> None:
        """Another view of a page has come: both have as much, and what stands beside them stays as wide as it is."""
        self._widths = self._known(ratio())
        self.put_widths()

    def _known(self, at: float) -> dict[str, float]:
        """Widths at 100 %, those that are seen as they are where nothing else is known; ``at`` is the size they have now."""
        sizes = self.split.sizes()
        seen = {
            name: sizes[self.split.indexOf(part)] / at
            for name, part in self._beside.items()
            if not part.isHidden() and sizes[self.split.indexOf(part)]
        }
        return {**seen, **self._widths}

    def _pulled(self) -> None:
        hidden = {name: width for name, width in self._widths.items() if self._beside[name].isHidden()}
        self._widths = hidden

    def _resize(self, by: float) -> None:
        """Panels beside the page are wider with larger type; the page gives them the room."""
        self._widths = self._known(ratio() / by)
        self.put_widths()
