"""Copy that stands on no page (溢出文): its lines as the galley has them, and where a caret is among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.ui.writing.spots import Spot, Spots


class Overset(NamedTuple):
    """A caret in overset copy: the rows of the galley, the one with the caret, the first and the last of those that stand nowhere.

    ``before`` is the end of what stands on a page before them, ``begin`` the caret's place in its paragraph.
    """

    spots: Spots
    number: int
    first: int
    last: int
    before: Spot | None
    begin: int = 0

    @property
    def line(self) -> int:
        """The caret's line, counted from the first that stands nowhere."""
        return self.number - self.first + 1


def reached(pages: Iterable[ComposedPage], story: str) -> dict[str, int]:
    """How far each paragraph of a story stands on pages."""
    found: dict[str, int] = {}
    for page in pages:
        for line in page.lines:
            if line.story == story:
                found[line.paragraph] = max(found.get(line.paragraph, 0), line.end)
    return found


def overset_lines(galley: ComposedPage, stands: dict[str, int]) -> Iterator[Line]:
    """The lines of a galley that stand on no page, where the story stands somewhere."""
    for line in galley.lines if stands else ():
        if line.end > line.start and not _begins_on_page(line, stands):
            yield line


def overset_at(spots: Spots, spot: Spot, stands: dict[str, int]) -> Overset | None:
    """Where a spot that is on no page stands among the rows ``spots`` of its galley."""
    number = spots.row_of(spot)
    if number is None or not stands:
        return None
    lines = [row.line for row in spots.rows]
    first = last = number
    while first and not _begins_on_page(lines[first - 1], stands):
        first -= 1
    while last + 1 < len(lines) and not _begins_on_page(lines[last + 1], stands):
        last += 1
    # Where holes break the lines of the page elsewhere, the caret's own may begin there.
    over = lines[number] if _begins_on_page(lines[number], stands) else lines[first - 1] if first else None
    before = Spot(spot.story, over.paragraph, min(over.end, stands[over.paragraph]), ends=True) if over else None
    return Overset(spots, number, first, last, before, spot.offset)


def overset_below(spots: Spots, spot: Spot, stands: dict[str, int]) -> Overset | None:
    """The copy that stands on no page behind a row that ends at a ``spot``, with the place where it begins."""
    number = spots.row_of(spot)
    if number is None:
        return None
    line = spots.rows[number].line
    if spot.offset < line.end:
        # The page has broken the line elsewhere than the galley has.
        return overset_at(spots, Spot(spot.story, spot.paragraph, spot.offset), stands)
    below = spots.rows[number + 1].line if number + 1 < len(spots.rows) else None
    if below is None or _begins_on_page(below, stands):
        return None
    return overset_at(spots, Spot(spot.story, below.paragraph, below.start), stands)


def _begins_on_page(line: Line, stands: dict[str, int]) -> bool:
    return line.paragraph in stands and (line.start < stands[line.paragraph] or line.end == line.start)
