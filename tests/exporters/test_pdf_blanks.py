"""What is copied out of the PDF has the blanks of the copy and no others; words that a line parts come out whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layoutdesk.display import Glyphs, Group, placed
from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import set_paragraph
from layoutdesk.text.vertical import set_column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from layoutdesk.text.fonts import Face
    from tests.exporters.conftest import Desk

    Read = Callable[[Path], list[str]]

ADDRESS = "https://www.harbour-service.example/apply/2031/index.html?id=12&from=news"
MAIL = "service-centre@harbour.example"
PHONE = "0726-88123456"
COPY = (
    f"市民可登录{ADDRESS}填写申请表，也可拨打{PHONE}咨询，邮箱为{MAIL}。“开发者”（John Appleseed）说，"
    "interoperability与accessibility是两个关键词：“共有3846人与8家企业达成意向，占98.7%。”"
)
STYLE = TextStyle(size=9.0)


@pytest.fixture(params=["poppler", "pdfium"])
def read(request: pytest.FixtureRequest) -> Read:
    """The lines of a PDF in the order of its content, in a reader of text that knows ActualText."""
    reader: Callable[[Path], list[str]] = request.getfixturevalue(f"{request.param}_lines")
    return reader


def moved(desk: Desk, face: Face, text: str, gaps: Sequence[float], size: float = 9.0) -> Glyphs:
    """One glyph a character, each so many em after the end of the one before."""
    xs, x = [], 0.0
    for char, gap in zip(text, gaps, strict=True):
        xs.append(round(x, 3))
        x += (face.advance(face.glyph(char)) + gap) * size
    gids = tuple(map(face.glyph, text))
    return Glyphs(face=face.key, size=size, gids=gids, xs=tuple(xs), text=text, clusters=tuple(range(len(text))))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_gap_is_read_as_a_blank_and_no_blank_is_lost(
    desk: Desk, song: Face, read: Read, data: st.DataObject
) -> None:
    words = st.text(st.sampled_from("天地玄黄宇宙…⋯一⼀，。“”AZaz09%/"), min_size=1, max_size=9)
    text = " ".join(data.draw(st.lists(words, min_size=1, max_size=3)))
    gaps = data.draw(st.lists(st.floats(-0.3, 0.6), min_size=len(text), max_size=len(text)))
    # A line that begins or ends with marks on their half bodies would hold them over its edge.
    line = moved(desk, song, f"始{text}终", [0.0, *gaps, 0.0])
    other = moved(desk, song, "下一行", [0.0] * 3)
    assert read(desk.pdf(desk.page(placed((line,), 20, 40), placed((other,), 20, 60)))) == [f"始{text}终", "下一行"]


def set_lines(desk: Desk, copy: str, ems: float, style: TextStyle = STYLE) -> list[Group]:
    lines = set_paragraph(Paragraph(id="p", text=copy), style, ems * style.size, desk.book, story="s")
    return [placed(line.items, 40.0, 40.0 + 12.0 * row) for row, line in enumerate(lines)]


@pytest.mark.parametrize("ems", [9.0, 11.5, 14.0, 18.0])
def test_addresses_come_out_of_narrow_columns_whole(desk: Desk, read: Read, ems: float) -> None:
    lines = read(desk.pdf(desk.page(*set_lines(desk, COPY, ems))))
    text = "\n".join(lines)
    for wanted in (ADDRESS, MAIL, PHONE, "Appleseed", "interoperability", "accessibility", "98.7%"):
        assert wanted in text
    assert "".join("".join(lines).split()) == "".join(COPY.split())
    assert " " not in text.replace("John Appleseed", "").replace("\n ", "\n")


def test_divided_words_are_joined_without_their_hyphens(desk: Desk, read: Read) -> None:
    copy = (
        "The municipal interoperability office announced straightforward applications for forty-eight correspondents."
    )
    style = TextStyle(size=9.0, language="en")
    groups = set_lines(desk, copy, 9.0, style)
    assert sum(item.artefact for group in groups for item in group.items if isinstance(item, Glyphs)) >= 2
    assert " ".join(" ".join(read(desk.pdf(desk.page(*groups)))).split()) == copy


def test_a_word_whose_end_stands_elsewhere_keeps_its_beginning(desk: Desk, read: Read) -> None:
    groups = set_lines(desk, f"见{ADDRESS}。", 12.0)
    assert len(groups) > 2
    first = "".join(read(desk.pdf(desk.page(groups[0], *groups[2:]))))
    begun = "".join(item.text for item in groups[0].items if isinstance(item, Glyphs))
    assert first.startswith(begun) and ADDRESS not in first


def test_raised_figures_and_other_faces_stay_in_their_line(desk: Desk, song: Face, read: Read) -> None:
    hei = pip_fonts().face("hei")
    looks = [
        ("浓度为35", song, 9.0, 0.0, 0.0),
        ("m", hei, 9.0, 40.0, 0.0),
        ("3", song, 5.0, 48.0, -4.0),
        ("，完", song, 9.0, 52.0, 0.0),
    ]
    runs, start = [], 0
    for text, face, size, x, y in looks:
        run = desk.run(face, text, size=size, start=start, paragraph="p", ys=(y,) * len(text))
        runs.append(msgspec.structs.replace(run, xs=tuple(at + x for at in run.xs)))
        start += len(text)
    assert read(desk.pdf(desk.page(placed(tuple(runs), 20, 40)))) == ["浓度为35m3，完"]


def test_even_lines_cost_nothing(desk: Desk, song: Face) -> None:
    """Where every reader joins the glyphs by itself, and where the version of PDF has no ActualText, nothing is marked."""
    even = desk.pdf(desk.page(desk.line(song, "一行字挨着一行字", gap=0.4)))
    loose = desk.pdf(desk.page(desk.line(song, "一行字离得开", gap=2.0)), name="x1a.pdf", standard="x1a")
    for path in (even, loose):
        with pikepdf.open(path) as pdf:
            assert b"BDC" not in pdf.pages[0].Contents.read_bytes()


DOWN = "一张片子拍下来 十八家医院1638都认"


def test_phrases_of_a_line_set_downwards_are_whole(desk: Desk, read: Read) -> None:
    line = set_column(DOWN, TextStyle(size=24.0), desk.book, paragraph="p")
    path = desk.pdf(desk.page(placed(line.items, 60, 40), desk.line(desk.book.face("song"), "旁边的字", x=200)))
    text = " ".join(read(path))
    assert text.startswith("一张片子拍下来 十八家医院") and "1638" in text
    assert text.replace(" 1638 ", "1638") == f"{DOWN} 旁边的字"


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_glyphs_of_a_line_set_downwards_stand_where_they_were_set(desk: Desk, song: Face, standard: str) -> None:
    size, hscale = 31.0, 0.93
    run = desk.run(song, "竖排的标题", size=size, hscale=hscale)
    ys = tuple(round(index * 31.4, 3) for index in range(len(run.gids)))
    run = msgspec.structs.replace(run, xs=(-size * hscale / 2,) * len(ys), ys=ys)
    path = desk.pdf(desk.page(placed((run,), 60, 40)), standard=standard)
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        operators = [(str(operator), values) for values, operator in pikepdf.parse_content_stream(page)]
        left, _, _, top = (float(value) for value in page.TrimBox)
    assert [str(values[0])[-2:] for operator, values in operators if operator == "Tf"] == ["-V"]
    (matrix,) = [[float(value) for value in values] for operator, values in operators if operator == "Tm"]
    (shown,) = [values[0] for operator, values in operators if operator == "TJ"]
    # ISO 32000-1 §9.7.4.3: a glyph hangs from the middle of its width, 0.88 em over its baseline.
    assert matrix[:4] == [hscale, 0, 0, 1]
    assert matrix[4] - left - 60 == pytest.approx(0, abs=0.001)
    pen, places = top - 40 - matrix[5], []
    for part in shown:
        if isinstance(part, pikepdf.String):
            for _ in range(len(bytes(part)) // 2):
                places.append(pen + 0.88 * size)
                pen += size
        else:
            pen += float(part) * size / 1000
    assert places == pytest.approx(ys, abs=0.001)
