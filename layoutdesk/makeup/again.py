"""One page of an issue made up again from the stories that stand on it (重新组版)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.makeup.arrange import arrange
from layoutdesk.makeup.holding import holds
from layoutdesk.model import Block, Document, Element

if TYPE_CHECKING:
    from layoutdesk.text.fonts import FontBook


def arranged_again(document: Document, page_id: str, book: FontBook) -> tuple[Element, ...]:
    """The elements of a page with its stories made up again, each in the block that it had.

    Locked blocks, parts of a divided story and whatever is no block stay where they are. So do the others where they stand well:
    another arrangement takes the place of theirs only where it is clearly better. ``Refusal`` where what stays overlaps.
    """
    from layoutdesk.compose.measure import Measurer

    page = document.page(page_id)
    template = document.template(page.template)
    free = {element.story: element for element in page.elements if _may_move(element)}
    fixed = tuple(element for element in page.elements if not _may_move(element))
    assets, styles, language = {asset.id: asset for asset in document.assets}, document.styles, document.meta.language
    found = arrange(
        [document.story(story) for story in free], template, Measurer(template, book, assets, styles, language),
        IdSource(page_id.encode()), fixed=fixed, fits=holds(template, book, assets, styles, language), former=free,
    )  # fmt: skip
    return (*fixed, *(replace(block, id=free[block.story].id) for block in found.elements))


def _may_move(element: Element) -> TypeGuard[Block]:
    """Whether an element is a block that holds the whole of its story and is not locked."""
    return isinstance(element, Block) and not element.locked and (element.first, element.last) == (0, -1)
