"""Reads files of copy in a limited process without a network; a module of its own, so that the process can import it."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import NoReturn

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.intake import read_copy
from layoutdesk.words import LANGUAGES, refusal_text

#: A file's name, the code with which it was refused (empty: read), the processor's seconds it took (a busy machine is no
#: fault), and its text.
Outcome = tuple[str, str, float, str]


def outcomes(paths: list[Path]) -> list[Outcome]:
    """What became of each file. Anything but reading or refusing in words ends the process with its error."""
    socket.socket = _no_network  # type: ignore[misc,assignment]
    found = []
    for path in paths:
        begin, code, text = time.process_time(), "", ""
        try:
            intake = read_copy([path], IdSource(b"test"))
            text = "\n".join(block.text for block in intake.blocks)
        except Refusal as refusal:
            code = refusal.code
            assert all(path.name in refusal_text(refusal, language) for language in LANGUAGES)
        found.append((path.name, code, time.process_time() - begin, text))
    return found


def _no_network(*_args: object, **_more: object) -> NoReturn:
    raise AssertionError("a reader asked for the network")
