"""The darkroom (暗房): one process, bounded in time and memory, in which every picture is opened and decoded.

It is started with the first picture, stays warm for the next (starting costs 0.08 s, a call 0.2 ms), and is thrown away with the
first that breaks it: that one is refused in words, the others go on in a new one. No decoder ever runs in the process that
holds an issue.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Protocol, TypeVar, cast

import msgspec

import layoutdesk
from layoutdesk.base.bounds import ended_by_clock
from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.decode import Look
from layoutdesk.pictures.frames import read_frame, write_frame
from layoutdesk.pictures.tasks import OUT_OF_MEMORY, TASKS, Answer, Call

if TYPE_CHECKING:
    from subprocess import Popen

#: Seconds of processor time that one picture may take. The largest that is accepted (120 megapixels) takes about four.
SECONDS: Final = 9.0
#: Memory for all that the process holds, in MB, beside the interpreter.
MEGABYTES: Final = 720
#: A machine that is busy with other things may take so many times longer by the clock.
_PATIENCE: Final = 4
#: A press image has at most 40 megapixels of four inks.
_LONGEST_ANSWER: Final = 400_000_000
#: The other process sees the modules that this one sees, but neither the folder it stands in nor Python's environment.
_START: Final = (
    "import sys; sys.path[:] = {path!r}; from layoutdesk.pictures.child import serve; serve({seconds!r}, {megabytes!r})"
)

_Argument = TypeVar("_Argument", bound=Look)
_Result = TypeVar("_Result", bound=msgspec.Struct)


class PictureRunner(Protocol):
    """Runs a task of ``tasks`` on the bytes of a picture; what the picture does to the process is refused in words."""

    def __call__(self, task: Callable[[bytes, _Argument], _Result], data: bytes, argument: _Argument, /) -> _Result: ...


class Darkroom:
    """One such process, from the first call to ``close`` or to a picture that breaks it; for one thread at a time."""

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._seconds, self._megabytes = seconds, megabytes
        self._process: Popen[bytes] | None = None

    def __call__(self, task: Callable[[bytes, _Argument], _Result], data: bytes, argument: _Argument, /) -> _Result:
        """Runs a task. Raises its refusal, or ``pictures.memory``, ``.too_slow``, ``.crash``, ``.no_process``."""
        self.send(task, data, argument)
        return self.receive(task, argument)

    def send(self, task: Callable[[bytes, _Argument], _Result], data: bytes, argument: _Argument) -> None:
        """Gives the process something to do; ``receive`` has to follow before the next. Raises ``pictures.no_process``."""
        call = Call(task.__name__, data, msgspec.msgpack.encode(argument))
        if self._process is not None and self._process.poll() is not None:
            # One that ended while it had nothing to do says nothing of the next picture.
            self.close()
        try:
            process = self.start()
        except OSError as error:
            raise Refusal("pictures.no_process", file=argument.name, reason=error.strerror or error) from error
        # A process that dies over a picture closes the pipe in the middle of it; that shows when the answer is wanted.
        with self._thrown_away_on_a_break(), suppress(BrokenPipeError):
            write_frame(_pipe(process.stdin), msgspec.msgpack.encode(call))

    def receive(self, task: Callable[[bytes, _Argument], _Result], argument: _Argument) -> _Result:
        """Waits for what was sent to be done. Raises as a call does."""
        process = self.start()
        try:
            with self._thrown_away_on_a_break():
                answer = _answer(process, _PATIENCE * self._seconds)
        except (EOFError, msgspec.DecodeError) as error:
            raise self._broken(process, argument.name) from error
        if answer.refusal == OUT_OF_MEMORY:
            # What a failed allocation left behind is nobody's to know.
            self.close()
            raise Refusal(OUT_OF_MEMORY, file=argument.name, most=self._megabytes)
        if answer.refusal:
            raise Refusal(answer.refusal, **answer.args)
        return cast("_Result", msgspec.msgpack.decode(answer.result, type=TASKS[task.__name__].result))

    def start(self) -> Popen[bytes]:
        """The process, started where there is none: it loads its modules while the caller does other things."""
        if self._process is None:
            from subprocess import DEVNULL, PIPE, Popen

            path = [*filter(None, sys.path), str(Path(layoutdesk.__file__).parents[1])]
            start = _START.format(path=path, seconds=self._seconds, megabytes=self._megabytes)
            # Decoders print to standard error what is of no use to an editor.
            self._process = Popen([sys.executable, "-I", "-S", "-c", start], stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
            atexit.register(self.close)
        return self._process

    def close(self) -> None:
        """Ends the process; the next call starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        atexit.unregister(self.close)
        process.kill()
        for pipe in (process.stdin, process.stdout):
            # Closing sends what is still waiting, and there is nobody to read it.
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.wait()

    @contextmanager
    def _thrown_away_on_a_break(self) -> Iterator[None]:
        """An answer that nobody waited for, as after Ctrl-C, would be taken for the next one's."""
        try:
            yield
        except (EOFError, msgspec.DecodeError):
            raise
        except BaseException:
            self.close()
            raise

    def _broken(self, process: Popen[bytes], name: str) -> Refusal:
        """Why the process gave no answer; it is gone afterwards."""
        # One that is still there has taken too long by the clock.
        code = _ended(process)
        self.close()
        if code is None or ended_by_clock(code):
            return Refusal("pictures.too_slow", file=name, seconds=f"{self._seconds:g}")
        return Refusal("pictures.crash", file=name)


def _ended(process: Popen[bytes]) -> int | None:
    """The exit code of a process that may be on its way out; ``None`` for one that goes on."""
    from subprocess import TimeoutExpired

    try:
        return process.wait(1.0)
    except TimeoutExpired:
        return None


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _answer(process: Popen[bytes], patience: float) -> Answer:
    """The next answer. Raises ``EOFError`` or ``msgspec.DecodeError`` where none comes within ``patience`` seconds."""
    answers = _pipe(process.stdout)
    # Windows has neither a way to wait for a pipe nor limits on a process: there a thread ends one that hangs.
    if sys.platform == "win32":
        from threading import Timer

        clock = Timer(patience, process.kill)
        clock.start()
        try:
            frame = read_frame(answers, _LONGEST_ANSWER)
        finally:
            clock.cancel()
    else:
        from select import select

        frame = read_frame(answers, _LONGEST_ANSWER) if select([answers], [], [], patience)[0] else None
    if frame is None:
        raise EOFError
    return msgspec.msgpack.decode(frame, type=Answer)


#: The darkroom of this process.
darkroom: Final = Darkroom()
