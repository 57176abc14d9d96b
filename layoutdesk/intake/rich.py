"""Paragraphs of word processors and web pages to the lines of a manuscript: what docx, RTF and HTML have in common.

A reader hands in paragraphs as runs with the meaning of their style, tables and pictures in order; this module numbers them,
takes white space off their ends, keeps bold as spans, and looks in documents without styles for what is set like a heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.intake import limits, shapes
from layoutdesk.intake.decode import CONTROLS
from layoutdesk.intake.lines import BLANKS, TELLING, Line, telling
from layoutdesk.intake.manuscript import Manuscript, from_lines
from layoutdesk.intake.report import told
from layoutdesk.intake.stylenames import PLAIN, Meaning
from layoutdesk.intake.types import RowCell
from layoutdesk.model import Span
from layoutdesk.model.story import spans_within

#: Types in which a forced line end (软回车) parts lines of one text and not paragraphs.
_ONE_TEXT: Final = ("headline", "heading", "kicker", "deck", "label", "subhead", "caption", "byline")
_HEADINGS: Final = ("headline", "heading", "kicker", "deck", "subhead")
#: The character styles by which a run stands out.
_LOOKS: Final = ("bold", "emphasis", *TELLING)
#: A line that is set like a heading has at most so many characters, and is so much larger than the text where it is larger.
_LONGEST: Final = 60
_LARGER: Final = 1.15
#: The longest caption that shows by how it is set.
_CAPTION: Final = 120


#: What is told once for a document, with its number: changes and comments are routine, the rest wants a look.
NOTES: Final = ("deleted", "inserted", "comments", "numbered", "page-furniture", "contents")
WARNINGS: Final = (
    "struck",
    "hidden", "drawings", "objects", "formulas", "symbol-fonts", "chunks", "nested-tables", "linked-pictures", "junk", "undecoded",
)  # fmt: skip
#: What of it also counts for copy inside other copy, on the clipboard or in a report of an agency: words that came, went or wait.
CHANGES: Final = ("deleted", "comments", "formulas", "struck")
#: What is said of copy from the clipboard; of files each note is told with its words.
PASTED: Final = (*CHANGES, "footnotes")
#: Marks of lists that are no numbers, as symbol fonts and old word processors write them.
_BULLETS: Final = "·•●○▪■□◆◇o-–*"
_BULLET: Final = "●"


class Run(NamedTuple):
    """A piece of a paragraph in one look; ``\\n`` in its text is a forced line end."""

    text: str
    bold: bool = False
    emphasis: bool = False
    #: ``superscript`` or ``subscript`` (上标、下标); empty on the line.
    level: str = ""
    strike: bool = False
    #: What is set small above it (拼音、注音).
    reading: str = ""

    @property
    def looks(self) -> tuple[str, ...]:
        """The character styles that it stands out by."""
        given = {"bold": self.bold, "emphasis": self.emphasis, self.level: self.level, "strike": self.strike}
        return tuple(name for name, has in given.items() if has)


class Look(NamedTuple):
    """How a paragraph is set: the size of its type in points (0: not known), and whether it is centred."""

    size: float = 0.0
    centred: bool = False


UNKNOWN: Final = Look()


class Rich:
    """The lines of one document while it is read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.counts: Counter[str] = Counter()
        self.pictures: dict[str, bytes] = {}
        self._lines: list[Line] = []
        self._looks: list[Look] = []
        self._number = self._gap = self._removed = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """What was added so far, as it came: nothing concluded from how it is set."""
        return tuple(self._lines)

    @property
    def number(self) -> int:
        """The number of the last paragraph."""
        return self._number

    def tell(self, code: str, **args: object) -> None:
        """Adds a warning about the paragraph that comes next."""
        at = self._number + 1
        self.problems.append(told(code, "warning", self.name, (at, at), **args))

    def numbered(self, label: str, runs: Sequence[Run]) -> list[Run]:
        """The runs of a paragraph after the number or mark that its program puts before them; Chinese needs no space there."""
        text = "".join(run.text for run in runs).lstrip(BLANKS)
        bare = label.strip(BLANKS)
        if not text or not bare:
            return list(runs)
        self.counts["numbered"] += 1
        if bare in _BULLETS or "\ue000" <= bare <= "\uf8ff":
            bare = _BULLET
        apart = bare[-1].isascii() and text[0].isascii()
        return [runs[0]._replace(text=bare + " " * apart, level=""), *runs]

    def footnote(self, text: str) -> None:
        """Tells of a note to the last paragraph: a newspaper's page has no place for it."""
        at = self._number
        self.counts["footnotes"] += 1
        self.problems.append(told("rich-footnote", "warning", self.name, (at, at), text=text[:200]))

    def paragraph(self, runs: Iterable[Run], meaning: Meaning = PLAIN, look: Look = UNKNOWN) -> None:
        """Adds a paragraph; an empty one widens the gap before the next."""
        text, spans = self.joined(runs)
        if meaning.dropped:
            self.counts["contents"] += bool(text.strip())
            self._skip()
            return
        if meaning.type in _ONE_TEXT:
            text = text.replace("\n", " ")
        start = 0
        for part in text.split("\n"):
            end = start + len(part)
            self._add(part, spans_within(tuple(spans), start, end), meaning, look)
            start = end + 1

    def table(self, rows: Sequence[Sequence[RowCell]]) -> None:
        """Adds a table; one without any text is an empty paragraph."""
        text = "\n".join("\t".join(cell.text for cell in row) for row in rows)
        if not text.strip():
            self._skip()
        else:
            self._keep(Line(0, text, rows=tuple(map(tuple, rows))), UNKNOWN)

    def picture(self, name: str, data: bytes | None, caption: str = "") -> None:
        """Adds a picture with its original, where that came along; its caption may also follow as a paragraph."""
        if data is not None:
            self.pictures[name] = data
        self._keep(Line(0, caption, type="picture", picture=name), UNKNOWN)

    def cell(self, paragraphs: Iterable[Iterable[Run]]) -> tuple[str, tuple[Span, ...]]:
        """The text of a table's cell and its spans; its paragraphs stand in one line."""
        runs: list[Run] = []
        for paragraph in paragraphs:
            runs += [Run(" "), *paragraph] if runs else paragraph
        text, spans = self.joined(Run(run.text.replace("\n", " ").replace("\t", " "), *run[1:]) for run in runs)
        return _stripped(text, spans)

    def joined(self, runs: Iterable[Run]) -> tuple[str, list[Span]]:
        """The text of runs without control characters, and the spans of those that stand out or have a reading."""
        clean = [run._replace(text=run.text.translate(CONTROLS)) for run in runs]
        text = "".join(run.text for run in clean)
        spans: list[Span] = []
        for name in _LOOKS:
            at = 0
            for marked, group in groupby(clean, key=lambda run: name in run.looks):
                end = at + sum(len(run.text) for run in group)
                if marked and text[at:end].strip(BLANKS + "\n"):
                    spans.append(Span(at, end, name))
                at = end
        spans += _readings(clean)
        self.counts["struck"] += sum(span.style == "strike" for span in spans)
        return text, spans

    def manuscript(self) -> Manuscript:
        """All that was added. Raises ``Refusal`` ``intake.empty`` where nothing was."""
        if not self._lines:
            raise Refusal("intake.empty", file=self.name)
        lines = _by_look(_below_title(self._lines), self._looks)
        return from_lines(lines, self.name, [*self.problems, *self.counted()], self.pictures)

    def counted(self, words: Sequence[str] = (*NOTES, *WARNINGS)) -> list[Problem]:
        """What was counted under some of the words, told once for the document."""
        return [
            told(f"rich-{word}", "note" if word in NOTES else "warning", self.name, count=self.counts[word])
            for word in words
            if self.counts[word]
        ]

    def _add(self, text: str, spans: Sequence[Span], meaning: Meaning, look: Look) -> None:
        bare, own = _stripped(text, spans)
        if not bare:
            self._skip()
            return
        given = telling(own) if meaning.type in _HEADINGS else own
        self._keep(Line(0, bare, raw=text, type=meaning.type, level=meaning.level, spans=given), look)
        if meaning.kind:
            self._lines.append(Line(self._number, f"类型：{meaning.kind}", type="field"))
            self._looks.append(UNKNOWN)

    def _skip(self) -> None:
        self._number += 1
        self._gap += 1

    def _keep(self, line: Line, look: Look) -> None:
        self._number += 1
        if len(self._lines) >= limits.FILE_LINES:
            raise Refusal(
                "intake.too-many-lines", file=self.name, count=f"> {limits.FILE_LINES}", limit=limits.FILE_LINES
            )
        self._lines.append(replace(line, number=self._number, gap=self._gap))
        self._looks.append(look)
        self._gap = 0


