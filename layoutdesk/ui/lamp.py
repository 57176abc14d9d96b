"""The lamp of the toolbar: red for errors, amber for what is to be looked at, green for neither."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from layoutdesk.ui import icons
from layoutdesk.ui.icons import SIDE
from layoutdesk.ui.language import Language
from layoutdesk.ui.theme import Look


class Lamp(QToolButton):
    """Counts the problems of the issue."""

    def __init__(self, look: Look, language: Language) -> None:
        super().__init__(toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(SIDE, SIDE))
        self._look, self._language = look, language

    def in_a_corner(self) -> QWidget:
        """A place at the right end of a bar, half of what is free there: what stands before it keeps its place whatever it says."""
        corner = QWidget()
        corner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(self)
        return corner

    def show_counts(self, counts: Counter[str]) -> None:
        """Shows how many problems of each severity there are."""
        text, theme = self._language.text, self._look.theme
        said = [text(f"ui.lamp.{kind}", count=counts[kind]) for kind in ("error", "warning", "query") if counts[kind]]
        name, colour = ("good", theme.good) if not said else ("query", theme.warning)
        if counts["error"]:
            name, colour = "error", theme.error
        self.setIcon(icons.pixmap(name, colour, density=self.devicePixelRatioF()))
        self.setText(" · ".join(said) or text("ui.lamp.good"))
        self.setToolTip(text("ui.lamp.hint"))
