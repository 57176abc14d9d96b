"""The boxes of a page and its crop marks (裁切线)."""

from __future__ import annotations

import msgspec

from layoutdesk.base.colour import Registration
from layoutdesk.base.units import mm
from layoutdesk.display import Item, line
from layoutdesk.exporters.pdf.document import Value, array, number

#: Room for marks outside the bleed, the length of a mark and its weight.
MARK_ROOM = mm(8)
_MARK_LENGTH = mm(5)
_MARK_WEIGHT = 0.25


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

    def crop_marks(self) -> tuple[Item, ...]:
        """Two marks at each corner of the trim, outside the bleed, in the trim's coordinates."""
        if not self.marks:
            return ()
        near, far = self.bleed + mm(1), self.bleed + mm(1) + _MARK_LENGTH
        marks: list[Item] = []
        for x, outward in ((0.0, -1.0), (self.width, 1.0)):
            for y, away in ((0.0, -1.0), (self.height, 1.0)):
                marks.append(line(x + outward * near, y, x + outward * far, y, _MARK_WEIGHT, Registration()))
                marks.append(line(x, y + away * near, x, y + away * far, _MARK_WEIGHT, Registration()))
        return tuple(marks)
