"""Tables of notices as set, in text: the table's place and size, its edges, and every line with where it stands.

``pytest --renew`` writes the expected file anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

import notices
import pytest
from compose_helpers import context

from layoutdesk.compose.table import SetTable, set_table
from layoutdesk.display import Path as Stroke

GOLDEN = Path(__file__).parent / "golden" / "tables.txt"
#: Widths in base columns of the notice page.
SPANS = (2, 4, 8)


def told(name: str, span: int, made: SetTable) -> str:
    """One table in lines: its rows and edges, then row by row what stands where (points from its corner)."""
    edges = sorted({item.segments[0][1] for item in made.items if isinstance(item, Stroke) and is_upright(item)})
    rows: dict[float, list[str]] = {}
    for line in made.lines:
        rows.setdefault(line.y, []).append(f"{line.line.text.strip()}@{line.x + line.line.x:.1f}")
    head = f"{name} over {span}: {made.rows} rows, {len(made.items)} items, size {made.lines[0].size:g}"
    narrow = f", needs {made.narrow:.1f} pt" if made.narrow else ""
    body = "\n".join(f"{y:7.1f}  {'  '.join(texts)}" for y, texts in sorted(rows.items()))
    return f"{head}{narrow}\nedges {' '.join(f'{edge:.1f}' for edge in edges)}\n{body}\n"


def is_upright(item: Stroke) -> bool:
    return item.stroke is not None and item.segments[0][1] == item.segments[1][1]


def test_tables_of_notices_are_set_as_expected(request: pytest.FixtureRequest) -> None:
    page = context("broadsheet-notice")
    tables = (notices.land, notices.auction, notices.court, notices.hiring, notices.prices, notices.bids, notices.marks)
    set_now = "\n".join(
        told(of.__name__, span, set_table(page, of(), span * page.grid.pitch - page.grid.gutter, "s"))
        for of in tables
        for span in SPANS
    )
    if request.config.getoption("--renew"):
        GOLDEN.write_text(set_now, encoding="utf-8")
    assert set_now == GOLDEN.read_text(encoding="utf-8")
