"""What is kept of an issue beside its file, as the window offers it: copies, packages, named versions, and the way back to one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.edits.naming import Names
from layoutdesk.edits.restoring import restoring_issue, restoring_page, restoring_part
from layoutdesk.makeup.retemplating import on_templates_of
from layoutdesk.ui import work
from layoutdesk.ui.patience import AT_ONCE
from layoutdesk.ui.versions.shelf import Compared, Shelf

if TYPE_CHECKING:
    from layoutdesk.base.ids import IdSource
    from layoutdesk.edits import RestoreVersion
    from layoutdesk.model import Document
    from layoutdesk.session import Session
    from layoutdesk.store.work import Keeping as Kept
    from layoutdesk.ui.selection import Part
    from layoutdesk.ui.versions.pair import Pair
    from layoutdesk.ui.versions.pane import VersionsPane
    from layoutdesk.ui.versions.telling import Stop
    from layoutdesk.ui.window import Window


class Left(NamedTuple):
    """Where the hand was when something else came in place of the page: what is selected, and the middle of the view in points."""

    page: str
    chosen: tuple[str, ...]
    part: Part | None
    middle: tuple[float, float]


class Keeping(QObject):
    """The hands of the actions that keep something."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._pane: VersionsPane | None = None
        self._left: Left | None = None

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
        target = self.choose_copy()
        if target is not None:
            self.copy_to(target)

    def choose_copy(self) -> Path | None:
        """The file for a copy, under another name than the issue has; nothing where none is chosen, or the issue itself."""
        session = self._session
        if session is None:
            return None
        name = self._window.language.text("ui.dialog.copy_name", name=session.path.stem)
        target = self._window.dialogs.save_issue(session.path.with_name(f"{name}{session.path.suffix}"))
        return target if target is not None and not self._is_itself(target) else None

    def _is_itself(self, target: Path) -> bool:
        """Whether a file is that of the issue, which is said: nothing is a copy of itself."""
        session = self._session
        is_itself = session is not None and target.exists() and target.samefile(session.path)
        if is_itself:
            self._window.status.refuse("ui.work.same_file", file=target.name)
        return is_itself

    def copy_to(self, target: Path) -> None:
        """Saves a copy in a worker process, which reads the issue from its file."""
        if self._is_itself(target):
            return
        self._window.commands.files.when_saved(
            lambda session: self._window.worker.start(
                "ui.work.copying", work.copy_issue, (session.source, session.path, target),
                lambda _: self._window.status.say("ui.work.copied", file=target.name),
            )
        )  # fmt: skip

    def ask_package(self) -> None:
        """Asks for a file and packs the issue into it, with its originals and the list of its fonts."""
        session = self._session
        if session is not None:
            target = self._window.dialogs.save_package(session.path.with_suffix(".zip"))
            if target is not None:
                self.package_to(target)

    def package_to(self, target: Path, then: Callable[[], object] = lambda: None, standing: Path | None = None) -> None:
        """Packs the issue in a worker process; ``then`` is called once that is done. ``standing`` as in ``ExportWish``."""
        self._window.commands.files.when_saved(
            lambda session: self._window.worker.start(
                "ui.work.packaging",
                work.package_issue,
                (session.source, target, standing),
                lambda done: self._packed(done, then),
            )
        )

    def _packed(self, result: tuple[Path, tuple[Problem, ...]], then: Callable[[], object]) -> None:
        target, problems = result
        code = "ui.work.packed_without" if problems else "ui.work.packed"
        first = self._window.language.problem(problems[0]) if problems else ""
        self._window.status.say(code, file=target.name, count=len(problems), first=first)
        then()

    def ask_name(self) -> None:
        """Asks for a name and keeps the issue as it stands as a version under it."""
        name = self._window.dialogs.version_name()
        if name:
            self.name_version(name)

    def name_version(self, name: str) -> None:
        """Keeps a named version, and says so once it is kept; a disk that makes one wait does not hold up the hand."""
        session = self._session
        self._window.commands.finish_typing()
        if session is None or session.read_only:
            return
        keeping = session.keep_soon("named", name)
        # Mostly it is done by now, and is said at once.
        session.flush(AT_ONCE)

        def done() -> bool:
            gone = session is not self._session
            return gone or keeping.version is not None or keeping.refusal is not None

        self._window.commands.files.patience.until(done, lambda: self._say_kept(keeping))

    def _say_kept(self, keeping: Kept) -> None:
        """Tells of a version that is kept, or why it was given up. A disk that takes nothing has its banner."""
        if keeping.refusal is not None:
            self._window.show_refusal(keeping.refusal)
        elif keeping.version is not None:
            self._window.status.say("ui.versions.kept", name=keeping.name)
            if self._pane is not None:
                self._pane.list_again()

    def keep_for_export(self, session: Session, target: Path, then: Callable[[int | None], object]) -> None:
        """Keeps the version that an export prints; ``then`` gets its number, or nothing where the issue is only read."""
        if session.read_only:
            then(None)
            return
        keeping = session.keep_soon("export", target.name)
        session.flush(AT_ONCE)

        def done() -> bool:
            return keeping.version is not None or keeping.refusal is not None or bool(session.problems)

        def go() -> None:
            if keeping.version is None and keeping.refusal is not None:
                # The export is wanted all the same; it prints the issue as it stands.
                self._window.show_refusal(keeping.refusal)
            then(keeping.version.number if keeping.version is not None else None)

        self._window.commands.files.patience.until(done, go)

    def show_versions(self) -> None:
        """Shows the versions in place of the page."""
        session, window = self._session, self._window
        if session is None:
            return
        window.commands.finish_typing()
        window.commands.proofs.leave()
        if self.compared is None:
            desk, view = window.desk, window.view
            self._left = Left(desk.page_id, desk.chosen, desk.part, view.to_page(view.viewport().rect().center()))
        window.desk.select("")
        pane = self._pane or self._made()
        pane.open(Shelf(session.source, window))
        window.stack.setCurrentWidget(pane)
        pane.list.setFocus()
        window.commands.changed.emit()

    def _made(self) -> VersionsPane:
        from layoutdesk.ui.versions.pane import VersionsPane

        window = self._window
        pane = self._pane = VersionsPane(window.desk, window.painter, window.look, window.language)
        window.stack.addWidget(pane)
        pane.left.connect(self.leave_versions)
        pane.keeping.connect(self.ask_name)
        pane.wanted.connect(self.bring_back)
        pane.opened.connect(self._go_to)
        pane.pair.zoomed.connect(window.zoom.show_zoom)
        window.desk.opened.connect(pane.close_shelf)
        return pane

    @property
    def compared(self) -> Pair | None:
        """The two views of versions while they are shown in place of the page."""
        pane = self._pane
        return pane.pair if pane is not None and self._window.stack.currentWidget() is pane else None

    def leave_versions(self) -> None:
        """Goes back to the page, to where the hand was."""
        if self._pane is not None and self._pane.is_open:
            self._pane.close_shelf()
            if self._window.desk.is_open:
                self._window.stack.setCurrentWidget(self._window.desktop)
                self._go_back()
                self._window.view.setFocus()
                self._window.zoom.show_zoom(self._window.view.zoom)
            self._window.commands.changed.emit()

    def _go_back(self) -> None:
        left, self._left = self._left, None
        desk, view = self._window.desk, self._window.view
        if left is not None:
            desk.turn_to(left.page)
        if left is not None and desk.page is not None and desk.page.id == left.page:
            view.center_on(Rect(*left.middle, 0.0, 0.0))
            there = {each.id for each in desk.page.elements}
            desk.choose(name for name in left.chosen if name in there)
            desk.hold(left.part if desk.chosen == left.chosen else None)

    def _go_to(self, page: str, element: str) -> None:
        self.leave_versions()
        self._window.desk.go_to(page, element)

    def bring_back(self, part: str) -> None:
        """Brings back all of the issue, a page or a part of it as the version has it that is shown; one step of the history."""
        pane, session = self._pane, self._session
        compared = pane.compared if pane is not None else None
        if pane is None or compared is None or session is None or session.read_only:
            return
        was = pane.page
        try:
            edit = _bringing_back(session.document, compared, part, pane.page, pane.stop, self._window.desk.ids)
            before = session.document
            session.bring_back(edit)
        except Refusal as refusal:
            self._window.show_refusal(refusal)
            return
        changed = session.document is not before
        if changed:
            self._list_with(session, session.revision)
        done = {"issue": "ui.versions.restored", "page": "ui.versions.restored_page"}.get(
            part, "ui.versions.restored_part"
        )
        # The view may have gone on to the next page that differs.
        page = Names(before, session.document).page(was)
        self._window.status.say(done if changed else "ui.versions.nothing", number=compared.number, page=page)

    def _list_with(self, session: Session, revision: int) -> None:
        """Has the list show what was kept before a step of this session, once it is."""

        def done() -> bool:
            return session is not self._session or session.acknowledged >= revision

        def show() -> None:
            if session is self._session and self._pane is not None:
                self._pane.list_again()

        self._window.commands.files.patience.until(done, show)


def _bringing_back(
    document: Document, compared: Compared, part: str, page: str, stop: Stop | None, ids: IdSource
) -> RestoreVersion:
    """The edit that brings part of a version back (see ``pane.PARTS``); what is less than all stands on the templates of today."""
    wanted, number = compared.before, compared.number
    if part == "issue" or (part == "part" and stop is None):
        return restoring_issue(document, wanted, number)
    wanted = on_templates_of(wanted, document, ids)
    if part == "page" or stop is None or not (stop.element or stop.story):
        return restoring_page(document, wanted, page, number)
    spots = [each for change in compared.differences.pages for each in change.spots if each.element == stop.element]
    kinds = {kind for each in spots for kind in each.kinds}
    stood = any(each.id == stop.element for old in wanted.pages for each in old.elements)
    known = any(each.id == stop.story for each in wanted.stories)
    copy = stop.story if known and (not stop.element or kinds & {"copy", "gone"}) else ""
    element = stop.element if stood and kinds - {"copy"} else ""
    return restoring_part(document, wanted, number, story=copy, element=element)
