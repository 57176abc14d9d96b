"""The own columns of a block (破栏) and how they share its width: by key, by the wheel, in the panel; pictures keep their share."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.model import Block, GridRect, Paragraph, PicturePlace, PictureRef
from layoutdesk.ui.canvas.headed import held_block
from layoutdesk.ui.canvas.owncolumns import in_columns, measure_of
from layoutdesk.ui.wheeling import REST_MS

WHEEL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def three(window):
    """The first block is selected, in three columns of its own over three of the page."""
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=3))
    window.desk.select("el-dock")
    return window


def placed(window) -> Block:
    return next(each for each in window.desk.document.pages[0].elements if each.id == "el-dock")


def columns(page) -> set[int]:
    return {line.column for line in page.lines if line.element == "el-dock" and line.style == "body"}


def turn(window, notches: int, modifiers=WHEEL) -> None:
    """The wheel over the block."""
    view, rect = window.view, window.overlay.frames("el-dock")[0]
    at = view.to_view(rect.x + rect.w / 2, rect.y + rect.h / 2)
    spot = QPointF(view.viewport().mapToGlobal(at.toPoint()))
    event = QWheelEvent(
        at, spot, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_keys_break_three_columns_into_four_and_two_and_say_how_wide_they_are(three, hand) -> None:
    before = three.desk.document
    hand.key(Qt.Key.Key_Equal, KEYS)
    assert placed(three).columns == 4 and columns(three.desk.shown) == {0, 1, 2, 3}
    found = measure_of(*held_block(three.desk))
    assert (found.base, found.own) == (3, 4)
    mode = three.language.text("ui.properties.mode_automatic")
    assert three.language.text("ui.status.measure", mode=mode, **found.said()) == three.status.note.text()
    assert three.language.text("ui.properties.measure", **found.said()) == three.properties.area.measure.text()
    three.desk.undo()
    assert three.desk.document is before
    hand.key(Qt.Key.Key_Minus, KEYS)
    assert placed(three).columns == 2 and columns(three.desk.shown) == {0, 1}
    hand.key(Qt.Key.Key_Minus, KEYS)
    hand.key(Qt.Key.Key_Minus, KEYS)
    assert placed(three).columns == 1
    assert three.language.text("ui.status.columns_end") in three.status.note.text()


def test_the_wheel_turns_columns_live_and_is_one_step(three, qtbot) -> None:
    before, zoom = three.desk.document, three.view.zoom
    turn(three, 1)
    turn(three, 1)
    assert three.desk.document is before and three.view.zoom == zoom
    assert columns(three.desk.preview) == {0, 1, 2, 3, 4}
    assert three.language.text("ui.snap.own", number=5) in three.status.note.text()
    turn(three, -1)
    qtbot.waitUntil(lambda: placed(three).columns == 4, timeout=20 * REST_MS)
    assert three.desk.preview is None
    assert [label for label, _ in three.desk.done_labels][1:] == ["ui.history.columns"]
    three.desk.undo()
    assert three.desk.document is before


def test_esc_leaves_the_columns_and_a_press_takes_them(three, hand) -> None:
    before = three.desk.document
    turn(three, 1)
    hand.key(Qt.Key.Key_Escape)
    assert three.desk.preview is None and three.desk.selection == "el-dock"
    QTest.qWait(REST_MS + 60)
    assert three.desk.document is before
    turn(three, 1)
    hand.click(*hand.middle("el-tea"))
    assert placed(three).columns == 4 and three.desk.selection == "el-tea"


def test_notches_a_third_of_a_second_apart_are_one_step(three) -> None:
    steps = len(three.desk.done_labels)
    turn(three, 1)
    QTest.qWait(300)
    turn(three, 1)
    three.desk.turn_to("pg-2")
    assert placed(three).columns == 5 and len(three.desk.done_labels) == steps + 1


@pytest.mark.parametrize("way", ["page", "step", "close", "edit", "button", "version"])
def test_whatever_comes_next_finds_the_columns_made(three, hand, way: str) -> None:
    """The turned page once threw the columns away and told of an element that it lacks."""
    labels, path = len(three.desk.done_labels), three.desk.session.path
    turn(three, 1)
    if way == "page":
        QTest.keyClick(three.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert three.desk.page_id == "pg-2" and "el-" not in three.status.note.text()
    elif way == "step":
        three.desk.go_to_step(labels + 1)
    elif way == "close":
        assert three.commands.files.close_issue() and three.commands.files.open_path(path)
    elif way == "edit":
        three.desk.apply(edits.SetPage(page="pg-1", name="头版"))
    elif way == "button":
        QTest.mouseClick(three.properties.area.steppers["rows"].less, Qt.MouseButton.LeftButton)
        assert placed(three).area[0].rows == 33
    else:
        three.commands.keeping.name_version("一稿")
    assert placed(three).columns == 4
    if way != "close":
        assert three.desk.done_labels[labels][0] == "ui.history.columns"
        QTest.qWait(REST_MS + 60)
        assert len(three.desk.done_labels) == labels + 1 + (way in ("edit", "button"))


def test_undo_takes_back_what_the_wheel_has_just_turned(three) -> None:
    before = three.desk.document
    turn(three, 1)
    QTest.keyClick(three.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert three.desk.document is before and three.desk.preview is None
    three.desk.redo()
    assert placed(three).columns == 4


def test_without_both_keys_or_off_the_block_the_wheel_does_what_it_did(three) -> None:
    before = three.desk.document
    turn(three, 1, Qt.KeyboardModifier.ShiftModifier)
    three.desk.select("el-tea")
    turn(three, 1)
    assert three.desk.preview is None and three.desk.document is before


def test_the_four_modes_share_the_width_as_the_trade_does(three) -> None:
    """Twenty 字 in two columns with a gutter of one: 9 and 9, 9.5 and 9.5, 9 and 10."""
    seen = {}
    three.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=2, gutter=1.0))
    for _ in range(4):
        three.bars.do("columns-mode")
        found = measure_of(*held_block(three.desk))
        seen[placed(three).mode] = found
        assert three.language.text(f"ui.properties.mode_{placed(three).mode}") in three.status.note.text()
    assert set(seen) == {"automatic", "absolute", "free", "relative"}
    assert seen["absolute"].chars == int(seen["absolute"].chars) and seen["absolute"].gutter >= 1
    assert seen["free"].gutter == pytest.approx(1.0, abs=0.01)
    assert seen["automatic"].chars * 2 == int(seen["automatic"].chars * 2)
    assert all(found.own == 2 for found in seen.values())


def test_the_panel_sets_number_gutter_and_mode(three) -> None:
    fields = three.properties.kinds[Block]
    fields.steppers["columns"].more.click()
    assert placed(three).columns == 4
    fields.steppers["gutter"].figure.setValue(1.5)
    fields.combos["mode"].activated.emit(fields.combos["mode"].findText(three.language.text("ui.properties.mode_free")))
    assert (placed(three).gutter, placed(three).mode) == (1.5, "free")
    assert measure_of(*held_block(three.desk)).gutter == pytest.approx(1.5, abs=0.01)
    fields.steppers["columns"].figure.setValue(16)
    assert placed(three).columns == 4 and fields.steppers["columns"].figure.value() == 4
    fields.steppers["columns"].figure.setValue(0)
    assert placed(three).columns == 0


def test_an_l_keeps_the_columns_of_the_page(three) -> None:
    area = (GridRect(0, 0, 3, 20), GridRect(0, 20, 2, 14))
    three.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=area))
    before = three.desk.document
    three.bars.do("columns-more")
    turn(three, 1)
    assert three.desk.document is before and three.desk.preview is None
    assert three.language.text("ui.status.l_columns") in three.status.note.text()


def test_pictures_keep_their_share_of_the_width_and_their_edge(three) -> None:
    picture = PictureRef(id="pic", caption=Paragraph(id="cap", text="渡口的早晨。", style="caption"))
    three.desk.apply(edits.AddPicture(story="st-dock", picture=picture, index=0))
    place = PicturePlace("pic", 2, 1, 0, 10)
    three.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", pictures=(place,), head_columns=2))
    context, block, story = held_block(three.desk)
    for count, column, span in ((6, 4, 2), (4, 3, 1), (2, 1, 1), (1, 0, 1)):
        edit = in_columns(context, "pg-1", block, story, count)
        (moved,) = edit.pictures
        assert (moved.column, moved.columns) == (column, span)
        assert edit.head_columns == (2 if count > 2 else 0)
        three.desk.apply(edit)
        assert not any(problem.code == "compose.picture-no-room" for problem in three.desk.shown.problems)
        assert len(three.desk.shown.pictures) == 1
        three.desk.undo()
