"""The bytes of RTF to its parts: groups, control words with their numbers, escaped bytes, text (RTF 1.9.1, "Basic Entities")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>\r\n|[^A-Za-z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}]{1,65536})"
    rb"|\\"
)


class Token(NamedTuple):
    """``kind`` is ``open``, ``close``, ``word``, ``symbol``, ``byte`` (from ``\\'hh``), ``text`` or ``bin``."""

    kind: str
    data: bytes
    number: int | None = None


_OPEN: Final = Token("open", b"{")
_CLOSE: Final = Token("close", b"}")


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of ``data`` in order; line ends between them mean nothing, and binary data counts as one token."""
    at = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:
            return
        at = found.end()
        kind = found.lastgroup
        if kind == "text":
            # Line ends anywhere in text mean nothing, and pictures have one after every 64 bytes.
            text = found[0].translate(None, b"\r\n")
            if text:
                yield Token("text", text)
        elif kind == "brace":
            yield _OPEN if found[0] == b"{" else _CLOSE
        elif kind == "hex":
            yield Token("byte", bytes.fromhex(found["hex"].decode("ascii")))
        elif kind in ("word", "number"):
            word, number = found["word"], found["number"]
            if word == b"bin" and number is not None:
                end = at + max(0, int(number))
                yield Token("bin", data[at:end])
                at = end
            else:
                yield Token("word", word, None if number is None else int(number))
        elif kind == "symbol":
            yield Token("symbol", found["symbol"])
