"""What an element of a page is called, and what is to be known of it, in the words of the window."""

from __future__ import annotations

from collections.abc import Iterator

from layoutdesk.base.units import to_mm
from layoutdesk.compose.grid import bounding, page_grid
from layoutdesk.compose.parking import is_parked
from layoutdesk.compose.types import ComposedPage
from layoutdesk.edits.naming import Names
from layoutdesk.model import Document, Element, Page, PictureFrame
from layoutdesk.model.elements import Advert, Block, QrCode, TextFrame, area_of, element_kind, is_hidden
from layoutdesk.model.story import Story, display_title
from layoutdesk.ui.canvas.free import rect_of
from layoutdesk.ui.fits import fit_text
from layoutdesk.ui.language import Language


def kind_of(language: Language, document: Document, element: Element) -> str:
    """What kind of thing an element is: of a block the kind of its story (公告, 简讯 …) where that is no article."""
    story = _story_of(document, element)
    if isinstance(element, Block) and story is not None and story.kind != "article":
        return language.text(f"ui.told.{story.kind}")
    said = language.text(f"edits.what.{element_kind(element)}")
    return said[:1].upper() + said[1:]


def name_of(document: Document, element: Element, shown: ComposedPage | None) -> str:
    """The title, file or text by which one knows an element; what furniture says; empty where it has none."""
    story = _story_of(document, element)
    if isinstance(element, Block | TextFrame) and story is not None:
        return display_title(story)
    if isinstance(element, PictureFrame | Advert):
        asset = next((each for each in document.assets if each.id == element.asset), None)
        return asset.name if asset is not None else ""
    if isinstance(element, QrCode):
        return element.caption or element.text
    lines = shown.lines if shown is not None else ()
    return " ".join(line.text for line in lines if line.element == element.id)


def states_of(language: Language, page: Page, element: Element) -> Iterator[str]:
    """What holds of an element: hidden, locked, not printed, one of a group, beside the page."""
    text = language.text
    if is_hidden(element):
        yield text("ui.told.hidden")
    for state in ("locked", "unprinted"):
        if getattr(element, state, False):
            yield text(f"ui.properties.{state}")
    if group := getattr(element, "group", ""):
        yield text("ui.told.grouped", count=sum(getattr(each, "group", "") == group for each in page.elements))


def about(language: Language, document: Document, page: Page, element: Element, shown: ComposedPage | None) -> str:
    """How an element fits, what holds of it and where it stands, in one line."""
    fits = [fit for fit in shown.fits if fit.element == element.id] if shown is not None else []
    grid = page_grid(document.template(page.template))
    parked = [language.text("ui.told.parked")] if is_parked(element, grid) else []
    said = (*(fit_text(language, fit) for fit in fits), *states_of(language, page, element), *parked)
    # Beside the sheet there are no columns and rows to count from.
    place = "" if parked and area_of(element) else place_of(language, element)
    return language.text("ui.told.and").join(filter(None, (*said, place)))


def place_of(language: Language, element: Element) -> str:
    """Columns and rows of what stands on the grid, millimetres of what stands off it; nothing of furniture."""
    area, rect = area_of(element), rect_of(element)
    if area:
        bounds = bounding(area)
        return language.text(
            "ui.status.area", left=bounds.column + 1, right=bounds.right, top=bounds.row + 1, bottom=bounds.bottom,
            columns=bounds.columns, rows=bounds.rows,
        )  # fmt: skip
    if rect is None:
        return ""
    left, top, width, height = (f"{to_mm(value):.1f}" for value in (rect.x, rect.y, rect.w, rect.h))
    return language.text("ui.status.rect", left=left, top=top, width=width, height=height)


def _story_of(document: Document, element: Element) -> Story | None:
    return Names(document, document).story_itself(getattr(element, "story", ""))
