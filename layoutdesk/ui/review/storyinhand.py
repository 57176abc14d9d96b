"""The story that the hand is on, for what is done to a whole story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layoutdesk.model import Story

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


def story_in_hand(desk: Desk) -> Story | None:
    """The story with the caret, or that of the selected element, or of the change that the hand is at."""
    current = desk.reviewed.current
    name = desk.marked.story if desk.marked is not None else getattr(desk.element, "story", "")
    name = name or (current.story if current is not None else "")
    return next((each for each in desk.document.stories if name and each.id == name), None)


def is_written(desk: Desk) -> bool:
    """Whether the open issue may be changed."""
    return desk.session is not None and not desk.session.read_only
