"""Writing in place: caret, keys, input methods; everything lands in the copy as edits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.display import Glyphs, flatten
from layoutdesk.model import Block, GridRect
from layoutdesk.model.story import paragraphs
from layoutdesk.ui import clipboard
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.pending import Slot
from layoutdesk.ui.writing.spots import Spot, Spots


def text_of(window: Window, story: str, paragraph: str) -> str:
    return next(part.text for part in paragraphs(window.desk.document.story(story)) if part.id == paragraph)


def commit(window: Window, text: str, *, start: int = 0, length: int = 0) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text, start, length)
    QApplication.sendEvent(window.view, event)


@pytest.fixture
def writer(window, hand):
    """The caret stands at the start of the second paragraph of the first story, after a double click there."""
    window.desk.select("el-dock")
    hand.write_at(Spot("st-dock", "st-dock-1", 0))
    writer = window.tools["text"].writer
    assert writer.spot == Spot("st-dock", "st-dock-1", 0)
    return writer


def test_what_an_input_method_commits_is_in_the_copy_and_on_the_page(window, writer) -> None:
    commit(window, "清晨，")
    assert text_of(window, "st-dock", "st-dock-1").startswith("清晨，渡口")
    assert writer.spot.offset == 3
    lines = [line.text for line in window.desk.shown.lines if line.paragraph == "st-dock-1"]
    assert lines[0].startswith("清晨，")


def test_the_page_stays_still_while_the_caret_is_in_view(window, writer) -> None:
    window.view.set_zoom(1)
    window.view.center_on(window.tools["text"].setting.caret())
    before = window.view.to_page(QPointF(0, 0))
    commit(window, "清晨")
    QTest.keyClick(window.view, Qt.Key.Key_Down)
    assert window.view.to_page(QPointF(0, 0)) == before
    window.view.pan(-4000, 0)
    commit(window, "，")
    assert QRectF(window.view.viewport().rect()).contains(
        window.view.rect_to_view(window.tools["text"].setting.caret()).topLeft()
    )


def test_what_is_under_way_never_enters_the_copy(window, writer) -> None:
    before = window.desk.document
    QApplication.sendEvent(window.view, QInputMethodEvent("qing chen", []))
    assert window.desk.document is before
    commit(window, "清晨")
    assert window.desk.document is not before


def test_keys_write_and_are_no_shortcuts(window, writer) -> None:
    QTest.keyClicks(window.view, "vhz 7")
    assert text_of(window, "st-dock", "st-dock-1").startswith("vhz 7渡口")
    assert window.commands.tool == "text"
    QTest.keyClick(window.view, Qt.Key.Key_Backspace)
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert text_of(window, "st-dock", "st-dock-1").startswith("vhz 口")
    assert window.desk.selection == "el-dock"


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier])
def test_a_letter_with_alt_or_the_windows_key_is_no_copy(window, writer, held) -> None:
    before = window.desk.document
    QTest.keyClick(window.view, "q", held)
    assert window.desk.document is before
    QTest.keyClick(window.view, "@", Qt.KeyboardModifier.GroupSwitchModifier)
    assert text_of(window, "st-dock", "st-dock-1").startswith("@")


def test_typing_is_one_step_of_the_history(window, writer) -> None:
    before = window.desk.document
    for char in "春风又绿":
        commit(window, char)
    assert len(window.desk.done_labels) == 1
    window.bars.actions["undo"].trigger()
    assert window.desk.document is before
    assert writer.spot is not None


def test_enter_parts_and_backspace_joins(window, writer) -> None:
    whole = text_of(window, "st-dock", "st-dock-1")
    for _ in range(5):
        QTest.keyClick(window.view, Qt.Key.Key_Right)
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert text_of(window, "st-dock", "st-dock-1") == whole[:5]
    assert text_of(window, "st-dock", writer.spot.paragraph) == whole[5:]
    QTest.keyClick(window.view, Qt.Key.Key_Backspace)
    assert text_of(window, "st-dock", "st-dock-1") == whole
    assert writer.spot == Spot("st-dock", "st-dock-1", 5)


def test_selecting_cutting_and_pasting(window, writer) -> None:
    for _ in range(3):
        QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert writer.selected_text == "渡口的"
    QTest.keyClick(window.view, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert text_of(window, "st-dock", "st-dock-1").startswith("灯在夜里")
    assert QGuiApplication.clipboard().text() == "渡口的"
    QTest.keyClick(window.view, Qt.Key.Key_End)
    QTest.keyClick(window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert text_of(window, "st-dock", "st-dock-1").count("渡口的") >= 1
    assert len(text_of(window, "st-dock", "st-dock-1")) == 39 * 4


def test_arrows_walk_through_rows_columns_and_paragraphs(window, writer) -> None:
    rows = window.tools["text"].setting.spots.rows
    start = window.tools["text"].setting.spots.row_of(writer.spot)
    QTest.keyClick(window.view, Qt.Key.Key_Down)
    assert window.tools["text"].setting.spots.row_of(writer.spot) == start + 1
    QTest.keyClick(window.view, Qt.Key.Key_Up)
    assert window.tools["text"].setting.spots.row_of(writer.spot) == start
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    QTest.keyClick(window.view, Qt.Key.Key_Left)
    assert writer.spot.paragraph == "st-dock-0"
    for _ in range(len(rows) + 2):
        QTest.keyClick(window.view, Qt.Key.Key_Down)
    assert window.tools["text"].setting.spots.row_of(writer.spot) == len(rows) - 1


def test_an_input_method_hears_of_the_caret_in_utf_16(window, writer) -> None:
    commit(window, "𠮷𠮷野")
    query = window.view.inputMethodQuery
    assert query(Qt.InputMethodQuery.ImCursorPosition) == 5
    assert writer.spot.offset == 3
    box = query(Qt.InputMethodQuery.ImCursorRectangle)
    caret = window.view.rect_to_view(window.tools["text"].setting.caret())
    # Input methods count from the corner of the view, rulers and all.
    assert abs(box.x() - caret.x() - window.view.viewport().x()) <= 1
    assert query(Qt.InputMethodQuery.ImEnabled)
    commit(window, "吉", start=-5, length=2)
    assert text_of(window, "st-dock", "st-dock-1").startswith("吉𠮷野渡口")


def test_esc_leaves_and_input_methods_rest(window, writer) -> None:
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.commands.tool == "select"
    assert writer.spot is None
    assert not window.view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    assert window.desk.selection == "el-dock"


def test_a_headline_is_written_in_place_too(window, writer) -> None:
    writer.put(Spot("st-dock", "st-dock-main", 0))
    commit(window, "今夜")
    assert text_of(window, "st-dock", "st-dock-main") == "今夜渡口灯火照夜航"
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert text_of(window, "st-dock", "st-dock-main") == "今夜渡口灯火照夜航"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["left", "right", "up", "down", "home", "end", "back", "delete", "part", "all", "undo", "redo"]
            ),
            st.text("渡口灯a1 ，。𠮷", min_size=1, max_size=3),
        ),
        max_size=30,
    )
)
def test_whatever_is_typed_the_caret_stays_in_the_copy(window, writer, keys: list[str]) -> None:
    setting = window.tools["text"].setting
    does = {
        "left": lambda: writer.step(-1), "right": lambda: writer.step(1), "up": lambda: setting.rise(-1),
        "down": lambda: setting.rise(1), "home": lambda: setting.edge(end=False), "end": lambda: setting.edge(end=True),
        "back": lambda: writer.erase(-1), "delete": lambda: writer.erase(1), "part": writer.part, "all": writer.select_all,
        "undo": window.desk.undo, "redo": window.desk.redo,
    }  # fmt: skip
    for key in keys:
        if writer.spot is None:
            writer.put(Spot("st-dock", "st-dock-0", 0))
        does.get(key, lambda key=key: writer.write(key))()
        if writer.spot is not None:
            length = len(writer.paragraph.text)
            assert 0 <= writer.spot.offset <= length
            assert writer.anchor.paragraph in {part.id for part in writer.run}
    window.desk.go_to_step(0)


def test_every_character_has_its_place(window) -> None:
    """A click on a character's left edge puts the caret before it."""
    spots = Spots(window.desk.shown, "el-dock")
    for row in spots.rows:
        for offset, x in row.stops:
            found = spots.at(x, row.line.baseline - row.line.size * 0.3)
            assert found == Spot("st-dock", row.line.paragraph, offset, ends=offset == row.line.end)
            rect = spots.caret(found)
            assert rect.x == pytest.approx(x, abs=0.01)


