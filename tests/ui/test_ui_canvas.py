"""What the canvas draws: glyphs, tiles, colours; and the traps of Qt that were found on the way."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QRawFont, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication

from layoutdesk.base.colour import Cmyk
from layoutdesk.base.geometry import Rect
from layoutdesk.display import DisplayList, Glyphs, Group, Image, Item, Mark, placed, rectangle
from layoutdesk.display import Path as Drawn
from layoutdesk.pictures.colour import screen_rgb
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.ui.canvas.collection import face_data, tables
from layoutdesk.ui.canvas.colours import Colours
from layoutdesk.ui.canvas.faces import _from_database, _in_database, opened
from layoutdesk.ui.canvas.glyphs import OUTLINE_FROM, ScreenGlyphs
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.canvas.mosaic import Mosaic
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.canvas.sheet import LADDER, MOST_ZOOM
from layoutdesk.ui.canvas.tileroom import SIDE, TILE_BYTES, TileRoom
from layoutdesk.ui.canvas.tiles import Tiles
from layoutdesk.ui.canvas.view import PageView

BOOK = pip_fonts()
PAPER = QColor(255, 255, 255)


def face_file(key: str) -> tuple[Path, int]:
    face = BOOK.face_by_key(key)
    return face.path, face.index


def line(text: str, size: float, **more: object) -> Glyphs:
    face = BOOK.face("song")
    gids = tuple(face.glyph(char) for char in text)
    return Glyphs(
        face=face.key, size=size, gids=gids, xs=tuple(n * size for n in range(len(text))), text=text,
        clusters=tuple(range(len(text))), **more,
    )  # fmt: skip


@pytest.fixture
def painter(qapp) -> PagePainter:
    return PagePainter(ScreenGlyphs(face_file), Colours(screen_rgb), Previews())


def drawn(
    painter: PagePainter, items: tuple[Item, ...], scale: float, width: float = 120, height: float = 80
) -> QImage:
    layers = Layers()
    layers.show(DisplayList(width=width, height=height, items=items))
    return painter.picture(layers.within(Rect(0, 0, width, height)), width, height, scale, PAPER)


def ink(image: QImage) -> float:
    """The sum of darkness, in pixels of full black."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    data, stride = bytes(grey.constBits()), grey.bytesPerLine()
    lines = (data[row * stride : row * stride + grey.width()] for row in range(grey.height()))
    return sum(255 * len(line) - sum(line) for line in lines) / 255


def worst(one: QImage, other: QImage) -> int:
    """The greatest difference of any pixel's red, green or blue."""
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


def ink_box(image: QImage, dark: int = 128) -> tuple[int, int, int, int]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    found = [(x, y) for y in range(grey.height()) for x in range(grey.width()) if grey.pixelColor(x, y).value() < dark]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return min(xs), min(ys), max(xs), max(ys)


def test_a_void_call_keeps_the_references_of_none(qapp) -> None:
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    rect, colour = QRectF(0, 0, 8, 8), QColor(0, 0, 0)
    before = sys.getrefcount(None)
    for _ in range(1000):
        painter.fillRect(rect, colour)
    after = sys.getrefcount(None)
    painter.end()
    # Each call would take one away; other threads come and go with a few.
    assert after >= before - 500


@pytest.mark.parametrize("pixels", [12, 59, OUTLINE_FROM, 64, 90, 300])
def test_type_of_every_size_has_its_ink(painter, pixels: float) -> None:
    """From 64 pixels on ``drawGlyphRun`` draws nothing; the ink must grow with the square of the size.

    FreeType darkens the stems of small type, so that it has somewhat more.
    """
    image = drawn(painter, (placed((line("国", 20),), 10, 60),), pixels / 20)
    assert ink(image) / pixels**2 == pytest.approx(0.2, abs=0.06 if pixels > 20 else 0.1)


def test_runs_and_outlines_are_equally_bold(painter) -> None:
    run = drawn(painter, (placed((line("永国", 20),), 10, 60),), 59.9 / 20)
    outline = drawn(painter, (placed((line("永国", 20),), 10, 60),), 60.1 / 20)
    assert ink(run) == pytest.approx(ink(outline), rel=0.06)


