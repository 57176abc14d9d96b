"""Names of persons (人名) that no dictionary has: behind a title, with a rare character, transliterated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from layoutdesk.base.han import HAN
from layoutdesk.phrasing.bonds import ADVERBS, DOUBLE_SURNAMES, ENCLITICS, HERALDS, OPENERS, SURNAMES

#: Characters of transliterated names (译名用字), and those that other words have as often: they count where a name is certain.
SOUNDS: Final = frozenset(
    "阿埃艾昂奥巴鲍贝比彼宾波伯博布茨戴丹迪蒂杜顿恩尔法菲费芬弗夫盖戈格哈赫霍基吉贾杰卡凯坎柯科克肯库夸奎拉莱兰朗劳勒雷利连"
    "卢鲁伦罗洛马玛迈曼梅蒙米莫默姆穆纳娜尼涅纽诺欧帕潘佩皮普奇乔琼萨塞桑森沙珊斯丝苏索塔泰坦特滕廷托瓦威韦维沃乌希锡雅亚耶"
    "伊尤泽詹兹佐买提吐逊孜卜龙胡德"
)
WIDE_SOUNDS: Final = SOUNDS | frozenset(
    "安班本查达丁东多凡范福富甘冈高根古汉豪亨华怀惠季加金京康考里理林隆毛门密内宁平切丘热日荣瑞若尚舍申圣施史舒图土万旺魏温"
    "武西夏香肖谢辛休许雪扬叶因英于约珍朱卓江木合力丽玉依白保海"
)
#: Titles that stand behind names only.
_FOLLOWING: Final = frozenset({
    "夫妇", "一家", "一行", "等人", "团队", "同志", "先生", "女士", "老师", "大夫", "师傅", "大师", "烈士", "代表", "委员",
})  # fmt: skip
_SURNAME: Final = "".join(sorted(SURNAMES - OPENERS - ADVERBS - ENCLITICS - {"却"}))
_FAMILY: Final = f"(?:{'|'.join(sorted(DOUBLE_SURNAMES))}|[{_SURNAME}])"
_TITLE: Final = "|".join(sorted(HERALDS - _FOLLOWING, key=lambda title: (-len(title), title)))
_RARE: Final = r"[\u3400-\u4dbf\U00020000-\U0003fffd]"
#: A family name with one or two characters behind it, the second to be judged by what follows.
_BEHIND_TITLE: Final = re.compile(rf"(?:{_TITLE})(?P<name>{_FAMILY}{HAN}{{1,2}})")
_WITH_RARE: Final = re.compile(rf"(?P<name>{_FAMILY}(?:{HAN}{_RARE}|{_RARE}{HAN}?))")
_WIDE: Final = f"[{''.join(sorted(WIDE_SOUNDS))}]"
_FOREIGN: Final = re.compile(
    rf"(?P<name>{_WIDE}{{1,8}}(?:[·•‧]{_WIDE}{{1,8}}){{1,3}}|(?<=总统|总理|首相|国王|外长){_WIDE}{{2,8}})"
)
#: Words of one character that no name ends with.
_NEVER_LAST: Final = frozenset("到说称谈获是在访赴做与和及等率的对向把将被从就也都又再已曾")
#: Words of the dictionary that may begin where a name is thought to: no longer ones are looked for.
_LONGEST: Final = 4

#: Whether the dictionary has a word.
Known = Callable[[str], bool]


def persons(text: str, known: Known, around: str = "") -> Iterator[tuple[int, int]]:
    """The ranges of the names of persons in ``text``, in no order and perhaps one in another.

    ``known`` knows the words of the dictionary. ``around`` is text that has the names too: where one stands in it, how it goes on
    there tells how long it is.
    """
    for found in _FOREIGN.finditer(text):
        yield found.start("name"), _end_of_sounds(text, found.start("name"), found.end("name"), known)
    for shape in (_BEHIND_TITLE, _WITH_RARE):
        for found in shape.finditer(text):
            start, end = found.span("name")
            # 市｜长江 is no 市长, 江边｜有㘰村 has no 边, 书记｜高度重视 names nobody.
            taken = _starts_word(text, start - 1, known) or (
                shape is _BEHIND_TITLE and _starts_word(text, start, known)
            )
            if not taken:
                yield start, _end_of_name(text, start, end, known, around)


def _starts_word(text: str, at: int, known: Known) -> bool:
    """Whether a word of the dictionary starts at ``at``."""
    return at >= 0 and any(
        known(text[at : at + length]) for length in range(2, _LONGEST + 1) if at + length <= len(text)
    )


def _end_of_name(text: str, start: int, end: int, known: Known, around: str) -> int:
    """Where a Chinese name ends: before its last character where that starts a word (李明｜会见) or others follow elsewhere."""
    name = text[start:end]
    family = 2 if name[:2] in DOUBLE_SURNAMES else 1
    if len(name) - family < 2:
        return end
    if around.count(name) > 1:
        return end - (around.count(name[:-1]) > around.count(name))
    return end - (_starts_word(text, end - 1, known) or text[end - 1] in _NEVER_LAST)


def _end_of_sounds(text: str, start: int, end: int, known: Known) -> int:
    """Where a transliterated name ends: its last character may be the first of a word (罗纳尔多｜加盟)."""
    while end - start > 2 and text[end - 2] not in "·•‧" and end < len(text) and known(text[end - 1 : end + 1]):
        end -= 1
    return end


def is_sound(text: str) -> bool:
    """Whether every character is one that transliterates."""
    return SOUNDS.issuperset(text)
