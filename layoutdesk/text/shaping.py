"""Characters to glyphs: one box for each character of a paragraph.

In: a paragraph's text with its class letters and its runs of one face. Out: for each character a glyph, the width of its body and
where in the body the pen stands, all in em of the paragraph. Chinese goes through a table of the face, one look-up a character;
only Western words, joined dashes and combined characters go through HarfBuzz, each word once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

import msgspec

from layoutdesk.base.colour import Paint
from layoutdesk.text import rules
from layoutdesk.text.face import Face, Shaped, letter_scale
from layoutdesk.text.fonts import FontBook

#: In ``Boxes.gids``: no glyph of its own; one before draws it too (a ligature, a joined dash), or it is invisible.
JOINED: Final = -1


class Run(msgspec.Struct, frozen=True):
    """Characters ``start`` to ``end`` in one face and paint; ``scale`` is their size over the paragraph's.

    ``rise`` (em of the paragraph) lifts them off the baseline. ``plain``: they are superscript or subscript characters that the
    face lacks, set as its ordinary figures, small and off the baseline.
    """

    start: int
    end: int
    face: Face
    role: str
    scale: float
    paint: Paint
    rise: float = 0.0
    plain: bool = False


class Boxes(msgspec.Struct):
    """What shaping gives, one entry a character.

    ``bodies`` are widths without the white that a full-width mark carries; ``sides`` has that white (½ em or 0) by character.
    ``shifts`` has the pen's place from the body's left edge where it is not 0. ``extra`` has further glyphs (id, shift, rise) of
    a character, ``rises`` the height of a glyph above the baseline where it is not 0.
    """

    gids: list[int]
    bodies: list[float]
    sides: dict[int, float] = {}
    shifts: dict[int, float] = {}
    rises: dict[int, float] = {}
    extra: dict[int, list[tuple[int, float, float]]] = {}


class _Word(msgspec.Struct, frozen=True):
    """A shaped run: entries of ``Boxes`` from 0, before scaling."""

    gids: list[int]
    bodies: list[float]
    shifts: dict[int, float]
    rises: dict[int, float]
    extra: dict[int, list[tuple[int, float, float]]]


class _Gids(dict[str, int]):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __missing__(self, char: str) -> int:
        self.sheet.measure(char)
        return self[char]


class _Bodies(dict[str, float]):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __missing__(self, char: str) -> float:
        self.sheet.measure(char)
        return self[char]


class Sheet:
    """The table of one face: glyph, body width, shift and white of each character met so far, and the words shaped so far."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.gids = _Gids(self)
        self.bodies = _Bodies(self)
        self.shifts: dict[str, float] = {}
        self.sides: dict[str, float] = {}
        self._words: dict[tuple[str, str], _Word] = {}

    def measure(self, char: str) -> None:
        """Enter one character."""
        face, letter = self.face, rules.classify(char)
        gid = face.glyph(char) if letter != "s" or unicodedata.category(char) == "Zs" else 0
        if not gid and letter in "sf":
            gid = face.glyph(" ")
        elif face.localises and letter in "hocpeiw":
            gid = face.shape(char, script="Hani")[0][0]
        if char in rules.OFF_BASELINE and not all(map(face.glyph, rules.OFF_BASELINE[char].row)):
            gid = 0
        body, shift, side = face.advance(gid), 0.0, 0.0
        if not gid:
            gid, body = (JOINED, 0.0) if letter == "x" else (0, max(body, rules.HALF))
        elif char in rules.WIDTHS:
            gid, body = _wide(face, char, gid, body)
            body, shift = _centred(body, rules.WIDTHS[char])
        elif letter in "ocpe":
            body, shift, side = _mark(face, gid, body, letter)
        elif letter == "d":
            gid, body = _figure(face, char, gid, body)
        self.gids[char], self.bodies[char] = gid, body
        if shift:
            self.shifts[char] = shift
        if side:
            self.sides[char] = side

    def word(self, text: str, letters: str) -> _Word:
        """A run that HarfBuzz shapes; ``letters`` are its class letters."""
        found = self._words.get((text, letters))
        if found is None:
            if len(self._words) > 20_000:
                self._words.clear()
            found = self._words[text, letters] = _shape_word(self.face, text, letters)
        return found


@cache
def sheet(face: Face) -> Sheet:
    """The table of a face, kept as long as the process."""
    return Sheet(face)


def _centred(advance: float, body: float) -> tuple[float, float]:
    """A body of fixed width with its glyph in the middle: (body, shift)."""
    return body, (body - advance) / 2


def _mark(face: Face, gid: int, advance: float, letter: str) -> tuple[float, float, float]:
    """Body, shift and white of a full-width mark: a box of 1 em, half of it white on the side away from its content.

    A narrow glyph (curly quotes of some faces) is put in the middle of its half; a glyph with ink in both halves keeps 1 em.
    """
    if advance <= rules.HALF + 0.1:
        body, shift = _centred(advance, rules.HALF)
        return body, shift, rules.HALF
    left, right = face.ink(gid)
    # A narrow glyph in the middle, as the Traditional ！, stands in neither half.
    aside = abs(left + right - advance) > 0.2
    if letter == "o" and left >= advance - rules.HALF - 0.06 and aside:
        return rules.HALF, rules.HALF - advance, advance - rules.HALF
    if letter != "o" and right <= rules.HALF + 0.06 and aside:
        return rules.HALF, 0.0, advance - rules.HALF
    return max(advance, 1.0), (max(advance, 1.0) - advance) / 2, 0.0


