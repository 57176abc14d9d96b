"""Verbatim: what is taken out of the PDF is the copy, character for character, white space aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layoutdesk.display import Glyphs, placed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from layoutdesk.text.fonts import Face, FontBook
    from tests.exporters.conftest import Desk


COPY = "春潮涌，岸柳青；“本报讯”（记者林晚舟）——全市2031年新增公园12处…… Morning Bay 3.5%！"
#: Pairs of code points that the usual fonts draw with one glyph.
SHARED = "…⋯民⺠一⼀–‒·•①➀～〜长⻓兀"


def bare(text: str) -> str:
    return "".join(text.split())


def test_copy_comes_out_as_it_went_in(
    desk: Desk, any_face: tuple[FontBook, Face], poppler_text: Callable[[Path], str], pdfium_text: Callable[[Path], str]
) -> None:
    desk.book, face = any_face
    text = "".join(char for char in COPY if face.glyph(char))
    path = desk.pdf(desk.page(desk.line(face, text, gap=0.137)))
    assert poppler_text(path) == bare(text)
    assert pdfium_text(path) == bare(text)


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_code_points_that_share_a_glyph_stay_apart(
    desk: Desk,
    any_face: tuple[FontBook, Face],
    poppler_text: Callable[[Path], str],
    pdfium_text: Callable[[Path], str],
    standard: str,
) -> None:
    desk.book, face = any_face
    text = "".join(char for char in SHARED if face.glyph(char))
    for index, order in enumerate((text, text[::-1])):
        path = desk.pdf(desk.page(desk.line(face, order)), name=f"{index}.pdf", standard=standard)
        assert poppler_text(path) == order
        assert pdfium_text(path) == order


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_a_rare_character_comes_out_of_its_own_face(
    desk: Desk,
    rare_fonts: FontBook,
    poppler_text: Callable[[Path], str],
    pdfium_text: Callable[[Path], str],
    standard: str,
) -> None:
    desk.book = rare_fonts
    text = "村民𪛖𫝀𬺝家"
    items = []
    for at, char in enumerate(text):
        face = rare_fonts.for_char("song", char)
        assert face is not None
        items.append(desk.line(face, char, x=20 + 10 * at))
    path = desk.pdf(desk.page(*items), standard=standard)
    assert poppler_text(path) == text
    assert pdfium_text(path) == text


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_a_glyph_for_two_characters_and_two_glyphs_for_one(
    desk: Desk, song: Face, poppler_text: Callable[[Path], str], pdfium_text: Callable[[Path], str], standard: str
) -> None:
    dash, accent = song.shape("——", script="Hani"), [song.glyph("e"), song.glyph("´")]
    gids = (song.glyph("前"), *(shaped[0] for shaped in dash), song.glyph("后"), *accent, song.glyph("完"))
    clusters = (0, *(shaped[1] + 1 for shaped in dash), 3, 4, 4, 5)
    xs = tuple(12.0 * at for at in range(len(gids)))
    run = Glyphs(face=song.key, size=10, gids=gids, xs=xs, text="前——后é完", clusters=clusters)
    path = desk.pdf(desk.page(placed((run,), 20, 40)), standard=standard)
    assert poppler_text(path) == "前——后é完"
    assert pdfium_text(path) == "前——后é完"


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_turned_glyphs_of_one_character_stay_one_character(
    desk: Desk, song: Face, poppler_text: Callable[[Path], str], pdfium_text: Callable[[Path], str], standard: str
) -> None:
    gids = (song.glyph("前"), song.glyph("e"), song.glyph("´"), song.glyph("⋯"), song.glyph("后"))
    fields = {"face": song.key, "size": 10, "gids": gids, "text": "前é⋯后", "clusters": (0, 1, 1, 2, 3)}
    turned = Glyphs(**fields, xs=(0, 12, 24, 36, 48), rotation=90.0)
    stepped = Glyphs(**fields, xs=(0, 12, 24, 36, 48), ys=(0, 0, 5, 5, 0))
    path = desk.pdf(desk.page(placed((turned,), 20, 40), placed((stepped,), 20, 140)), standard=standard)
    assert poppler_text(path) == "前é⋯后" * 2
    assert pdfium_text(path) == "前é⋯后" * 2


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_a_character_without_a_glyph_still_says_what_it_is(
    desk: Desk, song: Face, poppler_text: Callable[[Path], str], standard: str
) -> None:
    path = desk.pdf(desk.page(desk.line(song, "甲\U0001f600乙\U00020bb7丙")), standard=standard)
    assert [song.glyph(char) for char in "\U0001f600"] == [0]
    assert poppler_text(path) == "甲\U0001f600乙\U00020bb7丙"


def test_what_the_program_inserted_is_marked_as_artefact(desk: Desk, song: Face) -> None:
    path = desk.pdf(desk.page(desk.line(song, "▲", artefact=True), desk.line(song, "图为新桥", y=60)))
    with pikepdf.open(path) as pdf:
        operators = [
            (str(op), [str(value) for value in values]) for values, op in pikepdf.parse_content_stream(pdf.pages[0])
        ]
    names = [name for name, _ in operators]
    start = names.index("BMC")
    assert operators[start][1] == ["/Artifact"]
    assert names[start + 1 : start + 4] == ["Tm", "TJ", "EMC"]
    assert names.count("TJ") == 2


def test_turned_and_condensed_text_reads_on(desk: Desk, song: Face, poppler_text: Callable[[Path], str]) -> None:
    upright = desk.line(song, "竖排里的横字", y=100, rotation=90.0)
    condensed = desk.line(song, "压扁的标题", y=200, hscale=0.85)
    raised = placed((desk.run(song, "一高一低", ys=(0.0, -3.0, -3.0, 2.0)),), 20, 300)
    path = desk.pdf(desk.page(upright, condensed, raised))
    assert poppler_text(path) == "竖排里的横字压扁的标题一高一低"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_run_reads_in_order(
    desk: Desk, song: Face, pdfium_text: Callable[[Path], str], data: st.DataObject
) -> None:
    alphabet = st.sampled_from("天地玄黄宇宙洪荒日月盈昃…⋯⼀一⺠民，。“”—AZaz09%")
    text = data.draw(st.text(alphabet, min_size=1, max_size=24))
    gaps = data.draw(st.lists(st.floats(0.2, 3.0), min_size=len(text), max_size=len(text)))
    xs, x = [], 0.0
    for char, gap in zip(text, gaps, strict=True):
        xs.append(x)
        x += song.advance(song.glyph(char)) * 9 + gap
    run = desk.run(song, text, size=9.0)
    moved = Glyphs(
        face=run.face, size=9.0, gids=run.gids, xs=tuple(xs), text=text, clusters=run.clusters,
    )  # fmt: skip
    assert pdfium_text(desk.pdf(desk.page(placed((moved,), 10, 40)))) == bare(text)


@pytest.mark.parametrize("size", [5.0, 9.2, 21.0, 96.0, 400.0])
def test_glyphs_stand_within_a_thousandth_of_a_point(desk: Desk, song: Face, size: float) -> None:
    text = "字距不等的一行The quick" * 6
    run = desk.run(song, text, size=size, gap=size * 0.0173, hscale=0.93)
    path = desk.pdf(desk.page(placed((run,), 20, 40)))
    with pikepdf.open(path) as pdf:
        shown = [values for values, op in pikepdf.parse_content_stream(pdf.pages[0]) if str(op) == "TJ"]
        font = next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0]
        widths = _widths(font)
    unit, pen, places = size * 0.93 / 1000, 0.0, []
    for part in shown[0][0]:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            for at in range(0, len(codes), 2):
                places.append(pen)
                pen += widths.get(int.from_bytes(codes[at : at + 2], "big"), 1000.0) * unit
        else:
            pen -= float(part) * unit
    assert len(places) == len(text)
    assert max(abs(place - x) for place, x in zip(places, run.xs, strict=True)) < 0.001


def _widths(font: pikepdf.Object) -> dict[int, float]:
    widths, items = {}, list(font.W)
    for first, values in zip(items[0::2], items[1::2], strict=True):
        widths |= {int(first) + at: float(value) for at, value in enumerate(values)}
    return widths
