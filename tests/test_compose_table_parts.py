"""A table that is higher than its block or frame: what stands there, in order, and the rest told."""

from __future__ import annotations

import pytest
from compose_helpers import block, body, context, document, story, table
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.block import TextBand, plan_block
from layoutdesk.compose.holes import Obstacle
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model import GridRect, Story, TextFrame
from layoutdesk.model.story import TableBlock, paragraphs
from layoutdesk.text.fonts import pip_fonts

HEAD = ["序号", "地块位置", "起始价（万元）"]


def long_table(rows: int) -> TableBlock:
    cells = [[str(at), f"浦南区望川大道东侧第{at}号地块", str(300 + at)] for at in range(1, rows + 1)]
    return replace(table([HEAD, *cells]), place="band")


def notice(rows: int) -> tuple[Story, TableBlock]:
    of = long_table(rows)
    return story([*body(2), of, *body(2)], main="公告"), of


def shown_rows(page: ComposedPage, of: TableBlock) -> list[int]:
    """The numbers of the rows that are printed whole, in the order of the page."""
    numbers = {row[0].paragraph.id: at for at, row in enumerate(of.rows)}
    printed = {line.paragraph for line in page.lines}
    found = [numbers[line.paragraph] for line in page.lines if line.paragraph in numbers]
    assert all(cell.paragraph.id in printed for at in found for cell in of.rows[at])
    return found


@given(st.integers(4, 60))
@settings(deadline=None, max_examples=25)
def test_rows_stand_from_the_first_as_far_as_there_is_room_and_the_rest_is_told(height: int) -> None:
    of, rows = notice(30)
    made = block(of, GridRect(0, 0, 3, height))
    page = compose_page(document([of], [made]), "pg1", pip_fonts())
    found, (fit,) = shown_rows(page, rows), page.fits
    assert found == list(range(len(found)))
    lines = [line for line in page.lines if line.story == of.id and line.style != "main"]
    copy = sum(len(part.text) for part in paragraphs(of)) - len(of.main.text)
    assert sum(line.end - line.start for line in lines) + fit.characters_over == copy
    rect = context().grid.rect(made.area[0])
    assert all(line.baseline <= rect.bottom for line in lines)
    told = [problem.code for problem in page.problems]
    assert ("compose.overset" in told) == (fit.over > 0)
    last = of.body[-1].id
    assert not (fit.over and len(found) < 31) or not any(line.paragraph == last for line in lines)


def test_a_block_a_little_too_low_holds_most_of_its_table() -> None:
    of, rows = notice(30)
    page = compose_page(document([of], [block(of, GridRect(0, 0, 3, 36))]), "pg1", pip_fonts())
    assert len(shown_rows(page, rows)) > 20


def test_under_a_hole_the_table_goes_on_with_its_head_repeated() -> None:
    of, _ = notice(40)
    made = block(of, GridRect(0, 0, 3, 44))
    rect = context().grid.rect(made.area[0])
    hole = Rect(rect.x, rect.y + 0.5 * rect.h, rect.w, 0.1 * rect.h)
    plan = plan_block(context(), made, of, holes=(Obstacle(hole),))
    band = next(band for band in plan.bands if isinstance(band, TextBand) and any(unit.strip for unit in band.units))
    tops = [place for place in band.poured.placed if place.again and not place.line]
    assert len(tops) == 1 and plan.over > 0
    step = context().grid.step
    for place in band.poured.placed:
        top, foot = rect.y + place.top * step, rect.y + (place.top + 1) * step
        assert foot <= hole.y + 0.01 or top >= hole.bottom - 0.01


@pytest.mark.parametrize("place", ["block", "frame"])
def test_of_a_table_that_no_page_holds_the_first_rows_stand(place: str) -> None:
    of, rows = notice(1500)
    area = context().grid.rect(GridRect(0, 0, 3, 30))
    made = (
        block(of, GridRect(0, 0, 3, 30))
        if place == "block"
        else TextFrame(id="f", story=of.id, rect=area, paragraph=rows.id)
    )
    page = compose_page(document([of], [made]), "pg1", pip_fonts())
    found = shown_rows(page, rows)
    assert 15 < len(found) < 40 and found == list(range(len(found)))
    assert next(fit.over for fit in page.fits if fit.over) >= 3 * (1501 - len(found))
