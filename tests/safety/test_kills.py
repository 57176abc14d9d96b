"""Kill -9 at any moment, also during the recovery from a kill: nothing acknowledged is lost, and every file is whole."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from safety import recovered, writers

from layoutdesk.model import Document, Page
from layoutdesk.model.library import shipped_templates
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create

WRITERS = [sys.executable, str(Path(writers.__file__))]
FIXTURES = Path(__file__).parents[1] / "fixtures"
COPY = "报名：清江日报\n日期：2026-03-03\n版次：02\n版名：城事\n\n# 渡口灯火照夜航\n\n{body}\n"


def killed(command: Sequence[str], after: float) -> list[str]:
    """The whole lines that a program wrote until it was killed ``after`` seconds from its first; no line is no reason to wait."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        first = child.stdout.readline()
        assert first, child.stderr.read().decode()
        time.sleep(after)
        child.kill()
        rest = child.stdout.read()
    return [each.decode() for each in (first + rest).split(b"\n")[:-1]]


def kill_often(folder: Path, role: str, kills: int, seed: int) -> None:
    """Kills a writer again and again, and every third time also what opens the file after it."""
    path = folder / "a.ldesk"
    create(path, writers.issue(0), {})
    chance = random.Random(seed)
    known: list[str] = ["ack a.ldesk 0"]
    for kill in range(kills):
        known += killed([*WRITERS, role, str(path)], chance.uniform(0, 0.15))
        if kill % 3 == 0:
            killed([*WRITERS, "reopen", str(path)], chance.uniform(0, 0.02))
        # A reader comes first, as a second editor might: it must not need the writer.
        with IssueFile.open(path) as reader:
            reader.read()
        assert recovered.lost(folder, known) == []
        assert {each.name for each in folder.iterdir()} <= {"a.ldesk", "other.ldesk", *LITTER}


#: What a kill may leave; the next writer of the same name takes it away.
LITTER = {
    f".{name}{end}"
    for name in ("a.ldesk", "other.ldesk")
    for end in (".lock", ".new", ".new-wal", ".new-shm", ".new-journal")
} | {f"{name}{end}" for name in ("a.ldesk", "other.ldesk") for end in ("-wal", "-shm")}


@pytest.mark.parametrize("kills", [4, pytest.param(60, marks=pytest.mark.slow)])
def test_a_killed_editor_loses_nothing(tmp_path: Path, kills: int) -> None:
    kill_often(tmp_path, "edit", kills, seed=5)


@pytest.mark.parametrize("kills", [4, pytest.param(60, marks=pytest.mark.slow)])
def test_a_kill_while_saving_elsewhere_closing_and_opening_loses_nothing(tmp_path: Path, kills: int) -> None:
    kill_often(tmp_path, "busy", kills, seed=6)


@pytest.mark.slow
def test_typing_survives_but_for_the_last_moment(tmp_path: Path) -> None:
    path = tmp_path / "a.ldesk"
    create(path, writers.issue(0), {})
    chance = random.Random(8)
    pauseless = 0
    for _ in range(20):
        lines = killed([*WRITERS, "type", str(path)], chance.uniform(0.6, 1.2))
        typed, acknowledged = map(int, lines[-1].split())
        pauseless += acknowledged > int(lines[0].split()[1])
        session = Session.open(path)
        # How long a key waits is the writer's clock (``TYPING_DELAY``); the disk of a busy machine may take longer than that.
        assert acknowledged <= len(writers.text_of(session.document)) <= typed + 1
        session.close()
    assert pauseless


def test_the_lock_of_a_killed_writer_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "a.ldesk"
    create(path, writers.issue(0), {})
    killed([*WRITERS, "edit", str(path)], 0)
    assert (tmp_path / ".a.ldesk.lock").exists() or os.name == "nt"
    Session.open(path).close()
    assert [each.name for each in tmp_path.iterdir()] == ["a.ldesk"]


@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=pytest.mark.slow)])
def test_a_kill_while_an_earlier_format_is_left_loses_nothing(tmp_path: Path, kills: int) -> None:
    fixture = FIXTURES / "issue-format-1.ldesk"
    with IssueFile.open(fixture) as file:
        whole, rows = file.read(), [row.hash for row in file.entries()]
    path = tmp_path / "a.ldesk"
    shutil.copyfile(fixture, path)
    took = seconds([*WRITERS, "reopen", str(path)])
    chance = random.Random(12)
    for _ in range(kills):
        shutil.copyfile(fixture, path)
        for _ in range(2):
            killed([*WRITERS, "reopen", str(path)], chance.uniform(0, took))
        with IssueFile.open(path, "w") as file:
            assert file.read() == whole
            assert [row.hash for row in file.entries()] == rows
        assert sorted(each.name for each in tmp_path.iterdir()) == ["a.format-1.ldesk", "a.ldesk"]


# --- work in other processes


def told(*arguments: object) -> list[str]:
    """A command of the program that says when everything is loaded and its work begins."""
    script = (
        "import sys, layoutdesk.makeup.compiling, layoutdesk.exporters.pdf.export\n"
        "from layoutdesk.cli import run\nprint('ready', flush=True)\nsys.exit(run(sys.argv[1:]))"
    )
    return [sys.executable, "-c", script, *map(str, arguments)]


def seconds(command: Sequence[str]) -> float:
    """How long the work of a command takes once it is ready, so that kills fall into it."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        child.stdout.readline()
        begun = time.monotonic()
        child.stdout.read()
    assert child.returncode in (0, 1)
    return time.monotonic() - begun


def to_print(folder: Path) -> Path:
    """An issue of a few pages."""
    template = shipped_templates()["tabloid-inside"]
    pages = tuple(Page(id=f"pg{n}", number=n, template=template.name, label=f"A{n:02}") for n in range(1, 4))
    path = folder / "print.ldesk"
    create(path, Document(templates=(template,), pages=pages), {})
    return path


@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=pytest.mark.slow)])
def test_a_kill_while_exporting_leaves_the_old_pdf_or_the_new(tmp_path: Path, kills: int) -> None:
    path = to_print(tmp_path)
    with IssueFile.open(path) as file:
        before = file.read()
    target = tmp_path / "paper.pdf"
    took = seconds(told("export", path, "-o", target, "--as", "pdf"))
    whole = target.read_bytes()
    chance = random.Random(9)
    for _ in range(kills):
        killed(told("export", path, "-o", target, "--as", "pdf"), chance.uniform(0, took))
        assert target.read_bytes() in (b"yesterday", whole)
        target.write_bytes(b"yesterday")
        # An export keeps what it prints as a version: that, too, is whole or not there.
        with IssueFile.open(path) as file:
            assert file.read() == before
            assert file.faults() == ()
            assert all(file.version(version.number) == before for version in file.versions())


@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=pytest.mark.slow)])
def test_a_kill_while_compiling_leaves_the_old_issue_or_the_new(tmp_path: Path, kills: int) -> None:
    copy = tmp_path / "copy.md"
    copy.write_text(
        COPY.format(body="\n\n".join("渡口的灯在夜里亮到天明，往来的船只依次靠岸。" * 5 for _ in range(9))), "utf-8"
    )
    target = tmp_path / "paper.ldesk"
    took = seconds(told("compile", copy, "-o", target))
    with IssueFile.open(target) as file:
        whole = file.read()
    create(target, writers.issue(3), {})
    chance = random.Random(10)
    for _ in range(kills):
        killed(told("compile", copy, "-o", target), chance.uniform(took / 2, took))
        with IssueFile.open(target, "w") as file:
            assert file.read() in (whole, writers.issue(3))
