"""Rules, boxes and letters stand where the display list puts them, in every renderer that is there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image as Pillow

from layoutdesk.base.colour import BLACK, Cmyk
from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import mm
from layoutdesk.display import Group, Path, line, placed, rectangle
from layoutdesk.exporters.marks import MARKS
from layoutdesk.text.fonts import load_fonts
from tests.exporters.conftest import WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from layoutdesk.text.fonts import Face, FontBook
    from tests.exporters.conftest import Colour, Desk, Rendering


def ink_box(rendering: tuple[int, int, bytes]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is darker than paper, in pixels."""
    width, height, pixels = rendering
    rows = [pixels[3 * width * row : 3 * width * (row + 1)] for row in range(height)]
    dark = [row for row in range(height) if min(rows[row]) < 128]
    assert dark, "the page is empty"
    columns = [x for x in range(width) if any(rows[row][3 * x + 1] < 128 for row in dark)]
    return columns[0], dark[0], columns[-1] + 1, dark[-1] + 1


@pytest.mark.parametrize("marks", [frozenset(), frozenset(MARKS)])
def test_a_box_lies_where_it_was_put(
    desk: Desk, renderings: Callable[[FilePath], dict[str, Rendering]], marks: frozenset[str]
) -> None:
    box = Path(segments=rectangle(Rect(100, 50, 200, 30)), fill=BLACK)
    for name, rendering in renderings(desk.pdf(desk.page(box), marks=marks)).items():
        assert ink_box(rendering) == pytest.approx((200, 100, 600, 160), abs=1), name


def test_a_rule_is_as_long_and_thick_as_it_says(
    desk: Desk, renderings: Callable[[FilePath], dict[str, Rendering]]
) -> None:
    rule = line(40, 500, 760, 500, 3.0)
    for name, rendering in renderings(desk.pdf(desk.page(rule))).items():
        assert ink_box(rendering) == pytest.approx((80, 997, 1520, 1003), abs=1), name


def test_a_turned_and_scaled_group_turns_about_its_own_origin(
    desk: Desk, renderings: Callable[[FilePath], dict[str, Rendering]]
) -> None:
    box = Path(segments=rectangle(Rect(0, 0, 100, 20)), fill=BLACK)
    quarter = Group(items=(placed((box,), 10, 0),), transform=(0.0, 2.0, -2.0, 0.0, 300.0, 100.0))
    for name, rendering in renderings(desk.pdf(desk.page(quarter))).items():
        assert ink_box(rendering) == pytest.approx((520, 240, 600, 640), abs=1), name


def test_a_clip_cuts_and_ends_with_its_group(
    desk: Desk, renderings: Callable[[FilePath], dict[str, Rendering]]
) -> None:
    wide = Path(segments=rectangle(Rect(0, 0, 500, 500)), fill=BLACK)
    clipped = Group(items=(wide,), transform=(1.0, 0.0, 0.0, 1.0, 50.0, 60.0), clip=Rect(10, 10, 30, 40))
    after = Path(segments=rectangle(Rect(300, 300, 10, 10)), fill=BLACK)
    for name, rendering in renderings(desk.pdf(desk.page(clipped, after))).items():
        assert ink_box(rendering) == pytest.approx((120, 140, 620, 620), abs=1), name
        width, _, pixels = rendering
        assert pixels[3 * (400 * width + 400)] > 200, name


def test_even_odd_leaves_a_hole_and_paints_are_process_colours(
    desk: Desk, raster: Callable[[FilePath, float, float], list[Colour]]
) -> None:
    ring = (*rectangle(Rect(100, 100, 200, 200)), *rectangle(Rect(150, 150, 100, 100)))
    path = desk.pdf(desk.page(Path(segments=ring, fill=Cmyk(c=1.0), even_odd=True)))
    for name, red, green, blue in raster(path, 110, 110):
        assert red < 110 < blue, name
        assert green > 100, name
    for name, *colour in raster(path, 200, 200):
        assert min(colour) > 250, name