def test_the_end_of_a_line_is_behind_its_last_character(window, writer) -> None:
    """Also where the paragraph goes on in the next line; the same offset is the start of that one too."""
    first, second = [row.line for row in window.tools["text"].setting.spots.rows if row.line.paragraph == "st-dock-1"][
        :2
    ]
    QTest.keyClick(window.view, Qt.Key.Key_End)
    assert writer.spot.offset == first.end == second.start
    assert window.tools["text"].setting.caret().x == pytest.approx(first.x + first.width, abs=0.01)
    assert first.baseline - first.size < window.tools["text"].setting.caret().y < first.baseline
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    assert writer.spot.offset == first.start
    QTest.keyClick(window.view, Qt.Key.Key_Down)
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    assert (writer.spot.offset, window.tools["text"].setting.caret().y > first.baseline) == (second.start, True)
    before = text_of(window, "st-dock", "st-dock-1")
    QTest.keyClick(window.view, Qt.Key.Key_Up)
    QTest.keyClick(window.view, Qt.Key.Key_End)
    commit(window, "丨")
    assert text_of(window, "st-dock", "st-dock-1") == before[: first.end] + "丨" + before[first.end :]


def test_pasted_lines_become_paragraphs_in_one_step(window, writer) -> None:
    before = window.desk.document
    QGuiApplication.clipboard().setText("一行\r\n二\t行\u2029\n末\x07行")
    QTest.keyClick(window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    body = [part.text for part in window.desk.document.story("st-dock").body]
    old = [part.text for part in before.story("st-dock").body]
    assert body[:1] + body[-len(old) + 2 :] == old[:1] + old[2:]
    assert body[1:4] == ["一行", "二 行", "末行" + old[1]]
    assert writer.spot.offset == 2
    assert [code for code, _ in window.desk.done_labels] == ["ui.history.paste"]
    window.desk.undo()
    assert window.desk.document is before


def test_paragraphs_from_a_word_processor_keep_their_bold(window, writer) -> None:
    copied = QMimeData()
    copied.setHtml(
        "<html><body><!--StartFragment--><p class=MsoNormal>一<b>行</b><o:p></o:p></p><h2>末行</h2><!--EndFragment--></body></html>"
    )
    copied.setText("不用这个")
    clipboard.put(copied)
    old = window.desk.document.story("st-dock").body[1].text
    QTest.keyClick(window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    first, second = window.desk.document.story("st-dock").body[1:3]
    assert (first.text, second.text) == ("一行", "末行" + old)
    assert [(span.style, span.start, span.end) for span in first.spans] == [("bold", 1, 2)]
    assert [code for code, _ in window.desk.done_labels] == ["ui.history.paste"]


def test_a_headline_stays_one_line_when_lines_are_pasted(window, writer) -> None:
    main = window.desk.document.story("st-dock").main
    writer.put(Spot("st-dock", main.id, 0))
    writer.write("早\n晚")
    assert text_of(window, "st-dock", main.id) == "早 晚" + main.text


def test_character_styles_are_switched_on_what_is_selected(window, writer) -> None:
    def spans() -> list[tuple[int, int, str]]:
        part = window.desk.document.story("st-dock").body[1]
        return [(span.start, span.end, span.style) for span in part.spans]

    assert not window.bars.actions["look-dots"].isEnabled()
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert window.bars.actions["look-dots"].isEnabled()
    assert not window.bars.actions["look-dots"].isChecked()
    for name in ("dots", "superscript"):
        window.bars.actions[f"look-{name}"].trigger()
    assert spans() == [(0, 2, "dots"), (0, 2, "superscript")]
    assert window.bars.actions["look-dots"].isChecked()
    line = next(line for line in window.desk.shown.lines if line.paragraph == "st-dock-1")
    raised = [
        item for transform, item in flatten(window.desk.shown.display.items)
        if isinstance(item, Glyphs) and item.paragraph == "st-dock-1" and item.ys
    ]  # fmt: skip
    assert [run.text for run in raised] == [line.text[:2]]
    window.bars.actions["look-superscript"].trigger()
    assert spans() == [(0, 2, "dots")]
    window.bars.actions["look-clear"].trigger()
    assert spans() == []
    QTest.keyClick(window.view, Qt.Key.Key_Right)
    assert not window.bars.actions["look-dots"].isEnabled()


def test_a_reading_is_asked_for_and_set_above(window, writer, monkeypatch) -> None:
    asked: list[tuple[str, str]] = []
    answers = ["dù kǒu", ""]

    def answer(characters: str, present: str) -> str:
        asked.append((characters, present))
        return answers[len(asked) - 1]

    monkeypatch.setattr(window.dialogs, "reading", answer)
    for _ in range(2):
        QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    window.bars.actions["look-reading"].trigger()
    part = window.desk.document.story("st-dock").body[1]
    assert [(span.start, span.end, span.reading) for span in part.spans] == [(0, 2, "dù kǒu")]
    shown = [
        item.text for _, item in flatten(window.desk.shown.display.items) if isinstance(item, Glyphs) and item.artefact
    ]
    assert shown[:2] == ["dù", "kǒu"]
    window.bars.actions["look-reading"].trigger()
    assert asked == [(part.text[:2], ""), (part.text[:2], "dù kǒu")]
    assert window.desk.document.story("st-dock").body[1].spans == ()


def test_the_paragraph_with_the_caret_takes_a_drop_capital(window, writer) -> None:
    assert window.bars.actions["drop-2"].isEnabled()
    window.bars.actions["drop-2"].trigger()
    assert window.desk.document.story("st-dock").body[1].drop == 2
    assert window.bars.actions["drop-2"].isChecked()
    lines = [line for line in window.desk.shown.lines if line.paragraph == "st-dock-1"]
    assert lines[1].x > lines[0].x == lines[2].x
    window.bars.actions["drop-2"].trigger()
    assert window.desk.document.story("st-dock").body[1].drop == 0


def click(
    window: Window, spot: Spot, times: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Clicks so many times at once behind a spot, as the platform reports it: every second press of a run is a double click."""
    caret = window.tools["text"].setting.spots.caret(spot)
    at = window.view.to_view(caret.x + 2, caret.y + caret.h / 2)
    globally = window.view.viewport().mapToGlobal(at)
    for number in range(times):
        kind = QEvent.Type.MouseButtonDblClick if number % 2 else QEvent.Type.MouseButtonPress
        for each, buttons in (
            (kind, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            event = QMouseEvent(each, at, globally, Qt.MouseButton.LeftButton, buttons, modifiers)
            QApplication.sendEvent(window.view.viewport(), event)


def test_clicks_select_word_line_paragraph_and_story(window, writer) -> None:
    row = [row.line for row in window.tools["text"].setting.spots.rows if row.line.paragraph == "st-dock-1"][1]
    spot = Spot("st-dock", "st-dock-1", text_of(window, "st-dock", "st-dock-1").index("码头"))
    click(window, spot, 2)
    assert writer.selected_text == "码头"
    click(window, Spot("st-dock", "st-dock-1", row.start + 1), 3)
    assert writer.selected_text == row.text
    click(window, spot, 4)
    assert writer.selected_text == text_of(window, "st-dock", "st-dock-1")
    before = window.view.to_page(QPointF(0, 0))
    click(window, spot, 5)
    assert window.view.to_page(QPointF(0, 0)) == before
    assert writer.selected_text == "\n".join(part.text for part in window.desk.document.story("st-dock").body)
    click(window, spot, 1)
    assert not writer.has_selection


def drag_to(window: Window, spot: Spot) -> None:
    caret = window.tools["text"].setting.spots.caret(spot)
    at = window.view.to_view(caret.x + 2, caret.y + caret.h / 2)
    port, left = window.view.viewport(), Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        QPointF(port.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(port, event)


def test_a_drag_after_several_clicks_goes_on_by_words_lines_and_paragraphs(window, writer) -> None:
    text = text_of(window, "st-dock", "st-dock-1")
    spot = Spot("st-dock", "st-dock-1", text.index("码头"))
    click(window, spot, 2)
    ahead, behind = text.index("码头") + 6, text.index("码头") - 5
    drag_to(window, Spot("st-dock", "st-dock-1", ahead))
    taken = writer.selected_text
    assert taken.startswith("码头") and taken in text and len(taken) >= 6
    drag_to(window, Spot("st-dock", "st-dock-1", behind))
    taken = writer.selected_text
    assert taken.endswith("码头") and len(taken) >= 7
    drag_to(window, spot)
    assert writer.selected_text == "码头"
    rows = [row.line for row in window.tools["text"].setting.spots.rows if row.line.paragraph == "st-dock-1"]
    click(window, Spot("st-dock", "st-dock-1", rows[1].start + 1), 3)
    drag_to(window, Spot("st-dock", "st-dock-1", rows[2].start + 2))
    assert writer.selected_text == rows[1].text + rows[2].text
    click(window, spot, 4)
    drag_to(window, Spot("st-dock", "st-dock-2", 2))
    assert writer.selected_text == text + "\n" + text_of(window, "st-dock", "st-dock-2")


def test_spaces_that_come_as_keys_are_written(window, writer) -> None:
    for space in ("\u00a0", "\u3000"):
        QApplication.sendEvent(window.view, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, space))
    assert text_of(window, "st-dock", "st-dock-1").startswith("\u00a0\u3000")


def test_a_selection_reaches_over_paragraphs_and_is_typed_over_in_one_step(window, writer) -> None:
    before = window.desk.document
    old = [part.text for part in before.story("st-dock").body]
    click(window, Spot("st-dock", "st-dock-1", 3), 1)
    click(window, Spot("st-dock", "st-dock-3", 5), 1, Qt.KeyboardModifier.ShiftModifier)
    assert writer.selected_text == "\n".join((old[1][3:], old[2], old[3][:5]))
    commit(window, "改")
    body = [part.text for part in window.desk.document.story("st-dock").body]
    assert body == [old[0], old[1][:3] + "改" + old[3][5:], *old[4:]]
    assert writer.spot == Spot("st-dock", "st-dock-1", 4)
    window.desk.undo()
    assert window.desk.document is before


def test_a_selection_from_the_body_never_reaches_into_the_headline(window, writer) -> None:
    story = window.desk.document.story("st-dock")
    click(window, Spot("st-dock", story.main.id, 1), 1, Qt.KeyboardModifier.ShiftModifier)
    assert {part.paragraph.id for part in writer.selected} <= {item.id for item in story.body}
    QTest.keyClick(window.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert writer.selected_text == "\n".join(item.text for item in story.body)
    writer.erase(-1)
    assert [item.text for item in window.desk.document.story("st-dock").body] == [""]
    assert window.desk.document.story("st-dock").main == story.main


def test_copy_keeps_its_looks_inside_the_program(window, writer) -> None:
    writer.put(Spot("st-dock", "st-dock-1", 0))
    writer.put(Spot("st-dock", "st-dock-1", 4), select=True)
    window.bars.actions["look-dots"].trigger()
    writer.put(Spot("st-dock", "st-dock-1", 2))
    writer.put(Spot("st-dock", "st-dock-2", 3), select=True)
    QTest.keyClick(window.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == writer.selected_text
    last = window.desk.document.story("st-dock").body[-1]
    writer.put(Spot("st-dock", last.id, len(last.text)))
    QTest.keyClick(window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    body = window.desk.document.story("st-dock").body
    at = len(last.text)
    assert [(span.start, span.end, span.style) for span in body[-2].spans] == [(at, at + 2, "dots")]
    assert body[-1].text == body[2].text[:3]
    QTest.keyClick(window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert not window.desk.document.story("st-dock").body[-2].spans


def test_a_look_goes_over_all_paragraphs_selected(window, writer) -> None:
    writer.put(Spot("st-dock", "st-dock-1", 5))
    writer.put(Spot("st-dock", "st-dock-2", 6), select=True)
    window.bars.actions["look-bold"].trigger()
    spans = [
        [(span.start, span.end) for span in part.spans] for part in window.desk.document.story("st-dock").body[1:3]
    ]
    assert spans == [[(5, len(text_of(window, "st-dock", "st-dock-1")))], [(0, 6)]]
    assert window.bars.actions["look-bold"].isChecked()
    assert len(window.desk.done_labels) == 1
    window.bars.actions["look-bold"].trigger()
    assert all(not part.spans for part in window.desk.document.story("st-dock").body)


def test_ctrl_and_arrows_go_by_words_and_paragraphs(window, writer) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window.view, Qt.Key.Key_Right, control)
    first = writer.spot.offset
    assert text_of(window, "st-dock", "st-dock-1")[:first] == "渡口"
    QTest.keyClick(window.view, Qt.Key.Key_Delete, control)
    assert text_of(window, "st-dock", "st-dock-1").startswith("渡口灯")
    QTest.keyClick(window.view, Qt.Key.Key_Backspace, control)
    assert text_of(window, "st-dock", "st-dock-1").startswith("灯")
    QTest.keyClick(window.view, Qt.Key.Key_Down, control)
    assert writer.spot == Spot("st-dock", "st-dock-2", 0)
    QTest.keyClick(window.view, Qt.Key.Key_End, control | Qt.KeyboardModifier.ShiftModifier)
    assert [part.paragraph.id for part in writer.selected] == ["st-dock-2", "st-dock-3", "st-dock-4", "st-dock-5"]


def test_the_caret_leads_into_the_next_block_and_its_page(window, writer) -> None:
    """A story that goes on in a block of another page: the page in view follows the caret."""
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", last=2))
    more = Block(id="el-more", story="st-dock", area=(GridRect(3, 0, 2, 30),), first=2, headline=False)
    window.desk.apply(edits.PlaceElement(page="pg-2", element=more))
    window.desk.finish_composing()
    end = len(text_of(window, "st-dock", "st-dock-1"))
    writer.put(Spot("st-dock", "st-dock-1", end))
    assert window.desk.page_id == "pg-1"
    QTest.keyClick(window.view, Qt.Key.Key_Right)
    assert (window.desk.page_id, window.desk.selection) == ("pg-2", "el-more")
    assert writer.spot == Spot("st-dock", "st-dock-2", 0)
    QTest.keyClick(window.view, Qt.Key.Key_Left)
    assert (window.desk.page_id, window.desk.selection) == ("pg-1", "el-dock")


def under_way(window: Window, text: str, cursor: int | None = None) -> None:
    """What an input method has under way, its caret after ``cursor`` units of UTF-16."""
    kind = QInputMethodEvent.AttributeType.Cursor
    attributes = [QInputMethodEvent.Attribute(kind, cursor, 1)] if cursor is not None else []
    QApplication.sendEvent(window.view, QInputMethodEvent(text, attributes))


def lines_of(window: Window, paragraph: str) -> list[str]:
    return [line.text for line in window.desk.shown.lines if line.paragraph == paragraph]


@pytest.mark.parametrize("answers", ["", "青城"])
def test_what_is_under_way_is_put_in_once_whatever_the_method_answers(
    window, writer, monkeypatch, answers: str
) -> None:
    """ibus lets go of it without a word when it is asked to put it in; others send it, and late ones send it once more."""

    class Method:
        def commit(self) -> None:
            event = QInputMethodEvent("", [])
            event.setCommitString(answers)
            QApplication.sendEvent(window.view, event)

        def reset(self) -> None:
            QApplication.sendEvent(window.view, QInputMethodEvent("", []))

    before = writer.paragraph.text
    monkeypatch.setattr("layoutdesk.ui.canvas.tools.text.QGuiApplication.inputMethod", Method)
    monkeypatch.setattr(window.view.tool, "_has_input", lambda: True)
    under_way(window, "青城")
    offset = writer.spot.offset
    window.view.tool.finish()
    assert writer.under_way is None
    assert writer.paragraph.text == before[:offset] + "青城" + before[offset:]


def test_what_is_under_way_pushes_the_text_apart_as_if_it_stood_there(window, writer) -> None:
    setting, before = window.tools["text"].setting, window.desk.document
    bare, text = lines_of(window, "st-dock-1"), text_of(window, "st-dock", "st-dock-1")
    writer.put(Spot("st-dock", "st-dock-1", 2))
    under_way(window, "qing chen", 4)
    assert "".join(lines_of(window, "st-dock-1")) == text[:2] + "qing chen" + text[2:]
    assert lines_of(window, "st-dock-1") != bare
    assert window.desk.document is before and window.desk.done_labels == []
    assert setting.caret() == setting.spots.caret(Spot("st-dock", "st-dock-1", 6))
    (field,) = setting.under_way()
    assert field.x == pytest.approx(setting.spots.caret(Spot("st-dock", "st-dock-1", 2)).x)
    assert field.right == pytest.approx(setting.spots.caret(Spot("st-dock", "st-dock-1", 11)).x)
    assert window.view.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText) == text
    assert window.view.inputMethodQuery(Qt.InputMethodQuery.ImCursorPosition) == 2
    commit(window, "清晨")
    assert text_of(window, "st-dock", "st-dock-1") == text[:2] + "清晨" + text[2:]
    assert setting.under_way() == () and writer.spot.offset == 4
    assert len(window.desk.done_labels) == 1


def test_what_is_given_up_leaves_everything_as_it_was(window, writer) -> None:
    before, bare = window.desk.document, lines_of(window, "st-dock-1")
    writer.put(Spot("st-dock", "st-dock-1", 3))
    writer.put(Spot("st-dock", "st-dock-3", 4), select=True)
    under_way(window, "gai")
    assert lines_of(window, "st-dock-2") == []
    under_way(window, "")
    assert window.desk.document is before and lines_of(window, "st-dock-1") == bare
    assert [part.paragraph.id for part in writer.selected] == ["st-dock-1", "st-dock-2", "st-dock-3"]
    under_way(window, "gai")
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.desk.document is before and lines_of(window, "st-dock-1") == bare
    assert window.commands.tool == "select" and window.desk.shown is window.desk.composed[window.desk.page_id]


def begin_to_compose(window: Window) -> str:
    """Has something under way behind the second character of the first paragraph; its text as it is."""
    window.writer.put(Spot("st-dock", "st-dock-1", 2))
    under_way(window, "qing chen")
    return text_of(window, "st-dock", "st-dock-1")


@pytest.mark.parametrize("clicks", [1, 2])
@pytest.mark.parametrize("paragraph", ["st-dock-4", "st-dock-main"])
def test_a_click_elsewhere_puts_in_what_is_under_way_where_it_stands(
    window, writer, paragraph: str, clicks: int
) -> None:
    text = begin_to_compose(window)
    click(window, Spot("st-dock", paragraph, 3), clicks)
    assert text_of(window, "st-dock", "st-dock-1") == text[:2] + "qing chen" + text[2:]
    assert writer.spot.paragraph == paragraph and (writer.spot.offset == 3 or clicks == 2)
    assert len(window.desk.done_labels) == 1
    after = window.desk.document
    # Under load the input method sends it only now; what it composes anew it begins with a letter.
    commit(window, "qingchen")
    assert window.desk.document is after
    for text in ("q", "qi", "qing chen"):
        under_way(window, text)
    commit(window, "清晨")
    assert window.desk.document is not after and writer.under_way is None


def test_in_a_later_place_of_the_same_line_the_caret_stands_where_one_clicks(window, writer) -> None:
    begin_to_compose(window)
    setting = window.tools["text"].setting
    place = setting.spots.caret(Spot("st-dock", "st-dock-1", 14))
    point = window.view.rect_to_view(place)
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=point.center().toPoint())
    assert writer.spot == Spot("st-dock", "st-dock-1", 14) and writer.under_way is None


@pytest.mark.parametrize(
    "go",
    [
        lambda window: window.bars.do("tool-select"),
        lambda window: window.bars.do("next-page"),
        lambda window: window.desk.turn_to("pg-2"),
        lambda window: window.copy.search.setFocus(),
        lambda window: QTest.keyClick(window.view, Qt.Key.Key_Right),
        lambda window: window.writer.open_part("st-dock", Slot("kicker")),
        lambda window: QApplication.sendEvent(window.view, QFocusEvent(QEvent.Type.FocusOut)),
    ],
    ids=["tool", "page", "turn", "field", "arrow", "part", "window"],
)
def test_however_the_hand_leaves_nothing_that_is_under_way_is_lost(
    window, writer, go: Callable[[Window], None]
) -> None:
    text = begin_to_compose(window)
    go(window)
    assert text_of(window, "st-dock", "st-dock-1") == text[:2] + "qing chen" + text[2:]
    assert writer.under_way is None and len(window.desk.done_labels) == 1
    assert window.desk.shown is window.desk.composed[window.desk.page_id] or writer.pending is not None


def test_a_key_that_only_shifts_leaves_it_under_way(window, writer) -> None:
    begin_to_compose(window)
    QTest.keyClick(window.view, Qt.Key.Key_Shift)
    assert writer.under_way is not None and window.desk.done_labels == []


def test_closing_the_issue_keeps_what_is_under_way(window, writer, issue) -> None:
    text = begin_to_compose(window)
    assert window.commands.files.close_issue()
    assert writer.under_way is None and window.commands.files.open_path(issue)
    assert text_of(window, "st-dock", "st-dock-1") == text[:2] + "qing chen" + text[2:]


def test_the_candidates_follow_the_caret_when_the_page_is_zoomed_and_scrolled(window, writer) -> None:
    def box():
        return window.view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)

    setting = window.tools["text"].setting
    under_way(window, "𠮷ji", 2)
    assert writer.shown == Spot("st-dock", "st-dock-1", 1, ends=True)
    for zoom in (1.0, 2.5):
        window.view.set_zoom(zoom)
        window.view.pan(-37, 21)
        place = window.view.rect_to_view(setting.caret()).translated(QPointF(window.view.viewport().pos()))
        assert abs(box().x() - place.x()) <= 1 and abs(box().y() - place.y()) <= 1
        assert box().height() == pytest.approx(place.height(), abs=2)
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", head_at="left", columns=0))
    writer.put(Spot("st-dock", "st-dock-main", 2))
    under_way(window, "gang", 4)
    caret = setting.caret()
    assert setting.is_down() and caret.w > 0
    line = next(line for line in window.desk.shown.lines if line.style == "main" and line.story == "st-dock")
    assert line.down and "gang" in line.text
    assert box().width() > box().height()


def test_a_headline_makes_room_for_what_is_under_way(window, writer) -> None:
    main = text_of(window, "st-dock", "st-dock-main")
    writer.put(Spot("st-dock", "st-dock-main", 2))
    under_way(window, "deng'huo", 8)
    assert "".join(lines_of(window, "st-dock-main")) == main[:2] + "deng'huo" + main[2:]
    commit(window, "灯火")
    assert "".join(lines_of(window, "st-dock-main")) == main[:2] + "灯火" + main[2:]
    assert len(window.desk.done_labels) == 1


def test_lines_over_and_under_follow_every_key(window, writer) -> None:
    """In the status line and at the foot of the block, with no breath between."""

    def fit():
        return next(fit for fit in window.desk.shown.fits if fit.element == "el-dock")

    def foot():
        box = window.view.rect_to_view(window.overlay.frames("el-dock")[-1])
        rect = QRectF(box.right() - 200, box.bottom() + 2, 200, 18).toAlignedRect()
        return window.view.viewport().grab(rect).toImage()

    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 40),)))
    window.view.fit()
    lines, under, before = fit().lines, fit().under, foot()
    assert f"{lines} 行" in window.status.fit.text() and f"空 {under} 行" in window.status.fit.text()
    commit(window, "晨" * 40)
    assert fit().under < under and f"空 {fit().under} 行" in window.status.fit.text()
    assert foot() != before
    while fit().under > 0:
        commit(window, "晨" * 15)
    assert window.status.fit.text().endswith("正好排满")
    while not fit().over:
        commit(window, "晨" * 60)
    assert f"溢出 {fit().over} 行" in window.status.fit.text()
    assert window.status.fit.objectName() == "over"
    under_way(window, "chen" * 30)
    assert f"溢出 {fit().over} 行" in window.status.fit.text()
    window.language.use("en")
    assert "over" in window.status.fit.text()
    writer.put(None)
    window.desk.select("")
    assert window.status.fit.text() == ""
