"""What is hidden on a page, and what is kept from print (隐藏、不打印)."""

from __future__ import annotations

from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.model import Movable
from layoutdesk.model.elements import is_hidden
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.status import StatusLine


def hidden_on(desk: Desk) -> tuple[str, ...]:
    """The elements of the page in view that are hidden, back to front."""
    return tuple(each.id for each in desk.page.elements if is_hidden(each)) if desk.page is not None else ()


def has_hidden(desk: Desk) -> bool:
    """Something on the page in view is hidden."""
    return bool(hidden_on(desk))


def is_hidden_here(desk: Desk, element: str) -> bool:
    """Whether an element of the page in view is hidden."""
    return element in hidden_on(desk)


class Hiding(QObject):
    """The hand on what is seen and printed; each action is one step of the history."""

    def __init__(self, desk: Desk, status: StatusLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._status = desk, status

    def _chosen(self) -> tuple[str, ...]:
        return tuple(each.id for each in self._desk.elements if isinstance(each, Movable))

    def hide(self) -> None:
        """Hides what is selected; it keeps its place until everything is shown again."""
        names = self._chosen()
        if names and self._desk.apply(edits.HideElements(page=self._desk.page_id, elements=names)):
            self._status.say("ui.status.hidden", count=len(names))

    def show_all(self) -> None:
        """Shows and selects everything on the page that is hidden."""
        names = hidden_on(self._desk)
        if names and self._desk.apply(edits.HideElements(page=self._desk.page_id, elements=names, hidden=False)):
            self._desk.choose(names)

    def switch_print(self) -> None:
        """Keeps what is selected from print, or lets it be printed again where the leading element is not."""
        names = self._chosen()
        if names:
            printed = self.is_unprinted()
            self._desk.apply(edits.PrintElements(page=self._desk.page_id, elements=names, printed=printed))

    def is_unprinted(self) -> bool:
        return bool(getattr(self._desk.element, "unprinted", False))