def test_letters_stand_on_their_baseline(
    desk: Desk, any_face: tuple[FontBook, Face], renderings: Callable[[FilePath], dict[str, Rendering]]
) -> None:
    desk.book, face = any_face
    gid = face.glyph("一")
    left, right = face.ink(gid)
    path = desk.pdf(desk.page(desk.line(face, "一", x=100, y=300, size=100.0)))
    for name, rendering in renderings(path).items():
        x1, y1, x2, y2 = ink_box(rendering)
        assert (x1, x2) == pytest.approx((200 + 200 * left, 200 + 200 * right), abs=1.5), name
        assert 400 < y1 < y2 < 600, name


def test_turned_glyphs_turn_clockwise_about_the_pen(
    desk: Desk, song: Face, renderings: Callable[[FilePath], dict[str, Rendering]]
) -> None:
    """一 turned by a quarter lies below and to the right of its pen, upright."""
    path = desk.pdf(desk.page(desk.line(song, "一", x=100, y=300, size=100.0, rotation=90.0)))
    left, right = song.ink(song.glyph("一"))
    for name, rendering in renderings(path).items():
        x1, y1, x2, y2 = ink_box(rendering)
        assert (y1, y2) == pytest.approx((600 + 200 * left, 600 + 200 * right), abs=1.5), name
        assert x2 - x1 < 40, name
        assert x1 > 200, name


def test_thousands_of_squares_in_one_path_leave_no_seams(desk: Desk, tmp_path: FilePath) -> None:
    """The modules of a code (二维码) at 1200 dpi: every joint is as dark as the squares, and the path is compact."""
    side, count = 0.937, 60
    squares = [
        segment
        for row in range(count)
        for column in range(count)
        for segment in rectangle(Rect(20 + side * column, 20 + side * row, side, side))
    ]
    path = desk.pdf(desk.page(Path(segments=tuple(squares), fill=BLACK)))
    assert path.stat().st_size < desk.pdf(desk.page(), name="empty.pdf").stat().st_size + 40_000
    scale = 1200 / 72
    low, high = round((20 + side) * scale), round((20 + side * (count - 1)) * scale)
    for name, picture in _at_1200(path, tmp_path).items():
        assert picture.crop((low, low, high, high)).getextrema()[1] < 100, name


def _at_1200(path: FilePath, folder: FilePath) -> dict[str, Pillow.Image]:
    """The upper left corner of the page at 1200 dpi, in grey."""
    edge = 1500
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        _, _, right, top = page.get_trimbox()
        page.set_cropbox(right - WIDTH, top - edge / 1200 * 72, right - WIDTH + edge / 1200 * 72, top)
        found = {"pdfium": page.render(scale=1200 / 72).to_pil().convert("L")}
    if shutil.which("pdftoppm"):
        offset = round(mm(3) * 1200 / 72)
        area = ["-x", str(offset), "-y", str(offset), "-W", str(edge), "-H", str(edge)]
        command = ["pdftoppm", "-r", "1200", "-gray", "-singlefile", *area, str(path), str(folder / "corner")]
        subprocess.run(command, check=True, capture_output=True)
        with Pillow.open(folder / "corner.pgm") as corner:
            found["poppler"] = corner.convert("L")
    return found


#: A CFF font without CIDs, as Latin fonts are: Debian's fonts-urw-base35.
LATIN = FilePath("/usr/share/fonts/opentype/urw-base35/C059-Roman.otf")


@pytest.mark.skipif(not LATIN.is_file(), reason="no CFF font keyed by name on this machine")
def test_a_font_keyed_by_name_draws_its_own_letters(
    desk: Desk,
    renderings: Callable[[FilePath], dict[str, Rendering]],
    poppler_text: Callable[[FilePath], str],
    tmp_path: FilePath,
) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "fonts.toml").write_text(f'song = "{LATIN}"\n')
    desk.book = load_fonts((folder,))
    face = desk.book.face("song")
    for char in "—i":
        left, right = face.ink(face.glyph(char))
        path = desk.pdf(desk.page(desk.line(face, char, x=100, y=300, size=100.0)))
        assert poppler_text(path) == char
        for name, rendering in renderings(path).items():
            x1, _, x2, _ = ink_box(rendering)
            assert (x1, x2) == pytest.approx((200 + 200 * left, 200 + 200 * right), abs=2), name
