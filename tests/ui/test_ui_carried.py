"""What is dragged is drawn once and carried over the page: the same print, its old place empty, all as before when given up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage

from layoutdesk import display, edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import PictureFrame
from layoutdesk.ui.canvas.carried import MOST_PIXELS, box_of, moved_by
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.theme import THEMES
from layoutdesk.ui.window import Window

GLYPHS = display.Glyphs(face="serif", size=9, gids=(7, 8), xs=(0.0, 9.0), text="ab", clusters=(0, 1))


@pytest.fixture
def bare(window: Window) -> Window:
    """A window that draws nothing over the page."""
    window.view.overlay = None
    return window


def seen(window: Window) -> QImage:
    window.view.settle()
    return window.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def place(window: Window, element: str) -> QRect:
    rects = window.desk.shown.frames[element]
    return window.view.rect_to_view(rects[0]).toRect()


def darkness(image: QImage, box: QRect) -> list[int]:
    """How much ink stands in each row of a box."""
    part = image.copy(box)
    data, stride = bytes(part.constBits()), part.bytesPerLine()
    return [sum(255 - grey for grey in data[y * stride : y * stride + part.width()]) for y in range(part.height())]


def layer(page: display.DisplayList, element: str):
    layers = Layers()
    layers.show(page)
    return next(each for each in layers.layers if each.element == element)


def test_a_dragged_block_is_the_same_print_at_its_new_place_and_its_old_place_is_empty(bare, hand) -> None:
    bare.desk.apply(edits.RemoveElement(page="pg-1", element="el-dock"))
    bare.desk.select("el-tea")
    before, old = seen(bare), place(bare, "el-tea")
    x, y = bare.view.to_page(QPoint(old.center()))
    hand.press(x, y)
    hand.move(x - 8, y)
    hand.move(x - 3 * bare.desk.grid.pitch, y + 10 * bare.desk.grid.step)
    after, new = seen(bare), place(bare, "el-tea")
    assert new.left() < old.left() and new.top() > old.top() and not new.intersects(old)
    assert [layer.element for layer in bare.view.mosaic.layers.lifted()] == ["el-tea"]
    assert sum(darkness(after, old)) == 0
    was, is_now = sum(darkness(before, old)), sum(darkness(after, new))
    assert was > 0 and abs(is_now - was) < 0.03 * was
    hand.release(x - 3 * bare.desk.grid.pitch, y + 10 * bare.desk.grid.step)
    assert not list(bare.view.mosaic.layers.lifted())
    laid = sum(darkness(seen(bare), new))
    assert abs(laid - is_now) < 0.03 * laid


def test_a_drag_that_is_given_up_leaves_every_pixel_as_it_was(bare, hand) -> None:
    bare.desk.select("el-dock")
    before = seen(bare)
    x, y = bare.view.to_page(QPoint(place(bare, "el-dock").center()))
    hand.press(x, y)
    for step in range(1, 5):
        hand.move(x + step * 40, y + step * 30)
        bare.view.viewport().repaint()
    assert seen(bare) != before
    hand.key(Qt.Key.Key_Escape)
    hand.release(x, y)
    assert seen(bare) == before


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_what_covers_covers_in_the_hand_too(bare, hand, theme) -> None:
    """A picture over copy and over the pasteboard is as it is printed, as is white type on its ground."""
    bare.look.use(theme)
    grid = bare.desk.grid
    frame = PictureFrame(id="el-frame", rect=Rect(grid.type_area.x, 700, 80, 60))
    bare.desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    bare.desk.select("el-frame")
    inner = place(bare, "el-frame").adjusted(8, 8, -8, -8)
    lying = seen(bare).copy(inner)
    for x, y in ((grid.type_area.x + 90, 150), (-90, 300)):
        start = hand.middle("el-frame")
        hand.press(*start)
        hand.move(start[0] + 8, start[1])
        hand.move(x, y)
        carried = place(bare, "el-frame").adjusted(8, 8, -8, -8)
        assert [each.element for each in bare.view.mosaic.layers.lifted()] == ["el-frame"]
        middle = seen(bare).copy(carried)
        assert middle.pixel(2, 2) == lying.pixel(2, 2) and middle.pixel(9, 2) == lying.pixel(9, 2)
        hand.key(Qt.Key.Key_Escape)
        hand.release(x, y)


def test_what_is_carried_off_the_sheet_does_not_widen_the_board_under_the_hand(window, hand) -> None:
    """The view goes along at its edge: it would run after the block without end."""
    window.desk.select("el-tea")
    bar = window.view.horizontalScrollBar()
    least = bar.minimum()
    hand.press(*hand.middle("el-tea"))
    for across in (-60, -200, -600, -1500, -4000):
        hand.move(across, 300)
        assert bar.minimum() == least
    hand.key(Qt.Key.Key_Escape)
    hand.release(0, 300)
    assert bar.minimum() == least


def test_copies_are_carried_and_their_originals_lie_where_they_are(bare, hand) -> None:
    bare.desk.select("el-tea")
    old = place(bare, "el-tea")
    before = sum(darkness(seen(bare), old))
    x, y = bare.view.to_page(QPoint(old.center()))
    hand.press(x, y)
    hand.move_with(x - 8, y, Qt.KeyboardModifier.AltModifier)
    hand.move_with(x, y + 30 * bare.desk.grid.step, Qt.KeyboardModifier.AltModifier)
    (carried,) = bare.view.mosaic.layers.lifted()
    assert (
        carried.element not in ("el-tea", "") and carried.bounds.y > layer(bare.desk.shown.display, "el-tea").bounds.y
    )
    assert sum(darkness(seen(bare), old)) == before


def test_what_is_larger_than_a_window_stays_among_the_rest(bare) -> None:
    view = bare.view
    view.set_zoom(8)
    stands = next(each for each in view.mosaic.layers.layers if each.element == "el-dock")
    size = box_of(stands, view.scale).size()
    assert size.width() * size.height() > MOST_PIXELS
    view.carry(frozenset({"el-dock"}))
    assert not list(view.mosaic.layers.lifted())
    # Zoomed while it is in the hand, too: it is laid down, and taken up again.
    for zoom, carried in ((1, 1), (8, 0), (1, 1)):
        view.set_zoom(zoom)
        assert len(list(view.mosaic.layers.lifted())) == carried


def page(x: float, y: float, *, weight: float = 1.0, gids: tuple[int, ...] = (7, 8)) -> display.DisplayList:
    line = (
        GLYPHS
        if gids == (7, 8)
        else display.Glyphs(face="serif", size=9, gids=gids, xs=(0.0, 9.0), text="ab", clusters=(0, 1))
    )
    rule = display.line(x, y + 20, x + 30, y + 20, weight)
    picture = display.Image(asset="as-1", rect=Rect(x, y + 30, 30, 20))
    items = (display.placed((line,), x, y), rule, picture)
    return display.DisplayList(width=400, height=400, items=(display.Mark(element="el", items=items),))


def test_a_layer_is_known_at_another_place_and_not_where_anything_of_it_differs() -> None:
    stands = layer(page(10, 10), "el")
    assert moved_by(stands, stands) == (0, 0)
    assert moved_by(stands, layer(page(33, 4), "el")) == pytest.approx((23, -6))
    assert moved_by(stands, layer(page(33, 4, weight=2.0), "el")) is None
    assert moved_by(stands, layer(page(33, 4, gids=(7, 9)), "el")) is None
