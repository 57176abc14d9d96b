"""The line that says what a table is counted in (表格单位) stands flush right over its table and never leaves it."""

from __future__ import annotations

import notices
import pytest
from compose_helpers import block, body, context, document, faults, paragraph, story
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import Path, flatten, path_bounds
from layoutdesk.model import Element, GridRect, Story, TableBlock, TextFrame
from layoutdesk.text.fonts import pip_fonts

NOTICE = "broadsheet-notice"
STEP = context(NOTICE).grid.step


def counted(of: TableBlock, sentences: int) -> Story:
    """A notice with its table, the unit of which stands over it."""
    return story([*body(sentences), paragraph("单位：万元", "unit"), of, *body(5)], kind="notice")


def composed(of: Story, *elements: Element) -> ComposedPage:
    return compose_page(document([of], list(elements), NOTICE), "pg1", pip_fonts())


def parts(page: ComposedPage) -> tuple[Line, Line, Line]:
    """The last line of text over the table, its unit, and the highest cell."""
    at = next(number for number, line in enumerate(page.lines) if line.style == "unit")
    cells = [line for line in page.lines if line.style.startswith("cell") and line.column == page.lines[at].column]
    return page.lines[at - 1], page.lines[at], min(cells, key=lambda line: (line.baseline, line.x))


def right_of_rules(page: ComposedPage) -> float:
    """Where the rules of the table end: the frame round the notice is a higher path."""
    _, unit, cell = parts(page)
    found = [(path_bounds(item), move) for move, item in flatten(page.display.items) if isinstance(item, Path)]
    tops = [box.right + move[4] for box, move in found if unit.baseline < box.y + move[5] < cell.baseline]
    return max(tops)


@pytest.mark.parametrize("sentences", range(3, 40, 2))
def test_in_a_column_the_unit_stands_in_the_white_over_its_table_and_goes_with_it(sentences: int) -> None:
    of = counted(notices.prices(), sentences)
    page = composed(of, block(of, GridRect(0, 0, 3, 60), columns=3))
    text, unit, cell = parts(page)
    assert unit.column == cell.column
    assert 0 < cell.baseline - unit.baseline < 2 * STEP
    assert text.column != unit.column or unit.baseline - text.baseline == pytest.approx(STEP, abs=0.01)
    assert not faults(page)


@pytest.mark.parametrize(
    "made", [notices.land(), replace(notices.bids(), place="band"), replace(notices.names(60), place="band")]
)
def test_over_a_table_across_its_block_it_ends_where_the_table_does(made: TableBlock) -> None:
    of = counted(made, 9)
    page = composed(of, block(of, GridRect(0, 0, 5, 120), columns=3))
    text, unit, cell = parts(page)
    assert unit.x + unit.width == pytest.approx(right_of_rules(page), abs=0.5)
    assert text.baseline < unit.baseline < cell.baseline < unit.baseline + 3 * STEP
    assert [line.text for line in page.lines if line.style == "unit"] == ["单位：万元"]


def test_a_table_without_room_is_over_together_with_its_unit() -> None:
    made = replace(notices.land(), place="band")
    with_unit, without = counted(made, 2), story([*body(2), made, *body(5)], kind="notice")
    over = [composed(of, block(of, GridRect(0, 0, 4, 6))).fits[0].over for of in (with_unit, without)]
    assert over[0] == over[1] + 1 > 1


def test_in_a_frame_it_stands_over_its_table_too() -> None:
    of = counted(notices.prices(), 3)
    page = composed(of, TextFrame(id="f", story=of.id, rect=Rect(60.0, 120.0, 200.0, 600.0)))
    text, unit, cell = parts(page)
    assert unit.x + unit.width == pytest.approx(260.0, abs=0.01)
    assert unit.baseline - text.baseline == pytest.approx(STEP, abs=0.01)
    assert cell.baseline - unit.baseline < 2 * STEP
