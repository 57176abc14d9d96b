"""Preferences: one table for menus and dialog, seen at once, kept, found by name, put back one by one or all together."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from layoutdesk import words
from layoutdesk.store import people
from layoutdesk.ui.app import make_window as make_the_window
from layoutdesk.ui.panels.kinds import Choose
from layoutdesk.ui.preferences import kept
from layoutdesk.ui.preferences.dialog import PreferencesDialog
from layoutdesk.ui.preferences.table import GROUPS, SETTINGS, of_group
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import DARK, LIGHT


@pytest.fixture
def dialog(window):
    window.bars.do("preferences")
    found = next(each for each in QApplication.topLevelWidgets() if isinstance(each, PreferencesDialog))
    yield found
    if shiboken6.isValid(found):
        found.close()
    window.look.use(LIGHT)
    window.look.use_size(100)
    people.be_called("")


def show(dialog, group: str) -> None:
    dialog.list.setCurrentIndex(dialog.list.rows.index(GROUPS.index(group)))


def pick(dialog, name: str, value: str) -> None:
    """Chooses from the list of a setting as the hand does."""
    row = SETTINGS[name].row
    assert isinstance(row, Choose)
    fields = dialog.groups[SETTINGS[name].group]
    fields.combos[name].setCurrentIndex(row.values.index(value))
    fields.combos[name].activated.emit(row.values.index(value))


def seen(dialog) -> list[str]:
    return [name for each in dialog.groups.values() for name, field in each.fields.items() if field.isVisible()]


def test_every_setting_has_its_words_in_both_languages() -> None:
    for name, setting in SETTINGS.items():
        codes = [name, f"group_{setting.group}"]
        if isinstance(setting.row, Choose):
            codes += [f"{setting.row.texts}_{value or setting.row.empty}" for value in setting.row.values]
        for language in words.LANGUAGES:
            missing = [code for code in codes if f"ui.preferences.{code}" not in words.catalogue(language)]
            assert not missing, (language, missing)
    assert {setting.group for setting in SETTINGS.values()} == set(GROUPS)
    assert len({setting.key for setting in SETTINGS.values()}) == len(SETTINGS)


def test_what_is_chosen_is_seen_at_once_and_kept(window, dialog) -> None:
    pick(dialog, "theme", "dark")
    assert window.look.theme is DARK and QSettings().value("window/theme") == "dark"
    pick(dialog, "textsize", "125")
    assert window.look.size == 125
    pick(dialog, "language", "en")
    assert window.language.current == "en" and dialog.windowTitle() == "Preferences"
    pick(dialog, "keys", "indesign")
    assert window.keyring.chosen == "indesign"
    show(dialog, "page")
    dialog.groups["page"].ticks["rulers"].click()
    assert not window.rulers.above.isVisible()
    pick(dialog, "unit", "pt")
    assert window.shown.unit == "pt" and window.bars.actions["unit-pt"].isChecked()
    again = make_the_window("zh")
    assert (again.look.theme, again.look.size, again.language.current) == (DARK, 125, "en")
    assert (again.keyring.chosen, again.shown.unit, again.shown["rulers"]) == ("indesign", "pt", False)
    again.close()
    again.deleteLater()


def test_menus_and_the_dialog_show_the_same(window, dialog) -> None:
    show(dialog, "page")
    ticks = dialog.groups["page"].ticks
    for name in ("rulers", "columns", "snapping"):
        before = ticks[name].isChecked()
        window.bars.do(name)
        assert ticks[name].isChecked() is not before
    window.bars.do("grid")
    assert not ticks["columns"].isChecked()
    window.bars.do("theme")
    assert dialog.groups["interface"].combos["theme"].currentText() == "深色"
    window.bars.do("interface-110")
    assert dialog.groups["interface"].combos["textsize"].currentText() == "110 %"
    window.bars.do("newsprint")
    assert dialog.groups["interface"].ticks["newsprint"].isChecked() and kept.value("newsprint")
    window.bars.do("language")
    assert kept.value("language") == "en"


def test_one_setting_or_a_group_goes_back_to_what_is_usual(window, dialog) -> None:
    assert not dialog.reset.isEnabled()
    pick(dialog, "theme", "dark")
    window.bars.do("newsprint")
    assert dialog.resets["theme"].isVisible() and not dialog.resets["keys"].isVisible()
    dialog.resets["theme"].click()
    assert window.look.theme is LIGHT and not dialog.resets["theme"].isVisible()
    assert window.look.newsprint and dialog.reset.isEnabled()
    dialog.reset.click()
    assert not window.look.newsprint and not dialog.reset.isEnabled()
    assert QSettings().value("window/newsprint") is None


def test_everything_goes_back_while_something_is_looked_for(window, dialog) -> None:
    window.bars.do("rulers")
    window.bars.do("newsprint")
    dialog.search.setText("zt")
    dialog.reset.click()
    assert window.shown["rulers"] and not window.look.newsprint


@pytest.mark.parametrize("wanted", ["主题", "zhuti", "zt", "theme", "深色"])
def test_a_setting_is_found_by_its_name_pinyin_and_english(dialog, wanted: str) -> None:
    dialog.search.setText(wanted)
    assert "theme" in seen(dialog) and "rulers" not in seen(dialog)


def test_what_is_not_there_is_said_and_a_group_ends_the_search(dialog) -> None:
    dialog.search.setText("没有这样的")
    assert not seen(dialog) and dialog.none.isVisible()
    show(dialog, "files")
    assert dialog.search.text() == "" and seen(dialog) == [each.row.name for each in of_group("files")]


def test_groups_are_walked_by_keys(dialog) -> None:
    assert dialog.search.hasFocus()
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    assert seen(dialog) == [each.row.name for each in of_group("page")]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_name_of_whoever_works_here_goes_into_versions(window, dialog) -> None:
    show(dialog, "copy")
    line = dialog.groups["copy"].lines["author"]
    line.setText("李校对")
    line.editingFinished.emit()
    assert window.desk.session.author == "李校对" == people.user_name()
    dialog.resets["author"].click()
    assert window.desk.session.author == people.system_name()


def test_numbers_of_the_galley_come_as_often_as_wanted(window, dialog) -> None:
    show(dialog, "copy")
    dialog.groups["copy"].steppers["numbers"].figure.setValue(0)
    assert kept.value("numbers") == 0
    window.desk.select("el-dock")
    window.bars.do("galley")
    QTest.qWait(50)
    bare = window.galley.view.grab().toImage()
    dialog.groups["copy"].steppers["numbers"].figure.setValue(3)
    assert window.galley.view.grab().toImage() != bare


def test_a_folder_is_chosen_where_it_lies(window, dialog, tmp_path, monkeypatch) -> None:
    show(dialog, "files")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    button = dialog.groups["files"].folders["folder"]
    assert button.text() == "文稿文件夹"
    button.click()
    assert button.text() == tmp_path.name and kept.value("folder") == str(tmp_path)


@pytest.mark.parametrize(
    ("name", "damaged"), [("theme", "pink"), ("textsize", "x"), ("rulers", "perhaps"), ("numbers", "-3"), ("unit", 7)]
)
def test_damaged_settings_are_as_usual(qapp, name: str, damaged: object) -> None:
    QSettings().setValue(SETTINGS[name].key, damaged)
    assert kept.value(name) == SETTINGS[name].usual


@pytest.mark.parametrize("size", [100, 200])
def test_the_dialog_follows_the_size_of_type_and_stays_on_its_screen(window, dialog, size: int) -> None:
    window.commands.views.use_text_size(size)
    QTest.qWait(1)
    room = dialog.screen().availableGeometry()
    assert dialog.height() < room.height() and dialog.width() >= px(600)
    assert dialog.rect().contains(dialog.close_button.geometry())


@pytest.mark.parametrize("size", [100, 150, 200])
def test_the_heading_of_a_group_stands_over_its_labels(window, dialog, size: int) -> None:
    window.look.use_size(size)
    QTest.qWait(100)
    title, label = dialog.titles["interface"], dialog.groups["interface"].fields["theme"].label
    left = [each.mapTo(dialog, each.contentsRect().topLeft()).x() for each in (title, label)]
    assert title.isVisible()
    assert left[0] == left[1]
