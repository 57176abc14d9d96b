"""The Chinese calendar (农历): the lunar date of a day, its solar term (节气), and whether copy names the right one.

The library that knows the calendar is loaded when a day is asked for, and not before.
"""

from __future__ import annotations

import datetime
import re
from typing import Final

#: Years that the calendar is certain of.
_FIRST, _LAST = 1901, 2099
_LUNAR: Final = re.compile(
    r"(?:农历)?\s*(?P<year>[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])?年?[（(]?[鼠牛虎兔龙蛇马羊猴鸡狗猪]?年?[)）]?\s*"
    r"(?P<month>闰?(?:正|冬|腊|十[一二]|[一二三四五六七八九十]))月[大小]?\s*(?P<day>(?:初|十|廿|卅|[二三]十)[一二三四五六七八九十]?)"
)
_SAME: Final = {"正": "一", "冬": "十一", "腊": "十二", "廿": "二十", "卅": "三十", "初": ""}


def lunar_text(date: datetime.date) -> str:
    """The lunar date as newspapers print it, with the solar term of the day: ``丙午年正月十七　惊蛰``; empty for far years."""
    if not _FIRST <= date.year <= _LAST:
        return ""
    from lunar_python import Solar

    lunar = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    text = f"{lunar.getYearInGanZhi()}年{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"
    return f"{text}　{lunar.getJieQi()}" if lunar.getJieQi() else text


def agrees(text: str, date: datetime.date) -> bool:
    """Whether the lunar date that copy names is that of the day; what is not understood is left alone."""
    given, known = _LUNAR.search(text), _LUNAR.search(lunar_text(date))
    if given is None or known is None:
        return True
    if given["year"] and given["year"] != known["year"]:
        return False
    return all(_plain(given[part]) == _plain(known[part]) for part in ("month", "day"))


def _plain(text: str) -> str:
    """Month or day in one way of writing."""
    for short, long in _SAME.items():
        text = text.replace(short, long)
    return text
