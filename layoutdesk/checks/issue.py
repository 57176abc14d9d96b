"""Problems of the issue as a whole, beside those that composing finds on its pages.

Open queries, facts that a newspaper has to print and that are missing, stories without a place, pages short of copy, fonts
missing or changed. Pure functions of the document and the fonts, kept by their identities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from layoutdesk.base.problem import Problem, Severity
from layoutdesk.compose.astray import in_blocks
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import context_of
from layoutdesk.compose.grid import page_grid
from layoutdesk.compose.measure import ENDLESS
from layoutdesk.compose.parking import is_parked, parked_stories
from layoutdesk.compose.wording import ADVERT, word
from layoutdesk.model.document import Document, FontUse, Page, is_chinese, unplaced
from layoutdesk.model.elements import Advert, Block, GridRect, PictureFrame, TextFrame, is_printed
from layoutdesk.model.gaps import missing
from layoutdesk.model.review import Query
from layoutdesk.model.story import NO_HEAD, Paragraph, Story, TableBlock, display_title, paragraphs
from layoutdesk.model.template import used_roles
from layoutdesk.text.fonts import FontBook

#: Facts of the issue that belong on a page (出版形式), by the code of the problem.
REQUIRED_FACTS = (
    ("check.missing-paper", "paper"),
    ("check.missing-date", "date"),
    ("check.missing-issue-number", "number"),
    ("check.missing-cn-number", "cn_number"),
)
#: A page whose foot stays open by no more than this many rows counts as full.
FULL_ENOUGH = 3
#: Characters by which copy that is missing is called.
EXCERPT = 12
#: White rows over an advert.
WHITE_OVER = 2

_KEPT: IdentityCache[tuple[Problem, ...]] = IdentityCache(8)


def issue_problems(document: Document, book: FontBook) -> tuple[Problem, ...]:
    """Everything that is wrong with the issue and belongs to no composed page; the same object for the same document."""
    return _KEPT.get((document, book), lambda: tuple(_all(document, book)))


def _all(document: Document, book: FontBook) -> Iterator[Problem]:
    for query in document.queries:
        if query.state == "open":
            yield query_problem(query)
    yield from _missing_facts(document)
    for story_id in unplaced(document):
        yield _unplaced(document, document.story(story_id), book)
    yield from _parts_missing(document)
    yield from _set_twice(document)
    for story_id in parked_stories(document):
        story = document.story(story_id)
        severity: Severity = "warning" if story.kind == "advert" else "note"
        yield Problem(code="check.parked", severity=severity, story=story_id, args={"title": display_title(story)})
    for page in document.pages:
        yield from _adverts_parked(document, page)
        yield from _short(document, page)
    yield from (problem for problem in book.problems if problem.code != "text.font-missing")
    yield from book.missing_roles(used_roles(document.templates))
    yield from _changed(document.fonts, book.of(document.meta.language))


def _adverts_parked(document: Document, page: Page) -> Iterator[Problem]:
    """A warning for each advert without copy beside the sheet of a page: it is booked, and not printed."""
    grid = page_grid(document.template(page.template))
    names = {asset.id: asset.name for asset in document.assets}
    for each in page.elements:
        if isinstance(each, Advert) and not each.story and is_printed(each) and is_parked(each, grid):
            args = {"title": names.get(each.asset, "") or each.label or word(ADVERT, document.meta.language)}
            yield Problem(code="check.parked", severity="warning", page=page.id, element=each.id, args=args)


def query_problem(query: Query) -> Problem:
    """A query of intake as a problem, where it hangs."""
    anchor = query.anchor
    return Problem(
        code=query.code, severity="query", args=query.args, page=query.page, file=query.file, lines=query.lines,
        story=anchor.story if anchor else "", paragraph=anchor.paragraph if anchor else "",
        start=anchor.start if anchor else 0, end=anchor.end if anchor else 0, fix=query.fix,
    )  # fmt: skip


def _missing_facts(document: Document) -> Iterator[Problem]:
    for code, name in REQUIRED_FACTS:
        if not getattr(document.meta, name) and (name != "cn_number" or is_chinese(document.meta.language)):
            yield Problem(code=code, severity="warning")
    for page in document.pages:
        if not page.label:
            yield Problem(code="check.missing-page-number", severity="warning", page=page.id)
        credits = page.credits
        if not (credits.editor and credits.designer and credits.proofreader):
            yield Problem(code="check.missing-credits", severity="warning", page=page.id)


def _unplaced(document: Document, story: Story, book: FontBook) -> Problem:
    """A story on no page is an error, with the lines that it takes at about the ideal measure; an advert with its size."""
    if story.kind == "advert" and any(story.space):
        columns, rows = map(str, story.space)
        size = {"title": display_title(story), "columns": columns, "rows": rows}
        return Problem(code="check.advert-unplaced", severity="error", story=story.id, args=size)
    args = {"title": display_title(story), "lines": "?"}
    if document.pages:
        template = document.template(document.pages[0].template)
        context = context_of(document, template, book)
        probe = Block(id="", story=story.id, area=(GridRect(0, 0, max(1, template.grid.columns // 3), ENDLESS),))
        args["lines"] = str(plan_block(context, probe, story, ENDLESS).lines)
    return Problem(code="check.unplaced", severity="error", story=story.id, args=args)


def _parts_missing(document: Document) -> Iterator[Problem]:
    """An error for each story of which a part stands on no page while the rest does (漏排), at the first that is missing."""
    for name, gap in missing(document).items():
        story = document.story(name)
        lost = replace(story, **NO_HEAD, body=story.body[slice(*gap)])
        texts = [part.text for part in paragraphs(lost)]
        args = {
            "title": display_title(story), "characters": str(sum(map(len, texts))),
            "excerpt": next(filter(None, texts), "")[:EXCERPT],
        }  # fmt: skip
        item = story.body[gap[0]]
        at = item.id if isinstance(item, Paragraph) else ""
        yield Problem(code="check.part-unplaced", severity="error", story=story.id, paragraph=at, args=args)


def _set_twice(document: Document) -> Iterator[Problem]:
    """An error for each story of which blocks or frames print something more than once (重复上版), at the last that does."""
    setting: dict[str, list[tuple[Page, Block | TextFrame]]] = {}
    for page in document.pages:
        grid = page_grid(document.template(page.template))
        for each in page.elements:
            if is_parked(each, grid):
                continue
            # Frames without a paragraph of their own set what no block does.
            if (isinstance(each, Block) or (isinstance(each, TextFrame) and each.paragraph)) and is_printed(each):
                setting.setdefault(each.story, []).append((page, each))
    for name, places in setting.items():
        if len(places) > 1:
            yield from _twice(document.story(name), places)


def _twice(story: Story, places: Sequence[tuple[Page, Block | TextFrame]]) -> Iterator[Problem]:
    shares = [(page, each, _set_by(story, each)) for page, each in places]
    counts = Counter(name for *_, names in shares for name in names)
    twice = {name for name, count in counts.items() if count > 1}
    where = [(page, each) for page, each, names in shares if names & twice]
    if where:
        texts = [part for part in paragraphs(story) if part.id in twice]
        page, last = where[-1]
        args = {
            "title": display_title(story), "characters": str(sum(len(part.text) for part in texts)),
            "pages": " / ".join(dict.fromkeys(page.label or str(page.number) for page, _ in where)),
        }  # fmt: skip
        yield Problem(
            code="check.set-twice", severity="error", page=page.id, element=last.id, story=story.id,
            paragraph=texts[0].id if texts else "", args=args,
        )  # fmt: skip


def _set_by(story: Story, element: Block | TextFrame) -> set[str]:
    """What of a story an element sets that no other may.

    A continuation may have the headline again, a byline goes with the blocks, a table runs on through its frames.
    """
    if isinstance(element, TextFrame):
        return {element.paragraph} - {item.id for item in story.body if isinstance(item, TableBlock)}
    taken = in_blocks(story, [replace(element, headline=element.headline and not element.first)])
    return taken - {story.byline.id if story.byline is not None else ""}


def _short(document: Document, page: Page) -> Iterator[Problem]:
    """A warning with the lines of base columns that stay open under the lowest story, down to the adverts or the foot (缺稿)."""
    grid = page_grid(document.template(page.template))
    columns, rows = grid.template.grid.columns, grid.template.grid.rows
    printed = [element for element in page.elements if is_printed(element) and not is_parked(element, grid)]
    feet = [part.bottom for element in printed if isinstance(element, Block) for part in element.area]
    free = [element.rect for element in printed if isinstance(element, TextFrame | PictureFrame)]
    lowest = max([*feet, *(round((rect.bottom - grid.type_area.y) / grid.step) for rect in free)], default=0)
    adverts = [element.area for element in printed if isinstance(element, Advert)]
    open_rows = 0
    for column in range(columns):
        tops = [area.row - WHITE_OVER for area in adverts if area.column <= column < area.right and area.row >= lowest]
        depth = min(tops, default=rows) - lowest
        open_rows += depth if depth > FULL_ENOUGH else 0
    if open_rows:
        yield Problem(code="check.short", severity="warning", page=page.id, args={"lines": str(open_rows)})


def _changed(fonts: Iterable[FontUse], book: FontBook) -> Iterator[Problem]:
    """An error for each role that another face fills now than when the issue was composed: every line may fall otherwise."""
    for use in fonts:
        face = book.face(use.role)
        if face.sha256 != use.sha256:
            args = {"role": use.role, "was": f"{use.name} {use.version}", "now": f"{face.name} {face.version}"}
            yield Problem(code="check.font-changed", severity="error", args=args)
