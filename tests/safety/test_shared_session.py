"""The open document of an issue on a share: known by its place there, read by workers from the copy here, which is ahead."""

from pathlib import Path

import pytest
from safety import writers
from safety.test_shares import names, number_at, place, share  # noqa: F401  # fixtures

from layoutdesk.session import Session
from layoutdesk.store import IssueFile, keeper, snapshots


def test_a_session_goes_by_the_place_and_works_on_the_copy(share: Path, place: Path, tmp_path: Path) -> None:  # noqa: F811
    session = Session.open(place)
    assert session.path == place
    assert session.source != place
    session.apply(writers.step(session))
    assert session.flush()
    assert number_at(session.source) == 1
    session.keep_version("named", "一校")
    session.save_copy(tmp_path / "copy.ldesk")
    assert number_at(tmp_path / "copy.ldesk") == 1
    session.restore(1)
    assert session.document.meta.number == "0"
    session.close()
    assert names(share) == ["a.ldesk"]
    with IssueFile.open(place) as file:
        assert file.read().meta.number == "0"
        assert [version.kind for version in file.versions()] == ["auto", "named", "restore"]
        assert file.faults() == ()


def test_snapshots_of_an_issue_on_a_share_go_by_its_place(
    share: Path,  # noqa: F811
    place: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeper, "FIRST", 0.0)
    session = Session.open(place)
    assert session._keeper is not None
    for _ in range(1000):
        if snapshots.listed(place):
            break
        session._keeper._thread.join(0.01)
    session.close()
    assert len(snapshots.listed(place)) == 1
    assert names(share) == ["a.ldesk"]
