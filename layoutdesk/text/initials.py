"""Drop capitals (首字下沉): the first character of a paragraph over several lines, which stand beside it.

In: a paragraph as it is to be set, and how many lines deep. Out: its lines, the first of them with the capital. A Han character
fills the lines from the top of the first line's characters to the foot of the last one's; a letter or figure stands on the last
line's baseline and reaches the capitals of the first; an accent (Á) and a tail (Q) reach what they would in those lines. Opening
marks before it come along (“我, 《红), numbers, those of models (G25, B2B) and in Chinese copy acronyms (AI, GDP) whole where the
measure has room. The rest of a word that begins with a capital (At, NATO) stands close to it. Loaded where a paragraph wants one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from layoutdesk.base.late import late
from layoutdesk.display import Glyphs, Path
from layoutdesk.model.story import spans_within
from layoutdesk.text import rules
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.paragraph import USUAL_PITCH, Task, set_line
from layoutdesk.text.spans import span_styles

if TYPE_CHECKING:
    from layoutdesk.model.story import Paragraph
    from layoutdesk.model.styles import TextStyle
    from layoutdesk.text.lines import SetLine

#: White that a Han character has inside its em box at top and foot, em, and the share of the em box above the baseline.
INSET: Final = 0.04
_ABOVE: Final = 0.88
#: White between the capital and the lines beside it, from ink to the edge of the lines, em of the text: the same for every script.
BESIDE: Final = 0.3
#: The same where a word goes on behind its first letter, in the first line alone.
_CLOSE: Final = 0.12
#: The share of the measure that a capital takes at most, and with marks before it; as many marks come along.
_MOST, _MOST_MARKED = 0.5, 0.6
_MOST_MARKS: Final = 2
#: Opening marks of Western text; what the rest of the paragraph may not begin with, on class letters (“国”…, 哦，…).
_WESTERN_OPENING: Final = "\"'“‘([¿¡"
_NOT_FIRST: Final = "cpei~-z"
#: A word with figures behind it (iPhone15) gives its first letter as any other does.
_WORD: Final = late("[A-Za-z]?[A-Z]?[a-z]{2,}")
#: An acronym parted in a large and small letters reads as two words between Han (A I时代); in English one letter is the custom.
_ACRONYM: Final = late("[A-Z]{2,4}(?![0-9A-Za-z])")
_NUMBER: Final = late(r"[0-9]+(?:[.,:/×][0-9]+)*[%‰]?")
#: The height of capitals where a face does not say it, how far round ones may reach over it, and tails under the baseline, em.
_USUAL_CAPITALS, _OVERSHOOT, _TAIL = 0.7, 0.05, 0.1
#: A line begins with a capital where its first character is so many times as large as its text.
_LARGE: Final = 1.3

Set = Callable[[Task, FontBook], tuple["SetLine", ...]]


class _Capital(msgspec.Struct, frozen=True):
    """The capital, ``length`` characters, the first ``marks`` of them marks: glyphs from the left edge on its own baseline, ``y``
    under that of the first line, the width that it takes from the lines, and how much less from the first; points.
    """

    length: int
    marks: int
    glyphs: tuple[Glyphs, ...]
    y: float
    width: float
    close: float

    def taken(self, number: int, drop: int) -> float:
        """The width taken from the line of this number."""
        return (self.width - (0.0 if number else self.close)) if number < drop else 0.0


def set_with_initial(task: Task, book: FontBook, set_rest: Set) -> tuple[SetLine, ...]:
    """The lines of a paragraph with a capital ``task.drop`` lines deep; none where it has no such lines or no fit character."""
    widest = min(task.widths)
    capital = _fitting(task, book, widest)
    if capital is None or _is_too_wide(capital, widest) or _is_marked(task, capital.length):
        return ()
    count = max(task.drop + 1, len(task.widths))
    measures = [task.widths[min(number, len(task.widths) - 1)] for number in range(count)]
    narrow = tuple(width - capital.taken(number, task.drop) for number, width in enumerate(measures))
    length = capital.length
    rest = replace(
        task, text=task.text[length:], spans=spans_within(task.spans, length, len(task.text)),
        style=replace(task.style, indent=0.0),
        breaks=tuple(at - length for at in task.breaks if at > length), widths=narrow, drop=0,
    )  # fmt: skip
    lines = set_rest(rest, book)
    if len(lines) < task.drop or any(line.last for line in lines[: task.drop - 1]):
        return ()
    moved = [_moved(line, length, capital.taken(number, task.drop)) for number, line in enumerate(lines)]
    first = moved[0]
    moved[0] = replace(
        first, start=0, text=task.text[: first.end], x=0.0, width=round(first.x + first.width, 3),
        glyphs=(*_lowered(capital), *first.glyphs),
    )  # fmt: skip
    return tuple(moved)


def has_capital(line: SetLine, size: float) -> bool:
    """Whether a set line of text of ``size`` points begins with a capital."""
    return bool(line.glyphs) and line.glyphs[0].size > _LARGE * size


def _is_marked(task: Task, length: int) -> bool:
    """Whether a reading, or marks and heights of its own, hang on the capital: they would be lost, so that it stays a character.

    A line that goes on behind the capital begins there.
    """
    styles = dict(task.span_styles)
    mine = [(span, styles.get(span.style)) for span in task.spans if span.start < length]
    return any(
        span.reading or (span.end <= length and style and (style.marks or style.scale != 1.0 or style.rise))
        for span, style in mine
    )


def refusal(
    paragraph: Paragraph, style: TextStyle, first: SetLine, book: FontBook, styles: Mapping[str, TextStyle]
) -> str:
    """Why a paragraph whose ``first`` line has no capital got none: ``begin``, ``marked``, ``narrow`` or ``short``; else "".

    It begins with what is never large; a reading or marks hang on its first character; the capital would take too much of the
    measure; or it has too few lines.
    """
    size = paragraph.size or style.size
    if has_capital(first, size):
        return ""
    if first.last:
        return "short"
    spans, drop = span_styles(paragraph.spans, styles), paragraph.drop or style.drop
    task = Task(paragraph.text, paragraph.spans, spans, (), style, size, (), "", paragraph.id, drop=drop)
    capital = _fitting(task, book.of(style.language), first.x + first.width)
    if capital is None:
        return "begin"
    if _is_marked(task, capital.length):
        return "marked"
    return "narrow" if _is_too_wide(capital, first.x + first.width) else "short"


def _is_too_wide(capital: _Capital, measure: float) -> bool:
    return capital.width > measure * (_MOST_MARKED if capital.marks else _MOST)


def _role(task: Task) -> str:
    """The role of type of the first character: that of a span on it, else the paragraph's."""
    styles = dict(task.span_styles)
    own = [styles[span.style].role for span in task.spans if span.start == 0 and span.style in styles]
    return next((role for role in own if role), task.style.role)


