"""Work in a process of its own: started fresh (spawn), watched without threads, cancelled, bounded in time and memory.

A function at the top of a module and its arguments go over; progress and the result come back. ``Job`` is polled, by a timer of the
window say; ``run_limited`` waits. What a function refuses in words is refused here in the same words.
"""

from __future__ import annotations

import atexit
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any, Final, Literal, TypeVar

from layoutdesk.base.bounds import BOUNDS_PROCESSOR, bound_memory, bound_seconds, ended_by_clock
from layoutdesk.base.problem import Refusal

#: Seconds that a cancelled process has to end by itself.
GRACE: Final = 2.0
#: How many times its processor time a process may take by the clock: on a busy machine it waits for its turn most of the time.
#: Where the clock is all there is, what never ends is not to hold up a desk for long.
_PATIENCE: Final = 60.0 if BOUNDS_PROCESSOR else 4.0

_Result = TypeVar("_Result")
State = Literal["waiting", "running", "done", "failed", "cancelled"]
#: What a function calls with the share done (0 to 1) and a code of the texts for what it is doing.
Report = Callable[[float, str], None]


class Job:
    """One call of ``function(*arguments)`` in a process of its own.

    ``reports``: the function takes a keyword ``progress`` (see ``Report``). ``seconds`` of processor time and ``megabytes`` bound
    it where the system can; ``clock`` bounds it everywhere, in seconds by the clock (``_PATIENCE`` times ``seconds`` where nothing
    is said). ``connection`` becomes readable when there is something to poll.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        reports: bool = False,
        seconds: float | None = None,
        clock: float | None = None,
        megabytes: int | None = None,
    ) -> None:
        self.name = function.__name__
        self.state: State = "waiting"
        self.progress = 0.0
        self.doing = ""
        self._seconds = seconds
        self._clock = _PATIENCE * seconds if clock is None and seconds is not None else clock
        self._megabytes = megabytes
        self._result: Any = None
        self._refusal: Refusal | None = None
        #: State and refusal once the answer is there and the process is about to end by itself.
        self._answer: tuple[State, Refusal | None] | None = None
        context = get_context("spawn")
        self.connection, self._far = context.Pipe(duplex=False)
        work = (self._far, function, arguments, reports, seconds, megabytes)
        self._process = context.Process(target=_work, args=work, name=self.name)
        self._until: float | None = None

    def start(self) -> Job:
        """Starts the process; the job itself, for chaining."""
        self._process.start()
        self._far.close()
        # Not a daemon, which may have no processes of its own (an export decodes its pictures in one).
        atexit.register(self.cancel)
        self.state = "running"
        if self._clock is not None:
            self._until = time.monotonic() + self._clock
        return self

    def poll(self, wait: float = 0.0) -> bool:
        """Takes in what came back, waiting up to ``wait`` seconds for it; whether the job has ended."""
        if self.state != "running":
            return self.state != "waiting"
        try:
            while self._answer is None and self.connection.poll(wait):
                self._receive(*self.connection.recv())
                wait = 0.0
        except (EOFError, OSError):
            self._end("failed", self._death())
        if self.state == "running" and self._answer is not None:
            self._leave(wait, *self._answer)
        elif self.state == "running" and self._until is not None and time.monotonic() > self._until:
            self._end("failed", self._too_long(self._clock))
        return self.state != "running"

    def wait(self) -> Any:
        """Waits for the end; the result, or the refusal raised."""
        try:
            while not self.poll(0.1):
                pass
        except BaseException:
            self.cancel()
            raise
        return self.result

    def cancel(self) -> None:
        """Ends the process; one without a bound on its time first takes away what it was writing, within ``GRACE``."""
        if self.state == "running":
            self._end("cancelled", Refusal("jobs.cancelled", task=self.name))

    @property
    def result(self) -> Any:
        """What the function gave back; raises its refusal, or one that says why there is no result."""
        if self._refusal is not None:
            raise self._refusal
        return self._result

    def _receive(self, kind: str, first: Any, second: Any) -> None:
        if kind == "progress":
            self.progress, self.doing = first, second
        elif kind == "result":
            self._result, self.progress = first, 1.0
            self._take("done", None)
        else:
            self._take("failed", refusal_of(self.name, kind, first, second, self._megabytes))

    def _take(self, state: State, refusal: Refusal | None) -> None:
        self._answer = state, refusal
        self._until = time.monotonic() + GRACE

    def _leave(self, wait: float, state: State, refusal: Refusal | None) -> None:
        """Ends once the process has: leaving takes it a tenth of a second, in which whoever polls is not to be held up."""
        self._process.join(wait)
        if self._process.is_alive():
            if self._until is None or time.monotonic() < self._until:
                return
            self._process.terminate()
        self._end(state, refusal)

    def _end(self, state: State, refusal: Refusal | None) -> None:
        self.state, self._refusal = state, refusal
        if state != "done":
            self._process.terminate()
        see_off(self._process)
        self.connection.close()
        atexit.unregister(self.cancel)

    def _death(self) -> Refusal:
        """Why the process ended without a word."""
        self._process.join(GRACE)
        code = self._process.exitcode
        if ended_by_clock(code):
            return self._too_long(self._seconds)
        return Refusal("jobs.died", task=self.name, exit=code)

    def _too_long(self, seconds: float | None) -> Refusal:
        return Refusal("jobs.time", task=self.name, seconds=f"{seconds:g}")


def run_limited(
    function: Callable[..., _Result], *arguments: Any, seconds: float, megabytes: int, clock: float | None = None
) -> _Result:
    """``function(*arguments)`` in a process of its own; refuses what takes longer or more memory than it may (see ``Job``)."""
    result: _Result = Job(function, *arguments, seconds=seconds, clock=clock, megabytes=megabytes).start().wait()
    return result


#: What reading one file from outside may take of the processor: far more than a day's copy needs, less than makes a machine stall.
READER_SECONDS: Final = 8.0
READER_MEGABYTES: Final = 768


def run_reader(function: Callable[..., _Result], /, *arguments: Any) -> _Result:
    """``run_limited`` with what reading one file from outside may take; a ``Runner`` (see ``base.runner``)."""
    return run_limited(function, *arguments, seconds=READER_SECONDS, megabytes=READER_MEGABYTES)


def answered(work: Callable[[], Any]) -> tuple[str, Any, Any]:
    """What goes back of a piece of work: its kind (``result``, ``refusal``, ``memory``, ``fault``) and what belongs to that."""
    try:
        return "result", work(), None
    except Refusal as refusal:
        return "refusal", refusal.code, refusal.args_
    except MemoryError:
        return "memory", None, None
    except Exception as error:
        return "fault", f"{type(error).__name__}: {error}", None


def refusal_of(task: str, kind: str, first: Any, second: Any, megabytes: int | None = None) -> Refusal:
    """The refusal of a ``task`` of which something else than a result came back (see ``answered``)."""
    if kind == "refusal":
        return Refusal(first, **second)
    if kind == "memory":
        return Refusal("jobs.memory", task=task, megabytes=megabytes or "?")
    return Refusal("jobs.fault", task=task, reason=first)


def see_off(process: Any) -> None:
    """Waits for a process that is about to end, and ends it where it does not."""
    process.join(GRACE)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()


def leave(_number: int, _frame: FrameType | None) -> None:
    """Ends a process that is told to, with the tidying of all that it has begun."""
    # Once is enough: a second would break off the tidying.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(1)


def _work(
    pipe: Connection,
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    reports: bool,
    seconds: float | None,
    megabytes: int | None,
) -> None:
    """The other process: limits, the call, the answer."""
    # Ctrl-C reaches both processes; it is for the first to end the second.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if seconds is None:
        # Cancelled, it takes away what it was writing beside its target. What is bounded reads hostile files and writes none.
        signal.signal(signal.SIGTERM, leave)
    if megabytes is not None:
        bound_memory(megabytes)
    if seconds is not None:
        bound_seconds(seconds)

    def report(share: float, doing: str = "") -> None:
        pipe.send(("progress", share, doing))

    answer = answered(lambda: function(*arguments, progress=report) if reports else function(*arguments))
    # A first process that is gone wants no answer.
    with suppress(OSError):
        try:
            pipe.send(answer)
        except MemoryError:
            pipe.send(("memory", None, None))
        pipe.close()
