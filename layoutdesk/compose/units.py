"""The body of a story as units that flow: paragraphs set to a measure, heads and bylines that stay in one piece."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from layoutdesk.compose.context import Context
from layoutdesk.compose.division import copy_of, fitting_cuts
from layoutdesk.compose.flow import Unit
from layoutdesk.compose.jump import JUMP_STYLES, inserted, jump_style
from layoutdesk.compose.table import NOT_BEGUN, UNPARTED, Begun, right_of, strips_of
from layoutdesk.model.elements import Block
from layoutdesk.model.story import BEFORE_COPY, BodyItem, Paragraph, Story, TableBlock
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import set_paragraph


class Rest(Paragraph, frozen=True, kw_only=True):
    """What of a paragraph runs on from the block before (接缝在段中): from the character ``begin`` on."""

    begin: int = 0


#: What stands above the paragraph under a table, in place of a style.
UNDER_TABLE = "table"
#: The style of the line that says what the table under it is counted in (表格单位); it takes the place of the white over it.
UNIT = "unit"
#: Besides headings, what breaks between phrases: bylines (署名) and who signs a notice (落款).
_PHRASED = ("byline", "signatory")
#: How a heading among the clauses begins, and with what no heading ends.
_NUMERALS, _CLOSED = frozenset("一二三四五六七八九十"), frozenset("。；，：:;,.！？）)")


def units_of(
    context: Context,
    story: Story,
    items: Sequence[BodyItem],
    measure: float,
    most: int = UNPARTED,
    tables: float = 0.0,
    slots: float = math.inf,
    begun: tuple[str, Begun] | None = None,
) -> list[Unit]:
    """The paragraphs and tables among ``items`` as units in columns of ``measure`` points and at most ``most`` rows.

    ``tables`` is another measure for tables, where columns are not all as wide. No more are set than could fill so many
    ``slots``. ``begun`` says how far a table stands, by its id.
    """
    units: list[Unit] = []
    above = ""
    for number, item in enumerate(items):
        if isinstance(item, Paragraph):
            below = items[number + 1] if item.style == UNIT and number + 1 < len(items) else None
            width = right_of(context, below, tables or measure) if isinstance(below, TableBlock) else measure
            units.append(unit_of(context, story, item, above, (width,)))
            above = item.style
        elif isinstance(item, TableBlock):
            stands = begun[1] if begun is not None and begun[0] == item.id else NOT_BEGUN
            units += table_units(context, story, item, tables or measure, context.grid.step, most, above, stands)
            above = UNDER_TABLE
        if slots < math.inf and units and sum(unit.slots for unit in units) > slots and not units[-1].keep:
            break
    return units


def table_units(
    context: Context,
    story: Story,
    table: TableBlock,
    measure: float,
    step: float,
    most: int = UNPARTED,
    above: str = "",
    begun: Begun = NOT_BEGUN,
) -> list[Unit]:
    """A table in a column as units, one for the rows that belong together; an empty row over it, the head never alone.

    ``above`` is the style of what stands over it: its unit takes the empty row. Rows take whole steps of ``step`` points; those
    higher than ``most`` of them are parted. ``begun`` says how far it stands.
    """
    return [
        Unit(
            table.id, "cell", strip.lines, strip.rows, int(strip.is_head), 0 if strip.number or above == UNIT else 1,
            strip=strip, again=strip.again,
        )
        for strip in strips_of(context, table, measure, story.id, step, most, begun)
    ]  # fmt: skip


def unit_of(context: Context, story: Story, paragraph: Paragraph, above: str, measures: tuple[float, ...]) -> Unit:
    """One paragraph as a unit; ``above`` is the style of the one before it.

    ``measures`` are those of its lines in turn, the last one for all that follow.
    """
    if paragraph.style in JUMP_STYLES:
        lines = _lines(context, story, paragraph, jump_style(context, paragraph.style), measures)
        return Unit(paragraph.id, paragraph.style, inserted(lines))
    style = context.paragraph_style(paragraph)
    if isinstance(paragraph, Rest):
        lines = _lines(context, story, paragraph, style, measures)
        return Unit(paragraph.id, paragraph.style, lines, tall=any(line.above for line in lines))
    if paragraph.style == "byline" and not byline_leads(story):
        style = replace(style, align="right", keep_next=0)
    heading = style.align == "center" and style.keep_next
    if (heading or paragraph.style in _PHRASED) and not paragraph.breaks:
        # A subhead of several lines breaks where a headline would, not where the measure happens to end;
        # so do the names of a byline and of who signs.
        cuts, _ = fitting_cuts(context.book, paragraph, style, measures[-1], copy_of(story), context.styles)
        paragraph = replace(paragraph, breaks=cuts)
    lines = _lines(context, story, paragraph, style, measures)
    tall = bool(paragraph.spans) and any(line.above for line in lines)
    if style.keep_next:
        # Line pitch 1.15 rows inside a head; a fifth of a row may be missing before another row is taken.
        rows = math.ceil((len(lines) - 1) * 1.15 + 1 + style.rows_before + style.rows_after - 0.2)
        rows += sum(line.above for line in lines) if tall else 0
        if paragraph.rows:
            rows = max(paragraph.rows, math.ceil((len(lines) - 1) * 1.15 + 0.8))
        if paragraph.style == "byline":
            rows = len(lines) + max(1, math.ceil(style.rows_after))
        return Unit(paragraph.id, paragraph.style, lines, rows, style.keep_next, on_grid=paragraph.style == "byline")
    if paragraph.style == "clause" and _heads_clauses(paragraph.text, lines):
        return Unit(paragraph.id, paragraph.style, lines, 1, 1, on_grid=True)
    before = int(style.rows_before) if above and above != paragraph.style else 0
    if above == UNDER_TABLE:
        before = max(1, before)
    solid = min(paragraph.drop or style.drop, len(lines))
    return Unit(paragraph.id, paragraph.style, lines, before=before, tall=tall, solid=solid if solid > 1 else 0)


def _lines(
    context: Context, story: Story, paragraph: Paragraph, style: TextStyle, measures: tuple[float, ...]
) -> tuple[SetLine, ...]:
    return set_paragraph(
        paragraph, style, measures[-1], context.book,
        styles=context.styles, story=story.id, widths=measures if len(set(measures)) > 1 else (),
        begin=paragraph.begin if isinstance(paragraph, Rest) else 0,
    )  # fmt: skip


def with_byline(story: Story, items: Sequence[BodyItem]) -> list[BodyItem]:
    """Body items with the byline that stood alone at their head or foot, where the copy had it."""
    if story.byline is None:
        return list(items)
    return [story.byline, *items] if byline_leads(story) else [*items, story.byline]


def sets_byline(story: Story, block: Block) -> bool:
    """Whether a block sets the byline that stands alone: one that opens the story at its beginning, else at its end."""
    return block.first == 0 < block.end if byline_leads(story) else block.last < 0


def byline_leads(story: Story) -> bool:
    """Whether a byline that stands alone opens the story: the copy had it before the first paragraph, or it was written here."""
    byline = story.byline
    if byline is None or byline.origin is None:
        return False
    first = next((item.origin for item in story.body if isinstance(item, Paragraph)), None)
    return byline.origin.first == BEFORE_COPY or (first is not None and byline.origin.first < first.first)


def _heads_clauses(text: str, lines: Sequence[SetLine]) -> bool:
    """Whether a clause is but a heading (二、竞买人资格): it does not stand alone at the foot of a column."""
    return len(lines) == 1 and text[:1] in _NUMERALS and "、" in text[1:4] and text[-1] not in _CLOSED
