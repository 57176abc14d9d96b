"""The view that the hand is on, of the one or two that a window has, and what works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.drops import StoryDrops
    from layoutdesk.ui.canvas.hands import Hand
    from layoutdesk.ui.canvas.overlay import PageOverlay
    from layoutdesk.ui.canvas.rulers import Rulers
    from layoutdesk.ui.canvas.stage import Stage
    from layoutdesk.ui.canvas.view import PageView
    from layoutdesk.ui.canvases import Canvases


class OnView:
    """What a window with ``canvases`` asks of the one that the hand is on."""

    canvases: Canvases

    @property
    def view(self) -> PageView:
        return self.canvases.active.view

    @property
    def main_view(self) -> PageView:
        """The view of the page that is always there."""
        return self.canvases.main.view

    @property
    def overlay(self) -> PageOverlay:
        return self.canvases.active.overlay

    @property
    def stage(self) -> Stage:
        return self.canvases.active.stage

    @property
    def rulers(self) -> Rulers:
        return self.canvases.active.rulers

    @property
    def drops(self) -> StoryDrops:
        return self.canvases.active.drops

    @property
    def tools(self) -> dict[str, Hand]:
        return self.canvases.active.tools
