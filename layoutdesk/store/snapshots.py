"""Whole copies of an issue out of harm's way (快照), for the day when its own file is damaged.

They lie in the user's state folder, one folder an issue, named by the moment; each was taken from a file that had just passed the
whole check. Of one issue a dozen at most are kept, thinned like versions; together they are bounded in bytes, the oldest go first.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from layoutdesk.base import clock
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.store import integrity, mounts
from layoutdesk.store.connect import connect, one_state
from layoutdesk.store.faults import in_words
from layoutdesk.store.journal import mark_of
from layoutdesk.store.publish import Turn, built_beside, copy_database
from layoutdesk.store.thinning import Stamp, superfluous

#: Of one issue, and of all: how many, and bytes.
MOST: Final = 12
MOST_BYTES: Final = 1_000_000_000
ALL: Final = 400
ALL_BYTES: Final = 4_000_000_000
#: How many times its size a snapshot must find free, so that it never takes the room that the issue itself needs.
_ROOM: Final = 3
#: Steps of SQLite's machine between two breaths, about a millisecond of them.
_STEPS: Final = 10_000
_MOMENT: Final = "%Y%m%dT%H%M%SZ"
#: Refusals of a file that may have been an issue before something happened to it.
DAMAGE: Final = frozenset(
    {"store.damaged", "store.damaged-snapshot", "store.not-an-issue", "store.foreign-schema", "store.cannot-open"}
)


class Snapshot(NamedTuple):
    """One snapshot: when it was taken (UTC), its bytes, and the mark of the state that it holds.

    ``number`` rises with every one of its issue, also where the clock is set back.
    """

    path: Path
    number: int
    at: datetime.datetime
    size: int
    mark: str


def root() -> Path:
    """The folder of all snapshots."""
    return mounts.own_folder() / "snapshots"


def folder_of(issue: Path) -> Path:
    """The folder of one issue's snapshots, told by where the issue lies."""
    place = issue.resolve()
    digest = hashlib.sha256(str(place).encode("utf-8", "surrogateescape")).hexdigest()
    return root() / f"{place.stem[:40]}-{digest[:12]}"


def is_snapshot(path: Path) -> bool:
    """Whether a file is one of ours: it is to be copied before anybody works on it, for it will be thinned away."""
    return root().resolve() in path.resolve().parents


def listed(issue: Path) -> list[Snapshot]:
    """The snapshots of an issue, the newest first, unchecked."""
    return _in(folder_of(issue))


def good(issue: Path) -> Iterator[Snapshot]:
    """The snapshots of an issue that can be opened, the newest first, each looked at when it is asked for."""
    for snapshot in listed(issue):
        try:
            connect(snapshot.path, "r").connection.close()
        except Refusal:
            continue
        yield snapshot


def offered(refusal: Refusal, issue: Path) -> Refusal:
    """The refusal of a damaged issue with the last good snapshot named in it, where there is one."""
    if refusal.code not in DAMAGE or refusal.code == "store.damaged-snapshot":
        return refusal
    snapshot = next(good(issue), None)
    return refusal if snapshot is None else Refusal("store.damaged-snapshot", file=issue.name, **_named(snapshot))


def with_offer(problems: tuple[Problem, ...], issue: Path) -> tuple[Problem, ...]:
    """What the whole check has found, with the last good snapshot named after it where the file is damaged."""
    if all(problem.severity != "error" for problem in problems):
        return problems
    offers = (
        Problem(
            code="store.last-snapshot", severity="note", args={"file": issue.name} | _named(snapshot), file=issue.name
        )
        for snapshot in good(issue)
    )
    return (*problems, *islice(offers, 1))


def _named(snapshot: Snapshot) -> dict[str, str]:
    return {"snapshot": str(snapshot.path), "at": snapshot.at.astimezone().strftime("%Y-%m-%d %H:%M")}


def take(issue: Path, turn: Turn, file: Path | None = None) -> tuple[Problem, ...]:
    """Checks an issue as a whole and takes a snapshot if it has changed since the last one; what the check has found.

    ``file`` is the one to read, where that is a copy that stands for an issue on a share. Nothing is taken of a damaged file, nor
    where there is too little room. ``turn`` is told how far the copying is, and may end it.
    """
    import shutil  # an export, which takes none, does without its compressors

    file = file or issue
    opened = connect(file, "r")
    with in_words(issue), closing(opened.connection), one_state(opened.connection):
        turn(0, 1)
        opened.connection.set_progress_handler(lambda: turn(0, 1), _STEPS)
        found = tuple(integrity.faults(opened, issue.name, lambda: turn(0, 1)))
        turn(0, 1)
        mark = mark_of(opened.connection)[:12]
        known = listed(issue)
        if any(problem.severity == "error" for problem in found) or (known and known[0].mark == mark):
            return found
        folder = folder_of(issue)
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(".*"):
            # Of a program that was killed over it.
            left.unlink(missing_ok=True)
        if shutil.disk_usage(folder).free < _ROOM * file.stat().st_size:
            return found
        turn(0, 1)
        now = clock.now().strftime(_MOMENT)
        number = known[0].number + 1 if known else 1
        with built_beside(folder / f"{number:06d}-{now}-{mark}{issue.suffix}") as beside:
            copy_database(opened.connection, beside, turn)
    _rotate(folder, turn)
    return found


def _in(folder: Path) -> list[Snapshot]:
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(ValueError, OSError):
                number, moment, mark = path.stem.split("-")
                at = datetime.datetime.fromisoformat(moment)
                if at.strftime(_MOMENT) != moment:
                    continue
                found.append(Snapshot(path, int(number), at, path.stat().st_size, mark))
    return sorted(found, key=lambda snapshot: snapshot.number, reverse=True)


def _rotate(folder: Path, turn: Turn) -> None:
    """Takes away what is too much, here and in all."""
    own = _in(folder)
    stamps = [Stamp(snapshot.number, snapshot.at) for snapshot in own]
    thin = superfluous(stamps, clock.now())
    gone = [snapshot for snapshot in own if snapshot.number in thin]
    own = [snapshot for snapshot in own if snapshot.number not in thin]
    gone += _beyond(own, MOST, MOST_BYTES)
    all_ = []
    for each in sorted(root().iterdir()):
        all_ += _in(each)
        turn(0, 1)
    all_.sort(key=lambda snapshot: snapshot.at, reverse=True)
    gone += _beyond([snapshot for snapshot in all_ if snapshot not in gone], ALL, ALL_BYTES)
    for snapshot in gone:
        with suppress(OSError):
            snapshot.path.unlink(missing_ok=True)
            # An issue without any is forgotten.
            snapshot.path.parent.rmdir()


def _beyond(newest_first: Sequence[Snapshot], count: int, size: int) -> list[Snapshot]:
    """Those beyond a count or a sum of bytes; the newest is never one of them."""
    beyond, total = [], 0
    for number, snapshot in enumerate(newest_first):
        total += snapshot.size
        if number and (number >= count or total > size):
            beyond.append(snapshot)
    return beyond
