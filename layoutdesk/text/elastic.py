"""Western letters that give way (字距、字宽微调): once word spaces are at their limit, letters move and at last change their width.

In: a paragraph without Han, and how far its style lets letters go. Out: for a line, how far each letter moves and how wide the
glyphs are. The order is InDesign's: word spaces, letter spaces, glyph widths. Lengths are em.
"""

from __future__ import annotations

from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from layoutdesk.base.late import late
from layoutdesk.model.styles import TextStyle
from layoutdesk.text import rules
from layoutdesk.text.shaping import JOINED, Boxes

if TYPE_CHECKING:
    from layoutdesk.text.prepare import Prepared

#: A glyph of several characters, in a row of letters and joined ones.
_LIGATURE: Final = late("lx+")
#: A ligature letter by letter: glyph and width of each.
Split = tuple[tuple[int, float], ...]


class Elastic(msgspec.Struct):
    """How far the letters of a paragraph give way. Lists have one entry for each character and one for the end.

    ``joints`` counts the places between letters up to that before ``k``; ``inks`` are the widths of all glyphs before ``k``.
    ``spacing`` is how far letters may move together (negative) and apart, ``scaling`` by what share glyphs may become narrower
    (negative) and wider; ``room`` and ``flex`` sum up what both give and take. ``splits`` are the ligatures by their first
    character, found when a line first needs them.
    """

    joints: list[int]
    inks: list[float]
    spacing: tuple[float, float]
    scaling: tuple[float, float]
    room: list[float]
    flex: list[float]
    splits: dict[int, Split] | None = None


class Yielded(msgspec.Struct, frozen=True):
    """What the letters of a line took (negative: gave) in all, and how far each moves; ``scale`` and ``split`` as in ``Fitted``."""

    moved: float
    moves: tuple[float, ...]
    scale: float
    split: bool


def yields(style: TextStyle) -> bool:
    """Whether a style lets letters give way."""
    return style.letter_space != (0.0, 0.0) or style.glyph_scale != (1.0, 1.0)


def elastic_of(text: str, boxes: Boxes, style: TextStyle) -> Elastic:
    """How far the letters of a Western paragraph give way."""
    (less, more), (narrow, wide) = style.letter_space, style.glyph_scale
    spacing, scaling = (min(less, 0.0), max(more, 0.0)), (min(narrow - 1.0, 0.0), max(wide - 1.0, 0.0))
    between = bytearray(len(text) + 1)
    for found in rules.LETTER_JOINT.finditer(text):
        at = found.start()
        between[at] = boxes.gids[at] != JOINED or text[at].isalpha()
    joints, inks = list(accumulate(between)), list(accumulate(boxes.bodies, initial=0.0))
    room, flex = (
        [abs(spacing[way]) * joint + abs(scaling[way]) * ink for joint, ink in zip(joints, inks, strict=True)]
        for way in (0, 1)
    )
    return Elastic(joints, inks, spacing, scaling, room, flex)


def firm(prepared: Prepared) -> Prepared:
    """The paragraph with letters that stay as they are: nothing wants them to give way where lines are not driven out."""
    if prepared.elastic is None:
        return prepared
    return replace(prepared, elastic=None, room=list(map(sub, prepared.room, prepared.elastic.room)))


