"""Tables of what single rules do: widths, compression, solid runs, forced breaks, spans, scales, fallbacks."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from layoutdesk.base.colour import BLACK, Cmyk, Spot
from layoutdesk.model import Paragraph, Span, TextStyle
from layoutdesk.text import rules
from layoutdesk.text.fonts import FontBook, load_fonts, pip_fonts
from layoutdesk.text.paragraph import (
    SetLine,
    fit_hscale,
    line_count,
    natural_width,
    set_line,
    set_paragraph,
)

EM = 10.0
STYLE = TextStyle(size=EM)


@pytest.fixture(scope="module")
def book() -> FontBook:
    return pip_fonts()


def lines(text: str, ems: float, style: TextStyle = STYLE, **more: object) -> tuple[SetLine, ...]:
    return set_paragraph(Paragraph(id="p", text=text, **more), style, ems * EM, pip_fonts())


def texts(text: str, ems: float, style: TextStyle = STYLE) -> list[str]:
    return [line.text for line in lines(text, ems, style)]


# --- widths (GB/T 15834 §5.1) -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("河湾", 2.0),
        ("河，湾", 3.0),
        ("河。”湾", 3.5),  # 2 em of marks become 1.5
        ("河，“湾", 3.5),
        ("河”（湾", 3.5),
        ("河》、湾", 3.5),
        ("河（（湾", 3.5),
        ("河）））湾", 4.0),
        ("河？！湾", 3.0),  # two together 1 em
        ("河！！！湾", 4.0),  # three take 2
        ("“河湾”", 3.0),  # white at the edges of a line is trimmed
        ("河——湾", 4.0),
        ("河……湾", 4.0),
        ("河—湾", 3.0),
        ("河·湾", 2.5),
        ("河～湾", 3.0),
        ("2026", 2.0),
        ("河2026湾", 4.5),  # ¼ em between Han and figures
        ("河2026，湾", 5.25),  # none beside a full-width mark
        ("（2026）", 3.0),
        ("河　湾", 3.0),
        ("", 0.0),
    ],
)
def test_widths(text: str, ems: float) -> None:
    assert natural_width(text, STYLE, pip_fonts()) == pytest.approx(ems * EM, abs=0.001)


def test_the_bracket_hugs_its_content(book: FontBook) -> None:
    # 湾 。 ” : the quote follows the full stop's half-em body at once.
    run = set_line("湾。”河", STYLE, book).glyphs[0]
    assert run.xs == (0.0, 10.0, 15.0, 25.0)
    # ： “ : the quote's own white half lies outside its half-em place.
    run = set_line("湾：“河", STYLE, book).glyphs[0]
    assert run.xs == (0.0, 10.0, 15.0, 25.0)


def test_an_opening_mark_is_trimmed_at_a_line_start_but_not_after_the_indent() -> None:
    first = lines("“河湾”今日", 10, TextStyle(size=EM, indent=2.0))[0]
    assert first.x == 20.0
    assert first.glyphs[0].xs[:2] == (20.0, 30.0)
    assert lines("“河湾”今日", 10)[0].glyphs[0].xs[:2] == (-5.0, 5.0)


def test_a_mark_at_the_line_end_gives_its_white_before_anything_else() -> None:
    first, _ = lines("河湾新，桥今日通车，河湾新桥", 9.5)
    assert first.text == "河湾新，桥今日通车，"
    assert first.glyphs[0].xs == tuple(float(EM * at) for at in range(10))
    assert first.width == 95.0
    assert first.gap == 0.0


def test_commas_give_their_white_before_full_stops() -> None:
    first = lines("河湾。新，桥今日通车了啊河湾新桥", 11.5)[0]
    assert first.text == "河湾。新，桥今日通车了啊"
    steps = [after - before for before, after in pairwise(first.glyphs[0].xs)]
    assert steps[2] == 10.0  # 。 keeps its em
    assert steps[4] == 5.0  # ， gives its half


def test_word_spaces_and_han_latin_gaps_widen_before_all_gaps() -> None:
    first = lines("河湾2026新桥今日通车河湾新桥", 8.6)[0]
    assert (first.text, first.gap) == ("河湾2026新桥今日", 0.0)
    # Two gaps of ¼ em take the 0.1 em that is lacking; nothing else moves.
    assert first.glyphs[0].xs == (0.0, 10.0, 23.0, 28.0, 33.0, 38.0, 46.0, 56.0, 66.0, 76.0)


# --- what does not break ----------------------------------------------------------------------------------------------------

SOLID = [
    "——",
    "……",
    "12,345.6",
    "3.5%",
    "7×24",
    "2026",
    "12:30",
    "bridge",
    "￥500",
    "$3.50",
    "25℃",
    "A03",
    "１２３",
    "I’m",
]


@pytest.mark.parametrize("solid", SOLID)
def test_solid_runs_stay_on_one_line(solid: str) -> None:
    for before in range(1, 16):
        text = "河湾新桥今日通车市民出行更加方便"[:before] + solid + "河湾新桥今日通车"
        for ems in (8, 9.3, 11):
            assert sum(solid in line for line in texts(text, ems)) == 1, (text, ems)


def test_an_address_breaks_only_in_need() -> None:
    address = "https://example.com/news/2026/index.html"
    assert address in texts("详见" + address + "。", 30)[0]
    broken = lines("更多内容请见" + address + "，欢迎阅读。", 12)
    assert all(line.gap < 0.5 for line in broken)
    assert not any(address in line.text for line in broken)
    for line in broken[:-1]:
        assert line.x + line.width == pytest.approx(120, abs=0.01)


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("之热等局已斯“通途”决定条文号0731-28681395眼消动却格眼率四理目完青金手", 18),
        ("严必克京全速受影断众强选0731-28681395场研在标油越构如县今思流个都流整", 18),
    ],
)
def test_a_number_goes_whole_or_after_its_hyphen_before_it_is_cut(text: str, ems: float) -> None:
    for before, after in pairwise(texts(text, ems)):
        assert not (before[-1].isdigit() and after[0].isdigit()), (before, after)


def test_a_long_word_is_divided_with_a_hyphen_that_is_no_copy() -> None:
    found = lines("通信internationalization河湾新桥", 8)
    assert "".join(line.text for line in found) == "通信internationalization河湾新桥"
    first = found[0]
    assert first.glyphs[-1].artefact
    assert first.glyphs[-1].text == "-"
    assert first.glyphs[-1].xs[0] > first.glyphs[0].xs[-1]
    assert first.width == 80.0
    assert not any(
        run.artefact for line in lines("见https://example.com/a/b/c/internationalization", 8) for run in line.glyphs
    )


@pytest.mark.parametrize("ems", [8, 9, 10])
def test_words_part_at_syllables_with_a_hyphen_an_apostrophe_in_them_or_not(ems: float) -> None:
    divided = "said the grand|fa|ther's har|mo|nious grand|daugh|ters whose cor|re|spon|dence re|mained"
    pieces = divided.split("|")
    joints = {len("".join(pieces[:number])) for number in range(1, len(pieces))}
    found = lines(divided.replace("|", ""), ems)
    inside = [line for line in found[:-1] if not line.text[-1].isspace() and divided.replace("|", "")[line.end] != " "]
    assert inside
    for line in inside:
        assert line.end in joints, line.text
        assert (line.glyphs[-1].artefact, line.glyphs[-1].text) == (True, "-")


def test_a_number_keeps_to_its_unit_where_it_fits() -> None:
    assert texts("河湾，新桥，今日通车啊2026年河湾新桥今日通车", 13.5)[0].endswith("2026年")


def test_no_last_line_of_one_character() -> None:
    for length in range(20, 60):
        text = ("河湾新桥今日通车市民出行更加方便" * 4)[:length] + "。"
        last = texts(text, 12)[-1]
        assert len(last.rstrip("。")) != 1, text


def test_spaces_vanish_at_a_line_end_but_stay_in_the_text() -> None:
    first, second = lines("on the river by the bridge", 8)
    assert first.text == "on the river by "
    assert first.glyphs[0].text == "on the river by"
    assert first.width == 80.0
    assert second.text == "the bridge"


def test_a_no_break_space_holds() -> None:
    assert any("A\u00a0B" in line for line in texts("河湾新桥今日通A\u00a0B车市民出行", 9))


# --- prohibition levels -----------------------------------------------------------------------------------------------------


def test_levels_follow_clreq(shared: Path) -> None:
    table = json.loads((shared / "data" / "clreq_prohibition_levels.json").read_text(encoding="utf-8"))
    for name in ("basic", "gb", "strict"):
        level = rules.level_of(name, "")
        for mark in table["basic_no_start"]:
            assert level.no_start.match(mark), (name, mark)
        for mark in table["basic_no_end"]:
            assert level.no_end.match(mark), (name, mark)
    for mark in table["gb_extra_no_end"]:
        assert rules.level_of("gb", "").no_end.match(mark)
        assert not rules.level_of("basic", "").no_end.match(mark)
    for sign in table["strict_extra_no_start"].split():
        assert rules.level_of("strict", "").no_start.match(sign)
        assert not rules.level_of("gb", "").no_start.match(sign)
    for mark in table["basic_no_start"]:
        if mark != "/":
            assert not rules.level_of("none", "").no_start.match(mark), mark


@pytest.mark.parametrize(("level", "start"), [("none", "，"), ("basic", "车")])
def test_no_prohibition_lets_a_comma_start_a_line(level: str, start: str) -> None:
    style = TextStyle(size=EM, prohibition=level, align="left")
    assert texts("河湾新桥今日通车，市民", 8, style)[1][0] == start


def test_a_dash_starts_a_line_but_not_at_the_strict_level() -> None:
    text = "河湾新桥今日通车——市民出行方便"
    assert texts(text, 8, TextStyle(size=EM))[1].startswith("——")
    assert not texts(text, 8, TextStyle(size=EM, prohibition="strict"))[1].startswith("——")


# --- Western text -----------------------------------------------------------------------------------------------------------


def test_quotes_are_western_where_there_is_no_chinese(book: FontBook) -> None:
    assert natural_width("“a”", STYLE, book) < 1.7 * EM
    assert natural_width("it’s", STYLE, book) < 2.0 * EM
    assert natural_width("他说“a”", STYLE, book) == pytest.approx((2 + 1 + 0.557 + 0.5) * EM, abs=0.1)


def test_a_ligature_keeps_its_characters(book: FontBook) -> None:
    run = set_line("office", STYLE, book).glyphs[0]
    assert run.text == "office"
    assert len(run.gids) == len(run.clusters) < 6
    assert list(run.clusters) == sorted(run.clusters)


def test_curly_quotes_of_a_narrow_face_take_their_place() -> None:
    everything = load_fonts(())
    if everything.face("kai").name != "LXGWWenKai-Regular":
        pytest.skip("LXGW WenKai is not installed")
    kai = TextStyle(size=EM, role="kai")
    assert natural_width("河“湾”桥", kai, everything) == pytest.approx(5 * EM, abs=0.001)
    run = set_line("河“湾”桥", kai, everything).glyphs[0]
    assert 15.0 <= run.xs[1] <= 20.0 - 3.5  # within the right half of its em
    assert 30.0 <= run.xs[3] <= 35.0 - 3.5  # within the left half


# --- paragraphs -------------------------------------------------------------------------------------------------------------


def test_forced_breaks_start_lines_and_lose_nothing() -> None:
    found = lines("河湾新桥 今日通车", 20, breaks=(5,))
    assert [(line.text, line.last) for line in found] == [("河湾新桥 ", True), ("今日通车", True)]
    assert found[0].width == 40.0
    assert [line.text for line in lines("河湾\n新桥", 20)] == ["河湾\n", "新桥"]


@pytest.mark.parametrize(("align", "x"), [("left", 0.0), ("center", 30.0), ("right", 60.0), ("justify", 0.0)])
def test_alignment(align: str, x: float) -> None:
    (line,) = lines("河湾新桥", 10, TextStyle(size=EM, align=align))
    assert (line.x, line.width) == (x, 40.0)
    assert line.glyphs[0].xs[0] == x


def test_lines_may_have_measures_of_their_own(book: FontBook) -> None:
    text = "河湾新桥今日通车市民出行更加方便" * 3
    found = set_paragraph(Paragraph(id="p", text=text), STYLE, 0.0, book, widths=(100.0, 60.0, 120.0))
    assert [line.x + line.width for line in found[:-1]] == pytest.approx([100, 60, *[120] * (len(found) - 3)], abs=0.01)


def test_the_paragraphs_own_size_wins() -> None:
    (line,) = lines("河湾", 10, size=20.0)
    assert line.width == 40.0
    assert line.glyphs[0].size == 20.0


def test_spans_change_face_paint_and_size(book: FontBook) -> None:
    red = Spot("Red", 1.0, Cmyk(m=1.0, y=1.0))
    styles = {"bold": TextStyle(role="hei", size=0.0, paint=red), "big": TextStyle(size=20.0)}
    paragraph = Paragraph(
        id="p", text="河湾新桥今日", spans=(Span(1, 2, "bold"), Span(3, 4, "big"), Span(4, 5, "unknown"))
    )
    (line,) = set_paragraph(paragraph, STYLE, 200.0, book, styles=styles, story="s")
    runs = {run.text: run for run in line.glyphs}
    assert runs["湾"].face == book.face("hei").key
    assert (runs["湾"].paint, runs["湾"].overprint, runs["湾"].size) == (red, False, EM)
    assert (runs["桥"].size, runs["桥"].overprint, runs["桥"].paint) == (20.0, True, BLACK)
    assert line.width == 70.0
    assert all((run.story, run.paragraph) == ("s", "p") for run in line.glyphs)
    assert [run.start for run in line.glyphs] == [0, 1, 2, 3, 4]


def test_headlines_condense_to_fit(book: FontBook) -> None:
    style = TextStyle(size=20.0, hscale_min=0.8)
    assert fit_hscale("河湾新桥今日", style, book, 200.0) == 1.0
    assert fit_hscale("河湾新桥今日", style, book, 100.0) == pytest.approx(0.8333, abs=0.0001)
    assert fit_hscale("河湾新桥今日", style, book, 90.0) is None
    (line,) = set_paragraph(Paragraph(id="p", text="河湾新桥今日"), style, 100.0, book)
    assert 99.9 < line.width <= 100.0
    assert line.glyphs[0].hscale == pytest.approx(0.8333, abs=0.0001)
    assert set_line("河湾", style, book, hscale=0.9).width == 36.0


def test_one_line_for_furniture(book: FontBook) -> None:
    line = set_line("版面：要闻", STYLE, book, artefact=True, start=3)
    assert line.glyphs[0].artefact
    assert (line.start, line.end, line.text) == (3, 8, "版面：要闻")
    assert line.width == natural_width("版面：要闻", STYLE, book)


def test_a_missing_character_keeps_a_place(book: FontBook) -> None:
    (line,) = lines("河\ue000湾", 10)
    assert line.width >= 25.0
    assert "".join(run.text for run in line.glyphs) == "河\ue000湾"


def test_invisible_characters_take_no_room(book: FontBook) -> None:
    assert natural_width("河\u200b\ufe0f湾", STYLE, book) == pytest.approx(2 * EM, abs=0.001)


def test_an_empty_paragraph_is_one_empty_line() -> None:
    (line,) = lines("", 10)
    assert (line.text, line.width, line.glyphs, line.last) == ("", 0.0, (), True)


# --- keeping ----------------------------------------------------------------------------------------------------------------


def test_a_paragraph_that_only_moved_is_the_same_object(book: FontBook) -> None:
    text = "河湾新桥今日通车市民出行更加方便"
    first = set_paragraph(Paragraph(id="p", text=text, confidence=0.5), STYLE, 80.0, book)
    assert set_paragraph(Paragraph(id="p", text=text), STYLE, 80.0, book) is first
    assert line_count(Paragraph(id="p", text=text), STYLE, 80.0, book) == len(first)
