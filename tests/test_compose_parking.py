"""What is parked beside the sheet, and what hangs over its edge: in which outputs, with which problems."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.base.units import mm
from layoutdesk.checks.issue import issue_problems
from layoutdesk.compose.grid import page_grid
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.parking import is_parked, parked_stories, waiting_stories
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Glyphs, flatten
from layoutdesk.exporters.pdf.export import export_pdf
from layoutdesk.exporters.text import export_text
from layoutdesk.makeup.regions import fixed_areas
from layoutdesk.model import Advert, Block, Box, Document, GridRect, Page, Paragraph, Rule, Story, TextFrame
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

TEMPLATE = shipped_templates()["tabloid-inside"]
GRID = page_grid(TEMPLATE)
BOOK = pip_fonts()
TEXT = "渡口的灯在夜里亮到天明，往来的船只依次靠岸。" * 6


def issue(*elements: object, threads: dict[str, tuple[str, ...]] | None = None) -> Document:
    stories = (Story(id="st", body=(Paragraph(id="p", text=TEXT),)),)
    page = Page(id="pg", number=1, template=TEMPLATE.name, label="A01", elements=elements)
    return Document(pages=(page,), templates=(TEMPLATE,), stories=stories, threads=threads or {})


def frame(name: str, x: float, y: float = 100.0, w: float = 160.0, h: float = 300.0) -> TextFrame:
    return TextFrame(id=name, story="st", rect=Rect(x, y, w, h))


def composed(document: Document, *, whole: bool = False) -> ComposedPage:
    return compose_page(document, "pg", BOOK, whole=whole)


def glyphs(page: ComposedPage) -> int:
    return sum(isinstance(leaf, Glyphs) for _, leaf in flatten(page.display.items))


def codes(page: ComposedPage) -> set[str]:
    return {problem.code for problem in page.problems}


@pytest.mark.parametrize(
    ("element", "parked"),
    [
        (frame("a", -160.0), True),
        (frame("a", -159.9), False),
        (frame("a", GRID.width), True),
        (frame("a", 50.0, -300.0), True),
        (frame("a", 50.0, GRID.height), True),
        (Rule(id="a", x1=0, y1=10, x2=0, y2=90), False),
        (Rule(id="a", x1=-3, y1=10, x2=-3, y2=90), True),
        (Rule(id="a", x1=-30, y1=10, x2=5, y2=10), False),
        (Box(id="a", rect=Rect(-40, 10, 40, 20)), True),
    ],
)
def test_what_does_not_touch_the_sheet_is_parked(element, parked) -> None:
    assert is_parked(element, GRID) is parked


def test_what_is_parked_is_shown_and_in_no_output(tmp_path: Path) -> None:
    document = issue(frame("a", -200.0))
    printed, shown = composed(document), composed(document, whole=True)
    assert glyphs(printed) == 0 and printed.lines == () and printed.fits == ()
    assert export_text([printed]).strip() == ""
    assert glyphs(shown) > 0 and "".join(line.text for line in shown.lines) == TEXT
    assert printed.frames == shown.frames == {"a": (Rect(-200.0, 100.0, 160.0, 300.0),)}
    assert fixed_areas(document.pages[0].elements, TEMPLATE) == ()
    assert parked_stories(document) == ("st",) and parked_stories(issue(frame("a", 50.0))) == ()
    assert parked_stories(issue(frame("a", 50.0), frame("b", -200.0))) == ()


def test_nobody_complains_of_what_is_parked_as_a_whole() -> None:
    overset = issue(frame("a", -200.0, h=40.0))
    for whole in (False, True):
        assert codes(composed(overset, whole=whole)) == set()
    found = {problem.code: problem.severity for problem in issue_problems(overset, BOOK)}
    assert "check.unplaced" not in found and found["check.parked"] == "note"
    assert "compose.overset" in codes(composed(issue(frame("a", 50.0, h=40.0))))


def test_a_part_of_a_printed_story_that_is_parked_is_told() -> None:
    parted = issue(frame("a", 50.0, h=60.0), frame("b", -200.0), threads={"st": ("a", "b")})
    page = composed(parted)
    (problem,) = (each for each in page.problems if each.code == "compose.parked-copy")
    assert problem.element == "b" and problem.severity == "error" and int(problem.args["lines"]) > 0
    assert 0 < len("".join(line.text for line in page.lines)) < len(TEXT)


def test_what_hangs_over_the_edge_is_cut_at_the_bleed_and_lost_lines_are_told() -> None:
    bleed = mm(TEMPLATE.bleed_mm)
    box = Box(id="box", rect=Rect(-50.0, 20.0, 100.0, 40.0))
    mark = composed(issue(box)).display.items[0]
    (group,) = mark.items
    clip = group.clip
    assert (clip.x, clip.y, clip.right, clip.bottom) == pytest.approx(
        (-bleed, -bleed, GRID.width + bleed, GRID.height + bleed)
    )
    assert composed(issue(box), whole=True).display.items[0].items == group.items
    inside = issue(replace(box, rect=Rect(-bleed, 20.0, 100.0, 40.0)))
    assert composed(inside).display == composed(inside, whole=True).display
    assert "compose.cut-copy" in codes(composed(issue(frame("a", -40.0))))
    assert "compose.cut-copy" not in codes(composed(issue(frame("a", 0.0))))


LEFT, TOP, RIGHT, BOTTOM = TEMPLATE.sheet


def block(name: str, *area: GridRect, story: str = "st") -> Block:
    return Block(id=name, story=story, area=area)


@pytest.mark.parametrize(
    ("area", "parked"),
    [
        ((GridRect(LEFT - 3, 0, 3, 20),), True),
        ((GridRect(LEFT - 2, 0, 3, 20),), False),
        ((GridRect(RIGHT, 0, 3, 20),), True),
        ((GridRect(RIGHT - 1, 0, 3, 20),), False),
        ((GridRect(0, TOP - 20, 3, 20),), True),
        ((GridRect(0, BOTTOM, 3, 20),), True),
        ((GridRect(0, 0, 3, 20),), False),
        ((GridRect(RIGHT, 0, 3, 20), GridRect(RIGHT, 20, 1, 9)), True),
        ((GridRect(LEFT - 3, 0, 3, 20), GridRect(RIGHT, 20, 1, 9)), False),
    ],
)
def test_a_block_is_parked_where_its_columns_and_rows_lie_beside_the_sheet(area, parked) -> None:
    boxes = [GRID.rect(part) for part in area]
    assert is_parked(block("a", *area), GRID) is parked
    if parked:
        sheet = Rect(0.0, 0.0, GRID.width, GRID.height)
        assert not any(box.overlaps(sheet) for box in boxes)
        assert edits.apply(issue(), edits.PlaceElement(page="pg", element=block("a", *area)))
    elif area[0].column:
        with pytest.raises(Refusal):
            edits.apply(issue(), edits.PlaceElement(page="pg", element=block("a", *area)))


def test_a_parked_block_is_shown_with_its_headline_and_is_in_no_output_and_no_fault() -> None:
    area = GridRect(LEFT - 3, 0, 3, 20)
    # Two on one place: nothing of it is printed, so that nothing is over anything.
    document = issue(block("a", area), block("b", area, story="other"))
    other = Story(
        id="other", main=Paragraph(id="h", text="渡口的灯", style="main"), body=(Paragraph(id="q", text=TEXT),)
    )
    document = replace(document, stories=(*document.stories, other))
    printed, shown = composed(document), composed(document, whole=True)
    assert glyphs(printed) == 0 and printed.lines == () and printed.fits == () and codes(printed) == set()
    assert "渡口的灯" in "".join(line.text for line in shown.lines) and codes(shown) == set()
    assert parked_stories(document) == ("st", "other") and waiting_stories(document) == {"st", "other"}
    assert fixed_areas(document.pages[0].elements, TEMPLATE) == ()
    assert {each.code for each in issue_problems(document, BOOK) if each.story} == {"check.parked"}


def test_a_parked_part_of_a_printed_story_is_told() -> None:
    story = Story(id="st", body=(Paragraph(id="p", text=TEXT), Paragraph(id="q", text=TEXT)))
    parts = replace(block("a", GridRect(0, 0, 3, 20)), last=1), replace(block("b", GridRect(RIGHT, 0, 3, 20)), first=1)
    page = composed(replace(issue(*parts), stories=(story,)))
    (problem,) = (each for each in page.problems if each.code == "compose.parked-copy")
    assert problem.element == "b" and problem.severity == "error"


def test_a_parked_advert_is_a_warning() -> None:
    advert = Advert(id="ad", area=GridRect(RIGHT, 0, 3, 20), label="公益广告")
    (problem,) = (each for each in issue_problems(issue(advert), BOOK) if each.code == "check.parked")
    assert (problem.severity, problem.element, problem.args["title"]) == ("warning", "ad", "公益广告")
    assert glyphs(composed(issue(advert))) == 0


def test_a_pdf_has_not_a_byte_of_what_is_parked(tmp_path: Path) -> None:
    box = Box(id="box", rect=Rect(60.0, 60.0, 100.0, 40.0))
    away = frame("a", -200.0), block("b", GridRect(RIGHT, 0, 3, 20))
    for name, elements in (("with", (box, *away)), ("without", (box,))):
        document = issue(*elements)
        export_pdf([composed(document)], document, BOOK, tmp_path / name, images=NoImages(), marks=frozenset({"crop"}))
    assert (tmp_path / "with").read_bytes() == (tmp_path / "without").read_bytes()


class NoImages:
    """No picture stands on these pages."""

    def press(self, asset: str, *_: object, **__: object) -> None:
        raise KeyError(asset)