def _fitting(task: Task, book: FontBook, measure: float) -> _Capital | None:
    """The capital; of an acronym that is too wide its first letter."""
    capital = _capital(task, book)
    if capital is not None and _is_too_wide(capital, measure) and _ACRONYM.match(task.text, capital.marks):
        return _capital(task, book, whole=False)
    return capital


def _capital(task: Task, book: FontBook, *, whole: bool = True) -> _Capital | None:
    """The first character at its size with the marks before it; ``None`` where a paragraph begins with a dash or a space.

    ``whole``: an acronym in Chinese copy is taken whole.
    """
    letters = rules.classes(task.text)
    marks = _opening_marks(task.text, letters)
    kind = letters[marks : marks + 1]
    if not kind or kind not in "hldD":
        return None
    acronym = _ACRONYM.match(task.text, marks) if whole and not rules.is_western(letters) else None
    length = acronym.end() if acronym else _length(task.text, letters, marks)
    if length == len(letters) or letters[length] in _NOT_FIRST or task.text[length] == "-":
        return None
    down = (task.drop - 1) * (task.style.leading or USUAL_PITCH * task.size)
    style = replace(task.style, role=_role(task), size=task.size, hscale=1.0, hscale_min=1.0)
    text = task.text[:length]
    top, depth = (_ABOVE - INSET, 1 - _ABOVE - INSET) if kind == "h" else _reach(set_line(text, style, book), book)
    size = task.size + down / (top + depth)
    y = down - depth * (size - task.size)
    style = replace(style, size=round(size, 3))
    line = set_line(text, style, book, paragraph=task.paragraph, story=task.story)
    left = right = 0.0
    if kind != "h":
        left, right = _bearings(line, book)
    glyphs = tuple(replace(run, xs=tuple(round(x - left, 3) for x in run.xs)) for run in line.glyphs)
    ink = line.width - INSET * size if kind == "h" else right - left
    goes_on = letters[length - 1] == letters[length] == "l"
    close = round((BESIDE - _CLOSE) * task.size, 3) if goes_on else 0.0
    return _Capital(length, marks, glyphs, round(y, 3), round(ink + BESIDE * task.size, 3), close)


