"""Stories and pages for tests of composing, set with the fonts that come with the dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from layoutdesk.base.problem import Problem
from layoutdesk.compose.context import Context
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model import (
    Block,
    Cell,
    Document,
    FolioBar,
    GridRect,
    Meta,
    Page,
    Paragraph,
    PictureRef,
    Story,
    TableBlock,
)
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import BodyItem
from layoutdesk.text.fonts import pip_fonts

_numbers = count(1)
SENTENCE = "清晨的江面上还有一层薄雾，渡口的老船工已经把缆绳解开，等着第一批过江的人。"


def paragraph(text: str, style: str = "body") -> Paragraph:
    return Paragraph(id=f"p{next(_numbers)}", text=text, style=style)


def body(sentences: int, each: int = 3) -> list[BodyItem]:
    return [paragraph(SENTENCE * min(each, sentences - done)) for done in range(0, sentences, each)]


def picture(caption: str = "渡口的早晨。", credit: str = "记者 林渡 摄") -> PictureRef:
    return PictureRef(
        id=f"pic{next(_numbers)}", caption=paragraph(caption, "caption"), credit=paragraph(credit, "credit")
    )


def table(rows: Sequence[Sequence[str]]) -> TableBlock:
    cells = tuple(tuple(Cell(paragraph=paragraph(text, "cell")) for text in row) for row in rows)
    return TableBlock(id=f"t{next(_numbers)}", rows=cells)


def story(items: Sequence[BodyItem], main: str = "渡口天亮了", **fields: object) -> Story:
    return Story(id=f"s{next(_numbers)}", main=paragraph(main, "main"), body=tuple(items), priority=3, **fields)


def context(name: str = "broadsheet-inside") -> Context:
    return Context(shipped_templates()[name], pip_fonts(), {})


def block(of: Story, *area: GridRect, **fields: object) -> Block:
    return Block(id=f"el{next(_numbers)}", story=of.id, area=area, **fields)


def document(stories: Sequence[Story], blocks: Sequence[Block], name: str = "broadsheet-inside") -> Document:
    page = Page(id="pg1", number=1, template=name, elements=(FolioBar(id="folio"), *blocks))
    meta = Meta(paper="渡口晚报", date="2026-03-03")
    return Document(meta=meta, pages=(page,), templates=(shipped_templates()[name],), stories=tuple(stories))


def faults(page: ComposedPage) -> list[Problem]:
    """What is wrong on a page but that room is left in a block (``compose.open``)."""
    return [problem for problem in page.problems if problem.code != "compose.open"]
