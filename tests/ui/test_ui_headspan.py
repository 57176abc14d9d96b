"""A headline over fewer or more columns than its text: pulled at its edge, by key and in the panel; live, one step, Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from layoutdesk import edits
from layoutdesk.model import Block, GridRect
from layoutdesk.ui.canvas.marks.headedge import head_edge


@pytest.fixture
def wide(window):
    """The first block is selected, with as many own columns as it is wide."""
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=3))
    window.desk.select("el-dock")
    return window


def placed(window, element: str = "el-dock") -> Block:
    return next(each for page in window.desk.document.pages for each in page.elements if each.id == element)


def edge(window) -> tuple[float, float]:
    return window.view.to_page(head_edge(window.overlay).center())


def heads(page) -> list:
    return [line for line in page.lines if line.element == "el-dock" and line.style == "main"]


def body(page, column: int) -> list:
    return [line for line in page.lines if line.element == "el-dock" and line.style == "body" and line.column == column]


def test_the_edge_is_pulled_over_two_columns_and_the_text_rises_beside_it_live(wide, hand, qtbot) -> None:
    before, grid = wide.desk.document, wide.desk.grid
    x, y = edge(wide)
    hand.press(x, y)
    hand.move(x - 20, y)
    hand.move(x - grid.pitch, y)
    qtbot.waitUntil(lambda: wide.desk.preview is not None, timeout=10_000)
    assert wide.desk.document is before
    live = wide.desk.preview
    assert body(live, 2)[0].baseline < heads(live)[-1].baseline < body(live, 0)[0].baseline
    assert wide.language.text("ui.snap.head", number=2) in wide.status.note.text()
    hand.release(x - grid.pitch, y)
    assert placed(wide).head_columns == 2
    assert wide.desk.preview is None and wide.status.note.text() == ""
    assert len(wide.desk.done_labels) == 2
    said = wide.history.list.rows.rows[0].text
    columns = wide.language.text("edits.what.columns", count=2)
    assert said == wide.language.text("ui.history.head-span", columns=columns, what="“渡口灯火照夜航”")
    rect = grid.rect(GridRect(0, 0, 2, 1))
    assert all(line.x + line.width <= rect.right + 0.6 for line in heads(wide.desk.shown))
    wide.desk.undo()
    assert wide.desk.document is before


def test_esc_gives_the_edge_up(wide, hand) -> None:
    before = wide.desk.document
    x, y = edge(wide)
    hand.press(x, y)
    hand.move(x - 2 * wide.desk.grid.pitch, y)
    assert wide.desk.preview is not None
    hand.key(Qt.Key.Key_Escape)
    hand.release(x - 2 * wide.desk.grid.pitch, y)
    assert wide.desk.document is before and wide.desk.preview is None


def test_beyond_its_text_the_headline_takes_columns_of_the_page_and_comes_back(wide, hand) -> None:
    desk, grid = wide.desk, wide.desk.grid
    before, own = desk.document, placed(wide)
    desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    desk.select("el-dock")
    x, y = edge(wide)
    hand.drag((x, y), (x + grid.pitch, y))
    head, text = placed(wide).area
    assert (head.columns, text.columns, head.bottom, text.bottom) == (4, 3, text.row, 34)
    lines = heads(desk.shown)
    assert grid.row_top(head.bottom) - grid.step * 2 < max(line.baseline for line in lines) < grid.row_top(head.bottom)
    assert not body(desk.shown, 3)
    assert min(line.baseline for line in body(desk.shown, 0)) > grid.row_top(head.bottom)
    x, y = edge(wide)
    hand.drag((x, y), (x - grid.pitch, y))
    assert placed(wide).area == own.area and placed(wide).head_columns == 0
    for _ in range(3):
        desk.undo()
    assert desk.document is before


def test_keys_go_by_a_column_and_say_so_at_the_end(wide, hand) -> None:
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    hand.key(Qt.Key.Key_Comma, control)
    assert placed(wide).head_columns == 2
    assert wide.language.text("ui.status.span", count=2) in wide.status.note.text()
    hand.key(Qt.Key.Key_Comma, control)
    assert placed(wide).head_columns == 1
    hand.key(Qt.Key.Key_Comma, control)
    assert placed(wide).head_columns == 1
    assert wide.language.text("ui.status.span_end") in wide.status.note.text()
    hand.key(Qt.Key.Key_Period, control)
    hand.key(Qt.Key.Key_Period, control)
    assert placed(wide).head_columns == 0


def test_the_panel_says_how_many_columns_the_headline_spans(wide) -> None:
    stepper = wide.properties.kinds[Block].steppers["head_columns"]
    assert stepper.figure.text() == wide.language.text("ui.properties.head_all")
    stepper.figure.setValue(2)
    assert placed(wide).head_columns == 2
    assert [label for label, _ in wide.desk.done_labels][-1] == "ui.history.head-span"
    stepper.figure.setValue(3)
    assert placed(wide).head_columns == 0


def test_what_was_chosen_for_one_width_is_not_kept_for_another(wide) -> None:
    main = wide.desk.document.story("st-dock").main
    wide.desk.apply(edits.SetBreaks("st-dock", main.id, (2,)))
    wide.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", head_size=20, head_rows=6))
    wide.bars.do("head-narrower")
    assert (placed(wide).head_size, placed(wide).head_rows) == (0, 0)
    assert wide.desk.document.story("st-dock").main.breaks == ()


def test_a_headline_downwards_or_locked_has_no_edge(wide) -> None:
    assert head_edge(wide.overlay) is not None
    wide.desk.apply(edits.LockElements(page="pg-1", elements=("el-dock",)))
    assert head_edge(wide.overlay) is None
    wide.desk.undo()
    wide.bars.do("head-turn")
    assert head_edge(wide.overlay) is None and placed(wide).head_columns == 0


def test_spans_beside_the_one_in_the_hand_are_composed_ahead_as_they_will_be(wide, hand, qtbot) -> None:
    trying, grid = wide.desk._trying, wide.desk.grid
    x, y = edge(wide)
    hand.press(x, y)
    hand.move(x - 20, y)
    qtbot.waitUntil(lambda: len(trying._foreseen) == 2, timeout=10_000)
    made = [each.page for each in trying._foreseen]
    hand.move(x - grid.pitch, y)
    live = wide.desk.preview
    assert any(live is page for page in made)
    hand.release(x - grid.pitch, y)
    assert [line.text for line in live.lines] == [line.text for line in wide.desk.shown.lines]
    assert live.display == wide.desk.shown.display
    assert not trying._foreseen
