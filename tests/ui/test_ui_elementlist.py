"""The list of what stands on a page: chosen, hidden, locked, kept from print and restacked by keys alone or by the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Box
from layoutdesk.ui.panels.elementlist import sign_box
from tests.ui.conftest import rest

_NONE, _ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def listed(window):
    """The list with a box in front of two blocks."""
    box = Box(id="el-box", rect=Rect(100, 100, 60, 40))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=box))
    window.desk.finish_composing()
    window.bars.do("panel-elements")
    assert window.elements.list.hasFocus()
    return window.elements.list


def keys(view, *pressed: Qt.Key, with_: Qt.KeyboardModifier = _NONE) -> None:
    for key in pressed:
        QTest.keyClick(view, key, with_)


def stack(window) -> list[str]:
    return [each.id for each in window.desk.page.elements]


def test_it_lists_the_page_front_to_back_by_name_with_what_holds_of_each(window, listed) -> None:
    rows = listed.elements.rows
    assert [row.key for row in rows] == ["el-box", "el-tea", "el-dock", "el-bar"]
    assert [row.text for row in rows][:3] == ["框", "新茶开采满山香", "渡口灯火照夜航"]
    said = listed.elements.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("文章块：渡口灯火照夜航，空 8 行") and "第 1–3 栏" in said
    window.elements.reading.click()
    assert [row.key for row in listed.elements.rows][:3] == ["el-bar", "el-dock", "el-tea"]


def test_arrows_select_and_enter_goes_to_the_page(window, listed) -> None:
    listed.mark("el-box")
    keys(listed, Qt.Key.Key_Down)
    assert window.desk.chosen == ("el-tea",) and listed.hasFocus()
    window.desk.select("el-dock")
    assert listed.current == "el-dock"
    keys(listed, Qt.Key.Key_Return)
    assert window.view.hasFocus() and window.desk.chosen == ("el-dock",)


def test_keys_hide_lock_and_keep_from_print_each_as_one_step(window, listed) -> None:
    listed.mark("el-box")
    steps = len(window.desk.done_labels)
    keys(listed, Qt.Key.Key_L, Qt.Key.Key_P, Qt.Key.Key_Space)
    box = next(each for each in window.desk.page.elements if each.id == "el-box")
    assert box.locked and box.unprinted and box.hidden and len(window.desk.done_labels) == steps + 3
    assert listed.current == "el-box" and listed.elements.states["el-box"] == {"hidden", "locked", "unprinted"}
    keys(listed, Qt.Key.Key_Space)
    assert not next(each for each in window.desk.page.elements if each.id == "el-box").hidden
    listed.mark("el-bar")
    keys(listed, Qt.Key.Key_Space)
    assert len(window.desk.done_labels) == steps + 4


def test_the_signs_are_clicked(window, listed) -> None:
    row = listed.visualRect(listed.elements.find("el-tea"))
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=sign_box(row, 1).center())
    assert window.desk.page.elements[2].locked
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=sign_box(row, 0).center())
    assert window.desk.page.elements[2].hidden


def test_a_name_has_the_room_of_signs_that_do_not_hold(window, listed, qtbot) -> None:
    def right_of_name() -> bool:
        """Whether anything is drawn where the signs of the row of the tea stand."""
        row = listed.visualRect(listed.elements.find("el-tea"))
        place = sign_box(row, 0).united(sign_box(row, 2)).adjusted(0, -2, 0, 2)
        image = listed.viewport().grab(place).toImage()
        return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) > 1

    window.desk.select("el-dock")
    rest(window)
    assert not right_of_name()
    window.desk.select("el-tea")
    rest(window)
    assert right_of_name()
    window.desk.apply(edits.ReplaceText("st-tea", "st-tea-main", 0, 0, "今年雨水足新茶上市早茶农喜上眉梢笑开颜" * 2))
    window.desk.select("el-dock")
    qtbot.waitUntil(lambda: listed.elements.rows[1].text.startswith("今年"))
    rest(window)
    assert right_of_name()


def test_alt_with_arrows_restacks_and_says_why_not(window, listed) -> None:
    listed.mark("el-box")
    keys(listed, Qt.Key.Key_Down, with_=_ALT)
    assert stack(window) == ["el-bar", "el-dock", "el-box", "el-tea"] and listed.current == "el-box"
    window.desk.apply(edits.LockElements(page="pg-1", elements=("el-box",), locked=True))
    keys(listed, Qt.Key.Key_Up, with_=_ALT)
    assert stack(window)[2] == "el-box" and window.status.note.text() == window.language.text("ui.status.locked")


def test_a_row_is_carried_to_another_place_of_the_stack(window, listed) -> None:
    listed.placed.emit("el-box", "el-dock")
    assert stack(window) == ["el-bar", "el-dock", "el-box", "el-tea"]
    listed.placed.emit("el-box", "")
    assert stack(window)[0] == "el-box"


def test_a_group_goes_as_one(window, listed) -> None:
    window.desk.apply(edits.GroupElements(page="pg-1", elements=("el-box", "el-tea"), group="gr"))
    listed.mark("el-tea")
    keys(listed, Qt.Key.Key_L)
    assert all(each.locked for each in window.desk.page.elements if each.id in ("el-box", "el-tea"))


def test_nothing_is_looked_up_while_it_is_folded(window, listed) -> None:
    window.elements.fold(True)
    before = listed.elements.rows
    window.desk.apply(edits.RemoveElement(page="pg-1", element="el-box"))
    window.desk.finish_composing()
    assert listed.elements.rows is before
    window.elements.unfold()
    assert len(listed.elements.rows) == 3
