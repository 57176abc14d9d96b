"""Originals read for the issue file (原件): one after another on a thread, so that no disk holds up the hand."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from layoutdesk.model import Asset
from layoutdesk.ui.desk import Desk


class Fetch:
    """Originals that are wanted: their assets, those that came inside copy by SHA-256, and who is told of those that are gone."""

    def __init__(
        self, assets: Sequence[Asset], embedded: Mapping[str, bytes], done: Callable[[list[Asset]], None]
    ) -> None:
        self.waiting = deque(assets)
        self.embedded, self.done = embedded, done
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
        try:
            data = wanted.embedded.get(asset.sha256) or Path(asset.path).read_bytes()
        except OSError:
            data = b""
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
