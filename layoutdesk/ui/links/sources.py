"""Looking at the sources of pictures beside the hand (来源核对): whether they are gone, or others than the issue's originals.

A folder on a share that is away may keep whoever asks for minutes, and nothing ends such a call. Each folder is therefore looked
at on a thread of its own that nobody waits for, not even the end of the program; one without an answer counts as away until then.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from layoutdesk.model import Asset
from layoutdesk.pictures.sources import Seen, look, source_of

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

#: Milliseconds between two looks while somebody watches, and after an issue was opened.
LOOK_MS: Final = 4000
FIRST_MS: Final = 1500
#: Seconds after which a folder that does not answer counts as away.
PATIENCE: Final = 5.0
#: Folders that are looked at at once.
MOST_AT_ONCE: Final = 4

AWAY: Final = Seen("unreadable")


class _Wanted(NamedTuple):
    """A picture whose source is to be looked at, and what was seen of it before."""

    asset: Asset
    source: Path
    known: Seen | None


class Sources(QObject):
    """What is known of the sources of an issue's pictures. ``changed``: other than before."""

    changed = Signal()
    #: From a thread: which folder of which round, and what was seen by the ids of the pictures.
    _answered = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        #: What was seen, with the path and original that it was seen for.
        self._seen: dict[str, tuple[str, str, Seen]] = {}
        self._queue: list[Path] = []
        #: The folders under way and since when.
        self._asked: dict[Path, float] = {}
        self._round = object()
        #: Where pictures come from, for the pictures and the place of the issue that it was asked for.
        self._places: tuple[object, Path | None, list[tuple[Asset, Path]]] = (), None, []
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self._tick)
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._first.timeout.connect(self.look)
        self._answered.connect(self._received)
        desk.opened.connect(self._forget)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._came_back)

    def seen(self, asset: Asset) -> Seen | None:
        """What the source of a picture was when it was looked at last; nothing where that is not known."""
        kept = self._seen.get(asset.id)
        return kept[2] if kept is not None and kept[:2] == (asset.path, asset.sha256) else None

    @property
    def has_changed(self) -> bool:
        """Whether any source is known to be another picture than the issue's."""
        return any(seen.state == "changed" for _, _, seen in self._seen.values())

    def watch(self, wanted: bool) -> None:
        """Looks again and again from now on, or only when the editor comes back from another program."""
        if wanted:
            self.look()
            self._clock.start()
        else:
            self._clock.stop()

    def look(self) -> None:
        """Has all sources looked at, folder by folder."""
        session = self._desk.session
        if session is None:
            return
        for folder in dict.fromkeys(source.parent for _, source in self._known(session.path)):
            if folder not in self._asked and folder not in self._queue:
                self._queue.append(folder)
        self._go_on()

    def _known(self, issue: Path) -> list[tuple[Asset, Path]]:
        assets = self._desk.document.assets
        if self._places[0] is not assets or self._places[1] != issue:
            pairs = ((asset, source_of(asset, issue)) for asset in assets)
            self._places = assets, issue, [(asset, source) for asset, source in pairs if source is not None]
        return self._places[2]

    def _tick(self) -> None:
        """The hand comes first: while something is tried out nobody looks."""
        self._give_up()
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if active and self._desk.preview is None:
            self.look()

    def _came_back(self, state: Qt.ApplicationState) -> None:
        """The editor was in another program, where pictures are worked on."""
        if state == Qt.ApplicationState.ApplicationActive and self._desk.is_open:
            self._first.start()

    def _go_on(self) -> None:
        session, now = self._desk.session, time.monotonic()
        if session is None:
            return
        pairs = self._known(session.path) if self._queue else []
        while self._queue and sum(now - since < PATIENCE for since in self._asked.values()) < MOST_AT_ONCE:
            folder = self._queue.pop(0)
            wanted = [_Wanted(asset, at, self.seen(asset)) for asset, at in pairs if at.parent == folder]
            self._asked[folder] = now
            threading.Thread(target=self._look_into, args=(self._round, folder, wanted), daemon=True).start()
            QTimer.singleShot(round(PATIENCE * 1000) + 100, self, self._give_up)

    def _look_into(self, turn: object, folder: Path, wanted: Sequence[_Wanted]) -> None:
        """On a thread of its own."""
        found = {each.asset.id: (each.asset, look(each.asset, each.source, each.known)) for each in wanted}
        with suppress(RuntimeError):  # the window is gone
            self._answered.emit((turn, folder), found)

    def _received(self, asked: tuple[object, Path], found: dict[str, tuple[Asset, Seen]]) -> None:
        turn, folder = asked
        if turn is not self._round:
            return
        self._asked.pop(folder, None)
        self._note({name: (asset.path, asset.sha256, seen) for name, (asset, seen) in found.items()})
        self._go_on()

    def _give_up(self) -> None:
        """What lies in folders that do not answer is away."""
        session, now = self._desk.session, time.monotonic()
        late = {folder for folder, since in self._asked.items() if now - since >= PATIENCE}
        if session is None or not late:
            return
        gone = [asset for asset, source in self._known(session.path) if source.parent in late]
        self._note({asset.id: (asset.path, asset.sha256, AWAY) for asset in gone})
        self._go_on()

    def _note(self, found: dict[str, tuple[str, str, Seen]]) -> None:
        before = {name: self._seen.get(name) for name in found}
        self._seen |= found
        if before != found:
            self.changed.emit()

    def _forget(self) -> None:
        """Another issue is open: what still comes of the one before is for nobody."""
        self._seen.clear()
        self._queue.clear()
        self._asked.clear()
        self._round = object()
        if self._desk.is_open:
            self._first.start()
