"""What an input method has under way (预编辑), and how Qt counts in it: in UTF-16."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent

from layoutdesk.ui.writing.spots import Spot

if TYPE_CHECKING:
    from layoutdesk.ui.writing.writer import Writer


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


def answer(writer: Writer, query: Qt.InputMethodQuery) -> object:
    """What an input method asks of the copy round the caret, in UTF-16; what it has under way itself is none of it."""
    paragraph, spot, anchor = writer.paragraph, writer.spot, writer.anchor
    if paragraph is None or spot is None:
        return None
    if query == Qt.InputMethodQuery.ImSurroundingText:
        return paragraph.text
    if query == Qt.InputMethodQuery.ImCursorPosition:
        return utf16_units(paragraph.text[: spot.offset])
    if query == Qt.InputMethodQuery.ImAnchorPosition:
        here = anchor if anchor is not None and anchor.paragraph == spot.paragraph else spot
        return utf16_units(paragraph.text[: here.offset])
    if query == Qt.InputMethodQuery.ImCurrentSelection:
        return writer.selected_text if len(writer.selected) == 1 else ""
    return None


def utf16_units(text: str) -> int:
    """The length of text in UTF-16, as Qt counts."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def utf16_head(text: str, units: int) -> str:
    """The text up to a UTF-16 offset."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * max(units, 0)].decode("utf-16-le", "ignore")
