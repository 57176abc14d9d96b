"""A bus and an input method on a screen: ibus with libpinyin, as a Chinese desktop has them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from screen.display import Lines, Screen, running, until

#: Keeps its settings in memory: what the person at this machine has chosen is neither asked nor changed.
MEMORY: Final = Path("/usr/libexec/ibus-memconf")
ENGINE: Final = Path("/usr/share/ibus/component/libpinyin.xml")


@contextmanager
def bus(on: Screen) -> Iterator[None]:
    """Programs started on the screen in this block have a session bus of their own."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with running(command, on.folder / "dbus.log", env=on.environment, stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        address = Lines(daemon.stdout.fileno()).take("the address of the bus").strip()
        on.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        yield


@contextmanager
def libpinyin(on: Screen) -> Iterator[None]:
    """Programs started on the screen in this block write Chinese by libpinyin."""
    with bus(on):
        on.environment["QT_IM_MODULE"] = "ibus"
        daemon = ["ibus-daemon", "--config", str(MEMORY), "--panel", "disable"]
        with running(daemon, on.folder / "ibus.log", env=on.environment, stdout=subprocess.DEVNULL):
            until("libpinyin", lambda: _is_chosen(on))
            yield


def _is_chosen(on: Screen) -> bool:
    """Whether the engine is in use; chooses it where it is not. A daemon that gives no answer is asked again."""

    def ibus(*words: str) -> str:
        command = ["ibus", *words]
        with suppress(subprocess.TimeoutExpired):
            return subprocess.run(command, env=on.environment, capture_output=True, text=True, timeout=60).stdout
        return ""

    if "libpinyin" in ibus("engine"):
        return True
    # It gives 1 also where it was chosen, but no keyboard could be: what counts is what is in use.
    ibus("engine", "libpinyin")
    return False
