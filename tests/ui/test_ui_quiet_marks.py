"""Marks over the page give way to print: faint, small or away until the hand comes near; a block's whole edge pulls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.model import GridRect, PictureFrame
from layoutdesk.model.elements import area_of
from layoutdesk.ui.canvas.marks.faults import label_font, over_tag, tag_at
from layoutdesk.ui.canvas.marks.headedge import head_edge
from layoutdesk.ui.canvas.snapping import Edges
from layoutdesk.ui.theme import THEMES


def hand_to(window, at: QPointF) -> None:
    for step in (QPoint(1, 0), QPoint(0, 0)):  # A move to where the last window had the hand would be none.
        QTest.mouseMove(window.view.viewport(), at.toPoint() + step)


def marks(window) -> QImage:
    """What lies over the page, on nothing."""
    image = QImage(window.view.viewport().size(), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    window.overlay.paint(painter, window.view.viewport().rect())
    painter.end()
    return image


def area(window, name: str):
    return next(area_of(each) for each in window.desk.page.elements if each.id == name)


def box(window, name: str):
    return window.view.rect_to_view(window.overlay.frames(name)[-1])


@pytest.mark.parametrize("along", [0.2, 0.37, 0.8])
@pytest.mark.parametrize("off", [-2, 2])
def test_an_edge_pulls_anywhere_between_its_handles(window, hand, along: float, off: int) -> None:
    hand.click(*hand.middle("el-tea"))
    grid, at = window.desk.grid, box(window, "el-tea")
    point = QPointF(at.left() + off, at.top() + at.height() * along)
    hand_to(window, point)
    assert window.view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    start = window.view.to_page(point)
    hand.drag(start, (start[0] + grid.pitch, start[1]))
    assert area(window, "el-tea") == (GridRect(4, 0, 1, 24),)
    at = box(window, "el-tea")
    start = window.view.to_page(QPointF(at.left() + at.width() * along, at.bottom() + off))
    hand.drag(start, (start[0], start[1] + 30 * grid.step))
    assert area(window, "el-tea") == (GridRect(4, 0, 1, 54),)


def test_inside_its_edges_a_block_moves_and_the_notch_of_an_l_has_no_edge(window, hand) -> None:
    hand.click(*hand.middle("el-tea"))
    at = box(window, "el-tea")
    assert window.overlay.edge_at(QPointF(at.left() + 9, at.top() + at.height() * 0.3)) is None
    window.desk.apply(
        edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20), GridRect(0, 20, 2, 14)))
    )
    window.desk.select("el-dock")
    whole, part = box(window, "el-dock"), window.view.rect_to_view(window.overlay.frames("el-dock")[0])
    assert window.overlay.edge_at(QPointF(part.right(), part.center().y() + 20)) == Edges(1, 0)
    assert window.overlay.edge_at(QPointF(part.right(), whole.center().y() + 20)) is None


def test_a_click_on_an_edge_pulls_nothing(window, hand) -> None:
    hand.click(*hand.middle("el-dock"))
    at, before = box(window, "el-dock"), window.desk.document
    hand.click(*window.view.to_page(QPointF(at.right() - 2, at.top() + at.height() * 0.3)))
    assert window.desk.selection == "el-dock" and window.desk.document is before


def test_the_bar_of_a_headline_covers_no_print_until_the_hand_is_near(window, hand) -> None:
    window.desk.select("el-dock")
    hand_to(window, QPointF(3, 3))
    bar = head_edge(window.overlay).center().toPoint()
    assert marks(window).pixelColor(bar).alpha() == 0
    hand_to(window, QPointF(bar) + QPointF(-12, 4))
    assert marks(window).pixelColor(bar).alpha() == 255


def test_the_words_of_what_is_lacking_come_with_the_hand_at_the_head(window, hand) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(0, 40, 3, 20),)))
    window.desk.select("el-tea")
    parts, (slot, chip) = window.overlay.parts, window.overlay.parts.chips()[0]
    hand_to(window, chip.center())
    assert parts.shown() == []
    hand.click(*window.view.to_page(chip.center()))
    assert window.commands.tool == "select" and window.writer.pending is None
    window.desk.select("el-tea")
    hand_to(window, chip.center() + QPointF(0, 40))
    assert next(each for each, _ in parts.shown()) == slot
    hand_to(window, chip.center())
    hand.click(*window.view.to_page(chip.center()))
    assert window.writer.pending.slot == slot


def test_the_tag_of_overset_copy_stands_in_its_own_block_and_is_spelt_out_for_the_hand(window, hand) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 18),)))
    hand_to(window, QPointF(3, 3))
    (fit,) = (fit for fit in window.desk.shown.fits if fit.over)
    frame = box(window, "el-dock")
    short = over_tag(window.overlay, fit, frame)
    assert frame.contains(short) and tag_at(window.overlay, fit, frame) == short
    hand_to(window, short.center() + QPointF(-20, 0))
    spelt = tag_at(window.overlay, fit, frame)
    assert frame.contains(spelt) and spelt.contains(short)


def test_the_lines_of_a_problem_are_framed_and_stay_readable(window) -> None:
    window.jump(Problem(code="x", severity="query", story="st-dock", paragraph="st-dock-2", start=10, end=40))
    window.desk.chosen = ()
    over = marks(window)
    for rect in window.overlay.mark:
        line = window.view.rect_to_view(rect)
        assert over.pixelColor(line.center().toPoint()).alpha() == 0
    first = window.view.rect_to_view(window.overlay.mark[0])
    assert over.pixelColor(QPoint(round(first.center().x()), round(first.top() - 3))).alpha() > 0


# What follows the hand


def test_the_properties_follow_a_pull_and_go_back_with_esc(window, hand, qtbot) -> None:
    hand.click(*hand.middle("el-tea"))
    grid, at = window.desk.grid, box(window, "el-tea")
    steppers = window.properties.area.steppers
    start = window.view.to_page(QPointF(at.left() + at.width() * 0.3, at.bottom()))
    hand.press(*start)
    for down in (6, 30):
        hand.move(start[0], start[1] + down * grid.step)
    qtbot.waitUntil(lambda: steppers["rows"].figure.value() == 54)
    hand.key(Qt.Key.Key_Escape)
    assert steppers["rows"].figure.value() == 24
    hand.release(*start)


def test_undo_says_what_was_taken_back_in_place_of_what_was_done(window) -> None:
    window.desk.choose(("el-dock", "el-tea"))
    window.bars.actions["swap"].trigger()
    swapped = window.status.note.text()
    window.bars.actions["undo"].trigger()
    undone = window.status.note.text()
    assert undone.startswith(window.language.text("ui.status.undone", what="")) and undone != swapped
    window.bars.actions["redo"].trigger()
    assert window.status.note.text().startswith(window.language.text("ui.status.redone", what=""))
    window.language.use("en")
    assert window.status.note.text() == 'Done again: Swap "渡口灯火照夜航" and "新茶开采满山香"'
    # It is not said of what is done next.
    window.desk.apply(edits.SetPage("pg-1", name="渡口"))
    assert not window.status.note.text()


def test_an_l_says_that_its_own_columns_wait_for_the_rectangle(window) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=2))
    window.desk.select("el-dock")
    columns = next(each for each in window.properties.kinds.values() if "columns" in each.steppers).steppers["columns"]
    assert columns.isEnabled()
    window.desk.apply(
        edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20), GridRect(0, 20, 2, 30)))
    )
    said = window.properties.area.kept.text()
    assert window.language.text("ui.status.l_columns") in said
    assert window.language.text("ui.properties.measure_kept", own=2) in said
    QTest.qWait(20)
    label = window.properties.area.kept
    assert label.wordWrap() and label.height() >= label.heightForWidth(label.width()) > label.fontMetrics().height()
    assert not columns.isEnabled()


def is_legible(image: QImage, word: QRectF) -> bool:
    """Whether dark words stand on a ground through which no print comes."""
    inner = word.adjusted(3, 3, -3, -3).toRect()
    seen = [
        image.pixelColor(x, y) for x in range(inner.left(), inner.right()) for y in range(inner.top(), inner.bottom())
    ]
    return all(each.alpha() == 255 for each in seen) and min(each.value() for each in seen) < 110


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_over_the_print_of_others_stand_on_paper_of_their_own(window, theme: str) -> None:
    window.look.theme = THEMES[theme]
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 4, 3, 50),)))
    window.desk.select("el-dock")
    foot, metrics = box(window, "el-dock"), label_font(window.overlay)[1]
    (fit,) = window.desk.fits("el-dock")
    width = metrics.horizontalAdvance(window.language.text("ui.canvas.under", lines=fit.under)) + 8
    assert is_legible(marks(window), QRectF(foot.right() - width, foot.bottom() + 2, width, 15))
    hand_to(window, QPointF(foot.center().x(), foot.top() + 20))
    words = window.overlay.parts.shown()
    assert len(words) > 2
    for _, word in words:
        assert is_legible(marks(window), word)


def test_a_double_click_on_an_empty_frame_asks_for_its_picture(window, hand, qtbot, monkeypatch) -> None:
    frame = PictureFrame(id="el-frame", rect=Rect(60, 500, 200, 140))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    asked = []
    monkeypatch.setattr(window.dialogs, "choose_picture", lambda: asked.append(window.desk.selection))
    hand.click(160, 570)
    point = window.view.to_view(160, 570).toPoint()
    QTest.mouseDClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["el-frame"]
