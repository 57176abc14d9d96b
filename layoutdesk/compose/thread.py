"""A story over its free frames (续排): its body flows from frame to frame, whatever their measures and steps.

In: the story and the frames of its thread, on whichever pages. Out: the lines of every frame, what was left over, and the parts
of the story that stand in no frame. A paragraph that runs on in a frame of another measure is set once, line by line to the
measure in which each stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.balance import balanced
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context, context_of
from layoutdesk.compose.flow import Placed, Poured, Segments, TablePart, Unit, table_parts, taken_slots
from layoutdesk.compose.grid import EM_ABOVE, LEAST_MEASURE, OwnColumns
from layoutdesk.compose.table import layout_of
from layoutdesk.compose.units import UNDER_TABLE, sets_byline, table_units, unit_of, with_byline
from layoutdesk.compose.wrap import Columns, Wrapping, cut, hole_in_rows, holes_over
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, PictureFrame, TextFrame
from layoutdesk.model.story import BodyItem, Paragraph, PictureRef, Story, TableBlock, headline_parts
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.lines import SetLine

#: A row that lacks no more than this share of its step still counts: frames measured in mm are rounded.
_ROW_SLACK = 0.03
#: A frame has no more rows than this, however small its step.
MOST_ROWS = 10_000


class Rows(msgspec.Struct, frozen=True):
    """The rows of a frame: the baseline of the first, the step in points, and how many there are."""

    baseline: float
    step: float
    count: int


class FlowLine(msgspec.Struct, frozen=True):
    """A line in its frame: where its measure begins and how wide it is, and whether it ends a byline at the story's head."""

    paragraph: Paragraph
    style: str
    line: SetLine
    x: float
    baseline: float
    column: int
    measure: float
    byline_end: bool = False


class FramePart(msgspec.Struct, frozen=True):
    """What of the thread stands in one frame, ``tables`` with the corner from which each is drawn; ``under`` slots stay free."""

    lines: tuple[FlowLine, ...]
    tables: tuple[tuple[TablePart, float, float], ...]
    under: int


class Thread(msgspec.Struct, frozen=True):
    """A story flowed: its frames' parts by element id; lines and characters left over after the ``last`` frame.

    ``astray`` are the paragraphs, tables and pictures of the story that stand in no frame, reported at the ``first`` one.
    """

    parts: dict[str, FramePart]
    over: int
    characters_over: int
    first: str
    last: str
    astray: tuple[BodyItem, ...]


class _Standing(msgspec.Struct):
    """The elements of one story on all pages, in page order."""

    frames: list[tuple[Page, TextFrame]]
    blocks: list[Block]


class _Link(msgspec.Struct, frozen=True):
    """A frame of the story with the context of its page and the rectangles on it that its text keeps clear of."""

    frame: TextFrame
    context: Context
    holes: tuple[Rect, ...]


def frame_rows(context: Context, frame: TextFrame) -> Rows:
    """The rows of a frame: its own step from its top, or the rows of the page's grid whose em boxes it holds."""
    grid, rect = context.grid, frame.rect
    air = grid.step - grid.em
    if frame.step:
        rows = int(min(rect.h / frame.step + _ROW_SLACK, MOST_ROWS))
        return Rows(rounded(rect.y + (frame.step - grid.em) / 2 + EM_ABOVE * grid.em), frame.step, rows)
    slack = _ROW_SLACK * grid.step
    first = math.ceil((rect.y - slack - grid.type_area.y - air / 2) / grid.step)
    last = math.floor((rect.bottom + slack - grid.type_area.y + air / 2) / grid.step)
    return Rows(grid.baseline(first), grid.step, min(max(0, last - first), MOST_ROWS))


def frame_columns(context: Context, frame: TextFrame) -> OwnColumns:
    """The columns of a frame: with its own gutter they fill its width, else they are whole half 字 as in a block.

    There are no more than have room for ``LEAST_MEASURE`` 字.
    """
    grid, rect = context.grid, frame.rect
    gutter = frame.gutter or context.template.grid.inner_gutter * grid.em
    count = min(frame.columns, max(1, int((rect.w + gutter) / (LEAST_MEASURE * grid.em + gutter))))
    if not frame.gutter or count == 1:
        return context.grid.own_columns(rect, count)
    measure = (rect.w - (count - 1) * frame.gutter) / count
    return OwnColumns(
        tuple(rounded(rect.x + index * (measure + frame.gutter)) for index in range(count)), measure, frame.gutter
    )


_SHOWN: IdentityCache[frozenset[str]] = IdentityCache(4)
_STANDING: IdentityCache[dict[str, _Standing]] = IdentityCache(4)
_THREADS: IdentityCache[Thread] = IdentityCache(64)


