"""Text inside blocks of a page: white space as a browser shows it, the look of nested elements, and where a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

from layoutdesk.base.limits import MOST_READING
from layoutdesk.intake.rich import UNKNOWN, Look, Rich, Run
from layoutdesk.intake.stylenames import PLAIN, Meaning

#: White space that a browser shows as one space, with the space that does not break (&nbsp;), of which pages make indents.
_WHITE: Final = " \t\r\n\f\u00a0"
_SPACE: Final = re.compile(f"[{_WHITE}]+")
#: The size of type of a page that says none, in points.
_SIZE: Final = 12.0
#: A forced line end while white space is still to be joined.
_FORCED: Final = "\u2028"
_BLANK: Final = _WHITE + "\u3000" + _FORCED


class Mark(NamedTuple):
    """What an element says of what is in it; ``None``: nothing. ``label``: a number that Word wrote for a list.

    ``above``: it is the reading of what stands before it.
    """

    bold: bool | None = None
    emphasis: bool | None = None
    level: str | None = None
    strike: bool | None = None
    size: float | None = None
    centred: bool | None = None
    meaning: Meaning | None = None
    label: bool | None = None
    pre: bool | None = None
    above: bool | None = None


class Inline:
    """The paragraph that grows. ``cell`` takes finished paragraphs while a table's cell is open, else the manuscript does."""

    def __init__(self, rich: Rich) -> None:
        self._rich = rich
        self._marks: list[Mark] = [Mark(False, False, "", False, _SIZE, False, PLAIN, False, False, False)]
        self._runs: list[Run] = []
        self._size = 0.0
        self._label = self._above = ""
        #: Where the characters begin, among the runs, for which readings are to come.
        self._bases: list[int] = []
        self._dress = UNKNOWN, PLAIN
        #: Whether a picture of the figure that is open has come, and captions that wait for it.
        self._shown = True
        self._waiting: list[tuple[list[Run], Meaning, Look]] = []
        self.cell: Callable[[list[Run]], None] | None = None

    def enter(self, mark: Mark) -> None:
        """Opens an element; what it does not say holds on."""
        said = {name: value for name, value in mark._asdict().items() if value is not None}
        self._marks.append(self._marks[-1]._replace(**said))

    def leave(self) -> None:
        """Closes an element."""
        if len(self._marks) > 1:
            self._marks.pop()

    def label(self, text: str) -> None:
        """Sets the number that stands before the paragraph."""
        self._label = text

    def text(self, text: str) -> None:
        """Takes the text of a node as the page has it."""
        mark = self._marks[-1]
        if mark.label:
            self._label += text
            return
        if mark.above:
            self._above += text
            return
        if mark.pre:
            text = text.replace("\r\n", "\n").replace("\n", _FORCED)
        if text:
            self._runs.append(Run(text, bool(mark.bold), bool(mark.emphasis), mark.level or "", bool(mark.strike)))
            if not text.isspace():
                self._size = max(self._size, mark.size or 0.0)
                self._dress = Look(self._size, bool(mark.centred)), mark.meaning or PLAIN

    def base(self, *, anew: bool = False) -> None:
        """Begins characters to which a reading comes; ``anew``: of a new group of them (``<ruby>``)."""
        if anew:
            self._bases = [len(self._runs)]
        elif self._bases and len(self._runs) > self._bases[-1]:
            self._bases.append(len(self._runs))

    def read(self) -> None:
        """Sets the reading that has come above the first characters that wait for one."""
        reading, self._above = " ".join(self._above.split())[:MOST_READING], ""
        if not self._bases:
            return
        start = self._bases.pop(0)
        end = self._bases[0] if self._bases else len(self._runs)
        runs = self._runs[start:end]
        if runs and reading:
            self._runs[start:end] = [runs[0]._replace(text="".join(run.text for run in runs), reading=reading)]
            self._bases = [base - len(runs) + 1 for base in self._bases]
        self._bases = self._bases or [len(self._runs)]

    def picture(self, name: str, data: bytes | None) -> None:
        """Ends the paragraph and adds a picture; ``data`` is missing where it lies beside the page."""
        self.end()
        self._rich.picture(name, data)
        self._shown = True

    def figure(self, *, enters: bool) -> None:
        """Takes the beginning or end of a figure: a caption above its picture comes to stand below it."""
        self._shown = not enters
        for waiting in self._waiting:
            self._rich.paragraph(*waiting)
        self._waiting = []

    def end(self) -> None:
        """Ends the paragraph, where there is one: between two blocks of a page there may be any number of ends."""
        runs, self._runs, self._bases = joined(self._runs), [], []
        label, self._label = (self._label, "") if runs else ("", self._label)
        self._size = 0.0
        if not runs:
            return
        runs = self._rich.numbered(_SPACE.sub("", label), runs)
        if self.cell is not None:
            self.cell(runs)
            return
        look, meaning = self._dress
        if meaning.type == "caption" and not self._shown:
            self._waiting.append((runs, meaning, look))
        else:
            self._rich.paragraph(runs, meaning, look)


def joined(runs: list[Run]) -> list[Run]:
    """Runs with their white space as a browser shows it, empty where nothing is to be seen.

    The end of a line of the source is a space also between Chinese characters: Word and LibreOffice break their lines where a
    space stood, and that space may part two names or two lines of a headline.
    """
    if not any(run.text.strip(_BLANK) for run in runs):
        return []
    done: list[Run] = []
    before, carried = "", ""
    for run, following in pairwise([*runs, Run("")]):
        text, carried = carried + run.text, ""
        after = following.text[:1]
        if after and _SPACE.match(after):
            # White space that goes on in the next run is one space with what stands there.
            bare = text.rstrip(_WHITE)
            text, carried = bare, text[len(bare) :]
        shown = _SPACE.sub(partial(_space, text, before, after), text)
        before = text[-1:] or before
        if shown:
            done.append(run._replace(text=shown.replace(_FORCED, "\n")))
    return done


def _space(text: str, before: str, after: str, found: re.Match[str]) -> str:
    """What a browser shows of white space, between the characters on both sides, also those of other runs."""
    left = text[found.start() - 1] if found.start() else before
    right = text[found.end()] if found.end() < len(text) else after
    return " " if left and right and _FORCED not in (left, right) else ""
