"""The hand on one of the panes beside the page (旁栏): shown and closed in one way, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, QPoint

if TYPE_CHECKING:
    from layoutdesk.ui.actions import Menu
    from layoutdesk.ui.window import Window


class PaneHand(QObject):
    """``part`` names the pane among the surroundings, and is that of the window for it; ``context`` is what its menu offers."""

    part: ClassVar[str]
    context: ClassVar[Menu] = ()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk

    def switch(self) -> None:
        """Opens the pane, which gets the keys, or closes it."""
        if self.shows():
            self.close()
        else:
            self.show_pane()
            getattr(self._window, self.part).begin()

    def show_pane(self) -> None:
        """Shows the pane beside the page; the keys stay where they are."""
        if not self.shows():
            self._window.around.show_beside(self.part, True)
            self._window.make_room(self.part)
            self._window.commands.changed.emit()

    def close(self) -> None:
        """Closes the pane; the hand goes back to where it worked."""
        self._window.around.show_beside(self.part, False)
        self._window.give_back()
        self._window.commands.changed.emit()

    def shows(self) -> bool:
        return self._window.around.shows(self.part)

    def offer(self, place: QPoint) -> None:
        """Shows the menu of the pane at a place of the screen."""
        self._window.bars.context_menu(self._window, self.context).popup(place)
