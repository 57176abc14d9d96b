"""A story around others (穿插): an L whose lower corner holds a sub-layout, set in the page's base columns.

What an L needs follows from the story's lines at the base measure: every slot of the L takes one line, wherever it is.
"""

from __future__ import annotations

import msgspec

from layoutdesk.compose.measure import Shape as MadeShape
from layoutdesk.makeup.shapes import Shape
from layoutdesk.model import PicturePlace, Story, TableBlock
from layoutdesk.model.story import pictures

#: Rows of text that stand at least between the headline and what the story wraps.
_LEAST_OVER = 8
#: What is wrapped has at least this height, and the leg beside it is at least this wide.
_LEAST_HOLE, _LEAST_LEG = 12, 1
#: A leg of one column deeper than this looks like a leftover.
_LONG_LEG = 40
#: A strip of text between a picture and what is wrapped has at least this many rows.
_LEAST_STRIP = 7
#: One base column is a stamp beside the headline of a story that wraps others: what a picture costs that is no wider.
_STAMP = 3.0
#: What an L costs by itself: one block in seven is one, where it helps the page.
_BASE_COST = 2.5


class Flow(msgspec.Struct, frozen=True):
    """A story's text at the base measure: its ``lines``, and the places that its picture can take."""

    lines: int
    places: tuple[PicturePlace | None, ...]


class Hole(msgspec.Struct, frozen=True):
    """What an L must fill: ``span`` columns with a hole of ``columns`` × ``rows``, ``gap`` white rows over the hole."""

    span: int
    columns: int
    rows: int
    gap: int


def flow_of(story: Story, shapes: list[Shape]) -> Flow | None:
    """The flow of a story from its shapes in base columns; nothing for tables, several pictures or unknown measures."""
    shown = pictures(story)
    plain = [shape for shape in shapes if shape.columns == shape.span and not shape.frame]
    if not plain or len(shown) > 1 or any(isinstance(item, TableBlock) for item in story.body):
        return None
    # The most that any of them says, since heads that may not be parted cost a row here and there.
    lines = max(_text_slots(shape) for shape in plain)
    places = {(place.columns, place.rows): place for shape in plain for place in shape.pictures}
    if shown and not places:
        return None
    return Flow(lines, tuple(places[key] for key in sorted(places)) if shown else (None,))


def _text_slots(shape: Shape) -> int:
    pictured = sum(place.columns * place.rows for place in shape.pictures)
    return shape.columns * (shape.rows - shape.head_rows) - shape.slack - pictured


def wrapped(flow: Flow, head: Shape, hole: Hole) -> list[tuple[MadeShape, float]]:
    """The shapes of an L with the headline of ``head`` and what each costs beyond the headline; empty where none is sound."""
    found = []
    for place in flow.places:
        shape = _filled(flow, place, head, hole)
        if shape is not None:
            narrow = place is not None and place.columns < 2
            found.append((shape, _cost(shape, hole) + _STAMP * narrow))
    return found


def _filled(flow: Flow, place: PicturePlace | None, head: Shape, hole: Hole) -> MadeShape | None:
    leg = hole.span - hole.columns
    if leg < _LEAST_LEG or hole.rows < _LEAST_HOLE or hole.columns < 2:
        return None
    pictured = place.columns * place.rows if place else 0
    # Beside the hole and the white over it only the leg takes text.
    over = -(-(flow.lines + pictured - leg * (hole.rows + hole.gap)) // hole.span)
    if over < _LEAST_OVER or (place and not _has_room(place, hole.span, over)):
        return None
    slack = hole.span * over + leg * (hole.rows + hole.gap) - flow.lines - pictured
    places = (msgspec.structs.replace(place, column=hole.span - place.columns, row=0),) if place else ()
    rows = head.head_rows + over + hole.gap + hole.rows
    return MadeShape(
        hole.span, rows, hole.span, head.head_size, head.head_rows, places, slack, head.head_fill, head.width_pt,
    )  # fmt: skip


def _has_room(place: PicturePlace, span: int, over: int) -> bool:
    """Whether a picture stands over the hole and leaves no low strip of text between them."""
    return place.columns < span and (place.rows == over or place.rows + _LEAST_STRIP <= over)


def _cost(shape: MadeShape, hole: Hole) -> float:
    leg = hole.span - hole.columns
    over = shape.rows - shape.head_rows - hole.gap - hole.rows
    # Slack shows at the foot of the leg, so it costs more the narrower the leg is.
    cost = _BASE_COST + (1.5 if leg == 1 and hole.rows > _LONG_LEG else 0.0) + 0.4 * shape.slack / leg
    return cost + max(0, over - 62) * 0.1 + max(0, hole.rows - 50) * 0.08
