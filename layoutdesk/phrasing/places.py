"""Names of places (地名) in a row, largest first, that no dictionary has: 清江浦区｜长东街道, 渌口区｜淦田镇."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from layoutdesk.base.han import HAN
from layoutdesk.phrasing.bonds import ADVERBS, OPENERS

#: A province, town or district by its ending; what ends with two endings (沙市区, 自治区) is one name.
_UNIT: Final = re.compile(rf"(?P<stem>{HAN}{{1,3}}?)(?:街道|(?:自治)?[省市区县镇乡旗](?![省市区县镇乡]))")
#: Where a row of places may begin: at the beginning, and behind what is no Han or joins names.
_BEGIN: Final = re.compile(rf"(?<!{HAN})(?={HAN})|(?<=[与和及、至])(?={HAN})")
#: No name of a place that the dictionary lacks begins with these.
_NEVER_FIRST: Final = ADVERBS | OPENERS

#: The part of speech of a word of the dictionary; empty for what it has not.
TagOf = Callable[[str], str]


def places(text: str, tag_of: TagOf) -> Iterator[tuple[int, int]]:
    """The ranges of the names of places that stand in rows of two or more, in order."""
    for begin in _BEGIN.finditer(text):
        row, at = [], begin.start()
        while (unit := _UNIT.match(text, at)) and _may_be(unit["stem"], unit[0], tag_of):
            row.append(unit.span())
            at = unit.end()
        if len(row) > 1:
            yield from row


def _may_be(stem: str, name: str, tag_of: TagOf) -> bool:
    """Whether a name may be that of a place: the dictionary has it as one, or nothing that speaks against it."""
    if tag_of(name).startswith("ns"):
        return True
    tags = tag_of(stem), tag_of(stem[:2]), tag_of(name)
    if len(stem) < 2 or (stem[0] in _NEVER_FIRST and not tags[0]):
        return False
    return all(not tag or tag.startswith(("n", "j")) for tag in tags)
