"""Workspaces: three arrangements of the same window with one key between them, own ones beside, each found again as it was left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from layoutdesk.ui.commandpalette.ranking import Hit
from layoutdesk.ui.surroundings import GALLEY, LINKS, least_of
from layoutdesk.ui.workspaces import kept
from layoutdesk.ui.workspaces.shipped import SHIPPED


def rest() -> None:
    QTest.qWait(60)


def said(window) -> str:
    return window.status.note.text()


def test_one_key_goes_through_make_up_proof_and_archive(window, hand) -> None:
    assert window.commands.workspaces.current == "makeup"
    seen = []
    for _ in range(3):
        hand.key(Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)
        rest()
        seen.append((window.commands.workspaces.current, window.around.shows("galley"), window.around.shows("links")))
        assert window.bars.actions[f"workspace-{window.commands.workspaces.current}"].isChecked()
    assert seen == [("proof", True, False), ("archive", False, True), ("makeup", False, False)]
    assert "组版" in said(window)


def test_each_has_its_panels_folded_and_as_wide_as_it_wants(window) -> None:
    window.resize(1700, 900)
    window.bars.do("workspace-proof")
    rest()
    assert window.properties.is_folded and window.copyfit.is_folded and not window.problems.is_folded
    assert window.galley.width() == pytest.approx(SHIPPED["proof"].widths["galley"], abs=2)
    window.bars.do("workspace-archive")
    rest()
    assert not window.properties.is_folded
    assert window.links.width() == pytest.approx(SHIPPED["archive"].widths["links"], abs=2)
    window.bars.do("workspace-makeup")
    rest()
    folded = [panel for panel in (*window.left.panels, *window.right.panels) if panel.is_folded]
    assert folded == [window.elements]


def test_a_page_that_was_fitted_is_fitted_in_each(window) -> None:
    window.bars.do("fit")
    for name in ("proof", "archive", "makeup"):
        window.bars.do(f"workspace-{name}")
        rest()
        page = window.main_view.rect_to_view(window.desk.grid.type_area)
        assert window.main_view.viewport().rect().contains(page.toAlignedRect()), name


def test_each_is_found_again_as_it_was_left_until_it_is_reset(window) -> None:
    window.history.fold(True)
    window.bars.do("workspace-archive")
    assert not window.history.is_folded
    window.bars.do("workspace-makeup")
    assert window.history.is_folded
    window.bars.do("workspace-reset")
    assert not window.history.is_folded
    window.bars.do("workspace-archive")
    window.bars.do("workspace-makeup")
    assert not window.history.is_folded


def test_the_second_view_belongs_to_a_workspace(window) -> None:
    window.bars.do("second")
    window.bars.do("workspace-proof")
    assert window.canvases.second is None
    window.bars.do("workspace-makeup")
    assert window.canvases.second is not None


def test_own_ones_are_kept_renamed_and_deleted(window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.bars.do("find")
    window.copyfit.fold(True)
    monkeypatch.setattr(window.dialogs, "workspace_name", lambda _: "夜班 & 值班")
    window.bars.do("workspace-save")
    assert kept.own_name(window.commands.workspaces.current) == "夜班 & 值班"
    window.bars.do("workspace-makeup")
    assert not window.around.shows("find")
    window.bars.menu("workspace").aboutToShow.emit()
    row = next(row for row in window.bars.menu("workspace").actions() if row.text() == "夜班 && 值班")
    row.trigger()
    assert window.around.shows("find") and window.copyfit.is_folded
    monkeypatch.setattr(window.dialogs, "workspace_name", lambda before: f"{before} 二")
    window.bars.do("workspace-rename")
    assert list(kept.own()) == ["夜班 & 值班 二"]
    window.bars.do("workspace-next")
    assert window.commands.workspaces.current == "makeup"
    row = kept.key_of("夜班 & 值班 二")
    window.commands.workspaces.use(row)
    window.bars.do("workspace-delete")
    assert not kept.own() and window.commands.workspaces.current == "makeup"


def test_own_ones_are_in_the_palette_until_they_are_deleted(window, monkeypatch: pytest.MonkeyPatch) -> None:
    def offered(letters: str) -> list[str]:
        window.bars.do("palette")
        palette = window.summons.palette
        palette.field.setText(letters)
        return [row.find.key for row in palette.model.rows if isinstance(row, Hit)]

    window.bars.do("find")
    monkeypatch.setattr(window.dialogs, "workspace_name", lambda _: "夜班")
    window.bars.do("workspace-save")
    window.bars.do("workspace-makeup")
    assert not window.around.shows("find")
    # By pinyin, as everything there.
    assert offered("yeban")[0] == "workspace own:夜班"
    QTest.keyClick(window.summons.palette.field, Qt.Key.Key_Return)
    assert window.around.shows("find") and window.commands.workspaces.current == kept.key_of("夜班")
    # What was used of late comes first, and goes with it.
    assert offered("")[0] == "workspace own:夜班"
    window.summons.close()
    window.bars.do("workspace-delete")
    for letters in ("夜班", ""):
        assert "workspace own:夜班" not in offered(letters)
        window.summons.close()


def test_those_of_the_program_are_neither_renamed_nor_deleted(window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.dialogs, "workspace_name", lambda _: "别的")
    for action in ("workspace-rename", "workspace-delete"):
        window.bars.do(action)
        assert "自带" in said(window)
    assert not kept.own()


def test_the_workspace_in_use_is_kept_from_one_day_to_the_next(make_window, window, issue) -> None:
    window.bars.do("workspace-archive")
    window.close()
    again = make_window()
    assert again.commands.files.open_path(issue)
    assert again.commands.workspaces.current == "archive"
    assert again.around.shows("links")


def open_sized(make_window, issue):
    window = make_window()
    window.resize(1800, 900)
    assert window.commands.files.open_path(issue)
    rest()
    return window


def test_two_windows_have_each_its_own(make_window, window, issue) -> None:
    """An archivist has always two open: what one left was kept under the name of the other's."""
    window.close()
    first, second = open_sized(make_window, issue), open_sized(make_window, issue)
    first.bars.do("workspace-next")
    second.bars.do("workspace-next")
    assert first.commands.workspaces.current == second.commands.workspaces.current == "proof"
    for name, of in (("archive", first), ("makeup", first), ("proof", first), ("archive", second)):
        of.bars.do("workspace-next")
        rest()
        assert of.commands.workspaces.current == name
        assert of.around.shown & {GALLEY, LINKS} == SHIPPED[name].shown & {GALLEY, LINKS}