def test_condensed_and_turned_type(painter) -> None:
    plain = drawn(painter, (placed((line("国", 40),), 30, 60),), 2)
    condensed = drawn(painter, (placed((line("国", 40, hscale=0.8),), 30, 60),), 2)
    turned = drawn(painter, (placed((line("一", 40, rotation=90.0),), 60, 20),), 2)
    left, _, right, _ = ink_box(plain)
    less, _, more, _ = ink_box(condensed)
    assert (more - less) == pytest.approx((right - left) * 0.8, abs=3)
    left, top, right, bottom = ink_box(turned)
    assert bottom - top > 4 * (right - left)


def test_groups_move_and_clip(painter) -> None:
    box = Drawn(segments=rectangle(Rect(0, 0, 40, 40)), fill=Cmyk(k=1))
    image = drawn(painter, (Group(items=(box,), transform=(1, 0, 0, 1, 10, 20), clip=Rect(0, 0, 20, 10)),), 1)
    assert ink_box(image) == (10, 20, 29, 29)


def test_a_picture_that_is_not_there_looks_missing(painter) -> None:
    image = drawn(painter, (Image(asset="gone", rect=Rect(10, 10, 60, 40)),), 1)
    assert image.pixelColor(30, 15) != PAPER


def test_paints_go_through_the_output_profile(painter) -> None:
    assert painter.colours.of(Cmyk()).getRgb()[:3] == screen_rgb(Cmyk())
    red = painter.colours.of(Cmyk(m=1, y=1))
    assert red.red() > 150 > red.green()


# A face out of a collection


def collection(first: bytes, second: bytes, tmp_path: Path) -> Path:
    """Two fonts in one collection file, their tables one after another."""
    head = 12 + 8
    shifted, place = [], head
    for font in (first, second):
        count = struct.unpack_from(">H", font, 4)[0]
        out = bytearray(font)
        for number in range(count):
            at = 12 + number * 16 + 8
            struct.pack_into(">L", out, at, struct.unpack_from(">L", font, at)[0] + place)
        shifted.append((place, bytes(out)))
        place += len(out)
    path = tmp_path / "two.ttc"
    offsets = [offset for offset, _ in shifted]
    path.write_bytes(struct.pack(">4sLLLL", b"ttcf", 0x10000, 2, *offsets) + b"".join(font for _, font in shifted))
    return path


def test_a_face_of_a_collection_keeps_its_own_glyphs(qapp, tmp_path: Path) -> None:
    song, hei = (BOOK.face(role) for role in ("song", "hei"))
    path = collection(song.path.read_bytes(), hei.path.read_bytes(), tmp_path)
    assert face_data(path, 0) is None
    data = face_data(path, 1)
    assert data is not None
    taken = QRawFont(data, 40.0, QFont.HintingPreference.PreferNoHinting)
    own = QRawFont(str(hei.path), 40.0, QFont.HintingPreference.PreferNoHinting)
    gid = hei.glyph("国")
    assert taken.pathForGlyph(gid) == own.pathForGlyph(gid)


def test_faces_that_share_their_outlines_need_no_copy(tmp_path: Path) -> None:
    font = BOOK.face("song").path.read_bytes()
    path = collection(font, font, tmp_path)
    data = bytearray(path.read_bytes())
    first = struct.unpack_from(">L", data, 12)[0]
    struct.pack_into(">L", data, 16, first)
    path.write_bytes(data)
    assert face_data(path, 1) is None


def test_a_face_opened_is_that_of_its_file_and_not_another_of_its_name(qapp, tmp_path: Path) -> None:
    song = BOOK.face("song")
    other = tmp_path / "other.otf"
    data = bytearray(song.path.read_bytes())
    revised = tables(song.path, 0, ["head"])["head"]
    at = data.index(revised)
    # The same names, another revision.
    data[at + 4 : at + 8] = b"\0\2\0\0"
    other.write_bytes(data)
    # What the font database gives is no copy of the file in memory.
    assert _from_database(song.path, 0) is not None
    for path in (other, song.path):
        face = opened(path, 0)
        whole = QRawFont(str(path), 16, QFont.HintingPreference.PreferNoHinting)
        assert face.fontTable("head").data() == tables(path, 0, ["head"])["head"]
        assert face.pathForGlyph(song.glyph("国")) == whole.pathForGlyph(song.glyph("国"))
        assert face.pixelSize() == 16
    QFontDatabase.removeApplicationFont(_in_database(str(other)))


