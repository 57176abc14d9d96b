"""The process that runs inputs: limited in memory and time, watched for what it writes and whom it calls."""

from __future__ import annotations

import hashlib
import json
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, Final

from fuzz.mutate import MOST
from fuzz.seeds import seeds
from fuzz.targets import TARGETS, Target, take

#: What one input may take: seconds of processor time, since other work may hold up the clock, and memory.
SECONDS: Final = 10.0
MEGABYTES: Final = 1024
#: Inputs that were read and are kept as further seeds, and failures of one kind that are kept.
_KEPT, _ALIKE = 200, 2
#: Audit events that an input has no reason for, beside opening files to write.
_FORBIDDEN: Final = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename", "os.rmdir", "os.mkdir",
    "shutil.", "urllib.", "ftplib.", "smtplib.", "webbrowser.", "ctypes.dlopen",
)  # fmt: skip


class Slow(BaseException):
    """An input that took longer than it may; no ``except Exception`` catches it."""


class Watch:
    """Notes what inputs do outside ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = f"{folder}/"
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = args
            writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (mode is None and flags & 3)
            if writes and not str(path).startswith(self.folder):
                self.seen.append(f"wrote {path}")
        elif event.startswith(_FORBIDDEN) and not str(args[0] if args else "").startswith(self.folder):
            self.seen.append(f"{event} {args!r}"[:300])


class Worker:
    """Runs inputs of one target for some time or number, and saves those that fail."""

    def __init__(self, target: Target, seed: int, folder: Path, found: Path) -> None:
        self.target, self.rng, self.folder, self.found = target, Random(f"{target.name} {seed}"), folder, found
        self.watch = Watch(folder)
        self.pool: list[bytes] = list(seeds(target.name))
        self.first = len(self.pool)
        self.alike: dict[str, int] = {}
        self.inputs = self.read = self.slowest = 0.0

    def run(self, until: float, most: int) -> dict[str, Any]:
        while time.monotonic() < until and self.inputs < most:
            self._one(self._input())
        return {"inputs": int(self.inputs), "read": int(self.read), "slowest": self.slowest, "failures": self.alike}

    def _input(self) -> bytes:
        data = self.rng.choice(self.pool)
        for _ in range(self.rng.choice((1, 1, 2, 3, 6))):
            data = self.rng.choice(self.target.mutators)(self.rng, data, self.pool)[:MOST] or b" "
        return data

    def _one(self, data: bytes) -> None:
        (self.folder / "current").write_bytes(data)
        fault = self._try(data)
        self.inputs += 1
        if fault:
            self._save(data, *fault)

    def _try(self, data: bytes) -> tuple[str, str] | None:
        """The kind of failure and its story; nothing where the input was read or refused."""
        self.watch.seen.clear()
        begin = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            if take(self.target, data, self.folder):
                self.read += 1
                self._keep(data)
        except (Slow, Exception):
            return _where(), traceback.format_exc()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.slowest = max(self.slowest, round(time.process_time() - begin, 3))
        return (self.watch.seen[0], "\n".join(self.watch.seen)) if self.watch.seen else None

    def _keep(self, data: bytes) -> None:
        """Now and then an input that was read becomes a seed, so that changes add up."""
        if len(data) < MOST // 8 and self.rng.random() < 0.02:
            if len(self.pool) < _KEPT:
                self.pool.append(data)
            else:
                self.pool[self.rng.randrange(self.first, len(self.pool))] = data

    def _save(self, data: bytes, kind: str, story: str) -> None:
        self.alike[kind] = self.alike.get(kind, 0) + 1
        if self.alike[kind] > _ALIKE:
            return
        small = self._smaller(data, kind)
        name = f"{self.target.name.replace(' ', '-')}-{hashlib.sha256(small).hexdigest()[:8]}"
        self.found.mkdir(parents=True, exist_ok=True)
        (self.found / f"{name}.bin").write_bytes(small)
        (self.found / f"{name}.txt").write_text(f"{kind}\n\n{story}", encoding="utf-8")

    def _smaller(self, data: bytes, kind: str) -> bytes:
        """The input with pieces taken out as long as it fails alike, for some seconds."""
        until = time.monotonic() + 3
        size = len(data) // 2
        while size and time.monotonic() < until:
            at = 0
            while at < len(data) and time.monotonic() < until:
                trial = data[:at] + data[at + size :]
                fault = self._try(trial) if trial else None
                if fault is not None and fault[0] == kind:
                    data = trial
                else:
                    at += size
            size //= 2
        return data


def _where() -> str:
    """The error in hand and the last line of ours that it passed."""
    error = sys.exc_info()[1]
    ours = [one for one in traceback.extract_tb(sys.exc_info()[2]) if "layoutdesk" in one.filename]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    text = str(error)[:60] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {place} {text}".strip()


def _slow(_: int, __: FrameType | None) -> None:
    raise Slow


def _limit() -> None:
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    most = pages * resource.getpagesize() + MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: Sequence[str]) -> None:
    """``TARGET SEED SECONDS INPUTS FOLDER FOUND``; prints what happened as one line of JSON."""
    name, seed, seconds, inputs, folder, found = arguments
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGPROF, _slow)
    target = next(target for target in TARGETS if target.name == name)
    worker = Worker(target, int(seed), Path(folder), Path(found))
    # Whatever is loaded only now and then is loaded before the limit counts.
    for data in seeds(name):
        worker._try(data)
    worker.read = worker.slowest = 0.0
    _limit()
    print(json.dumps(worker.run(time.monotonic() + float(seconds), int(inputs))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
