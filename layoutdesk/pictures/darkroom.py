"""The darkroom (暗房): one process, bounded in time and memory, in which every picture is opened and decoded.

It is started with the first picture, stays warm for the next (starting costs 0.08 s, a call 0.2 ms), and is thrown away with the
first that breaks it: that one is refused in words, the others go on in a new one. No decoder ever runs in the process that
holds an issue.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar, cast

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
        name = task.__name__
        call = Call(name, data, msgspec.msgpack.encode(argument))
        answer = self._ask(msgspec.msgpack.encode(call), argument.name)
        if answer.refusal == OUT_OF_MEMORY:
            # What a failed allocation left behind is nobody's to know.
            self.close()
            raise Refusal(OUT_OF_MEMORY, file=argument.name, most=self._megabytes)
        if answer.refusal:
            raise Refusal(answer.refusal, **answer.args)
        return cast("_Result", msgspec.msgpack.decode(answer.result, type=TASKS[name].result))

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

    def _ask(self, message: bytes, name: str) -> Answer:
        from threading import Timer

        try:
            process = self.start()
        except OSError as error:
            raise Refusal("pictures.no_process", file=name, reason=error.strerror or error) from error
        clock = Timer(_PATIENCE * self._seconds, process.kill)
        clock.daemon = True
        clock.start()
        try:
            return _exchange(process, message)
        except (EOFError, msgspec.DecodeError) as error:
            raise self._broken(process, name, timed_out=clock.finished.is_set()) from error
        except BaseException:
            # An answer that nobody waited for would be taken for the next one's.
            self.close()
            raise
        finally:
            clock.cancel()

    def _broken(self, process: Popen[bytes], name: str, *, timed_out: bool) -> Refusal:
        """Why the process ended without an answer; it is gone afterwards."""
        with suppress(OSError):
            process.wait(1.0)
        code = process.poll()
        self.close()
        if timed_out or ended_by_clock(code):
            return Refusal("pictures.too_slow", file=name, seconds=f"{self._seconds:g}")
        return Refusal("pictures.crash", file=name)


def _exchange(process: Popen[bytes], message: bytes) -> Answer:
    """Sends a call and waits for its answer. Raises ``EOFError`` or ``msgspec.DecodeError`` where none comes."""
    if process.stdin is None or process.stdout is None:
        raise EOFError
    # A process that dies over a picture closes the pipe in the middle of it.
    with suppress(BrokenPipeError):
        write_frame(process.stdin, message)
    frame = read_frame(process.stdout, _LONGEST_ANSWER)
    if frame is None:
        raise EOFError
    return msgspec.msgpack.decode(frame, type=Answer)


#: The darkroom of this process.
darkroom: Final = Darkroom()
