"""The look of the window: a light and a dark palette, one accent colour, type at 13 px, an 8-px grid.

Colours come through ``QPalette`` with the Fusion style; the style sheet takes away frames and sets spacing, and names colours by
the roles of the palette. So it is the same in both themes: to set another one takes Qt half a second for a window of a thousand
widgets, to have each look up its colours anew takes a twentieth of that.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from layoutdesk.resources import resource
from layoutdesk.ui.polish import Polisher

#: The unit of all spacing, in logical pixels.
UNIT: Final = 8
TEXT_PIXELS: Final = 13
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
    """The theme and the size of type in use; tells when they change."""

    changed = Signal()

    def __init__(self, theme: Theme = LIGHT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        #: The sheet on the screen: plain white, or the warm grey of newsprint.
        self.newsprint = False
        self._polisher = Polisher(self)

    @property
    def paper(self) -> QColor:
        """The colour of the sheet."""
        return QColor("#f3f0e9") if self.newsprint else QColor("#ffffff")

    def use(self, theme: Theme) -> None:
        """Shows another theme, at once everywhere."""
        self.theme = theme
        self.apply()

    def use_newsprint(self, wanted: bool) -> None:
        """Shows the sheet as newsprint or as white paper."""
        self.newsprint = wanted
        self.changed.emit()

    def apply(self) -> None:
        """Gives the application its palette, its type and its style sheet."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        sheet = style_sheet()
        # To set the same sheet again would have Qt look at every widget there is.
        if application.styleSheet() != sheet:
            application.setStyle("Fusion")
            font = QFont()
            font.setFamilies(list(FAMILIES))
            font.setPixelSize(TEXT_PIXELS)
            application.setFont(font)
            application.setPalette(palette(self.theme))
            application.setStyleSheet(sheet)
        elif application.palette() != palette(self.theme):
            application.setPalette(palette(self.theme))
            self._polisher.polish_all()
        self.changed.emit()


#: What each colour of a theme is called in the palette. The last two have no role of their own: Fusion draws nothing in these.
_ROLES: Final = {
    "window": ("Window",), "text": ("WindowText", "Text", "ButtonText", "ToolTipText"), "field": ("Base", "ToolTipBase"),
    "panel": ("Button", "AlternateBase"), "accent": ("Highlight", "Accent", "Link"), "on_accent": ("HighlightedText",),
    "dim": ("PlaceholderText",), "line": ("Mid", "Dark", "Shadow"), "raised": ("Midlight", "Light"), "error": ("BrightText",),
    "chosen": ("LinkVisited",),
}  # fmt: skip


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's palette, with the faded variants for what is not enabled."""
    out = QPalette()
    for name, roles in _ROLES.items():
        for role in roles:
            out.setColor(QPalette.ColorRole[role], getattr(theme, name))
    faded = QColor(theme.dim)
    faded.setAlpha(140)
    for role in ("WindowText", "Text", "ButtonText"):
        out.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], faded)
    return out


def dress(widget: QWidget, name: str) -> None:
    """Has the style sheet dress a widget under another name; where it bears the name already that would polish it for nothing."""
    if widget.objectName() != name:
        widget.setObjectName(name)
        widget.style().polish(widget)


def tint(label: QLabel, sheet: str) -> None:
    """Sets a style sheet that differs from what is there: to set the same again polishes and paints the label anew."""
    if label.styleSheet() != sheet:
        label.setStyleSheet(sheet)


def style_sheet() -> str:
    """The style sheet: what a palette cannot say, in the colours of the palette."""
    colours = {
        name: "palette({})".format(re.sub("(?<=[a-z])(?=[A-Z])", "-", roles[0]).lower())
        for name, roles in _ROLES.items()
    }
    pictures = {
        "check": resource("icons", "check.svg").as_posix(),
        "drop": resource("icons", "list.svg").as_posix(),
    }
    return _SHEET.format_map(colours | pictures)


