"""The frame of an L goes round both of its parts, in every shape that an L can have."""

from __future__ import annotations

import pytest
from compose_helpers import body, story

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.outline import inside, outline
from layoutdesk.compose.page import compose_page
from layoutdesk.display import Path, flatten
from layoutdesk.model import Block, Document, GridRect, Meta, Page
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

SHAPES = [
    ((0, 0, 3, 10), (0, 10, 1, 8)),
    ((0, 0, 3, 10), (2, 10, 1, 8)),
    ((0, 0, 1, 10), (0, 10, 3, 8)),
    ((2, 0, 1, 10), (0, 10, 3, 8)),
    ((0, 0, 2, 10), (2, 0, 1, 18)),
    ((0, 0, 2, 18), (2, 6, 1, 12)),
]


def area_within(corners: tuple[tuple[float, float], ...]) -> float:
    """By the shoelace formula: positive for what goes clockwise with y downwards."""
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


@pytest.mark.parametrize("shape", SHAPES)
def test_the_outline_has_six_corners_and_holds_both_parts(shape: tuple[tuple[int, int, int, int], ...]) -> None:
    parts = [Rect(*map(float, each)) for each in shape]
    corners = outline(parts)
    assert len(corners) == 6
    assert area_within(corners) == sum(each.w * each.h for each in parts)
    less = inside(corners, 0.1)
    sides = sum(
        abs(x1 - x2) + abs(y1 - y2) for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True)
    )
    # Six corners of which five turn in and one out.
    assert area_within(less) == pytest.approx(area_within(corners) - 0.1 * sides + 4 * 0.01)


@pytest.mark.parametrize("frame", ["box", "tint", "double", "corner-flower", "dotted"])
def test_the_frame_of_an_l_reaches_round_both_parts(frame: str) -> None:
    template = shipped_templates()["tabloid-inside"]
    area = (GridRect(0, 0, 3, 20), GridRect(0, 20, 1, 20))
    of = story(body(4))
    block = Block(id="el", story=of.id, area=area, frame=frame)
    page = Page(id="pg1", number=1, template=template.name, elements=(block,))
    document = Document(meta=Meta(), templates=(template,), stories=(of,), pages=(page,))
    shown = compose_page(document, "pg1", pip_fonts())
    first = next(item for _, item in flatten(shown.display.items) if isinstance(item, Path))
    points = [each[1:] for each in first.segments if each[0] in "ML"]
    xs, ys = {x for x, _ in points}, {y for _, y in points}
    rects = shown.frames["el"]
    assert min(ys) < rects[0].y and max(ys) > rects[1].bottom and max(xs) > rects[0].right
    # The notch: no corner of the frame lies at the lower right.
    assert not any(x > rects[1].right + 20 and y > rects[0].bottom + 20 for x, y in points)
    assert any(rects[1].right < x < rects[1].right + 20 and y > rects[1].bottom for x, y in points)
