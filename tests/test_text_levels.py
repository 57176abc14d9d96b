"""The order in which white is taken and added (clreq, "Line adjustment"): seven levels of shrinking, three of widening.

Each pair of levels is set against each other on one line: the lower one is used up before the higher one gives anything, so no
two levels can change places unnoticed.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.justify import Fitted, fit
from layoutdesk.text.paragraph import _prepare, set_paragraph
from layoutdesk.text.prepare import Prepared
from layoutdesk.text.spans import runs_of

EM = 10.0
STYLE = TextStyle(size=EM, interpunct="full", prohibition="strict")
#: One sample of each level of shrinking in its order: text, and how much it gives at most (em).
SHRINK = [
    ("，", 0.5),  # 1 a mark at the line's end, down to ½
    ("○a\u2002b○", 0.25),  # 2 a word space, down to ¼ (an en space: plain ones are ¼ em; no gap stands beside a sign)
    ("·", 0.5),  # 3 an interpunct of 1 em, down to ½
    ("（", 0.5),  # 4 a bracket, down to ½
    ("；", 0.5),  # 5 ，、；, down to ½
    ("a", 0.25),  # 6 a Han–Latin gap, from ¼ down to ⅛ on either side
    ("。", 0.5),  # 7 。？！, down to ½
]
#: Each level of widening: text, how much it takes before the next one begins; the last is any gap between Han.
WIDEN = [("a b", None), ("a", 2 * (1 / 3 - 0.25)), ("", None)]


def prepared(text: str) -> Prepared:
    book = pip_fonts()
    return _prepare(text, runs_of(text, STYLE, EM, (), {}, book), book, STYLE)


def fitted(ready: Prepared, more: float) -> Fitted:
    """The whole text as one line, ``more`` em wider (or narrower) than its full natural width."""
    end = len(ready.text)
    return fit(ready, 0, end, ready.right[end] + ready.trail[end] - ready.left[0] + more, stretch=True)


def gave(ready: Prepared, line: Fitted, piece: str, at: int) -> float:
    """How much narrower the sample that starts at ``at`` is than at its natural width, with the gaps on its two sides."""
    moves = [*(line.moves or [0.0] * len(ready.text))]
    steps = [line.each * count + move for count, move in zip(ready.gaps, moves, strict=False)]
    if at + len(piece) == len(ready.text):
        return ready.trail[-1] - (line.width - ready.right[-1] + ready.left[0] - steps[-1])
    return steps[at - 1] - steps[at + len(piece)]


@pytest.mark.parametrize(("first", "second"), list(combinations(range(7), 2)))
def test_a_lower_level_is_used_up_before_a_higher_one_gives(first: int, second: int) -> None:
    (early, most), (late, rest) = SHRINK[first], SHRINK[second]
    # The mark at the line's end comes last in the text, whatever its level.
    text = f"河湾{late}新桥{early}" if first == 0 else f"河湾{early}新桥{late}今日"
    where = (text.rindex(early), text.index(late)) if first == 0 else (text.index(early), text.rindex(late))
    ready = prepared(text)
    for wanted, from_early, from_late in (
        (most / 2, most / 2, 0.0),
        (most, most, 0.0),
        (most + rest / 2, most, rest / 2),
        (most + rest, most, rest),
    ):
        line = fitted(ready, -wanted)
        assert gave(ready, line, early, where[0]) == pytest.approx(from_early, abs=0.001), (text, wanted)
        assert gave(ready, line, late, where[1]) == pytest.approx(from_late, abs=0.001), (text, wanted)


@pytest.mark.parametrize(("piece", "most"), SHRINK[1:])
def test_all_places_of_a_level_give_alike_and_no_more_than_they_may(piece: str, most: float) -> None:
    text = f"河湾{piece}新桥{piece}今日{piece}通车"
    ready = prepared(text)
    places = [at for at in range(len(text)) if text.startswith(piece, at)]
    for share in (0.25, 0.8, 1.0):
        line = fitted(ready, -3 * most * share)
        assert [gave(ready, line, piece, at) for at in places] == pytest.approx([most * share] * 3, abs=0.001)


def test_no_line_shrinks_further_than_its_levels_allow() -> None:
    ready = prepared("河湾。新桥今日")
    assert fitted(ready, -2.0).width == pytest.approx(6.5, abs=0.001)


@pytest.mark.parametrize(("first", "second"), list(combinations(range(3), 2)))
def test_a_lower_level_widens_to_its_limit_before_a_higher_one_begins(first: int, second: int) -> None:
    space = 0.5 - pip_fonts().face("song").advance(pip_fonts().face("song").glyph(" "))
    most = space if first == 0 else WIDEN[1][1]
    early, late = WIDEN[first][0], WIDEN[second][0]
    text = {("a b", "a"): "河湾，a b，新桥a今日", ("a b", ""): "河湾，a b，新桥", ("a", ""): "河湾a新桥"}[early, late]
    ready = prepared(text)
    half = fitted(ready, most / 2)
    assert half.each == 0.0
    assert -gave(ready, half, early, text.index(early)) == pytest.approx(most / 2, abs=0.001)
    beyond = fitted(ready, most + 0.1)
    if second == 1:
        assert beyond.each == 0.0
        assert -gave(ready, beyond, early, text.index(early)) == pytest.approx(most, abs=0.001)
        assert -gave(ready, beyond, late, text.rindex(late)) == pytest.approx(0.1, abs=0.001)
    else:
        closed = sum(text[at] == "，" for at in range(1, len(text)))
        assert beyond.each == pytest.approx(0.1 / (ready.gaps[-2] - closed), abs=0.001)


def test_at_last_all_gaps_widen_alike_but_none_inside_what_does_not_break_nor_between_a_mark_and_what_it_is_at() -> (
    None
):
    text = "河湾——新2026，……桥《潮》"
    ready = prepared(text)
    line = fitted(ready, 2.0)
    moves = line.moves or (0.0,) * len(text)
    pens = [ready.left[at] + moves[at] + line.each * ready.gaps[at] for at in range(len(text))]
    natural = ready.left
    closed = ("——", "20", "02", "26", "……", "6，", "《潮", "潮》")
    solid = {at for at in range(1, len(text)) if text[at - 1 : at + 1] in closed}
    widened = [pens[at] - pens[at - 1] - natural[at] + natural[at - 1] for at in range(1, len(text))]
    for at in range(1, len(text)):
        usual = 1 / 3 - 0.25 if text[at] == "2" and at - 1 not in solid and text[at - 1] == "新" else 0.0
        assert widened[at - 1] == pytest.approx(0.0 if at in solid else line.each + usual, abs=0.001), text[at]


@given(st.text("河湾新桥8a（《“”》），。、；！", min_size=8, max_size=24), st.integers(min_value=11, max_value=30))
def test_a_loose_line_keeps_its_marks_at_what_they_belong_to(text: str, tenths: int) -> None:
    """Unless marks are all that it has: something else widens, and the line is flush."""
    ready = prepared(text)
    line = fitted(ready, tenths / 10)
    moves = line.moves or (0.0,) * len(text)
    pens = [ready.left[at] + moves[at] + line.each * ready.gaps[at] for at in range(len(text))]
    widened = {at: pens[at] - pens[at - 1] - ready.left[at] + ready.left[at - 1] for at in range(1, len(text))}
    hugged = {at for at in widened if text[at] in "”》），。、；！" or text[at - 1] in "（《“"}
    opened = {at for at in widened if ready.gaps[at] > ready.gaps[at - 1]} - hugged
    if opened:
        assert all(widened[at] == pytest.approx(0.0, abs=0.001) for at in hugged)
        assert all(widened[at] >= line.each - 0.001 for at in opened)
        assert line.width == pytest.approx(ready.right[-1] + ready.trail[-1] - ready.left[0] + tenths / 10, abs=0.001)


# --- 先挤进，后推出 -----------------------------------------------------------------------------------------------------------

HAN = "河湾新桥今日通车市民出行更加方便记者从交通局获悉全市新增公交线路两条沿线群众"


def first_line(text: str, ems: float) -> str:
    return set_paragraph(Paragraph(id="p", text=text), TextStyle(size=EM), ems * EM, pip_fonts())[0].text


@pytest.mark.parametrize("ems", range(10, 31, 2))
@pytest.mark.parametrize("mark", ["。”", "，", "》", "……"])
def test_a_mark_that_may_not_start_a_line_is_pulled_in_where_white_can_be_had(ems: int, mark: str) -> None:
    """The line is full without the mark; two commas and the mark's own white have room for it."""
    style = TextStyle(size=EM, prohibition="strict")
    width = {"。”": 1.0, "，": 0.5, "》": 0.5, "……": 2.0}[mark]
    commas = 1 if width <= 0.5 else 2 if width <= 1.0 else 4
    body = HAN[: ems - commas]
    for at in range(commas):
        body = body[: 2 * at + 2 + at] + "，" + body[2 * at + 2 + at :]
    text = body + mark + HAN[:20]
    lines = set_paragraph(Paragraph(id="p", text=text), style, ems * EM, pip_fonts())
    assert lines[0].text == body + mark
    assert lines[0].width == pytest.approx(ems * EM, abs=0.01)


def test_it_is_pushed_out_with_a_character_where_there_is_no_white() -> None:
    body = HAN[:12]
    lines = set_paragraph(Paragraph(id="p", text=body + "，" + HAN[:20]), TextStyle(size=EM), 12 * EM, pip_fonts())
    assert lines[0].text == body[:11]
    assert lines[0].gap == pytest.approx(1 / 10, abs=0.001)
    assert lines[1].text.startswith(body[11] + "，")
