"""The rebuildable cache of converted pictures: small files under the user's cache folder, bounded, each with its checksum.

Nothing here may fail an export: what cannot be read is made again, what cannot be written is not kept.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from layoutdesk.base.shelf import Shelf

#: Everything together may take this many bytes on disk.
BOUND: Final = 2_000_000_000
#: And of a process that lives this many in memory.
WARM: Final = 48_000_000
_MAGIC: Final = b"LDPC1\n"
_DIGEST: Final = 16
_DAY: Final = 86_400


def cache_folder() -> Path:
    """Where rebuildable files of this user belong: ``LAYOUTDESK_CACHE``, else the platform's cache folder."""
    chosen = os.environ.get("LAYOUTDESK_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "layoutdesk" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "layoutdesk"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "layoutdesk"


class PictureCache:
    """Bytes by key. ``folder`` is made when first written to; ``bound`` in bytes holds after every sweep."""

    def __init__(self, folder: Path | None = None, bound: int = BOUND) -> None:
        self.folder = folder or cache_folder() / "pictures"
        self.bound = bound
        self._until_sweep = 0

    def path(self, key: str) -> Path:
        """The file that holds ``key``."""
        name = hashlib.blake2b(key.encode(), digest_size=20).hexdigest()
        return self.folder / name[:2] / name

    def get(self, key: str) -> bytes | None:
        """What was put under ``key``; ``None`` where there is nothing, or nothing whole."""
        path = self.path(key)
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        start = len(_MAGIC) + _DIGEST
        payload = stored[start:]
        if stored[:start] != _MAGIC + _digest(key, payload):
            return None
        with suppress(OSError):
            # The sweep takes what was used longest ago; once a day is exact enough.
            if path.stat().st_mtime < time.time() - _DAY:
                os.utime(path)
        return payload

    def put(self, key: str, payload: bytes) -> None:
        """Keeps ``payload`` under ``key``, whole or not at all; a full or read-only disk is no fault."""
        import tempfile  # a tenth of an export's imports, and most exports write nothing here

        path = self.path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_MAGIC + _digest(key, payload) + payload)
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        self._until_sweep -= len(payload)
        if self._until_sweep < 0:
            self.sweep()
            self._until_sweep = self.bound // 16

    def sweep(self) -> None:
        """Removes what was used longest ago until nine tenths of the bound are left; does nothing within the bound."""
        files = []
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                status = path.stat()
                files.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in files)
        if total <= self.bound:
            return
        for _, size, path in sorted(files):
            if total <= self.bound * 9 // 10:
                return
            with suppress(OSError):
                path.unlink()
                total -= size


class WarmCache(PictureCache):
    """The same in a process that lives: what was found whole stays in memory, ``warm`` bytes of it, and is not read again."""

    def __init__(self, folder: Path | None = None, bound: int = BOUND, warm: int = WARM) -> None:
        super().__init__(folder, bound)
        self._warm: Shelf[bytes] = Shelf(warm)

    def get(self, key: str) -> bytes | None:
        """What was put under ``key``; ``None`` where there is nothing, or nothing whole."""
        known = self._warm.get(key)
        if known is None and (known := super().get(key)) is not None:
            self._warm.put(key, known, len(known))
        return known


def _digest(key: str, payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=_DIGEST, key=hashlib.blake2b(key.encode()).digest()[:32]).digest()
