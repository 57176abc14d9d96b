"""Plain text and Markdown: bytes to lines, with the front matter that well-kept copy has."""

from __future__ import annotations

from layoutdesk.base.problem import Problem
from layoutdesk.intake import decode, limits, markdown
from layoutdesk.intake.lines import split_lines
from layoutdesk.intake.manuscript import Manuscript
from layoutdesk.intake.report import told


def read(data: bytes, name: str) -> Manuscript:
    """The manuscript in ``data``, the bytes of the file ``name``. Raises ``Refusal`` as ``decode.decode`` does."""
    decoded = decode.decode(data, name)
    problems = [told("encoding", "note", name, encoding=decoded.encoding)]
    if decoded.removed:
        problems.append(told("controls-removed", "warning", name, count=decoded.removed))
    return from_text(decoded.text, name, problems)


def from_text(text: str, name: str, problems: list[Problem]) -> Manuscript:
    """The manuscript in ``text``, after what its decoding had to tell."""
    found = split_lines(text)
    limits.check_file(found, name)
    front = markdown.front_matter(found)
    if front is None:
        return Manuscript(lines=tuple(found), problems=tuple(problems))
    unknown = [told("unknown-key", "warning", name, (line, line), key=key) for key, line in front.unknown]
    return Manuscript(
        lines=tuple(line for line in found if line.number > front.lines[1]),
        facts=front.values,
        facts_at=front.lines,
        problems=(*problems, *unknown),
    )
