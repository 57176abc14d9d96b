"""A short run over every target: what an hour's run does, with the same inputs each time; and that the harness notices faults."""

from pathlib import Path

import pytest

from fuzz.__main__ import stretch
from fuzz.seeds import MADE, seeds
from fuzz.targets import TARGETS, take

#: Inputs of each target: some tenths of a second.
INPUTS = 60


def test_every_reader_has_seeds_that_are_read(tmp_path: Path) -> None:
    assert {target.name for target in TARGETS} <= set(MADE)
    for target in TARGETS:
        read = [take(target, data, tmp_path) for data in seeds(target.name)]
        assert all(read) == (target.name != "old word"), (target.name, read)


@pytest.mark.parametrize("target", [target.name for target in TARGETS])
def test_no_mutated_input_does_anything_but_be_read_or_refused_in_words(target: str, tmp_path: Path) -> None:
    result = stretch(target, 1, 60.0, INPUTS, tmp_path)
    assert result["failures"] == {}
    assert result["inputs"] == INPUTS


def test_what_kills_the_worker_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYOUTDESK_FUZZ_FAULT", "kill")
    result = stretch("text", 1, 60.0, INPUTS, tmp_path)
    assert result["failures"] == {"died with -9": 1}
    assert next(tmp_path.glob("text-died-1.bin")).stat().st_size > 0


@pytest.mark.parametrize(("fault", "kind"), [("write", "wrote"), ("network", "socket."), ("raise", "ValueError")])
def test_what_an_input_must_not_do_is_noticed(
    fault: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYOUTDESK_FUZZ_FAULT", fault)
    result = stretch("text", 1, 60.0, 3, tmp_path)
    assert all(name.startswith(kind) for name in result["failures"]) and result["failures"]
