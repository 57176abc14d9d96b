"""What was found as a list has it: under each story and page its hits, with what stands round them and what they would become."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from layoutdesk.base.brief import brief
from layoutdesk.finding import Hit
from layoutdesk.ui.finding.finder import Finder
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.copy import title_of

Index = QModelIndex | QPersistentModelIndex
#: Characters shown before and behind a hit, before what has no room is left out; of the hit itself; of a title.
_AROUND, _MOST_HIT, _TITLE = 60, 80, 40


class Entry(NamedTuple):
    """A row: a hit by its number, or the heading of those of a story on a page (-1): what it says, and at its right."""

    number: int
    title: str = ""
    figure: str = ""


class Found(QAbstractListModel):
    """The hits of a finder under the stories and pages that they stand in."""

    def __init__(self, finder: Finder, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder, self._language = finder, language
        self.entries: list[Entry] = []
        self._rows: list[int] = []
        self._shown: tuple[object, ...] = ()

    def show(self) -> None:
        """Shows the hits as they are now; where they are the same, only what becomes of them may be other."""
        key = self._finder.version, len(self._finder.hits), self._language.current
        if key == self._shown:
            return
        self._shown = key
        entries = self._made()
        if len(entries) == len(self.entries) and self.entries:
            self.entries = entries
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
        elif entries or self.entries:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()
        self._rows = [row for row, entry in enumerate(entries) if entry.number >= 0]

    def _made(self) -> list[Entry]:
        made, groups = list[Entry](), list[tuple[tuple[str, str], list[int]]]()
        for number, hit in enumerate(self._finder.hits):
            place = self._finder.place(hit)
            key = hit.text.story, place.page if place is not None else ""
            if not groups or groups[-1][0] != key:
                groups.append((key, []))
            groups[-1][1].append(number)
        document = self._finder.document
        titles = {story.id: title_of(story, self._language) for story in document.stories}
        pages = {page.id: page.label or str(page.number) for page in document.pages}
        for (story, page), numbers in groups:
            where = pages.get(page, "") or self._language.text("ui.find.nowhere")
            made.append(Entry(-1, brief(titles.get(story, ""), _TITLE), f"{where} · {len(numbers)}"))
            made += (Entry(number) for number in numbers)
        return made

    def row_of(self, number: int) -> int:
        """The row of a hit; -1 where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else -1

    def hit(self, row: int) -> Hit | None:
        """The hit of a row; nothing for a heading."""
        number = self.entries[row].number if 0 <= row < len(self.entries) else -1
        return self._finder.hits[number] if 0 <= number < len(self._finder.hits) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.entries[index.row()].number < 0:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self.hit(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(hit) if hit is not None else " ".join(self.entries[index.row()][1:])
        if role == Qt.ItemDataRole.ToolTipRole and hit is not None:
            return self._tip(hit)
        return None

    def _said(self, hit: Hit) -> str:
        before, found, behind = around(hit)
        new = self._finder.becomes(hit)
        return f"{before}{found}{behind}" if new is None else f"{before}{found} → {new}{behind}"

    def _tip(self, hit: Hit) -> str:
        """More of what stands round it, the part of the story that it is, and why it is not changed."""
        text = self._language.text
        says = [self._said(hit), text(f"ui.find.part_{hit.text.part}")]
        if why := self._finder.why_closed(hit):
            says.append(text(f"ui.find.closed_{why}"))
        return "\n".join(says)


def around(hit: Hit) -> tuple[str, str, str]:
    """What stands before a hit, the hit and what stands behind it, as far as it is ever shown."""
    text = hit.text.paragraph.text
    found = text[hit.start : hit.end]
    if len(found) > _MOST_HIT:
        found = f"{found[: _MOST_HIT // 2]}…{found[-_MOST_HIT // 2 :]}"
    return text[max(0, hit.start - _AROUND) : hit.start], found, text[hit.end : hit.end + _AROUND]
