"""Western letters give way once word spaces are at their limit (字距、字宽微调): in their order, within their bounds, verbatim."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.display import Glyphs
from layoutdesk.intake import read_copy
from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import paragraphs
from layoutdesk.resources import sample_copy
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.justify import Fitted, fit
from layoutdesk.text.lines import Setter
from layoutdesk.text.paragraph import SetLine, _prepare, set_line, set_paragraph
from layoutdesk.text.prepare import Prepared
from layoutdesk.text.spans import runs_of

EM = 10.0
SPACE = 0.256
STYLE = TextStyle(
    size=EM, language="en", word_space=(0.7, 1.0, 1.5), letter_space=(-0.02, 0.03), glyph_scale=(0.97, 1.03), ladder=2
)
LINE = "the lantern room had no glass"
WORDS = st.lists(
    st.sampled_from(
        ["a", "of", "the", "office", "affluent", "raffles,", "lantern", "satellite", "two-thirds", "1,358", '"We', "it's",
         "straightforwardness", "Brandreth", "(café)", "no", "hundred", "years."]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)  # fmt: skip
MEASURES = st.integers(min_value=60, max_value=240).map(lambda tenth: tenth / 10)


def prepared(text: str, style: TextStyle = STYLE) -> Prepared:
    book = pip_fonts()
    return _prepare(text, runs_of(text, style, EM, (), {}, book), book, style)


def fitted(ready: Prepared, more: float) -> Fitted:
    """The whole text as one line, ``more`` em wider (negative: narrower) than it is by itself."""
    end = len(ready.text)
    return fit(ready, 0, end, ready.right[end] - ready.left[0] + more, stretch=True)


def lines(text: str, ems: float, style: TextStyle = STYLE) -> tuple[SetLine, ...]:
    return set_paragraph(Paragraph(id="p", text=text), style, ems * EM, pip_fonts())


def right_edge(line: SetLine) -> float:
    run = line.glyphs[-1]
    return run.xs[-1] + pip_fonts().face_by_key(run.face).advance(run.gids[-1]) * run.size * run.hscale


def copy_of(line: SetLine) -> Glyphs:
    return next(run for run in line.glyphs if not run.artefact)


# --- order and bounds -------------------------------------------------------------------------------------------------------


def amounts(text: str, ready: Prepared, line: Fitted) -> tuple[float, float, float]:
    """What every word space, every place between letters, and the width of glyphs took."""
    moves = line.moves or (0.0,) * len(text)
    pens = [
        ready.left[at] + moves[at] + line.each * (ready.gaps[at] - ready.gaps[0]) - ready.left[0]
        for at in range(len(text))
    ]
    steps = [after - before for before, after in pairwise(pens)]
    words, letters = set(), set()
    for at in range(1, len(text)):
        if text[at] != " ":
            space = text[at - 1] == " "
            body = ready.boxes.bodies[at - 2 if space else at - 1] * line.scale
            moved = steps[at - 1] + (steps[at - 2] if space else 0.0) - body
            (words if space else letters).add(round(moved - (SPACE if space else 0.0), 4))
    assert len(words) == len(letters) == 1
    return words.pop(), letters.pop(), round(line.scale, 4)


def test_words_then_letters_then_glyphs_then_words_alone() -> None:
    ready = prepared(LINE)
    spaces, joints, ink = LINE.count(" "), sum(map(len, LINE.split())) - len(LINE.split()), sum(ready.boxes.bodies)
    word, letter, glyph = spaces * SPACE * 0.5, joints * 0.03, ink * 0.03
    half = SPACE * 0.5 / 2
    for more, expected in (
        (word / 2, (half, 0.0, 1.0)),
        (word + letter / 2, (2 * half, 0.015, 1.0)),
        (word + letter + glyph / 2, (2 * half, 0.03, 1.015)),
        (word + letter + glyph + spaces * 0.2, (2 * half + 0.2, 0.03, 1.03)),
    ):
        line = fitted(ready, more)
        assert amounts(LINE, ready, line) == pytest.approx(expected, abs=0.0003)
        assert line.loose == pytest.approx(expected[0] / 2, abs=0.0003)  # a word space counts for two gaps
    word, letter, glyph = spaces * SPACE * 0.3, joints * 0.02, ink * 0.03
    for less, expected in (
        (word / 2, (-SPACE * 0.15, 0.0, 1.0)),
        (word + letter / 2, (-SPACE * 0.3, -0.01, 1.0)),
        (word + letter + glyph / 2, (-SPACE * 0.3, -0.02, 0.985)),
    ):
        assert amounts(LINE, ready, fitted(ready, -less)) == pytest.approx(expected, abs=0.0003)


def test_letters_stay_as_they_are_where_no_style_lets_them_go() -> None:
    plain = TextStyle(size=EM, language="en")
    for ems in (11.0, 16.0):
        runs = [run for line in lines(LINE * 8, ems, plain) for run in line.glyphs]
        assert {run.hscale for run in runs} == {1.0}
    ready = prepared(LINE, plain)
    line = fitted(ready, 2.0)
    assert line.each * 2 * LINE.count(" ") == pytest.approx(2.0)


def test_ligatures_are_parted_where_letters_stand_apart() -> None:
    text = "the office in raffles and find"
    ready = prepared(text)
    whole, apart, tight = (set_glyphs(text, more) for more in (0.2, 1.6, -0.6))
    assert len(whole) == len(tight) < len(text.replace(" ", "")) + text.count(" ")
    assert len(apart) == len(text)
    face = pip_fonts().face("song")
    assert apart[text.index("ffi") : text.index("ffi") + 3] == tuple(map(face.glyph, "ffi"))
    assert fitted(ready, 1.6).split
    assert not fitted(ready, -0.6).split


def set_glyphs(text: str, more: float) -> tuple[int, ...]:
    """The glyphs of ``text`` as a line ``more`` em wider than by itself."""
    ready = prepared(text)
    line = Setter(ready, EM, 1.0, "s", "p", 0, False).line(0, len(text), fitted(ready, more), 0.0, last=False)
    assert copy_of(line).text == text
    assert right_edge(line) == pytest.approx((ready.right[len(text)] - ready.left[0] + more) * EM, abs=0.02)
    return copy_of(line).gids


# --- properties -------------------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(WORDS, MEASURES)
def test_lines_are_flush_verbatim_and_within_the_bounds(text: str, ems: float) -> None:
    found = lines(text, ems)
    assert "".join(line.text for line in found) == text
    for line in found:
        run = copy_of(line)
        assert run.text == line.text.rstrip()
        assert 0.97 - 1e-6 <= run.hscale <= 1.03 + 1e-6
        assert len(run.gids) == len(run.xs) == len(run.clusters)
        assert all(before < after for before, after in pairwise(run.xs))
        edge = line.x + line.width
        # The last letter's own width counts, that is kerned against the next line's first.
        assert right_edge(line) == pytest.approx(edge, abs=0.3)
        if line.last or " " not in line.text.strip():
            assert edge <= ems * EM + 0.01
        else:
            assert edge == pytest.approx(ems * EM, abs=0.01)


# --- narrow columns ---------------------------------------------------------------------------------------------------------


def sample_lines(ems: float, **changes: object) -> list[SetLine]:
    """The English sample's paragraphs in columns so wide, as the template has it."""
    body = replace(shipped_templates()["tabloid-inside"].styles["body"], language="en", indent=1.0, **changes)
    intake = read_copy(list(sample_copy(english=True)), IdSource(b"narrow"))
    every = [one for story in intake.stories for one in paragraphs(story) if one.style in ("body", "clause")]
    return [line for one in every for line in set_paragraph(one, body, ems * body.size, pip_fonts())]


