"""Tracked changes and notes in the window: switched, drawn, listed, gone to, accepted and rejected, never printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.edits.changes import changes_of
from layoutdesk.model.story import Paragraph, paragraphs
from layoutdesk.ui.panels.reviewlist import marked_lines
from layoutdesk.ui.panels.rows import ROW_ROLE, shown_lines
from layoutdesk.ui.review.tips import MarkTips
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.spots import Spot
from tests.ui.conftest import rest

TEA, DOCK = "st-tea", "st-dock"


def story(window: Window, name: str = TEA):
    return window.desk.document.story(name)


def words(window: Window, name: str = TEA) -> list[str]:
    return [each.text for each in paragraphs(story(window, name))]


def changes(window: Window, name: str = TEA) -> list[tuple[str, str, str]]:
    return [(each.kind, each.gone, each.come) for each in changes_of(story(window, name))]


def write(window: Window, text: str, at: int, to: int = -1, paragraph: str = "st-tea-0") -> None:
    """Types over a range of the copy as the hand does."""
    spot = Spot(paragraph.rpartition("-")[0], paragraph, at)
    window.commands.take("text")
    window.writer.put(spot)
    if to >= 0:
        window.writer.put(spot.at(to), select=True)
    window.writer.write(text) if text else window.writer.erase(1)
    settle(window)


def settle(window: Window) -> None:
    window.desk.finish_composing()
    rest(window)
    window.review.refresh()


def rows(window: Window) -> list[str]:
    return [row.text for row in window.review.list.rows.rows if row.key]


def tracking(window: Window) -> Window:
    window.bars.do("track")
    return window


def test_what_is_typed_and_deleted_is_listed_in_the_order_of_the_pages(window: Window) -> None:
    tracking(window)
    write(window, "新", 2, 4)
    write(window, "", 10, 12)
    write(window, "灯", 0, paragraph="st-dock-1")
    window.bars.do("review")
    settle(window)
    assert rows(window) == ["添“灯”", "改“的灯”为“新”", f"删“{words_gone(window)}”"]
    assert window.status.tracked.isVisible()
    # What waits is told where it is always seen, also when the issue is opened anew, and leads to the list.
    path = window.desk.session.path
    assert window.commands.files.close_issue() and window.commands.files.open_path(path)
    window.around.show_beside("review", False)
    rest(window)
    tracked = window.status.tracked
    assert tracked.text().endswith("3 处待处理") and tracked.isVisible()
    tracked.click()
    rest(window)
    assert window.review.isVisible()
    window.bars.do("review-accept-all")
    rest(window)
    assert "待处理" not in tracked.text()


def test_changes_that_say_the_same_are_told_apart_by_the_words_round_them(window: Window) -> None:
    """After find and change hundreds of rows said 添“X”."""
    tracking(window)
    write(window, "X", 2)
    write(window, "X", 15)
    window.bars.do("review")
    settle(window)
    shown = window.review.list
    places = [at for at, row in enumerate(shown.rows.rows) if row.key]
    assert [shown.rows.rows[at].text for at in places] == ["添“X”"] * 2
    text = words(window)[1]
    told = [shown.rows.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in places]
    assert text[:6] in told[0] and text[12:20] in told[1]
    images = [shown.viewport().grab(shown.visualRect(shown.rows.index(at))).toImage() for at in places]
    assert images[0].size() == images[1].size() and images[0] != images[1]
    # Another word beside a change is seen though its row says the same.
    before = images[0]
    window.bars.do("track")
    write(window, "旁边", 4)
    assert shown.viewport().grab(shown.visualRect(shown.rows.index(places[0]))).toImage() != before


def test_a_change_is_painted_whole_on_lines_of_any_width(window: Window) -> None:
    tracking(window)
    long = "往来的船只依次靠岸，码头上的人们把货物一件件搬进仓库" * 2
    write(window, long, 20)
    window.bars.do("review")
    settle(window)
    shown = window.review.list
    key = next(row.key for row in shown.rows.rows if row.key)
    around = shown.changes.around(key)
    for width in (120, 260, 420):
        lines = marked_lines(around, shown.font(), width, 9)
        assert "".join(line.come for line in lines) == long
        assert all(sum(map(len, line)) for line in lines)
        assert lines[0].before and lines[0].before.endswith(around.before[-1])


def test_the_history_says_which_words_were_accepted_and_of_several_how_many(window: Window) -> None:
    tracking(window)
    write(window, "新", 2, 4)
    write(window, "茶", 20)
    write(window, "灯", 0, paragraph="st-dock-1")
    window.writer.put(Spot(TEA, "st-tea-0", 0))
    window.bars.do("review-next")
    window.bars.do("review-reject")
    window.bars.do("review-accept-all")
    settle(window)
    done = [window.language.text(code, **args) for code, args in window.desk.done_labels[-2:]]
    assert done == ["拒绝修订，改“的灯”为“新”：“新茶开采满山香”", "接受 2 处修订：“渡口灯火照夜航”、“新茶开采满山香”"]
    rows = window.history.list.rows.rows
    assert [row.text for row in rows[:2]] == done[::-1]
    # Where there is no room for all of it the story's name gives way, not what was done.
    font = window.history.list.font()
    narrow = QFontMetrics(font).horizontalAdvance("拒绝修订，改“的灯”为“新”：“新茶…”") + 1
    assert shown_lines(rows[1], font, narrow) == ["拒绝修订，改“的灯”为“新”：“新茶…”"]
    assert "接受 2 处修订" in shown_lines(rows[0], font, narrow)[0]


def words_gone(window: Window) -> str:
    return next(each.gone for each in changes_of(story(window)) if each.kind == "out")


def test_accepting_and_rejecting_by_key_is_one_step_each_and_goes_on(window: Window) -> None:
    before = words(window)
    tracking(window)
    write(window, "新", 2, 4)
    write(window, "茶", 20)
    steps = len(window.desk.done_labels)
    window.writer.put(Spot(TEA, "st-tea-0", 0))
    window.bars.do("review-next")
    assert window.writer.selected_text == "新"
    window.bars.do("review-reject")
    assert changes(window) == [("in", "", "茶")]
    assert window.writer.selected_text == "茶"
    window.bars.do("review-accept")
    assert changes(window) == []
    assert len(window.desk.done_labels) == steps + 2
    assert words(window)[1] == before[1][:21] + "茶" + before[1][21:]
    window.desk.undo()
    window.desk.undo()
    assert len(changes(window)) == 2


def test_all_of_the_issue_is_rejected_in_one_step(window: Window) -> None:
    before = words(window), words(window, DOCK)
    tracking(window)
    write(window, "新\n闻", 2, 4)
    write(window, "", 3, 9, "st-dock-0")
    window.bars.do("review-reject-all")
    assert (words(window), words(window, DOCK)) == before
    window.desk.undo()
    assert changes(window) and changes(window, DOCK)


def test_only_the_story_in_hand_is_tracked(window: Window) -> None:
    window.desk.select("el-tea")
    window.bars.do("track-story")
    write(window, "新", 2)
    write(window, "旧", 2, paragraph="st-dock-0")
    assert changes(window) == [("in", "", "新")]
    assert changes(window, DOCK) == []


def test_changes_in_locked_copy_are_not_settled_and_it_is_said(window: Window) -> None:
    tracking(window)
    write(window, "新", 2)
    write(window, "旧", 2, paragraph="st-dock-0")
    window.commands.take("select")
    window.desk.apply(edits.LockElements("pg-1", ("el-tea",)))
    window.bars.do("review-accept-all")
    assert changes(window) and not changes(window, DOCK)
    assert "锁定" in window.status.note.text()
    window.bars.do("review-reject-all")
    assert changes(window)
    assert window.status.note.text() == window.language.text("ui.review.locked")


def test_changes_are_seen_on_the_page_and_not_in_preview(window: Window) -> None:
    tracking(window)
    write(window, "新新新", 2)
    window.commands.take("select")
    window.desk.select("")
    window.bars.do("zoom-200")
    mark = window.shown_marks.on("pg-1")[0]
    window.view.center_on(mark.rects[0])
    window.view.settle()
    box = window.view.rect_to_view(mark.rects[0])

    def underlined() -> bool:
        image = window.view.viewport().grab().toImage()
        foot = box.bottomLeft() + (box.bottomRight() - box.bottomLeft()) / 2
        accent = QColor(window.look.theme.accent)
        near = [image.pixelColor(round(foot.x()), round(foot.y()) + by) for by in (-1, 0, 1)]
        return any(abs(each.blue() - accent.blue()) < 60 and each.blue() - each.red() > 60 for each in near)

    assert underlined()
    window.bars.do("plain")
    assert not underlined()
    window.bars.do("plain")
    window.bars.do("marks")
    assert not underlined()


def test_nothing_of_it_is_in_the_print(window: Window) -> None:
    tracking(window)
    write(window, "新", 2, 4)
    with_marks = window.desk.composed["pg-1"].display
    window.bars.do("review-accept-all")
    settle(window)
    assert window.desk.composed["pg-1"].display == with_marks


def test_changes_are_kept_in_the_file_with_their_author(window: Window, issue) -> None:
    tracking(window)
    write(window, "新", 2)
    author = window.desk.session.author
    assert window.desk.session.flush()
    window.desk.close()
    window.desk.open(issue)
    found = next(changes_of(story(window)))
    assert (found.come, found.author) == ("新", author)
    assert window.desk.document.review.tracking


def test_a_chosen_row_is_gone_to_and_settled_with_the_buttons(window: Window) -> None:
    tracking(window)
    write(window, "新", 2)
    write(window, "茶", 20)
    window.bars.do("review")
    settle(window)
    keys = [row.key for row in window.review.list.rows.rows if row.key]
    place = window.review.list.visualRect(window.review.list.rows.find(keys[1])).center()
    QTest.mouseClick(window.review.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.desk.reviewed.key == keys[1]
    QTest.mouseClick(window.review.reject, Qt.MouseButton.LeftButton)
    assert changes(window) == [("in", "", "新")]


def test_the_hand_over_a_change_is_told_what_went_by_whom(window: Window) -> None:
    tracking(window)
    write(window, "", 2, 4)
    window.bars.do("galley")
    settle(window)
    author = window.desk.session.author
    for canvas, marks in (
        (window.canvases.main.view, window.shown_marks.on("pg-1")),
        (window.galley.view, window.galley.marks()),
    ):
        tips = next(each for each in canvas.children() if isinstance(each, MarkTips))
        foot = canvas.rect_to_view(marks[0].caret).bottomLeft()
        assert tips.told(foot).startswith(author)
        assert tips.told(foot).endswith("删“的灯”")
        assert tips.told(foot + QPointF(200, 200)) == ""


# --- notes


def take_note(window: Window, text: str) -> None:
    window.bars.do("note")
    settle(window)
    QTest.keyClicks(window.review.note.text, text)
    QTest.keyClick(window.review.note.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)


def notes(window: Window):
    return window.desk.document.review.notes


def test_a_note_hangs_on_the_words_and_moves_with_them(window: Window) -> None:
    window.commands.take("text")
    window.writer.put(Spot(TEA, "st-tea-0", 2))
    window.writer.put(Spot(TEA, "st-tea-0", 5), select=True)
    take_note(window, "check")
    note = notes(window)[0]
    assert (note.text, note.author) == ("check", window.desk.session.author)
    assert (note.anchor.paragraph, note.anchor.start, note.anchor.end) == ("st-tea-0", 2, 5)
    write(window, "前面", 0)
    assert (notes(window)[0].anchor.start, notes(window)[0].anchor.end) == (4, 7)
    assert rows(window) == ["check"]
    (row,) = [row for row in window.review.list.rows.rows if row.key]
    words = window.desk.document.story("st-tea").body[0].text[4:7]
    assert row.under.startswith(f"“{words}” · {window.desk.session.author}")


def test_a_note_on_an_element_is_answered_settled_and_deleted(window: Window) -> None:
    window.desk.select("el-dock")
    take_note(window, "larger")
    assert notes(window)[0].element == "el-dock"
    settle(window)
    (row,) = [each for each in window.review.list.rows.rows if each.key]
    assert row.under.startswith("“渡口灯火照夜航” · ")
    QTest.keyClicks(window.review.note.reply, "done")
    QTest.keyClick(window.review.note.reply, Qt.Key.Key_Return)
    assert [each.text for each in notes(window)[0].replies] == ["done"]
    window.bars.do("note-resolve")
    assert notes(window)[0].resolved
    window.bars.do("note-delete")
    assert notes(window) == ()
    window.desk.undo()
    assert notes(window)[0].resolved


@pytest.mark.parametrize("been", [False, True])
def test_the_list_opens_and_f7_goes_on_from_where_one_writes(window: Window, been: bool) -> None:
    """Opening the list went to the first change of the issue, and F7 on from the one gone to last, wherever the caret was."""
    tracking(window)
    desk = window.desk
    write(window, "甲", 2)
    write(window, "乙", 9)
    write(window, "丙", 2, paragraph="st-dock-1")
    if been:
        window.bars.do("review-next")
        settle(window)
    window.writer.put(Spot(TEA, "st-tea-0", 5))
    before = desk.page_id, window.writer.spot
    window.bars.do("review")
    settle(window)
    assert (desk.page_id, window.writer.spot) == before
    assert [desk.reviewed.find(key).change.come for key in window.review.list.chosen_keys()] == ["乙"]
    window.bars.do("review")
    window.writer.put(Spot(TEA, "st-tea-0", 5))
    window.bars.do("review-next")
    assert desk.reviewed.current.change.come == "乙" and window.writer.spot.story == TEA
    window.writer.put(Spot(TEA, "st-tea-0", 5))
    window.bars.do("review-previous")
    assert desk.reviewed.current.change.come == "甲"


def test_who_reads_without_a_caret_stays_where_he_reads(window: Window) -> None:
    """The list went to the first change of the issue, and F7 back to the one gone to before."""
    tracking(window)
    desk = window.desk
    write(window, "甲", 2, paragraph="st-dock-1")
    write(window, "乙", 2)
    write(window, "丙", 2, paragraph="st-library-0")
    window.writer.put(None)
    window.commands.take("select")
    desk.go_to("pg-2", "el-library")
    window.bars.do("review")
    settle(window)
    assert (desk.page_id, desk.selection) == ("pg-2", "el-library")
    assert [desk.reviewed.find(key).change.come for key in window.review.list.chosen_keys()] == ["丙"]
    window.bars.do("review")
    desk.go_to("pg-1", "el-tea")
    window.bars.do("review-next")
    assert desk.reviewed.current.change.come == "乙"
    desk.go_to("pg-2", "")
    window.bars.do("review-next")
    assert desk.reviewed.current.change.come == "丙" and desk.page_id == "pg-2"


def test_a_change_gone_to_is_shown_in_the_galley(window: Window) -> None:
    """At the size of a whole page it can be read nowhere else."""
    tracking(window)
    story_ = window.desk.document.story(DOCK)
    write(window, "甲", 2, paragraph=story_.body[-1].id)
    window.writer.put(None)
    window.commands.take("select")
    window.bars.do("galley")
    window.view.setFocus()
    window.desk.select("el-tea")
    rest(window)
    window.bars.do("review-next")
    rest(window)
    assert window.galley._story == DOCK
    (where,) = window.galley._pointed_at()
    seen = window.galley.view.rect_to_view(where).toAlignedRect()
    assert window.galley.view.viewport().rect().contains(seen)


def test_a_new_note_says_on_what_it_is(window: Window) -> None:
    window.desk.select("el-dock")
    window.bars.do("note")
    settle(window)
    assert window.review.note.heading.text().endswith("· “渡口灯火照夜航”")
    QTest.keyClick(window.review.note.text, Qt.Key.Key_Escape)
    window.commands.take("text")
    window.writer.put(Spot(TEA, "st-tea-0", 0))
    window.writer.put(Spot(TEA, "st-tea-0", 4), select=True)
    window.bars.do("note")
    settle(window)
    assert window.review.note.heading.text().endswith(f"· “{story(window).body[0].text[:4]}”")


def test_a_note_without_a_word_is_none(window: Window) -> None:
    window.desk.select("el-dock")
    window.bars.do("note")
    QTest.keyClick(window.review.note.text, Qt.Key.Key_Escape)
    assert notes(window) == ()
    assert not window.review.note.isVisible()


def test_a_note_of_another_hand_is_changed_in_place(window: Window) -> None:
    window.desk.select("el-dock")
    take_note(window, "one")
    window.review.note.text.setFocus()
    window.review.note.text.setPlainText("two")
    QTest.keyClick(window.review.note.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [each.text for each in notes(window)] == ["two"]


def test_the_list_shows_what_is_wanted_of_it(window: Window) -> None:
    tracking(window)
    write(window, "新", 2)
    window.commands.take("select")
    window.desk.select("el-dock")
    take_note(window, "note")
    assert rows(window) == ["note", "添“新”"]
    for at, wanted in ((1, ["添“新”"]), (2, ["note"])):
        window.review.shown.setCurrentIndex(at)
        window.review.refresh()
        assert rows(window) == wanted
    window.bars.do("note-resolve")
    window.review.shown.setCurrentIndex(3)
    window.review.refresh()
    assert rows(window) == ["添“新”"]


@pytest.mark.parametrize("name", ["review", "track", "note"])
def test_its_actions_have_keys(window: Window, name: str) -> None:
    assert window.keyring.first(name)


def test_rows_say_who_and_when(window: Window) -> None:
    tracking(window)
    write(window, "新", 2)
    window.bars.do("review")
    settle(window)
    at = next(at for at, row in enumerate(window.review.list.rows.rows) if row.key)
    under = window.review.list.rows.index(at).data(ROW_ROLE).under
    assert under.startswith(window.desk.session.author)


@pytest.mark.parametrize("way", ["close", "quit"])
def test_a_note_and_an_answer_that_are_half_typed_are_kept_when_the_issue_is_closed(
    window: Window, make_window, way: str
) -> None:
    file = window.desk.session.path
    window.desk.select("el-dock")
    take_note(window, "sent")
    QTest.keyClicks(window.review.note.reply, "half an answer")
    window.desk.select("el-tea")
    window.bars.do("note")
    settle(window)
    QTest.keyClicks(window.review.note.text, "half a note")
    window.bars.do(way)
    again = make_window()
    assert again.commands.files.open_path(file)
    sent, half = again.desk.document.review.notes
    assert (sent.text, half.text) == ("sent", "half a note")
    assert [each.text for each in sent.replies] == ["half an answer"]


def test_a_note_is_in_the_file_while_it_is_written_and_is_one_step(window: Window, qtbot) -> None:
    """Half written it was nowhere but in its field, beside a status line that called all saved."""
    window.desk.select("el-dock")
    window.bars.do("note")
    settle(window)
    form, steps = window.review.note, len(window.desk.done_labels)
    QTest.keyClicks(form.text, "check the")
    qtbot.waitUntil(lambda: [each.text for each in notes(window)] == ["check the"], timeout=5000)
    assert form.text.hasFocus() and form.text.toPlainText() == "check the"
    QTest.keyClicks(form.text, " figures")
    qtbot.waitUntil(lambda: [each.text for each in notes(window)] == ["check the figures"], timeout=5000)
    assert len(window.desk.done_labels) == steps + 1
    QTest.keyClick(form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(window.desk.done_labels) == steps + 1
    window.desk.undo()
    assert notes(window) == ()
    window.desk.redo()
    assert notes(window)[0].text == "check the figures"


def test_esc_leaves_a_note_with_all_its_words(window: Window) -> None:
    """As it leaves copy and every field: what had been listed as saved was gone, the last words beyond recall."""
    window.desk.select("el-dock")
    window.bars.do("note")
    settle(window)
    form = window.review.note
    QTest.keyClicks(form.text, "first")
    QTest.keyClick(form.text, Qt.Key.Key_Escape)
    assert [each.text for each in notes(window)] == ["first"] and not form.text.hasFocus()
    window.desk.reviewed.go(f"note {notes(window)[0].id}")
    settle(window)
    form.text.setFocus()
    form.text.moveCursor(form.text.textCursor().MoveOperation.End)
    QTest.keyClicks(form.text, " and more")
    QTest.keyClick(form.text, Qt.Key.Key_Escape)
    assert notes(window)[0].text == "first and more"


def test_a_note_of_two_lines_overprints_nothing_in_its_row(window: Window) -> None:
    window.desk.select("el-dock")
    window.bars.do("note")
    settle(window)
    form = window.review.note
    QTest.keyClicks(form.text, "one")
    QTest.keyClick(form.text, Qt.Key.Key_Return)
    QTest.keyClicks(form.text, "two")
    QTest.keyClick(form.text, Qt.Key.Key_Escape)
    settle(window)
    assert notes(window)[0].text == "one\ntwo"
    assert [row.text for row in window.review.list.rows.rows if row.key] == ["one two"]


@pytest.mark.parametrize("words", ["check name", ""])
def test_going_on_leaves_the_note_that_is_written(window: Window, words: str) -> None:
    """Its field stood below the change that was gone to and had the keys: what was typed went into the note."""
    window.bars.do("track")
    window.desk.apply(edits.ReplaceText(TEA, "st-tea-0", 0, 1, "某"))
    window.desk.select("el-dock")
    window.bars.do("note")
    settle(window)
    form = window.review.note
    QTest.keyClicks(form.text, words)
    window.bars.do("review-next")
    settle(window)
    current = window.desk.reviewed.current
    assert current is not None and current.change is not None
    assert not form.isVisible() and window.view.hasFocus()
    assert [each.text for each in notes(window)] == ([words] if words else [])


def test_an_answer_half_typed_stays_with_its_note(window: Window) -> None:
    """Choosing another note emptied the line."""
    for element, text in (("el-dock", "one"), ("el-tea", "two")):
        window.desk.select(element)
        take_note(window, text)
    pane, form = window.review, window.review.note
    one, two = (f"note {note.id}" for note in notes(window))

    def choose(key: str) -> None:
        place = pane.list.visualRect(pane.list.rows.find(key)).center()
        QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settle(window)

    choose(one)
    QTest.keyClicks(form.reply, "half an")
    choose(two)
    assert form.reply.text() == ""
    under = {row.key: row.under for row in pane.list.rows.rows}
    assert under[one].endswith("答复没写完") and "答复" not in under[two]
    QTest.keyClicks(form.reply, "other")
    choose(one)
    assert form.reply.text() == "half an"
    window.bars.do("review")
    window.desk.select("el-dock")
    window.bars.do("review")
    settle(window)
    choose(one)
    assert form.reply.text() == "half an"
    # A new note begun meanwhile takes none of it along.
    window.desk.select("el-dock")
    window.bars.do("note")
    settle(window)
    assert form.reply.text() == ""
    QTest.keyClick(form.text, Qt.Key.Key_Escape)
    choose(one)
    QTest.keyClicks(form.reply, " answer")
    QTest.keyClick(form.reply, Qt.Key.Key_Return)
    assert [[each.text for each in note.replies] for note in notes(window)] == [["half an answer"], []]
    choose(two)
    assert form.reply.text() == "other"


def test_a_short_note_leaves_the_list_its_room(window: Window) -> None:
    window.desk.select("el-dock")
    window.bars.do("note")
    settle(window)
    form = window.review.note
    form.text.setPlainText("短")
    settle(window)
    low = form.text.height()
    form.text.setPlainText("这里的数字要请记者再核实一遍，去年的和今年的不一样。" * 4)
    settle(window)
    assert low < form.text.height() <= 84
    assert low >= form.text.fontMetrics().lineSpacing() + 8


def test_a_note_that_is_sent_gives_the_hand_back(window: Window) -> None:
    window.view.setFocus()
    window.desk.select("el-dock")
    take_note(window, "sent")
    assert window.view.hasFocus()


def test_a_headline_breaks_as_before_when_its_changes_are_rejected(window: Window) -> None:
    """It once lost its places to break, and was set otherwise without a word."""
    desk, name = window.desk, "st-dock-main"

    def main() -> Paragraph:
        return desk.document.story("st-dock").main

    desk.apply(edits.ReplaceText("st-dock", name, 0, len(main().text), "环境影响评价第二次信息公示"))
    desk.apply(edits.SetBreaks("st-dock", name, (6,)))
    before = main()
    assert before.phrases
    window.bars.do("track")
    desk.apply(edits.ReplaceText("st-dock", name, 1, 2, "某"))
    assert main().phrases != before.phrases
    window.bars.do("review-reject-all")
    assert (main().text, main().phrases, main().breaks) == (before.text, before.phrases, before.breaks)
    desk.apply(edits.RemoveParagraph("st-dock", name))
    window.bars.do("review-reject-all")
    assert (main().text, main().phrases, main().breaks) == (before.text, before.phrases, before.breaks)
    desk.undo()
    assert main() is None


def test_the_caret_leaves_its_story_when_an_element_of_another_is_selected(window) -> None:
    window.commands.take("text")
    window.writer.put(Spot("st-dock", "st-dock-0", 3))
    window.desk.select("el-dock")
    assert window.writer.spot is not None
    # As a note on an object, a row of a list or a problem does.
    window.desk.go_to("pg-1", "el-tea")
    assert window.writer.spot is None and window.desk.selection == "el-tea"
    before = window.desk.document
    window.bars.do("style-subhead")
    assert window.desk.document.story("st-dock") is before.story("st-dock")


def test_who_only_reads_is_told_that_notes_and_tracking_are_not_his(window: Window, make_window) -> None:
    """The keys did nothing, and the palette gave another reason."""
    other = make_window()
    assert other.commands.files.open_path(window.desk.session.path)
    other.desk.finish_composing()
    other.desk.select("el-dock")
    for action in ("note", "track"):
        other.status.say(None)
        other.bars.do(action)
        assert "只读" in other.status.note.text(), action
    assert other.desk.document.review.notes == () and not other.desk.document.review.tracking
