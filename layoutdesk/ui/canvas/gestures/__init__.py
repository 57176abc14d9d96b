"""What a drag on the page can be: the table of gestures, in the order in which they are asked for a press.

The first that takes a press has it until the button is let go. A new gesture is one file and one row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QMouseEvent

from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.gestures.cropping import Crop
from layoutdesk.ui.canvas.gestures.guide import MoveGuide
from layoutdesk.ui.canvas.gestures.headspan import PullSpan
from layoutdesk.ui.canvas.gestures.inset import Inset
from layoutdesk.ui.canvas.gestures.locked import Stay
from layoutdesk.ui.canvas.gestures.marquee import Marquee
from layoutdesk.ui.canvas.gestures.move import Move
from layoutdesk.ui.canvas.gestures.notch import PullNotch
from layoutdesk.ui.canvas.gestures.pull import Pull
from layoutdesk.ui.canvas.gestures.shape import PullShape
from layoutdesk.ui.canvas.stage import Stage

#: Each looks at a press and gives the gesture that may become of it, or nothing.
GESTURES: Final[tuple[Callable[[Stage, QMouseEvent], Gesture | None], ...]] = (
    Crop.at,
    PullShape.at,
    MoveGuide.at,
    Inset.at,
    Pull.at,
    PullNotch.at,
    PullSpan.at,
    Move.at,
    Stay.at,
    Marquee.at,
)
