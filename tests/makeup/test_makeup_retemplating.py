"""A page on another template: what stands keeps its place in proportion, inside the type area and over nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.edits import SetBreaks, apply
from layoutdesk.edits.kinds import Batch
from layoutdesk.makeup.retemplating import edges, retemplated
from layoutdesk.model import (
    Advert,
    Block,
    Document,
    FolioBar,
    GridRect,
    Masthead,
    Page,
    Paragraph,
    PictureFrame,
    Story,
)
from layoutdesk.model.elements import area_of
from layoutdesk.model.library import shipped_templates

TEMPLATES = shipped_templates()
INSIDE, FRONT, TABLOID = (TEMPLATES[name] for name in ("broadsheet-inside", "broadsheet-front", "tabloid-inside"))


def issue(*elements: object, template: str = INSIDE.name) -> Document:
    main = Paragraph(id="m", text="河堤加固工程全线完工", style="main", breaks=(4,))
    stories = (Story(id="st", main=main, body=(Paragraph(id="p", text="甲。"),)), Story(id="two"))
    page = Page(id="pg", number=1, label="01", template=template, elements=(FolioBar(id="bar"), *elements))  # type: ignore[arg-type]
    return Document(pages=(page,), templates=(TEMPLATES[template],), stories=stories)


def test_an_inside_page_becomes_a_front_page() -> None:
    block = Block(id="b", story="st", area=(GridRect(0, 0, 4, 60), GridRect(0, 60, 2, 20)), columns=3)
    advert = Advert(id="ad", area=GridRect(0, 97, 8, 20))
    document = issue(block, advert)
    made = retemplated(document, ("pg",), FRONT, IdSource(b"1"))
    assert made is not None and (made.fitted, made.parked) == (2, 0)
    after = apply(document, made.edit)
    page = after.page("pg")
    assert page.template == FRONT.name and [each.name for each in after.templates] == [INSIDE.name, FRONT.name]
    head, moved, foot = page.elements
    assert isinstance(head, Masthead) and head.id != "bar"
    # The L shares its edge again, keeps its columns, and the advert its place at the foot.
    assert isinstance(moved, Block) and moved.columns == 3
    assert moved.area[0].bottom == moved.area[1].row and [part.columns for part in moved.area] == [4, 2]
    assert isinstance(foot, Advert) and foot.area.bottom == FRONT.grid.rows
    assert after.stories is document.stories
    assert retemplated(after, ("pg",), FRONT, IdSource(b"1")) is None


def test_on_a_smaller_sheet_blocks_take_fewer_columns_and_are_set_anew() -> None:
    block = Block(id="b", story="st", area=(GridRect(0, 0, 8, 50),), head_size=44.0, columns=5)
    aside = PictureFrame(id="f", rect=Rect(1000, 100, 60, 60))
    document = issue(block, aside)
    made = retemplated(document, ("pg",), TABLOID, IdSource(b"1"))
    assert made is not None and (made.fitted, made.parked) == (1, 1)
    assert isinstance(made.edit, Batch) and any(isinstance(each, SetBreaks) for each in made.edit.edits)
    after = apply(document, made.edit)
    (bar, moved, frame) = after.page("pg").elements
    assert bar.id == "bar" and frame is aside
    assert isinstance(moved, Block) and moved.area[0].columns == TABLOID.grid.columns
    assert (moved.head_size, moved.columns) == (0.0, 0)
    main = after.story("st").main
    assert main is not None and main.breaks == () and main.text == "河堤加固工程全线完工"


@pytest.mark.parametrize("name", [TABLOID.name, FRONT.name])
def test_what_is_parked_keeps_its_shape_and_stays_beside_the_sheet_at_its_side(name: str) -> None:
    left, _, right, _ = INSIDE.sheet
    parked = (
        Block(id="l", story="st", area=(GridRect(left - 4, 3, 4, 30),), columns=3),
        Block(id="r", story="two", area=(GridRect(right, 3, 4, 30), GridRect(right, 33, 2, 9)), columns=3),
    )
    document = issue(*parked)
    made = retemplated(document, ("pg",), TEMPLATES[name], IdSource(b"1"))
    assert made is not None and made.parked == 0
    after = apply(document, made.edit)
    for before, block in zip(parked, after.page("pg").elements[1:], strict=True):
        assert isinstance(block, Block) and TEMPLATES[name].is_beside(block.area) and block.columns == 3
        assert [(part.columns, part.rows) for part in block.area] == [(part.columns, part.rows) for part in before.area]


@st.composite
def grids(draw: st.DrawFn) -> tuple[Document, str]:
    """A page cut into a few strips of blocks, and the template that it goes to."""
    source, target = draw(st.permutations(list(TEMPLATES.values())))[:2]
    grid, blocks, row = source.grid, [], 0
    for strip in range(draw(st.integers(1, 5))):
        height = draw(st.integers(4, 25))
        if row + height > grid.rows:
            break
        cuts = sorted(draw(st.sets(st.integers(1, grid.columns - 1), max_size=3)))
        for left, right in zip((0, *cuts), (*cuts, grid.columns), strict=True):
            blocks.append(Block(id=f"b{strip}-{left}", story="two", area=(GridRect(left, row, right - left, height),)))
        row += height + 2
    return issue(*blocks, template=source.name), target.name


@settings(max_examples=100, deadline=None)
@given(grids())
def test_what_lay_beside_each_other_lies_inside_the_type_area_and_over_nothing(case: tuple[Document, str]) -> None:
    document, name = case
    made = retemplated(document, ("pg",), TEMPLATES[name], IdSource(b"1"))
    assert made is not None
    after = apply(document, made.edit)
    grid = TEMPLATES[name].grid
    areas = [part for each in after.page("pg").elements for part in area_of(each)]
    assert all(part.right <= grid.columns and part.bottom <= grid.rows for part in areas)
    crowded = len({edge for each in areas for edge in (each.column, each.right)}) > grid.columns
    if not crowded:
        assert not any(a.overlaps(b) for n, a in enumerate(areas) for b in areas[n + 1 :])
    assert [each.id for each in after.page("pg").elements][1:] == [each.id for each in document.page("pg").elements][1:]
    assert after.stories == document.stories


@given(st.sets(st.integers(0, 8)), st.integers(1, 12))
def test_edges_stay_in_their_order(used: set[int], after: int) -> None:
    found = edges(used, 8, after)
    places = [found[edge] for edge in sorted(used)]
    assert places == sorted(places) and all(0 <= place <= after for place in places)
    if len(used) <= after + 1:
        assert len(set(places)) == len(places)


def test_the_same_grid_keeps_every_edge() -> None:
    assert edges(range(9), 8, 8) == {edge: edge for edge in range(9)}
