"""A new issue from date and number of pages (新建一期): empty pages, their masthead and folio bars filled as far as known."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.edits.folios import Folio, folio
from layoutdesk.makeup.papers import FormerPage, Paper
from layoutdesk.makeup.retemplating import furnished
from layoutdesk.model import Credits, Document, Meta, Page, Template
from layoutdesk.model.document import is_chinese

#: Pages of an issue that is made at once.
MOST_PAGES: Final = 96
#: How the first page may be labelled; the others are counted on from it.
LABELS: Final = ("01", "A01", "1", "A1")


class IssueWish(msgspec.Struct, frozen=True, kw_only=True):
    """What the new issue is to be.

    ``front`` and ``inside`` name the templates of page 1 and of the others; without ``inside`` each has the one of its place in the
    issue before. ``label`` is that of page 1. ``paper_before`` is what
    is known of the newspaper; names of pages (版名) and credits come from it where ``keeps`` says so, at the same places.
    """

    paper: str
    date: datetime.date
    number: str = ""
    pages: int = 4
    front: str = "broadsheet-front"
    inside: str = "broadsheet-inside"
    label: str = LABELS[0]
    keeps: bool = True
    paper_before: Paper = Paper()


def new_issue(wish: IssueWish, templates: Mapping[str, Template], ids: IdSource) -> Document:
    """The issue. Raises ``Refusal`` for an unknown template or a number of pages that no issue has."""
    if not 1 <= wish.pages <= MOST_PAGES:
        raise Refusal("makeup.page-count", count=wish.pages, most=MOST_PAGES)
    first = folio(wish.label) or Folio("", 1, 2)
    pages = []
    for at in range(wish.pages):
        name, before = template_at(wish, at), former_page(wish, at)
        if name not in templates:
            raise Refusal("template.unknown", name=name, known=", ".join(templates))
        pages.append(
            Page(
                id=ids.new("pg"), number=at + 1, template=name, label=first.next(at).label, name=before.name,
                credits=before.credits, elements=furnished(templates[name], ids),
            )
        )  # fmt: skip
    used = tuple(templates[name] for name in dict.fromkeys(page.template for page in pages))
    return Document(meta=_meta(wish, used), pages=tuple(pages), templates=used)


def template_at(wish: IssueWish, at: int) -> str:
    """The name of the template of the page at a place, from 0; further pages than the issue before had go on as its last."""
    if at == 0:
        return wish.front
    before = wish.paper_before.pages[1:]
    return wish.inside or (before[min(at, len(before)) - 1].template if before else wish.front)


def former_page(wish: IssueWish, at: int) -> FormerPage:
    """What the page at a place takes over from the issue before; a paper's further pages have the credits of its last."""
    before = wish.paper_before.pages if wish.keeps else ()
    if at < len(before):
        return before[at]
    return FormerPage(credits=before[-1].credits if before else Credits())


def _meta(wish: IssueWish, templates: tuple[Template, ...]) -> Meta:
    """The masthead's facts of the issue before where the paper is the same, with this day's own."""
    before = wish.paper_before.meta
    meta = before if before.paper == wish.paper else Meta(language=before.language)
    return replace(
        meta, paper=wish.paper, date=wish.date.isoformat(), number=wish.number, banner="",
        lunar=lunar_of(wish.date) if is_chinese(meta.language) and any(each.masthead for each in templates) else "",
    )  # fmt: skip


def lunar_of(date: datetime.date) -> str:
    """The lunar date of a day (农历), from the calendar."""
    from layoutdesk.intake.almanac import lunar_text

    return lunar_text(date)


@lru_cache(maxsize=512)
def lunar_day(date: datetime.date) -> str:
    """The day of the lunar calendar in a word, as calendars print it: 十六, on the first day the month, else a solar term."""
    day, _, term = lunar_of(date).partition("　")
    month, _, number = day.partition("年")[2].partition("月")
    return term or (f"{month}月" if number == "初一" else number)
