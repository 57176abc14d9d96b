"""The numbers that Word makes for lists (17.9): rebuilt, since they stand nowhere in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from layoutdesk.intake.docx.package import W, number, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_HAN: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
#: Series that are just counted off (17.18.59), from 1.
_SERIES: Final = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
_COUNTED: Final = (
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
    "koreanCounting", "japaneseDigitalTenThousand", "koreanDigital2",
)  # fmt: skip
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")


class Level(msgspec.Struct, frozen=True):
    """One level of a list: where it starts, how its numbers are written, and the text round them (``%1`` its number)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._nums: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        links: dict[str, str] = {}
        styles: dict[str, dict[int, Level]] = {}
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                levels = {_index(level): _level(level) for level in element.findall(W + "lvl")}
                name = element.get(W + "abstractNumId", "")
                self._abstract.setdefault(name, levels)
                links[name] = value(element, "numStyleLink") or ""
                styles[value(element, "styleLink") or "-"] = levels
            elif element.tag == W + "num":
                self._add(element)
        # A definition may only name a style of lists, and another one is what that style stands for (17.9.21, 17.9.27).
        self._abstract |= {name: styles[style] for name, style in links.items() if style in styles}

    def _add(self, element: Element) -> None:
        own: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for change in element.findall(W + "lvlOverride"):
            at, level, start = _index(change), change.find(W + "lvl"), number(value(change, "startOverride"))
            if level is not None:
                own[at] = _level(level)
            if start is not None:
                starts[at] = start
        self._nums.setdefault(element.get(W + "numId", ""), (value(element, "abstractNumId") or "", own, starts))

    def label(self, name: str, at: int) -> str:
        """The number of the next paragraph in level ``at`` (from 0) of a list; empty where the list has none."""
        if name not in self._nums or not 0 <= at < _LEVELS:
            return ""
        abstract, own, starts = self._nums[name]
        levels = self._abstract.get(abstract, {}) | own
        if at not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        for level in range(at + 1):
            start = starts.get(level, levels.get(level, Level()).start)
            # A list that starts anew does so once; after that it counts with all that share its definition (17.9.15).
            if counts[level] is None or (level == at and level in starts and (name, level) not in self._started):
                self._started.add((name, level))
                counts[level] = start
            elif level == at:
                counts[level] = (counts[level] or 0) + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        return _label(levels, [count or 0 for count in counts], at)


def _index(element: Element) -> int:
    return number(element.get(W + "ilvl")) or 0


def _level(element: Element) -> Level:
    start = number(value(element, "start"), 30_000)
    return Level(
        1 if start is None else start, value(element, "numFmt") or "decimal", (value(element, "lvlText") or "")[:40]
    )


def _label(levels: dict[int, Level], counts: list[int], at: int) -> str:
    level = levels[at]
    if level.format == "none":
        return _PLACE.sub("", level.text).strip()
    if level.format == "bullet":
        return level.text.strip()

    def place(found: re.Match[str]) -> str:
        index = int(found[1]) - 1
        return written(counts[index], levels.get(index, Level()).format)

    return _PLACE.sub(place, level.text).strip()


def written(count: int, form: str) -> str:
    """A number as a list's format (ST_NumberFormat, 17.18.59) writes it; in digits where the format cannot."""
    if form in _COUNTED:
        return han(count)
    if form == "chineseLegalSimplified":
        return han(count, _LEGAL, "拾佰仟")
    if form in ("ideographDigital", "japaneseDigital", "taiwaneseDigital"):
        return "".join(_HAN[int(digit)] for digit in str(max(count, 0)))
    series = _SERIES.get(form, "")
    if 0 < count <= len(series):
        return series[count - 1]
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 780:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    digits = f"{count:02}" if form == "decimalZero" else str(count)
    return digits.translate(_WIDE) if form in ("decimalFullWidth", "decimalFullWidth2") else digits


def han(count: int, digits: str = _HAN, units: str = "十百千") -> str:
    """A number from 1 to 9999 in Chinese numerals: 十二, 一百零三; in digits beyond."""
    if not 0 < count < 10_000:
        return str(count)
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return text.removeprefix("一") if units[0] == "十" and 10 <= count < 20 else text


def _roman(count: int) -> str:
    text = ""
    for worth, mark in _ROMAN:
        text += mark * (count // worth)
        count %= worth
    return text
