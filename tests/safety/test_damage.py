"""Files with bits turned over, pages lost, ends cut off: either it is said in words, or what is read is exactly the issue."""

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from safety import writers

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import ReplaceText
from layoutdesk.model import Document, Paragraph, Story
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create, snapshots
from layoutdesk.store.connect import one_state

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LAYOUTDESK_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def whole(folder: Path) -> Path:
    """An issue with edits, versions and originals, large enough that its rows lie on many pages."""
    path = folder / "whole.ldesk"
    if not path.exists():
        story = Story(id="long", body=tuple(Paragraph(id=f"q{n}", text=f"第{n}段，" * 40) for n in range(60)))
        issue = writers.issue(47)
        create(path, replace(issue, stories=(*issue.stories, story)), {})
        session = Session.open(path)
        for _ in range(6):
            session.apply(writers.step(session))
        session.keep_version("named", "定稿")
        session.close()
    return path


def read(path: Path, mode: str) -> Document | str:
    """The issue; the words of the refusal where there is one. Its originals are what they were, or refused as well."""
    try:
        with IssueFile.open(path, mode) as file:  # type: ignore[arg-type]
            document = file.read()
            for asset in document.assets:
                with suppress(Refusal):
                    assert file.blob(asset.sha256) == writers.photo(int(asset.id[2:]))
    except Refusal as refusal:
        assert refusal.code.startswith("store.")
        said = [words.refusal_text(refusal, language) for language in words.LANGUAGES]
        assert all(path.name in each and "{file}" not in each and "{reason}" not in each for each in said)
        return said[0]
    return document


def goes_on(path: Path, expected: Document) -> None:
    """An edit in a damaged file: it is committed, or told; afterwards the file holds what was acknowledged, or says no."""
    try:
        session = Session.open(path)
    except Refusal:
        return
    assert session.document == expected
    session.apply(writers.step(session))
    acknowledged = session.flush()
    after = session.document
    session.close(discard=True)
    found = read(path, "r")
    if isinstance(found, Document):
        assert found == after if acknowledged else found in (expected, after)


def flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def scramble(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at : at + 64] = chance.randbytes(64)


def lose_page(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) // 4096) * 4096
    data[at : at + 4096] = bytes(4096)


