"""What the actions do with the template of the page in view (版式)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class TemplateHand(QObject):
    """Takes the template into the hand and leaves it, and asks under which name it is to be kept."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.desk.templating.changed.connect(self._follow)
        window.desk.selected.connect(lambda _: self._leave())
        window.desk.opened.connect(self._leave)

    @property
    def is_on(self) -> bool:
        """Whether the hand is on the template."""
        return self._window.desk.templating.is_on

    def switch(self) -> None:
        """Takes the template into the hand with the tool that selects, or leaves it."""
        window = self._window
        if not self.is_on:
            window.commands.take("select")
            window.around.show_sides(True)
            window.properties.unfold()
        window.desk.templating.switch()

    def ask_name(self) -> None:
        """Keeps the page in view as a template under a name."""
        window, page = self._window, self._window.desk.page
        title = window.dialogs.template_name(page.name if page is not None else "")
        if title and window.desk.templating.save(title):
            window.status.say("ui.template.saved", name=title)

    def _leave(self) -> None:
        """What stands on the page is in the hand again."""
        if self.is_on and (self._window.desk.chosen or not self._window.desk.is_open):
            self._window.desk.templating.switch()

    def _follow(self) -> None:
        window = self._window
        window.status.say("ui.template.how" if self.is_on else "ui.template.left")
        window.view.viewport().update()
        window.commands.changed.emit()
