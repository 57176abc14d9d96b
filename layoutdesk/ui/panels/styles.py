"""The styles panel (样式): paragraph styles and looks, given by a click, changed in place, followed through the issue."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.ui import icons
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Words
from layoutdesk.ui.panels.rowfields import RowFields
from layoutdesk.ui.panels.rows import RowList
from layoutdesk.ui.panels.sidepane import SIDE, SidePane
from layoutdesk.ui.panels.styleform import StyleForm
from layoutdesk.ui.panels.stylelist import StyleList
from layoutdesk.ui.panels.stylequestion import Replacement
from layoutdesk.ui.panels.stylesample import Samples
from layoutdesk.ui.panels.stylewords import StyleWords
from layoutdesk.ui.styles.uses import Use
from layoutdesk.ui.styling import has_overrides, style_name
from layoutdesk.ui.textsize import keep_size
from layoutdesk.ui.theme import UNIT, Look

#: What the list shows: all styles, those in use, or the paragraphs that go beyond theirs.
SHOWN: Final = ("all", "used", "beyond")

#: How high the form of a style is at least, in logical pixels at 100 %: it scrolls.
_FORM: Final = 30


class Halves(QSplitter):
    """List over detail. Where there is little room the list has its least first: the detail scrolls."""

    def __init__(self, upper: StyleList, lower: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._upper, self._lower = upper, lower

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    def share(self) -> None:
        """Gives the list what it lacks."""
        if self._lower.isHidden() or not self._upper.isVisibleTo(self):
            return
        above, below = self.sizes()
        least = self._upper.least(above + below)
        if above < least and below:
            self.setSizes([least, max(0, above + below - least)])


class StylesPane(SidePane):
    """The pane beside the page. ``given``: a style for the copy in hand, with or without overrides.

    ``changed``: another value of a field of a style; ``removed``: a style, and what stands in for it.
    """

    given = Signal(str, bool)
    changed = Signal(str, str, object)
    renamed = Signal(str, str)
    removed = Signal(str, str)
    gone_to = Signal(object)

    def __init__(self, desk: Desk, painter: PagePainter, look: Look, language: Language) -> None:
        super().__init__("styles", desk, look, language)
        self.shown = Choice()
        self.list, self.beyond = StyleList(look, Samples(desk, painter)), RowList(look)
        self.stack = QStackedWidget()
        self.words, self.previous, self.next = Words(), QToolButton(), QToolButton()
        #: What is chosen, with its form; and what is said of the paragraphs that go beyond their styles.
        self.detail, self.hint = QWidget(), Words()
        self.form = StyleForm(look, language)
        self.asking = Replacement(language)
        self.make, self.clear = QPushButton(), QPushButton()
        self._places: tuple[Use, ...] = ()
        self._said = StyleWords(desk, language)
        self.body.addWidget(self._top())
        self.body.addWidget(self._middle(), 1)
        self.body.addLayout(self._below())
        self.body.addWidget(self._foot())
        self._connect()
        self._tint_steps()
        self.retranslate()

    # Making

    def _top(self) -> QWidget:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(SIDE, 0, SIDE, UNIT)
        row.addWidget(self.shown, 1)
        return top

    def _middle(self) -> QWidget:
        split = self.split = Halves(self.list, self.detail)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.beyond)
        split.addWidget(self.stack)
        column = QVBoxLayout(self.detail)
        column.setContentsMargins(0, UNIT // 2, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addLayout(self._use())
        column.addWidget(self.asking)
        scroll = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        keep_size(scroll, least_height=_FORM)
        column.addWidget(scroll, 1)
        split.addWidget(self.detail)
        split.setSizes([500, 400])
        return split

    def _use(self) -> QHBoxLayout:
        """How often the chosen style is used, and the way there."""
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        return row

    def _below(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.addWidget(self.hint)
        return row

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(SIDE, UNIT // 2, SIDE, UNIT)
        row.setSpacing(UNIT // 2)
        row.addWidget(self.more)
        row.addStretch()
        row.addWidget(self.clear)
        row.addWidget(self.make)
        return foot

    def _connect(self) -> None:
        desk = self._desk
        self.shown.activated.connect(lambda _: self.refresh())
        self.list.pointed.connect(self._point)
        self.list.given.connect(self.given)
        self.list.opened.connect(self.form.begin)
        self.beyond.chosen.connect(self._go)
        self.form.changed.connect(self.changed)
        self.form.renamed.connect(self.renamed)
        self.list.left.connect(self.left)
        self.list.menu_wanted.connect(self.menu_wanted)
        for button, action in (
            (self.make, "style-new"), (self.clear, "overrides-clear"), (self.next, "style-next"), (self.previous, "style-previous"),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, action=action: self.wanted.emit(action))
        self.asking.answered.connect(self.removed)
        for leaving in (*self.findChildren(Choice), *self.form.findChildren(RowFields)):
            leaving.left.connect(self.left)
        desk.copy_marked.connect(self._later)
        self._look.changed.connect(self._tint_steps)

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        at = max(self.shown.currentIndex(), 0)
        self.shown.clear()
        self.shown.addItems([text(f"ui.styles.{each}") for each in SHOWN])
        self.shown.setCurrentIndex(at)
        self.shown.setAccessibleName(text("ui.styles.shown"))
        self.asking.retranslate()
        self.list.setAccessibleName(self.title.text())
        self.beyond.setAccessibleName(text("ui.styles.beyond"))
        for button, name in ((self.make, "make"), (self.clear, "clear")):
            button.setText(text(f"ui.styles.{name}"))
        for button, name in (
            (self.previous, "previous"), (self.next, "next"),
        ):  # fmt: skip
            button.setToolTip(text(f"ui.styles.{name}"))
            button.setAccessibleName(text(f"ui.styles.{name}"))
        self.form.retranslate()
        self.refresh()

    def _tint_steps(self) -> None:
        for button, icon in ((self.previous, "up"), (self.next, "down")):
            button.setIcon(icons.icon(icon, self._look.theme))

    # Showing

    def come_or_go(self, *, comes: bool) -> None:
        """Nothing is chosen while it is away."""
        if comes:
            self.refresh()
        else:
            self._desk.styles.choose("")

    @property
    def home(self) -> QWidget | None:
        return self.stack.currentWidget()

    def begin(self) -> None:
        """Gives the list the keys."""
        self.stack.currentWidget().setFocus()

    def refresh(self) -> None:
        """Shows the styles, and what is chosen of them, as they are now."""
        if self.isHidden():
            return
        styles, session = self._desk.styles, self._desk.session
        writes = session is not None and not session.read_only
        shown = SHOWN[max(self.shown.currentIndex(), 0)]
        in_hand, over = styles.in_hand(), has_overrides(self._desk)
        # Nothing is chosen where the pane has just been opened, whatever was at the caret when it was closed.
        is_other = in_hand != self.list.painter.in_hand or styles.chosen_entry is None
        if is_other and in_hand and not self._has_hand():
            styles.choose(in_hand[0])
        self.list.painter.in_hand = in_hand
        self.stack.setCurrentWidget(self.beyond if shown == "beyond" else self.list)
        if shown == "beyond":
            self._show_beyond()
        else:
            used = styles.uses.places if shown == "used" else None
            entries = [each for each in styles.entries if used is None or each.name in used]
            self.list.show_rows(self._said.styles(entries, over=over), styles.chosen)
            self.list.viewport().update()
            self.figure.setText(str(len(entries) or ""))
        self.clear.setEnabled(over)
        self.make.setEnabled(writes)
        self.form.setEnabled(writes)
        self._show_chosen()

    def _has_hand(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _show_beyond(self) -> None:
        """The paragraphs that go beyond their styles."""
        self._places = self._desk.styles.overridden
        self.beyond.show_rows(self._said.beyond(self._places))
        self.figure.setText(str(len(self._places) or ""))

    def _show_chosen(self) -> None:
        """The form of the chosen style, and how often it is used; without one the list has all the room."""
        styles, is_list = self._desk.styles, self.stack.currentWidget() is self.list
        entry = styles.chosen_entry if is_list else None
        count = styles.uses.count(entry.name) if entry is not None else 0
        text = self.language.text
        self.hint.say("" if is_list else text("ui.styles.beyond_hint" if self._places else "ui.styles.no_overrides"))
        self.hint.setVisible(not is_list)
        if entry is not None:
            code, name = "ui.styles.count" if count else "ui.styles.unused", style_name(self.language, entry.name)
            self.words.say(text(code, count=count, style=name))
        for button in (self.previous, self.next):
            button.setEnabled(bool(count))
        self.form.show_style(entry)
        self.detail.setVisible(entry is not None)
        self.split.share()
        if entry is None or not entry.is_own:
            self.asking.hide()

    # The hand

    def _point(self, name: str) -> None:
        if name and name != self._desk.styles.chosen:
            self._desk.styles.choose(name)
            self.asking.hide()
            self._show_chosen()

    def _go(self, key: str) -> None:
        self.gone_to.emit(self._places[int(key.removeprefix("use "))])

    def name_anew(self, name: str) -> None:
        """Chooses a style and has its name typed."""
        self.shown.setCurrentIndex(0)
        self._desk.styles.choose(name)
        self.refresh()
        self.form.begin_name()

    def ask_replacement(self) -> None:
        """Asks what stands in for the chosen style, which is to go."""
        entry = self._desk.styles.chosen_entry
        if entry is not None:
            self.asking.ask(entry, self._desk.styles.entries)
