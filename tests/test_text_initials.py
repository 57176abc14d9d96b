"""Drop capitals: where the capital stands, what it takes from its lines, and what keeps them together."""

from __future__ import annotations

import msgspec
import pytest
from compose_helpers import block, context, document, story

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.balance import balanced
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.units import units_of
from layoutdesk.display import path_bounds
from layoutdesk.edits import SetDrop, SplitParagraph, apply
from layoutdesk.model import GridRect, Paragraph, Span, TextStyle
from layoutdesk.model.styles import CHARACTER_STYLES
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import SetLine, set_paragraph

EM, PITCH = 10.0, 13.2
STYLE = TextStyle(size=EM, leading=PITCH, indent=2.0)
COPY = "国晨的江面上还有一层薄雾，渡口的老船工已经把缆绳解开，等着第一批过江的人，不得超载。"
ENGLISH = "The ferry that carried three generations across the river is back in service after two winters."


def lines(text: str, ems: float, drop: int, *spans: Span, style: TextStyle = STYLE) -> tuple[SetLine, ...]:
    paragraph = Paragraph(id="p", text=text, spans=spans, drop=drop)
    return set_paragraph(paragraph, style, ems * EM, pip_fonts(), styles=CHARACTER_STYLES, story="s")


def ink(face_key: str, gid: int) -> tuple[float, float]:
    """Top and foot of a glyph's ink over its baseline, em."""
    face = pip_fonts().face_by_key(face_key)
    extents = face.hb_font.get_glyph_extents(gid)
    return extents.y_bearing / face.upem, (extents.y_bearing + extents.height) / face.upem


@pytest.mark.parametrize("drop", [2, 3])
def test_a_han_capital_reaches_from_the_top_of_its_first_line_to_the_foot_of_its_last(drop: int) -> None:
    found = lines(COPY, 12, drop)
    capital = found[0].glyphs[0]
    (y,) = capital.ys
    top, foot = ink(capital.face, capital.gids[0])
    assert y - top * capital.size == pytest.approx(-top * EM, abs=0.12 * EM)
    assert y - foot * capital.size == pytest.approx((drop - 1) * PITCH - foot * EM, abs=0.12 * EM)


def test_a_letter_stands_on_the_last_lines_baseline_and_reaches_the_capitals_of_the_first() -> None:
    capital = lines(ENGLISH, 16, 3)[0].glyphs[0]
    height = pip_fonts().face("song").cap_height
    assert capital.text == "T"
    assert capital.ys == (2 * PITCH,)
    assert 2 * PITCH - height * capital.size == pytest.approx(-height * EM, abs=0.01)
    face = pip_fonts().face_by_key(capital.face)
    assert capital.xs[0] + face.ink(capital.gids[0])[0] * capital.size == pytest.approx(0.0, abs=0.01)


def test_the_rest_of_a_word_stands_close_to_its_letter_and_a_word_by_itself_does_not() -> None:
    for text, white in ((ENGLISH, 0.12), ("A" + ENGLISH[3:], 0.3)):
        first = lines(text, 16, 2)[0]
        capital, rest = first.glyphs[:2]
        face = pip_fonts().face_by_key(capital.face)
        edge = capital.xs[0] + face.ink(capital.gids[0])[1] * capital.size
        assert rest.xs[0] - edge == pytest.approx(white * EM, abs=0.06 * EM)


@pytest.mark.parametrize(
    ("text", "ems", "capital"),
    [
        ("AI时代的江面上" + COPY, 16, "AI"), ("“GDP增速”的说法" + COPY, 20, "“GDP"), ("APEC会议" + COPY, 24, "APEC"),
        ("APEC会议" + COPY, 13, "A"), ("ChatGPT上线" + COPY, 20, "C"), ("NATO said that " + ENGLISH, 24, "N"),
    ],
)  # fmt: skip
def test_a_short_acronym_between_han_is_large_as_a_whole_where_there_is_room(
    text: str, ems: float, capital: str
) -> None:
    found = lines(text, ems, 2)
    assert "".join(run.text for run in found[0].glyphs if run.size > EM) == capital
    assert "".join(line.text for line in found) == text


@pytest.mark.parametrize(("text", "ems"), [(COPY, 12), (COPY, 9.5), (ENGLISH, 16)])
def test_lines_beside_it_are_shorter_and_the_text_stays_the_copy(text: str, ems: float) -> None:
    found = lines(text, ems, 2)
    assert "".join(line.text for line in found) == text
    assert [line.start for line in found] == [0, *(line.end for line in found[:-1])]
    edge = found[1].x
    assert edge > 1.5 * EM
    assert found[0].x == found[2].x == 0.0
    assert found[0].glyphs[1].xs[0] >= edge - (0.18 * EM if text == ENGLISH else 0.0)
    capital = found[0].glyphs[0]
    face = pip_fonts().face_by_key(capital.face)
    assert capital.xs[0] + face.ink(capital.gids[0])[1] * capital.size < edge
    for line in found[:-1]:
        assert line.x + line.width == pytest.approx(ems * EM, abs=0.01)
    for line in found:
        for run in line.glyphs:
            assert run.artefact or text[run.start : run.start + len(run.text)] == run.text


