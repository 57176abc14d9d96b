"""The pictures of the open issue with all that is known of them: where they stand, how fine they print, what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from layoutdesk.compose.sheet import LEAST_PPI
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model import Document
from layoutdesk.ui.links.sources import Sources
from layoutdesk.ui.links.uses import Listing, Use

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

PDF: Final = "application/pdf"
#: What may be wrong with a picture, the gravest first, with the colour of the theme: it lacks, its original cannot be read, its
#: source has been changed, it prints coarse, it has no caption, or nobody is named who took it. That its source is gone or away is
#: no fault: the original is in the issue.
FAULTS: Final = {
    "missing": "error", "damaged": "error", "changed": "warning", "coarse": "warning", "uncaptioned": "warning",
    "uncredited": "warning", "gone": "dim", "away": "dim",
}  # fmt: skip
#: Those that want mending.
GRAVE: Final = ("missing", "damaged", "changed", "coarse", "uncaptioned", "uncredited")
#: What a picture of a story lacks of its words, as ``Use.words`` tells of them.
_WORDS: Final = ("uncaptioned", "uncredited")


class Link(NamedTuple):
    """A place of a picture as the list shows it: effective resolution (0: not known, or none), faults, the gravest first."""

    use: Use
    ppi: float = 0.0
    faults: tuple[str, ...] = ()

    @property
    def is_at_fault(self) -> bool:
        """Whether something is wrong that wants mending."""
        return any(fault in GRAVE for fault in self.faults)


class Links(QObject):
    """The links of one desk. ``chosen_changed``: others are chosen in the list than before."""

    chosen_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.sources = Sources(desk)
        #: Keys of the uses that are chosen in the list.
        self.chosen: tuple[str, ...] = ()
        #: Pictures whose originals cannot be read, as their thumbnails have shown.
        self.damaged: set[str] = set()
        self._listing = Listing()
        self._uses: tuple[Document | None, tuple[Use, ...]] = None, ()
        self._ppi: dict[str, tuple[ComposedPage, dict[tuple[str, str], float]]] = {}
        desk.opened.connect(self._forget)

    @property
    def uses(self) -> tuple[Use, ...]:
        """Every place of a picture, and every picture without one."""
        if self._uses[0] is not self._desk.document:
            self._uses = self._desk.document, self._listing.uses(self._desk.document)
        return self._uses[1]

    @property
    def chosen_uses(self) -> tuple[Use, ...]:
        """What is chosen in the list, as the issue has it now."""
        return tuple(use for use in self.uses if use.key in self.chosen) if self.chosen else ()

    def choose(self, keys: Iterable[str]) -> None:
        """Takes note of what is chosen in the list."""
        keys = tuple(keys)
        if keys != self.chosen:
            self.chosen = keys
            self.chosen_changed.emit()

    def note_original(self, asset: str, longest: int, image: object) -> None:
        """Takes note of whether the original of a picture could be read for a preview of whatever size."""
        (self.damaged.discard if image is not None else self.damaged.add)(asset)

    def all(self) -> list[Link]:
        """The links as they are now."""
        return [self._link(use) for use in self.uses]

    def changed(self) -> list[Use]:
        """The places whose pictures have been changed at their source, each picture once."""
        known = {use.asset.id: use for use in reversed(self.uses) if use.asset is not None}
        return [use for use in reversed(known.values()) if "changed" in self._at_source(use)]

    def lost(self) -> list[Use]:
        """Places that lack their pictures, and pictures whose source is gone, each once."""
        known = {use.asset_id or use.key: use for use in reversed(self.uses)}
        return [use for use in reversed(known.values()) if self._is_lost(use)]

    def _is_lost(self, use: Use) -> bool:
        return bool(use.name) if use.asset is None else "gone" in self._at_source(use)

    def _link(self, use: Use) -> Link:
        asset = use.asset
        lacks = [fault for fault, there in zip(_WORDS, use.words or (), strict=False) if not there]
        if asset is None:
            return Link(use, faults=("missing", *lacks))
        ppi = self._resolution(use) if asset.media != PDF else 0.0
        faults = ["damaged"] if asset.id in self.damaged else []
        source = self._at_source(use)
        faults += [name for name in source if name == "changed"]
        faults += ["coarse"] if 0 < ppi < LEAST_PPI else []
        return Link(use, ppi, (*faults, *lacks, *(name for name in source if name != "changed")))

    def _at_source(self, use: Use) -> tuple[str, ...]:
        seen = self.sources.seen(use.asset) if use.asset is not None else None
        state = seen.state if seen is not None else "same"
        return ("away",) if state == "unreadable" else (state,) if state in ("changed", "gone") else ()

    def _resolution(self, use: Use) -> float:
        """Pixels for an inch at the size in which a picture stands, as composed; 0 where it is not yet, or stands nowhere."""
        composed = self._desk.composed.get(use.page)
        if composed is None:
            return 0.0
        kept = self._ppi.get(use.page)
        if kept is None or kept[0] is not composed:
            kept = composed, {(one.element, one.picture): one.ppi for one in composed.pictures}
            self._ppi[use.page] = kept
        return kept[1].get((use.element, use.picture), 0.0)

    def _forget(self) -> None:
        self._listing = Listing()
        self._ppi.clear()
        self.damaged.clear()
        self.choose(())