def test_what_is_no_font_is_none(qapp, tmp_path: Path) -> None:
    path = tmp_path / "none.otf"
    for data in (b"", b"ttcf", b"OTTO\0\x10", bytes(300)):
        path.write_bytes(data)
        assert tables(path, 3, ["head"]) == {}
        assert _from_database(path, 3) is None


@pytest.mark.parametrize("index", [2, 9])
def test_a_face_that_is_not_there(tmp_path: Path, index: int) -> None:
    font = BOOK.face("song").path.read_bytes()
    with pytest.raises(ValueError, match="face"):
        face_data(collection(font, font, tmp_path), index)


def test_a_collection_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "cut.ttc"
    path.write_bytes(b"ttcf\0\1\0\0\0\0\0\2\0\0")
    with pytest.raises(ValueError, match="short"):
        face_data(path, 1)


# Layers and tiles


def mark(element: str, x: float, y: float, text: str = "国家") -> Mark:
    return Mark(element=element, items=(placed((line(text, 10),), x, y),))


def page(*marks: Item) -> DisplayList:
    return DisplayList(width=900, height=900, items=marks)


def test_only_what_differs_is_stale() -> None:
    layers = Layers()
    one, two = mark("a", 100, 100), mark("b", 700, 700)
    layers.show(page(one, two))
    assert layers.show(page(one, two)) == ()
    assert layers.show(page(Mark(element="a", items=one.items), two)) == ()
    changed = layers.show(page(one, mark("b", 700, 750)))
    assert changed
    assert all(rect.y > 600 for rect in changed)


@settings(max_examples=30, deadline=None)
@given(
    count=st.sampled_from([1, 5, 70, 90]),
    places=st.lists(st.tuples(st.integers(0, 400_000), st.integers(0, 100_000)), min_size=2, max_size=5),
    drop=st.integers(0, 3),
)
def test_lines_of_a_moved_block_lie_as_if_set_there_at_once(
    count: int, places: list[tuple[int, int]], drop: int
) -> None:
    lines = tuple(line("排版", 10) for _ in range(count))
    kept = [(each,) for each in lines]
    layers = Layers()
    for step, (x, y) in enumerate(places):
        held = kept[: count - drop] if step % 2 and drop < count else kept
        moved = Mark(
            element="a",
            items=tuple(
                Group(items=items, transform=(1, 0, 0, 1, x / 1000, y / 1000 + 11 * n)) for n, items in enumerate(held)
            ),
        )
        before = [leaf.bounds for layer in layers.layers for leaf in layer.leaves]
        stale = layers.show(page(moved))
        cold = Layers()
        cold.show(page(moved))
        for leaf, other in zip(layers.layers[0].leaves, cold.layers[0].leaves, strict=True):
            assert leaf.item is other.item
            assert leaf.transform == pytest.approx(other.transform, abs=1e-6)
            assert msgspec.structs.astuple(leaf.bounds) == pytest.approx(
                msgspec.structs.astuple(other.bounds), abs=1e-6
            )
        if step and (x, y) != places[step - 1]:
            # What it leaves and where it comes to is drawn anew.
            for bounds in (*before, *(leaf.bounds for leaf in cold.layers[0].leaves)):
                assert any(_holds(rect, bounds) for rect in stale)


def _holds(outer: Rect, inner: Rect) -> bool:
    slack = 1e-6
    return (
        outer.x <= inner.x + slack
        and outer.y <= inner.y + slack
        and outer.right >= inner.right - slack
        and outer.bottom >= inner.bottom - slack
    )


@pytest.mark.parametrize("scale", [0.15, 0.9, 2.0, 7.0])
def test_a_plain_line_is_drawn_as_any_other(painter, scale: float) -> None:
    """At every size: greeked, as type, as outlines. A clip around all of it leaves the way of plain lines."""
    items = placed((line("排版台报纸", 10), line("A", 10, paint=Cmyk(0, 1, 1, 0))), 20.3, 40.7)
    around = Group(items=(items,), clip=Rect(0, 0, 120, 80))
    assert drawn(painter, (items,), scale) == drawn(painter, (around,), scale)


def test_another_order_is_a_change() -> None:
    layers = Layers()
    one, two = mark("a", 100, 100), mark("b", 105, 100)
    layers.show(page(one, two))
    assert layers.show(page(two, one))


