"""Every kind of element and the function that composes it: a new kind is one row here.

What few pages have is loaded when a page has it: an export's start-up is a good part of its time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.block import BlockPlan, plan_block
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context, Scope
from layoutdesk.compose.draw import draw_block
from layoutdesk.compose.furniture import folio_bar
from layoutdesk.compose.holes import Obstacle, holes_over
from layoutdesk.compose.jump import jumps_of
from layoutdesk.compose.jumpflow import kept_plan, run_of
from layoutdesk.compose.sheet import Sheet
from layoutdesk.compose.types import Drawn
from layoutdesk.display import Path, line
from layoutdesk.model.borders import BORDERS, RULES
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import (
    HAIRLINE,
    Advert,
    Block,
    Box,
    Element,
    FolioBar,
    Masthead,
    PictureFrame,
    QrCode,
    Rule,
    TextFrame,
)
from layoutdesk.model.story import Story

#: A frame with a side under this holds nothing, points.
LEAST_SIDE: Final = 0.5
#: Blocks and frames as drawn, by the identities of element, story and context: so many lines of them, of which each takes some
#: 600 bytes. A page of 8,000 characters has 600, and every letter that is typed sets a block of up to 200 anew.
BLOCKS: Final[IdentityCache[Drawn]] = IdentityCache(6_000, lambda drawn: len(drawn.lines) + 1)


def compose_element(scope: Scope, element: Element) -> Drawn:
    """One element of a page as composed; a frame without room is told and not drawn."""
    rect: Rect | None = getattr(element, "rect", None)
    if rect is not None and min(rect.w, rect.h) < LEAST_SIDE:
        sheet = Sheet(scope.context, element.id, getattr(element, "story", ""))
        sheet.problem("compose.frame-no-room", "error")
        return sheet.drawn(rect)
    return _COMPOSERS[type(element)](scope, element)


def block_plan(scope: Scope, block: Block, story: Story) -> BlockPlan:
    """A block as its page sets it: who measures a block where it stands asks here, and learns what is printed."""
    run, holes = run_of(scope.document, scope.page, block, scope.context.book), _holes(scope, block)
    if run is not None:
        return kept_plan(scope.context, block, story, holes, run)
    return plan_block(scope.context, block, story, holes=holes, jumps=jumps_of(scope.document, scope.page, block))


def _holes(scope: Scope, block: Block) -> tuple[Obstacle, ...]:
    """What other elements of the page keep clear of the text of a block."""
    grid = scope.context.grid
    return holes_over(scope.context, scope.page, block.id, [grid.rect(part) for part in block.area])


def _block(scope: Scope, block: Block) -> Drawn:
    context = scope.context
    story = next((each for each in scope.document.stories if each.id == block.story), None)
    if story is None:
        sheet = Sheet(context, block.id, block.story)
        sheet.problem("compose.story-missing", "error")
        return sheet.drawn(*(context.grid.rect(part) for part in block.area))
    run, holes = run_of(scope.document, scope.page, block, context.book), _holes(scope, block)
    if run is not None:
        return BLOCKS.get(
            (block, story, context),
            lambda: draw_block(context, block, kept_plan(context, block, story, holes, run)),
            holes, run[1:],
        )  # fmt: skip
    return BLOCKS.get(
        (block, story, context),
        lambda: draw_block(context, block, block_plan(scope, block, story)),
        holes,
        jumps_of(scope.document, scope.page, block),
    )


def _text_frame(scope: Scope, frame: TextFrame) -> Drawn:
    from layoutdesk.compose.frames import draw_text_frame
    from layoutdesk.compose.thread import thread_of

    story = next((each for each in scope.document.stories if each.id == frame.story), None)
    if story is None:
        return draw_text_frame(scope, frame)
    thread = thread_of(scope.document, story, scope.context.book)
    # A part by itself looks at what else stands on its page, too; a link is what its thread makes of it.
    known = (scope.page, thread) if frame.paragraph else (thread,)
    return BLOCKS.get((frame, story, scope.context, *known), lambda: draw_text_frame(scope, frame))


def _picture_frame(scope: Scope, frame: PictureFrame) -> Drawn:
    from layoutdesk.compose.frames import band_over, draw_picture_frame

    band = band_over(scope, frame)
    return BLOCKS.get((frame, scope.context), lambda: draw_picture_frame(scope, frame, band), band)


def _advert(scope: Scope, advert: Advert) -> Drawn:
    from layoutdesk.compose.advert import draw_advert

    return draw_advert(scope, advert)


def _qr_code(scope: Scope, code: QrCode) -> Drawn:
    from layoutdesk.compose.qr import draw_qr_code

    return draw_qr_code(scope, code)


def _masthead(scope: Scope, element: Masthead) -> Drawn:
    from layoutdesk.compose.masthead import masthead

    return _furniture(scope, element, masthead)


def _folio_bar(scope: Scope, element: FolioBar) -> Drawn:
    return _furniture(scope, element, folio_bar)


def _furniture(
    scope: Scope, element: Masthead | FolioBar, draw: Callable[[Context, Document, Page, str], Drawn]
) -> Drawn:
    """What says where a page stands in its issue; of the pages nothing counts but what they are and how many there are."""
    document, page = scope.document, scope.page
    return BLOCKS.get(
        (element, document.meta, scope.context),
        lambda: draw(scope.context, document, page, element.id),
        replace(page, elements=()), len(document.pages),
    )  # fmt: skip


def _rule(_: Scope, rule: Rule) -> Drawn:
    x, y = min(rule.x1, rule.x2), min(rule.y1, rule.y2)
    ends = rule.x1, rule.y1, rule.x2, rule.y2
    items: tuple[Path, ...] = (line(*ends, rule.weight, rule.paint),)
    if rule.style in RULES:
        from layoutdesk.compose.ruled import draw_rule

        items = draw_rule(rule.style, ends, rule.paint, rule.weight / HAIRLINE)
    return Drawn(items=items, rects=(Rect(x, y, abs(rule.x2 - rule.x1), abs(rule.y2 - rule.y1)),))


def _box(scope: Scope, box: Box) -> Drawn:
    sheet = Sheet(scope.context, box.id)
    if box.fill is not None:
        sheet.box(box.rect, box.fill)
    sheet.tint(box.tint, box.rect)
    if box.paint is not None and box.border in BORDERS:
        sheet.border(box.border, box.rect, box.paint, box.weight / HAIRLINE)
    elif box.paint is not None:
        sheet.box(box.rect, None, box.paint, box.weight)
    return sheet.drawn(box.rect)


_COMPOSERS: Final[dict[type, Callable[[Scope, Any], Drawn]]] = {
    Block: _block,
    TextFrame: _text_frame,
    PictureFrame: _picture_frame,
    Advert: _advert,
    QrCode: _qr_code,
    FolioBar: _folio_bar,
    Masthead: _masthead,
    Rule: _rule,
    Box: _box,
}
