"""Fields of the panels give the hand back, follow the issue, and leave undo and redo to it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionComboBox, QWidget

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Box
from layoutdesk.ui.panels.fields import Choice
from layoutdesk.ui.writing.spots import Spot

CTRL = Qt.KeyboardModifier.ControlModifier
#: What is selected, and how its panel names the field that is typed in.
FIELDS = {
    "the area of a block": ("el-dock", lambda window: window.properties.area.steppers["rows"].figure),
    "a figure of a block": (
        "el-dock",
        lambda window: window.properties.kinds[type(window.desk.element)].steppers["columns"].figure,
    ),
    "a place off the grid": ("el-box", lambda window: window.properties.place.edits["x"]),
    "the name of the page": ("", lambda window: window.properties.page.name),
    "the number of the issue": ("", lambda window: window.properties.issue.edits["number"]),
}


@pytest.fixture(autouse=True)
def box(window) -> None:
    """A box off the grid on the first page."""
    window.desk.apply(edits.PlaceElement(page="pg-1", element=Box(id="el-box", rect=Rect(60, 900, 80, 60))))
    window.activateWindow()


def begin(window, which: str) -> QWidget:
    """The hand goes into a field and selects all of it."""
    element, field = FIELDS[which]
    window.desk.select(element)
    found = field(window)
    found.setFocus()
    found.selectAll()
    assert window.focusWidget() is found
    return found


@pytest.mark.parametrize("which", FIELDS)
def test_enter_takes_what_is_typed_and_gives_the_hand_back(window, which: str) -> None:
    field, before = begin(window, which), window.desk.document
    shown = field.text()
    QTest.keyClicks(field, "4")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.focusWidget() is window.view and window.desk.document is not before
    typed = field.text()
    QTest.keyClick(window.view, Qt.Key.Key_Z, CTRL)
    assert window.desk.document is before and field.text() == shown != typed
    QTest.keyClick(window.view, Qt.Key.Key_T)
    assert window.commands.tool == "text"


@pytest.mark.parametrize("which", FIELDS)
def test_esc_takes_back_what_is_typed_and_gives_the_hand_back(window, which: str) -> None:
    field, before = begin(window, which), window.desk.document
    shown = field.text()
    QTest.keyClicks(field, "4")
    assert field.text() != shown
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.view and field.text() == shown and window.desk.document is before


@pytest.mark.parametrize("which", FIELDS)
def test_undo_and_redo_are_those_of_the_issue_while_nothing_is_half_typed(window, which: str) -> None:
    """The field once took back its own text, and the page kept what had been typed."""
    field, before = begin(window, which), window.desk.document
    shown = field.text()
    QTest.keyClicks(field, "4")
    QTest.keyClick(field, Qt.Key.Key_Return)
    after, typed = window.desk.document, field.text()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert window.desk.document is before and field.text() == shown
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.document is after and field.text() == typed


def test_what_is_half_typed_has_an_undo_of_its_own_and_outlives_other_changes(window) -> None:
    field = begin(window, "the name of the page")
    QTest.keyClicks(field, "ab")
    before = window.desk.document
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert window.desk.document is before and field.text() == "要闻"
    field.selectAll()
    QTest.keyClicks(field, "ab")
    window.desk.apply(edits.SetPage(page="pg-1", label="B01"))
    assert field.text() == "ab"
    window.desk.turn_to("pg-2")
    assert field.text() == "城事"


def test_a_tick_and_a_choice_take_no_keys_away_from_the_page(window) -> None:
    window.desk.select("el-dock")
    window.view.setFocus()
    fields = window.properties.kinds[type(window.desk.element)]
    tick = next(iter(fields.ticks.values()))
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center() - tick.rect().center() / 2)
    assert window.focusWidget() is window.view
    combo = next(iter(fields.combos.values()))
    combo.setFocus()
    combo.showPopup()
    combo.hidePopup()
    QTest.qWait(1)
    assert window.focusWidget() is window.view


def test_the_hand_goes_back_to_the_galley_when_it_came_from_there(window) -> None:
    window.bars.do("galley")
    window.desk.select("el-dock")
    window.galley.refresh()
    window.galley.view.setFocus()
    window.writer.put(Spot("st-dock", "st-dock-1", 3))
    figure = window.properties.text.size.figure
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert window.focusWidget() is window.galley.view and window.writer.spot is not None
    QTest.keyClick(window.galley.view, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.view and window.writer.spot is None and window.properties.text.isHidden()


def test_the_search_for_copy_and_the_reserve_give_the_hand_back(window) -> None:
    search = window.copy.search
    search.setFocus()
    QTest.keyClicks(search, "ab")
    QTest.keyClick(search, Qt.Key.Key_Z, CTRL)
    assert search.text() == ""
    QTest.keyClicks(search, "ab")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == "" and window.focusWidget() is window.view


def test_a_day_is_typed_into_an_empty_date_wherever_the_caret_stands(window) -> None:
    meta = window.desk.document.meta
    window.desk.apply(edits.SetMeta(replace(meta, date="")))
    window.desk.select("")
    field = window.properties.issue.edits["date"]
    field.setFocus()
    field.setCursorPosition(9)
    QTest.keyClicks(field, "20261203")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.desk.document.meta.date == "2026-12-03"


def test_a_day_that_no_calendar_has_is_refused_in_words_until_a_right_one_is_taken(window) -> None:
    before = window.desk.document
    window.desk.select("")
    field = window.properties.issue.edits["date"]
    for typed, said in (("20260231", "日历上没有“2026-02-31”这一天，日期没有改。"), ("20260401", "")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert window.status.note.text() == said
        assert (window.desk.document is before) == bool(said)
    assert window.desk.document.meta.date == field.text() == "2026-04-01"


def test_a_length_that_is_none_is_told_until_one_is_taken(window) -> None:
    window.desk.apply(edits.PlaceElement(page="pg-1", element=Box(id="el-box", rect=Rect(430, 600, 80, 60))))
    window.desk.select("el-box")
    field = window.properties.place.edits["x"]
    for typed, said in (("1e400", "“1e400”"), ("-5字", "")):
        field.setFocus()
        field.selectAll()
        field.insert(typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert window.status.note.text().startswith(said) and bool(window.status.note.text()) == bool(said)


@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_U, Qt.Key.Key_K])
def test_keys_of_actions_are_theirs_in_a_field_as_well(window, key: Qt.Key) -> None:
    """A line on X11 takes Ctrl+E, U, K, D and H as a terminal does."""
    field = begin(window, "the number of the issue")
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, CTRL)
    field.event(event)
    assert not event.isAccepted()
    copy = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_C, CTRL)
    field.event(copy)
    assert copy.isAccepted()


def test_a_choice_that_is_too_long_for_its_field_ends_in_dots(qtbot) -> None:
    """It was cut in the middle of a letter: “Broadsheet, f”."""
    choice = Choice()
    qtbot.addWidget(choice)
    choice.addItem("Broadsheet, front page of the paper")
    option = QStyleOptionComboBox()
    for width, whole in ((90, False), (600, True)):
        choice.resize(width, 30)
        choice.initStyleOption(option)
        assert option.currentText.endswith("…") is not whole
    assert option.currentText == choice.currentText() == choice.itemText(0)