def test_tiles_together_are_the_page(painter) -> None:
    """The mosaic of tiles is the page drawn at once, pixel by pixel."""
    items = tuple(mark(str(n), 37.3 * n, 61.7 * n + 20, "排版台报纸") for n in range(14))
    layers, tiles = Layers(), Tiles(painter)
    layers.show(page(*items))
    scale, size = 0.93, (900.0, 900.0)
    whole = painter.picture(layers.within(Rect(0, 0, *size)), *size, scale, PAPER).convertToFormat(
        QImage.Format.Format_RGB32
    )
    mosaic = QImage(whole.size(), whole.format())
    drawer = QPainter(mosaic)
    for row in range(2):
        for column in range(2):
            tile = tiles.draw(("pg", scale, column, row), layers, size)
            drawer.drawImage(column * SIDE, row * SIDE, tile.image)
    drawer.end()
    assert mosaic == whole


def test_a_mended_tile_is_as_drawn_anew(painter) -> None:
    layers, tiles, key = Layers(), Tiles(painter), ("pg", 1.0, 0, 0)
    still = mark("b", 300, 300)
    before, after = page(mark("a", 50, 90), still), page(mark("a", 60, 95), still)
    layers.show(before)
    tiles.draw(key, layers, (900, 900))
    tiles.invalidate("pg", layers.show(after))
    stale = tiles.get(key).stale
    assert 0 < stale.width() < 200
    mended = tiles.draw(key, layers, (900, 900)).image.copy()
    tiles.forget("pg")
    assert mended == tiles.draw(key, layers, (900, 900)).image


def test_the_cache_is_bounded_in_bytes(painter) -> None:
    room = TileRoom(6 * TILE_BYTES)
    layers, tiles = Layers(), Tiles(painter, room)
    layers.show(page())
    for column in range(20):
        tiles.draw(("pg", 1.0, column, 0), layers, (900, 900))
    assert room.bytes_used == 6 * TILE_BYTES
    assert tiles.get(("pg", 1.0, 19, 0)) is not None
    assert tiles.get(("pg", 1.0, 0, 0)) is None


def test_a_screen_of_more_tiles_than_there_is_room_for_is_drawn_whole(painter, qapp) -> None:
    """Else each tile of a large screen would push out one that is seen, and drawing would never end."""
    room = TileRoom(4 * TILE_BYTES)
    mosaic, layers = Mosaic(Tiles(painter, room)), Layers()
    layers.show(page(mark("a", 50, 90)))
    mosaic.change_scale(2.0, keep=False)
    mosaic.show("pg", layers, (900, 900))
    seen = QRect(0, 0, 1800, 1800)
    canvas = QImage(seen.size(), QImage.Format.Format_RGB32)
    brush = QPainter(canvas)
    mosaic.paint(brush, seen, resting=True)
    drawn = 0
    while mosaic.draw_next(seen) is not None:
        drawn += 1
    brush.end()
    assert drawn == 16 and mosaic.is_crisp(seen)
    mosaic.draw_next(QRect(0, 0, 100, 100))
    for column in range(4, 9):
        mosaic.draw_all(QRect(column * SIDE, 0, 100, 100))
    assert room.bytes_used == 4 * TILE_BYTES, "a smaller view gives the room back"


def test_views_share_the_room_and_each_has_its_own_tiles_in_it(painter) -> None:
    room, key = TileRoom(6 * TILE_BYTES), ("pg", 1.0, 0, 0)
    one, two, layers, other = Tiles(painter, room), Tiles(painter, room), Layers(), Layers()
    layers.show(page(mark("a", 50, 90)))
    other.show(page(mark("a", 80, 90)))
    mine = one.draw(key, layers, (900, 900)).image.copy()
    assert two.get(key) is None
    assert two.draw(key, other, (900, 900)).image != mine
    two.invalidate("pg", (Rect(0, 0, 900, 900),))
    assert one.get(key).image == mine and one.get(key).stale.isEmpty() and not two.get(key).stale.isEmpty()
    for column in range(9):
        one.draw(("pg", 1.0, column, 1), layers, (900, 900))
        assert one.get(key) is not None, "what is looked at stays, whichever view draws"
    assert room.bytes_used == 6 * TILE_BYTES and two.get(key) is None
    one.forget()
    assert room.bytes_used == 0


# The view


@pytest.fixture
def view(painter, qtbot) -> PageView:
    view = PageView(painter)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.show_page("pg", page(mark("a", 100, 100), mark("b", 700, 700)))
    return view


