"""The places at which one text may break, ranked: between words, never where one leans on the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from layoutdesk.base.han import HAN, sets_off_western
from layoutdesk.model.story import Joint
from layoutdesk.phrasing.bonds import (
    ADVERBS,
    CLOSING,
    COMPLEMENTS,
    DEGREES,
    ENCLITICS,
    HEADS,
    HERALDS,
    MANNER,
    MEASURED,
    NUMERALS,
    OPENERS,
    PLACE_ENDS,
    PREFIXES,
    REACHING,
    REGIONS,
    SUFFIXES,
    TITLES,
)
from layoutdesk.phrasing.words import Word, house_in, parts_of, words
from layoutdesk.text.quantities import CURRENCIES, SIGNS

#: Ranks, best first: at a space, after a mark, between the parts of a sentence (主谓, 状语), between verb and object, between two
#: nouns, inside a name or between a measure word and its noun, behind 的 or a verb of one character, between a street and its
#: house; for cells alone: between words of which one leans on the other.
SPACE, MARK, PARTS, OBJECT, NOUNS, NAME, LEANING, INSIDE, WORDS = range(9)
NEVER: Final = -1

_AFTER_MARKS: Final = frozenset("，；：。！？、,;:!?｜|")
_NO_START: Final = frozenset("，。、；：？！）》】”’』」…—·％%,.;:?!)]}~～-/")
_NO_END: Final = frozenset("（《【“‘『「([{—·-/")
#: Before what stands first in its phrase: nothing, a mark or a space. One character is not left alone between it and a line's end.
_PARTING: Final = ("", *_AFTER_MARKS, *" \u3000\u00a0")
_SPACES: Final = " \u3000\u00a0"
#: What the number of a house, a floor or a room ends with: what comes behind is another name.
_HOUSE_ENDS: Final = "号弄幢栋楼室"
#: A title or a quotation of more characters has places inside, for need alone (see ``compose.titles``). So many characters stand at
#: least on either side of them; as few as that only where nothing else goes (《关于｜).
_SHORT: Final = {"《": 4, "“": 8, "「": 8}
_EDGE: Final = 2
#: A quotation that is a sentence has them from so many characters on (“种子是｜农业的芯片”): no size of a narrow column holds it.
_SENTENCE: Final = 7
#: A figure with its measure word, at the end of what it counts.
_COUNTED: Final = re.compile(rf"[0-9][万亿]?{HAN}{{1,2}}$")
#: What the number of a part of a house ends with: 3栋｜2单元｜501室.
_HOUSE_PARTS: Final = "幢栋楼元层"
#: English words that lead to the next one: no line ends with them where it can be helped.
_SMALL: Final = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "its", "no", "not", "of", "on", "or", "the", "to", "with",
})  # fmt: skip


def joints(text: str, known: Collection[str] = (), around: str = "", *, all_words: bool = False) -> tuple[Joint, ...]:
    """Every place at which a line of ``text`` may start with its rank, best 0; the last is the end of the text.

    ``known`` are names that stay whole. ``around`` is the story's own text: words that stand together in it are likelier one term.
    ``all_words``: words that lean on one another part as well, in need. Text without a Chinese character breaks at its spaces.
    Nothing for an empty text.
    """
    if not text:
        return ()
    found: list[Joint] = []
    cut = words(text, known)
    held = False
    for number in range(len(cut)):
        left = cut[number]
        found += _within(left, known, all_words)
        if number + 1 == len(cut):
            break
        right = cut[number + 1]
        if left.tag == "f" and number and cut[number - 1].text in ADVERBS:
            held = False  # 都能上｜好学: no 方位词 stands behind an auxiliary
        rank = _rank(left, right, text, held, _is_han(cut[number + 2 : number + 3]))
        if all_words and rank == PARTS and left.text == "、":
            rank = MARK  # a cell lists what is no sentence
        held = rank == NEVER
        if not held and _is_parallel(cut, number):
            rank = MARK
        if rank >= PARTS and around and right.end - left.start <= 8 and text[left.start : right.end] in around:
            rank = min(rank + 1, INSIDE)
        if not held:
            found.append(Joint(left.end, rank))
        elif all_words and _are_words(left, right):
            found.append(Joint(left.end, WORDS))
    return (*found, Joint(len(text), SPACE))


def _within(word: Word, known: Collection[str], all_words: bool) -> list[Joint]:
    """The places inside one word: between a street and its house, between the phrases of a long title or quotation, and with
    ``all_words`` between the parts of a compound.
    """
    if house := house_in(word):
        return [Joint(house, INSIDE)]
    if all_words and (parts := parts_of(word)):
        return [Joint(at, WORDS) for at in parts]
    inner = word.text[1:-1]
    short = _SHORT.get(word.text[0], len(inner))
    if len(inner) <= short and not (word.text[0] in "“「" and len(inner) >= _SENTENCE and "是" in inner):
        return []
    found = [joint for joint in joints(inner, known) if _EDGE <= joint.at <= len(inner) - _EDGE]
    return [
        Joint(
            word.start + 1 + joint.at,
            max(joint.rank, INSIDE) if joint.at in (_EDGE, len(inner) - _EDGE) else joint.rank,
        )
        for joint in found
    ]


def _are_words(left: Word, right: Word) -> bool:
    """Whether a narrow cell may part two words: both have two characters, and neither is a figure or an ending."""
    both = len(left.text) > 1 and len(right.text) > 1 and left.text.isalpha() and right.text.isalpha()
    return both and not left.text.isascii() and left.tag != "m" and right.text not in CLOSING


def _is_parallel(cut: Sequence[Word], number: int) -> bool:
    """Whether a clause like the one before it starts behind a word: 成色更足｜幸福感更可持续."""
    following = cut[number + 2 : number + 3]
    before = [word.text for word in cut[max(0, number - 3) : number]]
    return (
        bool(following)
        and following[0].text in DEGREES
        and following[0].text in before
        and cut[number + 1].tag[:1] == "n"
    )


def _is_han(following: Sequence[Word]) -> bool:
    """Whether a word or a number follows, not a mark or the end."""
    return bool(following) and (following[0].text[0].isalnum() or following[0].tag == "m")


def _rank(left: Word, right: Word, text: str, held: bool, more: bool) -> int:
    """The rank of the place between two words; ``held``: the left one holds to the word before it; ``more``: a word follows."""
    before, after = left.text[-1], right.text[0]
    if right.text == "——" and not (before.isdecimal() or before in _NO_END or before in _SPACES):
        return SPACE  # 绿水青山｜——清江生态修复纪实
    if after in _SPACES or after in _NO_START or before in _NO_END:
        return NEVER
    if before in _SPACES:
        return _after_space(text, left)
    if before in _AFTER_MARKS:
        if before == "、":
            return _after_comma(text[: left.start], right)
        return MARK
    if (left.tag[:1] == "n" or left.tag == "vn") and _is_count(right, text):
        return INSIDE  # 幼儿园｜26所 新增: the number counts what stands before it
    alone = len(left.text) == 1 and text[: left.start][-1:] in _PARTING
    if alone or _leans(left, right, held, more):
        return NEVER
    return _between(left, right, held)


def _after_comma(before: str, right: Word) -> int:
    """What a 、 parts is one list, of clauses where each counts something; 1、｜2号桥 are numbers with one counter."""
    if before[-1:].isdecimal() and right.text[0].isdecimal():
        return NEVER
    return MARK if right.tag == "v" and _COUNTED.search(before) else PARTS  # 新建公园20个、｜改造小区68个


def _is_count(word: Word, text: str) -> bool:
    """Whether a figure with its measure word ends its clause: it counts what it follows."""
    figure = word.text.lstrip(SIGNS + CURRENCIES)[:1].isdecimal()
    return word.tag == "m" and figure and text[word.end : word.end + 1] in _PARTING


def _after_space(text: str, space: Word) -> int:
    """A space parts Chinese clauses; one that sets off a Western word (在 GitHub 上) is as good as what stands before it."""
    if not sets_off_western(text, space.end):
        return SPACE
    word = text[: space.start].rpartition(" ")[2]
    if not (word.isascii() and text[space.end : space.end + 1].isascii()):
        return PARTS
    return NAME if word.lower() in _SMALL else MARK if word[-1:] in _AFTER_MARKS else PARTS


def _leans(left: Word, right: Word, held: bool, more: bool) -> bool:
    """Whether one of two words cannot stand without the other."""
    a, b = left.text, right.text
    if b in CLOSING or (len(b) == 1 and b in ENCLITICS and not (b == "等" and more)):
        return True
    if _is_counted(left, right, more):
        return True
    if left.tag == "ns" and b[0] in REGIONS and b.endswith(("中心医院", "中心血站")):
        return True
    if (b == "到" and a in REACHING) or (a == "副" and b in TITLES):
        return True
    if (left.tag == "nr" and b in TITLES) or (left.tag[:1] in "nj" and b in PLACE_ENDS):
        return True
    if len(a) == 1 and _leans_right(left, right, held):
        return True
    return len(b) == 1 and _leans_left(left, right, more)


def _is_counted(left: Word, right: Word, more: bool) -> bool:
    """Whether a figure and its neighbour belong together: 三｜千, 十点｜后, 上午｜9:30, 神舟｜二十号, 一座｜桥."""
    a, b = left.text, right.text
    if left.tag == right.tag == "m" and a[-1] in _HOUSE_PARTS:
        return False
    if left.tag == "m":
        plain = a[-1].isdecimal() and (a[0].isdecimal() or a[0] == "第")
        bare = (plain and not a[:4].isdecimal() and not set(":：∶") & set(a)) or set(a.removeprefix("第")) <= NUMERALS
        loose = b in OPENERS or b in ADVERBS or right.tag[:1] in "cd" or (more and right.tag[:1] in "va")
        return right.tag in ("m", "q") or bare or (len(b) == 1 and not loose) or b[0] in "后前"
    if right.tag != "m":
        return False
    return (left.tag == "t" and b[0].isdecimal()) or (left.tag[:1] == "n" and b.endswith(("号", "号线")))


def _leans_right(left: Word, right: Word, held: bool) -> bool:
    """Whether a word of one character holds to what follows it."""
    a, b = left.text, right.text
    if not held and (a in PREFIXES or a in REGIONS or a in ENCLITICS) and right.tag[:1] in "nvasmtfrj":
        return True
    if held and (left.tag[:1] in "nfqkyugtsjm" or a in ENCLITICS or a in CLOSING or a in COMPLEMENTS or a in SUFFIXES):
        return False
    if a in OPENERS or a in ADVERBS or left.tag in ("d", "h", "p", "c", "r", "m", "f"):
        return True
    if left.tag[:1] in "va" and (b[0] in "不得" or (left.tag == "a" and b in OPENERS)):
        return True
    # Two words of one character are more likely one that the dictionary lacks.
    return len(b) == 1 and not held and b not in OPENERS and b not in ADVERBS


def _leans_left(left: Word, right: Word, more: bool) -> bool:
    """Whether a word of one character holds to what stands before it."""
    b, kind = right.text, left.tag[:1]
    if more and (left.text[-1] in "”》’」』" or b == "副"):
        return False
    if b in COMPLEMENTS and kind == "v" and len(left.text) == 1:
        return True
    if b in OPENERS or b in ADVERBS or right.tag in ("d", "p", "c", "r", "m", "h", "tg"):
        return not more
    if b in "是等":
        return b == "是" and left.text == "的"
    if right.tag[:1] in "va" and not (left.tag == "ns" and b in SUFFIXES):
        return kind == "r" or (not more and kind != "m")
    if right.tag in ("k", "q", "y"):
        return True
    if b in REGIONS:
        return kind in "nj" and left.text[-1] not in _HOUSE_ENDS
    return kind in "ngvmasbjtr" or b in SUFFIXES


def _between(left: Word, right: Word, held: bool) -> int:
    a, b, before, after = left.text, right.text, left.tag[:1], right.tag[:1]
    if a in ("的", "地", "得", "党的"):
        return LEANING
    if left.tag == "nz" and a[-1] in "”》’」』":
        return NOUNS if after == "n" else PARTS
    if a in HERALDS and right.tag == "nr":
        return NAME
    if (a in MEASURED and after in "vm") or (a in MANNER and after == "v") or (b == "情况" and before == "v"):
        return NAME  # 同比｜增长, 全面｜推进, 执行｜情况
    if len(a) == 1 and not held:
        return LEANING if before in "vap" else NAME
    if (b in HEADS and before in "nvabj") or (left.tag == "vn" and right.tag in ("n", "l")):
        return NAME
    if after == "n" and (a in HEADS or a[-2:] in HEADS):
        return OBJECT  # 商业银行｜股份有限公司, 监管局｜临江分局: behind an institution that is named whole
    if before == "t" and after == "v" and left.start:
        return NOUNS  # 补贴｜今起｜发放: when goes with what is done then
    if after in "pdrct" or b in OPENERS or b in MANNER or before == "t":
        return NOUNS if b in ("和", "与", "及", "暨") else PARTS
    if before == "n" and b.isdecimal():
        return NAME  # 热线｜12345
    if before == "m" and after in "nvajs":
        return PARTS if after == "v" or a[-1] in "年月日天时点分秒起岁" else NAME
    if right.tag == "vn" and left.tag in ("nr", "r", "ns"):
        return PARTS
    if before in "nsrjf" and after in "vaid":
        return NOUNS if right.tag == "vn" else PARTS
    if before in "vadu":
        return NOUNS if left.tag == "vn" else OBJECT
    return NOUNS if after != "m" else PARTS
