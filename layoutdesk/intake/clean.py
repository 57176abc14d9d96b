"""House style for articles, each change recorded so that it can be taken back; notices are never changed.

Half-width marks beside Chinese become full width (GB/T 15834-2011 says marks take a full character), full-width digits and
letters half width, straight quotes that pair up curly, hyphens and points that stand for a dash or an ellipsis what they stand
for. Text without Chinese has its straight quotes and apostrophes turned (``western``). Marks between two Latin letters or digits
stay: numbers, times, ratios, addresses of the web and mail, telephone numbers, file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from layoutdesk.base.han import HAN, is_han
from layoutdesk.intake import markdown, western
from layoutdesk.model import Change

_FULL: Final = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_POINTS: Final = re.compile(r"[,:;?!]")
_BRACKETS: Final = re.compile(r"[()（）]")
_WIDE: Final = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")
_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)} | {ord("．"): "."}
_CHINESE_MARKS: Final = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』〔〕…—～·")
#: A longer line is no copy of a newspaper and is left as it is, in characters.
LONGEST: Final = 100_000
#: How far a web address or path is looked for around a mark, in characters.
_REACH: Final = 200
_THOUSAND: Final = re.compile(r",\d{3}(?!\d)")
_TOKEN: Final = re.compile(r"[!-~]{1,400}")
_ADDRESS: Final = re.compile(r"://|www\.|@|\\")
#: The area of a telephone number between brackets, which stay narrow as its figures do.
_AREA: Final = re.compile(r"\(0\d{2,3}\)[ -]?\d{3,8}(?!\d)")
#: What a keyboard has for 破折号, 省略号 and the full stop that closes a quoted sentence or a paragraph; not options of a command
#: (--help), comments (<!-- -->), spans of numbers, paths and calls (f(...)).
_DASH: Final = re.compile("(?<![-—!<]) ?-{2,3}(?![-—>0-9a-z])(?!(?<= --)[A-Z]) ?")
_DOTS: Final = re.compile(r"(?<![.。…/\\])(?<![A-Za-z0-9_]\()(?:\.{3,6}|。{3,6})(?![.。…/\\])")
_STOP: Final = re.compile(rf"""(?<={HAN}{HAN}|[”’）》]{HAN}|{HAN}[”’）》]|[“‘"]{HAN})\.(?=["”’』」]|\s*\Z)""")
#: A number of an item by itself is no sentence.
_ITEM: Final = re.compile(r"[一二三四五六七八九十百]+\.\s*")


class Patch(msgspec.Struct, frozen=True, gc=False):
    """``text`` is to take the place of ``start`` to ``end`` of the source."""

    start: int
    end: int
    text: str
    code: str


class Cleaned(msgspec.Struct, frozen=True):
    """The text after patching, and what was changed, in coordinates of the new text."""

    text: str
    changes: tuple[Change, ...]


def apply(source: str, patches: Iterable[Patch]) -> Cleaned:
    """The source with its patches; of two that overlap the first stays."""
    pieces: list[str] = []
    changes: list[Change] = []
    done = length = 0
    for patch in apply_order(patches):
        pieces += (source[done : patch.start], patch.text)
        start = length + patch.start - done
        length = start + len(patch.text)
        changes.append(Change(start, length, source[patch.start : patch.end], patch.code))
        done = patch.end
    return Cleaned("".join(pieces) + source[done:], tuple(changes))


def revert(text: str, changes: Iterable[Change]) -> str:
    """The text as the copy had it: every change taken back."""
    # Not sorted in reverse: of two changes at one place the later one must go first.
    for change in sorted(changes, key=lambda change: (change.start, change.end))[::-1]:
        text = text[: change.start] + change.original + text[change.end :]
    return text


def offset(changes: Iterable[Change], at: int) -> int:
    """Where offset ``at`` of the source stands in the cleaned text; one inside what was changed stays inside it."""
    shift = 0
    for change in changes:
        start = change.start - shift
        if start >= at:
            break
        if at < start + len(change.original):
            return min(at + shift, change.end)
        shift += change.end - change.start - len(change.original)
    return at + shift


def house_style(source: str) -> list[Patch]:
    """The patches that bring an article's text to house style, Chinese or not."""
    if len(source) > LONGEST:
        return []
    if not any(map(is_han, source)):
        turned = [Patch(at, at + 1, sign, "quotes") for at, sign in western.turned(source)]
        return turned + [Patch(start, end, sign, "typed") for start, end, sign in western.typed(source)]
    patches = [*_points(source), *_brackets(source), *_quotes(source), *_typed(source)]
    patches += [Patch(*found.span(), found[0].translate(_NARROW), "halfwidth") for found in _WIDE.finditer(source)]
    return patches


def markup(source: str) -> list[Patch]:
    """The patches that take away the marks of bold text (``**``)."""
    return [Patch(at, at + 2, "", "markup") for start, end in markdown.bold(source) for at in (start - 2, end)]


def is_chinese(character: str) -> bool:
    """Whether a character is Chinese: Han, or a mark of Chinese text."""
    return character in _CHINESE_MARKS or is_han(character)


