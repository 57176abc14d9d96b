"""A story over blocks whose copy flows on (续排): every block filled to its last line, every character printed once."""

from __future__ import annotations

from compose_helpers import SENTENCE, block, body, paragraph, picture, story, table
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_compose_jump import GRID, issue, jumps, pages_of

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.edits import PlaceElement, SetArea, SetBlock, apply
from layoutdesk.model import Block, Box, Document, GridRect, Paragraph, Span, Story, TableBlock
from layoutdesk.model.story import Origin
from layoutdesk.text.fonts import pip_fonts


def flowing(of: Story, *parts: tuple[int, GridRect], **fields: object) -> Document:
    """The story over blocks, one a page, each from its body item on up to the next one's, and flowing from one to the next."""
    firsts = [first for first, _ in parts]
    blocks = [
        block(of, area, first=first, last=last, flows=last >= 0, headline=not at, **{"columns": 2, **fields})
        for at, ((first, area), last) in enumerate(zip(parts, [*firsts[1:], -1], strict=True))
    ]
    return issue(of, *blocks)


def copy_of(of: Story) -> list[tuple[str, str]]:
    """The paragraphs of the body with those of its tables, by id, in their order."""
    found = []
    for item in of.body:
        if isinstance(item, Paragraph):
            found.append((item.id, item.text))
        elif isinstance(item, TableBlock):
            found += [(cell.paragraph.id, cell.paragraph.text) for row in item.rows for cell in row]
    return found if of.byline is None else [*found, (of.byline.id, of.byline.text)]


def printed(of: Story, pages: list[ComposedPage]) -> dict[str, list[Line]]:
    names = {name for name, _ in copy_of(of)}
    found: dict[str, list[Line]] = {}
    for page in pages:
        for line in page.lines:
            if line.paragraph in names:
                found.setdefault(line.paragraph, []).append(line)
    return found


def is_exact(of: Story, pages: list[ComposedPage]) -> None:
    """Each character of the body stands once, in its order, up to where it is over; and so many are told as over."""
    lines, over = printed(of, pages), 0
    for name, text in copy_of(of):
        mine = lines.get(name, [])
        assert [line.start for line in mine] == [0, *(line.end for line in mine)][: len(mine)]
        shown = "".join(line.text for line in mine)
        assert text.startswith(shown)
        over += len(text) - len(shown)
    assert over == sum(fit.characters_over for page in pages for fit in page.fits)
    if not over:
        names = {each.id for each in (*of.body, of.byline) if isinstance(each, Paragraph)}
        shown = "".join(line.text for page in pages for line in page.lines if line.paragraph in names)
        assert shown == "".join(text for name, text in copy_of(of) if name in names)
    for page in pages:
        places = [(line.x, line.baseline, line.text) for line in page.lines]
        assert len(places) == len(set(places))


def body_lines(page: ComposedPage) -> list[Line]:
    return [line for line in page.lines if line.story and line.style == "body"]


FIRST, SECOND = GridRect(0, 0, 3, 22), GridRect(0, 0, 3, 40)


def test_a_block_is_filled_to_its_last_line_and_the_next_goes_on_in_mid_paragraph() -> None:
    of = story(body(24, each=8))
    first, second, _ = pages_of(flowing(of, (0, FIRST), (1, SECOND)))
    (fit,) = first.fits
    assert (fit.over, fit.under) == (0, 0)
    last, goes_on = body_lines(first)[-1], body_lines(second)[0]
    assert (last.paragraph, last.end) == (goes_on.paragraph, goes_on.start)
    assert 0 < goes_on.start < len(of.body[1].text)
    # The line before the seam is driven out to the measure, the one behind it has no indent.
    own = GRID.own_columns(GRID.rect(FIRST), 2)
    assert abs(last.x + last.width - own.lefts[1] - own.measure) < 0.01
    assert goes_on.x == own.lefts[0]
    assert [line.text for line in jumps(first)] == ["（下转第2版）"]
    assert [line.text for line in jumps(second)] == ["（上接第1版）"]
    assert jumps(first)[0].baseline == last.baseline + GRID.step


