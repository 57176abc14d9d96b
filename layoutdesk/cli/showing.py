"""``show`` and ``check``: an issue as JSON or as lines for people."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from layoutdesk.base.problem import Problem
from layoutdesk.base.units import to_mm
from layoutdesk.checks.issue import issue_problems
from layoutdesk.cli import DONE, FOUND
from layoutdesk.cli.issue import OpenIssue
from layoutdesk.cli.output import print_json, say
from layoutdesk.compose.parking import parked_stories
from layoutdesk.compose.types import ComposedPage, Fit
from layoutdesk.compose.withheld import withheld_stories
from layoutdesk.compose.wording import weekday_text
from layoutdesk.model.document import Document, Page, story_ids, unplaced
from layoutdesk.model.elements import element_kind, is_printed
from layoutdesk.model.story import Paragraph, Story, TableBlock, byline_text, pictures
from layoutdesk.words import problem_text, text


def show_issue(options: argparse.Namespace) -> int:
    """Pages, elements, stories, lines over and under."""
    with OpenIssue(options.issue) as issue:
        composed = list(issue.compose())
        problems = [*issue_problems(issue.document, issue.book), *(p for page in composed for p in page.problems)]
        value = describe(issue.document, composed, problems)
    if options.json:
        print_json(value)
    else:
        _print_issue(value)
    return DONE


def check_file(options: argparse.Namespace) -> int:
    """The problems of an issue or of a finished PDF, told apart by what the file is; 1 where one of them is an error."""
    from layoutdesk.preflight.recognition import is_pdf

    path = Path(options.issue)
    # A file that is called a PDF and is none is refused as that.
    if not is_pdf(path) and path.suffix.lower() != ".pdf":
        return check_issue(options)
    from layoutdesk.cli.preflight import check_pdf

    return check_pdf(path, options)


def check_issue(options: argparse.Namespace) -> int:
    """The problems of an issue; 1 where one of them is an error."""
    with OpenIssue(options.issue) as issue:
        problems = [*issue.file.faults(), *issue_problems(issue.document, issue.book)]
        problems += [problem for page in issue.compose() for problem in page.problems]
        document = issue.document
    if options.json:
        print_json({"problems": [problem_row(document, problem) for problem in problems]})
    else:
        for problem in problems:
            say_problem(document, problem)
        say_counts(problems)
    return FOUND if any(problem.severity == "error" for problem in problems) else DONE


def say_problem(document: Document, problem: Problem) -> None:
    """One problem on a line: how grave it is, its page, its place in the copy, and its sentence."""
    row = problem_row(document, problem)
    places = [text("cli.on-page", None, page=row["page"])] if row["page"] else []
    if row["origin"]:
        places.append(f"{row['origin']['file']}:{row['origin']['lines'][0]}")
    told = {"severity": text(f"cli.severity.{problem.severity}"), "message": row["message"], "name": row["code"]}
    if places:
        say("cli.problem", where=" · ".join(places), **told)
    else:
        say("cli.finding", **told)


def say_counts(problems: Sequence[Problem]) -> None:
    """How many problems there are of each severity, as the last line of a check."""
    counts = {name: sum(p.severity == name for p in problems) for name in ("error", "warning", "query", "note")}
    say("cli.checked", **counts)


def describe(document: Document, composed: Sequence[ComposedPage], problems: Iterable[Problem]) -> dict[str, Any]:
    """The object that ``show --json`` prints; keys may be added, never renamed."""
    meta = document.meta
    by_page = {page.page: page for page in composed}
    return {
        "issue": {"paper": meta.paper, "date": meta.date, "weekday": weekday_text(meta), "number": meta.number},
        "pages": [_page_row(page, by_page[page.id]) for page in document.pages if page.id in by_page],
        "stories": [{**_story_row(document, story), **_fit_row(composed, story)} for story in document.stories],
        "unplaced": list(unplaced(document)),
        "parked": list(parked_stories(document)),
        "withheld": list(withheld_stories(document)),
        "problems": [problem_row(document, problem) for problem in problems],
    }


def _page_row(page: Page, composed: ComposedPage) -> dict[str, Any]:
    fits: dict[str, Fit] = {fit.element: fit for fit in composed.fits}
    return {
        "number": page.number,
        "label": page.label,
        "name": page.name,
        "template": page.template,
        "size_mm": [round(to_mm(composed.display.width), 2), round(to_mm(composed.display.height), 2)],
        "credits": {
            "editor": list(page.credits.editor),
            "designer": list(page.credits.designer),
            "proofreader": list(page.credits.proofreader),
        },
        "elements": [
            {
                "id": element.id,
                "kind": element_kind(element),
                "box_mm": _box_mm(composed, element.id),
                "story": getattr(element, "story", ""),
                "printed": is_printed(element),
                "lines": fits[element.id].lines if element.id in fits else 0,
                "lines_over": fits[element.id].over if element.id in fits else 0,
                "lines_under": fits[element.id].under if element.id in fits else 0,
                "characters_over": fits[element.id].characters_over if element.id in fits else 0,
                "characters_under": fits[element.id].characters_under if element.id in fits else 0,
            }
            for element in page.elements
        ],
    }


def _box_mm(composed: ComposedPage, element: str) -> list[float]:
    rects = composed.frames.get(element, ())
    if not rects:
        return [0.0, 0.0, 0.0, 0.0]
    whole = rects[0]
    for rect in rects[1:]:
        whole = whole.union(rect)
    return [round(to_mm(value), 3) for value in (whole.x, whole.y, whole.w, whole.h)]


def _story_row(document: Document, story: Story) -> dict[str, Any]:
    body = [item.text for item in story.body if isinstance(item, Paragraph)]
    tables = [item for item in story.body if isinstance(item, TableBlock)]
    origin = story.origin
    return {
        "id": story.id,
        "kind": story.kind,
        "pages": [page.number for page in document.pages if story.id in story_ids(page)],
        "headline": {name: _text(getattr(story, name)) for name in ("kicker", "main", "deck")},
        "label": _text(story.label),
        "parent": story.parent,
        "byline": byline_text(story),
        "characters": sum(len(text) for text in body),
        "text": "\n".join(body),
        "subheads": [item.text for item in story.body if isinstance(item, Paragraph) and item.style == "subhead"],
        "pictures": [
            {"caption": _text(picture.caption), "credit": _text(picture.credit), "asset": picture.asset}
            for picture in pictures(story)
        ],
        "tables": [[[cell.paragraph.text for cell in row] for row in table.rows] for table in tables],
        "origin": {"file": origin.file, "lines": [origin.first, origin.last]} if origin else None,
    }


def _fit_row(composed: Sequence[ComposedPage], story: Story) -> dict[str, int]:
    """How a story stands over all its elements together."""
    fits = [fit for page in composed for fit in page.fits if fit.story == story.id]
    return {
        "lines": sum(fit.lines for fit in fits),
        "lines_over": sum(fit.over for fit in fits),
        "lines_under": sum(fit.under for fit in fits),
        "characters_over": sum(fit.characters_over for fit in fits),
        "characters_under": sum(fit.characters_under for fit in fits),
    }


def _text(paragraph: Paragraph | None) -> str:
    return paragraph.text if paragraph is not None else ""


def problem_row(document: Document, problem: Problem) -> dict[str, Any]:
    """One problem with its sentence in the user's language."""
    number = next((page.number for page in document.pages if page.id == problem.page), None)
    if number is None and problem.story:
        number = next((page.number for page in document.pages if problem.story in story_ids(page)), None)
    return {
        "code": problem.code,
        "severity": problem.severity,
        "page": number,
        "story": problem.story,
        "message": problem_text(problem),
        "origin": {"file": problem.file, "lines": list(problem.lines)} if problem.lines else None,
        "args": problem.args,
    }


def _print_issue(value: dict[str, Any]) -> None:
    issue = value["issue"]
    say("cli.issue", paper=issue["paper"] or "—", date=issue["date"] or "—", weekday=issue["weekday"] or "—")
    stories = {row["id"]: row for row in value["stories"]}
    for page in value["pages"]:
        say("cli.page", number=page["number"], name=page["name"] or page["label"] or "—", template=page["template"])
        for element in page["elements"]:
            story = stories.get(element["story"])
            if story is None:
                continue
            say(
                "cli.element", title=story["headline"]["main"] or story["text"][:20] or story["kind"],
                characters=story["characters"], lines=element["lines"], over=element["lines_over"],
                under=element["lines_under"],
            )  # fmt: skip
    for story_id in value["unplaced"]:
        say("cli.unplaced", title=stories[story_id]["headline"]["main"] or story_id)