def _beside(source: str, at: int, step: int) -> str:
    """The next character that is no white space, forwards or backwards; empty at the end. Looks sixteen characters far."""
    for _ in range(16):
        if not 0 <= at < len(source):
            return ""
        if not source[at].isspace():
            return source[at]
        at += step
    return ""


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _points(source: str) -> list[Patch]:
    """Commas, colons, semicolons, question and exclamation marks."""
    patches = []
    for found in _POINTS.finditer(source):
        at = found.start()
        left, right = _beside(source, at - 1, -1), _beside(source, at + 1, 1)
        if not (left or right) or _belongs_to_latin(source, at, left, right) or _in_address(source, at):
            continue
        between_numbers = _is_latin(left) and _is_latin(right)
        if not (is_chinese(left) or is_chinese(right) or between_numbers) and not _among_chinese(source, at):
            continue
        end = at + 1
        if source[end : end + 1] == " " and is_chinese(right):
            end += 1
        patches.append(Patch(at, end, _FULL[found[0]], "fullwidth"))
    return patches


def _belongs_to_latin(source: str, at: int, left: str, right: str) -> bool:
    """Whether a mark stands inside a number, a time, a ratio or Latin words; a comma beside a digit only inside thousands."""
    if not (_is_latin(left) and _is_latin(right)):
        return False
    if source[at] != "," or (left.isalpha() and right.isalpha()):
        return True
    if not any(map(is_han, source[max(0, at - 8) : at + 8])):
        return True
    return bool(left.isdigit() and _THOUSAND.match(source, at))


def _in_address(source: str, at: int) -> bool:
    """Whether the mark stands inside a web or mail address or a path; one at its end does not belong to it."""
    start = at
    while start > 0 and at - start < _REACH and "!" <= source[start - 1] <= "~":
        start -= 1
    token = _TOKEN.match(source, start)
    return token is not None and token.end() > at + 1 and bool(_ADDRESS.search(token[0]))


def _among_chinese(source: str, at: int) -> bool:
    """Whether the text around is mostly Chinese."""
    around = source[max(0, at - 20) : at + 20]
    return 3 * sum(map(is_chinese, around)) > len(around)


def pair_brackets(source: str) -> tuple[list[tuple[int, int]], list[int]]:
    """The round brackets of ``source`` that pair, of either width, and the offsets of those that do not."""
    pairs: list[tuple[int, int]] = []
    open_: list[int] = []
    lonely: list[int] = []
    for found in _BRACKETS.finditer(source):
        if found[0] in "(（":
            open_.append(found.start())
        elif open_:
            pairs.append((open_.pop(), found.start()))
        else:
            lonely.append(found.start())
    return pairs, sorted(lonely + open_)


def _brackets(source: str) -> list[Patch]:
    """Round brackets, both of a pair alike."""
    patches = []
    for start, end in pair_brackets(source)[0]:
        if _AREA.match(source, start):
            continue
        before = _beside(source, start - 1, -1)
        inside = source[start + 1 : min(end, start + 1 + _REACH)]
        wide = "（" in source[start] or "）" in source[end]
        if (
            wide
            or any(map(is_chinese, inside))
            or is_chinese(before)
            or (not _is_latin(before) and _among_chinese(source, end))
        ):
            patches += [Patch(at, at + 1, _FULL[source[at]], "fullwidth") for at in (start, end) if source[at] in _FULL]
    return patches


def straight_quotes(source: str) -> list[int]:
    """The offsets of straight quotation marks, without those that mean inches or stand in Latin text."""
    return [at for at in (found.start() for found in re.finditer('"', source)) if _near_chinese(source, at)]


def _near_chinese(source: str, at: int) -> bool:
    return (
        is_chinese(_beside(source, at - 1, -1)) or is_chinese(_beside(source, at + 1, 1)) or _among_chinese(source, at)
    )


def _quotes(source: str) -> list[Patch]:
    """Straight quotes made curly where they pair up; an odd number is left for a query."""
    found = straight_quotes(source)
    if len(found) % 2:
        return []
    return [Patch(at, at + 1, "“”"[number % 2], "quotes") for number, at in enumerate(found)]


def _typed(source: str) -> Iterator[Patch]:
    """Dashes, ellipses and full stops that a keyboard wrote with hyphens and points; not in numbers, addresses, Latin sentences."""
    for shape, sign in ((_DASH, "——"), (_DOTS, "……")):
        for found in shape.finditer(source):
            start, end = found.span()
            left, right = _beside(source, start - 1, -1), _beside(source, end, 1)
            in_latin = _is_latin(left) and (left.isalpha() or _is_latin(right)) and not is_han(right or " ")
            chinese = is_chinese(left) or is_chinese(right) or (bool(left) and _among_chinese(source, start))
            if chinese and not in_latin and not _in_address(source, end - 1):
                yield Patch(start, end, sign, "typed")
    for found in () if _ITEM.fullmatch(source) else _STOP.finditer(source):
        yield Patch(*found.span(), "。", "fullwidth")


def apply_order(patches: Iterable[Patch]) -> list[Patch]:
    """The patches in the order of the text, without those that overlap an earlier one."""
    kept: list[Patch] = []
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end)):
        if not kept or patch.start >= kept[-1].end:
            kept.append(patch)
    return kept
