"""A pane beside the page (旁栏): it is opened and closed by itself, and follows the issue only while it is there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from layoutdesk.ui import icons
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.theme import UNIT, Look
from layoutdesk.ui.turns import Urgency

#: From its edge to what it holds, in logical pixels.
SIDE: Final = 2 * UNIT - 4


class SidePane(Panel):
    """A title with a button that closes it, and a button for more. While it is hidden nothing is reckoned.

    ``wanted`` names the action that a button asks for, ``menu_wanted`` asks for the menu of what is chosen. Its texts begin with
    the code ``texts``.
    """

    least = 300
    wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    closed = Signal()

    def __init__(self, name: str, desk: Desk, look: Look, language: Language) -> None:
        super().__init__(f"ui.panel.{name}", language)
        self._desk, self._look, self._texts = desk, look, f"ui.{name}"
        self.close_button, self.more = QToolButton(), QToolButton()
        self.head.addWidget(self.close_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.close_button.clicked.connect(self.closed)
        self.more.clicked.connect(lambda: self.menu_wanted.emit(self.more.mapToGlobal(self.more.rect().topLeft())))
        desk.opened.connect(self.refresh)
        desk.stirring.tell(self._follow)
        desk.page_turned.connect(lambda _: self._later())
        look.changed.connect(self._tint)
        self._tint()

    def retranslate(self) -> None:
        super().retranslate()
        for button, name in ((self.close_button, "close"), (self.more, "more")):
            button.setToolTip(self.language.text(f"{self._texts}.{name}"))
            button.setAccessibleName(self.language.text(f"{self._texts}.{name}"))

    def _tint(self) -> None:
        self.close_button.setIcon(icons.icon("cancel", self._look.theme))
        self.more.setIcon(icons.icon("more", self._look.theme))

    def setVisible(self, visible: bool) -> None:
        """Follows the issue while it is there."""
        changes = visible == self.isHidden()
        super().setVisible(visible)
        if changes:
            self.come_or_go(comes=visible)

    def showEvent(self, event: QShowEvent) -> None:
        """It comes into view again: what changed while something else stood over the page is shown, too."""
        super().showEvent(event)
        self._later()

    def come_or_go(self, *, comes: bool) -> None:
        """It has just been opened, or closed."""

    def refresh(self) -> None:
        """Shows what there is as it is now, where it is seen."""

    def _follow(self) -> None:
        if self.isVisible() and self._desk.preview is None:
            self.refresh()

    def _later(self, *_: object) -> None:
        if self.isVisible():
            self._desk.turns.ask(self.refresh, Urgency.PANEL)