def test_what_hangs_on_the_text_beside_it_moves_with_it() -> None:
    found = lines(COPY, 12, 2, Span(0, 4, "underline"))
    bounds = path_bounds(found[0].drawn[0])
    run = found[0].glyphs[1]
    assert bounds.x == pytest.approx(run.xs[0], abs=0.01)
    assert bounds.right == pytest.approx(found[0].glyphs[2].xs[0], abs=0.3 * EM)
    assert (run.start, run.story, run.paragraph) == (1, "s", "p")


@pytest.mark.parametrize(
    "text",
    [
        "短。",
        "——引语开头的段落" + COPY,
        "",
        "国",
        "　" + COPY,
        "12345678901234567890" + COPY,
        "哦，" + COPY,
        "“国”" + COPY,
        "“《（引语" + COPY,
        "“《引语" + COPY,
        "“",
    ],
)
def test_where_no_capital_fits_the_paragraph_is_set_as_ever(text: str) -> None:
    plain = lines(text, 12, 0)
    assert [(line.text, line.x, line.width) for line in lines(text, 12, 3)] == [
        (line.text, line.x, line.width) for line in plain
    ]


@pytest.mark.parametrize("drop", [2, 3])
@pytest.mark.parametrize("first", ["国", "“国", "B", "I", "12", "“T"])
def test_the_white_beside_a_capital_is_the_same_for_every_script(first: str, drop: int) -> None:
    """From its ink to the edge of the lines: a Han character fills its em but for a twenty-fifth on either side."""
    rest = COPY[1:] if first[-1] not in "BIT" else ENGLISH[1:]
    found = lines(first + rest, 16, drop)
    capital, face = found[0].glyphs[0], pip_fonts().face("song")
    size = capital.size
    assert capital.text == first and size > 1.5 * EM
    if first[-1] == "国":
        edge = capital.xs[-1] + (1 - 0.04) * size
        assert face.ink(capital.gids[-1])[1] < 1 - 0.02
    else:
        edge = capital.xs[-1] + face.ink(capital.gids[-1])[1] * size
    assert found[1].x - edge == pytest.approx(0.3 * EM, abs=0.01)


@pytest.mark.parametrize(("text", "taken"), [("“" + COPY, "“国"), ("《" + COPY, "《国"), ("（" + COPY, "（国")])
def test_an_opening_mark_comes_along_with_the_capital(text: str, taken: str) -> None:
    found = lines(text, 14, 2)
    capital = found[0].glyphs[0]
    assert capital.text == taken and capital.size > 2 * EM
    assert "".join(line.text for line in found) == text
    assert capital.xs[1] == pytest.approx(
        0.5 * capital.size, abs=0.02 * capital.size
    )  # the white of the mark is trimmed
    ink = pip_fonts().face_by_key(capital.face).ink(capital.gids[0])
    assert capital.xs[0] + ink[0] * capital.size >= -0.01


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("——" + COPY, "begin"), ("哦，" + COPY, "begin"), ("短。", "short"), ("", ""), (COPY, ""), ("“" + COPY, ""),
        ("1234567890" + COPY, "narrow"), ("AG600M" + COPY, "narrow"), ("B2B" + COPY, ""),
    ],
)  # fmt: skip
def test_a_paragraph_that_gets_no_capital_is_told_why(text: str, why: str) -> None:
    copy = story([Paragraph(id="a", text=text, drop=2), Paragraph(id="b", text="——" + COPY)])
    page = compose_page(document([copy], [block(copy, GridRect(0, 0, 1, 30))]), "pg1", pip_fonts())
    found = [problem for problem in page.problems if problem.code.startswith("compose.no-capital")]
    expected = [("a", "note", f"compose.no-capital-{why}")] if why else []
    assert [(problem.paragraph, problem.severity, problem.code) for problem in found] == expected
    for language in words.LANGUAGES:
        assert all(text[:3] in words.text(problem.code, language, **problem.args) for problem in found)


def test_a_reading_on_the_first_character_is_named_as_what_forbids_a_capital() -> None:
    copy = story([Paragraph(id="a", text=COPY, drop=2, spans=(Span(0, 1, "reading", "guó"),))])
    page = compose_page(document([copy], [block(copy, GridRect(0, 0, 1, 30))]), "pg1", pip_fonts())
    assert "compose.no-capital-marked" in {problem.code for problem in page.problems}
    assert words.text("compose.no-capital-marked", "zh", text="国") != words.text(
        "compose.no-capital-short", "zh", text="国"
    )


