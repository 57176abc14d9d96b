"""What the hand over a change or a note is told: who and when, what came and what went, what was answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from layoutdesk.ui.canvas.marks.review import mark_at
from layoutdesk.ui.canvas.sheet import SheetView
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.reviewrows import tip
from layoutdesk.ui.review.shownmarks import ShownMark


class MarkTips(QObject):
    """Tells it over one view; ``marks`` gives those that are seen there."""

    def __init__(self, view: SheetView, marks: Callable[[], Sequence[ShownMark]], language: Language) -> None:
        super().__init__(view)
        self._view, self._marks, self._language = view, marks, language
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        text = self.told(QPointF(event.pos()))
        if text:
            QToolTip.showText(event.globalPos(), text, self._view.viewport())
        else:
            QToolTip.hideText()
        return bool(text)

    def told(self, position: QPointF) -> str:
        """What is told over a position of the view; nothing where no mark is."""
        found = mark_at(self._view, self._marks(), position)
        return tip(found.entry, self._language) if found is not None else ""