def test_the_sample_is_even_in_narrow_columns() -> None:
    """Loose lines in columns of 12 to 14 em, some 22 to 26 letters: half of a hundred; a tenth where letters do not give way."""
    found = {ems: sample_lines(ems) for ems in (12.0, 13.0, 14.0)}
    number = sum(map(len, found.values()))
    assert number > 900
    assert sum(line.gap > 0.25 for each in found.values() for line in each) * 100 < 0.5 * number
    held = sample_lines(12.0, letter_space=(0.0, 0.0), glyph_scale=(1.0, 1.0))
    assert sum(line.gap > 0.25 for line in held) * 100 > 5 * len(held)


@pytest.mark.parametrize("ladder", [1, 2])
def test_no_more_lines_in_a_row_end_with_a_hyphen_than_the_style_says(ladder: int) -> None:
    def longest(**changes: int) -> int:
        ends = "".join(
            "-" if line.glyphs[-1].artefact or line.text[-1] == "-" else "." for line in sample_lines(12.0, **changes)
        )
        return max(map(len, ends.split(".")))

    assert longest(ladder=ladder) == ladder < longest(ladder=0)


def test_in_still_narrower_ones_lines_are_not_driven_out() -> None:
    narrow = sample_lines(11.0)
    assert not any(line.gap for line in narrow)
    assert {run.hscale for line in narrow for run in line.glyphs} == {1.0}
    widths = [line.x + line.width for line in narrow if not line.last]
    assert max(widths) <= 99.01
    assert len(set(widths)) > len(widths) / 2
    assert sum(line.gap > 0.0 for line in sample_lines(11.0, flush_from=0.0)) > len(narrow) / 3


def test_paragraphs_with_han_take_no_notice() -> None:
    text = "渡口的老船工说：“WiFi 6 and 5G, the river office”今天通车，沿线群众出行更加方便。" * 3
    firm = TextStyle(size=EM)
    assert lines(text, 11.0, STYLE) == lines(text, 11.0, replace(firm, language="en", ladder=2))
    assert set_line("office", STYLE, pip_fonts()).glyphs == set_line("office", firm, pip_fonts()).glyphs


# --- long numbers and addresses between Han ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "run"), [("证，编号J9901000772403，声明", "J9901000772403"), ("号：0731-28681397（技", "0731-28681397")]
)
def test_the_characters_of_a_long_number_move_apart_where_the_line_would_be_loose(text: str, run: str) -> None:
    firm, loose = replace(STYLE, language="zh", letter_space=(0.0, 0.0)), replace(STYLE, language="zh")
    ready, held = prepared(text, loose), prepared(text, firm)
    assert fitted(ready, 0.5) == fitted(held, 0.5)
    marks = 2  # the gaps between them and what they are at stay as they are
    count, supple = held.gaps[len(text) - 1] - marks, held.supple[len(text) - 1]
    more = supple + count * 0.25 + (len(run) - 1) * 0.02 + held.trail[len(text)]
    line, before = fitted(ready, more), fitted(held, more)
    assert before.loose > 0.25
    assert line.loose == pytest.approx(0.25)
    assert line.width == before.width
    at = text.index(run)
    steps = [line.moves[k] - line.moves[k - 1] for k in range(at + 1, at + len(run))]
    assert steps == pytest.approx([0.02] * len(steps))
    wide = fitted(ready, more + 2.0)
    assert wide.moves[at + len(run) - 1] - wide.moves[at] == pytest.approx((len(run) - 1) * 0.03)


def test_short_numbers_and_words_stay_as_they_are() -> None:
    text = "新桥于2026年3月通车river"
    style = replace(STYLE, language="zh")
    assert fitted(prepared(text, style), 6.0) == fitted(prepared(text, replace(style, letter_space=(0.0, 0.0))), 6.0)
