"""A seam at which others make room (让位), as it catches what is in the hand: the place that it leads to, the line, its name."""

from __future__ import annotations

from layoutdesk.makeup.makingroom import MadeRoom
from layoutdesk.ui.canvas.snapping import Catch, Rest


def rest_at(made: MadeRoom) -> Rest:
    """Where what is in the hand comes to rest in the room that was made."""
    if made.seam.across:
        catch = Catch("ui.snap.room_beside", column=made.at)
    else:
        catch = Catch("ui.snap.room_under" if made.seam.down > 0 else "ui.snap.room_over", row=made.at)
    return Rest(made.block.area, (catch,))
