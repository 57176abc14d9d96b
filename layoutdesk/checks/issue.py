"""Problems of the issue as a whole, beside those that composing finds on its pages: open queries, fonts missing or changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from layoutdesk.base.problem import Problem
from layoutdesk.model.document import Document, FontUse
from layoutdesk.model.review import Query
from layoutdesk.model.template import used_roles
from layoutdesk.text.fonts import FontBook


def issue_problems(document: Document, book: FontBook) -> list[Problem]:
    """Queries that wait for an answer, roles without a font of their own, fonts other than those of the last composing."""
    queries = [query_problem(query) for query in document.queries if query.state == "open"]
    broken = [problem for problem in book.problems if problem.code != "text.font-missing"]
    roles = used_roles(document.templates)
    return [*queries, *broken, *book.missing_roles(roles), *_changed(document.fonts, book)]


def query_problem(query: Query) -> Problem:
    """A query of intake as a problem, where it hangs."""
    anchor = query.anchor
    return Problem(
        code=query.code, severity="query", args=query.args, page=query.page, file=query.file, lines=query.lines,
        story=anchor.story if anchor else "", paragraph=anchor.paragraph if anchor else "",
        start=anchor.start if anchor else 0, end=anchor.end if anchor else 0, fix=query.fix,
    )  # fmt: skip


def _changed(fonts: Iterable[FontUse], book: FontBook) -> Iterator[Problem]:
    """An error for each role that another face fills now than when the issue was composed: every line may fall otherwise."""
    for use in fonts:
        face = book.face(use.role)
        if face.sha256 != use.sha256:
            args = {"role": use.role, "was": f"{use.name} {use.version}", "now": f"{face.name} {face.version}"}
            yield Problem(code="check.font-changed", severity="error", args=args)
