"""A paragraph made ready for breaking: where it may break, what its gaps may give and take, and prefix sums of all that.

In: text, its runs and rules. Out: ``Prepared``, from which the width, the room to shrink and the places to stretch of any line
follow by subtraction. Lengths are em of the paragraph's size; gap ``k`` is the one before character ``k``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, compress
from operator import add, sub

import msgspec

from layoutdesk.model.styles import TextStyle
from layoutdesk.text import quantities, rules
from layoutdesk.text.elastic import Elastic, elastic_of, yields
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.items import held
from layoutdesk.text.shaping import JOINED, Boxes, Run, shape_paragraph

#: How bad a break is that parts what should stay together, as a share of a line's badness (see ``breaking``).
SOFT = 1000.0
#: How bad it is to part a number and its unit: nearly as bad as a line that counts as loose.
PARTED = 7000.0
#: And so bad where a space alone parts them or they are one number: taken only where nothing else keeps a line within its measure.
HELD = 100_000.0
#: The number of a standard with its year (GB/T 15834—2011) takes half a line of a narrow column: it parts behind its dash rather
#: than leave one loose, and in greater need behind its letters.
DATED, DATED_LETTERS = 7000.0, 12_000.0
#: How bad it is in English to part a number and what it counts.
COUNTED = 3000.0


class Prepared(msgspec.Struct):
    """A paragraph ready for breaking. All lists have one entry for each character and one for the end.

    ``left[k]`` is where the body of character ``k`` starts, ``right[k]`` where that of ``k - 1`` ends, both with natural gaps.
    ``trail[k]`` is the white that the mark before ``k`` carries where a line ends. ``room``, ``supple`` and ``gaps`` are sums over
    the gaps up to ``k``: how much they can shrink, how much word spaces and Han–Latin gaps widen first, how many widen at last.
    ``breaks`` are the places where a line may start, the end among them; ``soft`` those that cost something.
    ``forbidden`` are the places where 避头尾 forbids a line to start.
    ``hyphens`` has, for breaks inside a word that were needed in some measure, the width of the hyphen set there;
    ``words`` are the plain Western words, found when one must be divided. ``western``: there is no Han in the paragraph, whose
    words are those of ``language`` and keep ``word_edge`` letters together at either end besides what the
    language asks for.
    ``addresses`` are those of web and mail (start, end), ``joints`` the places where they part, with what that costs.
    ``elastic`` says how the letters of a Western paragraph give way after its word spaces, where the style lets them; their room to
    shrink is in ``room``. ``ladder`` is how many lines in a row may end with a hyphen (0: any number).
    ``tracking`` is how far the characters of long numbers and addresses between Han stand apart where gaps would be wider than
    ``loosest``.
    ``gives`` and ``takes`` have (gap, level, amount) in order of the gaps. ``lead`` is the white that the first character keeps
    after an indent, ``leads`` that which characters keep wherever a line starts with them.
    """

    text: str
    letters: str
    boxes: Boxes
    runs: list[Run]
    left: list[float]
    right: list[float]
    trail: list[float]
    room: list[float]
    supple: list[float]
    gaps: list[int]
    breaks: list[int]
    soft: dict[int, float]
    gives: list[tuple[int, int, float]]
    takes: list[tuple[int, int, float]]
    lead: float
    forbidden: set[int]
    leads: dict[int, float] = {}
    hyphens: dict[int, float] = {}
    words: list[tuple[int, int]] | None = None
    western: bool = False
    language: str = ""
    elastic: Elastic | None = None
    ladder: int = 0
    tracking: float = 0.0
    loosest: float = 0.25
    word_edge: int = 0
    joints: dict[int, float] = {}
    addresses: list[tuple[int, int]] = []


#: Characters that take at least a width: start, end, em.
Wide = tuple[int, int, float]


class _Draft:
    """What is being found out about one paragraph."""

    def __init__(self, text: str, letters: str, boxes: Boxes) -> None:
        n = len(text)
        self.text = text
        self.letters = letters
        self.boxes = boxes
        self.white = [0.0] * (n + 1)
        self.trail = [0.0] * (n + 1)
        self.kept: list[float] = []
        self.lead = 0.0
        self.leads: dict[int, float] = {}
        self.gives: dict[int, tuple[int, float]] = {}
        self.takes: dict[int, tuple[int, float]] = {}
        self.breaks = bytearray(b"\1") * (n + 1)
        self.elastic = bytearray(b"\1") * (n + 1)
        self.western = rules.is_western(letters)
        self.yields = False
        self.soft: dict[int, float] = {}
        self.forbidden: set[int] = set()
        self.joints: dict[int, float] = {}
        self.addresses: list[tuple[int, int]] = []
        self.breaks[0] = self.elastic[0] = self.elastic[n] = 0


def prepare(text: str, runs: Sequence[Run], book: FontBook, style: TextStyle, wide: Sequence[Wide] = ()) -> Prepared:
    """The paragraph ready for breaking. ``runs`` cover the text; of the ``style`` only what ``rules.choices`` keeps is used.

    Each of ``wide`` takes at least its width.
    """
    letters = rules.classes(text)
    boxes, divided = shape_paragraph(text, letters, runs, book)
    draft = _Draft(text, letters, boxes)
    draft.yields = draft.western and yields(style)
    for start, end, width in wide:
        _widen(draft, start, end, width)
    _marks(draft, style)
    if style.interpunct == "full" and "i" in letters:
        _interpuncts(draft)
    _edges(draft, style)
    _western(draft, style.latin_gap)
    for run in runs if len(runs) > 1 else ():
        if run.rise:
            _off_baseline(draft, run, style.latin_gap)
    _spaces(draft, style.word_space)
    _wide_runs(draft)
    _prohibitions(draft, rules.level_of(style.prohibition, text))
    elastic = elastic_of(text, boxes, style) if draft.yields else None
    return _summed(draft, divided, style, elastic)


def _summed(draft: _Draft, runs: list[Run], style: TextStyle, elastic: Elastic | None) -> Prepared:
    n = len(draft.text)
    white = draft.white
    left = list(accumulate(map(add, draft.boxes.bodies, white[1:]), initial=0.0))
    draft.breaks[n] = 1
    return Prepared(
        text=draft.text,
        letters=draft.letters,
        boxes=draft.boxes,
        runs=runs,
        left=left,
        right=list(map(sub, left, map(sub, white, draft.kept)) if draft.kept else map(sub, left, white)),
        trail=draft.trail,
        room=list(map(add, _sums(draft.gives, n), elastic.room)) if elastic else _sums(draft.gives, n),
        supple=_sums({} if elastic else draft.takes, n),
        gaps=list(accumulate(draft.elastic)),
        breaks=list(compress(range(n + 1), draft.breaks)),
        soft={at: cost for at, cost in draft.soft.items() if draft.breaks[at]},
        gives=_ordered(draft.gives),
        takes=_ordered(draft.takes),
        lead=draft.lead,
        leads=draft.leads,
        forbidden=draft.forbidden,
        western=draft.western,
        language=style.language,
        elastic=elastic,
        ladder=style.ladder,
        tracking=0.0 if draft.western else max(style.letter_space[1], 0.0),
        loosest=style.loosest,
        word_edge=0 if draft.western else style.word_edge,
        joints=draft.joints,
        addresses=draft.addresses,
    )


def _sums(places: dict[int, tuple[int, float]], n: int) -> list[float]:
    values = [0.0] * (n + 1)
    if not places:
        return values
    for at, (_, amount) in places.items():
        values[at] = amount
    return list(accumulate(values))


def _ordered(places: dict[int, tuple[int, float]]) -> list[tuple[int, int, float]]:
    return sorted((at, level, amount) for at, (level, amount) in places.items() if amount > 0.0)


def _marks(draft: _Draft, style: TextStyle) -> None:
    """The white of full-width marks, given up where two meet: 2 em become 1.5, the bracket hugs its content (clreq, 标点挤压).

    Where a style sets two marks within 1 em, the white that remains on their other sides goes too. Brackets and quotes beside a
    space have the white of the space alone.
    """
    letters, sides = draft.letters + " ", draft.boxes.sides
    tight = style.pairs == "one"
    for at, white in sides.items():
        letter = letters[at]
        if letter == "o":
            if at and letters[at - 1] not in "ocpesf" and not (tight and letters[at + 1] == "o"):
                draft.white[at] += white
                draft.gives[at] = (rules.BRACKET, white)
            continue
        following = letters[at + 1]
        if following in "cpe" and (letter == "c" or following == "c" or (letter == "e" and following == "e")):
            continue
        if letter == "c" and following in "sf" and at + 1 < len(draft.text):
            continue
        if letter == "e" and _closes_pair(draft.text, at):
            continue
        if tight and at and letters[at - 1] in "ocpe" and (letter == "c" or letters[at - 1] in "oc"):
            continue
        draft.trail[at + 1] = white
        if at + 1 < len(draft.text) and not (tight and following == "o"):
            draft.white[at + 1] += white
            if letter != "e" or style.shrink_stops:
                draft.gives[at + 1] = (rules.MARK_LEVEL[letter], white)


def _interpuncts(draft: _Draft) -> None:
    """Interpuncts of 1 em: a quarter of white on either side of the half em, given up on both sides alike (clreq)."""
    quarter = rules.HALF / 2
    for at, letter in enumerate(draft.letters):
        if letter != "i":
            continue
        draft.trail[at + 1] = quarter
        for gap in (at, at + 1):
            if 0 < gap < len(draft.text) and gap not in draft.gives:
                draft.white[gap] += quarter
                draft.gives[gap] = (rules.INTERPUNCT, quarter)


def _edges(draft: _Draft, style: TextStyle) -> None:
    """The white of marks at a line's start and end, by the style's choice (clreq, 行首行尾标点挤压)."""
    sides = draft.boxes.sides
    if style.trim_start == "never":
        draft.leads = {at: white for at, white in sides.items() if draft.letters[at] == "o"}
    elif style.trim_start == "lines" and draft.letters.startswith("o"):
        draft.lead = sides.get(0, 0.0)
    if style.trim_end != "needed":
        if style.trim_end == "never":
            draft.kept = draft.trail
        draft.trail = [0.0] * (len(draft.text) + 1)


def _closes_pair(text: str, at: int) -> bool:
    """Whether this is the second of just two of ？ and ！, which take 1 em together (GB/T 15834 §5.1); three take 2."""
    return text[at] in "？！" and at > 0 and text[at - 1] in "？！" and (at < 2 or text[at - 2] not in "？！")


def _western(draft: _Draft, latin_gap: float) -> None:
    """Western runs: nothing inside breaks or stretches; a gap stands between them and Han, ¼ em by custom (clreq, 中西间距)."""
    letters = draft.letters
    for found in rules.WESTERN_RUN.finditer(letters):
        start, end = found.span()
        _solid(draft, start, end)
        if not latin_gap:
            continue
        for at, inner, outer in ((start, start, start - 1), (end, end - 1, end)):
            if not 0 <= outer < len(letters) or letters[outer] != "h":
                continue
            if letters[inner] in "ldx" or _belongs(draft, inner, leading=at == start):
                _add_gap(draft, at, latin_gap)


def _add_gap(draft: _Draft, at: int, latin_gap: float) -> None:
    """The gap between Han and Latin before character ``at``."""
    draft.white[at] += latin_gap
    draft.gives[at] = (rules.LATIN_GAP, latin_gap - min(latin_gap, rules.LEAST_LATIN_GAP))
    draft.takes[at] = (rules.STRETCH_LATIN_GAP, max(latin_gap, rules.MOST_LATIN_GAP) - latin_gap)


def _belongs(draft: _Draft, at: int, *, leading: bool) -> bool:
    """Whether a sign at the edge of a Western run is part of its word (5%, $5, C++), not a mark beside it."""
    if leading:
        return draft.letters[at] == "y" or rules.LEADING_SIGNS.match(draft.text, at) is not None
    return draft.letters[at] == "u" or (
        draft.text[at] in rules.TRAILING_SIGNS and draft.letters[at - 1] in rules.WESTERN
    )


def _widen(draft: _Draft, start: int, end: int, width: float) -> None:
    """Characters ``start`` to ``end`` take up what lacks in their width evenly, half of it on either side; they stay together."""
    boxes = draft.boxes
    share = (width - sum(boxes.bodies[start:end])) / (end - start)
    if share > 0.0:
        for at in range(start, end):
            boxes.bodies[at] += share
            boxes.shifts[at] = boxes.shifts.get(at, 0.0) + share / 2
    _solid(draft, start, end)


def _off_baseline(draft: _Draft, run: Run, latin_gap: float) -> None:
    """Superscripts and subscripts (上标, 下标) stay with what is before them; no gap parts those that stand at Han from it.

    The sign of an ion's charge (PO₄³⁻) is part of its word, so that a gap parts it from Han like a letter.
    """
    charged = draft.text[run.end - 1] in rules.CHARGES and draft.letters[run.start - 1 : run.start] in ("l", "d")
    if latin_gap and charged and draft.letters[run.end : run.end + 1] == "h" and run.end not in draft.gives:
        _add_gap(draft, run.end, latin_gap)
    for at in (run.start, run.end) if draft.letters[run.start - 1 : run.start] == "h" else (run.start,):
        if draft.gives.get(at, (0, 0.0))[0] == rules.LATIN_GAP:
            del draft.gives[at], draft.takes[at]
            draft.white[at] = 0.0
    draft.breaks[run.start] = draft.elastic[run.start] = 0


def _solid(draft: _Draft, start: int, end: int) -> None:
    """Characters ``start`` to ``end`` neither break nor stretch."""
    inside = end - start - 1
    if inside > 0:
        draft.breaks[start + 1 : end] = draft.elastic[start + 1 : end] = bytes(inside)


def _spaces(draft: _Draft, shares: tuple[float, float, float]) -> None:
    """Spaces are white before what follows them, so that at a line's end they vanish by themselves."""
    if "s" not in draft.letters and "f" not in draft.letters:
        return
    for found in rules.SPACES.finditer(draft.letters):
        start, end = found.span()
        widths = draft.boxes.bodies[start:end]
        width = sum(widths)
        draft.boxes.bodies[start:end] = [0.0] * (end - start)
        draft.breaks[start:end] = draft.elastic[start:end] = bytes(end - start)
        if draft.western:
            least, best, most = shares
            draft.gives[end] = (rules.WORD_SPACE, width * max(best - least, 0.0))
            if draft.yields:
                draft.takes[end] = (rules.STRETCH_WORD_SPACE, width * max(most - best, 0.0))
            draft.elastic[end] = rules.WESTERN_SPACE_GAPS
            width *= best
        elif end - start == 1 and draft.letters[start] == "s":
            draft.gives[end] = (rules.WORD_SPACE, max(0.0, width - rules.LEAST_WORD_SPACE))
            if rules.WORD_SPACED.match(draft.letters, start - 1):
                draft.takes[end] = (rules.STRETCH_WORD_SPACE, max(0.0, rules.MOST_WORD_SPACE - width))
        draft.white[end] += width
        if draft.text[end - 1] in rules.NO_BREAK_SPACES:
            draft.breaks[end] = 0
        if end == len(draft.text):
            draft.elastic[end] = 0


