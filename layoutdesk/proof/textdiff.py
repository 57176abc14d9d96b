"""What words of one text are in another: pieces that stay, go and come, as an editor would mark them, not as a machine finds them.

Paragraphs that are the same are found first, then within those that differ characters, whole words of Latin letters, whole
figures. One character that happens to be the same between two changes is part of the change: 了 alone tells nobody anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from operator import eq
from typing import Final, Literal, NamedTuple

#: A word, a figure with its points, or one character of anything else.
_TOKEN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]+|[0-9]+(?:[.,:][0-9]+)*|.|\n", re.DOTALL)
#: What stays between two changes and is no longer than this is part of them.
_SHORT: Final = 1
#: Two stretches are compared character by character where their lengths multiplied are no more than this.
_MOST: Final = 4_000_000

Kind = Literal["same", "out", "in"]


class Piece(NamedTuple):
    """Part of a text that is in both (``same``), in the earlier alone (``out``) or in the later alone (``in``)."""

    kind: Kind
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as pieces, in order; ``same`` and ``out`` together are the earlier one, ``same`` and ``in`` the later."""
    old, new = before.split("\n"), after.split("\n")
    found: list[Piece] = []
    for tag, first, last, start, end in _paragraphs(old, new):
        behind_old, behind_new = "\n" * (last < len(old)), "\n" * (end < len(new))
        if tag == "equal":
            found.append(Piece("same", "\n".join(old[first:last])))
            found += _seam(behind_old, behind_new)
        else:
            out = "\n".join(old[first:last]) + behind_old * (last > first)
            come = "\n".join(new[start:end]) + behind_new * (end > start)
            found += _within(out, come)
    return tuple(_joined(found))


def _paragraphs(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Which paragraphs are the same, told as ``SequenceMatcher.get_opcodes`` does; those at both ends come first."""
    front = sum(1 for _ in takewhile(bool, map(eq, old, new)))
    most = min(len(old), len(new)) - front
    back = min(most, sum(1 for _ in takewhile(bool, map(eq, reversed(old), reversed(new)))))
    one, other = old[front : len(old) - back], new[front : len(new) - back]
    inner = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    codes = [("equal", 0, front, 0, front)] if front else []
    codes += [(tag, a + front, b + front, c + front, d + front) for tag, a, b, c, d in inner]
    if back:
        codes.append(("equal", len(old) - back, len(old), len(new) - back, len(new)))
    return codes


def _seam(old: str, new: str) -> list[Piece]:
    """The end of a paragraph that is the last in one of the two texts."""
    if old and new:
        return [Piece("same", "\n")]
    return [Piece("out", old), Piece("in", new)]


def _within(out: str, come: str) -> list[Piece]:
    if not out or not come or len(out) * len(come) > _MOST:
        return [Piece("out", out), Piece("in", come)]
    old, new = _TOKEN.findall(out), _TOKEN.findall(come)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Piece] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        one, other = "".join(old[first:last]), "".join(new[start:end])
        if tag == "equal" and (first == 0 or last == len(old) or len(one) > _SHORT or one == "\n"):
            found.append(Piece("same", one))
        else:
            found += [Piece("out", one), Piece("in", other)]
    return found


def _joined(found: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one; of a change what goes comes before what comes."""
    texts = {"same": "", "out": "", "in": ""}
    for piece in found:
        if piece.kind == "same" and piece.text:
            yield from _changed(texts)
        elif piece.text and texts["same"]:
            yield Piece("same", texts["same"])
            texts["same"] = ""
        texts[piece.kind] += piece.text
    yield from _changed(texts)
    if texts["same"]:
        yield Piece("same", texts["same"])


def _changed(texts: dict[str, str]) -> Iterator[Piece]:
    for kind in ("out", "in"):
        if texts[kind]:
            yield Piece(kind, texts[kind])
            texts[kind] = ""


def figures(found: Sequence[Piece]) -> tuple[int, int]:
    """How many characters come and how many go, ends of paragraphs not counted."""
    count = {
        kind: sum(len(each.text.replace("\n", "")) for each in found if each.kind == kind) for kind in ("in", "out")
    }
    return count["in"], count["out"]
