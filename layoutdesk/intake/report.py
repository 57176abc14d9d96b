"""What intake says about the copy: questions to the editor, and problems to know of."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Severity
from layoutdesk.model import Anchor, Paragraph, Query, Story


def told(
    code: str, severity: Severity, file: str = "", lines: tuple[int, int] | None = None, **args: object
) -> Problem:
    """The problem ``intake.<code>`` about lines of a file, whose text can name the file."""
    if file:
        args.setdefault("file", file)
    return Problem(
        code=f"intake.{code}",
        severity=severity,
        file=file,
        lines=lines,
        args={name: str(value) for name, value in args.items()},
    )


class Report:
    """Collects queries and problems in the order in which they are found."""

    def __init__(self, ids: IdSource) -> None:
        self.ids = ids
        self.queries: list[Query] = []
        self.problems: list[Problem] = []

    def ask(
        self, code: str, story: Story, paragraph: Paragraph | None = None, *, start: int = 0, end: int = 0,
        lines: tuple[int, int] | None = None, fix: edits.Edit | None = None, **args: object,
    ) -> None:  # fmt: skip
        """Adds a query ``intake.<code>`` about a story or a range of a paragraph; ``fix`` would settle it."""
        origin = (paragraph and paragraph.origin) or story.origin
        self.queries.append(
            Query(
                id=self.ids.new("q"),
                code=f"intake.{code}",
                args={name: str(value) for name, value in args.items()},
                anchor=Anchor(story.id, paragraph.id if paragraph else "", start, end),
                file=origin.file if origin else "",
                lines=lines or ((origin.first, origin.last) if origin else None),
                fix=edits.to_data(fix) if fix is not None else None,
            )
        )

    def ask_copy(self, code: str, file: str, lines: tuple[int, int], **args: object) -> None:
        """Adds a query about lines of the copy that belong to no story."""
        self.queries.append(
            Query(
                id=self.ids.new("q"),
                code=f"intake.{code}",
                args={name: str(value) for name, value in args.items()},
                file=file,
                lines=lines,
            )
        )

    def tell(
        self, code: str, severity: Severity, file: str = "", lines: tuple[int, int] | None = None, *, story: str = "",
        paragraph: str = "", start: int = 0, end: int = 0, fix: edits.Edit | None = None, **args: object,
    ) -> None:  # fmt: skip
        """Adds a problem ``intake.<code>``; where it names a file, its text can too."""
        self.problems.append(
            replace(
                told(code, severity, file, lines, **args),
                story=story,
                paragraph=paragraph,
                start=start,
                end=end,
                fix=edits.to_data(fix) if fix is not None else None,
            )
        )
