"""Letting a PDF in: what is none, is locked, or is too large is refused in words before anything of it is believed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pikepdf

from layoutdesk.base.problem import Refusal
from layoutdesk.preflight.recognition import is_pdf

#: A day's paper with full-page pictures has some hundred megabytes and a hundred pages.
MOST_BYTES: Final = 4 * 1024 * 1024 * 1024
MOST_PAGES: Final = 1_000


@contextmanager
def opened(path: Path) -> Iterator[pikepdf.Pdf]:
    """The file, open; refuses what is no PDF, needs a password, is beyond repair, or has far too many pages."""
    if not path.is_file():
        raise Refusal("preflight.missing", file=path.name)
    if not is_pdf(path):
        raise Refusal("preflight.not-pdf", file=path.name)
    if path.stat().st_size > MOST_BYTES:
        raise Refusal("preflight.too-large", file=path.name)
    try:
        pdf = pikepdf.open(path, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refusal("preflight.locked", file=path.name) from error
    except (pikepdf.PdfError, OSError, RuntimeError) as error:
        raise Refusal("preflight.damaged", file=path.name, reason=_first_line(error)) from error
    with pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise Refusal("preflight.too-many-pages", file=path.name, count=len(pdf.pages), limit=MOST_PAGES)
        if not pdf.pages:
            raise Refusal("preflight.no-pages", file=path.name)
        yield pdf


def _first_line(error: Exception) -> str:
    # qpdf names the file by its full path first; the sentence has the name already.
    return str(error).splitlines()[0].rpartition(": ")[2] if str(error) else type(error).__name__
