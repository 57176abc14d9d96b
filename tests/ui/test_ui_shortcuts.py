"""Shortcuts: ready sets without a key twice, own changes at once and kept, and the dialog with real keys."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from layoutdesk import words
from layoutdesk.resources import resource
from layoutdesk.ui.actions import ACTIONS, LETTERS, MENUS
from layoutdesk.ui.commandpalette.ranking import Hit
from layoutdesk.ui.shortcuts import keycaps
from layoutdesk.ui.shortcuts.chords import KEPT_BY_DESKTOPS, grip, is_of_the_hand, is_of_the_page, key_of, written
from layoutdesk.ui.shortcuts.chords import shown as shown_key
from layoutdesk.ui.shortcuts.editor import ShortcutEditor
from layoutdesk.ui.shortcuts.keyring import MOST_KEYS, Keyring
from layoutdesk.ui.shortcuts.keysets import OWN, own_keys, read_keys, settled, shipped
from layoutdesk.ui.writing.spots import Spot

CONTROL, SHIFT, ALT = (Qt.KeyboardModifier[f"{name}Modifier"] for name in ("Control", "Shift", "Alt"))
SETS = sorted(shipped())


@pytest.fixture
def editor(window) -> ShortcutEditor:
    """The dialog as its own key opens it."""
    QTest.keyClick(window.view, Qt.Key.Key_K, CONTROL | ALT | SHIFT)
    return window.findChild(ShortcutEditor)


def listed(editor: ShortcutEditor) -> list[str]:
    return [row.find.name for row in editor.model.rows if isinstance(row, Hit)]


def chips(editor: ShortcutEditor) -> dict[str, QToolButton]:
    """The caps of the keys that the marked action has."""
    QTest.qWait(1)
    return {
        chip.text().split("  ")[0]: chip for chip in editor.box.findChildren(QToolButton, "chip") if chip.isVisible()
    }


def press(editor: ShortcutEditor, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    editor.box.field.setFocus()
    QTest.keyClick(editor.box.field, key, held)


# Sets


@pytest.mark.parametrize("name", SETS)
def test_no_two_actions_have_one_key_in_any_set(name: str) -> None:
    keys = settled([shipped()[name], own_keys()])
    grips = [grip(key) for each in keys.values() for key in each]
    assert len(grips) == len(set(grips)) and len(grips) > 80
    # Nor is any left out without a word because another had it: what a set says of an action holds.
    assert {action: keys[action] for action in shipped()[name]} == dict(shipped()[name])


@pytest.mark.parametrize("name", SETS)
def test_sets_name_actions_that_exist_and_keys_that_are_free_to_have(name: str) -> None:
    known = {action.name for action in ACTIONS}
    taken = {grip(key) for key in KEPT_BY_DESKTOPS}
    for action, keys in shipped()[name].items():
        assert action in known and len(keys) <= MOST_KEYS
        assert all(keys), action
        for key in keys:
            assert not is_of_the_hand(key) and grip(key) not in taken, (action, key)


def test_sets_say_only_what_differs_from_layoutdesk_s_own() -> None:
    assert next(iter(shipped())) == OWN
    for name in SETS:
        if name != OWN:
            assert all(own_keys()[action] != keys for action, keys in shipped()[name].items()), name


def test_every_set_has_its_words() -> None:
    for language in words.LANGUAGES:
        for name in SETS:
            assert {f"ui.keys.set_{name}", f"ui.keys.about_{name}"} <= set(words.catalogue(language))


def test_sets_are_read_as_data() -> None:
    assert read_keys('[keys]\nundo = "ctrl+z"\nredo = ["Ctrl+Y", "F12"]\nquit = []') == {
        "undo": ("Ctrl+Z",), "redo": ("Ctrl+Y", "F12"), "quit": (),
    }  # fmt: skip
    assert all(file.suffix == ".toml" for file in resource("keys").iterdir())


def test_a_stronger_layer_takes_keys_from_weaker_ones() -> None:
    keys = settled([{"swap": ("Ctrl+G",)}, {"lock": ("Ctrl+G", "F12")}, own_keys()])
    assert (keys["swap"], keys["lock"], keys["group"]) == (("Ctrl+G",), ("F12",), ())


# Keys


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ctrl++", "Ctrl+Shift+=", True), ("Ctrl+?", "Ctrl+Shift+/", True), ("Ctrl+:", "Ctrl+Shift+;", True),
        ("Shift+Tab", "Backtab", True), ("ctrl+shift+a", "Shift+Ctrl+A", True),
        ("Ctrl++", "Ctrl+=", False), ("A", "Shift+A", False),
    ],
)  # fmt: skip
def test_keys_that_the_hand_presses_alike_are_one(one: str, other: str, same: bool) -> None:
    assert (grip(one) == grip(other)) is same


@pytest.mark.parametrize(
    ("key", "held", "text", "spelt"),
    [
        (Qt.Key.Key_Plus, CONTROL | SHIFT, "+", "Ctrl+Shift+="),
        (Qt.Key.Key_Question, CONTROL | SHIFT, "?", "Ctrl+Shift+/"),
        # A German keyboard, where / stands over 7.
        (Qt.Key.Key_Slash, CONTROL | SHIFT, "/", "Ctrl+/"),
        (Qt.Key.Key_Plus, CONTROL | Qt.KeyboardModifier.KeypadModifier, "+", "Ctrl+="),
        (Qt.Key.Key_5, CONTROL | Qt.KeyboardModifier.KeypadModifier, "5", "Ctrl+5"),
        (Qt.Key.Key_G, SHIFT, "G", "Shift+G"),
        (Qt.Key.Key_Backtab, SHIFT, "", "Shift+Tab"),
        (Qt.Key.Key_F12, ALT, "", "Alt+F12"),
        (Qt.Key.Key_Shift, SHIFT, "", ""),
        (Qt.Key.Key_unknown, CONTROL, "", ""),
    ],
)
def test_a_key_that_is_pressed_is_spelt_as_it_is_found_again(key, held, text: str, spelt: str) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, held, text)
    assert key_of(event) == spelt == written(spelt)


def test_the_keys_of_the_hand_are_no_shortcuts_and_tab_counts_on_the_page_alone() -> None:
    moves = ("Left", "Shift+Up", "Alt+Down", "Ctrl+Left", "Home", "Ctrl+End", "PgUp", "Ctrl+Tab")
    for key in ("Esc", "Return", "Space", "Meta+A", "Alt+F", *moves):
        assert is_of_the_hand(key), key
    for key in ("Ctrl+Return", "F12", "Shift+PgDown", "Ctrl+PgUp", "A", "Alt+A", "Tab", "Del"):
        assert not is_of_the_hand(key), key
    assert all(map(is_of_the_page, ("Tab", "Shift+Tab", "Del"))) and not any(
        map(is_of_the_page, ("Ctrl+Del", "F4", "V"))
    )


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_menu_opens_with_alt_and_its_letter_while_one_writes(window, language: str) -> None:
    window.language.use(language)
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.setFocus()
    window.writer.put(Spot("st-dock", "st-dock-1", 3))
    before = window.desk.document
    for name, letter in LETTERS.items():
        QTest.keyClick(window, letter.lower(), ALT)
        menu = window.bars.menu(name)
        assert QApplication.activePopupWidget() is menu, name
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        QTest.keyClick(window.menuBar(), Qt.Key.Key_Escape)
        window.view.setFocus()
    assert window.desk.document is before


def test_keys_are_shown_as_caps() -> None:
    assert keycaps.parts("Ctrl+Shift+K") == ["Ctrl", "Shift", "K"]
    assert keycaps.parts("Ctrl++") == ["Ctrl", "+"]
    assert keycaps.parts("+") == ["+"]


# What is in force


def test_another_set_counts_at_once_in_menus_tooltips_and_tools(window, hand) -> None:
    line, lock = window.bars.actions["tool-line"], window.bars.actions["lock"]
    hand.key(Qt.Key.Key_L)
    assert window.commands.tool == "line"
    window.commands.take("select")
    window.keyring.use("indesign")
    assert line.shortcut().toString() == "\\" and line.toolTip().endswith("\\")
    hand.key(Qt.Key.Key_L)
    assert window.commands.tool == "select"
    hand.key(Qt.Key.Key_Backslash)
    assert window.commands.tool == "line"
    window.keyring.use("feiteng")
    assert [key.toString() for key in lock.shortcuts()] == ["F3", "Shift+F3"]
    hand.click(*hand.middle("el-dock"))
    window.commands.take("select")
    hand.click(*hand.middle("el-dock"))
    hand.key(Qt.Key.Key_F3)
    assert window.commands.objects.is_locked()
    hand.key(Qt.Key.Key_Q, CONTROL)
    assert window.commands.tool == "text" and window.isVisible()
    hand.key(Qt.Key.Key_Q, CONTROL)
    assert window.commands.tool == "select"


def test_the_plus_of_the_number_pad_zooms_in_and_shift_with_the_other_one_does_not(window, hand) -> None:
    zoom = window.view.zoom
    hand.key(Qt.Key.Key_Plus, CONTROL | Qt.KeyboardModifier.KeypadModifier)
    near = window.view.zoom
    assert near > zoom
    hand.key(Qt.Key.Key_Equal, CONTROL)
    assert window.view.zoom > near
    assert window.keyring.holder("Ctrl++") == "look-superscript"


def test_keys_that_panels_need_count_on_the_page_alone_also_in_a_second_view(window, hand) -> None:
    window.keyring.give("galley", "Shift+Del")
    hand.key(Qt.Key.Key_F9)
    second = window.canvases.second.canvas.view
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Delete, SHIFT)
    assert window.around.shows("galley")
    window.copy.search.setFocus()
    QTest.keyClick(window.copy.search, Qt.Key.Key_Delete, SHIFT)
    assert window.around.shows("galley")
    window.keyring.take("galley", "Shift+Del")
    hand.key(Qt.Key.Key_Delete, SHIFT)
    assert window.around.shows("galley")
    hand.key(Qt.Key.Key_F9)
    window.keyring.give("galley", "Shift+Del")
    hand.key(Qt.Key.Key_Delete, SHIFT)
    assert not window.around.shows("galley")


def test_own_changes_are_kept_for_each_set_and_found_the_next_day(window, make_window) -> None:
    window.keyring.give("swap", "Ctrl+G")
    window.keyring.use("indesign")
    assert window.keyring.keys("group") == ("Ctrl+G",)
    window.keyring.use(OWN)
    window.close()
    other = make_window()
    assert other.keyring.keys("swap") == ("Ctrl+Alt+S", "Ctrl+G") and other.keyring.keys("group") == ()
    assert sorted(other.keyring.changed_actions()) == ["group", "swap"]
    other.keyring.reset("group")
    assert other.keyring.keys("group") == ("Ctrl+G",) and other.keyring.keys("swap") == ("Ctrl+Alt+S",)
    assert not other.keyring.changed_actions()
    assert json.loads(QSettings().value("keys/changes-layoutdesk")) == {}


def test_changes_that_change_nothing_any_more_are_forgotten(qapp) -> None:
    keyring = Keyring()
    keyring.give("swap", "F12")
    keyring.take("swap", "Ctrl+Alt+S")
    assert keyring.keys("swap") == ("F12",)
    keyring.give("swap", "Ctrl+Alt+S")
    keyring.take("swap", "F12")
    assert keyring.changes == {} and not keyring.changed_actions()


@pytest.mark.parametrize(
    "kept", ["{", "[1]", "7", '{"swap": 3}', '{"swap": ["nonsense", "Ctrl+K, Ctrl+S"], "no-such": ["F12"]}']
)
def test_damaged_settings_do_no_harm(qapp, kept: str) -> None:
    QSettings().setValue("keys/set", "no such set")
    QSettings().setValue("keys/changes-layoutdesk", kept)
    keyring = Keyring()
    assert keyring.chosen == OWN and keyring.keys("undo") == ("Ctrl+Z",) and keyring.holder("F12") == ""


# The dialog


def test_it_lists_every_action_under_its_menu(editor, window) -> None:
    assert set(listed(editor)) == {action.name for action in ACTIONS}
    headings = [row for row in editor.model.rows if isinstance(row, str)]
    assert headings == [window.language.text(f"ui.menu.{name}") for name, _ in MENUS]
    editor.close()


def test_a_free_key_is_given_by_pressing_it_and_counts_at_once(editor, window, hand) -> None:
    editor.mark("swap")
    press(editor, Qt.Key.Key_F12)
    assert window.keyring.keys("swap") == ("Ctrl+Alt+S", "F12") and set(chips(editor)) == {"Ctrl+Alt+S", "F12"}
    assert window.bars.actions["swap"].shortcuts()[1] == QKeySequence("F12")
    assert "F12" in editor.box.said.text() and editor.marked() == "swap"
    chips(editor)["Ctrl+Alt+S"].click()
    assert window.keyring.keys("swap") == ("F12",)
    editor.box.back.click()
    assert window.keyring.keys("swap") == ("Ctrl+Alt+S",) and not editor.box.back.isVisible()
    editor.close()


def test_a_conflict_is_told_and_solved_by_the_keyboard(editor, window) -> None:
    editor.mark("swap")
    press(editor, Qt.Key.Key_G, CONTROL)
    assert window.language.text("ui.action.group") in editor.box.said.text()
    assert window.keyring.keys("group") == ("Ctrl+G",) and editor.focusWidget() is editor.box.yes
    editor.box.no.click()
    assert window.keyring.keys("swap") == ("Ctrl+Alt+S",) and editor.focusWidget() is editor.box.field
    press(editor, Qt.Key.Key_G, CONTROL)
    QTest.keyClick(editor.box.yes, Qt.Key.Key_Space)
    assert window.keyring.keys("swap") == ("Ctrl+Alt+S", "Ctrl+G") and window.keyring.keys("group") == ()
    assert window.bars.actions["group"].shortcuts() == []
    assert editor.box.said.text().count(window.language.text("ui.action.group")) == 1
    assert editor.about.text() == window.language.text("ui.keys.changed", count=2)
    editor.reset.click()
    assert window.keyring.keys("group") == ("Ctrl+G",) and not editor.reset.isEnabled()
    editor.close()


def test_keys_of_page_and_copy_are_refused_in_words(editor, window) -> None:
    editor.mark("swap")
    for key, held, code in (
        (Qt.Key.Key_Left, CONTROL, "of_the_hand"),
        (Qt.Key.Key_C, CONTROL, "of_the_copy"),
        (Qt.Key.Key_Space, SHIFT, "of_the_hand"),
    ):
        press(editor, key, held)
        said = window.language.text(f"ui.keys.{code}", key=shown_key(QKeySequence(key | held).toString()))
        assert editor.box.said.text() == said and not window.keyring.changed_actions()
    editor.close()


def test_what_a_desktop_may_keep_is_given_with_a_warning(editor, window) -> None:
    editor.mark("swap")
    press(editor, Qt.Key.Key_F5, CONTROL | ALT)
    assert editor.box.said.text() == window.language.text("ui.keys.kept", key="Ctrl+Alt+F5", action="对调两块")
    assert "Ctrl+Alt+F5" in window.keyring.keys("swap")
    editor.close()


def test_actions_are_found_by_name_and_by_key(editor, window) -> None:
    QTest.keyClicks(editor.search, "bianzu")
    assert listed(editor)[0] == "group"
    editor.by_key.click()
    assert editor.focusWidget() is editor.key
    QTest.keyClick(editor.key, Qt.Key.Key_D, CONTROL)
    assert listed(editor) == ["duplicate"] == [editor.marked()]
    QTest.keyClick(editor.key, Qt.Key.Key_F12)
    assert listed(editor) == [] and editor.none.text() == window.language.text("ui.keys.free", key="F12")
    QTest.keyClick(editor.key, Qt.Key.Key_Escape)
    assert editor.isVisible() and not editor.by_key.isChecked() and listed(editor)[0] == "group"
    editor.close()


def test_from_the_name_to_the_key_by_the_keyboard_alone(editor, window) -> None:
    assert editor.focusWidget() is editor.search
    QTest.keyClicks(editor.search, "dfyl")
    QTest.keyClick(editor.search, Qt.Key.Key_Down)
    QTest.keyClick(editor.search, Qt.Key.Key_Up)
    assert editor.marked() == "columns-more"
    QTest.keyClick(editor.search, Qt.Key.Key_Return)
    assert editor.focusWidget() is editor.box.field
    QTest.keyClick(editor.box.field, Qt.Key.Key_F12)
    assert "F12" in window.keyring.keys("columns-more")
    QTest.keyClick(editor.box.field, Qt.Key.Key_Escape)
    assert editor.isVisible() and editor.focusWidget() is editor.list
    QTest.keyClick(editor.list, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_a_set_is_chosen_there(editor, window) -> None:
    editor.sets.setFocus()
    QTest.keyClick(editor.sets, Qt.Key.Key_Down)
    assert window.keyring.chosen == editor.sets.currentData() != OWN
    assert QSettings().value("keys/set") == window.keyring.chosen
    editor.close()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_cut_in_either_language(window, language: str) -> None:
    window.language.use(language)
    window.commands.open_shortcuts("columns-more")
    editor = window.findChild(ShortcutEditor)
    for key in ("F12", "Ctrl+Alt+Shift+F9"):
        window.keyring.give("columns-more", key)
    QTest.qWait(1)
    for widget in (editor.by_key, editor.reset, editor.sets, editor.box.field, *chips(editor).values()):
        assert widget.width() >= widget.sizeHint().width() or widget is editor.box.field, widget
    assert editor.minimumSizeHint().width() <= editor.width()
    editor.close()
