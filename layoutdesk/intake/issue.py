"""What the heads of all pages say about the issue: the paper, its date with the weekday, its numbers; nothing is invented."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.base.han import is_han
from layoutdesk.intake import almanac, shapes
from layoutdesk.intake.pages import PageDraft
from layoutdesk.intake.report import Report
from layoutdesk.intake.types import TypedBlock
from layoutdesk.model import Meta, QrLink, Story
from layoutdesk.model.story import paragraphs

_META_FIELDS: Final = frozenset(Meta.__struct_fields__) - {"date"}
#: Languages whose words and customs pages know.
_LANGUAGES: Final = ("zh", "zh-Hans", "zh-Hant", "zh-HK", "en", "en-GB", "de", "fr", "es", "it", "pt", "nl", "ru")
#: The mastheads of papers have room for no more codes.
_MOST_CODES: Final = 2


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


def settle(found: IssueFacts, stories: Sequence[Story], report: Report) -> Meta:
    """The issue's data, with queries for what contradicts itself; what the copy does not say stays empty.

    Copy that names no language is English where its ``stories`` have no Chinese character.
    """
    facts = dict(found.facts)
    language = facts.pop("language", "")
    if language not in _LANGUAGES:
        if language:
            report.tell("language-unknown", "warning", language=language, known=", ".join(_LANGUAGES))
        language = "zh" if not stories or any(map(_is_chinese, stories)) else "en"
    date = _date(found.dates, report)
    codes = _codes(facts.pop("codes", ""))
    if date is not None and facts.get("lunar") and not almanac.agrees(facts["lunar"], date):
        where = found.dates[0]
        report.ask_copy(
            "lunar-mismatch", where.file, (where.first, where.last),
            date=date, given=facts["lunar"], lunar=almanac.lunar_text(date),
        )  # fmt: skip
    return replace(Meta(), date=date.isoformat() if date else "", language=language, codes=codes, **facts)


def _is_chinese(story: Story) -> bool:
    return any(is_han(character) for paragraph in paragraphs(story) for character in paragraph.text)


def _codes(text: str) -> tuple[QrLink, ...]:
    """Addresses with the words under them, as in ``数字报 https://a.example；客户端 https://b.example``."""
    links = []
    for piece in re.split("[；;]", text):
        words = piece.split()
        address = next((word for word in words if "://" in word), words[-1] if words else "")
        if address:
            links.append(QrLink(text=address, caption=" ".join(word for word in words if word is not address)))
    return tuple(links[:_MOST_CODES])


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
