"""The styles panel: what is at the caret, one click gives it, styles change in place with all pages following, one step each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.model import TextStyle
from layoutdesk.ui import styling
from layoutdesk.ui.panels.rows import ROW_ROLE
from layoutdesk.ui.writing.spots import Spot
from tests.ui.conftest import rest

_ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(window):
    window.resize(1700, 1000)
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.setFocus()
    window.bars.do("styles")
    write_in(window, "st-dock-1")
    return window


@pytest.fixture
def pane(window):
    return window.styles


def write_in(window, paragraph: str, at: int = 3, to: int | None = None) -> None:
    window.view.setFocus()
    window.writer.put(Spot("st-dock", paragraph, at))
    if to is not None:
        window.writer.put(Spot("st-dock", paragraph, to), select=True)
    rest(window)


def row(pane, name: str):
    """A row as it is read: name, figure, facts."""
    index = pane.list.rows.find(name)
    return index.data(ROW_ROLE) if index.isValid() else None


def click(pane, name: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    index = pane.list.rows.find(name)
    pane.list.scrollTo(index)
    where = pane.list.visualRect(index).center()
    QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, modifiers, where)


def part(window, paragraph: str):
    return next(each for each in window.desk.document.story("st-dock").body if each.id == paragraph)


def labels(window) -> list[str]:
    return [code for code, _ in window.desk.done_labels]


def test_the_panel_shows_styles_with_what_they_are_and_marks_the_one_at_the_caret(window, pane) -> None:
    assert row(pane, "body").text == "正文"
    assert "小五 9" in row(pane, "body").under and "宋" in row(pane, "body").under
    assert row(pane, "body").figure == str(6 + 3 + 4 + 2) and row(pane, "comment").figure == ""
    assert pane.list.painter.in_hand == ("body",) and window.desk.styles.chosen == "body"
    styling.restyle(window.desk, "subhead")
    rest(window)
    assert pane.list.painter.in_hand == ("subhead",) and row(pane, "subhead").figure == "1"
    write_in(window, "st-dock-2", 0, 6)
    window.bars.do("look-dots")
    rest(window)
    assert pane.list.painter.in_hand == ("body", "dots")


def test_opened_again_with_the_caret_where_it_was_the_panel_shows_the_style_there(window, pane) -> None:
    for _ in range(2):
        window.bars.do("styles")
        rest(window)
    assert pane.isVisible() and pane.list.painter.in_hand == ("body",)
    assert window.desk.styles.chosen == "body" and pane.form.isVisible()
    assert pane.list.currentIndex().data(ROW_ROLE).key == "body"


def test_the_list_has_all_the_room_while_no_style_is_chosen(window, pane) -> None:
    QTest.qWait(1)
    with_form = pane.stack.height()
    window.bars.do("styles")
    window.commands.take("select")
    window.desk.select("")
    rest(window)
    window.bars.do("styles")
    rest(window)
    assert not window.desk.styles.chosen and not pane.detail.isVisible()
    assert pane.stack.height() > with_form * 1.3
    write_in(window, "st-dock-1")
    QTest.qWait(1)
    assert pane.form.isVisible() and pane.stack.height() == with_form
    pane.shown.setCurrentIndex(2)
    pane.refresh()
    assert not pane.detail.isVisible() and pane.hint.isVisible() and pane.hint.text()


def test_on_a_small_screen_with_large_type_six_styles_are_seen_beside_the_chosen_one(window, pane) -> None:
    """Half of the pane was the form: two of 26 rows were seen."""
    window.resize(1366, 740)
    window.bars.do("interface-150")
    for _ in range(2):
        QTest.qWait(1)
        rest(window)
    assert pane.form.isVisible()
    seen = pane.list.viewport().rect()
    whole = [row for row in range(20) if seen.contains(pane.list.visualRect(pane.list.rows.index(row)))]
    assert len([row for row in whole if pane.list.rows.rows[row].key]) >= 6
    # The form scrolls, the words of a row are told by the hand over it.
    assert pane.form.visibleRegion().boundingRect().height() > 20
    tip = pane.list.rows.index(whole[-1]).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith(pane.list.rows.rows[whole[-1]].under)
    window.bars.do("interface-100")
    window.resize(1700, 1000)
    rest(window)
    assert not pane.list.painter.is_tight


def test_a_click_gives_the_copy_in_hand_the_style_and_the_keys_back_to_it(window, pane) -> None:
    before = window.desk.document
    window.writer.put(Spot("st-dock", "st-dock-2", 5), select=True)
    click(pane, "comment")
    assert [part(window, f"st-dock-{n}").style for n in range(4)] == ["body", "comment", "comment", "body"]
    assert labels(window) == ["ui.history.style"] and window.view.hasFocus()
    window.desk.undo()
    assert window.desk.document is before


def test_locked_copy_shows_a_new_style_how_it_looks_and_stays_as_it_is(window, pane) -> None:
    write_in(window, "st-dock-1", 0, 3)
    assert window.desk.apply(edits.SetBlock("pg-1", "el-dock", locked=True))
    before = window.desk.document.story("st-dock")
    for action in ("style-new", "style-new-look", "style-redefine"):
        window.bars.do(action)
        rest(window)
    assert len(window.desk.document.styles) == 2
    assert window.desk.document.story("st-dock") == before


def test_a_headline_keeps_the_style_of_its_place(window, pane) -> None:
    write_in(window, "st-dock-main")
    before = window.desk.document
    click(pane, "lead")
    assert window.desk.document is before


def test_what_goes_beyond_is_marked_and_a_click_with_alt_takes_it_away(window, pane) -> None:
    styling.resize(window.desk, 12.0)
    rest(window)
    assert row(pane, "body").icon == "plus" and pane.clear.isEnabled()
    click(pane, "comment")
    assert (part(window, "st-dock-1").style, part(window, "st-dock-1").size) == ("comment", 12.0)
    click(pane, "comment", _ALT)
    assert (part(window, "st-dock-1").style, part(window, "st-dock-1").size) == ("comment", 0.0)
    rest(window)
    assert row(pane, "comment").icon == "good" and not pane.clear.isEnabled()


def test_a_click_on_a_look_switches_it_on_what_is_selected(window, pane) -> None:
    click(pane, "bold")
    assert not part(window, "st-dock-1").spans
    write_in(window, "st-dock-1", 2, 6)
    click(pane, "bold")
    assert [(span.start, span.end, span.style) for span in part(window, "st-dock-1").spans] == [(2, 6, "bold")]
    click(pane, "dots", _ALT)
    assert [span.style for span in part(window, "st-dock-1").spans] == ["dots"]
    click(pane, "dots")
    assert not part(window, "st-dock-1").spans


def test_a_style_changed_in_place_is_followed_by_every_page_as_one_step(window, pane) -> None:
    before, size = window.desk.document, pane.form.paragraph.steppers["size"]
    for _ in range(3):
        size.more.click()
    assert window.desk.document.styles["body"].size == 10.5
    assert len(labels(window)) == 1
    window.desk.finish_composing()
    for page in ("pg-1", "pg-2"):
        sizes = {line.size for line in window.desk.composed[page].lines if line.style == "body"}
        assert sizes == {10.5}
    rest(window)
    assert "已改" in row(pane, "body").under and window.bars.actions["style-reset"].isEnabled()
    window.desk.undo()
    assert window.desk.document is before
    window.desk.redo()
    window.bars.do("style-reset")
    assert not window.desk.document.styles and len(labels(window)) == 2


def test_every_field_of_a_style_can_be_changed(window, pane) -> None:
    pane.form.more.setChecked(True)
    form = pane.form
    form.paragraph.combos["align"].activated.emit(2)
    form.paragraph.combos["role"].activated.emit(4)
    form.setting.ticks["hyphenate"].click()
    form.setting.steppers["hscale"].figure.setValue(90)
    form.setting.steppers["word_space.0"].figure.setValue(150)
    style = window.desk.document.styles["body"]
    assert (style.align, style.role, style.hscale, style.hyphenate) == ("center", "kai", 0.9, False)
    # The least is never more than the best.
    assert style.word_space[:2] == (1.5, 1.5)
    assert len(labels(window)) == 1
    window.desk.finish_composing()
    pane.list.pointed.emit("underline")
    form.look.ticks["marks.wave"].click()
    form.look.combos["role"].activated.emit(2)
    assert window.desk.document.styles["underline"].marks == ("underline", "wave")
    assert window.desk.document.styles["underline"].role == "song-bold"


def test_a_new_style_is_made_of_what_is_in_hand_and_named_where_it_stands(window, pane) -> None:
    styling.resize(window.desk, 12.0)
    before = window.desk.document
    window.bars.do("style-new")
    made = window.desk.document.styles["新样式"]
    assert (made.size, made.indent) == (12.0, 2.0)
    assert (part(window, "st-dock-1").style, part(window, "st-dock-1").size) == ("新样式", 0.0)
    assert pane.form.name.hasFocus() and pane.form.name.selectedText() == "新样式"
    QTest.keyClicks(pane.form.name, "lyric")
    QTest.keyClick(pane.form.name, Qt.Key.Key_Return)
    assert list(window.desk.document.styles) == ["lyric"] and part(window, "st-dock-1").style == "lyric"
    assert window.desk.styles.chosen == "lyric" and row(pane, "lyric").figure == "1"
    assert labels(window)[-2:] == ["ui.history.style-new", "ui.history.style-renamed"]
    window.desk.undo()
    window.desk.undo()
    assert window.desk.document is before


def test_a_name_is_given_once(window, pane) -> None:
    window.bars.do("style-new")
    window.view.setFocus()
    window.bars.do("style-new")
    assert list(window.desk.document.styles) == ["新样式", "新样式 2"]
    for taken in ("新样式", "body"):
        pane.form.name.setText(taken)
        pane.form.name.editingFinished.emit()
        assert list(window.desk.document.styles) == ["新样式", "新样式 2"]


def test_a_new_look_has_the_looks_of_what_is_selected(window, pane) -> None:
    write_in(window, "st-dock-1", 2, 6)
    for look in ("bold", "underline"):
        window.bars.do(f"look-{look}")
    window.bars.do("style-new-look")
    made = window.desk.document.styles["新字符样式"]
    assert (made.role, made.marks, made.size) == ("hei-bold", ("underline",), 0.0)
    assert "新字符样式" in {span.style for span in part(window, "st-dock-1").spans}
    assert row(pane, "新字符样式").figure == "1"


def test_a_style_is_redefined_by_the_paragraph_in_hand(window, pane) -> None:
    styling.restyle(window.desk, "comment")
    styling.resize(window.desk, 10.5)
    text = part(window, "st-dock-1").text
    window.desk.apply(edits.SetSpan("st-dock", "st-dock-1", 0, len(text), "bold"))
    window.bars.do("style-redefine")
    style = window.desk.document.styles["comment"]
    assert (style.size, style.role) == (10.5, "hei-bold")
    assert not styling.is_overridden(part(window, "st-dock-1"))
    assert labels(window)[-1] == "ui.history.style-redefined"


def test_a_style_in_use_that_is_deleted_asks_what_stands_in_for_it(window, pane) -> None:
    window.bars.do("style-new")
    before = window.desk.document
    window.bars.do("style-delete")
    assert pane.asking.isVisible() and "新样式" in pane.asking.words.text()
    pane.asking.keep.click()
    assert window.desk.document is before
    window.bars.do("style-delete")
    names = [pane.asking.choice.itemText(at) for at in range(pane.asking.choice.count())]
    pane.asking.choice.setCurrentIndex(names.index("导语"))
    pane.asking.remove.click()
    assert not window.desk.document.styles and part(window, "st-dock-1").style == "lead"
    assert labels(window)[-1] == "ui.history.style-removed"
    window.desk.undo()
    assert window.desk.document is before


def test_a_style_of_the_trade_is_not_deleted_and_an_unused_one_asks_nothing(window, pane) -> None:
    assert not window.bars.actions["style-delete"].isEnabled()
    window.desk.apply(edits.SetStyle("诗行", TextStyle(role="kai", size=10.5)))
    window.desk.styles.choose("诗行")
    window.bars.do("style-delete")
    assert not window.desk.document.styles


def test_one_goes_from_place_to_place_of_a_style(window, pane) -> None:
    for paragraph in ("st-dock-1", "st-dock-3"):
        write_in(window, paragraph)
        styling.restyle(window.desk, "comment")
    write_in(window, "st-dock-2")
    window.desk.styles.choose("comment")
    window.bars.do("style-next")
    assert window.desk.marked.paragraph == "st-dock-3" and window.desk.has_selection
    window.bars.do("style-next")
    assert window.desk.marked.paragraph == "st-dock-1"
    window.bars.do("style-previous")
    assert window.desk.marked.paragraph == "st-dock-3"
    window.desk.styles.choose("body")
    window.desk.turn_to("pg-2")
    window.writer.put(Spot("st-library", "st-library-0", 0))
    window.bars.do("style-previous")
    assert window.desk.page_id == "pg-1"


def test_paragraphs_with_overrides_are_listed_over_the_whole_issue(window, pane) -> None:
    styling.resize(window.desk, 12.0)
    window.desk.apply(edits.SetSpan("st-library", "st-library-1", 0, 4, "bold"))
    # The size of its style is nothing of its own.
    window.desk.apply(edits.SetBreaks("st-tea", "st-tea-0", (), 9.0))
    pane.shown.setCurrentIndex(2)
    pane.shown.activated.emit(2)
    rows = pane.beyond.rows.rows
    assert [(each.figure, each.under) for each in rows] == [("A01", "正文 + 字号 12"), ("A02", "正文 + 加粗")]
    pane.beyond.chosen.emit(rows[1].key)
    assert window.desk.page_id == "pg-2" and window.desk.marked.paragraph == "st-library-1"
    rest(window)
    pane.clear.click()
    rest(window)
    assert len(pane.beyond.rows.rows) == 1
    window.bars.do("style-next-override")
    assert window.desk.marked.paragraph == "st-dock-1"


def test_only_styles_in_use_are_shown_where_that_is_wanted(window, pane) -> None:
    pane.shown.setCurrentIndex(1)
    pane.shown.activated.emit(1)
    shown = {each.key for each in pane.list.rows.rows if each.key}
    assert shown == {"body", "main"}


def test_the_panel_works_by_keys_alone(window, pane) -> None:
    pane.begin()
    QTest.keyClick(pane.list, Qt.Key.Key_Down)
    rest(window)
    assert window.desk.styles.chosen == "lead" and part(window, "st-dock-1").style == "body"
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    assert part(window, "st-dock-1").style == "lead" and window.view.hasFocus()
    pane.begin()
    QTest.keyClick(pane.list, Qt.Key.Key_Escape)
    assert window.view.hasFocus()


def test_who_reads_along_changes_no_style(window, pane, issue) -> None:
    window.desk.open(issue, read_only=True)
    window.desk.finish_composing()
    rest(window)
    assert row(pane, "body") is not None and not pane.form.isEnabled() and not pane.make.isEnabled()
    assert not window.bars.actions["style-new"].isEnabled()


def test_the_panel_comes_back_as_wide_as_it_was_left(window, pane, make_window, issue) -> None:
    usual = pane.width()
    window.split.moveSplitter(pane.x() - 60, window.split.indexOf(pane))
    width = pane.width()
    assert width > usual + 50
    window.close()
    again = make_window()
    again.resize(1700, 1000)
    assert again.commands.files.open_path(issue)
    QTest.qWait(20)
    assert again.styles.isVisible() and abs(again.styles.width() - width) <= 2


def test_a_style_of_the_issue_is_given_from_the_palette(window, pane) -> None:
    window.desk.apply(edits.SetStyle("诗行", TextStyle(role="kai", size=10.5)))
    window.bars.do("palette")
    palette = window.summons.palette
    QTest.keyClicks(palette.field, "shihang")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert part(window, "st-dock-1").style == "诗行" and window.view.hasFocus()
    window.writer.put(None)
    window.bars.do("palette")
    palette = window.summons.palette
    found = {find.name: find for find in palette._found if find.kind == "style"}
    assert {"诗行", "caption", "dateline"} <= set(found) and "body" not in found
    assert found["诗行"].why
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