def _length(text: str, letters: str, marks: int) -> int:
    """How many characters the capital has: its marks and a character with what combines; a number and that of a model whole."""
    model = rules.MODEL.match(text, marks)
    if model is not None and not _WORD.match(text, marks):
        return model.end()
    number = _NUMBER.match(text, marks)
    if number is not None:
        return number.end()
    alike = "x" if letters[marks] != "D" else "Dx"
    return next((at for at in range(marks + 1, len(letters)) if letters[at] not in alike), len(letters))


def _reach(line: SetLine, book: FontBook) -> tuple[float, float]:
    """How far letters and figures reach over and under the baseline, em: capitals, accents on them, tails of Q and J."""
    run = line.glyphs[-1]
    face = book.face_by_key(run.face)
    capitals = face.cap_height or _USUAL_CAPITALS
    lifts = tuple(-y / run.size for y in run.ys) or (0.0,) * len(run.gids)
    heights = [face.heights(gid) for gid in run.gids]
    top = max(up + lift for (up, _), lift in zip(heights, lifts, strict=True))
    depth = max(down - lift for (_, down), lift in zip(heights, lifts, strict=True))
    return max(top, capitals) if top > capitals + _OVERSHOOT else capitals, depth if depth > _TAIL else 0.0


def _opening_marks(text: str, letters: str) -> int:
    """How many opening marks stand before the first character."""
    most = min(_MOST_MARKS, len(text))
    return next((at for at in range(most) if letters[at] != "o" and text[at] not in _WESTERN_OPENING), most)


def _bearings(line: SetLine, book: FontBook) -> tuple[float, float]:
    """Where the ink of a set line begins and ends, points."""
    first, last = line.glyphs[0], line.glyphs[-1]
    left, _ = book.face_by_key(first.face).ink(first.gids[0])
    _, right = book.face_by_key(last.face).ink(last.gids[-1])
    return first.xs[0] + left * first.size, last.xs[-1] + right * last.size


def _lowered(capital: _Capital) -> tuple[Glyphs, ...]:
    return tuple(
        replace(run, ys=tuple(round(y + capital.y, 3) for y in run.ys or (0.0,) * len(run.xs)))
        for run in capital.glyphs
    )


def _moved(line: SetLine, length: int, dx: float) -> SetLine:
    """A line of the rest as one of the whole paragraph: ``length`` characters on and ``dx`` points to the right."""
    return replace(
        line, start=line.start + length, end=line.end + length, x=round(line.x + dx, 3),
        glyphs=tuple(_shifted(run, length, dx) for run in line.glyphs),
        drawn=tuple(_shifted(item, length, dx) if isinstance(item, Glyphs) else _beside(item, dx) for item in line.drawn),
    )  # fmt: skip


def _shifted(run: Glyphs, length: int, dx: float) -> Glyphs:
    return replace(run, start=run.start + length, xs=tuple(round(x + dx, 3) for x in run.xs))


def _beside(path: Path, dx: float) -> Path:
    segments = tuple(
        (verb, *(round(float(value) + (dx if at % 2 == 0 else 0.0), 3) for at, value in enumerate(numbers)))
        for verb, *numbers in path.segments
    )
    return replace(path, segments=segments)
