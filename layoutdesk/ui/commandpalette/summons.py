"""Opens the palette over the page and does what is chosen there (查找命令、样式、版面、稿件)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from layoutdesk.ui.commandpalette.finds import IN_MENUS, finds
from layoutdesk.ui.commandpalette.palette import CommandPalette
from layoutdesk.ui.commandpalette.recent import recent, remember
from layoutdesk.ui.shortcuts.chords import grip, key_of

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class Summons(QObject):
    """The palette of one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.palette: CommandPalette | None = None
        self._before: QWidget | None = None

    def open(self) -> None:
        """Opens the palette; the hand comes back to where it was when it is left. One that is open gets the keys again."""
        if self.palette is not None:
            self.palette.renew(finds(self._window))
            return
        window = self._window
        self._before = window.focusWidget()
        self.palette = CommandPalette(finds(window), recent(), self._is_own_key, window.look, window.language, window)
        self.palette.chosen.connect(self._take)
        self.palette.keyed.connect(self._show_keys)
        self.palette.left.connect(self.close)
        self.palette.show()
        self.palette.raise_()
        self.palette.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def follow(self) -> None:
        """An issue was opened or closed beneath the palette: it keeps the keys, and finds what there is now."""
        if self.palette is not None:
            self._before = None
            self.palette.renew(finds(self._window))

    def _is_own_key(self, event: QKeyEvent) -> bool:
        """Whether a key is one of those that open the palette: it closes it again."""
        key = key_of(event)
        return bool(key) and grip(key) in map(grip, self._window.keyring.keys("palette"))

    def close(self) -> None:
        """Leaves the palette."""
        palette, self.palette = self.palette, None
        if palette is None:
            return
        palette.hide()
        palette.deleteLater()
        before = self._before or self._window.view
        (before if before.isVisible() else self._window).setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, key: str) -> None:
        kind, _, name = key.partition(" ")
        self.close()
        if kind in IN_MENUS:
            remember(key)
        if kind == "action":
            self._window.bars.do(name)
            return
        if kind == "workspace":
            self._window.commands.workspaces.use(name)
            return
        self._window.commands.finish_typing()
        if kind == "style":
            self._window.commands.styles.give(name, False)
        elif kind == "page":
            self._window.desk.turn_to(name)
            self._window.view.setFocus()
        else:
            self._go_to_story(name)

    def _go_to_story(self, story: str) -> None:
        """To where a story stands; one that stands nowhere is shown in the list of copy."""
        window = self._window
        place = window.desk.place_of(story)
        if place is None:
            window.commands.go_to_panel("copy")
            window.copy.list.setFocus()
            window.copy.list.mark(story)
            return
        window.desk.go_to(*place)
        window.view.setFocus()
        if frames := window.overlay.frames(place[1]):
            window.view.reveal(frames[0])

    def _show_keys(self, action: str) -> None:
        self.close()
        self._window.commands.open_shortcuts(action)
