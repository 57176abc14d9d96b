"""A screen of its own for the real program: Xvfb with openbox, a hand of xdotool, pictures of what is to be seen.

Every wait is for a state, never for a time; its limit is generous, since a busy machine is slow and no fault.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from PIL import Image, ImageGrab

from layoutdesk.model import Document
from layoutdesk.store import IssueFile

#: Seconds after which what is waited for is taken to never come.
PATIENCE: Final = 300.0
SIZE: Final = (1640, 1000)
#: Steps of the hand that are told when something goes wrong.
_TRAIL: Final = 12
_ROOT: Final = Path(__file__).resolve().parents[2]
_Answer = TypeVar("_Answer")
Spot = Sequence[int]


def missing(*programs: str) -> str:
    """The programs that are not installed, in one line; empty where all are."""
    lacking = [name for name in programs if shutil.which(name) is None]
    return f"not installed: {', '.join(lacking)} (Debian packages of .ci/system-packages)" if lacking else ""


def until(what: str, look: Callable[[], _Answer], patience: float = PATIENCE) -> _Answer:
    """Looks until there is something to be seen, and gives it; fails with ``what`` was waited for."""
    end = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, f"waited in vain for: {what}"
        time.sleep(0.03)


class Lines:
    """The lines that come through a pipe, each waited for with a limit: what says nothing any more fails, and is named."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._rest = b""

    def take(self, what: str, patience: float = PATIENCE) -> str:
        """The next line, without its end; fails with ``what`` was waited for."""
        end = time.monotonic() + patience
        while b"\n" not in self._rest:
            left = end - time.monotonic()
            assert left > 0, f"waited in vain for: {what}"
            if select.select([self._pipe], [], [], left)[0]:
                more = os.read(self._pipe, 1 << 16)
                assert more, f"ended before: {what}"
                self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode()


