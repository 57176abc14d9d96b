"""Find and change by key and hand: what is found is shown on its page, what changes is seen before it is one step to take back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.finding import Wanted
from layoutdesk.finding.shipped import SHIPPED
from layoutdesk.model import Paragraph, Span, Story
from layoutdesk.ui.finding import stored
from layoutdesk.ui.finding.search import MOST_HITS
from layoutdesk.ui.panels.foundmodel import around
from tests.ui.conftest import rest

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


def press(window, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    """A key to whatever has the focus, and what waits for its turn."""
    QTest.keyClick(QApplication.focusWidget() or window, key, keys)
    settle(window)


def settle(window) -> None:
    window.desk.finder.finish()
    rest(window)


def look_for(window, text: str, becomes: str | None = None) -> None:
    """Opens the pane by key, and types as an input method does."""
    window.activateWindow()
    window.view.setFocus()
    press(window, Qt.Key.Key_F, CTRL if becomes is None else CTRL | SHIFT)
    form = window.find.form
    form.text.setFocus()
    form.text.selectAll()
    form.text.insert(text)
    if becomes is not None:
        form.becomes.setFocus()
        form.becomes.insert(becomes)
    settle(window)


def rows(window) -> list[str]:
    found = window.find.list.found
    return [found.data(found.index(row)) for row, entry in enumerate(found.entries) if entry.number >= 0]


def headings(window) -> list[str]:
    found = window.find.list.found
    return [found.data(found.index(row)) for row, entry in enumerate(found.entries) if entry.number < 0]


def click_row(window, number: int, *, twice: bool = False, at: int = 120) -> None:
    view = window.find.list
    rect = view.visualRect(view.found.index(view.found.row_of(number)))
    click = QTest.mouseDClick if twice else QTest.mouseClick
    click(view.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(at, rect.center().y()))
    settle(window)


def text_of(window, paragraph: str) -> str:
    return next(hit.paragraph.text for hit in window_texts(window) if hit.paragraph.id == paragraph)


def window_texts(window):
    from layoutdesk.finding import texts

    return [text for story in window.desk.document.stories for text in texts(story)]


def count(window, text: str) -> int:
    return sum(each.paragraph.text.count(text) for each in window_texts(window))


# Finding


def test_ctrl_f_opens_the_pane_and_what_is_typed_is_found_at_once(window) -> None:
    look_for(window, "渡口")
    assert window.around.shows("find") and window.find.form.text.hasFocus()
    assert len(rows(window)) == count(window, "渡口") == len(window.desk.finder.hits)
    assert window.find.figure.text() == window.language.text("ui.find.count", count=len(rows(window)))
    # Page by page, what stands on none last; under each story and page how many there are.
    nowhere = window.language.text("ui.find.nowhere")
    assert [each.rpartition(" · ")[0] for each in headings(window)] == [
        "渡口灯火照夜航 A01", "新茶开采满山香 A01", "旧粮仓变身图书馆 A02", f"风筝节周末开幕 {nowhere}",
    ]  # fmt: skip
    press(window, Qt.Key.Key_Escape)
    assert not window.around.shows("find") and window.view.hasFocus()


def test_enter_and_f3_walk_from_hit_to_hit_over_the_pages_and_round(window, hand) -> None:
    look_for(window, "图书馆")
    assert window.desk.page_id == "pg-1"
    press(window, Qt.Key.Key_Return)
    assert window.desk.page_id == "pg-2" and window.desk.selection == "el-library"
    assert window.shown_hits.on(window.desk.shown)[1]
    window.find.form.text.setText("灯")
    settle(window)
    press(window, Qt.Key.Key_F3)
    first = window.desk.finder.current
    assert window.desk.finder.hits[first].text.story == "st-library"
    press(window, Qt.Key.Key_F3)
    press(window, Qt.Key.Key_F3, SHIFT)
    assert window.desk.finder.current == first
    press(window, Qt.Key.Key_Return, SHIFT)
    assert window.desk.finder.current == first - 1 and window.desk.page_id == "pg-1"
    window.desk.finder.go(len(window.desk.finder.hits) - 1)
    press(window, Qt.Key.Key_Return)
    assert window.desk.finder.current == 0
    assert window.status.note.text() == window.language.text("ui.find.again")


def test_a_hit_that_is_clicked_is_shown_on_its_page_and_a_double_click_goes_into_the_copy(window) -> None:
    look_for(window, "仓库")
    number = next(n for n, hit in enumerate(window.desk.finder.hits) if hit.text.story == "st-library")
    click_row(window, number)
    hit = window.desk.finder.hits[number]
    assert (window.desk.page_id, window.desk.selection) == ("pg-2", "el-library")
    others, current = window.shown_hits.on(window.desk.shown)
    line = next(
        line for line in window.desk.shown.lines
        if line.paragraph == hit.text.paragraph.id and line.start <= hit.start < line.end
    )  # fmt: skip
    assert current[0].y < line.baseline < current[0].bottom and len(others) == 15
    # The galley beside the page shows the line, too.
    window.bars.do("galley")
    rest(window)
    click_row(window, number)
    rest(window)
    (where,) = window.galley._pointed_at()
    seen = window.galley.view.rect_to_view(where).toAlignedRect()
    assert window.galley.view.viewport().rect().contains(seen)
    click_row(window, number, twice=True)
    assert window.commands.tool == "text" and window.view.hasFocus()
    assert window.writer.selected_text == "仓库"
    assert window.desk.marked[1:] == (hit.text.paragraph.id, hit.start, hit.end)


def test_who_comes_from_the_page_types_what_is_looked_for(window) -> None:
    """With the pane left open the word landed in what hits become, and Enter changed the copy."""
    look_for(window, "仓库")
    window.bars.do("find-change")
    form, document = window.find.form, window.desk.document
    assert form.becomes.hasFocus() or form.text.hasFocus()
    for _ in range(2):
        window.view.setFocus()
        window.bars.do("find-change")
        assert form.text.hasFocus() and form.text.selectedText() == form.text.text()
        QTest.keyClicks(form.text, "dock")
        QTest.keyClick(form.text, Qt.Key.Key_Return)
        assert form.text.text() == "dock" and form.becomes.text() == "" and window.desk.document is document
    # From what is looked for the same key goes on to what that becomes.
    window.bars.do("find-change")
    assert form.becomes.hasFocus()


def test_while_one_writes_f3_selects_the_next_hit_behind_the_caret(window) -> None:
    look_for(window, "灯")
    press(window, Qt.Key.Key_Escape)
    from layoutdesk.ui.writing.spots import Spot

    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.setFocus()
    window.writer.put(Spot("st-dock", "st-dock-1", 60))
    press(window, Qt.Key.Key_F3)
    assert window.writer.selected_text == "灯"
    assert window.desk.marked.paragraph == "st-dock-1" and window.desk.marked.start > 60


def test_what_is_selected_is_looked_for(window) -> None:
    from layoutdesk.ui.writing.spots import Spot

    window.desk.select("el-dock")
    window.commands.take("text")
    window.writer.put(Spot("st-dock", "st-dock-0", 0))
    window.writer.put(Spot("st-dock", "st-dock-0", 2), select=True)
    press(window, Qt.Key.Key_F, CTRL)
    assert window.find.form.text.text() == "渡口" and window.find.form.text.selectedText() == "渡口"
    assert len(rows(window)) == count(window, "渡口")


def test_a_query_reaches_the_page_the_story_or_what_is_selected(window) -> None:
    from layoutdesk.ui.writing.spots import Spot

    look_for(window, "渡口")
    reach = window.find.form.reach
    for number, expected in ((1, 24 + 12 + 1), (2, 0)):
        reach.setCurrentIndex(number)
        reach.activated.emit(number)
        settle(window)
        assert len(rows(window)) == expected
    window.desk.select("el-tea")
    settle(window)
    assert len(rows(window)) == 12
    window.commands.take("text")
    window.writer.put(Spot("st-tea", "st-tea-1", 0))
    window.writer.put(Spot("st-tea", "st-tea-1", 60), select=True)
    reach.setCurrentIndex(3)
    reach.activated.emit(3)
    settle(window)
    assert len(rows(window)) == 2
    # The page that is turned to is the one that is looked through.
    reach.setCurrentIndex(1)
    reach.activated.emit(1)
    window.desk.turn_to("pg-2")
    settle(window)
    assert len(rows(window)) == 16


def test_what_is_found_follows_the_copy(window) -> None:
    look_for(window, "渡口")
    before = len(rows(window))
    window.desk.apply(edits.ReplaceText("st-tea", "st-tea-0", 0, 2, "码头"))
    QTest.qWait(300)
    settle(window)
    assert len(rows(window)) == before - 1
    window.desk.undo()
    settle(window)
    assert len(rows(window)) == before


def test_the_list_stays_where_it_was_pulled_to_while_the_copy_changes(window) -> None:
    look_for(window, "渡口")
    press(window, Qt.Key.Key_Return)
    bar = window.find.list.verticalScrollBar()
    assert bar.maximum() > 200
    bar.setValue(200)
    window.desk.apply(edits.ReplaceText("st-spare", "st-spare-0", 0, 2, "码头"))
    QTest.qWait(300)
    settle(window)
    assert bar.value() == 200
    press(window, Qt.Key.Key_F3)
    assert window.find.list.visualRect(window.find.list.currentIndex()).top() >= 0


def test_a_long_issue_is_looked_through_in_pieces_and_the_last_query_wins(window) -> None:
    body = tuple(Paragraph(id=f"l{n}", text="灯火长明渡口夜航" * 40) for n in range(420))
    window.desk.apply(edits.AddStory(Story(id="st-long", body=body)))
    look_for(window, "灯火长明")
    finder, form = window.desk.finder, window.find.form
    turns = 0
    form.text.setText(r"(?<=.{3})夜")
    form.switches["expression"].setChecked(True)
    form.text.setText("夜航")
    assert finder.is_busy
    while finder.is_busy:
        turns += 1
        finder._next()
    assert len(finder.hits) == min(count(window, "夜航"), MOST_HITS) and finder.is_cut
    settle(window)
    form.open_change(True)
    assert not window.find.all.isEnabled()


# Changing


def test_what_each_hit_would_become_is_seen_before_it_is_changed(window) -> None:
    look_for(window, "渡口", "码头")
    hit = window.desk.finder.hits[3]
    before, found, behind = around(hit)
    assert rows(window)[3] == f"{before}{found} → 码头{behind}"
    assert window.desk.finder.becomes(hit) == "码头"
    assert count(window, "渡口") == len(rows(window))


def test_enter_in_the_second_line_changes_one_and_goes_to_the_next(window) -> None:
    look_for(window, "渡口", "渡口码头")
    window.find.form.becomes.setFocus()
    press(window, Qt.Key.Key_Return)
    at = window.desk.finder.current
    assert at == 0 and not window.desk.done_labels
    press(window, Qt.Key.Key_Return)
    hit = window.desk.finder.hits[window.desk.finder.current]
    # What was changed holds what is looked for; the hand goes on behind it.
    assert text_of(window, "st-dock-main").startswith("渡口码头灯火")
    assert (hit.text.paragraph.id, hit.start) == ("st-dock-0", 0)
    assert [code for code, _ in window.desk.done_labels] == ["ui.history.change"]


def test_the_keys_stay_in_the_pane_when_its_button_has_nothing_left_to_change(window, qtbot) -> None:
    window.commands.finding.open(changes=True)
    form = window.find.form
    form.text.setText("新茶开采")
    form.becomes.setText("春茶开采")
    qtbot.waitUntil(lambda: window.find.all.isEnabled(), timeout=5000)
    window.find.all.setFocus()
    QTest.keyClick(window.find.all, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.find.all.isEnabled(), timeout=5000)
    assert form.text.hasFocus()


def test_all_are_changed_as_one_named_step_that_undo_takes_back_whole(window) -> None:
    look_for(window, "渡口", "码头")
    before, wanted = window.desk.document, count(window, "渡口")
    press(window, Qt.Key.Key_Return, CTRL)
    assert count(window, "渡口") == 0 and len(window.desk.done_labels) == 1
    assert str(wanted) in window.status.note.text() and not rows(window)
    label = window.desk.done_labels[0]
    assert "渡口灯火照夜航" in window.language.text(label.code, **label.args)
    # With nothing typed since, undo in the line is that of the issue.
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.desk.document is before and len(rows(window)) == wanted


def test_after_the_last_change_the_pane_and_the_status_line_say_what_was_done(window) -> None:
    look_for(window, "渡口灯火", "码头灯火")
    window.find.form.becomes.setFocus()
    for _ in range(2):
        press(window, Qt.Key.Key_Return)
    done = window.language.text("ui.find.changed", count=1)
    assert not window.desk.finder.hits and window.find.figure.text() == done and window.status.note.text() == done
    window.desk.undo()
    look_for(window, "没有的话", "码头")
    assert window.find.figure.text() == window.language.text("ui.find.none")


def test_a_heading_is_broken_anew_where_its_words_have_changed(window) -> None:
    look_for(window, "夜航", "夜归船队")
    window.find.all.click()
    main = next(story.main for story in window.desk.document.stories if story.id == "st-dock")
    assert main.text == "渡口灯火照夜归船队" and main.phrases[-1].at == len(main.text)


def test_what_is_locked_and_notices_stay_unless_that_is_wanted_and_it_is_told(window) -> None:
    desk = window.desk
    desk.apply(edits.LockElements("pg-1", ("el-tea",)))
    desk.apply(edits.SetStory("st-library", kind="notice"))
    look_for(window, "渡口", "码头")
    closed = [hit for hit in desk.finder.hits if desk.finder.why_closed(hit)]
    assert {hit.text.story for hit in closed} == {"st-tea", "st-library"}
    assert window.find.sum.text() == window.language.text("ui.find.closed", count=len(closed))
    window.find.all.click()
    settle(window)
    assert count(window, "渡口") == len(closed) and str(len(closed)) in window.status.note.text()
    desk.finder.go(0)
    window.find.one.click()
    assert window.status.note.text() == window.language.text("ui.find.closed_locked")
    assert count(window, "渡口") == len(closed)
    window.find.form.closed.click()
    settle(window)
    window.find.all.click()
    assert count(window, "渡口") == 0


def test_a_hit_whose_tick_is_taken_away_is_left_out_and_stays_so(window) -> None:
    look_for(window, "渡口", "码头")
    click_row(window, 2, at=16)
    left = window.desk.finder.hits[2]
    assert window.desk.finder.is_left_out(left) and window.desk.finder.current < 0
    # Typed before it, in the same paragraph: it moves along.
    window.desk.apply(edits.ReplaceText("st-dock", left.text.paragraph.id, 0, 0, "昨夜"))
    QTest.qWait(300)
    settle(window)
    window.find.all.click()
    settle(window)
    assert count(window, "渡口") == 1 and "渡口" in text_of(window, left.text.paragraph.id)
    assert text_of(window, left.text.paragraph.id)[left.start + 2 :].startswith("渡口")


def test_what_is_left_out_among_what_is_changed_is_still_left_out_afterwards(window) -> None:
    look_for(window, "渡口", "渡口码头")
    among = [n for n, hit in enumerate(window.desk.finder.hits) if hit.text.paragraph.id == "st-dock-0"]
    click_row(window, among[1], at=16)
    left = window.desk.finder.hits[among[1]]
    window.find.all.click()
    settle(window)
    out = [hit for hit in window.desk.finder.hits if window.desk.finder.is_left_out(hit)]
    assert [(hit.text.paragraph.id, hit.start) for hit in out] == [("st-dock-0", left.start + 2)]
    assert text_of(window, "st-dock-0")[out[0].end :].startswith("的灯")


def test_a_pane_that_is_closed_while_it_looks_finds_all_when_it_is_opened_again(window) -> None:
    body = tuple(Paragraph(id=f"l{n}", text="灯火长明渡口夜航" * 30) for n in range(60))
    window.desk.apply(edits.AddStory(Story(id="st-long", body=body)))
    look_for(window, "无")
    window.find.form.text.setText("夜航")
    assert window.desk.finder.is_busy
    window.commands.finding.close()
    assert not window.desk.finder.is_busy
    press(window, Qt.Key.Key_F, CTRL)
    settle(window)
    assert len(window.desk.finder.hits) == count(window, "夜航") > 1800


def test_formats_are_found_and_given(window) -> None:
    window.desk.apply(edits.SetSpan("st-dock", "st-dock-0", 0, 4, "bold"))
    look_for(window, "", "")
    formats = window.find.form.formats

    def choose(name: str, value: str) -> None:
        choice = formats.choices[name]
        choice.setCurrentIndex(formats._values[name].index(value))
        choice.activated.emit(choice.currentIndex())
        settle(window)

    choose("look", "bold")
    assert [(hit.start, hit.end) for hit in window.desk.finder.hits] == [(0, 4)]
    choose("put_on", "dots")
    choose("take_off", "bold")
    assert window.find.form.becomes.placeholderText() == window.language.text("ui.find.becomes_keeps")
    before = text_of(window, "st-dock-0")
    window.find.all.click()
    story = next(each for each in window.desk.document.stories if each.id == "st-dock")
    assert story.body[0].spans == (Span(0, 4, "dots"),) and story.body[0].text == before


def test_readings_that_would_go_are_told_before(window) -> None:
    window.desk.apply(edits.SetSpan("st-dock", "st-dock-0", 0, 2, "reading", "dù kǒu"))
    look_for(window, "渡口", "码头")
    assert window.find.sum.text() == window.language.text("ui.find.readings", count=2)
    window.find.form.becomes.setText("渡口码头")
    settle(window)
    assert not window.find.sum.isVisible()


def test_the_current_hit_is_framed_at_once_the_others_are_tinted_in_their_turn(window) -> None:
    look_for(window, "渡口")
    window.desk.finder.go(2)
    others, current = window.shown_hits.on(window.desk.shown)
    assert len(current) == 1
    settle(window)
    here = [hit for hit in window.desk.finder.hits if hit.text.story in ("st-dock", "st-tea")]
    others, current = window.shown_hits.on(window.desk.shown)
    assert len(others) == len(here) - 1 and len(current) == 1
    # On a page that is only tried out nothing is marked, and closed nothing is.
    window.desk.try_out(edits.SetBlock("pg-1", "el-tea", columns=1), now=True)
    assert window.shown_hits.on(window.desk.shown) == ((), ())
    window.desk.end_preview()
    press(window, Qt.Key.Key_Escape)
    window.commands.finding.close()
    assert window.shown_hits.on(window.desk.shown) == ((), ())


def test_line_ends_that_are_pasted_never_come_into_the_copy(window) -> None:
    look_for(window, "渡口", "")
    window.find.form.becomes.insert("码\n头\u2028北")
    settle(window)
    window.find.all.click()
    assert text_of(window, "st-dock-main").isprintable()


def test_a_bad_expression_gets_one_sentence_and_changes_nothing(window) -> None:
    look_for(window, "(渡", "x")
    window.find.form.switches["expression"].click()
    settle(window)
    why = window.find.form.why
    assert why.isVisible() and why.text() == window.language.text("finding.expression-open", at=2)
    assert not window.find.all.isEnabled() and not rows(window)
    window.find.form.text.setText("(渡)口")
    window.find.form.becomes.setText("$2")
    settle(window)
    assert why.text() == window.language.text("finding.no-group", group=2)
    assert rows(window) and not window.find.all.isEnabled()
    window.find.form.becomes.setText("$1头")
    settle(window)
    assert not why.isVisible() and window.find.all.isEnabled()


def test_parts_of_expressions_are_put_in_from_a_menu(window) -> None:
    look_for(window, "", "")
    form = window.find.form
    assert not form.tokens_button.isVisible()
    form.switches["expression"].click()
    assert form.tokens_button.isVisible()

    def choose(name: str) -> None:
        form.tokens.fill()
        said = window.language.text(f"ui.find.token_{name}")
        next(action for action in form.tokens.actions() if action.text().partition("\t")[0] == said).trigger()

    for name in ("behind", "han"):
        choose(name)
    form.text.end(False)
    form.text.insert("口")
    choose("first")
    assert (form.text.text(), form.becomes.text()) == (r"(?<=\p{Han})口", "$1")
    form.becomes.setText("")
    choose("full")
    choose("whole")
    settle(window)
    assert form.becomes.text() == r"\F$0" and len(rows(window)) == count(window, "渡口")


def test_a_reader_of_an_issue_finds_and_changes_nothing(window, issue) -> None:
    window.desk.open(issue, read_only=True)
    look_for(window, "渡口", "码头")
    assert rows(window) and not window.find.all.isEnabled() and not window.find.one.isEnabled()


def test_ctrl_h_in_the_pane_goes_to_the_second_line_and_on_the_page_to_the_edges(window, hand) -> None:
    look_for(window, "渡口")
    shown = window.shown["edges"]
    press(window, Qt.Key.Key_H, CTRL)
    assert window.find.form.becomes.hasFocus() and window.shown["edges"] is shown
    hand.key(Qt.Key.Key_H, CTRL)
    assert window.shown["edges"] is not shown


# Queries that are kept


def test_a_query_of_the_menu_is_asked_as_it_is(window) -> None:
    window.desk.apply(edits.ReplaceText("st-tea", "st-tea-0", 0, 0, "新茶２０２６"))
    window.commands.finding.open()
    menu = window.find.menu
    menu.fill()
    wanted = window.language.text("finding.query.full-figures")
    next(action for action in menu.actions() if action.text() == wanted).trigger()
    settle(window)
    assert window.find.form.wanted == SHIPPED["full-figures"] and window.find.form.is_changing
    assert len(rows(window)) == 1
    window.find.all.click()
    assert text_of(window, "st-tea-0").startswith("新茶2026渡口")


def test_what_was_asked_and_what_is_kept_is_offered_again(window, monkeypatch) -> None:
    look_for(window, "渡口", "码头")
    press(window, Qt.Key.Key_F3)
    monkeypatch.setattr(window.dialogs, "query_name", lambda proposed: f"找{proposed}")
    window.find.menu.keep_wanted.emit()
    assert stored.recent() == [Wanted(text="渡口", becomes="码头")] and list(stored.kept()) == ["找渡口"]
    window.find.form.put(Wanted(text="灯"), changes=False)
    window.find.menu.fill()
    next(action for action in window.find.menu.actions() if action.text() == "找渡口").trigger()
    settle(window)
    assert window.find.form.wanted == Wanted(text="渡口", becomes="码头")
    stored.forget("找渡口")
    assert not stored.kept()


def test_recent_queries_are_bounded_and_damaged_settings_are_none(window) -> None:
    for number in range(stored.MOST_RECENT + 5):
        stored.remember(Wanted(text=str(number)))
    assert len(stored.recent()) == stored.MOST_RECENT and stored.recent()[0].text == str(stored.MOST_RECENT + 4)
    stored.remember(replace(stored.recent()[3], becomes="x"))
    assert len(stored.recent()) == stored.MOST_RECENT and stored.recent()[0].becomes == "x"
    from PySide6.QtCore import QSettings

    QSettings().setValue("finding/recent", "{")
    assert stored.recent() == []


def test_nothing_found_is_said(window) -> None:
    look_for(window, "没有的话")
    assert window.find.figure.text() == window.language.text("ui.find.none") and not window.find.on.isEnabled()
    press(window, Qt.Key.Key_Return)
    assert window.status.note.text() == window.language.text("ui.find.none")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pane_speaks_both_languages_with_nothing_cut(window, language) -> None:
    window.language.use(language)
    look_for(window, "渡口", "码头")
    window.find.form.formats_button.click()
    settle(window)
    for label in (field.label for field in window.find.form.formats.fields.values()):
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    for button in (window.find.one, window.find.all, *window.find.form.switches.values()):
        assert button.width() >= button.sizeHint().width()


def test_tab_goes_from_what_is_looked_for_to_what_it_becomes_and_back(window) -> None:
    window.bars.do("find-change")
    press(window, Qt.Key.Key_Tab)
    assert window.find.form.becomes.hasFocus()
    press(window, Qt.Key.Key_Backtab, SHIFT)
    assert window.find.form.text.hasFocus()
