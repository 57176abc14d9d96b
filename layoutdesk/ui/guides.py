"""What is done with all guides of the page in view (参考线): locked, cleared away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.ui.desk import Desk

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


def has_guides(desk: Desk) -> bool:
    """The page in view has guides."""
    return desk.page is not None and bool(desk.page.guides)


class Guides(QObject):
    """The hand on the guides; each action is one step of the history."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._desk = window.desk

    def switch_lock(self) -> None:
        """Locks every guide of the page, or sets all of them free where all are locked."""
        desk, locked = self._desk, not self.are_locked()
        steps = [
            edits.SetGuide(page=desk.page_id, guide=replace(each, locked=locked))
            for each in (desk.page.guides if desk.page is not None else ())
            if each.locked is not locked
        ]
        if steps:
            desk.apply(edits.Batch(f"ui.history.{'lock' if locked else 'unlock'}-guides", tuple(steps)))

    def are_locked(self) -> bool:
        return has_guides(self._desk) and all(each.locked for each in self._desk.page.guides)

    def clear(self) -> None:
        """Takes every guide off the page."""
        desk = self._desk
        if has_guides(desk):
            steps = [edits.RemoveGuide(page=desk.page_id, guide=each.id) for each in desk.page.guides]
            desk.apply(edits.Batch("ui.history.clear-guides", tuple(steps)))
