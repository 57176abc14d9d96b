"""Blocks as units of make-up: two swap places, the rest of an overset story goes on in another block, on another page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Block, Document, GridRect, Paragraph
from layoutdesk.model.elements import Advert, TextFrame, area_of
from layoutdesk.ui.canvas.marks.faults import over_tag
from layoutdesk.ui.onward import Onward
from layoutdesk.ui.writing.spots import Spot


def block(document: Document, element: str) -> Block:
    return next(each for page in document.pages for each in page.elements if each.id == element)


def placed(window, element: str) -> Block:
    return block(window.desk.document, element)


def port(window, element: str) -> QPointF:
    """The middle of the ⊞ of an overset element, in the viewport."""
    shown = window.desk.shown
    fit = next(fit for fit in shown.fits if fit.element == element)
    return over_tag(window.overlay, fit, window.view.rect_to_view(shown.frames[element][-1])).center()


def test_two_blocks_swap_their_places(window) -> None:
    before = window.desk.document
    assert not window.bars.actions["swap"].isEnabled()
    window.desk.choose(("el-dock", "el-tea"))
    window.bars.actions["swap"].trigger()
    assert placed(window, "el-dock").area == (GridRect(3, 0, 2, 24),)
    assert placed(window, "el-tea").area == (GridRect(0, 0, 3, 34),)
    assert len(window.desk.done_labels) == 1
    window.desk.undo()
    assert window.desk.document is before


def test_two_blocks_of_unequal_width_are_set_anew_in_the_room_of_the_other(window) -> None:
    """Columns, type and breaks that were chosen for one width make no headline run out of another."""
    desk = window.desk
    main = desk.document.story("st-dock").main
    desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=5, head_size=40, head_rows=9, head_columns=2))
    desk.apply(edits.SetBreaks("st-dock", main.id, (2,)))
    before = desk.document
    desk.choose(("el-dock", "el-tea"))
    window.bars.actions["swap"].trigger()
    moved = placed(window, "el-dock")
    assert moved.area == (GridRect(3, 0, 2, 24),)
    assert (moved.columns, moved.head_size, moved.head_rows, moved.head_columns) == (0, 0, 0, 0)
    assert desk.document.story("st-dock").main.breaks == ()
    assert not any(problem.code == "compose.head-tight" for problem in desk.shown.problems)
    over = sum(fit.over for name in ("el-dock", "el-tea") for fit in desk.fits(name))
    assert over and window.language.text("ui.status.swapped_over", lines=over) == window.status.note.text()
    desk.undo()
    assert desk.document is before


def test_blocks_of_one_width_keep_what_was_chosen_when_they_swap(window) -> None:
    desk = window.desk
    desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(0, 40, 3, 30),)))
    desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=4, head_size=30))
    desk.choose(("el-dock", "el-tea"))
    window.bars.actions["swap"].trigger()
    assert (placed(window, "el-dock").columns, placed(window, "el-dock").head_size) == (4, 30)
    assert placed(window, "el-dock").area == (GridRect(0, 40, 3, 30),)


def test_who_has_written_too_much_takes_the_rest_up_without_another_tool(window) -> None:
    """A click on the ⊞ once put the caret into the line under it."""
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20),)))
    window.commands.take("text")
    first = next(item for item in window.desk.document.story("st-dock").body if isinstance(item, Paragraph))
    window.writer.put(Spot("st-dock", first.id, 2))
    window.tools["text"].compose(QInputMethodEvent("新闻", []))
    at = port(window, "el-dock").toPoint()
    QTest.mouseMove(window.view.viewport(), at)
    assert window.view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(window.view.viewport(), at - QPoint(0, 80))
    assert window.view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.commands.tool == "onward" and window.desk.marked is None
    assert next(item for item in window.desk.document.story("st-dock").body).text[2:4] == "新闻"


def test_the_rest_goes_on_where_a_click_on_another_page_puts_it(window, hand) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20),)))
    over = window.desk.fits("el-dock")[0].over
    assert over
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=port(window, "el-dock").toPoint())
    assert window.commands.tool == "onward"
    window.desk.turn_to("pg-2")
    window.view.settle()
    grid = window.desk.grid
    hand.click(grid.type_area.x + 3.2 * grid.pitch, grid.row_top(32.2))
    assert window.commands.tool == "select"
    rest = window.desk.element
    assert isinstance(rest, Block)
    assert (rest.story, rest.headline, rest.area[0].row) == ("st-dock", False, 32)
    assert placed(window, "el-dock").last == rest.first
    window.desk.finish_composing()
    assert not any(fit.over for page in window.desk.composed.values() for fit in page.fits if fit.story == "st-dock")
    body = window.desk.document.story("st-dock").body
    text = "".join(
        line.text for page in ("pg-1", "pg-2") for line in window.desk.composed[page].lines
        if line.paragraph in {part.id for part in body}
    )  # fmt: skip
    assert text == "".join(part.text for part in body)
    assert len(window.desk.done_labels) == 2
    jumps = [
        line.text for line in window.desk.composed["pg-1"].lines if line.element == "el-dock" and not line.paragraph
    ]
    assert any("A02" in jump for jump in jumps)


def test_what_stays_and_what_goes_on_have_room_for_their_jump_lines(window) -> None:
    desk, tried = window.desk, 0
    opened = desk.document
    for rows in range(12, 32):
        small = edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, rows),))
        document = edits.apply(opened, small)
        composed, element = desk.compose(document, "pg-1"), block(document, "el-dock")
        made = Onward(document, desk.book, composed, element).landing(document.page("pg-2"), 60.0, 60.0, "el-rest")
        if made is None or not any(fit.over for fit in composed.fits if fit.element == "el-dock"):
            continue
        tried += 1
        after = edits.apply(document, edits.together("ui.history.onward", made.steps))
        here, there = (desk.compose(after, name) for name in ("pg-1", "pg-2"))
        assert "（下转A02版）" in {line.text for line in here.lines} and "（上接A01版）" in {
            line.text for line in there.lines
        }
        assert not [fit for page in (here, there) for fit in page.fits if fit.story == "st-dock" and fit.over], rows
    assert tried >= 5


@pytest.fixture
def loaded(window):
    """A hand with the rest of the first story, over a page that is free under its two stories and beside the second."""
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20),)))
    window.desk.select("el-dock")
    window.bars.actions["onward"].trigger()
    return window


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_rest_put_down_over_others_goes_to_the_nearest_free_ground_and_that_is_said(loaded, hand, language) -> None:
    desk, said = loaded.desk, loaded.status.note
    loaded.language.use(language)
    hand.move(*hand.middle("el-dock"))
    hand.move(*hand.middle("el-tea"))
    assert loaded.language.text("ui.snap.free_ground") in said.text()
    ((ghost,),) = loaded.overlay.ghosts
    hand.click(*hand.middle("el-tea"))
    assert desk.element.story == "st-dock" and desk.element.area == (ghost,)
    others = [rect for each in desk.page.elements if each.id != desk.selection for rect in area_of(each)]
    assert not any(ghost.overlaps(other) for other in others)
    desk.finish_composing()
    assert not any(problem.code == "compose.overlap" for problem in desk.problems)
    assert not any(fit.over for fit in desk.shown.fits if fit.story == "st-dock")


def test_with_ctrl_the_rest_lies_over_what_stands_under_the_hand(loaded, hand) -> None:
    hand.click(*hand.middle("el-tea"), Qt.KeyboardModifier.ControlModifier)
    (rest,) = loaded.desk.element.area
    assert loaded.desk.element.story == "st-dock" and rest.overlaps(placed(loaded, "el-tea").area[0])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_without_ground_for_the_rest_says_so_and_the_hand_stays_loaded(window, hand, language) -> None:
    window.language.use(language)
    desk = window.desk
    deep = desk.grid.template.grid.rows
    desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id="ad-1", area=GridRect(0, 22, 3, deep - 22))))
    desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id="ad-2", area=GridRect(3, 25, 3, deep - 25))))
    desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id="ad-3", area=GridRect(5, 0, 1, 24))))
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20),)))
    desk.select("el-dock")
    window.bars.actions["onward"].trigger()
    before = desk.document
    hand.click(*hand.middle("el-tea"))
    assert desk.document is before and window.commands.tool == "onward" and not window.overlay.ghosts
    said = window.language.text("ui.status.onward_full", rows=7).split("7")[-1]
    assert window.status.note.text().endswith(said)
    hand.click(*hand.middle("el-tea"), Qt.KeyboardModifier.ControlModifier)
    assert desk.element.story == "st-dock" and desk.element.id != "el-dock"


def test_a_long_rest_takes_the_free_ground_under_the_hand_where_no_ground_holds_all_of_it(window, hand) -> None:
    desk = window.desk
    deep = desk.grid.template.grid.rows
    desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id="ad-1", area=GridRect(0, 22, 3, deep - 22))))
    desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id="ad-2", area=GridRect(3, 34, 3, deep - 34))))
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 12),)))
    desk.select("el-dock")
    window.bars.actions["onward"].trigger()
    grid = desk.grid
    hand.click(grid.type_area.x + 3.2 * grid.pitch, grid.row_top(26.2))
    assert desk.element.area == (GridRect(3, 26, 3, 6),)


def test_esc_empties_the_hand(window, hand) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20),)))
    before = window.desk.document
    window.desk.select("el-dock")
    window.bars.actions["onward"].trigger()
    hand.move(*hand.middle("el-dock"))
    hand.move(*hand.middle("el-tea"))
    assert window.overlay.ghosts
    hand.key(Qt.Key.Key_Escape)
    assert (window.commands.tool, window.overlay.ghosts) == ("select", ())
    assert window.desk.document is before


def test_the_loaded_hand_outlives_a_page_that_is_added_for_the_rest(window, hand) -> None:
    desk = window.desk
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20),)))
    desk.select("el-dock")
    window.bars.actions["onward"].trigger()
    window.bars.actions["page-add"].trigger()
    window.view.settle()
    assert desk.page_id not in ("pg-1", "pg-2")
    hand.move(300, 300)
    assert window.commands.tool == "onward" and window.overlay.ghosts
    hand.click(300, 300)
    assert isinstance(desk.element, Block) and desk.element.story == "st-dock" and desk.element in desk.page.elements
    desk.finish_composing()
    assert not any(fit.over for made in desk.composed.values() for fit in made.fits if fit.story == "st-dock")


def test_the_loaded_hand_is_emptied_where_nothing_is_over_any_longer(window, hand) -> None:
    desk = window.desk
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20),)))
    desk.select("el-dock")
    window.bars.actions["onward"].trigger()
    desk.undo()
    before = desk.document
    hand.click(300, 800)
    assert window.commands.tool == "select" and desk.document is before and not window.overlay.ghosts


def test_a_block_in_which_no_paragraph_stands_whole_goes_on_in_mid_paragraph(window, hand) -> None:
    desk = window.desk
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 2, 12),)))
    desk.select("el-dock")
    window.bars.actions["onward"].trigger()
    desk.turn_to("pg-2")
    window.view.settle()
    hand.click(60.0, desk.grid.row_top(34.2))
    desk.finish_composing()
    here, there = (
        [line for line in desk.composed[page].lines if line.story == "st-dock" and line.style == "body"]
        for page in ("pg-1", "pg-2")
    )
    assert (here[-1].paragraph, here[-1].end) == (there[0].paragraph, there[0].start) and there[0].start > 0
    assert not any(fit.over for page in desk.composed.values() for fit in page.fits if fit.story == "st-dock")


@pytest.fixture
def framed(window):
    """The second story in a free frame that is too small."""
    frame = TextFrame(id="el-frame", story="st-spare", rect=Rect(400, 500, 130, 60))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    return frame


def test_the_port_of_a_frame_threads_another(window, hand, framed) -> None:
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=port(window, "el-frame").toPoint())
    hand.click(60, 600)
    window.desk.finish_composing()
    assert window.desk.document.threads["st-spare"] == ("el-frame", window.desk.selection)
    fits = [fit for fit in window.desk.shown.fits if fit.story == "st-spare"]
    assert len(fits) == 2
    assert not any(fit.over for fit in fits)
