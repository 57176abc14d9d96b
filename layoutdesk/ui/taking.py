"""Files taken into the open issue (收稿、收图): read in a worker process, then all that comes of it in one step.

What is let go while others are read, or while other work is under way, waits its turn. The originals of pictures are read again
for the issue file, one after another on a thread beside the hand.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from layoutdesk import edits
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.model import Asset, PictureRef
from layoutdesk.ui import work
from layoutdesk.ui.placing_pictures import Placed, Target, placed, with_words
from layoutdesk.ui.selection import Part
from layoutdesk.ui.takenin import TakenIn, taken_in, without

if TYPE_CHECKING:
    from layoutdesk.makeup.taking import Taken
    from layoutdesk.ui.window import Window


class Batch:
    """What was let go at once: its files and where; while it is read, what was found and the originals that are still to come."""

    def __init__(self, files: Sequence[Path], target: Target | None) -> None:
        self.files = tuple(files)
        self.target = target
        self.taken: Taken | None = None
        self.waiting: deque[Asset] = deque()
        self.problems: list[Problem] = []


class Taking(QObject):
    """The hand on files and unplaced pictures that are let go over the window."""

    #: From the thread that reads: the batch, the asset, its bytes, and their SHA-256; no bytes where they cannot be had.
    _read = Signal(object, object, object, str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._batch: Batch | None = None
        self._queue: deque[Batch] = deque()
        #: What was not done of the batches of one run, which the words on the next are not to wipe away.
        self._refused: list[str] = []
        self._read.connect(self._received)
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
        self._queue.append(Batch(files, target))
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
            batch.taken, batch.waiting, batch.problems = taken, deque(taken.assets), list(taken.problems)
            self._next(batch)

    def _next(self, batch: Batch) -> None:
        """Has the original of the next picture read; where all are, what was taken becomes a step."""
        if batch.waiting:
            QThreadPool.globalInstance().start(partial(self._fetch, batch, batch.waiting.popleft()))
        else:
            self._finish(batch)

    def _fetch(self, batch: Batch, asset: Asset) -> None:
        """Reads an original; on a thread of its own, so that no disk and no large picture holds up the hand."""
        assert batch.taken is not None
        try:
            data = batch.taken.embedded.get(asset.sha256) or Path(asset.path).read_bytes()
        except OSError:
            data = b""
        self._read.emit(batch, asset, data, hashlib.sha256(data).hexdigest())

    def _received(self, batch: Batch, asset: Asset, data: bytes, sha256: str) -> None:
        """Gives an original to the writer of the issue."""
        session = self._desk.session
        if session is None or batch is not self._batch or batch.taken is None:
            return
        if data and sha256 == asset.sha256:
            session.add_asset_bytes(data, sha256)
        else:
            # It went, or changed, while the others were read.
            batch.problems.append(
                Problem(code="pictures.no_file", severity="error", args={"file": asset.name}, file=asset.name)
            )
            batch.taken = without(batch.taken, asset)
        self._next(batch)

    def _finish(self, batch: Batch) -> None:
        assert batch.taken is not None
        made = taken_in(self._desk.document, batch.taken, batch.target, self._desk.ids, self._desk.book)
        self._batch = None
        self._apply(made.steps, made.put)
        self._say(made, batch)
        self._begin()

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
        refused = [window.language.problem(each) for each in batch.problems if each.severity == "error"]
        if len(refused) > 2:
            refused[2:] = [text("ui.taking.more", count=len(refused) - 2)]
        if made.put.refusal is not None:
            refused.append(window.language.refusal(made.put.refusal))
        if not said and not refused:
            refused.append(text("ui.taking.nothing", file=batch.files[0].name))
        self._refused += refused
        tell = window.status.refuse if self._refused else window.status.say
        tell("ui.work.said", sentences="  ".join(said + self._refused))

    def _forget(self) -> None:
        """Another issue is open: what was on its way belongs to the one before."""
        self._batch = None
        self._queue.clear()
