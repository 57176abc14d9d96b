"""How the issue is exported: a preset is chosen or changed, where it goes is shown, and what stands in its way is said before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.checks.unsettled import Unsettled, unsettled
from layoutdesk.exporters import presets as shelf
from layoutdesk.exporters.presets import Preset
from layoutdesk.exporters.target import in_words
from layoutdesk.model import Document
from layoutdesk.ui import folders
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Words
from layoutdesk.ui.panels.rows import Row, RowList
from layoutdesk.ui.presets.form import PresetForm
from layoutdesk.ui.textsize import open_at, px
from layoutdesk.ui.theme import UNIT, Look, tint

#: Lines that may be said of an export beside where it goes: what stands in its way, what goes out with it.
_SAID: Final = 4
_ICONS = {"pdf": "export", "screen": "export", "png": "picture", "text": "text", "package": "pages"}


class Facts(NamedTuple):
    """What is exported: the issue, its file, the page in view, and what is wrong with it as far as that is known."""

    document: Document
    issue: Path
    shown: str
    problems: tuple[Problem, ...]

    def errors(self, preset: Preset) -> list[Problem]:
        """The errors of the pages that go out, and of the issue."""
        pages = {*self.pages(preset), ""}
        return [each for each in self.problems if each.severity == "error" and each.page in pages]

    def pages(self, preset: Preset) -> list[str]:
        """The ids of the pages that go out. Refuses pages that are not there."""
        return shelf.chosen_pages(preset.pages, self.document, self.shown)

    def target(self, preset: Preset) -> Path:
        """Where it goes. Refuses pages that are not there and names that name nothing."""
        pages = self.pages(preset)
        first = next((page.number for page in self.document.pages if page.id in pages[:1]), 0)
        return shelf.target_of(preset, self.document, self.issue, first)

    def files(self, preset: Preset) -> list[str]:
        """The names that pages get as files of their own. Refuses names that two pages have, or that name nothing."""
        return shelf.page_files(preset, self.document, self.issue, self.pages(preset))

    def fields(self, preset: Preset) -> dict[str, str]:
        """What the fields of names say, of the first page that goes out."""
        try:
            pages = self.pages(preset)
        except Refusal:
            pages = [page.id for page in self.document.pages]
        return shelf.field_samples(self.document, self.issue, pages)

    def unsettled(self, preset: Preset) -> Unsettled:
        """Which tracked changes go out as made, and how many notes on those pages are open; a package keeps them as they are."""
        return unsettled(self.document, self.pages(preset) if preset.kind != "package" else ())


class ExportDialog(QDialog):
    """Asks how to export; ``preset`` is the answer.

    ``wants_look``: the editor would rather see the errors, ``wants_review``: the changes and notes that are not settled.
    """

    def __init__(self, facts: Facts, wish: Preset, look: Look, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._facts, self._look, self._language = facts, look, language
        self._known: dict[str, Preset] = {}
        self._say_target: Callable[..., str] = partial(language.text, "ui.export.into")
        self.wants_look = self.wants_review = False
        text = language.text
        self.setWindowTitle(text("ui.dialog.export"))
        self.list = RowList(look)
        self.list.setObjectName("shortcuts")
        self.list.setAccessibleName(text("ui.export.presets"))
        self.form = PresetForm(language)
        self.target, self.warning, self.unsettled = QLabel(), Words(), Words()
        self.target.setMinimumWidth(1)
        self.unsettled.setObjectName("")
        for label in (self.target, self.warning, self.unsettled):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.keep, self.remove = QPushButton(text("ui.export.keep")), QPushButton(text("ui.export.remove"))
        self.see, self.review = QPushButton(text("ui.export.look")), QPushButton(text("ui.export.review"))
        self.go, self.leave = (
            QPushButton(text("ui.export.go"), objectName="primary"),
            QPushButton(text("ui.dialog.cancel")),
        )
        self.go.setDefault(True)
        self._arrange()
        self.keep.clicked.connect(self._ask_name)
        self.remove.clicked.connect(self._remove)
        self.see.clicked.connect(self._see)
        self.review.clicked.connect(self._see_review)
        self.go.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        self.form.changed.connect(self._show_what)
        self.form.folder_wanted.connect(self._ask_folder)
        self._list(wish.name)
        high = self._highest()
        self.form.show_preset(wish)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self._show_what()
        open_at(self, 720, 480)
        self.resize(self.width(), min(max(self.height(), high), self.screen().availableGeometry().height()))

    def _arrange(self) -> None:
        left, right, below = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.remove)
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        right.addWidget(self.form)
        right.addStretch(1)
        right.addWidget(self.target)
        right.addWidget(self.unsettled)
        right.addWidget(self.warning)
        below.addWidget(self.see)
        below.addWidget(self.review)
        below.addStretch(1)
        below.addWidget(self.go)
        below.addWidget(self.leave)
        right.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        row.setSpacing(3 * UNIT)
        row.addLayout(left, 4)
        row.addLayout(right, 6)

    def _highest(self) -> int:
        """How high it gets, whichever kind is chosen and whatever is said of it: its buttons stay where the hand has seen them."""
        heights = []
        for each in {each.kind: each for each in self._known.values()}.values():
            self.form.show_preset(each)
            self.layout().activate()
            heights.append(self.layout().totalMinimumSize().height())
        return max(heights, default=0) + _SAID * self.fontMetrics().lineSpacing()

    @property
    def preset(self) -> Preset:
        """What is asked for as the dialog stands."""
        return self.form.preset

    # The presets

    def _list(self, chosen: str) -> None:
        self._known, problems = shelf.presets()
        text, language = self._language.text, self._language.current
        rows = [Row("", text("ui.export.shipped"))]
        rows += [self._row(each, language) for each in self._known.values() if each.ships]
        own = [each for each in self._known.values() if not each.ships]
        if own:
            rows += [Row("", text("ui.export.own")), *(self._row(each, language) for each in own)]
        rows += [Row("", self._language.problem(each), wraps=True) for each in problems]
        self.list.show_rows(rows, chosen)
        self._allow()

    def _row(self, each: Preset, language: str) -> Row:
        return Row(each.name, each.called(language), icon=_ICONS[each.kind])

    def _chosen(self, index: QModelIndex, _: QModelIndex) -> None:
        key = self.list.rows.rows[index.row()].key if index.isValid() else ""
        if key in self._known:
            self.form.show_preset(self._known[key])
            self._show_what()
        self._allow()

    def _allow(self) -> None:
        index = self.list.currentIndex()
        key = self.list.rows.rows[index.row()].key if index.isValid() else ""
        self.remove.setEnabled(key in self._known and not self._known[key].ships)

    def _ask_name(self) -> None:
        from layoutdesk.ui.dialogs import Dialogs

        present = self.preset
        name = Dialogs(self, self._look, self._language).preset_name("" if present.ships else present.name)
        if name:
            self.keep_as(name)

    def keep_as(self, name: str) -> None:
        """Keeps what the fields say under a name."""
        try:
            kept = shelf.keep(replace(self.preset, name=name))
        except Refusal as refusal:
            self._warn(self._language.refusal(refusal))
            return
        self._list(kept.name)
        self.form.show_preset(kept)
        self._show_what()

    def _remove(self) -> None:
        try:
            shelf.remove(self.list.rows.rows[self.list.currentIndex().row()].key)
        except Refusal as refusal:
            self._warn(self._language.refusal(refusal))
            return
        self._list("")
        self.list.mark(next(iter(self._known), ""))

    def _ask_folder(self) -> None:
        issue = self._facts.issue
        begin = folders.first(issue.parent / self.form.folder.text().strip(), issue=issue)
        chosen = QFileDialog.getExistingDirectory(self, self._language.text("ui.export.choose_folder"), str(begin))
        if chosen:
            self.form.folder.setText("" if Path(chosen) == issue.parent else chosen)

    # What becomes of it

    def _show_what(self) -> None:
        """Where it goes, and what stands in its way or goes out with it."""
        preset, text = self.preset, self._language.text
        for widget in (self.see, self.review, self.unsettled):
            widget.hide()
        self.go.setEnabled(True)
        self._warn("")
        self.form.show_fields(self._facts.fields(preset))
        try:
            target, errors = self._facts.target(preset), self._facts.errors(preset)
            files, review = self._facts.files(preset), self._facts.unsettled(preset).said
            target = target / files[0] if files else target
            with in_words(target):
                there = target.exists()
        except Refusal as refusal:
            self.target.clear()
            self._warn(self._language.refusal(refusal))
            self.go.setEnabled(False)
            return
        code = "ui.export.into_files" if len(files) > 1 else "ui.export.replaces" if there else "ui.export.into"
        self.target.setToolTip(str(target))
        self._say_target = partial(text, code, count=len(files))
        self._fit_target()
        if review is not None:
            self.unsettled.say(text(review.code, **review.args))
            self.unsettled.show()
            self.review.show()
        if errors and preset.kind != "package":
            self.see.show()
            self.go.setEnabled(not preset.final)
            first = self._language.problem(errors[0])
            code = "ui.export.not_final" if preset.final else "ui.export.with_errors"
            self._warn(text(code, count=len(errors), first=first), grave=preset.final)

    def _fit_target(self) -> None:
        """Where it goes in one line: of a long path the middle is left out."""
        room = self.target.width() - self.fontMetrics().horizontalAdvance(self._say_target(target=""))
        path = self.fontMetrics().elidedText(self.target.toolTip(), Qt.TextElideMode.ElideMiddle, max(room, px(80)))
        self.target.setText(self._say_target(target=path))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.target.text():
            self.layout().activate()
            self._fit_target()

    def _warn(self, said: str, *, grave: bool = True) -> None:
        self.warning.say(said)
        self.warning.setVisible(bool(said))
        theme = self._look.theme
        tint(self.warning, f"color: {(theme.error if grave else theme.warning).name()}")

    def _see(self) -> None:
        self.reject()
        self.wants_look = True

    def _see_review(self) -> None:
        self.reject()
        self.wants_review = True
