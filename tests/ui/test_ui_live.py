"""While something is in the hand every figure in the window is that of what is shown, some times a second."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QElapsedTimer, Qt

from layoutdesk import edits
from layoutdesk.compose import elements
from layoutdesk.display import Mark
from layoutdesk.model import GridRect
from layoutdesk.ui.beat import BEAT_MS
from layoutdesk.ui.fits import fit_text


def row(window, story: str):
    return next(row for row in window.copy.list.rows.rows if row.key == story)


def foot(window, element: str) -> tuple[float, float]:
    rect = window.overlay.frames(element)[0]
    return rect.x + rect.w / 2, rect.bottom


@pytest.fixture
def held(window, hand):
    """A block with white under its copy, held by the edge of its foot."""
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 50),)))
    hand.click(*hand.middle("el-dock"))
    assert window.desk.fits("el-dock")[0].under
    hand.press(*foot(window, "el-dock"))
    return window


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_figures_are_those_of_what_is_in_the_hand(held, hand, qtbot, language: str) -> None:
    held.language.use(language)
    before = row(held, "st-dock").under, held.copyfit.figure.text()
    grid = held.desk.grid
    for rows in (40, 30, 20, 16):
        hand.move(*foot(held, "el-dock")[:1], grid.row_top(rows))
    qtbot.waitUntil(lambda: held.desk.preview is not None and held.desk.fits("el-dock")[0].over > 0)
    said = fit_text(held.language, held.desk.fits("el-dock")[0])
    # Each panel in a turn of its own.
    qtbot.waitUntil(lambda: said in row(held, "st-dock").under and said in held.copyfit.figure.text())
    assert said in held.status.fit.text() and row(held, "st-dock").colour == "error"
    hints = [each.text for each in held.copyfit.list.rows.rows]
    assert held.language.text("ui.copyfit.fits") not in hints
    hand.key(Qt.Key.Key_Escape)
    assert (row(held, "st-dock").under, held.copyfit.figure.text()) == before


def test_the_line_of_own_columns_follows_the_pulled_edge(window, hand, qtbot) -> None:
    window.desk.select("el-dock")
    hand.click(*hand.middle("el-dock"))
    rect, line = window.overlay.frames("el-dock")[0], window.properties.area.measure
    before, pitch = line.text(), window.desk.grid.pitch
    hand.press(rect.right, rect.y + rect.h / 2)
    for n in range(1, 9):
        hand.move(rect.right - n * pitch / 8, rect.y + rect.h / 2)
    qtbot.waitUntil(lambda: line.text() != before)
    assert window.desk.preview is not None and line.text().startswith("2")
    hand.key(Qt.Key.Key_Escape)
    assert line.text() == before


def test_panels_are_not_filled_with_every_move(held, hand) -> None:
    filled = []
    held.copy.list.rows.dataChanged.connect(lambda *_: filled.append("copy"))
    clock, grid = QElapsedTimer(), held.desk.grid
    clock.start()
    for n in range(60):
        hand.move(foot(held, "el-dock")[0], grid.row_top(40) - n * grid.step / 2)
    assert len(filled) <= clock.elapsed() // BEAT_MS + 1
    assert len(filled) < 60


def test_a_page_one_comes_back_to_is_at_hand(window, qtbot, monkeypatch) -> None:
    """Other pages have taken the place of what was kept of it: the first frame of a drag sets no block but that in the hand."""
    desk, drawn = window.desk, []
    desk.turn_to("pg-2")
    qtbot.waitUntil(lambda: not desk.turns.is_busy)
    elements.BLOCKS.clear()
    desk.turn_to("pg-1")
    qtbot.waitUntil(lambda: not desk.turns.is_busy)
    draw = elements.draw_block
    monkeypatch.setattr(
        elements, "draw_block", lambda context, block, plan: (drawn.append(block.id), draw(context, block, plan))[1]
    )
    assert desk.try_out(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 50),)))
    assert drawn == ["el-dock"]


def test_a_page_at_hand_is_shown_by_what_is_kept(window, qtbot) -> None:
    """Shown by what was drawn before its place was taken, the whole page would change under the first key."""
    desk = window.desk
    desk.turn_to("pg-1")
    qtbot.waitUntil(lambda: not desk.turns.is_busy)
    elements.BLOCKS.clear()
    desk.turn_to("pg-2")
    desk.turn_to("pg-1")
    qtbot.waitUntil(lambda: not desk.turns.is_busy)
    before = {id(item.items) for item in desk.composed["pg-1"].display.items if isinstance(item, Mark)}
    desk.apply(edits.ReplaceText("st-dock", "st-dock-0", 0, 0, "渡"))
    after = [item for item in desk.composed["pg-1"].display.items if isinstance(item, Mark)]
    assert {item.element for item in after if id(item.items) not in before} == {"el-dock"}
