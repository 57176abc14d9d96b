"""The fields of a table: they show only where the selected element sets one, and every change is an edit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits, words
from layoutdesk.model import Cell, Paragraph, TableBlock
from layoutdesk.ui.window import Window


def prices(name: str) -> TableBlock:
    rows = (("品种", "价格"), ("菠菜", "2.60"), ("茭白", "5.6"))
    cells = tuple(
        tuple(Cell(paragraph=Paragraph(id=f"{name}-{at}-{n}", text=text, style="cell")) for n, text in enumerate(row))
        for at, row in enumerate(rows)
    )
    return TableBlock(id=name, rows=cells)


def shown(window: Window) -> bool:
    return not window.properties.tables.isHidden()


def test_the_fields_of_a_table_show_only_where_there_is_one(window: Window) -> None:
    window.desk.select("el-tea")
    assert not shown(window)
    window.desk.apply(edits.AddTable("st-tea", prices("t1")))
    assert shown(window)
    window.desk.select("el-dock")
    assert not shown(window)
    window.desk.select("")
    assert not shown(window)


def test_each_field_of_a_table_is_an_edit_that_can_be_undone(window: Window) -> None:
    window.desk.select("el-tea")
    window.desk.apply(edits.AddTable("st-tea", prices("t1")))
    window.desk.apply(edits.AddTable("st-tea", prices("t2")))
    fields = window.properties.tables
    fields.which.figure.setValue(2)
    before = window.desk.document
    fields.combos["rules"].setCurrentIndex(2)
    fields.combos["rules"].activated.emit(2)
    QTest.mouseClick(fields.steppers["folds"].more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(fields.steppers["header_rows"].more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(fields.full, Qt.MouseButton.LeftButton, pos=fields.full.rect().center())
    first, second = window.desk.document.stories[1].body[-2:]
    assert first == prices("t1")
    assert (second.rules, second.folds, second.header_rows) == ("three", 1, 2)
    for _ in range(len(window.desk.done_labels) - 2):
        window.desk.undo()
    assert window.desk.document is before
    assert fields.combos["rules"].currentIndex() == 0


def test_each_column_of_a_table_has_its_own_alignment(window: Window) -> None:
    window.desk.select("el-tea")
    window.desk.apply(edits.AddTable("st-tea", prices("t1")))
    fields = window.properties.tables
    assert fields.column.figure.maximum() == 2
    fields.column.figure.setValue(2)
    for number, stored in ((3, ("", "right")), (4, ("", "decimal"))):
        fields.align.setCurrentIndex(number)
        fields.align.activated.emit(number)
        assert window.desk.document.stories[1].body[-1].align == stored
    fields.column.figure.setValue(1)
    assert fields.align.currentIndex() == 0
    fields.column.figure.setValue(2)
    assert fields.align.currentIndex() == 4
    fields.align.activated.emit(0)
    assert window.desk.document.stories[1].body[-1] == prices("t1")


def test_choices_of_a_table_read_in_both_languages(window: Window) -> None:
    combo = window.properties.tables.combos["place"]
    window.language.use("en")
    assert combo.itemText(2) == words.text("ui.tables.place_band", "en")
    window.language.use("zh")
    assert combo.itemText(2) == words.text("ui.tables.place_band", "zh")
