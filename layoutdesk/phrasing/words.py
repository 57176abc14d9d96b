"""The words of a headline with their parts of speech (词性), from jieba's dictionary through rjieba.

rjieba is loaded when the first text is cut: 0.14 s and 33 MB, once. What its hidden Markov model makes up beyond the dictionary is
trusted for names of persons alone; other guesses are taken apart again (“一窑松｜火” for 一窑｜松火).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from layoutdesk.base.han import HAN
from layoutdesk.phrasing.bonds import DOUBLE_SURNAMES, MEASURES, NUMERALS, PLACE_ENDS, SURNAMES
from layoutdesk.phrasing.lexicon import LEXICON
from layoutdesk.phrasing.persons import is_sound, persons
from layoutdesk.phrasing.places import places
from layoutdesk.text.quantities import COMPARES, CURRENCIES, LETTERS_RAISED, QUANTITY, SIGNS

#: Streets of addresses (地址), what goes before them, and the number of a house with what belongs to it (26号, 1-3号, 88号附12号).
_STREET: Final = rf"{HAN}{{1,4}}?(?:大道|[路街巷弄]|胡同)"
_HOUSE: Final = "[甲乙丙]?[0-9]+(?:[-–—][0-9]+)?(?:号(?!线)|弄)(?:至[0-9]+号|附?[0-9]+号)?"
_BESIDE: Final = "[东西南北]侧|与|路口|交[会汇叉]|[东西南北]段|沿线"
#: Districts, towns and streets behind what they belong to, or where an address begins.
_ADDRESS: Final = (
    rf"(?:(?<=[省市县区])|(?<!{HAN})){HAN}{{1,4}}?(?:街道|[区县镇乡])"
    rf"(?=(?:{HAN}{{1,4}}?(?:街道|[镇乡]))?{_STREET}(?:{_HOUSE}|{_BESIDE}))"
    rf"|(?:(?<=[省市县区镇乡与、至])|(?<=街道)|(?<!{HAN})){_STREET}(?:{_HOUSE}|(?={_BESIDE}))"
)
#: A Western word with the sign before it (＞PM2.5, ±2mm); US$100 is a number.
_WESTERN: Final = (
    rf"(?![A-Z]{{1,3}}[{CURRENCIES}][0-9])(?:[{SIGNS}]{{1,2}}(?=[0-9])|[{COMPARES}])?"
    rf"[A-Za-z0-9.&'’\-]*[A-Za-z][A-Za-z0-9.&'’\-]*{LETTERS_RAISED}"
)
#: What is one word whatever the dictionary says: a figure with its sign and what belongs to it, a Western word, a title, a
#: quotation that is short or no sentence, the parts of an address.
WHOLE: Final = re.compile(
    r"《[^《》]+》|“[^“”]{1,8}”|‘[^‘’]{1,8}’|「[^「」]{1,8}」|『[^『』]{1,8}』"
    r"|“[^“”，；：。！？、\s]+”|「[^「」，；：。！？、\s]+」|——|……"
    rf"|{_ADDRESS}"
    r"|[省市区县州]中心(?:医院|血站)|[一两双三四五][江河湖山城心轴带核廊][一两双三四五六七八九十多][岸翼轴带区园廊城核点]"
    r"|[\[〔（(]?[0-9]{4}[\]〕）)][^\W0-9]{0,4}第?[0-9]+[号期]?"
    rf"|{_WESTERN}"
    r"|[零一二三四五六七八九十]+比[零一二三四五六七八九十]+|[零一二三四五六七八九十]+分之[零一二三四五六七八九十百千万]+"
    rf"|第?{QUANTITY}起?"
    r"|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a．％]+"
)
#: Between a street and the number of its house.
_AT_HOUSE: Final = re.compile(rf"(?<=[路街巷弄道同])(?={_HOUSE}$)")
#: A street that is numbered, its name and its number.
_NUMBERED: Final = re.compile(rf"({HAN}{{2,4}}?)[一二三四五六七八九十]+[路街巷]")
#: How often a word of our own list counts as found; jieba's guess of what it takes is too low.
_USUAL: Final = 1000
_HAN: Final = re.compile(rf"{HAN}+")
#: No word of the dictionary, nor are its parts; with a Traditional character.
_UNKNOWN: Final = "澄湖門"


class Word(NamedTuple):
    """One word: where it starts and ends, its text, and its part of speech as jieba's tables name them (``n``, ``v``, ``nr`` …).

    The text is in Simplified characters, which the tables know.
    """

    start: int
    end: int
    text: str
    tag: str


def house_in(word: Word) -> int:
    """Where the number of a house begins in a word that is a street with it (报业路｜9号); 0 where there is none."""
    found = _AT_HOUSE.search(word.text) if word.text[-1] in "号弄" else None
    return found.start() + word.start if found else 0


def parts_of(word: Word) -> list[int]:
    """Where a word parts into two of two characters and more that the dictionary has (计算机｜科学, 王家营｜街道).

    A numbered street parts before its number (智造｜三路). Names of persons and the endings of those of firms stay whole
    (有限公司, 管理委员会).
    """
    text = word.text
    if numbered := _NUMBERED.fullmatch(text):
        return [word.start + numbered.end(1)]
    if word.tag == "nr" or text.endswith(("公司", "委员会")) or not _HAN.fullmatch(text):
        return []
    places = range(2, len(text) - 1)
    return [
        word.start + at for at in places
        if _is_word(text[at:]) and (_is_word(text[:at]) or text[at:] in PLACE_ENDS)
    ]  # fmt: skip


@cache
def load() -> Any:
    """The segmenter, loaded once."""
    import rjieba

    for word, tag in LEXICON.items():
        rjieba.add_word(word, _USUAL, tag)
    # A guess, and a Traditional character: what they need is loaded with the first, and else would come under a key.
    rjieba.tag(simplified(_UNKNOWN))
    return rjieba


def is_loaded() -> bool:
    """Whether the segmenter is there already, so that cutting costs microseconds."""
    return bool(load.cache_info().currsize)


def names_in(text: str) -> set[str]:
    """The names of persons that a story's text gives, behind titles and by their characters."""
    text = simplified(text)
    return {text[start:end] for start, end in persons(text, _is_word, text)}


