"""What a screen reader is told of a page or of a galley, as a tree of plain data in the order in which one reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.grid import page_grid
from layoutdesk.compose.types import ComposedPage, PlacedPicture
from layoutdesk.edits.naming import NAMED_STYLES
from layoutdesk.model import Document, Element, Page
from layoutdesk.model.elements import Block, PictureFrame, TextFrame
from layoutdesk.model.story import Paragraph, PictureRef, Story, TableBlock, headline_parts
from layoutdesk.ui.groups import as_read
from layoutdesk.ui.language import Language
from layoutdesk.ui.told.naming import about, kind_of, name_of

#: By what a node is known: its element, and what it is of that: a paragraph, a picture, a table.
Key = tuple[str, str]
_HEADINGS: Final = frozenset({"kicker", "main", "deck", "subhead"})


class Node(NamedTuple):
    """One thing of the page. ``role`` is a name of ``QAccessible.Role``; ``text`` is its copy, nothing where it has none.

    ``rects`` in points of the page, none where it stands nowhere (overset copy).
    """

    key: Key
    role: str
    name: str
    about: str = ""
    text: str | None = None
    rects: tuple[Rect, ...] = ()
    story: str = ""
    children: tuple[Node, ...] = ()


def page_nodes(language: Language, document: Document, page: Page, shown: ComposedPage | None) -> tuple[Node, ...]:
    """What stands on a page and is not hidden, in the order of reading."""
    known = {each.id: each for each in page.elements}
    order = chain.from_iterable(as_read(page, shown, page_grid(document.template(page.template))))
    return tuple(_element(language, document, page, known[name], shown) for name in order)


def _element(language: Language, document: Document, page: Page, element: Element, shown: ComposedPage | None) -> Node:
    name, kind = name_of(document, element, shown), kind_of(language, document, element)
    said = language.text("ui.told.named", kind=kind, name=name) if name else kind
    is_picture = isinstance(element, PictureFrame)
    children: tuple[Node, ...] = ()
    story = getattr(element, "story", "")
    if isinstance(element, Block | TextFrame) and shown is not None:
        of = next((each for each in document.stories if each.id == story), None)
        children = tuple(story_nodes(language, document, of, shown, element.id)) if of is not None else ()
    return Node(
        (element.id, ""), "Graphic" if is_picture else "Section", said, about(language, document, page, element, shown),
        rects=shown.frames.get(element.id, ()) if shown is not None else (), story=story, children=children,
    )  # fmt: skip


def story_nodes(
    language: Language, document: Document, story: Story, shown: ComposedPage, element: str
) -> Iterator[Node]:
    """What of a story stands in an element, from the headline down; what stands nowhere comes with the element that is over."""
    rects: dict[str, list[Rect]] = {}
    for line in shown.lines:
        if line.element == element and line.paragraph:
            rects.setdefault(line.paragraph, []).append(line.rect)
    is_over = any(fit.element == element and fit.over for fit in shown.fits)
    stands = {line.paragraph for line in shown.lines} if is_over else set()

    def told(part: Paragraph) -> Iterator[Node]:
        if part.id in rects or (is_over and part.id not in stands and part.text):
            yield Node(
                (element, part.id), "Heading" if part.style in _HEADINGS else "Paragraph", _style(language, part),
                "" if part.id in rects else language.text("ui.told.overset"), part.text,
                tuple(rects.get(part.id, ())), story.id,
            )  # fmt: skip

    for part in (*headline_parts(story), *filter(None, (story.byline,))):
        yield from told(part)
    pictures = {one.picture: one for one in shown.pictures if one.element == element}
    for item in story.body:
        if isinstance(item, Paragraph):
            yield from told(item)
        elif isinstance(item, TableBlock):
            cells = tuple(node for row in item.rows for cell in row for node in told(cell.paragraph))
            if cells:
                size = language.text("ui.told.table", rows=len(item.rows), columns=len(item.rows[0]))
                around = tuple(rect for cell in cells for rect in cell.rects)
                yield Node((element, item.id), "Section", size, rects=around, story=story.id, children=cells)
        elif item.id in pictures:
            words = tuple(chain.from_iterable(told(part) for part in (item.caption, item.credit) if part is not None))
            yield _picture(language, document, element, story, item, pictures[item.id])._replace(children=words)


def _picture(
    language: Language, document: Document, element: str, story: Story, item: PictureRef, placed: PlacedPicture
) -> Node:
    """A picture in a block: its caption tells what it shows, then come its file and its resolution."""
    asset = next((each for each in document.assets if each.id == item.asset), None)
    said = item.caption.text if item.caption is not None and item.caption.text else ""
    name = asset.name if asset is not None else language.text("ui.insets.title_missing")
    ppi = language.text("ui.told.ppi", ppi=round(placed.ppi)) if placed.ppi else ""
    return Node(
        (element, item.id), "Graphic", language.text("ui.told.named", kind=language.text("ui.panel.picture"), name=said or name),
        language.text("ui.told.and").join(filter(None, (name if said else "", ppi))), rects=(placed.rect,), story=story.id,
    )  # fmt: skip


def _style(language: Language, part: Paragraph) -> str:
    return language.text(f"styles.{part.style}") if part.style in NAMED_STYLES else part.style


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """All nodes of a tree, each before what it holds."""
    for node in nodes:
        yield node
        yield from walk(node.children)
