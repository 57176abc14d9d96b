"""Pulling the right edge of a headline over fewer or more columns (标题跨栏); headline and text reset live."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QMouseEvent

from layoutdesk import edits
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Story
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.headed import headed_block
from layoutdesk.ui.canvas.snapping import Catch, Rest
from layoutdesk.ui.canvas.spans import Span, span_now, spanning, spans_of
from layoutdesk.ui.canvas.stage import Stage


class PullSpan(Gesture):
    """A drag on the edge of the selected block's headline."""

    def __init__(
        self, stage: Stage, start: QPointF, block: Block, story: Story, spans: tuple[Span, ...], now: Span
    ) -> None:
        super().__init__(stage, start)
        self.block, self.story, self.spans = block, story, spans
        self.before = self.span = now
        self._look_ahead()

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> PullSpan | None:
        """A pull, where the edge of the headline lies under the hand."""
        found = headed_block(stage.desk) if stage.overlay.is_on_head_edge(event.position()) else None
        if found is None:
            return None
        context, block, story = found
        spans = spans_of(context, block, story)
        return cls(stage, event.position(), block, story, spans, span_now(spans, context, block))

    def move(self, event: QMouseEvent) -> None:
        x = self.before.right + self.moved_by(event)[0]
        span = min(self.spans, key=lambda span: abs(span.right - x))
        if span == self.span:
            return
        self.span = span
        catches = (Catch("ui.snap.head", span.columns, x=span.right),)
        self.stage.overlay.catches = catches
        rest = Rest(span.block.area, catches)
        if span == self.before:
            self.show(rest)
        else:
            self.show(rest, self._edit(span))
        self._look_ahead()

    def _edit(self, span: Span) -> edits.Batch:
        return spanning(self.stage.desk.page_id, self.block, self.story, span)

    def _look_ahead(self) -> None:
        """A headline has to be fitted anew to each width: those at both sides are composed before the hand is there."""
        at = self.spans.index(self.span) if self.span in self.spans else 0
        near = self.spans[max(0, at - 1) : at + 2]
        self.stage.desk.foresee(self._edit(span) for span in near if span not in (self.span, self.before))

    def finish(self) -> None:
        if self.span != self.before:
            self.stage.desk.apply(self._edit(self.span))
