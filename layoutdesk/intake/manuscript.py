"""What every reader gives, whatever the format: lines with what the document itself says about them, facts, pictures.

From here on all copy goes the same way (``classify`` → ``pages`` → ``stories`` → ``assemble`` → ``queries``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from layoutdesk.base.problem import Problem
from layoutdesk.intake import markdown
from layoutdesk.intake.lines import Line
from layoutdesk.intake.plan_shape import Plan
from layoutdesk.intake.report import told


class Manuscript(msgspec.Struct, frozen=True, kw_only=True):
    """One file of copy (来稿), read.

    ``facts`` are what its head says by the names that ``markdown.FRONT_KEYS`` gives; a file that has any is one page, and they
    stood in the lines ``facts_at``. ``pictures`` are embedded originals by the name that ``Line.picture`` uses. ``problems``
    are what the reader has to tell: its encoding, what it left out. A page plan is pages already, and comes whole as ``plan``.
    """

    lines: tuple[Line, ...]
    facts: dict[str, str] = {}
    facts_at: tuple[int, int] = (0, 0)
    pictures: dict[str, bytes] = {}
    problems: tuple[Problem, ...] = ()
    plan: Plan | None = None

    @property
    def headed(self) -> bool:
        """Whether the file has a head of its own, were it an empty one."""
        return bool(self.facts) or self.facts_at != (0, 0)


def from_lines(
    lines: Sequence[Line], name: str, problems: Iterable[Problem], pictures: dict[str, bytes] | None = None
) -> Manuscript:
    """The manuscript of a file's lines, the front matter at their top read as facts, whatever the file's format."""
    front = markdown.front_matter(lines)
    kept = pictures or {}
    if front is None:
        return Manuscript(lines=tuple(lines), pictures=kept, problems=tuple(problems))
    unknown = [told("unknown-key", "warning", name, (line, line), key=key) for key, line in front.unknown]
    return Manuscript(
        lines=tuple(line for line in lines if line.number > front.lines[1]),
        facts=front.values,
        facts_at=front.lines,
        pictures=kept,
        problems=(*problems, *unknown),
    )
