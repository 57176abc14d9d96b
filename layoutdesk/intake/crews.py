"""Who wrote and who photographed: bylines (署名), datelines (电头) and picture credits (摄影署名), told by their shape.

A line of crew is made of words parted by blanks, commas and strokes; every word is a role (记者, 通讯员 …), a name of two to
four characters, both in one, or a word of work (摄, 供图, 报道). That keeps the check linear and needs no list of names.
"""

from __future__ import annotations

import re
from typing import Final

from layoutdesk.base.han import HAN, RANGES
from layoutdesk.intake.shapes import TERMINAL

_ROLE: Final = (
    rf"(?:(?:本[报報]|本刊|本[台臺]|特派|特[约約]|首席|[见見][习習]|[实實][习習]|全媒[体體]|融媒[体體]|新媒[体體]|[摄攝]影|文字|新[华華]社|中新社"
    rf"|[驻駐]{HAN}{{1,6}}|{HAN}{{1,4}}(?:[报報]|[网網]|[台臺])){{0,3}}"
    r"(?:[记記]者|通[讯訊][员員]|[实實][习習]生|[评評][论論][员員]|撰稿人?|作者|供稿|文字|[摄攝]影))"
)
_NAME: Final = rf"(?:{HAN}{{2,4}}|{HAN}{{1,8}}[·•‧][{RANGES}·•‧]{{1,12}}|[A-Za-z.\-]{{1,24}})"
_WORK: Final = (
    r"(?:文[图圖]|[图圖]文|文|[图圖]|[摄攝]|[摄攝]影|(?:[摄攝]影|[综綜]合)?[报報]道"
    r"|整理|供[图圖]|供稿|[采採][写寫]|[综綜]合)"
)
_WORD: Final = re.compile(
    rf"(?P<role>{_ROLE})?(?P<name>{_NAME})?(?P<work>{_WORK})?|(?P<single>{HAN})|(?:据|综合)?(?:新华社|中新社)|本报综合|来源"
)
_PARTS: Final = re.compile(r"[\s、，,/／:：丨|]+")
#: The longest byline or credit that is looked at, in characters.
REACH: Final = 80

_OPENING: Final = re.compile(
    r"【?\s*据?(?:(?:本[报報]|本刊|本[台臺])[^，。！？：；“”（）()\s【】]{0,12}[讯訊]|新[华華]社[^，。！？：；“”（）()\s【】]{1,16}[电電])\s*】?"
)
_FOREIGN_OPENING: Final = re.compile(r"【?\s*[^，,。！？：:；“”（）()\s【】]{2,14}[讯電电訊]\s*】?")
_PLAIN_OPENING: Final = re.compile(rf"\s*{_ROLE}\s*{_NAME}(?:[\s、]{_NAME}){{0,3}}\s*(?=[报報]道)")

_CREDIT_PLAIN: Final = re.compile(
    rf"新华社发(?:\s*[（(][^（）()]{{1,20}}[)）])?|{HAN}{{2,4}}社发|(?:本报)?资料(?:图片?|照片)|网络(?:图片?|截图)|视频截图|效果图|示意图"
    rf"|(?:图片?|照片)?由?{HAN}{{2,16}}(?:供图|提供图片)|(?:图片|照片|图)由{HAN}{{2,16}}提供|图片来自{HAN}{{2,12}}"
    r"|(?:Photo|Photograph|Picture|Illustration)s?(?: by|:) [A-Z][^\d。！？]{1,60}"
)
_CREDIT_WORK: Final = ("摄", "摄影", "供图", "摄影报道", "制图", "攝", "攝影", "供圖", "攝影報道", "製圖")

