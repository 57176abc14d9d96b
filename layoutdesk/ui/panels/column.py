"""A column of panels at a side of the page: each folds under its title, and they share the room by what they have to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QSplitter, QWidget

from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.textsize import keep_size

#: A column is never narrower, in logical pixels, unless asked to be.
_LEAST_WIDTH: Final = 200


class Column(QSplitter):
    """Panels one above the other. Where not all of them can show everything, they share by ``weights``; who pulls sets others.

    A panel takes no more than it needs, an empty or folded one its title alone; what is left over the last one has that is open.
    """

    def __init__(self, name: str, panels: Sequence[Panel], weights: Sequence[int], least: int = _LEAST_WIDTH) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._name, self.panels, self.weights = name, tuple(panels), list(weights)
        self.setHandleWidth(1)
        keep_size(self, least_width=least)
        self.setChildrenCollapsible(False)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.share)
        for panel in self.panels:
            panel.may_fold()
            panel.needs.connect(self._soon.start)
            for view in panel.findChildren(QListView):
                view.model().modelReset.connect(self._soon.start)
                view.model().dataChanged.connect(lambda *_: self._soon.start())
            self.addWidget(panel)
        self.splitterMoved.connect(self._pulled)

    def changeEvent(self, event: QEvent) -> None:
        """With larger type every panel needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._soon.start()

    def share(self) -> None:
        """Gives every panel its room."""
        for panel in self.panels:
            panel.keep_fold()
        sizes = shares(self.height(), [panel.needed() for panel in self.panels], self.weights, self._open())
        if sizes != self.sizes():
            self.setSizes(sizes)

    def _open(self) -> list[bool]:
        return [not panel.is_folded for panel in self.panels]

    def _pulled(self, *_: object) -> None:
        """The sizes that the hand has pulled are the shares from now on, as far as a panel is not folded."""
        sizes = zip(self.sizes(), self.weights, self._open(), strict=True)
        self.weights = [max(size, 1) if opened else weight for size, weight, opened in sizes]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def addWidget(self, widget: QWidget) -> None:
        """Takes one panel more at the foot."""
        super().addWidget(widget)
        self.setStretchFactor(self.count() - 1, 0)

    def save(self, settings: QSettings) -> None:
        """Keeps which panels are folded and how they share."""
        settings.setValue(f"{self._name}-folded", ",".join(str(int(panel.is_folded)) for panel in self.panels))
        settings.setValue(f"{self._name}-shares", ",".join(map(str, self.weights)))

    def restore(self, settings: QSettings) -> None:
        """Folds and shares as when the window was closed; what another number of panels left behind is not taken."""
        for key in ("folded", "shares"):
            kept = settings.value(f"{self._name}-{key}", "")
            figures = kept.split(",") if isinstance(kept, str) else []
            if len(figures) != len(self.panels) or not all(figure.isdigit() for figure in figures):
                continue
            if key == "shares":
                self.weights = [max(int(figure), 1) for figure in figures]
            else:
                for panel, figure in zip(self.panels, figures, strict=True):
                    panel.fold(figure == "1")
        self._soon.start()


def shares(height: int, needs: Sequence[int], weights: Sequence[int], opened: Sequence[bool]) -> list[int]:
    """Heights that together are ``height``: whoever needs less than its share by weight leaves the rest to the others."""
    sizes, left, open_ones = list(needs), height, set(range(len(needs)))
    while open_ones:
        total = sum(weights[n] for n in open_ones)
        content = [n for n in open_ones if needs[n] * total <= left * weights[n]]
        if not content:
            for n in sorted(open_ones):
                sizes[n] = left * weights[n] // total
            break
        open_ones -= set(content)
        left -= sum(needs[n] for n in content)
    last = max((n for n in range(len(needs)) if opened[n]), default=-1)
    if last >= 0:
        sizes[last] += height - sum(sizes)
    return sizes
