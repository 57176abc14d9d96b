"""The masthead (报头) of a front page with its ears, and the foot line under the type area.

Its measures are the template's, its facts the issue's; what is missing stays out, nothing is invented.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.units import mm
from layoutdesk.compose.context import Context
from layoutdesk.compose.furniture import STRONG_RULE
from layoutdesk.compose.qr import add_code, caption_lines
from layoutdesk.compose.sheet import Sheet
from layoutdesk.compose.types import Drawn
from layoutdesk.compose.wording import (
    ADDRESS,
    CN_NUMBER,
    LUNAR,
    PAGES_TODAY,
    PHONE,
    POSTAL_CODE,
    PRICE,
    PUBLISHER,
    credits,
    date_text,
    said,
    weekday_text,
)
from layoutdesk.model.document import Document, Meta, Page, is_chinese
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.paragraph import set_line

#: Pitch of the small lines in an ear, in em.
_PITCH = 1.55
#: A name in letters takes so much more of the width than one in Chinese characters.
_WRITTEN = 1.35
#: A QR code in the ear with its quiet zone, mm, and the width that its caption may take.
_CODE_MM, _CODE_PITCH_MM = 21.0, 25.0
#: Facts of the foot line stand this far apart at least, em; its type shrinks to no less than this size for them.
_APART, _LEAST_FOOT = 1.0, 5.0


def masthead(context: Context, document: Document, page: Page, element: str) -> Drawn:
    """报头: the paper's name larger than anything else, ears with date and registration data, a strong rule, the foot line."""
    spec, grid = context.template.masthead, context.grid
    if spec is None:
        return Drawn(rects=(Rect(0, 0, 0, 0),))
    area = Rect(grid.type_area.x, mm(spec.top_mm), grid.type_area.w, mm(spec.height_mm))
    sheet = Sheet(context, element)
    _name(sheet, document.meta, area)
    _left_ear(sheet, document, area)
    if document.meta.codes:
        _codes(sheet, document.meta, area)
    else:
        _right_ear(sheet, document.meta, area)
    sheet.rule(area.x, area.bottom, area.right, STRONG_RULE, spec.accent)
    if spec.foot_line:
        _foot_line(sheet, document.meta, page)
    return sheet.drawn(area)


def _name(sheet: Sheet, meta: Meta, area: Rect) -> None:
    """The name over its share of the width: Chinese characters evenly spread, a name in letters as written and wider."""
    context, spec = sheet.context, sheet.context.template.masthead
    assert spec is not None
    style = replace(context.style("masthead-name"), size=spec.name_size, paint=spec.accent)
    natural = set_line(meta.paper, style, context.book).width if meta.paper else 1.0
    written = meta.paper.isascii()
    target = spec.name_width * area.w * (_WRITTEN if written else 1.0)
    style = replace(style, size=rounded(spec.name_size * min(1.0, target / natural)))
    middle = area.x + area.w / 2
    latin = context.style("masthead-latin")
    base = area.bottom - (latin.size * 1.9 if meta.paper_latin else style.size * 0.28) - style.size * 0.16
    if natural >= target or len(meta.paper) < 2 or written:
        sheet.text(meta.paper, middle, base, style, "center")
    else:
        pitch = (target - style.size) / (len(meta.paper) - 1)
        for index, letter in enumerate(meta.paper):
            sheet.text(letter, middle - target / 2 + index * pitch, base, style)
    sheet.text(meta.paper_latin, middle, area.bottom - latin.size * 0.75, latin, "center")


def _left_ear(sheet: Sheet, document: Document, area: Rect) -> None:
    """Date with a large day and the weekday; lunar date, issue number, pages of today; CN number and 邮发代号."""
    context, meta = sheet.context, document.meta
    small, language = context.style("ear-small"), document.meta.language
    lunar = meta.lunar.removeprefix("农历").strip()
    calendar = (
        said(LUNAR, lunar, language), meta.number, said(PAGES_TODAY, str(len(document.pages)), language),
    )  # fmt: skip
    registered = (said(CN_NUMBER, meta.cn_number, language), said(POSTAL_CODE, meta.postal_code, language))
    rows = [row for row in (_together(calendar), _together(registered)) if row]
    last = area.bottom - small.size
    for index, row in enumerate(reversed(rows)):
        sheet.text(row, area.x, last - index * small.size * _PITCH, small)
    _date(sheet, meta, area.x, last - len(rows) * small.size * _PITCH - small.size * 0.35)


