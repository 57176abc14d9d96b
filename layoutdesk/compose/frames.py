"""Free frames (文本框、图片框) as display items: a link of a thread, one part of a story by itself, a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.balance import balanced
from layoutdesk.compose.context import Scope
from layoutdesk.compose.draw import BYLINE_RULE_ROWS, judge_head, separator
from layoutdesk.compose.flow import Unit, pour
from layoutdesk.compose.framerows import frame_columns, frame_room, frame_rows
from layoutdesk.compose.grid import EM_ABOVE
from layoutdesk.compose.head import set_part
from layoutdesk.compose.holes import holes_over
from layoutdesk.compose.inset import OVER_PAD
from layoutdesk.compose.picture import BAND, direction_of, draw_marker, set_caption
from layoutdesk.compose.sheet import Sheet
from layoutdesk.compose.table import piece_of_strips, set_table
from layoutdesk.compose.thread import Thread, thread_of
from layoutdesk.compose.threadparts import FramePart
from layoutdesk.compose.types import Drawn, Fit
from layoutdesk.compose.wrap import Wrapping
from layoutdesk.display import placed
from layoutdesk.model.document import Page
from layoutdesk.model.elements import PictureFrame, TextFrame
from layoutdesk.model.story import BodyItem, Paragraph, PictureRef, Story, TableBlock, paragraphs, pictures
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import set_paragraph

#: A line of a headline is set where no more than this share of its size lies outside the frame.
_HEAD_SLACK = 0.25
_HEAD_PARTS = ("label", "kicker", "main", "deck")


class _Fill(NamedTuple):
    """What a part of a story took of its frame: lines set, lines and characters left over, empty slots."""

    lines: int
    over: int = 0
    characters: int = 0
    under: int = 0


def draw_text_frame(scope: Scope, frame: TextFrame) -> Drawn:
    """A text frame; overset copy and parts of the story without a frame are told where the thread ends and begins."""
    context = scope.context
    sheet = Sheet(context, frame.id, frame.story)
    story = next((each for each in scope.document.stories if each.id == frame.story), None)
    if story is None:
        sheet.problem("compose.story-missing", "error")
        return sheet.drawn(frame.rect)
    thread = thread_of(scope.document, story, context.book)
    fill = _draw_part(scope, sheet, frame, story, thread) if frame.paragraph else _draw_link(sheet, frame, thread)
    if fill.over:
        sheet.problem("compose.overset", "error", lines=str(fill.over), characters=str(fill.characters))
    if frame.id == thread.first:
        _tell_astray(sheet, thread.astray)
    shown = {line.paragraph for line in sheet.lines}
    sheet.judge(each for each in paragraphs(story) if each.id in shown)
    fit = Fit(
        element=frame.id, story=story.id, lines=fill.lines, over=fill.over, under=fill.under,
        characters_over=fill.characters,
        characters_under=fill.under * frame_columns(context, frame).characters(context.grid.em),
    )  # fmt: skip
    return sheet.drawn(frame.rect, fit=fit)


def draw_picture_frame(scope: Scope, frame: PictureFrame, band: Rect | None) -> Drawn:
    """A free picture, or a crossed placeholder that looks missing; ``band`` is the tint of a caption over it."""
    sheet = Sheet(scope.context, frame.id)
    sheet.picture(frame.asset, frame.rect, frame.crop, band=band, whole=frame.whole)
    return sheet.drawn(frame.rect)


def band_over(scope: Scope, picture: PictureFrame) -> Rect | None:
    """The frame of a caption that stands over its picture, as a tint."""
    frames = [each for each in scope.page.elements if isinstance(each, TextFrame) and each.paragraph]
    over = {each.paragraph: each.rect for each in frames if each.rect.overlaps(picture.rect)}
    known = (each for story in scope.document.stories for each in pictures(story)) if over else ()
    return next(
        (
            over[each.caption.id]
            for each in known
            if each.asset == picture.asset and each.caption is not None and each.caption.id in over
        ),
        None,
    )


def _tell_astray(sheet: Sheet, items: Sequence[BodyItem]) -> None:
    """What stands in no frame: paragraphs as one problem, since they go missing together with the frame that held them."""
    copy = [item for item in items if isinstance(item, Paragraph)]
    if copy:
        code = "compose.part-astray" if len(copy) == 1 else "compose.parts-astray"
        sheet.problem(code, "error", copy[0].id, text=copy[0].text[:16], count=str(len(copy)))
    for item in items:
        if isinstance(item, TableBlock):
            sheet.problem("compose.table-astray", "error")
        elif not isinstance(item, Paragraph):
            sheet.problem("compose.picture-astray", "error", name=item.name or item.asset)


def _draw_link(sheet: Sheet, frame: TextFrame, thread: Thread) -> _Fill:
    """The stretch of the body that stands in this frame."""
    count = _draw_stretch(sheet, part := thread.parts[frame.id])
    last = frame.id == thread.last
    return _Fill(count, thread.over if last else 0, thread.characters_over if last else 0, part.under)


def _draw_stretch(sheet: Sheet, part: FramePart) -> int:
    """Lines and tables of a thread in one of its frames; how many lines."""
    for one in part.lines:
        size = one.paragraph.size or sheet.context.style(one.style).size
        sheet.row(one.paragraph, one.style, one.line, rounded(one.x), one.baseline, size, one.measure, one.column)
        if one.byline_end:
            step = sheet.context.grid.step
            y = one.baseline + step * (BYLINE_RULE_ROWS + 0.2)
            sheet.items.append(separator(one.x, y, one.x + one.measure, y))
    for jump in part.jumps:
        sheet.insert(jump.line, jump.x, jump.baseline, jump.size)
    count = len(part.lines)
    for table, x, y in part.tables:
        piece = piece_of_strips(table.strips, table.again)
        sheet.table(piece, x, y, table.column)
        sheet.judge_table(table.narrow)
        count += len(piece.lines)
    return count


def _draw_part(scope: Scope, sheet: Sheet, frame: TextFrame, story: Story, thread: Thread) -> _Fill:
    """One part of the story, by what it is."""
    for name in _HEAD_PARTS:
        part = getattr(story, name)
        if part is not None and part.id == frame.paragraph:
            return _draw_head(sheet, frame, story, name)
    for picture in pictures(story):
        if picture.caption is not None and picture.caption.id == frame.paragraph:
            return _draw_caption(scope, sheet, frame, picture)
    for item in story.body:
        if isinstance(item, TableBlock) and item.id == frame.paragraph:
            return _draw_table(sheet, frame, item, thread)
    for paragraph in paragraphs(story):
        if paragraph.id == frame.paragraph:
            credits = {picture.credit.id for picture in pictures(story) if picture.credit is not None}
            return _draw_paragraph(scope, sheet, frame, paragraph, stands_by=paragraph.id in credits)
    sheet.problem("compose.part-missing", "error")
    return _Fill(0)


def _draw_head(sheet: Sheet, frame: TextFrame, story: Story, name: str) -> _Fill:
    """A headline part from the top of its frame, its box behind it where it is a label."""
    rect = frame.rect
    head = set_part(sheet.context, story, name, rect.w)
    judge_head(sheet, head)
    if head.items:
        sheet.items.append(placed(head.items, rect.x, rect.y))
    kept = [one for one in head.lines if one.y + one.size * (1 - EM_ABOVE - _HEAD_SLACK) <= rect.h]
    for one in kept:
        x, y = rect.x + one.x, rect.y + one.y
        sheet.copy(one.paragraph, one.style, one.line, x, y, one.size, one.right, left=rect.x)
    return _filled(len(kept), [one.line for one in head.lines])


def _draw_caption(scope: Scope, sheet: Sheet, frame: TextFrame, picture: PictureRef) -> _Fill:
    """A caption with its credit, unless that has a frame of its own; the marker points to where the picture stands.

    A frame over the picture (压图) is a tint, and no marker points.
    """
    context, rows = sheet.context, frame_rows(sheet.context, frame)
    framed = {each.paragraph for each in scope.page.elements if isinstance(each, TextFrame)}
    if picture.credit is not None and picture.credit.id in framed:
        picture = replace(picture, credit=None)
    shown = _shown(scope.page, picture.asset)
    over = shown is not None and shown.overlaps(frame.rect)
    if over:
        sheet.box(frame.rect, BAND)
    inset = OVER_PAD * context.grid.em if over else 0.0
    caption = set_caption(context, picture, frame.rect.w - 2 * inset, sheet.story, points=not over)
    size = context.style("caption").size
    kept = [one for one in caption.lines if one.row < rows.count]
    for one in kept:
        baseline = rows.baseline + one.row * rows.step
        x = frame.rect.x + inset + one.x
        sheet.copy(one.paragraph, one.paragraph.style, one.line, x, baseline, size, one.measure)
    if caption.marker and kept:
        direction = direction_of(frame.rect, shown) if shown is not None else "up"
        sheet.items.append(draw_marker(frame.rect.x + 0.08 * size, rows.baseline, size, direction))
    return _filled(len(kept), [one.line for one in caption.lines], rows.count)


def _shown(page: Page, asset: str) -> Rect | None:
    """Where a picture stands in a frame of the page."""
    frames = (each for each in page.elements if isinstance(each, PictureFrame))
    return next((each.rect for each in frames if asset and each.asset == asset), None)


def _draw_table(sheet: Sheet, frame: TextFrame, table: TableBlock, thread: Thread) -> _Fill:
    """A table over the frame's width; one that is too high goes on in its next frame, or the rest is told of."""
    rect, context = frame.rect, sheet.context
    if frame.id in thread.tables:
        part, over, characters = thread.tables[frame.id]
        return _Fill(_draw_stretch(sheet, part), over, characters)
    made = set_table(context, table, rect.w, sheet.story)
    if made.height > rect.h + context.grid.step / 2:
        return _Fill(0, *made.counts)
    sheet.table(made, rect.x, rect.y)
    sheet.judge_table(made.narrow)
    return _Fill(len(made.lines))


