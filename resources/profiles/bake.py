"""Bakes the tables that LayoutDesk reads instead of a colour engine, out of the profiles that ship.

    python resources/profiles/bake.py

Run it after ``build.sh``; the tables are committed. It needs Pillow only, and the installed ``layoutdesk``.
"""

import zlib
from pathlib import Path

from layoutdesk.pictures.baking import Order, Tables, bake
from layoutdesk.pictures.profiles import COATED, NEWSPRINT, condition, profile_bytes

HERE = Path(__file__).resolve().parent


def baked(name: str) -> Tables:
    """The tables of one of the profiles beside this file."""
    return bake(profile_bytes(name), Order(name=name, ink_limit=condition(name).ink_limit))


def main() -> None:
    """Writes the three tables of every profile beside it."""
    for name in (NEWSPRINT, COATED):
        tables = baked(name)
        for kind in ("press", "grey", "screen"):
            (HERE / f"{name}-{kind}.bin").write_bytes(zlib.compress(getattr(tables, kind), 9))


if __name__ == "__main__":
    main()
