"""What is kept of an issue beside its file, as the window offers it: copies, packages, named versions, and the way back to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.ui import work
from layoutdesk.ui.versions import VersionList

if TYPE_CHECKING:
    from layoutdesk.session import Session
    from layoutdesk.ui.window import Window


class Keeping(QObject):
    """The hands of the actions that keep something."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _session(self) -> Session | None:
        return self._window.desk.session

    def save(self) -> None:
        """Writes at once what still waits, and says that nothing ever has to be saved by hand (自动存盘)."""
        session = self._session
        if session is not None:
            self._window.commands.finish_typing()
            session.retry()
            self._window.status.say("ui.status.saved_now", file=session.path.name)

    def ask_copy(self) -> None:
        """Asks for a file and saves a copy there; the window stays with its own."""
        session = self._session
        if session is not None:
            name = self._window.language.text("ui.dialog.copy_name", name=session.path.stem)
            target = self._window.dialogs.save_issue(session.path.with_name(f"{name}{session.path.suffix}"))
            if target is not None:
                self.copy_to(target)

    def copy_to(self, target: Path) -> None:
        """Saves a copy in a worker process, which reads the issue from its file."""
        session = self._window.commands.files.flushed()
        if session is not None:
            self._window.worker.start(
                "ui.work.copying", work.copy_issue, (session.source, target),
                lambda _: self._window.status.say("ui.work.copied", file=target.name),
            )  # fmt: skip

    def ask_package(self) -> None:
        """Asks for a file and packs the issue into it, with its originals and the list of its fonts."""
        session = self._session
        if session is not None:
            target = self._window.dialogs.save_package(session.path.with_suffix(".zip"))
            if target is not None:
                self.package_to(target)

    def package_to(self, target: Path) -> None:
        """Packs the issue in a worker process."""
        session = self._window.commands.files.flushed()
        if session is not None:
            self._window.worker.start("ui.work.packaging", work.package_issue, (session.source, target), self._packed)

    def _packed(self, result: tuple[Path, tuple[Problem, ...]]) -> None:
        target, problems = result
        code = "ui.work.packed_without" if problems else "ui.work.packed"
        first = self._window.language.problem(problems[0]) if problems else ""
        self._window.status.say(code, file=target.name, count=len(problems), first=first)

    def ask_name(self) -> None:
        """Asks for a name and keeps the issue as it stands as a version under it."""
        name = self._window.dialogs.version_name()
        if name:
            self.name_version(name)

    def name_version(self, name: str) -> bool:
        """Keeps a named version; whether that was done."""
        session = self._session
        self._window.commands.finish_typing()
        if session is None:
            return False
        try:
            session.keep_version("named", name)
        except Refusal as refusal:
            self._window.show_refusal(refusal)
            return False
        self._window.status.say("ui.versions.kept", name=name)
        return True

    def kept_for_export(self, session: Session, target: Path) -> int | None:
        """The number of the version that an export prints, kept for it; nothing where the issue is only read."""
        if session.read_only:
            return None
        try:
            return session.keep_version("export", target.name).number
        except Refusal as refusal:
            # The export is wanted all the same; it prints the issue as it stands.
            self._window.show_refusal(refusal)
            return None

    def show_versions(self) -> None:
        """Opens the list of versions."""
        session = self._session
        if session is None:
            return
        # A version that is on its way belongs in the list; where the disk takes nothing the others are shown.
        session.flush(2.0)
        try:
            versions = session.versions()
        except Refusal as refusal:
            self._window.show_refusal(refusal)
            return
        listed = VersionList(versions, not session.read_only, self._window.look, self._window.language, self._window)
        listed.wanted.connect(self.restore)
        listed.open()

    def restore(self, number: int) -> None:
        """Makes the issue what it was in a version; one step of the history."""
        session = self._session
        self._window.commands.finish_typing()
        if session is None:
            return
        try:
            session.restore(number)
        except Refusal as refusal:
            self._window.show_refusal(refusal)
            return
        self._window.status.say("ui.versions.restored", number=number)
