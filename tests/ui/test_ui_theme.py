"""The themes: switched while everything is shown, the window looks as it does when it is opened in them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from layoutdesk.ui import icons
from layoutdesk.ui.panels.pages import REST_MS
from layoutdesk.ui.theme import DARK, LIGHT, THEMES, style_sheet


def pictures(window) -> dict[str, QImage]:
    """How all that stands around the page looks, seen and unseen."""
    shown = {
        "pages": window.pages, "copy": window.copy, "properties": window.properties, "problems": window.problems,
        "toolbar": window.toolbar, "menu bar": window.menuBar(), "status": window.status, "find": window.find,
        "a menu": window.bars.menu("view"), "galley": window.galley,
    }  # fmt: skip
    return {name: widget.grab().toImage() for name, widget in shown.items()}


def rest(window) -> None:
    """Lets thumbnails and what is drawn in turns be finished."""
    QTest.qWait(2 * REST_MS)
    while window.desk.turns.is_busy or window.look.is_busy:
        QTest.qWait(10)


@pytest.fixture
def in_light(qapp: QApplication, window):
    yield
    window.look.use(LIGHT)


@pytest.mark.usefixtures("in_light")
@pytest.mark.parametrize("themes", [("dark",), ("dark", "light")])
def test_a_theme_switched_looks_as_if_the_window_had_been_opened_in_it(qapp, window, themes: tuple[str, ...]) -> None:
    window.desk.select("el-tea")
    rest(window)
    pictures(window)
    for theme in themes:
        window.look.use(THEMES[theme])
        rest(window)
    switched = pictures(window)
    # What Qt does itself for a new style sheet, for every widget there is.
    qapp.setStyleSheet("")
    qapp.setStyleSheet(style_sheet())
    rest(window)
    for name, picture in pictures(window).items():
        assert switched[name] == picture, name


class _Restyled(QObject):
    """Counts widgets that Qt has laid out anew for another style."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


@pytest.mark.usefixtures("in_light")
def test_a_theme_is_switched_without_laying_out_every_widget(qapp, window) -> None:
    counter = _Restyled()
    for widget in qapp.allWidgets():
        widget.installEventFilter(counter)
    window.bars.do("theme")
    QTest.qWait(100)
    assert window.look.theme is DARK
    # Those few that have a style sheet of their own with a colour of the theme in it.
    assert counter.count < 20


@pytest.mark.usefixtures("in_light")
def test_what_nobody_sees_is_in_the_new_theme_a_moment_later(window) -> None:
    window.bars.do("theme")
    hidden: QWidget = window.find
    assert not hidden.isVisible()
    rest(window)
    hidden.resize(300, 600)
    assert hidden.grab().toImage().pixelColor(2, hidden.height() - 2) == DARK.panel


def test_icons_are_sharp_in_every_size_and_faded_where_nothing_can_be_done(qapp) -> None:
    icon = icons.icon("plus", LIGHT)
    for side, density in ((14, 1.0), (20, 1.0), (30, 1.0), (20, 2.0)):
        picture = icon.pixmap(QSize(side, side), density)
        assert picture.deviceIndependentSize() == QSize(side, side)
        assert picture.width() == side * density
    ink, faded = (
        icon.pixmap(QSize(20, 20), mode).toImage().pixelColor(10, 10)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    )
    assert ink.alpha() > 2 * faded.alpha() > 0
    assert icons.icon("plus", DARK).pixmap(20).toImage().pixelColor(10, 10).lightness() > 200
