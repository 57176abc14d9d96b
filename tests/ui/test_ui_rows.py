"""Lists of the panels show what their rows say now, and keep their place."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from layoutdesk.edits import AddQuery, Batch
from layoutdesk.model import Query
from layoutdesk.ui.panels.rows import MOST_LINES, Row, RowList, shown_lines
from tests.ui.conftest import rest

ROWS = [Row("", "稿件", "40"), *(Row(f"st-{number}", f"第{number}稿", "500字", "超1行") for number in range(40))]


@pytest.fixture
def rows(window, qtbot) -> RowList:
    made = RowList(window.look)
    qtbot.addWidget(made)
    made.resize(240, 300)
    made.show()
    made.show_rows(ROWS, "st-2")
    qtbot.waitExposed(made)
    return made


def seen(rows: RowList) -> bytes:
    return bytes(rows.viewport().grab().toImage().constBits())


def test_a_row_that_says_something_else_is_painted_anew_and_the_list_stays_where_it_was(rows, qtbot) -> None:
    rows.verticalScrollBar().setValue(120)
    QApplication.processEvents()
    before = seen(rows)
    changed = list(ROWS)
    changed[6] = ROWS[6]._replace(under="超9行", colour="error")
    painted = []
    paint = rows.itemDelegate().paint
    rows.itemDelegate().paint = lambda painter, option, index: (
        painted.append(index.row()),
        paint(painter, option, index),
    )
    rows.show_rows(changed, "st-2")
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == [6]
    assert seen(rows) != before and rows.verticalScrollBar().value() == 120


def test_a_row_that_gets_or_loses_its_second_line_changes_its_height(rows) -> None:
    changed = list(ROWS)
    changed[2] = ROWS[2]._replace(under="")
    below = rows.visualRect(rows.rows.index(3)).top()
    rows.show_rows(changed)
    rows.doItemsLayout()
    assert rows.visualRect(rows.rows.index(3)).top() < below


@pytest.mark.parametrize("text", ["文章超出版面 93 行（1429 字），未排完", "《春茶》没有上版，约需 12 行的位置。"])
def test_a_text_on_several_lines_ends_with_no_character_alone(qapp, text: str) -> None:
    row, font = Row("key", text, wraps=True), QFont()
    for width in range(60, 320):
        lines = shown_lines(row, font, width)
        if len(lines) < MOST_LINES:
            assert "".join(lines) == text
            assert len(lines) == 1 or len(lines[-1].strip("。")) >= 2, (width, lines)


WRAPPING = tuple(
    Row(f"p-{n}", "文章超出版面 10 行（142 字），未排完", "A02", "七层老楼" if n % 2 else "", "error", wraps=True)
    for n in range(30)
)


def lie_apart(rows: RowList) -> bool:
    """Whether every row has just the height that its text takes: none lies over the next, and none leaves a hole."""
    places = [rows.rows.index(at) for at in range(len(rows.rows.rows))]
    tops = [rows.visualRect(place).top() for place in places]
    hints = [rows.sizeHintForIndex(place).height() for place in places]
    return all(low - high == hint for high, low, hint in zip(tops, tops[1:], hints, strict=False))


def test_rows_that_wrap_lie_apart_when_a_scroll_bar_comes_and_goes(rows) -> None:
    for width in range(200, 330, 3):
        for chosen in ("", "p-1"):
            rows.show_rows(WRAPPING[:3], chosen)
            rows.resize(width, 300)
            QApplication.processEvents()
            assert lie_apart(rows) and not rows.verticalScrollBar().isVisible(), (width, chosen)
            rows.show_rows(WRAPPING, chosen)
            QApplication.processEvents()
            assert lie_apart(rows) and rows.verticalScrollBar().isVisible(), (width, chosen)


def test_problems_lie_apart_when_their_panel_is_pulled_and_when_the_type_changes(window) -> None:
    asked = [Query(id=f"q-x{n}", code="intake.date-impossible", args={"text": "二月" * n}) for n in range(2, 16)]
    window.desk.apply(Batch(label="ui.history.accept", edits=tuple(AddQuery(query=each) for each in asked)))
    rest(window)
    problems, split = window.problems.list, window.middle.split
    assert lie_apart(problems)
    for wider in (9, 31, -17, 40, -60):
        sizes = split.sizes()
        split.setSizes([*sizes[:1], sizes[1] - wider, *sizes[2:-1], sizes[-1] + wider])
        rest(window)
        assert split.sizes() != sizes and lie_apart(problems), wider
    for size in (150, 100):
        window.look.use_size(size)
        rest(window)
        assert lie_apart(problems), size
