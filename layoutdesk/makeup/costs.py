"""What a shape of a story costs beside the one that an editor would choose: measure, proportions, headline, tables, pictures.

0 is perfect. Shares of the page count base columns × rows, a picture with its caption and the white under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from layoutdesk.makeup.shapes import Measurer, Shape
from layoutdesk.model import Grid, PicturePlace, Story
from layoutdesk.model.story import pictures

#: Shapes that cost more are used only where nothing else fits.
DEAR = 5.0
#: No strip of text is lower than this.
LEAST_ROWS = 8
#: A comfortable measure in 字 (page.md: 13 to 22).
LEAST_MEASURE, MOST_MEASURE = 13.0, 22.0
_BROAD_MEASURE = 28.0
_TALLEST_TEXT = 62
#: What a table costs that has a tenth less room than it wants, and one that has so little that a figure or a word must be parted.
_CRAMPED, _BROKEN = 1.2, 4 * DEAR
#: Rows that a headline group takes without being heavy: the lead's, the second's … (measured: 13, 10, 10, 6).
_HEAD_ROWS = (13, 11, 10, 8)
#: The share of its width that a headline should fill (page.md 9), and what all of a column's costs: the lead's, the second's …
_HEAD_FILLS = ((0.96, 5.0), (0.88, 2.5), (0.88, 1.6))
#: What a headline costs that its width holds only squeezed: more than anything that is not lawful at all.
_PRESSED = 3 * DEAR
#: The share of its height that a headline at the side should fill, and what all of it would cost.
_UPRIGHT_FILL, _SHORT = 0.9, 12.0
#: The share of the page under which the largest picture of a story looks like a stamp: the lead's, the second's …, and what
#: each hundredth less costs.
_PICTURE_SHARE, _STAMP = (0.045, 0.035, 0.03, 0.015), 0.6
#: The share of the dominant picture (page.md 20: about 10 %), what each hundredth less costs, and what they cost at most: a small
#: one stands only where the copy leaves no room, but is no reason for shapes that are dearer still.
_DOMINANT_SHARE, _SMALL, _SMALLEST = 0.1, 1.5, 1.2 * DEAR
#: The share of what a still smaller one costs: of two shapes alike in all else the larger picture is taken.
_STILL = 0.2
#: The share over which a picture is too large: the dominant one, and any other.
_LARGE_DOMINANT, _LARGE = 0.14, 0.06
#: A story of this rank or above may bear the dominant picture, if a shape of it gives the picture so much of the page.
_LAST_DOMINANT, _FIT = 4, 0.055


class Part(Protocol):
    """The story of a shape on its page."""

    story: Story
    rank: int
    minor: bool
    dominant: bool
    pictures: int


class Ground(Protocol):
    """What shapes are laid on: so many base columns × rows of a grid."""

    @property
    def columns(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def grid(self) -> Grid: ...


def picture_share(shape: Shape, place: PicturePlace, field: Ground) -> float:
    """The share of the page that a picture takes in a shape."""
    return place.columns / max(1, shape.columns) * shape.span * place.rows / (field.columns * field.rows)


def dominant_of(stories: Sequence[Story], measurer: Measurer, field: Ground) -> str:
    """The story, of stories in the order of their ranks, that bears the page's one dominant picture (主图); "" for none.

    It is the most important one whose picture may be so large: by its pixels, and in a shape beside its text.
    """
    for story in stories:
        if story.priority > _LAST_DOMINANT or story.kind not in ("article", "comment") or not pictures(story):
            continue
        shapes = (
            shape for span in range(1, field.columns + 1) for shape in measurer.shapes(story, story.priority, span)
        )
        if any(picture_share(shape, place, field) >= _FIT for shape in shapes for place in shape.pictures):
            return story.id
    return ""


def measure(shape: Shape, grid: Grid) -> float:
    """The measure of a shape's own columns in 字 of the body size."""
    gutter = grid.gutter if shape.columns == shape.span else grid.inner_gutter
    return (shape.width_pt / grid.body_size - (shape.columns - 1) * gutter) / max(1, shape.columns)


def column_lines(shape: Shape) -> int:
    """The lines that a shape holds, in its own columns, with the headline counted as the lines that it displaces."""
    return shape.columns * shape.rows - shape.slack


