"""A laid-out block as display items, addressed lines, placed pictures and problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from layoutdesk.base.colour import BLACK
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.problem import Problem
from layoutdesk.compose.block import BlockPlan, PlannedPicture, TableBand, TextBand
from layoutdesk.compose.context import Context
from layoutdesk.compose.picture import direction_of, draw_marker, draw_picture, effective_ppi
from layoutdesk.compose.types import Fit, Line, PlacedPicture
from layoutdesk.display import Image, Item, Path, line, placed, rectangle
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Paragraph, paragraphs, pictures
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import missing_glyphs

#: A gap wider than this many em is a loose line (松行) that the page reports.
LOOSE_GAP = 0.5
#: Under this effective resolution a press picture shows its pixels.
LEAST_PPI = 150.0
_FRAME_WEIGHT = 0.4
#: The hairline under a byline at the head of a story, in rows under its line; a blank line follows it.
_BYLINE_RULE_ROWS = 0.15


class DrawnBlock(msgspec.Struct, frozen=True):
    """What one block adds to its page."""

    items: tuple[Item, ...]
    lines: tuple[Line, ...]
    fit: Fit
    pictures: tuple[PlacedPicture, ...]
    problems: tuple[Problem, ...]


def draw_block(context: Context, block: Block, plan: BlockPlan) -> DrawnBlock:
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
    fit = Fit(
        element=block.id, story=plan.story.id, lines=plan.lines, over=plan.over, under=plan.under,
        characters_over=plan.characters_over,
    )  # fmt: skip
    return DrawnBlock(
        tuple(drawer.items), tuple(drawer.lines), fit, tuple(drawer.placed_pictures), tuple(drawer.problems())
    )


class _Drawer:
    def __init__(self, context: Context, block: Block, plan: BlockPlan) -> None:
        self.context, self.block, self.plan = context, block, plan
        self.items: list[Item] = []
        self.lines: list[Line] = []
        self.placed_pictures: list[PlacedPicture] = []
        self._loose: list[Line] = []

    def frame(self) -> None:
        """The box or tint of a framed block; it takes a third of a row of the white round it, but stays in the type area."""
        if not self.block.frame:
            return
        area, rows = self.block.area[0], self.context.template.grid.rows
        third = self.context.grid.step * 0.35
        over, under = third if area.row > 0 else 0.0, third if area.bottom < rows else 0.0
        rect = self.context.grid.rect(area).inset(0, -over, 0, -under)
        fill = self.context.template.tint if self.block.frame == "tint" else None
        stroke = BLACK if self.block.frame == "box" else None
        self.items.append(Path(segments=rectangle(rect), fill=fill, stroke=stroke, width=_FRAME_WEIGHT))

    def head(self) -> None:
        head, rect = self.plan.head, self.plan.head_rect
        top = self._top(self._pad())
        if head.items:
            self.items.append(placed(head.items, rect.x, top))
        for one in head.lines:
            self._line(one.paragraph, one.style, one.line, rect.x + one.x, top + one.y, 0, one.size)

    def picture(self, planned: PlannedPicture) -> None:
        asset = self.context.assets.get(planned.picture.asset)
        drawn = draw_picture(asset, planned.rect, planned.place.crop)
        self.items += drawn
        ppi = 0.0
        if asset is not None and isinstance(drawn[0], Image):
            ppi = effective_ppi(asset, planned.rect, drawn[0].crop)
        self.placed_pictures.append(
            PlacedPicture(
                element=self.block.id, story=self.plan.story.id, picture=planned.picture.id,
                asset=planned.picture.asset, rect=planned.rect, ppi=ppi,
            )
        )  # fmt: skip
        self._caption(planned)

    def _caption(self, planned: PlannedPicture) -> None:
        style = self.context.style("caption")
        for one in planned.caption.lines:
            baseline = self._baseline(planned.caption_row + one.row)
            self._line(one.paragraph, one.paragraph.style, one.line, planned.rect.x + one.x, baseline, 0, style.size)
        if planned.caption.marker:
            baseline = self._baseline(planned.caption_row)
            area = Rect(planned.rect.x, baseline - style.size, planned.rect.w, planned.caption.rows * style.size)
            direction = direction_of(area, planned.rect)
            self.items.append(draw_marker(planned.rect.x + 0.08 * style.size, baseline, style.size, direction))

    def text(self, band: TextBand) -> None:
        paragraphs = {p.id: p for p in self.plan.story.body if isinstance(p, Paragraph)}
        if self.plan.story.byline is not None:
            paragraphs[self.plan.story.byline.id] = self.plan.story.byline
        for place in band.poured.placed:
            unit = band.units[place.unit]
            one = unit.lines[place.line]
            left = band.own.lefts[place.column]
            paragraph = paragraphs[unit.paragraph]
            size = self.context.style(unit.style).size
            self._line(paragraph, unit.style, one, left, self._baseline(place.row), place.column, size)
            if unit.style == "byline" and unit.rows and place.line == len(unit.lines) - 1:
                y = self._top(place.row + 1 + _BYLINE_RULE_ROWS)
                self.items.append(separator(left, y, left + band.own.measure, y))

    def table(self, band: TableBand) -> None:
        left, top = self.plan.rect.x, self._top(band.row)
        self.items.append(placed(band.table.items, left, top))
        for cell in band.table.lines:
            size = self.context.style(cell.style).size
            self._line(cell.paragraph, cell.style, cell.line, left + cell.x, top + cell.y, 0, size)

    def _line(
        self, paragraph: Paragraph, style: str, one: SetLine, x: float, baseline: float, column: int, size: float
    ) -> None:
        x, baseline = rounded(x), rounded(baseline)
        self.items.append(placed(one.glyphs, x, baseline))
        record = Line(
            element=self.block.id, story=self.plan.story.id, paragraph=paragraph.id, start=one.start, end=one.end,
            text=one.text, x=rounded(x + one.x), baseline=baseline, width=one.width, size=size, style=style,
            column=column, gap=one.gap,
        )  # fmt: skip
        self.lines.append(record)
        if one.gap > LOOSE_GAP:
            self._loose.append(record)

    def _pad(self) -> int:
        return 1 if self.block.frame else 0

    def _top(self, row: float) -> float:
        return rounded(self.plan.rect.y + row * self.context.grid.step)

    def _baseline(self, row: float) -> float:
        grid = self.context.grid
        return rounded(grid.baseline(0) - grid.type_area.y + self.plan.rect.y + row * grid.step)

    def problems(self) -> Sequence[Problem]:
        """Overset copy, pictures without room or bytes, coarse pictures, loose lines."""
        found = []
        plan, block = self.plan, self.block
        if plan.over:
            args = {"lines": str(plan.over), "characters": str(plan.characters_over)}
            found.append(self._problem("compose.overset", "error", args))
        found += [self._problem("compose.picture-no-room", "error", {}) for _ in plan.unplaced_pictures]
        names = {picture.id: picture.name for picture in pictures(plan.story)}
        for picture in self.placed_pictures:
            if picture.ppi == 0:
                name = names.get(picture.picture, "")
                code = "compose.picture-file-missing" if name else "compose.picture-missing"
                found.append(self._problem(code, "error", {"name": name} if name else {}))
            elif picture.ppi < LEAST_PPI:
                found.append(self._problem("compose.picture-coarse", "warning", {"ppi": f"{picture.ppi:.0f}"}))
        found += self._missing()
        for one in self._loose:
            found.append(
                Problem(
                    code="compose.loose-line", severity="note", element=block.id, story=one.story,
                    paragraph=one.paragraph, start=one.start, end=one.end, args={"gap": f"{one.gap:.2f}"},
                )
            )  # fmt: skip
        return found

    def _missing(self) -> Iterator[Problem]:
        """An error for each paragraph with characters that no font has: they show as boxes, never in silence."""
        for paragraph in paragraphs(self.plan.story):
            lost = missing_glyphs(paragraph.text, self.context.style(paragraph.style).role, self.context.book)
            if lost:
                problem = self._problem("compose.missing-glyph", "error", {"characters": lost})
                yield replace(problem, paragraph=paragraph.id)

    def _problem(self, code: str, severity: str, args: dict[str, str]) -> Problem:
        return msgspec.convert(
            {"code": code, "severity": severity, "element": self.block.id, "story": self.plan.story.id, "args": args},
            Problem,
        )


def separator(x1: float, y1: float, x2: float, y2: float) -> Item:
    """A hairline between two unrelated blocks (0.15 mm)."""
    return line(rounded(x1), rounded(y1), rounded(x2), rounded(y2), 0.43)
