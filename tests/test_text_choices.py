"""What a style may choose of the rules of setting, each choice beside its opposite; widths that GB/T 15834 fixes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.model.library import load_templates, shipped_templates
from layoutdesk.resources import resource
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import SetLine, natural_width, set_line, set_paragraph

EM = 10.0
HAN = "河湾新桥今日通车市民出行更加方便记者从交通局获悉"


def style(**chosen: object) -> TextStyle:
    return TextStyle(size=EM, **chosen)


def lines(text: str, ems: float, **chosen: object) -> tuple[SetLine, ...]:
    return set_paragraph(Paragraph(id="p", text=text), style(**chosen), ems * EM, pip_fonts())


def pens(line: SetLine) -> list[float]:
    return [x / EM for run in line.glyphs for x in run.xs]


# --- widths (GB/T 15834 §5.1): the sign between two Han takes what it is wide --------------------------------------------------


@pytest.mark.parametrize(
    ("sign", "ems"),
    [
        ("，", 1.0), ("。", 1.0), ("、", 1.0), ("；", 1.0), ("：", 1.0), ("？", 1.0), ("！", 1.0),
        ("？？", 1.0), ("！！", 1.0), ("？！", 1.0), ("！？", 1.0), ("‼", 1.0), ("⁉", 1.0),
        ("？？？", 2.0), ("！！！", 2.0), ("？！！", 2.0),
        ("“", 1.0), ("”", 1.0), ("（", 1.0), ("）", 1.0), ("《", 1.0), ("》", 1.0), ("【", 1.0), ("〔", 1.0),
        ("——", 2.0), ("⸺", 2.0), ("……", 2.0), ("⋯⋯", 2.0), ("…………", 4.0),
        ("—", 1.0), ("～", 1.0), ("–", 0.5), ("-", 0.5), ("·", 0.5), ("‧", 0.5), ("/", 0.5), ("／", 0.5),
    ],
)  # fmt: skip
@pytest.mark.parametrize("role", ["song", "hei"])
def test_signs_are_as_wide_as_the_standard_says(sign: str, ems: float, role: str) -> None:
    assert natural_width(f"河{sign}湾", style(role=role), pip_fonts()) == pytest.approx((2 + ems) * EM, abs=0.001)


def test_a_solidus_and_a_hyphen_stand_in_the_middle_of_their_half_em_between_han_and_nowhere_else() -> None:
    book = pip_fonts()
    for text in ("元/吨", "京-沪", "元／吨"):
        run = set_line(text, style(), book).glyphs[0]
        face = book.face("song")
        width = face.advance(face.glyph(text[1].replace("／", "/"))) * EM
        assert run.xs == pytest.approx((0.0, 10.0 + (5.0 - width) / 2, 15.0), abs=0.002)
        assert run.text == text
    for text in ("km/h", "COVID-19", "2/3"):
        proportional = natural_width(text, style(), book)
        assert proportional == pytest.approx(natural_width(f"河{text}湾", style(latin_gap=0.0), book) - 20.0, abs=0.001)
        assert proportional < len(text) * EM * 0.75


@pytest.mark.parametrize("sign", ["～", "—", "–", "/", "／", "-"])
def test_no_white_is_added_beside_connectors_and_solidi(sign: str) -> None:
    first = lines(f"河湾{sign}新桥今日通车市民", 7.9)[0]
    at = pens(first)
    assert first.gap > 0.0
    start, end = first.text.index(sign), first.text.index(sign) + 1
    natural = pens(set_line(first.text, style(), pip_fonts()))
    assert at[end] - at[start - 1] == pytest.approx(natural[end] - natural[start - 1], abs=0.001)
    assert at[1] - at[0] > natural[1] - natural[0]


# --- pairs of marks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "usual", "tight"),
    [
        ("。”", 1.5, 1.0), ("，“", 1.5, 1.0), ("：“", 1.5, 1.0), ("”（", 1.5, 1.0), ("》、", 1.5, 1.0), ("）。", 1.5, 1.0),
        ("（（", 1.5, 1.0), ("））", 1.5, 1.0), ("”“", 1.5, 1.0), ("？”", 1.5, 1.0), ("》《", 1.5, 1.0),
        ("。”（", 2.0, 1.5), ("）”，", 2.0, 1.5), ("）））", 2.0, 1.5),
        ("？！", 1.0, 1.0), ("！！！", 2.0, 2.0),  # no bracket among them: their own width
    ],
)  # fmt: skip
def test_two_marks_side_by_side_take_one_and_a_half_em_or_one(marks: str, usual: float, tight: float) -> None:
    text = f"河{marks}湾"
    assert natural_width(text, style(), pip_fonts()) == pytest.approx((2 + usual) * EM, abs=0.001)
    assert natural_width(text, style(pairs="one"), pip_fonts()) == pytest.approx((2 + tight) * EM, abs=0.001)


def test_in_a_tight_pair_the_bracket_hugs_its_content_too() -> None:
    line = set_line("湾：“河”（新", style(pairs="one"), pip_fonts())
    # ： then “ at once: the quote's white half lies under the colon; ” then （ in the same way.
    assert line.glyphs[0].xs == (0.0, 10.0, 10.0, 20.0, 30.0, 30.0, 40.0)


def test_a_tight_pair_has_nothing_left_to_give() -> None:
    usual, tight = (lines("河湾，”新桥今日通车市民", 9.3, pairs=pairs)[0] for pairs in ("one-and-half", "one"))
    assert usual.text == "河湾，”新桥今日通车"
    assert usual.width == tight.width == 93.0
    assert pens(usual)[4] == pytest.approx(3.3, abs=0.001)  # 1.5 em became 1.3
    assert pens(tight)[4] > 3.0  # 1 em stays, and the gaps widen


# --- marks at the edges of a line -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "indent", "first"),
    [
        ("lines", 0.0, -0.5), ("lines", 2.0, 2.0), ("always", 0.0, -0.5), ("always", 2.0, 1.5),
        ("never", 0.0, 0.0), ("never", 2.0, 2.0),
    ],
)  # fmt: skip
def test_an_opening_mark_gives_up_its_white_at_a_line_start_where_the_style_says(
    choice: str, indent: float, first: float
) -> None:
    (line,) = lines("“河湾”今日", 12, trim_start=choice, indent=indent)
    assert pens(line)[0] == first


@pytest.mark.parametrize(("choice", "pen"), [("lines", -0.5), ("always", -0.5), ("never", 0.0)])
def test_so_does_one_at_the_start_of_any_other_line(choice: str, pen: float) -> None:
    text = "河湾新桥今日通车“市民出行”更加方便记者"
    first, second = lines(text, 8, trim_start=choice)[:2]
    assert first.text == text[:8]
    assert pens(second)[0] == pen
    assert second.x + second.width == pytest.approx(80.0, abs=0.01)


@pytest.mark.parametrize(
    ("choice", "ems", "width", "gap"),
    [
        ("needed", 10.0, 10.0, 0.0), ("needed", 9.7, 9.7, 0.0), ("needed", 9.5, 9.5, 0.0),
        ("always", 9.5, 9.5, 0.0), ("always", 10.0, 10.0, 0.5 / 8),
        ("never", 10.0, 10.0, 0.0),
    ],
)  # fmt: skip
def test_a_mark_at_the_line_end_takes_what_the_style_says(choice: str, ems: float, width: float, gap: float) -> None:
    first = lines("河湾新桥今日通车了，市民出行更加方便记者", ems, trim_end=choice)[0]
    assert first.text == "河湾新桥今日通车了，"
    assert first.width == pytest.approx(width * EM, abs=0.001)
    assert first.gap == pytest.approx(gap, abs=1e-5)


def test_a_mark_that_keeps_its_em_goes_to_the_next_line_with_what_is_before_it() -> None:
    assert lines("河湾新桥今日通车了，市民出行更加方便记者", 9.5, trim_end="never")[0].text == "河湾新桥今日通车"


# --- interpunct, stops, Han–Latin gap -------------------------------------------------------------------------------------------


def test_an_interpunct_takes_half_an_em_or_a_whole_one() -> None:
    for choice, ems in (("half", 2.5), ("full", 3.0)):
        assert natural_width("河·湾", style(interpunct=choice), pip_fonts()) == pytest.approx(ems * EM, abs=0.001)


def test_stops_keep_their_em_where_the_style_says() -> None:
    text = "河湾新。桥今日通车了"
    assert len(lines(text, 9.5)) == 1
    assert pens(lines(text, 9.5)[0])[4] == 3.5
    assert len(lines(text, 9.5, shrink_stops=False)) == 2
    assert len(lines(text.replace("。", "，"), 9.5, shrink_stops=False)) == 1


@pytest.mark.parametrize("gap", [0.0, 0.125, 0.25, 0.5])
def test_the_gap_between_han_and_western_is_the_styles(gap: float) -> None:
    book = pip_fonts()
    assert natural_width("河2026湾", style(latin_gap=gap), book) == pytest.approx((4 + 2 * gap) * EM, abs=0.001)
    # None at the edges of a line, beside a full-width mark, or inside brackets.
    assert natural_width("2026", style(latin_gap=gap), book) == pytest.approx(2 * EM, abs=0.001)
    assert natural_width("河，2026，（26）", style(latin_gap=gap), book) == pytest.approx(7 * EM, abs=0.001)


# --- words, last lines, looseness -----------------------------------------------------------------------------------------------

ENGLISH = "The harbourmaster remembered extraordinary circumstances surrounding international correspondence."


def test_words_part_only_where_the_style_lets_them() -> None:
    assert any(run.artefact for line in lines(ENGLISH, 9) for run in line.glyphs)
    whole = lines(ENGLISH, 9, hyphenate=False)
    assert not any(run.artefact for line in whole for run in line.glyphs)
    assert "".join(line.text for line in whole) == ENGLISH


def test_a_word_wider_than_its_line_parts_all_the_same() -> None:
    found = lines("internationalization", 5, hyphenate=False)
    assert len(found) > 1
    assert all(line.x + line.width <= 50.01 for line in found)
    assert all(line.glyphs[-1].artefact for line in found[:-1])


@pytest.mark.parametrize("least", [0, 2, 3, 4])
def test_a_last_line_has_as_many_characters_as_the_style_asks(least: int) -> None:
    shortest = 99
    for length in range(20, 70):
        text = (HAN * 4)[:length] + "。"
        last = lines(text, 14, last_line=least)[-1].text
        shortest = min(shortest, len(last.rstrip("。")))
    assert shortest == max(1, least)


# --- templates ------------------------------------------------------------------------------------------------------------------


def test_the_template_sets_the_rules_and_a_style_may_choose_otherwise(tmp_path: Path) -> None:
    for name in ("common", "tabloid-inside"):
        shutil.copy(resource("templates", f"{name}.toml"), tmp_path)
    (tmp_path / "own.toml").write_text(
        'base = "tabloid-inside"\nname = "own"\n[setting]\npairs = "one"\nprohibition = "basic"\nloosest = 0.5\n'
        '[styles.body]\npairs = "one-and-half"\n'
    )
    (own,) = [template for template in load_templates([tmp_path]) if template.name == "own"]
    assert (own.styles["main"].pairs, own.styles["body"].pairs) == ("one", "one-and-half")
    assert {each.prohibition for each in own.styles.values()} == {"basic"}
    assert {each.loosest for each in own.styles.values()} == {0.5}


def test_every_shipped_style_follows_the_strict_level() -> None:
    for template in shipped_templates().values():
        assert {each.prohibition for each in template.styles.values()} == {"strict"}
