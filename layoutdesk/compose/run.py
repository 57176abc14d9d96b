"""What of a story runs into a block from the one before it (续排), and the seam (接缝) at which it stops there.

A seam is counted in the items that flow, pictures apart: in mid-paragraph by the character, in a table by how far it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec.structs import asdict

from layoutdesk.compose.flow import Unit
from layoutdesk.compose.jump import JUMP_STYLES, Jumps
from layoutdesk.compose.table import NOT_BEGUN, Begun
from layoutdesk.compose.units import Rest
from layoutdesk.model.story import BodyItem, Paragraph


class Seam(NamedTuple):
    """The first item that does not wholly stand before it, how many of its characters do, and how much of it, a table."""

    item: int = 0
    at: int = 0
    begun: Begun = NOT_BEGUN


BEGIN: Final = Seam()


class Run(NamedTuple):
    """The ``items`` of a story that flow, those ahead in a block: from the seam ``start`` on, up to but not with ``limit``, which
    leaves none to a block in which nothing can stand.

    ``is_last``: what the block has no room for goes on nowhere. ``jumps`` are its jump lines, should it want them.
    """

    items: tuple[BodyItem, ...]
    start: Seam
    limit: int
    is_last: bool
    jumps: Jumps

    @property
    def end(self) -> Seam:
        """The seam where everything stands that may stand in the block."""
        return Seam(self.limit) if self.start.item < self.limit else self.start

    @property
    def begun(self) -> tuple[str, Begun] | None:
        """The table that stands in part before it, and how far."""
        return (self.items[self.start.item].id, self.start.begun) if self.start.begun != NOT_BEGUN else None

    def ahead(self) -> list[BodyItem]:
        """What may stand in the block, the rest of a paragraph that has begun before it first."""
        items = list(self.items[self.start.item : self.limit])
        if items and self.start.at:
            first = items[0]
            assert isinstance(first, Paragraph)
            items[0] = Rest(**asdict(first), begin=self.start.at)
        return items

    def seam_before(self, item: str) -> Seam:
        """The seam before a whole item, which may be the one that runs in."""
        at = next(at for at in range(self.start.item, self.limit) if self.items[at].id == item)
        return self.start if at == self.start.item else Seam(at)

    def seam_in(self, units: Sequence[Unit], placed: int) -> Seam:
        """The seam behind the first ``placed`` lines of units of which there are more."""
        number = 0
        while placed >= len(units[number].lines):
            placed -= len(units[number].lines)
            number += 1
        unit, above = units[number], units[number - 1] if number else None
        if unit.style in JUMP_STYLES:
            return self.start
        before = self.seam_before(unit.paragraph)
        if unit.strip is None:
            return before._replace(at=unit.lines[placed].start) if placed else before
        if above is not None and above.strip is not None and above.paragraph == unit.paragraph:
            return before._replace(begun=above.strip.end)
        return before
