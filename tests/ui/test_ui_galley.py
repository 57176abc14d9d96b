"""The galley: the story in one long column beside the page, written in like the page itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.model import Credits, GridRect, Paragraph
from layoutdesk.model.story import paragraphs
from layoutdesk.ui.writing.spots import Spot
from tests.ui.conftest import rest


@pytest.fixture
def galley(window, qapp):
    """The galley of the first story, open."""
    window.desk.select("el-dock")
    window.bars.actions["galley"].trigger()
    qapp.processEvents()
    window.galley.refresh()
    window.galley.view.settle()
    return window.galley


def press(galley, spot: Spot) -> None:
    """Clicks behind a spot of the galley."""
    caret = galley.tool.setting.spots.caret(spot)
    galley.view.reveal(caret)
    at = galley.view.to_view(caret.x + 1, caret.y + caret.h / 2)
    QTest.mouseClick(galley.view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())


def lines_of(galley) -> list[tuple[str, int, int]]:
    return [(row.line.paragraph, row.line.start, row.line.end) for row in galley.tool.setting.spots.rows]


def test_it_holds_every_part_of_the_story_with_the_line_ends_of_the_page(window, galley) -> None:
    story = window.desk.document.story("st-dock")
    assert {name for name, _, _ in lines_of(galley)} == {part.id for part in paragraphs(story)}
    body = {part.id for part in story.body}
    on_page = [(row.paragraph, row.start, row.end) for row in window.desk.shown.lines if row.paragraph in body]
    assert [line for line in lines_of(galley) if line[0] in body] == on_page


def test_put_away_it_leaves_no_caret_behind_that_has_no_keys(window, galley) -> None:
    press(galley, Spot("st-dock", "st-dock-1", 2))
    QTest.keyClicks(galley.view, "ab")
    window.bars.do("galley")
    assert window.writer.spot is None and window.view.hasFocus() and window.properties.text.isHidden()
    window.commands.take("text")
    window.writer.put(Spot("st-dock", "st-dock-1", 2))
    for _ in range(2):
        window.bars.do("galley")
    assert window.writer.spot == Spot("st-dock", "st-dock-1", 2)


def test_what_is_typed_there_is_on_the_page_and_the_caret_in_both(window, galley) -> None:
    press(galley, Spot("st-dock", "st-dock-1", 2))
    assert galley.view.hasFocus()
    event = QInputMethodEvent("", [])
    event.setCommitString("新闻")
    QApplication.sendEvent(galley.view, event)
    QTest.keyClicks(galley.view, "v7")
    assert window.desk.document.story("st-dock").body[1].text.startswith("渡口新闻v7的灯")
    assert window.commands.tool == "select"
    assert any("新闻v7" in line.text for line in window.desk.shown.lines)
    page = window.tools["text"].setting
    assert page.caret() is not None
    assert galley.tool.setting.caret() is not None
    assert galley.view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


def test_it_opens_at_the_head_of_its_story_at_any_width(window) -> None:
    """Made wide as it came, it showed the ground over the head, and the story under the middle."""
    window.resize(1230, 780)
    window.desk.select("el-dock")
    rest(window)
    for wide in (1230, 1700):
        window.resize(wide, 780)
        window.bars.do("galley")
        rest(window)
        QTest.qWait(100)
        view = window.galley.view
        assert view.to_page(QPointF(0, 0))[1] >= 0.0 and view.verticalScrollBar().value() == 0
        window.bars.do("galley")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_by_keys_one_begins_to_write_at_the_head_of_the_story(window, galley, key: Qt.Key) -> None:
    """F6 led into it, and then no key did anything."""
    window.desk.select("el-dock")
    galley.view.setFocus()
    QTest.qWait(50)
    assert window.writer.spot is None
    QTest.keyClick(galley.view, key)
    assert window.writer.spot == Spot("st-dock", "st-dock-main", 0)
    assert galley.view.hasFocus() and galley.tool.setting.caret() is not None
    QTest.keyClicks(galley.view, "v")
    assert window.desk.document.story("st-dock").main.text.startswith("v")


def test_ctrl_tab_goes_to_the_next_story_and_the_keys_stay(window, galley) -> None:
    """With the caret it made a deck, without it did nothing: four keys led to the next story."""
    window.desk.select("el-dock")
    galley.view.setFocus()
    rest(window)
    seen = []
    for begin in (False, True, True):
        if begin:
            QTest.keyClick(galley.view, Qt.Key.Key_Return)
        QTest.keyClick(galley.view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        rest(window)
        assert galley.view.hasFocus() and window.writer.spot is None
        seen.append((window.desk.selection, galley._story))
    assert seen[0] != ("el-dock", "st-dock") and seen[0][0].startswith("el-")
    assert len(set(seen)) > 1
    document = window.desk.document
    QTest.keyClick(galley.view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ControlModifier)
    rest(window)
    assert (window.desk.selection, galley._story) == seen[-2] and window.desk.document is document


def test_overset_copy_is_reached_there_and_told(window, galley) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 12),)))
    QApplication.processEvents()
    galley.refresh()
    over = galley._overset(galley._galley)
    fit = next(fit for fit in window.desk.shown.fits if fit.element == "el-dock")
    assert len(over) == fit.over > 0
    assert str(fit.over) in galley.figure.text()
    last = window.desk.document.story("st-dock").body[-1]
    press(galley, Spot("st-dock", last.id, len(last.text) - 1))
    QTest.keyClick(galley.view, Qt.Key.Key_End)
    QTest.keyClicks(galley.view, "x")
    assert window.desk.document.story("st-dock").body[-1].text.endswith("x")
    assert window.tools["text"].setting.caret() is None


def test_keys_walk_through_it_and_esc_gives_the_hand_back(window, galley) -> None:
    press(galley, Spot("st-dock", "st-dock-0", 0))
    writer = window.writer
    for _ in range(4):
        QTest.keyClick(galley.view, Qt.Key.Key_Down)
    assert lines_of(galley)[galley.tool.setting.spots.row_of(writer.spot)] == lines_of(galley)[5]
    QTest.keyClick(galley.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(galley.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = "\n".join(part.text for part in window.desk.document.story("st-dock").body)
    assert QGuiApplication.clipboard().text() == text
    window.commands.take("text")
    QTest.keyClick(galley.view, Qt.Key.Key_Escape)
    assert window.view.hasFocus() and writer.spot is not None
    window.commands.take("select")
    press(galley, Spot("st-dock", "st-dock-0", 0))
    QTest.keyClick(galley.view, Qt.Key.Key_Escape)
    assert window.view.hasFocus() and writer.spot is None and window.properties.text.isHidden()


def test_headlines_captions_and_bylines_are_written_there(window, galley) -> None:
    window.desk.apply(
        edits.AddHeadlinePart(
            story="st-dock", part="kicker", paragraph=Paragraph(id="p-kick", text="沿江", style="kicker")
        )
    )
    QApplication.processEvents()
    galley.refresh()
    press(galley, Spot("st-dock", "p-kick", 2))
    QTest.keyClicks(galley.view, "a")
    assert window.desk.document.story("st-dock").kicker.text == "沿江a"


def test_it_follows_the_selection_and_fits_its_width(window, galley) -> None:
    window.desk.select("el-tea")
    QApplication.processEvents()
    assert galley.story.id == "st-tea"
    assert {row.line.story for row in galley.tool.setting.spots.rows} == {"st-tea"}
    right = galley.view.to_view(galley._galley.display.width, 0)
    assert right.x() == pytest.approx(galley.view.viewport().width(), abs=2)
    assert galley.view.to_page(QPointF(0, 0))[0] == pytest.approx(0, abs=1)


def test_it_fits_its_width_when_it_comes_back_beside_less(window, galley) -> None:
    window.bars.do("galley")
    window.resize(1000, 900)
    rest(window)
    window.bars.do("galley")
    rest(window)
    view = galley.view
    assert galley.shown.display.width * view.scale <= view.viewport().width() + 1
    window.middle.split.setSizes([700, 0, 230])
    rest(window)
    assert galley.shown.display.width * view.scale <= view.viewport().width() + 1


def test_hidden_it_sets_nothing(window) -> None:
    window.desk.select("el-dock")
    QApplication.processEvents()
    assert window.galley._galley is None


def test_what_an_input_method_has_under_way_is_set_there_and_on_the_page(window, galley) -> None:
    before = window.desk.document
    press(galley, Spot("st-dock", "st-dock-1", 2))
    event = QInputMethodEvent("xin wen", [QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, 3, 1)])
    QApplication.sendEvent(galley.view, event)
    first = next(row.line.text for row in galley.tool.setting.spots.rows if row.line.paragraph == "st-dock-1")
    assert first.startswith("渡口xin wen")
    assert next(line.text for line in window.desk.shown.lines if line.paragraph == "st-dock-1") == first
    caret = galley.tool.setting.caret()
    assert caret == galley.tool.setting.spots.caret(Spot("st-dock", "st-dock-1", 5))
    box = galley.view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert abs(box.x() - galley.view.rect_to_view(caret).x()) <= 1
    assert window.desk.document is before
    QApplication.sendEvent(galley.view, QInputMethodEvent("", []))
    assert "".join(row.line.text for row in galley.tool.setting.spots.rows if row.line.paragraph == "st-dock-1") == (
        before.story("st-dock").body[1].text
    )


def test_nothing_selected_on_the_page_leaves_the_caret_nowhere(window, galley) -> None:
    """Left in the galley it took its block back into the hand as a credit was typed, and the next went into a style."""
    press(galley, Spot("st-dock", "st-dock-0", 1))
    assert window.writer.spot is not None and window.desk.selection == "el-dock"
    window.desk.select("")
    assert window.writer.spot is None and galley.story is not None
    window.desk.apply(edits.SetCredits(page=window.desk.page_id, credits=Credits(editor="Zhang")))
    assert window.desk.selection == ""


def test_the_galley_goes_along_with_the_page(window, galley, qtbot) -> None:
    """It kept the story of the page before beside this one: whoever wrote there wrote into the other page."""
    window.desk.select("")
    window.desk.turn_to("pg-2")
    here = {each.story for each in window.desk.page.elements if getattr(each, "story", "")}
    assert here
    qtbot.waitUntil(lambda: galley.story is not None and galley.story.id in here)
    qtbot.waitUntil(lambda: not window.desk.turns.is_busy)
    assert {line.paragraph for line in galley.shown.lines} <= {part.id for part in paragraphs(galley.story)}