def _figure(face: Face, char: str, gid: int, advance: float) -> tuple[int, float]:
    """Arabic numerals take ½ em each where the face has half-width ones (GB/T 15835, GB/T 15834 §5.1)."""
    ((half, _, width, _, _),) = face.shape(char, {"hwid": 1})
    return (half, width) if abs(width - rules.HALF) < 0.001 else (gid, advance)


def _wide(face: Face, char: str, gid: int, advance: float) -> tuple[int, float]:
    """The glyph that stands for a sign of fixed width, and its own width: the solidus, ½ em, is drawn with the narrow one."""
    if char == "／":
        narrow = face.glyph("/")
        return (narrow, face.advance(narrow)) if narrow else (gid, advance)
    if char == "—":
        ((wide, _, width, _, _),) = face.shape("—", script="Hani")
        return wide or gid, width
    return gid, advance


def _shape_word(face: Face, text: str, letters: str) -> _Word:
    if letters[0] in "-z":
        return _joined(text, face.shape(text, script="Hani"))
    if letters[0] in "ldtuy":
        features = {
            "hwid": [(at, at + 1, 1) for at, letter in enumerate(letters) if letter == "d"],
            "pwid": [(at, at + 1, 1) for at, char in enumerate(text) if char in "“”‘’…"],
        }
        return _entries(len(text), face.shape(text, {tag: where for tag, where in features.items() if where}))
    return _entries(len(text), face.shape(text, script="Hani"))


def _joined(text: str, shaped: list[Shaped]) -> _Word:
    """A doubled dash or ellipsis takes 1 em for each sign; a glyph that is narrower stands in the middle of its place."""
    word = _entries(len(text), shaped)
    starts = [at for at, gid in enumerate(word.gids) if gid != JOINED]
    for at, following in zip(starts, [*starts[1:], len(text)], strict=True):
        wanted = float(following - at)
        shift = (wanted - word.bodies[at]) / 2
        word.bodies[at] = wanted
        if abs(shift) > 0.001:
            word.shifts[at] = word.shifts.get(at, 0.0) + shift
    return word


def _entries(length: int, shaped: list[Shaped]) -> _Word:
    """Shaped glyphs by character: the first glyph of a cluster at its first character, the others as extras."""
    word = _Word([JOINED] * length, [0.0] * length, {}, {}, {})
    for gid, cluster, advance, x, y in shaped:
        if word.gids[cluster] == JOINED:
            word.gids[cluster] = gid
            if x:
                word.shifts[cluster] = x
            if y:
                word.rises[cluster] = y
        else:
            word.extra.setdefault(cluster, []).append((gid, word.bodies[cluster] + x, y))
        word.bodies[cluster] += advance
    return word


# --- paragraphs -------------------------------------------------------------------------------------------------------------


def shape_paragraph(text: str, letters: str, runs: Sequence[Run], book: FontBook) -> tuple[Boxes, list[Run]]:
    """The boxes of a paragraph, and its runs divided further where another face stands in for a missing glyph."""
    boxes = Boxes([], [])
    divided: list[Run] = []
    for run in [piece for whole in runs for piece in _with_companion(whole, text, book)]:
        table = sheet(run.face)
        part = text if run.end - run.start == len(text) else text[run.start : run.end]
        gids = list(map(table.gids.__getitem__, part))
        pieces = _divide(run, text, letters, gids, book) if 0 in gids else [run]
        for piece in pieces:
            _shape_run(boxes, text, letters, piece)
        divided += pieces
    return boxes, divided


def _with_companion(run: Run, text: str, book: FontBook) -> list[Run]:
    """A run of brush type with its figures and Western words in the face of their companion role."""
    role = rules.WESTERN_COMPANION.get(run.role)
    if role is None:
        return [run]
    other, pieces, at = book.face(role), [], run.start
    for found in rules.FIGURES_AND_LATIN.finditer(text, run.start, run.end):
        if found.start() > at:
            pieces.append(msgspec.structs.replace(run, start=at, end=found.start()))
        pieces.append(msgspec.structs.replace(run, start=found.start(), end=found.end(), face=other, role=role))
        at = found.end()
    if at < run.end:
        pieces.append(msgspec.structs.replace(run, start=at))
    return pieces


