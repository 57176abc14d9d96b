"""Duplicating, cutting, copying and pasting elements with their copy, on the real page (convention 10)."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Block, Box, Cell, Document, GridRect, Paragraph, PictureFrame, TableBlock, TextFrame
from layoutdesk.model.document import unplaced
from layoutdesk.model.story import body_text, paragraphs
from layoutdesk.ui import clipboard
from layoutdesk.ui.copying import ELEMENTS_MIME

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def place(window, *elements) -> None:
    for element in elements:
        window.desk.apply(edits.PlaceElement(page="pg-1", element=element))
    window.desk.finish_composing()


def of(window, name: str):
    return next(each for each in window.desk.page.elements if each.id == name)


def words_of(window, name: str) -> str:
    return body_text(window.desk.document.story(of(window, name).story))


def is_whole(document: Document) -> None:
    """The document as a file would give it back, with no id twice."""
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document
    for names in (
        [each.id for page in document.pages for each in page.elements],
        [each.id for each in document.stories],
        [part.id for story in document.stories for part in paragraphs(story)],
    ):
        assert len(names) == len(set(names))


def test_alt_drag_leaves_a_copy_with_a_story_of_its_own(window, hand) -> None:
    grid = window.desk.grid
    x, y = hand.middle("el-tea")
    hand.click(x, y)
    before, steps = of(window, "el-tea"), len(window.desk.done_labels)
    hand.press(x, y)
    hand.move_with(x, y + grid.step * 30, ALT)
    assert window.view.viewport().cursor().shape() == Qt.CursorShape.DragCopyCursor
    assert window.overlay.ghosts == ((GridRect(3, 30, 2, 24),),)
    assert {"el-dock", "el-tea"} < set(window.desk.shown.frames) and len(window.desk.shown.frames) == 4
    hand.release(x, y + grid.step * 30, ALT)
    copy = window.desk.element
    assert isinstance(copy, Block) and copy.area == (GridRect(3, 30, 2, 24),)
    assert of(window, "el-tea") is before and len(window.desk.done_labels) == steps + 1
    assert copy.story != before.story and words_of(window, copy.id) == words_of(window, "el-tea")
    is_whole(window.desk.document)
    window.desk.undo()
    assert window.desk.chosen == () and len(window.desk.document.stories) == 4


def test_alt_let_go_before_the_button_only_moves_and_esc_leaves_all_as_it_was(window, hand) -> None:
    place(window, Box(id="el-box", rect=Rect(60, 700, 80, 60)))
    before = window.desk.document
    x, y = hand.middle("el-box")
    hand.click(x, y)
    hand.press(x, y)
    hand.move_with(x + 40, y + 40, ALT)
    hand.key(Qt.Key.Key_Escape)
    hand.release(x + 40, y + 40, ALT)
    assert window.desk.document is before and window.overlay.ghosts == () and not window.overlay.copying
    hand.press(x, y)
    hand.move_with(x + 40, y + 41, ALT)
    hand.release(x + 40, y + 41)
    assert len(window.desk.page.elements) == 4 and of(window, "el-box").rect != Rect(60, 700, 80, 60)


def test_ctrl_held_in_a_drag_is_caught_by_nothing_and_shift_keeps_to_an_axis(window, hand) -> None:
    grid = window.desk.grid
    place(window, Box(id="el-box", rect=Rect(60, grid.row_top(50) + 3.3, 80, 60)))
    x, y = hand.middle("el-box")
    hand.click(x, y)
    hand.drag_with((x, y), (x + 40, y + 10), SHIFT)
    assert of(window, "el-box").rect.y == Rect(60, grid.row_top(50) + 3.3, 80, 60).y
    x, y = hand.middle("el-box")
    hand.press(x, y)
    hand.move_with(x + 3, y + grid.step * 4, CTRL)
    assert window.overlay.catches == ()
    hand.move_with(x + 3, y + grid.step * 4, Qt.KeyboardModifier.NoModifier)
    assert window.overlay.catches != ()
    hand.key(Qt.Key.Key_Escape)
    hand.release(x, y)


def test_shift_at_a_corner_keeps_the_proportions(window, hand) -> None:
    place(window, PictureFrame(id="el-photo", rect=Rect(60, 700, 80, 60)))
    window.desk.select("el-photo")
    hand.drag_with((140, 760), (220, 770), SHIFT)
    rect = of(window, "el-photo").rect
    assert (rect.x, rect.y) == (60, 700) and rect.w > 150 and abs(rect.w / rect.h - 4 / 3) < 0.001


def test_ctrl_d_duplicates_groups_and_free_elements_beside_themselves(window, hand) -> None:
    place(
        window, Box(id="el-box", rect=Rect(60, 700, 80, 60)), PictureFrame(id="el-photo", rect=Rect(200, 700, 90, 70))
    )
    window.desk.choose(("el-photo", "el-box"))
    hand.key(Qt.Key.Key_G, CTRL)
    hand.key(Qt.Key.Key_L, CTRL)
    hand.key(Qt.Key.Key_D, CTRL)
    copies = window.desk.elements
    assert [each.rect for each in copies] == [Rect(212, 712, 90, 70), Rect(72, 712, 80, 60)]
    assert len({each.group for each in copies}) == 1 and copies[0].group not in ("", of(window, "el-box").group)
    assert not any(each.locked for each in copies)
    is_whole(window.desk.document)
    window.desk.choose((copies[1].id,))
    hand.key(Qt.Key.Key_D, CTRL)
    hand.key(Qt.Key.Key_X, CTRL)
    assert [code for code, _ in window.desk.done_labels[-2:]] == ["ui.history.duplicate", "ui.history.cut"]


def test_what_is_cut_is_pasted_on_another_page_as_the_same_story(window, hand) -> None:
    window.desk.select("el-tea")
    hand.key(Qt.Key.Key_X, CTRL)
    assert "st-tea" in unplaced(window.desk.document)
    window.desk.turn_to("pg-2")
    hand.key(Qt.Key.Key_V, CTRL | ALT | SHIFT)
    assert window.desk.element.story == "st-tea" and window.desk.element.area == (GridRect(3, 0, 2, 24),)
    assert len(window.desk.document.stories) == 4
    hand.key(Qt.Key.Key_V, CTRL)
    assert window.desk.element.story != "st-tea" and len(window.desk.document.stories) == 5
    middle = window.view.to_page(window.view.viewport().rect().center().toPointF())
    rect = window.overlay.frames(window.desk.selection)[0]
    assert abs(rect.y + rect.h / 2 - middle[1]) <= window.desk.grid.step
    is_whole(window.desk.document)


def test_frames_copied_together_stay_threaded_and_one_alone_takes_the_copy_that_it_shows(window, hand) -> None:
    frames = [TextFrame(id=f"el-{n}", story="st-spare", rect=Rect(60 + 200 * n, 700, 180, 60)) for n in range(2)]
    place(window, *frames)
    window.desk.choose(("el-0", "el-1"))
    hand.key(Qt.Key.Key_D, CTRL)
    first, second = window.desk.elements
    assert first.story == second.story != "st-spare"
    assert window.desk.document.threads[first.story] == (first.id, second.id)
    shown = [line.text for line in window.desk.shown.lines if line.element == "el-1"]
    window.desk.select("el-1")
    hand.key(Qt.Key.Key_D, CTRL)
    alone = window.desk.element
    window.desk.finish_composing()
    assert alone.story not in window.desk.document.threads
    assert words_of(window, alone.id).replace("\n", "") == "".join(shown)
    first_line = next(line.text for line in window.desk.shown.lines if line.element == alone.id)
    assert shown[0].startswith(first_line[:8])
    is_whole(window.desk.document)


def test_while_one_writes_the_keys_belong_to_the_copy(window, hand) -> None:
    line = next(line for line in window.desk.shown.lines if line.element == "el-tea" and line.text.startswith("渡口"))
    window.commands.take("text")
    hand.click(line.x + 1, line.baseline - 3)
    count = len(window.desk.page.elements)
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V):
        hand.key(key, CTRL)
    assert len(window.desk.page.elements) == count
    assert not QGuiApplication.clipboard().mimeData().hasFormat(ELEMENTS_MIME)


def test_what_is_no_element_is_refused_in_words(window, hand) -> None:
    for junk in (
        b"",
        b"[]",
        b'{"elements":[]}',
        b'{"elements":[{"type":"folio-bar","id":"f"}]}',
        b'{"elements":[{"type":"box","id":"b","rect":{"x":1e9,"y":0,"w":1,"h":1}}]}',
    ):
        data = QMimeData()
        data.setData(ELEMENTS_MIME, junk)
        clipboard.put(data)
        before = window.desk.document
        hand.key(Qt.Key.Key_V, CTRL)
        assert window.desk.document is before
    assert window.language.text("edits.not-elements") in window.status.note.text()


def test_other_programs_get_all_words_of_a_copied_block(window) -> None:
    """Headline, byline, captions and tables were left out of what is pasted into a mail."""
    story = window.desk.document.story("st-tea")
    cells = tuple(Cell(paragraph=Paragraph(id=f"c{n}", text=f"格{n}", style="cell")) for n in range(2))
    window.desk.apply(
        edits.AddHeadlinePart("st-tea", "byline", Paragraph(id="by", text="本报记者 江田", style="byline"))
    )
    window.desk.apply(edits.AddTable("st-tea", TableBlock(id="t1", rows=(cells,)), -1))
    window.desk.select("el-tea")
    window.bars.do("copy")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[:2] == [story.main.text, "本报记者 江田"]
    assert lines[-1] == "格0\t格1"