def extra_cost(shape: Shape, extra: int) -> float:
    """What rows beyond the need cost: one or two under a headline are hardly seen."""
    return 0.15 * extra * extra if shape.head_rows and not shape.frame else 0.3 * extra * extra


def shape_cost(shape: Shape, leaf: Part, field: Ground) -> float:
    """How far a shape is from what an editor would choose (page.md 3, 9, 20; facts on proportions)."""
    cost = _measure_cost(measure(shape, field.grid)) + _proportion_cost(shape, leaf, field)
    cost += _table_cost(shape)
    cost += 0.5 * shape.slack / max(1, shape.columns)
    return cost + head_cost(shape, leaf) + picture_cost(shape, leaf, field)


def head_cost(shape: Shape, leaf: Part) -> float:
    """A headline nearly fills its width, one at the side its height; its group is not heavier than its rank allows."""
    if shape.upright:
        return _SHORT * max(0.0, _UPRIGHT_FILL - shape.head_fill)
    if not shape.head_rows:
        return 0.0
    if shape.head_fill > 1.01:
        return _PRESSED * shape.head_fill
    if leaf.minor:
        return 1.5 * max(0.0, 0.75 - shape.head_fill) * shape.span
    heavy = max(0, shape.head_rows - _HEAD_ROWS[min(leaf.rank, len(_HEAD_ROWS)) - 1]) * 0.35
    full, weight = _HEAD_FILLS[min(leaf.rank, len(_HEAD_FILLS)) - 1]
    return heavy + max(0.0, full - shape.head_fill) * shape.span * weight


def _table_cost(shape: Shape) -> float:
    """A table wants room: with less it has more lines and smaller type, and at last figures and names are parted."""
    return _BROKEN if shape.cramped >= 1 else 10 * _CRAMPED * shape.cramped


def _measure_cost(chars: float) -> float:
    narrow = max(0.0, LEAST_MEASURE - 0.5 - chars)
    wide = max(0.0, chars - MOST_MEASURE)
    return 0.8 * narrow + 0.15 * wide + (0.6 * (chars - _BROAD_MEASURE) if chars > _BROAD_MEASURE else 0.0)


def _proportion_cost(shape: Shape, leaf: Part, field: Ground) -> float:
    text = shape.rows - shape.head_rows
    wide = shape.width_pt / (shape.rows * field.grid.step)
    cost = max(0, text - _TALLEST_TEXT) * 0.1 + max(0.0, wide - 4.2) * 1.2
    if shape.rows < LEAST_ROWS:
        cost += 2 * DEAR + LEAST_ROWS - shape.rows
    if leaf.minor:
        return cost + max(0.0, 0.2 - wide) * 8 + max(0, 6 - text) * 0.6
    share = shape.head_rows / max(1, shape.rows)
    cost += max(0.0, share - 0.4) * 6 + max(0, 7 - text) * 0.8 + max(0.0, 0.42 - wide) * 8
    return cost + (1.2 if shape.span == 1 else 0.0)


def picture_cost(shape: Shape, leaf: Part, field: Ground) -> float:
    """Pictures that are lost, cropped, too large, or too small for the rank of their story."""
    cost = 3.0 * max(0, leaf.pictures - len(shape.pictures))
    largest = 0.0
    for place in shape.pictures:
        wide = place.columns / max(1, shape.columns)
        cropped = 1 - place.crop.w * place.crop.h
        share = picture_share(shape, place, field)
        largest = max(largest, share)
        large = max(0.0, share - (_LARGE_DOMINANT if leaf.dominant else _LARGE))
        cost += 12 * cropped * cropped + large * 40 + (DEAR if share > 0.25 else 0.0)
        if wide > 0.85 and shape.columns > 2:
            cost += 0.8
    if shape.pictures and not leaf.minor:
        cost += _small_cost(largest, leaf)
    return cost


def _small_cost(share: float, leaf: Part) -> float:
    if leaf.dominant:
        small = 100 * _SMALL * max(0.0, _DOMINANT_SHARE - share)
        return min(_SMALLEST, small) + _STILL * max(0.0, small - _SMALLEST)
    wanted = _PICTURE_SHARE[min(leaf.rank, len(_PICTURE_SHARE)) - 1]
    return 100 * _STAMP * max(0.0, wanted - share)
