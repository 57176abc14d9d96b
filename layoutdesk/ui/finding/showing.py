"""Showing a range of copy on its page, wherever that is, and selecting it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layoutdesk.ui.canvas.places import CopyRange
from layoutdesk.ui.hiding import is_hidden_here
from layoutdesk.ui.writing.spots import Spot

if TYPE_CHECKING:
    from layoutdesk.finding import Hit
    from layoutdesk.ui.window import Window


def show_copy(window: Window, hit: Hit, *, selects: bool) -> None:
    """Turns to the page of a range and brings it into sight; where nothing of it is seen the status line says why."""
    whereabouts = window.desk.finder.whereabouts
    place = whereabouts.place(hit)
    if place is not None:
        window.desk.go_to(place.page, place.element)
    if selects:
        select_copy(window, hit)
    else:
        window.galley.point_at(CopyRange(hit.text.story, hit.text.paragraph.id, hit.start, hit.end))
    # A range over the seam of a story that jumps is on two pages: the caret has gone to its end.
    rects = whereabouts.rects(window.desk.page_id if selects else place.page, hit) if place is not None else ()
    if rects:
        window.view.reveal(rects[0])
    elif place is None:
        window.copy.list.mark(hit.text.story)
        window.status.say("ui.find.unplaced")
    else:
        window.status.say("ui.find.hidden" if is_hidden_here(window.desk, place.element) else "ui.find.over")


def select_copy(window: Window, hit: Hit) -> None:
    """Selects a range in the copy."""
    writer, at = window.writer, Spot(hit.text.story, hit.text.paragraph.id, hit.start)
    writer.put(at)
    writer.put(at.at(hit.end), select=True)
