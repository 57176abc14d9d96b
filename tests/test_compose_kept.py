"""What is kept of composing is what composing anew gives: whatever was edited, nothing stale is shown or printed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.table import forget_tables
from layoutdesk.compose.types import ComposedPage
from layoutdesk.edits import (
    Edit,
    HideElements,
    MovePage,
    MoveToPage,
    OrderElement,
    PrintElements,
    RemoveElement,
    RemoveTableRows,
    ReplaceText,
    SetArea,
    SetBlock,
    SetFrame,
    SetMeta,
    SetPage,
    SetStory,
    SetThread,
    apply,
)
from layoutdesk.model import (
    Advert,
    Asset,
    Block,
    Document,
    FolioBar,
    GridRect,
    Masthead,
    Meta,
    Page,
    PictureFrame,
    PictureRef,
    QrCode,
    Rule,
    Story,
    TextFrame,
)
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import forget_lines
from tests.compose_helpers import SENTENCE, body, paragraph, table

BOOK = pip_fonts()
TEMPLATES = shipped_templates()
INSIDE, FRONT = "broadsheet-inside", "broadsheet-front"


def _issue() -> Document:
    """Three pages: a story that jumps, one in free frames over two pages with a table and a caption over its picture, adverts."""
    caption = paragraph("渡口的早晨，第一班船。", "caption")
    picture = PictureRef(id="picture", asset="photo", caption=caption)
    rows = table([[f"第{at}行", str(at * 7)] for at in range(40)])
    jumping = Story(
        id="jumping", main=paragraph("江上通车了", "main"), body=tuple(body(60)), priority=2, jump_lines=True
    )
    loose = Story(id="loose", main=paragraph("渡口天亮了", "main"), body=(*body(30), picture, rows), priority=3)
    short = Story(id="short", main=paragraph("新茶开采", "main"), body=tuple(body(9)), priority=4)
    first = (
        Masthead(id="head"),
        Block(id="a1", story="jumping", area=(GridRect(0, 24, 4, 40),), columns=2),
        Block(id="a2", story="short", area=(GridRect(4, 24, 3, 30),)),
        Rule(id="rule", x1=60, y1=900, x2=500, y2=900),
    )
    second = (
        FolioBar(id="folio"),
        Block(id="b1", story="jumping", area=(GridRect(0, 4, 3, 40),), columns=2),
        PictureFrame(id="b2", rect=Rect(500, 200, 300, 220), asset="photo"),
        TextFrame(id="b3", story="loose", rect=Rect(500, 390, 300, 30), paragraph=caption.id),
        TextFrame(id="b4", story="loose", rect=Rect(500, 450, 200, 200)),
        TextFrame(id="b5", story="loose", rect=Rect(720, 450, 200, 120), paragraph=rows.id),
        Advert(id="b6", asset="photo", area=GridRect(4, 90, 3, 12), wrap=True),
    )
    third = (
        FolioBar(id="bar"),
        TextFrame(id="c1", story="loose", rect=Rect(60, 200, 250, 300)),
        TextFrame(id="c2", story="loose", rect=Rect(400, 200, 250, 400), paragraph=rows.id),
        QrCode(id="c3", rect=Rect(700, 200, 60, 60), text="https://example.org"),
    )
    pages = (
        Page(id="p1", number=1, template=FRONT, elements=first),
        Page(id="p2", number=2, template=INSIDE, elements=second),
        Page(id="p3", number=3, template=INSIDE, elements=third),
    )
    asset = Asset(id="photo", sha256="9" * 64, name="a.jpg", media="image/jpeg", width=1500, height=1000)
    return Document(
        meta=Meta(paper="渡口晚报", date="2026-03-03"), pages=pages, stories=(jumping, loose, short), assets=(asset,),
        templates=(TEMPLATES[FRONT], TEMPLATES[INSIDE]),
        threads={"jumping": ("a1", "b1"), "loose": ("b3", "b4", "b5", "c1", "c2")},
    )  # fmt: skip


FIRST = _issue()
HOMES = [(page.id, each.id) for page in FIRST.pages for each in page.elements]
FRAMED = [
    (page.id, each.id) for page in FIRST.pages for each in page.elements if isinstance(each, TextFrame | PictureFrame)
]
BLOCKS = [(page.id, each.id) for page in FIRST.pages for each in page.elements if isinstance(each, Block)]
TEXTS = [(story.id, part.id) for story in FIRST.stories for part in (story.main, *story.body[:3]) if part is not None]
ROWS = FIRST.stories[1].body[-1].id
PLACES, SIDES = st.integers(0, 800), st.integers(20, 420)
RECTS = st.builds(Rect, PLACES, PLACES, SIDES, SIDES)
AREAS = st.tuples(st.builds(GridRect, st.integers(0, 5), st.integers(0, 70), st.integers(1, 4), st.integers(8, 40)))
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda at, rect: SetFrame(*at, rect), st.sampled_from(FRAMED), RECTS),
    st.builds(lambda at, rect: SetFrame(*at, rect), st.sampled_from(FRAMED), RECTS),
    st.builds(lambda at, area: SetArea(*at, area), st.sampled_from(BLOCKS), AREAS),
    st.builds(lambda at, on: SetBlock(*at, headline=on), st.sampled_from(BLOCKS), st.booleans()),
    st.builds(lambda at, text: ReplaceText(*at, 1, 2, text), st.sampled_from(TEXTS), st.sampled_from(["", "新", SENTENCE])),
    st.builds(lambda at, to: MoveToPage(*at, to), st.sampled_from(HOMES), st.sampled_from(["p1", "p2", "p3"])),
    st.builds(lambda at, index: OrderElement(*at, index), st.sampled_from(HOMES), st.integers(0, 6)),
    st.builds(lambda at: RemoveElement(*at), st.sampled_from(HOMES)),
    st.builds(lambda at, on: HideElements(at[0], (at[1],), on), st.sampled_from(HOMES), st.booleans()),
    st.builds(lambda at, on: PrintElements(at[0], (at[1],), on), st.sampled_from(HOMES), st.booleans()),
    st.builds(SetThread, st.just("loose"), st.permutations(("b3", "b4", "b5", "c1", "c2")).map(tuple)),
    st.builds(lambda at: RemoveTableRows("loose", ROWS, at, 3), st.integers(0, 30)),
    st.builds(lambda rank, on: SetStory("jumping", priority=rank, jump_lines=on), st.integers(1, 4), st.booleans()),
    st.builds(lambda page, label: SetPage(page, label=label), st.sampled_from(["p1", "p2", "p3"]), st.sampled_from(["", "A08"])),
    st.builds(lambda page: SetPage(page, template=INSIDE), st.sampled_from(["p1", "p2"])),
    st.builds(lambda page, to: MovePage(page, to), st.sampled_from(["p1", "p2", "p3"]), st.integers(0, 2)),
    st.builds(lambda date: SetMeta(Meta(paper="晨岸日报", date=date)), st.sampled_from(["2026-03-04", "2026-05-01"])),
)  # fmt: skip


def anew(document: Document) -> Iterator[ComposedPage]:
    """The pages, each composed with nothing kept of the others."""
    for page in document.pages:
        forget()
        yield compose_page(document, page.id, BOOK)
    forget()


def forget() -> None:
    """Forgets everything that is kept."""
    for each in _caches():
        each.clear()
    forget_lines()
    forget_tables()


@cache
def _caches() -> list[IdentityCache[object]]:
    """Everything that keeps by identity, once all of it is loaded."""
    for page in FIRST.pages:
        compose_page(FIRST, page.id, BOOK)
    return [each for each in gc.get_objects() if isinstance(each, IdentityCache)]


@settings(max_examples=25, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=9))
def test_pages_of_what_is_kept_are_those_composed_anew(edits: list[Edit]) -> None:
    states = [FIRST]
    for edit in edits:
        try:
            states.append(apply(states[-1], edit))
        except Refusal:
            continue
    forget()
    kept = [[compose_page(state, page.id, BOOK) for page in state.pages] for state in states]
    for state, pages in zip(states, kept, strict=True):
        assert pages == list(anew(state))
