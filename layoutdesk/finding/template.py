"""What a hit becomes: text, and for an expression its groups.

``$1``, ``\\1`` or ``${1}`` puts in a group, ``$0`` the whole hit, ``${name}`` a named one, ``$$`` the sign itself. ``\\H`` turns
what follows into half width (半角), ``\\F`` into full width (全角), ``\\U`` and ``\\L`` into large and small letters, to ``\\E``.

What is put in from the hit unchanged stays the text that it is, with its looks, readings and notes; only what stands between is
replaced. So is every character that is turned one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.splice import Splice, trimmed
from layoutdesk.finding.alike import full_width, half_width

_SIGN: Final = re.compile(
    r"\$(?P<dollar>\$)|[$\\](?P<number>\d{1,2})|\$\{(?P<name>\w+)\}|\\(?P<turn>[HFULE])|\\(?P<slash>\\)"
)
_TURNS: Final[Mapping[str, Callable[[str], str]]] = {
    "H": half_width, "F": full_width, "U": str.upper, "L": str.lower,
}  # fmt: skip


class Piece(NamedTuple):
    """A piece of what is put in: a text, or the ``group`` of that number; ``turn`` names how it is turned."""

    text: str
    group: int = -1
    turn: str = ""


def pieces_of(becomes: str, groups: int, names: Mapping[str, int]) -> tuple[Piece, ...]:
    """The pieces of a template for an expression of so many groups; refuses (``finding.no-group``) one that it does not have."""
    found, at, turn = list[Piece](), 0, ""
    for sign in _SIGN.finditer(becomes):
        found.append(Piece(becomes[at : sign.start()], turn=turn))
        at = sign.end()
        if sign["turn"]:
            turn = "" if sign["turn"] == "E" else sign["turn"]
        elif sign["dollar"] or sign["slash"]:
            found.append(Piece(sign["dollar"] or sign["slash"]))
        else:
            said = sign["number"] or sign["name"]
            number = int(said) if said.isdecimal() else names.get(said, -1)
            rest = ""
            if sign["number"] and number > groups and len(said) > 1:
                # $10 of an expression of one group is that group before a figure.
                number, rest = int(said[0]), said[1]
            if not 0 <= number <= groups:
                raise Refusal("finding.no-group", group=said)
            found += [Piece("", number, turn), Piece(rest, turn=turn)]
    found.append(Piece(becomes[at:], turn=turn))
    return tuple(piece for piece in found if piece.text or piece.group >= 0)


class _Part(NamedTuple):
    """A part of the new text; from ``start`` to ``end`` of the old one where it comes from there, -1 where it does not."""

    text: str
    start: int = -1
    end: int = -1


def splices(text: str, groups: tuple[tuple[int, int], ...], pieces: tuple[Piece, ...]) -> list[Splice]:
    """What of ``text`` is replaced, rising, where a hit becomes ``pieces``.

    ``groups`` are the ranges of the hit itself (0) and of the groups, (-1, -1) for one that took no part.
    """
    start, end = groups[0]
    parts = [part for piece in pieces for part in _parts(text, groups, piece)]
    found, cursor, pending = list[Splice](), start, ""
    for part in parts:
        if part.start < cursor or part.end > end:
            pending += part.text
            continue
        found.append(trimmed(text, cursor, part.start, pending))
        found.append(Splice(part.start, part.end, part.text))
        cursor, pending = part.end, ""
    found.append(trimmed(text, cursor, end, pending))
    return _joined([each for each in found if text[each.start : each.end] != each.text])


def _parts(text: str, groups: tuple[tuple[int, int], ...], piece: Piece) -> list[_Part]:
    turn = _TURNS.get(piece.turn, str)
    if piece.group < 0:
        return [_Part(turn(piece.text))]
    start, end = groups[piece.group]
    if start == end:
        return []
    old, new = text[start:end], turn(text[start:end])
    if old == new:
        return [_Part(new, start, end)]
    if len(old) != len(new):
        return [_Part(new)]
    return [_Part(char, at, at + 1) for at, char in enumerate(new, start)]


def _joined(found: list[Splice]) -> list[Splice]:
    """What is only put in goes with the replacement right before or behind it, so that no two meet."""
    joined = list[Splice]()
    for each in found:
        last = joined[-1] if joined else None
        if last is not None and last.end == each.start and (last.start == last.end or each.start == each.end):
            joined[-1] = Splice(last.start, each.end, last.text + each.text)
        else:
            joined.append(each)
    return joined