#: A byline of an English story (By Jane O’Neill and Mary-Ann de la Cruz, Staff Writers | Photographs by Tom Byrd): words of work,
#: names of two words or more with their particles, an office after a comma.
_ENGLISH_PARTICLE: Final = (
    r"(?:de|la|le|du|da|dos|del|van|von|der|den|ten|bin|ibn|al|el|y|our|own|special|staff|of|the|in)"
)
_ENGLISH_WORD: Final = r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ][\w.’'\-]{0,24}"
_ENGLISH_PART: Final = rf"(?:{_ENGLISH_PARTICLE}\s+){{0,3}}{_ENGLISH_WORD}"
_ENGLISH_NAME: Final = rf"(?:{_ENGLISH_PART}(?:\s+{_ENGLISH_PART}){{1,5}})"
_ENGLISH_CREW: Final = (
    r"(?:By|BY|(?:Words|Story|Text|Report|Reported|Reporting|Additional reporting|Written|Compiled|Edited|Editing|Photographs?|"
    rf"Photos?|Pictures?|Illustrations?)\s+by)\s+{_ENGLISH_NAME}(?:(?:\s*,\s*|\s*,?\s+(?:and|AND|&)\s+){_ENGLISH_NAME}){{0,5}}"
)
_ENGLISH_BYLINE: Final = re.compile(rf"(?!Photo|Picture|Illus){_ENGLISH_CREW}(?:\s*[|;/]\s*{_ENGLISH_CREW}){{0,3}}")


def is_english_byline(text: str) -> bool:
    """Whether a whole line is the byline of an English story: "By Jane Doe", "Words by Jane Doe | Photographs by Tom Byrd"."""
    return len(text) <= REACH * 2 and _ENGLISH_BYLINE.fullmatch(text) is not None


def is_crew(text: str) -> bool:
    """Whether ``text`` (without brackets) names people with at least one role: "记者 某某 通讯员 某某某"."""
    if len(text) > REACH:
        return False
    roles = 0
    words = [word for word in _PARTS.split(text) if word]
    for word in words:
        found = _WORD.fullmatch(word)
        if not found:
            return False
        roles += bool(found["role"])
    return bool(words) and (
        roles > 0 or text.startswith(("据新华社", "综合新华社", "来源")) or text in ("新华社", "本报综合")
    )


def is_plain_byline(text: str) -> bool:
    """Whether a whole line without brackets is a byline: it starts with a role, or with 文/ or 图/, and names somebody."""
    bare = text.lstrip("□■◎●◆○◇ ")
    if re.match(r"(?:文|[图圖]|文[图圖]|[图圖]文|撰文)\s*[/／丨|:：]", bare):
        words = [word for word in _PARTS.split(bare) if word]
        return len(bare) <= 40 and all(_WORD.fullmatch(word) for word in words)
    first = _PARTS.split(bare, maxsplit=1)[0]
    found = _WORD.fullmatch(first)
    marked = bare != text
    return bool(found and found["role"]) and (marked or len(_PARTS.split(bare)) + len(first) > 4) and is_crew(bare)


def bracket(text: str, start: int = 0) -> tuple[int, int] | None:
    """The range of a byline in brackets that starts at ``start``."""
    if text[start : start + 1] not in ("(", "（"):
        return None
    ends = [end for mark in ")）" if (end := text.find(mark, start, start + REACH)) >= 0]
    if ends and is_crew(text[start + 1 : min(ends)].strip()):
        return start, min(ends) + 1
    return None


def closing_byline(text: str) -> tuple[int, int] | None:
    """The range of the byline in brackets that closes ``text``."""
    if text[-1:] not in (")", "）"):
        return None
    start = max(text.rfind(mark, max(0, len(text) - REACH)) for mark in "(（")
    found = bracket(text, start) if start >= 0 else None
    return found if found and found[1] == len(text) else None


def dateline(text: str) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
    """The range of the dateline that opens ``text`` (本报讯（记者 某某）) and of the byline in it; ``None`` where none opens it."""
    head = text[: REACH * 2]
    opening = _OPENING.match(head)
    if opening:
        inner = bracket(head, opening.end())
        if inner is None and (plain := _PLAIN_OPENING.match(head, opening.end())):
            inner = plain.span()
            inner = (inner[0] + len(plain[0]) - len(plain[0].lstrip()), inner[0] + len(plain[0].rstrip()))
        return (0, inner[1] if inner else len(head[: opening.end()].rstrip())), inner
    foreign = _FOREIGN_OPENING.match(head)
    if foreign and (inner := bracket(head, foreign.end())):
        return (0, inner[1]), inner
    return None


def is_credit(text: str) -> bool:
    """Whether ``text`` is a picture credit: "记者 某某 摄", "通讯员供图", "新华社发", "资料图片", "摄影：某某"."""
    bare = text.strip()
    if bare[:1] in "(（" and bare[-1:] in ")）" and "（" not in bare[1:] and "(" not in bare[1:]:
        bare = bare[1:-1].strip()
    if not bare or len(bare) > REACH // 2:
        return False
    if _CREDIT_PLAIN.fullmatch(bare):
        return True
    if re.match(r"(?:[摄攝]影|[图圖]|供[图圖]|[图圖]片|[摄攝])\s*[/／:：丨|]\s*\S", bare):
        return all(_WORD.fullmatch(word) for word in _PARTS.split(bare) if word)
    by_crew = bare.endswith(("图", "圖", "文")) and re.match(_ROLE, bare)
    return (
        bare not in _CREDIT_WORK
        and bool(by_crew or bare.endswith(_CREDIT_WORK))
        and all(map(_WORD.fullmatch, filter(None, _PARTS.split(bare))))
    )


def split_credit(text: str) -> tuple[str, str]:
    """Caption and credit of ``text``; the credit is empty where none closes it. White space between them is dropped.

    The credit starts at the first word from which on everything names people, and which is a role; without a role it is the
    shortest end that is a credit.
    """
    tail = max(0, len(text) - REACH // 2)
    starts = [
        at
        for at in range(tail, len(text))
        if at > 0
        and not text[at].isspace()
        and (text[at - 1].isspace() or text[at - 1] in TERMINAL + "”/／" or text[at] in "(（")
    ]
    fitting = [at for at in starts if is_credit(text[at:])]
    if not fitting:
        return text, ""
    certain = [at for at in fitting if _CREDIT_PLAIN.fullmatch(text[at:]) or re.match(rf"[（(]?\s*{_ROLE}", text[at:])]
    at = certain[0] if certain else _whole_name(text, fitting)
    return text[:at].rstrip(" \t　/／"), text[at:].strip()


def _whole_name(text: str, fitting: list[int]) -> int:
    """The start of the shortest credit; a name spread over two single characters ("某 某 摄") stays whole."""
    at = fitting[-1]
    if len(fitting) > 1 and re.match(rf"{HAN}\s+{HAN}\s", text[fitting[-2] : at + 2]):
        return fitting[-2]
    return at
