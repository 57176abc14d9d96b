"""Find and change (查找与更改): the form, every hit with what stands round it and what it would become, one change or all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from layoutdesk.ui import icons
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.finding.finder import Finder
from layoutdesk.ui.finding.reach import Field
from layoutdesk.ui.finding.search import MOST_HITS
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Words
from layoutdesk.ui.panels.findform import FindForm
from layoutdesk.ui.panels.findrows import FoundList
from layoutdesk.ui.panels.findstored import StoredMenu
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.theme import UNIT, Look
from layoutdesk.ui.turns import Urgency


class FindPane(Panel):
    """The pane beside the page. Nothing is looked for while it is hidden.

    ``shown`` has the number of a hit to be shown, ``written`` of one to go into; ``stepped``, ``change``, ``change_all`` come
    from its buttons and keys, ``closed`` from Esc and its button, ``left``: the hand goes back to where it worked.
    """

    least = 300
    shown = Signal(int)
    written = Signal(int)
    stepped = Signal(int)
    change = Signal()
    change_all = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, finder: Finder, look: Look, language: Language) -> None:
        super().__init__("ui.panel.find", language)
        self._desk, self._finder, self._look = desk, finder, look
        self.form = FindForm(look, language)
        self.menu = StoredMenu(self.form, language, self)
        self.list = FoundList(finder, look, language)
        self.close_button, self.back, self.on = QToolButton(), QToolButton(), QToolButton()
        self.one, self.all = QPushButton(), QPushButton(objectName="primary")
        self.sum = Words()
        self.head.addWidget(self.close_button)
        self.body.addWidget(self.form)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._foot())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._connect()
        look.changed.connect(self._tint)
        self._tint()
        self.retranslate()

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(2 * UNIT - 4, UNIT // 2, 2 * UNIT - 4, UNIT)
        column.setSpacing(UNIT // 2)
        column.addWidget(self.sum)
        row = QHBoxLayout()
        row.setSpacing(UNIT // 2)
        column.addLayout(row)
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addStretch()
        row.addWidget(self.one)
        row.addWidget(self.all)
        return foot

    def _connect(self) -> None:
        form = self.form
        form.asked.connect(self._ask)
        form.reach_chosen.connect(self.ask_anew)
        form.stepped.connect(self.stepped)
        form.change.connect(self.change)
        form.change_all.connect(self.change_all)
        form.given_up.connect(self.closed)
        form.to_list.connect(self._to_list)
        self.list.chosen.connect(self.shown)
        self.list.opened.connect(self.written)
        self.list.left.connect(self.closed)
        self.close_button.clicked.connect(self.closed)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.one.clicked.connect(self.change)
        self.all.clicked.connect(self.change_all)
        self._finder.changed.connect(self._later)
        self._finder.done.connect(self._later)
        self._desk.opened.connect(lambda: form.formats.offer(self._desk.document))

    @property
    def home(self) -> QWidget | None:
        return self.form.text

    def retranslate(self) -> None:
        super().retranslate()
        self.form.retranslate()
        text = self.language.text
        for button, name in ((self.close_button, "close"), (self.back, "previous"), (self.on, "next")):
            button.setToolTip(text(f"ui.find.{name}"))
            button.setAccessibleName(text(f"ui.find.{name}"))
        self.list.setAccessibleName(text("ui.find.list"))
        self.one.setText(text("ui.find.change"))
        self.all.setText(text("ui.find.change_all"))
        self.refresh()

    def setVisible(self, visible: bool) -> None:
        """Looks for hits while it is there."""
        changes = visible == self.isHidden()
        super().setVisible(visible)
        if changes:
            self._finder.watch(visible)
        if changes and visible:
            self.form.formats.offer(self._desk.document)
            self._ask()

    def ask_anew(self) -> None:
        """Asks again, of what is selected now where that is how far it goes."""
        self._finder.field = Field()
        self._ask()

    def _ask(self) -> None:
        finder, form = self._finder, self.form
        finder.changes, finder.takes_closed = form.is_changing, form.closed.isChecked()
        if not self.isHidden():
            finder.ask(form.wanted, form.reaches)

    def _later(self) -> None:
        self._desk.turns.ask(self.refresh, Urgency.PANEL)

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if self._finder.current < 0 and self._finder.hits:
            self.stepped.emit(1)

    def refresh(self) -> None:
        """Shows what was found as it is now."""
        if self.isHidden():
            return
        finder, text = self._finder, self.language.text
        self.list.show_hits()
        count, at = len(finder.hits), finder.current
        shown = f"{MOST_HITS:,}+" if finder.is_cut else f"{count:,}"
        if finder.wanted.is_empty or (finder.refusal is not None and not count):
            self.figure.setText("")
        elif not count and not finder.is_busy:
            done = finder.count_changed
            self.figure.setText(text("ui.find.changed", count=done) if done else text("ui.find.none"))
        else:
            self.figure.setText(f"{at + 1} / {shown}" if at >= 0 else text("ui.find.count", count=shown))
        self.form.say(self.language.refusal(finder.refusal) if finder.refusal is not None else "")
        for button in (self.back, self.on):
            button.setEnabled(bool(count))
        self._show_change()

    def _show_change(self) -> None:
        """What changing would do, and whether it can be done."""
        finder, text = self._finder, self.language.text
        self.one.setVisible(finder.changes)
        self.all.setVisible(finder.changes)
        chosen = finder.to_change if finder.changes else []
        closed = finder.closed if finder.changes else 0
        self.form.closed.setVisible(bool(closed) or (finder.changes and finder.takes_closed))
        may = finder.may_change
        self.one.setEnabled(may)
        self.all.setEnabled(may and bool(chosen) and not finder.is_cut)
        goes = not finder.wanted.becomes and not finder.wanted.keeps_text
        self.all.setText(text("ui.find.remove_all" if goes else "ui.find.change_all"))
        self.one.setText(text("ui.find.remove" if goes else "ui.find.change"))
        out = len(finder.hits) - closed - len(chosen) if finder.changes else 0
        said = [text(f"ui.find.{name}", count=count) for name, count in (("closed", closed), ("out", out)) if count]
        if readings := self._readings():
            said.append(text("ui.find.readings", count=readings))
        self.sum.setVisible(bool(said))
        self.sum.say(text("ui.find.between").join(said))

    def _readings(self) -> int:
        """How many readings would go; only paragraphs that have any are reckoned."""
        finder = self._finder
        if not finder.may_change or finder.is_busy:
            return 0
        read = [hit for hit in finder.to_change if any(span.reading for span in hit.text.paragraph.spans)]
        return finder.readings(read) if read else 0

    def _tint(self) -> None:
        theme = self._look.theme
        for button, name in ((self.close_button, "cancel"), (self.back, "up"), (self.on, "down")):
            button.setIcon(icons.icon(name, theme))
        self.form.why.setStyleSheet(f"color: {theme.error.name()};")
