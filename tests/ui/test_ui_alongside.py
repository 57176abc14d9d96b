"""Reading along: what another process writes is seen here, and that it has closed; taking over. Nothing waits for a disk."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from safety.small_disk import fill_up, small_disk

from layoutdesk import edits, words
from layoutdesk.session import Session
from layoutdesk.store import create
from layoutdesk.store.locks import writer_of
from layoutdesk.ui.banner import Banner

#: An editor in another process: each line on its standard input is a paper's name to write, the end of it closes the issue.
_WRITER = """
import sys
from pathlib import Path
from msgspec.structs import replace
from layoutdesk import edits
from layoutdesk.session import Session
session = Session.open(Path(sys.argv[1]))
print("open", flush=True)
for line in sys.stdin:
    session.apply(edits.SetMeta(replace(session.document.meta, paper=line.strip())))
    session.flush()
    print("written", flush=True)
session.close()
"""


class Writer:
    """The other editor."""

    def __init__(self, issue: Path) -> None:
        command = [sys.executable, "-c", _WRITER, str(issue)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self.process.stdout.readline() == "open\n"

    def write(self, paper: str) -> None:
        self.process.stdin.write(f"{paper}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "written\n"

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait(timeout=20)
        self.process.stdout.close()


@pytest.fixture
def writer(issue: Path) -> Iterator[Writer]:
    other = Writer(issue)
    yield other
    other.close()


@pytest.fixture
def reader(make_window, writer: Writer, issue: Path):
    window = make_window()
    assert window.commands.files.open_path(issue)
    window.desk.finish_composing()
    return window


def offered(banner: Banner) -> list[str]:
    return [action for action, button in banner.buttons.items() if not button.isHidden()]


def test_what_the_other_writes_is_seen_and_nothing_is_read_by_the_hand(reader, writer, qtbot, monkeypatch) -> None:
    read = []
    news = Session.news

    def watched(self):
        read.append(threading.current_thread() is threading.main_thread())
        return news(self)

    monkeypatch.setattr(Session, "news", watched)
    writer.write("江城日报")
    qtbot.waitUntil(lambda: reader.desk.document.meta.paper == "江城日报", timeout=10000)
    assert "江城日报" in reader.windowTitle()
    assert read
    assert not any(read)
    assert writer.process.pid == int(reader.desk.alongside.owner["process"])


def test_the_end_of_the_other_is_told_and_one_takes_over_where_one_was(reader, writer, qtbot, issue: Path) -> None:
    reader.desk.turn_to("pg-2")
    writer.write("江城日报")
    assert str(writer.process.pid) in reader.banner.sentence.text()
    writer.close()
    qtbot.waitUntil(lambda: reader.desk.alongside.owner is None, timeout=10000)
    said = words.text("store.free", "zh", file=issue.name, user=reader.banner.refusal.args_["user"])
    assert reader.banner.sentence.text() == said
    assert offered(reader.banner) == ["write", "copy"]
    reader.banner.buttons["write"].click()
    assert not reader.desk.session.read_only
    assert reader.desk.document.meta.paper == "江城日报"
    assert reader.banner.isHidden()
    assert reader.status.note.text() == words.text("ui.status.taken_over", "zh", file=issue.name)
    qtbot.waitUntil(lambda: reader.desk.page_id == "pg-2", timeout=5000)


def test_one_that_was_killed_is_taken_for_gone(reader, writer, qtbot) -> None:
    writer.write("江城日报")
    writer.process.kill()
    writer.process.wait()
    qtbot.waitUntil(lambda: reader.desk.alongside.owner is None, timeout=10000)
    reader.banner.buttons["write"].click()
    assert not reader.desk.session.read_only
    assert reader.desk.document.meta.paper == "江城日报"


def test_somebody_else_who_writes_by_then_is_named(reader, writer, qtbot, issue: Path) -> None:
    writer.close()
    qtbot.waitUntil(lambda: reader.desk.alongside.owner is None, timeout=10000)
    third = Writer(issue)
    try:
        qtbot.waitUntil(lambda: str(third.process.pid) in reader.banner.sentence.text(), timeout=10000)
        reader.banner.buttons["write"].click()
        assert reader.desk.session.read_only
    finally:
        third.close()


def test_to_look_who_writes_is_in_nobodys_way(issue: Path) -> None:
    assert writer_of(issue) is None
    with_lock = Session.open(issue)
    assert writer_of(issue)["process"].isdigit()
    with_lock.close()
    assert writer_of(issue) is None


def test_a_version_a_copy_and_an_export_wait_for_the_disk_without_the_hand(
    window, qtbot, tmp_path: Path, issue: Path
) -> None:
    window.desk.apply(edits.RemoveElement("pg-1", "el-tea"))
    busy = window.desk.session._writer.writing
    busy.acquire()
    try:
        window.commands.keeping.name_version("一校")
        window.commands.exporting.export_to(tmp_path / "out.pdf")
        assert not window.worker.is_busy
        assert window.status.note.text() == words.text("ui.work.saving_first", "zh")
        # The hand goes on.
        assert window.desk.apply(edits.RemoveElement("pg-2", "el-library"))
    finally:
        busy.release()
    with qtbot.waitSignal(window.worker.finished, timeout=60000):
        pass
    assert (tmp_path / "out.pdf").read_bytes()[:5] == b"%PDF-"
    assert [version.name for version in window.desk.session.versions() if version.kind != "auto"] == ["一校", "out.pdf"]


def test_on_a_full_disk_a_copy_and_a_package_are_refused_in_words(make_window, document, tmp_path: Path, qtbot) -> None:
    with small_disk(tmp_path / "disk", 1400) as disk:
        path = disk / "issue.ldesk"
        create(path, document, {})
        window = make_window()
        assert window.commands.files.open_path(path)
        window.desk.finish_composing()
        fill_up(disk)
        window.desk.apply(edits.RemoveElement("pg-1", "el-tea"))
        window.commands.keeping.copy_to(tmp_path / "copy.ldesk")
        qtbot.waitUntil(lambda: bool(window.desk.session.problems), timeout=10000)
        qtbot.waitUntil(lambda: "磁盘已满" in window.status.note.text(), timeout=10000)
        assert not (tmp_path / "copy.ldesk").exists()
        (disk / "fill").unlink()
        window.desk.session.retry()
        qtbot.waitUntil(lambda: window.desk.session.saved, timeout=10000)
        with qtbot.waitSignal(window.worker.finished, timeout=60000):
            window.commands.keeping.copy_to(tmp_path / "copy.ldesk")
        assert (tmp_path / "copy.ldesk").exists()
        assert window.commands.files.close_issue()
