"""One page of an issue made up (组版): from the stories that stand on it, or an empty one from the copy that waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.compose.grid import page_grid
from layoutdesk.compose.parking import is_parked
from layoutdesk.makeup.adverts import booked
from layoutdesk.makeup.arrange import Arrangement, arrange
from layoutdesk.makeup.former import Former
from layoutdesk.makeup.holding import holds
from layoutdesk.model import Block, Document, Element, Page, Story
from layoutdesk.model.document import unplaced
from layoutdesk.model.elements import is_printed

if TYPE_CHECKING:
    from layoutdesk.text.fonts import FontBook


def made_up(document: Document, page_id: str, book: FontBook) -> tuple[Element, ...]:
    """The elements of a page made up: its own blocks again, or where it has none that may move as much as it holds of what waits.

    ``Refusal`` where what stays overlaps. Elements that are new have ids of their own among those of the page only.
    """
    page = document.page(page_id)
    return arranged_again(document, page_id, book) if _movable(document, page) else filled(document, page, book)


def arranged_again(document: Document, page_id: str, book: FontBook) -> tuple[Element, ...]:
    """The elements of a page with its stories made up again, each in the block that it had (重新组版).

    Locked blocks, what is hidden, parked or not printed, parts of a divided story and whatever is no block stay where they are. So
    do the others where they stand well: another arrangement takes the place of theirs only where it is clearly better. ``Refusal``
    where what stays overlaps.
    """
    page = document.page(page_id)
    free = {element.story: element for element in _movable(document, page)}
    fixed = tuple(element for element in page.elements if element not in free.values())
    found = _arranged(document, page, book, [document.story(story) for story in free], fixed, free)
    return (*fixed, *(replace(block, id=free[block.story].id) for block in found.elements))


def filled(document: Document, page: Page, book: FontBook) -> tuple[Element, ...]:
    """The elements of a page with the copy that waits round them, the most important first, as much as the page holds.

    Artwork of adverts takes the foot of the page. What finds no room waits on.
    """
    template, ids = document.template(page.template), IdSource(page.id.encode())
    waiting = [document.story(story) for story in unplaced(document)]
    adverts = booked(waiting, template, {asset.id: asset for asset in document.assets}, ids)
    fixed = (*page.elements, *adverts.adverts)
    return (*fixed, *_arranged(document, page, book, adverts.stories, fixed).elements) if waiting else page.elements


def _arranged(
    document: Document, page: Page, book: FontBook, stories: Sequence[Story], fixed: tuple[Element, ...],
    former: Former | None = None,
) -> Arrangement:  # fmt: skip
    from layoutdesk.compose.measure import Measurer

    template = document.template(page.template)
    assets, styles, language = {asset.id: asset for asset in document.assets}, document.styles, document.meta.language
    return arrange(
        stories, template, Measurer(template, book, assets, styles, language), IdSource(page.id.encode()),
        fixed=fixed, fits=holds(template, book, assets, styles, language), former=former or {},
    )  # fmt: skip


def _movable(document: Document, page: Page) -> list[Block]:
    """The blocks of a page that hold the whole of their story and are neither locked nor kept from print nor parked."""
    grid = page_grid(document.template(page.template))
    blocks = (each for each in page.elements if isinstance(each, Block) and each.is_whole and not each.locked)
    return [each for each in blocks if is_printed(each) and not is_parked(each, grid)]
