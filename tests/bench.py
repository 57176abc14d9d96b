"""``make bench``: what the commands cost, as ratios to a floor measured in the same rounds (these machines are noisy).

The floor is an interpreter that imports the three libraries that no export can do without. Each figure is the median of the
rounds: CPU seconds of the whole process tree, and its memory (PSS). What the features of setting cost is measured
in paired runs too (``bench_setting``).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from layoutdesk.edits import SetMeta, apply
from layoutdesk.resources import resource, sample_copy
from layoutdesk.store import IssueFile
from tests.bench_press import measured
from tests.bench_setting import setting

ROUNDS = 5
FLOOR = [sys.executable, "-c", "import msgspec, uharfbuzz, reportlab.pdfbase.pdfdoc"]


def main() -> None:
    """Prints one row a command."""
    with tempfile.TemporaryDirectory() as folder:
        issue, out = Path(folder) / "sample.ldesk", Path(folder) / "sample"
        copies = [str(file) for file in sample_copy()]
        base = [sys.executable, "-m", "layoutdesk"]
        rows = {
            "floor": FLOOR,
            "compile sample": [
                *base,
                "compile",
                *copies,
                "--pictures",
                str(resource("sample", "pictures")),
                "-o",
                str(issue),
            ],
            "show": [*base, "show", str(issue), "--json"],
            "export pdf": [*base, "export", str(issue), "--as", "pdf", "-o", f"{out}.pdf"],
            "export text": [*base, "export", str(issue), "--as", "text", "-o", f"{out}.txt"],
        }
        figures: dict[str, list[tuple[float, float, float]]] = {name: [] for name in rows}
        for _ in range(ROUNDS):
            for name, command in rows.items():
                figures[name].append(measured(command))
        floor = statistics.median(cpu for cpu, _, _ in figures["floor"])
        print(f"{'':16}{'CPU s':>8}{'× floor':>9}{'wall s':>8}{'MB':>7}")
        for name, runs in figures.items():
            cpu, wall, megabytes = (statistics.median(run[i] for run in runs) for i in range(3))
            print(f"{name:16}{cpu:8.2f}{cpu / floor:9.2f}{wall:8.2f}{megabytes:7.0f}")
        print(commits(issue))
        print(setting())


def commits(issue: Path, number: int = 1000) -> str:
    """What it costs until an edit is on the disk, and to keep a version, in an issue like the sample."""
    waits, works = [], []
    with IssueFile.open(issue, "w") as file:
        before = file.read()
        for count in range(number):
            edit = SetMeta(replace(before.meta, number=str(count)))
            after = apply(before, edit)
            began, worked = time.perf_counter(), time.process_time()
            file.commit(before, after, edit, tidy=False)
            waits.append(time.perf_counter() - began)
            works.append(time.process_time() - worked)
            file.tidy()
            before = after
        began = time.perf_counter()
        file.keep_version(before, "named", "bench")
        kept = time.perf_counter() - began
    waits.sort()
    return (
        f"commit: p50 {waits[number // 2] * 1e3:.2f} ms, p99 {waits[number * 99 // 100] * 1e3:.2f} ms, "
        f"CPU {sum(works) / number * 1e3:.2f} ms; a version kept: {kept * 1e3:.1f} ms"
    )


if __name__ == "__main__":
    main()
