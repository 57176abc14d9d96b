"""How a story fits its room (配稿), in the words of the window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from layoutdesk.compose.types import ComposedPage, Fit
from layoutdesk.model.elements import Block
from layoutdesk.ui.language import Language
from layoutdesk.ui.threads import lacking

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


def fit_text(language: Language, fit: Fit) -> str:
    """Lines and characters over or short; empty where the story fits."""
    if fit.over:
        return language.text("ui.properties.over", lines=fit.over, characters=language.number(fit.characters_over))
    if fit.under:
        return language.text("ui.properties.under", lines=fit.under, characters=language.number(fit.characters_under))
    return ""


def short_fit_text(language: Language, fit: Fit) -> str:
    """The same in lines alone."""
    if fit.over:
        return language.text("ui.canvas.over", lines=fit.over)
    return language.text("ui.canvas.under", lines=fit.under) if fit.under else ""


def is_over(desk: Desk, element: str) -> bool:
    """Whether an element of the page in view does not hold all of its copy, or what comes behind it stands nowhere."""
    found = next((each for each in (desk.page.elements if desk.page is not None else ()) if each.id == element), None)
    if any(fit.over for fit in desk.fits(element)):
        return True
    return isinstance(found, Block) and lacking(desk.document, found) is not None


def together(one: Fit, other: Fit) -> Fit:
    """How a story stands over two elements."""
    return Fit(
        element=one.element, story=one.story, lines=one.lines + other.lines, over=one.over + other.over,
        under=one.under + other.under, characters_over=one.characters_over + other.characters_over,
        characters_under=one.characters_under + other.characters_under,
    )  # fmt: skip


def standings(pages: Iterable[ComposedPage]) -> dict[str, Fit]:
    """How the stories stand on composed pages, each over all its elements together."""
    found: dict[str, Fit] = {}
    for page in pages:
        for fit in page.fits:
            found[fit.story] = together(found[fit.story], fit) if fit.story in found else fit
    return found


def shown_pages(desk: Desk) -> Iterator[ComposedPage]:
    """Every page as composed, the one in view as it is shown: while something is tried out, as it would become."""
    shown = desk.shown
    for page in desk.composed.values():
        yield shown if shown is not None and shown.page == page.page else page


def in_hand(desk: Desk) -> Fit | None:
    """How the story with the caret, else the one that all selected elements set, stands over all its elements as they are shown."""
    chosen = {getattr(each, "story", "") for each in desk.elements}
    story = desk.marked.story if desk.marked is not None else chosen.pop() if len(chosen) == 1 else ""
    found: Fit | None = None
    for page in shown_pages(desk) if story else ():
        for fit in page.fits:
            if fit.story == story:
                found = fit if found is None else together(found, fit)
    return found
