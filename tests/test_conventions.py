"""The table of conventions that the window keeps names tests that exist, in the order of the numbers."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROWS = [
    line
    for line in (ROOT / "docs" / "editor-conventions.md").read_text("utf-8").splitlines()
    if re.match(r"\| (\d+|–) ", line)
]


def named(row: str) -> list[str]:
    """What stands in the last column between backquotes."""
    return re.findall(r"`([^`]+)`", row.rpartition(" | ")[2])


def test_every_test_that_a_convention_names_is_there() -> None:
    known = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (\w+)\(", path.read_text("utf-8"), re.MULTILINE)
    }
    assert len(ROWS) > 30
    for row in ROWS:
        names = named(row)
        assert any(name.endswith(".py") or name.startswith("test_") for name in names), row
        for name in names:
            assert (ROOT / name).is_file() if name.endswith(".py") else name in known, name


def test_conventions_stand_in_the_order_of_their_numbers() -> None:
    numbers = [int(row.split()[1]) if row.split()[1].isdigit() else 99 for row in ROWS]
    assert numbers == sorted(numbers)
    assert set(numbers) >= {*range(1, 30), 33, 34, 36}
