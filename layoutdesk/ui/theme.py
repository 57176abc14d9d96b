"""The look of the window: a light and a dark palette, one accent colour, type at 13 px, an 8-px grid.

Colours come through ``QPalette`` with the Fusion style; the style sheet takes away frames and sets spacing, and names colours by
the roles of the palette. So it is the same in both themes: to set another one takes Qt half a second for a window of a thousand
widgets, to have each look up its colours anew takes a twentieth of that.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from layoutdesk.ui.polish import Polisher
from layoutdesk.ui.sheet import sheet
from layoutdesk.ui.textsize import SIZES, USUAL, ratio, type_pixels

#: The unit of all spacing, in logical pixels.
UNIT: Final = 8
#: Of type for what stands beside; at 100 %, as all measures.
SMALL_PIXELS: Final = 12
#: Families for the window's own words only; page text never looks fonts up by family.
FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Segoe UI",
    "Helvetica Neue",
)


class Theme(NamedTuple):
    """The colours of the window. ``error`` is for what must be mended, ``warning`` for queries, ``good`` for signed and saved."""

    name: str
    window: QColor
    panel: QColor
    field: QColor
    raised: QColor
    line: QColor
    text: QColor
    dim: QColor
    accent: QColor
    on_accent: QColor
    chosen: QColor
    error: QColor
    warning: QColor
    good: QColor
    guide: QColor
    pasteboard: QColor
    sheet_edge: QColor
    #: Guides that the hand has put on the page, apart from those of its grid.
    ruled: QColor


LIGHT: Final = Theme(
    "light", QColor("#ececee"), QColor("#f6f6f7"), QColor("#ffffff"), QColor("#e2e2e5"), QColor("#d3d3d8"),
    QColor("#1d1d20"), QColor("#6b6b73"), QColor("#1f66d1"), QColor("#ffffff"), QColor("#dbe7fb"), QColor("#cf222e"),
    QColor("#b26a00"), QColor("#1a7f45"), QColor("#5f83b5"), QColor("#a9a9ad"), QColor("#8b8b90"), QColor("#0093bd"),
)  # fmt: skip
DARK: Final = Theme(
    "dark", QColor("#232326"), QColor("#2b2b2f"), QColor("#1c1c1f"), QColor("#3a3a40"), QColor("#3d3d43"),
    QColor("#e8e8ea"), QColor("#9c9ca5"), QColor("#5c9dff"), QColor("#0c1a30"), QColor("#2c4468"), QColor("#ff6b6b"),
    QColor("#f0b24a"), QColor("#5fcf8a"), QColor("#86a8d8"), QColor("#4a4a4e"), QColor("#2a2a2d"), QColor("#00a8d6"),
)  # fmt: skip
THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK)}


class Look(QObject):
    """The theme and the size of type in use; tells when they change. ``resized`` tells by how much everything has grown.

    ``settled``: what nobody sees has the new look, too.
    """

    changed = Signal()
    resized = Signal(float)
    settled = Signal()

    def __init__(self, theme: Theme = LIGHT, size: int = USUAL, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        #: The size of the interface's type in per cent, one of ``SIZES``.
        self.size = size if size in SIZES else USUAL
        #: The sheet on the screen: plain white, or the warm grey of newsprint.
        self.newsprint = False
        self._polisher = Polisher(self.size, self)
        self._polisher.done.connect(self.settled)

    @property
    def paper(self) -> QColor:
        """The colour of the sheet."""
        return QColor("#f3f0e9") if self.newsprint else QColor("#ffffff")

    @property
    def is_busy(self) -> bool:
        """Whether what nobody sees still has another look."""
        return self._polisher.is_busy

    def use(self, theme: Theme) -> None:
        """Shows another theme, at once everywhere."""
        self.theme = theme
        self.apply()

    def use_size(self, size: int) -> None:
        """Shows everything with larger or smaller type, one of ``SIZES``."""
        if size != self.size:
            before, self.size = ratio(), size
            self.apply()
            self.resized.emit(ratio() / before)

    def use_newsprint(self, wanted: bool) -> None:
        """Shows the sheet as newsprint or as white paper."""
        self.newsprint = wanted
        self.changed.emit()

    def apply(self) -> None:
        """Gives the application its palette, its type and its style sheet."""
        self.prepare()
        self.dress()
        self.changed.emit()

    def prepare(self) -> None:
        """Palette and type for what will be made. ``dress`` then gives all of it the style sheet at once: under one every widget
        that finds its parent would be looked at anew with all in it, a third of a second for a window.
        """
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        colours, font, is_dressed = palette(self.theme), QFont(), application.styleSheet() == style_sheet()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(type_pixels(self.size))
        if not is_dressed:
            application.setStyle("Fusion")
        if not is_dressed or application.font().pixelSize() != font.pixelSize():
            application.setFont(font)
        if not is_dressed or application.palette() != colours:
            application.setPalette(colours)
        if is_dressed:
            self._polisher.polish_all(self.size)

    @staticmethod
    def dress() -> None:
        """Gives the application its style sheet, if it has another."""
        application = QApplication.instance()
        # To set the same sheet again would have Qt look at every widget there is, and more than once.
        if isinstance(application, QApplication) and application.styleSheet() != style_sheet():
            application.setStyleSheet(style_sheet())


#: What each colour of a theme is called in the palette. The last two have no role of their own: Fusion draws nothing in these.
ROLES: Final = {
    "window": ("Window",), "text": ("WindowText", "Text", "ButtonText", "ToolTipText"), "field": ("Base", "ToolTipBase"),
    "panel": ("Button", "AlternateBase"), "accent": ("Highlight", "Accent", "Link"), "on_accent": ("HighlightedText",),
    "dim": ("PlaceholderText",), "line": ("Mid", "Dark", "Shadow"), "raised": ("Midlight", "Light"), "error": ("BrightText",),
    "chosen": ("LinkVisited",),
}  # fmt: skip


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's palette, with the faded variants for what is not enabled."""
    out = QPalette()
    for name, roles in ROLES.items():
        for role in roles:
            out.setColor(QPalette.ColorRole[role], getattr(theme, name))
    faded = QColor(theme.dim)
    faded.setAlpha(140)
    for role in ("WindowText", "Text", "ButtonText"):
        out.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], faded)
    return out


@cache
def style_sheet() -> str:
    """The style sheet, which is the same in every theme and at every size."""
    return sheet({name: roles[0] for name, roles in ROLES.items()})


_UNTINTED: Final = "color: palette(window-text);"


def dress(widget: QWidget, name: str) -> None:
    """Has the style sheet dress a widget under another name; where it bears the name already that would polish it for nothing."""
    if widget.objectName() != name:
        widget.setObjectName(name)
        widget.style().polish(widget)


def tint(label: QLabel, sheet: str) -> None:
    """Sets a style sheet that differs from what is there: to set the same again polishes and paints the label anew.

    An empty one gives the label the colour of all others: without any, after it had one, it would keep the size of its type.
    """
    before = label.styleSheet()
    sheet = sheet or (_UNTINTED if before else "")
    if before != sheet:
        label.setStyleSheet(sheet)
