"""The beginning of a text where the whole of it is too long for a list or a name, and its end."""

from __future__ import annotations

from typing import Final

from layoutdesk.base.late import late

#: Letters and figures that make words: no cut parts those.
_OF_WORDS: Final = r"[0-9A-Za-z\u00C0-\u024F\u0370-\u04FF'’]"
_BEFORE, _AFTER = late(_OF_WORDS + "+$"), late("^" + _OF_WORDS + "+")
#: Marks that do not stand beside the dots.
_LOOSE: Final = " ,.;:，。、；：—-"


def brief(text: str, most: int) -> str:
    """A text in one line; of more than ``most`` characters its beginning up to a word or a character, with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{head(line, most)}…"


def head(line: str, at: int) -> str:
    """What stands before a place, without the word that the place parts; a single word is parted all the same."""
    begun = line[:at]
    if _AFTER.match(line[at:]):
        begun = _BEFORE.sub("", begun) or begun
    return begun.rstrip(_LOOSE) or begun


def tail(line: str, at: int) -> str:
    """What stands from a place on, in the same way."""
    rest = line[at:]
    if _BEFORE.search(line[:at]):
        rest = _AFTER.sub("", rest) or rest
    return rest.lstrip(_LOOSE) or rest
