"""Undo and redo lead the eye and the caret to what they change; menu and palette do to copy what the keys do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.phrase import Phrase
from layoutdesk.model import Paragraph, Story
from layoutdesk.model.story import paragraphs
from layoutdesk.ui import clipboard
from layoutdesk.ui.writing.changed import changed_spot
from layoutdesk.ui.writing.spots import Spot


def body(*texts: str, ids: str = "abcdefgh") -> Story:
    return Story(id="s", body=tuple(Paragraph(id=name, text=text) for name, text in zip(ids, texts, strict=False)))


@pytest.mark.parametrize(
    ("before", "after", "spot"),
    [
        (body("渡口的灯"), body("渡口夜里的灯"), Spot("s", "a", 4)),
        (body("渡口夜里的灯"), body("渡口的灯"), Spot("s", "a", 2)),
        (body("渡口", "的灯"), body("渡口的灯"), Spot("s", "a", 2)),
        (body("渡口的灯"), body("渡口", "的灯"), Spot("s", "b", 0)),
        (body("渡口", "灯"), body("渡口"), Spot("s", "a", 2)),
        (body("渡口"), body("渡口", "灯"), Spot("s", "b", 1)),
        (body("渡口", "灯"), body("灯", ids="b"), Spot("s", "b", 0)),
        (body("渡口的灯"), body("渡口的灯"), None),
        (body("啊啊"), body("啊啊啊"), Spot("s", "a", 3)),
    ],
)
def test_where_a_change_of_copy_ends(before: Story, after: Story, spot: Spot | None) -> None:
    assert changed_spot(before, after) == spot


@given(
    st.lists(st.text("甲乙丙", max_size=6), min_size=1, max_size=5), st.lists(st.text("甲乙丙", max_size=6), max_size=5)
)
def test_the_spot_is_always_in_the_copy(old: list[str], new: list[str]) -> None:
    before, after = body(*old), body(*new)
    spot = changed_spot(before, after)
    if spot is not None:
        part = next(part for part in paragraphs(after) if part.id == spot.paragraph)
        assert 0 <= spot.offset <= len(part.text)
        if len(old) == len(new):
            assert old != new


@pytest.fixture
def writer(window):
    """The caret in the third paragraph of the first story."""
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.setFocus()
    window.writer.put(Spot("st-dock", "st-dock-2", 4))
    return window.writer


def words(window) -> list[str]:
    return [part.text for part in window.desk.document.story("st-dock").body]


def test_undo_and_redo_put_the_caret_where_they_change_the_copy(window, writer) -> None:
    before = words(window)
    writer.write("清晨")
    writer.put(Spot("st-dock", "st-dock-0", 0))
    window.commands.undo()
    assert words(window) == before
    assert writer.spot == writer.anchor == Spot("st-dock", "st-dock-2", 4)
    window.commands.redo()
    assert writer.spot == Spot("st-dock", "st-dock-2", 6)
    writer.write("，")
    assert words(window)[2] == before[2][:4] + "清晨，" + before[2][4:]


def test_keys_after_an_undone_enter_are_still_copy(window, writer, hand) -> None:
    before = words(window)
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert len(words(window)) == len(before) + 1
    QTest.keyClick(window.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert words(window) == before
    assert writer.spot == Spot("st-dock", "st-dock-2", 4)
    QTest.keyClicks(window.view, "v")
    assert words(window)[2] == before[2][:4] + "v" + before[2][4:]
    assert window.commands.tool == "text"


def test_steps_of_the_history_lead_the_caret_too(window, writer) -> None:
    writer.write("清晨")
    writer.put(Spot("st-dock", "st-dock-0", 0))
    writer.write("渡口")
    window.desk.go_to_step(0)
    assert writer.spot is not None
    assert writer.spot.paragraph in ("st-dock-0", "st-dock-2")
    window.desk.go_to_step(1)
    assert writer.spot == Spot("st-dock", "st-dock-2", 6)


def test_undo_of_copy_on_another_page_turns_to_it(window) -> None:
    desk = window.desk
    assert desk.apply(edits.ReplaceText("st-library", "st-library-0", 0, 2, "码头"))
    assert desk.page_id == "pg-1"
    window.commands.undo()
    assert (desk.page_id, desk.selection) == ("pg-2", "el-library")
    # What stands on the page in view stays there.
    desk.go_to("pg-1")
    assert desk.apply(edits.ReplaceText("st-tea", "st-tea-0", 0, 2, "码头"))
    window.commands.undo()
    assert desk.page_id == "pg-1"


def test_a_change_of_the_page_leaves_the_caret_alone(window, writer) -> None:
    assert window.desk.apply(
        edits.SetPageName(page="pg-1", name="城事")
        if hasattr(edits, "SetPageName")
        else edits.SetStory("st-tea", priority=3)
    )
    window.commands.undo()
    assert writer.spot == Spot("st-dock", "st-dock-2", 4)


def test_while_a_block_is_in_the_hand_keys_undo_nothing(window, hand) -> None:
    desk = window.desk
    assert desk.apply(edits.SetStory("st-tea", priority=2))
    desk.select("el-tea")
    window.view.setFocus()
    box = window.overlay.frames("el-tea")[0]
    x, y = box.x + box.w / 2, box.y + box.h / 2
    hand.press(x, y)
    hand.move(x + 60, y + 60)
    assert window.view.tool.is_dragging
    steps = len(desk.done_labels)
    QTest.keyClick(window.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.done_labels) == steps
    assert desk.page_id == "pg-1"
    # Another hand turns the page: the drag is given up.
    desk.turn_to("pg-2")
    hand.release(x + 60, y + 60)
    assert len(desk.done_labels) == steps
    assert not window.view.tool.is_dragging


def test_menu_and_palette_cut_copy_and_paste_copy_while_one_writes(window, writer) -> None:
    before, elements = words(window), window.desk.page.elements
    writer.put(Spot("st-dock", "st-dock-2", 0))
    writer.put(Spot("st-dock", "st-dock-2", 4), select=True)
    taken = before[2][:4]
    assert window.bars.actions["cut"].isEnabled()
    window.bars.do("cut")
    assert QGuiApplication.clipboard().mimeData().text() == taken
    assert words(window)[2] == before[2][4:]
    window.bars.do("paste")
    assert words(window) == before
    window.bars.do("select-all")
    assert writer.selected_text == "\n".join(before)
    assert window.bars.actions["copy"].isEnabled()
    window.bars.do("copy")
    assert QGuiApplication.clipboard().mimeData().text() == "\n".join(before)
    window.bars.do("delete")
    assert words(window) == [""]
    assert window.desk.page.elements == elements
    window.commands.undo()
    assert words(window) == before


@pytest.mark.parametrize("give", [QMimeData.setText, QMimeData.setHtml])
def test_words_are_not_pasted_on_a_page_without_a_word(window, give) -> None:
    window.desk.select("el-dock")
    window.commands.take("select")
    data = QMimeData()
    give(data, "渡口")
    clipboard.put(data)
    before = window.desk.document
    window.bars.do("paste")
    assert window.desk.document is before
    assert window.status.note.text() == window.language.text("ui.paste.words")


def test_ctrl_s_says_that_all_is_kept(window) -> None:
    window.desk.apply(edits.SetStory("st-tea", priority=3))
    window.bars.do("save")
    assert window.desk.session.path.name in window.status.note.text()
    assert window.desk.session.flush()
    assert isinstance(window.desk.done_labels[-1], Phrase)
