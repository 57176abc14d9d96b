"""Where the pictures of a story stand in its own columns: the first at the upper right, further ones beside or under it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from layoutdesk.compose.context import Context
from layoutdesk.compose.grid import OwnColumns
from layoutdesk.compose.picture import CROP_LIMIT, WHITE_ROWS, natural_rows, set_caption
from layoutdesk.model.elements import PicturePlace
from layoutdesk.model.story import PictureRef, Story, pictures


def default_places(context: Context, story: Story, own: OwnColumns) -> tuple[PicturePlace, ...]:
    """The places where nobody chose any: about two thirds of the columns at most."""
    return picture_places(context, story, own, usual_span(len(own.lefts)))


def usual_span(count: int) -> int:
    """How many of ``count`` own columns the first picture of a block takes."""
    return 1 if count <= 2 else 2 if count <= 4 else 3


def picture_places(
    context: Context, story: Story, own: OwnColumns, span: int, change: float = 0.0
) -> tuple[PicturePlace, ...]:
    """The first picture ``span`` own columns wide at the upper right; ``change`` of the crop limit makes it lower, higher.

    Further pictures stand in a row under it where the row comes out even, and beside or under one another otherwise.
    """
    shown = pictures(story)
    count = len(own.lefts)
    under = len(shown) - 1
    if under > 1 and span < count and span % under == 0:
        first = place_at(context, story, shown[0], own, (count - span, span, 0), change)
        each = span // under
        row = [
            place_at(context, story, picture, own, (count - span + each * number, each, first.rows), change)
            for number, picture in enumerate(shown[1:])
        ]
        return first, *_level(row)
    places: list[PicturePlace] = []
    column, row_top, lowest = count, 0, 0
    for picture in shown:
        if column - span < 0:
            column, row_top = count, lowest
        column -= span
        places.append(place_at(context, story, picture, own, (column, span, row_top), change))
        lowest = max(lowest, row_top + places[-1].rows)
    return tuple(places)


def place_at(
    context: Context, story: Story, picture: PictureRef, own: OwnColumns, at: tuple[int, int, int], change: float = 0.0
) -> PicturePlace:
    """The place of a picture ``at`` own column, columns and row, with its caption and the white under it."""
    column, span, row = at
    _, width = own.span(column, span)
    natural = natural_rows(context, context.assets.get(picture.asset), width)
    caption = set_caption(context, picture, width, story.id)
    rows = max(4, round(natural * (1 + change * CROP_LIMIT))) + caption.rows + WHITE_ROWS
    return PicturePlace(picture.id, column, span, row, rows)


def _level(places: Sequence[PicturePlace]) -> Sequence[PicturePlace]:
    """Pictures of one row with one foot, where cropping within the limit gets them there."""
    rows = [place.rows for place in places]
    middle = round(sum(rows) / len(rows))
    if max(abs(one - middle) for one in rows) > CROP_LIMIT * middle:
        return places
    return [replace(place, rows=middle) for place in places]
