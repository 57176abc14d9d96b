"""Each line of the copy to a typed block: by the style that its document gives it, else by its own shape, where a table of
rules is asked and the first that fits wins.

What a line cannot say by itself (is this heading a headline, a subhead, a label?) is settled later in ``headings``; the
rules here are local, look at a line and its neighbours only, and name their reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

import msgspec

from layoutdesk.intake import crews, markdown, shapes
from layoutdesk.intake.lines import BLANKS, Line, telling
from layoutdesk.intake.types import BlockType, LineType, TypedBlock

#: No line that is no prose is longer than this; a longer one is not looked at in detail.
_SHORT: Final = 40
_HEADING: Final = re.compile(r"(#{1,6})\s*(\S.*)")
_RULE: Final = re.compile(r"(?:[-*_=—]\s*){3,80}|[·.…◇◆☆★※~～]{3,80}")
#: A size is a field only where it is one: many things have a size.
_FIELD: Final = re.compile(
    rf"(?:{'|'.join(name for name, field in markdown.FIELDS.items() if field != 'size')})\s*[:：].{{0,200}}"
    rf"|(?:{'|'.join(name for name, field in markdown.FIELDS.items() if field == 'size')})\s*[:：]\s*{markdown.ADVERT_SIZE}"
)


class Rule(msgspec.Struct, frozen=True):
    """One row of the table: what a line is taken for, how surely, why, and the test of its text."""

    type: BlockType
    confidence: float
    reason: str
    test: Callable[[str], object]


def _is_dateline(text: str) -> bool:
    """A line that is nothing but a date, a weekday and other facts of the page's head."""
    if len(text) > 90:
        return False
    before = shapes.WEEKDAY.match(text)
    found = shapes.DATE_LINE.fullmatch(text[before.end() :].lstrip(" \t　|｜·，,") if before else text)
    if found is None:
        return False
    rest = shapes.WEEKDAY.sub("", found["rest"])
    rest = re.sub(
        r"农历\s*\S{2,12}|[一-鿿]{2}年\S{2,8}|第\S{1,6}期|(?:今日)?\S{0,4}\d{1,3}版|\S{1,2}月(?:初|十|廿|三十)\S?",
        "",
        rest,
    )
    return not rest.strip(" \t　|｜·，,。（）()")


def _is_credits(text: str) -> bool:
    """责编, 美编 and 校对 with their names, and nothing else."""
    if len(text) > 120:
        return False
    found = list(shapes.CREDIT_ROLE.finditer(text))
    if not found:
        return bool(shapes.CREDITS_GLUED.fullmatch(text))
    if found[0].start() <= 2:
        return len(found) > 1 or len(text) <= 24
    return len(found) > 1 and bool(shapes.DUTIES.fullmatch(text[: found[0].start()]))


def _is_folio(text: str) -> bool:
    """Facts of a page's head: its label, the paper's numbers."""
    if len(text) > _SHORT * 2:
        return False
    facts = (shapes.PAGE_LABEL.fullmatch(text), shapes.CN_NUMBER.search(text), shapes.POSTAL_CODE.search(text))
    return any(facts) or bool(len(text) < 16 and shapes.ISSUE_NUMBER.search(text))


def _is_caption(text: str) -> bool:
    return len(text) <= 120 and bool(crews.split_credit(text)[1]) and not crews.closing_byline(text)


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT and not shapes.ends_sentence(text)


def _starts_clause(text: str) -> bool:
    return any(kind.match(text) for kind in shapes.CLAUSE)


