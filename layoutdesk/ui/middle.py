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
#: What the page is given before there is a window: all that is over goes to it then.
_UNSEEN: Final = 1000


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
        #: The width of each of them at 100 %, as it was given or pulled last; one without room for it has it again once there is.
        self._widths: dict[str, float] = dict(_USUAL)
        self.put_widths()
        self.split.splitterMoved.connect(self._pulled)

    def widths(self) -> dict[str, int]:
        """How wide what stands beside the page is, or would be were there room or it shown, in logical pixels at 100 %."""
        return {name: round(width) for name, width in self._widths.items()}

    def take_widths(self, widths: Mapping[str, int]) -> None:
        """Has parts be as wide as this at 100 % from now on, once ``put_widths`` is asked for it."""
        self._widths |= {name: width for name, width in widths.items() if width > 0 and name in _USUAL}

    def put_widths(self) -> None:
        """Gives every part its width, and the page what they leave; two views of pages share that as they did."""
        sizes = self.split.sizes()
        self._put({page: sizes[self.split.indexOf(page)] for page in self._pages()})

    def share_page(self) -> None:
        """Another view of a page has come: both have as much, and what stands beside them stays as wide as it is."""
        self._put(dict.fromkeys(self._pages(), 1))

    def _pages(self) -> list[QWidget]:
        parts = (self.split.widget(at) for at in range(self.split.count()))
        return [part for part in parts if isinstance(part, SheetView | SecondPane)]

    def _put(self, pages: Mapping[QWidget, int]) -> None:
        """Gives all parts their widths, and the ``pages`` shares of what is left."""
        # One that is hidden and given nothing would be shut when it is shown.
        wanted = {part: px(self._widths[name]) for name, part in self._beside.items()}
        taken = sum(size for part, size in wanted.items() if not part.isHidden())
        left = sum(self.split.sizes()) - taken if self.split.isVisible() else _UNSEEN
        weight = sum(pages.values()) or 1
        wanted |= {page: max(left * share // weight, LEAST) for page, share in pages.items()}
        self.split.setSizes([wanted[self.split.widget(at)] for at in range(self.split.count())])

    def _pulled(self) -> None:
        """What the hand has pulled keeps that width; what it has pulled shut is as wide as usual when it comes back."""
        sizes = self.split.sizes()
        for name, part in self._beside.items():
            if not part.isHidden():
                size = sizes[self.split.indexOf(part)]
                self._widths[name] = size / ratio() if size else _USUAL[name]
