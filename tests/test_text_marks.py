"""What character styles draw: emphasis dots, lines, strikes; superscripts and subscripts, and their place in the line."""

from __future__ import annotations

import pytest

from layoutdesk.base.colour import BLACK, Cmyk
from layoutdesk.display import Path, path_bounds
from layoutdesk.model import Paragraph, Span, TextStyle
from layoutdesk.model.styles import CHARACTER_STYLES
from layoutdesk.text.coverage import coverage
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import SetLine, set_line, set_paragraph

EM = 10.0
STYLE = TextStyle(size=EM)


def lines(text: str, ems: float, *spans: Span, style: TextStyle = STYLE, **styles: TextStyle) -> tuple[SetLine, ...]:
    paragraph = Paragraph(id="p", text=text, spans=spans)
    return set_paragraph(paragraph, style, ems * EM, pip_fonts(), styles={**CHARACTER_STYLES, **styles})


def stretches(path: Path) -> list[tuple[float, float]]:
    """From where to where each stroke of a path runs."""
    strokes: list[list[float]] = []
    for segment in path.segments:
        if segment[0] == "M":
            strokes.append([])
        if segment[0] != "Z":
            strokes[-1].append(segment[-2])
    return [(min(xs), max(xs)) for xs in strokes]


def dot_centres(line: SetLine) -> list[float]:
    (path,) = line.drawn
    return [round((left + right) / 2, 3) for left, right in stretches(path)]


def test_a_dot_stands_under_the_middle_of_every_han_character_and_under_nothing_else() -> None:
    (line,) = lines("见河湾，“新”2026 OK　々。", 20, Span(1, 18, "dots"))
    assert line.text[:5] == "见河湾，“"
    #  河 湾 新 々 : marks, quotes, figures, Latin letters and spaces carry none.
    x = {char: pen for run in line.glyphs for char, pen in zip(run.text, run.xs, strict=False)}
    assert dot_centres(line) == pytest.approx([x[char] + EM / 2 for char in "河湾新々"], abs=0.01)


def test_dots_follow_their_characters_in_a_driven_out_line() -> None:
    first = lines("河湾新桥今日通车河湾新桥今日", 8.3, Span(0, 14, "dots"))[0]
    pens = first.glyphs[0].xs
    assert pens[-1] > 7 * EM
    assert dot_centres(first) == pytest.approx([x + EM / 2 for x in pens], abs=0.01)


def test_dots_stay_clear_of_the_characters_above_and_below() -> None:
    face = pip_fonts().face("song")
    (path,) = lines("河湾", 5, Span(0, 2, "dots"))[0].drawn
    bounds = path_bounds(path)
    # The deepest and the highest of common Han characters; the next line is never nearer than 1.16 em (headlines).
    extents = [face.hb_font.get_glyph_extents(face.glyph(char)) for char in "河湾国画警藏疆灣鬱囊雨龙"]
    deepest = max(-(each.y_bearing + each.height) for each in extents) / face.upem * EM
    highest = max(each.y_bearing for each in extents) / face.upem * EM
    assert deepest < bounds.y
    assert bounds.bottom < 1.16 * EM - highest


def test_a_line_runs_on_under_glyphs_and_gaps_and_not_under_trimmed_white() -> None:
    first, second = lines("今“河湾2026新桥，”今日通车河湾", 9.9, Span(1, 12, "underline"))
    ((left, right),) = stretches(first.drawn[0])
    assert first.text == "今“河湾2026新桥，”"
    assert (left, right) == (1.5 * EM, 9.5 * EM)  # the quote's white fills the measure
    assert not second.drawn
    # An opening mark at a line's start: its white half lies outside the measure and has no line.
    (line,) = lines("“河湾”", 5, Span(0, 4, "underline"))
    assert stretches(line.drawn[0]) == [(0.0, 3 * EM)]


def test_neighbouring_names_have_lines_that_do_not_join() -> None:
    (line,) = lines("张三李四说", 8, Span(0, 2, "underline"), Span(2, 4, "underline"))
    (one,), (other,) = map(stretches, line.drawn)
    assert (one[0], other[1]) == (0.0, 4 * EM)
    assert 0.08 * EM < other[0] - one[1] < 0.25 * EM
    (line,) = lines("张三李四说", 8, Span(0, 2, "underline"), Span(2, 4, "wave"))
    assert stretches(line.drawn[0])[0][1] == stretches(line.drawn[1])[0][0] == 2 * EM


def test_spaces_between_words_are_underlined_and_those_at_a_line_end_are_not() -> None:
    (line,) = lines("签字：    同意", 12, Span(3, 7, "underline"))
    ((left, right),) = stretches(line.drawn[0])
    assert right - left == pytest.approx(line.glyphs[-1].xs[-2] - left, abs=0.01)
    assert right > left + 0.8 * EM
    assert not lines("签字：    ", 12, Span(3, 7, "underline"))[0].drawn


