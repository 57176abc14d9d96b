"""What stands on a page and is not printed (隐藏、不打印): hidden elements, and those that are kept from print.

Nothing is lost in silence: copy, adverts and pictures that are in no output are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from layoutdesk.base.problem import Problem, Severity
from layoutdesk.compose.types import Drawn
from layoutdesk.display import DisplayList
from layoutdesk.model import Advert, Document, Element, Page, PictureFrame
from layoutdesk.model.elements import is_hidden, is_printed

#: How grave it is that something is in no output.
_GRAVE: Final[dict[str, Severity]] = {"copy": "error", "advert": "error", "picture": "warning"}


def withheld(element: Element, drawn: Drawn) -> Iterator[Problem]:
    """What an element that is not printed keeps from the reader."""
    lines = sum(bool(line.story) for line in drawn.lines)
    if isinstance(element, Advert):
        what = "advert"
    elif lines:
        what = "copy"
    elif isinstance(element, PictureFrame) and element.asset:
        what = "picture"
    else:
        return
    code = f"compose.{'hidden' if is_hidden(element) else 'unprinted'}-{what}"
    told = {"lines": str(lines)} if what == "copy" else {}
    story = getattr(element, "story", "")
    yield Problem(code=code, severity=_GRAVE[what], element=element.id, story=story, args=told)


def as_printed(displayed: DisplayList, page: Page) -> DisplayList:
    """A page as the window shows it without what is kept from print; the same object where nothing is."""
    kept = {element.id for element in page.elements if not is_printed(element)}
    if not kept:
        return displayed
    return replace(displayed, items=tuple(each for each in displayed.items if getattr(each, "element", "") not in kept))


def withheld_stories(document: Document) -> tuple[str, ...]:
    """The stories of which nothing is printed because all that sets them is hidden or kept from print, in the order of the copy."""
    kept: set[str] = set()
    printed: set[str] = set()
    for page in document.pages:
        for element in page.elements:
            (printed if is_printed(element) else kept).add(getattr(element, "story", ""))
    return tuple(story.id for story in document.stories if story.id in kept - printed)