def words(text: str, known: Iterable[str] = ()) -> list[Word]:
    """The words of ``text`` in order, marks and spaces among them; a ``known`` name is one word wherever it stands."""
    text, found, at = simplified(text), list[Word](), 0
    for start, end, tag in _wholes(text, map(simplified, known)):
        found += _cut(text[at:start], at)
        found.append(Word(start, end, text[start:end], tag))
        at = end
    return _merged(found + _cut(text[at:], at))


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    """Whether the dictionary has ``text``, and not as the name of a person."""
    segmenter = load()
    return bool(segmenter.has_word(text)) and not segmenter.tag(text, False)[0][1].startswith("nr")


@lru_cache(maxsize=4096)
def _tag_of(text: str) -> str:
    """The part of speech that the dictionary gives ``text`` as one word; empty where it has no such word."""
    segmenter = load()
    return str(segmenter.tag(text, False)[0][1]) if segmenter.has_word(text) else ""


def simplified(text: str) -> str:
    """``text`` with each Traditional character as its Simplified one; the dictionary knows no others. Never another length."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        made: str = _converter().convert(text)
        return made if len(made) == len(text) else "".join(char if char.isascii() else _one(char) for char in text)
    return text


def _one(char: str) -> str:
    made: str = _converter().convert(char)
    return made if len(made) == 1 else char


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def _merged(found: list[Word]) -> list[Word]:
    """Surname and given name as one word (姓名), parts of a transliterated name (译名), a figure and its measure word (数量)."""
    done: list[Word] = []
    for word in found:
        last = done[-1] if done else None
        if last is not None and _HAN.fullmatch(word.text) and (
            (_is_surname(last) and 1 <= len(word.text) <= 2 and word.tag[:1] in "nagvtxzj")
            or (_is_number(last) and (word.tag in ("m", "q") or word.text in MEASURES))
        ):  # fmt: skip
            tag = "m" if _is_number(last) else "nr"
            done[-1] = Word(last.start, word.end, last.text + word.text, tag)
        elif last is not None and _are_one_name(last, word):
            done[-1] = Word(last.start, word.end, last.text + word.text, "nr")
        else:
            done.append(word)
    return done


def _are_one_name(left: Word, right: Word) -> bool:
    """Whether two words are parts of one transliterated name: 泽｜连斯基, 斯塔｜默, 马克｜龙."""
    text = left.text + right.text
    lone = min(len(left.text), len(right.text)) == 1 < max(len(left.text), len(right.text))
    longer = left if len(left.text) > 1 else right
    return lone and is_sound(text) and longer.tag in ("nr", "nrt")


def _is_surname(word: Word) -> bool:
    return word.text in DOUBLE_SURNAMES or (word.tag in ("nr", "nrfg") and word.text in SURNAMES)


def _is_number(word: Word) -> bool:
    """A figure that still lacks what it counts."""
    return word.tag in ("m", "x") and (word.text[-1].isdecimal() or set(word.text) <= NUMERALS)


def _wholes(text: str, known: Iterable[str]) -> list[tuple[int, int, str]]:
    """What is one word before the dictionary is asked: where it starts and ends, and its tag."""
    spans = [(found.start(), found.end(), "nr" if _is_person(name) else "nz")
             for name in known for found in re.finditer(re.escape(name), text)]  # fmt: skip
    spans += [(found.start(), found.end(), _tag(found[0])) for found in WHOLE.finditer(text)]
    spans += [(start, end, "nr") for start, end in persons(text, _is_word)]
    spans += [(start, end, "ns") for start, end in places(text, _tag_of)]
    taken: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not taken or span[0] >= taken[-1][1]:
            taken.append(span)
    return taken


def _tag(whole: str) -> str:
    """A figure is a number unless a letter leads it (C919, G60)."""
    return "m" if whole[0] not in "《“‘「『" and not whole[0].isalpha() and re.search(r"[0-9]", whole) else "nz"


def _is_person(name: str) -> bool:
    return 2 <= len(name) <= 4 and (name[0] in SURNAMES or name[:2] in DOUBLE_SURNAMES)


def _cut(text: str, at: int) -> list[Word]:
    found = []
    for piece, tag in load().tag(text) if text else ():
        for part, part_tag in _checked(piece, tag):
            found.append(Word(at, at + len(part), part, part_tag))
            at += len(part)
    return found


def _checked(piece: str, tag: str) -> Iterator[tuple[str, str]]:
    """A word of the dictionary or the name of a person as it is; any other guess in the words that the dictionary has."""
    segmenter = load()
    is_known = len(piece) == 1 or not _HAN.fullmatch(piece) or segmenter.has_word(piece) or set(piece) <= NUMERALS
    if is_known or (tag == "nr" and _is_person(piece) and not set(piece) & NUMERALS):
        yield piece, tag
    else:
        yield from segmenter.tag(piece, False)
