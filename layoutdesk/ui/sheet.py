"""The style sheet of the window: what a palette cannot say, in the colours of the palette and at every size of type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from layoutdesk.resources import resource
from layoutdesk.ui.textsize import SIZE_PROPERTY, SIZES, TEXT_PIXELS, USUAL, type_pixels

#: Lengths up to this are hairlines and corners, the same at every size.
_HAIRLINE: Final = 2
#: Where something has no margin that others of its kind have, it has none at any size.
_NOTHING: Final = r"(?:padding|min-height): 0"
_LENGTH: Final = r"(\d+)px"


def sheet(roles: Mapping[str, str]) -> str:
    """One sheet for both themes and all sizes, so that it is set but once (see ``ui.polish``); ``roles`` are the colours' names."""
    colours = {
        name: "palette({})".format(re.sub("(?<=[a-z])(?=[A-Z])", "-", role).lower()) for name, role in roles.items()
    }
    pictures = {
        "check": resource("icons", "check.svg").as_posix(),
        "drop": resource("icons", "list.svg").as_posix(),
        "inside": resource("icons", "submenu.svg").as_posix(),
    }
    rules = list(_longer())
    others = (size for size in SIZES if size != USUAL)
    return _SHEET.format_map(colours | pictures) + "\n".join(_at_size(size, rules) for size in others)


def _longer() -> Iterator[tuple[list[str], str]]:
    """The rules with lengths that follow the size of type: their selectors, and what they say of these lengths."""
    for rule in re.finditer(r"([^{}]+)\{\{(.*?)\}\}", _SHEET, re.DOTALL):
        said = [part.strip() for part in rule[2].split(";")]
        longer = [part for part in said if any(int(length) > _HAIRLINE for length in re.findall(_LENGTH, part))]
        longer += [part for part in said if re.search(_NOTHING, part)]
        if longer:
            yield [name.strip() for name in rule[1].split(",")], "; ".join(longer)


def _at_size(size: int, rules: Sequence[tuple[list[str], str]]) -> str:
    """What is longer or shorter in a window with another size of type."""
    window, by = f'QMainWindow[{SIZE_PROPERTY}="{size}"]', type_pixels(size) / TEXT_PIXELS
    return "\n".join(
        f"{', '.join(f'{window} {name}' for name in names)} {{ "
        f"{re.sub(_LENGTH, lambda found: f'{round(int(found[1]) * by)}px', said)}; }}"
        for names, said in rules
    )


_SHEET: Final = """
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
QMenu {{ background: {panel}; border: 1px solid {line}; padding: 4px; icon-size: 16px; }}
QMenu::item {{ padding: 5px 28px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent}; color: {on_accent}; }}
QMenu::item:disabled {{ color: {dim}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; margin-left: 5px; }}
QMenu::indicator:checked {{ background: {accent}; border-radius: 3px; image: url("{check}"); }}
QMenu::right-arrow {{ image: url("{inside}"); width: 12px; height: 12px; margin-right: 6px; }}
QToolBar {{ background: {window}; border: 0; border-bottom: 1px solid {line}; padding: 4px 8px; spacing: 4px; }}
QToolBar[orientation="vertical"] {{ padding: 8px 4px; }}
QToolBar::separator {{ background: {line}; width: 1px; height: 1px; margin: 4px 6px; }}
QToolButton {{ border: 0; border-radius: 5px; padding: 4px 6px; }}
QToolButton#said {{ padding: 0 6px; border: 0; }}
QToolButton#step {{ padding: 4px 3px; }}
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
QToolButton#unfold {{ padding: 2px 0; color: {dim}; }}
QLabel#dim {{ color: {dim}; }}
QLabel#over {{ color: {error}; font-weight: 600; }}
QLabel#wrong {{ color: {error}; }}
QFrame#keybox {{ background: {panel}; border: 1px solid {line}; border-radius: 6px; }}
QLabel#program {{ font-weight: 600; font-size: 28px; }}
QLabel#action {{ font-weight: 600; font-size: 14px; }}
QToolButton#chip {{ background: {field}; border: 1px solid {line}; padding: 4px 8px; }}
QToolButton#chip:hover, QToolButton#chip:focus {{ border-color: {error}; color: {error}; }}
QListView#shortcuts {{ background: {field}; border: 1px solid {line}; border-radius: 6px; outline: 0; padding: 4px; }}
QFrame#panel QListView, QFrame#palette QListView, QFrame#card QListView {{ background: transparent; border: 0; outline: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
QLineEdit, QComboBox {{
  background: {field}; border: 1px solid {line}; border-radius: 5px; padding: 3px 8px; min-height: 20px;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit#note {{ background: {field}; border: 1px solid {line}; border-radius: 5px; padding: 1px 3px; }}
QPlainTextEdit#note:focus {{ border-color: {accent}; }}
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
QPushButton:focus {{ outline: 0; border-color: {accent}; }}
QPushButton:disabled {{ color: {dim}; }}
QPushButton#primary {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton#primary:focus {{ outline: 0; border-color: {text}; }}
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
