"""Telling a PDF from other files, without loading what reads one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Readers look for the header in so many bytes (ISO 32000-1, Annex H, note 13).
_HEADER_WITHIN: Final = 1024


def is_pdf(path: Path) -> bool:
    """Whether the file says that it is a PDF, whatever its name."""
    # A pipe would be waited for.
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return b"%PDF-" in file.read(_HEADER_WITHIN)
    except OSError:
        return False
