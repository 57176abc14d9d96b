"""Tables under the hand: from cell to cell, out of the table at both ends, rows, columns and tables put in and taken out."""

from __future__ import annotations

from itertools import count

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.model import Cell, GridRect, Paragraph, Story, TableBlock
from layoutdesk.ui.actions import CONTEXTS
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.spots import Spot
from tests.ui.conftest import rest

K = Qt.Key


def prices(name: str, rows: int = 3) -> TableBlock:
    """A table of vegetables with two columns."""
    words = (("品种", "价格"), ("菠菜", "2.60"), ("茭白", "5.6"))[:rows]
    cells = tuple(
        tuple(
            Cell(paragraph=Paragraph(id=f"{name}-{at}-{n}", text=text, style="cell" if at else "cell-head"))
            for n, text in enumerate(row)
        )
        for at, row in enumerate(words)
    )
    return TableBlock(id=name, rows=cells)


class Desk:
    """The hand in a table of the story of tea, by the keys alone."""

    def __init__(self, window: Window, hand) -> None:
        self.window, self.hand, self.writer = window, hand, window.writer
        self._numbers = count(1)

    @property
    def story(self) -> Story:
        return self.window.desk.document.stories[1]

    def table(self, index: int = -1, *, over: bool = False, **more: object) -> None:
        """Puts a table into the story, its block large enough unless ``over``, and the text tool into the hand."""
        if not over:
            self.window.desk.apply(edits.SetArea("pg-1", "el-tea", (GridRect(3, 0, 2, 50),)))
        made = replace(prices(f"t{next(self._numbers)}"), **more)
        self.window.desk.apply(edits.AddTable("st-tea", made, index))
        self.window.desk.select("el-tea")
        self.window.desk.finish_composing()
        self.window.commands.write_in()

    def put(self, paragraph: str, offset: int = 0) -> None:
        self.writer.put(Spot("st-tea", paragraph, offset))

    def keys(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Spot:
        for key in keys:
            self.hand.key(key, held)
        assert self.writer.spot is not None
        return self.writer.spot

    def type(self, text: str) -> None:
        self.window.view.setFocus()
        QTest.keyClicks(self.window.view, text)

    def texts(self, table: int = -1) -> list[list[str]]:
        tables = [item for item in self.story.body if isinstance(item, TableBlock)]
        return [[cell.paragraph.text for cell in row] for row in tables[table].rows]

    def does(self, action: str) -> None:
        assert self.window.bars.actions[action].isEnabled()
        self.window.bars.actions[action].trigger()


@pytest.fixture
def at(window: Window, hand) -> Desk:
    return Desk(window, hand)


def test_tab_goes_from_cell_to_cell_and_behind_the_last_makes_a_row(at: Desk) -> None:
    at.table()
    at.put("t1-0-0", 1)
    assert at.keys(K.Key_Tab).paragraph == "t1-0-1"
    assert at.writer.selected_text == "价格"
    at.type("A")
    assert at.texts()[0] == ["品种", "A"]
    assert at.keys(K.Key_Tab, K.Key_Tab, K.Key_Backtab).paragraph == "t1-1-0"
    at.keys(K.Key_Tab, K.Key_Tab, K.Key_Tab)
    assert at.writer.spot.paragraph == "t1-2-1"
    at.keys(K.Key_Tab)
    at.type("B")
    assert at.texts() == [["品种", "A"], ["菠菜", "2.60"], ["茭白", "5.6"], ["B", ""]]
    at.window.desk.undo()
    at.window.desk.undo()
    assert len(at.texts()) == 3
    at.put("t1-0-0")
    assert at.keys(K.Key_Backtab).paragraph == "t1-0-0"


def test_arrows_and_return_go_down_the_column_and_out_of_the_table(at: Desk) -> None:
    at.table(1)
    before, _, behind = (item.id for item in at.story.body[:3])
    at.put("t1-0-1", 1)
    assert at.keys(K.Key_Down).paragraph == "t1-1-1"
    assert at.keys(K.Key_Up).paragraph == "t1-0-1"
    assert at.keys(K.Key_Return) == Spot("st-tea", "t1-1-1", 4)
    assert at.keys(K.Key_Down, K.Key_Down).paragraph == behind
    assert at.keys(K.Key_Up).paragraph in ("t1-2-0", "t1-2-1")
    at.put("t1-2-0")
    assert at.keys(K.Key_Return) == Spot("st-tea", behind, 0)
    at.put("t1-0-1")
    assert at.keys(K.Key_Up).paragraph == before
    assert at.keys(K.Key_Down).paragraph in ("t1-0-0", "t1-0-1")


@pytest.mark.parametrize("key", [K.Key_Down, K.Key_Right, K.Key_Return])
def test_behind_a_table_at_the_end_there_is_a_place_to_write(at: Desk, key: Qt.Key) -> None:
    at.table()
    before = at.window.desk.document
    at.put("t1-2-1", 3)
    at.keys(key)
    # Nothing has come into the issue for it, and the caret is seen.
    assert at.window.desk.document is before
    assert at.window.view.tool.setting.caret() is not None
    at.keys(K.Key_Up)
    assert at.writer.spot.paragraph.startswith("t1-2")
    assert at.window.desk.document is before
    at.put("t1-2-1", 3)
    at.keys(key)
    at.type("AB")
    assert isinstance(at.story.body[-2], TableBlock)
    assert (at.story.body[-1].text, at.story.body[-1].style) == ("AB", "body")
    at.window.desk.undo()
    at.window.desk.undo()
    assert isinstance(at.story.body[-1], TableBlock)


def test_copy_is_pasted_and_return_works_in_the_place_behind_a_table(at: Desk) -> None:
    at.table()
    at.put("t1-2-1", 3)
    at.keys(K.Key_Right)
    at.writer.write("一\n二\n三")
    assert [item.text for item in at.story.body[-3:]] == ["一", "二", "三"]
    at.window.desk.undo()
    at.put("t1-2-1", 3)
    at.keys(K.Key_Right, K.Key_Return)
    at.type("A")
    assert [item.text for item in at.story.body[-2:]] == ["", "A"]


@pytest.mark.parametrize("key", [K.Key_Up, K.Key_Left])
def test_before_a_table_at_the_beginning_there_is_a_place_to_write_and_the_head_beyond(at: Desk, key: Qt.Key) -> None:
    at.table(0)
    at.put("t1-0-0")
    at.keys(key)
    at.type("A")
    assert (at.story.body[0].text, at.story.body[1].id) == ("A", "t1")
    at.window.desk.undo()
    at.put("t1-0-0")
    at.keys(key, key)
    assert at.writer.spot.paragraph == at.story.main.id
    assert at.story.body[0].id == "t1"


def test_in_overset_copy_the_keys_go_through_a_table_as_well(at: Desk) -> None:
    at.table(over=True)
    assert at.window.desk.page is not None
    at.put("t1-0-1")
    assert at.window.view.tool.setting.caret() is None
    assert at.keys(K.Key_Down, K.Key_Down).paragraph == "t1-2-1"
    at.keys(K.Key_Down)
    at.type("A")
    assert at.story.body[-1].text == "A"


def test_between_two_tables_there_is_a_place_to_write(at: Desk) -> None:
    at.table()
    at.table()
    at.put("t1-2-0")
    at.keys(K.Key_Down)
    at.type("A")
    assert [getattr(item, "text", item.id) for item in at.story.body[-3:]] == ["t1", "A", "t2"]


def test_backspace_beside_a_table_takes_an_empty_paragraph_and_else_says_how_a_table_goes(at: Desk) -> None:
    at.table(1)
    before, _, behind = (item for item in at.story.body[:3])
    at.put(behind.id)
    document = at.window.desk.document
    at.keys(K.Key_Backspace)
    assert at.window.desk.document is document
    assert at.window.status.note.text() == at.window.language.text("ui.writing.table-edge")
    at.put(before.id, len(before.text))
    at.keys(K.Key_Return)
    assert at.story.body[1].text == ""
    at.keys(K.Key_Delete)
    assert at.writer.spot == Spot("st-tea", "t1-0-0", 0)
    assert at.story.body[:2] == (before, prices("t1"))


def test_rows_and_columns_come_and_go_at_the_caret_as_steps_with_names(at: Desk) -> None:
    at.table(1)
    window, before = at.window, at.window.desk.document
    at.put("t1-1-0")
    for action, sign, expected in (
        ("table-row-above", "A", [["品种", "价格"], ["A", ""], ["菠菜", "2.60"], ["茭白", "5.6"]]),
        ("table-row-below", "B", [["品种", "价格"], ["菠菜", "2.60"], ["B", ""], ["茭白", "5.6"]]),
        ("table-column-left", "C", [["", "品种", "价格"], ["C", "菠菜", "2.60"], ["", "茭白", "5.6"]]),
        ("table-column-right", "D", [["品种", "", "价格"], ["菠菜", "D", "2.60"], ["茭白", "", "5.6"]]),
    ):
        at.put("t1-1-0")
        at.does(action)
        at.type(sign)
        assert at.texts() == expected
        window.desk.undo()
        window.desk.undo()
        assert window.desk.document is before
    at.put("t1-1-0")
    at.does("table-row-delete")
    assert at.texts() == [["品种", "价格"], ["茭白", "5.6"]]
    assert at.writer.spot == Spot("st-tea", "t1-2-0", 2)
    at.does("table-column-delete")
    assert at.texts() == [["价格"], ["5.6"]]
    assert [window.language.text(code, **args).split("：")[0] for code, args in window.desk.done_labels[-2:]] == [
        "表格删除行", "表格删除列",
    ]  # fmt: skip
    window.desk.undo()
    window.desk.undo()
    assert window.desk.document is before
    window.desk.redo()
    assert at.texts() == [["品种", "价格"], ["茭白", "5.6"]]


def test_the_last_column_takes_the_table_along(at: Desk) -> None:
    at.table(1)
    behind = at.story.body[2].id
    at.put("t1-1-0")
    at.does("table-column-delete")
    at.does("table-column-delete")
    assert not any(isinstance(item, TableBlock) for item in at.story.body)
    assert at.writer.spot == Spot("st-tea", behind, 0)


def test_a_table_is_taken_away_from_menu_right_button_and_panel(at: Desk) -> None:
    at.table()
    window, commands = at.window, at.window.commands
    full = window.desk.document
    at.put("t1-1-0")
    assert commands.in_hand.kind() == "cell"
    menu = window.bars.context_menu(window, CONTEXTS["cell"])
    inner = next(each.menu() for each in menu.actions() if each.menu() is not None)
    assert inner.title() == window.language.text("ui.menu.table")
    assert window.bars.actions["table-row-below"] in inner.actions()
    at.does("table-delete")
    assert at.story.body[-1].id == at.writer.spot.paragraph
    assert not window.bars.actions["table-delete"].isEnabled()
    window.desk.undo()
    assert window.desk.document is full
    commands.take("select")
    window.desk.select("el-tea")
    assert commands.in_hand.kind() == "tabled"
    assert not window.bars.actions["table-row-above"].isEnabled()
    at.does("table-delete")
    assert commands.in_hand.kind() == "block"
    window.desk.undo()
    window.desk.apply(edits.AddTable("st-tea", prices("t9")))
    window.properties.tables.which.figure.setValue(2)
    QTest.mouseClick(window.properties.tables.delete, Qt.MouseButton.LeftButton)
    assert [item.id for item in at.story.body if isinstance(item, TableBlock)] == ["t1"]
    label = window.desk.done_labels[-1]
    assert window.language.text(label[0], **label[1]) == "删除表格：“新茶开采满山香”"


def test_of_several_tables_the_panel_shows_that_into_which_the_caret_went(at: Desk) -> None:
    at.table()
    at.table()
    fields = at.window.properties.tables
    for cell, table in (("t2-1-0", "t2"), ("t2-1-1", "t2"), ("t1-0-0", "t1"), ("t2-0-0", "t2")):
        at.put(cell)
        rest(at.window)
        assert fields.chosen == table
    QTest.mouseClick(fields.which.less, Qt.MouseButton.LeftButton)
    rest(at.window)
    assert fields.chosen == "t1"


def test_a_story_that_is_a_table_alone_keeps_a_paragraph_to_write_in(at: Desk) -> None:
    at.table(0)
    for item in at.story.body[1:]:
        at.window.desk.apply(edits.RemoveParagraph("st-tea", item.id))
    at.put("t1-0-0")
    at.does("table-delete")
    at.type("A")
    assert [item.text for item in at.story.body] == ["A"]


def test_tab_goes_from_the_headline_into_a_body_that_is_a_table_alone(at: Desk) -> None:
    at.table(0)
    for item in at.story.body[1:]:
        at.window.desk.apply(edits.RemoveParagraph("st-tea", item.id))
    at.put("st-tea-main")
    for _ in range(4):
        spot = at.keys(K.Key_Tab)
    assert spot.paragraph.startswith("t1-")


def test_the_frame_of_a_table_goes_with_it(at: Desk) -> None:
    at.table(place="band")
    at.window.commands.take("select")
    at.window.desk.select("el-tea")
    at.does("release")
    frames = [each for each in at.window.desk.page.elements if getattr(each, "paragraph", "") == "t1"]
    assert len(frames) == 1
    at.window.desk.select(frames[0].id)
    at.does("table-delete")
    assert frames[0] not in at.window.desk.page.elements
    assert not any(isinstance(item, TableBlock) for item in at.story.body)


def test_while_changes_are_tracked_no_words_of_the_original_go_with_rows_columns_and_tables(at: Desk) -> None:
    at.table()
    window = at.window
    window.desk.apply(edits.SetTracking(on=True))
    at.put("t1-1-0")
    before = window.desk.document
    for action in ("table-row-delete", "table-column-delete", "table-delete"):
        at.does(action)
        assert window.desk.document is before
        assert window.status.note.text() == window.language.text("ui.tables.tracked")
    at.does("table-row-below")
    assert window.status.note.text() == window.language.text("ui.tables.untracked")
    at.type("A")
    at.does("table-row-delete")
    assert at.texts() == [["品种", "价格"], ["菠菜", "2.60"], ["茭白", "5.6"]]


def test_no_row_and_no_place_behind_is_opened_in_a_table_that_is_locked(window) -> None:
    desk, writer = window.desk, window.writer
    writer.put(Spot("st-tea", "st-tea-0", 0))
    table = TableBlock(id="tb", rows=((Cell(paragraph=Paragraph(id="cell", text="项目", style="cell")),),))
    desk.apply(edits.AddTable("st-tea", table, -1))
    desk.select("el-tea")
    window.bars.do("lock")
    before = desk.document
    writer.put(Spot("st-tea", "cell", 2))
    writer.step_part(1)
    writer.step(1)
    assert desk.document is before and writer.pending is None and writer.spot.paragraph == "cell"
