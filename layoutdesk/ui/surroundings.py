"""What stands around the page: panels and bars, shown or hidden together. Whatever comes or goes, the page stays under the eye."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from layoutdesk.ui.canvas.sheet import SheetView

SIDES, BARS, GALLEY, FIND, LINKS, STYLES, REVIEW = "sides", "bars", "galley", "find", "links", "styles", "review"
#: What stands beside the page; where there is no room for all, the first go first.
BESIDE: Final = (GALLEY, FIND, LINKS, STYLES, REVIEW)
_KEYS: Final = {SIDES: "window/panels", BARS: "window/bars", **{name: f"window/{name}" for name in BESIDE}}


class Surroundings(QObject):
    """Parts, each shown or hidden as a whole: the panels at the sides, the bars, and each of the panes ``BESIDE`` the page.

    ``switch_all`` puts away all of them and knows which to bring back. Without an issue there are no bars. Where a window is too
    narrow for all that is wanted beside the page, what comes stays: the panels at the sides give way first, the left ones before
    the right, then other panes, last the one with the keys; all come back as soon as there is room. ``squeezed`` tells that some
    have gone. ``placing`` is told when something has come or gone, for each part to have its width again.
    """

    squeezed, placing = Signal(), Signal()

    def __init__(
        self,
        view: SheetView,
        sides: Sequence[QWidget],
        bars: Sequence[QWidget],
        beside: Mapping[str, QWidget],
        is_open: Callable[[], bool],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._is_open = is_open
        self._parts = {SIDES: tuple(sides), BARS: tuple(bars), **{name: (pane,) for name, pane in beside.items()}}
        self._shown = {SIDES, BARS}
        #: What comes back once more, while all is away.
        self._away: set[str] = set()
        #: Panels and panes for which there is no room.
        self._squeezed: set[QWidget] = set()
        #: The panes that gave way to others that came after them.
        self._gave_way: list[str] = []
        self._split = beside[GALLEY].parentWidget()
        self._split.installEventFilter(self)
        for pane in beside.values():
            pane.hide()

    @property
    def shown(self) -> frozenset[str]:
        """The parts that are shown, or come back once all is no longer away."""
        return frozenset(self._shown or self._away)

    def show(self, parts: Collection[str]) -> None:
        """Shows these parts and no others; a page that was fitted is fitted again."""
        self._gave_way.clear()
        self._make_way([name for name in BESIDE if name in parts][:-1], parts)
        self._show(set(parts))
        self.fit_again()

    def fit_again(self) -> None:
        """Fits a page again that was fitted, now that it has more room, or less."""
        if self._view.is_fitted:
            self._view.fit()

    def shows(self, part: str) -> bool:
        """Whether a part is shown; of a pane, whether there is room for it."""
        return part in self._shown and (part not in BESIDE or self._squeezed.isdisjoint(self._parts[part]))

    @property
    def shows_any(self) -> bool:
        return bool(self._shown)

    @property
    def is_squeezed(self) -> bool:
        """Whether something that is wanted has no room."""
        return bool(self._squeezed)

    @property
    def overflows(self) -> bool:
        """Whether what stands beside the page now needs more room than there is."""
        beside = (self._split.widget(at) for at in range(self._split.count()))
        return sum(least_of(each) + 1 for each in beside if not each.isHidden()) > self._split.width()

    def show_sides(self, wanted: bool) -> None:
        """The panels at the sides; where all is away, everything that was there comes with them."""
        self._show(self._with(SIDES, wanted) | (self._away if wanted else set()))

    def show_beside(self, part: str, wanted: bool) -> None:
        """A pane beside the page, which takes its room from that; a page that was fitted is fitted again."""
        parts = self._with(part, wanted)
        self._gave_way = [name for name in self._gave_way if name in parts and name != part]
        if wanted:
            self._make_way([name for name in BESIDE if name in parts and name != part], parts)
        else:
            self._bring_back(parts)
        self._show(parts)
        self.fit_again()

    def _make_way(self, names: Collection[str], parts: Collection[str]) -> None:
        """Has those of the panes give way that have to, of all that is to be shown: that with the keys last, the sides before."""
        for keys in (False, True):
            for name in names:
                if name in self._gave_way or _has_keys(self._parts[name]) is not keys:
                    continue
                staying = set(parts).difference(self._gave_way, (SIDES,))
                if self._least_width(staying) > self._split.width():
                    self._gave_way.append(name)

    def _bring_back(self, parts: Collection[str]) -> None:
        """Has the panes that gave way last stand where they stood, before the panels at the sides have their room again."""
        while self._gave_way:
            staying = set(parts).difference(self._gave_way[:-1], (SIDES,))
            if self._least_width(staying) > self._split.width():
                return
            self._gave_way.pop()

    def _least_width(self, parts: Collection[str]) -> int:
        """What the page and these parts beside it need at least."""
        ours = {widget: name for name, widgets in self._parts.items() for widget in widgets}
        beside = (self._split.widget(at) for at in range(self._split.count()))
        seen = (each for each in beside if (ours[each] in parts if each in ours else not each.isHidden()))
        return sum(least_of(each) + 1 for each in seen)

    def _without_room(self, shown: Collection[str]) -> set[QWidget]:
        """What does not go in beside the page: panels at the sides go first, the left ones before all others."""
        gave_way = [pane for name in self._gave_way if name in shown for pane in self._parts[name]]
        going = set[QWidget]()
        wanted = self._least_width(set(shown).difference(self._gave_way)) if self._split.isVisible() else 0
        panes = [pane for name in BESIDE if name in shown for pane in self._parts[name] if pane not in gave_way]
        panes.sort(key=lambda pane: _has_keys((pane,)))
        for widget in (*(self._parts[SIDES] if SIDES in shown else ()), *panes):
            if wanted > self._split.width():
                going.add(widget)
                wanted -= least_of(widget) + 1
        for pane in reversed(gave_way):
            wanted += least_of(pane) + 1
            if going or wanted > self._split.width():
                going.add(pane)
        return going

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
        squeezed, self._squeezed = self._squeezed, self._without_room(shown)
        with self._view.held_still():
            # What goes has gone before anything comes: the window would grow for a moment, and stay so.
            for wanted in (False, True):
                for name, widgets in self._parts.items():
                    for widget in widgets:
                        if (name in shown and widget not in self._squeezed) is wanted:
                            widget.setVisible(wanted)
            self.placing.emit()
            # What a layout would do a turn later is done now, so that the page can be put back at once.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if self._squeezed - squeezed:
            self.squeezed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and self._without_room(self._shown) != self._squeezed:
            QTimer.singleShot(0, self, self._make_room)
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """The window has become narrower or wider than what goes in beside the page."""
        self.refresh()
        self.fit_again()

    def restore(self, settings: QSettings) -> None:
        """Shows what was shown when the window was closed."""
        usual = dict.fromkeys((SIDES, BARS), "shown")
        kept = {name: settings.value(key, usual.get(name, "hidden")) for name, key in _KEYS.items()}
        self._gave_way = [name for name in BESIDE if kept[name] == "waits"]
        self._show({name for name, how in kept.items() if how in ("shown", "waits")})

    def save(self, settings: QSettings) -> None:
        """Keeps what is shown."""
        for name, key in _KEYS.items():
            how = "waits" if name in self._gave_way else "shown"
            settings.setValue(key, how if name in self._shown else "hidden")


def _has_keys(widgets: Collection[QWidget]) -> bool:
    """Whether the keys go to one of the widgets, or something in it."""
    focus = QApplication.focusWidget()
    return focus is not None and any(widget is focus or widget.isAncestorOf(focus) for widget in widgets)


def least_of(widget: QWidget) -> int:
    """How wide a part of the window is at least. One that was never seen is given its looks first: it asks for more without."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        for each in (widget, *widget.findChildren(QWidget)):
            each.ensurePolished()
    return max(widget.minimumWidth(), widget.minimumSizeHint().width(), 1)
