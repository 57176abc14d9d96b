"""The writer's copy as one view sets it: where its caret and selection stand there, and moving by lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from layoutdesk.base.geometry import Rect
from layoutdesk.model.story import TableBlock
from layoutdesk.ui.writing.cellrows import step_in_table
from layoutdesk.ui.writing.overset import Overset
from layoutdesk.ui.writing.runs import Range, with_tables
from layoutdesk.ui.writing.spots import Spot, Spots
from layoutdesk.ui.writing.writer import Writer


class Parts:
    """What of the copy stands elsewhere than where the caret is: nothing in a view that shows it in one piece."""

    def under(self, x: float, y: float, among: Collection[str]) -> Spots | None:
        """The rows meant by a point of the page, with some of the paragraphs ``among``; nothing: those with the caret."""
        return None

    def others(self) -> Iterable[Spots]:
        """The rows of the same copy that stand elsewhere in the view."""
        return ()

    def beyond(self, spots: Spots, step: int) -> Iterable[Spots]:
        """The rows of what goes before (-1) or comes after (1), the nearest first, in the view or not."""
        return ()

    def standing(self, spot: Spot) -> tuple[Spots, int] | None:
        """The row on which a spot stands, in the view or not."""
        return None

    def overset(self) -> Overset | None:
        """Where the caret is in copy that stands nowhere."""
        return None

    def below(self, spot: Spot) -> Overset | None:
        """The copy that stands nowhere behind a row that ends at a spot."""
        return None


class Setting:
    """Joins a writer with the rows of a view; ``source`` gives those with the caret as they stand now."""

    def __init__(self, writer: Writer, source: Callable[[], Spots | None], parts: Parts | None = None) -> None:
        self._writer = writer
        self._source = source
        self._parts = parts if parts is not None else Parts()

    @property
    def spots(self) -> Spots | None:
        """The rows with the caret as they stand now."""
        return self._source()

    def caret(self) -> Rect | None:
        """Where the caret stands, in points of the view's page; nothing where it stands on no row there."""
        spot = self._writer.shown
        spots = self.spots if spot is not None else None
        if spot is None or spots is None:
            return None
        found = spots.caret(spot)
        if found is None:
            # What is under way has pushed it on.
            found = next(filter(None, (other.caret(spot) for other in self._parts.others())), None)
        return found

    def marked(self) -> tuple[Rect, ...]:
        """The rectangles of the selection, those of the tables in it, too."""
        story = self._writer.story
        if story is None or self._writer.under_way is not None or not self._writer.has_selection:
            return ()
        return self._behind([each for part in with_tables(story, self._writer.selected) for each in _ranges(part)])

    def under_way(self) -> tuple[Rect, ...]:
        """The rectangles of what an input method has under way, a line each."""
        under_way = self._writer.under_way
        if under_way is None:
            return ()
        at = under_way.at
        return self._behind([(at.paragraph, at.offset, at.offset + len(under_way.text))])

    def _behind(self, ranges: Collection[tuple[str, int, int]]) -> tuple[Rect, ...]:
        """The rectangles behind ranges of paragraphs, wherever in the view they stand."""
        spots = self.spots
        if spots is None:
            return ()
        return tuple(rect for each in (spots, *self._parts.others()) for part in ranges for rect in each.marked(*part))

    def point(self, x: float, y: float, *, select: bool = False) -> None:
        """Puts the caret to the spot nearest to a point; with ``select`` the selection reaches there, inside its run."""
        spots, writer = self.spots, self._writer
        among = {part.id for part in writer.run} if select and writer.spot is not None else None
        if among is not None:
            spots = self._parts.under(x, y, among) or spots
        if spots is None:
            return
        spot = spots.at(x, y, among)
        if spot is not None:
            writer.put(spot, select=select)

    def rise(self, by: int, *, select: bool = False) -> None:
        """So many rows up or down, as far as there are any, on through all parts of the copy; in a headline set downwards,
        lines to its right or left.

        The caret keeps the column from which it has set out, over short rows as well.
        """
        spots, spot, writer = self.spots, self._writer.spot, self._writer
        number = spots.row_of(spot) if spots is not None and spot is not None else None
        over = self._parts.overset() if spots is None or number is None else None
        if over is not None:
            spots, number = over.spots, over.number
        if spots is None or spot is None or number is None:
            return
        inset = writer.inset if writer.inset is not None else spots.inset(number, spot)
        if not select and abs(by) == 1 and step_in_table(writer, spots, number, by, inset):
            return
        at, left = self._risen(spots, number, by, select=select) if over is None else (self._out_of(over, by), 0)
        into = self._parts.below(_end_of(*at)) if left > 0 else None
        if into is not None:
            # A line of the galley may begin on the page: the caret does not go back there.
            there = into.spots.on_row(min(into.number + left - 1, into.last), inset)
            begins = into.spots.rows[into.number].line.paragraph == there.paragraph and there.offset < into.begin
            writer.put(there.at(into.begin) if begins else there, select=select, inset=inset)
        elif at != (spots, number):
            writer.put(at[0].on_row(at[1], inset), select=select, inset=inset)

    def _risen(self, spots: Spots, number: int, by: int, *, select: bool) -> tuple[tuple[Spots, int], int]:
        """The row so many rows on, as far as there are any, and how many more were asked for; with ``select`` those of the run."""
        copy = {part.id for part in self._writer.run} if select else self._writer.flow
        at, step = (spots, number), 1 if by > 0 else -1
        for done in range(abs(by)):
            following = self._next(*at, step, copy, only=select)
            if following is None:
                return at, by - done * step
            at = following
        return at, 0

    def _next(
        self, spots: Spots, number: int, step: int, copy: Collection[str], *, only: bool
    ) -> tuple[Spots, int] | None:
        """The next row on the way: of the ``copy``, which goes on in its other parts, else any that is there, unless ``only``."""
        flows = only or spots.rows[number].line.paragraph in copy
        found = spots.row_on(number + step, step, copy if flows else None)
        if found is not None:
            return spots, found
        for other in self._parts.beyond(spots, step):
            found = other.row_on(0 if step > 0 else len(other.rows) - 1, step, copy)
            if found is not None:
                return other, found
        return (spots, number + step) if not only and 0 <= number + step < len(spots.rows) else None

    def _out_of(self, over: Overset, by: int) -> tuple[Spots, int]:
        """The row so many rows on from one in overset copy: among those, or the last that stands on a page before them."""
        there = min(over.number + by, over.last)
        stands = self._parts.standing(over.before) if there < over.first and over.before is not None else None
        return stands or (over.spots, max(there, over.first))

    def edge(self, *, end: bool, select: bool = False) -> None:
        """To the start or the end of the row."""
        spots, spot = self.spots, self._writer.spot
        if spot is None:
            return
        if spots is None or spots.row_of(spot) is None:
            over = self._parts.overset()
            spots = over.spots if over is not None else spots
        if spots is not None:
            self._writer.put(spots.edge(spot, end=end), select=select)

    def select_row(self) -> None:
        """Selects the row with the caret."""
        self.edge(end=False)
        self.edge(end=True, select=True)

    def is_down(self) -> bool:
        """Whether the caret stands in a line that is set downwards (竖排)."""
        spots, spot = self.spots, self._writer.spot
        number = spots.row_of(spot) if spots is not None and spot is not None else None
        return number is not None and spots is not None and spots.rows[number].line.down


def _end_of(spots: Spots, number: int) -> Spot:
    """The end of a row."""
    line = spots.rows[number].line
    return Spot(line.story, line.paragraph, line.end, ends=True)


def _ranges(part: Range | TableBlock) -> list[tuple[str, int, int]]:
    """The paragraphs of a part of the selection, and from where to where; of a table its cells."""
    if isinstance(part, Range):
        return [(part.paragraph.id, part.start, part.end)]
    return [(cell.paragraph.id, 0, len(cell.paragraph.text)) for row in part.rows for cell in row]
