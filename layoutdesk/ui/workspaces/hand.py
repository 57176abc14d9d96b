"""The hand on workspaces: going from one to the next, keeping own ones, putting one back as it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from layoutdesk.ui.workspaces import kept
from layoutdesk.ui.workspaces.arrangement import give, taken
from layoutdesk.ui.workspaces.shipped import SHIPPED

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class Workspaces(QObject):
    """One is in use; what the hand changes in it is found there again when it comes back to it, until it is reset."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._rows: list[QAction] = []
        # That of this window: another one has its own, and both keep what they leave under theirs.
        self._key = kept.last_used()

    @property
    def current(self) -> str:
        """The key of the workspace in use in this window."""
        return self._key if kept.as_kept(self._key) is not None else next(iter(SHIPPED))

    def remember(self) -> None:
        """Has the next window begin with the workspace in use."""
        kept.use(self.current)

    def name(self, key: str) -> str:
        """What a workspace is called."""
        return kept.own_name(key) or self._window.language.text(f"ui.action.workspace-{key}")

    def use(self, key: str) -> None:
        """Arranges the window as another workspace has it."""
        arrangement = kept.as_left(key)
        if arrangement is None:
            return
        self.leave()
        give(self._window, arrangement)
        self._take(key, "ui.workspace.used")

    def _take(self, key: str, code: str) -> None:
        """Has a workspace be the one in use, as well where the program ends without a farewell."""
        self._key = key
        self._window.memory.save()
        self._say(code, key)

    def leave(self) -> None:
        """Remembers how the workspace in use is left."""
        kept.leave(self.current, taken(self._window))

    def use_next(self) -> None:
        """The next one, own ones after those of the program."""
        keys = [*SHIPPED, *map(kept.key_of, kept.own())]
        self.use(keys[(keys.index(self.current) + 1) % len(keys)])

    def save(self) -> None:
        """Keeps the window as it is arranged under a name; what it was before is as it was kept."""
        name = self._window.dialogs.workspace_name(kept.own_name(self.current))
        if name:
            kept.forget_left(self.current)
            key = kept.keep(name, taken(self._window))
            self._take(key, "ui.workspace.kept")

    def rename(self) -> None:
        """Gives the own workspace in use another name."""
        before = kept.own_name(self.current)
        if not before:
            self._window.status.refuse("ui.workspace.shipped", name=self.name(self.current))
            return
        name = self._window.dialogs.workspace_name(before)
        if name and name != before:
            arrangement = kept.own()[before]
            kept.forget(before)
            key = kept.keep(name, arrangement)
            self._take(key, "ui.workspace.renamed")

    def delete(self) -> None:
        """Keeps the own workspace in use no longer; the window stays as it is arranged."""
        key = self.current
        if not kept.own_name(key):
            self._window.status.refuse("ui.workspace.shipped", name=self.name(key))
            return
        kept.forget(kept.own_name(key))
        self._say("ui.workspace.deleted", key)

    def reset(self) -> None:
        """Arranges the window as the workspace in use was kept."""
        arrangement = kept.as_kept(self.current)
        if arrangement is not None:
            kept.forget_left(self.current)
            give(self._window, arrangement)
            self._say("ui.workspace.reset", self.current)

    def fill_menu(self) -> None:
        """The own workspaces in the menu, under those of the program."""
        menu = self._window.bars.menu("workspace")
        for row in self._rows:
            menu.removeAction(row)
            row.deleteLater()
        before = self._window.bars.actions["workspace-next"]
        self._rows = []
        for name in kept.own():
            row = QAction(name.replace("&", "&&"), menu, checkable=True, checked=kept.key_of(name) == self.current)
            row.triggered.connect(partial(self.use, kept.key_of(name)))
            menu.insertAction(before, row)
            self._rows.append(row)

    def _say(self, code: str, key: str) -> None:
        self._window.status.say(code, name=self.name(key))
        self._window.commands.changed.emit()