@pytest.mark.parametrize(
    ("text", "capital"),
    [
        ("G25次列车", "G25"), ("C919飞机", "C919"), ("5G网络", "5G"), ("B2B平台", "B2B"), ("歼-20飞过", "歼-20"),
        ("3.5%的人", "3.5%"), ("iPhone15上市", "i"), ("T台上", "T"),
    ],
)  # fmt: skip
def test_numbers_and_those_of_models_stand_whole_as_a_capital(text: str, capital: str) -> None:
    assert "".join(run.text for run in lines(text + COPY, 24, 2)[0].glyphs if run.size > 1.5 * EM) == capital


@pytest.mark.parametrize("drop", [2, 3, 4])
@pytest.mark.parametrize("letter", "ÁÅÉÎQJÇ")
def test_accent_and_tail_of_a_capital_reach_no_further_than_in_the_lines_themselves(letter: str, drop: int) -> None:
    capital = lines(letter + 2 * ENGLISH[1:], 18, drop)[0].glyphs[0]
    top, foot = ink(capital.face, capital.gids[0])
    height = pip_fonts().face("song").cap_height
    assert top > height + 0.1 or foot < -0.1
    (y,) = capital.ys
    assert y - top * capital.size == pytest.approx(-max(top, height) * EM, abs=0.02 * capital.size)
    assert y - foot * capital.size == pytest.approx((drop - 1) * PITCH - foot * EM, abs=0.01)


def test_a_number_is_not_parted_and_a_style_may_ask_for_capitals() -> None:
    assert lines("12月" + COPY, 14, 2)[0].glyphs[0].text == "12"
    by_style = set_paragraph(
        Paragraph(id="p", text=COPY), TextStyle(size=EM, leading=PITCH, drop=2), 120.0, pip_fonts()
    )
    assert by_style[0].glyphs[0].size > 2 * EM


def test_the_lines_beside_a_capital_stay_in_one_column() -> None:
    on = context()
    copy = story([Paragraph(id="a", text=COPY), Paragraph(id="b", text=COPY, drop=3)])
    units = units_of(on, copy, copy.body, 12 * on.grid.em)
    first = len(units[0].lines)
    poured = balanced(units, [((0, first + 2),), ((0, 40),)])
    places = [place for place in poured.placed if place.unit == 1]
    assert {place.column for place in places[:3]} == {1}
    assert not poured.left


def test_an_editor_sets_it_and_a_page_shows_it_on_the_grid() -> None:
    copy = story([Paragraph(id="a", text=COPY)])
    issue = document([copy], [block(copy, GridRect(0, 0, 1, 20))])
    issue = apply(issue, SetDrop(copy.id, "a", 2))
    page = compose_page(issue, "pg1", pip_fonts())
    mine = [line for line in page.lines if line.paragraph == "a"]
    step = context().grid.step
    assert mine[1].baseline - mine[0].baseline == pytest.approx(step, abs=0.001)
    assert mine[1].x - mine[0].x > 2 * mine[0].size
    assert apply(issue, SetDrop(copy.id, "a", 2)) is issue
    parted = apply(issue, SplitParagraph(copy.id, "a", 5, "b")).story(copy.id)
    assert [part.drop for part in parted.body] == [2, 0]
    with pytest.raises(Refusal):
        apply(issue, SetDrop(copy.id, "a", 9))


@pytest.mark.parametrize(
    "span", [Span(0, 2, "reading", "guó chén"), Span(0, 1, "underline"), Span(0, 1, "dots"), Span(0, 1, "superscript")]
)
def test_what_hangs_on_the_first_character_is_not_lost_to_a_capital(span: Span) -> None:
    """A capital would lose its reading or its marks: the paragraph is set without one."""
    assert lines(COPY, 14, 2, span) == lines(COPY, 14, 0, span)
    later = msgspec.structs.replace(span, start=3, end=5, reading="lǐ de" if span.reading else "")
    assert lines(COPY, 14, 2, later)[0].glyphs[0].size > 2 * EM


def test_a_capital_takes_the_face_of_its_span() -> None:
    styles = {**CHARACTER_STYLES, "bold": TextStyle(role="hei", size=0.0)}
    paragraph = Paragraph(id="p", text=COPY, spans=(Span(0, 1, "bold"),), drop=2)
    found = set_paragraph(paragraph, STYLE, 14 * EM, pip_fonts(), styles=styles, story="s")
    assert found[0].glyphs[0].face == pip_fonts().face("hei").key