def swap_pages(data: bytearray, chance: random.Random) -> None:
    one, two = (chance.randrange(len(data) // 4096) * 4096 for _ in range(2))
    data[one : one + 4096], data[two : two + 4096] = data[two : two + 4096], data[one : one + 4096]


def cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def write_json(data: bytearray, chance: random.Random) -> None:
    """A letter of the text becomes another: the worst, for no check of the database sees it."""
    at = chance.choice([n for n in range(0, len(data) - 3) if data[n : n + 3] == "第".encode()])
    data[at : at + 3] = "策".encode()


KINDS = (flip, scramble, lose_page, swap_pages, cut_off, write_json)


def damage(tmp_path: Path, seed: int, kind: int) -> None:
    source = whole(tmp_path)
    with IssueFile.open(source) as file:
        expected = file.read()
    data = bytearray(source.read_bytes())
    KINDS[kind](data, random.Random(seed))
    if data == source.read_bytes():
        return
    path = tmp_path / "damaged.ldesk"
    path.write_bytes(data)
    found = read(path, "r")
    assert path.read_bytes() == data
    if isinstance(found, Document):
        assert found == expected
    for mode in ("w", "r"):
        again = read(path, mode)
        assert isinstance(again, str) or again == expected
        if isinstance(again, str):
            # What is damaged is left as it is, to the last byte.
            assert path.read_bytes() == data
    goes_on(path, expected)


# The page of the parts and the index of the journal in each other's place: a number stood where a name should.
@example(69, 3)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(0, len(KINDS) - 1))
def test_damage_is_told_or_harms_nothing(state: Path, tmp_path: Path, seed: int, kind: int) -> None:
    damage(tmp_path, seed, kind)


@pytest.mark.slow
@settings(max_examples=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(0, len(KINDS) - 1))
def test_much_damage_is_told_or_harms_nothing(state: Path, tmp_path: Path, seed: int, kind: int) -> None:
    damage(tmp_path, seed, kind)


def test_one_letter_that_became_another_is_told(state: Path, tmp_path: Path) -> None:
    path = whole(tmp_path)
    data = bytearray(path.read_bytes())
    write_json(data, random.Random(1))
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for mode in ("r", "w"):
        assert isinstance(read(path, mode), str)


def test_a_row_that_is_gone_or_stands_elsewhere_is_told(state: Path, tmp_path: Path) -> None:
    for statement in (
        "DELETE FROM part WHERE id = 'long'",
        "UPDATE part SET position = 7 WHERE id = 'long'",
        "UPDATE part SET body = CAST(replace(CAST(body AS TEXT), '第1段', '第2段') AS BLOB) WHERE id = 'long'",
    ):
        path = tmp_path / "edited.ldesk"
        shutil.copyfile(whole(tmp_path), path)
        with closing(sqlite3.connect(path, isolation_level=None)) as plain:
            plain.execute(statement)
        assert isinstance(read(path, "r"), str), statement


def test_the_log_of_a_crash_does_not_get_into_a_file_put_in_its_place(state: Path, tmp_path: Path) -> None:
    """After a crash somebody puts an earlier copy of the issue back: what the log holds fits only the file that is gone."""
    path = whole(tmp_path)
    early, late = tmp_path / "early" / "a.ldesk", tmp_path / "late" / "a.ldesk"
    for copy in (early, late):
        copy.parent.mkdir()
    shutil.copyfile(path, early)
    session = Session.open(path)
    session.apply(ReplaceText("long", "q7", 0, 2, "改"))
    assert session.flush()
    shutil.copyfile(path, late)
    # Somebody reads meanwhile, so that the log keeps what is committed now.
    with IssueFile.open(path) as reader, one_state(reader._connection):
        assert reader.seq == 7
        session.apply(writers.step(session))
        assert session.flush()
        log = path.with_name(path.name + "-wal").read_bytes()
        assert log
    number = int(session.document.meta.number)
    session.close()
    for copy in (early, late):
        copy.with_name("a.ldesk-wal").write_bytes(log)
    before = early.read_bytes()
    with pytest.raises(Refusal) as refused:
        IssueFile.open(early, "w")
    assert refused.value.code == "store.strange-log"
    assert Path(refused.value.args_["kept"]).read_bytes() == log
    assert early.read_bytes() == before
    with IssueFile.open(early, "w") as file:
        assert int(file.read().meta.number) == number - 1
    # Where it belongs it is what was acknowledged last.
    with IssueFile.open(late, "w") as file:
        assert int(file.read().meta.number) == number


def test_a_damaged_issue_offers_its_last_good_snapshot(state: Path, tmp_path: Path) -> None:
    path = whole(tmp_path)
    assert snapshots.take(path, lambda _done, _all: None) == ()
    with IssueFile.open(path) as file:
        expected = file.read()
    data = bytearray(path.read_bytes())
    write_json(data, random.Random(2))
    path.write_bytes(data)
    for mode in ("r", "w"):
        with pytest.raises(Refusal) as refused, IssueFile.open(path, mode) as file:  # type: ignore[arg-type]
            file.read()
        assert refused.value.code == "store.damaged-snapshot"
        with IssueFile.open(Path(refused.value.args_["snapshot"])) as snapshot:
            assert snapshot.read() == expected
    assert path.read_bytes() == data


@pytest.mark.parametrize("name", ["issue-format-1.ldesk", "issue-format-2.ldesk"])
def test_damage_in_every_format_is_told(state: Path, tmp_path: Path, name: str) -> None:
    """The first format has no checksum: what its rows say is believed where it makes sense, the rest is told."""
    chance = random.Random(3)
    path = tmp_path / "damaged.ldesk"
    for _ in range(30):
        data = bytearray((FIXTURES / name).read_bytes())
        scramble(data, chance)
        path.write_bytes(data)
        for mode in ("r", "w"):
            try:
                with IssueFile.open(path, mode) as file:  # type: ignore[arg-type]
                    file.read()
            except Refusal as refusal:
                assert refusal.code.startswith("store.")
        for left in tmp_path.glob("damaged*"):
            left.unlink()
