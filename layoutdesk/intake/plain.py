"""Plain text and Markdown: bytes to lines, with the front matter that well-kept copy has, and tables in tags."""

from __future__ import annotations

from layoutdesk.intake import decode, limits, tagged
from layoutdesk.intake.manuscript import Manuscript, from_lines
from layoutdesk.intake.report import told


def read(data: bytes, name: str) -> Manuscript:
    """The manuscript in ``data``, the bytes of the file ``name``. Raises ``Refusal`` as ``decode`` and ``tagged`` do."""
    decoded = decode.decode(data, name)
    problems = [told("encoding", "note", name, encoding=decoded.encoding)]
    if decoded.removed:
        problems.append(told("controls-removed", "warning", name, count=decoded.removed))
    found = tagged.split(decoded.text, name)
    limits.check_file(found, name)
    return from_lines(found, name, problems)
