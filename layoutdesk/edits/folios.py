"""Numbers and printed labels of pages (版序) as pages come and go: A01, A02 … and B01 count each for itself.

A label that ends in figures belongs to the section (叠) of what stands before them. A page that comes between two takes the
number and the label that follow those before it; what stands behind goes on from there as far as its own are taken. Where a page
goes, what followed it without a gap moves up. A label without figures (增刊) is nobody's business but the editor's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.model import Page

_LABEL: Final = re.compile(r"(?P<section>.*?)(?P<figures>[0-9]{1,6})\Z", re.DOTALL)


class Folio(NamedTuple):
    """A label taken apart: ``A03`` is section ``A``, value 3, written with two figures."""

    section: str
    value: int
    figures: int

    @property
    def label(self) -> str:
        return f"{self.section}{self.value:0{self.figures}d}"

    def next(self, by: int = 1) -> Folio:
        """The folio ``by`` further on in its section."""
        return self._replace(value=self.value + by)


def folio(label: str) -> Folio | None:
    """A label taken apart; nothing where it does not end in figures."""
    found = _LABEL.match(label)
    return Folio(found["section"], int(found["figures"]), len(found["figures"])) if found else None


def with_pages(pages: Sequence[Page], new: Sequence[Page], index: int) -> tuple[Page, ...]:
    """``pages`` with ``new`` ones before the place ``index``, all of them numbered and labelled.

    Beside a label without figures, and in an issue without pages, new ones keep the labels that they have, unless another has them.
    """
    before, behind = pages[:index], pages[index:]
    number = before[-1].number + 1 if before else behind[0].number if behind else 1
    first = _first_of(before, behind)
    taken, placed = {page.label for page in pages}, []
    for at, page in enumerate(new):
        label = first.next(at).label if first is not None else "" if page.label in taken else page.label
        placed.append(replace(page, number=number + at, label=label))
    last = first.next(len(new) - 1) if first is not None and new else None
    return (*before, *placed, *_going_on(behind, number + len(new) - 1, last))


def _first_of(before: Sequence[Page], behind: Sequence[Page]) -> Folio | None:
    """The folio that a page takes between two parts of an issue."""
    if before:
        last = folio(before[-1].label)
        return last.next() if last is not None else None
    return folio(behind[0].label) if behind else None


def _going_on(pages: Sequence[Page], number: int, last: Folio | None) -> list[Page]:
    """Pages behind others that end with ``number`` and ``last``: further on as far as their own numbers and labels are taken."""
    moved = []
    for page in pages:
        own = folio(page.label)
        if last is not None and own is not None and own.section == last.section and own.value <= last.value:
            last = own._replace(value=last.value + 1)
            page = replace(page, label=last.label)
        else:
            last = None
        number = max(page.number, number + 1)
        moved.append(page if page.number == number else replace(page, number=number))
    return moved


def without_pages(pages: Sequence[Page], gone: Collection[str]) -> tuple[Page, ...]:
    """``pages`` without those of the ids ``gone``; what followed them without a gap moves up."""
    kept = []
    numbers, labels = _Closing(), _Closing()
    section = ""
    for page in pages:
        up, own = numbers.up(page.number), folio(page.label)
        if own is not None:
            if own.section != section:
                labels, section = _Closing(), own.section
            own = own.next(-labels.up(own.value))
        if page.id in gone:
            numbers.gone += 1
            labels.gone += own is not None
        else:
            label = own.label if own is not None else page.label
            same = not up and label == page.label
            kept.append(page if same else replace(page, number=page.number - up, label=label))
    return tuple(kept)


class _Closing:
    """How far what follows moves up: by as many as are gone since the last gap."""

    def __init__(self) -> None:
        self.gone = 0
        self._last: int | None = None

    def up(self, value: int) -> int:
        """How far the one of this value moves up."""
        if self._last is not None and value != self._last + 1:
            self.gone = 0
        self._last = value
        return self.gone


def in_places(order: Sequence[Page], places: Sequence[Page]) -> tuple[Page, ...]:
    """Pages in another order: numbers and labels belong to the places and stay there."""
    return tuple(
        page if page is place else replace(page, number=place.number, label=place.label)
        for page, place in zip(order, places, strict=True)
    )


def section_from(pages: Sequence[Page], index: int) -> dict[str, str]:
    """Labels by page id with which a new section begins at a place (另起一叠): those from there to the end of the one it is in.

    It takes the next letter that no section has. Nothing where the page has no figures in its label, or begins a section already.
    """
    own = folio(pages[index].label)
    if own is None or not _goes_on(pages, index, own):
        return {}
    used = {each.section for page in pages if (each := folio(page.label)) is not None}
    letters = (chr(code) for code in range(ord("A"), ord("Z") + 1))
    later = (each for each in letters if each > own.section and each not in used and each != "A")
    first = Folio(next(later, ""), 1, own.figures)
    return _counted(pages, index, own.section, first) if first.section else {}


def joined(pages: Sequence[Page], index: int) -> dict[str, str]:
    """Labels by page id with which a section goes on from the one before it (并入前一叠); nothing where there is none before."""
    own, before = folio(pages[index].label), folio(pages[index - 1].label) if index else None
    if own is None or before is None or own.section == before.section:
        return {}
    return _counted(pages, index, own.section, before.next())


def _goes_on(pages: Sequence[Page], index: int, own: Folio) -> bool:
    """Whether the page before is of the same section."""
    before = folio(pages[index - 1].label) if index else None
    return before is not None and before.section == own.section


def _counted(pages: Sequence[Page], index: int, section: str, first: Folio) -> dict[str, str]:
    """The pages from a place on that are of a section, counted on from a folio."""
    labels: dict[str, str] = {}
    for page in pages[index:]:
        own = folio(page.label)
        if own is None or own.section != section:
            break
        labels[page.id] = first.next(len(labels)).label
    return labels
