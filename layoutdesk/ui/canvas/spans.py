"""How many columns a headline group spans (标题跨栏): fewer than its text, which then rises beside it (串文), all, or more (盖文).

In: a block with its story. Out: the places at which the right edge of its headline may come to rest, each with the block as it
would be. Beyond its text a headline takes base columns of the page: the block becomes an L whose first part the headline fills.
Plain arithmetic, without Qt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.area import area_of, columns_under
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context
from layoutdesk.makeup.refitting import unbroken
from layoutdesk.model.elements import Area, Block, GridRect
from layoutdesk.model.story import Story

#: So many rows of text stay at least under a headline that goes beyond its text.
_LEAST_TEXT: Final = 2


class Span(NamedTuple):
    """A place of the right edge, in points: how many columns the headline spans there, and the block that has it so."""

    right: float
    columns: int
    block: Block


def has_span(block: Block, story: Story | None) -> bool:
    """Whether a block has a headline over its text."""
    return story is not None and story.main is not None and block.headline and block.head_at == "top"


def head_rect(context: Context, block: Block) -> Rect:
    """The rectangle in which the headline of a block and the text under it stand."""
    return area_of(context, block, None).head_rect


def spans_of(context: Context, block: Block, story: Story) -> tuple[Span, ...]:
    """The places for the right edge from left to right."""
    text = _text_area(context, block, story)
    plain = block if text == block.area else replace(block, area=text, head_columns=0)
    own = [*_within(context, plain)]
    return (*own, *_beyond(context, plain, story))


def span_now(spans: tuple[Span, ...], context: Context, block: Block) -> Span:
    """The place at which the edge is."""
    right = head_rect(context, block).right
    return min(spans, key=lambda span: abs(span.right - right))


def span_over(spans: tuple[Span, ...], columns: int) -> Span:
    """The place at which the headline spans so many columns of the text; all of them where there are not as many, or for 0."""
    chosen = (span for span in spans if span.block.head_columns == columns)
    return next(chosen, next(span for span in spans if not span.block.head_columns))


def spanning(page: str, block: Block, story: Story, span: Span) -> edits.Batch:
    """The edit that gives a headline the span; what was chosen for one width, size and breaks, suits no other."""
    to, steps = span.block, list[edits.Edit]()
    if to.area != block.area:
        steps.append(edits.SetArea(page=page, element=block.id, area=to.area))
    steps.append(edits.SetBlock(page, block.id, head_columns=to.head_columns, head_size=0.0, head_rows=0))
    steps += unbroken(story)
    return edits.Batch(label="ui.history.head-span", edits=tuple(steps))


def _within(context: Context, block: Block) -> Iterator[Span]:
    """The columns of the text, one after the other; under the last the headline spans all of them."""
    area = area_of(context, replace(block, head_columns=0), None)
    under = columns_under(area.own, area.head_rect)
    for count in range(1, len(under)):
        left, width = area.own.span(under[0], count)
        yield Span(rounded(left + width), count, replace(block, head_columns=count))
    yield Span(area.head_rect.right, len(under), replace(block, head_columns=0))


def _beyond(context: Context, block: Block, story: Story) -> Iterator[Span]:
    """The base columns to the right of the text."""
    if len(block.area) > 1 or block.is_framed:
        return
    text, grid = block.area[0], context.grid
    for right in range(text.right + 1, grid.template.grid.columns + 1):
        wide = GridRect(text.column, text.row, right - text.column, text.rows)
        probe = replace(block, area=(wide,), head_columns=0, head_size=0.0, head_rows=0)
        rows = plan_block(context, probe, replace(story, body=(), byline=None)).top
        if rows + _LEAST_TEXT <= text.rows:
            under = GridRect(text.column, text.row + rows, text.columns, text.rows - rows)
            area = (replace(wide, rows=rows), under)
            yield Span(grid.rect(wide).right, wide.columns, replace(block, area=area, head_columns=0))


def _text_area(context: Context, block: Block, story: Story) -> Area:
    """The area of a block without that into which only its headline goes beyond the text."""
    if len(block.area) != 2:
        return block.area
    head, text = block.area
    goes_beyond = head.column == text.column and head.right > text.right and head.bottom == text.row
    if not goes_beyond or plan_block(context, block, replace(story, body=(), byline=None)).top < head.rows:
        return block.area
    return (GridRect(text.column, head.row, text.columns, head.rows + text.rows),)
