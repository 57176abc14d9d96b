"""Compile an issue: a day's copy becomes a document with finished pages (编排整期)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.makeup.adverts import booked
from layoutdesk.makeup.arrange import BUDGET, Fits, arrange
from layoutdesk.makeup.captions import with_captions
from layoutdesk.makeup.choice import choose, named, need_of, reference
from layoutdesk.makeup.curves import check_rows
from layoutdesk.makeup.former import Former, former_of
from layoutdesk.makeup.holding import holds
from layoutdesk.makeup.leaves import GAP_ROWS
from layoutdesk.makeup.planned import around, with_assets
from layoutdesk.makeup.ranking import ranked
from layoutdesk.makeup.retemplating import furniture
from layoutdesk.makeup.shapes import Measurer
from layoutdesk.model import (
    Asset,
    Document,
    Element,
    Meta,
    Page,
    Paragraph,
    PictureRef,
    Story,
    Template,
)
from layoutdesk.model.document import is_chinese

if TYPE_CHECKING:
    from layoutdesk.intake.types import CopyPage, Intake
    from layoutdesk.text.fonts import FontBook


class _Measurers:
    """One measurer for each template, made when it is first asked for, and the check of a block with the real engine."""

    def __init__(self, book: FontBook, assets: Mapping[str, Asset], language: str) -> None:
        self._book, self.assets, self._language = book, assets, language
        self._made: dict[str, Measurer] = {}

    def of(self, template: Template) -> Measurer:
        from layoutdesk.compose import measure

        if template.name not in self._made:
            self._made[template.name] = measure.Measurer(template, self._book, self.assets, language=self._language)
        return self._made[template.name]

    def check(self, template: Template) -> Fits:
        """Whether a block of this template holds all of its story."""
        return holds(template, self._book, self.assets, language=self._language)


class _Sheet(msgspec.Struct, frozen=True):
    """A page of copy with its ranked stories and its template."""

    copy: CopyPage
    stories: tuple[Story, ...]
    template: Template


def compile_issue(
    intake: Intake,
    templates: Sequence[Template],
    book: FontBook,
    assets: Mapping[str, Asset],
    *,
    template: str | None,
    date: str | None,
    ids: IdSource,
    progress: Callable[[int, int], None] | None = None,
    budget: int = BUDGET,
    cancelled: Callable[[], bool] | None = None,
    before: Document | None = None,
) -> Document:
    """The document of an issue with every page of its copy made up; ``checks`` tell what found no place in it.

    ``assets`` are the pictures supplied, by file name. ``template`` names one for all pages; ``None`` lets each page take what
    its copy fills best. ``date`` (``YYYY-MM-DD``) overrides the date in the copy. ``progress`` hears of pages done and all.
    ``before`` is the issue as it was compiled last: its pages stay as they stand where the copy still fits them.
    ``Refusal`` for an unknown template.
    """
    by_id = {asset.id: asset for asset in assets.values()}
    stories, queries = with_captions(with_pictures(intake.stories, assets), by_id, ids)
    measurers = _Measurers(book, by_id, intake.meta.language)
    sheets = _sheets(intake, stories, templates, template, measurers)
    pages: list[Page] = []
    for number, sheet in enumerate(sheets, 1):
        placed: tuple[Element, ...] = ()
        if sheet.stories:
            used, flow = sheet.template, sheet.copy.flow
            adverts = booked(sheet.stories, used, by_id, ids, flow)
            arrangement = arrange(
                adverts.stories, used, measurers.of(used), ids, fixed=(*around(flow, used), *adverts.adverts),
                budget=budget, cancelled=cancelled, fits=measurers.check(used), former=_former(before, number, sheet),
            )  # fmt: skip
            placed = (*arrangement.elements, *adverts.adverts)
        first = with_assets(sheet.copy.elements, assets) if sheet.copy.template else (furniture(sheet.template, ids),)
        pages.append(_page(ids.new("pg"), number, sheet, (*first, *placed)))
        if progress is not None:
            progress(number, len(sheets))
    final = {story.id: story for sheet in sheets for story in sheet.stories}
    return Document(
        meta=_dated(intake.meta, date, sheets),
        pages=tuple(pages),
        templates=tuple({sheet.template.name: sheet.template for sheet in sheets}.values()),
        stories=tuple(final.get(story_id, story) for story_id, story in stories.items()),
        assets=tuple(by_id.values()),
        queries=(*intake.queries, *queries),
    )


def _dated(meta: Meta, date: str | None, sheets: Sequence[_Sheet]) -> Meta:
    """The issue's data with the date asked for, and for a Chinese masthead the lunar date (农历) where the copy gives none.

    A lunar date of the copy belongs to the copy's date and goes with it.
    """
    if date and date != meta.date:
        meta = replace(meta, date=date, lunar="")
    headed = is_chinese(meta.language) and any(sheet.template.masthead is not None for sheet in sheets)
    if not headed or meta.lunar or not meta.date:
        return meta
    from layoutdesk.intake.almanac import lunar_text

    return replace(meta, lunar=lunar_text(datetime.date.fromisoformat(meta.date)))


def with_pictures(stories: Sequence[Story], assets: Mapping[str, Asset]) -> dict[str, Story]:
    """The stories by id with the ids of assets in place of file names; a picture that was not supplied keeps its name."""
    supplied: dict[str, Story] = {}
    for story in stories:
        body = list(story.body)
        for index, item in enumerate(body):
            if isinstance(item, PictureRef) and item.asset:
                asset = assets.get(item.asset)
                body[index] = replace(item, asset=asset.id if asset else "", name=item.asset)
        supplied[story.id] = replace(story, main=_free_to_break(story.main), body=tuple(body))
    return supplied


def _free_to_break(main: Paragraph | None) -> Paragraph | None:
    """A headline of two parts (双句题) without the breaks at its spaces: it may run on one line where that fits better.

    The engine breaks a headline at its spaces first, so what needs two lines still has them there.
    """
    if main is None or not main.breaks:
        return main
    kept = tuple(at for at in main.breaks if not main.text[at - 1 : at].isspace())
    return replace(main, breaks=kept) if kept != main.breaks else main


def _sheets(
    intake: Intake,
    stories: Mapping[str, Story],
    templates: Sequence[Template],
    name: str | None,
    measurers: _Measurers,
) -> list[_Sheet]:
    """Every page with its template and the stories that are still to be placed, ranked for it."""
    planned = {template.name: template for template in intake.templates}
    open_pages = [page for page in intake.pages if not page.template]
    free = iter(_free_sheets(intake, open_pages, stories, templates, name, measurers))
    return [_planned(page, planned[page.template], stories) if page.template else next(free) for page in intake.pages]


def _planned(page: CopyPage, template: Template, stories: Mapping[str, Story]) -> _Sheet:
    """A page of a plan; what its elements do not set is to be placed."""
    standing = {getattr(element, "story", "") for element in page.elements}
    rest = tuple(stories[story_id] for story_id in page.stories if story_id not in standing)
    if rest:
        # A search over more rows would end there too, but only after every story was measured.
        check_rows(template.grid.rows + GAP_ROWS)
    return _Sheet(page, ranked(rest, len(template.headlines)) if rest else (), template)


def _free_sheets(
    intake: Intake,
    pages: Sequence[CopyPage],
    stories: Mapping[str, Story],
    templates: Sequence[Template],
    name: str | None,
    measurers: _Measurers,
) -> list[_Sheet]:
    """The pages of copy that nobody has planned, in order."""
    copies = [tuple(stories[story_id] for story_id in page.stories) for page in pages]
    if not pages:
        return []
    if name is not None:
        chosen: tuple[Template, ...] = (named(templates, name),) * len(copies)
    else:
        on = reference(templates)
        measured = [ranked(copy, len(on.headlines)) for copy in copies]
        named_paper = bool(intake.meta.paper)
        fronts = [named_paper and page is intake.pages[0] and _may_lead(page.label) for page in pages]
        needs = [
            need_of(copy, front, measurers.of(on), on, measurers.assets)
            for copy, front in zip(measured, fronts, strict=True)
        ]
        chosen = choose(needs, templates, on)
        # Stories measured on the reference keep their identity, so that nothing is measured twice.
        copies = [kept if used == on else copy for kept, used, copy in zip(measured, chosen, copies, strict=True)]
    return [
        _Sheet(page, ranked(copy, len(used.headlines)), used)
        for page, copy, used in zip(pages, copies, chosen, strict=True)
    ]


def _may_lead(label: str) -> bool:
    """Whether a page of this label (01, A1, none) can be the front page."""
    digits = "".join(character for character in label if character.isdecimal())
    return not digits or int(digits) == 1


def _former(before: Document | None, number: int, sheet: _Sheet) -> Former:
    """Where the stories of a sheet stood on the page of its number, if that had the same template."""
    pages = before.pages if before is not None else ()
    page = next((page for page in pages if (page.number, page.template) == (number, sheet.template.name)), None)
    return former_of(page, before, sheet.stories) if before is not None and page is not None else {}


def _page(page_id: str, number: int, sheet: _Sheet, elements: tuple[Element, ...]) -> Page:
    copy = sheet.copy
    return Page(
        id=page_id, number=number, template=sheet.template.name, label=copy.label, name=copy.name, banner=copy.banner,
        credits=copy.credits, elements=elements,
    )  # fmt: skip
