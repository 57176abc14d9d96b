"""The writer's copy as one view sets it: where its caret and selection stand there, and moving by lines."""

from __future__ import annotations

from collections.abc import Callable

from layoutdesk.base.geometry import Rect
from layoutdesk.ui.writing.spots import Spots
from layoutdesk.ui.writing.writer import Writer


class Setting:
    """Joins a writer with the rows of a view; ``source`` gives the rows as they stand now."""

    def __init__(self, writer: Writer, source: Callable[[], Spots | None]) -> None:
        self._writer = writer
        self._source = source

    @property
    def spots(self) -> Spots | None:
        """The rows of the view as they stand now."""
        return self._source()

    def caret(self) -> Rect | None:
        """Where the caret stands, in points of the view's page; nothing where it stands on no row there."""
        spot = self._writer.shown
        spots = self.spots if spot is not None else None
        return spots.caret(spot) if spots is not None and spot is not None else None

    def marked(self) -> tuple[Rect, ...]:
        """The rectangles of the selection."""
        if self._writer.under_way is not None or not self._writer.has_selection:
            return ()
        spots = self.spots
        if spots is None:
            return ()
        return tuple(
            rect for part in self._writer.selected for rect in spots.marked(part.paragraph.id, part.start, part.end)
        )

    def under_way(self) -> tuple[Rect, ...]:
        """The rectangles of what an input method has under way, a line each."""
        spots, under_way = self.spots, self._writer.under_way
        if spots is None or under_way is None:
            return ()
        at = under_way.at
        return spots.marked(at.paragraph, at.offset, at.offset + len(under_way.text))

    def point(self, x: float, y: float, *, select: bool = False) -> None:
        """Puts the caret to the spot nearest to a point; with ``select`` the selection reaches there, inside its run."""
        spots, writer = self.spots, self._writer
        if spots is None:
            return
        among = {part.id for part in writer.run} if select and writer.spot is not None else None
        spot = spots.at(x, y, among)
        if spot is not None:
            writer.put(spot, select=select)

    def rise(self, by: int, *, select: bool = False) -> None:
        """So many rows up or down, as far as there are any; in a headline set downwards, lines to its right or left.

        The caret keeps the column from which it has set out, over short rows as well.
        """
        spots, spot, writer = self.spots, self._writer.spot, self._writer
        number = spots.row_of(spot) if spots is not None and spot is not None else None
        if spots is None or spot is None or number is None:
            return
        inset = writer.inset if writer.inset is not None else spots.inset(number, spot)
        run = {part.id for part in writer.run} if select else None
        open_to = [at for at, row in enumerate(spots.rows) if run is None or row.line.paragraph in run]
        there = min(max(number + by, open_to[0]), open_to[-1])
        if there != number:
            writer.put(spots.on_row(there, inset), select=select, inset=inset)

    def edge(self, *, end: bool, select: bool = False) -> None:
        """To the start or the end of the row."""
        spots, spot = self.spots, self._writer.spot
        if spots is not None and spot is not None:
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
