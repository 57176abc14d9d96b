"""Reads versions on a thread of its own: a day's paper takes a tenth of a second, and the hand waits for nothing.

The file is open only while something is read, so that whoever closes the issue leaves a single file.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import PriorityQueue
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from layoutdesk.base.problem import Refusal
from layoutdesk.model import Document
from layoutdesk.proof.differing import Differences, differences, story_pieces
from layoutdesk.proof.textdiff import Piece
from layoutdesk.store import IssueFile
from layoutdesk.store.rows import kept
from layoutdesk.store.versions import Version

#: So many rows of versions are kept decoded.
_MOST: Final = 20_000
#: What is compared comes before what the list says of versions that nobody has chosen yet.
_FIRST, _LIST, _LATER, _END = range(4)


class Compared(NamedTuple):
    """Two states of the issue: a version, and another or the issue as it is (``other`` 0); the words of stories that differ."""

    number: int
    other: int
    before: Document
    after: Document
    differences: Differences
    words: dict[str, tuple[Piece, ...]]


class Shelf(QObject):
    """The versions of one issue file. ``listed``: all of them, oldest first; ``told``: what one differs in from the one before."""

    listed = Signal(object)
    told = Signal(int, object)
    compared = Signal(object)
    refused = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._asked: PriorityQueue[tuple[int, int, Callable[[], None] | None]] = PriorityQueue()
        self._count = itertools.count()
        self._known: dict[tuple[str, bytes], Any] = {}
        self._told: dict[int, Differences] = {}
        #: The number of the comparison that is wanted: those asked for before it are not made any more.
        self._wanted = 0
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="versions", daemon=True)
        self._thread.start()

    def list(self) -> None:
        """Reads which versions there are, and then, newest first, what each differs in from the one before it."""
        self._ask(_LIST, self._list)

    def compare(self, number: int, other: int, now: Document) -> None:
        """Compares a version with another, or with the issue as it is ``now`` (``other`` 0)."""
        self._wanted += 1
        wanted = self._wanted
        self._ask(_FIRST, lambda: self._compare(wanted, number, other, now))

    def close(self) -> None:
        """Ends the thread, and waits for what it is reading."""
        self._ended = True
        self._ask(_FIRST, None)
        self._thread.join()

    # --- the thread

    def _ask(self, urgency: int, piece: Callable[[], None] | None) -> None:
        self._asked.put((urgency, next(self._count), piece))

    def _run(self) -> None:
        while True:
            piece = self._asked.get()[2]
            if piece is None or self._ended:
                return
            try:
                piece()
            except Refusal as refusal:
                self._emit(self.refused, refusal)

    def _emit(self, signal: Any, *given: object) -> None:
        # The window may have gone meanwhile.
        with suppress(RuntimeError):
            if not self._ended:
                signal.emit(*given)

    def _list(self) -> None:
        with IssueFile.open(self._path) as file:
            versions = file.versions()
        self._emit(self.listed, tuple(versions))
        for before, version in reversed(list(itertools.pairwise(versions))):
            self._ask(_LATER, lambda before=before, version=version: self._tell(before, version))  # type: ignore[misc]

    def _tell(self, before: Version, version: Version) -> None:
        if version.number not in self._told:
            one, other = self._read((before.number, version.number))
            self._told[version.number] = differences(one, other)
        self._emit(self.told, version.number, self._told[version.number])

    def _compare(self, wanted: int, number: int, other: int, now: Document) -> None:
        if wanted != self._wanted:
            return
        if other:
            before, after = self._read((number, other))
            # What is the same today is composed already.
            before, after = kept(now, before), kept(now, after)
        else:
            before, after = kept(now, self._read((number,))[0]), now
        found = differences(before, after)
        words = {each.story: story_pieces(before, after, each.story) for each in found.stories}
        if wanted == self._wanted:
            self._emit(self.compared, Compared(number, other, before, after, found, words))

    def _read(self, numbers: Sequence[int]) -> list[Document]:
        if len(self._known) > _MOST:
            self._known.clear()
        with IssueFile.open(self._path) as file:
            return [file.version(number, self._known) for number in numbers]
