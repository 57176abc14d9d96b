"""Marks that Chinese and Western text share, hyphens before figures, and words in need: each in the form of its surroundings."""

from __future__ import annotations

import pytest

from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text.fonts import load_fonts, pip_fonts
from layoutdesk.text.paragraph import natural_width, set_line, set_paragraph

EM = 10.0
STYLE = TextStyle(size=EM)


@pytest.mark.parametrize("text", ["“110”", "“3·15”", "‘5 years’", "“$5”", "“24/7”…"])
def test_quotes_beside_figures_alone_are_western_ones(text: str) -> None:
    """The glyph of a Chinese quote has its ink at the far side of an em: beside a figure it would lie on it."""
    face = pip_fonts().face("song")
    (run,) = set_line(text, STYLE, pip_fonts()).glyphs
    for gid, x, after, char in zip(run.gids, run.xs, [*run.xs[1:], None], text, strict=True):
        if char in "“”‘’" and after is not None:
            ((narrow, _, width, _, _),) = face.shape(char, {"pwid": 1})
            assert gid == narrow
            assert after - x == pytest.approx(width * EM, abs=0.01)


def test_a_point_between_figures_stands_in_the_middle_of_its_place() -> None:
    for role in ("song", "hei"):
        face = load_fonts(()).face(role)
        style = TextStyle(size=EM, role=role)
        (run,) = set_line("“3·15”", style, load_fonts(())).glyphs
        left, right = face.ink(run.gids[2])
        # What lies between the figures is as wide before the ink as after it.
        before, after = run.xs[2] + left * EM - (run.xs[1] + 0.5 * EM), run.xs[3] - (run.xs[2] + right * EM)
        assert before == pytest.approx(after, abs=0.25)


def test_a_hyphen_before_a_model_is_no_minus() -> None:
    def gap(text: str) -> float:
        return natural_width(text, STYLE, pip_fonts()) - sum(
            natural_width(part, STYLE, pip_fonts()) for part in (text[:-3], text[-3:])
        )

    # Two Han characters, a hyphen and two figures; a minus has a quarter of an em before it.
    assert gap("长征-20") == pytest.approx(0.0, abs=0.01)
    assert natural_width("气温-5℃", STYLE, pip_fonts()) == pytest.approx(
        natural_width("气温", STYLE, pip_fonts()) + natural_width("-5℃", STYLE, pip_fonts()) + EM / 4, abs=0.01
    )


@pytest.mark.parametrize("word", ["counter-productive", "client/server", "well-intentioned", "Whittingham-Smythe"])
def test_the_parts_of_a_compound_are_divided_at_their_syllables_alone(word: str) -> None:
    text = f"这家公司与市里签了约，{word}都来了，今年还会再来一次。"
    for ems in range(8, 16):
        for line in set_paragraph(Paragraph(id="p", text=text), STYLE, ems * EM, pip_fonts())[:-1]:
            before, after = text[line.end - 1], text[line.end]
            inside = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
            hyphens = [glyphs for glyphs in line.glyphs if glyphs.artefact]
            assert not inside or hyphens, (ems, line.text)


def test_an_exclamation_in_the_middle_of_its_em_keeps_it() -> None:
    """The Traditional ！ is a narrow glyph in the middle: half of its box is not white at one side."""
    book = load_fonts(())
    if "CJKsc" not in book.face("song").name:
        pytest.skip("no collection for all regions on this machine")
    regional = book.of("zh-Hant")
    (run,) = set_line("好！」她", STYLE, regional).glyphs
    mark = regional.face("song").ink(run.gids[1])
    bracket = regional.face("song").ink(run.gids[2])
    assert run.xs[1] + mark[0] * EM >= EM
    assert run.xs[1] + mark[1] * EM < run.xs[2] + bracket[0] * EM
