"""What is done with the selected elements of a page: taken off, locked, ordered (对象)."""

from __future__ import annotations

from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.model.elements import Block
from layoutdesk.ui.desk import Desk


class Objects(QObject):
    """The hand on the selected elements; each action is one step of the history."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def delete(self) -> None:
        """Takes the selected element off the page; its story stays in the issue, unplaced."""
        element = self._desk.element
        if element is not None and not getattr(element, "locked", False):
            self._desk.apply(edits.RemoveElement(page=self._desk.page_id, element=element.id))

    def to_front(self) -> None:
        self._order(-1)

    def to_back(self) -> None:
        self._order(0)

    def _order(self, index: int) -> None:
        self._desk.apply(edits.OrderElement(page=self._desk.page_id, element=self._desk.selection, index=index))

    def switch_lock(self) -> None:
        """Locks the selected block in its place, or sets it free."""
        element = self._desk.element
        if isinstance(element, Block):
            self._desk.apply(edits.SetBlock(page=self._desk.page_id, element=element.id, locked=not element.locked))

    def is_locked(self) -> bool:
        return bool(getattr(self._desk.element, "locked", False))