#: Rules by the line alone, from the surest down. Pattern tests get the head of a long line only where they may.
RULES: Final = (
    Rule("heading", 1.0, "heading-mark", lambda text: _HEADING.match(text[:16])),
    Rule("picture", 1.0, "picture-mark", lambda text: len(text) < 800 and markdown.picture(text)[1]),
    Rule("rule", 0.9, "rule-line", lambda text: len(text) <= 80 and _RULE.fullmatch(text)),
    Rule("field", 1.0, "field-line", lambda text: len(text) < 210 and _FIELD.fullmatch(text)),
    Rule("caption", 0.95, "caption-marker", lambda text: text[0] in shapes.MARKERS),
    Rule("dateline", 0.95, "date-weekday", lambda text: shapes.WEEKDAY.search(text[:90]) and _is_dateline(text)),
    Rule("credits", 0.95, "credit-roles", _is_credits),
    Rule("folio", 0.8, "page-facts", _is_folio),
    Rule(
        "date",
        0.85,
        "date-alone",
        lambda text: _is_dateline(text) or (len(text) <= 16 and shapes.DATE_HAN.fullmatch(text)),
    ),
    Rule("byline", 0.95, "byline-bracket", lambda text: crews.closing_byline(text) == (0, len(text))),
    Rule("byline", 0.85, "byline-roles", lambda text: len(text) <= 60 and crews.is_plain_byline(text)),
    Rule("byline", 0.85, "byline-by", lambda text: len(text) <= 160 and crews.is_english_byline(text)),
    Rule("clause", 0.9, "clause-number", lambda text: _starts_clause(text[:8])),
    Rule("unit", 0.9, "unit-line", lambda text: len(text) <= _SHORT and shapes.UNIT_LINE.fullmatch(text)),
    Rule("contact", 0.85, "contact-number", lambda text: len(text) <= 160 and shapes.PHONE.search(text)),
    Rule("contact", 0.7, "contact-label", lambda text: shapes.CONTACT.match(text[:16]) and len(text) <= 100),
    Rule("caption", 0.75, "caption-credit", _is_caption),
    Rule("prose", 0.9, "sentence", shapes.ends_sentence),
    Rule("short", 0.6, "short-line", _is_short),
    Rule("prose", 0.7, "long-line", bool),
)
#: The rules of a page's head that hold for a line that is marked as a heading too.
_HEAD_RULES: Final = tuple(rule for rule in RULES if rule.type in ("dateline", "credits"))


def classify(lines: Iterable[Line], file: str) -> list[TypedBlock]:
    """The blocks of a file: rows of a table together, every other line by itself."""
    given = list(lines)
    piped = _piped_rows(given)
    blocks = [_row(line, file) if _is_row(line) or line.number in piped else _block(line, file) for line in given]
    return _mark_signatories(_mark_mains(_settle_units(_merge_rows(blocks))))


def _settle_units(blocks: list[TypedBlock]) -> list[TypedBlock]:
    """A line that names a unit is the unit of the table right under it; elsewhere it is text."""
    done = list(blocks)
    for at, block in enumerate(blocks):
        if block.type == "unit" and (at + 1 == len(blocks) or blocks[at + 1].type != "table"):
            rule = next(rule for rule in RULES if rule.type != "unit" and rule.test(block.text))
            reason = f"intake.reason.{rule.reason}"
            done[at] = msgspec.structs.replace(block, type=rule.type, confidence=rule.confidence, reason=reason)
    return done


def _mark_mains(blocks: list[TypedBlock]) -> list[TypedBlock]:
    """A line ``主题：…`` is a headline right above or below another field; elsewhere it is text, such as an event's theme."""
    done = list(blocks)
    for at, block in enumerate(blocks):
        styled = len(telling(block.spans)) < len(block.spans)
        text = markdown.main_part(block.text) if block.type in ("short", "prose") and not styled else ""
        above = at > 0 and blocks[at - 1].type == "field" and block.gap == 0
        below = at + 1 < len(blocks) and blocks[at + 1].type == "field" and blocks[at + 1].gap == 0
        if text and (above or below):
            done[at] = msgspec.structs.replace(
                block, type="headline", text=text, confidence=1.0, reason="intake.reason.field-line",
                spans=telling(block.spans, block.text.rindex(text)),
            )  # fmt: skip
    return done


def _styled(line: Line, file: str) -> TypedBlock | None:
    """The block of a line whose document says what it is; ``None`` where it says nothing."""
    kind: LineType = line.type or ("table" if line.rows else "picture" if line.picture else "")
    if not kind:
        return None
    return TypedBlock(
        file=file, first=line.number, last=line.number, type=kind, text=line.text, level=line.level, gap=line.gap,
        reason="intake.reason.own-style", spans=line.spans, rows=line.rows, picture=line.picture,
    )  # fmt: skip


def _looked(line: Line, file: str) -> TypedBlock:
    """A line without a closing mark that is set like a heading: larger or bolder than the text, or centred."""
    return TypedBlock(
        file=file, first=line.number, last=line.number, type="heading", text=line.text, level=line.level, gap=line.gap,
        confidence=0.8, reason="intake.reason.set-as-heading", spans=telling(line.spans),
    )  # fmt: skip


