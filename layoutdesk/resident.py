"""A process that stays from one piece of work to the next (常驻): what it has made ready is there for the one after.

Like ``jobs``, started fresh (spawn), watched without threads and cancelled; it ends by itself when nothing has been asked of it
for a while, or when the first process is gone.
"""

from __future__ import annotations

import atexit
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final

from layoutdesk.base.problem import Refusal
from layoutdesk.jobs import GRACE, State, answered, leave, refusal_of, see_off

#: Seconds without work after which the process ends.
REST: Final = 600.0


def nothing() -> object:
    """What a process stands on that stands on nothing."""
    return None


class Resident:
    """A process for one piece of work at a time; started with the first, and anew where it has ended.

    ``ground``, a function at the top of a module, says what the process stands on: it is asked there before each piece of work, and
    where it says something else than at first the process ends and another does the work.
    """

    def __init__(self, rest: float = REST, ground: Callable[[], object] = nothing) -> None:
        self._rest, self._ground = rest, ground
        self._process: Any = None
        self._near: Connection | None = None

    @property
    def pid(self) -> int:
        """The number of the process; 0 where there is none."""
        return self._process.pid if self._process is not None and self._process.is_alive() else 0

    def start(self, function: Callable[..., Any], *arguments: Any) -> Errand:
        """Has ``function(*arguments, progress=report)`` called in the process (see ``jobs.Report``)."""
        self.send((function, arguments))
        return Errand(self, function, arguments)

    def send(self, work: tuple[Callable[..., Any], tuple[Any, ...]]) -> None:
        """Gives the process its work; where it has ended, another one."""
        if self._near is not None and not self.pid:
            self.end()
        try:
            self._connection().send(work)
        except OSError:
            # It has ended between two looks.
            self.end()
            self._connection().send(work)

    def _connection(self) -> Connection:
        if self._near is None:
            context = get_context("spawn")
            self._near, far = context.Pipe()
            self._process = context.Process(target=_serve, args=(far, self._rest, self._ground), name="resident")
            self._process.start()
            far.close()
            atexit.register(self.end)
        return self._near

    def receive(self, wait: float) -> tuple[str, Any, Any] | None:
        """What came back, waiting up to ``wait`` seconds for it; raises ``EOFError`` or ``OSError`` where the process has ended."""
        if self._near is None:
            raise EOFError
        message: tuple[str, Any, Any] | None = self._near.recv() if self._near.poll(wait) else None
        return message

    def death(self, task: str) -> Refusal:
        """Why the process has ended without a word."""
        self._process.join(GRACE)
        return Refusal("jobs.died", task=task, exit=self._process.exitcode)

    def end(self) -> None:
        """Ends the process; what it was writing it takes away first, within a moment."""
        if self._near is None:
            return
        self._near.close()
        self._near = None
        self._process.terminate()
        see_off(self._process)
        self._process = None
        atexit.unregister(self.end)


class Errand:
    """One piece of work of a resident process, polled as a ``Job`` is."""

    def __init__(self, resident: Resident, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self.name = function.__name__
        self._work, self._is_begun = (function, arguments), False
        self.state: State = "running"
        self.progress, self.doing = 0.0, ""
        self._resident = resident
        self._result: Any = None
        self._refusal: Refusal | None = None

    def poll(self, wait: float = 0.0) -> bool:
        """Takes in what came back, waiting up to ``wait`` seconds for it; whether the work has ended."""
        try:
            while self.state == "running" and (message := self._resident.receive(wait)) is not None:
                self._is_begun = True
                self._take(*message)
                wait = 0.0
        except (EOFError, OSError):
            if not self._is_begun:
                # It ended just when the work came, having rested long enough say. Work that ends it does so again.
                self._is_begun = True
                self._resident.send(self._work)
                return False
            self.state, self._refusal = "failed", self._resident.death(self.name)
            self._resident.end()
        return self.state != "running"

    def _take(self, kind: str, first: Any, second: Any) -> None:
        if kind == "progress":
            self.progress, self.doing = first, second
        elif kind == "result":
            self.state, self._result, self.progress = "done", first, 1.0
        else:
            self.state, self._refusal = "failed", refusal_of(self.name, kind, first, second)

    def cancel(self) -> None:
        """Ends the process, which first takes away what it was writing."""
        if self.state == "running":
            self.state, self._refusal = "cancelled", Refusal("jobs.cancelled", task=self.name)
            self._resident.end()

    @property
    def result(self) -> Any:
        """What the function gave back; raises its refusal, or one that says why there is no result."""
        if self._refusal is not None:
            raise self._refusal
        return self._result


def _serve(pipe: Connection, rest: float, ground: Callable[[], object]) -> None:
    """The other process: one piece of work after the other."""
    # Ctrl-C reaches both processes; it is for the first to end the second.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave)

    def report(share: float, doing: str = "") -> None:
        pipe.send(("progress", share, doing))

    # A first process that is gone asks for nothing more.
    with suppress(EOFError, OSError):
        stood = ground()
        while pipe.poll(rest):
            function, arguments = pipe.recv()
            if ground() != stood:
                # Unanswered: it is given to another.
                return
            pipe.send(answered(partial(function, *arguments, progress=report)))
