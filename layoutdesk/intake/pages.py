"""A file's blocks to pages: each starts where its head stands: banner, date with weekday, credits, page label.

A page of plain copy has no mark of its own; what repeats from page to page shows where it begins. Credits may also close a
page. A file with front matter is one page.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

import msgspec

from layoutdesk.intake import shapes
from layoutdesk.intake.types import BlockType, TypedBlock
from layoutdesk.model import Credits

_HALFWIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")


class PageDraft(msgspec.Struct):
    """A page while it is read: its head's blocks, its body's blocks, what the head says by name, and what was not understood."""

    head: list[TypedBlock]
    body: list[TypedBlock]
    facts: dict[str, str]
    credits: dict[str, tuple[str, ...]]
    dates: list[TypedBlock]
    unread: list[TypedBlock] = []


def split_pages(blocks: list[TypedBlock]) -> list[PageDraft]:
    """The pages of one plain file, in order; without any head it is one page."""
    heads = _heads(blocks)
    if not heads or heads[0][0] > 0:
        heads.insert(0, (0, 0))
    pages = []
    for (start, end), (after, _) in zip(heads, [*heads[1:], (len(blocks), 0)], strict=True):
        page = PageDraft(blocks[start:end], blocks[end:after], {}, {}, [])
        _take_foot(page)
        read_head(page)
        if page.body or page.head:
            pages.append(page)
    return pages


def _heads(blocks: list[TypedBlock]) -> list[tuple[int, int]]:
    """The ranges of blocks that are heads of pages."""
    repeated = _repeated_headings(blocks)
    heads: list[tuple[int, int]] = []
    at = 0
    while at < len(blocks):
        end = _head_end(blocks, at, repeated)
        if end == at:
            at += 1
            continue
        floor = heads[-1][1] if heads else 0
        known = {block.text for block in blocks[slice(*heads[0])]} if heads else set()
        start = _with_banner(blocks, at, floor, known)
        if not _is_foot(blocks, at, end, bool(heads)):
            heads.append((start, end))
        at = end
    return heads


def _repeated_headings(blocks: list[TypedBlock]) -> set[int]:
    """Headings that come back word for word with no story below them: banners."""
    counts = Counter(block.text for block in blocks if block.type == "heading")
    return {
        at
        for at, (block, below) in enumerate(pairwise(blocks))
        if block.type == "heading" and counts[block.text] > 1 and below.type in ("heading", "dateline", "credits")
    }


def _head_end(blocks: list[TypedBlock], at: int, repeated: set[int]) -> int:
    """The end of the page head that starts at ``at``; ``at`` itself where none does."""
    end = at
    while end < len(blocks) and (
        blocks[end].type in ("dateline", "credits")
        or (blocks[end].type == "folio" and _is_head_folio(blocks, at, end))
        or end in repeated
        or (at < end and blocks[end].type == "short" and shapes.PAPER_NAME.fullmatch(blocks[end].text))
        or _is_duty(blocks, at, end)
        or (blocks[end].type == "date" and _is_head_date(blocks, end))
        or (at < end and blocks[end].type == "heading" and end + 1 < len(blocks) and blocks[end + 1].type == "credits")
    ):
        end += 1
    return end


def _is_duty(blocks: list[TypedBlock], at: int, end: int) -> bool:
    """Whether a line names another duty of the day (值班主任：某某) beside the date or the credits."""
    block = blocks[end]
    beside = at < end or (end + 1 < len(blocks) and blocks[end + 1].type in ("dateline", "credits"))
    return beside and block.type == "short" and block.gap == 0 and bool(shapes.DUTIES.fullmatch(block.text))


def _is_head_folio(blocks: list[TypedBlock], at: int, end: int) -> bool:
    """Whether page label or numbers are a page's head: at the top, beside other parts of a head, or a page label alone."""
    beside = end > at or (end + 1 < len(blocks) and blocks[end + 1].type in ("dateline", "credits"))
    return end <= 4 or beside or bool(shapes.PAGE_LABEL.fullmatch(blocks[end].text))


def _is_head_date(blocks: list[TypedBlock], at: int) -> bool:
    """Whether a date without weekday is the page's: at the top of the file, or right above credits; never below a signatory."""
    if at and blocks[at - 1].type == "signatory":
        return False
    top = at <= 4 and all(block.type in ("heading", "short", "folio", "dateline", "credits") for block in blocks[:at])
    return top or (at + 1 < len(blocks) and blocks[at + 1].type in ("credits", "folio"))


