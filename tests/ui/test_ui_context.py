"""The right button: what it offers fits what is under the hand (右键菜单)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from layoutdesk.ui import clipboard
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.spots import Spot

SHIFT = Qt.KeyboardModifier.ShiftModifier


def offered(window: Window, x: float, y: float, view: PageView | None = None) -> list[str]:
    """What the right button offers at a point of the page, or of another view: the names of the actions that are possible."""
    view = view or window.view
    place, viewport = view.to_view(x, y).toPoint(), view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, pos=place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = {action: name for name, action in window.bars.actions.items()}
    shown = [names[action] for action in menu.actions() if not action.isSeparator() and action.isEnabled()]
    menu.close()
    return shown


def test_over_a_block_two_and_the_bare_page(window, hand) -> None:
    one = offered(window, *hand.middle("el-dock"))
    assert {"cut", "copy", "copyfit", "head-fit", "columns-more", "release", "delete"} <= set(one)
    assert "swap" not in one and window.desk.selection == "el-dock"
    hand.click(*hand.middle("el-tea"), SHIFT)
    two = offered(window, *hand.middle("el-dock"))
    assert len(window.desk.chosen) == 2 and {"swap", "align-left", "align-top", "group"} <= set(two)
    bare = offered(window, 2, 2)
    assert {"select-all", "arrange", "fit"} <= set(bare) and "delete" not in bare


def test_in_copy_it_offers_what_is_done_to_copy(window, hand) -> None:
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.setFocus()
    window.writer.put(Spot("st-dock", "st-dock-1", 0))
    window.writer.put(Spot("st-dock", "st-dock-1", 4), select=True)
    caret = window.tools["text"].setting.caret()
    shown = offered(window, caret.x, caret.y + caret.h / 2)
    assert window.writer.selected_text
    wanted = {
        "cut",
        "copy",
        "paste",
        "paste-plain",
        "select-all",
        "style-subhead",
        "type-size",
        "look-bold",
        "look-reading",
    }
    assert wanted <= set(shown) and not {"delete", "release", "front"} & set(shown)
    text = window.writer.selected_text
    window.bars.do("cut")
    assert QGuiApplication.clipboard().text() == text
    assert window.desk.document.story("st-dock").body[0].text[:1] != text[:1] or window.desk.done_labels


@pytest.mark.parametrize("language", ["zh", "en"])
def test_in_the_galley_it_offers_what_is_done_to_copy_on_the_page(window, hand, qapp, language: str) -> None:
    window.language.use(language)
    window.desk.select("el-dock")
    window.bars.do("galley")
    qapp.processEvents()
    window.galley.refresh()
    galley = window.galley.view
    caret = window.galley.tool.setting.spots.caret(Spot("st-dock", "st-dock-1", 5))
    shown = offered(window, caret.x + 1, caret.y + caret.h / 2, galley)
    assert galley.hasFocus() and window.writer.spot == Spot("st-dock", "st-dock-1", 5)
    assert {"paste", "paste-plain", "select-all", "style-subhead", "type-size", "copyfit"} <= set(shown)
    window.writer.select_word()
    word = window.writer.selected_text
    (marked,) = window.galley.tool.setting.marked()
    shown = offered(window, marked.x + marked.w / 2, marked.y + marked.h / 2, galley)
    assert window.writer.selected_text == word and {"cut", "copy", "look-bold", "look-reading"} <= set(shown)
    window.bars.do("cut")
    assert QGuiApplication.clipboard().text() == word and window.commands.tool == "select"
    assert window.desk.document.story("st-dock").body[1].text.count(word) < 4
    window.bars.do("paste")
    assert window.desk.document.story("st-dock").body[1].text.count(word) == 4


def test_in_copy_the_caret_goes_where_the_right_button_asks(window, hand) -> None:
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.setFocus()
    window.writer.put(Spot("st-dock", "st-dock-0", 0))
    there = window.tools["text"].setting.spots.caret(Spot("st-dock", "st-dock-1", 6))
    assert "paste" in offered(window, there.x + 1, there.y + there.h / 2)
    assert window.writer.spot == Spot("st-dock", "st-dock-1", 6)


@pytest.mark.parametrize(("action", "text"), [("paste", "你好，世界"), ("paste-plain", "你好,世界")])
def test_pasting_by_the_menu_goes_to_the_copy(window, action: str, text: str) -> None:
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.setFocus()
    window.writer.put(Spot("st-dock", "st-dock-1", 0))
    data = clipboard.QMimeData()
    data.setText("你好,世界")
    clipboard.put(data)
    window.bars.do(action)
    assert window.desk.document.story("st-dock").body[1].text.startswith(text)


@pytest.mark.parametrize("zoom", ["zoom-200", "zoom-400", "zoom-out"])
@pytest.mark.parametrize("away", [False, True])
def test_zooming_by_key_keeps_the_caret_in_sight(window, zoom: str, *, away: bool) -> None:
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.set_zoom(1)
    window.writer.put(Spot("st-dock", "st-dock-5", 3))
    caret = window.tools["text"].setting.caret()
    before = window.view.rect_to_view(caret).center()
    if away:
        window.view.pan(3000, 3000)
    window.bars.do(zoom)
    after = window.view.rect_to_view(window.tools["text"].setting.caret()).center()
    assert window.view.viewport().rect().contains(after.toPoint())
    if not away:
        assert (after - before).manhattanLength() < 3
