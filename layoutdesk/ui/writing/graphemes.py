"""Characters as a reader sees them (字素): a 字 with the form chosen for a name, a letter with its accent, are one."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder

from layoutdesk.ui.writing.underway import utf16_head, utf16_units


def grapheme_step(text: str, offset: int, by: int) -> int | None:
    """The offset a character on (1) or back (-1), in code points; nothing at the end of the text.

    From inside one it goes to its end. Source: Unicode Standard Annex #29, extended grapheme clusters.
    """
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    finder.setPosition(utf16_units(text[:offset]))
    units = finder.toNextBoundary() if by > 0 else finder.toPreviousBoundary()
    return None if units < 0 else len(utf16_head(text, units))


def grapheme_start(text: str, offset: int) -> int:
    """Where the character begins inside which an offset lies; the offset itself where it lies between two."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    finder.setPosition(utf16_units(text[:offset]))
    return offset if finder.isAtBoundary() else grapheme_step(text, offset, -1) or 0
