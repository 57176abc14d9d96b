"""The properties panel: what is locked is shut, several show what they have in common, a picture in a block has it alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.model import Block, GridRect, Page, Paragraph, PicturePlace, PictureRef
from layoutdesk.ui.panels.changes import WAYS
from layoutdesk.ui.panels.kinds import KINDS, Choose
from layoutdesk.ui.selection import Part

SHIFT = Qt.KeyboardModifier.ShiftModifier
WIDE = PicturePlace("pic", 1, 2, 0, 12)


@pytest.fixture
def pictured(window):
    """The first block in three columns, with a picture over the last two."""
    caption = Paragraph(id="cap", text="船只靠岸", style="caption")
    window.desk.apply(edits.AddPicture("st-dock", PictureRef(id="pic", caption=caption)))
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=3, pictures=(WIDE,)))
    return window


def placed(window, name: str) -> Block:
    return next(each for each in window.desk.document.pages[0].elements if each.id == name)


def choose_both(window, hand) -> None:
    """The smaller block, then with Shift the larger one, which leads."""
    hand.click(*hand.middle("el-tea"))
    hand.click(*hand.middle("el-dock"), SHIFT)
    assert window.desk.chosen == ("el-tea", "el-dock")


def fields(window):
    return window.properties.kinds[Block]


def pick(window, name: str, value: str) -> None:
    row = next(row for row in KINDS[Block] if row.name == name)
    fields(window).combos[name].activated.emit(row.values.index(value))


def shown(window) -> Page:
    return window.desk.composed["pg-1"]


# Several


def test_columns_of_several_blocks_keep_the_picture_in_its_block(pictured, hand) -> None:
    choose_both(pictured, hand)
    less = fields(pictured).steppers["columns"].less
    for columns in (2, 1):
        less.click()
        block = placed(pictured, "el-dock")
        assert block.columns == columns and placed(pictured, "el-tea").columns == columns
        (place,) = block.pictures
        assert place.column + place.columns <= columns
    assert [code for code, _ in pictured.desk.done_labels][-2:] == ["ui.history.columns"] * 2


def test_columns_that_one_of_several_cannot_have_are_refused_for_all(window, hand) -> None:
    choose_both(window, hand)
    before = window.desk.document
    figure = fields(window).steppers["columns"].figure
    figure.setValue(9)
    assert window.desk.document is before and figure.value() == 0
    assert window.language.text("ui.status.columns_end") == window.status.note.text()


def test_several_show_their_number_and_what_differs_and_are_set_together(window, hand) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-tea", frame="box", gutter=2.0))
    choose_both(window, hand)
    said, differ = window.language.text("ui.place.several", count=2), window.language.text("ui.place.differ")
    panel = window.properties
    assert panel.name.text() == said and not panel.named.isHidden() and panel.area.isHidden()
    assert window.status.place.text() == said and window.status.fit.text() == ""
    combo, gutter = fields(window).combos["frame"], fields(window).steppers["gutter"].figure
    assert combo.currentIndex() == -1 and combo.placeholderText() == differ
    assert gutter.text() == differ and fields(window).combos["tint"].currentIndex() == 0
    steps = len(window.desk.done_labels)
    pick(window, "frame", "double")
    assert placed(window, "el-dock").frame == placed(window, "el-tea").frame == "double"
    assert len(window.desk.done_labels) == steps + 1 and combo.currentIndex() > 0
    window.desk.undo()
    assert combo.currentIndex() == -1
    window.desk.select("el-tea")
    assert panel.named.isHidden() and not panel.area.isHidden() and gutter.value() == 2.0


def test_the_figure_of_one_of_several_is_typed_for_all(window, hand) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-tea", gutter=2.0))
    choose_both(window, hand)
    figure = fields(window).steppers["gutter"].figure
    before, differ = window.desk.document, figure.text()
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert window.desk.document is before and figure.text() == differ
    figure.setFocus()
    figure.selectAll()
    QTest.keyClicks(figure, "1.5")
    QTest.keyClick(figure, Qt.Key.Key_Escape)
    assert window.desk.document is before and figure.text() == differ
    # A unit is that of a figure, not of words.
    for element, size in (("el-dock", 40.0), ("el-tea", 30.0)):
        window.desk.apply(edits.SetBlock(page="pg-1", element=element, head_size=size))
    size = fields(window).steppers["head_size"].figure
    assert size.text() == differ
    window.desk.select("el-tea")
    assert size.text() == "30 磅"
    # What the leading one has already goes for the others.
    window.desk.choose(("el-dock", "el-tea"))
    figure.setFocus()
    figure.selectAll()
    QTest.keyClicks(figure, "2")
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert placed(window, "el-dock").gutter == placed(window, "el-tea").gutter == 2.0


def test_of_several_what_is_locked_keeps_its_settings(window, hand) -> None:
    window.desk.apply(edits.LockElements(page="pg-1", elements=("el-tea",)))
    window.desk.choose(("el-tea", "el-dock"))
    locked = placed(window, "el-tea")
    assert fields(window).ticks["locked"].checkState() == Qt.CheckState.PartiallyChecked
    pick(window, "tint", "dots")
    assert placed(window, "el-tea") is locked and placed(window, "el-dock").tint == "dots"
    fields(window).ticks["locked"].click()
    assert placed(window, "el-tea").locked and placed(window, "el-dock").locked


def test_every_field_of_every_kind_has_its_edit() -> None:
    for kind, rows in KINDS.items():
        assert {row.name for row in rows} == {*WAYS[kind], "locked", "unprinted"}


# One


@pytest.mark.parametrize("name", [row.name for row in KINDS[Block] if isinstance(row, Choose)])
def test_choosing_what_is_chosen_already_is_no_step(pictured, name) -> None:
    pictured.desk.select("el-dock")
    before = pictured.desk.document
    pick(pictured, name, getattr(placed(pictured, "el-dock"), name))
    assert pictured.desk.document is before


def test_a_headline_at_the_side_spans_no_columns(window) -> None:
    window.desk.select("el-dock")
    assert fields(window).steppers["head_columns"].isEnabled()
    pick(window, "head_at", "left")
    assert not fields(window).steppers["head_columns"].isEnabled()


def test_words_about_an_l_are_seen_whole(window) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=2))
    window.desk.select("el-dock")
    area = (GridRect(0, 0, 3, 20), GridRect(0, 20, 2, 30))
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=area))
    for language in ("zh", "en"):
        window.language.use(language)
        QTest.qWait(20)
        label = window.properties.area.kept
        assert label.height() >= label.heightForWidth(label.width())
        words = max(label.text().split() if language == "en" else [label.text()[:2]], key=len)
        assert label.wordWrap() and label.fontMetrics().horizontalAdvance(words) <= label.width()
        assert window.properties.chosen.widget().width() <= window.properties.chosen.viewport().width()


# What is locked


def test_every_field_of_a_locked_block_is_shut_but_the_lock(pictured) -> None:
    pictured.desk.apply(edits.LockElements(page="pg-1", elements=("el-dock",)))
    pictured.desk.select("el-dock")
    shut = {name: field.field.isEnabled() for name, field in fields(pictured).fields.items()}
    assert [name for name, is_open in shut.items() if is_open] == ["locked"]
    insets = pictured.properties.insets
    assert not any(stepper.isEnabled() for stepper in insets.steppers.values()) and not insets.caption.isEnabled()
    fields(pictured).ticks["locked"].click()
    assert all(field.field.isEnabled() for field in fields(pictured).fields.values())
    assert all(stepper.isEnabled() for stepper in insets.steppers.values())


def test_a_drag_or_a_key_on_what_is_locked_says_so(window, hand) -> None:
    window.desk.apply(edits.LockElements(page="pg-1", elements=("el-dock",)))
    before, said = window.desk.document, window.language.text("ui.status.locked")
    hand.click(*hand.middle("el-dock"))
    assert window.desk.selection == "el-dock" and window.status.note.text() == ""
    x, y = hand.middle("el-dock")
    hand.drag((x, y), (x + 60, y + 60))
    assert window.status.note.text() == said
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Down):
        window.status.say(None)
        hand.key(key)
        assert window.status.note.text() == said
    assert window.desk.document is before
    window.desk.choose(("el-dock", "el-tea"))
    hand.key(Qt.Key.Key_Delete)
    assert window.status.note.text() == window.language.text("ui.status.locked_stay", count=1)
    assert [each.id for each in window.desk.page.elements] == ["el-bar", "el-dock"]


# A picture in a block


def test_a_selected_picture_has_the_panel_and_the_status_line(pictured, hand) -> None:
    panel = pictured.properties
    pictured.desk.select("el-dock")
    assert panel.title.text() == pictured.language.text("ui.panel.block")
    block_said = pictured.status.place.text()
    picture = pictured.desk.shown.pictures[0].rect
    for _ in range(2):
        hand.click(picture.x + picture.w / 2, picture.y + picture.h / 2)
    assert pictured.desk.part == Part("pic")
    assert panel.title.text() == pictured.language.text("ui.panel.picture")
    assert not panel.insets.isHidden() and panel.insets.title.text() == pictured.language.text(
        "ui.insets.title_missing"
    )
    assert panel.area.isHidden() and fields(pictured).isHidden() and panel.named.isHidden()
    assert f"{picture.w / 72 * 25.4:.1f}" in pictured.status.place.text()
    hand.key(Qt.Key.Key_Escape)
    assert panel.title.text() == pictured.language.text("ui.panel.block") and not panel.area.isHidden()
    assert pictured.status.place.text() == block_said
