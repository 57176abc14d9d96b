"""A page plan to pages whose elements stand where the plan says (版面计划), with the stories that they set.

Nothing is classified, cleaned or moved: a plan is what another program or an editor has decided. Its template is made from it
(``plan_template``), its parts are put in their places by ``plan_placing``. Stories under ``flow`` have no place yet: make-up finds
one for them in the part of the page that is theirs.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

import msgspec

from layoutdesk.base.ids import IdSource
from layoutdesk.intake import pages, shape, shapes
from layoutdesk.intake import plan_shape as given
from layoutdesk.intake.manuscript import Manuscript
from layoutdesk.intake.plan_placing import PlacedPage, Placing
from layoutdesk.intake.plan_template import template_of
from layoutdesk.intake.report import told
from layoutdesk.intake.types import TypedBlock
from layoutdesk.model import Meta, Template

#: The largest plan, in bytes: 96 broadsheet pages have 4 MB.
LIMIT: Final = 16 * 1024 * 1024
#: How much of a dateline is looked at, in characters.
_LINE: Final = 200
#: The most keys that are reported as unknown, one by one.
_MOST: Final = 20


def is_plan(data: bytes) -> bool:
    """Whether a JSON file says that it is a plan."""
    return b'"neutral-issue/' in data


def read(data: bytes, name: str) -> Manuscript:
    """The manuscript with the plan in ``data``; raises ``Refusal`` for broken JSON and, with the path of the fault, for no plan."""
    value = shape.parse(data, name, LIMIT)
    plan = shape.shaped(value, given.Plan, "page plan", name)
    unknown = islice(shape.unknown(value, given.Plan), _MOST)
    problems = [told("plan-unknown", "warning", name, path=path) for path in unknown]
    return Manuscript(lines=(), plan=plan, problems=tuple(problems))


def place(plan: given.Plan, file: str, ids: IdSource) -> tuple[Template, list[PlacedPage]]:
    """The plan's template and its pages with everything placed."""
    template = template_of(plan, file)
    return template, [Placing(sheet, template, file, ids).page() for sheet in plan.pages]


def issue_head(meta: Meta, file: str) -> pages.PageDraft:
    """What the plan says of the whole issue."""
    facts = {name: value for name, value in msgspec.structs.asdict(meta).items() if isinstance(value, str) and value}
    date = [_dated(meta.date, file)] if meta.date else []
    return pages.PageDraft([], [], facts, {}, date)


def head_of(sheet: given.Sheet, file: str) -> pages.PageDraft:
    """What a page says of itself: its label, name and credits, and what its banner and dateline say of paper and date."""
    line = sheet.dateline.text[:_LINE].strip() if sheet.dateline is not None else ""
    shown = shapes.PAGE_LABEL.search(line)
    facts = {"label": sheet.label or (shown["label"] if shown else f"{sheet.no:02d}"), "name": sheet.name}
    if sheet.banner is not None:
        paper = shapes.PAPER_NAME.fullmatch(sheet.banner.text.strip())
        facts |= {"paper": paper[1]} if paper else {"banner": sheet.banner.text}
    told_in_line = pages.read_credits(line)
    own = {name: names for name, names in msgspec.structs.asdict(sheet.credits).items() if names}
    dates = [_dated(line, file)] if shapes.DATE.search(line) else []
    return pages.PageDraft([], [], facts, told_in_line | own, dates)


def _dated(text: str, file: str) -> TypedBlock:
    return TypedBlock(file=file, first=1, last=1, type="dateline", text=text)
