"""What stands around the page: panels and bars, shown or hidden together. Whatever comes or goes, the page stays under the eye."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings
from PySide6.QtWidgets import QWidget

from layoutdesk.ui.canvas.sheet import SheetView

SIDES, BARS, GALLEY, FIND, LINKS, STYLES = "sides", "bars", "galley", "find", "links", "styles"
_KEYS: Final = {
    SIDES: "window/panels", BARS: "window/bars", GALLEY: "window/galley", FIND: "window/find", LINKS: "window/links",
    STYLES: "window/styles",
}  # fmt: skip


class Surroundings(QObject):
    """Six parts, each shown or hidden as a whole: the panels at the sides, the bars, the galley, find and change, links, styles.

    ``switch_all`` puts away all of them and knows which to bring back. Without an issue there are no bars.
    """

    def __init__(
        self,
        view: SheetView,
        sides: Sequence[QWidget],
        bars: Sequence[QWidget],
        galley: QWidget,
        find: QWidget,
        links: QWidget,
        styles: QWidget,
        is_open: Callable[[], bool],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._is_open = is_open
        beside = {GALLEY: galley, FIND: find, LINKS: links, STYLES: styles}
        self._parts = {SIDES: tuple(sides), BARS: tuple(bars), **{name: (pane,) for name, pane in beside.items()}}
        self._shown = {SIDES, BARS}
        #: What comes back once more, while all is away.
        self._away: set[str] = set()
        for pane in beside.values():
            pane.hide()

    @property
    def shown(self) -> frozenset[str]:
        """The parts that are shown, or come back once all is no longer away."""
        return frozenset(self._shown or self._away)

    def show(self, parts: Collection[str]) -> None:
        """Shows these parts and no others; a page that was fitted is fitted again."""
        self._show(set(parts))
        if self._view.is_fitted:
            self._view.fit()

    @property
    def shows_sides(self) -> bool:
        return SIDES in self._shown

    @property
    def shows_galley(self) -> bool:
        return GALLEY in self._shown

    @property
    def shows_find(self) -> bool:
        return FIND in self._shown

    @property
    def shows_links(self) -> bool:
        return LINKS in self._shown

    @property
    def shows_styles(self) -> bool:
        return STYLES in self._shown

    @property
    def shows_any(self) -> bool:
        return bool(self._shown)

    def show_sides(self, wanted: bool) -> None:
        """The panels at the sides; where all is away, everything that was there comes with them."""
        self._show(self._with(SIDES, wanted) | (self._away if wanted else set()))

    def show_galley(self, wanted: bool) -> None:
        """The galley, which takes its room from the page; one that was fitted is fitted again."""
        self._show_beside(GALLEY, wanted)

    def show_find(self, wanted: bool) -> None:
        """Find and change, in the same way."""
        self._show_beside(FIND, wanted)

    def show_links(self, wanted: bool) -> None:
        """The list of links, in the same way."""
        self._show_beside(LINKS, wanted)

    def show_styles(self, wanted: bool) -> None:
        """The styles, in the same way."""
        self._show_beside(STYLES, wanted)

    def _show_beside(self, part: str, wanted: bool) -> None:
        self.show(self._with(part, wanted))

    def switch_all(self) -> None:
        """Puts all away, or brings back what was there before."""
        if self._shown:
            away = set(self._shown)
            self._show(set())
            self._away = away
        else:
            self._show(self._away or {SIDES, BARS})

    def _with(self, part: str, wanted: bool) -> set[str]:
        return self._shown | {part} if wanted else self._shown - {part}

    def _show(self, parts: set[str]) -> None:
        self._shown, self._away = parts, set()
        self.refresh()

    def refresh(self) -> None:
        """Shows and hides the widgets, as an issue is opened or closed or parts come and go."""
        shown = self._shown - (set() if self._is_open() else {BARS})
        with self._view.held_still():
            for name, widgets in self._parts.items():
                for widget in widgets:
                    widget.setVisible(name in shown)
            # What a layout would do a turn later is done now, so that the page can be put back at once.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def restore(self, settings: QSettings) -> None:
        """Shows what was shown when the window was closed."""
        usual = dict.fromkeys((SIDES, BARS), "shown")
        kept = {name for name, key in _KEYS.items() if settings.value(key, usual.get(name, "hidden")) == "shown"}
        self._show(kept)

    def save(self, settings: QSettings) -> None:
        """Keeps what is shown."""
        for name, key in _KEYS.items():
            settings.setValue(key, "shown" if name in self._shown else "hidden")
