"""The size of the type of the interface (界面字号), from 90 to 200 %, and everything that follows it.

Measures of the interface are written in logical pixels at 100 %. ``px`` says what they are at the size in use, which the
application's font has: painters ask it while they paint. ``keep_size`` gives a widget a measure that ``fit`` renews when the size
changes; margins, distances and sizes of icons ``fit`` renews without being told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLayout, QToolBar, QWidget

#: The size of type at 100 %.
TEXT_PIXELS: Final = 13
#: The sizes that there are, in per cent: each has a whole number of pixels of its own.
SIZES: Final = (90, 100, 110, 125, 150, 175, 200)
USUAL: Final = 100
#: Of a window: its size, for the style sheet.
SIZE_PROPERTY: Final = "textsize"
_KEPT: Final = "kept_measures"


def type_pixels(size: int) -> int:
    """The pixels of type at a size in per cent."""
    return round(TEXT_PIXELS * size / 100)


#: What a dialog leaves of its screen, for its title bar and the edges of the screen.
_SCREEN_LEFT: Final = 72
#: How wide a dialog with a list and fields is at least, at 100 %.
_FIELDS: Final = 600


def ratio() -> float:
    """How large the interface is: 1.0 at 100 %."""
    pixels = QGuiApplication.font().pixelSize()
    return pixels / TEXT_PIXELS if pixels > 0 else 1.0


def px(measure: float) -> int:
    """Whole logical pixels that a measure takes at the size in use."""
    return round(measure * ratio())


def keep_size(
    widget: QWidget, *, width: int = 0, height: int = 0, least_width: int = 0, least_height: int = 0
) -> None:  # fmt: skip
    """Gives a widget measures that follow the size of the interface: fixed sides and least ones."""
    widget.setProperty(_KEPT, [width, height, least_width, least_height])
    _keep(widget)


def open_at(dialog: QWidget, width: int, height: int) -> None:
    """Gives a dialog its size at the size of type in use, as far as its screen has room and its fields are not cut for it."""
    room = dialog.screen().availableGeometry().size()
    across = max(room.width() - _SCREEN_LEFT, px(_FIELDS))
    dialog.resize(min(px(width), across), min(px(height), room.height() - _SCREEN_LEFT))


def fit(widget: QWidget) -> None:
    """Renews what a widget has of measures: those it keeps, its margins and distances, the size of its icon."""
    _keep(widget)
    layout = widget.layout()
    if isinstance(widget, QToolBar):
        _pad(widget)
    elif layout is not None:
        _fit_layout(layout)
    if isinstance(widget, QToolBar) or (
        isinstance(widget, QAbstractButton) and not isinstance(widget.parentWidget(), QToolBar)
    ):
        side = _renewed(widget, "kept_icon", [widget.iconSize().width()])
        if side:
            widget.setIconSize(QSize(side[0], side[0]))


def fit_all(widget: QWidget) -> None:
    """The same for a widget that is new, with all that is in it."""
    fit(widget)
    for inner in widget.findChildren(QWidget):
        fit(inner)


def _keep(widget: QWidget) -> None:
    kept = widget.property(_KEPT)
    if kept is None:
        return
    width, height, least_width, least_height = (px(measure) for measure in kept)
    if width:
        widget.setFixedWidth(width)
    if height:
        widget.setFixedHeight(height)
    if least_width:
        widget.setMinimumWidth(least_width)
    if least_height:
        widget.setMinimumHeight(least_height)


def _pad(bar: QToolBar) -> None:
    """Gives a bar the padding that the style sheet has for it at the size in use: that grows by itself, and once is enough.

    It is taken over where the bar is told of another style.
    """
    bar.style().polish(bar)
    QCoreApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))


def _fit_layout(layout: QLayout) -> None:
    margins = layout.contentsMargins()
    around = _renewed(layout, "kept_margins", [margins.left(), margins.top(), margins.right(), margins.bottom()])
    if around:
        layout.setContentsMargins(QMargins(*around))
    if isinstance(layout, QGridLayout):
        apart = _renewed(layout, "kept_spacing", [layout.horizontalSpacing(), layout.verticalSpacing()])
        if apart:
            layout.setHorizontalSpacing(apart[0])
            layout.setVerticalSpacing(apart[1])
    elif between := _renewed(layout, "kept_spacing", [layout.spacing()]):
        layout.setSpacing(between[0])
    # Not by its items: Qt frees some of them without Python's knowledge, which then takes others for these.
    for inner in layout.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly):
        _fit_layout(inner)


def _renewed(owner: QObject, name: str, now: Sequence[int]) -> list[int]:
    """What measures become; nothing where they stay. Where others have been set since, those are what is meant at 100 %."""
    kept = owner.property(name)
    if kept is None and ratio() == 1.0:
        return []
    base = list(now) if kept is None or kept[len(now) :] != list(now) else kept[: len(now)]
    wanted = [px(measure) if measure > 0 else measure for measure in base]
    owner.setProperty(name, [*base, *wanted])
    return [] if wanted == list(now) else wanted
