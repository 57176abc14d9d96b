"""Files of copy to an ``Intake``: the whole way, stage after stage, each in its own module.

bytes → ``readers`` (a ``Manuscript``, whatever the format) → ``classify`` → ``pages`` → ``stories`` (with ``headings``) →
``assemble`` (with ``head``, ``joins``, ``clean``) → ``queries`` and ``clauses`` → ``issue`` (date, what is missing).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.base.runner import Runner, in_process
from layoutdesk.intake import assemble, classify, clauses, issue, limits, pages, plan, queries, readers, stories
from layoutdesk.intake.draft import Draft
from layoutdesk.intake.embedded import Pictures
from layoutdesk.intake.manuscript import Manuscript
from layoutdesk.intake.plan_shape import Plan
from layoutdesk.intake.report import Report
from layoutdesk.intake.types import CopyPage, Intake, TypedBlock
from layoutdesk.model import Meta, Story, Template


def read_copy(paths: Sequence[Path], ids: IdSource, run: Runner = in_process) -> Intake:
    """A day's copy from its files, in their order; each file is one page or several.

    ``run`` reads formats that a hostile file can abuse; a limited process bounds it. Raises ``Refusal`` with one sentence's
    worth of reason for a file that is missing, no regular file, too large, empty, binary or in no certain encoding.
    """
    if not paths:
        raise Refusal("intake.no-files")
    return _read([(path.name, _bytes(path)) for path in paths], ids, run)


def read_text(data: bytes, name: str, ids: IdSource, run: Runner = in_process) -> Intake:
    """The same from the bytes of one file called ``name``."""
    return _read([(name, data)], ids, run)


def read_manuscript(manuscript: Manuscript, name: str, ids: IdSource) -> Intake:
    """The same from copy that a reader has read."""
    return _take_all([(name, manuscript)], ids)


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise Refusal("intake.missing-file", file=path.name)
    if not path.is_file():
        raise Refusal("intake.not-a-file", file=path.name)
    try:
        with path.open("rb") as file:
            return file.read(readers.MOST + 1)
    except OSError as error:
        raise Refusal("intake.unreadable", file=path.name, reason=error.strerror or str(error)) from error


class _Reading:
    """What is gathered file after file."""

    def __init__(self, ids: IdSource) -> None:
        self.ids = ids
        self.report = Report(ids)
        self.pages: list[CopyPage] = []
        self.stories: list[tuple[Story, Draft]] = []
        self.all: list[Story] = []
        self.templates: list[Template] = []
        self.planned = Meta()
        self.blocks: list[TypedBlock] = []
        self.issue = issue.IssueFacts()
        self.pictures = Pictures()


def _read(files: Sequence[tuple[str, bytes]], ids: IdSource, run: Runner) -> Intake:
    return _take_all(readers.read_all(files, run), ids)


def _take_all(manuscripts: Iterable[tuple[str, Manuscript]], ids: IdSource) -> Intake:
    reading = _Reading(ids)
    for name, manuscript in manuscripts:
        _take_in(reading, name, manuscript)
    for story, draft in reading.stories:
        queries.ask_about(story, draft, reading.report)
    clauses.ask_about(reading.stories, reading.report)
    meta = issue.settle(reading.issue, reading.all, reading.report)
    return Intake(
        meta=replace(meta, codes=meta.codes or reading.planned.codes),
        pages=tuple(reading.pages), stories=tuple(reading.all), templates=tuple(reading.templates),
        queries=tuple(reading.report.queries), problems=tuple(reading.report.problems), blocks=tuple(reading.blocks),
        pictures=reading.pictures.known,
    )  # fmt: skip


def _take_in(reading: _Reading, name: str, manuscript: Manuscript) -> None:
    """One file's manuscript to pages and stories."""
    reading.report.problems += manuscript.problems
    if manuscript.plan is not None:
        _take_plan(reading, name, manuscript.plan)
        return
    limits.check_file(manuscript.lines, name)
    blocks = classify.classify(reading.pictures.take(manuscript, name), name)
    drafts = [_front_page(manuscript, blocks, name)] if manuscript.headed else pages.split_pages(blocks)
    marked = any(block.type in ("heading", "headline") for block in blocks)
    # Copy with a head but without a mark on any headline is plain copy below it.
    kept = marked and (manuscript.headed or any(block.type in ("field", "headline") for block in blocks))
    limits.check_pages(len(drafts), name)
    for page in drafts:
        limits.check_page([*page.head, *page.body], name)
        _read_page(reading, page, kept=kept, marked=marked)


def _take_plan(reading: _Reading, name: str, given: Plan) -> None:
    """The pages of a plan, with everything where it stands."""
    template, placed = plan.place(given, name, reading.ids)
    reading.templates.append(template)
    reading.planned = given.issue
    reading.issue.add(plan.issue_head(given.issue, name))
    for page in placed:
        limits.check_placed(page.elements, page.stories, name)
        head = plan.head_of(page.sheet, name)
        reading.issue.add(head)
        reading.all += (*page.stories, *page.flowing)
        reading.pages.append(
            CopyPage(
                name=head.facts.get("name", ""), label=head.facts.get("label", ""), banner=head.facts.get("banner", ""),
                credits=pages.page_credits(head), stories=tuple(story.id for story in (*page.stories, *page.flowing)),
                file=name, template=template.name, elements=page.elements, flow=page.flow,
            )
        )  # fmt: skip


def _front_page(manuscript: Manuscript, blocks: list[TypedBlock], name: str) -> pages.PageDraft:
    """The one page of a file whose head says what it is."""
    page = pages.PageDraft([], blocks, {}, {}, [])
    pages.read_front(page, manuscript.facts, manuscript.facts_at, name)
    return page


def _read_page(reading: _Reading, page: pages.PageDraft, *, kept: bool, marked: bool) -> None:
    for block in page.unread:
        where = (block.first, block.last)
        reading.report.tell("head-unread", "warning", block.file, where, line=block.first, text=block.text[:80])
    drafts = stories.group(page.body, kept=kept, marked=marked)
    made = _with_parents([assemble.build(draft, reading.ids) for draft in drafts])
    blocks = sorted([*page.head, *(block for draft in drafts for block in draft.blocks)], key=lambda block: block.first)
    reading.stories += zip(made, drafts, strict=True)
    reading.all += made
    reading.blocks += blocks
    reading.issue.add(page)
    reading.pages.append(
        CopyPage(
            name=page.facts.get("name", ""),
            label=page.facts.get("label", ""),
            banner=page.facts.get("banner", ""),
            credits=pages.page_credits(page),
            stories=tuple(story.id for story in made),
            file=blocks[0].file if blocks else "",
            lines=(blocks[0].first, max(block.last for block in blocks)) if blocks else (0, 0),
        )
    )


def _with_parents(made: list[Story]) -> list[Story]:
    """Sidebars know the story that they belong to: the last article or comment before them on the page."""
    parent = ""
    done = []
    for story in made:
        if story.kind == "sidebar":
            story = replace(story, parent=parent)
        elif story.kind in ("article", "comment"):
            parent = story.id
        done.append(story)
    return done
