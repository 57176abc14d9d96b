"""What is known of a newspaper from its issues so far (上一期): masthead, pages with their credits, numbers counted on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Annotated, Final

import msgspec
from msgspec.structs import replace

from layoutdesk.model import Credits, Document, Meta, Template
from layoutdesk.model.library import shipped_templates

#: Issues whose dates and numbers are kept, names of people in each role, pages of an issue.
MOST_ISSUES: Final = 8
MOST_NAMES: Final = 40
MOST_PAGES: Final = 200
ROLES: Final = ("editor", "designer", "proofreader")
#: Figures of a number as printed; those before 年 are a year and no number.
_FIGURES: Final = re.compile(r"[0-9]+(?!\s*年|[0-9])")


class FormerPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page of the issue before: what the next one may take over."""

    label: str = ""
    name: str = ""
    template: str = ""
    credits: Credits = Credits()


class Paper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A newspaper as its latest issue had it.

    ``issues`` are dates (``YYYY-MM-DD``) with numbers, the latest first; ``people`` the names used in each role, the last used
    first; ``templates`` those of the paper's own.
    """

    meta: Meta = Meta()
    pages: Annotated[tuple[FormerPage, ...], msgspec.Meta(max_length=MOST_PAGES)] = ()
    issues: Annotated[tuple[tuple[str, str], ...], msgspec.Meta(max_length=MOST_ISSUES)] = ()
    people: dict[str, tuple[str, ...]] = {}
    templates: tuple[Template, ...] = ()


def learned(document: Document, before: Paper | None = None) -> Paper:
    """What an issue teaches of its newspaper, over what was known. An issue of an earlier day adds its number and its people."""
    before = before or Paper()
    meta = document.meta
    known = {day: number for day, number in before.issues if day}
    if meta.date:
        known[meta.date] = meta.number
    issues = tuple(sorted(known.items(), reverse=True)[:MOST_ISSUES])
    people = {
        role: _named((name for page in document.pages for name in getattr(page.credits, role)), before.people.get(role, ()))
        for role in ROLES
    }  # fmt: skip
    if before.meta.date > meta.date:
        return replace(before, issues=issues, people=people)
    shipped = shipped_templates()
    return Paper(
        meta=replace(meta, lunar="", banner=""),
        pages=tuple(FormerPage(page.label, page.name, page.template, page.credits) for page in document.pages[:MOST_PAGES]),
        issues=issues,
        people=people,
        templates=tuple(each for each in document.templates if shipped.get(each.name) != each),
    )  # fmt: skip


def _named(new: Iterable[str], before: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*new, *before)))[:MOST_NAMES]


def next_day(paper: Paper) -> datetime.date | None:
    """The day after the latest issue of a daily, a week after that of a weekly; nothing where no issue is known."""
    days = [day for day, _ in _dated(paper)]
    return days[0] + datetime.timedelta(days=_days_apart(paper)) if days else None


def next_number(paper: Paper, date: datetime.date) -> str:
    """The number of the issue of a day, counted on from the latest (期号); empty where none is known, or for a day before it.

    A day further on counts the issues between, as the last two have been apart.
    """
    issues = [(day, number) for day, number in _dated(paper) if number]
    if not issues or date <= issues[0][0]:
        return ""
    last, number = issues[0]
    return _counted(number, max(1, round((date - last).days / _days_apart(paper))))


def _dated(paper: Paper) -> list[tuple[datetime.date, str]]:
    found = []
    for day, number in paper.issues:
        try:
            found.append((datetime.date.fromisoformat(day), number))
        except ValueError:
            continue
    return found


def _days_apart(paper: Paper) -> int:
    """Days from one issue to the next, as the last two with numbers have them; a paper of which one is known is a daily."""
    issues = [(day, _last_figure(number)) for day, number in _dated(paper)]
    for (day, number), (before, earlier) in pairwise(issues):
        if number is not None and earlier is not None and number > earlier and day > before:
            return max(1, round((day - before).days / (number - earlier)))
    return 1


def _last_figure(number: str) -> int | None:
    found = _FIGURES.findall(number)
    return int(found[-1]) if found else None


def _counted(number: str, by: int) -> str:
    """A number as printed, every figure in it that counts issues (第12期 总第345期) so much higher."""
    return _FIGURES.sub(lambda found: f"{int(found[0]) + by:0{len(found[0])}d}", number)
