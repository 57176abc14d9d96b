"""The window: puts the desk, the page, the panels, the bars and the status line together, and nothing more."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui import icons
from layoutdesk.ui.actions import RULERS
from layoutdesk.ui.banner import Banner
from layoutdesk.ui.bars import Bars
from layoutdesk.ui.canvas.colours import Colours
from layoutdesk.ui.canvas.drops import StoryDrops
from layoutdesk.ui.canvas.glyphs import ScreenGlyphs
from layoutdesk.ui.canvas.hands import Hand, accept_copy
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.picture_drops import dropped_files
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.canvas.rulers import Rulers
from layoutdesk.ui.canvas.shown import Shown
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.canvases import Canvases
from layoutdesk.ui.commands import Commands
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.dialogs import Dialogs
from layoutdesk.ui.galley import GalleyPane
from layoutdesk.ui.language import Language
from layoutdesk.ui.pagecanvas import PageCanvas
from layoutdesk.ui.palette import Palette
from layoutdesk.ui.panels.copy import CopyPanel
from layoutdesk.ui.panels.copyfit import CopyfitPanel
from layoutdesk.ui.panels.history import HistoryPanel
from layoutdesk.ui.panels.pages import PagesPanel
from layoutdesk.ui.panels.problems import ProblemsPanel
from layoutdesk.ui.panels.properties import PropertiesPanel
from layoutdesk.ui.pictures import PreviewSource
from layoutdesk.ui.status import StatusLine
from layoutdesk.ui.surroundings import Surroundings
from layoutdesk.ui.theme import Look
from layoutdesk.ui.turns import Urgency
from layoutdesk.ui.welcome import Welcome
from layoutdesk.ui.whereabouts import Whereabouts, recall, remember
from layoutdesk.ui.worker import Worker
from layoutdesk.ui.writing.writer import Writer
from layoutdesk.ui.zoomfield import ZoomField

_LEFT, _GALLEY, _RIGHT = 248, 280, 276
#: The window's size at its first start, where the screen has the room.
_USUAL = QSize(1440, 920)


class Window(QMainWindow):
    """One window, one issue."""

    def __init__(self, book: FontBook, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("LayoutDesk")
        self.language, self.look = language, look
        self.desk = Desk(book, self)
        self.status = StatusLine(self.desk, look, language)
        self.dialogs = Dialogs(self, language)
        self.worker = Worker(self.status, self.show_refusal, self)
        self.commands = Commands(self)
        self.banner = Banner(self.desk, look, language)
        self._canvas(book)
        self._panels()
        self.bars = Bars(self.commands, self.desk, look, language, self, self.view)
        self._returning = QTimer(self, singleShot=True, interval=0)
        self._returning.timeout.connect(self._return_to_place)
        self._arrange()
        self._connect()
        self._retranslate()
        self._tint()
        self._opened()
        self._restore()
        self._cold_faces = list(book.faces)
        self.desk.turns.ask(self._warm_next, Urgency.FACE)

    def _canvas(self, book: FontBook) -> None:
        from layoutdesk.pictures.colour import screen_rgb

        def face_file(key: str) -> tuple[Path, int]:
            face = book.face_by_key(key)
            return face.path, face.index

        self.previews = Previews(self)
        self.pictures = PreviewSource(self.desk, self)
        self.previews.wanted.connect(self.pictures.ask)
        self.pictures.made.connect(self.previews.put)
        self.painter = PagePainter(ScreenGlyphs(face_file), Colours(screen_rgb), self.previews)
        self.shown = Shown(self)
        self.writer = Writer(self.desk, self)
        self.canvases = Canvases(self)
        self.canvases.main.take("select")

    # The view that the hand is on

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

    def _warm_next(self) -> None:
        """Opens the fonts one a turn of the event loop, so that the first page does not wait for all of them at once."""
        if self._cold_faces:
            self.painter.glyphs.warm(self._cold_faces.pop(0).key)
            self.desk.turns.ask(self._warm_next, Urgency.FACE)

    def _panels(self) -> None:
        desk, look, language = self.desk, self.look, self.language
        self.pages = PagesPanel(desk, self.painter, look, language)
        self.copy = CopyPanel(desk, look, language)
        self.properties = PropertiesPanel(desk, look, language)
        self.copyfit = CopyfitPanel(desk, look, language)
        self.problems = ProblemsPanel(desk, look, language)
        self.history = HistoryPanel(desk, look, language)
        self.galley = GalleyPane(desk, self.writer, self.painter, look, language)
        self.lamp = QToolButton(toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _arrange(self) -> None:
        self.bars.menu_bar(self.menuBar())
        self.toolbar = self.bars.toolbar(self)
        self.zoom = ZoomField(self.language, self.bars.do)
        self.toolbar.insertWidget(self.bars.actions["zoom-in"], self.zoom)
        self.toolbar.addWidget(self.lamp)
        self.addToolBar(self.toolbar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.left = _stack(self.pages, self.copy)
        self.left.setSizes([320, 480])
        self.right = _stack(self.properties, self.copyfit, self.problems, self.history)
        self.right.setSizes([320, 260, 160, 100])
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        for widget in (self.left, self.view, self.galley, self.right):
            self.split.addWidget(widget)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self.split.setSizes([_LEFT, 1000, _GALLEY, _RIGHT])
        self.desktop = QWidget()
        row = QHBoxLayout(self.desktop)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        tools = self.bars.tools(self.desktop)
        row.addWidget(tools)
        row.addWidget(self.split, 1)
        sides, bars = (self.left, self.right), (self.toolbar, tools)
        self.around = Surroundings(self.view, sides, bars, self.galley, lambda: self.desk.is_open)
        self.welcome = Welcome(self.look, self.language)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.desktop)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self.setWindowIcon(icons.emblem())
        self.setMinimumSize(900, 600)
        room = self.screen().availableSize() * 0.94
        self.resize(_USUAL.boundedTo(room).expandedTo(self.minimumSize()))

    def _connect(self) -> None:
        desk = self.desk
        desk.opened.connect(self._opened)
        desk.edited.connect(self._show_title)
        desk.page_turned.connect(lambda _: self._show_page())
        desk.page_composed.connect(self._show_composed)
        desk.previewed.connect(self._show_page)
        desk.selected.connect(self._leave_problem)
        desk.refused.connect(self.show_refusal)
        self.receive(self.canvases.main)
        self.shown.changed.connect(self._show_shown)
        self.zoom.typed.connect(lambda zoom: self.view.set_zoom(zoom))
        self.zoom.left.connect(lambda: self.view.setFocus())
        self.zoom.unclear.connect(lambda text: self.status.refuse("ui.zoom.unclear", text=text))
        self.previews.arrived.connect(self._show_picture)
        self.galley.left.connect(lambda: self.view.setFocus())
        self.problems.jumped.connect(self.jump)
        self.problems.counted.connect(self._show_lamp)
        self.properties.text.wanted.connect(self.bars.do)
        self.lamp.clicked.connect(self.problems.list.setFocus)
        self.banner.wanted.connect(self.commands.files.help_)
        self.welcome.chosen.connect(self.bars.do)
        self.welcome.dropped.connect(self.commands.files.drop_files)
        self.language.changed.connect(self._retranslate)
        self.look.changed.connect(self._tint)

    # Showing

    def _opened(self) -> None:
        from layoutdesk.pictures.colour import screen_rgb
        from layoutdesk.pictures.profiles import shown_profile

        self.pictures.stop()
        self.previews.forget()
        for canvas in self.canvases.all:
            canvas.view.forget_pages()
        self.galley.view.forget_pages()
        self.overlay.problem = None
        self.welcome.say("")
        is_open = self.desk.is_open
        if is_open:
            self.painter.colours.use(partial(screen_rgb, name=shown_profile(self.desk.document)))
        self.stack.setCurrentWidget(self.desktop if is_open else self.welcome)
        self.around.refresh()
        self._show_title()
        if is_open:
            self.view.setFocus()
            # The view learns its size only once the desktop is on the screen.
            self._returning.start()

    def remember_place(self) -> None:
        """Keeps where the editor is in the open issue."""
        session = self.desk.session
        if session is None or not self.desk.page_id:
            return
        main = self.canvases.main
        x, y = main.view.to_page(QPointF(main.view.viewport().rect().center()))
        zoom = 0.0 if main.view.is_fitted else main.view.zoom
        remember(session.path, Whereabouts(main.view.page, zoom, x, y))

    def _return_to_place(self) -> None:
        session = self.desk.session
        place = recall(session.path) if session is not None else None
        if place is None:
            return
        self.desk.turn_to(place.page)
        if place.zoom and self.desk.page_id == place.page:
            self.view.set_zoom(place.zoom)
            self.view.center_on(Rect(place.x, place.y, 0.0, 0.0))

    def receive(self, canvas: PageCanvas) -> None:
        """Listens to a view."""
        canvas.menu_wanted.connect(lambda place: self.bars.context_menu(self).popup(place))
        canvas.rulers.menu_wanted.connect(lambda place: self.bars.context_menu(self, RULERS).popup(place))
        canvas.view.zoomed.connect(lambda zoom: self.zoom.show_zoom(zoom) if canvas.is_active else None)

    def _show_page(self) -> None:
        self.canvases.show()
        self._show_title()

    def _show_composed(self, page: str) -> None:
        self.canvases.show_page(page)
        if page == self.desk.page_id:
            self._show_title()

    def _show_picture(self, asset: str) -> None:
        for canvas in self.canvases.all:
            canvas.view.redraw_picture(asset)

    def _show_title(self) -> None:
        session, page, meta = self.desk.session, self.desk.page, self.desk.document.meta
        if session is None:
            self.setWindowTitle("LayoutDesk")
            return
        issue = " ".join(part for part in (meta.paper, meta.date) if part) or session.path.stem
        where = " ".join(part for part in ((page.label or str(page.number)), page.name) if part) if page else ""
        self.setWindowTitle(" · ".join(part for part in (issue, where) if part) + " — LayoutDesk")

    def _show_lamp(self, counts: Counter[str]) -> None:
        """The lamp of the toolbar: red for errors, amber for what is to be looked at, green for neither."""
        text, theme = self.language.text, self.look.theme
        said = [text(f"ui.lamp.{kind}", count=counts[kind]) for kind in ("error", "warning", "query") if counts[kind]]
        name, colour = ("good", theme.good) if not said else ("query", theme.warning)
        if counts["error"]:
            name, colour = "error", theme.error
        self.lamp.setIcon(icons.pixmap(name, colour, density=self.devicePixelRatioF()))
        self.lamp.setText(" · ".join(said) or text("ui.lamp.good"))
        self.lamp.setToolTip(text("ui.lamp.hint"))

    def show_refusal(self, refusal: Refusal) -> None:
        """Says in the status line why something was refused."""
        self.status.refuse(refusal.code, **refusal.args_)
        self.welcome.say(self.language.refusal(refusal))

    def jump(self, problem: Problem) -> None:
        """Shows the place of a problem: its page, its element, the lines it is about."""
        page, element = problem.page, problem.element
        if problem.story and not element:
            place = self.desk.place_of(problem.story)
            page, element = place if place is not None else (page, "")
        self.desk.go_to(page, element)
        if problem.story and not element:
            self.copy.list.mark(problem.story)
        self.overlay.problem = problem
        if self.overlay.mark:
            self.view.reveal(self.overlay.mark[0])
        self.view.viewport().update()

    def _leave_problem(self, _: str) -> None:
        """The hand went elsewhere: the place of the problem is marked no longer."""
        for canvas in self.canvases.all:
            canvas.overlay.problem = None
            canvas.view.viewport().update()

    def focus_next_panel(self) -> None:
        """Moves the focus to the next panel, from the page round to the page."""
        lists = (self.copyfit.list, self.problems.list, self.history.list)
        places = [self.view, self.pages.list, self.copy.search, self.properties, *lists]
        focus = self.focusWidget() or self
        here = next((n for n, place in enumerate(places) if place is focus or place.isAncestorOf(focus)), -1)
        target = places[(here + 1) % len(places)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if target is self.properties:
            self.properties.stack.currentWidget().focusNextChild()

    def open_palette(self) -> None:
        """Opens the palette over the page."""
        palette = Palette(self.desk, self.look, self.language, self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.wanted.connect(self.bars.do)
        palette.move(self.mapToGlobal(QPoint((self.width() - palette.width()) // 2, 96)))
        palette.show()
        palette.field.setFocus()

    def _show_shown(self) -> None:
        for canvas in self.canvases.all:
            canvas.view.viewport().update()
        self.commands.changed.emit()

    def _retranslate(self) -> None:
        self.bars.retranslate()
        self.main_view.setAccessibleName(self.language.text("ui.canvas.name"))
        self.problems.refresh()

    def _tint(self) -> None:
        self.main_view.set_colours(self.look.paper, self.look.theme.pasteboard)
        self.problems.refresh()

    # Coming and going

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        accept_copy(event)
        files = dropped_files(event.mimeData())
        # Once the drop is over: the other program waits for that, and a dialog may be asked first.
        QTimer.singleShot(0, lambda: self.commands.files.drop_files(files))

    def _restore(self) -> None:
        settings = QSettings()
        if (geometry := settings.value("window/geometry")) is not None:
            self.restoreGeometry(geometry)
        for name, split in self._splits().items():
            if (state := settings.value(f"window/{name}")) is not None:
                split.restoreState(state)
        self.around.restore(settings)

    def _splits(self) -> dict[str, QSplitter]:
        """What the editor can pull, by the name under which it is kept: with one panel more it is another."""
        splits = {"split": self.split, "left": self.left, "right": self.right}
        return {f"{name}-{split.count()}": split for name, split in splits.items()}

    def closeEvent(self, event: QCloseEvent) -> None:
        if (code := self.worker.code) and not self.dialogs.breaks_off(self.language.text(code)):
            event.ignore()
            return
        if not self.commands.files.close_issue():
            event.ignore()
            return
        self.worker.cancel()
        settings = QSettings()
        settings.setValue("window/geometry", self.saveGeometry())
        for name, split in self._splits().items():
            settings.setValue(f"window/{name}", split.saveState())
        self.around.save(settings)
        settings.setValue("window/theme", self.look.theme.name)
        settings.setValue("window/language", self.language.current)
        super().closeEvent(event)


def _stack(*panels: QWidget) -> QSplitter:
    """Panels one above the other."""
    split = QSplitter(Qt.Orientation.Vertical)
    split.setHandleWidth(1)
    split.setMinimumWidth(200)
    for panel in panels:
        split.addWidget(panel)
    return split
