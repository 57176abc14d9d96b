"""What a screen reader is told of the canvas: asked by Qt's own interfaces, as an assistive technology asks them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.ui.told.teller import Teller

_NAME, _ABOUT = QAccessible.Text.Name, QAccessible.Text.Description
_Role = QAccessible.Role


def told(of: QAccessibleInterface) -> Iterator[tuple[QAccessible.Role, str]]:
    """The children of an interface, by role and name."""
    for at in range(of.childCount()):
        child = of.child(at)
        yield child.role(), child.text(_NAME)


def page_of(window) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(window.main_view)


def elements(window) -> list[str]:
    """What the page in view tells that stands on it."""
    return [name for role, name in told(page_of(window)) if role in (_Role.Section, _Role.Graphic)]


def test_nothing_is_made_until_somebody_asks(window) -> None:
    assert window.main_view.findChild(Teller) is None
    assert page_of(window).text(_NAME) == "版面 A01 要闻"
    assert window.main_view.findChild(Teller) is not None


def test_a_page_tells_what_stands_on_it_as_one_reads(window) -> None:
    bar, dock, tea = elements(window)
    assert bar.startswith("报眉：") and "白鹭洲晚报" in bar
    assert (dock, tea) == ("文章块：渡口灯火照夜航", "文章块：新茶开采满山香")
    block = page_of(window).child(1)
    assert "空 8 行" in block.text(_ABOUT) and "第 1–3 栏" in block.text(_ABOUT)
    assert [role for role, _ in told(block)] == [_Role.Heading, *[_Role.Paragraph] * 6]
    assert block.child(0).textInterface().text(0, 4) == "渡口灯火"
    assert page_of(window).indexOfChild(block) == 1 and block.indexOfChild(block.child(2)) == 2
    assert block.child(2).parent() is block and block.parent() is page_of(window)


def test_things_are_told_where_they_are_seen(window) -> None:
    rect, view = window.overlay.frames("el-tea")[0], window.main_view
    place = view.viewport().mapToGlobal(view.to_view(rect.x + rect.w / 4, rect.y + rect.h / 2).toPoint())
    found = page_of(window).childAt(place.x(), place.y())
    assert found.role() == _Role.Paragraph and found.parent().text(_NAME) == "文章块：新茶开采满山香"
    assert found.rect().contains(place) and page_of(window).child(2).rect().contains(found.rect())


def test_what_is_selected_and_has_the_caret_is_told(window, hand) -> None:
    page = page_of(window)
    window.view.setFocus()
    window.desk.select("el-tea")
    assert page.child(2).state().selected and not page.child(1).state().selected
    assert [each.text(_NAME) for each in page.selectionInterface().selectedItems()] == ["文章块：新茶开采满山香"]
    hand.key(Qt.Key.Key_Return)
    head = page.focusChild()
    assert head.role() == _Role.Heading and head.state().editable and head.parent() is page.child(2)
    QTest.keyClicks(window.view, "Ab")
    text = head.textInterface()
    assert text.text(0, text.characterCount()) == "Ab新茶开采满山香" and text.cursorPosition() == 2
    text.setCursorPosition(4)
    assert window.writer.spot.offset == 4


def test_offsets_are_those_of_utf_16(window) -> None:
    desk = window.desk
    desk.apply(edits.ReplaceText("st-tea", "st-tea-main", 0, 2, "𠮷a"))
    desk.finish_composing()
    page = page_of(window)
    text = page.child(2).child(0).textInterface()
    assert text.text(0, 3) == "𠮷a" and text.characterCount() == 8
    text.setCursorPosition(3)
    assert (window.writer.spot.paragraph, window.writer.spot.offset) == ("st-tea-main", 2)
    text.setSelection(0, 3, 5)
    assert window.writer.selected_text == "开采"


def test_what_changes_is_told_anew_and_what_is_gone_is_no_longer_there(window) -> None:
    page, desk = page_of(window), window.desk
    gone, stays = page.child(2), page.child(1)
    desk.apply(edits.LockElements(page="pg-1", elements=("el-dock",), locked=True))
    assert "锁定" in stays.text(_ABOUT)
    desk.apply(edits.HideElements(page="pg-1", elements=("el-tea",)))
    assert len(elements(window)) == 2 and not gone.isValid() and gone.parent() is page
    desk.turn_to("pg-2")
    assert page.text(_NAME) == "版面 A02 城事" and page.text(_ABOUT).startswith("第 2 版，共 2 版")
    window.language.use("en")
    assert elements(window)[1] == "Story block: 旧粮仓变身图书馆"


def test_an_assistive_technology_has_the_hand_select_and_write(window) -> None:
    page = page_of(window)
    tea = page.child(2)
    tea.actionInterface().doAction("SetFocus")
    assert window.desk.chosen == ("el-tea",) and window.view.hasFocus()
    tea.child(1).actionInterface().doAction("Press")
    assert window.commands.tool == "text" and window.writer.spot.paragraph == "st-tea-0"
    assert page.selectionInterface().select(page.child(1)) and window.desk.chosen == ("el-dock",)


def test_the_second_view_tells_of_its_own_page_and_goes_with_it(window) -> None:
    window.canvases.switch_second()
    second = window.canvases.second.canvas
    window.canvases.activate(second)
    window.desk.turn_to("pg-2")
    other = QAccessible.queryAccessibleInterface(second.view)
    assert "A02" in other.text(_NAME) and "A01" in page_of(window).text(_NAME)
    assert other.child(1).text(_NAME) == "文章块：旧粮仓变身图书馆"
    window.canvases.close_second()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert elements(window)


def test_the_galley_tells_of_its_story(window) -> None:
    window.desk.select("el-tea")
    window.around.show_beside("galley", True)
    galley = QAccessible.queryAccessibleInterface(window.galley.view)
    heading, *paragraphs = [name for role, name in told(galley) if role in (_Role.Heading, _Role.Paragraph)]
    assert heading == "主题" and len(paragraphs) == 3
    galley.child(1).textInterface().setCursorPosition(2)
    assert window.galley.view.hasFocus() and window.writer.spot.paragraph == "st-tea-0"
