"""A disk that is soon full: a file system of its own in the machine's memory. Only root can mount one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Makes ``folder`` such a disk while the block lasts; skips, in words, where that is not allowed."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk, and only Linux is asked to")
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def read_only(folder: Path, wanted: bool = True) -> None:
    """Turns a small disk into a medium that takes nothing, or back."""
    option = "remount,ro" if wanted else "remount,rw"
    subprocess.run(["mount", "-o", option, str(folder)], check=True)


def fill_up(folder: Path, leaving: int = 0) -> None:
    """Fills the disk of ``folder`` with one file, ``fill``, but for ``leaving`` bytes."""
    file = os.open(folder / "fill", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        while os.write(file, bytes(4096)):
            pass
    except OSError:
        os.ftruncate(file, max(0, os.fstat(file).st_size - leaving))
    finally:
        os.close(file)
