"""Which runs of glyphs go on from one another on a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from layoutdesk.display import Glyphs, Item

#: Within how much of the size raised and lowered figures of one line stand; on a line set downwards the steps are wider.
LEVELS: Final = 0.5


def lines_of(items: Iterable[Item]) -> Iterator[list[Glyphs] | Item]:
    """Items in their order; runs that show one stretch of the copy side by side come together, any other run by itself."""
    line: list[Glyphs] = []
    for item in items:
        if isinstance(item, Glyphs):
            if line and not _goes_on(line[-1], item):
                yield line
                line = []
            line.append(item)
        else:
            if line:
                yield line
                line = []
            yield item
    if line:
        yield line


def runs_across(run: Glyphs) -> bool:
    """Whether the glyphs of a run are copy and stand side by side (横排), raised and lowered ones among them."""
    return not (run.artefact or run.rotation) and (not run.ys or max(run.ys) - min(run.ys) < LEVELS * run.size)


def level(run: Glyphs, at: int) -> float:
    """How far a glyph of a run stands under the baseline of its line."""
    return run.ys[at] if run.ys else 0.0


def _goes_on(run: Glyphs, following: Glyphs) -> bool:
    return (
        following.start == run.start + len(run.text)
        and following.paragraph == run.paragraph
        and following.story == run.story
        and runs_across(run)
        and runs_across(following)
    )
