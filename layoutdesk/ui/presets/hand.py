"""Exports (输出): asked for in the dialog, or by one key as the last one; what became of it is said, and opened where wanted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from layoutdesk.base.phrase import Phrase
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.exporters.presets import BY_PAGE, VIEWED, Preset, chosen_pages, page_pattern, standing_folder
from layoutdesk.ui import work
from layoutdesk.ui.presets.recall import recall, remember, was_used

if TYPE_CHECKING:
    from layoutdesk.session import Session
    from layoutdesk.ui.files import Files
    from layoutdesk.ui.keeping import Keeping
    from layoutdesk.ui.presets.dialog import Facts
    from layoutdesk.ui.window import Window


class ExportHand(QObject):
    """The hand that exports."""

    def __init__(self, window: Window, files: Files, keeping: Keeping) -> None:
        super().__init__(window)
        self._window, self._files, self._keeping = window, files, keeping
        #: What was written last.
        self.written: Path | None = None

    def ask(self) -> None:
        """Asks how, and exports."""
        facts = self._facts()
        if facts is None:
            return
        preset = self._window.dialogs.export_preset(
            facts, recall(), self._window.problems_wanted, self._window.commands.review.show_open
        )
        if preset is not None:
            remember(preset)
            self._export(facts, preset)

    def again(self) -> None:
        """Exports as it was done last, without a question; the first time it asks."""
        facts = self._facts()
        if facts is None:
            return
        if not was_used():
            self.ask()
            return
        preset = recall()
        errors = self._errors(facts, preset)
        if preset.final and errors and preset.kind != "package":
            said = self._window.language.problem(errors[0])
            self._window.status.refuse("ui.export.not_final", count=len(errors), first=said)
            self._window.problems_wanted()
            return
        self._export(facts, preset)

    def _facts(self) -> Facts | None:
        from layoutdesk.ui.presets.dialog import Facts

        desk = self._window.desk
        if desk.session is None:
            return None
        self._window.commands.finish_typing()
        return Facts(desk.document, desk.session.path, desk.page_id, desk.problems)

    def _errors(self, facts: Facts, preset: Preset) -> list[Problem]:
        try:
            return facts.errors(preset)
        except Refusal:
            return []  # The export says so itself.

    def _export(self, facts: Facts, preset: Preset) -> None:
        try:
            target = facts.target(preset)
            pages = chosen_pages(preset.pages, facts.document, facts.shown)
        except Refusal as refusal:
            self._window.show_refusal(refusal)
            return
        if preset.kind == "package":
            standing = standing_folder(preset, facts.issue)
            self._keeping.package_to(target, lambda: self._open(preset, target), standing)
        else:
            self.export_to(target, preset, pages)

    def export_to(self, target: Path, preset: Preset | None = None, pages: Sequence[str] = ()) -> None:
        """Exports in a worker process, which reads the issue from its file: a version kept for that."""
        preset = preset or Preset()
        # Before a version is kept for an export that will not be.
        if not self._window.worker.is_free():
            return

        def go(session: Session, version: int | None) -> None:
            wish = work.ExportWish(
                preset, page_pattern(preset, session.path), tuple(pages), version, standing_folder(preset, session.path)
            )
            self._window.worker.start(
                "ui.work.exporting", work.export_pages, (session.source, target, wish),
                lambda done: self._exported(preset, target, done), stays=True,
            )  # fmt: skip

        def keep(session: Session) -> None:
            if preset.kind == "pdf":
                self._keeping.keep_for_export(session, target, lambda version: go(session, version))
            else:
                go(session, None)

        self._files.when_saved(keep)

    def _exported(self, preset: Preset, target: Path, done: work.Exported) -> None:
        """Says that it is done, how many errors and open changes have gone out with it, and what was left out of adverts."""
        window = self._window
        errors = sum(problem.severity == "error" for problem in window.desk.problems)
        code = "ui.work.exported_with_errors" if errors else "ui.work.exported"
        name = target.name if not (preset.each and preset.kind in BY_PAGE) else f"{target.name}/ ({done.files})"
        said = [window.language.text(code, file=name, errors=errors)]
        if (review := self._unsettled(preset)) is not None:
            said.append(window.language.text(review.code, **review.args))
        said += [window.language.problem(note) for note in done.notes]
        window.status.say("ui.work.said", sentences="  ".join(said))
        self._open(preset, target)

    def _unsettled(self, preset: Preset) -> Phrase | None:
        facts = self._facts()
        try:
            return facts.unsettled(preset).said if facts is not None else None
        except Refusal:
            return None  # Pages that have gone meanwhile.

    def _open(self, preset: Preset, target: Path) -> None:
        self.written = target
        if preset.after == "view" and preset.kind in VIEWED and target.is_file():
            self._window.commands.proofs.show(target)
        elif preset.after in ("view", "file") and target.is_file():
            open_outside(target)
        elif preset.after != "nothing":
            self.show_folder()
        self._window.commands.changed.emit()

    def show_folder(self) -> None:
        """Opens the folder of what was written last."""
        if self.written is not None:
            open_outside(self.written if self.written.is_dir() else self.written.parent)


def open_outside(path: Path) -> None:
    """Has the system open a file or a folder with the program that it has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
