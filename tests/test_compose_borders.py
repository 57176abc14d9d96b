"""Borders (花边) and tints (底纹): corners meet at any size, nothing leaves its rectangle, copy stays readable on it."""

from __future__ import annotations

import itertools
import math

import pytest
from compose_helpers import block, body, context, document, story
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk import words
from layoutdesk.base.colour import BLACK, Cmyk
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.compose import borders
from layoutdesk.compose.borders import draw_border, draw_tint
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.ruled import draw_rule
from layoutdesk.display import Glyphs, Path, flatten, path_bounds
from layoutdesk.edits import PlaceElement, SetBlock, SetElement, apply
from layoutdesk.model import Box, GridRect, Rule
from layoutdesk.model.borders import BORDERS, RULES, TINTS
from layoutdesk.text.fonts import pip_fonts

sides = st.floats(6, 900).map(lambda value: round(value, 3))
rects = st.builds(Rect, st.just(57.3), st.just(101.7), sides, sides)


def points(path: Path) -> list[tuple[float, float]]:
    """All points of a path, handles of curves included."""
    numbers = [float(value) for segment in path.segments for value in segment[1:]]
    return list(zip(numbers[0::2], numbers[1::2], strict=True))


def test_every_name_that_is_stored_is_drawn_and_has_words() -> None:
    assert tuple(borders.BORDERS) == BORDERS and tuple(borders.TINTS) == TINTS
    assert len(BORDERS) >= 10
    for language in ("zh", "en"):
        shown = [words.text(f"ui.properties.frame_{name}", language) for name in BORDERS]
        shown += [words.text(f"ui.properties.tint_{name}", language) for name in TINTS]
        assert not any(each.startswith("ui.") for each in shown)


@given(rect=rects, name=st.sampled_from(BORDERS), scale=st.sampled_from([0.5, 1.0, 2.3]))
def test_a_border_looks_the_same_from_both_ends_and_stays_inside(rect: Rect, name: str, scale: float) -> None:
    """Turned by half a turn it is the same border: the sides are alike, and so are the corners in which they meet."""
    used = min(scale, min(rect.w, rect.h) * 0.2 / borders.border_depth(name))
    for path in draw_border(name, rect, BLACK, scale):
        drawn = {(round(x, 1), round(y, 1)) for x, y in points(path)}
        turned = [(rect.x + rect.right - x, rect.y + rect.bottom - y) for x, y in points(path)]
        for x, y in turned:
            near = [(round(x + dx, 1), round(y + dy, 1)) for dx in (-0.1, 0, 0.1) for dy in (-0.1, 0, 0.1)]
            assert not drawn.isdisjoint(near)
        out = path.width / 2 + 0.7 * used
        assert all(
            rect.x - out <= x <= rect.right + out and rect.y - out <= y <= rect.bottom + out for x, y in points(path)
        )


@given(rect=rects)
def test_a_line_that_runs_round_goes_on_without_a_gap_and_closes(rect: Rect) -> None:
    for name in ("wavy", "corner-notch"):
        (path,) = [path for path in draw_border(name, rect, BLACK) if path.stroke is not None]
        assert [segment[0] for segment in path.segments].count("M") == 1 and path.segments[-1] == ("Z",)
        start, end = points(path)[0], points(path)[-1]
        assert math.dist(start, end) < 0.01


@given(rect=rects)
def test_what_repeats_along_a_side_stands_at_even_distances(rect: Rect) -> None:
    (path,) = draw_border("dotted", rect, BLACK)
    starts = [(float(s[1]), float(s[2])) for s in path.segments if s[0] == "M"]
    top = sorted(x for x, y in starts if abs(y - min(y for _, y in starts)) < 0.01)
    gaps = [right - left for left, right in itertools.pairwise(top)]
    assert max(gaps, default=0) - min(gaps, default=0) < 0.01


def test_rules_have_sharp_corners_and_the_weights_of_their_names() -> None:
    rect = Rect(0, 0, 100, 60)
    outer, inner = draw_border("thick-thin", rect, BLACK)
    assert outer.segments[:5] == (("M", 0, 0), ("L", 100, 0), ("L", 100, 60), ("L", 0, 60), ("Z",)) and outer.even_odd
    assert points(outer)[4] == (1.8, 1.8) and points(inner)[0] == (3.0, 3.0) and points(inner)[4] == (3.4, 3.4)