def _readings(runs: Sequence[Run]) -> Iterator[Span]:
    at = 0
    for run in runs:
        if run.reading and run.text.strip():
            yield Span(at, at + len(run.text), "reading", run.reading)
        at += len(run.text)


def _stripped(text: str, spans: Iterable[Span]) -> tuple[str, tuple[Span, ...]]:
    """Text without blanks at its ends, and what is left of its spans."""
    bare = text.strip(BLANKS + "\n")
    before = len(text) - len(text.lstrip(BLANKS + "\n"))
    return bare, spans_within(tuple(spans), before, before + len(bare))


def _below_title(lines: Sequence[Line]) -> list[Line]:
    """The headings one level deeper where a title stands over them: the title is the headline, they are its subheads."""
    if not any(line.type == "heading" and line.level == 0 for line in lines):
        return list(lines)
    return [replace(line, level=line.level + 1) if line.type == "heading" else line for line in lines]


def _by_look(lines: Sequence[Line], looks: Sequence[Look]) -> list[Line]:
    """The lines, with a level where one is set like a heading of a document without styles for headings, and captions."""
    text = [(line, look) for line, look in zip(lines, looks, strict=True) if not line.type and not line.rows]
    sizes: Counter[float] = Counter()
    for line, look in text:
        sizes[look.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    done = [
        replace(line, type="caption") if _is_caption(lines, at, look, body) else line
        for at, (line, look) in enumerate(zip(lines, looks, strict=True))
    ]
    if any(line.type in _HEADINGS for line in lines):
        return done
    bold = sum(len(line.text) for line, _ in text if _is_bold(line))
    plain = 2 * bold <= sum(sizes.values())
    ranks = sorted({look.size for _, look in text if look.size > body * _LARGER}, reverse=True)
    for at, (line, look) in enumerate(zip(done, looks, strict=True)):
        larger = look.size in ranks
        if _may_head(line) and (larger or look.centred or (plain and _is_bold(line))):
            done[at] = replace(
                line, level=min(6, ranks.index(look.size) + 1 if larger else len(ranks) + 1), spans=telling(line.spans)
            )
    return done


def _is_bold(line: Line) -> bool:
    return any((span.start, span.end, span.style) == (0, len(line.text), "bold") for span in line.spans)


def _may_head(line: Line) -> bool:
    """Whether a line can be a heading by its text: short, no closing mark."""
    if line.type or line.rows or len(line.text) > _LONGEST or "\t" in line.text:
        return False
    return not shapes.ends_sentence(line.text)


def _is_caption(lines: Sequence[Line], at: int, look: Look, body: float) -> bool:
    """Whether a line is set as the caption of the picture above it: centred, or smaller than the text."""
    line, above = lines[at], lines[at - 1] if at else None
    if above is None or not above.picture or above.text or line.gap or line.type or line.rows:
        return False
    return len(line.text) <= _CAPTION and (look.centred or 0 < look.size < body)
