"""What the actions do: short methods on the desk, the page and the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

from layoutdesk.base.phrase import Phrase
from layoutdesk.ui.arranging import Arranging
from layoutdesk.ui.blocks import Blocks
from layoutdesk.ui.copying import Copying
from layoutdesk.ui.drawing import Drawing
from layoutdesk.ui.files import Files
from layoutdesk.ui.finding.hand import FindingHand
from layoutdesk.ui.framing import Framing
from layoutdesk.ui.guides import Guides
from layoutdesk.ui.heads import Heads
from layoutdesk.ui.help.hand import Help
from layoutdesk.ui.hiding import Hiding
from layoutdesk.ui.inhand import InHand
from layoutdesk.ui.keeping import Keeping
from layoutdesk.ui.linking import Linking
from layoutdesk.ui.links.hand import LinkHand
from layoutdesk.ui.marking import Marking
from layoutdesk.ui.objects import Objects
from layoutdesk.ui.paging import Paging
from layoutdesk.ui.parts import Parts
from layoutdesk.ui.preferences.hand import PreferencesHand
from layoutdesk.ui.presets.hand import ExportHand
from layoutdesk.ui.proofs.hand import ProofHand
from layoutdesk.ui.review.hand import ReviewHand
from layoutdesk.ui.review.notes import NoteHand
from layoutdesk.ui.styles.hand import StylesHand
from layoutdesk.ui.tablehand import TableHand
from layoutdesk.ui.taking import Taking
from layoutdesk.ui.templatehand import TemplateHand
from layoutdesk.ui.theme import DARK, LIGHT
from layoutdesk.ui.views import Views
from layoutdesk.ui.workspaces.hand import Workspaces
from layoutdesk.ui.wrapping import Wraps
from layoutdesk.ui.writing.spots import Spots

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class Commands(QObject):
    """The hands of the menus, toolbars, shortcuts and the palette."""

    changed = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self.keeping = Keeping(window)
        self.taking = Taking(window)
        self.files = Files(window, self.keeping, self.taking)
        self.exporting = ExportHand(window, self.files, self.keeping)
        self.proofs = ProofHand(window)
        self.arranging = Arranging(window)
        self.blocks = Blocks(window)
        self.drawing = Drawing(window)
        self.linking = Linking(window)
        self.objects = Objects(window.desk, self)
        self.hiding = Hiding(window.desk, window.status, self)
        self.guides = Guides(window)
        self.copying = Copying(window)
        self.in_hand = InHand(window)
        self.framing = Framing(window)
        self.views = Views(window)
        self.heads = Heads(window.desk, window.status, self)
        self.marking = Marking(window)
        self.tables = TableHand(window)
        self.wraps = Wraps(window.desk, window.status, self)
        self.parts = Parts(window)
        self.paging = Paging(window)
        self.templates = TemplateHand(window)
        self.help = Help(window)
        self.finding = FindingHand(window)
        self.workspaces = Workspaces(window)
        self.links = LinkHand(window)
        self.styles = StylesHand(window)
        self.preferences = PreferencesHand(window)
        self.review = ReviewHand(window)
        self.notes = NoteHand(window)
        self.tool = "select"

    @property
    def in_place(self) -> str:
        """What stands in place of the page: ``versions``, a ``proof``, or nothing."""
        if self.keeping.compared is not None:
            return "versions"
        return "proof" if self.proofs.sheet is not None else ""

    def finish_typing(self) -> None:
        """Takes over what stands half typed in a field, as if the focus had left it, and what an input method has under way.

        So it is before the page or the issue changes; what the wheel has turned is a step then, too.
        """
        self._desk.wheeling.settle()
        for view in (self._window.view, self._window.galley.view):
            if view.tool is not None:
                view.tool.finish()
        self._window.review.note.keep_words()
        field = self._window.focusWidget()
        if isinstance(field, QLineEdit):
            field.editingFinished.emit()
        elif isinstance(field, QAbstractSpinBox):
            field.interpretText()

    def quit(self) -> None:
        self._window.close()

    # Changes

    def undo(self) -> None:
        self._travel(self._desk.undo, "ui.status.undone", self._desk.done_labels[-1:])

    def redo(self) -> None:
        self._travel(self._desk.redo, "ui.status.redone", self._desk.undone_labels[:1])

    def _travel(self, go: Callable[[], None], code: str, labels: list[Phrase]) -> None:
        """Goes a step through the history and says which; what was said of the step itself is no longer true."""
        before = self._desk.document
        go()
        if self._desk.document is not before:
            self._window.status.say(code, what=labels[0] if labels else "")

    def fit_copy(self) -> None:
        """Goes to the ways to fit the story in hand."""
        self._window.around.show_sides(True)
        self._window.copyfit.unfold()
        self._window.copyfit.list.setFocus()

    # The page

    def take(self, tool: str) -> None:
        """Puts a tool into the hand."""
        self.tool = tool
        self._window.canvases.active.take(tool)
        self.changed.emit()

    def turn_tool(self) -> None:
        """Takes the text tool where the selecting one is in the hand, else that (选取与文字互换)."""
        self.take("text" if self.tool == "select" else "select")

    def write_at(self, event: QMouseEvent) -> None:
        """Begins to write where the hand has pointed twice."""
        if getattr(self._desk.element, "story", ""):
            self.take("text")
            self._window.view.tool.press(event)

    def write_in(self) -> None:
        """Begins to write in the selected element, before its first character that is seen."""
        desk = self._desk
        rows = Spots(desk.shown, desk.selection).rows if desk.shown is not None and desk.selection else ()
        if getattr(desk.element, "locked", False):
            self._window.status.refuse("ui.status.locked")
        elif rows and getattr(desk.element, "story", ""):
            self.take("text")
            self._window.view.setFocus()
            self._window.writer.put(rows[0].spot(rows[0].line.start))

    # The window

    def next_panel(self, step: int = 1) -> None:
        """Moves the keys to the next part of the window, from the page round to the page, or to the one before."""
        self._window.walk.go(step)

    def go_to_panel(self, name: str) -> None:
        """Shows a panel at the side, unfolds it and goes there."""
        window, panel = self._window, getattr(self._window, name)
        window.around.show_sides(True)
        panel.unfold()
        if panel is window.properties:
            panel.stack.currentWidget().focusNextChild()
        else:
            (panel.search if panel is window.copy else panel.list).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def switch_theme(self) -> None:
        self.preferences.choose("theme", LIGHT.name if self.is_dark() else DARK.name)

    def is_dark(self) -> bool:
        return self._window.look.theme is DARK

    def switch_language(self) -> None:
        self.preferences.choose("language", "en" if self._window.language.current == "zh" else "zh")

    def open_palette(self) -> None:
        """Opens the palette, at once: what is typed behind its key is meant for it, and single keys would take tools."""
        self._window.summons.open()

    def open_shortcuts(self, action: str = "") -> None:
        """Opens the shortcuts, marking an action where one is given."""
        # The dialog is nothing that the window needs before somebody asks for it.
        from layoutdesk.ui.shortcuts.editor import ShortcutEditor

        editor = ShortcutEditor(self._window.keyring, self._window.look, self._window.language, self._window)
        editor.mark(action)
        editor.open()
