"""Where a picture in a block comes to rest under the hand: whole own columns and rows under the headline, never over another one.

Plain arithmetic on the block as composed, without Qt. Corners catch: a picture stands best at the edge of its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.compose.area import area_of, beside
from layoutdesk.compose.context import Context, Scope, context_of
from layoutdesk.compose.elements import block_plan
from layoutdesk.compose.flow import Segments
from layoutdesk.compose.grid import OwnColumns
from layoutdesk.compose.picture import CROP_LIMIT, WHITE_ROWS, set_caption
from layoutdesk.compose.places import default_places, place_at, usual_span
from layoutdesk.model import Block, Document, Page, PictureRef, Story
from layoutdesk.model.elements import PicturePlace
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui.canvas.snapping import Edges

#: Rows by which the first and the last row of a block are nearer to the hand than they are.
CATCH_ROWS: Final = 2.5
#: No picture is lower than this by hand, its caption not counted.
LEAST_ROWS: Final = 2
#: Width is set by so many 字 where a picture stands free of the columns.
HALF: Final = 0.5
#: The figures of a place that may put it off its block.
FIGURES: Final = ("column", "columns", "row", "rows", "width", "shift")


class Room(NamedTuple):
    """A block's room for its pictures.

    ``columns`` has for each own column the rows that a picture may take, from the first under the headline, whose upper edge is at
    ``y`` (points). ``places`` are those of its pictures, chosen or by the rules; rows that the engine adds to fill up do not count.
    ``left`` and ``right`` are the edges between which a picture free of the columns stands, in points.
    """

    context: Context
    story: Story
    own: OwnColumns
    columns: tuple[Segments, ...]
    y: float
    places: tuple[PicturePlace, ...]
    left: float
    right: float

    @property
    def step(self) -> float:
        return self.context.grid.step

    @property
    def em(self) -> float:
        return self.context.grid.em

    def place(self, picture: str) -> PicturePlace | None:
        """The place of a picture; none where the block does not show it."""
        return next((place for place in self.places if place.picture == picture), None)

    def with_place(self, place: PicturePlace) -> tuple[PicturePlace, ...]:
        """The places of the block once a picture has this one, which may be a new one."""
        if self.place(place.picture) is None:
            return (*self.places, place)
        return tuple(place if other.picture == place.picture else other for other in self.places)

    def holds(self, place: PicturePlace) -> bool:
        """Whether a place lies inside the block and on none of the others."""
        if place.column < 0 or place.column + place.columns > len(self.columns) or place.row < 0:
            return False
        if place.is_free:
            left = self.own.lefts[place.column] + place.shift * self.em
            if left < self.left or left + width_of(self, place) > self.right:
                return False
        foot = place.row + place.rows - WHITE_ROWS
        columns = self.columns[place.column : place.column + place.columns]
        inside = all(any(first <= place.row and foot <= last for first, last in segments) for segments in columns)
        return inside and not any(_share(place, other) for other in self.places if other.picture != place.picture)

    def edges(self, place: PicturePlace) -> set[int]:
        """The rows at which a place stands at the head or the foot of its columns."""
        ends = [end for segments in self.columns[place.column : place.column + place.columns] for end in segments]
        return {first for first, _ in ends} | {last - place.rows + WHITE_ROWS for _, last in ends}


def room_of(document: Document, page: Page, block: Block, book: FontBook) -> Room | None:
    """The room of a block as its page sets it; nothing where its story is gone."""
    story = next((each for each in document.stories if each.id == block.story), None)
    if story is None:
        return None
    context = context_of(document, document.template(page.template), book)
    plan = block_plan(Scope(document, page, context), block, story)
    area = beside(context, block, story, area_of(context, block, None))
    columns = tuple(tuple(_under(segments, plan.top)) for segments in area.columns)
    shown = {item.id for item in block.part_of(story.body)}
    places = block.pictures or default_places(context, story, plan.own)
    kept = tuple(place for place in places if place.picture in shown)
    y, em = plan.rect.y + plan.top * context.grid.step, context.grid.em
    return Room(context, story, plan.own, columns, y, kept, area.rect.x - em, area.rect.right + em)


def _under(segments: Segments, top: int) -> Iterator[tuple[int, int]]:
    """The rows of a column under the headline, counted from there."""
    for first, last in segments:
        if last > top:
            yield max(first, top) - top, last - top


def _share(one: PicturePlace, two: PicturePlace) -> bool:
    return (
        one.column < two.column + two.columns
        and two.column < one.column + one.columns
        and one.row < two.row + two.rows
        and two.row < one.row + one.rows
    )


def moved(room: Room, place: PicturePlace, dx: float, dy: float, catch: float = CATCH_ROWS) -> PicturePlace:
    """A place moved by points, at rest; the same one where there is no room for it. Ends of columns catch within ``catch`` rows."""
    left = room.own.lefts[place.column] + dx
    return _nearest(room, place, left, place.row + dy / room.step, catch) or place


def _nearest(
    room: Room, place: PicturePlace, left: float, row: float, catch: float = CATCH_ROWS
) -> PicturePlace | None:
    """The place of the same size that is nearest to a left edge (points) and a row, those at the ends of columns before others."""
    best: tuple[float, PicturePlace | None] = (float("inf"), None)
    for column in range(len(room.columns) - place.columns + 1):
        across = abs(room.own.lefts[column] - left)
        edges = room.edges(replace(place, column=column))
        deepest = max((last for segments in room.columns for _, last in segments), default=0)
        for top in range(max(0, deepest - place.rows + WHITE_ROWS) + 1):
            far = across + (abs(top - row) - catch * (top in edges)) * room.step
            if far < best[0] and room.holds(tried := replace(place, column=column, row=top)):
                best = far, tried
    return best[1]


def pulled(room: Room, place: PicturePlace, edges: Edges, dx: float, dy: float, shape: float) -> PicturePlace:
    """A place with the pulled edges moved by points, at rest; the same one where it would not fit.

    Pulled at a side alone a picture keeps its ``shape`` (width by height of what is shown) and becomes higher or lower with it; at
    the head or foot alone it is cropped.
    """
    tried = _across(room, place, edges.across, dx) if edges.across else place
    if edges.down:
        rows = round(dy / room.step) * edges.down
        rows = max(rows, _captions(room, tried) + LEAST_ROWS + WHITE_ROWS - place.rows)
        if edges.down < 0:
            rows = min(rows, tried.row)
        tried = replace(tried, rows=tried.rows + rows, row=tried.row - rows if edges.down < 0 else tried.row)
    elif edges.across and tried.caption == "below" and tried != place:
        tried = replace(tried, rows=rows_of(room, tried, shape))
    while not room.holds(tried) and tried.rows > LEAST_ROWS + WHITE_ROWS + _captions(room, tried):
        tried = replace(tried, rows=tried.rows - 1, row=tried.row + (1 if edges.down < 0 else 0))
    return tried if room.holds(tried) else place


def figured(room: Room, place: PicturePlace, name: str, wanted: float) -> PicturePlace:
    """A place with one of its ``FIGURES`` as near to a typed one as the block holds it.

    From another first column on a picture keeps as many columns as there are. A place that the block does not hold as it is takes
    every figure: the hand may have to change several.
    """
    now = getattr(place, name)
    step = HALF if isinstance(now, float) else 1
    for count in range(int(abs(wanted - now) / step) + 1):
        value = wanted + count * step * (1 if wanted < now else -1)
        left = len(room.columns) - int(value)
        columns = {"columns": max(1, min(place.columns, left))} if name == "column" else {}
        tried = replace(place, **{name: value}, **columns)
        if room.holds(tried) or not room.holds(place):
            return tried
    return place


def _across(room: Room, place: PicturePlace, edge: int, dx: float) -> PicturePlace:
    """A place with its left (-1) or right (1) edge moved: to whole columns, or by half 字 where it stands free of them."""
    lefts, measure = room.own.lefts, room.own.measure
    if place.is_free:
        by = round(dx / room.em / HALF) * HALF
        width = max(2.0, (place.width or width_of(room, place) / room.em) + edge * by)
        return replace(place, width=width, shift=place.shift + (by if edge < 0 else 0.0))
    last = place.column + place.columns - 1
    if edge > 0:
        wanted = lefts[last] + measure + dx
        end = min(range(place.column, len(lefts)), key=lambda at: abs(lefts[at] + measure - wanted))
        return replace(place, columns=end - place.column + 1)
    wanted = lefts[place.column] + dx
    start = min(range(last + 1), key=lambda at: abs(lefts[at] - wanted))
    return replace(place, column=start, columns=last - start + 1)


def width_of(room: Room, place: PicturePlace) -> float:
    """How wide a picture with its caption is, in points."""
    return place.width * room.em or room.own.span(place.column, place.columns)[1]


def rows_of(room: Room, place: PicturePlace, shape: float) -> int:
    """The rows of a picture of this ``shape`` (width by height) at a place, with its caption under it and the white."""
    rows = round(width_of(room, place) / max(shape, 0.01) / room.step)
    return max(LEAST_ROWS, rows) + _captions(room, place) + WHITE_ROWS


def _captions(room: Room, place: PicturePlace) -> int:
    """The rows that a caption takes under its picture."""
    picture = next((item for item in room.story.body if item.id == place.picture), None)
    if place.caption != "below" or not isinstance(picture, PictureRef):
        return 0
    return set_caption(room.context, picture, width_of(room, place), room.story.id).rows


def dropped(rooms: Sequence[Room], picture: PictureRef, x: float, y: float) -> PicturePlace | None:
    """The place for a picture that is let go over a block: its middle near the hand, as wide as the rules make one.

    ``rooms`` are those of the block as it stands and, where it may grow, as deep as it may become. Where that does not fit the
    picture loses what the trade lets it lose by its crop, then it is narrower; nothing where there is no room at all.
    """
    own = rooms[0].own
    for span in range(usual_span(len(own.lefts)), 0, -1):
        place = place_at(rooms[0].context, rooms[0].story, picture, own, (0, span, 0))
        shown = place.rows - WHITE_ROWS - _captions(rooms[0], place)
        lowest = place.rows - max(0, min(int(shown * CROP_LIMIT), shown - LEAST_ROWS))
        left = x - own.span(0, span)[1] / 2
        for room, rows in product(rooms, range(place.rows, lowest - 1, -1)):
            found = _nearest(room, replace(place, rows=rows), left, (y - room.y) / room.step - rows / 2)
            if found is not None:
                return found
    return None