def _draw_paragraph(
    scope: Scope, sheet: Sheet, frame: TextFrame, paragraph: Paragraph, *, stands_by: bool = False
) -> _Fill:
    """A byline, credit or paragraph of the body in the frame's columns, without the rows that heads take in a flow.

    ``stands_by``: by its picture, as a credit.
    """
    context = sheet.context
    rows, own = frame_rows(context, frame), frame_columns(context, frame)
    style = context.paragraph_style(paragraph)
    # As captions do, a credit stands with its picture, whatever that keeps away.
    holes = () if stands_by else holes_over(context, scope.page, frame.id, [frame.rect])
    room = frame_room(context, frame, holes)

    def set_to(_: int, widths: tuple[float, ...]) -> Unit:
        lines = set_paragraph(
            paragraph, style, widths[-1], context.book, styles=context.styles, story=sheet.story, widths=widths
        )
        return Unit(paragraph.id, paragraph.style, lines, tall=any(line.above for line in lines))

    way = pour if room.is_whole else Wrapping(room.narrow, own.measure, context.grid.em, set_to).pour
    units = (set_to(0, (own.measure,)),)
    poured = balanced(units, room.segments, way)
    lines = (poured.units or units)[0].lines
    for place in poured.placed:
        x, baseline = own.lefts[place.column] + place.x, rows.baseline + place.row * rows.step
        size = paragraph.size or style.size
        measure = place.measure or own.measure
        sheet.copy(paragraph, paragraph.style, lines[place.line], x, baseline, size, measure, place.column)
    return _filled(len(poured.placed), lines, room.slots())


def _filled(kept: int, lines: Sequence[SetLine], slots: int = 0) -> _Fill:
    rest = lines[kept:]
    return _Fill(kept, len(rest), sum(one.end - one.start for one in rest), max(0, slots - kept) if not rest else 0)
