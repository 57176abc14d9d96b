"""Jump lines (下转、上接): they fill themselves in, follow the pages' labels, take room, and are no copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from compose_helpers import SENTENCE, block, body, context, paragraph, story
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import Glyphs, flatten
from layoutdesk.edits import MovePage, MoveToPage, PlaceElement, SetBlock, SetPage, SetStory, apply
from layoutdesk.model import Block, Box, Document, GridRect, Meta, Page, Story, TextFrame
from layoutdesk.model.document import threaded_with
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Origin, Paragraph
from layoutdesk.text.fonts import pip_fonts

NAME = "broadsheet-inside"
GRID = context().grid


def issue(of: Story, *blocks: Block, labels: tuple[str, ...] = ("01", "02", "03"), language: str = "zh") -> Document:
    """An issue with one block a page."""
    pages = tuple(
        Page(id=f"pg{number}", number=number, label=label, template=NAME, elements=blocks[number - 1 : number])
        for number, label in enumerate(labels, start=1)
    )
    return Document(meta=Meta(language=language), pages=pages, templates=(shipped_templates()[NAME],), stories=(of,))


def pages_of(made: Document) -> Iterator[ComposedPage]:
    return (compose_page(made, page.id, pip_fonts()) for page in made.pages)


def split(of: Story, at: int, rows: int = 40, **fields: object) -> tuple[Block, Block]:
    """The story in two blocks, parted before body item ``at``."""
    return (
        block(of, GridRect(0, 0, 3, rows), last=at, columns=2),
        block(of, GridRect(0, 0, 3, rows), first=at, columns=2, **{"headline": False, **fields}),
    )


def jumps(page: ComposedPage) -> list[Line]:
    return [line for line in page.lines if line.text.startswith(("（", "Continued")) and not line.story]


def test_both_ends_of_a_jump_name_the_other_page_and_follow_its_label() -> None:
    of = story(body(24))
    made = issue(of, *split(of, 4))
    first, second, _ = pages_of(made)
    assert [line.text for line in jumps(first)] == ["（下转第2版）"]
    assert [line.text for line in jumps(second)] == ["（上接第1版）"]
    renamed = apply(apply(made, SetPage("pg2", label="A03")), SetPage("pg1", label=""))
    first, second, _ = pages_of(renamed)
    assert [line.text for line in jumps(first)] == ["（下转A03版）"]
    assert [line.text for line in jumps(second)] == ["（上接第1版）"]
    moved = apply(made, MovePage("pg2", 2))
    pages = {page.page: page for page in pages_of(moved)}
    assert [line.text for line in jumps(pages["pg1"])] == ["（下转第3版）"]


def test_an_english_issue_says_it_in_english() -> None:
    of = story(body(24))
    first, second, _ = pages_of(issue(of, *split(of, 4), labels=("1", "B6", "3"), language="en"))
    assert [line.text for line in jumps(first)] == ["Continued on page B6"]
    assert [line.text for line in jumps(second)] == ["Continued from page 1"]


def test_on_one_page_nothing_jumps_and_of_three_parts_each_names_its_neighbour() -> None:
    of = story(body(24))
    blocks = split(of, 4)
    made = issue(of, blocks[0])
    together = apply(issue(of, *blocks), MoveToPage("pg2", blocks[1].id, "pg1", area=(GridRect(4, 0, 3, 40),)))
    assert not [line for page in pages_of(together) for line in jumps(page)]
    assert not [line for page in pages_of(made) for line in jumps(page)]
    one, two, three = (
        block(of, GridRect(0, 0, 3, 40), first=first, last=last, headline=not first)
        for first, last in ((0, 3), (3, 6), (6, -1))
    )
    told = [[line.text for line in jumps(page)] for page in pages_of(issue(of, one, two, three))]
    assert told == [["（下转第2版）"], ["（上接第1版）", "（下转第3版）"], ["（上接第2版）"]]


def test_a_jump_line_ends_the_last_line_of_the_copy_where_it_has_room_and_else_has_one_of_its_own() -> None:
    own = GRID.own_columns(GRID.rect(GridRect(0, 0, 3, 40)), 2)
    seen = set()
    for length in range(20, 60, 3):
        of = replace(story([*body(4), paragraph((SENTENCE * 2)[:length]), *body(6)]), main=None)
        first = next(pages_of(issue(of, *split(of, 3))))
        (jump,) = jumps(first)
        last = [line for line in first.lines if line.story][-1]
        edge = own.lefts[last.column] + own.measure
        joins = edge - last.x - last.width >= jump.width + GRID.em - 0.01
        seen.add(joins)
        assert (jump.baseline == last.baseline and jump.x > last.x + last.width) == joins
        edges = [left + own.measure for left in own.lefts]
        assert min(abs(jump.x + jump.width - each) for each in edges) < 0.6 * GRID.em
        rows = (jump.baseline - GRID.baseline(0)) / GRID.step
        assert abs(rows - round(rows)) < 0.001
    assert seen == {True, False}


@given(sentences=st.integers(6, 40), at=st.integers(1, 6), rows=st.integers(4, 30), head=st.booleans())
@settings(max_examples=30, deadline=None)
def test_jump_lines_take_room_and_the_copy_stays_whole(sentences: int, at: int, rows: int, head: bool) -> None:
    of = story(body(sentences, each=2))
    made = issue(of, *split(of, min(at, len(of.body) - 1), rows + 8, headline=head))
    pages = list(pages_of(made))[:2]
    copy = "".join(item.text for item in of.body if isinstance(item, Paragraph))
    shown = sum(line.end - line.start for page in pages for line in page.lines if line.story and line.style == "body")
    assert shown + sum(fit.characters_over for page in pages for fit in page.fits) == len(copy)
    for page in pages:
        (fit,) = page.fits
        assert fit.over or len(jumps(page)) == 1
        places = [(line.x, line.baseline) for line in page.lines]
        assert len(places) == len(set(places))
        assert fit.lines == len([line for line in page.lines if line.style == "body"])


def test_a_continuation_takes_a_small_head_of_the_main_headline_alone_which_is_no_copy() -> None:
    of = story(body(24), kicker=paragraph("老渡口的一天", "kicker"), deck=paragraph("摆渡人把故事讲给新桥听", "deck"))
    first, second, _ = pages_of(issue(of, *split(of, 4, headline=True)))
    big = [line for line in first.lines if line.style == "main"]
    small = [line for line in second.lines if line.text == of.main.text]
    assert len(small) == 1 and small[0].size < big[0].size and not small[0].story
    assert not [line for line in second.lines if line.text in (of.kicker.text, of.deck.text)]
    assert jumps(second)[0].baseline > small[0].baseline


def test_what_is_inserted_is_an_artefact_of_every_output() -> None:
    of = story(body(24))
    for page in list(pages_of(issue(of, *split(of, 4, headline=True))))[:2]:
        runs = [item for _, item in flatten(page.display.items) if isinstance(item, Glyphs)]
        told = [run for run in runs if run.text.startswith("（")]
        assert told and all(run.artefact and not run.story for run in told)
    repeated = [run for run in runs if of.main.text.startswith(run.text)]
    assert repeated and all(run.artefact for run in repeated)


def test_a_byline_that_stands_alone_is_set_once_in_the_part_where_it_belongs() -> None:
    of = story(body(24), byline=paragraph("记者 林渡", "byline"))
    pages = list(pages_of(issue(of, *split(of, 4, headline=True))))
    assert [len([line for line in page.lines if line.style == "byline"]) for page in pages] == [0, 1, 0]
    items = [replace(item, origin=Origin(file="a", first=9, last=9)) for item in of.body]
    leads = replace(of, body=tuple(items), byline=replace(of.byline, origin=Origin(file="a", first=1, last=1)))
    pages = list(pages_of(issue(leads, *split(leads, 4, headline=True))))
    assert [len([line for line in page.lines if line.style == "byline"]) for page in pages] == [1, 0, 0]


def test_a_page_is_set_anew_when_the_page_to_which_it_sends_readers_changes() -> None:
    of = story(body(24))
    made = issue(of, *split(of, 4))
    made = apply(made, SetBlock("pg1", made.pages[0].elements[0].id, columns=3))
    assert [page.id for page in threaded_with(made, made.pages[0])] == ["pg2"]
    assert threaded_with(made, made.pages[2]) == []


def test_a_story_that_is_told_not_to_says_nothing() -> None:
    of = story(body(24))
    made = apply(issue(of, *split(of, 4)), SetStory(of.id, jump_lines=False))
    assert not [line for page in pages_of(made) for line in jumps(page)]
    assert made.stories[0].jump_lines is False
    assert apply(made, SetStory(of.id, jump_lines=True)).stories[0] == of


# --- threads of free frames


def threaded(
    of: Story, *rects: tuple[int, Rect], labels: tuple[str, ...] = ("01", "02", "03"), **fields: object
) -> Document:
    """An issue with the story in frames (page, rectangle), in this order."""
    frames = [TextFrame(id=f"f{number}", story=of.id, rect=rect, **fields) for number, (_, rect) in enumerate(rects)]
    made = issue(of, labels=labels)
    for (page, _), frame in zip(rects, frames, strict=True):
        made = apply(made, PlaceElement(f"pg{page}", frame))
    return replace(made, threads={of.id: tuple(frame.id for frame in frames)})


def bare(sentences: int, each: int = 3) -> Story:
    return replace(story(body(sentences, each)), main=None)


def copy_on(pages: Iterable[ComposedPage]) -> str:
    return "".join(line.text for page in pages for line in page.lines if line.story)


WIDE, LOW = Rect(60, 100, 120, 200), Rect(60, 400, 120, 8)


def test_a_thread_says_on_both_pages_where_it_goes_on() -> None:
    of = bare(24)
    made = threaded(of, (1, WIDE), (3, Rect(60, 100, 330, 400)))
    first, second, third = pages_of(made)
    ((to,), (come,)) = jumps(first), jumps(third)
    assert (to.text, come.text, jumps(second)) == ("（下转第3版）", "（上接第1版）", [])
    last = [line for line in first.lines if line.story][-1]
    assert to.baseline > last.baseline and to.x + to.width == pytest.approx(WIDE.right, abs=0.6 * GRID.em)
    assert come.baseline < min(line.baseline for line in third.lines if line.story)
    assert copy_on([first, third]) == "".join(item.text for item in of.body)
    assert [fit.over for page in (first, third) for fit in page.fits] == [0, 0]
    renamed = apply(made, SetPage("pg3", label="A05"))
    assert [line.text for line in jumps(next(pages_of(renamed)))] == ["（下转A05版）"]
    silent = list(pages_of(apply(made, SetStory(of.id, jump_lines=False))))
    assert not [line for page in silent for line in jumps(page)]
    assert (
        len([line for line in silent[0].lines if line.story]) == len([line for line in first.lines if line.story]) + 1
    )


def test_a_thread_names_only_frames_in_which_copy_stands() -> None:
    long, short = bare(24), bare(2)
    # The frame on page 2 is too low for a line; page 3 goes on.
    first, second, third = pages_of(threaded(long, (1, WIDE), (2, LOW), (3, Rect(60, 100, 330, 400))))
    told = [[line.text for line in jumps(page)] for page in (first, second, third)]
    assert told == [["（下转第3版）"], [], ["（上接第1版）"]]
    # Everything stands on page 1: nobody is sent on.
    assert not [line for page in pages_of(threaded(short, (1, WIDE), (2, WIDE))) for line in jumps(page)]
    # What is left over goes nowhere.
    first, second, _ = pages_of(threaded(long, (1, WIDE), (2, LOW)))
    assert not jumps(first) and not jumps(second)
    assert [fit.over > 0 for fit in (*first.fits, *second.fits)] == [False, True]


def test_a_jump_line_of_a_thread_ends_the_last_line_where_that_ends_its_paragraph() -> None:
    seen = []
    for length in range(70, 100, 3):
        of = replace(story([paragraph((SENTENCE * 3)[:length]), paragraph(SENTENCE * 12)]), main=None)
        four = Rect(60, GRID.row_top(3), 240, 4 * GRID.step)
        first = next(pages_of(threaded(of, (1, four), (2, Rect(60, 100, 330, 600)))))
        (jump,) = jumps(first)
        last = [line for line in first.lines if line.story][-1]
        seen.append(jump.baseline == last.baseline)
        assert not seen[-1] or jump.x >= last.x + last.width + GRID.em - 0.01
        assert jump.baseline == pytest.approx(last.baseline + (0 if seen[-1] else GRID.step))
    assert set(seen) == {True, False}


shapes = st.lists(st.tuples(st.integers(1, 3), st.integers(60, 400), st.integers(5, 250)), min_size=2, max_size=5)


@given(sentences=st.integers(1, 30), shapes=shapes, hole=st.booleans(), columns=st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_jump_lines_of_a_thread_take_room_and_the_copy_stays_whole(
    sentences: int, shapes: list[tuple[int, int, int]], hole: bool, columns: int
) -> None:
    of = bare(sentences)
    rects = [(page, Rect(60 + 20 * at, 100 + 260 * at, wide, high)) for at, (page, wide, high) in enumerate(shapes)]
    made = threaded(of, *rects, columns=columns)
    if hole:
        made = apply(made, PlaceElement("pg1", Box(id="hole", rect=Rect(80, 130, 50, 50), wrap=1.0)))
    pages = list(pages_of(made))
    parts: dict[str, str] = {}
    for page in pages:
        for line in page.lines:
            if line.story:
                parts[line.element] = parts.get(line.element, "") + line.text
    shown = "".join(parts.get(f"f{at}", "") for at in range(len(rects)))
    copy = "".join(item.text for item in of.body if isinstance(item, Paragraph))
    assert copy.startswith(shown)
    assert len(shown) + sum(fit.characters_over for page in pages for fit in page.fits) == len(copy)
    for page in pages:
        places = [(line.x, line.baseline) for line in page.lines]
        assert len(places) == len(set(places))
        assert {line.element for line in jumps(page)} <= {line.element for line in page.lines if line.story}
        for line in jumps(page):
            (rect,) = page.frames[line.element]
            assert rect.x - 0.01 <= line.x and line.x + line.width <= rect.right + 0.5 * line.size
            assert rect.y - 1 <= line.baseline <= rect.bottom
        runs = [item for _, item in flatten(page.display.items) if isinstance(item, Glyphs)]
        assert all(run.artefact for run in runs if run.text.startswith("（"))
