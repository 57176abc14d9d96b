"""Originals read for the issue file (原件): one after another on a thread, so that no disk holds up the hand."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from layoutdesk.base.problem import Refusal
from layoutdesk.model import Asset
from layoutdesk.pictures.sources import source_of
from layoutdesk.ui.desk import Desk


class Fetch:
    """Originals that are wanted: their assets, those that came inside copy by SHA-256, and who is told of those that are gone.

    Those of another issue come from its file, ``issue``, else from where that says that they lay.
    """

    def __init__(
        self, assets: Sequence[Asset], embedded: Mapping[str, bytes], done: Callable[[list[Asset]], None],
        issue: Path | None = None,
    ) -> None:  # fmt: skip
        self.waiting = deque(assets)
        self.embedded, self.done, self.issue = embedded, done, issue
        #: Those that went, or changed, since they were looked at.
        self.gone: list[Asset] = []


class Originals(QObject):
    """Brings originals to the writer of the open issue; what is under way as another one is opened is for nobody."""

    #: From the thread that reads: what is wanted, the asset, its bytes, and their SHA-256; no bytes where they cannot be had.
    _read = Signal(object, object, object, str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fetches: list[Fetch] = []
        self._read.connect(self._received)
        desk.opened.connect(self._fetches.clear)

    def fetch(self, wanted: Fetch) -> None:
        """Has originals read from where their assets say that they lie; ``done`` is called once all are with the writer."""
        self._fetches.append(wanted)
        self._next(wanted)

    def _next(self, wanted: Fetch) -> None:
        if wanted.waiting:
            QThreadPool.globalInstance().start(partial(self._look, wanted, wanted.waiting.popleft()))
        else:
            self._fetches.remove(wanted)
            wanted.done(wanted.gone)

    def _look(self, wanted: Fetch, asset: Asset) -> None:
        """On the thread that reads."""
        data = wanted.embedded.get(asset.sha256) or _original(asset, wanted.issue)
        self._read.emit(wanted, asset, data, hashlib.sha256(data).hexdigest())

    def _received(self, wanted: Fetch, asset: Asset, data: bytes, sha256: str) -> None:
        """Gives an original to the writer of the issue."""
        session = self._desk.session
        if session is None or not any(each is wanted for each in self._fetches):
            return
        if data and sha256 == asset.sha256:
            session.add_asset_bytes(data, sha256)
        else:
            wanted.gone.append(asset)
        self._next(wanted)


def _original(asset: Asset, issue: Path | None) -> bytes:
    """The original of an asset from the file of its issue, or from its source; none where neither can be read."""
    if issue is not None:
        from layoutdesk.store import IssueFile

        try:
            with IssueFile.open(issue, "r") as file:
                return file.blob(asset.sha256)
        except Refusal:
            pass
    try:
        source = Path(asset.path) if issue is None else source_of(asset, issue)
        return source.read_bytes() if source is not None else b""
    except OSError:
        return b""
