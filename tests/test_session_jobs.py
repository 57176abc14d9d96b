"""Worker processes: results, refusals, progress, cancelling, limits."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.jobs import Job, run_limited


def code_of(function: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        function()
    for language in words.LANGUAGES:
        assert "{" not in words.refusal_text(refusal.value, language)
    return refusal.value.code


def test_a_result_comes_back() -> None:
    assert run_limited(pow, 2, 100, seconds=20, megabytes=500) == 2**100


def test_a_refusal_comes_back_in_its_own_words() -> None:
    from layoutdesk.edits import from_data

    assert code_of(lambda: run_limited(from_data, {}, seconds=20, megabytes=500)) == "edits.not-an-edit"


def test_a_fault_says_what_it_was() -> None:
    with pytest.raises(Refusal, match="ValueError"):
        run_limited(int, "x", seconds=20, megabytes=500)


def test_what_takes_too_long_is_stopped() -> None:
    start = time.monotonic()
    assert code_of(lambda: run_limited(time.sleep, 600, seconds=60, clock=0.3, megabytes=500)) == "jobs.time"
    assert time.monotonic() - start < 300


def test_what_waits_for_its_turn_is_not_refused() -> None:
    """A busy machine makes the clock run on while the processor does something else."""
    assert run_limited(time.sleep, 2.5, seconds=1, clock=3600, megabytes=500) is None


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory there")
def test_what_takes_too_much_memory_is_stopped() -> None:
    assert code_of(lambda: run_limited(bytes, 2_000_000_000, seconds=20, megabytes=300)) == "jobs.memory"


def test_a_process_that_dies_is_told() -> None:
    assert code_of(lambda: run_limited(os._exit, 7, seconds=20, megabytes=500)) == "jobs.died"


def test_a_cancelled_job_ends_soon() -> None:
    job = Job(time.sleep, 60).start()
    assert not job.poll()
    job.cancel()
    assert job.state == "cancelled"
    assert job.poll()
    assert code_of(lambda: job.result) == "jobs.cancelled"


def test_a_cancelled_job_takes_away_what_it_was_writing(work: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    job = Job(work.write_slowly, folder).start()
    for _ in range(3000):
        if any(folder.glob("*/begun")):
            break
        time.sleep(0.01)
    assert any(folder.glob("*/begun"))
    job.cancel()
    assert list(folder.iterdir()) == []


WORK = """
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from layoutdesk.jobs import run_limited

def count(most, *, progress):
    for number in range(most):
        progress(number / most, "jobs.cancelled")
        time.sleep(0.02)
    return most

def through_another(base, exponent):
    return run_limited(pow, base, exponent, seconds=60, megabytes=2000)

def write_slowly(folder):
    with TemporaryDirectory(dir=folder) as beside:
        Path(beside, "begun").touch()
        time.sleep(60)

def linger():
    Timer(3.0, int).start()
    return "done"

def spin():
    while True:
        pass
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module that another process can import."""
    (tmp_path / "work_for_jobs.py").write_text(WORK, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("work_for_jobs")
    sys.modules.pop("work_for_jobs")


def test_a_worker_may_have_a_worker_within_its_own_limits(work: ModuleType) -> None:
    assert run_limited(work.through_another, 2, 5, seconds=60, megabytes=800) == 32


def test_what_spins_is_stopped(work: ModuleType) -> None:
    assert code_of(lambda: run_limited(work.spin, seconds=0.5, megabytes=800)) == "jobs.time"


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of processor time there")
def test_what_spins_is_stopped_by_its_processor_time(work: ModuleType) -> None:
    assert code_of(lambda: run_limited(work.spin, seconds=0.5, clock=3600, megabytes=800)) == "jobs.time"


def test_a_polled_job_tells_how_far_it_is(work: ModuleType) -> None:
    job = Job(work.count, 10, reports=True).start()
    seen = []
    while not job.poll(0.01):
        seen.append(job.progress)
    assert (job.state, job.progress, job.result, job.doing) == ("done", 1.0, 10, "jobs.cancelled")
    assert seen == sorted(seen)
    assert any(0 < share < 1 for share in seen)


def test_a_polled_job_never_waits_for_its_process_to_leave(work: ModuleType) -> None:
    job = Job(work.linger).start()
    longest, ended = 0.0, False
    while not ended:
        began = time.perf_counter()
        ended = job.poll()
        longest = max(longest, time.perf_counter() - began)
        time.sleep(0.005)
    assert job.result == "done"
    assert longest < 2.5