@pytest.mark.parametrize(
    ("mark", "above", "below"), [("underline", 0.1, 0.3), ("wave", 0.1, 0.3), ("strike", -0.5, -0.2)]
)
def test_lines_stand_where_they_belong_and_styles_may_move_them(mark: str, above: float, below: float) -> None:
    (line,) = lines("河湾", 5, Span(0, 2, mark))
    bounds = path_bounds(line.drawn[0])
    assert above * EM < bounds.y <= bounds.bottom < below * EM
    own = TextStyle(role="", size=0.0, marks=(mark,), mark_offset=0.4, mark_weight=0.2)
    (line,) = lines("河湾", 5, Span(0, 2, "own"), own=own)
    assert line.drawn[0].width == pytest.approx(0.2 * EM)
    middle = path_bounds(line.drawn[0])
    assert middle.y + middle.h / 2 == pytest.approx(0.4 * EM, abs=0.01)


def test_marks_have_the_paint_of_the_text_or_their_own() -> None:
    red = Cmyk(m=1.0, y=1.0)
    (line,) = lines("河湾", 5, Span(0, 2, "underline"))
    assert (line.drawn[0].stroke, line.drawn[0].overprint) == (BLACK, True)
    (line,) = lines("河湾", 5, Span(0, 2, "underline"), style=TextStyle(size=EM, paint=red))
    assert (line.drawn[0].stroke, line.drawn[0].overprint) == (red, False)
    own = TextStyle(role="song", size=0.0, marks=("dots",), paint=red)
    assert lines("河湾", 5, Span(0, 2, "own"), own=own)[0].drawn[0].fill == red


def test_styles_add_up_where_spans_overlap() -> None:
    hei = TextStyle(role="hei", size=0.0)
    (line,) = lines("河湾2桥", 5, Span(0, 3, "underline"), Span(1, 3, "hei"), Span(2, 3, "superscript"), hei=hei)
    faces = {run.text: (run.face, run.size) for run in line.glyphs}
    song, black = pip_fonts().face("song").key, pip_fonts().face("hei").key
    assert faces == {"河": (song, EM), "湾": (black, EM), "2": (black, 6.0), "桥": (song, EM)}
    assert len(line.drawn) == 1


# --- superscripts and subscripts --------------------------------------------------------------------------------------------


def test_a_superscript_is_small_and_reaches_the_top_of_the_characters() -> None:
    (line,) = lines("120m2，", 10, Span(4, 5, "superscript"))
    base, raised = line.glyphs[0], line.glyphs[1]
    assert (raised.text, raised.size, raised.ys) == ("2", 6.0, (-3.7,))
    face = pip_fonts().face("song")
    assert raised.xs[0] == pytest.approx(base.xs[-1] + face.advance(face.glyph("m")) * EM, abs=0.01)
    (line,) = lines("CO2排", 10, Span(2, 3, "subscript"))
    assert line.glyphs[1].ys == (1.3,)


def test_a_sign_of_a_note_hugs_its_word_and_stays_with_it() -> None:
    (line,) = lines("注释1见后", 10, Span(2, 3, "superscript"))
    assert line.width == pytest.approx(4.3 * EM, abs=0.01)  # no Han–Latin gap on either side
    for ems in (3.0, 2.5, 4.0):
        assert not any(one.text.startswith("1") for one in lines("河湾注释1见后", ems, Span(4, 5, "superscript")))
    (line,) = lines("10m2的", 10, Span(3, 4, "superscript"))
    assert line.glyphs[-1].xs[0] > line.glyphs[1].xs[0] + 0.5 * EM  # a Western word and its figure keep their gap


@pytest.mark.parametrize(
    ("text", "gap"),
    [("PO43-都", 0.25), ("PO43−都", 0.25), ("PO43–都", 0.25), ("说明+都", 0.0), ("PO4(1)都", 0.0)],
)
def test_the_charge_of_an_ion_keeps_a_gap_from_han_like_a_letter(text: str, gap: float) -> None:
    raised = Span(3 if text.startswith("P") else 2, len(text) - 1, "superscript")
    (line,), (without,) = lines(text, 20, raised), lines(text[:-1], 20, raised)
    assert line.width - without.width == pytest.approx((1 + gap) * EM, abs=0.01)


def test_superscript_characters_that_a_face_lacks_are_its_own_figures() -> None:
    face = pip_fonts().face("song")
    assert not face.glyph("⁶")
    line = set_line("10⁶m²", STYLE, pip_fonts())
    six, two = line.glyphs[1], line.glyphs[3]
    assert (six.text, two.text) == ("⁶", "²")  # what is taken out is what stands in the copy
    assert six.gids == (face.shape("6")[0][0],)
    assert six.size == two.size == 6.0  # ², which the face has, looks like the others
    assert six.ys == two.ys == (-3.7,)
    assert coverage("10⁶m²", "song", pip_fonts()).missing == ""


def test_lines_without_marks_draw_nothing() -> None:
    line = lines("河湾新桥", 10)[0]
    assert line.drawn == ()
    assert line.items is line.glyphs
