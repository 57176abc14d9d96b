"""The edit that each field of the properties panel makes: one table of ways for each kind of element.

A field goes for everything that is selected and takes it, as one step of the history, all or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.model.elements import Advert, Block, Box, Element, PictureFrame, QrCode, Rule, TextFrame, area_of
from layoutdesk.ui.canvas.headed import block_in
from layoutdesk.ui.canvas.owncolumns import in_columns
from layoutdesk.ui.canvas.spans import has_span, span_over, spanning, spans_of
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.heads import turning
from layoutdesk.ui.panels.kinds import Choose, Figure, Row
from layoutdesk.ui.wrapping import wrapping

#: From an element, a field's name and its new value the edit; nothing where the element cannot have it.
Make = Callable[[Desk, Any, str, Any], edits.Edit | None]


class Way(NamedTuple):
    """How a field is changed, and what the history calls that where it is done to several at once."""

    label: str
    make: Make


def _block(desk: Desk, block: Block, name: str, value: Any) -> edits.Edit:
    return edits.SetBlock(page=desk.page_id, element=block.id, **{name: value})


def _element(desk: Desk, element: Element, name: str, value: Any) -> edits.Edit:
    return edits.SetElement(page=desk.page_id, element=replace(element, **{name: value}))


def _columns(desk: Desk, block: Block, _: str, value: int) -> edits.Edit | None:
    """Other own columns (破栏); pictures keep their share of the width."""
    found = block_in(desk, block)
    edit = in_columns(found.context, desk.page_id, block, found.story, value) if found is not None else None
    return edits.Batch("ui.history.columns", (edit,)) if edit is not None else None


def _head_columns(desk: Desk, block: Block, _: str, value: int) -> edits.Edit | None:
    """A headline over so many columns (标题跨栏)."""
    found = block_in(desk, block)
    if found is None or not has_span(block, found.story):
        return None
    return spanning(desk.page_id, block, found.story, span_over(spans_of(*found), value))


def _head_at(desk: Desk, block: Block, _: str, value: Any) -> edits.Edit:
    return turning(desk.document, desk.page_id, block, value)


def _wrapping(desk: Desk, element: Any, _: str, value: str) -> edits.Edit:
    return wrapping(desk.page_id, element, value)


def _wrap(desk: Desk, element: Any, _: str, value: float) -> edits.Edit:
    """One distance at all sides."""
    return edits.SetElement(page=desk.page_id, element=replace(element, wrap=value, wrap_sides=None))


_WRAPS: Final = {"wrapping": Way("ui.history.wrap", _wrapping), "wrap": Way("ui.history.wrap", _wrap)}
_WEIGHT: Final = Way("ui.history.weight", _element)

#: The ways of the fields of each kind, by the names under which the element stores them; the lock is one for all.
WAYS: Final[dict[type, dict[str, Way]]] = {
    Block: {
        "columns": Way("ui.history.columns", _columns),
        "head_size": Way("ui.history.head-size", _block),
        "gutter": Way("ui.history.gutter", _block),
        "head_at": Way("ui.history.head-turn", _head_at),
        "head_columns": Way("ui.history.head-span", _head_columns),
        "frame": Way("ui.history.frame", _block),
        "tint": Way("ui.history.tint", _block),
        "mode": Way("ui.history.mode", _block),
    },
    Advert: {"corner": Way("ui.history.corner", _element), **_WRAPS},
    TextFrame: {
        "columns": Way("ui.history.own", _element),
        "gutter": Way("ui.history.gutter", _element),
        "step": Way("ui.history.step", _element),
        **_WRAPS,
    },
    PictureFrame: _WRAPS,
    Box: {
        "border": Way("ui.history.frame", _element),
        "tint": Way("ui.history.tint", _element),
        "weight": _WEIGHT,
        **_WRAPS,
    },
    Rule: {
        "style": Way("ui.history.style-rule", _element),
        "weight": _WEIGHT,
        "paint": Way("ui.history.paint", _element),
    },
    QrCode: {"quiet": Way("ui.history.quiet", _element), **_WRAPS},
}


def takes(desk: Desk, element: Element, row: Row) -> bool:
    """Whether an element's field may be changed: it is not locked, of one rectangle where the row asks for that."""
    if row.name == "locked":
        return True
    if getattr(element, "locked", False):
        return False
    if isinstance(row, Figure | Choose) and row.straight and len(area_of(element)) > 1:
        return False
    if isinstance(element, Block) and row.name == "head_columns":
        found = block_in(desk, element)
        return found is not None and has_span(element, found.story)
    return True


def change(desk: Desk, row: Row, value: Any) -> edits.Edit | None:
    """The edit that gives a field its value in all that is selected and takes it; nothing where all have it.

    Raises ``Refusal`` where one of them cannot have it.
    """
    names = tuple(each.id for each in desk.elements)
    if row.name == "locked":
        return edits.LockElements(page=desk.page_id, elements=names, locked=value)
    if row.name == "unprinted":
        return edits.PrintElements(page=desk.page_id, elements=names, printed=not value)
    steps: list[edits.Edit] = []
    label = ""
    for each in desk.elements:
        if getattr(each, row.name) == value or not takes(desk, each, row):
            continue
        way = WAYS[type(each)][row.name]
        step, label = way.make(desk, each, row.name, value), way.label
        if step is None:
            raise Refusal("ui.status.columns_end")
        steps.append(step)
    return edits.together(label, steps) if steps else None
