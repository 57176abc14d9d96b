"""Files taken into the open issue (收稿、收图): read in a worker process, then all that comes of it in one step.

What is let go while others are read, or while other work is under way, waits its turn. The originals of pictures are read again
for the issue file (``links.originals``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.model import Asset, PictureRef
from layoutdesk.pictures.sources import kept_path, moved_path
from layoutdesk.ui import work
from layoutdesk.ui.links.originals import Fetch, Originals
from layoutdesk.ui.pagenames import page_name
from layoutdesk.ui.pictureclip import Clipped
from layoutdesk.ui.placing_pictures import Placed, Target, placed, with_words
from layoutdesk.ui.selection import Part
from layoutdesk.ui.takenin import TakenIn, taken_in, without

if TYPE_CHECKING:
    from layoutdesk.makeup.taking import Taken
    from layoutdesk.ui.window import Window


class Batch:
    """What was let go at once: its files, where, and on which page; once they are read, what was found."""

    def __init__(self, files: Sequence[Path], target: Target | None, page: str) -> None:
        self.files = tuple(files)
        self.target, self.page = target, page
        self.taken: Taken | None = None
        self.problems: list[Problem] = []


class Taking(QObject):
    """The hand on files and unplaced pictures that are let go over the window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._batch: Batch | None = None
        self._queue: deque[Batch] = deque()
        #: What was not done of the batches of one run, which the words on the next are not to wipe away.
        self._refused: list[str] = []
        self.originals = Originals(window.desk, self)
        window.desk.opened.connect(self._forget)
        window.worker.finished.connect(self._go_on)

    def files(self, files: Sequence[Path], target: Target | None = None) -> None:
        """Takes files and what lies in folders into the issue, at once or as soon as what is under way is done.

        A single picture or story goes where the hand let it go, ``target``; see ``takenin``.
        """
        session = self._desk.session
        if session is None:
            return
        if session.read_only:
            self._window.show_refusal(Refusal("session.read-only", file=session.path.name))
            return
        if not self.is_busy:
            self._refused.clear()
        self._queue.append(Batch(files, target, target.page if target is not None else self._desk.page_id))
        if self._batch is not None or self._window.worker.is_busy:
            self._window.status.say("ui.taking.queued")
        self._begin()

    def ask(self) -> None:
        """Asks for copy and pictures, and takes them in: for hands that drop nothing."""
        if files := self._window.dialogs.choose_matter():
            self.files(files)

    @property
    def is_busy(self) -> bool:
        """Whether files are on their way into the issue."""
        return self._batch is not None or bool(self._queue)

    def clipped(self, picture: Clipped, target: Target) -> None:
        """Puts the picture on the clipboard where the hand is; one of another issue comes along with its original."""
        session, status = self._desk.session, self._window.status
        if (known := self._known(picture)) is not None:
            self.asset(known.id, target, picture.words)
        elif not picture.source or session is None or session.read_only:
            status.refuse("ui.paste.nothing")
        else:
            status.say("ui.paste.fetching", count=1)
            done = partial(self._brought, picture, target)
            self.originals.fetch(Fetch((picture.asset,), {}, done, Path(picture.source)))

    def _known(self, picture: Clipped) -> Asset | None:
        """The picture on the clipboard as the issue has it."""
        return next((each for each in self._desk.document.assets if each.sha256 == picture.asset.sha256), None)

    def _brought(self, picture: Clipped, target: Target, gone: Sequence[Asset]) -> None:
        """The original of a picture of another issue is there, or cannot be had."""
        session = self._desk.session
        if gone or session is None:
            self._window.status.refuse("ui.paste.without", count=1, names=picture.asset.name)
            return
        if (known := self._known(picture)) is not None:  # pasted twice before it was there
            self.asset(known.id, target, picture.words)
            return
        path = moved_path(picture.asset, Path(picture.source), session.path)
        comes = edits.AddAsset(replace(picture.asset, id=self._desk.ids.new("as"), path=path))
        document = edits.apply(self._desk.document, comes)
        put = placed(document, target, comes.asset, self._desk.ids, self._desk.book)
        if put.refusal is not None:
            self._window.show_refusal(Refusal("ui.status.locked"))
        elif put.steps and self._apply((comes,), with_words(put, picture.words, self._desk.ids)):
            self._window.status.say("ui.paste.brought", count=1)

    def asset(self, name: str, target: Target, words: PictureRef | None = None) -> bool:
        """Puts a picture of the issue where the hand let it go, with its ``words`` from elsewhere.

        Whether that is settled: done, or refused in words.
        """
        document = self._desk.document
        found = next((asset for asset in document.assets if asset.id == name), None)
        if found is None:
            return False
        put = placed(document, target, found, self._desk.ids, self._desk.book)
        if put.refusal is not None:
            self._window.show_refusal(Refusal("ui.status.locked"))
            return True
        return self._apply((), with_words(put, words, self._desk.ids) if words is not None else put)

    def _begin(self) -> None:
        """Has the batch that waits longest read, where nothing else is under way."""
        if self._batch is not None or not self._queue or self._window.worker.is_busy:
            return
        batch = self._batch = self._queue.popleft()
        self._window.worker.start("ui.work.taking", work.take_files, (batch.files,), partial(self._found, batch))

    def _go_on(self) -> None:
        """The worker is free: a batch of which nothing came was given up or refused, and the next has its turn."""
        if self._batch is not None and self._batch.taken is None and not self._window.worker.is_busy:
            self._batch = None
        self._begin()

    def _found(self, batch: Batch, taken: Taken) -> None:
        """Takes over what the worker has read, unless another issue has been opened meanwhile."""
        if batch is self._batch:
            batch.taken, batch.problems = taken, list(taken.problems)
            self.originals.fetch(Fetch(taken.assets, taken.embedded, partial(self._finish, batch)))

    def _finish(self, batch: Batch, gone: Sequence[Asset]) -> None:
        """All originals are there but those that went, or changed, while others were read: what was taken becomes a step."""
        session = self._desk.session
        assert batch.taken is not None and session is not None
        for asset in gone:
            batch.problems.append(
                Problem(code="pictures.no_file", severity="error", args={"file": asset.name}, file=asset.name)
            )
            batch.taken = without(batch.taken, asset)
        kept = (self._with_source(asset, session.path) for asset in batch.taken.assets)
        batch.taken = replace(batch.taken, assets=tuple(kept))
        desk = self._desk
        made = taken_in(desk.document, batch.taken, batch.target, desk.ids, desk.book, batch.page)
        self._batch = None
        self._apply(made.steps, made.put)
        self._say(made, batch)
        self._begin()

    def _with_source(self, asset: Asset, issue: Path) -> Asset:
        """A picture with its source as the issue keeps it; what was pasted has none that lasts."""
        if self._window.commands.in_hand.is_pasted(asset.path):
            return replace(asset, path="", dated=0)
        return replace(asset, path=kept_path(asset.path, issue))

    def _apply(self, steps: Sequence[edits.Edit], put: Placed) -> bool:
        """All of it as one step of the history; what was placed is selected, in a block the picture itself."""
        copy = any(isinstance(step, edits.AddStory) for step in steps)
        label = "ui.history.place-picture" if put.steps and not copy else "ui.history.take"
        every = (*steps, *put.steps)
        if not every or not self._desk.apply(edits.Batch(label, every)):
            return False
        if put.element and self._may_select(put.element):
            self._desk.select(put.element)
            self._desk.hold(Part(put.picture) if put.picture else None)
            self._window.view.setFocus()
        if put.lacks is not None:
            self._window.show_refusal(put.lacks)
        return True

    def _may_select(self, element: str) -> bool:
        """Whether an element stands on the page in view, and no hand is dragging or writing something there meanwhile."""
        page, tool = self._desk.page, self._window.view.tool
        seen = page is not None and any(each.id == element for each in page.elements)
        return seen and (
            tool is None or not (tool.is_dragging or (tool.writes and self._window.writer.spot is not None))
        )

    def _say(self, made: TakenIn, batch: Batch) -> None:
        """What came in, and in one sentence each what did not, of those before it in the queue too."""
        text, window = self._window.language.text, self._window
        said = [text("ui.taking.stories", count=made.stories)] if made.stories else []
        said += [text("ui.taking.pictures", count=made.pictures)] if made.pictures else []
        if made.headed.pages:
            names = " · ".join(page_name(page) for page in made.headed.pages)
            said.append(text("ui.taking.heads", pages=names))
        said += [text("ui.taking.heads_left", file=file) for file in made.headed.left[:1]]
        refused = [window.language.problem(each) for each in batch.problems if each.severity == "error"]
        if len(refused) > 2:
            refused[2:] = [text("ui.taking.more", count=len(refused) - 2)]
        refused += [window.language.refusal(each) for each in (made.put.refusal, made.put.lacks) if each is not None]
        if not said and not refused:
            refused.append(text("ui.taking.nothing", file=batch.files[0].name))
        self._refused += refused
        tell = window.status.refuse if self._refused else window.status.say
        tell("ui.work.said", sentences="  ".join(said + self._refused))

    def _forget(self) -> None:
        """Another issue is open: what was on its way belongs to the one before."""
        self._batch = None
        self._queue.clear()
