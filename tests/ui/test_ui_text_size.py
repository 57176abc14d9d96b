"""The text size of the interface: everything follows it at once, and nothing that the window says is cut, whatever it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QStyle, QWidget

from layoutdesk.base.geometry import Rect
from layoutdesk.model import Document
from layoutdesk.model.elements import Advert, Box, GridRect, PictureFrame, QrCode, Rule, TextFrame
from layoutdesk.ui.actions import ACTIONS
from layoutdesk.ui.app import make_window as make_the_window
from layoutdesk.ui.panels.fields import Choice, Words
from layoutdesk.ui.preferences.kept import keep
from layoutdesk.ui.textsize import SIZES, px
from layoutdesk.ui.theme import style_sheet
from tests.ui.fitting import cut

SHOWN = [(language, size) for language in ("zh", "en") for size in (100, 150)]
#: What stands on the page beside blocks: one of every kind that has fields of its own.
OTHERS = (
    Advert(id="el-advert", area=GridRect(0, 36, 2, 12)),
    TextFrame(id="el-frame", story="st-spare", rect=Rect(330, 720, 150, 80)),
    PictureFrame(id="el-picture", rect=Rect(330, 600, 90, 70)),
    Box(id="el-box", rect=Rect(430, 600, 80, 60)),
    Rule(id="el-rule", x1=330, y1=590, x2=480, y2=590),
    QrCode(id="el-code", text="https://example.com", rect=Rect(530, 600, 60, 60)),
)


@pytest.fixture
def document(document: Document) -> Document:
    page, *others = document.pages
    return replace(document, pages=(replace(page, elements=(*page.elements, *OTHERS)), *others))


@pytest.fixture
def usual(qapp: QApplication, window) -> Iterator[None]:
    yield
    window.look.use_size(100)
    QTest.qWait(50)


@pytest.fixture(params=SHOWN, ids=lambda shown: "-".join(map(str, shown)))
def shown(request: pytest.FixtureRequest, window, usual) -> QWidget:
    """The window in a language and a size of its type."""
    language, size = request.param
    window.resize(1700, 1000)
    window.language.use(language)
    window.look.use_size(size)
    rest(window)
    return window


def rest(window) -> None:
    """Lets every widget have its new look, and layouts their new places."""
    QTest.qWait(20)
    while window.look.is_busy or window.desk.turns.is_busy:
        QTest.qWait(10)
    QTest.qWait(50)


def shots(window) -> dict[str, QImage]:
    """How what has words looks."""
    parts = (window.toolbar, window.menuBar(), window.copy, window.properties.area, window.status, window.rulers.above)
    return {
        type(part).__name__ + part.accessibleName(): part.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        for part in parts
    }


def test_a_size_chosen_looks_as_if_the_window_had_been_opened_in_it(qapp, window, usual) -> None:
    window.desk.select("el-tea")
    window.bars.do("interface-150")
    rest(window)
    chosen = shots(window)
    # What Qt does itself for a new style sheet, for every widget there is.
    qapp.setStyleSheet("")
    qapp.setStyleSheet(style_sheet())
    rest(window)
    again = shots(window)
    assert [name for name in chosen if chosen[name] != again[name]] == []


def test_everything_grows_and_comes_back_as_it_was(window, usual) -> None:
    window.desk.select("el-tea")
    rest(window)
    widths = window.split.sizes()
    fixed = {type(part).__name__: part.height() for part in (window.toolbar, window.menuBar(), window.status)}
    row = window.copy.list.sizeHintForRow(0)
    window.bars.do("interface-larger")
    assert window.look.size == 110
    for _ in range(9):
        window.bars.do("interface-larger")
    rest(window)
    assert window.look.size == SIZES[-1]
    assert window.copy.list.sizeHintForRow(0) == px(row) == 2 * row
    assert window.toolbar.iconSize().width() == 40
    assert window.rulers.above.height() == 40
    window.bars.do("interface-100")
    rest(window)
    assert {name: picture.height() for name, picture in shots(window).items() if name in fixed} == fixed
    assert window.copy.list.sizeHintForRow(0) == row
    assert window.split.sizes() == pytest.approx(widths, abs=3)


def test_what_was_opened_with_large_type_gets_smaller_again(make_window, window, usual) -> None:
    """Choices kept the height of the type with which the program was started, and words the lines that they had."""
    window.desk.select("el-tea")
    window.look.use_size(150)
    rest(window)
    other = make_window()
    other.look.use_size(150)
    other.commands.files.open_path(window.desk.session.path)
    other.desk.select("el-tea")
    rest(other)

    def heights(of: QWidget) -> set[int]:
        return {each.height() for each in of.findChildren(Choice) if each.isVisible()}

    large = heights(other)
    other.look.use_size(100)
    rest(other)
    (height,) = heights(other)
    assert large and height < min(large) * 0.75
    for words in other.findChildren(Words):
        assert words.minimumHeight() <= max(0, words.heightForWidth(words.width()))


def test_panels_grow_with_their_type_and_the_page_stays_fitted(window, usual) -> None:
    window.bars.do("fit")
    left, right = window.left.width(), window.right.width()
    window.bars.do("interface-125")
    rest(window)
    assert window.left.width() == pytest.approx(left * 16 / 13, abs=2)
    assert window.right.width() == pytest.approx(right * 16 / 13, abs=2)
    page = window.main_view.rect_to_view(window.desk.grid.type_area)
    assert window.main_view.viewport().rect().contains(page.toAlignedRect())
    window.bars.do("galley")
    rest(window)
    assert window.galley.width() >= window.galley.minimumSizeHint().width()


def test_the_size_is_kept(window, usual) -> None:
    window.bars.do("interface-175")
    window.memory.save()
    assert QSettings().value("window/textsize") == "175"
    assert window.bars.actions["interface-175"].isChecked()
    for kept, size in ((175, 175), ("x", 100), (1, 100)):
        QSettings().setValue("window/textsize", kept)
        again = make_the_window("zh")
        assert again.look.size == size
        again.close()
        again.deleteLater()


def sizes(begun: int, size: int, issue: Path) -> Counter[tuple[str, int, int]]:
    """The sizes of all that is seen in a window that was opened with type of one size, and then has another."""
    QSettings().clear()
    keep("textsize", str(begun))
    opened = make_the_window("zh")
    opened.resize(1700, 1000)
    opened.show()
    opened.commands.files.open_path(issue)
    rest(opened)
    opened.look.use_size(size)
    rest(opened)
    seen = [each for each in opened.findChildren(QWidget) if each.isVisible()]
    found = Counter((type(each).__name__, *each.size().toTuple()) for each in seen)
    opened.close()
    opened.deleteLater()
    return found


@pytest.mark.parametrize(("begun", "size"), [(100, 150), (150, 100), (100, 90)])
def test_all_is_as_large_as_if_the_window_had_been_opened_in_a_size(
    window, usual, issue: Path, begun: int, size: int
) -> None:
    """Toolbars took the padding of the style sheet twice when opened, labels without words kept their height for ever."""
    window.commands.files.close_issue()
    changed, opened = sizes(begun, size, issue), sizes(size, size, issue)
    assert (changed - opened, opened - changed) == (Counter(), Counter())


def test_words_that_need_fewer_lines_give_their_room_back(window, qtbot) -> None:
    words = Words()
    qtbot.addWidget(words)
    words.resize(80, 20)
    words.show()
    words.say("换行的文字 " * 6)
    high = words.minimumHeight()
    words.resize(600, 20)
    assert words.minimumHeight() < high / 2


def test_nothing_is_cut_in_the_panels_whatever_is_selected(shown) -> None:
    found = {}
    for elements in ((), ("el-dock",), ("el-dock", "el-tea"), *((each.id,) for each in OTHERS)):
        shown.desk.choose(elements)
        rest(shown)
        found |= dict.fromkeys(cut(shown), elements)
    assert not found


@pytest.mark.parametrize(
    "action", ["galley", "find", "find-change", "second", "links", "styles", "versions", "template-edit"]
)
def test_nothing_is_cut_beside_the_page(shown, action: str) -> None:
    shown.bars.do(action)
    rest(shown)
    assert not cut(shown)


@pytest.mark.parametrize("width", [1366, 1680])
def test_nothing_is_cut_where_two_panes_stand_beside_the_page(shown, width: int) -> None:
    """Panels were asked at their usual widths alone, and a line of the block in hand was cut at their least."""
    shown.resize(width, 900)
    shown.desk.select("el-dock")
    found: dict[str, set[str]] = {}
    for pair in combinations(("galley", "find-change", "links", "styles", "review"), 2):
        for pane in pair:
            shown.bars.do(pane)
        rest(shown)
        # The status line says that others made way, in as many words as go in.
        shown.status.say(None)
        for each in cut(shown):
            found.setdefault(each, set()).add("+".join(pair))
        for pane in pair:
            shown.around.show_beside({"find-change": "find"}.get(pane, pane), False)
    assert not found


def test_nothing_is_cut_round_a_proof(shown, tmp_path) -> None:
    broken = tmp_path / "2026-03-03 大样.pdf"
    broken.write_bytes(b"no proof")
    shown.commands.proofs.show(broken)
    rest(shown)
    assert not cut(shown)


def test_nothing_is_cut_while_one_writes(shown, hand) -> None:
    shown.bars.do("tool-text")
    hand.click(*hand.middle("el-dock"))
    rest(shown)
    assert shown.desk.marked is not None
    assert not cut(shown)


def test_nothing_is_cut_on_the_welcome_page_and_in_the_palette(shown) -> None:
    shown.bars.do("palette")
    rest(shown)
    assert not cut(shown)
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Escape)
    shown.commands.files.close_issue()
    rest(shown)
    assert not cut(shown)


#: Whatever asks something says so with three points, as menus do; these ask in the window itself.
_ASKING = [
    row.name for row in ACTIONS if row.name not in ("palette", "find", "find-change", "guide-across", "guide-down")
]


def test_nothing_is_cut_in_any_dialog(shown, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, list[str]] = {}

    def look(dialog: QDialog) -> int:
        dialog.show()
        rest(shown)
        if not isinstance(dialog, QFileDialog):
            seen[f"{type(dialog).__name__} {dialog.windowTitle()}"] = cut(dialog)
        dialog.done(0)
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    shown.bars.do("tool-text")
    for name in _ASKING:
        if shown.language.text(f"ui.action.{name}").endswith("…"):
            shown.desk.select("el-dock")
            shown.bars.do(name)
            rest(shown)
            for top in QApplication.topLevelWidgets():
                if isinstance(top, QDialog) and top.isVisible():
                    look(top)
    shown.dialogs.breaks_off("…")
    shown.dialogs.unsaved("…")
    assert len(seen) >= 5
    assert not {name: found for name, found in seen.items() if found}


def test_a_note_is_as_large_as_the_window_says_after_a_refusal_too(window, usual) -> None:
    window.status.refuse("ui.status.locked")
    window.status.say("ui.status.fault", reason="OSError")
    window.look.use_size(200)
    rest(window)
    assert window.status.note.font().pixelSize() == window.status.place.font().pixelSize() == px(13)


def longest(image: QImage, colour: QColor) -> int:
    """The longest run of pixels of a colour in any line of an image."""
    runs = [0]
    for y in range(image.height()):
        run = 0
        for x in range(image.width()):
            run = run + 1 if image.pixelColor(x, y) == colour else 0
            runs.append(run)
    return max(runs)


@pytest.mark.parametrize("size", [100, 150, 200])
def test_icons_and_ticks_of_menus_are_as_large_as_their_type(window, usual, size: int) -> None:
    window.look.use_size(size)
    rest(window)
    menu = window.bars.menu("panels")
    menu.popup(window.mapToGlobal(window.rect().center()))
    assert window.bars.actions["panels"].isChecked()
    row = menu.actionGeometry(window.bars.actions["panels"])
    accent = window.palette().color(QPalette.ColorRole.Accent)
    tick = longest(menu.grab(row.adjusted(0, 0, -row.width() // 2, 0)).toImage(), accent)
    assert tick == pytest.approx(px(14), abs=2)
    assert menu.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, menu) == px(16)
    menu.hide()
