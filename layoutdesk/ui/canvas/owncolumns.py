"""The own columns of a block (破栏): how many there are of the page's, how wide they are, and the block with more or fewer of them.

Pictures keep the share of the width that they have, and the edge at which they stand. Plain arithmetic, without Qt.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import rounded
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context
from layoutdesk.compose.grid import OwnColumns, bounding
from layoutdesk.compose.picture import WHITE_ROWS, set_caption
from layoutdesk.model.elements import Block, PicturePlace
from layoutdesk.model.story import PictureRef, Story


class Measure(NamedTuple):
    """``base`` columns of the page broken into ``own``, in 字 how wide one is and the gutter between two."""

    base: int
    own: int
    chars: float
    gutter: float

    def said(self) -> dict[str, str]:
        """The figures for texts."""
        return {name: f"{value:g}" for name, value in self._asdict().items()}


def measure_of(context: Context, block: Block, story: Story) -> Measure:
    """The columns that a block has now."""
    own, em = own_columns(context, block, story), context.grid.em
    return Measure(bounding(block.area).columns, len(own.lefts), round(own.measure / em, 2), round(own.gutter / em, 2))


def own_columns(context: Context, block: Block, story: Story) -> OwnColumns:
    """The columns of a block beside its headline, where that stands at the side."""
    return plan_block(context, block, replace(story, body=(), byline=None)).own


def in_columns(context: Context, page: str, block: Block, story: Story, count: int) -> edits.SetBlock | None:
    """The edit that gives a block ``count`` own columns, 0 as many as suit its width; nothing where it cannot have as many.

    An L keeps those of the page.
    """
    before, made = own_columns(context, block, story), replace(block, columns=count)
    after = own_columns(context, made, story)
    if count < 0 or len(block.area) > 1 or len(after.lefts) != (count or len(after.lefts)):
        return None
    known = {item.id: item for item in story.body if isinstance(item, PictureRef)}
    places = tuple(_moved(context, place, known.get(place.picture), story, before, after) for place in block.pictures)
    span = block.head_columns if block.head_columns < len(after.lefts) else 0
    return edits.SetBlock(page=page, element=block.id, columns=count, pictures=places, head_columns=span)


def _moved(
    context: Context,
    place: PicturePlace,
    picture: PictureRef | None,
    story: Story,
    before: OwnColumns,
    after: OwnColumns,
) -> PicturePlace:
    """The place of a picture in other columns: as near as they come to the width and the edge that it had."""
    em, had, count = context.grid.em, len(before.lefts), len(after.lefts)
    if place.column >= had:
        return place
    if place.is_free:
        left = before.lefts[place.column] + place.shift * em
        width = place.width or before.span(place.column, min(place.columns, had - place.column))[1] / em
        return replace(place, column=0, columns=1, shift=rounded((left - after.lefts[0]) / em), width=rounded(width))
    old = before.span(place.column, min(place.columns, had - place.column))[1]
    columns = max(1, min(count, round(place.columns * count / had)))
    right = place.column + place.columns >= had
    column = count - columns if right else min(round(place.column * count / had), count - columns)
    new = after.span(column, columns)[1]
    below = place.caption == "below" and picture is not None
    captions = [set_caption(context, picture, width, story.id).rows if picture and below else 0 for width in (old, new)]
    shown = max(1, place.rows - WHITE_ROWS - captions[0])
    rows = max(1, round(shown * new / old)) + captions[1] + WHITE_ROWS
    return replace(place, column=column, columns=columns, rows=rows)
