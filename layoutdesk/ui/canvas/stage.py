"""What tools and gestures work on: the view, the desk, what is drawn over the page, and the line in which it is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from layoutdesk.ui.canvas.free import FreeRest, LineRest
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.snapping import Rest
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk


class Stage(NamedTuple):
    """``say`` names where what is in the hand rests and what caught it, until it is told nothing."""

    view: PageView
    desk: Desk
    overlay: PageOverlay
    say: Callable[[Rest | FreeRest | LineRest | None], None]
