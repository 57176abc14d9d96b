"""Files taken into the open issue (收稿、收图): read in a worker process, then all that comes of it in one step.

The originals of pictures are read again for the issue file, one after another on a thread beside the hand.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QThreadPool, Signal

from layoutdesk import edits
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.model import Asset, Document, PictureRef, Story
from layoutdesk.ui import work
from layoutdesk.ui.placing_pictures import Placed, Target, found_homes, placed, with_words
from layoutdesk.ui.selection import Part

if TYPE_CHECKING:
    from layoutdesk.makeup.taking import Taken
    from layoutdesk.ui.window import Window


class Taking(QObject):
    """The hand on files and unplaced pictures that are let go over the window."""

    #: From the thread that reads: what was taken, the asset, its bytes, and their SHA-256; no bytes where they cannot be had.
    _read = Signal(object, object, object, str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._taken: Taken | None = None
        self._target: Target | None = None
        self._waiting: deque[Asset] = deque()
        self._problems: list[Problem] = []
        self._read.connect(self._received)
        window.desk.opened.connect(self._forget)

    def files(self, files: Sequence[Path], target: Target | None = None) -> None:
        """Takes files and what lies in folders into the issue.

        A single picture goes where the hand let it go, ``target``; others to the stories to which they clearly belong, else they
        wait in the copy panel.
        """
        session = self._desk.session
        if session is None or self._taken is not None:
            return
        if session.read_only:
            self._window.show_refusal(Refusal("session.read-only", file=session.path.name))
            return

        def take(taken: Taken) -> None:
            # Several do not stand on one another, and copy goes into the panel.
            alone = len(taken.assets) == 1 and not taken.stories
            self._taken, self._target = taken, target if alone else None
            self._problems = list(taken.problems)
            self._waiting = deque(taken.assets)
            self._next()

        self._window.worker.start("ui.work.taking", work.take_files, (tuple(files),), take)

    @property
    def is_busy(self) -> bool:
        """Whether files are on their way into the issue."""
        return self._taken is not None

    def asset(self, name: str, target: Target, words: PictureRef | None = None) -> bool:
        """Puts a picture of the issue where the hand let it go, with its ``words`` from elsewhere; whether that was done."""
        document = self._desk.document
        found = next((asset for asset in document.assets if asset.id == name), None)
        if found is None:
            return False
        put = placed(document, target, found, self._desk.ids, self._desk.book)
        return self._apply((), with_words(put, words, self._desk.ids) if words is not None else put)

    def _next(self) -> None:
        """Has the original of the next picture read; where all are, what was taken becomes a step."""
        taken = self._taken
        if taken is None:
            return
        if self._waiting:
            QThreadPool.globalInstance().start(partial(self._fetch, taken, self._waiting.popleft()))
        else:
            self._finish(taken)

    def _fetch(self, taken: Taken, asset: Asset) -> None:
        """Reads an original; on a thread of its own, so that no disk and no large picture holds up the hand."""
        try:
            data = taken.embedded.get(asset.sha256) or Path(asset.path).read_bytes()
        except OSError:
            data = b""
        self._read.emit(taken, asset, data, hashlib.sha256(data).hexdigest())

    def _received(self, taken: Taken, asset: Asset, data: bytes, sha256: str) -> None:
        """Gives an original to the writer of the issue."""
        session = self._desk.session
        if session is None or taken is not self._taken:
            return
        if data and sha256 == asset.sha256:
            session.add_asset_bytes(data, sha256)
        else:
            # It went, or changed, while the others were read.
            self._problems.append(
                Problem(code="pictures.no_file", severity="error", args={"file": asset.name}, file=asset.name)
            )
            self._taken = _without(taken, asset)
        self._next()

    def _finish(self, taken: Taken) -> None:
        self._taken = None
        document = self._desk.document
        known = {asset.sha256: asset for asset in document.assets}
        same = {asset.id: known[asset.sha256] for asset in taken.assets if asset.sha256 in known}
        stories = tuple(_with_known(story, same) for story in taken.stories)
        steps: list[edits.Edit] = [edits.AddAsset(asset) for asset in taken.assets if asset.id not in same]
        steps += [edits.AddStory(story) for story in stories]
        steps += [edits.AddQuery(query) for query in taken.queries]
        after = edits.apply(document, edits.Batch("ui.history.take", tuple(steps)))
        used = {item.asset for story in stories for item in story.body if isinstance(item, PictureRef)}
        fresh = [same.get(asset.id, asset) for asset in taken.assets]
        loose = [asset for asset in fresh if asset.id not in used]
        put = self._put(after, loose)
        self._apply(steps, put)
        self._say(len(stories), len(fresh))

    def _put(self, document: Document, loose: Sequence[Asset]) -> Placed:
        target, book = self._target, self._desk.book
        if target is not None and loose:
            return placed(document, target, loose[0], self._desk.ids, book)
        return Placed(found_homes(document, loose, self._desk.ids, book)[0])

    def _apply(self, steps: Sequence[edits.Edit], put: Placed) -> bool:
        """All of it as one step of the history; what was placed is selected, in a block the picture itself."""
        copy = any(isinstance(step, edits.AddStory) for step in steps)
        label = "ui.history.place-picture" if put.steps and not copy else "ui.history.take"
        every = (*steps, *put.steps)
        if not every or not self._desk.apply(edits.Batch(label, every)):
            return False
        if put.element:
            self._desk.select(put.element)
            self._desk.hold(Part(put.picture) if put.picture else None)
            self._window.view.setFocus()
        return True

    def _say(self, stories: int, pictures: int) -> None:
        """What came in, and in one sentence each what did not."""
        text, window = self._window.language.text, self._window
        said = [text("ui.taking.stories", count=stories)] if stories else []
        said += [text("ui.taking.pictures", count=pictures)] if pictures else []
        refused = [problem for problem in self._problems if problem.severity == "error"]
        said += [window.language.problem(problem) for problem in refused[:2]]
        if len(refused) > 2:
            said.append(text("ui.taking.more", count=len(refused) - 2))
        if said:
            (window.status.refuse if refused else window.status.say)("ui.work.said", sentences="  ".join(said))

    def _forget(self) -> None:
        """Another issue is open: what was on its way belongs to the one before."""
        self._taken = None
        self._waiting.clear()


def _with_known(story: Story, same: dict[str, Asset]) -> Story:
    """A story whose pictures are those that the issue has already, where it has them."""
    body = tuple(
        replace(item, asset=same[item.asset].id) if isinstance(item, PictureRef) and item.asset in same else item
        for item in story.body
    )
    return replace(story, body=body) if same else story


def _without(taken: Taken, gone: Asset) -> Taken:
    """What was taken, without a picture whose bytes are no longer to be had; a story that names it shows that it is missing."""
    stories = tuple(
        replace(
            story,
            body=tuple(
                replace(item, asset="") if isinstance(item, PictureRef) and item.asset == gone.id else item
                for item in story.body
            ),
        )
        for story in taken.stories
    )
    assets = tuple(asset for asset in taken.assets if asset.id != gone.id)
    return replace(taken, stories=stories, assets=assets)
