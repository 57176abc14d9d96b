"""What an input method has under way (预编辑), and how Qt counts in it: in UTF-16."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QInputMethodEvent

from layoutdesk.ui.writing.spots import Spot


class UnderWay(NamedTuple):
    """Text that is being composed: shown in the copy at ``at`` in place of the selection, but no part of it.

    ``cursor`` is the input method's own caret in it, in code points.
    """

    at: Spot
    text: str
    cursor: int

    @property
    def caret(self) -> Spot:
        """Where the input method's caret stands in the copy as shown; at the end of a line it stays there."""
        return Spot(self.at.story, self.at.paragraph, self.at.offset + self.cursor, ends=self.cursor > 0)


def cursor_of(event: QInputMethodEvent) -> int:
    """Where the input method has its caret in its text, in code points: at the end where it says nothing."""
    text = event.preeditString()
    for attribute in event.attributes():
        if attribute.type == QInputMethodEvent.AttributeType.Cursor:
            return len(utf16_head(text, attribute.start))
    return len(text)


def utf16_units(text: str) -> int:
    """The length of text in UTF-16, as Qt counts."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def utf16_head(text: str, units: int) -> str:
    """The text up to a UTF-16 offset."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * max(units, 0)].decode("utf-16-le", "ignore")
