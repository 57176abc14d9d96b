"""The links as a list has them: rows that are made anew only where something of them is another, filtered and in an order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt

from layoutdesk.model import Asset
from layoutdesk.ui.canvas.drops import STORY_MIME
from layoutdesk.ui.language import Language
from layoutdesk.ui.links.links import FAULTS, PDF, Link
from layoutdesk.ui.panels.rows import ROW_ROLE, Index, Rows

#: What of the links is shown, and by what they are ordered; each is a text ``ui.links.NAME``.
SHOWN: Final = ("all", "here", "faulty", "gone", "unused")
ORDERS: Final = ("by_page", "by_name", "by_state", "by_ppi")
_GRAVITY: Final = {fault: rank for rank, fault in enumerate(FAULTS)}


class LinkRow(NamedTuple):
    """What a row says. ``state`` is in the colour ``colour`` of the theme."""

    key: str
    asset: str
    text: str
    page: str
    state: str
    colour: str
    ppi: str = ""
    ppi_colour: str = "dim"
    facts: str = ""
    tip: str = ""

    @property
    def is_heading(self) -> bool:
        return False

    @property
    def drags(self) -> bool:
        return bool(self.asset)


class LinkModel(Rows):
    """The rows of the list, of one height all; they drag as pictures of the list of copy do."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(STORY_MIME, parent)
        self._language = language
        #: Rows by what they were made of, and the language that they speak.
        self._made: dict[str, tuple[Link, str, LinkRow]] = {}
        self._spoken = ""

    def show_links(self, links: Sequence[Link], labels: dict[str, str]) -> None:
        """Shows links; ``labels`` has what pages are called. Rows stay where the list is the same but for what they say."""
        if self._spoken != self._language.current:
            self._made, self._spoken = {}, self._language.current
        self._made = {link.use.key: self._kept(link, labels) for link in links}
        self.show([made[2] for made in self._made.values()])

    def _kept(self, link: Link, labels: dict[str, str]) -> tuple[Link, str, LinkRow]:
        kept, label = self._made.get(link.use.key), labels.get(link.use.page, "")
        return kept if kept is not None and kept[:2] == (link, label) else (link, label, self._row(link, labels))

    def _row(self, link: Link, labels: dict[str, str]) -> LinkRow:
        text, use = self._language.text, link.use
        name = use.name or text(f"ui.links.nameless_{use.kind}")
        faults = [text(f"ui.links.state_{fault}") for fault in link.faults]
        page = labels.get(use.page, "") if use.is_placed else text("ui.links.nowhere")
        fault = link.faults[0] if link.faults else ""
        coarse = "coarse" in link.faults
        return LinkRow(
            use.key, use.asset_id, name, page,
            " · ".join(faults) or text("ui.links.state_ok"), FAULTS.get(fault, "good"),
            f"{link.ppi:.0f} ppi" if link.ppi else "", "warning" if coarse else "dim",
            self._facts(use.asset) if use.asset is not None else use.caption,
            self._tip(link, name),
        )  # fmt: skip

    def _facts(self, asset: Asset) -> str:
        text = self._language.text
        if asset.media == PDF:
            return text("ui.links.pdf", width=round(asset.width / 72 * 25.4), height=round(asset.height / 72 * 25.4))
        size = text("ui.copy.pixels", width=asset.width, height=asset.height)
        colour = " ".join(filter(None, (text(f"ui.links.mode_{mode_of(asset.mode)}"), asset.profile)))
        return f"{size} · {colour}"

    def _tip(self, link: Link, name: str) -> str:
        """More than has room: where the source lies, its bytes, what is said of it."""
        text, asset = self._language.text, link.use.asset
        says = [name, *(text(f"ui.links.why_{fault}") for fault in link.faults)]
        if asset is not None:
            says += [text("ui.links.from", path=asset.path)] if asset.path else [text("ui.links.sourceless")]
            says += [self._facts(asset)] + ([text("ui.links.bytes", size=in_bytes(asset.size))] if asset.size else [])
        return "\n".join(says)

    def is_as_high(self, row: Any, other: Any) -> bool:
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            row: LinkRow = super().data(index, ROW_ROLE)
            if role == Qt.ItemDataRole.ToolTipRole:
                return row.tip
            return ", ".join(filter(None, (row.text, row.page, row.state, row.ppi, row.facts)))
        return super().data(index, role)

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """A picture dragged from the list onto the page, as from the list of copy."""
        data = QMimeData()
        data.setData(STORY_MIME, super().data(indexes[0], ROW_ROLE).asset.encode())
        return data


def chosen_links(links: Sequence[Link], shown: str, order: str, page: str, wanted: str) -> list[Link]:
    """Links shown: all, those on ``page``, at fault, whose sources are gone, or that stand nowhere; ``wanted`` in their names."""
    tests = {
        "all": lambda _: True,
        "here": lambda link: link.use.page == page,
        "faulty": lambda link: link.is_at_fault,
        "gone": lambda link: not {"gone", "away"}.isdisjoint(link.faults),
        "unused": lambda link: not link.use.is_placed,
    }
    found = [link for link in links if tests[shown](link) and wanted in link.use.name.lower()]
    keys = {
        "by_name": lambda link: _natural(link.use.name),
        "by_state": lambda link: min((_GRAVITY[fault] for fault in link.faults), default=len(_GRAVITY)),
        "by_ppi": lambda link: link.ppi or float("inf"),
    }
    return sorted(found, key=keys[order]) if order in keys else found


def _natural(name: str) -> list[tuple[int, str]]:
    """A file name as people count: 2 before 10."""
    stem, parts, run = PurePath(name.lower()).name, list[str](), ""
    for char in stem:
        if run and run[-1].isdecimal() != char.isdecimal():
            parts.append(run)
            run = ""
        run += char
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in (*parts, run)]


def mode_of(mode: str) -> str:
    """The name by which a pixel mode of Pillow is told: ``rgb``, ``cmyk``, ``grey``, ``lab``, ``indexed`` or ``bitmap``."""
    plain = {"L": "grey", "LA": "grey", "I": "grey", "F": "grey", "1": "bitmap", "P": "indexed", "PA": "indexed"}
    if mode.startswith("I;"):
        return "grey"
    return plain.get(mode, {"CMYK": "cmyk", "LAB": "lab"}.get(mode, "rgb"))


def in_bytes(size: int) -> str:
    """Bytes as people read them."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024)):,} KB"
    return f"{size / (1 << 20):,.1f} MB"
