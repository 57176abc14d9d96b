"""Where the caret goes: to the row at whose height the hand is, over rows in its column, on through all parts of a story."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import Line
from layoutdesk.model import Cell, GridRect, Paragraph, PictureFrame, PictureRef, TableBlock
from layoutdesk.model.story import paragraphs
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.spots import Spot, Spots

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
STYLE = CONTROL | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def writer(window: Window):
    """The text tool is in the hand, at a size at which a click tells characters apart; last lines are short, each by its share."""
    for number, part in enumerate(window.desk.document.story("st-dock").body):
        end = len(part.text) - (number % 4) * 4 - 3
        window.desk.apply(edits.ReplaceText("st-dock", part.id, end, len(part.text), ""))
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.set_zoom(2)
    window.view.setFocus()
    return window.writer


def show(window: Window, x: float, y: float) -> None:
    window.view.center_on(Rect(x, y, 1, 1))


def click(window: Window, hand, x: float, y: float, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A click of its own, wherever the page stands."""
    show(window, x, y)
    QTest.qWait(1)
    window.tools["text"]._since.invalidate()
    hand.click(x, y, keys)


def text_of(window: Window, paragraph: str) -> str:
    return next(
        part.text for story in window.desk.document.stories for part in paragraphs(story) if part.id == paragraph
    )


def middle(line: Line) -> float:
    return line.baseline - line.size * 0.35


def rows(window: Window, element: str, **more: object) -> list[Line]:
    """The lines of copy of an element that are like ``more`` says."""
    lines = (line for line in window.desk.shown.lines if line.element == element and line.paragraph)
    return [line for line in lines if all(getattr(line, name) == value for name, value in more.items())]


# Where a click puts it


def _plain(window: Window) -> None:
    window.desk.apply(edits.SetBlock("pg-1", "el-dock", columns=2))


def _table_in_a_column(window: Window) -> None:
    cells = (("品种", "价格", "产地"), ("菠菜", "2.60", "本市"), ("茭白", "5.6", "江南"))
    table = TableBlock(
        id="t-1",
        rows=tuple(
            tuple(
                Cell(paragraph=Paragraph(id=f"t-{row}-{at}", text=text, style="cell")) for at, text in enumerate(each)
            )
            for row, each in enumerate(cells)
        ),
    )
    window.desk.apply(edits.AddTable("st-dock", table, 2))


def _table_over_columns(window: Window) -> None:
    cells = tuple(
        tuple(Cell(paragraph=Paragraph(id=f"w-{row}-{at}", text="各区县菜价一览" * 2, style="cell")) for at in range(6))
        for row in range(3)
    )
    window.desk.apply(edits.AddTable("st-dock", TableBlock(id="w-1", rows=cells, full=True), 3))


def _round_a_hole(window: Window) -> None:
    window.desk.apply(edits.SetBlock("pg-1", "el-dock", columns=1))
    rect = window.desk.grid.rect(window.desk.page.elements[1].area[0])
    frame = PictureFrame(id="el-photo", rect=Rect(rect.x + rect.w * 0.4, rect.y + 180, rect.w * 0.2, 90), wrap="around")
    window.desk.apply(edits.PlaceElement("pg-1", frame))


def _l_shaped(window: Window) -> None:
    area = (GridRect(0, 0, 3, 22), GridRect(0, 22, 2, 12))
    window.desk.apply(edits.SetArea("pg-1", "el-dock", area))


def _head_at_the_side(window: Window) -> None:
    window.desk.apply(edits.SetBlock("pg-1", "el-dock", head_at="right"))


def _captioned(window: Window) -> None:
    words = (
        Paragraph(id="p-words", text="渡口夜景", style="caption"),
        Paragraph(id="p-by", text="本报记者摄", style="credit"),
    )
    picture = PictureRef(id="p-1", asset="", name="lamp.jpg", caption=words[0], credit=words[1])
    window.desk.apply(edits.AddPicture("st-dock", picture, 1))


SETTINGS: tuple[Callable[[Window], None], ...] = (
    _plain, _table_in_a_column, _table_over_columns, _round_a_hole, _l_shaped, _head_at_the_side, _captioned,
)  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda one: one.__name__.strip("_"))
def test_at_the_height_of_a_row_all_its_measure_means_it(window, setting) -> None:
    setting(window)
    window.desk.finish_composing()
    spots = Spots(window.desk.shown, "el-dock")
    assert len(spots.rows) > 20
    for number, row in enumerate(spots.rows):
        line = row.line
        assert line.measure > 0
        assert line.left - 0.01 <= (line.baseline if line.down else line.x)
        for share in (0.002, 0.25, 0.5, 0.75, 0.9, 0.998):
            along = line.left + line.measure * share
            across = line.x + line.size / 2 if line.down else middle(line)
            found = spots.at(*((across, along) if line.down else (along, across)))
            assert spots.row_of(found) == number, (line.text, share)


