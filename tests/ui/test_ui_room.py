"""Room on a small screen: panels fold and share by need, the page keeps its width, menus stay short, fits are kept."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits, words
from layoutdesk.base.geometry import Rect
from layoutdesk.model import GridRect, Query
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.ui.actions import MENUS, Sub
from layoutdesk.ui.language import Language
from layoutdesk.ui.middle import LEAST
from layoutdesk.ui.panels.column import shares
from layoutdesk.ui.panels.fields import Stepper
from layoutdesk.ui.panels.rows import ROW_ROLE
from layoutdesk.ui.theme import LIGHT, Look
from layoutdesk.ui.window import Window
from tests.ui.conftest import rest


@pytest.fixture
def small(window: Window) -> Window:
    """The window on a screen of 1366 × 768."""
    window.resize(1366, 700)
    QTest.qWait(60)
    return window


def click_title(panel) -> None:
    QTest.mouseClick(panel.bar, Qt.MouseButton.LeftButton, pos=panel.title.geometry().center())
    QTest.qWait(60)


def test_who_needs_less_than_its_share_leaves_it_to_the_others() -> None:
    assert shares(1000, [100, 100, 100, 30], [3, 2, 2, 1], [True] * 4) == [100, 100, 100, 700]
    assert shares(400, [900, 30, 300, 100], [3, 2, 2, 1], [True] * 4) == [185, 30, 123, 62]
    assert shares(400, [900, 30, 30, 30], [3, 2, 2, 1], [True, False, False, False]) == [310, 30, 30, 30]


def test_an_empty_section_takes_its_title_alone_and_the_properties_what_is_left(small) -> None:
    small.desk.select("")
    QTest.qWait(60)
    bar = small.copyfit.bar.height()
    assert small.copyfit.height() <= bar + 1
    small.desk.select("el-dock")
    QTest.qWait(400)
    assert small.copyfit.height() > bar + 20
    assert small.properties.height() >= 200
    assert sum(small.right.sizes()) <= small.right.height()


def test_the_history_says_that_the_first_steps_are_no_longer_kept(small) -> None:
    desk = small.desk
    desk.session.history._limit = 3
    names = [small.language.text("ui.history.opened"), small.language.text("ui.panel.earlier_steps", count=3)]
    for number in range(5):
        desk.apply(edits.SetMeta(replace(desk.document.meta, number=str(number))))
        rest(small)
        assert small.history.list.rows.rows[-1].text == names[number > 2]


def test_a_click_on_a_title_folds_its_section_and_that_is_kept(small, make_window, issue: Path) -> None:
    small.desk.select("el-dock")
    QTest.qWait(60)
    before = small.properties.height()
    for panel in (small.copyfit, small.history):
        click_title(panel)
        assert panel.is_folded and panel.height() == panel.bar.sizeHint().height()
    assert small.properties.height() > before
    small.close()
    other = make_window()
    assert other.commands.files.open_path(issue)
    assert [panel.is_folded for panel in other.right.panels] == [False, True, False, True]
    other.bars.do("copyfit")
    other.desk.select("el-dock")
    other.bars.do("copyfit")
    assert not other.copyfit.is_folded
    click_title(other.history)
    assert not other.history.is_folded and other.history.inner.isVisible()


def test_the_step_at_which_the_issue_stands_is_in_sight(small) -> None:
    for row in range(1, 25):
        small.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(3, row, 2, 24),)))
    for _ in range(20):
        small.desk.undo()
    QTest.qWait(60)
    view = small.history.list
    current = view.currentIndex()
    assert current.data(ROW_ROLE).key == "step 4"
    assert view.viewport().rect().intersects(view.visualRect(current))
    small.desk.select("el-dock")
    QTest.qWait(400)
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))


def test_galley_and_second_view_leave_the_page_its_width(small, hand) -> None:
    hand.key(Qt.Key.Key_F8)
    hand.key(Qt.Key.Key_F9)
    QTest.qWait(60)
    assert small.around.shows("galley") and small.canvases.second is not None
    assert small.main_view.width() >= LEAST
    hand.key(Qt.Key.Key_F8)
    hand.key(Qt.Key.Key_F9)
    small.resize(1060, 700)
    QTest.qWait(60)
    hand.key(Qt.Key.Key_F8)
    hand.key(Qt.Key.Key_F9)
    QTest.qWait(60)
    assert small.canvases.second is not None and not small.around.shows("galley")
    assert small.main_view.width() >= LEAST


@pytest.mark.parametrize("size", [100, 150, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_figures_are_read_with_their_units_at_the_least_width_of_their_panel(small, language: str, size: int) -> None:
    """The measures of a template were cut in the middle of their unit."""
    small.resize(1366, 768)
    small.language.use(language)
    small.commands.views.use_text_size(size)
    small.desk.apply(edits.SetBreaks("st-dock", "st-dock-main", (), 16.0))
    rest(small)
    sizes, at = small.split.sizes(), small.split.indexOf(small.right)
    small.split.setSizes([sizes[0] + sizes[at] - 1, *sizes[1:at], 1, *sizes[at + 1 :]])
    for choose in (lambda: small.desk.select("el-dock"), small.desk.templating.switch):
        choose()
        rest(small)
        assert small.right.width() == small.right.minimumWidth()
        steppers = [each for each in small.right.findChildren(Stepper) if each.isVisible()]
        assert len(steppers) > 6
        for stepper in steppers:
            line = stepper.figure.lineEdit()
            assert line.fontMetrics().horizontalAdvance(line.text()) <= line.contentsRect().width() - 4, line.text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_beside_galley_and_second_view_every_field_and_title_has_its_width(small, hand, language: str) -> None:
    small.language.use(language)
    hand.key(Qt.Key.Key_F8)
    hand.key(Qt.Key.Key_F9)
    hand.click(*hand.middle("el-dock"))
    rest = small.split.count() - 3
    small.split.setSizes([400, 340, *[400] * rest, 1])
    QTest.qWait(60)
    area = small.properties.chosen
    assert area.widget().width() <= area.viewport().width() and not area.horizontalScrollBar().isVisible()
    pane = small.canvases.second
    small.split.setSizes([400, 340, 1, *[400] * rest])
    QTest.qWait(60)
    assert pane.title.width() >= pane.title.sizeHint().width() and pane.close_button.isVisible()
    assert pane.bar.rect().contains(pane.close_button.geometry())


def middle_of(window) -> tuple[float, float]:
    grid, view = window.desk.grid, window.main_view
    middle = view.to_view(grid.width / 2, grid.height / 2)
    return middle.x() - view.viewport().width() / 2, middle.y() - view.viewport().height() / 2


def test_a_fitted_page_stays_fitted_as_galley_and_second_view_come_and_go(window, hand) -> None:
    for keys in ((Qt.Key.Key_F8,), (Qt.Key.Key_F9,), (Qt.Key.Key_F8,), (Qt.Key.Key_F9,)):
        for key in keys:
            hand.key(key)
        QTest.qWait(60)
        page = window.main_view.rect_to_view(window.desk.grid.type_area)
        assert window.main_view.viewport().rect().contains(page.toAlignedRect())
        assert middle_of(window) == pytest.approx((0, 0), abs=1.5)


def test_a_fitted_page_stays_fitted_where_panels_go_and_come_back_with_the_width_of_the_window(window) -> None:
    window.resize(1680, 1000)
    window.look.use_size(150)
    window.bars.do("review")
    rest(window)
    for width in (1366, 1100, 1680):
        window.resize(width, 768)
        QTest.qWait(60)
        grid, view = window.desk.grid, window.main_view
        page = view.rect_to_view(Rect(0, 0, grid.width, grid.height)).toAlignedRect()
        assert view.is_fitted and view.viewport().rect().contains(page), width
        assert max(page.width() / view.viewport().width(), page.height() / view.viewport().height()) > 0.8, width
    window.look.use_size(100)


def test_the_zoom_field_keeps_its_width_in_every_language(window) -> None:
    before = window.zoom.width()
    for action in ("language", "theme", "language"):
        window.bars.do(action)
        QTest.qWait(20)
        assert window.zoom.width() == before
    window.bars.do("theme")


def test_what_stands_in_the_toolbar_keeps_its_place_as_the_lamp_says_more(window, qtbot) -> None:
    """The − of the zoom was where one had just pressed “fit”."""
    before, words = window.zoom.geometry(), window.lamp.text()
    asked = [Query(id=f"q-x{n}", code="ui.problems.none") for n in range(120)]
    window.desk.apply(edits.Batch(label="ui.history.accept", edits=tuple(edits.AddQuery(query=each) for each in asked)))
    qtbot.waitUntil(lambda: len(window.lamp.text()) > len(words))
    QTest.qWait(20)
    assert window.zoom.geometry() == before
    assert window.lamp.mapTo(window.toolbar, window.lamp.rect().bottomRight()).x() > window.toolbar.width() - 24


@pytest.mark.parametrize(("name", "rows"), MENUS)
def test_no_menu_is_longer_than_a_small_screen(name: str, rows) -> None:
    for each in (rows, *(each.rows for each in rows if isinstance(each, Sub))):
        assert len(each) <= 24
    for inner in (each for each in rows if isinstance(each, Sub)):
        assert all(f"ui.menu.{inner.name}" in words.catalogue(language) for language in words.LANGUAGES)


def test_menus_inside_menus_are_named_in_both_languages(window) -> None:
    titles = []
    for _ in range(2):
        titles.append([menu.title() for _, menu in window.bars._menus])
        window.bars.do("language")
    assert all(first and second and first != second for first, second in zip(*titles, strict=True))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_reason_has_its_words(language: str) -> None:
    from layoutdesk.ui.actions import ACTIONS

    reasons = {f"ui.when.{action.when.__name__}" for action in ACTIONS} - {"ui.when.always"}
    assert reasons <= set(words.catalogue(language))


def test_one_card_of_the_welcome_page_is_lit(make_window: Callable[[], Window]) -> None:
    window = make_window()
    window.activateWindow()
    QTest.qWait(20)
    cards = list(window.welcome.cards.values())
    cards[0].setFocus()
    middle = QPointF(cards[1].rect().center())
    QApplication.sendEvent(cards[1], QEnterEvent(middle, middle, middle))
    assert [card.hasFocus() for card in cards] == [False, True, False, False]
    QApplication.sendEvent(cards[1], QEvent(QEvent.Type.Leave))
    assert sum(card.hasFocus() for card in cards) == 1


@pytest.mark.parametrize("size", [100, 200])
def test_cards_of_the_welcome_page_go_two_by_two_where_there_is_no_room_for_a_row(make_window, size: int) -> None:
    """At a large size of type the row of them once made the window wider than its screen."""
    window = make_window()
    window.commands.views.use_text_size(size)
    window.resize(1366, 768)
    rest(window)
    assert window.minimumSizeHint().width() <= 1366
    cards = list(window.welcome.cards.values())
    assert len({card.y() for card in cards}) == (1 if size == 100 else 2)
    seen = window.welcome.viewport().rect()
    assert all(seen.left() <= card.x() and card.x() + card.width() <= seen.right() for card in cards)
    assert not window.welcome.horizontalScrollBar().maximum()


def test_an_issue_that_is_only_read_says_so_and_its_fields_are_closed(window, make_window, issue: Path) -> None:
    other = make_window()
    assert other.commands.files.open_path(issue)
    assert other.desk.session.read_only
    other.desk.finish_composing()
    other.desk.select("el-dock")
    said = other.banner.sentence.text()
    assert "只能看" in said and "可以只读" not in said
    assert not other.properties.area.steppers["rows"].isEnabled()
    assert not other.properties.page.isEnabled()
    window.desk.select("el-dock")
    assert window.properties.area.steppers["rows"].isEnabled()


@pytest.mark.parametrize("size", [100, 150, 200])
def test_a_small_screen_takes_every_pane_and_never_a_wider_window(small, size: int) -> None:
    """Panels at the sides go where there is no room for them beside what was asked for, and come back with it."""
    small.resize(1366, 768)
    small.commands.views.use_text_size(size)
    rest(small)
    for pane in ("galley", "find-change", "links", "styles"):
        small.bars.do(pane)
        rest(small)
        assert small.split.minimumSizeHint().width() <= small.split.width(), pane
        assert small.minimumSizeHint().width() <= 1366, pane
        shown = [each for each in (small.galley, small.find, small.links, small.styles) if each.isVisible()]
        assert shown, pane
        small.bars.do(pane)
    # Its action only ever opens it; it gave way, and has come back.
    rest(small)
    assert small.find.isVisible()
    small.commands.finding.close()
    rest(small)
    assert small.left.isVisible() and small.right.isVisible()


def test_panels_at_the_sides_come_back_as_soon_as_there_is_room(small, qtbot) -> None:
    small.resize(1366, 768)
    small.commands.views.use_text_size(200)
    small.bars.do("styles")
    rest(small)
    assert not small.left.isVisible() and small.styles.isVisible()
    said = small.language.text("ui.status.squeezed")
    qtbot.waitUntil(lambda: small.status.note.text() == said, timeout=3000)
    small.resize(2600, 900)
    rest(small)
    assert small.left.isVisible() and small.right.isVisible() and small.styles.isVisible()


def test_a_window_made_narrow_puts_panes_away_and_never_draws_views_over_each_other(small) -> None:
    """The least window with a second view, galley and find pane open: nothing lies over anything, and all comes back."""
    small.resize(2400, 900)
    rest(small)
    for name in ("galley", "find-change", "second"):
        small.bars.do(name)
        rest(small)
    small.find.form.text.setFocus()
    for width in (1100, small.minimumWidth()):
        small.resize(width, 600)
        rest(small)
        seen = [small.split.widget(at) for at in range(small.split.count()) if small.split.widget(at).isVisible()]
        assert small.main_view in seen
        for before, after in pairwise(sorted(seen, key=lambda each: each.x())):
            assert before.geometry().right() < after.x(), (width, before, after)
        assert all(each.geometry().right() < small.split.width() for each in seen), width
        assert not small.galley.isVisible()
    assert not small.commands.views.shows_galley()
    small.resize(2400, 900)
    rest(small)
    assert small.galley.isVisible() and small.find.isVisible() and small.left.isVisible()


def test_panels_at_the_sides_that_are_kept_without_width_are_seen_again(small) -> None:
    sizes = small.split.sizes()
    small.split.setSizes([0, sum(sizes), *([0] * (len(sizes) - 2))])
    small.around.refresh()
    rest(small)
    widths = dict(zip(range(small.split.count()), small.split.sizes(), strict=True))
    assert widths[small.split.indexOf(small.left)] >= small.left.minimumWidth()
    assert widths[small.split.indexOf(small.right)] >= small.right.minimumWidth()


def test_a_pane_that_gave_way_to_another_comes_back_when_that_goes_and_belongs_to_its_workspace(small, qtbot) -> None:
    small.resize(1100, 768)
    small.commands.views.use_text_size(150)
    small.commands.workspaces.use("proof")
    small.view.setFocus()
    rest(small)
    assert small.galley.isVisible()
    small.bars.do("review")
    rest(small)
    assert small.review.isVisible() and not small.galley.isVisible()
    assert "galley" in small.around.shown
    small.bars.do("workspace-next")
    small.bars.do("review")
    rest(small)
    small.commands.workspaces.use("proof")
    rest(small)
    assert small.review.isVisible() and not small.galley.isVisible()
    small.bars.do("review")
    rest(small)
    assert small.galley.isVisible() and not small.review.isVisible()


@pytest.mark.parametrize("keys", ["galley", "page"])
def test_the_galley_stays_where_the_panels_can_go_instead(small, keys: str) -> None:
    """It is what a proofreader reads in, wherever the keys are."""
    small.resize(1500, 768)
    small.commands.views.use_text_size(150)
    small.commands.workspaces.use("proof")
    small.desk.select("el-dock")
    rest(small)
    (small.galley.view if keys == "galley" else small.view).setFocus()
    small.bars.do("review")
    rest(small)
    assert small.review.isVisible() and small.galley.isVisible() and not small.left.isVisible()
    small.bars.do("review")
    rest(small)
    assert small.galley.isVisible() and small.left.isVisible()


def test_a_fitted_page_is_fitted_when_a_pane_is_opened_for_the_first_time(make_window, issue: Path) -> None:
    look = Look(LIGHT, 150)
    look.apply()
    window = Window(pip_fonts(), Language("zh"), look)
    make_window.made.append(window)
    window.resize(1680, 1020)
    window.show()
    assert window.commands.files.open_path(issue)
    window.commands.workspaces.use("proof")
    rest(window)
    assert window.view.is_fitted
    window.bars.do("review")
    rest(window)
    assert window.review.isVisible()
    assert window.desk.shown.display.width * window.view.scale <= window.view.viewport().width()