def thread_of(document: Document, story: Story, book: FontBook) -> Thread:
    """The story over its free frames, kept while story, frames and templates stay the same objects."""
    standing = _STANDING.get((document.pages,), lambda: _stories(document))[story.id]
    order = {element: place for place, element in enumerate(document.threads.get(story.id, ()))}
    frames = sorted(standing.frames, key=lambda each: order.get(each[1].id, len(order)))
    contexts = [context_of(document, document.template(page.template), book) for page, _ in frames]
    shown = _SHOWN.get((document.pages,), lambda: _shown(document))
    elements = [frame for _, frame in frames]
    holes = tuple(
        holes_over(context, page, frame.id, [frame.rect])
        for (page, frame), context in zip(frames, contexts, strict=True)
    )
    places = [_Link(*each) for each in zip(elements, contexts, holes, strict=True)]
    return _THREADS.get(
        (story, *elements, *contexts, *standing.blocks),
        lambda: _flowed(story, places, standing.blocks, shown),
        shown,
        holes,
    )


def _shown(document: Document) -> frozenset[str]:
    """The pictures that stand in free frames, on any page."""
    return frozenset(
        element.asset for page in document.pages for element in page.elements if isinstance(element, PictureFrame)
    )


def _stories(document: Document) -> dict[str, _Standing]:
    found: dict[str, _Standing] = {}
    for page in document.pages:
        for element in page.elements:
            if isinstance(element, TextFrame):
                found.setdefault(element.story, _Standing([], [])).frames.append((page, element))
            elif isinstance(element, Block):
                found.setdefault(element.story, _Standing([], [])).blocks.append(element)
    return found


def frame_room(context: Context, frame: TextFrame, holes: Sequence[Rect]) -> Columns:
    """The columns of a frame in rows, narrowed beside what lies over it."""
    rows, own = frame_rows(context, frame), frame_columns(context, frame)
    columns: list[Segments] = [((0, rows.count),) if rows.count else ()] * len(own.lefts)
    if not holes:
        return Columns(columns, ())
    em = context.grid.em
    top = rows.baseline - EM_ABOVE * em - (rows.step - em) / 2
    made = [hole_in_rows(hole, top, rows.step, em) for hole in holes]
    return cut(columns, own, em, made)


def _flowed(story: Story, places: Sequence[_Link], blocks: Sequence[Block], shown: frozenset[str]) -> Thread:
    frames = [place.frame for place in places]
    taken = {frame.paragraph for frame in frames if frame.paragraph} | _in_blocks(story, blocks)
    links = [place for place in places if not place.frame.paragraph]
    items = [part for item in with_byline(story, story.body) if item.id not in taken for part in _flowing(item)]
    flow = _Flow(story, items if links else [])
    placed = [flow.fill(link) for link in links]
    over, characters = flow.rest()
    return Thread(
        parts={
            each.frame.id: flow.part(each.frame, each.context, put) for each, put in zip(links, placed, strict=True)
        },
        over=over,
        characters_over=characters,
        first=frames[0].id,
        last=links[-1].frame.id if links else "",
        astray=tuple(_astray(story, taken | ({item.id for item in items} if links else set()), shown)),
    )


def _flowing(item: BodyItem) -> Iterator[Paragraph | _Row]:
    """What flows of a body item: a paragraph, the rows of a table that stand together; no picture."""
    if isinstance(item, Paragraph):
        yield item
    elif isinstance(item, TableBlock):
        yield from (_Row(item, number) for number in range(len(layout_of(item).groups)))


def _in_blocks(story: Story, blocks: Sequence[Block]) -> set[str]:
    """The ids of what blocks of the story set: headline group, byline, their range of the body with its captions."""
    taken: set[str] = set()
    for block in blocks:
        if block.headline:
            taken |= {part.id for part in headline_parts(story)}
        if story.byline is not None and sets_byline(story, block):
            taken.add(story.byline.id)
        taken |= {item.id for item in story.body[block.first : None if block.last < 0 else block.last]}
    return taken


def _astray(story: Story, taken: set[str], shown: frozenset[str]) -> Iterator[BodyItem]:
    """Parts that nothing sets. A picture in a block brings its caption; a caption's frame brings the credit."""
    heads = (*headline_parts(story), *((story.byline,) if story.byline is not None else ()))
    for item in (*heads, *story.body):
        if item.id in taken:
            continue
        if isinstance(item, Paragraph):
            if item.text.strip():
                yield item
        elif isinstance(item, TableBlock):
            if any(item.rows):
                yield item
        else:
            yield from _picture_astray(item, taken, shown)


def _picture_astray(picture: PictureRef, taken: set[str], shown: frozenset[str]) -> Iterator[BodyItem]:
    caption, credit = picture.caption, picture.credit
    if picture.asset and picture.asset not in shown:
        yield picture
    if caption is not None and caption.text.strip() and caption.id not in taken:
        yield caption
    if credit is not None and credit.text.strip() and not taken & {credit.id, caption.id if caption else ""}:
        yield credit


class _Put(msgspec.Struct, frozen=True):
    """A line put in a frame: the item and line that it is, by number, and its place."""

    item: int
    line: int
    place: Placed


class _Row(NamedTuple):
    """Rows of a table that stand together, by their number."""

    table: TableBlock
    number: int

    @property
    def id(self) -> str:
        return self.table.id

    @property
    def style(self) -> str:
        return UNDER_TABLE


