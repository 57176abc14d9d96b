"""Pages that print with black ink alone: every paint as dark as it is. The pictures on them the exporters ask for in grey."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk.base.colour import Paint, in_black
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.display import Glyphs, Group, Item, Mark, Path

#: Elements of pages: an element that was not composed anew is not blackened anew either, and its tiles stay.
_KEPT: IdentityCache[tuple[Item, ...]] = IdentityCache(10_000, lambda items: len(items) + 1)


def blackened(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items in black; the same object for the same items."""
    return _KEPT.get((items,), lambda: tuple(_black(item) for item in items))


def _black(item: Item) -> Item:
    match item:
        case Glyphs():
            return replace(item, paint=in_black(item.paint))
        case Path():
            return replace(item, fill=_maybe(item.fill), stroke=_maybe(item.stroke))
        case Group() | Mark():
            return replace(item, items=tuple(_black(inner) for inner in item.items))
    return item


def _maybe(paint: Paint | None) -> Paint | None:
    return None if paint is None else in_black(paint)
