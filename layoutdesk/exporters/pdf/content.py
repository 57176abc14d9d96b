"""A display list as the content stream of a page. Points; y is turned round here and nowhere else.

Groups that only move are folded into the coordinates of their items; others become a ``cm`` inside ``q`` and ``Q``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from layoutdesk.base.colour import Cmyk, Paint
from layoutdesk.base.geometry import Rect
from layoutdesk.display import Glyphs, Group, Image, Item, Mark, Path
from layoutdesk.exporters.pdf.document import number
from layoutdesk.exporters.pdf.fonts import EmbeddedFont
from layoutdesk.exporters.pdf.glyphs import run_codes, set_downwards, show_run
from layoutdesk.exporters.pdf.parted import NOTHING_PARTED, WHOLE, Parts, Place
from layoutdesk.exporters.pdf.resources import PageResources
from layoutdesk.exporters.pdf.runs import goes_on
from layoutdesk.exporters.pdf.together import held_together

#: A stroke of width 0 would be one pixel of the device, invisible on a plate: it prints as a hairline of 0.1 pt.
THINNEST = 0.1
_WHOLE = Rect(0, 0, 1, 1)

Segment: TypeAlias = tuple[str | float, ...]


class _State(msgspec.Struct, frozen=True):
    """The graphics state as the content has set it so far; restored with ``Q``."""

    fill: Paint | None = None
    stroke: Paint | None = None
    width: float | None = None
    dash: tuple[float, ...] = ()
    overprint: bool = False
    font: tuple[str, float] | None = None
    hscale: float = 1.0


class Pen(NamedTuple):
    """Where the drawing of a page stands: the graphics state, whether a text object is open, and the origin (points, y up)."""

    state: _State
    in_text: bool
    x: float
    y: float


class PageContent:
    """Gathers the operators of one page. ``left`` and ``top`` place the trim's upper left corner in the page (points, y up).

    ``parted`` has the lines that begin or end inside a word.
    """

    def __init__(
        self, resources: PageResources, left: float, top: float, parted: Mapping[Place, Parts] = NOTHING_PARTED
    ) -> None:
        self._resources, self._parted = resources, parted
        self._x, self._y = left, top
        self._state = _State()
        self._in_text = False
        self._operators: list[str] = []

    def data(self) -> bytes:
        """The content stream so far."""
        self._leave_text()
        return "\n".join([*self._operators, ""]).encode("ascii")

    @property
    def pen(self) -> Pen:
        """Where the drawing stands now."""
        return Pen(self._state, self._in_text, self._x, self._y)

    @property
    def count(self) -> int:
        """How many operators there are so far."""
        return len(self._operators)

    def since(self, count: int) -> Sequence[str]:
        """The operators that came after the first ``count``."""
        return tuple(self._operators[count:])

    def go_on(self, operators: Sequence[str], pen: Pen) -> None:
        """Takes in operators that were drawn from where the drawing stands, and goes on from where they lead."""
        self._operators += operators
        self._state, self._in_text, self._x, self._y = pen

    def draw(self, items: Iterable[Item]) -> None:
        """Draws items back to front. Links lead nowhere on paper."""
        line: list[Glyphs] = []
        for item in items:
            if line and not (isinstance(item, Glyphs) and goes_on(line[-1], item)):
                self._draw_line(line, item)
                line = []
            match item:
                case Glyphs():
                    line.append(item)
                case Path():
                    self._draw_path(item)
                case Image():
                    self._draw_image(item)
                case Mark():
                    self.draw(item.items)
                case Group():
                    self._draw_group(item)
        if line:
            self._draw_line(line)

    def _draw_group(self, group: Group) -> None:
        a, b, c, d, e, f = group.transform
        x, y = self._x, self._y
        if (a, b, c, d) == (1, 0, 0, 1) and group.clip is None:
            self._x, self._y = x + e, y - f
            self.draw(group.items)
        else:
            self._leave_text()
            state = self._state
            self._operators.append("q")
            if (a, b, c, d) == (1, 0, 0, 1):
                self._x, self._y = x + e, y - f
            else:
                # Inside, coordinates begin at the group's own origin; the matrix carries both turns of y.
                turned = " ".join(number(value, 6) for value in (a, -b, -c, d))
                self._operators.append(f"{turned} {number(x + e)} {number(y - f)} cm")
                self._x = self._y = 0.0
            if group.clip is not None:
                self._operators.append(f"{self._rectangle(group.clip)} re W n")
            self.draw(group.items)
            self._leave_text()
            self._operators.append("Q")
            self._state = state
        self._x, self._y = x, y

    def _draw_line(self, runs: Sequence[Glyphs], following: Item | None = None) -> None:
        """Runs of copy that follow one another on a line, or one run of anything, before what is drawn next."""
        runs = [run for run in runs if run.gids]
        if not runs:
            return
        fonts = [self._resources.font(run.face) for run in runs]
        codes = [run_codes(run, font) for run, font in zip(runs, fonts, strict=True)]
        if self._resources.knows_alternate_text:
            codes = held_together(runs, codes, self._parts(runs, following))
        closing = ""
        for at, (run, font, own) in enumerate(zip(runs, fonts, codes, strict=True), 1):
            self._set_text(run, font, down=set_downwards(run, own))
            shown, closing = show_run(run, own, self._x, self._y, self._resources.marking(font, run.size), closing)
            if closing and (at == len(runs) or codes[at][0].actual is not None):
                shown.append(closing)
                closing = ""
            # What the program inserted is no part of the copy (ISO 32000-1 §14.8.2.2).
            self._operators += ["/Artifact BMC", *shown, "EMC"] if run.artefact else shown

    def _parts(self, runs: Sequence[Glyphs], following: Item | None) -> Parts:
        """What parted words leave on a line. Where the next run of the copy leaves out a blank (竖排), its end says that."""
        first, last = runs[0], runs[-1]
        if isinstance(following, Glyphs) and last.paragraph and not following.artefact:
            same = (following.story, following.paragraph) == (last.story, last.paragraph)
            if same and following.start > last.start + len(last.text):
                return Parts(rest=" ")
        return self._parted.get((first.story, first.paragraph, first.start), WHOLE)

    def _set_text(self, run: Glyphs, font: EmbeddedFont, *, down: bool) -> None:
        """Begins a text object where none is open, and sets what a run needs of the graphics state."""
        self._set_overprint(run.overprint, run.paint)
        self._set_fill(run.paint)
        if not self._in_text:
            self._operators.append("BT")
            self._in_text = True
        resource = self._resources.upright(font) if down else font.resource
        if self._state.font != (resource, run.size):
            self._operators.append(f"/{resource} {number(run.size)} Tf")
            self._change(font=(resource, run.size))
        # Readers differ in what horizontal scaling does to a line set downwards: there the text matrix has it.
        hscale = 1.0 if down else run.hscale
        if self._state.hscale != hscale:
            self._operators.append(f"{number(hscale * 100, 5)} Tz")
            self._change(hscale=hscale)

    def _draw_path(self, path: Path) -> None:
        if not path.segments or (path.fill is None and path.stroke is None):
            return
        self._leave_text()
        self._set_overprint(path.overprint, path.fill, path.stroke)
        if path.fill is not None:
            self._set_fill(path.fill)
        if path.stroke is not None:
            self._set_stroke(path.stroke, path.width or THINNEST, path.dash)
        self._operators += self._outline(path.segments)
        ending = "S" if path.fill is None else "f" if path.stroke is None else "B"
        self._operators.append(ending + "*" if path.even_odd and path.fill is not None else ending)

    def _outline(self, segments: Iterable[Segment]) -> list[str]:
        operators = []
        for segment in segments:
            if segment[0] == "Z":
                operators.append("h")
                continue
            values = [float(value) for value in segment[1:]]
            points = " ".join(
                f"{number(self._x + x)} {number(self._y - y)}" for x, y in zip(values[0::2], values[1::2], strict=True)
            )
            operators.append(f"{points} {str(segment[0]).lower()}")
        return operators

    def _draw_image(self, image: Image) -> None:
        self._leave_text()
        advert = self._resources.advert(image.asset)
        if advert:
            self._draw_advert(advert, image)
            return
        rect = image.rect
        place = f"{number(rect.w)} 0 0 {number(rect.h)} {number(self._x + rect.x)} {number(self._y - rect.bottom)}"
        self._operators += ["q", f"{place} cm", f"/{self._resources.image(image)} Do", "Q"]

    def _draw_advert(self, label: str, image: Image) -> None:
        """A form that fills the unit square. It begins as a page does, whatever was set before (ISO 32000-1 §8.4.1)."""
        rect, crop = image.rect, image.crop
        w, h = rect.w / crop.w, rect.h / crop.h
        x, y = self._x + rect.x - crop.x * w, self._y - rect.y + crop.y * h - h
        self._operators += ["q", f"/{self._resources.initial_state()} gs 0 0 0 1 k 0 0 0 1 K 1 w [] 0 d 100 Tz"]
        if crop != _WHOLE:
            self._operators.append(f"{self._rectangle(rect)} re W n")
        self._operators += [f"{number(w)} 0 0 {number(h)} {number(x)} {number(y)} cm", f"/{label} Do", "Q"]

    def _rectangle(self, rect: Rect) -> str:
        values = (self._x + rect.x, self._y - rect.bottom, rect.w, rect.h)
        return " ".join(number(value) for value in values)

    def _set_fill(self, paint: Paint) -> None:
        if self._state.fill != paint:
            self._operators.append(self._paint(paint, "k", "cs", "scn"))
            self._change(fill=paint)

    def _set_stroke(self, paint: Paint, width: float, dash: tuple[float, ...]) -> None:
        if self._state.stroke != paint:
            self._operators.append(self._paint(paint, "K", "CS", "SCN"))
        if self._state.width != width:
            self._operators.append(f"{number(width)} w")
        if self._state.dash != dash:
            self._operators.append(f"[{' '.join(number(value) for value in dash)}] 0 d")
        self._change(stroke=paint, width=width, dash=dash)

    def _paint(self, paint: Paint, process: str, space: str, tint: str) -> str:
        shown = self._resources.screen_rgb(paint)
        if shown is not None:
            return f"{' '.join(number(value / 255) for value in shown)} {'rg' if process == 'k' else 'RG'}"
        if isinstance(paint, Cmyk):
            return f"{' '.join(number(value) for value in (paint.c, paint.m, paint.y, paint.k))} {process}"
        return f"/{self._resources.space(paint)} {space} {number(paint.tint)} {tint}"

    def _set_overprint(self, wanted: bool, *paints: Paint | None) -> None:
        """Only black ink overprints: white or a colour would vanish in what lies below or mix with it."""
        wanted = wanted and all(isinstance(paint, Cmyk) and paint.is_black for paint in paints if paint is not None)
        if self._state.overprint != wanted:
            self._operators.append(f"/{self._resources.state(wanted)} gs")
            self._change(overprint=wanted)

    def _change(self, **values: object) -> None:
        self._state = msgspec.structs.replace(self._state, **values)

    def _leave_text(self) -> None:
        if self._in_text:
            self._operators.append("ET")
            self._in_text = False