def test_a_click_beside_a_short_line_writes_at_its_end(window, hand, writer) -> None:
    tried = 0
    for element in ("el-dock", "el-tea"):
        for line in rows(window, element):
            white = line.left + line.measure - line.x - line.width
            if line.end != len(text_of(window, line.paragraph)) or white < line.size:
                continue
            tried += 1
            before = text_of(window, line.paragraph)
            click(window, hand, line.x + line.width + white * 0.5, middle(line))
            QTest.keyClicks(window.view, "x")
            assert text_of(window, line.paragraph) == before + "x"
            window.desk.undo()
    assert tried >= 4


def test_a_click_under_the_last_line_of_a_column_is_in_that_line(window, hand, writer) -> None:
    window.desk.apply(edits.SetArea("pg-1", "el-tea", (GridRect(3, 0, 2, 30),)))
    window.desk.apply(edits.SetBlock("pg-1", "el-tea", columns=2))
    lines = rows(window, "el-tea", style="body")
    for column in (0, 1):
        last = [line for line in lines if line.column == column][-1]
        click(window, hand, last.left + last.measure * 0.7, last.baseline + 1.4 * last.size)
        spots = window.tools["text"].setting.spots
        assert spots.rows[spots.row_of(writer.spot)].line == last


def test_between_columns_the_nearer_one_is_meant_and_not_the_headline_over_both(window) -> None:
    _plain(window)
    spots = Spots(window.desk.shown, "el-dock")
    one, two = (rows(window, "el-dock", style="body", column=at)[1] for at in (0, 1))
    gutter = one.left + one.measure, two.left
    for share, line in ((0.4, one), (0.6, two)):
        found = spots.at(gutter[0] + (gutter[1] - gutter[0]) * share, middle(line))
        assert spots.rows[spots.row_of(found)].line == line


def test_a_drag_into_white_selects_to_the_end_of_the_row_there(window, hand, writer) -> None:
    lines = rows(window, "el-dock", style="body", column=0)
    short = next(line for line in lines if line.measure - (line.x - line.left) - line.width > 3 * line.size)
    first = lines[0]
    show(window, first.x, middle(first))
    hand.drag((first.x + 0.1, middle(first)), (short.left + short.measure - 1, middle(short)))
    assert writer.selected[-1].paragraph.id == short.paragraph
    assert writer.selected[-1].end == short.end


# Over rows


def caret_x(window: Window) -> float:
    return window.tools["text"].setting.caret().x


def test_up_and_down_keep_the_column_from_which_they_set_out(window, hand, writer) -> None:
    lines = rows(window, "el-dock", style="body", column=0)
    first = lines[1]
    click(window, hand, first.x + first.width * 0.95, middle(first))
    at, size, seen = caret_x(window), first.size, []
    for line in lines[2:24]:
        hand.key(Qt.Key.Key_Down)
        end = line.x + line.width
        seen.append(end < at - size)
        assert caret_x(window) == pytest.approx(min(at, end), abs=size * 0.6), line.text
    assert any(seen) and not all(seen)
    hand.key(Qt.Key.Key_PageUp)
    assert caret_x(window) == pytest.approx(at, abs=size * 0.6)


def test_a_move_along_the_row_sets_out_anew(window, hand, writer) -> None:
    lines = rows(window, "el-dock", style="body", column=0)
    short = next(at for at, line in enumerate(lines) if at and line.x + line.width < line.left + line.measure * 0.8)
    over = lines[short - 1]
    click(window, hand, over.x + over.width - 1, middle(over))
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Left)
    hand.key(Qt.Key.Key_Right)
    end = caret_x(window)
    hand.key(Qt.Key.Key_Up)
    assert caret_x(window) == pytest.approx(end, abs=over.size * 0.6)


# What a selection means


def test_a_paragraph_at_whose_start_the_selection_ends_keeps_its_style(window, hand, writer) -> None:
    writer.put(Spot("st-dock", "st-dock-1", 0))
    hand.key(Qt.Key.Key_Down, CONTROL | SHIFT)
    assert writer.spot == Spot("st-dock", "st-dock-2", 0)
    hand.key(Qt.Key.Key_2, STYLE)
    styles = {part.id: part.style for part in window.desk.document.story("st-dock").body}
    assert (styles["st-dock-1"], styles["st-dock-2"]) == ("subhead", "body")
    window.desk.undo()
    # What is deleted is as ever all that is selected, the end of the paragraph too.
    writer.put(Spot("st-dock", "st-dock-1", 0))
    hand.key(Qt.Key.Key_Down, CONTROL | SHIFT)
    hand.key(Qt.Key.Key_Delete)
    assert "st-dock-2" not in {part.id for part in window.desk.document.story("st-dock").body}
