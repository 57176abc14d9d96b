"""Page furniture of inside pages: the folio bar 报眉, and the hairlines that part blocks.

All of it is filled from the issue's and the page's data; what is missing stays out, nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from layoutdesk.base.colour import WHITE
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.units import mm
from layoutdesk.compose.context import Context
from layoutdesk.compose.draw import separator
from layoutdesk.compose.grid import PageGrid
from layoutdesk.compose.sheet import Sheet
from layoutdesk.compose.types import Drawn
from layoutdesk.compose.wording import PAGE_LABEL, credits_text, date_text, weekday_text, word
from layoutdesk.display import Item
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, GridRect
from layoutdesk.text.paragraph import set_line

#: Weight of the rule under masthead and folio bar (0.7 mm).
STRONG_RULE = 2.0
#: A vertical hairline runs on over the white between two blocks, in rows.
MOST_BREAK = 2


def folio_bar(context: Context, document: Document, page: Page, element: str) -> Drawn:
    """报眉: page number at the outer edge with date and weekday, section name in the middle, paper and credits opposite."""
    template, grid, meta = context.template, context.grid, document.meta
    spec = template.folio
    area = Rect(grid.type_area.x, mm(spec.top_mm), grid.type_area.w, mm(spec.height_mm))
    sheet = Sheet(context, element)
    foot = area.bottom
    number_right = spec.number == "right" or (spec.number == "outer" and page.number % 2 == 1)
    outer, inner = (area.right, area.x) if number_right else (area.x, area.right)
    out, inn = ("right", "left") if number_right else ("left", "right")
    _folio_number(sheet, document, page, outer, foot, number_right, out)
    strong = context.style("folio-paper")
    small = context.style("folio-small")
    sheet.text(meta.paper, inner, foot - strong.size * 0.42, strong, inn)
    paper_width = set_line(meta.paper, strong, context.book).width if meta.paper else 0.0
    section = _folio_name(sheet, page, area)
    credits = credits_text(meta, page)
    taken = paper_width + strong.size * 0.6 if paper_width else 0.0
    if credits and taken + set_line(credits, small, context.book).width > section - small.size:
        sheet.text(credits, inner, foot - strong.size * 0.42 - strong.size * 1.1, small, inn)
    else:
        sheet.text(credits, inner + taken * (1 if inn == "left" else -1), foot - strong.size * 0.42, small, inn)
    sheet.rule(area.x, foot, area.right, STRONG_RULE * 0.6, spec.paint)
    sheet.rule(area.x, foot + 2.2, area.right, 0.35, spec.paint)
    return sheet.drawn(Rect(area.x, area.y, area.w, foot - area.y + 2.5))


def _folio_number(
    sheet: Sheet, document: Document, page: Page, outer: float, foot: float, number_right: bool, anchor: str
) -> None:
    """第 02 版 with a large number, then date over weekday beside it."""
    context, meta = sheet.context, document.meta
    large, small, date = context.style("folio-number"), context.style("folio-word"), context.style("folio-date")
    base = foot - large.size * 0.24
    width = 0.0
    if page.label:
        before, after = word(PAGE_LABEL, meta.language)
        pieces = [each for each in ((before, small), (page.label, large), (after, small)) if each[0]]
        widths = [set_line(text, style, context.book).width for text, style in pieces]
        width = sum(widths) + small.size * 0.25 * (len(pieces) - 1)
        x = outer - width if number_right else outer
        for (text, style), one in zip(pieces, widths, strict=True):
            sheet.text(text, x, base, style)
            x += one + small.size * 0.25
    gap = large.size * 0.5 if page.label else 0.0
    beside = outer - width - gap if number_right else outer + width + gap
    weekday_line = weekday_text(meta)
    sheet.text(
        date_text(meta) + ("　" + weekday_line if weekday_line and meta.date else ""), beside, base, date, anchor
    )


def _folio_name(sheet: Sheet, page: Page, area: Rect) -> float:
    """The section name (版名), or the day's banner, centred and reversed in the accent colour of the bar.

    Gives the width that it leaves free on either side.
    """
    context = sheet.context
    text = page.name or page.banner
    if not text:
        return area.w / 2
    style = replace(context.style("folio-name"), paint=WHITE)
    width = set_line(text, style, context.book).width
    pad, height = style.size * 0.9, style.size * 1.5
    box = Rect(
        rounded(area.x + (area.w - width) / 2 - pad), rounded(area.bottom - height), rounded(width + 2 * pad), height
    )
    sheet.box(box, context.template.folio.accent)
    sheet.text(text, area.x + area.w / 2, area.bottom - height * 0.3, style, "center")
    return box.x - area.x


def separators(context: Context, blocks: Sequence[Block]) -> Iterator[Item]:
    """Hairlines over and beside blocks that have an unframed neighbour there; frames part by themselves."""
    plain = [(block, part) for block in blocks for part in block.area]
    beside: dict[float, list[tuple[int, int]]] = {}
    for block, part in plain:
        yield from _over(context.grid, block, part, plain)
        for first, last in _beside(block, part, plain):
            beside.setdefault(context.grid.rect(part).x - context.grid.gutter / 2, []).append((first, last))
    for x, pieces in beside.items():
        for first, last in _joined(pieces):
            yield separator(x, context.grid.row_top(first) + 1, x, context.grid.row_top(last) - 1)


def _over(grid: PageGrid, block: Block, part: GridRect, plain: Sequence[tuple[Block, GridRect]]) -> Iterator[Item]:
    """The hairline between a part of a block and what stands over it; none where one of the two is framed."""
    above = [(b, o) for b, o in plain if b is not block and o.bottom <= part.row and _share_columns(o, part)]
    if not above or block.is_framed:
        return
    foot = max(o.bottom for _, o in above)
    if not 1 <= part.row - foot <= 6 or all(b.is_framed for b, o in above if o.bottom == foot):
        return
    rect, y = grid.rect(part), grid.row_top(part.row - min(part.row - foot, 2) / 2)
    yield separator(rect.x, y, rect.right, y)


def _beside(block: Block, part: GridRect, plain: Sequence[tuple[Block, GridRect]]) -> Iterator[tuple[int, int]]:
    """The rows along which another block stands to the left of a part."""
    for other, o in plain:
        if other is block or o.right != part.column or block.is_framed or other.is_framed:
            continue
        first, last = max(o.row, part.row), min(o.bottom, part.bottom)
        if last - first >= 2:
            yield first, last


def _joined(pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of rows on one line, joined over the white between blocks that stand one on the other."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(pieces):
        if joined and first - joined[-1][1] <= MOST_BREAK:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _share_columns(a: GridRect, b: GridRect) -> bool:
    return a.column < b.right and b.column < a.right