_SHEET = """
QMainWindow, QDialog {{ background: {window}; }}
QFrame#banner {{ background: {panel}; border: 0; border-bottom: 1px solid {line}; }}
QFrame#card {{ background: {panel}; border: 1px solid {line}; border-radius: 8px; }}
QFrame#palette {{ background: {panel}; border: 1px solid {line}; border-radius: 10px; }}
QLineEdit#wanted {{ font-size: 16px; min-height: 30px; padding: 3px 10px; border-radius: 7px; }}
QToolButton#kind {{ color: {dim}; padding: 3px 9px; }}
QToolButton#kind:checked {{ color: {text}; }}
QLabel#hint {{ color: {dim}; font-size: 12px; padding: 2px 6px; }}
QMenuBar {{ background: {window}; padding: 2px 8px; border: 0; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {raised}; }}
QMenu {{ background: {panel}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent}; color: {on_accent}; }}
QMenu::item:disabled {{ color: {dim}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
QToolBar {{ background: {window}; border: 0; border-bottom: 1px solid {line}; padding: 4px 8px; spacing: 4px; }}
QToolBar[orientation="vertical"] {{ padding: 8px 4px; }}
QToolBar::separator {{ background: {line}; width: 1px; height: 1px; margin: 4px 6px; }}
QToolButton {{ border: 0; border-radius: 5px; padding: 4px 6px; }}
QToolButton:hover {{ background: {raised}; }}
QToolButton:pressed, QToolButton:checked {{ background: {chosen}; }}
QToolButton:disabled {{ color: {dim}; }}
QToolButton#fold::menu-indicator {{ image: none; width: 0; }}
QStatusBar {{ background: {window}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: 0; }}
QSplitter::handle {{ background: {line}; }}
QFrame#panel {{ background: {panel}; border: 0; }}
QLabel#title {{ color: {dim}; font-weight: 600; font-size: 12px; }}
QToolButton#fold {{ padding: 0; min-width: 16px; min-height: 16px; color: {dim}; }}
QLabel#dim {{ color: {dim}; }}
QLabel#over {{ color: {error}; font-weight: 600; }}
QFrame#keybox {{ background: {panel}; border: 1px solid {line}; border-radius: 6px; }}
QLabel#action {{ font-weight: 600; font-size: 14px; }}
QToolButton#chip {{ background: {field}; border: 1px solid {line}; padding: 4px 8px; }}
QToolButton#chip:hover, QToolButton#chip:focus {{ border-color: {error}; color: {error}; }}
QListView#shortcuts {{ background: {field}; border: 1px solid {line}; border-radius: 6px; outline: 0; padding: 4px; }}
QFrame#panel QListView, QFrame#palette QListView, QFrame#card QListView {{ background: transparent; border: 0; outline: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
QLineEdit, QComboBox {{
  background: {field}; border: 1px solid {line}; border-radius: 5px; padding: 3px 8px; min-height: 20px;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus, QComboBox:focus {{ border-color: {accent}; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit, QComboBox QLineEdit:focus {{
  border: 0; border-radius: 0; padding: 0; min-height: 0; background: transparent; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {dim}; border-radius: 3px; background: {field}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{check}"); }}
QCheckBox::indicator:focus {{ border-color: {accent}; }}
QComboBox::drop-down {{ border: 0; width: 18px; }}
QComboBox::down-arrow {{ image: url("{drop}"); width: 12px; height: 12px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QComboBox QAbstractItemView {{ background: {panel}; border: 1px solid {line}; selection-background-color: {accent}; }}
QListView#topics {{ background: {panel}; border: 1px solid {line}; border-radius: 6px; outline: 0; padding: 4px; }}
QListView#topics::item {{ padding: 6px 8px; border-radius: 4px; }}
QListView#topics::item:selected {{ background: {chosen}; color: {text}; }}
QTextBrowser#help {{ background: {field}; border: 1px solid {line}; border-radius: 6px; }}
QListView#names {{ background: {panel}; border: 1px solid {line}; outline: 0; padding: 3px; }}
QListView#names::item {{ padding: 4px 6px; border-radius: 4px; }}
QListView#names::item:selected {{ background: {accent}; color: {on_accent}; }}
QPushButton {{ background: {raised}; border: 1px solid {line}; border-radius: 5px; padding: 5px 14px; }}
QPushButton:hover {{ border-color: {dim}; }}
QPushButton:disabled {{ color: {dim}; }}
QPushButton#primary {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton#primary:disabled {{ background: {raised}; color: {dim}; border-color: {line}; }}
QProgressBar {{ background: {raised}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {dim}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {field}; color: {text}; border: 1px solid {line}; padding: 4px 6px; }}
QTabBar::tab {{ padding: 6px 12px; color: {dim}; border: 0; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabWidget::pane {{ border: 0; }}
"""
