"""A page of the issue as composed: furniture, blocks, rules, free frames, with lines, fits and problems.

The unit of composing is one story over its block; it is kept by the identities of block, story and context, so that an edit
sets one block again and the page is put together from the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context, context_of
from layoutdesk.compose.draw import DrawnBlock, draw_block
from layoutdesk.compose.furniture import Furniture, folio_bar, masthead, separators
from layoutdesk.compose.picture import crop_to, effective_ppi
from layoutdesk.compose.types import ComposedPage, Fit, Line, PlacedPicture
from layoutdesk.display import DisplayList, Glyphs, Image, Item, Mark, Path, flatten, line, rectangle
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, Box, Element, FolioBar, Masthead, PictureFrame, Rule
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.paragraph import forget_lines

_BLOCKS: IdentityCache[DrawnBlock] = IdentityCache(4096)


def compose_each(document: Document, page_ids: Iterable[str], book: FontBook) -> Iterator[ComposedPage]:
    """Pages for a single use, as an export reads them: what was kept of a page is forgotten with the next.

    A day's paper of 300 pages would otherwise hold every glyph of every page.
    """
    for page_id in page_ids:
        yield compose_page(document, page_id, book)
        _BLOCKS.clear()
        forget_lines()


class _Assembly:
    """A page under construction."""

    def __init__(self, document: Document, page: Page, context: Context) -> None:
        self.document, self.page, self.context = document, page, context
        self.items: list[Item] = []
        self.lines: list[Line] = []
        self.frames: dict[str, tuple[Rect, ...]] = {}
        self.fits: list[Fit] = []
        self.pictures: list[PlacedPicture] = []
        self.problems: list[Problem] = []

    def add(self, element: Element) -> None:
        """Composes one element and adds it; a kind that cannot be set here says so as a problem."""
        if isinstance(element, Block):
            self._block(element)
        elif isinstance(element, FolioBar):
            self._furniture(element.id, folio_bar(self.context, self.document, self.page, element.id))
        elif isinstance(element, Masthead):
            self._furniture(element.id, masthead(self.context, self.document, self.page, element.id))
        elif isinstance(element, Rule):
            drawn = line(element.x1, element.y1, element.x2, element.y2, element.weight, element.paint)
            self._plain(element.id, (drawn,), _rule_rect(element))
        elif isinstance(element, Box):
            box = Path(segments=rectangle(element.rect), fill=element.fill, stroke=element.paint, width=element.weight)
            self._plain(element.id, (box,), element.rect)
        elif isinstance(element, PictureFrame):
            self._picture_frame(element)
        else:
            self._problem("compose.element-later", element.id)

    def _block(self, block: Block) -> None:
        grid = self.context.grid
        self.frames[block.id] = tuple(grid.rect(part) for part in block.area)
        try:
            story = self.document.story(block.story)
        except KeyError:
            self._problem("compose.story-missing", block.id)
            return
        drawn = _BLOCKS.get(
            (block, story, self.context),
            lambda: draw_block(self.context, block, plan_block(self.context, block, story)),
        )
        self.items.append(Mark(element=block.id, items=drawn.items))
        self.lines += drawn.lines
        self.fits.append(drawn.fit)
        self.pictures += drawn.pictures
        self.problems += [replace(problem, page=self.page.id) for problem in drawn.problems]

    def _furniture(self, element: str, made: Furniture) -> None:
        self.items.append(Mark(element=element, items=made.items))
        self.lines += made.lines
        self.frames[element] = (made.rect,)

    def _plain(self, element: str, items: tuple[Item, ...], rect: Rect) -> None:
        self.items.append(Mark(element=element, items=items))
        self.frames[element] = (rect,)

    def _picture_frame(self, frame: PictureFrame) -> None:
        asset = self.context.assets.get(frame.asset)
        if asset is None:
            self._problem("compose.picture-missing", frame.id)
            self._plain(frame.id, (Path(segments=rectangle(frame.rect), stroke=None, width=0.4),), frame.rect)
            return
        crop = crop_to(asset, frame.rect.w, frame.rect.h, frame.crop)
        self._plain(frame.id, (Image(asset=asset.id, rect=frame.rect, crop=crop),), frame.rect)
        ppi = effective_ppi(asset, frame.rect, crop)
        self.pictures.append(
            PlacedPicture(element=frame.id, story="", picture="", asset=asset.id, rect=frame.rect, ppi=ppi)
        )

    def _problem(self, code: str, element: str) -> None:
        self.problems.append(Problem(code=code, severity="error", page=self.page.id, element=element))

    def overlaps(self, blocks: Sequence[Block]) -> None:
        """Two blocks on one place, or a block beyond the type area."""
        grid = self.context.template.grid
        for index, block in enumerate(blocks):
            if any(p.column < 0 or p.row < 0 or p.right > grid.columns or p.bottom > grid.rows for p in block.area):
                self._problem("compose.off-page", block.id)
            for other in blocks[index + 1 :]:
                if any(a.overlaps(b) for a in block.area for b in other.area):
                    self._problem("compose.overlap", other.id)


def compose_page(document: Document, page_id: str, book: FontBook) -> ComposedPage:
    """The composed page; ``KeyError`` where the document has no such page or template."""
    page = document.page(page_id)
    template = document.template(page.template)
    context = context_of(document, template, book)
    assembly = _Assembly(document, page, context)
    blocks = [element for element in page.elements if isinstance(element, Block)]
    for element in page.elements:
        assembly.add(element)
    if template.columns_rule:
        assembly.items.append(Mark(element="", items=tuple(separators(context, blocks))))
    assembly.overlaps(blocks)
    items = tuple(assembly.items)
    return ComposedPage(
        page=page.id,
        number=page.number,
        display=DisplayList(width=context.grid.width, height=context.grid.height, items=items),
        lines=tuple(assembly.lines),
        frames=assembly.frames,
        fits=tuple(assembly.fits),
        pictures=tuple(assembly.pictures),
        problems=tuple(assembly.problems),
        faces=tuple(sorted({item.face for _, item in flatten(items) if isinstance(item, Glyphs)})),
    )


def _rule_rect(rule: Rule) -> Rect:
    x, y = min(rule.x1, rule.x2), min(rule.y1, rule.y2)
    return Rect(x, y, abs(rule.x2 - rule.x1), abs(rule.y2 - rule.y1))
