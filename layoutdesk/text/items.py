"""What begins an item of a list (项目编号) and what multiplies (倍数): neither is parted from what it belongs to.

In: a text and its class letters. Out: where no line may start: behind ①, （一）, 2、 that begin an item, before the sign of a note
or a reference (县志》①, 图②), and at both sides of the × in 3米×20米.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from layoutdesk.base.late import late

#: Numbers and letters in circles and brackets that are one sign: ①–⑳, ⑴–⒇, ⒈–⒛, ❶–➓, ㈠–㈩, ㊀–㊉, ㉑–㊿.
_SIGN: Final = late("[\u2460-\u24ff\u2776-\u2793\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf][、．.]?\\s*")
#: Behind these a sign refers to something or marks a note.
_REFERRING: Final = frozenset("图圖表注註式例附见見第题題条條》”）」』)]")
_FIGURES: Final = "0-9０-９一二三四五六七八九十"
#: What may number an item, found fast, and what does: 1、 2. 三、 （四） (5) 6）.
_CANDIDATE: Final = late(f"[{_FIGURES}（(][{_FIGURES}]{{0,3}}[、．.）)]")
_NUMBER: Final = late(
    "(?:(?:[0-9]{1,2}|[０-９]{1,2})(?:[、．）)]|\\.(?![0-9]))|[一二三四五六七八九十]{1,3}、"
    f"|（[{_FIGURES}]{{1,3}}）|\\([{_FIGURES}]{{1,3}}\\))、?\\s*"
)
#: An item begins where the text does, behind these, or behind one of them and a space; behind Western ones with a space alone.
_BEFORE: Final = frozenset("。；：！？\n\u3000")
_BEFORE_SPACE: Final = _BEFORE | frozenset(";:")
#: A sign that multiplies or divides what stands before it by the number behind it.
_TIMES: Final = late("[×÷*](?=(\\s?)[0-9０-９])")


def held(text: str, letters: str) -> Iterator[int]:
    """The places where no line starts, some of them more than once."""
    for candidate in _CANDIDATE.finditer(text):
        start = candidate.start()
        spaced = start > 1 and text[start - 1] == " "
        begins = not start or (text[start - 2] in _BEFORE_SPACE if spaced else text[start - 1] in _BEFORE)
        if begins and (found := _NUMBER.match(text, start)):
            yield from _behind(text, found)
    if "w" in letters:
        for found in _SIGN.finditer(text):
            yield from _at_sign(text, found)
    if "×" in text or "÷" in text or "*" in text:
        for found in _TIMES.finditer(text):
            if text[max(found.start() - 2, 0) : found.start()].rstrip()[-1:].isalnum():
                yield found.start()
                yield found.end() + len(found[1])


def _behind(text: str, found: re.Match[str]) -> range:
    """The places inside the number of an item and behind it; none where nothing follows."""
    return range(found.start() + 1, found.end() + (found.end() < len(text)))


def _at_sign(text: str, found: re.Match[str]) -> Iterator[int]:
    """A sign stays with its item; one that refers, or that a mark follows, with what stands before it."""
    start, following = found.start(), text[found.end() : found.end() + 1]
    before, goes_on = text[start - 1 : start] if start else "", following.isalnum() or following in "“《（「『("
    if before in _REFERRING or (before.isalnum() and not goes_on):
        yield start
    elif following and goes_on:
        yield from _behind(text, found)