def _with_banner(blocks: list[TypedBlock], at: int, floor: int, known: set[str]) -> int:
    """The start of a head together with banner and paper's name above it; ``known`` are the lines of the first page's head."""
    start = at
    while start > floor and at - start < 3:
        above = blocks[start - 1]
        plain = above.type == "short" and (
            (floor == 0 and start <= 3) or above.text in known or bool(shapes.PAPER_NAME.fullmatch(above.text))
        )
        if above.type != "heading" and not plain:
            break
        start -= 1
    return start


def _is_foot(blocks: list[TypedBlock], at: int, end: int, opened: bool) -> bool:
    """Whether credits close the page before them: nothing else in the head, and the next thing is another page or the end."""
    if not opened or any(block.type != "credits" for block in blocks[at:end]):
        return False
    following = [block.type for block in blocks[end : end + 3]]
    return not following or "dateline" in following or "folio" in following[:1]


def _take_foot(page: PageDraft) -> None:
    """Credits that stand in the body close the page: they belong to its head's facts."""
    foot = [block for block in page.body if block.type == "credits"]
    page.body = [block for block in page.body if block.type != "credits"]
    page.head.extend(foot)


def read_head(page: PageDraft) -> None:
    """Reads the head's blocks into facts, credits and dates, and settles what each of them is."""
    for at, block in enumerate(page.head):
        kind: BlockType = block.type
        if kind == "short" and shapes.DUTIES.fullmatch(block.text):
            kind = "credits"
        elif kind in ("heading", "short"):
            kind = "banner"
            if not _read_banner(page, block.text):
                page.unread.append(block)
        elif kind == "credits":
            page.credits |= read_credits(block.text)
        elif kind in ("dateline", "date"):
            kind = "dateline"
            page.dates.append(block)
            _read_facts(page, block.text)
        elif kind == "folio":
            _read_facts(page, block.text)
        page.head[at] = msgspec.structs.replace(block, type=kind)


def _read_banner(page: PageDraft, text: str) -> bool:
    """Takes the paper's name or a banner; whether the page had room for it."""
    name = shapes.PAPER_NAME.fullmatch(text)
    value = name[1] if name else text
    return page.facts.setdefault("paper" if name else "banner", value) == value


def _read_facts(page: PageDraft, text: str) -> None:
    """Page label, issue number, CN number, 邮发代号 and lunar date, as far as a line of the head has them."""
    label = shapes.PAGE_LABEL.fullmatch(text)
    if label:
        page.facts["label"] = label["label"].translate(_HALFWIDTH)
        page.facts["name"] = label["name"] or ""
    for key, shape in (
        ("number", shapes.ISSUE_NUMBER),
        ("cn_number", shapes.CN_NUMBER),
        ("postal_code", shapes.POSTAL_CODE),
    ):
        if found := shape.search(text):
            page.facts[key] = found[0].strip() if key == "number" else re.sub(r"\s", "", found[1])
    if found := re.search(r"农历\s*(\S{2,12})", text):
        page.facts["lunar"] = found[1]


def read_credits(text: str) -> dict[str, tuple[str, ...]]:
    """Names by credit of a line such as "责编:某某 美编:某某 校对:某某 某某"; nothing where it names none."""
    found = list(shapes.CREDIT_ROLE.finditer(text)) or list(shapes.CREDIT_GLUED.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    return {
        str(match.lastgroup): names(shapes.ASIDE.sub("", text[match.end() : end]))
        for match, end in zip(found, ends, strict=True)
    }


def names(text: str) -> tuple[str, ...]:
    """The names in ``text``, parted by blanks, 、, commas or strokes; a name spread over two single characters is one name.

    A blank inside a name of Western letters parts nothing.
    """
    blanks = r"(?<![A-Za-z.])\s|\s(?![A-Za-z])"
    words = [word for word in re.split(rf"(?:[、，,;；/／|｜丨:：【】\[\]]\s*|{blanks})+", text) if word]
    done: list[str] = []
    for word in words:
        if len(word) == 1 and done and len(done[-1]) == 1:
            done[-1] += word
        else:
            done.append(word)
    return tuple(done)


def page_credits(page: PageDraft) -> Credits:
    """The page's credits; one that the copy does not name stays empty."""
    return Credits(**page.credits)


def read_front(page: PageDraft, values: dict[str, str], lines: tuple[int, int], file: str) -> None:
    """Reads front matter into the facts of its page, and keeps its lines as a block."""
    text = "\n".join(f"{key}: {value}" for key, value in values.items())
    block = TypedBlock(
        file=file, first=lines[0], last=lines[1], type="front", text=text, reason="intake.reason.front-matter"
    )
    page.head.append(block)
    for key, value in values.items():
        if key in ("editor", "designer", "proofreader"):
            page.credits[key] = names(value)
        elif key == "date":
            page.dates.append(msgspec.structs.replace(block, text=value))
        elif value:
            page.facts[key] = value
