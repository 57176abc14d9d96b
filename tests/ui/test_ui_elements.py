"""Every kind of element in the window: chosen, moved, pulled, taken off and brought back by hand; copy written in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Advert, Block, Box, GridRect, PictureFrame, QrCode, Rule, TextFrame
from layoutdesk.ui.canvas.free import LEAST_SIDE, Lines, lines_of, moved_rect, pulled_rect, rect_of
from layoutdesk.ui.canvas.snapping import Edges
from layoutdesk.ui.panels.kinds import KINDS as ROWS
from layoutdesk.ui.panels.kinds import Choose, Figure, Ink, Tick
from layoutdesk.ui.panels.paints import PAINTS

KINDS = {
    "text": TextFrame(id="el-new", story="st-spare", rect=Rect(120, 820, 240, 120)),
    "picture": PictureFrame(id="el-new", rect=Rect(120, 820, 240, 120)),
    "box": Box(id="el-new", rect=Rect(120, 820, 240, 120)),
    "qr": QrCode(id="el-new", rect=Rect(120, 820, 90, 110), text="https://example.cn", caption="扫码"),
    "rule": Rule(id="el-new", x1=120, y1=860, x2=360, y2=860),
}


def standing(window, page: int = 0):
    return next((each for each in window.desk.document.pages[page].elements if each.id == "el-new"), None)


@pytest.fixture(params=KINDS)
def placed(request, window):
    """A free element of each kind on the first page, under the blocks."""
    window.desk.apply(edits.PlaceElement(page="pg-1", element=KINDS[request.param]))
    window.desk.finish_composing()
    return KINDS[request.param]


def middle(element) -> tuple[float, float]:
    rect = rect_of(element)
    return rect.x + rect.w / 2, rect.y + rect.h / 2


def test_a_free_element_is_chosen_moved_and_brought_back(window, hand, placed) -> None:
    x, y = middle(placed)
    hand.click(x, y)
    assert window.desk.selection == "el-new"
    before = rect_of(placed)
    hand.drag((x, y), (x + 50.6, y - 31.2))
    after = rect_of(standing(window))
    assert (after.w, after.h) == (before.w, before.h)
    assert abs(after.x - before.x - 50.6) < 8 and abs(after.y - before.y + 31.2) < 8
    assert len(window.desk.done_labels) == 2
    window.desk.undo()
    assert standing(window) == placed
    window.desk.redo()
    assert rect_of(standing(window)) == after


def test_a_free_element_is_pulled_at_its_right_edge(window, hand, placed) -> None:
    before = rect_of(placed)
    hand.click(*middle(placed))
    hand.drag((before.right, before.y + before.h / 2), (before.right + 61.3, before.y + before.h / 2))
    after = rect_of(standing(window))
    assert (after.x, after.y, after.h) == (before.x, before.y, before.h)
    assert abs(after.w - before.w - 61.3) < 8


def test_a_free_element_goes_by_a_point_with_the_arrow_keys_and_away_with_delete(window, hand, placed) -> None:
    hand.click(*middle(placed))
    QTest.keyClick(window.view, Qt.Key.Key_Right)
    QTest.keyClick(window.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    before, after = rect_of(placed), rect_of(standing(window))
    assert (after.x - before.x, after.y - before.y) == (1, 10)
    window.commands.objects.delete()
    assert standing(window) is None
    window.desk.undo()
    assert rect_of(standing(window)) == after


def test_an_advert_moves_and_grows_by_columns_and_rows(window, hand) -> None:
    window.desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id="el-new", area=GridRect(0, 50, 2, 20))))
    grid = window.desk.grid
    x, y = hand.middle("el-new")
    hand.click(x, y)
    hand.drag((x, y), (x + grid.pitch * 2.1, y))
    assert standing(window).area == GridRect(2, 50, 2, 20)
    rect = grid.rect(standing(window).area)
    hand.drag((rect.right, rect.y + rect.h / 2), (rect.right + grid.pitch, rect.y + rect.h / 2))
    assert standing(window).area == GridRect(2, 50, 3, 20)
    window.commands.objects.delete()
    assert standing(window) is None
    window.desk.undo()
    assert standing(window).area == GridRect(2, 50, 3, 20)


def test_an_advert_pushed_over_a_story_is_told(window) -> None:
    window.desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id="el-new", area=GridRect(0, 50, 2, 20))))
    window.desk.select("el-new")
    assert window.properties.title.text() == window.language.text("ui.panel.advert")
    assert not any(problem.code == "compose.overlap" for problem in window.desk.problems)
    window.desk.apply(edits.SetArea(page="pg-1", element="el-new", area=(GridRect(3, 10, 2, 20),)))
    window.desk.finish_composing()
    (told,) = [problem for problem in window.desk.problems if problem.code == "compose.overlap"]
    assert (told.severity, told.element) == ("error", "el-new")


def test_copy_is_written_in_a_text_frame(window, hand) -> None:
    window.desk.apply(edits.PlaceElement(page="pg-1", element=KINDS["text"]))
    window.desk.finish_composing()
    line = next(line for line in window.desk.shown.lines if line.element == "el-new")
    place = hand.at(line.x + 1, line.baseline - 3).toPoint()
    for gesture in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseRelease):
        gesture(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    text = window.desk.document.story("st-spare").body[0].text
    event = QInputMethodEvent("", [])
    event.setCommitString("春天，")
    QApplication.sendEvent(window.view, event)
    assert window.desk.document.story("st-spare").body[0].text == "春天，" + text
    assert next(line for line in window.desk.shown.lines if line.element == "el-new").text.startswith("春天，")


def test_pulling_a_frame_sets_the_pages_anew_on_which_its_story_goes_on(window) -> None:
    window.desk.apply(edits.PlaceElement(page="pg-1", element=KINDS["text"]))
    other = TextFrame(id="el-on", story="st-spare", rect=Rect(120, 700, 240, 300))
    window.desk.apply(edits.PlaceElement(page="pg-2", element=other))
    window.desk.finish_composing()
    before = [line.text for line in window.desk.composed["pg-2"].lines if line.element == "el-on"]
    window.desk.apply(edits.SetFrame(page="pg-1", element="el-new", rect=Rect(120, 820, 240, 36)))
    window.desk.finish_composing()
    after = [line.text for line in window.desk.composed["pg-2"].lines if line.element == "el-on"]
    assert len(after) > len(before) > 0


def test_free_elements_are_caught_by_columns_rows_and_neighbours(window) -> None:
    grid = window.desk.grid
    lines = lines_of(grid, [Rect(333.3, 444.4, 50, 60)])
    rest = moved_rect(Rect(100, 100, 40, 40), grid.type_area.x + 1.5 - 100, grid.row_top(7) - 2 - 100, lines, 3.0)
    assert (rest.rect.x, rest.rect.y) == (round(grid.type_area.x, 3), round(grid.row_top(7), 3))
    assert [catch.code for catch in rest.catches] == ["ui.snap.area", "ui.snap.column", "ui.snap.row"]
    beside = moved_rect(Rect(100, 100, 40, 40), 332 - 140, 0, Lines(lines.across, ()), 3.0)
    assert beside.rect.right == 333.3 and beside.catches[0].code == "ui.snap.edge"
    assert moved_rect(Rect(100, 100, 40, 40), 1.25, 0, lines, 0).rect.x == 101.25
    assert pulled_rect(Rect(0, 0, 40, 40), Edges(-1, 0), 500, 0, Lines((), ()), 0).rect == Rect(36, 0, LEAST_SIDE, 40)
    assert pulled_rect(Rect(0, 0, 40, 0), Edges(1, 1), 9, 9, Lines((), ()), 0).rect == Rect(0, 0, 49, 0)


def test_text_is_told_to_keep_away_from_an_element(window) -> None:
    grid = window.desk.grid
    block = next(each for each in window.desk.page.elements if each.id == "el-tea")
    over = grid.rect(block.area[0])
    frame = PictureFrame(id="el-new", rect=Rect(over.x + 60, over.bottom - 50, 60, 40))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    window.desk.select("el-new")
    window.desk.finish_composing()
    before = [line.x for line in window.desk.shown.lines if line.element == "el-tea"]
    QTest.mouseClick(window.properties.kinds[PictureFrame].steppers["wrap"].more, Qt.MouseButton.LeftButton)
    window.desk.finish_composing()
    assert standing(window).wrap == 0.5
    assert [line.x for line in window.desk.shown.lines if line.element == "el-tea"] != before


def test_an_advert_has_the_same_distance_field(window) -> None:
    window.desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id="el-new", area=GridRect(0, 50, 2, 20))))
    window.desk.select("el-new")
    fields = window.properties.kinds[Advert]
    QTest.mouseClick(fields.steppers["wrap"].more, Qt.MouseButton.LeftButton)
    assert standing(window).wrap == 0.5
    window.desk.select("el-tea")
    assert fields.isHidden() and not window.properties.kinds[Block].isHidden()


def test_a_box_takes_its_border_and_tint_from_lists(window) -> None:
    window.desk.apply(edits.PlaceElement(page="pg-1", element=KINDS["box"]))
    window.desk.select("el-new")
    fields = window.properties.kinds[Box]
    for name, choice in (("border", "meander"), ("tint", "dots")):
        (values,) = (row.values for row in ROWS[Box] if row.name == name)
        number = values.index(choice)
        assert fields.combos[name].itemText(number) and not fields.isHidden()
        fields.combos[name].activated.emit(number)
    assert (standing(window).border, standing(window).tint) == ("meander", "dots")


def test_jump_lines_of_a_story_on_two_pages_are_turned_off_and_on(window) -> None:
    def told(page: str) -> list[str]:
        window.desk.finish_composing()
        return [line.text for line in window.desk.composed[page].lines if line.text.startswith("（") and not line.story]

    window.desk.apply(
        edits.PlaceElement(page="pg-1", element=TextFrame(id="el-new", story="st-spare", rect=Rect(120, 820, 240, 60)))
    )
    window.desk.select("el-new")
    assert window.properties.story.isHidden()
    other = TextFrame(id="el-on", story="st-spare", rect=Rect(120, 700, 240, 300))
    window.desk.apply(edits.PlaceElement(page="pg-2", element=other))
    assert (told("pg-1"), told("pg-2")) == (["（下转A02版）"], ["（上接A01版）"])
    box = window.properties.story.jump_lines
    assert not window.properties.story.isHidden() and box.isChecked()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert not window.desk.document.story("st-spare").jump_lines
    assert (told("pg-1"), told("pg-2")) == ([], [])
    window.desk.undo()
    assert box.isChecked() and told("pg-2") == ["（上接A01版）"]
    window.desk.select("el-dock")
    assert window.properties.story.isHidden()


SAMPLES = {type(each): each for each in KINDS.values()} | {
    Advert: Advert(id="el-new", area=GridRect(0, 50, 2, 20)),
    Block: Block(id="el-new", story="st-spare", area=(GridRect(0, 50, 2, 20),), columns=2),
}


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.__name__)
def test_every_row_of_every_kind_is_an_edit_that_can_be_undone(window, kind) -> None:
    window.desk.apply(edits.PlaceElement(page="pg-1", element=SAMPLES[kind]))
    window.desk.select("el-new")
    fields = window.properties.kinds[kind]
    assert [other for other, each in window.properties.kinds.items() if not each.isHidden()] == [kind]
    for row in ROWS[kind]:
        before, document = getattr(standing(window), row.name), window.desk.document
        if isinstance(row, Figure):
            QTest.mouseClick(fields.steppers[row.name].more, Qt.MouseButton.LeftButton)
            assert getattr(standing(window), row.name) == pytest.approx(before + row.step)
            assert isinstance(getattr(standing(window), row.name), int) == row.whole
        elif isinstance(row, Choose):
            other = next(number for number, value in enumerate(row.values) if value != before)
            fields.combos[row.name].activated.emit(other)
            assert getattr(standing(window), row.name) == row.values[other]
            assert fields.combos[row.name].currentIndex() == other
        elif isinstance(row, Ink):
            number = list(PAINTS).index("red")
            fields.inks[row.name].activated.emit(number)
            assert getattr(standing(window), row.name) == PAINTS["red"]
            assert fields.inks[row.name].currentIndex() == number
        else:
            assert isinstance(row, Tick)
            fields.ticks[row.name].click()
            assert getattr(standing(window), row.name) is not before
        window.desk.undo()
        assert window.desk.document is document
        assert getattr(standing(window), row.name) == before


def test_labels_of_every_row_read_in_both_languages(window) -> None:
    for language in ("en", "zh"):
        window.language.use(language)
        for kind, rows in ROWS.items():
            fields = window.properties.kinds[kind]
            fields.make()
            seen = [field.label.text() for field in fields.fields.values()]
            seen += [combo.itemText(at) for combo in fields.combos.values() for at in range(combo.count())]
            assert len(seen) == len(rows) + sum(len(row.values) for row in rows if isinstance(row, Choose))
            assert all(seen) and not any("ui." in text for text in seen)


def test_an_area_of_two_rectangles_has_no_vertical_headline_to_choose(window) -> None:
    fields = window.properties.kinds[Block]
    window.desk.select("el-tea")
    assert fields.combos["head_at"].isEnabled()
    bent = (GridRect(3, 0, 2, 10), GridRect(3, 10, 1, 14))
    window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=bent))
    assert not fields.combos["head_at"].isEnabled() and fields.combos["frame"].isEnabled()


def test_a_headline_is_set_downwards_from_the_panel(window) -> None:
    window.desk.select("el-tea")
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-tea", columns=2, head_size=30.0))
    combo = window.properties.kinds[Block].combos["head_at"]
    combo.activated.emit(combo.findText(window.language.text("ui.properties.head_at_left")))
    window.desk.finish_composing()
    (head,) = [line for line in window.desk.shown.lines if line.style == "main" and line.element == "el-tea"]
    assert head.down
    # What was chosen for a headline over the whole width suits no other.
    assert (window.desk.element.columns, window.desk.element.head_size) == (0, 0.0)
