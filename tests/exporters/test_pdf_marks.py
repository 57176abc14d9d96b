"""Printer's marks: where they stand, on which plates they show, and that no patch takes more ink than the press."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pikepdf
import pytest
from PIL import Image as Pillow

from layoutdesk.base.colour import Cmyk, Spot
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.base.units import mm
from layoutdesk.display import Path as Outline
from layoutdesk.display import rectangle
from layoutdesk.exporters.marks import MARKS, wanted_marks
from layoutdesk.exporters.pdf.marks import Press, bar_patches
from layoutdesk.model import FolioSpec, Grid, HeadlineRange, Template, TextStyle
from tests.exporters.conftest import HEIGHT, WIDTH, tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from layoutdesk.text.fonts import Face
    from tests.exporters.conftest import Desk

ALL = frozenset(MARKS)
#: The seal of the page's copy: a spot ink.
SEAL = Outline(segments=rectangle(Rect(300, 300, 40, 40)), fill=Spot("东岸红", 1.0, Cmyk(0, 0.9, 0.8, 0)))
BLEED = mm(3)
#: Half the strip of marks, and how far its middle lies from the trim.
OFF = BLEED + mm(5)


def on_template(desk: Desk, **fields: object) -> None:
    grid = Grid(columns=6, column_chars=16, gutter=2, body_size=9, step=12, rows=100, top_mm=20)
    desk.with_page(
        Template(
            name="plain", title={}, trim_mm=(280, 210), grid=grid, folio=FolioSpec(top_mm=5, height_mm=8),
            headlines=(HeadlineRange(least=20, most=30),), styles={"body": TextStyle()}, bleed_mm=3.0, **fields,
        ),
        label="A03",
        name="要闻",
    )  # fmt: skip


def plates(path: Path, folder: Path) -> dict[str, Pillow.Image]:
    """The page's separations as Ghostscript makes them at 144 dpi: ink is dark."""
    folder.mkdir()
    program = tool("gs")
    command = [
        program,
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-dSAFER",
        "-sDEVICE=tiffsep",
        "-r144",
        f"-sOutputFile={folder / 'p.tif'}",
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    found = {}
    for file in folder.glob("p(*).tif"):
        with Pillow.open(file) as plate:
            found[unquote(file.name[2:-5])] = plate.convert("L")
    return found


def inked(plate: Pillow.Image, x: float, y: float, w: float, h: float) -> bool:
    """Whether anything prints in a rectangle given in points from the trim's upper left corner."""
    origin = BLEED + mm(10)
    box = [round(2 * value) for value in (origin + x, origin + y, origin + x + w, origin + y + h)]
    return plate.crop(tuple(box)).getextrema()[0] < 128


def test_marks_show_on_every_plate_and_names_on_their_own(desk: Desk, tmp_path: Path) -> None:
    on_template(desk)
    separations = plates(desk.pdf(desk.page(SEAL), marks=ALL), tmp_path / "plates")
    assert set(separations) == {"Cyan", "Magenta", "Yellow", "Black", "东岸红"}
    for name, plate in separations.items():
        for x, y in ((WIDTH / 2, -OFF), (WIDTH / 2, HEIGHT + OFF), (-OFF, HEIGHT / 2), (WIDTH + OFF, HEIGHT / 2)):
            assert inked(plate, x - 6, y - 6, 12, 12), name
        for x in (0.0, WIDTH):
            for y in (-OFF, HEIGHT + OFF):
                assert inked(plate, x - 2, y - 2, 4, 4), name
        assert inked(plate, mm(2), -OFF, mm(20), mm(5)), name
        # Five plates share the right end of the page line: each shows one name, its own.
        cells = [inked(plate, WIDTH - mm(2) - mm(12) * (5 - at), -OFF, mm(11), mm(5)) for at in range(5)]
        assert cells == [key == name for key in ("Cyan", "Magenta", "Yellow", "Black", "东岸红")], name


def test_no_mark_prints_inside_the_bleed(desk: Desk, tmp_path: Path) -> None:
    on_template(desk)
    for name, plate in plates(desk.pdf(desk.page(), marks=ALL), tmp_path / "plates").items():
        assert not inked(plate, -BLEED, -BLEED, WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED), name


def test_the_page_line_names_page_and_file_in_embedded_type_and_is_no_copy(
    desk: Desk, song: Face, poppler_text: Callable[[Path], str]
) -> None:
    on_template(desk)
    path = desk.pdf(desk.page(desk.line(song, "正文")), name="A03-要闻.pdf", marks=ALL, standard="x1a")
    text = poppler_text(path)
    for part in ("晨岸日报2031-05-06A03要闻", "A03-要闻.pdf", "PDF/X-1a:2001", "青C", "黑K"):
        assert part in text, part
    depth, copy = 0, []
    with pikepdf.open(path) as pdf:
        for _, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            depth += {"BMC": 1, "EMC": -1}.get(str(operator), 0)
            if str(operator) == "TJ" and not depth:
                copy.append(operator)
    assert len(copy) == 1


def test_a_long_name_is_cut_before_the_plates(desk: Desk, poppler_text: Callable[[Path], str]) -> None:
    on_template(desk)
    path = desk.pdf(desk.page(), name="长名" * 40 + ".pdf", marks=frozenset({"pageline"}))
    text = poppler_text(path)
    assert "…青C" in text
    assert "长名长名" in text


def test_a_page_in_black_has_one_plate(desk: Desk, tmp_path: Path) -> None:
    on_template(desk, colour=False)
    separations = plates(desk.pdf(desk.page(), marks=frozenset({"pageline", "bar"})), tmp_path / "plates")
    assert inked(separations["Black"], mm(2), HEIGHT + BLEED + mm(2), mm(30), mm(6))
    assert not inked(separations["Cyan"], mm(2), HEIGHT + BLEED + mm(2), mm(60), mm(6))


@pytest.mark.parametrize("limit", [240.0, 300.0, 180.0])
def test_no_patch_takes_more_ink_than_the_press(limit: float) -> None:
    spots = (Spot("东岸红", 1.0, Cmyk(0, 0.9, 0.8, 0)),)
    patches = bar_patches(Press(colour=True, spots=spots, ink_limit=limit))
    inks = [100 * (p.c + p.m + p.y + p.k) for p in patches if isinstance(p, Cmyk)]
    assert max(inks) <= limit + 1e-6
    assert sum(isinstance(p, Spot) for p in patches) == 2
    for solid in (Cmyk(c=1.0), Cmyk(m=1.0), Cmyk(y=1.0), Cmyk(k=1.0)):
        half = Cmyk(0.5 * solid.c, 0.5 * solid.m, 0.5 * solid.y, 0.5 * solid.k)
        assert solid in patches
        assert half in patches


def test_each_mark_comes_alone(desk: Desk) -> None:
    sizes = {}
    for mark in MARKS:
        with pikepdf.open(desk.pdf(desk.page(), marks=frozenset({mark}))) as pdf:
            names = [str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0])]
            sizes[mark] = (names.count("S"), names.count("f"), names.count("TJ") > 0)
    assert sizes["crop"] == (8, 0, False)
    assert sizes["register"] == (12, 0, False)
    assert sizes["bar"] == (0, 16, False)
    assert sizes["pageline"] == (0, 0, True)


def test_marks_are_asked_for_by_name() -> None:
    assert wanted_marks("") == frozenset()
    assert wanted_marks("crop, Bar") == {"crop", "bar"}
    assert wanted_marks("all") == ALL
    with pytest.raises(Refusal) as refused:
        wanted_marks("crop,cross")
    assert refused.value.args_["mark"] == "cross"
