"""Room for a story between others on a page (让位): those over and under it move and give up rows, or one beside it columns.

In: the page, a story and the place under the hand. Out: the block for it and the areas that the others take, or that there is no
room. Nobody loses a line: a block gives up only rows that its copy leaves empty, and columns only where it still holds its copy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.steps import Steps, finished
from layoutdesk.compose.ahead import lines_ahead
from layoutdesk.compose.block import BlockPlan, plan_block
from layoutdesk.compose.context import Context, context_of
from layoutdesk.compose.grid import GAP_ROWS, bounding, shift
from layoutdesk.compose.measure import ENDLESS
from layoutdesk.compose.parking import is_parked
from layoutdesk.compose.run import Run
from layoutdesk.makeup.refitting import fresh, refitting
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Area, Block, Element, GridRect, area_of, is_hidden
from layoutdesk.model.story import Story
from layoutdesk.text.fonts import FontBook

#: So near a side of a block, as a share of its width, the hand asks for room beside it.
_SIDE: Final = 0.18
#: White between two blocks up to so many rows counts as the seam between them.
_SEAM: Final = 5

#: The block for the story in ``columns`` from a base column on, at its best or, for True, as low as it can be; nothing where it
#: cannot be set so narrow.
Fitting = Callable[[int, int, bool], Steps[Block | None]]


class Seam(NamedTuple):
    """Where the hand asks for room: over (-1, 0) or under (1, 0) a block, at its left (0, -1) or right (0, 1)."""

    block: Block
    down: int
    across: int


class MadeRoom(NamedTuple):
    """The block for the story, the areas of the others that give way, and the row or column of the ``seam`` between them."""

    block: Block
    moved: tuple[tuple[Block, Area], ...]
    seam: Seam
    at: int


class NoRoom(NamedTuple):
    """How many rows are missing."""

    rows: int


class RoomMaker:
    """Makes room on one page for one story; what was found for a seam is kept while the hand moves on."""

    def __init__(self, document: Document, page: Page, book: FontBook, fitting: Fitting, without: str = "") -> None:
        self._context = context_of(document, document.template(page.template), book)
        self._stories = {story.id: story for story in document.stories}
        self._elements = [
            each
            for each in page.elements
            if each.id != without and area_of(each) and not is_hidden(each) and not is_parked(each, self._context.grid)
        ]
        self._fitting = fitting
        self._needed: dict[str, int] = {}
        self._made: dict[tuple[str, int, int], MadeRoom | NoRoom] = {}

    def seam(self, column: float, row: float, *, edges: bool = False) -> Seam | None:
        """The seam at a place of the grid, in fractions of columns and rows; nothing on free ground and over what stays.

        ``edges``: only near the edges of a block, whose middle is no seam.
        """
        for block in reversed([each for each in self._elements if _gives_way(each)]):
            assert isinstance(block, Block)
            bounds = bounding(block.area)
            if not bounds.column <= column < bounds.right:
                continue
            if bounds.row <= row < bounds.bottom:
                share = (column - bounds.column) / bounds.columns
                if bounds.columns > 1 and min(share, 1 - share) < _SIDE and len(block.area) == 1:
                    return Seam(block, 0, -1 if share < _SIDE else 1)
                if edges and min(row - bounds.row, bounds.bottom - row) > min(_SEAM, bounds.rows / 4):
                    return None
                return Seam(block, -1 if row < bounds.row + bounds.rows / 2 else 1, 0)
            if bounds.bottom <= row < bounds.bottom + _SEAM and self._under(bounds) - bounds.bottom <= _SEAM:
                return Seam(block, 1, 0)
        return None

    def knows(self, seam: Seam) -> bool:
        """Whether the room at a seam was found before."""
        return (seam.block.id, seam.down, seam.across) in self._made

    def made(self, seam: Seam) -> MadeRoom | NoRoom:
        """Room at a seam, or how much is missing."""
        return finished(self.finding(seam))

    def finding(self, seam: Seam) -> Steps[MadeRoom | NoRoom]:
        """The same step by step, for a hand that moves on meanwhile."""
        key = seam.block.id, seam.down, seam.across
        if key not in self._made:
            find = self._beside if seam.across else self._between
            made = yield from find(seam, False)
            if isinstance(made, NoRoom):
                made = yield from find(seam, True)
            self._made[key] = made
        return self._made[key]

    # Over or under a block

    def _between(self, seam: Seam, tight: bool) -> Steps[MadeRoom | NoRoom]:
        """A block as wide as the one at the seam, over or under it; what stands in these columns closes up and moves apart."""
        host = bounding(seam.block.area)
        new = yield from self._fitting(host.column, host.columns, tight)
        if new is None:
            return NoRoom(0)
        chain, upper, lower = self._chain(seam.block)
        at = chain.index(seam.block) + (1 if seam.down > 0 else 0)
        standing = [bounding(each.area) for each in chain]
        rows = [each.rows for each in standing]
        new_rows = bounding(new.area).rows
        missing = sum(rows) + new_rows + GAP_ROWS * len(chain) - (lower - upper)
        for index in _by_nearness(at, len(chain)):
            if missing > 0:
                least = yield from self._least(chain[index])
                given = min(missing, max(0, rows[index] - least))
                rows[index] -= given
                missing -= given
        if missing > 0:
            return NoRoom(missing)
        tops = [each.row for each in standing]
        tops.insert(at, standing[at - 1].bottom + GAP_ROWS if at else upper)
        rows.insert(at, new_rows)
        tops = _apart(tops, rows, upper, lower)
        areas = [
            _with_rows(block.area, top, high)
            for block, top, high in zip(
                chain, [*tops[:at], *tops[at + 1 :]], [*rows[:at], *rows[at + 1 :]], strict=True
            )
        ]
        area = (GridRect(host.column, tops[at], host.columns, new_rows),)
        moved = tuple((block, area) for block, area in zip(chain, areas, strict=True) if area != block.area)
        return MadeRoom(replace(new, area=area), moved, seam, tops[at])

    def _chain(self, block: Block) -> tuple[list[Block], int, int]:
        """The blocks that share the columns of one, from the top down, and the rows between which they may stand.

        Whatever else reaches into these columns stays where it is and bounds them.
        """
        host = bounding(block.area)
        chain, upper, lower = [block], -1, self._context.template.grid.rows
        for each in self._elements:
            bounds = bounding(area_of(each))
            if each is block or bounds.right <= host.column or bounds.column >= host.right:
                continue
            if (
                (bounds.column, bounds.columns) == (host.column, host.columns)
                and isinstance(each, Block)
                and _gives_way(each)
            ):
                chain.append(each)
            elif bounds.row < host.row:
                upper = max(upper, bounds.bottom + GAP_ROWS)
            else:
                lower = min(lower, bounds.row - GAP_ROWS)
        chain = [
            each for each in chain
            if each is block or (bounding(each.area).row >= upper and bounding(each.area).bottom <= lower)
        ]  # fmt: skip
        chain.sort(key=lambda each: bounding(each.area).row)
        # Without anything over them they do not rise: at the head of a front page stands the masthead.
        return chain, upper if upper >= 0 else bounding(chain[0].area).row, lower

    def _least(self, block: Block) -> Steps[int]:
        """The least rows in which a block holds all of its copy; those that it has where it does not now, or where it flows on."""
        if block.id not in self._needed:
            story = self._stories.get(block.story)
            rows = bounding(block.area).rows
            if story is not None and len(block.area) == 1 and block.is_whole:
                plan = yield from _planned(self._context, block, story, ENDLESS)
                rows = rows if plan.unplaced_pictures else min(rows, max(plan.used, 1))
            self._needed[block.id] = rows
        return self._needed[block.id]

    def _under(self, bounds: GridRect) -> int:
        """The first row of what stands under a rectangle in its columns, else the foot of the page."""
        tops = [
            other.row
            for each in self._elements
            for other in area_of(each)
            if other.row >= bounds.bottom and other.column < bounds.right and bounds.column < other.right
        ]
        return min(tops, default=ENDLESS)

    # Beside a block

    def _beside(self, seam: Seam, tight: bool) -> Steps[MadeRoom | NoRoom]:
        """A block at the side of another, which gives up columns and keeps its rows; the most that both can do with."""
        host = seam.block.area[0]
        missing = ENDLESS
        for columns in _widths(host.columns):
            kept = host.columns - columns
            left = host.column if seam.across < 0 else host.right - columns
            new = yield from self._fitting(left, columns, tight)
            if new is None:
                continue
            over = bounding(new.area).rows - host.rows
            narrow = replace(host, columns=kept, column=host.column + (columns if seam.across < 0 else 0))
            if over <= 0 and (yield from self._holds(seam.block, narrow)):
                high = GridRect(left, host.row, columns, host.rows)
                at = left if seam.across > 0 else host.column
                return MadeRoom(replace(new, area=(high,)), ((seam.block, (narrow,)),), seam, at)
            missing = min(missing, max(over, 1))
        return NoRoom(missing if missing < ENDLESS else 0)

    def _holds(self, block: Block, area: GridRect) -> Steps[bool]:
        """Whether a block holds all of its copy in another area, its columns and headline chosen anew."""
        story = self._stories.get(block.story)
        if story is None or not block.is_whole:
            return story is None
        plan = yield from _planned(self._context, fresh(block, (area,)), story)
        return not plan.over and not plan.unplaced_pictures and not plan.head.tight


def refitted(context: Context, block: Block, story: Story, run: Run | None = None) -> Fitting:
    """How a block that stands on a page already fits elsewhere: as it is where it keeps its width, else set anew.

    ``run`` is what runs into it from the block before it; one from which the copy goes on keeps its rows.
    """

    def fitting(left: int, columns: int, tight: bool) -> Steps[Block | None]:
        area = bounding(block.area)
        rows = area.rows
        if (columns != area.columns or tight) and (run is None or run.is_last):
            endless = fresh(block, (GridRect(left, 0, columns, ENDLESS),))
            plan = yield from _planned(context, endless, story, ENDLESS, run)
            if plan.head.tight or plan.unplaced_pictures:
                return None
            rows = plan.used
        return fresh(block, (GridRect(left, 0, columns, max(rows, 1)),))

    return fitting


def giving_way(page: str, made: MadeRoom, document: Document) -> list[edits.Edit]:
    """The edits by which the others make room."""
    stories = {story.id: story for story in document.stories}
    return [step for block, area in made.moved for step in refitting(page, block, area, stories.get(block.story))]


def _planned(
    context: Context, block: Block, story: Story, rows: int | None = None, run: Run | None = None
) -> Steps[BlockPlan]:
    """The plan of a block, its paragraphs set one by one before."""
    yield from lines_ahead(context, block, story)
    plan = plan_block(context, block, story, rows, run=run)
    yield
    return plan


def _gives_way(element: Element) -> bool:
    return isinstance(element, Block) and not element.locked


def _by_nearness(at: int, count: int) -> list[int]:
    """The places of a list, those next to a gap first, the ones under it before those over it."""
    return sorted(range(count), key=lambda index: (index - at if index >= at else at - 1 - index, index < at))


def _apart(tops: Sequence[int], rows: Sequence[int], upper: int, lower: int) -> list[int]:
    """Tops from which nothing overlaps: pushed down from above, then up from the foot, where it does not fit."""
    made, least = list(tops), upper
    for index, high in enumerate(rows):
        made[index] = max(made[index], least)
        least = made[index] + high + GAP_ROWS
    most = lower
    for index in range(len(rows) - 1, -1, -1):
        made[index] = min(made[index], most - rows[index])
        most = made[index] - GAP_ROWS
    return made


def _with_rows(area: Area, top: int, rows: int) -> Area:
    """An area at another row, one rectangle as high as asked for."""
    if len(area) > 1:
        return shift(area, 0, top - bounding(area).row)
    return (replace(area[0], row=top, rows=rows),)


def _widths(columns: int) -> list[int]:
    """How many columns a newcomer may take, from half of them down, then up."""
    half = max(1, columns // 2)
    return [*range(half, 0, -1), *range(half + 1, columns)]
