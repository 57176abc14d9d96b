"""Adverts (广告) take their places before any story: at the foot of the page, in whole columns and rows, as they were booked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from layoutdesk.base.ids import IdSource
from layoutdesk.makeup.leaves import GAP_ROWS
from layoutdesk.model import Advert, Asset, Grid, GridRect, Paragraph, PictureRef, Story, Template
from layoutdesk.model.story import TableBlock, pictures

#: The share of the page that an advert takes whose copy names no size, and the share of its height at most.
_SHARE, _TALLEST = 0.1, 0.45
#: Width by height of artwork that was not supplied.
_UNKNOWN_SHAPE = 2.0


class Booked(msgspec.Struct, frozen=True):
    """The adverts of a page in their places, and the stories that remain; an advert without room is among them no more.

    ``refused`` are the ids of adverts that found no room.
    """

    adverts: tuple[Advert, ...]
    stories: tuple[Story, ...]
    refused: tuple[str, ...]


def is_artwork(story: Story) -> bool:
    """Whether an advert is a picture and nothing else; one with text is set like a story, in a box."""
    if story.kind != "advert" or len(pictures(story)) != 1:
        return False
    return not any(isinstance(item, Paragraph | TableBlock) for item in story.body)


def booked(
    stories: Sequence[Story],
    template: Template,
    assets: Mapping[str, Asset],
    ids: IdSource,
    room: GridRect | None = None,
) -> Booked:
    """Places the artwork among ``stories`` at the foot of a page, the deepest at the right; ``assets`` are by id.

    ``room`` is the part of the page that may be filled, the whole type area where there is none.
    """
    room = room or GridRect(0, 0, template.grid.columns, template.grid.rows)
    artwork = [story for story in stories if is_artwork(story)]
    sizes = {story.id: room_of(story, template.grid, assets) for story in artwork}
    order = sorted(artwork, key=lambda story: (-sizes[story.id][1], -sizes[story.id][0]))
    shelves = _shelves([(story.id, *sizes[story.id]) for story in order], room)
    adverts = [
        Advert(
            id=ids.new("el"),
            area=area,
            asset=_artwork(story).asset,
            story=story.id,
            label=story.label.text if story.label is not None and "广告" in story.label.text else "",
        )
        for story in artwork
        if (area := shelves.get(story.id)) is not None
    ]
    placed = {advert.story for advert in adverts}
    return Booked(
        tuple(adverts),
        tuple(story for story in stories if not is_artwork(story)),
        tuple(story.id for story in artwork if story.id not in placed),
    )


def room_of(story: Story, grid: Grid, assets: Mapping[str, Asset]) -> tuple[int, int]:
    """Columns and rows of an advert: as booked, else about ``_SHARE`` of the page in the shape of its artwork."""
    columns, rows = story.space
    asset = assets.get(_artwork(story).asset)
    shape = asset.width / asset.height if asset is not None else _UNKNOWN_SHAPE
    if columns and rows:
        return columns, rows
    if columns:
        return columns, _rows(grid, columns, shape)
    fitting = [(n, _rows(grid, n, shape)) for n in range(1, grid.columns + 1)]
    fitting = [size for size in fitting if size[1] <= _TALLEST * grid.rows] or [(1, int(_TALLEST * grid.rows))]
    return min(fitting, key=lambda size: abs(size[0] * size[1] / (grid.columns * grid.rows) - _SHARE))


def _rows(grid: Grid, columns: int, shape: float) -> int:
    """The rows that artwork of this width by height takes over so many columns."""
    width = (columns * (grid.column_chars + grid.gutter) - grid.gutter) * grid.body_size
    return max(1, round(width / shape / grid.step))


def _artwork(story: Story) -> PictureRef:
    return pictures(story)[0]


def _shelves(sizes: Iterable[tuple[str, int, int]], room: GridRect) -> dict[str, GridRect]:
    """Where adverts stand that come with the deepest first: side by side from the right, then over them on a second shelf."""
    placed: dict[str, GridRect] = {}
    shelves: list[tuple[int, int]] = []  # the row under a shelf, and the column at which its free part ends
    for name, columns, rows in sizes:
        if columns > room.columns:
            continue
        for number, (foot, right) in enumerate(shelves):
            if columns <= right - room.column and rows <= foot - room.row:
                placed[name] = GridRect(right - columns, foot - rows, columns, rows)
                shelves[number] = (foot, right - columns)
                break
        else:
            foot = min((area.row for area in placed.values()), default=room.bottom + GAP_ROWS) - GAP_ROWS
            if rows <= foot - room.row:
                placed[name] = GridRect(room.right - columns, foot - rows, columns, rows)
                shelves.append((foot, room.right - columns))
    return placed
