"""Where changes and notes stand on the page in view: reckoned in a turn of its own, and nothing where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage
from layoutdesk.ui.review.entries import Entry
from layoutdesk.ui.turns import Pieces, Urgency
from layoutdesk.ui.writing.spots import Spot, Spots

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk
    from layoutdesk.ui.writing.writer import Writer

#: So many are shown on one page.
MOST_SHOWN: Final = 2_000
#: Colours of the theme for those who change copy, in the order of their names.
COLOURS: Final = ("accent", "good", "warning", "error", "ruled")


class ShownMark(NamedTuple):
    """One change or note on a page: what it covers, the caret where something was taken away or a note stands, whose colour."""

    entry: Entry
    rects: tuple[Rect, ...]
    caret: Rect | None
    colour: str

    @property
    def where(self) -> Rect | None:
        """Where it begins."""
        return self.rects[0] if self.rects else self.caret


def colours(entries: tuple[Entry, ...]) -> dict[str, str]:
    """The colour of each author of an issue."""
    authors = sorted({each.author for each in entries})
    return {author: COLOURS[at % len(COLOURS)] for at, author in enumerate(authors)}


def marks_on(spots: Spots, entries: tuple[Entry, ...], tints: dict[str, str]) -> Iterator[ShownMark]:
    """Those of one element of a page, in which they stand in the copy."""
    for each in entries:
        colour = tints[each.author]
        whole = each.note is not None and not each.end
        rects = () if whole or each.start == each.end else spots.marked(each.paragraph, each.start, each.end)
        is_point = each.change is None or bool(each.change.gone) or each.change.kind == "parted" or not rects
        caret = spots.caret(Spot(each.story, each.paragraph, each.start)) if is_point else None
        if rects or caret is not None:
            yield ShownMark(each, rects, caret, colour)


class ShownMarks(QObject):
    """The marks on the page in view. ``reckoned``: they are others than before."""

    reckoned = Signal()

    def __init__(self, desk: Desk, writer: Writer) -> None:
        super().__init__(desk)
        self._desk, self._writer = desk, writer
        self._page = ""
        self._pieces = Pieces(desk.turns, self._reckoned, Urgency.LINES)
        self._marks: tuple[ShownMark, ...] = ()
        for signal in (desk.page_composed, desk.page_turned, desk.edited, desk.opened):
            signal.connect(self._later)

    def on(self, page: str) -> tuple[ShownMark, ...]:
        """Those of a page; none while something else than copy is tried out. While copy is typed they follow a moment later."""
        if not self._marks or page != self._page:
            return ()
        return self._marks if self._desk.preview is None or self._writer.is_tentative else ()

    def _later(self, *_: object) -> None:
        if self._desk.reviewed.entries:
            self._pieces.ask()
        elif self._marks:
            self._pieces.drop()
            self._marks = ()
            self.reckoned.emit()

    def _reckoned(self) -> Iterator[None]:
        page, entries = self._desk.page_id, self._desk.reviewed.entries
        composed = self._desk.composed.get(page)
        if composed is None:
            return
        tints = colours(entries)
        wanted = {each.paragraph for each in entries if each.paragraph}
        standing: dict[str, set[str]] = {}
        for line in composed.lines:
            if line.paragraph in wanted:
                standing.setdefault(line.element, set()).add(line.paragraph)
        found = list(self._on_elements(composed, entries, tints))
        for element, names in standing.items():
            here = tuple(each for each in entries if each.paragraph in names)
            found += marks_on(Spots(composed, element), here, tints)
            yield
        self._page, self._marks = page, tuple(found[:MOST_SHOWN])
        self.reckoned.emit()

    def _on_elements(
        self, composed: ComposedPage, entries: tuple[Entry, ...], tints: dict[str, str]
    ) -> Iterator[ShownMark]:
        """Notes on elements, and on whole stories: at the corner of what they are about."""
        homes = {
            getattr(each, "story", ""): each.id for each in reversed(self._desk.document.page(composed.page).elements)
        }
        for each in entries:
            if each.note is None or each.paragraph:
                continue
            element = each.element or homes.get(each.story, "")
            if rects := composed.frames.get(element):
                corner = Rect(rects[0].x, rects[0].y, 0.0, 0.0)
                yield ShownMark(each, (), corner, tints[each.author])