def test_fit_shows_the_whole_page_in_the_middle(view) -> None:
    box = view.rect_to_view(Rect(0, 0, 900, 900))
    seen = QRectF(view.viewport().rect())
    assert seen.contains(box)
    assert abs(box.center().x() - seen.center().x()) <= 1.5
    view.resize(700, 500)
    assert QRectF(view.viewport().rect()).contains(view.rect_to_view(Rect(0, 0, 900, 900)))


@pytest.mark.parametrize("zoom", [0.2, 0.77, 1, 4, 16])
def test_zoom_keeps_what_lies_under_the_cursor(view, zoom: float) -> None:
    anchor = QPointF(333, 222)
    before = view.to_page(anchor)
    view.set_zoom(zoom, anchor)
    after = view.to_view(*before)
    assert abs(after.x() - anchor.x()) <= 1
    assert abs(after.y() - anchor.y()) <= 1


def test_places_go_to_the_view_and_back(view) -> None:
    view.set_zoom(2.5)
    x, y = view.to_page(QPointF(123, 456))
    back = view.to_view(x, y)
    assert (back.x(), back.y()) == pytest.approx((123, 456))


def test_the_ladder_of_zooms(view) -> None:
    view.set_zoom(1)
    view.zoom_step(1)
    assert view.zoom == LADDER[LADDER.index(1) + 1]
    view.zoom_step(-1)
    view.zoom_step(-1)
    assert view.zoom == LADDER[LADDER.index(1) - 1]
    view.set_zoom(1000)
    assert view.zoom == MOST_ZOOM


def test_cold_tiles_come_one_a_turn_and_then_the_page_is_crisp(view, qtbot) -> None:
    view.set_zoom(1)
    qtbot.waitUntil(lambda: not view.is_drawing, timeout=30_000)
    shown = view.viewport().grab().toImage()
    view.settle()
    assert view.viewport().grab().toImage() == shown


@pytest.mark.parametrize("zoom", [0.9, 1.0, 1.37])
def test_a_page_that_moved_under_the_hand_is_crisp_once_that_rests(painter, qtbot, zoom: float) -> None:
    copy = [(line("江水涨了又落行人", 9),) for _ in range(5)]

    def page(across: float) -> DisplayList:
        lines = tuple(placed(each, across, 30 + 12 * row) for row, each in enumerate(copy))
        return DisplayList(width=200, height=120, items=lines)

    view = PageView(painter)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.show_page("pg", page(20))
    view.set_zoom(zoom)
    qtbot.waitUntil(lambda: painter.glyphs.ahead.bytes_used > 0 and not view._turns.is_busy, timeout=30_000)
    view.show_page("pg", page(51.3))
    view.viewport().repaint()
    in_hand = view.viewport().grab().toImage()
    assert view.is_drawing
    qtbot.waitUntil(lambda: not view.is_drawing, timeout=30_000)
    rested = view.viewport().grab().toImage()
    view.redraw()
    view.settle()
    anew = view.viewport().grab().toImage()
    assert worst(rested, anew) <= 24
    # In the hand it was off by less than a pixel.
    (left, *_), (right, *_) = ink_box(in_hand, 100), ink_box(anew, 100)
    assert abs(left - right) <= 1


def test_while_zooming_the_page_before_is_shown_scaled(view) -> None:
    view.set_zoom(1)
    view.center_on(Rect(100, 90, 20, 20))
    view.settle()
    view.set_zoom(1.3)
    view.viewport().repaint()
    assert view.tiles.get(("pg", view.scale, 0, 0)) is None
    assert ink(view.viewport().grab().toImage()) > 0


def test_a_transform_that_only_moves_is_drawn_as_a_run(painter) -> None:
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    drawer = QPainter(image)
    drawer.setPen(Qt.GlobalColor.black)
    painter.glyphs.draw(drawer, line("国", 20), QTransform.fromTranslate(10, 30), 1.0)
    drawer.end()
    assert ink(image) > 20


@pytest.mark.parametrize("notches", [1, -2])
def test_ctrl_and_the_wheel_zoom_about_the_cursor(view, notches: int) -> None:
    anchor = QPointF(300, 200)
    before, zoom = view.to_page(anchor), view.zoom
    event = QWheelEvent(
        anchor, view.viewport().mapToGlobal(anchor), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)
    assert (view.zoom > zoom) == (notches > 0)
    after = view.to_view(*before)
    assert abs(after.x() - anchor.x()) <= 1
    assert abs(after.y() - anchor.y()) <= 1
