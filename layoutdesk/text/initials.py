"""Drop capitals (首字下沉): the first character of a paragraph over several lines, which stand beside it.

In: a paragraph as it is to be set, and how many lines deep. Out: its lines, the first of them with the capital. A Han character
fills the lines from the top of the first line's characters to the foot of the last one's; a letter or figure stands on the last
line's baseline and reaches the capitals of the first. Loaded where a paragraph wants one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from layoutdesk.display import Glyphs, Path
from layoutdesk.model.story import spans_within
from layoutdesk.text import rules
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.paragraph import USUAL_PITCH, set_line

if TYPE_CHECKING:
    from layoutdesk.text.lines import SetLine
    from layoutdesk.text.paragraph import Task

#: White that a Han character has inside its em box at top and foot, em, and the share of the em box above the baseline.
INSET: Final = 0.04
_ABOVE: Final = 0.88
#: White beside a letter, and the least beside the em box of a Han character, where lines begin on whole half 字; em of the text.
BESIDE: Final = 0.14
BESIDE_HAN: Final = 0.06

Set = Callable[["Task", FontBook], tuple["SetLine", ...]]


class _Capital(msgspec.Struct, frozen=True):
    """The capital, ``length`` characters: glyphs from the left edge on its own baseline, ``y`` under that of the first line, and
    the width that it takes from the lines; points.
    """

    length: int
    glyphs: tuple[Glyphs, ...]
    y: float
    width: float


def set_with_initial(task: Task, book: FontBook, set_rest: Set) -> tuple[SetLine, ...]:
    """The lines of a paragraph with a capital ``task.drop`` lines deep; none where it has no such lines or no fit character."""
    capital = _capital(task, book)
    widest = min(task.widths)
    if capital is None or capital.width > widest / 2 or _is_marked(task, capital.length):
        return ()
    count = max(task.drop + 1, len(task.widths))
    measures = [task.widths[min(number, len(task.widths) - 1)] for number in range(count)]
    narrow = tuple(width - (capital.width if number < task.drop else 0.0) for number, width in enumerate(measures))
    length = capital.length
    rest = replace(
        task, text=task.text[length:], spans=spans_within(task.spans, length, len(task.text)),
        style=replace(task.style, indent=0.0),
        breaks=tuple(at - length for at in task.breaks if at > length), widths=narrow, drop=0,
    )  # fmt: skip
    lines = set_rest(rest, book)
    if len(lines) < task.drop or any(line.last for line in lines[: task.drop - 1]):
        return ()
    moved = [_moved(line, length, capital.width if number < task.drop else 0.0) for number, line in enumerate(lines)]
    first = moved[0]
    moved[0] = replace(
        first, start=0, text=task.text[: first.end], x=0.0, width=round(first.x + first.width, 3),
        glyphs=(*_lowered(capital), *first.glyphs),
    )  # fmt: skip
    return tuple(moved)


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


def _role(task: Task) -> str:
    """The role of type of the first character: that of a span on it, else the paragraph's."""
    styles = dict(task.span_styles)
    own = [styles[span.style].role for span in task.spans if span.start == 0 and span.style in styles]
    return next((role for role in own if role), task.style.role)


def _capital(task: Task, book: FontBook) -> _Capital | None:
    """The first character at its size; ``None`` where a paragraph begins with a mark or a space."""
    letters = rules.classes(task.text)
    if len(letters) < 2 or letters[0] not in "hldD":
        return None
    alike = "dx" if letters[0] == "d" else "x"  # a number is not parted
    length = next((at for at in range(1, len(letters)) if letters[at] not in alike), len(letters))
    down = (task.drop - 1) * (task.style.leading or USUAL_PITCH * task.size)
    role = _role(task)
    face = book.face(role)
    if letters[0] == "h":
        size = task.size + down / (1 - 2 * INSET)
        y = down - (1 - _ABOVE - INSET) * (size - task.size)
    else:
        size, y = task.size + down / (face.cap_height or 0.7), down
    style = replace(task.style, role=role, size=round(size, 3), hscale=1.0, hscale_min=1.0)
    line = set_line(task.text[:length], style, book, paragraph=task.paragraph, story=task.story)
    shift = -face.ink(line.glyphs[0].gids[0])[0] * size if letters[0] == "l" else 0.0
    glyphs = tuple(replace(run, xs=tuple(round(x + shift, 3) for x in run.xs)) for run in line.glyphs)
    if letters[0] == "h":
        width = math.ceil((line.width / task.size + BESIDE_HAN) * 2) / 2 * task.size
    else:
        width = line.width + shift + BESIDE * task.size
    return _Capital(length, glyphs, round(y, 3), round(width, 3))


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