def _divide(run: Run, text: str, letters: str, gids: list[int], book: FontBook) -> list[Run]:
    """One run for each stretch of characters that the same face has; a combining mark stays with what it is on."""
    pieces: list[Run] = []
    words = _faces_of_words(run, text, letters, gids, book)
    for at, gid in enumerate(gids, run.start):
        face, off = words.get(at, run.face), rules.OFF_BASELINE.get(text[at]) if not gid else None
        if not gid and not off and at not in words:
            keeps = letters[at] in "xsf"
            face = (pieces[-1].face if pieces and keeps else None) or book.for_char(run.role, text[at]) or run.face
        scale, rise = (off.scale * run.scale, off.rise * run.scale + run.rise) if off else (run.scale, run.rise)
        if at in words:
            scale *= letter_scale(face, run.face)
        if pieces and pieces[-1].face is face and (pieces[-1].rise, pieces[-1].scale) == (rise, scale):
            pieces[-1] = msgspec.structs.replace(pieces[-1], end=at + 1)
        else:
            piece = msgspec.structs.replace(
                run, start=at, end=at + 1, face=face, scale=scale, rise=rise, plain=off is not None
            )
            pieces.append(piece)
    return pieces


def _faces_of_words(run: Run, text: str, letters: str, gids: list[int], book: FontBook) -> dict[int, Face]:
    """The face of every letter of the Western words that the run's face lacks letters of: one that has all of the word."""
    found: dict[int, Face] = {}
    for word in rules.LETTERS.finditer(letters, run.start, run.end):
        lettered = [at for at in range(*word.span()) if letters[at] == "l" and text[at] not in rules.OFF_BASELINE]
        if not all(gids[at - run.start] for at in lettered):
            face = book.for_word(run.role, "".join(text[at] for at in lettered))
            found |= dict.fromkeys(range(*word.span()), face) if face else {}
    return {at: face for at, face in found.items() if text[at] not in rules.OFF_BASELINE}


def _shape_run(boxes: Boxes, text: str, letters: str, run: Run) -> None:
    """Append the boxes of one run: the table for every character, then HarfBuzz over words."""
    table = sheet(run.face)
    part, part_letters = text[run.start : run.end], letters[run.start : run.end]
    if run.plain:
        part = "".join(rules.OFF_BASELINE[char].figure for char in part)
    boxes.gids += map(table.gids.__getitem__, part)
    boxes.bodies += map(table.bodies.__getitem__, part)
    shifts, sides = table.shifts, table.sides
    for found in rules.SHIFTED.finditer(part_letters):
        at = found.start()
        char = part[at]
        if part_letters[at] == "j":
            width = run.face.advance(boxes.gids[run.start + at])
            boxes.bodies[run.start + at], boxes.shifts[run.start + at] = _centred(width, rules.HALF)
        elif char in shifts:
            boxes.shifts[run.start + at] = shifts[char]
        if char in sides:
            boxes.sides[run.start + at] = sides[char]
    for found in rules.SHARED.finditer(part) if "t" in part_letters else ():
        # Western marks beside figures alone: no word with letters brings their narrow glyphs along.
        at, char = found.start(), found.group()
        if part_letters[at] == "t" and char == "·":
            width = run.face.advance(boxes.gids[run.start + at])
            boxes.bodies[run.start + at], boxes.shifts[run.start + at] = _centred(width, rules.HALF)
        elif part_letters[at] == "t":
            _place_word(boxes, run.start + at, table.word(char, "t"))
    for pattern in rules.SHAPED:
        for found in pattern.finditer(part_letters):
            start, end = found.span()
            word = table.word(part[start:end], part_letters[start:end])
            _place_word(boxes, run.start + start, word)
    if "∶" in part:
        _narrow_ratios(boxes, text, run)
    if run.scale != 1.0:
        _rescale(boxes, run)


def _narrow_ratios(boxes: Boxes, text: str, run: Run) -> None:
    """∶ between figures as wide as one of them (10∶30), not the em that Chinese fonts draw it."""
    figure = sheet(run.face).bodies["0"]
    for found in rules.RATIO.finditer(text, run.start, run.end):
        at = found.start()
        if boxes.bodies[at] > figure and "0" <= text[at + 1 : at + 2] <= "9":
            boxes.bodies[at], boxes.shifts[at] = _centred(boxes.bodies[at], figure)


def _place_word(boxes: Boxes, start: int, word: _Word) -> None:
    end = start + len(word.gids)
    boxes.gids[start:end] = word.gids
    boxes.bodies[start:end] = word.bodies
    for at in range(start, end):
        boxes.shifts.pop(at, None)
        boxes.sides.pop(at, None)
    for own, other in ((boxes.shifts, word.shifts), (boxes.rises, word.rises)):
        own.update({start + at: value for at, value in other.items()})
    boxes.extra.update({start + at: glyphs for at, glyphs in word.extra.items()})


def _rescale(boxes: Boxes, run: Run) -> None:
    scale = run.scale
    boxes.bodies[run.start : run.end] = [scale * body for body in boxes.bodies[run.start : run.end]]
    for values in (boxes.sides, boxes.shifts, boxes.rises):
        for at in values:
            if run.start <= at < run.end:
                values[at] *= scale
    for at, glyphs in boxes.extra.items():
        if run.start <= at < run.end:
            boxes.extra[at] = [(gid, x * scale, y * scale) for gid, x, y in glyphs]