def test_the_seam_follows_the_edge_of_the_first_block_and_what_is_written_there() -> None:
    of = story(body(24, each=8))
    made = flowing(of, (0, FIRST), (1, SECOND))
    name = made.pages[0].elements[0].id
    seams = []
    for rows in (16, 19, 22, 60):
        pages = list(pages_of(apply(made, SetArea("pg1", name, (GridRect(0, 0, 3, rows),)))))
        is_exact(of, pages)
        seams.append(sum(line.end - line.start for line in body_lines(pages[0])))
    assert seams[0] < seams[1] < seams[2] < seams[3] == sum(len(item.text) for item in of.body)
    # Where all of it stands on the first page nobody is sent on.
    assert not [line for page in pages for line in jumps(page)]
    assert pages[1].fits[0].under > 0
    longer = replace(of, body=(replace(of.body[0], text=SENTENCE * 3 + of.body[0].text), *of.body[1:]))
    after = list(pages_of(replace(made, stories=(longer,))))
    is_exact(longer, after)
    assert [fit.over for page in after for fit in page.fits] == [0, 0]


def test_a_block_that_does_not_flow_sets_its_range_and_no_more() -> None:
    of = story(body(24, each=8))
    made = flowing(of, (0, SECOND), (1, SECOND))
    page = made.pages[0]
    fixed = replace(page, elements=(replace(page.elements[0], flows=False),))
    first, second, _ = pages_of(replace(made, pages=(fixed, *made.pages[1:])))
    assert {line.paragraph for line in body_lines(first)} == {of.body[0].id}
    assert body_lines(second)[0].paragraph == of.body[1].id


def test_a_block_in_which_nothing_can_stand_is_named_by_no_jump_line() -> None:
    of = story(body(24, each=8))
    made = flowing(of, (0, FIRST), (1, GridRect(0, 0, 3, 1)), (2, SECOND))
    narrow = SetBlock("pg2", made.pages[1].elements[0].id, columns=1)
    first, second, third = pages_of(apply(made, narrow))
    assert [line.text for line in jumps(first)] == ["（下转第3版）"]
    assert not jumps(second) and not body_lines(second)
    assert [line.text for line in jumps(third)] == ["（上接第1版）"]
    is_exact(of, [first, second, third])


def test_pictures_stay_in_the_block_in_whose_range_they_are() -> None:
    one, other = picture(), picture("江上的船。")
    of = story([one, *body(8, each=8), other, *body(16, each=8)])
    for rows in (22, 60):
        first, second, _ = pages_of(flowing(of, (0, GridRect(0, 0, 3, rows)), (2, SECOND)))
        assert [[each.picture for each in page.pictures] for page in (first, second)] == [[one.id], [other.id]]


def test_tables_flow_with_the_copy_and_one_across_a_block_stands_whole_in_the_next() -> None:
    rows = table([["渡口", "班次"], ["老街", "十二"], ["新桥", "二十"]])
    of = story([*body(8, each=8), rows, *body(8, each=8)])
    first, second, _ = pages_of(flowing(of, (0, SECOND), (1, SECOND)))
    assert any(line.style == "cell" for line in first.lines) and not body_lines(second)
    first, second, _ = pages_of(flowing(of, (0, GridRect(0, 0, 3, 12)), (2, SECOND)))
    assert any(line.style == "cell" for line in second.lines)
    is_exact(of, [first, second])
    wide = table([[SENTENCE[:12]] * 8] * 6)
    of = story([*body(4, each=4), wide, *body(8, each=8)])
    for height in range(8, 30, 3):
        pages = list(pages_of(flowing(of, (0, GridRect(0, 0, 3, height)), (1, SECOND))))
        is_exact(of, pages)
        assert len({page.page for page in pages for line in page.lines if line.style == "cell"}) == 1


def test_a_byline_stands_where_the_copy_ends() -> None:
    of = story(body(24, each=8), byline=paragraph("记者 林渡", "byline"))
    for rows, where in ((22, [0, 1]), (60, [1, 0])):
        pages = list(pages_of(flowing(of, (0, GridRect(0, 0, 3, rows)), (1, SECOND))))[:2]
        assert [len([line for line in page.lines if line.style == "byline"]) for page in pages] == where
    items = tuple(replace(item, origin=Origin(file="a", first=9, last=9)) for item in of.body)
    leads = replace(of, body=items, byline=replace(of.byline, origin=Origin(file="a", first=1, last=1)))
    pages = list(pages_of(flowing(leads, (0, FIRST), (1, SECOND))))[:2]
    assert [len([line for line in page.lines if line.style == "byline"]) for page in pages] == [1, 0]


