"""Numbers that a line's end parts (数字断行): GB/T 15835 keeps a number on one line, and a reader copies half of a parted one.

In: a text and where a line of it starts. Out: the number that is parted there: of an account or a document, an amount, a time of
day, a code. Behind its hyphen none is parted, nor is an address, which has joints of its own.
"""

from __future__ import annotations

from typing import Final

from layoutdesk.base.late import late
from layoutdesk.text.rules import ADDRESS

#: Figures, and letters with them, with points and colons inside.
_NUMBER: Final = late("[0-9A-Za-z]+(?:[.,:∶][0-9A-Za-z]+)*")
#: What may stand before the place where one is parted.
_INSIDE: Final = late("[0-9A-Za-z.,:∶][0-9A-Za-z]")
#: So many characters are looked at before and behind such a place.
_REACH: Final = 80


def parted_number(text: str, at: int) -> str:
    """The number that a line starting at ``at`` parts; empty where it parts none."""
    if at < 1 or not _INSIDE.match(text, at - 1):
        return ""
    start, end = max(at - _REACH, 0), at + _REACH
    found = next((each for each in _NUMBER.finditer(text, start, end) if each.end() > at), None)
    if found is None or found.start() >= at or not any(map(str.isdigit, found[0])):
        return ""
    within = (each.start() < at < each.end() for each in ADDRESS.finditer(text, start, end))
    return "" if any(within) else found[0]
