"""Names of paragraph styles in word processors, and what a newsroom means by them. A new name is one word in the table.

Word and WPS store the English names of their built-in styles whatever their language; the Chinese ones stand in RTF, in HTML
and in templates of a paper's own. ``heading`` is left to the place of the line (``headings``), the rest is taken at its word.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from layoutdesk.intake.traditional import in_both
from layoutdesk.intake.types import LineType


class Meaning(msgspec.Struct, frozen=True, gc=False):
    """What a style makes of its line: a block type, the level of a heading, the kind of story (a word of ``markdown.KINDS``).

    Level 0 is a document's title, which stands over its headings; a document without one has headlines at level 1.
    ``dropped``: lines in this style are made by the word processor and are no copy.
    """

    type: LineType = ""
    level: int = 0
    kind: str = ""
    dropped: bool = False


PLAIN: Final = Meaning()

#: Names by what they mean, in lower case without blanks; a number at their end is the level of a heading.
_TABLE: Final[tuple[tuple[Meaning, str], ...]] = (
    (Meaning("headline"), "主题 主标题 大标题 新闻标题 文章标题 稿件标题 headline"),
    (Meaning("headline", kind="公告"), "公告标题 启事标题 通告标题 声明标题 noticetitle"),
    (Meaning("headline", kind="简讯"), "简讯标题 短讯标题 brieftitle"),
    (Meaning("headline", kind="相关新闻"), "链接标题 相关新闻标题 sidebartitle"),
    (Meaning("headline", kind="评论"), "评论标题 言论标题 commenttitle"),
    (Meaning("heading"), "title 标题 题目 heading"),
    (Meaning("kicker"), "引题 肩题 眉题 kicker"),
    (Meaning("deck"), "副题 副标题 subtitle deck dek"),
    (Meaning("subhead"), "小标题 插题 分题 subhead crosshead"),
    (Meaning("label"), "栏目 栏题 栏目名 栏目标题 columnlabel"),
    (Meaning("lead"), "导语 提要 lead"),
    (Meaning("byline"), "署名 作者 记者 byline author"),
    (Meaning("caption"), "题注 图注 图片说明 图说 caption illustration figure photocaption"),
    (Meaning("signatory"), "落款 签名 signature"),
    (Meaning("clause"), "条款"),
    (Meaning(dropped=True), "toc tocheading tableoffigures contents contentsheading 目录"),
)  # fmt: skip
_BY_NAME: Final = in_both({name: meaning for meaning, names in _TABLE for name in names.split()})
_BLANKS: Final = re.compile(r"[\s_\-]+")
#: The part of a style that Word makes for runs, and the list of a style's further names.
_TAIL: Final = re.compile(r"(?:char|字符|字元|[,;].*)$")
_LEVEL: Final = re.compile(r"(.*?)([1-9])$")
_DIGITS: Final = str.maketrans("１２３４５６７８９", "123456789")


def meaning(name: str) -> Meaning | None:
    """What the style called ``name`` means; ``None`` for a name that says nothing (正文, Normal, a paper's own)."""
    bare = _TAIL.sub("", _BLANKS.sub("", name[:80].lower()).translate(_DIGITS))
    found = _LEVEL.fullmatch(bare)
    if found is None or bare in _BY_NAME:
        return _BY_NAME.get(bare)
    kind = _BY_NAME.get(found[1])
    if kind is None or kind.type not in ("heading", "") or not (kind.type or kind.dropped):
        return None
    return msgspec.structs.replace(kind, level=int(found[2])) if kind.type else kind


def outline(level: int) -> Meaning:
    """What an outline level (大纲级别) from 1 to 9 means."""
    return Meaning("heading", level)
