"""Western paragraphs: words divided by their language, white between words alone, ligatures, kerning, quotes as given."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from compose_helpers import paragraph, story

from layoutdesk.compose.context import Context
from layoutdesk.compose.measure import Measurer
from layoutdesk.model import GridRect, Paragraph, TextStyle
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import SetLine, set_line, set_paragraph
from layoutdesk.text.rules import classes, is_western
from layoutdesk.text.syllables import joints

EM = 10.0
COPY = (
    'Nobody cheered, at first. "We all just turned and followed it," said her grandfather, Tobias Quill, who kept the light '
    "for nineteen years and had not climbed its 164 steps since the day he was told to switch it off. The trust's engineer "
    "found a retired glass-grinder, three hours inland, who cut the eleven new prisms in his garage and refused to be paid."
)


def lines(text: str, ems: float, language: str = "en", **more: object) -> tuple[SetLine, ...]:
    style = TextStyle(size=EM, language=language, **more)
    return set_paragraph(Paragraph(id="p", text=text), style, ems * EM, pip_fonts())


def spaces(line: SetLine) -> list[float]:
    """The white of each space of a line, em."""
    found = []
    face = pip_fonts().face_by_key(line.glyphs[0].face)
    run = line.glyphs[0]
    pens = dict(zip(run.clusters, run.xs, strict=True))
    for at, char in enumerate(run.text):
        if char == " ":
            word = max(cluster for cluster in pens if cluster < at)
            following = min(cluster for cluster in pens if cluster > at)
            gid = run.gids[run.clusters.index(word)]
            found.append((pens[following] - pens[word]) / EM - face.advance(gid))
    return found


@pytest.mark.parametrize(
    ("word", "language", "divided"),
    [
        ("satellite", "en", "satel-lite"),
        ("Universitätsklinik", "de", "Uni-ver-si-täts-kli-nik"),
        ("développement", "fr", "dé-ve-lop-pe-ment"),
        ("desarrollo", "es", "de-sa-rro-llo"),
        ("satellite", "zh", "satel-lite"),
        ("satellite", "zh-Hant", "satel-lite"),
        ("satellite", "tlh", "satellite"),
        ("it", "en", "it"),
    ],
)
def test_words_are_divided_by_their_language(word: str, language: str, divided: str) -> None:
    at = (0, *joints(word, language), len(word))
    assert "-".join(word[start:end] for start, end in pairwise(at)) == divided


def test_the_language_of_a_style_chooses_where_words_part() -> None:
    text = "Die Universitätsklinik Universitätsklinik Universitätsklinik Universitätsklinik liegt am Wasser"
    ends = {line.text for line in lines(text, 9, "de") if not line.text.endswith(" ")}
    assert ends
    assert all(
        any(line.endswith(part) for part in ("Uni", "Univer", "Universi", "Universitäts", "Universitätskli", "Wasser"))
        for line in ends
    )
    assert all(" " in line.text or line.last for line in lines(COPY, 12, "tlh"))
    assert not any(run.artefact for line in lines(COPY, 12, "tlh") for run in line.glyphs)


@pytest.mark.parametrize("ems", [14.0, 17.3, 22.0])
def test_lines_are_driven_out_and_squeezed_by_their_word_spaces_alone(ems: float) -> None:
    face = pip_fonts().face("song")
    natural = face.advance(face.glyph(" "))
    found = lines(COPY, ems)
    assert "".join(line.text for line in found) == COPY
    for line in found[:-1]:
        assert line.x + line.width == pytest.approx(ems * EM, abs=0.01)
        white = spaces(line)
        assert min(white) >= 0.77 * natural
        # Kerning aside, which belongs to the pair of signs round the space.
        assert max(white) - min(white) < 0.12
    assert max(max(spaces(line)) for line in found[:-1]) < natural + 0.7


def test_words_part_where_that_keeps_the_spaces_even() -> None:
    divided, whole = lines(COPY, 15), lines(COPY, 15, hyphenate=False)
    assert any(run.artefact and run.text == "-" for line in divided for run in line.glyphs)
    assert not any(run.artefact for line in whole for run in line.glyphs)
    worst = [max(max(spaces(line), default=9.0) for line in each[:-1]) for each in (divided, whole)]
    assert worst[0] < worst[1]


@pytest.mark.parametrize("word", ["UNESCO", "McDonaldization", "INTERNATIONALIZATION"])
def test_acronyms_and_names_with_capitals_are_not_divided(word: str) -> None:
    assert joints(word) == ()


@pytest.mark.parametrize("ems", [6.5, 7.0, 8.0, 9.5])
def test_words_between_han_keep_three_letters_on_either_line(ems: float) -> None:
    """A style may choose two."""
    text = "记者从会上获悉，Audrey和Intelligence公司的代表说，UNESCO昨天召开会议，Emily参加。"
    for edge in (2, 3):
        found = lines(text, ems, "zh", word_edge=edge)
        for before, after in pairwise(found):
            if before.glyphs[-1].artefact:
                left = re.search("[A-Za-z]+$", before.text)[0]
                right = re.match("[A-Za-z]+", after.text)[0]
                assert min(len(left), len(right)) >= edge


@pytest.mark.parametrize("name", ["李小满", "欧阳明"])
def test_a_long_word_that_would_leave_a_hole_behind_a_byline_parts_nearer_to_its_start(name: str) -> None:
    """Inter- is too long for the line by a quarter of an em: In- keeps its gaps under half of what they were."""
    text, style = f"（记者 {name} International 报道", {"indent": 2.0, "word_edge": 3}
    found = lines(text, 11, "zh", **style)
    assert [line.text for line in found] == [f"（记者 {name} In", "ternational 报道"]
    assert found[0].gap < 0.5 * lines(text, 11, "zh", hyphenate=False, **style)[0].gap


@pytest.mark.parametrize("sign", ["—", "•", "™", "№ 5", "→", "★"])
def test_a_sign_does_not_make_english_chinese(sign: str) -> None:
    text = f"The trust {sign} found a retired glass-grinder, three hours inland, who cut the eleven new prisms."
    assert is_western(classes(text))
    assert not is_western(classes(f"五月{sign}日"))


def test_a_line_may_end_after_a_dash_between_english_words() -> None:
    text = "He came after a long while—to see it again, which he had been told—and nothing more was said."
    ends = {line.text[-1] for ems in (8, 9, 10, 11, 12) for line in lines(text, ems, hyphenate=False)[:-1]}
    assert "—" in ends
    assert all(not line.text.startswith("—") for ems in (8, 9, 10, 11, 12) for line in lines(text, ems))


def test_a_word_alone_on_its_line_is_not_spaced_out() -> None:
    found = lines("internationalization straightforwardness", 7.5, "tlh")
    run = next(line.glyphs[0] for line in found if len(line.glyphs[0].xs) > 3)
    natural = set_line(run.text, TextStyle(size=EM), pip_fonts()).glyphs[0]
    assert [x - run.xs[0] for x in run.xs] == pytest.approx([x - natural.xs[0] for x in natural.xs], abs=0.01)


def test_ligatures_kerning_and_quotes_as_given() -> None:
    face = pip_fonts().face("song")
    run = set_line("The office", TextStyle(size=EM), pip_fonts()).glyphs[0]
    assert len(run.gids) < len(run.text)  # ffi is one glyph
    hei = pip_fonts().face("hei")
    run = set_line("AV", TextStyle(role="hei", size=EM), pip_fonts()).glyphs[0]
    assert run.xs[1] < hei.advance(hei.glyph("A")) * EM
    run = set_line('"It\'s" “It’s”', TextStyle(size=EM), pip_fonts()).glyphs[0]
    assert run.text == '"It\'s" “It’s”'
    assert run.gids[0] == face.glyph('"')
    assert run.xs[-1] < 7 * EM  # curly quotes are narrow beside Western words


def test_western_issues_indent_by_an_em() -> None:
    template = shipped_templates()["tabloid-inside"]
    assert Context(template, pip_fonts(), {}, language="en").style("body").indent == 1.0
    assert Context(template, pip_fonts(), {}).style("body").indent == 2.0
    own = {"body": TextStyle(size=9.0, indent=2.0, language="zh")}
    assert Context(template, pip_fonts(), {}, own, language="en").style("body").indent == 2.0


def test_make_up_gives_western_stories_columns_that_hold_their_words() -> None:
    template = shipped_templates()["tabloid-inside"]
    copy = story([paragraph(COPY * 3)])
    measures = {}
    for language in ("zh", "en"):
        grid = Context(template, pip_fonts(), {}, language=language).grid
        shapes = Measurer(template, pip_fonts(), {}, language=language).shapes(copy, 3, 3)
        counts = {shape.columns for shape in shapes}
        width = grid.rect(GridRect(0, 0, 3, 1)).w
        measures[language] = min(grid.own_columns_of_width(width, count).measure / grid.em for count in counts)
    assert measures["zh"] < 15.0 <= measures["en"]
