"""The boxes of a page: media, bleed and trim."""

from __future__ import annotations

import msgspec

from layoutdesk.base.units import mm
from layoutdesk.exporters.pdf.document import Value, array, number

#: Room for printer's marks outside the bleed.
MARK_ROOM = mm(10)


class PageBoxes(msgspec.Struct, frozen=True, kw_only=True):
    """Trim, bleed and media of a page in points: ``margin`` from the media's edge to the trim, ``bleed`` of it printed.

    Without marks the media ends where the bleed ends.
    """

    width: float
    height: float
    bleed: float
    marks: bool = False

    @property
    def margin(self) -> float:
        """From the edge of the media to the trim."""
        return self.bleed + (MARK_ROOM if self.marks else 0.0)

    @property
    def top(self) -> float:
        """The trim's upper edge, from the media's lower edge."""
        return self.margin + self.height

    def entries(self) -> dict[str, Value]:
        """The boxes as entries of the page (ISO 32000-1 §14.11.2)."""
        return {
            "MediaBox": self._box(self.margin),
            "CropBox": self._box(self.margin),
            "BleedBox": self._box(self.bleed),
            "TrimBox": self._box(0.0),
        }

    def _box(self, outset: float) -> Value:
        """The rectangle that lies ``outset`` outside the trim."""
        low = self.margin - outset
        return array(
            number(low),
            number(low),
            number(self.margin + self.width + outset),
            number(self.margin + self.height + outset),
        )
