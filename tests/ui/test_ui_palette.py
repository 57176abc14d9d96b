"""The command palette: what a few letters find and in which order, and what its keys do on the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import words
from layoutdesk.ui.actions import ACTIONS
from layoutdesk.ui.commandpalette.finds import KINDS, finds, menu_places
from layoutdesk.ui.commandpalette.matching import Fit, match, plain
from layoutdesk.ui.commandpalette.palette import CommandPalette
from layoutdesk.ui.commandpalette.ranking import Hit, ranked
from layoutdesk.ui.commandpalette.readings import readings
from layoutdesk.ui.shortcuts.editor import ShortcutEditor
from layoutdesk.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(window: Window) -> CommandPalette:
    """The palette as Ctrl+K opens it."""
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_K, CONTROL)
    assert window.summons.palette is not None
    return window.summons.palette


def shown(palette: CommandPalette) -> list[str]:
    """The names of what is listed, headings aside."""
    return [row.find.name for row in palette.model.rows if isinstance(row, Hit)]


def press(palette: CommandPalette, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(palette.field, key, held)


# What is found


@pytest.mark.parametrize(
    ("wanted", "name", "spots"),
    [
        ("撤销", "撤销", (0, 1)),
        ("cx", "撤销", (0, 1)),
        ("chexiao", "撤销", (0, 1)),
        ("chex", "撤销", (0, 1)),
        ("ｃｘ", "撤销", (0, 1)),
        ("che'xiao", "撤销", (0, 1)),
        # Every reading that a character has in words.
        ("chongzuo", "重做", (0, 1)),
        ("zz", "重做", (0, 1)),
        ("changsha", "长沙行", (0, 1)),
        ("shx", "长沙行", (1, 2)),
        ("nvxing", "女性", (0, 1)),
        ("chazhml", "查找命令…", (0, 1, 2, 3)),
        ("ml", "查找命令…", (2, 3)),
        ("scpdf", "输出 PDF…", (0, 1, 3, 4, 5)),
        ("pip", "Paste in place", (0, 6, 9)),
        ("zoomin", "Zoom in", (0, 1, 2, 3, 5, 6)),
        ("grd", "Grid", (0, 1, 3)),
        ("rulers", "標尺 Rulers", (3, 4, 5, 6, 7, 8)),
        ("biaochi", "標尺", (0, 1)),
        # What an input method proposes first for what was meant.
        ("表尺", "标尺以毫米计", (0, 1)),
    ],
)
def test_names_are_hit_by_characters_pinyin_initials_and_letters(
    wanted: str, name: str, spots: tuple[int, ...]
) -> None:
    found = match(plain(wanted).replace(" ", ""), name)
    assert found is not None and found.spots == spots


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("cxx", "撤销"), ("gl", "Lock guides"), ("表尺", "表格"), ("x", "Export"), ("", "撤销"), ("cx", "")],
)
def test_what_is_not_there_is_not_found(wanted: str, name: str) -> None:
    assert match(wanted, name) is None


def test_what_sounds_alike_stands_behind_what_is_written_so() -> None:
    assert match("表", "写表头").score > match("表", "标尺").score > 0


def test_kinds_of_hits_stand_apart_whatever_the_length() -> None:
    long = "上一种断法的标题怎样断开才好看而又合适"
    whole, begins = match("duanfa", "断法"), match("duan", "断法的" + long)
    inside, apart = match("duanfa", long), match("szdf", "上一种又一种断法")
    assert whole.score > Fit.WHOLE - 60 > begins.score > Fit.WORD + 60 > inside.score > Fit.APART + 60 > apart.score


def test_a_name_without_end_is_searched_in_no_time() -> None:
    assert match("z" * 40 + "x", "重中种" * 60) is None


def test_every_character_of_the_interface_is_read() -> None:
    texts = "".join(words.text(f"ui.action.{action.name}", "zh") for action in ACTIONS)
    assert not {letter for letter in texts if "\u4e00" <= letter <= "\u9fff" and not readings(letter)}


#: What is typed, and the action that is meant; in either language of the window.
MEANT = {
    "撤销": "undo", "cx": "undo", "undo": "undo", "UNDO": "undo", "bianzu": "group", "quxiaobianzu": "ungroup",
    "export": "export-pdf", "发排": "export-pdf", "fapai": "export-pdf", "desel": "select-none", "story editor": "galley",
    "dark mode": "theme", "yjms": "theme", "kjj": "shortcuts", "guides lock": "lock-guides", "zoom in": "zoom-in",
    "fit frame to content": "picture-shape", "换图": "picture-replace",
}  # fmt: skip


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_actions_come_first_by_any_of_their_names(window, language: str) -> None:
    window.language.use(language)
    everything = finds(window)
    assert {wanted: ranked(everything, wanted)[0].find.name for wanted in MEANT} == MEANT
    window.desk.select("el-dock")
    assert ranked(finds(window), "删除")[0].find.name == "delete"


def test_every_action_is_found_by_all_of_its_names(window) -> None:
    everything = finds(window)
    for find in everything:
        for name in find.names:
            assert find in [hit.find for hit in ranked(everything, name)], (find.name, name)


def test_actions_have_their_menu_their_key_and_what_is_on(window) -> None:
    by_name = {find.name: find for find in finds(window)}
    assert by_name["columns"].places == ("视图 › 显示", "View › Show")
    assert by_name["group"].keys == ("Ctrl+G",)
    assert by_name["tool-select"].mark and not by_name["tool-text"].mark
    assert set(menu_places()) == {action.name for action in ACTIONS}


def test_pages_are_found_by_number_label_and_name(window) -> None:
    everything = finds(window)
    for wanted in ("2", "a2", "A02", "城事", "cs", "chengshi", "第2版", "page 2"):
        found = [hit.find.name for hit in ranked(everything, wanted) if hit.find.kind == "page"]
        assert found == ["pg-2"], wanted


def test_stories_are_found_by_their_titles(window) -> None:
    everything = finds(window)
    for wanted in ("旧粮仓", "jlc", "tushuguan", "jiu liang cang"):
        assert ranked(everything, wanted)[0].find.key == "story st-library", wanted


def test_what_is_not_possible_comes_after_what_is_and_says_why(window) -> None:
    window.desk.select("")
    hits = ranked(finds(window), "编组")
    assert hits[0].find.name == "group" and hits[0].find.why == window.language.text("ui.when.can_group")
    mixed = [bool(hit.find.why) for hit in ranked(finds(window), "放大")]
    assert mixed == sorted(mixed) and len(set(mixed)) == 2


def test_what_was_used_goes_before_its_equals_alone(window) -> None:
    everything = finds(window)
    usual = [hit.find.key for hit in ranked(everything, "fd") if not hit.find.why]
    late = ranked(everything, "fd", [usual[1]])
    assert late[0].find.key == usual[1]
    assert ranked(everything, "放大", ["action zoom-400"])[0].find.name == "zoom-in"


# On the window


def test_ctrl_k_opens_it_and_enter_does_what_is_marked(window, hand) -> None:
    window.view.setFocus()
    palette = opened(window)
    QTest.keyClicks(palette.field, "bxwg")
    press(palette, Qt.Key.Key_Return)
    assert window.summons.palette is None and window.focusWidget() is window.view
    assert all(window.shown[name] for name in ("columns", "rows", "area"))


def test_what_is_typed_close_behind_its_key_goes_into_the_field_and_takes_no_tool(window, hand) -> None:
    hand.key(Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), "hand")
    assert window.summons.palette.field.text() == "hand" and window.commands.tool == "select"


def test_esc_ctrl_k_and_a_click_beside_it_leave_everything_as_it_was(window, hand) -> None:
    hand.click(*hand.middle("el-dock"))
    before = window.desk.document, window.desk.chosen
    press(opened(window), Qt.Key.Key_Escape)
    assert window.summons.palette is None
    press(opened(window), Qt.Key.Key_K, held=CONTROL)
    assert window.summons.palette is None
    palette = opened(window)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(4, palette.height() - 4))
    assert window.summons.palette is None and window.focusWidget() is window.view
    assert (window.desk.document, window.desk.chosen) == before


def test_while_it_is_open_no_key_is_another_action_s(window, hand) -> None:
    hand.click(*hand.middle("el-dock"))
    before = window.desk.document
    palette = opened(window)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_V, Qt.Key.Key_F8):
        press(palette, key)
    for key in (Qt.Key.Key_D, Qt.Key.Key_G, Qt.Key.Key_L):
        press(palette, key, held=CONTROL)
    assert window.summons.palette is palette and window.desk.document is before
    assert not window.around.shows("galley") and palette.field.text() == "v"


def test_what_is_not_possible_is_not_done(window) -> None:
    window.desk.select("")
    palette = opened(window)
    QTest.keyClicks(palette.field, "bianzu")
    before = window.desk.document
    press(palette, Qt.Key.Key_Return)
    assert window.summons.palette is palette and window.desk.document is before


def test_arrows_walk_round_and_leap_and_tab_goes_through_the_kinds(window) -> None:
    palette = opened(window)
    names = shown(palette)

    def marked() -> str:
        return palette.model.rows[palette.list.currentIndex().row()].find.name

    assert marked() == names[0]
    press(palette, Qt.Key.Key_Up)
    assert marked() == names[-1]
    press(palette, Qt.Key.Key_Down, Qt.Key.Key_PageDown)
    assert marked() == names[8]
    # Workspaces are found with the actions.
    for kind in (each for each in KINDS if each != "workspace"):
        press(palette, Qt.Key.Key_Tab)
        assert {row.find.kind for row in palette.model.rows if isinstance(row, Hit)} == {kind}
    press(palette, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.desk.page_id == "pg-2"


def test_a_story_is_gone_to_where_it_stands(window) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.field, "jlc")
    press(palette, Qt.Key.Key_Return)
    assert (window.desk.page_id, window.desk.selection) == ("pg-2", "el-library")
    palette = opened(window)
    palette.field.setText("风筝节")
    press(palette, Qt.Key.Key_Return)
    assert window.focusWidget() is window.copy.list
    assert window.copy.list.rows.rows[window.copy.list.currentIndex().row()].key == "st-spare"


def test_panels_are_gone_to_and_unfolded(window) -> None:
    window.problems.fold(True)
    palette = opened(window)
    QTest.keyClicks(palette.field, "zdwtlb")
    press(palette, Qt.Key.Key_Return)
    assert not window.problems.is_folded and window.focusWidget() is window.problems.list


def test_what_was_used_of_late_stands_first_the_next_time_and_the_next_day(window, make_window, issue) -> None:
    for wanted in ("bc", "hidden"):
        palette = opened(window)
        QTest.keyClicks(palette.field, wanted)
        press(palette, Qt.Key.Key_Return)
    palette = opened(window)
    assert palette.model.rows[0] == window.language.text("ui.palette.recent")
    assert shown(palette)[:2] == ["hidden", "rulers"]
    press(palette, Qt.Key.Key_Escape)
    window.close()
    other = make_window()
    assert other.commands.files.open_path(issue)
    other.summons.open()
    assert shown(other.summons.palette)[:2] == ["hidden", "rulers"]
    other.summons.close()


def test_what_an_input_method_has_under_way_is_looked_for_already(window) -> None:
    palette = opened(window)
    QApplication.sendEvent(palette.field, QInputMethodEvent("bian zu", []))
    assert shown(palette)[0] == "group"
    done = QInputMethodEvent("", [])
    done.setCommitString("撤销")
    QApplication.sendEvent(palette.field, done)
    assert palette.field.text() == "撤销" and shown(palette)[0] == "undo"


def test_ctrl_enter_opens_the_shortcuts_at_what_is_marked(window) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.field, "bianzu")
    press(palette, Qt.Key.Key_Return, held=CONTROL)
    editor = window.findChild(ShortcutEditor)
    assert window.summons.palette is None and editor.isVisible() and editor.marked() == "group"
    editor.close()


def test_it_is_there_before_an_issue_is(make_window) -> None:
    window = make_window()
    QTest.qWait(1)
    palette = opened(window)
    assert {row.find.kind for row in palette.model.rows if isinstance(row, Hit)} == {"action"}
    QTest.keyClicks(palette.field, "ssjm")
    press(palette, Qt.Key.Key_Return)
    assert window.summons.palette is None


def test_an_issue_that_comes_in_beneath_it_leaves_it_the_keys(make_window, issue) -> None:
    window = make_window()
    QTest.qWait(1)
    palette = opened(window)
    QTest.keyClicks(palette.field, "Proof")
    assert next(row for row in palette.model.rows if isinstance(row, Hit)).find.why
    window.commands.files.open_path(issue)
    QTest.qWait(300)
    assert QApplication.focusWidget() is palette.field and palette.field.text() == "Proof"
    assert not next(row for row in palette.model.rows if isinstance(row, Hit)).find.why
    window.view.setFocus()
    window.bars.do("palette")
    assert window.summons.palette is palette and QApplication.focusWidget() is palette.field
    press(palette, Qt.Key.Key_Escape)
    assert window.summons.palette is None and QApplication.focusWidget() is window.view


def test_it_goes_along_with_the_size_of_the_window(window) -> None:
    palette = opened(window)
    window.resize(900, 620)
    QTest.qWait(1)
    assert palette.rect() == window.rect() and palette.rect().contains(palette.panel.geometry())
    palette.field.setText("没有这样的命令")
    assert palette.none.isVisible() and not palette.list.isVisible()


def test_names_for_ears(window) -> None:
    palette = opened(window)
    palette.field.setText("编组")
    index = palette.list.currentIndex()
    assert (
        index.data(Qt.ItemDataRole.AccessibleTextRole) == f"编组, Ctrl+G, {window.language.text('ui.when.can_group')}"
    )
    assert palette.field.accessibleName() and palette.list.accessibleName()
