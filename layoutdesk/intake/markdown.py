"""The marks of well-kept copy: front matter, field lines, pictures, bold, and tables between pipes.

A page's file may open with ``key: value`` lines between two lines ``---``; a story has ``# 主题`` with field lines above and
below. Plain copy needs none of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

import msgspec

from layoutdesk.base.han import HAN
from layoutdesk.intake.lines import Line
from layoutdesk.intake.traditional import in_both

#: Keys of the front matter in Chinese and English, and what they name in ``Meta``, ``CopyPage`` and ``Credits``.
FRONT_KEYS: Final = in_both({
    "报名": "paper", "报名拼音": "paper_latin", "日期": "date", "期号": "number", "刊号": "cn_number", "邮发代号": "postal_code",
    "主办": "publisher", "地址": "address", "电话": "phone", "定价": "price", "农历": "lunar", "版次": "label", "版名": "name",
    "通栏": "banner", "语言": "language", "责编": "editor", "美编": "designer", "校对": "proofreader", "二维码": "codes",
})  # fmt: skip
_FRONT_NAMES: Final = frozenset(FRONT_KEYS.values())
#: Keys that only the head of a page has; one of them tells a head that stands without its marks from other lines.
_TELLING: Final = frozenset(("报名", "報名", "版次", "版名", "paper"))
_FRONT_LINE: Final = re.compile(rf"({HAN}{{2,5}}|[a-z_]{{2,16}})\s*[:：]\s*(.{{0,200}})")

#: Fields of a story and what they give: those above the headline start a story.
FIELDS: Final = in_both({
    "栏目": "label", "引题": "kicker", "肩题": "kicker", "眉题": "kicker", "副题": "deck", "副标题": "deck", "类型": "kind",
    "署名": "byline", "尺寸": "size", "label": "label", "kicker": "kicker", "deck": "deck", "kind": "kind", "byline": "byline",
    "size": "size",
})  # fmt: skip
FIELDS_ABOVE: Final = frozenset({"label", "kicker"})
KINDS: Final = in_both({
    "公告": "notice", "启事": "notice", "简讯": "brief", "广告": "advert", "相关新闻": "sidebar", "链接": "sidebar",
    "稿件": "article", "评论": "comment", "notice": "notice", "brief": "brief", "advert": "advert", "sidebar": "sidebar",
    "article": "article", "comment": "comment",
})  # fmt: skip

#: The room that an advert has booked: base columns and rows.
ADVERT_SIZE: Final = r"\d{1,2}\s*(?:栏|columns?)?\s*[x×*＊乘]\s*\d{1,3}\s*(?:行|rows?)?"

_BOLD: Final = re.compile(r"\*\*(?=\S)([^*\n]{1,2000})(?<=\S)\*\*")
#: A picture's file may have blanks and brackets in its name, as cameras and downloads give them; a title in quotes may follow.
_PICTURE: Final = re.compile(
    r"""!\[(?P<alt>[^\]]{0,400})\]\(\s*(?:<(?P<angled>[^<>]{1,255})>|(?P<file>(?:(?!\]\()[^<>]){1,255}?))(?:\s+"[^"]{0,80}")?\s*\)"""
)
_MAIN: Final = re.compile(r"(?:主题|主標題|主标题|主題|标题|標題|headline)\s*[:：]\s*(?P<text>\S.{0,200})")
_PIPE_RULE: Final = re.compile(r"[\s|:\-—]+")


class FrontMatter(msgspec.Struct, frozen=True):
    """What a file's head says by name, the keys that mean nothing here with their lines, and the lines it takes."""

    values: dict[str, str]
    unknown: tuple[tuple[str, int], ...]
    lines: tuple[int, int]


def front_matter(lines: Sequence[Line]) -> FrontMatter | None:
    """The front matter at the top of a file; ``None`` where there is none, also where the two ``---`` enclose other text."""
    if not lines:
        return None
    if lines[0].text != "---":
        return _open_front(lines)
    values: dict[str, str] = {}
    unknown: list[tuple[str, int]] = []
    for line in lines[1:64]:
        if line.text == "---":
            return FrontMatter(values, tuple(unknown), (lines[0].number, line.number))
        found = _FRONT_LINE.fullmatch(line.text)
        if not found:
            return None
        name = FRONT_KEYS.get(found[1], found[1])
        if name in _FRONT_NAMES:
            values[name] = found[2].strip()
        else:
            unknown.append((found[1], line.number))
    return None


def _open_front(lines: Sequence[Line]) -> FrontMatter | None:
    """A head that nobody put between two ``---``: the lines ``key: value`` at the top, where they name paper or page."""
    values: dict[str, str] = {}
    keys: list[str] = []
    for line in lines:
        found = None if line.type or line.rows or line.picture else _FRONT_LINE.fullmatch(line.text)
        name = FRONT_KEYS.get(found[1], found[1]) if found else ""
        if found is None or name not in _FRONT_NAMES or name in values:
            break
        values[name] = found[2].strip()
        keys.append(found[1])
    if len(values) < 2 or not _TELLING.intersection(keys):
        return None
    return FrontMatter(values, (), (lines[0].number, lines[len(keys) - 1].number))


def field(text: str) -> tuple[str, str]:
    """What a field line names, and its value."""
    key, _, value = text.replace(":", "：", 1).partition("：")
    return FIELDS[key.strip()], value.strip()


def advert_size(value: str) -> tuple[int, int]:
    """Columns and rows of ``4栏×30行``, ``4x30`` or ``4 columns x 30 rows``."""
    columns, rows = re.findall(r"\d+", value)[:2]
    return int(columns), int(rows)


def picture(text: str) -> tuple[str, str]:
    """Caption and file name of a picture line; both empty where it is none."""
    found = _PICTURE.fullmatch(text)
    return (found["alt"].strip(), unquote(found["angled"] or found["file"])) if found else ("", "")


def main_part(text: str) -> str:
    """The headline that a line ``主题：…`` names; empty where it is none."""
    found = _MAIN.fullmatch(text)
    return found["text"] if found else ""


def bold(text: str) -> list[tuple[int, int]]:
    """The ranges that stand between two ``**``, marks not counted."""
    return [found.span(1) for found in _BOLD.finditer(text)] if "**" in text else []


def rows(text: str) -> list[list[str]]:
    """The cells of a table's lines: parted by tabs, or by pipes with a line of dashes under the head, which is dropped."""
    if "\t" in text:
        return [[cell.strip() for cell in line.split("\t")] for line in text.split("\n")]
    lines = [line for line in text.split("\n") if not _PIPE_RULE.fullmatch(line)]
    return [[cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")] for line in lines]


def row_lines(text: str, first: int) -> list[int]:
    """The line number of each row that ``rows`` gives, where the table starts at line ``first``."""
    lines = text.split("\n")
    return [first + at for at, line in enumerate(lines) if "\t" in text or not _PIPE_RULE.fullmatch(line)]
