"""How the window is arranged: what of it is shown, which panels are folded, how wide and how high they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from layoutdesk.ui.surroundings import BARS, BESIDE, SIDES

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

#: The panels of the columns by name, which is that of the window for them.
PANELS: Final = ("pages", "copy", "elements", "properties", "copyfit", "problems", "history")


class Arrangement(msgspec.Struct, frozen=True):
    """``shown`` are parts of the surroundings, ``folded`` panels; ``shares`` are the panels' shares of their columns' height.

    ``widths`` are those of what stands beside the page, in logical pixels at 100 %. What is not named stays as it is.
    """

    shown: frozenset[str]
    folded: frozenset[str] = frozenset()
    shares: dict[str, int] = {}
    widths: dict[str, int] = {}
    second: bool = False


def taken(window: Window) -> Arrangement:
    """The arrangement that a window has now."""
    panels = {name: getattr(window, name) for name in PANELS}
    shares = {
        name: column.weights[column.panels.index(panel)]
        for name, panel in panels.items()
        for column in (window.left, window.right)
        if panel in column.panels
    }
    return Arrangement(
        shown=window.around.shown,
        folded=frozenset(name for name, panel in panels.items() if panel.is_folded),
        shares=shares,
        widths=window.middle.widths(),
        second=window.canvases.second is not None,
    )


def give(window: Window, arrangement: Arrangement) -> None:
    """Gives a window an arrangement; a page that was fitted is fitted again, else it stays under the eye."""
    if arrangement.second != (window.canvases.second is not None) and window.desk.page is not None:
        window.canvases.switch_second()
    for name in PANELS:
        panel = getattr(window, name)
        if panel.is_folded != (name in arrangement.folded):
            panel.fold(name in arrangement.folded)
    for column in (window.left, window.right):
        for at, panel in enumerate(column.panels):
            name = next(each for each in PANELS if getattr(window, each) is panel)
            column.weights[at] = max(arrangement.shares.get(name, column.weights[at]), 1)
    window.middle.take_widths(arrangement.widths)
    window.around.show(arrangement.shown & {SIDES, BARS, *BESIDE})
    window.middle.put_widths()
