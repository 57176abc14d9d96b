"""Every widget that takes keys has a name for a screen reader, in both languages, whatever is selected and open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Advert, Box, GridRect, PictureFrame, QrCode, Rule, TextFrame
from layoutdesk.ui.surroundings import BESIDE
from layoutdesk.ui.window import Window

_FREE = {
    "text-frame": TextFrame(id="x-text", story="st-spare", rect=Rect(300, 600, 100, 80)),
    "picture-frame": PictureFrame(id="x-picture", rect=Rect(420, 600, 100, 80)),
    "qr-code": QrCode(id="x-qr", rect=Rect(540, 600, 60, 80), text="https://example.org"),
    "rule": Rule(id="x-rule", x1=300, y1=700, x2=500, y2=700),
    "box": Box(id="x-box", rect=Rect(300, 720, 100, 40)),
    "advert": Advert(id="x-advert", area=GridRect(0, 70, 2, 8)),
}


def nameless(root: QWidget) -> list[str]:
    """Widgets that take keys and have nothing by which a screen reader could call them."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        inner = widget.objectName() == "qt_spinbox_lineedit" or widget.focusProxy() is not None
        if not widget.isVisibleTo(root) or widget.window() is not root.window() or not takes_keys or inner:
            continue
        made = QAccessible.queryAccessibleInterface(widget)
        if not made.text(QAccessible.Text.Name).strip(" …&"):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


@pytest.fixture(params=["zh", "en"])
def spoken(window: Window, request: pytest.FixtureRequest) -> Window:
    """The window in one of its languages."""
    window.language.use(request.param)
    for panel in (*window.left.panels, *window.right.panels):
        panel.unfold()
    return window


@pytest.mark.parametrize("kind", ["", "block", *_FREE])
def test_panels_name_their_lists_buttons_and_fields_whatever_is_selected(spoken, kind: str) -> None:
    desk = spoken.desk
    if kind in _FREE:
        desk.apply(edits.PlaceElement(page="pg-1", element=_FREE[kind]))
        desk.finish_composing()
    desk.select(_FREE[kind].id if kind in _FREE else "el-tea" if kind else "")
    assert desk.selection or not kind
    assert nameless(spoken) == []


def test_what_stands_beside_the_page_names_its_parts(spoken, qtbot) -> None:
    for pane in BESIDE:
        spoken.around.show_beside(pane, True)
        # Panes are filled in turns.
        qtbot.waitUntil(lambda: nameless(spoken) == [], timeout=5000)
        spoken.around.show_beside(pane, False)
    spoken.canvases.switch_second()
    assert nameless(spoken) == []
    spoken.bars.do("template-edit")
    assert nameless(spoken) == []


@pytest.mark.parametrize("name", ["shortcuts", "preferences", "export-pdf", "new-issue", "palette", "help", "versions"])
def test_dialogs_name_their_parts(spoken, qtbot, name: str) -> None:
    looked: list[list[str]] = []

    def look() -> None:
        opened = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        looked.append([said for each in opened for said in nameless(each)])
        for each in (*opened, *spoken.findChildren(QDialog)):
            if each is not spoken:
                each.close()

    # Some of them keep the hand until they are closed.
    QTimer.singleShot(100, look)
    spoken.bars.do(name)
    qtbot.waitUntil(lambda: bool(looked), timeout=30000)
    assert looked == [[]]
