"""What one element draws, gathered item by item: set lines with their addresses, rules, boxes, pictures, problems."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from layoutdesk.base.colour import BLACK, Paint
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.problem import Problem, Severity
from layoutdesk.base.units import to_mm
from layoutdesk.compose.context import Context
from layoutdesk.compose.picture import draw_picture, effective_ppi
from layoutdesk.compose.table import Piece, SetTable
from layoutdesk.compose.titles import titles_parted
from layoutdesk.compose.types import Drawn, Fit, Line, PlacedPicture
from layoutdesk.display import Image, Item, Path, line, placed, rectangle
from layoutdesk.model.borders import TINTS
from layoutdesk.model.story import Paragraph
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.coverage import coverage
from layoutdesk.text.lines import SetLine
from layoutdesk.text.numbers import parted_number
from layoutdesk.text.paragraph import set_line

if TYPE_CHECKING:
    from layoutdesk.text.vertical import SetColumn

#: Under this effective resolution a press picture shows its pixels.
LEAST_PPI = 150.0


class Sheet:
    """Collects what ``element`` draws; ``story`` is the copy that its lines belong to, empty for furniture."""

    def __init__(self, context: Context, element: str, story: str = "") -> None:
        self.context, self.element, self.story = context, element, story
        self.items: list[Item] = []
        self.lines: list[Line] = []
        self.pictures: list[PlacedPicture] = []
        self.problems: list[Problem] = []

    def text(self, text: str, x: float, baseline: float, style: TextStyle, anchor: str = "left") -> float:
        """Sets one line of furniture at ``x`` (its left, middle or right by ``anchor``); its width in points."""
        if not text:
            return 0.0
        one: SetLine = set_line(text, style, self.context.book)
        left = rounded(x - {"left": 0.0, "center": one.width / 2, "right": one.width}[anchor])
        self.items.append(placed(one.items, left, rounded(baseline)))
        self.lines.append(
            Line(
                element=self.element, story="", paragraph="", start=0, end=len(text), text=text, x=left,
                baseline=rounded(baseline), width=one.width, size=style.size, style="furniture",
            )
        )  # fmt: skip
        return one.width

    def copy(
        self, paragraph: Paragraph, style: str, one: SetLine, x: float, baseline: float, size: float, measure: float,
        column: int = 0, left: float | None = None,
    ) -> None:  # fmt: skip
        """Puts a set line of copy at ``x``, where its measure begins; a line moved in its room begins right of ``left``."""
        self.row(paragraph, style, one, rounded(x), rounded(baseline), size, measure, column, left)

    def row(
        self, paragraph: Paragraph, style: str, one: SetLine, x: float, baseline: float, size: float, measure: float,
        column: int = 0, left: float | None = None,
    ) -> None:  # fmt: skip
        """The same at a place that is rounded already: rounding is a good part of what a line costs to place."""
        if not one.start and (paragraph.drop or self.context.style(style).drop) > 1 and one.text:
            self._judge_capital(paragraph, one)
        self.items.append(placed(one.items, x, baseline))
        self.lines.append(
            Line(
                element=self.element, story=self.story, paragraph=paragraph.id, start=one.start, end=one.end,
                text=one.text, x=rounded(x + one.x) if one.x else x, baseline=baseline, width=one.width, size=size, style=style,
                column=column, gap=one.gap, left=x if left is None else left, measure=measure,
            )
        )  # fmt: skip

    def copy_down(
        self, paragraph: Paragraph, style: str, one: SetColumn, middle: float, top: float, size: float, begin: float,
        height: float,
    ) -> None:  # fmt: skip
        """Puts a line set downwards on the page, its middle line at ``middle``; its group begins at ``begin``."""
        middle, top = rounded(middle), rounded(top)
        self.items.append(placed(one.items, middle, top))
        self.lines.append(
            Line(
                element=self.element, story=self.story, paragraph=paragraph.id, start=one.start, end=one.end,
                text=one.text, x=rounded(middle - size / 2), baseline=top, width=one.length, size=size, style=style,
                down=True, left=begin, measure=height,
            )
        )  # fmt: skip

    def table(self, made: SetTable | Piece, x: float, y: float, column: int = 0) -> None:
        """A table, or what of it stands in one column, from its upper left corner."""
        self.items.append(placed(made.items, rounded(x), rounded(y)))
        for one in made.lines:
            self.copy(
                one.paragraph, one.style, one.line, x + one.x, y + one.y, one.size, one.right - one.left, column,
                x + one.left,
            )  # fmt: skip

    def insert(self, one: SetLine, x: float, baseline: float, size: float) -> None:
        """Puts a line of inserted matter (jump lines, repeated heads), which is no copy, at the left end of its measure."""
        x, baseline = rounded(x), rounded(baseline)
        self.items.append(placed(one.items, x, baseline))
        self.lines.append(
            Line(
                element=self.element, story="", paragraph="", start=0, end=len(one.text), text=one.text,
                x=rounded(x + one.x), baseline=baseline, width=one.width, size=size, style="furniture",
            )
        )  # fmt: skip

    def rule(self, x1: float, y: float, x2: float, weight: float, paint: Paint = BLACK) -> None:
        """A rule from left to right."""
        self.items.append(line(rounded(x1), rounded(y), rounded(x2), rounded(y), weight, paint))

    def box(self, rect: Rect, fill: Paint | None, stroke: Paint | None = None, weight: float = 0.0) -> None:
        """A filled or framed rectangle."""
        self.items.append(Path(segments=rectangle(rect), fill=fill, stroke=stroke, width=weight))

    def border(self, name: str, rect: Rect, paint: Paint, scale: float = 1.0) -> None:
        """A border (花边) by name inside a rectangle."""
        from layoutdesk.compose.borders import draw_border

        self.items += draw_border(name, rect, paint, scale)

    def tint(self, name: str, rect: Rect) -> None:
        """A tint (底纹) by name over a rectangle; nothing for a name that there is not."""
        if name in TINTS:
            from layoutdesk.compose.borders import draw_tint

            self.items += draw_tint(name, rect)

    def picture(
        self, asset: str, rect: Rect, focus: Rect, name: str = "", picture: str = "", band: Rect | None = None,
        *, whole: bool = False,
    ) -> None:  # fmt: skip
        """A picture cropped to ``rect``, or a crossed placeholder and a problem with the ``name`` of the file that is missing.

        ``picture`` is its reference in the story, ``band`` the tint of a caption over it; ``whole`` as in ``PicturePlace``.
        """
        known = self.context.assets.get(asset)
        drawn = draw_picture(known, rect, focus, band, whole=whole)
        self.items += drawn
        first = drawn[0]
        ppi = effective_ppi(known, first.rect, first.crop) if known is not None and isinstance(first, Image) else 0.0
        self.pictures.append(
            PlacedPicture(element=self.element, story=self.story, picture=picture, asset=asset, rect=rect, ppi=ppi)
        )
        if not ppi:
            code = "compose.picture-file-missing" if name else "compose.picture-missing"
            self.problem(code, "error", **({"name": name} if name else {}))
        elif ppi < LEAST_PPI and known is not None and known.media != "application/pdf":
            self.problem("compose.picture-coarse", "warning", ppi=f"{ppi:.0f}")

    def problem(self, code: str, severity: Severity, paragraph: str = "", **args: str) -> None:
        """Something wrong with this element."""
        self.problems.append(
            Problem(
                code=code, severity=severity, element=self.element, story=self.story, paragraph=paragraph, args=args
            )
        )  # fmt: skip

    def _judge_capital(self, paragraph: Paragraph, one: SetLine) -> None:
        """A note for a paragraph that wants a drop capital and got none, with the reason."""
        from layoutdesk.text.initials import refusal

        style = self.context.paragraph_style(paragraph)
        why = refusal(paragraph, style, one, self.context.book, self.context.styles)
        if why:
            self.problem(f"compose.no-capital-{why}", "note", paragraph.id, text=one.text.strip()[:12])

    def judge_table(self, narrow: float) -> None:
        """An error for a table whose figures had to be broken: ``narrow`` is the width that it needs, 0 where all is well."""
        if narrow:
            grid = self.context.grid
            columns = math.ceil((narrow + grid.gutter) / grid.pitch)
            self.problem("compose.table-narrow", "error", columns=str(columns), width=f"{to_mm(narrow):.0f}")

    def judge(self, parts: Iterable[Paragraph]) -> None:
        """What is said of loose lines, parted numbers, titles parted in subheads (书名断开), and of characters in ``parts``: a note
        where another face sets them, else an error.

        Of characters once for the whole story, at the first paragraph that they concern.
        """
        parts = tuple(parts)
        missing: dict[str, str] = {}
        stood_in: dict[str, dict[str, str]] = {}
        for paragraph in parts:
            for text, role, language in self._roles(paragraph):
                found = coverage(text, role, self.context.book.of(language))
                missing |= {char: paragraph.id for char in found.missing if char not in missing}
                for characters, face in found.stood_in:
                    known = stood_in.setdefault(face, {})
                    known |= {char: paragraph.id for char in characters if char not in known}
        if missing:
            self._characters("compose.missing-glyph", "error", missing)
        for face, known in stood_in.items():
            self._characters("compose.other-face", "note", known, face=face)
        self.problems += self._loose()
        self.problems += self._parted({paragraph.id: paragraph.text for paragraph in parts})
        for paragraph in parts:
            if paragraph.style == "subhead" and ("《" in paragraph.text or "〈" in paragraph.text):
                cuts = [line.start for line in self.lines if line.paragraph == paragraph.id and line.start]
                self.titles("compose.subhead-title-parted", paragraph, cuts)

    def titles(self, code: str, paragraph: Paragraph, cuts: Iterable[int], **args: str) -> None:
        """A warning for each title in 《…》 of a headline or subhead inside which a line starts."""
        for title in titles_parted(paragraph.text, cuts):
            self.problem(code, "warning", paragraph.id, title=title, text=paragraph.text, **args)

    def _roles(self, paragraph: Paragraph) -> Iterator[tuple[str, str, str]]:
        """The text of a paragraph with the role that sets it and its language, and that of its spans with theirs."""
        style = self.context.paragraph_style(paragraph)
        yield paragraph.text, style.role, style.language
        for span in paragraph.spans:
            own = self.context.styles.get(span.style)
            if own is not None and own.role:
                yield paragraph.text[max(span.start, 0) : max(span.end, 0)], own.role, own.language or style.language

    def _characters(self, code: str, severity: Severity, characters: Mapping[str, str], **args: str) -> None:
        """A problem with characters, each given with the paragraph where it stands first."""
        self.problem(code, severity, next(iter(characters.values())), characters="".join(characters), **args)

    def _loose(self) -> Iterator[Problem]:
        """One note for all lines of the story in this element that are looser than their style allows, at the loosest."""
        loose = [one for one in self.lines if one.gap > self.context.style(one.style).loosest]
        if loose:
            worst = max(loose, key=lambda one: one.gap)
            args = {"gap": f"{worst.gap:.2f}", "text": worst.text.strip()}
            yield Problem(
                code="compose.loose-line" if len(loose) == 1 else "compose.loose-lines",
                severity="note", element=self.element, story=worst.story,
                paragraph=worst.paragraph, start=worst.start, end=worst.end,
                args=args if len(loose) == 1 else {"count": str(len(loose)), **args},
            )  # fmt: skip

    def _parted(self, texts: Mapping[str, str]) -> Iterator[Problem]:
        """A note for each paragraph of copy in which lines end inside numbers, with all of them (GB/T 15835: 不断开); it points at
        the first.
        """
        told: dict[str, tuple[Line, list[str]]] = {}
        for one in self.lines:
            if number := parted_number(texts.get(one.paragraph, ""), one.start):
                told.setdefault(one.paragraph, (one, []))[1].append(number)
        for first, numbers in told.values():
            args = {"text": "、".join(dict.fromkeys(numbers))}
            if len(numbers) > 1:
                args["count"] = str(len(numbers))
            yield Problem(
                code="compose.number-parted" if len(numbers) == 1 else "compose.numbers-parted", severity="note",
                element=self.element, story=first.story, paragraph=first.paragraph,
                start=first.start - 1, end=first.start + 1, args=args,
            )  # fmt: skip

    def drawn(self, *rects: Rect, fit: Fit | None = None) -> Drawn:
        """All of it; ``rects`` are where the element stands."""
        return Drawn(
            items=tuple(self.items), lines=tuple(self.lines), rects=rects, fits=(fit,) if fit else (),
            pictures=tuple(self.pictures), problems=tuple(self.problems),
        )  # fmt: skip
