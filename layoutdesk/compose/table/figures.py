"""Columns of figures (数字栏): which they are, and where in each cell the point is at which they are aligned (小数点对齐)."""

from __future__ import annotations

from collections.abc import Sequence

from layoutdesk.base.late import late
from layoutdesk.model.story import ColumnAlign
from layoutdesk.text.quantities import CURRENCIES, LEAD

#: A sign or comparison, the whole part with or without thousands, decimals, a unit of a few characters.
_FIGURE = late(rf"(?:{LEAD}|-[{CURRENCIES}]?)(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?=(\.[0-9]+)?([^0-9.]{{0,4}})$)")
#: What stands in a column of figures where there is none: 无, 持平, 面议, — …
_MOST_WORD = 3
_DIGITS = frozenset("0123456789")


def points_of(texts: Sequence[str], align: ColumnAlign) -> dict[str, int]:
    """The points of a column whose alignment may be chosen: those of all its figures for ``decimal``, else none."""
    if not align:
        return aligned_points(texts)
    found = ((text, _FIGURE.match(text)) for text in texts if align == "decimal")
    return {text: figure.end() for text, figure in found if figure}


def aligned_points(texts: Sequence[str]) -> dict[str, int]:
    """For the cells of one column the place of the point; empty where the column is not one of figures.

    It is one where at least two cells are figures, all of one unit, and the rest are empty or short words. Ranges (3—5),
    dates, sizes with different units and cells that say more are none; such columns are set like text.
    """
    points: dict[str, int] = {}
    units: set[str] = set()
    count = words = 0
    for text in texts:
        found = _FIGURE.match(text)
        if found:
            points[text] = found.end()
            units.add(found[2].strip())
            count += 1
        elif text:
            if len(text) > _MOST_WORD or _DIGITS.intersection(text):
                return {}
            words += 1
    return points if count >= 2 and words <= count and len(units - {""}) <= 1 else {}
