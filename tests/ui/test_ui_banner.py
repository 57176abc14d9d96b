"""Faults of the issue's file in the window: one sentence over the page with what helps, never in the way, nothing lost."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from safety.small_disk import fill_up, read_only, small_disk

from layoutdesk import edits, words
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create, mounts, publisher, snapshots
from layoutdesk.ui.banner import HELP
from layoutdesk.ui.dialogs import Dialogs
from layoutdesk.ui.window import Window


def shown(window: Window) -> list[str]:
    """The actions that the banner offers."""
    return [action for action, button in window.banner.buttons.items() if not button.isHidden()]


def press(window: Window, action: str) -> None:
    button = window.banner.buttons[action]
    assert button.isVisible()
    button.click()


def change(window: Window, name: str) -> None:
    """An edit that shows in the file."""
    assert window.desk.apply(edits.SetMeta(edits_meta(window, name)))


def edits_meta(window: Window, name: str) -> object:
    from msgspec.structs import replace

    return replace(window.desk.document.meta, paper=name)


def paper(path: Path) -> str:
    with IssueFile.open(path) as file:
        return file.read().meta.paper


@pytest.fixture(autouse=True)
def no_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is there to answer a dialog: what a failing test leaves open is given up."""
    monkeypatch.setenv("LAYOUTDESK_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(Dialogs, "unsaved", lambda *_: "discard")


@pytest.fixture
def saves_at(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the editor, when asked, wants the issue to lie."""
    target = tmp_path / "elsewhere.ldesk"
    monkeypatch.setattr(window.dialogs, "save_issue", lambda _: target)
    return target


def test_nothing_is_told_while_nothing_is_wrong(window, qtbot) -> None:
    change(window, "好报")
    window.desk.session.flush()
    window.banner.refresh()
    assert window.banner.isHidden()


def test_every_help_has_its_words_and_its_fault(window) -> None:
    known = words.catalogue("en")
    assert {code for code in HELP if code not in known} == set()
    for language in words.LANGUAGES:
        catalogue = words.catalogue(language)
        for action in window.banner.buttons:
            assert catalogue[f"ui.banner.{action}"]
    assert {action for actions in HELP.values() for action in actions} == set(window.banner.buttons)


def test_a_file_taken_away_is_told_and_put_back(window, qtbot, issue: Path) -> None:
    issue.unlink()
    change(window, "白鹭洲早报")
    qtbot.waitUntil(window.banner.isVisible)
    assert issue.name in window.banner.sentence.text()
    assert shown(window) == ["save-as", "put-back"]
    window.status.refresh_saved()
    assert window.status.saved.text() == window.language.text("ui.status.unsaved")
    # The window is not stopped: one goes on working.
    assert window.isEnabled()
    change(window, "白鹭洲午报")
    press(window, "put-back")
    window.banner.refresh()
    assert window.banner.isHidden()
    assert window.desk.session.saved
    assert paper(issue) == "白鹭洲午报"


def test_a_file_replaced_is_told_and_the_work_is_saved_elsewhere(window, qtbot, issue, tmp_path, saves_at) -> None:
    other = tmp_path / "other.ldesk"
    create(other, window.desk.document, {})
    other.replace(issue)
    change(window, "白鹭洲早报")
    qtbot.waitUntil(window.banner.isVisible)
    assert shown(window) == ["save-as"]
    press(window, "save-as")
    window.banner.refresh()
    assert window.banner.isHidden()
    assert window.desk.session.path == saves_at
    assert paper(saves_at) == "白鹭洲早报"
    assert paper(issue) == "白鹭洲晚报"


def test_a_file_poured_over_is_told_and_the_work_is_saved_elsewhere(window, qtbot, issue, saves_at) -> None:
    issue.write_bytes(b"poured over " * 5000)
    change(window, "白鹭洲早报")
    qtbot.waitUntil(window.banner.isVisible)
    press(window, "save-as")
    window.banner.refresh()
    assert window.banner.isHidden()
    assert paper(saves_at) == "白鹭洲早报"
    assert issue.read_bytes() == b"poured over " * 5000


def test_a_full_disk_is_told_and_tried_again(make_window, document, tmp_path: Path, qtbot) -> None:
    with small_disk(tmp_path / "small", 1024) as disk:
        create(disk / "a.ldesk", document, {})
        window = make_window()
        assert window.commands.files.open_path(disk / "a.ldesk")
        fill_up(disk)
        change(window, "白鹭洲早报")
        qtbot.waitUntil(window.banner.isVisible)
        assert window.language.text("store.full", file="a.ldesk") == window.banner.sentence.text()
        assert shown(window) == ["retry", "save-as"]
        window.language.use("en")
        assert "The disk is full" in window.banner.sentence.text()
        (disk / "fill").unlink()
        press(window, "retry")
        qtbot.waitUntil(lambda: window.desk.session.saved)
        window.banner.refresh()
        assert window.banner.isHidden()
        window.commands.files.close_issue()
        assert paper(disk / "a.ldesk") == "白鹭洲早报"


def test_an_issue_on_a_full_disk_is_opened_to_read_and_written_when_there_is_room(
    make_window, document, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "small", 1024) as disk:
        create(disk / "a.ldesk", document, {})
        fill_up(disk)
        window = make_window()
        assert window.commands.files.open_path(disk / "a.ldesk")
        assert window.desk.session.read_only
        assert shown(window) == ["write", "copy"]
        press(window, "write")
        assert window.desk.session.read_only
        assert window.banner.isVisible()
        # The button answers, too: the banner stands there as before.
        assert "a.ldesk" in window.status.note.text()
        (disk / "fill").unlink()
        press(window, "write")
        assert not window.desk.session.read_only
        assert window.banner.isHidden()
        window.commands.files.close_issue()


def test_who_writes_is_told_to_the_second_editor(make_window, issue: Path, qtbot) -> None:
    script = (
        "import sys; from pathlib import Path; from layoutdesk.session import Session\n"
        "s = Session.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); s.close()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(issue)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout.readline() == b"open\n"
        window = make_window()
        assert window.commands.files.open_path(issue)
        assert window.desk.session.read_only
        assert str(first.pid) in window.banner.sentence.text()
        assert shown(window) == ["write", "copy"]
        press(window, "write")
        assert window.desk.session.read_only
        first.stdin.close()
        first.wait()
    press(window, "write")
    assert not window.desk.session.read_only
    assert window.banner.isHidden()


def test_a_banner_about_reading_can_be_put_away(make_window, window, issue: Path) -> None:
    second = make_window()
    assert second.commands.files.open_path(issue)
    assert second.banner.isVisible()
    second.banner.away.click()
    assert second.banner.isHidden()


def test_a_copy_is_saved_of_what_can_only_be_read(
    window, make_window, issue: Path, tmp_path: Path, monkeypatch
) -> None:
    second = make_window()
    assert second.commands.files.open_path(issue)
    target, offered = tmp_path / "copy.ldesk", []
    # The name of the issue itself was offered, its file asked to be replaced and then refused as being edited.
    monkeypatch.setattr(second.dialogs, "save_issue", lambda path: offered.append(path) or issue)
    press(second, "copy")
    assert offered == [issue.with_name(f"{issue.stem} 副本.ldesk")]
    assert second.desk.session.path == issue
    assert second.status.note.text() == words.text("ui.work.same_file", "zh", file=issue.name)
    monkeypatch.setattr(second.dialogs, "save_issue", lambda _: target)
    press(second, "copy")
    assert second.desk.session.path == target
    assert not second.desk.session.read_only
    assert second.banner.isHidden()
    # Nobody is to take it for the issue.
    assert second.status.note.text() == words.text("ui.status.in_copy", "zh", file=target.name)
    change(second, "副本")
    assert second.commands.files.close_issue()
    assert (paper(target), paper(issue)) == ("副本", "白鹭洲晚报")


def test_a_damaged_issue_is_left_and_its_snapshot_opened(make_window, issue: Path, tmp_path: Path, monkeypatch) -> None:
    assert snapshots.take(issue, lambda _done, _all: None) == ()
    damaged = issue.read_bytes().replace("渡口灯火".encode(), "渡口灯光".encode())
    assert damaged != issue.read_bytes()
    issue.write_bytes(damaged)
    window = make_window()
    assert not window.commands.files.open_path(issue)
    assert window.banner.isVisible()
    assert shown(window) == ["snapshot"]
    press(window, "snapshot")
    assert window.desk.session.read_only
    assert window.desk.document.stories[0].main.text == "渡口灯火照夜航"
    assert shown(window) == ["copy"]
    target = tmp_path / "rescued.ldesk"
    monkeypatch.setattr(window.dialogs, "save_issue", lambda _: target)
    press(window, "copy")
    assert window.desk.session.path == target
    assert not window.desk.session.read_only
    assert window.banner.isHidden()
    assert issue.read_bytes() == damaged


def test_an_issue_on_a_medium_that_takes_nothing_is_read(make_window, document, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disc", 1024) as disc:
        create(disc / "a.ldesk", document, {})
        Session.open(disc / "a.ldesk").close()
        read_only(disc)
        window = make_window()
        assert window.commands.files.open_path(disc / "a.ldesk")
        assert window.desk.session.read_only
        assert "a.ldesk" in window.banner.sentence.text()
        assert shown(window) == ["write", "copy"]
        assert window.commands.files.close_issue()


def test_a_share_that_is_gone_is_told_and_work_goes_on(
    make_window, document, tmp_path: Path, monkeypatch, qtbot
) -> None:
    monkeypatch.setattr(publisher, "SETTLED", 0.05)
    monkeypatch.setattr(mounts, "is_remote", lambda path: "share" in str(path))
    share = tmp_path / "share"
    share.mkdir()
    create(share / "a.ldesk", document, {})
    window = make_window()
    assert window.commands.files.open_path(share / "a.ldesk")
    assert window.desk.session.path == share / "a.ldesk"
    share.rename(tmp_path / "away")
    change(window, "白鹭洲早报")
    qtbot.waitUntil(window.banner.isVisible, timeout=20_000)
    assert shown(window) == ["retry", "save-as"]
    window.status.refresh_saved()
    assert window.status.saved.text() == window.language.text("ui.status.saved_here")
    change(window, "白鹭洲午报")
    assert window.desk.session.flush()
    (tmp_path / "away").rename(share)
    press(window, "retry")
    qtbot.waitUntil(window.banner.isHidden, timeout=20_000)
    assert window.commands.files.close_issue()
    assert paper(share / "a.ldesk") == "白鹭洲午报"


def test_a_file_that_cannot_even_be_read_offers_nothing_to_do_with_the_open_one(window, issue, tmp_path) -> None:
    newer = tmp_path / "newer.ldesk"
    create(newer, window.desk.document, {})
    with closing(sqlite3.connect(newer)) as raw:
        raw.execute("ALTER TABLE part RENAME TO piece")
        raw.execute("PRAGMA user_version=99")
        raw.commit()
    assert not window.commands.files.open_path(newer)
    assert window.language.text("store.newer", file=newer.name, version=99, known=2)[:12] in window.status.note.text()
    assert window.desk.session.path == issue
    assert window.banner.isHidden()
