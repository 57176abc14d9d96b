"""The rooms of the house: lower rows never import higher ones, Qt and ReportLab stay where they belong."""

import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def test_import_contracts_hold() -> None:
    tool = Path(sys.executable).parent / "lint-imports"
    command = str(tool) if tool.exists() else shutil.which("lint-imports")
    assert command, "import-linter is not installed"
    done = subprocess.run([command, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
