"""A story in several blocks, each an item of the body up to the next one's first: whatever is done, each item is set once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from store_helpers import TEMPLATE

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import History, apply, copies
from layoutdesk.edits.moving import cuts_of, rejoined
from layoutdesk.model import (
    Block,
    Cell,
    Document,
    GridRect,
    Page,
    Paragraph,
    PictureFrame,
    PictureRef,
    Story,
    TableBlock,
)
from layoutdesk.model.document import blocks_of
from layoutdesk.model.story import BodyItem
from layoutdesk.ui.threads import chains, parted
from layoutdesk.ui.writing.pasting import written
from layoutdesk.ui.writing.pastingtables import written_with_tables
from layoutdesk.ui.writing.pieces import Piece
from layoutdesk.ui.writing.runs import ranges, removal
from layoutdesk.ui.writing.spots import Spot

AREA = (GridRect(0, 0, 2, 10),)


def paragraph(name: str) -> Paragraph:
    return Paragraph(id=name, text=f"{name}，潮水退了。")


def table(name: str) -> TableBlock:
    return TableBlock(id=name, rows=((Cell(paragraph=Paragraph(id=f"{name}-cell", text="潮位")),),))


def item(kind: str, name: str) -> BodyItem:
    if kind == "picture":
        return PictureRef(id=name, caption=Paragraph(id=f"{name}-caption", text="码头"))
    return table(name) if kind == "table" else paragraph(name)


def jumped(kinds: list[str], seams: list[int], order: list[int]) -> Document:
    """A story of items in blocks that go on from each other at ``seams``, those standing on pages in any order."""
    story = Story(
        id="st", main=Paragraph(id="main", text="潮水"), body=tuple(item(each, f"i{n}") for n, each in enumerate(kinds))
    )
    flow = bool(seams) and seams[0] % 2 == 0
    bounds = [0, *sorted(min(seam, len(kinds)) for seam in seams), -1]
    blocks = [
        Block(id=f"b{n}", story="st", area=AREA, first=first, last=last, headline=n == 0, flows=flow and last >= 0)
        for n, (first, last) in enumerate(pairwise(bounds))
    ]
    order = [n for n in order if n < len(blocks)]
    pages = tuple(
        Page(id=f"pg{n}", number=n + 1, template="t", elements=(blocks[at], PictureFrame(id=f"f{n}", rect=Rect(0, 0, 9, 9))))
        for n, at in enumerate(order)
    )  # fmt: skip
    return Document(
        pages=pages, templates=(TEMPLATE,), stories=(story,), threads={"st": tuple(each.id for each in blocks)}
    )


def stands_once(document: Document) -> None:
    """The parts of the blocks, in their order, are the body."""
    for story in document.stories:
        blocks = blocks_of(document, story.id)
        if blocks:
            assert [one.id for each in blocks for one in each.part_of(story.body)] == [one.id for one in story.body]
            assert blocks[0].headline or story.id != "st"
            assert not any(each.headline for each in blocks[1:])
            assert len(blocks) > 1 or blocks[0].is_whole


KINDS = st.sampled_from(["paragraph", "paragraph", "paragraph", "table", "picture"])
ISSUES = st.builds(
    jumped, st.lists(KINDS, min_size=1, max_size=7), st.lists(st.integers(0, 7), max_size=3), st.permutations(range(4))
)
PIECES = st.lists(st.sampled_from([Piece(""), Piece("甲"), Piece("涨潮")]) | st.just("table"), min_size=1, max_size=4)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "split",
                "join",
                "delete",
                "paste",
                "item",
                "take",
                "style",
                "type",
                "picture",
                "off",
                "move",
                "undo",
                "redo",
            ]
        ),
        *[st.integers(0, 40)] * 4,
        PIECES,
    ),
    max_size=14,
)


def step(
    document: Document, kind: str, a: int, b: int, c: int, d: int, given: list, ids: IdSource
) -> edits.Edit | None:
    """One thing that a hand does to the copy, at places that the numbers choose."""
    story = document.stories[0]
    body = story.body
    run = [each for each in body if isinstance(each, Paragraph)]
    if kind == "item":
        index, blocks = a % (len(body) + 1), [*blocks_of(document, "st"), None]
        block = blocks[b % len(blocks)]
        made = item(["paragraph", "table", "picture"][c % 3], ids.new("new"))
        near = block is not None and block.first <= index <= block.end
        add = {Paragraph: edits.AddParagraph, TableBlock: edits.AddTable, PictureRef: edits.AddPicture}[type(made)]
        return add("st", made, index, block.id if block is not None and near else "")
    if kind in ("off", "move"):
        return off_the_page(document, a, b, c, ids) if kind == "off" else moved(document, a, b, ids)
    if kind == "take" and body:
        gone = body[a % len(body)]
        if isinstance(gone, Paragraph):
            return edits.RemoveParagraph("st", gone.id)
        return edits.RemoveTable("st", gone.id) if isinstance(gone, TableBlock) else edits.RemovePicture("st", gone.id)
    shown = [each for each in body if isinstance(each, PictureRef)]
    if kind == "picture":
        blocks = [*(each.id for each in blocks_of(document, "st")), ""]
        return (
            edits.MovePicture("st", shown[a % len(shown)].id, b % len(body), blocks[c % len(blocks)]) if shown else None
        )
    if not run:
        return None
    one, other = run[a % len(run)], run[b % len(run)]
    here = Spot("st", one.id, c % (len(one.text) + 1))
    there = Spot("st", other.id, d % (len(other.text) + 1))
    if kind == "split":
        return edits.SplitParagraph("st", one.id, here.offset, ids.new("p"))
    if kind == "join":
        return edits.JoinParagraphs("st", one.id)
    if kind == "style":
        return edits.SetParagraphStyle("st", one.id, ["subhead", "lead", "body"][c % 3])
    if kind == "type":
        return edits.ReplaceText("st", one.id, here.offset, here.offset, "浪")
    taken = ranges(tuple(run), here, there)
    if kind == "delete":
        return edits.Batch("ui.history.erase", tuple(removal(document, story, taken)))
    pieces = [Piece("", table=table("x")) if each == "table" else each for each in given]
    way = written_with_tables if any(each.table is not None for each in pieces) else written
    return edits.Batch("ui.history.paste", tuple(way(document, story, taken, pieces, ids)[0]))


def off_the_page(document: Document, a: int, b: int, c: int, ids: IdSource) -> edits.Edit | None:
    """One or two blocks of the story taken off their pages, or those pages out of the issue."""
    held = [(page, each) for page in document.pages for each in page.elements if isinstance(each, Block)]
    if not held:
        return None
    some = dict.fromkeys((a % len(held), b % len(held)))
    pages = tuple(held[at][0].id for at in some)
    if c % 4 == 0:
        return edits.RemovePages(tuple(dict.fromkeys(pages)))
    if c % 4 == 1:
        return edits.RemovePage(pages[0])
    if c % 4 == 2:
        page, gone = held[a % len(held)]
        return edits.SetElements(page.id, tuple(each for each in page.elements if each is not gone))
    steps = (edits.RemoveElement(held[at][0].id, held[at][1].id) for at in some)
    return edits.Batch("ui.history.delete", tuple(steps))


def moved(document: Document, a: int, b: int, ids: IdSource) -> edits.Edit | None:
    """A block cut, and pasted on another page."""
    held = [(page, each) for page in document.pages for each in page.elements if isinstance(each, Block)]
    if not held:
        return None
    page, gone = held[a % len(held)]
    taken = replace(copies.bundle(document, (gone,), {}, ids.new), cuts=cuts_of(document, (gone,)))
    off = edits.RemoveElement(page.id, gone.id)
    after = apply(document, off)
    pasted, room = rejoined(after, copies.at_home(after, copies.from_json(copies.to_json(taken))))
    pasted = copies.renewed(pasted, ids.new, copies.waiting(after, pasted))
    to = document.pages[b % len(document.pages)].id
    return edits.Batch("ui.history.paste-elements", (off, *room, *copies.onto(after, to, pasted)))


@settings(max_examples=300, deadline=None)
@given(ISSUES, STEPS)
def test_every_item_of_a_story_that_goes_on_is_set_once_whatever_is_done_to_its_copy(
    document: Document, steps: list[tuple]
) -> None:
    history, ids = History(document), IdSource(b"1")
    stands_once(document)
    for kind, *rest in steps:
        if kind in ("undo", "redo"):
            if history.can_undo if kind == "undo" else history.can_redo:
                getattr(history, kind)()
        elif (edit := step(history.document, kind, *rest, ids)) is not None:
            try:
                history.push(apply(history.document, edit), edit)
            except Refusal:
                # A table between two paragraphs keeps them from being joined.
                continue
        stands_once(history.document)
    while history.can_undo:
        history.undo()
    assert history.document is document


@settings(max_examples=100, deadline=None)
@given(ISSUES, st.integers(0, 3))
def test_threads_go_in_the_order_of_the_copy_and_parting_one_takes_all_that_comes_back(
    document: Document, at: int
) -> None:
    """Also where blocks begin at one item, as where a seam lies in mid-paragraph and the rest goes on once more."""
    chain = chains(document)["st"]
    assert [link.element.id for link in chain] == [each.id for each in blocks_of(document, "st")]
    steps = parted(document, chain, at % len(chain), IdSource(b"3").new)
    if steps:
        stands_once(apply(document, edits.Batch("ui.history.part", tuple(steps))))


@settings(max_examples=200, deadline=None)
@given(ISSUES, st.integers(0, 3), st.integers(0, 3))
def test_a_part_that_is_cut_and_pasted_is_the_part_that_it_was(document: Document, a: int, b: int) -> None:
    """Also one into which only copy flows, whose range has no item: ranges, headlines and what flows are as before.

    A story begins with a block that sets some of it; a part without an item is there because copy flows into it.
    """
    blocks = blocks_of(document, "st")
    assume(len(blocks) > 1 and blocks[0].end > 0)
    assume(blocks[0].flows or all(each.part_of(document.stories[0].body) for each in blocks))
    ids = IdSource(b"4")
    step = moved(document, a, b, ids)
    assert step is not None
    after = apply(document, step)
    assert len(after.stories) == len(document.stories)
    stands_once(after)

    def parts(of: Document) -> list[tuple[int, float, bool]]:
        return sorted((each.first, min(each.end, len(of.stories[0].body)), each.flows) for each in blocks_of(of, "st"))

    assert parts(after) == parts(document)
