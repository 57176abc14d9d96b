"""The window: puts the desk, the page, the panels, the bars and the status line together, and nothing more."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QChildEvent, QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QWidget,
)

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui import icons, told
from layoutdesk.ui.actions import CONTEXTS, RULERS
from layoutdesk.ui.banner import Banner
from layoutdesk.ui.bars import Bars
from layoutdesk.ui.canvas.colours import Colours
from layoutdesk.ui.canvas.glyphs import ScreenGlyphs
from layoutdesk.ui.canvas.hands import accept_copy
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.picture_drops import dropped_files
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.canvas.shown import Shown
from layoutdesk.ui.canvases import Canvases
from layoutdesk.ui.commandpalette.summons import Summons
from layoutdesk.ui.commands import Commands
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.dialogs import Dialogs
from layoutdesk.ui.finding.shownhits import ShownHits
from layoutdesk.ui.focuswalk import FocusWalk
from layoutdesk.ui.galley import GalleyPane
from layoutdesk.ui.hiding import is_hidden_here
from layoutdesk.ui.lamp import Lamp
from layoutdesk.ui.language import Language
from layoutdesk.ui.memory import Memory
from layoutdesk.ui.middle import Middle
from layoutdesk.ui.onview import OnView
from layoutdesk.ui.pagecanvas import PageCanvas
from layoutdesk.ui.pagenames import page_name
from layoutdesk.ui.panels.copy import CopyPanel
from layoutdesk.ui.panels.copyfit import CopyfitPanel
from layoutdesk.ui.panels.elements import ElementsPanel
from layoutdesk.ui.panels.find import FindPane
from layoutdesk.ui.panels.history import HistoryPanel
from layoutdesk.ui.panels.links import LinksPane
from layoutdesk.ui.panels.pages import PagesPanel
from layoutdesk.ui.panels.problems import ProblemsPanel
from layoutdesk.ui.panels.properties import PropertiesPanel
from layoutdesk.ui.panels.review import ReviewPane
from layoutdesk.ui.panels.styles import StylesPane
from layoutdesk.ui.pictures import PreviewSource
from layoutdesk.ui.recent import recent
from layoutdesk.ui.review.shownmarks import ShownMarks
from layoutdesk.ui.shortcuts.keyring import Keyring
from layoutdesk.ui.status import StatusLine
from layoutdesk.ui.surroundings import BESIDE, GALLEY, Surroundings
from layoutdesk.ui.textsize import SIZE_PROPERTY, fit_all, ratio
from layoutdesk.ui.theme import Look
from layoutdesk.ui.turns import Urgency
from layoutdesk.ui.welcome import Welcome
from layoutdesk.ui.worker import Worker
from layoutdesk.ui.writing.writer import Writer
from layoutdesk.ui.zoomfield import ZoomField

#: So long a window may take to come to its size, as it opens or is made larger.
_SETTLED_MS: Final = 250
#: The window's size at its first start, where the screen has the room.
_USUAL = QSize(1440, 920)


class Window(OnView, QMainWindow):
    """One window, one issue."""

    def __init__(self, book: FontBook, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("LayoutDesk")
        self.setProperty(SIZE_PROPERTY, look.size)
        self.language, self.look = language, look
        self.desk = Desk(book, self)
        self.status = StatusLine(self.desk, look, language)
        self.dialogs = Dialogs(self, look, language, self.desk)
        self.worker = Worker(self.status, partial(self.show_refusal, stays=True), self)
        self.keyring = Keyring(self)
        self.commands = Commands(self)
        self.banner = Banner(self.desk, look, language)
        told.install()
        self._canvas(book)
        self._panels()
        self.bars = Bars(self.commands, self.desk, look, language, self.keyring, self, self.view)
        self.summons = Summons(self)
        self.status.galley_key = self._galley_key
        self.memory = Memory(self)
        self._arrange()
        if ratio() != 1.0:
            fit_all(self)
        self.walk = FocusWalk(self)
        self._connect()
        self._retranslate()
        self._tint()
        self._opened()
        self.memory.restore()
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
        self.pictures.made.connect(self.desk.links.note_original)
        self.pictures.outdated.connect(self.previews.renew)
        self.painter = PagePainter(ScreenGlyphs(face_file), Colours(screen_rgb), self.previews)
        self.shown = Shown(self)
        self.writer = Writer(self.desk, self)
        self.shown_hits = ShownHits(self.desk)
        self.shown_marks = ShownMarks(self.desk, self.writer)
        self.canvases = Canvases(self)
        self.canvases.main.take("select")

    def _warm_next(self) -> None:
        """Opens the fonts one a turn of the event loop, so that the first page does not wait for all of them at once."""
        if self._cold_faces:
            self.painter.glyphs.warm(self._cold_faces.pop(0).key)
            self.desk.turns.ask(self._warm_next, Urgency.FACE)

    def _panels(self) -> None:
        desk, look, language = self.desk, self.look, self.language
        self.pages = PagesPanel(desk, self.painter, look, language)
        self.copy = CopyPanel(desk, look, language)
        self.elements = ElementsPanel(desk, look, language)
        self.properties = PropertiesPanel(desk, look, language)
        self.copyfit = CopyfitPanel(desk, look, language)
        self.problems = ProblemsPanel(desk, look, language)
        self.history = HistoryPanel(desk, look, language)
        self.galley = GalleyPane(desk, self.writer, self.painter, look, language)
        self.galley.view.told = partial(told.tell_galley, self)
        self.galley.switches = self.shown
        self.find = FindPane(desk, desk.finder, look, language)
        self.links = LinksPane(desk, look, language, self.previews)
        self.styles = StylesPane(desk, self.painter, look, language)
        self.review = ReviewPane(desk, look, language)
        self.lamp = Lamp(look, language)

    def _galley_key(self) -> str:
        """The key that opens the galley; nothing where it is open."""
        return "" if self.around.shows(GALLEY) else self.keyring.first("galley")

    def _arrange(self) -> None:
        self.bars.menu_bar(self.menuBar())
        self.toolbar = self.bars.toolbar(self)
        self.zoom = ZoomField(self.language, self.bars.do)
        self.toolbar.insertWidget(self.bars.actions["zoom-in"], self.zoom)
        self.toolbar.addWidget(self.lamp.in_a_corner())
        self.addToolBar(self.toolbar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.welcome = Welcome(self.look, self.language)
        self.middle = middle = Middle(self)
        self.left, self.right, self.split = middle.left, middle.right, middle.split
        self.desktop, self.stack = middle.desktop, middle.stack
        self.around = Surroundings(
            self.view,
            (self.left, self.right),
            (self.toolbar, middle.tools),
            {name: getattr(self, name) for name in BESIDE},
            lambda: self.desk.is_open,
        )
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self.setWindowIcon(icons.emblem())
        room = self.screen().availableSize() * 0.94
        self.setMinimumSize(QSize(900, 600).boundedTo(room))
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
        self.writer.cells.noted.connect(self.status.say)
        self.properties.tables.removed.connect(lambda table: self.commands.tables.remove_one(table))
        self.receive(self.canvases.main)
        self.shown.changed.connect(self._show_shown)
        self.zoom.typed.connect(lambda zoom: self.view.set_zoom(zoom))
        self.zoom.typed.connect(lambda _: self.status.leave("ui.zoom.unclear"))
        self.zoom.left.connect(lambda: self.view.setFocus())
        self.zoom.unclear.connect(lambda text: self.status.refuse("ui.zoom.unclear", text=text))
        self.previews.arrived.connect(self._show_picture)
        self.galley.left.connect(self._leave_galley)
        self.galley.view.menu_wanted.connect(self._galley_menu)
        self.problems.jumped.connect(self.jump)
        self.problems.counted.connect(self.lamp.show_counts)
        self.properties.text.wanted.connect(self.bars.do)
        self._connect_pages()
        for panel in (*self.left.panels, *self.right.panels):
            panel.left.connect(self.give_back)
        self.commands.finding.serve(self.find)
        self.commands.links.serve(self.links)
        self.commands.styles.serve(self.styles)
        self.commands.review.serve(self.review)
        self.commands.notes.serve(self.review.note)
        self.history.versions_wanted.connect(lambda: self.bars.do("versions"))
        self.lamp.clicked.connect(self._show_problems)
        self.status.review_wanted.connect(lambda: self.commands.review.show_open())
        self.banner.wanted.connect(self.commands.files.help_)
        self.welcome.chosen.connect(self.bars.do)
        self.welcome.dropped.connect(self.commands.files.drop_files)
        self.welcome.opened.connect(self.commands.files.open_path)
        self.bars.menu("recent").aboutToShow.connect(self._fill_recent)
        self.bars.menu("workspace").aboutToShow.connect(self.commands.workspaces.fill_menu)
        self.language.changed.connect(self._retranslate)
        self.look.changed.connect(self._tint)
        self.look.resized.connect(self.around.refresh)
        self.look.resized.connect(self._fit_again)
        self.around.placing.connect(self.middle.put_widths)
        # A window that opens has another size for a moment.
        self.around.squeezed.connect(lambda: QTimer.singleShot(_SETTLED_MS, self, self._say_squeezed))

    def _fit_again(self) -> None:
        """A page that was fitted is fitted into the room that panels and rulers leave it, once they have taken theirs."""
        for canvas in self.canvases.all:
            if canvas.view.is_fitted:
                QTimer.singleShot(0, canvas.view, canvas.view.fit)

    def _connect_pages(self) -> None:
        pages, paging = self.pages, self.commands.paging
        pages.wanted.connect(self.bars.do)
        pages.list.moved.connect(paging.move)
        self.properties.page.template_wanted.connect(
            lambda template: paging.use_template(template, (self.desk.page_id,))
        )
        pages.list.copied.connect(paging.duplicate)
        pages.list.renamed.connect(paging.take_name)
        pages.list.drops.placed.connect(paging.place)
        self.copy.list.confirmed.connect(paging.put)
        self.copy.list.confirmed.connect(self.commands.in_hand.put_picture)
        self.elements.refused.connect(self.status.refuse)
        pages.list.menu_wanted.connect(lambda place: self.bars.context_menu(self, CONTEXTS["pages"]).popup(place))

    def _fill_recent(self) -> None:
        """The menu of the issues opened last, as they are now."""
        menu = self.bars.menu("recent")
        menu.clear()
        for each in recent():
            shown = f"{each.title}　{each.place}".replace("&", "&&")
            menu.addAction(shown, partial(self.commands.files.open_path, Path(each.path)))
        if menu.isEmpty():
            menu.addAction(self.language.text("ui.recent.none")).setEnabled(False)

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
        if not is_open:
            # What was done in the issue that is closed; why something was not done is to be read.
            self.status.leave_done()
            self.welcome.show_recent(recent())
        self.around.refresh()
        self._show_title()
        if is_open:
            self.view.setFocus()
            self.memory.return_soon()
        self.summons.follow()

    def receive(self, canvas: PageCanvas) -> None:
        """Listens to a view."""
        canvas.menu_wanted.connect(lambda place: self._context_menu(place).popup(place))
        canvas.rulers.menu_wanted.connect(lambda place: self.bars.context_menu(self, RULERS).popup(place))
        canvas.view.zoomed.connect(lambda zoom: self.zoom.show_zoom(zoom) if canvas.is_active else None)

    def _context_menu(self, place: QPoint) -> QMenu:
        """What the right button offers for what is under the hand."""
        self.commands.in_hand.take_up(*self.view.to_page(QPointF(self.view.viewport().mapFromGlobal(place))))
        return self.bars.context_menu(self, CONTEXTS[self.commands.in_hand.kind()])

    def _galley_menu(self, place: QPoint) -> None:
        """What the right button offers in the galley: what is done to copy on the page."""
        self.galley.view.setFocus()
        if self.writer.spot is not None:
            self.bars.context_menu(self, CONTEXTS[self.commands.in_hand.kind()]).popup(place)

    def _show_page(self) -> None:
        self.canvases.show()
        self._show_title()

    def _say_squeezed(self) -> None:
        if self.around.is_squeezed:
            self.status.say("ui.status.squeezed")

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
        shown = " · ".join(part for part in (issue, page_name(page)) if part)
        self.setWindowTitle(f"{shown} — {session.path.name} — LayoutDesk")

    def problems_wanted(self) -> None:
        """Shows what is wrong with the issue."""
        self.around.show_sides(True)
        self._show_problems()

    def _show_problems(self) -> None:
        self.problems.unfold()
        self.problems.list.setFocus()

    def give_back(self) -> None:
        """The hand goes back from a field to where it works: to the galley while only that has the caret, else to the page."""
        writes_there = self.writer.spot is not None and self.commands.tool != "text" and self.around.shows(GALLEY)
        (self.galley.view if writes_there else self.view).setFocus()

    def _leave_galley(self) -> None:
        """Esc in the galley: the hand goes back to the page, and the caret goes where no text tool is in hand there."""
        self.view.setFocus()
        if self.commands.tool != "text":
            self.writer.put(None)

    def make_room(self, newcomer: str) -> None:
        """Where second view and panes beside the page do not all go in, the ``newcomer`` of them stays and others go."""
        if newcomer == "second":
            for pane in BESIDE:
                if self.around.shows(pane) and self.around.overflows:
                    self.around.show_beside(pane, False)
        elif self.canvases.second is not None and self.around.overflows:
            self.canvases.close_second()
        self.around.refresh()
        self.around.fit_again()

    def show_refusal(self, refusal: Refusal, *, stays: bool = False) -> None:
        """Says in the status line why something was refused; it ``stays`` where the hand has gone on since it asked."""
        self.status.refuse(refusal.code, **refusal.args_)
        if stays:
            self.status.hold()
        self.welcome.say(self.language.refusal(refusal))

    def jump(self, problem: Problem) -> None:
        """Shows the place of a problem: its page, its element, the lines it is about."""
        page, element = problem.page, problem.element
        if problem.story and not element:
            place = self.desk.place_of(problem.story)
            page, element = place if place is not None else (page, "")
        self.desk.go_to(page, element)
        if is_hidden_here(self.desk, element):
            self.status.say("ui.find.hidden")
        if problem.story and not element:
            self.copy.list.mark(problem.story)
        self.overlay.problem = problem
        if self.overlay.mark:
            self.view.reveal(self.overlay.mark[0])
        self.galley.point_at(problem)
        if (field := self.properties.show_field(problem)) is not None:
            # Behind the key itself, with which a list gives the keys back to the page.
            QTimer.singleShot(0, field, lambda: field.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.view.viewport().update()

    def _leave_problem(self, _: str) -> None:
        """The hand went elsewhere: the place of the problem is marked no longer."""
        for canvas in self.canvases.all:
            canvas.overlay.problem = None
            canvas.view.viewport().update()
        self.galley.point_at(None)

    def _show_shown(self) -> None:
        for view in (*(canvas.view for canvas in self.canvases.all), self.galley.view):
            view.viewport().update()
        self.commands.changed.emit()

    def _retranslate(self) -> None:
        self.bars.retranslate()
        self.main_view.setAccessibleName(self.language.text("ui.canvas.name"))
        self.problems.refresh()

    def _tint(self) -> None:
        self.main_view.set_colours(self.look.paper, self.look.theme.pasteboard)
        self.problems.refresh()

    def childEvent(self, event: QChildEvent) -> None:
        """What opens over the window has the size of its type, too."""
        super().childEvent(event)
        if event.polished() and ratio() != 1.0 and isinstance(event.child(), QWidget):
            fit_all(event.child())

    # Coming and going

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody else wants: the + of the number pad."""
        if not self.bars.take_pad_key(event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        accept_copy(event)
        files = dropped_files(event.mimeData())
        # Once the drop is over: the other program waits for that, and a dialog may be asked first.
        QTimer.singleShot(0, lambda: self.commands.files.drop_files(files))

    def closeEvent(self, event: QCloseEvent) -> None:
        code = self.worker.code or ("ui.work.taking" if self.commands.taking.is_busy else "")
        if code and not self.dialogs.breaks_off(self.language.text(code)):
            event.ignore()
            return
        # Whoever still reads the issue would leave its log beside it.
        self.worker.end()
        if not self.commands.files.close_issue():
            event.ignore()
            return
        self.commands.proofs.leave()
        self.memory.save()
        super().closeEvent(event)
