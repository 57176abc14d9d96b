"""Questions that the copy raises, and nobody but the editor can answer: nothing here changes a story.

Each check takes a story with its draft and asks through the report. Notices get one question about half-width marks with a
fix for all of them; cut, glued and missing matter is shown with its lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from layoutdesk import edits
from layoutdesk.base.han import is_han
from layoutdesk.intake import blanks, clean, joins, markdown, shapes, tables
from layoutdesk.intake.draft import Draft
from layoutdesk.intake.lines import telling
from layoutdesk.intake.report import Report
from layoutdesk.intake.types import PROTECTED
from layoutdesk.model import Paragraph, Story, TableBlock
from layoutdesk.model.story import paragraphs

#: Confidence below which the editor is asked.
UNSURE: Final = 0.6
#: How a sentence starts that goes on with the subject before it.
_GOES_ON: Final = re.compile(
    r"[“‘(（]|同时|此外|另外|随后|其中|其他|其余|其|目前|据|他|她|它|该|这|那|但|而|并|也|还|又|再|于是|因此|所以|然而|不过|如果|由于|为|在|从|对|"
    r"之后|接着|最后|最终|截至|今年|去年|昨|今|当|不|有|\d"
)
#: How far after a join a glued paragraph is looked for, in characters.
_GLUED: Final = 600
_SIZE_LINE: Final = re.compile(r"(?:尺寸|size)\s*[:：]")
_SENTENCE_END: Final = re.compile(r"[。！？]")
_STRANGE: Final = (
    ("private-use", re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")),
    ("variation", re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")),
    ("bidi", re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")),
    ("invisible", re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")),
    ("replaced", re.compile("\ufffd")),
)
_ANY_STRANGE: Final = re.compile("|".join(shape.pattern for _, shape in _STRANGE))


def ask_about(story: Story, draft: Draft, report: Report) -> None:
    """All questions about one story."""
    for check in CHECKS:
        check(story, draft, report)


def _unsure(story: Story, _draft: Draft, report: Report) -> None:
    """Parts of the copy whose type is a guess."""
    for paragraph in paragraphs(story):
        if paragraph.confidence < UNSURE:
            report.ask(f"unsure-{paragraph.style}", story, paragraph, excerpt=excerpt(paragraph.text))


def _headless(story: Story, draft: Draft, report: Report) -> None:
    """A story without a headline; the tail of a notice says so in its own words. An advert needs none."""
    if story.main is None and not draft.sidebar and story.origin is not None and story.kind != "advert":
        code = "notice-without-head" if story.kind == "notice" else "story-without-head"
        report.ask(code, story, first=story.origin.first, last=story.origin.last)


def _halfwidth(story: Story, _draft: Draft, report: Report) -> None:
    """One question a notice: its half-width marks, with a fix for all. Edits run backwards, so that offsets hold."""
    if story.kind not in PROTECTED:
        return
    fixes: list[edits.Edit] = []
    for paragraph in filter(lambda each: any(map(is_han, each.text)), paragraphs(story)):
        for patch in reversed(clean.apply_order(clean.house_style(paragraph.text))):
            fixes.append(edits.ReplaceText(story.id, paragraph.id, patch.start, patch.end, patch.text))
    if fixes:
        fix = edits.Batch("intake.fix-halfwidth", tuple(fixes))
        report.ask("halfwidth-in-notice", story, fix=fix, count=len(fixes))


def _blanks(story: Story, _draft: Draft, report: Report) -> None:
    """Blanks, with a fix: in articles those that may part something; in a notice those that surely are junk, all in one."""
    if story.kind in PROTECTED:
        fixes = [fix for paragraph in paragraphs(story) for fix in _without(story, paragraph, _junk(paragraph))]
        if fixes:
            report.ask("blanks-in-notice", story, fix=edits.Batch("intake.fix-blanks", tuple(fixes)), count=len(fixes))
        return
    for paragraph in story.body:
        if not isinstance(paragraph, Paragraph) or paragraph.style not in blanks.RUNNING:
            continue
        named = [(span.start, span.end) for span in paragraph.spans if span.style in ("dateline", "byline")]
        found = [
            (start, end)
            for start, end in blanks.doubtful(paragraph.text)
            if not any(first <= start <= last for first, last in named)
        ]
        if found:
            start, end = found[0]
            fix = edits.Batch("intake.fix-blanks", tuple(_without(story, paragraph, found)))
            around = paragraph.text[max(0, start - 6) : end + 6]
            report.ask("blanks", story, paragraph, start=start, end=end, fix=fix, count=len(found), excerpt=around)


def _junk(paragraph: Paragraph) -> list[tuple[int, int]]:
    found = blanks.junk(paragraph.text, running=paragraph.style in blanks.RUNNING)
    return [(patch.start, patch.end) for patch in clean.apply_order(found)]


def _without(story: Story, paragraph: Paragraph, ranges: list[tuple[int, int]]) -> list[edits.Edit]:
    """The edits that take the ranges out, backwards, so that offsets hold."""
    return [edits.ReplaceText(story.id, paragraph.id, start, end, "") for start, end in reversed(ranges)]


def _quotes_and_brackets(story: Story, _draft: Draft, report: Report) -> None:
    """Straight quotes and brackets that do not pair up."""
    if story.kind in PROTECTED:
        return
    for paragraph in paragraphs(story):
        if len(paragraph.text) > clean.LONGEST:
            continue
        straight = clean.straight_quotes(paragraph.text)
        if straight:
            report.ask("straight-quote", story, paragraph, start=straight[0], end=straight[0] + 1, count=len(straight))
        lonely = [at for at in clean.pair_brackets(paragraph.text)[1] if not _numbers_item(paragraph.text, at)]
        if lonely:
            at = lonely[0]
            report.ask(
                "bracket-unpaired",
                story,
                paragraph,
                start=at,
                end=at + 1,
                bracket=paragraph.text[at],
                count=len(lonely),
            )


def _numbers_item(text: str, at: int) -> bool:
    """Whether a lonely bracket closes the number of an item: "1)", "a）"."""
    return at <= 4 and text[:at].strip().isalnum()


def _strange(story: Story, _draft: Draft, report: Report) -> None:
    """Characters that print as nothing, as something else, or only in one house: shown, never dropped."""
    for paragraph in paragraphs(story):
        if not _ANY_STRANGE.search(paragraph.text):
            continue
        for code, shape in _STRANGE:
            found = [match.start() for match in shape.finditer(paragraph.text)]
            if found:
                points = ", ".join(sorted({f"U+{ord(paragraph.text[at]):04X}" for at in found})[:8])
                report.ask(
                    code, story, paragraph, start=found[0], end=found[0] + 1, count=len(found), characters=points
                )


def _joins(story: Story, draft: Draft, report: Report) -> None:
    """What was joined (told, with the way back), what may be glued after it, and what ends in mid-sentence."""
    for paragraph in story.body:
        if isinstance(paragraph, Paragraph):
            for change in paragraph.changes:
                if change.code == "join":
                    _joined(story, paragraph, change.start, change.end, report)
    if story.kind in PROTECTED:
        return
    by_line = {item.origin.last: item for item in story.body if isinstance(item, Paragraph) and item.origin is not None}
    for block, following in joins.doubtful(draft.body):
        cut = by_line.get(block.last)
        if cut is not None and cut.confidence >= UNSURE:
            last = following.first if following else block.last
            report.ask("cut-sentence", story, cut, lines=(block.first, last), excerpt=cut.text[-12:])


def _joined(story: Story, paragraph: Paragraph, start: int, end: int, report: Report) -> None:
    origin = paragraph.origin
    file, lines = (origin.file, (origin.first, origin.last)) if origin else ("", None)
    report.tell(
        "joined", "note", file, lines, story=story.id, paragraph=paragraph.id, start=start, end=end,
        before=paragraph.text[max(0, start - 8) : start], after=paragraph.text[end : end + 8],
        fix=edits.SplitParagraph(story.id, paragraph.id, start, report.ids.new("p")),
    )  # fmt: skip
    glued = _glued_at(paragraph.text, end)
    if glued:
        report.ask(
            "glued-paragraphs", story, paragraph, start=glued, end=glued, excerpt=paragraph.text[glued : glued + 12],
            fix=edits.SplitParagraph(story.id, paragraph.id, glued, report.ids.new("p")),
        )  # fmt: skip


def _glued_at(text: str, start: int) -> int:
    """Where, after a join, a sentence starts with a subject of its own; 0 where none does.

    A sentence after a closing quotation mark says who spoke, and one that starts with a pronoun or connective goes on.
    """
    for found in _SENTENCE_END.finditer(text, start, start + _GLUED):
        at = found.end()
        if at < len(text) and text[at] not in "”’）)」』" and not _GOES_ON.match(text, at) and len(text) - at > 12:
            return at
    return 0


def _glued_contacts(story: Story, _draft: Draft, report: Report) -> None:
    """Two telephone numbers with their labels in one line."""
    for paragraph in story.body:
        if not isinstance(paragraph, Paragraph) or not re.search("[：:]", paragraph.text):
            continue
        found = list(shapes.PHONE.finditer(paragraph.text[:400]))
        for first, second in pairwise(found):
            between = paragraph.text[first.end() : second.start()]
            if len(between) <= 24 and not re.search(r"[，,、；;。\s]", between):
                at = first.end()
                split = edits.SplitParagraph(story.id, paragraph.id, at, report.ids.new("p"))
                report.ask(
                    "glued-contacts",
                    story,
                    paragraph,
                    start=at,
                    end=at,
                    fix=split,
                    excerpt=paragraph.text[at : at + 12],
                )
                break


def _tables(story: Story, draft: Draft, report: Report) -> None:
    """Rows with fewer cells than the widest: empty cells stand in for what is missing. A cell that the copy left empty is there."""
    given = [tables.rows_of(block) for block in draft.body if block.type == "table"]
    for item, rows in zip((item for item in story.body if isinstance(item, TableBlock)), given, strict=True):
        widths = tables.row_widths(rows)
        for number, (row, width) in enumerate(zip(item.rows, widths, strict=True), 1):
            if row and width < max(widths):
                report.ask("table-ragged", story, row[-1].paragraph, row=number, cells=max(widths))


def _looks(story: Story, draft: Draft, report: Report) -> None:
    """What the copy raised, lowered or struck out and the story has like any other word: 10⁴ would be printed as 104."""
    kept = [paragraph for paragraph in paragraphs(story) if telling(paragraph.spans)]
    for block in draft.blocks:
        lines = [(block.text, block.spans), *((cell.text, cell.spans) for row in block.rows for cell in row)]
        given = [(text, span) for text, spans in lines for span in telling(spans)]
        here = [each for each in kept if each.origin and each.origin.first <= block.first <= each.origin.last]
        if len(given) > sum(len(telling(each.spans)) for each in here):
            text = "、".join(text[max(0, span.start - 4) : span.end] for text, span in given[:8])
            report.ask("look-lost", story, lines=(block.first, block.last), text=text)


def excerpt(text: str, length: int = 16) -> str:
    """The beginning of a text, for a sentence about it."""
    return text if len(text) <= length else text[:length] + "…"


def _kind_unknown(story: Story, draft: Draft, report: Report) -> None:
    """A kind that a field names and nobody knows."""
    for block in draft.head:
        if block.type == "field" and markdown.field(block.text)[0] == "kind":
            value = markdown.field(block.text)[1]
            if value not in markdown.KINDS:
                report.ask("kind-unknown", story, lines=(block.first, block.last), text=excerpt(value, 24))


def _advert_size(story: Story, _draft: Draft, report: Report) -> None:
    """A size of an advert that is not understood stands in its text."""
    for item in story.body if story.kind == "advert" else ():
        if isinstance(item, Paragraph) and _SIZE_LINE.match(item.text):
            report.ask("advert-size", story, item, text=excerpt(item.text, 24))


CHECKS: Final[Sequence[Callable[[Story, Draft, Report], None]]] = (
    _unsure, _headless, _joins, _glued_contacts, _halfwidth, _blanks, _quotes_and_brackets, _strange, _tables, _advert_size,
    _kind_unknown, _looks,
)  # fmt: skip