def _wide_runs(draft: _Draft) -> None:
    """Dashes, ellipses, wide numbers and combined characters are solid too."""
    for found in rules.ROW.finditer(draft.letters):
        _solid(draft, *found.span())
    if "x" in draft.letters:
        _combined(draft)
    if "D" in draft.letters:
        _wide_words(draft)
    for found in rules.CONNECTORS.finditer(draft.letters):
        draft.elastic[found.start()] = draft.elastic[found.end()] = 0


def _wide_words(draft: _Draft) -> None:
    """Full-width numbers and words are solid; long words part and stretch like Han, dearer than those."""
    for found in rules.WIDE_WORD.finditer(draft.text):
        start, end = found.span()
        if end - start <= rules.LONGEST_WIDE:
            _solid(draft, start, end)
        else:
            draft.soft.update(dict.fromkeys(range(start + 1, end), SOFT))
            draft.breaks[start + 1] = draft.breaks[end - 1] = 0
    for found in rules.WIDE_NUMBER.finditer(draft.text):
        _solid(draft, *found.span())
    for found in rules.WIDE_JOINT.finditer(draft.text):
        at = found.start()
        draft.breaks[at] = draft.elastic[at] = draft.elastic[at + 1] = 0
        draft.soft[at + 1] = SOFT