def test_what_stands_before_is_not_laid_out_anew_while_the_block_behind_it_is_pulled() -> None:
    of = story(body(24, each=8))
    made = flowing(of, (0, FIRST), (1, SECOND))
    first = compose_page(made, "pg1", pip_fonts())
    pulled = apply(made, SetArea("pg2", made.pages[1].elements[0].id, (GridRect(0, 0, 2, 40),)))
    again = compose_page(pulled, "pg1", pip_fonts())
    assert all(one is other for one, other in zip(first.lines, again.lines, strict=True))


SPANS = st.lists(
    st.builds(
        lambda start, length, style: Span(start, start + length, style, "du kou" if style == "reading" else ""),
        st.integers(0, 200), st.integers(1, 30), st.sampled_from(["dots", "bold", "reading", "wave", "superscript"]),
    ),
    max_size=4,
)  # fmt: skip
ITEMS = st.lists(
    st.one_of(
        st.tuples(st.just("body"), st.integers(0, 320), SPANS),
        st.tuples(st.sampled_from(["subhead", "picture", "table", "western"]), st.integers(1, 6), st.just([])),
    ),
    min_size=1,
    max_size=8,
)
SIZES = st.tuples(st.integers(1, 6), st.integers(1, 50))


def made_of(items: list[tuple[str, int, list[Span]]]) -> Story:
    found = []
    for kind, length, spans in items:
        if kind == "body":
            text = (SENTENCE * 9)[:length]
            kept = tuple(replace(each, end=min(each.end, length)) for each in spans if each.start < length)
            readings = [each for each in kept if each.style == "reading"]
            kept = tuple(each for each in kept if each.style != "reading" or each is readings[0])
            found.append(replace(paragraph(text), spans=kept))
        elif kind == "subhead":
            found.append(paragraph("渡口的早晨" * length, "subhead"))
        elif kind == "western":
            found.append(paragraph("The International delegation of Dukou arrived early " * length))
        elif kind == "picture":
            found.append(picture())
        else:
            found.append(table([["渡口", "班次"], *([SENTENCE[:9], f"{at}"] for at in range(length))]))
    return story(found)


@given(
    items=ITEMS,
    sizes=st.lists(SIZES, min_size=2, max_size=4),
    cuts=st.lists(st.integers(0, 8), min_size=3, max_size=3),
    hole=st.booleans(),
    byline=st.booleans(),
    look=st.fixed_dictionaries(
        {
            "columns": st.integers(0, 4),
            "head_at": st.sampled_from(["top", "left"]),
            "frame": st.sampled_from(["", "box"]),
            "mode": st.sampled_from(["automatic", "relative"]),
        }
    ),
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_blocks_each_character_stands_once(
    items: list[tuple[str, int, list[Span]]],
    sizes: list[tuple[int, int]],
    cuts: list[int],
    hole: bool,
    byline: bool,
    look: dict[str, object],
) -> None:
    of = made_of(items)
    if byline:
        of = replace(of, byline=paragraph("记者 林渡", "byline"))
    firsts = [0, *sorted(min(cut, len(of.body)) for cut in cuts)]
    parts = [(first, GridRect(0, 0, *size)) for first, size in zip(firsts, sizes, strict=False)]
    made = flowing(of, *parts[:3], **look)
    if hole:
        made = apply(made, PlaceElement("pg1", Box(id="hole", rect=Rect(80, 130, 50, 50), wrap=1.0)))
        made = apply(made, PlaceElement("pg2", Box(id="hole2", rect=Rect(110, 150, 90, 30), wrap=1.0)))
    pages = list(pages_of(made))
    is_exact(of, pages)
    blocks = [each for page in made.pages for each in page.elements if isinstance(each, Block)]
    for each in [item for item in of.body if not isinstance(item, Paragraph | TableBlock)]:
        (home,) = [one.id for one in blocks if each in one.part_of(of.body)]
        assert {placed.element for page in pages for placed in page.pictures if placed.picture == each.id} <= {home}
    for page in pages:
        over = {fit.element for fit in page.fits if fit.over}
        assert {line.element for line in jumps(page)} - over <= {line.element for line in page.lines if line.story}
