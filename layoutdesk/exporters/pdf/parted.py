"""Words, figures and addresses that the end of a line parts (移行).

Taken out of the page they are whole: where one begins stands for all of it, its further parts for a blank. So a search for the
word finds it, and an address that is copied leads somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from layoutdesk.display import Glyphs, Group, Item, Mark
from layoutdesk.exporters.pdf.runs import goes_on, runs_across

#: What words, figures and addresses are written with: what is visible before the scripts of Asia; no dashes, dots or quotes.
_WESTERN: Final = "!-~\u00a1-\u02ff\u0370-\u0dff\u1e00-\u1fff"
_BEGINS: Final = re.compile(f"[{_WESTERN}]+")
_ENDS: Final = re.compile(f"[{_WESTERN}]+$")

#: Story, paragraph and an offset in it.
Place: TypeAlias = tuple[str, str, int]


class Parts(NamedTuple):
    """What parted words leave on a line: how many of its first characters were said before, and what its end says beyond it."""

    said: int = 0
    rest: str = ""


WHOLE: Final = Parts()
NOTHING_PARTED: Final = MappingProxyType[Place, Parts]({})


def parted_words(items: Iterable[Item]) -> dict[Place, Parts]:
    """The lines of a page that begin or end inside a word, by where they begin in the copy."""
    return parted_between(lines_of(items))


def lines_of(items: Iterable[Item]) -> dict[Place, str]:
    """The lines of copy among items that run across: where each begins, and its text."""
    lines: dict[Place, str] = {}
    _gather(items, lines)
    return lines


def parted_between(lines: dict[Place, str]) -> dict[Place, Parts]:
    """Those of the lines of a page that begin or end inside a word."""
    found: dict[Place, Parts] = {}
    for place in sorted(place for place, text in lines.items() if _ENDS.match(text[-1:])):
        said = found.get(place, WHOLE).said
        if said == len(lines[place]):
            continue
        rest = ""
        for following, part in _onward(place, lines):
            rest += part
            found[following] = Parts(said=len(part))
        if rest:
            found[place] = Parts(said, rest)
    return found


def last_word(text: str) -> int:
    """Where the word begins with which a line ends."""
    found = _ENDS.search(text)
    return found.start() if found else len(text)


def _onward(place: Place, lines: dict[Place, str]) -> Iterator[tuple[Place, str]]:
    """The places of the lines on which the last word of a line goes on, with what each has of it."""
    story, paragraph, start = place
    text, part = lines[place], lines[place]
    while part and len(part) == len(text):
        start += len(text)
        text = lines.get((story, paragraph, start), "")
        begins = _BEGINS.match(text)
        part = begins[0] if begins else ""
        if part:
            yield (story, paragraph, start), part


def _gather(items: Iterable[Item], lines: dict[Place, str]) -> None:
    """Adds the lines of copy that run across: where each begins, and its text."""
    last: Glyphs | None = None
    place = ("", "", 0)
    for item in items:
        if isinstance(item, Glyphs):
            if last is not None and goes_on(last, item):
                lines[place] += item.text
                last = item
            else:
                last = None
                if item.paragraph and runs_across(item):
                    last, place = item, (item.story, item.paragraph, item.start)
                    lines[place] = item.text
        else:
            last = None
            if isinstance(item, Group | Mark):
                _gather(item.items, lines)
