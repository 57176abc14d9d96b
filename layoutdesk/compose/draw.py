"""A laid-out block as display items, addressed lines, placed pictures and problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layoutdesk.base.colour import BLACK
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.area import FRAME_PAD_ROWS, HOLE_ROWS, open_under
from layoutdesk.compose.block import BlockPlan, TableBand, TextBand
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import TablePart, table_parts
from layoutdesk.compose.head import Head
from layoutdesk.compose.inset import PlannedPicture
from layoutdesk.compose.jump import JUMP_STYLES, inserted
from layoutdesk.compose.picture import BAND, direction_of, draw_marker
from layoutdesk.compose.sheet import Sheet
from layoutdesk.compose.table import piece_of_strips
from layoutdesk.compose.types import Drawn, Fit, PartLine
from layoutdesk.display import Item, Path, line, placed
from layoutdesk.model.borders import BORDERS
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Paragraph, Story, paragraphs

if TYPE_CHECKING:
    from layoutdesk.compose.vertical import DownLine, SideHead

_FRAME_WEIGHT = 0.4
#: How far the frame of an L stands from its columns, as a share of what parts these.
_L_WHITE = 0.35
#: The hairline under a byline at the head of a story, in rows under its line; a blank line follows it.
BYLINE_RULE_ROWS = 0.15


def draw_block(context: Context, block: Block, plan: BlockPlan) -> Drawn:
    """Everything of a block in drawing order: frame, headline group, pictures with captions, text, tables."""
    drawer = _Drawer(context, block, plan)
    drawer.frame()
    drawer.head()
    for picture in plan.pictures:
        drawer.picture(picture)
    for band in plan.bands:
        if isinstance(band, TextBand):
            drawer.text(band)
        else:
            drawer.table(band)
    for jump, left in plan.closing:
        drawer.sheet.insert(jump.line, rounded(left + jump.x), drawer.baseline(jump.row), jump.size)
    drawer.label()
    fit = Fit(
        element=block.id, story=plan.story.id, lines=plan.lines, over=plan.over, under=plan.under,
        characters_over=plan.characters_over, characters_under=plan.under * plan.own.characters(context.grid.em),
    )  # fmt: skip
    drawer.judge()
    return drawer.sheet.drawn(*(context.grid.rect(part) for part in block.area), fit=fit)


class _Drawer:
    def __init__(self, context: Context, block: Block, plan: BlockPlan) -> None:
        self.context, self.block, self.plan = context, block, plan
        self.sheet = Sheet(context, block.id, plan.story.id)
        #: The baseline of row 0 of the block.
        self._first = context.grid.baseline(0) - context.grid.type_area.y + plan.rect.y
        #: Those of other rows, as far as lines stand on them: a row goes through all columns.
        self._baselines: dict[float, float] = {}

    def frame(self) -> None:
        """The border, box or tint of a block."""
        if not self.block.is_framed:
            return
        if len(self.block.area) == 2:
            self._frame_of_l()
            return
        rect = block_frame(self.context, self.block)
        frame, tint = self.block.frame, self.block.tint
        self.sheet.tint(tint, rect)
        if frame in BORDERS:
            self.sheet.border(frame, rect, BLACK)
        elif frame:
            fill = self.context.template.tint if frame == "tint" else None
            self.sheet.box(rect, fill, BLACK if frame == "box" else None, _FRAME_WEIGHT)

    def _frame_of_l(self) -> None:
        """The same round an L, whose sides lie in the white between the columns: of a border its rules, or one hairline."""
        from layoutdesk.compose.borders import BORDERS as DRAWN
        from layoutdesk.compose.outline import closed, inside, outline

        grid, frame = self.context.grid, self.block.frame
        corners = inside(outline([grid.rect(part) for part in self.block.area]), -_L_WHITE * grid.gutter)
        for part in self.block.area:
            self.sheet.tint(self.block.tint, grid.rect(part))
        if frame == "tint":
            self.sheet.items.append(Path(segments=closed(corners), fill=self.context.template.tint))
            return
        for offset, weight in (DRAWN[frame].rules if frame in BORDERS else ()) or ((0.0, _FRAME_WEIGHT),) * bool(frame):
            ring = (*closed(inside(corners, offset)), *closed(inside(corners, offset + weight)))
            self.sheet.items.append(Path(segments=ring, fill=BLACK, even_odd=True))

    def label(self) -> None:
        """The word 广告 in the corner of an advert that is set from copy."""
        if self.plan.story.kind == "advert":
            from layoutdesk.compose.advert import label_text_advert

            label_text_advert(self.sheet, self.plan.story, self.context.grid.rect(self.block.area[0]))

    def head(self) -> None:
        head, rect = self.plan.head, self.plan.head_rect
        top = rounded(rect.y + (self.context.grid.step if self.block.is_framed else 0.0))
        if head.items:
            self.sheet.items.append(placed(head.items, rect.x, top))
        for one in head.lines:
            if self.plan.repeats:
                (line,) = inserted([one.line])
                self.sheet.insert(line, rect.x + one.x, top + one.y, one.size)
            else:
                x, y = rect.x + one.x, top + one.y
                self.sheet.copy(one.paragraph, one.style, one.line, x, y, one.size, one.right, left=rect.x)
        if self.plan.side is not None:
            self.side(self.plan.side)

    def side(self, side: SideHead) -> None:
        """A headline group set downwards, its white towards the text."""
        from layoutdesk.compose.vertical import WHITE_BESIDE

        rect = self.plan.head_rect
        x = rect.x - (WHITE_BESIDE * self.context.grid.em if self.block.head_at == "left" else 0.0)
        if side.items:
            self.sheet.items.append(placed(side.items, x, rect.y))
        top, end = min(one.y for one in side.lines), max(one.y + one.column.length for one in side.lines)
        room = rect.y + top, end - top
        for one in side.lines:
            self.sheet.copy_down(one.paragraph, one.style, one.column, x + one.x, rect.y + one.y, one.size, *room)

    def picture(self, planned: PlannedPicture) -> None:
        picture = planned.picture
        self.sheet.picture(
            picture.asset, planned.rect, planned.place.crop, picture.name, picture.id, planned.band,
            whole=planned.place.whole,
        )  # fmt: skip
        self._caption(planned)

    def _caption(self, planned: PlannedPicture) -> None:
        style, box = self.context.style("caption"), planned.caption_rect
        if planned.band is not None:
            self.sheet.box(planned.band, BAND)
        for one in planned.caption.lines:
            baseline = self.baseline(planned.caption_row + one.row) - planned.rise
            size = one.paragraph.size or style.size
            self.sheet.copy(one.paragraph, one.paragraph.style, one.line, box.x + one.x, baseline, size, one.measure)
        if planned.caption.marker:
            baseline = self.baseline(planned.caption_row)
            direction = direction_of(box, planned.rect)
            self.sheet.items.append(draw_marker(box.x + 0.08 * style.size, baseline, style.size, direction))

    def text(self, band: TextBand) -> None:
        known = {p.id: p for p in self.plan.story.body if isinstance(p, Paragraph)}
        if self.plan.story.byline is not None:
            known[self.plan.story.byline.id] = self.plan.story.byline
        parts = {part.first: part for part in table_parts((band.units[p.unit], p) for p in band.poured.placed)}
        edges = [rounded(left) for left in band.own.lefts]
        for number, place in enumerate(band.poured.placed):
            unit = band.units[place.unit]
            if unit.strip is not None:
                if number in parts:
                    self.table_part(band, parts[number])
                continue
            left = rounded(band.own.lefts[place.column] + place.x) if place.x else edges[place.column]
            size = self.context.style(unit.style).size
            if unit.style in JUMP_STYLES:
                self.sheet.insert(unit.lines[place.line], left, self.baseline(place.row), size)
                continue
            paragraph = known[unit.paragraph]
            self.sheet.row(
                paragraph, unit.style, unit.lines[place.line], left, self.baseline(place.row), paragraph.size or size,
                place.measure or band.own.measure, place.column,
            )  # fmt: skip
            if unit.style == "byline" and unit.rows and place.line == len(unit.lines) - 1:
                y = self._top(place.row + 1 + BYLINE_RULE_ROWS)
                self.sheet.items.append(separator(left, y, left + (place.measure or band.own.measure), y))

        if band.tail is not None and band.poured.placed and not band.poured.left:
            last = band.poured.placed[-1]
            size = self.context.style(band.units[last.unit].style).size
            self.sheet.insert(band.tail, band.own.lefts[last.column], self.baseline(last.row), size)

    def table_part(self, band: TextBand, part: TablePart) -> None:
        """What of a table stands in one column."""
        piece = piece_of_strips(part.strips, part.again)
        self.sheet.table(piece, band.own.lefts[part.column], self._top(part.row), part.column)
        self.sheet.judge_table(part.narrow)

    def table(self, band: TableBand) -> None:
        self.sheet.table(band.table, self.plan.rect.x, self._top(band.row))
        self.sheet.judge_table(band.table.narrow)

    def judge(self) -> None:
        """Overset copy, a hole, pictures without room, headlines that do not fit, and what the sheet finds."""
        plan = self.plan
        if plan.over:
            self.sheet.problem("compose.overset", "error", lines=str(plan.over), characters=str(plan.characters_over))
        if plan.under >= HOLE_ROWS * len(plan.own.lefts):
            characters = plan.under * plan.own.characters(self.context.grid.em)
            self.sheet.problem("compose.open", "warning", lines=str(plan.under), characters=str(characters))
        for _ in plan.unplaced_pictures:
            self.sheet.problem("compose.picture-no-room", "error")
        judge_head(self.sheet, plan.side or plan.head)
        if plan.side is not None:
            _judge_readings(self.sheet, plan.side, plan.story)
            self._judge_hole(plan.side)
        self.sheet.judge(paragraphs(plan.story))

    def _judge_hole(self, side: SideHead) -> None:
        """Tells a headline at the side of its text that is much lower than that, and what stays open under it (竖题下空白)."""
        rows = hole_under(self.plan, self.block, self.context.grid.step)
        if rows:
            main = next(line.paragraph for line in side.lines if line.style == "main")
            self.sheet.problem("compose.head-hole", "warning", main.id, text=main.text, rows=str(rows))

    def _top(self, row: float) -> float:
        return rounded(self.plan.rect.y + row * self.context.grid.step)

    def baseline(self, row: float) -> float:
        """The baseline of a row, which may be parted."""
        known = self._baselines.get(row)
        if known is None:
            known = self._baselines[row] = rounded(self._first + row * self.context.grid.step)
        return known


def hole_under(plan: BlockPlan, block: Block, step: float) -> int:
    """How many rows of ``step`` points a headline at the side of its text leaves open under it, where that is a hole; else 0."""
    if plan.side is None or plan.goes_under:
        return 0
    rows = open_under(plan.side, plan.rows - 2 * (FRAME_PAD_ROWS if block.is_framed else 0), step)
    return rows if rows >= HOLE_ROWS else 0


def block_frame(context: Context, block: Block) -> Rect:
    """Where the frame of a block stands: it takes a third of a row of the white round it, but stays in the type area."""
    area, rows = block.area[0], context.template.grid.rows
    third = context.grid.step * 0.35
    over, under = third if area.row > 0 else 0.0, third if area.bottom < rows else 0.0
    return context.grid.rect(area).inset(0, -over, 0, -under)


def judge_head(sheet: Sheet, head: Head | SideHead) -> None:
    """Tells the parts of a headline group that had to be set smaller than their range, or in too many lines (标题排不下).

    Titles in 《…》 that no line holds whole (书名断开) are told besides.
    """
    for name in dict.fromkeys(one.style for one in head.lines):
        lines = [one for one in head.lines if one.style == name]
        paragraph, size = lines[0].paragraph, f"{lines[0].size:.1f}"
        if name in head.tight and name not in head.parted:
            sheet.problem(
                "compose.head-tight", "warning", paragraph.id, text=paragraph.text, size=size, lines=str(len(lines))
            )
        sheet.titles("compose.title-parted", paragraph, map(_start, lines[1:]), size=size)


def _start(one: PartLine | DownLine) -> int:
    """Where a line of a headline begins in its text."""
    return one.line.start if isinstance(one, PartLine) else one.column.start


def _judge_readings(sheet: Sheet, side: SideHead, story: Story) -> None:
    """Tells the parts of a group at the side of its text whose readings found no room (拼音放不下)."""
    for name in side.unread:
        part: Paragraph = getattr(story, name)
        sheet.problem("compose.reading-no-room", "warning", part.id, text=part.text)


def separator(x1: float, y1: float, x2: float, y2: float) -> Item:
    """A hairline between two unrelated blocks (0.15 mm)."""
    return line(rounded(x1), rounded(y1), rounded(x2), rounded(y2), 0.43)
