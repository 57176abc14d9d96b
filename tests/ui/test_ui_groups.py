"""Locks, groups and the stack under the hand, on the real page (conventions 16 and 18)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Box, GridRect, PictureFrame

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def free(window):
    """A box and a picture frame on the first page, off the grid, under the blocks."""
    desk = window.desk
    foot = desk.grid.row_top(40)
    desk.apply(edits.PlaceElement(page="pg-1", element=Box(id="el-box", rect=Rect(60, foot, 80, 60))))
    desk.apply(edits.PlaceElement(page="pg-1", element=PictureFrame(id="el-photo", rect=Rect(200, foot, 90, 70))))
    desk.finish_composing()


def element(window, name):
    return next(each for each in window.desk.page.elements if each.id == name)


def stack(window) -> list[str]:
    return [each.id for each in window.desk.page.elements]


def group(window, hand, *names: str) -> None:
    window.desk.choose(names)
    hand.key(Qt.Key.Key_G, CTRL)


def test_a_click_on_a_member_selects_the_group_and_the_member_leads(window, hand) -> None:
    group(window, hand, "el-box", "el-photo")
    assert element(window, "el-box").group == element(window, "el-photo").group != ""
    hand.click(*hand.middle("el-tea"))
    hand.click(*hand.middle("el-box"))
    assert window.desk.chosen == ("el-photo", "el-box")


def test_shift_and_the_marquee_take_groups_whole(window, hand) -> None:
    group(window, hand, "el-box", "el-photo")
    hand.click(*hand.middle("el-tea"))
    hand.click(*hand.middle("el-box"), SHIFT)
    assert window.desk.chosen == ("el-tea", "el-photo", "el-box")
    hand.click(*hand.middle("el-photo"), SHIFT)
    assert window.desk.chosen == ("el-tea",)
    rect = element(window, "el-photo").rect
    hand.drag((rect.right + 60, rect.bottom + 60), (rect.right - 5, rect.bottom - 5))
    assert set(window.desk.chosen) == {"el-box", "el-photo"}


def test_a_group_moves_as_one_step(window, hand) -> None:
    group(window, hand, "el-box", "el-photo")
    before = {name: element(window, name).rect for name in ("el-box", "el-photo")}
    steps = len(window.desk.done_labels)
    x, y = hand.middle("el-box")
    hand.click(x, y)
    hand.drag((x, y), (x + 20, y + 33))
    moved = {name: element(window, name).rect for name in before}
    by = {(round(moved[n].x - r.x, 3), round(moved[n].y - r.y, 3)) for n, r in before.items()}
    assert len(by) == 1 and by != {(0.0, 0.0)}
    assert len(window.desk.done_labels) == steps + 1


def test_ctrl_click_and_double_click_reach_a_member_of_a_group(window, hand) -> None:
    group(window, hand, "el-box", "el-photo")
    hand.click(*hand.middle("el-photo"), CTRL)
    assert window.desk.chosen == ("el-photo",)
    x, y = hand.middle("el-photo")
    photo, box = element(window, "el-photo").rect, element(window, "el-box").rect
    hand.drag((x, y), (x + 40, y + 50))
    assert element(window, "el-photo").rect != photo and element(window, "el-box").rect == box
    window.desk.select("")
    place = hand.at(*hand.middle("el-box")).toPoint()
    for gesture in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseRelease):
        gesture(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.desk.chosen == ("el-box",)


def test_ctrl_click_goes_from_the_member_to_what_lies_behind(window, hand) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(1, 4, 2, 20),)))
    group(window, hand, "el-tea", "el-photo")
    spot = hand.middle("el-tea")
    hand.click(*spot)
    seen = []
    for _ in range(3):
        hand.click(*spot, CTRL)
        seen.append(window.desk.chosen)
    assert seen == [("el-tea",), ("el-dock",), ("el-tea",)]


def test_ungrouping_lets_every_element_stand_alone(window, hand) -> None:
    group(window, hand, "el-box", "el-photo")
    assert not window.bars.actions["group"].isEnabled()
    hand.key(Qt.Key.Key_G, CTRL | SHIFT)
    hand.click(*hand.middle("el-tea"))
    hand.click(*hand.middle("el-box"))
    assert window.desk.chosen == ("el-box",)
    assert not window.bars.actions["ungroup"].isEnabled()


def test_tab_goes_from_group_to_group(window, hand) -> None:
    group(window, hand, "el-box", "el-photo")
    window.desk.select("")
    seen = []
    for _ in range(4):
        hand.key(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        seen.append(window.desk.chosen)
    assert seen == [("el-bar",), ("el-dock",), ("el-tea",), ("el-box", "el-photo")]


def test_what_is_locked_is_neither_moved_nor_pulled_ordered_or_taken_away(window, hand) -> None:
    group(window, hand, "el-box", "el-photo")
    hand.key(Qt.Key.Key_L, CTRL)
    assert window.bars.actions["lock"].isChecked()
    before = window.desk.document
    assert all(each.locked for each in window.desk.elements)
    x, y = hand.middle("el-box")
    hand.drag((x, y), (x + 40, y + 40))
    for key, modifiers in (
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_BracketLeft, CTRL), (Qt.Key.Key_G, CTRL | SHIFT),
    ):  # fmt: skip
        hand.key(key, modifiers)
    assert window.desk.document is before
    window.desk.select("el-box")
    assert list(window.overlay.handles()) == []
    hand.key(Qt.Key.Key_L, CTRL)
    assert not any(element(window, name).locked for name in ("el-box", "el-photo"))


def test_of_several_what_is_locked_stays_behind(window, hand) -> None:
    window.desk.apply(edits.LockElements(page="pg-1", elements=("el-box",)))
    window.desk.choose(("el-box", "el-photo"))
    x, y = hand.middle("el-photo")
    locked = element(window, "el-box")
    hand.drag((x, y), (x + 30, y + 30))
    assert element(window, "el-box") is locked and element(window, "el-photo").rect.x != 200
    hand.key(Qt.Key.Key_Delete)
    assert "el-box" in stack(window) and "el-photo" not in stack(window)


@pytest.mark.parametrize(
    ("key", "modifiers", "order"),
    [
        (Qt.Key.Key_BracketRight, CTRL, ["el-bar", "el-tea", "el-dock", "el-box", "el-photo"]),
        (Qt.Key.Key_BracketLeft, CTRL, ["el-dock", "el-bar", "el-tea", "el-box", "el-photo"]),
        (Qt.Key.Key_BracketRight, CTRL | SHIFT, ["el-bar", "el-tea", "el-box", "el-photo", "el-dock"]),
        (Qt.Key.Key_BracketLeft, CTRL | SHIFT, ["el-dock", "el-bar", "el-tea", "el-box", "el-photo"]),
    ],
)
def test_brackets_order_the_stack(window, hand, key, modifiers, order) -> None:
    window.desk.select("el-dock")
    hand.key(key, modifiers)
    assert stack(window) == order


def test_several_and_groups_go_through_the_stack_as_units(window, hand) -> None:
    group(window, hand, "el-dock", "el-tea")
    hand.key(Qt.Key.Key_BracketRight, CTRL)
    assert stack(window) == ["el-bar", "el-box", "el-dock", "el-tea", "el-photo"]
    window.desk.select("el-box")
    hand.key(Qt.Key.Key_BracketRight, CTRL)
    assert stack(window) == ["el-bar", "el-dock", "el-tea", "el-box", "el-photo"]
    window.desk.choose(("el-dock", "el-tea", "el-photo"))
    hand.key(Qt.Key.Key_BracketLeft, CTRL)
    assert stack(window) == ["el-dock", "el-tea", "el-bar", "el-photo", "el-box"]


def test_several_are_taken_off_as_one_step(window, hand) -> None:
    steps = len(window.desk.done_labels)
    window.desk.choose(("el-box", "el-photo", "el-tea"))
    hand.key(Qt.Key.Key_Delete)
    assert stack(window) == ["el-bar", "el-dock"]
    assert len(window.desk.done_labels) == steps + 1 and window.desk.chosen == ()


def test_all_of_the_page_and_nothing_are_chosen_by_key_unless_one_writes(window, hand) -> None:
    window.desk.apply(edits.LockElements(page="pg-1", elements=("el-dock",)))
    hand.key(Qt.Key.Key_A, CTRL)
    assert window.desk.chosen == ("el-tea", "el-box", "el-photo")
    hand.key(Qt.Key.Key_A, CTRL | SHIFT)
    assert window.desk.chosen == ()
    line = next(line for line in window.desk.shown.lines if line.element == "el-tea" and line.text.startswith("渡口"))
    window.commands.take("text")
    hand.click(line.x + 1, line.baseline - 3)
    hand.key(Qt.Key.Key_A, CTRL)
    assert window.desk.has_selection and window.desk.chosen == ("el-tea",)


def test_the_frame_of_a_group_and_the_lock_are_drawn(window, hand) -> None:
    """Seen on the screen: pixels of the accent where the frame and the padlock are, none before."""
    accent = window.look.theme.accent.rgb()

    def seen(x: float, y: float) -> bool:
        shot = window.view.viewport().grab().toImage()
        spot = hand.at(x, y).toPoint()
        near = [(spot.x() + dx, spot.y() + dy) for dx in range(2, 14) for dy in range(2, 14)]
        return sum(shot.pixel(a, b) == accent for a, b in near) > 20

    rect = element(window, "el-photo").rect
    window.desk.select("el-photo")
    assert not seen(rect.x + 4, rect.y + 4)
    window.desk.apply(edits.LockElements(page="pg-1", elements=("el-photo",)))
    assert seen(rect.x + 4, rect.y + 4)
