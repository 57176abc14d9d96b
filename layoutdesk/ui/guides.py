"""What is done with the guides of the page in view by menu and key (参考线): put on, locked, cleared away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPointF

from layoutdesk import edits
from layoutdesk.base.geometry import rounded
from layoutdesk.model import Guide
from layoutdesk.model.guides import Axis
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
        self._window = window
        self._desk = window.desk

    def add(self, axis: Axis) -> None:
        """Asks for the place of a new guide in the middle of the window; typed, it is on the page."""
        view = self._window.view
        middle = QPointF(view.viewport().rect().center())
        place = rounded(view.to_page(middle)[0 if axis == "across" else 1])
        self._window.shown.put(True, "guides")
        self._window.rulers.field.ask(Guide(id=self._desk.ids.new("gu"), axis=axis, place=place), middle)

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
