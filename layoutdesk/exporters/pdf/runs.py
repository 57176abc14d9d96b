"""Which runs of glyphs go on from one another on a line."""

from __future__ import annotations

from typing import Final

from layoutdesk.display import Glyphs

#: Within how much of the size raised and lowered figures of one line stand; on a line set downwards the steps are wider.
LEVELS: Final = 0.5


def runs_across(run: Glyphs) -> bool:
    """Whether the glyphs of a run are copy and stand side by side (横排), raised and lowered ones among them."""
    return not (run.artefact or run.rotation) and (not run.ys or max(run.ys) - min(run.ys) < LEVELS * run.size)


def goes_on(run: Glyphs, following: Glyphs) -> bool:
    """Whether a run shows the stretch of copy after another at its side."""
    return (
        following.start == run.start + len(run.text)
        and following.paragraph == run.paragraph
        and following.story == run.story
        and runs_across(run)
        and runs_across(following)
    )


def level(run: Glyphs, at: int) -> float:
    """How far a glyph of a run stands under the baseline of its line."""
    return run.ys[at] if run.ys else 0.0
