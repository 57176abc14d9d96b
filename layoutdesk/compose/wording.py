"""The newspaper's own words (报纸用语), by the language of the issue, never of the interface.

Words of a region (zh-HK) come before those of its script (zh-Hant), and these before those of the language alone. A language
that is not here is set with the English words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, TypeVar

from layoutdesk.model.document import Meta, Page, is_chinese, weekday
from layoutdesk.text.regions import region_of

Word = TypeVar("Word")

ADVERT: Final = {"zh": "广告", "zh-Hant": "廣告", "en": "ADVERTISEMENT"}
#: What stands before and after a page's number.
PAGE_LABEL: Final = {"zh": ("第", "版"), "en": ("", "")}
#: Where a story goes on and where it comes from.
JUMP_TO: Final = {"zh": "（下转{}）", "en": "Continued on page {}"}
JUMP_FROM: Final = {"zh": "（上接{}）", "en": "Continued from page {}"}
PAGES_TODAY: Final = {"zh": "今日{}版", "en": "Pages today: {}"}
LUNAR: Final = {"zh": "农历{}", "zh-Hant": "農曆{}", "en": ""}
CN_NUMBER: Final = {"zh": "国内统一连续出版物号 {}", "zh-Hant": "國內統一連續出版物號 {}", "en": "{}"}
POSTAL_CODE: Final = {"zh": "邮发代号 {}", "zh-Hant": "郵發代號 {}", "en": "Postal code {}"}
PUBLISHER: Final = {"zh": "主办：{}", "zh-Hant": "主辦：{}", "en": "Published by {}"}
ADDRESS: Final = {"zh": "地址：{}", "en": "{}"}
PHONE: Final = {"zh": "电话：{}", "zh-Hant": "電話：{}", "en": "Tel. {}"}
PRICE: Final = {"zh": "零售价：{}", "zh-Hant": "零售價：{}", "en": "{}"}
_CREDITS: Final = {
    "zh": ("责编：", "美编：", "校对："),
    "zh-Hant": ("責編：", "美編：", "校對："),
    "en": ("Editor: ", "Design: ", "Proof: "),
}
_PARTED: Final = {"zh": "　", "en": ", "}
_WEEKDAYS: Final = {
    "zh": tuple("星期" + day for day in "一二三四五六日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def word(words: Mapping[str, Word], language: str) -> Word:
    """The word in the issue's language."""
    return next(words[name] for name in _ways(language) if name in words)


@cache
def _ways(language: str) -> tuple[str, ...]:
    """The languages whose words may serve, the nearest first."""
    traditional = ("zh-Hant",) if region_of(language) else ()
    return (language, *traditional, language.partition("-")[0], "en")


def said(words: Mapping[str, str], value: str, language: str) -> str:
    """A value in its words; nothing where there is no value or the language has no words for it."""
    return word(words, language).format(value) if value else ""


def date_text(meta: Meta) -> str:
    """The date as a newspaper prints it; empty where it is missing."""
    if not meta.date:
        return ""
    year, month, day = (int(part) for part in meta.date.split("-"))
    return f"{year}年{month}月{day}日" if is_chinese(meta.language) else f"{day} {_MONTHS[month - 1]} {year}"


def weekday_text(meta: Meta) -> str:
    """The weekday of the date in the issue's language; empty where the date is missing."""
    day = weekday(meta)
    return "" if day is None else word(_WEEKDAYS, meta.language)[day]


def credits(meta: Meta, page: Page) -> Sequence[str]:
    """责编、美编、校对 with their names, each apart; a credit without a name stays out."""
    names = (page.credits.editor, page.credits.designer, page.credits.proofreader)
    parted = word(_PARTED, meta.language)
    return [
        before + parted.join(people)
        for before, people in zip(word(_CREDITS, meta.language), names, strict=True)
        if people
    ]


def credits_text(meta: Meta, page: Page) -> str:
    """The credits of a page on one line."""
    return "　".join(credits(meta, page))
