"""The rulers of a view (标尺): what they count, the zero that the hand moves, the guides that it pulls off them."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal

from layoutdesk.base.geometry import Rect, around
from layoutdesk.compose.grid import PageGrid, bounding
from layoutdesk.ui.canvas.guidefield import GuideField
from layoutdesk.ui.canvas.linepull import GuidePull, LinePull, ZeroPull
from layoutdesk.ui.canvas.measures import UNITS, Axis, Count, nearest_tick, number
from layoutdesk.ui.canvas.ruler import ABOVE, BESIDE, Corner, Ruler
from layoutdesk.ui.canvas.shown import Shown
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.language import Language
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import Look


class Rulers(QObject):
    """Both rulers of a view, their unit and their zero, which belongs to this view alone, and what is pulled off them."""

    menu_wanted = Signal(QPoint)

    def __init__(self, stage: Stage, shown: Shown, look: Look, language: Language) -> None:
        view, desk = stage.view, stage.desk
        super().__init__(view)
        self.stage, self.view, self.shown, self.look, self.language = stage, view, shown, look, language
        #: Where the hand has moved the zero, in points of the page; nothing where it is at home.
        self._moved: tuple[float, float] | None = None
        self._pull: LinePull | None = None
        self._page = ""
        self._followed: PageGrid | None = None
        self.field = GuideField(self)
        self.above, self.beside = Ruler(self, "across", view), Ruler(self, "down", view)
        self.corner = Corner(self, view)
        view.rulers = self
        view.resized.connect(self._arrange)
        view.pointed.connect(self._show_hand)
        view.zoomed.connect(self.refresh)
        view.horizontalScrollBar().valueChanged.connect(self.above.update)
        view.verticalScrollBar().valueChanged.connect(self.beside.update)
        for signal in (desk.page_turned, desk.opened):
            signal.connect(self.refresh)
        for signal in (desk.selected, desk.previewed, desk.page_composed):
            signal.connect(self._follow)
        for signal in (shown.changed, look.changed, language.changed):
            signal.connect(self._show)
        self._show()

    # What is counted

    @property
    def grid(self) -> PageGrid | None:
        """The grid of the page in view."""
        return self.stage.desk.grid

    @property
    def zero(self) -> tuple[float, float]:
        """Where the rulers begin to count, in points of the page."""
        if self._moved is not None:
            return self._moved
        return UNITS[self.shown.unit].home(self.grid) if self.grid is not None else (0.0, 0.0)

    @property
    def is_moved(self) -> bool:
        """Whether the zero lies elsewhere than the unit has it."""
        return self._moved is not None

    def count(self, axis: Axis) -> Count:
        """What is counted along an axis; a page is in view."""
        unit = UNITS[self.shown.unit]
        assert self.grid is not None
        return (unit.across if axis == "across" else unit.down)(self.grid)

    def reading(self, axis: Axis, points: float) -> float:
        """What a ruler reads at a place of the page given in points."""
        return (points - self.zero[0 if axis == "across" else 1]) / self.count(axis).points

    def at_tick(self, axis: Axis, points: float) -> float:
        """The place of the tick nearest to a place, in points."""
        count, zero = self.count(axis), self.zero[0 if axis == "across" else 1]
        pixels = count.points * self.view.scale / self.view.devicePixelRatioF()
        return zero + nearest_tick(self.reading(axis, points), pixels, count.finest) * count.points

    def said(self, axis: Axis, points: float) -> str:
        """A place as the rulers read it, with the unit."""
        value = number(round(self.reading(axis, points), 2))
        return self.language.text(f"ui.ruler.count_{self.count(axis).code}", value=value)

    # What the hand pulls off them

    def begin(self, axis: Axis | None) -> None:
        """The hand takes a new guide that is moved along an axis, from a ruler; or the zero, from the corner."""
        if self.grid is not None:
            self._page = self.stage.desk.page_id
            self._pull = ZeroPull(self) if axis is None else GuidePull(self, axis)

    def drag(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """What was begun follows the hand, at ``place`` of the screen; on another page, or without one, nothing becomes of it."""
        if self.stage.desk.page_id != self._page or self.grid is None:
            self.cancel()
        self.point(place)
        if self._pull is not None:
            self._pull.move(QPointF(self.view.viewport().mapFromGlobal(place)), modifiers)

    def end(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """What was begun ends where the button is let go; over the rulers nothing becomes of it."""
        self.drag(place, modifiers)
        pull = self._pull
        if self.cancel():
            pull.finish()

    def cancel(self) -> bool:
        """Gives up what was begun; whether there was something."""
        pull, self._pull = self._pull, None
        if pull is not None:
            pull.clear()
        return pull is not None

    def put_guide(self, axis: Axis, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """A guide where a ruler was clicked twice; ``at`` counts from the upper left corner of the ruler."""
        pull = GuidePull(self, axis)
        pull.move(QPointF(at.x(), 0) if axis == "across" else QPointF(0, at.y()), modifiers)
        pull.clear()
        pull.finish()

    def set_zero(self, x: float, y: float) -> None:
        """Counts from a point of the page on."""
        self._moved = x, y
        self.tell()
        self._show()

    def reset_zero(self) -> None:
        """Takes the zero home."""
        self.cancel()
        self._moved = None
        self.tell()
        self._show()

    def tell(self) -> None:
        """Has panels and status line count as these rulers do, where the hand is on their view."""
        if self.view.tool is not None:
            self.stage.desk.count_from(self._moved or (0.0, 0.0))

    # Showing

    def refresh(self, *_: object) -> None:
        """Shows the selection and the page as they are now."""
        self._show_extent()
        self.above.update()
        self.beside.update()

    def _follow(self, *_: object) -> None:
        """Shows what is selected as it stands now; the strips only where the page has another grid."""
        if self.grid is not self._followed:
            self._followed = self.grid
            self.refresh()
        else:
            self._show_extent()

    def _show_extent(self) -> None:
        extent = self._extent()
        self.above.show_extent((extent.x, extent.right) if extent is not None else None)
        self.beside.show_extent((extent.y, extent.bottom) if extent is not None else None)

    def point(self, place: QPoint) -> None:
        """The hand is at ``place`` of the screen."""
        x, y = self.view.to_page(self.view.viewport().mapFromGlobal(place))
        self._show_hand(x, y)

    def lose_hand(self) -> None:
        """The hand is elsewhere."""
        self._show_hand(math.nan, math.nan)

    def _show_hand(self, x: float, y: float) -> None:
        if self.stage.overlay.ghosts:
            self._show_extent()
        inside = not math.isnan(x)
        self.above.show_hand(x if inside else None)
        self.beside.show_hand(y if inside else None)

    def _extent(self) -> Rect | None:
        """What the selection covers, or what is in the hand."""
        overlay, grid = self.stage.overlay, self.grid
        if grid is None:
            return None
        rects = [ghost if isinstance(ghost, Rect) else grid.rect(bounding(ghost)) for ghost in overlay.ghosts] or [
            rect for name in self.stage.desk.chosen for rect in overlay.frames(name)
        ]
        return around(rects) if rects else None

    def _show(self) -> None:
        """Shows or hides the rulers, in the colours, the unit and the language of now."""
        wanted = self.shown["rulers"]
        self.view.keep_room(px(BESIDE) if wanted else 0, px(ABOVE) if wanted else 0)
        for widget in (self.above, self.beside, self.corner):
            widget.setVisible(wanted)
        text = self.language.text
        self.above.setAccessibleName(text("ui.ruler.above"))
        self.beside.setAccessibleName(text("ui.ruler.beside"))
        self.corner.setAccessibleName(text("ui.ruler.corner"))
        self.corner.setToolTip(text("ui.ruler.corner_hint"))
        self._arrange()
        self.corner.update()
        self.refresh()

    def _arrange(self) -> None:
        port = self.view.viewport().geometry()
        above, beside = px(ABOVE), px(BESIDE)
        self.above.setGeometry(port.x(), port.y() - above, port.width(), above)
        self.beside.setGeometry(port.x() - beside, port.y(), beside, port.height())
        self.corner.setGeometry(port.x() - beside, port.y() - above, beside, above)
