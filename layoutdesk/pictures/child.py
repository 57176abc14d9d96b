"""The process in which pictures are decoded: calls come on its standard input, answers go to its output.

Started by ``darkroom`` and by nobody else. It opens no file of the user and gets nothing but bytes.
"""

from __future__ import annotations

import signal
import sys
from typing import BinaryIO

import msgspec

from layoutdesk.base.bounds import bound_memory, bound_seconds
from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.frames import read_frame, write_frame
from layoutdesk.pictures.tasks import OUT_OF_MEMORY, TASKS, Answer, Call


def serve(seconds: float, megabytes: int) -> None:
    """Answers calls until there are no more; each may take ``seconds`` of processor time, all together ``megabytes``."""
    # Ctrl-C reaches every process of a terminal; it is for the first to end this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_memory(megabytes)
    calls, answers = sys.stdin.buffer, sys.stdout.buffer
    while (frame := read_frame(calls)) is not None:
        bound_seconds(seconds)
        _reply(answers, _answered(msgspec.msgpack.decode(frame, type=Call)))


def _answered(call: Call) -> Answer:
    task = TASKS[call.task]
    argument = msgspec.msgpack.decode(call.argument, type=task.argument)
    try:
        return Answer(msgspec.msgpack.encode(task.function(call.data, argument)))
    except Refusal as refusal:
        return Answer(refusal=refusal.code, args=refusal.args_)
    except MemoryError:
        return Answer(refusal=OUT_OF_MEMORY)


def _reply(answers: BinaryIO, answer: Answer) -> None:
    try:
        write_frame(answers, msgspec.msgpack.encode(answer))
    except BrokenPipeError:
        # Who asked is gone and wants no answer.
        sys.exit(0)
