"""Printer's marks (印刷标记) by name, as an export asks for them. ``layoutdesk.exporters.pdf.marks`` draws them."""

from __future__ import annotations

from typing import Final

from layoutdesk.base.problem import Refusal

#: Crop marks 裁切线, registration marks 套准线, page line 版面说明, colour bar 色标.
MARKS: Final = ("crop", "register", "pageline", "bar")
ALL: Final = "all"
NO_MARKS: Final[frozenset[str]] = frozenset()


def wanted_marks(names: str) -> frozenset[str]:
    """The marks named, parted by commas; ``all`` for every one, nothing for none. Raises ``Refusal`` for an unknown name."""
    wanted = frozenset(name.strip().lower() for name in names.split(",") if name.strip())
    if ALL in wanted:
        return frozenset(MARKS)
    unknown = sorted(wanted.difference(MARKS))
    if unknown:
        raise Refusal("exporters.unknown-mark", mark=unknown[0], marks=", ".join((*MARKS, ALL)))
    return wanted