class _Flow:
    """Goes through the frames of a thread; ``at`` and ``done`` say which item comes next and how many of its lines stand.

    ``measures`` are those of the lines that stand, ``last`` the context and measure of the frame in hand.
    """

    last: tuple[Context, float]
    step: float

    def __init__(self, story: Story, items: Sequence[Paragraph | _Row]) -> None:
        self.story, self.items = story, items
        self.at = self.done = 0
        self.measures: tuple[float, ...] = ()
        self.units: dict[int, Unit] = {}
        self.under: dict[str, int] = {}

    def fill(self, link: _Link) -> list[_Put]:
        """Pours what is left into a frame; where all of it fits, the columns end level."""
        context, own = link.context, frame_columns(link.context, link.frame)
        columns = frame_room(context, link.frame, link.holes)
        first, done, self.last = self.at, self.done, (context, own.measure)
        self.step = frame_rows(context, link.frame).step
        units = self._units(columns.slots())
        if columns.is_whole:
            poured = balanced(units, columns.segments)
        else:
            poured = self._round(units, columns)
            units = list(poured.units) or units
        slots = taken_slots(units, poured.placed)
        self.under[link.frame.id] = columns.slots() - slots if not poured.left else 0
        put = [_Put(first + p.unit, p.line + (0 if p.unit else done), p) for p in poured.placed]
        self._advance(units, [place.measure or own.measure for place in poured.placed])
        return put

    def _round(self, units: Sequence[Unit], columns: Columns) -> Poured:
        """Pours round holes; of a paragraph that runs on here, only the lines that do not stand yet."""
        context, measure = self.last
        wholes: dict[tuple[SetLine, ...], Unit] = {}

        def reset(number: int, widths: tuple[float, ...]) -> Unit:
            unit = self._set(self.at + number, widths)
            if number or not self.done:
                return unit
            rest = unit.lines[self.done :]
            wholes[rest] = unit
            return replace(unit, lines=rest)

        poured = balanced(units, columns.segments, Wrapping(columns.narrow, measure, context.grid.em, reset).pour)
        for number, unit in enumerate(poured.units):
            self.units[self.at + number] = unit
            if not number and self.done:
                self.units[self.at] = wholes.get(unit.lines) or self._set(self.at)
        return poured

    def _units(self, slots: int) -> list[Unit]:
        """The units from here on, as many as could fill so many slots; of the first only the lines that do not stand yet."""
        units: list[Unit] = []
        for number in range(self.at, len(self.items)):
            unit = self._set(number)
            units.append(replace(unit, lines=unit.lines[self.done :]) if number == self.at and self.done else unit)
            slots -= units[-1].slots
            if slots < 0 and not units[-1].keep:
                break
        return units

    def _set(self, number: int, widths: tuple[float, ...] = ()) -> Unit:
        context, measure = self.last
        item = self.items[number]
        if isinstance(item, _Row):
            self.units[number] = table_units(context, self.story, item.table, measure, self.step)[item.number]
            return self.units[number]
        above = self.items[number - 1].style if number else ""
        measures = (*(self.measures if number == self.at else ()), *(widths or (measure,)))
        self.units[number] = unit_of(context, self.story, item, above, measures)
        return self.units[number]

    def _advance(self, units: Sequence[Unit], measures: Sequence[float]) -> None:
        """Goes on behind the lines placed, of which ``measures`` are those in which they stand."""
        placed = 0
        for unit in units:
            rest = measures[placed:]
            if len(rest) < len(unit.lines):
                self.done += len(rest)
                self.measures += tuple(rest)
                return
            placed += len(unit.lines)
            self.at, self.done, self.measures = self.at + 1, 0, ()

    def rest(self) -> tuple[int, int]:
        """Lines and characters that found no room."""
        lines: list[SetLine] = []
        for number in range(self.at, len(self.items)):
            lines += self._set(number).lines[self.done if number == self.at else 0 :]
        return len(lines), sum(line.end - line.start for line in lines)

    def part(self, frame: TextFrame, context: Context, put: Sequence[_Put]) -> FramePart:
        """The lines of a frame as they came out in the end."""
        rows, own = frame_rows(context, frame), frame_columns(context, frame)
        lines = []
        for one in put:
            unit, item = self.units[one.item], self.items[one.item]
            if one.line >= len(unit.lines) or isinstance(item, _Row):
                continue
            lines.append(
                FlowLine(
                    item, unit.style, unit.lines[one.line], own.lefts[one.place.column] + one.place.x,
                    rounded(rows.baseline + one.place.row * rows.step), one.place.column,
                    one.place.measure or own.measure,
                    unit.style == "byline" and bool(unit.rows) and one.line == len(unit.lines) - 1,
                )
            )  # fmt: skip
        top = rows.baseline - EM_ABOVE * context.grid.em - (rows.step - context.grid.em) / 2
        parts = table_parts((self.units[one.item], one.place) for one in put)
        tables = tuple((part, own.lefts[part.column], rounded(top + part.row * rows.step)) for part in parts)
        return FramePart(tuple(lines), tables, self.under[frame.id])
