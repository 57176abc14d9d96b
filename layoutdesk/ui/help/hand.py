"""The hand that asks for help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layoutdesk.ui.help.topics import fitting

if TYPE_CHECKING:
    from layoutdesk.ui.help.reader import HelpReader
    from layoutdesk.ui.window import Window


class Help:
    """Opens the reader at what the hand is on; one that is open turns there."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.reader: HelpReader | None = None

    def open(self, topic: str = "") -> None:
        """Opens help about a topic, that of what the hand is on where none is named."""
        from layoutdesk.ui.help.reader import HelpReader

        topic = topic or fitting(self._window)
        if self.reader is None:
            self.reader = HelpReader(self._window)
            self.reader.destroyed.connect(self._forget)
        self.reader.turn_to(topic)
        self.reader.show()
        self.reader.raise_()
        self.reader.activateWindow()

    def _forget(self) -> None:
        self.reader = None
