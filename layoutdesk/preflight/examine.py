"""The whole way from a file to its report. Runs in a limited child process where the file is not ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.preflight.facts import Survey
from layoutdesk.preflight.opening import opened
from layoutdesk.preflight.rules import RULES, Finding, Rule
from layoutdesk.preflight.survey import MALFORMED, survey

#: Called with the share done, 0 to 1, and the code of what is being done.
Progress = Callable[[float, str], None]

STANDARDS: Final = {"x1a": "PDF/X-1a:2001", "x4": "PDF/X-4"}
#: The same breach on so many pages is listed; the rest is counted.
_MOST_OF_ONE: Final = 20


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in ``file``: the standard it was held to (empty: none), its pages, and the problems, errors first.

    ``condition`` is the printing condition that the file names.
    """

    file: str
    standard: str
    pages: int
    problems: tuple[Problem, ...]
    condition: str = ""

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)


def examine(path: Path, standard: str = "", *, progress: Progress | None = None) -> Report:
    """Holds a PDF to ``standard`` (``x1a`` or ``x4``), or to what it claims itself, and to what every press needs.

    Raises ``Refusal`` for what is no PDF, is locked or beyond repair, and for an unknown standard.
    """
    if standard and standard not in STANDARDS:
        raise Refusal("exporters.unknown-standard", standard=standard, standards=", ".join(STANDARDS))
    with opened(path) as pdf:
        found = survey(pdf, path.name, _by_page(progress))
        held = standard or found.claims
        found.claims = held
        problems = [problem for rule in RULES if held in rule.standards for problem in _breaches(rule, found)]
        if not held:
            problems.append(Problem(code="preflight.no-standard", severity="note", args={}, file=path.name))
        return Report(
            file=path.name,
            standard=held,
            pages=len(found.pages),
            problems=by_severity(problems),
            condition=found.condition,
        )


def _by_page(progress: Progress | None) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, total: progress(done / total, "cli.checking")


_ORDER: Final = ("error", "warning", "query", "note")


def by_severity(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first; those of one severity stay in their order."""
    return tuple(sorted(problems, key=lambda problem: _ORDER.index(problem.severity)))


def _breaches(rule: Rule, found: Survey) -> list[Problem]:
    problems: list[Problem] = []
    for finding in _findings(rule, found):
        if len(problems) == _MOST_OF_ONE:
            more = {"code": rule.code, "most": str(_MOST_OF_ONE)}
            problems.append(Problem(code="preflight.and-more", severity=rule.severity, args=more, file=found.name))
            break
        args = {name: str(value) for name, value in finding.items()} | {"source": rule.source}
        code, severity = (rule.code, rule.severity) if "malformed" not in finding else ("malformed", "error")
        problems.append(Problem(code=f"preflight.{code}", severity=severity, args=args, file=found.name))
    return problems


def _findings(rule: Rule, found: Survey) -> Iterator[Finding]:
    """What the rule finds; an object that is not of the kind that it must be is a finding too, and ends this rule alone."""
    try:
        yield from rule.look(found)
    except MALFORMED as error:
        yield {"malformed": rule.code, "reason": str(error).partition("\n")[0] or type(error).__name__}
