"""The ink of a finished page, as Ghostscript separates it: how much, where, and what of it is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from layoutdesk.base.colour import BLACK, Cmyk, Spot
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.base.units import to_mm
from layoutdesk.display import Path, rectangle
from layoutdesk.exporters.marks import MARKS
from layoutdesk.preflight.ink import ink_problems, measure_ink
from layoutdesk.words import problem_text
from tests.exporters.conftest import HEIGHT, WIDTH, tool

if TYPE_CHECKING:
    from tests.exporters.conftest import Desk


@pytest.fixture(autouse=True)
def needs_ghostscript(request: pytest.FixtureRequest) -> None:
    if "without" not in request.node.name:
        tool("gs")


def patch(x: float, y: float, paint: Cmyk | Spot, *, overprint: bool = False) -> Path:
    return Path(segments=rectangle(Rect(x, y, 40, 40)), fill=paint, overprint=overprint)


def test_the_most_ink_and_its_place_are_found_on_every_page(desk: Desk) -> None:
    first = desk.page(patch(100, 200, Cmyk(0.6, 0.5, 0.4, 0.3)), patch(300, 200, Cmyk(1, 1, 1, 0)))
    second = desk.page(patch(10, 10, Cmyk(0.5, 0.5, 0.5, 0.5)), number=2)
    path = desk.pdf(first, second, desk.page(number=3))
    one, two, three = measure_ink(path, 240.0)
    assert one.most == pytest.approx(300, abs=1)
    assert (one.x_mm, one.y_mm) == pytest.approx((to_mm(300), to_mm(200)), abs=0.5)
    assert one.over == pytest.approx(1600 / (WIDTH * HEIGHT), rel=0.1)
    assert (two.most, two.over) == (pytest.approx(200, abs=1), 0)
    assert three.most == 0
    (problem,) = ink_problems((one, two, three), 240.0, "a.pdf")
    assert (problem.code, problem.severity, problem.args["page"]) == ("preflight.ink-over", "error", "1")
    assert "300" in problem_text(problem, "zh")


def test_ink_that_overprints_counts_with_what_lies_below(desk: Desk) -> None:
    below = patch(100, 100, Cmyk(0.8, 0.7, 0.6))
    assert measure_ink(desk.pdf(desk.page(below, patch(100, 100, BLACK, overprint=True))), 240.0)[0].most > 300
    assert measure_ink(desk.pdf(desk.page(below, patch(100, 100, BLACK))), 240.0)[0].most < 220


def test_a_limit_that_is_just_kept_is_no_fault(desk: Desk) -> None:
    path = desk.pdf(desk.page(patch(0, 0, Cmyk(0.6, 0.6, 0.6, 0.6))))
    assert measure_ink(path, 240.0)[0].over == 0
    assert measure_ink(path, 238.0)[0].over > 0


def test_marks_outside_the_trim_do_not_count_and_spots_do(desk: Desk) -> None:
    seal = Spot("东岸红", 1.0, Cmyk(0, 0.9, 0.8, 0))
    (found,) = measure_ink(desk.pdf(desk.page(patch(50, 50, seal)), marks=frozenset(MARKS)), 240.0)
    assert found.most == pytest.approx(170, abs=1)
    assert (found.x_mm, found.y_mm) == pytest.approx((to_mm(50), to_mm(50)), abs=0.5)


def test_without_ghostscript_it_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.pdf(desk.page())
    monkeypatch.setenv("PATH", str(desk.folder))
    with pytest.raises(Refusal) as refused:
        measure_ink(path, 240.0)
    assert refused.value.code == "preflight.no-ghostscript"


def test_what_cannot_be_drawn_is_refused(desk: Desk) -> None:
    path = desk.folder / "broken.pdf"
    path.write_bytes(b"%PDF-1.4 and nothing more")
    with pytest.raises(Refusal) as refused:
        measure_ink(path, 240.0)
    assert refused.value.code == "preflight.ink-unmeasured"
