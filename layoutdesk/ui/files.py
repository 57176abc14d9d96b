"""What is done with issue files: opened, made from copy, saved elsewhere, exported, closed (文件)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, QStandardPaths

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.template import used_roles
from layoutdesk.resources import sample_copy, sample_pictures
from layoutdesk.session import Session
from layoutdesk.store import create
from layoutdesk.ui import paperbook, recent, work
from layoutdesk.ui.banner import HELP, READABLE
from layoutdesk.ui.keeping import Keeping
from layoutdesk.ui.patience import AT_ONCE, Patience
from layoutdesk.ui.taking import Taking

if TYPE_CHECKING:
    from layoutdesk.makeup.newissue import IssueWish
    from layoutdesk.ui.newissue import NewIssue
    from layoutdesk.ui.placing_pictures import Target
    from layoutdesk.ui.window import Window


#: Seconds after which a disk that says nothing is told of.
_LONGEST: Final = 10.0


class Files(QObject):
    """The hand on issue files."""

    def __init__(self, window: Window, keeping: Keeping, taking: Taking) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._keeping = keeping
        self._taking = taking
        self.patience = Patience(self)

    def ask_open(self) -> None:
        """Asks for an issue file and opens it."""
        path = self._window.dialogs.open_issue()
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Opens an issue file; where it is refused the open issue stays as it is."""
        if self._is_written_here(path):
            return True
        self._window.commands.finish_typing()
        self._keeping.leave_versions()
        self._window.memory.remember_place()
        self._remember_paper()
        try:
            self._desk.open(path)
        except Refusal as refusal:
            is_read = refusal.code in READABLE and self._open_to_read(path)
            if is_read or "snapshot" in HELP.get(refusal.code, ()):
                # The other helps are for the issue that is open, and that is another one.
                self._window.banner.tell(refusal)
            if not is_read:
                self._window.show_refusal(refusal)
            return is_read
        self._tell_of_copy()
        recent.note(path, self._desk.document)
        return True

    def _remember_paper(self) -> None:
        """Learns from the open issue what the next one of its paper may take over, before it is closed."""
        if self._desk.is_open:
            paperbook.remember(self._desk.document)
            recent.note(self._desk.session.path, self._desk.document)

    def _tell_of_copy(self) -> None:
        """Names the copy that was made of an issue of an earlier format before it was brought to the present one."""
        session = self._desk.session
        if session is not None and session.former is not None:
            self._window.status.say("ui.status.former", file=session.path.name, copy=session.former.name)

    def _is_written_here(self, path: Path) -> bool:
        """Whether this window works on the file already: opened once more, its own lock would make it read-only."""
        session = self._desk.session
        return session is not None and not session.read_only and session.path == path.resolve()

    def _open_to_read(self, path: Path) -> bool:
        """Opens an issue that cannot be written now, to look at it."""
        try:
            self._desk.open(path, read_only=True)
        except Refusal:
            return False
        return True

    def open_sample(self) -> None:
        """Opens the sample issue, which is made up the first time."""
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
        target = Path(place) / "sample.ldesk"
        if target.exists():
            self.open_path(target)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.compile(sample_copy(), target, sample_pictures())

    def new_issue(self) -> NewIssue:
        """Asks for a new issue by date and number of pages; the dialog that does."""
        from layoutdesk.ui.newissue import NewIssue

        window = self._window
        self._remember_paper()
        dialog = NewIssue(
            paperbook.papers(), shipped_templates(), recent.issue_folder(), window.look, window.language,
            window.painter.colours, window,
        )  # fmt: skip
        dialog.made.connect(self.make_issue)
        dialog.elsewhere.connect(lambda: self._ask_place(dialog))
        dialog.open()
        return dialog

    def _ask_place(self, dialog: NewIssue) -> None:
        target = self._window.dialogs.save_issue(dialog.file)
        if target is not None:
            dialog.use_file(target)

    def make_issue(self, wish: IssueWish, target: Path) -> None:
        """Makes a new issue of empty pages and opens it."""
        from layoutdesk.makeup.newissue import new_issue

        templates = shipped_templates() | {each.name: each for each in wish.paper_before.templates}
        try:
            document = new_issue(wish, templates, self._desk.ids)
            fonts = self._desk.book.of(document.meta.language).uses(used_roles(document.templates))
            target.parent.mkdir(parents=True, exist_ok=True)
            create(target, replace(document, fonts=fonts), {})
        except Refusal as refusal:
            self._window.show_refusal(refusal)
            return
        except OSError as error:
            self._window.show_refusal(Refusal("store.not-writable", file=target.name, reason=error.strerror or error))
            return
        recent.keep_folder(target.parent)
        if self.open_path(target):
            self._window.status.say("ui.newissue.made", pages=len(document.pages), file=target.name)

    def new_from_copy(self) -> None:
        """Asks for copy and makes an issue of it."""
        copy = self._window.dialogs.choose_copy()
        if copy:
            self.new_from(copy)

    def new_from(self, copy: Sequence[Path]) -> None:
        """Makes an issue of copy files and asks where it is to lie."""
        target = self._window.dialogs.save_issue(copy[0].with_suffix(".ldesk"))
        if target is not None:
            self.compile(tuple(copy), target, copy[0].parent)

    def compile(self, copy: tuple[Path, ...], target: Path, pictures: Path) -> None:
        """Makes up an issue from copy in a worker process, opens it and tells what was found on the way."""

        def show(problems: tuple[Problem, ...]) -> None:
            if self.open_path(target):
                self._desk.tell(problem for problem in problems if problem.severity != "note")

        self._window.worker.start("ui.work.compiling", work.compile_copy, (copy, target, pictures), show)

    def drop_files(self, files: Sequence[Path], target: Target | None = None) -> None:
        """Takes files and folders dropped on the window: an issue is opened, copy and pictures go into the open issue.

        Where none is open copy becomes a new one; pictures that come with it are found beside it by their names. ``target`` is
        where on the page the hand let go.
        """
        issues = [file for file in files if file.suffix.lower() == ".ldesk"]
        if issues:
            self.open_path(issues[0])
        elif self._desk.is_open:
            self._taking.files(files, target)
        else:
            self._new_from_dropped(files)

    def _new_from_dropped(self, files: Sequence[Path]) -> None:
        from layoutdesk.makeup.taking import sorted_out

        copy, pictures = sorted_out(files)
        if copy:
            self.new_from(copy)
        elif pictures:
            self._window.status.say("ui.status.only_pictures")
        elif files:
            self._window.status.refuse("ui.taking.nothing", file=files[0].name)

    def close_issue(self) -> bool:
        """Closes the issue; where its last changes cannot be saved the editor decides. Whether it is closed."""
        self._window.review.note.keep_all()
        self._window.commands.finish_typing()
        self._keeping.leave_versions()
        self._window.memory.remember_place()
        self._remember_paper()
        try:
            self._desk.close()
        except Refusal as refusal:
            answer = self._window.dialogs.unsaved(self._window.language.refusal(refusal))
            if answer == "save" and self.ask_save_as():
                return self.close_issue()
            if answer == "discard":
                self._desk.close(discard=True)
        return not self._desk.is_open

    def ask_save_as(self) -> bool:
        """Asks for another file, writes the issue there and goes on with it; whether that was done."""
        session = self._desk.session
        target = self._window.dialogs.save_issue(session.path) if session is not None else None
        return target is not None and self.save_as(target)

    def save_as(self, target: Path) -> bool:
        """Writes the issue to another file and goes on with that one; whether that was done."""
        session = self._desk.session
        if session is None:
            return False
        try:
            session.save_as(target)
        except Refusal as refusal:
            self._window.show_refusal(refusal)
            return False
        self._window.status.say("ui.status.saved_as", file=target.name)
        return True

    def save_copy(self) -> bool:
        """Asks for another file, writes a copy of the issue there and opens that; whether that was done."""
        session = self._desk.session
        target = self._window.commands.keeping.choose_copy()
        if session is None or target is None:
            return False
        try:
            session.save_copy(target)
        except Refusal as refusal:
            self._window.show_refusal(refusal)
            return False
        opened = self.open_path(target)
        if opened:
            self._window.status.say("ui.status.in_copy", file=target.name)
        return opened

    def help_(self, action: str) -> None:
        """What a button of the banner does."""
        session, told = self._desk.session, self._window.banner.refusal
        if action == "snapshot" and told is not None:
            self.open_path(Path(told.args_.get("snapshot") or told.args_["kept"]))
        elif session is None:
            return
        elif action == "retry":
            session.retry()
        elif action == "save-as":
            self.ask_save_as()
        elif action == "put-back":
            self.save_as(session.path)
        elif action == "write":
            self._take_over(session.path)
        elif action == "copy":
            self.save_copy()

    def _take_over(self, path: Path) -> None:
        """Opens an issue that is only read to write it; where that is still not so, the status line answers who has it, or why."""
        self.open_path(path)
        told, session = self._window.banner.refusal, self._desk.session
        if session is None:
            return
        if not session.read_only:
            self._window.status.say("ui.status.taken_over", file=path.name)
        elif told is not None:
            self._window.show_refusal(told)

    def when_saved(self, then: Callable[[Session], object]) -> None:
        """Does something with the open issue once every change is in its file, where workers read it; or says why it is not.

        The hand does not wait for a slow disk.
        """
        session = self._desk.session
        if session is None:
            return
        session.settle()
        session.flush(AT_ONCE)
        until = time.monotonic() + _LONGEST

        def done() -> bool:
            gone = session is not self._desk.session
            return gone or session.saved or bool(session.problems) or time.monotonic() > until

        def go() -> None:
            if session is not self._desk.session:
                return
            if session.saved:
                then(session)
                return
            problems = session.problems or (
                Problem(code="store.busy", severity="error", args={"file": session.path.name}),
            )
            self._window.show_refusal(Refusal(problems[0].code, **problems[0].args))

        if not self.patience.until(done, go):
            self._window.status.say("ui.work.saving_first")
