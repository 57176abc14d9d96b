"""``make fuzz SECONDS=3600``: every target in turn, a worker process for each stretch; what fails is saved as a small file.

Prints the number of inputs for each target, how many were read (the others were refused in words), and the failures by kind.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

TESTS: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from fuzz.targets import TARGETS  # noqa: E402

#: Seconds of one stretch of a target, and of silence after which its worker is taken for hung.
_STRETCH, _SILENCE = 20.0, 240.0


def stretch(target: str, seed: int, seconds: float, inputs: int, found: Path) -> dict[str, Any]:
    """One worker's work; what hangs or kills it is saved too."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-X", "utf8", "-W", "ignore", "-m", "fuzz.worker"]
        command += [target, str(seed), str(seconds), str(inputs), folder, str(found)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=TESTS, env=_environment()
        )
        try:
            out, err = process.communicate(timeout=seconds + _SILENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
        if process.returncode == 0 and out.strip():
            result: dict[str, Any] = json.loads(out.splitlines()[-1])
            return result
        current = Path(folder) / "current"
        data = current.read_bytes() if current.exists() else b""
        kind = f"died with {process.returncode}"
        found.mkdir(parents=True, exist_ok=True)
        name = f"{target.replace(' ', '-')}-died-{seed}"
        (found / f"{name}.bin").write_bytes(data)
        (found / f"{name}.txt").write_bytes(kind.encode() + b"\n\n" + err[-4000:])
        return {"inputs": 1, "read": 0, "slowest": 0.0, "failures": {kind: 1}}


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}", "QT_QPA_PLATFORM": "offscreen"}


class Tally:
    """What happened to the inputs of every target."""

    def __init__(self) -> None:
        self.inputs: Counter[str] = Counter()
        self.read: Counter[str] = Counter()
        self.slowest: dict[str, float] = {}
        self.failures: dict[str, Counter[str]] = {}

    def add(self, target: str, result: dict[str, Any]) -> None:
        self.inputs[target] += result["inputs"]
        self.read[target] += result["read"]
        self.slowest[target] = max(self.slowest.get(target, 0.0), result["slowest"])
        self.failures.setdefault(target, Counter()).update(result["failures"])

    @property
    def failed(self) -> int:
        return sum(sum(kinds.values()) for kinds in self.failures.values())

    def lines(self) -> list[str]:
        done = []
        for target, count in self.inputs.items():
            done.append(
                f"{target:12} {count:9,} inputs, {self.read[target]:9,} read, slowest {self.slowest[target]:6.2f} s, "
                f"{sum(self.failures[target].values())} failed"
            )
            done += [f"             {number} × {kind}" for kind, number in self.failures[target].most_common()]
        return [*done, f"{'all':12} {sum(self.inputs.values()):9,} inputs, {self.failed} failed"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--inputs", type=int, default=1_000_000_000, help="at most so many for each target")
    parser.add_argument("--seed", type=int, default=None, help="without it another one each time")
    parser.add_argument("--only", action="append", metavar="TARGET")
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"), help="where failures are saved")
    options = parser.parse_args()
    names = [target.name for target in TARGETS if not options.only or target.name in options.only]
    seed = int(time.time()) if options.seed is None else options.seed
    print(f"seed {seed}, targets: {', '.join(names)}", flush=True)
    tally, until, rounds = Tally(), time.monotonic() + options.seconds, 0
    while time.monotonic() < until and (rounds == 0 or options.inputs > max(tally.inputs.values())):
        for name in names:
            seconds = min(_STRETCH, max(0.2, (until - time.monotonic()) / len(names)), options.seconds / len(names))
            tally.add(name, stretch(name, seed + rounds, seconds, options.inputs, options.found))
        rounds += 1
        print("\n".join([f"after round {rounds}:", *tally.lines()]), flush=True)
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