@given(rect=rects, name=st.sampled_from(TINTS))
def test_a_tint_is_light_black_ink_inside_its_rectangle(rect: Rect, name: str) -> None:
    for path in draw_tint(name, rect):
        ink = path.fill or path.stroke
        assert isinstance(ink, Cmyk) and (ink.c, ink.m, ink.y) == (0, 0, 0)
        bounds = path_bounds(path)
        assert rect.x - 0.01 <= bounds.x and bounds.right <= rect.right + 0.01
        assert rect.y - 0.01 <= bounds.y and bounds.bottom <= rect.bottom + 0.01
        assert ink.k <= (0.2 if path.fill is not None else 0.3)


@pytest.mark.parametrize("name", BORDERS)
def test_copy_stands_clear_of_the_border_of_its_block(name: str) -> None:
    of = replace(story(body(20)), main=None)
    page = compose_page(document([of], [block(of, GridRect(1, 4, 3, 40), frame=name, tint="dots")]), "pg1", pip_fonts())
    rect = context().grid.rect(GridRect(1, 4, 3, 40))
    depth = borders.border_depth(name)
    drawn = [item for _, item in flatten(page.display.items)]
    first_glyphs = next(at for at, item in enumerate(drawn) if isinstance(item, Glyphs) and item.story)
    assert not any(isinstance(item, Path) and item.fill is not None for item in drawn[first_glyphs:])
    for line in page.lines:
        if line.story:
            assert line.x >= rect.x + depth + 4 and line.x + line.width - line.size / 2 <= rect.right - depth - 4
            assert rect.y + 4 <= line.baseline - 0.88 * line.size and line.baseline + 2 <= rect.bottom - 4


def test_a_box_takes_border_and_tint_by_name_and_refuses_others() -> None:
    of = story(body(3))
    box = Box(id="box", rect=Rect(90, 300, 120, 80), border="meander", tint="slant", weight=0.86)
    made = apply(document([of], [block(of, GridRect(0, 0, 2, 20))]), PlaceElement("pg1", box))
    (mark,) = [item for item in compose_page(made, "pg1", pip_fonts()).display.items if item.element == "box"]
    assert mark.items[0].stroke == Cmyk(k=0.28) and len(mark.items) == 3
    twice = draw_border("meander", box.rect, BLACK, 2.0)
    assert mark.items[1:] == twice
    for wrong in (SetElement("pg1", replace(box, border="lace")), SetElement("pg1", replace(box, tint="lace"))):
        with pytest.raises(Refusal):
            apply(made, wrong)
    with pytest.raises(Refusal):
        apply(made, SetBlock("pg1", made.pages[0].elements[1].id, tint="lace"))


@given(
    length=st.floats(20, 900), angle=st.floats(-math.pi, math.pi), name=st.sampled_from(RULES),
    scale=st.sampled_from([0.5, 1.0, 2.0]),
)  # fmt: skip
def test_a_rule_of_every_form_reaches_from_end_to_end_and_no_further(length, angle, name, scale) -> None:
    """Whatever its direction: along the line its ink begins and ends with it, across it lies evenly on both sides at most."""
    x1, y1 = 200.0, 300.0
    ends = x1, y1, x1 + length * math.cos(angle), y1 + length * math.sin(angle)
    drawn = draw_rule(name, ends, BLACK, scale)
    depth = borders.border_depth(name) * min(scale, length * borders.MOST_SHARE / borders.border_depth(name))
    along, across = [], []
    for path in drawn:
        for x, y in points(path):
            along.append((x - x1) * math.cos(angle) + (y - y1) * math.sin(angle))
            across.append((y - y1) * math.cos(angle) - (x - x1) * math.sin(angle))
    assert min(along) == pytest.approx(0, abs=0.01) and max(along) == pytest.approx(length, abs=0.01)
    assert all(abs(each) <= depth / 2 * 1.45 + 0.01 for each in across)  # handles of waves reach out


def test_a_rule_of_another_form_is_drawn_on_the_page_and_an_unknown_one_refused() -> None:
    article = story(body(2))
    doc = document([article], [block(article, GridRect(0, 0, 2, 10))])
    rule = Rule(id="el-rule", x1=60, y1=500, x2=260, y2=500, style="thick-thin")
    made = apply(doc, PlaceElement(page=doc.pages[0].id, element=rule))
    page = compose_page(made, made.pages[0].id, pip_fonts())
    paths = [item for mark in page.display.items if getattr(mark, "element", "") == "el-rule" for item in mark.items]
    boxes = [path_bounds(path) for path in paths]
    assert [(box.x, box.right, round(box.h, 2)) for box in boxes] == [(60, 260, 1.8), (60, 260, 0.4)]
    assert min(box.y for box in boxes) + max(box.bottom for box in boxes) == pytest.approx(1000, abs=0.01)
    with pytest.raises(Refusal, match=r"edits\.block-frame"):
        apply(made, SetElement(page=doc.pages[0].id, element=replace(rule, style="corner-flower")))