def yielded(prepared: Prepared, start: int, end: int, wanted: float, hyphen: float) -> Yielded | None:
    """How the letters of a line become ``wanted`` em wider (negative: narrower), as far as they may.

    ``hyphen`` is the width of the hyphen that ends the line. Nothing where the letters may not move, or where ligatures set letter
    by letter would already take more than is wanted.
    """
    elastic, bodies = prepared.elastic, prepared.boxes.bodies
    if elastic is None:
        return None
    wider = wanted > 0.0
    splits = _splits(prepared, elastic, start, end) if wider else {}
    parted = sum(sum(width for _, width in split) - bodies[at] for at, split in splits.items())
    left = wanted - parted
    if wider and left < 0.0:
        return None
    joint = _share(left, elastic.joints[end - 1] - elastic.joints[start], elastic.spacing[wider])
    left -= joint * (elastic.joints[end - 1] - elastic.joints[start])
    ink = elastic.inks[end] - elastic.inks[start] + parted + hyphen
    share = round(_share(left, ink, elastic.scaling[wider]), 6)
    steps = [0.0] * (end - start)
    for at in range(start + 1, end):
        steps[at - start] = joint * (elastic.joints[at] - elastic.joints[at - 1]) + share * bodies[at - 1]
    for at, split in splits.items():
        _part(steps, at - start, split, bodies[at], 1.0 + share)
    return Yielded(wanted - left + share * ink, tuple(accumulate(steps)), 1.0 + share, bool(splits))


def spread_runs(prepared: Prepared, start: int, end: int, wanted: float) -> tuple[tuple[float, ...], float]:
    """How far each character of a line between Han moves where those of its long numbers and addresses take ``wanted`` em, as far
    as the style lets them, and what they took.
    """
    steps, around = [0.0] * (end - start), (max(start - rules.LONG_RUN, 0), end + rules.LONG_RUN)
    joints = [at for at in _long_joints(prepared, *around) if start < at < end]
    each = _share(wanted, len(joints), prepared.tracking)
    for at in joints:
        steps[at - start] = each
    return (tuple(accumulate(steps)), each * len(joints)) if joints else ((), 0.0)


def spreads(prepared: Prepared) -> list[float] | None:
    """How far the signs of long numbers and addresses between Han move apart at most, up to each character; none without any."""
    joints = _long_joints(prepared, 0, len(prepared.letters))
    if not joints:
        return None
    steps = [0.0] * (len(prepared.letters) + 1)
    for at in joints:
        steps[at] = prepared.tracking
    return list(accumulate(steps))


def _long_joints(prepared: Prepared, start: int, end: int) -> list[int]:
    """Where two signs of a long number or address meet whose start or end lies in this stretch."""
    gids, letters = prepared.boxes.gids, prepared.letters
    return [
        at
        for run in rules.LONG_RUNS.finditer(letters, start, end)
        for at in range(run.start() + 1, run.end())
        if gids[at] != JOINED and letters[at] != "x"
    ]


def _share(wanted: float, places: float, most: float) -> float:
    """What each of so many places (or each em) takes of what is wanted, at most ``most``; both may be negative."""
    if not places or wanted * most <= 0.0:
        return 0.0
    return min(wanted / places, most) if most > 0.0 else max(wanted / places, most)


def _part(steps: list[float], at: int, split: Split, joined: float, scale: float) -> None:
    """Enter the letters of a ligature ``joined`` em wide that begins ``at`` characters after the start of its line."""
    for number, (_, width) in enumerate(split, 1):
        if at + number < len(steps):
            steps[at + number] += scale * (width - (joined if number == 1 else 0.0))


def _splits(prepared: Prepared, elastic: Elastic, start: int, end: int) -> dict[int, Split]:
    """The ligatures of a line."""
    if elastic.splits is None:
        elastic.splits = _ligatures(prepared)
    return {at: split for at, split in elastic.splits.items() if start <= at < end}


def _ligatures(prepared: Prepared) -> dict[int, Split]:
    """All ligatures of a paragraph that can be set letter by letter (an emoji or a letter with its marks cannot)."""
    found: dict[int, Split] = {}
    for run in prepared.runs:
        gids = prepared.boxes.gids[run.start : run.end]
        for joined in _LIGATURE.finditer("".join("x" if gid == JOINED else "l" for gid in gids)):
            at, text = run.start + joined.start(), prepared.text[run.start + joined.start() : run.start + joined.end()]
            shaped = run.face.shape(text, {"liga": 0, "clig": 0}) if text.isalpha() else []
            if len(shaped) == len(text):
                found[at] = tuple((gid, advance * run.scale) for gid, _, advance, _, _ in shaped)
    return found