def _combined(draft: _Draft) -> None:
    """Combining marks and joiners stay with what is before them and hold Western text; joiners hold all (UAX #14, LB9–LB11)."""
    for at, letter in enumerate(draft.letters):
        if letter == "x":
            draft.breaks[at] = draft.elastic[at] = 0
            following = draft.letters[at + 1 : at + 2]
            if draft.text[at] == rules.ZERO_WIDTH_SPACE:
                draft.breaks[at + 1] = not following or following not in "sf"
            elif following and following in rules.WESTERN:
                draft.breaks[at + 1] = 0
    for found in rules.JOINERS.finditer(draft.text):
        draft.breaks[found.end()] = 0


def _prohibitions(draft: _Draft, level: rules.Level) -> None:
    """避头尾, and the breaks that are better avoided."""
    text, breaks = draft.text, draft.breaks
    forbidden = draft.forbidden
    forbidden.update([found.start() for found in level.no_start.finditer(text)])
    forbidden.update([found.end() for found in level.no_end.finditer(text)])
    forbidden.update(held(text, draft.letters))
    for at in forbidden:
        breaks[at] = 0
    _tail(draft)
    if "d" in draft.letters or "D" in draft.letters:
        _numbers(draft)
    if "i" in draft.letters:
        for found in rules.UNIT_POINT.finditer(text):
            _solid(draft, found.end() - 2, found.end() + 1)
            forbidden.add(found.end())
    if "l" not in draft.letters:
        return
    if "d" in draft.letters:
        _standards(draft)
        if draft.western:
            draft.soft.update((found.end(), COUNTED) for found in quantities.COUNTED.finditer(text))
    if not draft.western:
        draft.soft.update((found.end(), PARTED) for found in rules.LETTERED.finditer(text))
    if "." in text or "//" in text:
        _addresses(draft)
    if draft.western and "—" in text:
        for found in rules.WESTERN_DASH.finditer(text):
            breaks[found.start()] = 1
    for found in rules.JAMO.finditer(text):
        breaks[found.end()] = 0
    parts = {at for start, end in draft.addresses for at in range(start, end)}
    for found in rules.HYPHEN.finditer(text):
        if found.start() not in parts and not breaks[found.start()] and draft.boxes.gids[found.start()] != JOINED:
            breaks[found.start()] = 1
            draft.soft[found.start()] = SOFT


