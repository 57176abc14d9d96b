"""Without a mouse: F6 goes round the window, a ring says where the keys are, objects are gone through, entered and left."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from layoutdesk.base.geometry import Rect
from layoutdesk.model import Document
from layoutdesk.model.elements import Box, PictureFrame
from layoutdesk.ui.writing.spots import Spot
from tests.ui.conftest import rest

_K = Qt.Key
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(window):
    window.activateWindow()
    window.view.setFocus()
    QTest.qWait(10)
    return window


def where(window) -> str:
    """The part of the window that has the keys."""
    parts = {
        "page": window.main_view, "galley": window.galley, "find": window.find, "links": window.links,
        "styles": window.styles,
        "pages": window.pages, "copy": window.copy, "elements": window.elements,
        "properties": window.properties, "copyfit": window.copyfit,
        "problems": window.problems, "history": window.history, "tools": window.middle.tools, "toolbar": window.toolbar,
        "status": window.status,
    }  # fmt: skip
    focus = window.focusWidget()
    return next(name for name, part in parts.items() if part is focus or part.isAncestorOf(focus))


def press(window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget(), key, modifiers)


ROUND = ["pages", "copy", "elements", "properties", "copyfit", "problems", "history", "tools", "toolbar"]


def test_f6_goes_round_the_window_and_shift_f6_back(window) -> None:
    seen = []
    for _ in range(len(ROUND) + 1):
        press(window, _K.Key_F6)
        seen.append(where(window))
    assert seen == [*ROUND, "page"]
    for part in reversed(ROUND):
        press(window, _K.Key_F6, _SHIFT)
        assert where(window) == part
    press(window, _K.Key_F6, _SHIFT)
    assert where(window) == "page"


def test_what_stands_beside_the_page_is_on_the_way(window) -> None:
    window.resize(2200, 1000)
    window.desk.select("el-tea")
    for action in ("galley", "find", "links", "styles"):
        window.bars.do(action)
    QTest.qWait(50)
    window.view.setFocus()
    seen = []
    for _ in range(5):
        press(window, _K.Key_F6)
        seen.append(where(window))
    assert seen == ["galley", "find", "links", "styles", "pages"]


def test_a_folded_panel_opens_when_it_is_come_to(window) -> None:
    window.pages.fold(True)
    press(window, _K.Key_F6)
    assert where(window) == "pages" and not window.pages.is_folded


def test_a_ring_says_where_the_keys_are_and_goes_with_the_mouse(window, hand) -> None:
    ring = window.walk.ring
    assert ring.around is None
    for _ in range(len(ROUND) + 1):
        press(window, _K.Key_F6)
        assert ring.around is window.focusWidget()
        assert ring.size() == window.focusWidget().size()
        assert ring.isVisible()
    accent = window.look.theme.accent.rgb()
    picture = window.main_view.grab().toImage()
    assert sum(picture.pixelColor(x, 1).rgb() == accent for x in range(20, 200)) > 100
    hand.key(_K.Key_Right)
    assert ring.around is None
    press(window, _K.Key_F6)
    hand.click(*hand.middle("el-tea"))
    assert ring.around is None


def test_the_ring_is_seen_on_a_button_in_the_accent_colour(window) -> None:
    window.bars.do("find-change")
    rest(window)
    button = window.find.all
    button.setEnabled(True)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.walk.ring.around is button
    theme, picture = window.look.theme, button.grab().toImage()
    row = [picture.pixelColor(x, 3).rgb() for x in range(12, picture.width() - 12)]
    assert row.count(theme.on_accent.rgb()) > len(row) * 0.9


def test_in_bars_arrows_go_on_enter_presses_and_esc_goes_to_the_page(window) -> None:
    for _ in range(ROUND.index("tools") + 1):
        press(window, _K.Key_F6)
    first = window.focusWidget()
    assert isinstance(first, QToolButton)
    press(window, _K.Key_Down)
    assert window.focusWidget() is not first and where(window) == "tools"
    press(window, _K.Key_Return)
    assert window.commands.tool == "text"
    press(window, _K.Key_Escape)
    assert where(window) == "page"


def test_every_panel_is_worked_by_keys_alone(window, hand) -> None:
    press(window, _K.Key_F6)
    press(window, _K.Key_Down)
    press(window, _K.Key_Return)
    assert window.desk.page_id == "pg-2"
    window.desk.turn_to("pg-1")
    window.desk.select("el-tea")
    window.view.setFocus()
    for _ in range(4):
        press(window, _K.Key_F6)
    assert where(window) == "properties"
    before = window.desk.element.area
    for _ in range(20):
        if getattr(window.focusWidget(), "accessibleName", str)() == window.language.text("ui.properties.columns"):
            break
        press(window, _K.Key_Tab)
    press(window, _K.Key_Down)
    press(window, _K.Key_Return)
    assert window.desk.element.area != before
    assert where(window) == "page"


@pytest.fixture
def document(document: Document, request: pytest.FixtureRequest) -> Document:
    page, *others = document.pages
    more = (
        PictureFrame(id="el-low", rect=Rect(60, 700, 80, 60)),
        Box(id="el-parked", rect=Rect(-200, 20, 80, 60)),
        Box(id="el-right", rect=Rect(300, 700, 80, 60)),
    )
    return replace(document, pages=(replace(page, elements=(*more, *page.elements)), *others))


def test_ctrl_tab_goes_through_the_objects_as_one_reads(window, hand) -> None:
    window.desk.select("")
    seen = []
    for _ in range(7):
        hand.key(_K.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        seen.append(window.desk.selection)
    assert seen == ["el-bar", "el-dock", "el-tea", "el-low", "el-right", "el-parked", "el-bar"]


def test_enter_writes_in_the_block_and_esc_leaves_it(window, hand) -> None:
    window.desk.select("el-tea")
    hand.key(_K.Key_Return)
    assert window.commands.tool == "text"
    assert window.desk.marked is not None
    press(window, _K.Key_Escape)
    assert window.commands.tool == "select"
    assert window.desk.selection == "el-tea"
    assert window.desk.marked is None


def test_what_is_locked_is_not_entered(window, hand) -> None:
    window.desk.select("el-tea")
    window.bars.do("lock")
    hand.key(_K.Key_Return)
    assert window.commands.tool == "select"


def test_nothing_is_left_behind_by_the_ring(window) -> None:
    press(window, _K.Key_F6)
    host: QWidget = window.focusWidget()
    window.bars.do("panels")
    QApplication.processEvents()
    assert not host.isVisible()
    press(window, _K.Key_F6)
    assert where(window) in ("page", "tools")


def test_what_is_locked_is_read_and_copied_but_not_written_in(window, hand) -> None:
    """Enter and the panels held it shut, a double click, the text tool and the galley did not."""
    desk, writer = window.desk, window.writer
    desk.select("el-tea")
    window.bars.do("lock")
    before, said = desk.document, window.language.text("ui.status.locked")
    hand.key(_K.Key_Return)
    assert window.status.note.text() == said
    at = hand.at(*hand.middle("el-tea")).toPoint()
    hand.click(*hand.middle("el-tea"))
    QTest.mouseDClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.commands.tool == "text" and writer.spot.story == "st-tea"

    def refused(key) -> bool:
        window.status.say("ui.find.same")
        key()
        return desk.document is before and window.status.note.text() == said

    assert refused(lambda: hand.key(_K.Key_A))
    assert refused(lambda: hand.key(_K.Key_Backspace))
    assert refused(lambda: hand.key(_K.Key_Return))
    assert refused(lambda: window.tools["text"].compose(QInputMethodEvent("新闻", [])))
    assert writer.under_way is None and desk.preview is None
    writer.select_paragraph()
    assert not window.bars.actions["look-bold"].isEnabled() and not window.properties.text.isEnabled()
    hand.key(_K.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == writer.paragraph.text
    window.bars.do("galley")
    window.galley.view.setFocus()
    assert refused(lambda: QTest.keyClick(window.galley.view, _K.Key_A))
    desk.select("el-tea")
    window.bars.do("lock")
    writer.put(Spot("st-tea", "st-tea-0", 0))
    writer.write("新")
    assert writer.paragraph.text.startswith("新")