def _block(line: Line, file: str) -> TypedBlock:
    styled = _styled(line, file)
    if styled is not None:
        return styled
    rule = next(rule for rule in RULES if rule.test(line.text))
    text, level = line.text, 0
    if line.level and (rule.type == "short" or rule.reason == "long-line"):
        return _looked(line, file)
    if rule.type == "heading":
        mark = len(text) - len(text.lstrip("#"))
        text, level = text[mark:].strip().rstrip("#").rstrip(), mark
        head = next((rule for rule in _HEAD_RULES if text and rule.test(text)), None)
        if head is not None:
            # An OCR system marks big type, and a page's date and credits may be that; neither is ever a headline.
            rule, level = head, 0
    at = line.text.find(text)
    return TypedBlock(
        file=file, first=line.number, last=line.number, type=rule.type, text=text, level=level, gap=line.gap,
        confidence=rule.confidence, reason=f"intake.reason.{rule.reason}",
        spans=telling(line.spans, at, at + len(text)) if level else line.spans,
    )  # fmt: skip


def _is_row(line: Line) -> bool:
    """Tab-separated cells, or cells between pipes (Markdown), where the document does not say what the line is."""
    if line.type or line.rows or line.picture:
        return False
    return "\t" in line.text or (line.text.startswith("|") and line.text.count("|") >= 2)


def _piped_rows(lines: list[Line]) -> set[int]:
    """The numbers of lines that are rows parted by bare pipes: right above one another, with as many pipes each."""
    found: set[int] = set()
    for above, below in pairwise(lines):
        pipes = above.text.count("|")
        styled = above.type or below.type or above.rows or below.rows
        alike = not styled and pipes >= 2 and below.gap == 0 and below.text.count("|") == pipes
        if alike and not any(_is_credits(line.text) or line.text.startswith("#") for line in (above, below)):
            found |= {above.number, below.number}
    return found


def _row(line: Line, file: str) -> TypedBlock:
    """One row as a table of its own. Cells at its edges may be empty, so the blanks of a row with tabs stay."""
    return TypedBlock(
        file=file, first=line.number, last=line.number, type="table", gap=line.gap, confidence=0.95,
        text=line.raw if "\t" in line.text else line.text, reason="intake.reason.table-cells",
    )  # fmt: skip


def _merge_rows(blocks: list[TypedBlock]) -> list[TypedBlock]:
    """Rows without an empty line between them are one table; a single row of two cells is a line with a stray tab."""
    done: list[TypedBlock] = []
    at = 0
    while at < len(blocks):
        end = at + 1
        if _is_bare_row(blocks[at]):
            while end < len(blocks) and _is_bare_row(blocks[end]) and blocks[end].gap == 0:
                end += 1
            done.append(_table(blocks[at:end]))
        else:
            done.append(blocks[at])
        at = end
    return done


def _is_bare_row(block: TypedBlock) -> bool:
    """Whether a block is one row of a table whose cells only marks part."""
    return block.type == "table" and not block.rows


def _table(rows: list[TypedBlock]) -> TypedBlock:
    """The rows of one table together."""
    first = rows[0]
    if len(rows) == 1 and first.text.strip().count("\t") == 1 and "|" not in first.text:
        return _block(Line(first.first, first.text.strip(BLANKS), first.gap, first.text), first.file)
    text = "\n".join(row.text for row in rows)
    kind: BlockType = "table" if markdown.rows(text) else "rule"
    return msgspec.structs.replace(first, type=kind, last=rows[-1].last, text=text)


def _mark_signatories(blocks: list[TypedBlock]) -> list[TypedBlock]:
    """The short lines right above a date that stands alone are signatories (落款); an empty line may stand only above the date."""
    done = list(blocks)
    for at, block in enumerate(blocks):
        if block.type != "date":
            continue
        above = at - 1
        while above >= 0 and done[above].type in ("short", "heading") and done[above].level == 0:
            if not shapes.is_name_like(done[above].text) or (above < at - 1 and done[above + 1].gap) or at - above > 6:
                break
            done[above] = msgspec.structs.replace(
                done[above], type="signatory", confidence=0.9, reason="intake.reason.above-date"
            )
            above -= 1
    return done
