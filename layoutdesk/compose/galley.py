"""The galley (小样): a story set in one long column of its measure, every part of it in reading order.

Line ends are those of the page wherever nothing shortens its lines. Headline parts stand plain, so that they are read and written
as copy; what they look like is seen on the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.area import area_of, beside
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context, context_of
from layoutdesk.compose.framerows import frame_columns
from layoutdesk.compose.grid import EM_ABOVE
from layoutdesk.compose.sheet import Sheet
from layoutdesk.compose.table import piece_of_strips
from layoutdesk.compose.types import ComposedPage
from layoutdesk.compose.units import table_units, unit_of, with_byline
from layoutdesk.display import DisplayList, Mark
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, TextFrame
from layoutdesk.model.story import Paragraph, PictureRef, Story, TableBlock, headline_parts
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.paragraph import set_paragraph

#: The element under which the lines of a galley stand.
ELEMENT = "galley"
#: White round the column, in 字: at the left there is room for the numbers of its lines.
LEFT, RIGHT, ABOVE = 4.0, 2.0, 1.0
#: The main headline is so much larger than its copy.
_MAIN = 1.4

_GALLEYS: IdentityCache[ComposedPage] = IdentityCache(4)


def galley_of(document: Document, story: Story, book: FontBook) -> ComposedPage:
    """The galley of a story, as wide as it is set where it stands first; one in no place has the template's ideal measure.

    Its lines stand under ``ELEMENT``; it has neither fits nor problems.
    """
    page, element = _place(document, story)
    template = document.template(page.template) if page is not None else document.templates[0]
    context = context_of(document, template, book)
    return _GALLEYS.get((story, context, element), lambda: _set(context, story, _measure(context, story, element)))


def _place(document: Document, story: Story) -> tuple[Page | None, Block | TextFrame | None]:
    for page in document.pages:
        for element in page.elements:
            if isinstance(element, Block | TextFrame) and element.story == story.id and not _is_part(element):
                return page, element
    return next(iter(document.pages), None), None


def _is_part(element: Block | TextFrame) -> bool:
    return isinstance(element, TextFrame) and bool(element.paragraph)


def _measure(context: Context, story: Story, element: Block | TextFrame | None) -> float:
    if isinstance(element, Block):
        return beside(context, element, story, area_of(context, element, None)).own.measure
    if element is not None:
        return frame_columns(context, element).measure
    return float(context.template.grid.ideal_measure) * context.grid.em


def _set(context: Context, story: Story, measure: float) -> ComposedPage:
    column = _Column(context, story, measure)
    for part in headline_parts(story):
        column.plain(part, _MAIN if part is story.main else 1.0)
    for item in with_byline(story, story.body):
        if isinstance(item, Paragraph):
            column.paragraph(item)
        elif isinstance(item, TableBlock):
            column.table(item)
        else:
            column.captions(item)
    return column.page()


class _Column:
    """The column as it grows, part by part; ``row`` is the first empty row."""

    def __init__(self, context: Context, story: Story, measure: float) -> None:
        self._context, self._story, self._measure = context, story, measure
        self._sheet = Sheet(context, ELEMENT, story.id)
        self._above = ""
        self._row = 0.0

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph of the body or the byline, as the page sets it; heads without the white round them."""
        unit = unit_of(self._context, self._story, paragraph, self._above, (self._measure,))
        size = paragraph.size or self._context.style(unit.style).size
        self._row += unit.before
        for line in unit.lines:
            self._row += line.above
            self._sheet.copy(paragraph, unit.style, line, self._left, self._baseline(), size, self._measure)
            self._row += 1
        self._above = paragraph.style

    def plain(self, paragraph: Paragraph, scale: float) -> None:
        """A part of the headline group as plain copy."""
        style = self._plain_style(scale)
        rows = math.ceil(style.size * 1.1 / self._step)
        plain = replace(paragraph, breaks=(), phrases=(), size=0.0, spans=(), drop=0)
        for line in set_paragraph(plain, style, self._measure, self._context.book, story=self._story.id):
            self._row += rows
            self._sheet.copy(
                paragraph, paragraph.style, line, self._left, self._baseline(-1), style.size, self._measure
            )

    def table(self, table: TableBlock) -> None:
        """A table in the column, all of it in one piece."""
        strips = [
            unit.strip
            for unit in table_units(self._context, self._story, table, self._measure, self._step)
            if unit.strip is not None
        ]
        if strips:
            self._sheet.table(piece_of_strips(strips, False), self._left, self._top(1))
            self._row += 2 + sum(strip.rows for strip in strips)

    def captions(self, picture: PictureRef) -> None:
        """The words of a picture where it stands in the copy."""
        for part in (picture.caption, picture.credit):
            if part is not None:
                style = self._context.paragraph_style(part)
                for line in set_paragraph(
                    part, style, self._measure, self._context.book, styles=self._context.styles, story=self._story.id
                ):
                    size = part.size or style.size
                    self._sheet.copy(part, part.style, line, self._left, self._baseline(), size, self._measure)
                    self._row += 1

    def page(self) -> ComposedPage:
        """The column on a sheet of its own."""
        em, sheet = self._context.grid.em, self._sheet
        width, height = self._measure + (LEFT + RIGHT) * em, self._top(2)
        return ComposedPage(
            page=ELEMENT, number=0, display=DisplayList(width=width, height=height, items=tuple(self._marks())),
            lines=tuple(sheet.lines), frames={ELEMENT: (Rect(self._left, self._top(-self._row), self._measure, height),)},
            fits=(), pictures=(), problems=(),
        )  # fmt: skip

    def _marks(self) -> Iterator[Mark]:
        """Each line a mark of its own, so that a change of one draws no other again."""
        return (Mark(element=ELEMENT, items=(item,)) for item in self._sheet.items)

    def _plain_style(self, scale: float) -> TextStyle:
        body = self._context.style("body")
        return replace(body, role="hei", size=body.size * scale, indent=0.0, align="left", drop=0)

    @property
    def _left(self) -> float:
        return LEFT * self._context.grid.em

    @property
    def _step(self) -> float:
        return self._context.grid.step

    def _top(self, rows: float) -> float:
        return ABOVE * self._context.grid.em + (self._row + rows) * self._step

    def _baseline(self, rows: float = 0.0) -> float:
        em = self._context.grid.em
        return self._top(rows) + (self._step - em) / 2 + EM_ABOVE * em
