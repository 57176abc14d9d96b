"""Blanks (空格) that copy brings along and a page never shows: what is surely junk is taken away, the rest asked about.

A full-width mark has its white in itself. A blank beside it doubles that, one inside a quotation or bracket leaves a hole where the
mark should hug its content. Those go, in running text and in headlines, and each can be had back (``Change``). Blanks in a
headline part its lines or ranks, and one between two Han characters may part two names or the lines of a verse: what stands there
in running text is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from layoutdesk.base.han import HAN, RANGES
from layoutdesk.intake.clean import LONGEST, Patch

#: The styles of running text, in which no blank parts lines.
RUNNING: Final = ("body", "comment", "lead", "clause", "caption")
_BLANK: Final = "[ \t\u00a0\u2002-\u200a\u3000]"
_OPENING: Final = "“‘（《〈「『【〔"
_CLOSING: Final = "”’）》〉」』】〕"
_PAUSES: Final = "，。、；：？！"
#: Inside a pair of marks, and before a mark that ends what is before it.
_HUGGED: Final = re.compile(rf"(?<=[{_OPENING}]){_BLANK}+(?=\S)|(?<=[^\s—…]){_BLANK}+(?=[{_CLOSING}{_PAUSES}])")
#: In running text also after a mark that has white of its own, and between Han and what opens.
_BESIDE: Final = re.compile(
    rf"(?<=[{_PAUSES}]){_BLANK}+(?=[{RANGES}{_OPENING}0-9A-Za-z])|(?<={HAN}){_BLANK}+(?=[{_OPENING}])"
)
#: More than one blank between Western words, figures among them.
_DOUBLE: Final = re.compile("(?<=[!-~’”]) {2,}(?=[!-~‘“])")
#: Between Han, after a closing mark, or between Han and Western, if there is more than one: nobody but the editor can tell.
_DOUBTFUL: Final = re.compile(
    rf"(?<=[{RANGES}{_CLOSING}]){_BLANK}+(?={HAN})|(?<={HAN}){_BLANK}{{2,}}(?=\w)|(?<=\w){_BLANK}{{2,}}(?={HAN})"
)
#: What is parted by so many of them and has no mark is a list or a verse.
_LIST: Final = 2


def junk(source: str, patches: Iterable[Patch] = (), *, running: bool = True) -> list[Patch]:
    """The patches that take away blanks that are surely junk; ``patches`` are those of marks, whose new widths count.

    ``running``: in running text (``RUNNING``).
    """
    if len(source) > LONGEST:
        return []
    text = _as_patched(source, patches)
    shapes = [_HUGGED, _BESIDE] if running else [_HUGGED]
    found = (
        [Patch(*blank.span(), "", "space") for shape in shapes for blank in shape.finditer(text)]
        if _chinese(text)
        else []
    )
    return found + [Patch(blank.start() + 1, blank.end(), "", "space") for blank in _DOUBLE.finditer(text)]


def doubtful(text: str) -> list[tuple[int, int]]:
    """Where blanks of running text may be junk, as ranges; none in a list of names and in verse."""
    if len(text) > LONGEST:
        return []
    found = [blank.span() for blank in _DOUBTFUL.finditer(text)]
    bare = len(found) >= _LIST and not any(mark in text for mark in _PAUSES)
    return [] if bare else found


def _chinese(text: str) -> bool:
    return re.search(HAN, text) is not None


def _as_patched(source: str, patches: Iterable[Patch]) -> str:
    """The source with its marks as they will be, every character where it was."""
    signs: list[str] | None = None
    for patch in patches:
        if len(patch.text) == 1:
            signs = signs or list(source)
            signs[patch.start : patch.end] = patch.text * (patch.end - patch.start)
    return "".join(signs) if signs else source
