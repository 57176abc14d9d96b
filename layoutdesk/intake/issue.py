"""What the heads of all pages say about the issue: the paper, its date with the weekday, its numbers; nothing is invented."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.intake import shapes
from layoutdesk.intake.pages import PageDraft
from layoutdesk.intake.report import Report
from layoutdesk.intake.types import TypedBlock
from layoutdesk.model import Meta

_META_FIELDS: Final = frozenset(Meta.__struct_fields__) - {"date", "codes"}


class IssueFacts(msgspec.Struct):
    """Facts gathered from the pages' heads, the first that names one counting; every line that has a date."""

    facts: dict[str, str] = msgspec.field(default_factory=dict)
    dates: list[TypedBlock] = msgspec.field(default_factory=list)

    def add(self, page: PageDraft) -> None:
        """Takes over what a page's head says."""
        for name, value in page.facts.items():
            if name in _META_FIELDS and value:
                self.facts.setdefault(name, value)
        self.dates += page.dates


def settle(found: IssueFacts, report: Report) -> Meta:
    """The issue's data, with queries for what contradicts itself; what the copy does not say stays empty."""
    date = _date(found.dates, report)
    return replace(Meta(), date=date.isoformat() if date else "", **found.facts)


def _date(lines: Sequence[TypedBlock], report: Report) -> datetime.date | None:
    """The issue's date; weekdays are confirmed or queried, other dates on other pages queried."""
    date: datetime.date | None = None
    confirmed = False
    for block in lines:
        own = shapes.parse_date(block.text)
        where = (block.first, block.last)
        if own is None:
            report.ask_copy("date-impossible", block.file, where, text=block.text)
            continue
        if date is not None and own != date:
            report.ask_copy("dates-differ", block.file, where, first=date.isoformat(), other=own.isoformat())
        date = date or own
        given = shapes.WEEKDAY.search(block.text)
        if given is None:
            continue
        if shapes.WEEKDAYS.index(given[1].replace("天", "日")) != own.weekday():
            report.ask_copy(
                "weekday-mismatch",
                block.file,
                where,
                date=own,
                weekday=_weekday(own),
                number=own.isoweekday(),
                given=given[0],
            )
        elif not confirmed:
            confirmed = True
            report.tell(
                "weekday-confirmed", "note", block.file, where, date=own, weekday=_weekday(own), number=own.isoweekday()
            )
    return date


def _weekday(date: datetime.date) -> str:
    return f"星期{shapes.WEEKDAYS[date.weekday()]}"