@contextmanager
def running(command: Sequence[str], log: Path, **given: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended with the block, with all it has started; what it writes to standard error is in ``log``."""
    with log.open("ab") as errors:
        process = subprocess.Popen(command, stderr=errors, start_new_session=True, **given)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """An X server with a window manager; its number is free, whatever else runs."""
    read, write = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write),
        "-screen",
        "0",
        f"{SIZE[0]}x{SIZE[1]}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    with running(command, folder / "xvfb.log", pass_fds=(write,), stdout=subprocess.DEVNULL):
        os.close(write)
        try:
            name = f":{Lines(read).take('the number of the screen').strip()}"
        finally:
            os.close(read)
        environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder)}
        for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "LAYOUTDESK_CACHE", "LAYOUTDESK_STATE"):
            environment[variable] = str(folder / variable.lower())
        environment.update(PYTHONPATH=f"{_ROOT}{os.pathsep}{_ROOT / 'tests'}", LAYOUTDESK_LANGUAGE="zh")
        environment.pop("WAYLAND_DISPLAY", None)
        with running(["openbox"], folder / "openbox.log", env=environment, stdout=subprocess.DEVNULL):
            yield Screen(name, environment, folder)


class Screen:
    """The screen, and the hand on it."""

    def __init__(self, name: str, environment: dict[str, str], folder: Path) -> None:
        self.name = name
        self.environment = environment
        self.folder = folder
        #: What the hand did last, and what was waited for.
        self.trail: deque[str] = deque(maxlen=_TRAIL)
        self._shots = 0

    def hand(self, *words: object) -> None:
        """One command of xdotool."""
        self.note(" ".join(map(str, words)))
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True, timeout=PATIENCE)

    def note(self, step: str) -> None:
        """Remembers a step, once however often it is done again: a hand that stirs the pointer tells nothing new."""
        if not self.trail or self.trail[-1] != step:
            self.trail.append(step)

    def keys(self, *keys: str) -> None:
        """Presses keys one after the other."""
        self.hand("key", "--delay", 15, *keys)

    def write(self, text: str) -> None:
        """Types a text of the keyboard."""
        self.hand("type", "--delay", 15, text)

    def point(self, spot: Spot) -> None:
        """Moves the pointer."""
        self.hand("mousemove", spot[0], spot[1])

    def click(self, spot: Spot, times: int = 1) -> None:
        """Clicks so many times at one place."""
        self.hand("mousemove", spot[0], spot[1], "click", "--repeat", times, "--delay", 60, 1)

    def drag(self, start: Spot, end: Spot, ready: Callable[[], bool], steps: int = 6) -> None:
        """Presses, moves in steps, and lets go once the window is ``ready``: it has seen the hand there."""
        self.hand("mousemove", start[0], start[1], "mousedown", 1)
        for step in range(1, steps + 1):
            self.point([a + (b - a) * step // steps for a, b in zip(start, end, strict=True)])
        self.stir_until("the drag", ready)
        self.hand("mouseup", 1)

    def stir_until(self, what: str, ready: Callable[[], bool]) -> None:
        """Stirs the pointer at its place until the window is ready: of what hangs over it it is told only by moves."""

        self.note(f"waits for: {what}")

        def look() -> bool:
            self.hand("mousemove_relative", 1, 0, "mousemove_relative", "--", -1, 0)
            return ready()

        until(what, look)

    def picture(self, name: str) -> Image.Image:
        """What is to be seen, kept in the folder under a number and ``name``."""
        self._shots += 1
        shot = ImageGrab.grab(xdisplay=self.name)
        shot.save(self.folder / f"{self._shots:02d}-{name}.png")
        return shot

    def last_words(self, process: subprocess.Popen[bytes], log: Path) -> str:
        """Where the hand stood when something went wrong: its last steps, what was to be seen, what the program said."""
        with suppress(OSError):
            self.picture("failed")
        seen = sorted(self.folder.glob("*-failed.png"))
        end = process.poll()
        return "\n".join(
            (
                f"The hand's last steps: {'; '.join(self.trail)}",
                f"On the screen: {seen[-1] if seen else 'nothing could be taken'}",
                "The program runs" if end is None else f"The program has ended with {end}",
                f"On standard error: {log.read_text() or 'nothing'}",
            )
        )

    def let_go_over(self, files: Sequence[Path], spot: Spot, hangs: Callable[[], bool]) -> None:
        """Drags files out of another program and lets them go at ``spot``, once ``hangs`` says that they hang there."""
        corner = SIZE[0] - 64, SIZE[1] - 34
        command = [sys.executable, "-m", "screen.dragged", *map(str, corner), *map(str, files)]
        log = self.folder / "dragged.log"
        with running(command, log, env=self.environment, stdout=subprocess.PIPE) as source:
            said = Said(source)
            until("the other program", lambda: said.last == "ready")
            start = corner[0] + 20, corner[1] + 15
            self.hand("mousemove", *start, "mousedown", 1, "mousemove_relative", "--", -12, -6)
            self.hand("mousemove_relative", "--", -10, -5)
            until("the drag", lambda: said.last != "ready")
            for step in range(1, 9):
                self.point([a + (b - a) * step // 8 for a, b in zip(start, spot, strict=True)])

            self.stir_until("files hanging over the window", lambda: said.last == "wanted" and hangs())
            self.hand("mouseup", 1)
            until("files taken", lambda: said.last == "finished")


class Said:
    """What a process has printed so far."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self._from = process.stdout.fileno()
        os.set_blocking(self._from, False)
        self._all = b""

    @property
    def last(self) -> str:
        """The line printed last."""
        with suppress(BlockingIOError):
            self._all += os.read(self._from, 1 << 16)
        return self._all.decode().rpartition("\n")[0].rpartition("\n")[2]


class Editor:
    """The program on a screen: asked where things are, moved by the screen's hand."""

    def __init__(self, on: Screen, process: subprocess.Popen[bytes]) -> None:
        self.screen = on
        self._process = process
        assert process.stdout is not None
        self._answers = Lines(process.stdout.fileno())

    def ask(self, name: str, *args: object) -> Any:
        """An answer of the probe (``screen.editor``)."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([name, *args]).encode() + b"\n")
        self._process.stdin.flush()
        return json.loads(self._answers.take(f"an answer to {name} {args}"))

    def until(self, what: str, **wanted: Any) -> dict[str, Any]:
        """Waits for states of the window."""
        seen: dict[str, Any] = {}

        def look() -> bool:
            seen.clear()
            seen.update(self.ask("state"))
            return all(seen.get(name) == value for name, value in wanted.items())

        self.screen.note(f"waits for: {what}")
        try:
            until(what, look)
        except AssertionError as error:
            raise AssertionError(f"{error}; wanted {wanted}, saw {seen}") from None
        return dict(seen)

    def until_writing(self, what: str, **wanted: Any) -> None:
        """Waits for states of what is being written."""
        until(what, lambda: wanted.items() <= self.ask("writing").items())

    def rest(self) -> dict[str, Any]:
        """Waits until nothing is under way, no tile and no picture is missing, and the file has everything."""
        return self.until("rest", busy=False, dialog="")

    def place(self, name: str, *args: object) -> list[int]:
        """A place on the screen, as soon as there is one."""
        found: list[int] = until(f"{name} {args}", lambda: self.ask(name, *args))
        return found

    def is_(self, **wanted: Any) -> bool:
        """Whether the window is in these states now."""
        return bool(wanted.items() <= self.ask("state").items())

    def answer(self, asks: str) -> None:
        """Waits for a dialog with the keys, and takes what it proposes."""
        self.until(f"the question of {asks}", dialog=asks, active=True)
        self.screen.keys("Return")

    def done(self, steps: int) -> None:
        """Waits until the history has so many steps, and everything of them is to be seen and in the file."""
        self.until(f"step {steps}", steps=steps, busy=False)

    def saved(self) -> Document:
        """The issue as its file has it, read by another process than that which writes it."""
        with IssueFile.open(Path(self.ask("state")["file"]), "r") as file:
            return file.read()

    def until_saved(self, what: str, look: Callable[[Document], _Answer]) -> _Answer:
        """Waits until the file has what is looked for."""
        return until(f"in the file: {what}", lambda: look(self.saved()))


@contextmanager
def editor(on: Screen, path: Path | None = None) -> Iterator[Editor]:
    """The program, shown and with the keys; it leaves by its own key, and must say nothing on standard error."""
    command = [sys.executable, "-c", f"from screen.editor import main; main({str(path or '')!r})"]
    log = on.folder / "editor.log"
    log.write_text("")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with running(command, log, env=on.environment, **pipes) as process:
        found = Editor(on, process)
        try:
            found.until("the window", shown=True, active=True)
            yield found
            on.keys("ctrl+q")
            on.note("waits for: the end of the program")
            assert until("the end of the program", lambda: process.poll() is not None) and process.returncode == 0
        except BaseException as error:
            error.add_note(on.last_words(process, log))
            raise
    said = log.read_text()
    assert not said, said
