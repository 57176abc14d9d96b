"""Pulling an edge of the type area (版心), while the hand is on the template: all pages that have it follow."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QMouseEvent

from layoutdesk.base.units import to_mm
from layoutdesk.compose.grid import PageGrid
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.marks.shape import handle_at
from layoutdesk.ui.canvas.snapping import Edges
from layoutdesk.ui.canvas.stage import Stage


class PullShape(Gesture):
    """A drag on an edge: a side makes the columns wider or narrower to both, as they are centred; head and foot take rows."""

    def __init__(self, stage: Stage, start: QPointF, edges: Edges, grid: PageGrid) -> None:
        super().__init__(stage, start)
        self.edges, self.grid = edges, grid
        self.values: dict[str, float] = {}

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> PullShape | None:
        """A pull, where a handle of the type area lies under the hand."""
        edges, grid = handle_at(stage.overlay, event.position()), stage.desk.grid
        return cls(stage, event.position(), edges, grid) if edges is not None and grid is not None else None

    def move(self, event: QMouseEvent) -> None:
        values = self._asked(*self.moved_by(event))
        if values == self.values:
            return
        self.values = values
        edit = self.stage.desk.templating.edit(**values)
        if edit is None:
            self.stage.desk.end_preview()
        else:
            self.stage.desk.try_out(edit)

    def finish(self) -> None:
        self.stage.desk.templating.give(**self.values)

    def _asked(self, dx: float, dy: float) -> dict[str, float]:
        """The measures that a way in points asks for."""
        spec, grid = self.grid.template.grid, self.grid
        if self.edges.across:
            wider = 2 * dx * self.edges.across / spec.columns / grid.em
            return {"column_chars": round(2 * (spec.column_chars + wider)) / 2}
        if self.edges.down > 0:
            return {"rows": round(spec.rows + dy / grid.step)}
        rows = round(dy / grid.step)
        top = {"top": spec.top_mm + to_mm(rows * grid.step)}
        # Upwards room is made at the head before there are rows for it.
        return {"rows": spec.rows - rows} | top if rows > 0 else top | {"rows": spec.rows - rows}
