"""Paragraph styles and sizes on the copy in hand, from the keyboard and the panel; each is one step of the history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits, words
from layoutdesk.edits import AddHeadlinePart
from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.ui import styling
from layoutdesk.ui.writing.spots import Spot

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def writer(window):
    """The caret stands in the second paragraph of the first story."""
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.setFocus()
    window.writer.put(Spot("st-dock", "st-dock-1", 3))
    QTest.qWait(1)
    return window.writer


@pytest.fixture
def panel(window):
    return window.properties.text


def styles(window) -> list[str]:
    return [part.style for part in window.desk.document.story("st-dock").body]


def sizes(window, paragraph: str) -> set[float]:
    return {line.size for line in window.desk.shown.lines if line.paragraph == paragraph}


def enter(stepper, text: str) -> None:
    """Types into a field, as an input method does, and confirms."""
    field = stepper.figure
    field.setFocus()
    field.selectAll()
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field.lineEdit(), event)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_key_gives_the_paragraphs_of_the_selection_a_style_in_one_step(window, writer, panel) -> None:
    before = window.desk.document
    writer.put(Spot("st-dock", "st-dock-3", 2), select=True)
    QTest.keyClick(window.view, Qt.Key.Key_3, KEYS)
    assert styles(window)[:5] == ["body", "comment", "comment", "comment", "body"]
    assert [code for code, _ in window.desk.done_labels] == ["ui.history.style"]
    assert window.bars.actions["style-comment"].isChecked()
    assert panel.style_choice.currentText() == "评论正文"
    window.desk.undo()
    assert window.desk.document is before


def test_the_panel_shows_the_style_at_the_caret_and_gives_another(window, writer, panel) -> None:
    assert panel.isVisibleTo(window.properties) and panel.style_choice.currentText() == "正文"
    choices = [panel.style_choice.itemText(at) for at in range(panel.style_choice.count())]
    assert {"正文", "导语", "小标题", "评论正文", "落款", "图片说明", "摄影署名"} <= set(choices)
    panel.style_choice.activated.emit(choices.index("小标题"))
    assert styles(window)[1] == "subhead"
    assert {line.style for line in window.desk.shown.lines if line.paragraph == "st-dock-1"} == {"subhead"}
    writer.put(Spot("st-dock", "st-dock-2", 0))
    assert panel.style_choice.currentText() == "正文"
    writer.put(Spot("st-dock", "st-dock-main", 0))
    assert panel.style_choice.currentText() == "主题" and not panel.style_choice.isEnabled()
    assert not window.bars.actions["style-lead"].isEnabled()
    writer.put(None)
    assert not panel.isVisibleTo(window.properties)
    window.language.use("en")
    writer.put(Spot("st-dock", "st-dock-1", 0))
    assert panel.style_choice.currentText() == "Subhead"


def test_a_style_of_the_issue_is_offered_beside_those_of_the_trade(window, writer, panel) -> None:
    window.desk.apply(edits.SetStyle("诗行", TextStyle(role="kai", size=10.5)))
    window.desk.apply(edits.SetStyle("红字", TextStyle(role="kai", size=0.0)))
    writer.put(Spot("st-dock", "st-dock-1", 1))
    panel.show_text()
    choices = [panel.style_choice.itemText(at) for at in range(panel.style_choice.count())]
    assert choices[-1] == "诗行" and "红字" not in choices
    panel.style_choice.activated.emit(len(choices) - 1)
    assert sizes(window, "st-dock-1") == {10.5}


def test_behind_a_subhead_the_body_goes_on(window, writer) -> None:
    styling.restyle(window.desk, "subhead")
    text = window.desk.document.story("st-dock").body[1].text
    writer.put(Spot("st-dock", "st-dock-1", len(text)))
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert styles(window)[1:3] == ["subhead", "body"]
    assert len(window.desk.done_labels) == 2
    writer.put(Spot("st-dock", "st-dock-1", 4))
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert styles(window)[1:4] == ["subhead", "subhead", "body"]


@pytest.mark.parametrize(
    ("typed", "points"), [("小四", 12.0), ("10.5", 10.5), ("12pt", 12.0), ("五号", 10.5), ("+2", 11.0)]
)
def test_a_size_is_typed_as_hao_or_points(window, writer, panel, typed: str, points: float) -> None:
    assert panel.size.figure.text() == "(小五 9)"
    before = window.desk.document
    if typed == "+2":
        enter(panel.size, "9")
        before = window.desk.document
    enter(panel.size, typed)
    assert sizes(window, "st-dock-1") == {points}
    assert panel.size.figure.text().endswith(f"{points:g} 磅")
    assert window.desk.done_labels[-1].code == "ui.history.size"
    assert f"{points:g} 磅：“渡口灯火照夜航”" in window.bars.actions["undo"].text()
    window.desk.undo()
    assert window.desk.document is before


def test_what_says_no_size_changes_nothing(window, writer, panel) -> None:
    before = window.desk.document
    for typed in ("九号", "abc", "9999"):
        enter(panel.size, typed)
    assert window.desk.document is before


def test_the_size_of_a_style_goes_for_the_whole_issue(window, writer, panel) -> None:
    styling.restyle(window.desk, "comment")
    panel.show_text()
    assert panel.style_size.figure.text() == "小五 9 磅"
    enter(panel.style_size, "五号")
    assert window.desk.document.styles["comment"].size == 10.5
    assert sizes(window, "st-dock-1") == {10.5}
    assert window.desk.done_labels[-1].code == "edits.set-style"


def test_headline_parts_take_sizes_as_hao(window, writer, panel) -> None:
    window.desk.apply(AddHeadlinePart("st-dock", "kicker", Paragraph(id="p-kick", text="沿江夜话", style="kicker")))
    writer.put(Spot("st-dock", "p-kick", 1))
    enter(panel.size, "四号")
    assert sizes(window, "p-kick") == {14.0}
    writer.put(Spot("st-dock", "st-dock-main", 1))
    enter(panel.size, "小一")
    assert window.desk.element.head_size == 24.0 and sizes(window, "st-dock-main") == {24.0}
    block = window.properties.kinds[type(window.desk.element)].steppers["head_size"]
    assert block.figure.text() == "小一 24 磅"
    enter(block, "二号")
    assert window.desk.element.head_size == 22.0


def test_overrides_are_marked_and_cleared_in_one_step(window, writer, panel) -> None:
    label = panel.fields["style"].label
    assert "+" not in label.text() and not panel.clear.isEnabled()
    whole = len(window.desk.document.story("st-dock").body[1].text)
    for edit in (
        edits.SetSpan("st-dock", "st-dock-1", 2, 6, "bold"), edits.SetSpan("st-dock", "st-dock-1", 0, 2, "dateline"),
        edits.SetBreaks("st-dock", "st-dock-1", (), 12.0), edits.SetDrop("st-dock", "st-dock-1", 2),
        edits.FitParagraph("st-dock", "st-dock-1", more_lines=1),
    ):  # fmt: skip
        assert window.desk.apply(edit)
    panel.show_text()
    assert label.text().endswith("+") and panel.clear.isEnabled()
    steps = len(window.desk.done_labels)
    panel.clear.click()
    part = window.desk.document.story("st-dock").body[1]
    assert [span.style for span in part.spans] == ["dateline"] and len(part.text) == whole
    assert (part.size, part.drop, part.more_lines) == (0.0, 0, 0)
    assert len(window.desk.done_labels) == steps + 1
    assert window.desk.done_labels[-1].code == "ui.history.overrides"
    assert not panel.clear.isEnabled()


def test_the_buttons_switch_looks_on_what_is_selected(window, writer, panel) -> None:
    assert not panel.looks["bold"].isEnabled()
    writer.put(Spot("st-dock", "st-dock-1", 6), select=True)
    panel.looks["bold"].click()
    assert [(span.start, span.end) for span in window.desk.document.story("st-dock").body[1].spans] == [(3, 6)]
    assert panel.looks["bold"].isChecked() and not panel.looks["wave"].isChecked()
    assert window.desk.done_labels[-1][0] == "edits.set-span"


@pytest.mark.parametrize(("key", "points"), [(Qt.Key.Key_Return, 12.0), (Qt.Key.Key_Escape, 9.0)])
def test_enter_and_esc_in_the_size_give_the_hand_back_to_the_copy(
    window, writer, panel, key: Qt.Key, points: float
) -> None:
    window.activateWindow()
    window.bars.do("type-size")
    assert window.focusWidget() is panel.size.figure
    QTest.keyClicks(panel.size.figure, "12")
    QTest.keyClick(panel.size.figure, key)
    assert window.focusWidget() is window.view
    assert sizes(window, "st-dock-1") == {points}
    QTest.keyClicks(window.view, "ab")
    assert (
        "ab" in window.desk.document.story("st-dock").body[0].text + window.desk.document.story("st-dock").body[1].text
    )
    assert panel.size.figure.text() in ("小四 12 磅", "(小五 9)")


def test_esc_in_the_list_of_styles_gives_the_hand_back_to_the_copy(window, writer, panel) -> None:
    window.activateWindow()
    before = window.desk.document
    panel.style_choice.setFocus()
    panel.style_choice.showPopup()
    QTest.keyClick(panel.style_choice.view(), Qt.Key.Key_Down)
    QTest.keyClick(panel.style_choice.view(), Qt.Key.Key_Escape)
    QTest.qWait(1)
    assert not panel.style_choice.view().isVisible() and window.focusWidget() is window.view
    assert window.desk.document is before
    panel.style_choice.setFocus()
    QTest.keyClick(panel.style_choice, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.view
    QTest.keyClicks(window.view, "ab")
    assert "ab" in window.desk.document.story("st-dock").body[1].text


def test_sizes_are_said_in_the_language_of_the_window(window, writer, panel) -> None:
    window.bars.do("language")
    assert panel.size.figure.text() == "(9)"
    enter(panel.size, "五号")
    assert panel.size.figure.text() == "10.5 pt"
    window.desk.apply(edits.SetBlock("pg-1", "el-dock", head_size=22.0))
    said = window.desk.done_labels[-1]
    assert "22 pt" in words.text(said.code, "en", **said.args)
    assert "二号 22 磅" in words.text(said.code, "zh", **said.args)
