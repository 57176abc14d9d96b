"""One view of a page with all that works on it: what is drawn over it, its rulers, what takes drops, a set of tools.

The window has one, or two side by side. Both live on the same desk; the one that the hand touched last is the active one, whose
page is that of the desk. The other keeps a page of its own, its zoom and its scrolling, and no tool until the hand comes back.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Signal

from layoutdesk.compose.withheld import as_printed
from layoutdesk.ui import told
from layoutdesk.ui.canvas.drops import Drops, StoryDrops
from layoutdesk.ui.canvas.gestures.draw import DrawFrame, DrawRule
from layoutdesk.ui.canvas.ghostparts import GhostParts
from layoutdesk.ui.canvas.hands import Hand
from layoutdesk.ui.canvas.marks.review import shown_on
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.picture_drops import PictureDrops
from layoutdesk.ui.canvas.rulers import Rulers
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.tools.content import ContentTool
from layoutdesk.ui.canvas.tools.draw import DrawTool
from layoutdesk.ui.canvas.tools.hand import HandTool
from layoutdesk.ui.canvas.tools.onward import OnwardTool, Threading
from layoutdesk.ui.canvas.tools.pagetext import PageTextTool
from layoutdesk.ui.canvas.tools.text import Place
from layoutdesk.ui.canvas.tools.zoom import ZoomTool
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.canvas.writing import CanvasCopy
from layoutdesk.ui.review.tips import MarkTips
from layoutdesk.ui.writing.setting import Setting

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

#: By these the hand comes to a view.
_TOUCHES: Final = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.FocusIn,
    QEvent.Type.DragEnter,
)


class PageCanvas(QObject):
    """A view of one page; ``touched`` when the hand comes to it, ``menu_wanted`` by the right button."""

    touched = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, window: Window) -> None:
        self.view = PageView(window.painter, turns=window.desk.turns)
        super().__init__(self.view)
        self._desk = window.desk
        self.overlay = PageOverlay(self.view, window.desk, window.language, window.look, window.shown)
        self.drops = StoryDrops(self.view, window.desk, self.overlay, window.status)
        take = window.commands.files.drop_files, window.commands.taking.asset
        self.view.overlay = self.overlay
        self.overlay.previews = window.previews
        self.overlay.found = window.shown_hits
        self.overlay.reviewed = window.shown_marks
        self._tips = MarkTips(self.view, partial(shown_on, self.overlay), window.language)
        self.view.drops = Drops(self.drops, PictureDrops(self.view, window.desk, self.overlay, *take))
        self.stage = Stage(self.view, window.desk, self.overlay, window.status.say_rest)
        self.rulers = Rulers(self.stage, window.shown, window.look, window.language)
        self.tools = self._tools(window)
        self.overlay.text = self.tools["text"]
        self.view.menu_wanted.connect(self.menu_wanted)
        self.view.told = partial(told.tell_page, window, self)
        #: The page that it shows while another view is the active one.
        self.page = ""

    def _tools(self, window: Window) -> dict[str, Hand]:
        """A set of tools by name, all on this view; the writer is the window's."""
        commands, stage = window.commands, self.stage
        copy = self._copy = CanvasCopy(window.desk, self.overlay, window.writer, window.status.say_overset)
        leave, drawing = partial(commands.take, "select"), commands.drawing
        setting = Setting(window.writer, copy.spots, copy)
        self.overlay.parts = GhostParts(self.overlay, window.writer, setting.caret, commands.parts.begin)
        place = Place(self.view, setting, copy.aim, copy.follow, leave, partial(self._press_over, commands.linking))
        return {
            "select": ContentTool(
                stage, commands.write_at, commands.linking, commands.framing.ask_replace, commands.write_in
            ),
            "text": PageTextTool(window.writer, place, window.look, stage, drawing.text),
            "frame": DrawTool(stage, partial(DrawFrame, make=drawing.picture), leave),
            "line": DrawTool(stage, partial(DrawRule, make=drawing.rule), leave),
            "hand": HandTool(self.view),
            "onward": OnwardTool(stage, leave, commands.linking, window.status),
            "zoom": ZoomTool(self.view),
        }

    def _press_over(self, threading: Threading, at: QPointF) -> bool:
        """A press on what lies over the copy: a part that is still to be written, the ⊞ of what is over; whether there is any."""
        if self.overlay.parts is not None and self.overlay.parts.press(at):
            return True
        over = self.overlay.port_at(at)
        if over:
            threading.go_on(over)
        return bool(over)

    @property
    def is_active(self) -> bool:
        """Whether it holds a tool, and so shows the page of the desk."""
        return self.view.tool is not None

    def take(self, tool: str) -> None:
        """Becomes the active view, or puts another tool into its hand."""
        self.view.take_tool(self.tools[tool])

    def rest(self) -> None:
        """Is the active view no longer."""
        self.page = self.view.page
        self.view.take_tool(None)
        self.overlay.hover = ""

    def show(self) -> None:
        """Shows its page as it is now: the desk's, while a gesture lasts as it would become, or its own."""
        desk = self._desk
        if self.is_active or all(page.id != self.page for page in desk.document.pages):
            self.page = desk.page_id
        shown = desk.shown if self.page == desk.page_id else desk.composed.get(self.page)
        displayed = shown.display if shown is not None else None
        if displayed is not None and self.overlay.plain:
            displayed = as_printed(displayed, next(page for page in desk.document.pages if page.id == self.page))
        self.view.show_page(self.page, displayed)

    def watch(self, wanted: bool) -> None:
        """Tells when the hand comes to the view; only where there is another."""
        rulers = self.rulers
        for widget in (self.view, self.view.viewport(), rulers.above, rulers.beside, rulers.corner):
            (widget.installEventFilter if wanted else widget.removeEventFilter)(self)

    def close(self) -> None:
        """Lets go of what outlives the view: nothing of it is heard of or drawn any more."""
        self.watch(False)
        self.view.close_down()
        self._copy.close()
        for tool in self.tools.values():
            tool.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES and not self.is_active:
            self.touched.emit(self)
        return False