def test_a_window_that_ended_without_a_farewell_is_found_with_the_panels_of_its_workspace(
    make_window, window, issue
) -> None:
    window.bars.do("workspace-proof")
    again = open_sized(make_window, issue)
    assert again.commands.workspaces.current == "proof" and again.around.shows("galley")


@pytest.mark.parametrize("size", [100, 150])
@pytest.mark.parametrize(("name", "pane"), [("proof", "galley"), ("archive", "links")])
@pytest.mark.parametrize("away", ["tab", "review"])
def test_what_was_away_for_a_moment_comes_back_as_wide_as_it_was(
    window, hand, name: str, pane: str, size: int, away: str
) -> None:
    """A pane that came back beside others was given the least that it needs."""
    window.resize(1680, 900)
    window.bars.do(f"interface-{size}")
    window.bars.do(f"workspace-{name}")
    rest()
    window.desk.select(window.desk.page.elements[1].id)
    window.view.setFocus()
    before = window.split.sizes()
    assert before[window.split.indexOf(getattr(window, pane))] > 300
    for _ in range(2):
        hand.key(Qt.Key.Key_Tab) if away == "tab" else window.bars.do(away)
        rest()
    assert window.split.sizes() == before


def test_find_and_change_beside_the_galley_is_as_wide_as_its_words(window) -> None:
    """The splitter went by a least width under what English words at 150 % need: their last letter was cut."""
    window.language.use("en")
    window.resize(1680, 900)
    window.bars.do("interface-150")
    window.bars.do("workspace-proof")
    window.bars.do("find-change")
    rest()
    assert window.find.width() >= window.find.minimumSizeHint().width() > window.find.minimumWidth()


def test_a_width_that_the_hand_has_given_is_kept(make_window, window, issue) -> None:
    window.resize(1680, 900)
    window.bars.do("workspace-proof")
    rest()
    window.split.moveSplitter(window.galley.x() + 60, window.split.indexOf(window.galley))
    pulled = window.galley.width()
    window.bars.do("links")
    window.bars.do("links")
    rest()
    assert window.galley.width() == pulled < SHIPPED["proof"].widths["galley"] - 50
    window.close()
    again = open_sized(make_window, issue)
    assert again.galley.width() == pytest.approx(pulled, abs=2)


def test_with_larger_type_a_workspace_is_as_much_wider(window) -> None:
    window.resize(1800, 900)
    window.bars.do("workspace-proof")
    rest()
    window.bars.do("interface-125")
    rest()
    assert window.galley.width() == pytest.approx(SHIPPED["proof"].widths["galley"] * 16 / 13, abs=3)
    window.bars.do("workspace-archive")
    rest()
    assert window.links.width() == pytest.approx(SHIPPED["archive"].widths["links"] * 16 / 13, abs=3)
    window.bars.do("interface-100")
    rest()
    assert window.links.width() == pytest.approx(SHIPPED["archive"].widths["links"], abs=3)


@pytest.mark.parametrize("damaged", ["", "[]", "{", '{"a": 1}', '{"own": {"shown": 3}}', '{"x": {"shown": ["mars"]}}'])
def test_damaged_settings_are_no_fault(window, damaged: str) -> None:
    for key in ("own", "left", "current"):
        QSettings().setValue(f"workspaces/{key}", damaged)
    window.bars.do("workspace-next")
    assert window.commands.workspaces.current == "proof"


@pytest.mark.parametrize(
    ("action", "name"),
    [("galley", "galley"), ("find-change", "find"), ("links", "links"), ("styles", "styles"), ("review", "review")],
)
def test_a_pane_asks_for_no_more_room_before_it_is_seen(window, action: str, name: str) -> None:
    """The first change into Proof after a start put both sides away for a pane that asked for twice its buttons."""
    window.commands.views.use_text_size(150)
    pane = getattr(window, name)
    unseen = least_of(pane)
    window.bars.do(action)
    QTest.qWait(100)
    assert pane.isVisible() and unseen <= least_of(pane)