def _date(sheet: Sheet, meta: Meta, x: float, base: float) -> None:
    """2026年3月3日 星期二 with a large day; in another language the weekday and the date after it."""
    strong = sheet.context.style("ear-date")
    if meta.date and is_chinese(meta.language):
        year, month, day = (str(int(part)) for part in meta.date.split("-"))
        x += sheet.text(f"{year}年{month}月", x, base, strong) + strong.size * 0.25
        x += sheet.text(day, x, base, sheet.context.style("ear-day")) + strong.size * 0.25
        sheet.text("日　" + weekday_text(meta), x, base, strong)
    elif meta.date:
        sheet.text(f"{weekday_text(meta)}, {date_text(meta)}", x, base, strong)


def _together(facts: Sequence[str]) -> str:
    return "　".join(fact for fact in facts if fact)


def _codes(sheet: Sheet, meta: Meta, area: Rect) -> None:
    """QR codes side by side at the right, the words of each under it."""
    style = sheet.context.style("qr-caption")
    side, pitch = mm(_CODE_MM), mm(_CODE_PITCH_MM)
    captions = [caption_lines(sheet.context, code.caption, pitch) for code in meta.codes]
    deepest = max(map(len, captions))
    foot = area.bottom - style.size * (0.6 + 1.3 * deepest)
    for index, (code, lines) in enumerate(zip(reversed(meta.codes), reversed(captions), strict=True)):
        middle = area.right - pitch / 2 - index * pitch
        square = Rect(rounded(middle - side / 2), rounded(foot - side), side, side)
        add_code(sheet, code.text, square)
        for number, line in enumerate(lines):
            sheet.text(line, middle, foot + style.size * (0.9 + 1.3 * number), style, "center")


def _right_ear(sheet: Sheet, meta: Meta, area: Rect) -> None:
    """Where there is no code: publisher and price, right-aligned lines that end with the masthead's foot."""
    small = sheet.context.style("ear-small")
    rows = [row for row in (meta.publisher, said(PRICE, meta.price, meta.language)) if row]
    for index, row in enumerate(reversed(rows)):
        sheet.text(row, area.right, area.bottom - small.size - index * small.size * _PITCH, small, "right")


def _foot_line(sheet: Sheet, meta: Meta, page: Page) -> None:
    """The line under the type area: publisher, 邮发代号, credits, address, telephones, price, spread over the width."""
    context, language = sheet.context, meta.language
    area, small = context.grid.type_area, context.style("foot-small")
    y = area.bottom + small.size * 2.6
    sheet.rule(area.x, y - small.size * 1.3, area.right, 0.43)
    facts = [
        said(PUBLISHER, meta.publisher, language), said(POSTAL_CODE, meta.postal_code, language), *credits(meta, page),
        said(ADDRESS, meta.address, language), said(PHONE, meta.phone, language), said(PRICE, meta.price, language),
    ]  # fmt: skip
    facts = [fact for fact in facts if fact]
    style, widths = _fitting(context, facts, small, area.w)
    gap = (area.w - sum(widths)) / max(1, len(facts) - 1)
    x = area.x
    for fact, width in zip(facts, widths, strict=True):
        sheet.text(fact, x, y, style)
        x += width + gap


def _fitting(context: Context, facts: Sequence[str], style: TextStyle, width: float) -> tuple[TextStyle, list[float]]:
    """The style small enough for all facts on one line, and their widths."""
    widths = [set_line(fact, style, context.book).width for fact in facts]
    needed = sum(widths) + max(0, len(facts) - 1) * _APART * style.size
    if needed > width:
        style = replace(style, size=rounded(max(_LEAST_FOOT, style.size * width / needed)))
        widths = [set_line(fact, style, context.book).width for fact in facts]
    return style, widths
