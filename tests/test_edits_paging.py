"""Pages put in, taken out and moved: labels as one expects, stories that go on, and nothing of the copy lost whatever is done."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage
from layoutdesk.edits import Edit, History, InsertPages, MovePages, RemovePages, apply
from layoutdesk.edits.folios import folio, joined, section_from
from layoutdesk.edits.twins import twins
from layoutdesk.model import (
    Block,
    Document,
    FolioBar,
    GridRect,
    Guide,
    Page,
    Paragraph,
    PictureFrame,
    Query,
    Story,
    TextFrame,
)
from layoutdesk.model.document import unplaced
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import paragraphs
from layoutdesk.text.fonts import pip_fonts

TEMPLATE = shipped_templates()["tabloid-inside"]
AREA = (GridRect(0, 0, 2, 20),)


def blank(name: str, number: int = 0, label: str = "") -> Page:
    return Page(id=name, number=number, label=label, template=TEMPLATE.name)


def issue(*labels: str) -> Document:
    pages = tuple(blank(f"pg{n}", n, label) for n, label in enumerate(labels, 1))
    return Document(pages=pages, templates=(TEMPLATE,))


def labels(document: Document) -> list[str]:
    return [page.label for page in document.pages]


@pytest.mark.parametrize(
    ("before", "index", "count", "after"),
    [
        (("A01", "A02", "B01"), 1, 1, ["A01", "A02", "A03", "B01"]),
        (("A01", "A02", "B01"), 2, 2, ["A01", "A02", "A03", "A04", "B01"]),
        (("A01", "A02", "B01", "B02"), 3, 1, ["A01", "A02", "B01", "B02", "B03"]),
        (("01", "02"), 0, 1, ["01", "02", "03"]),
        (("1", "2", "9"), 3, 1, ["1", "2", "9", "10"]),
        (("A01", "A04"), 1, 1, ["A01", "A02", "A04"]),
        (("A01", "A03"), 1, 2, ["A01", "A02", "A03", "A04"]),
        (("", ""), 1, 1, ["", "", ""]),
        (("A01", "增刊", "A02"), 2, 1, ["A01", "增刊", "new0", "A02"]),
        ((), 0, 2, ["new0", "new1"]),
    ],
)
def test_a_page_that_comes_takes_the_label_that_follows(
    before: tuple[str, ...], index: int, count: int, after: list[str]
) -> None:
    # Beside a label without figures a page keeps the one that it has.
    new = tuple(blank(f"n{n}", 0, f"new{n}" if not before or "增刊" in before else "") for n in range(count))
    document = apply(issue(*before), InsertPages(new, index))
    assert labels(document) == after
    assert [page.number for page in document.pages] == list(range(1, len(after) + 1))
    assert [page.id for page in document.pages][index : index + count] == [page.id for page in new]


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        (("A01", "A02", "A03", "B01"), (2,), ["A01", "A02", "B01"]),
        (("A01", "A02", "A03", "B01", "B02"), (1, 4), ["A01", "A02", "B01"]),
        (("A01", "A02", "A05"), (2,), ["A01", "A05"]),
        (("09", "10", "11"), (1,), ["09", "10"]),
        (("A01", "增刊", "A02"), (2,), ["A01", "A02"]),
        (("A01", "增刊", "A02"), (1,), ["增刊", "A01"]),
    ],
)
def test_where_a_page_goes_what_followed_it_moves_up(
    before: tuple[str, ...], gone: tuple[int, ...], after: list[str]
) -> None:
    document = apply(issue(*before), RemovePages(tuple(f"pg{n}" for n in gone)))
    assert labels(document) == after
    assert [page.number for page in document.pages] == list(range(1, len(after) + 1))


def test_places_keep_their_labels_and_pages_their_names() -> None:
    document = issue("A01", "A02", "B01", "B02")
    document = replace(document, pages=tuple(replace(page, name=f"版{page.number}") for page in document.pages))
    moved = apply(document, MovePages(("pg4", "pg3"), 0))
    assert labels(moved) == ["A01", "A02", "B01", "B02"]
    assert [page.name for page in moved.pages] == ["版3", "版4", "版1", "版2"]
    assert apply(document, MovePages(("pg2", "pg3"), 1)) is document


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (InsertPages(()), "edits.place"),
        (InsertPages((blank("n"),), 4), "edits.place"),
        (InsertPages((blank("pg1"),)), "edits.id-taken"),
        (InsertPages((blank("n"), blank("n"))), "edits.id-taken"),
        (InsertPages((replace(blank("n"), template="none"),)), "edits.no-template"),
        (InsertPages((replace(blank("n"), elements=(Block(id="b", story="none", area=AREA),)),)), "edits.no-story"),
        (RemovePages(()), "edits.no-page"),
        (RemovePages(("pg1", "none")), "edits.no-page"),
        (MovePages(("none",), 0), "edits.no-page"),
        (MovePages(("pg1",), 2), "edits.place"),
        (MovePages((), 0), "edits.place"),
    ],
)
def test_what_cannot_be_is_refused(edit: Edit, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        apply(issue("A01", "A02"), edit)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [
        (("A01", "A02", "A03", "A04"), 2, ["A01", "A02", "B01", "B02"]),
        (("A01", "A02", "A03", "B01"), 1, ["A01", "C01", "C02", "B01"]),
        (("01", "02", "03"), 1, ["01", "B01", "B02"]),
        (("A1", "A2", "增刊", "A3"), 1, ["A1", "B1", "增刊", "A3"]),
        (("A01", "A02"), 0, None),
        (("A01", "B01"), 1, None),
        (("", ""), 1, None),
        (("Y1", "Y2", "Z1"), 1, None),
    ],
)
def test_a_section_begins_where_one_wants_it(before: tuple[str, ...], at: int, after: list[str] | None) -> None:
    document = issue(*before)
    new = section_from(document.pages, at)
    assert [new.get(page.id, page.label) for page in document.pages] == (after or list(before))
    if after == ["A01", "A02", "B01", "B02"]:
        # What parts them is taken back by what joins them.
        pages = tuple(replace(page, label=new.get(page.id, page.label)) for page in document.pages)
        back = joined(pages, at)
        assert [back.get(page.id, page.label) for page in pages] == list(before)


def test_a_section_goes_on_from_the_one_before() -> None:
    pages = issue("A01", "A02", "B01", "B02", "C01").pages
    assert joined(pages, 2) == {"pg3": "A03", "pg4": "A04"}
    assert joined(pages, 3) == joined(pages, 0) == {}


# Stories


def story(name: str, count: int) -> Story:
    body = tuple(Paragraph(id=f"{name}-{n}", text=f"{name}第{n}段。") for n in range(count))
    return Story(id=name, main=Paragraph(id=f"{name}-main", text=f"{name}的标题"), body=body)


def part(name: str, first: int, last: int) -> Block:
    return Block(id=name, story="long", area=AREA, first=first, last=last, headline=first == 0)


def threaded() -> Document:
    """A story that goes on over three pages, and one that stands on the second alone."""
    pages = (
        replace(blank("pg1", 1, "A01"), elements=(FolioBar(id="bar"), part("one", 0, 2))),
        replace(blank("pg2", 2, "A02"), elements=(part("two", 2, 4), Block(id="own", story="short", area=AREA))),
        replace(blank("pg3", 3, "A03"), elements=(part("three", 4, -1),)),
    )
    stories = (story("long", 6), story("short", 2))
    document = Document(
        pages=pages, templates=(TEMPLATE,), stories=stories, queries=(Query(id="q", code="x", page="pg2"),)
    )
    return replace(document, threads={"long": ("one", "two", "three")})


def ranges(document: Document) -> dict[str, tuple[int, int, bool]]:
    blocks = [
        each for page in document.pages for each in page.elements if isinstance(each, Block) and each.story == "long"
    ]
    return {each.id: (each.first, each.last, each.headline) for each in blocks}


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (("pg2",), {"one": (0, 4, True), "three": (4, -1, False)}),
        (("pg1",), {"two": (0, 4, True), "three": (4, -1, False)}),
        (("pg3",), {"one": (0, 2, True), "two": (2, -1, False)}),
        (("pg1", "pg2"), {"three": (0, -1, True)}),
        (("pg2", "pg3"), {"one": (0, -1, True)}),
        (("pg1", "pg3"), {"two": (0, -1, True)}),
        (("pg1", "pg2", "pg3"), {}),
    ],
)
def test_what_went_on_over_a_page_that_is_gone_is_set_by_the_pages_that_stay(
    gone: tuple[str, ...], left: dict[str, tuple[int, int, bool]]
) -> None:
    document = apply(threaded(), RemovePages(gone))
    assert ranges(document) == left
    assert document.stories is not None and [each.id for each in document.stories] == ["long", "short"]
    expected = {"long"} if not left else set()
    assert set(unplaced(document)) == expected | ({"short"} if "pg2" in gone else set())
    assert document.queries[0].page == ("" if "pg2" in gone else "pg2")


def test_a_thread_keeps_its_order_when_pages_are_moved() -> None:
    moved = apply(threaded(), MovePages(("pg3",), 0))
    assert moved.threads == {"long": ("one", "two", "three")}
    assert labels(moved) == ["A01", "A02", "A03"] and moved.pages[0].id == "pg3"


# Copies


def test_a_page_is_copied_with_copy_of_its_own_and_all_that_stands_on_it() -> None:
    document, ids = threaded(), IdSource(b"1")
    guide = Guide(id="gd", axis="down", place=9)
    page = replace(document.pages[1], guides=(guide,), name="城事")
    locked = tuple(replace(each, locked=True, group="g") for each in page.elements)
    document = replace(document, pages=(document.pages[0], replace(page, elements=locked), document.pages[2]))
    edit = twins(document, ("pg2",), {}, ids.new)
    made = apply(document, edit)
    copy = made.pages[2]
    assert [page.label for page in made.pages] == ["A01", "A02", "A03", "A04"]
    assert (copy.name, copy.template) == ("城事", TEMPLATE.name)
    assert copy.guides[0].id != "gd" and replace(copy.guides[0], id="gd") == guide
    assert all(each.locked for each in copy.elements if isinstance(each, Block))
    assert len({each.group for each in copy.elements if isinstance(each, Block)} - {"g"}) == 1
    # Every story stands on its own page: the copy of a part sets what the part set.
    assert made.stories[:2] == document.stories
    sets = {each.id for each in made.stories[2:]}
    assert {each.story for each in copy.elements if isinstance(each, Block)} == sets
    assert made.threads == document.threads
    bodies = [[one.text for one in each.body if isinstance(one, Paragraph)] for each in made.stories[2:]]
    assert sorted(bodies) == [["long第2段。", "long第3段。"], ["short第0段。", "short第1段。"]]


def test_pages_copied_together_keep_a_story_that_goes_on_over_them() -> None:
    document, ids = threaded(), IdSource(b"1")
    made = apply(document, twins(document, ("pg1", "pg2", "pg3"), {}, ids.new))
    assert labels(made) == ["A01", "A02", "A03", "A04", "A05", "A06"]
    assert len(made.stories) == 4
    (long,) = [each for each in made.stories[2:] if len(each.body) == 6]
    assert len(made.threads[long.id]) == 3
    assert [page.id for page in made.pages][:3] == ["pg1", "pg2", "pg3"]


# Any of it


def any_issue() -> Document:
    document = threaded()
    free = (
        TextFrame(id="f1", story="free", rect=Rect(10, 10, 90, 90)),
        PictureFrame(id="p1", rect=Rect(10, 300, 90, 90)),
    )
    pages = (*document.pages, replace(blank("pg4", 5, "B01"), elements=free), blank("pg5", 6, "增刊"), blank("pg6", 9))
    return replace(document, pages=pages, stories=(*document.stories, story("free", 1), story("spare", 1)))


def texts(document: Document) -> dict[str, list[str]]:
    return {each.id: [one.text for one in paragraphs(each)] for each in document.stories}


STEPS = st.lists(
    st.tuples(st.sampled_from(["insert", "remove", "move", "copy"]), *[st.integers(0, 20)] * 3), max_size=12
)


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_whatever_is_done_to_pages_no_story_is_lost_and_undo_gives_back_the_same(
    steps: list[tuple[str, int, int, int]],
) -> None:
    history, ids = History(any_issue()), IdSource(b"1")
    start, original = history.document, texts(history.document)
    states = [start]
    for kind, a, b, c in steps:
        document = history.document
        names = [page.id for page in document.pages]
        some = tuple(dict.fromkeys(names[n % len(names)] for n in (a, b))) if names else ()
        edit: Edit
        if kind == "insert" or not names:
            edit = InsertPages((blank(ids.new("pg")), blank(ids.new("pg"))), a % (len(names) + 1))
        elif kind == "remove":
            edit = RemovePages(some)
        elif kind == "move":
            edit = MovePages(some, c % (len(names) - len(some) + 1))
        else:
            edit = twins(document, some, {}, ids.new)
        after = apply(document, edit)
        history.push(after, edit)
        if after is not document:
            states.append(after)
        now = texts(after)
        assert {name: now[name] for name in original} == original
        assert [page.number for page in after.pages] == sorted({page.number for page in after.pages})
        printed = [page.label for page in after.pages if folio(page.label) is not None]
        assert len(set(printed)) == len(printed)
        _stands_once(after)
    for state in reversed(states[:-1]):
        history.undo()
        assert history.document is state
    assert history.document is start


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=4))
def test_the_words_on_every_page_stay_what_they_were_wherever_it_goes(moves: list[tuple[int, int]]) -> None:
    book, start = pip_fonts(), any_issue()
    document = start
    for a, b in moves:
        names = [page.id for page in document.pages]
        document = apply(document, MovePages((names[a % len(names)],), b % len(names)))
    for page in start.pages:
        before, after = (compose_page(each, page.id, book) for each in (start, document))
        assert _copy(after) == _copy(before)
        assert after.number == document.page(page.id).number


def _copy(page: ComposedPage) -> list[tuple[str, str, int, int]]:
    """What of the copy stands on a page, in the order in which it is set."""
    return [(line.story, line.paragraph, line.start, line.end) for line in page.lines if line.story]


def _stands_once(document: Document) -> None:
    """No item of a story's body is set by two blocks, and what is placed at all is placed whole, or was not before."""
    for each in document.stories:
        blocks = [
            one for page in document.pages for one in page.elements if isinstance(one, Block) and one.story == each.id
        ]
        items = [n for one in blocks for n in range(one.first, len(each.body) if one.last < 0 else one.last)]
        assert len(items) == len(set(items))
        assert not items or sorted(items) == list(range(len(each.body)))
        assert sum(one.headline for one in blocks) <= 1