def _standards(draft: _Draft) -> None:
    """The number of a standard stays whole, with its letters and year, a long one where no line is loose for it."""
    for found in rules.STANDARD.finditer(draft.text):
        dated = draft.text[found.end() - 1] in "—–" and found.end() < len(draft.text)
        if found[1]:
            draft.soft[found.end(1)] = DATED_LETTERS if dated else HELD
        if dated:
            draft.soft[found.end()] = DATED


def _tail(draft: _Draft) -> None:
    """Dashes and dots at the paragraph's end never stand alone on its last line, whatever the level lets start one."""
    start, n = len(draft.letters.rstrip(rules.MARKS)), len(draft.letters)
    if start and n - start <= rules.TAIL:
        draft.breaks[start:n] = bytes(n - start)


def _addresses(draft: _Draft) -> None:
    """The addresses and the places where they part, the dearest last (see ``rules.ADDRESS_JOINTS``)."""
    text = draft.text
    for address in rules.ADDRESS.finditer(text):
        start, end = address.span()
        draft.addresses.append((start, end))
        for joint, cost in rules.ADDRESS_JOINTS:
            for found in joint.finditer(text, start + rules.JOINT_EDGE, end - rules.ADDRESS_EDGE + 1):
                draft.joints.setdefault(found.start(), cost)


def _numbers(draft: _Draft) -> None:
    """Numbers keep their signs, those of models all that is in them, and where it fits their units and the ends of a range."""
    for found in quantities.SIGNED.finditer(draft.text):
        draft.breaks[found.end()] = draft.elastic[found.end()] = 0
        draft.forbidden.add(found.end())
    for found in quantities.TOGETHER.finditer(draft.text):
        draft.soft[found.end()] = PARTED
    if "s" in draft.letters:
        for found in (*quantities.SPACED_UNIT.finditer(draft.text), *quantities.SIGNED_SPACED.finditer(draft.text)):
            draft.soft[found.end()] = HELD
    for found in quantities.LONG_UNITS.finditer(draft.text):
        draft.soft.update(dict.fromkeys(range(found.start(1), found.end(1)), PARTED))
    if rules.MODEL_LIKE.search(draft.letters):
        for found in rules.MODEL.finditer(draft.text):
            draft.forbidden.update(range(found.start() + 1, found.end()))
            _solid(draft, *found.span())
