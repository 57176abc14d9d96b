"""The newspaper's own words (报纸用语), by the language of the issue, never of the interface.

A language that is not here is set with the English words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from layoutdesk.model.document import Meta, Page, weekday

Word = TypeVar("Word")

ADVERT: Final = {"zh": "广告", "en": "ADVERTISEMENT"}
#: What stands before and after a page's number.
PAGE_LABEL: Final = {"zh": ("第", "版"), "en": ("", "")}
PAGES_TODAY: Final = {"zh": "今日{}版", "en": "Pages today: {}"}
LUNAR: Final = {"zh": "农历{}", "en": ""}
CN_NUMBER: Final = {"zh": "国内统一连续出版物号 {}", "en": "{}"}
POSTAL_CODE: Final = {"zh": "邮发代号 {}", "en": "Postal code {}"}
PUBLISHER: Final = {"zh": "主办：{}", "en": "Published by {}"}
ADDRESS: Final = {"zh": "地址：{}", "en": "{}"}
PHONE: Final = {"zh": "电话：{}", "en": "Tel. {}"}
PRICE: Final = {"zh": "零售价：{}", "en": "{}"}
_CREDITS: Final = {"zh": ("责编：", "美编：", "校对："), "en": ("Editor: ", "Design: ", "Proof: ")}
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
    return words.get(language, words["en"])


def said(words: Mapping[str, str], value: str, language: str) -> str:
    """A value in its words; nothing where there is no value or the language has no words for it."""
    return word(words, language).format(value) if value else ""


def date_text(meta: Meta) -> str:
    """The date as a newspaper prints it; empty where it is missing."""
    if not meta.date:
        return ""
    year, month, day = (int(part) for part in meta.date.split("-"))
    return f"{year}年{month}月{day}日" if meta.language == "zh" else f"{day} {_MONTHS[month - 1]} {year}"


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
