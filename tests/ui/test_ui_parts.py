"""Parts that a story lacks are written by hand: shown as quiet words, made by their first character, gone with their last."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.display import IDENTITY, Glyphs, flatten
from layoutdesk.model import Block, GridRect, Masthead, Page, Paragraph, PictureRef
from layoutdesk.model.library import shipped_templates
from layoutdesk.ui.canvas.leaves import Leaf
from layoutdesk.ui.selection import Part
from layoutdesk.ui.writing.pending import BODY, Slot
from layoutdesk.ui.writing.spots import Spot


@pytest.fixture
def parts(window):
    """The first block is selected."""
    window.desk.select("el-dock")
    return window.overlay.parts


def commit(window, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(window.view, event)


def press(window, part: str) -> None:
    """The hand goes to the head of the block, then up to a word over it."""
    frame = window.view.rect_to_view(window.overlay.frames(window.desk.selection)[0])
    for step in (36, 40):  # A move to where the last window had the hand would be none.
        QTest.mouseMove(window.view.viewport(), frame.topLeft().toPoint() + QPoint(step, 30))
    box = next(box for slot, box in window.overlay.parts.chips() if slot.part == part)
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())


def names(parts) -> list[str]:
    return [slot.part for slot, _ in parts.chips()]


def story(window):
    return window.desk.document.story("st-dock")


def test_what_is_lacking_is_offered_beside_the_head_and_is_never_printed(window, parts) -> None:
    assert names(parts) == ["kicker", "deck", "byline"]
    frame = window.view.rect_to_view(window.overlay.frames("el-dock")[0])
    assert all(
        box.bottom() < frame.top() and frame.left() < box.left() < box.right() < frame.right()
        for _, box in parts.chips()
    )
    words = [parts.name(Slot(part)) for part in ("kicker", "main", "deck", "byline", "caption", "credit")]
    assert words == ["引题", "主题", "副题", "署名", "图片说明", "摄影署名"]
    shown = window.desk.shown
    window.view.viewport().repaint()
    assert window.desk.shown is shown and window.desk.done_labels == []
    window.desk.select("")
    assert names(parts) == []
    window.desk.choose(("el-dock", "el-tea"))
    assert names(parts) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("column", "columns"), [(0, 3), (5, 3), (3, 3)])
def test_no_word_comes_over_the_masthead(window, parts, language: str, column: int, columns: int) -> None:
    window.language.use(language)
    front = shipped_templates()["broadsheet-front"]
    window.desk.apply(edits.RemoveElement(page="pg-1", element="el-dock"))
    window.desk.apply(edits.SetTemplate(front))
    made = Page(id="pg-0", number=9, template=front.name, elements=(Masthead(id="head"),))
    window.desk.apply(edits.AddPage(made))
    window.desk.go_to("pg-0")
    window.desk.finish_composing()
    window.view.settle()
    area = (GridRect(column, 0, columns, 34),)
    window.desk.apply(edits.PlaceElement(page="pg-0", element=Block(id="el-dock", story="st-dock", area=area)))
    window.desk.select("el-dock")
    masthead = window.view.rect_to_view(window.overlay.frames("head")[0])
    boxes = [box for _, box in parts.chips()]
    assert len(boxes) == 3 and not any(box.intersects(masthead) for box in boxes)
    assert all(window.view.viewport().rect().contains(box.toAlignedRect()) for box in boxes)
    frame = window.view.rect_to_view(window.overlay.frames("el-dock")[0])
    if column != 3:
        assert not any(box.intersects(frame) for box in boxes)
    press(window, "kicker")
    assert window.writer.pending.slot == Slot("kicker")


def test_a_click_writes_a_kicker_as_one_step(window, parts) -> None:
    before = window.desk.document
    press(window, "kicker")
    assert window.commands.tool == "text" and window.writer.pending.slot == Slot("kicker")
    assert window.desk.document is before
    assert window.tools["text"].setting.caret() is not None and names(parts) == []
    for char in "沿江夜话":
        commit(window, char)
    assert story(window).kicker.text == "沿江夜话" and story(window).kicker.phrases
    assert [line.text for line in window.desk.shown.lines if line.style == "kicker"] == ["沿江夜话"]
    assert [label.code for label in window.desk.done_labels] == ["edits.add-kicker"]
    window.desk.undo()
    assert window.desk.document is before


def test_an_input_method_composes_in_a_part_that_is_not_there_yet(window, parts) -> None:
    before = window.desk.document
    press(window, "deck")
    QApplication.sendEvent(window.view, QInputMethodEvent("ye hua", []))
    assert [line.text for line in window.desk.shown.lines if line.style == "deck"] == ["ye hua"]
    assert window.tools["text"].setting.under_way()
    QApplication.sendEvent(window.view, QInputMethodEvent("", []))
    assert window.desk.document is before and window.writer.pending is not None
    commit(window, "夜话")
    assert story(window).deck.text == "夜话"


def test_nothing_typed_leaves_nothing(window, parts) -> None:
    before = window.desk.document
    press(window, "byline")
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.desk.document is before and window.desk.done_labels == []
    assert window.desk.shown is window.desk.composed["pg-1"]
    press(window, "kicker")
    window.desk.undo()
    window.desk.select("el-tea")
    window.desk.apply(edits.ReplaceText("st-tea", "st-tea-0", 0, 0, "春"))
    assert window.writer.pending is None and story(window).kicker is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_keys_go_from_part_to_part_and_what_stays_empty_vanishes(window, parts, key) -> None:
    press(window, "kicker")
    commit(window, "引题")
    seen = []
    for _ in range(4):
        QTest.keyClick(window.view, key)
        writer = window.writer
        seen.append(writer.pending.slot.part if writer.pending is not None else writer.paragraph.style)
        if seen[-1] == "byline":
            commit(window, "本报记者 林渡")
    assert seen == ["main", "deck", "byline", "body"]
    assert story(window).deck is None and story(window).byline.text == "本报记者 林渡"
    assert window.writer.spot == Spot("st-dock", "st-dock-0", 0)
    lines = [line.paragraph for line in window.desk.shown.lines if line.story == "st-dock"]
    assert lines.index(story(window).byline.id) < lines.index("st-dock-0")
    for part in ("byline", "deck", "main"):
        QTest.keyClick(window.view, Qt.Key.Key_Backtab)
        pending = window.writer.pending
        assert (pending.slot.part if pending is not None else window.writer.paragraph.style) == part
    assert [code for code, _ in window.desk.done_labels] == ["edits.add-kicker", "edits.add-byline"]


def test_an_emptied_part_vanishes_in_one_step_and_may_be_written_again(window, parts) -> None:
    press(window, "kicker")
    commit(window, "引题")
    before = window.desk.document
    window.writer.select_all()
    QTest.keyClick(window.view, Qt.Key.Key_Backspace)
    assert story(window).kicker is None and window.writer.pending.slot == Slot("kicker")
    assert window.desk.done_labels[-1].code == "ui.history.remove-kicker"
    commit(window, "新")
    assert story(window).kicker.text == "新"
    window.desk.undo()
    window.desk.undo()
    assert window.desk.document is before
    window.writer.put(Spot("st-dock", "st-dock-main", 0))
    window.writer.select_all()
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert story(window).main is not None and story(window).main.text == ""


def test_caption_and_credit_are_written_at_the_picture_in_the_hand(window, parts) -> None:
    window.desk.apply(edits.AddPicture("st-dock", PictureRef(id="pic"), 0))
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 60),)))
    placed = next(one for one in window.desk.shown.pictures if one.picture == "pic")
    window.desk.hold(Part("pic"))
    assert names(parts) == ["caption", "credit"]
    box = window.view.rect_to_view(placed.rect)
    assert all(box.contains(chip) for _, chip in parts.chips())
    # A picture that they would cover is left to menu and palette.
    near = window.view.zoom
    for zoom in (1.0, near, 0.3):
        window.view.set_zoom(zoom)
        box = window.view.rect_to_view(placed.rect)
        covered = sum(chip.width() * chip.height() for _, chip in parts.chips())
        assert covered <= 0.3 * box.width() * box.height() and bool(parts.chips()) is (zoom > 0.3)
    window.view.set_zoom(near)
    assert window.bars.actions["write-caption"].isEnabled()
    steps = len(window.desk.done_labels)
    press(window, "caption")
    assert window.tools["text"].setting.caret() is not None
    commit(window, "渡口的")
    commit(window, "早晨")
    QTest.keyClick(window.view, Qt.Key.Key_Tab)
    assert window.writer.pending.slot == Slot("credit", "pic")
    commit(window, "林渡 摄")
    picture = next(item for item in story(window).body if item.id == "pic")
    assert (picture.caption.text, picture.credit.text) == ("渡口的早晨", "林渡 摄")
    assert [code for code, _ in window.desk.done_labels[steps:]] == ["edits.add-caption", "edits.add-credit"]


@pytest.mark.parametrize("part", ["write-deck", "write-kicker"])
def test_a_part_is_begun_while_type_is_drawn_as_bars(window, parts, part: str) -> None:
    """A run without a character ended the program at the zoom at which a whole page is seen beside two panes."""
    window.view.set_zoom(0.12)
    window.view.settle()
    window.bars.do(part)
    QTest.qWait(30)
    window.view.repaint()
    window.view.settle()
    assert window.writer.pending is not None
    commit(window, "字")
    assert window.desk.done_labels[-1][0] == f"edits.add-{part.removeprefix('write-')}"


def test_a_run_without_a_character_is_drawn_as_nothing(window) -> None:
    image = QImage(9, 9, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    glyphs = next(
        item for _, item in flatten(window.desk.shown.display.items) if isinstance(item, Glyphs) and item.paragraph
    )
    painter = QPainter(image)
    for scale in (0.1, 1.0):
        empty = Leaf(replace(glyphs, gids=(), xs=(), ys=(), clusters=(), text=""), IDENTITY, Rect(0, 0, 9, 9), None)
        window.painter.paint(painter, [empty], scale)
    painter.end()
    assert not any(image.pixel(x, y) for x in range(9) for y in range(9))


def test_the_menu_leads_into_every_part_by_key_alone(window, parts) -> None:
    assert not window.bars.actions["write-caption"].isEnabled()
    window.bars.do("write-deck")
    commit(window, "副")
    assert story(window).deck.text == "副"
    window.bars.do("write-main")
    assert window.writer.spot == Spot("st-dock", "st-dock-main", len(story(window).main.text))
    window.writer.put(None)
    window.desk.select("")
    assert not window.bars.actions["write-kicker"].isEnabled()


def test_a_part_of_a_story_that_goes_on_elsewhere_is_written_where_its_head_is(window, parts) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", last=2))
    more = Block(id="el-more", story="st-dock", area=(GridRect(3, 0, 2, 30),), first=2, headline=False)
    window.desk.apply(edits.PlaceElement(page="pg-2", element=more))
    window.desk.finish_composing()
    window.desk.go_to("pg-2", "el-more")
    assert names(parts) == []
    window.commands.take("text")
    window.writer.put(Spot("st-dock", "st-dock-2", 4))
    QTest.keyClick(window.view, Qt.Key.Key_Backtab)
    assert (window.desk.page_id, window.desk.selection) == ("pg-1", "el-dock")
    assert window.writer.pending.slot == Slot("byline")
    window.writer.open_part("st-dock", BODY)
    assert window.writer.spot == Spot("st-dock", "st-dock-0", 0)


def test_the_galley_shows_a_part_that_is_being_begun(window, parts) -> None:
    window.bars.do("galley")
    window.galley.refresh()
    window.writer.put(Spot("st-dock", "st-dock-main", 0))
    window.galley.view.setFocus()
    QTest.keyClick(window.galley.view, Qt.Key.Key_Backtab)
    window.galley.refresh()
    assert window.writer.pending.slot == Slot("kicker")
    assert window.galley.tool.setting.caret() is not None
    event = QInputMethodEvent("", [])
    event.setCommitString("沿江")
    QApplication.sendEvent(window.galley.view, event)
    assert story(window).kicker.text == "沿江"


def test_a_headline_at_the_side_and_a_read_only_issue(window, parts, issue) -> None:
    window.desk.apply(edits.SetBlock("pg-1", "el-dock", head_at="left", columns=0))
    assert names(parts) == ["kicker", "deck", "byline"]
    press(window, "kicker")
    commit(window, "沿江")
    assert [line.down for line in window.desk.shown.lines if line.style == "kicker"] == [True]
    window.desk.apply(edits.SetElement("pg-1", replace(window.desk.element, locked=True)))
    window.writer.put(None)
    window.desk.close()
    window.desk.open(issue, read_only=True)
    window.desk.select("el-dock")
    assert names(parts) == []


def test_tab_goes_through_a_column_label_where_there_is_one(window, parts) -> None:
    """In a label it once did nothing."""
    label = Paragraph(id="st-dock-label", text="江边", style="label")
    window.desk.apply(edits.AddHeadlinePart("st-dock", "label", label))
    window.commands.take("text")
    window.view.setFocus()
    window.writer.put(Spot("st-dock", label.id, 1))
    QTest.keyClick(window.view, Qt.Key.Key_Tab)
    assert window.writer.pending is not None and window.writer.pending.slot == Slot("kicker")
    QTest.keyClick(window.view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.writer.spot == Spot("st-dock", label.id, 2)
    assert "label" not in names(parts)
