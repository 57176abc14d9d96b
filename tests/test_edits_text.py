"""Text changes, and what hangs on it keeps its place."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import (
    Batch,
    ClearSpan,
    Edit,
    FitParagraph,
    JoinParagraphs,
    RemoveParagraph,
    ReplaceText,
    RevertChange,
    SetBreaks,
    SetSpan,
    SetTable,
    SplitParagraph,
    apply,
    from_data,
    replace_text,
    to_data,
)
from layoutdesk.model import (
    Anchor,
    Block,
    Cell,
    Change,
    Document,
    GridRect,
    Note,
    Origin,
    Page,
    Paragraph,
    PictureRef,
    Query,
    Review,
    Span,
    Story,
    TableBlock,
)
from layoutdesk.model.story import paragraphs

TEXT = "本报讯（记者 林晚）河堤工程今天完工。"


def issue(*body: Any, **more: Any) -> Document:
    return Document(stories=(Story(id="st", body=body),), **more)


def body(document: Document, index: int = 0) -> Any:
    return document.stories[0].body[index]


def shown(paragraph: Paragraph) -> list[tuple[str, str]]:
    return [(span.style, paragraph.text[span.start : span.end]) for span in paragraph.spans]


@pytest.mark.parametrize(
    ("start", "end", "text", "expected"),
    [
        (2, 2, "新", "甲[乙新丙]丁"),  # inside: joins
        (1, 1, "新", "甲新[乙丙]丁"),  # before: stays outside
        (3, 3, "新", "甲[乙丙新]丁"),  # at the end: joins a look
        (4, 4, "新", "甲[乙丙]丁新"),
        (1, 3, "新", "甲[新]丁"),  # replaced as a whole: keeps the look
        (0, 2, "新", "新[丙]丁"),  # the first character had no look
        (2, 4, "新", "甲[乙新]"),  # the first character had it
        (0, 4, "", ""),
        (1, 3, "", "甲丁"),
        (0, 4, "新", "新"),
    ],
)
def test_a_look_goes_with_its_text(start: int, end: int, text: str, expected: str) -> None:
    document = issue(Paragraph(id="p", text="甲乙丙丁", spans=(Span(1, 3, "bold"),)))
    new = body(replace_text(document, "st", "p", start, end, text))
    for span in reversed(new.spans):
        new = replace(new, text=f"{new.text[: span.start]}[{new.text[span.start : span.end]}]{new.text[span.end :]}")
    assert new.text == expected


def test_typing_behind_a_dateline_is_not_dateline() -> None:
    document = issue(Paragraph(id="p", text=TEXT, spans=(Span(0, 3, "dateline"), Span(3, 10, "byline"))))
    new = body(replace_text(document, "st", "p", 10, 10, "昨天"))
    assert shown(new) == [("dateline", "本报讯"), ("byline", "（记者 林晚）")]


def test_every_kind_of_paragraph_is_reached_and_nothing_else_changes() -> None:
    cell = Cell(paragraph=Paragraph(id="cell", text="甲", style="cell"))
    story = Story(
        id="st",
        label=Paragraph(id="label", text="甲"),
        kicker=Paragraph(id="kicker", text="甲"),
        main=Paragraph(id="main", text="甲"),
        deck=Paragraph(id="deck", text="甲"),
        byline=Paragraph(id="byline", text="甲"),
        body=(
            Paragraph(id="p", text="甲"),
            TableBlock(id="t", rows=((cell, Cell(paragraph=Paragraph(id="other", text="甲"))),)),
            PictureRef(id="pic", caption=Paragraph(id="caption", text="甲"), credit=Paragraph(id="credit", text="甲")),
        ),
    )
    document = Document(stories=(Story(id="before"), story, Story(id="after")))
    for paragraph in paragraphs(story):
        new = replace_text(document, "st", paragraph.id, 1, 1, "乙")
        texts = {each.id: each.text for each in paragraphs(new.stories[1])}
        assert texts.pop(paragraph.id) == "甲乙"
        assert set(texts.values()) == {"甲"}
        assert new.stories[0] is document.stories[0]
        assert new.stories[2] is document.stories[2]
        kept = [a is b for a, b in zip(paragraphs(new.stories[1]), paragraphs(story), strict=True)]
        assert kept.count(False) == 1


def test_the_same_text_is_no_change() -> None:
    document = issue(Paragraph(id="p", text=TEXT))
    assert replace_text(document, "st", "p", 0, 2, "本报") is document


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (ReplaceText("none", "p", 0, 0, ""), "edits.no-story"),
        (ReplaceText("st", "none", 0, 0, ""), "edits.no-paragraph"),
        (ReplaceText("st", "p", -1, 0, ""), "edits.range"),
        (ReplaceText("st", "p", 2, 1, ""), "edits.range"),
        (ReplaceText("st", "p", 0, 99, ""), "edits.range"),
        (ReplaceText("st", "p", 0, 0, "\ud840"), "edits.half-character"),
        (SetSpan("st", "p", 1, 1, "bold"), "edits.empty-range"),
        (SetBreaks("st", "p", (3, 2)), "edits.breaks"),
        (SetBreaks("st", "p", (0, 2)), "edits.breaks"),
        (FitParagraph("st", "p", more_lines=4), "edits.more-lines"),
        (FitParagraph("st", "p", rows=-1), "edits.heading-rows"),
        (SplitParagraph("st", "p", 1, "p"), "edits.id-taken"),
        (JoinParagraphs("st", "p"), "edits.nothing-to-join"),
        (RevertChange("st", "p", 0), "edits.no-change"),
    ],
)
def test_what_cannot_be_is_refused(edit: Edit, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        apply(issue(Paragraph(id="p", text="甲乙丙丁")), edit)
    assert refusal.value.code == code


def test_a_touched_change_of_cleaning_is_forgotten_and_the_others_move() -> None:
    changes = (Change(2, 3, ",", "fullwidth"), Change(5, 6, ".", "fullwidth"))
    document = issue(Paragraph(id="p", text="甲乙，丙丁。戊", changes=changes))
    new = body(replace_text(document, "st", "p", 1, 4, "新"))
    assert [(new.text[each.start : each.end], each.original) for each in new.changes] == [("。", ".")]
    beside = body(replace_text(document, "st", "p", 2, 2, "新"))
    assert [beside.text[each.start : each.end] for each in beside.changes] == ["，", "。"]


def test_a_change_of_cleaning_is_taken_back() -> None:
    changes = (Change(2, 3, ",", "fullwidth"), Change(4, 4, "\n", "join"))
    document = issue(Paragraph(id="p", text="甲乙，丙丁", changes=changes))
    once = apply(document, RevertChange("st", "p", 0))
    assert body(once).text == "甲乙,丙丁"
    twice = apply(once, RevertChange("st", "p", 0))
    assert body(twice).text == "甲乙,丙\n丁"
    assert body(twice).changes == ()


def test_breaks_of_a_headline_move_with_its_text() -> None:
    document = issue(Paragraph(id="p", text="河堤今天完工", breaks=(2, 4)))
    assert body(replace_text(document, "st", "p", 0, 0, "新")).breaks == (3, 5)
    assert body(replace_text(document, "st", "p", 1, 3, "新")).breaks == (3,)
    assert body(replace_text(document, "st", "p", 2, 2, "新")).breaks == (3, 5)
    assert body(replace_text(document, "st", "p", 4, 6, "")).breaks == (2,)


def test_spans_of_one_style_become_one_and_are_cleared_in_part() -> None:
    document = issue(Paragraph(id="p", text="甲乙丙丁戊", spans=(Span(0, 2, "bold"),)))
    document = apply(document, SetSpan("st", "p", 2, 4, "bold"))
    assert body(document).spans == (Span(0, 4, "bold"),)
    assert apply(document, SetSpan("st", "p", 1, 2, "bold")) is document
    document = apply(document, ClearSpan("st", "p", 1, 2))
    assert body(document).spans == (Span(0, 1, "bold"), Span(2, 4, "bold"))
    assert apply(document, ClearSpan("st", "p", 0, 5, "emphasis")) is document


def test_splitting_moves_what_hangs_on_the_second_half() -> None:
    fix = to_data(ReplaceText("st", "p", 6, 7, "！"))
    document = issue(
        Paragraph(id="p", text="甲乙丙。丁戊。", spans=(Span(1, 6, "bold"),), origin=Origin("a.txt", 3, 4)),
        queries=(Query(id="q", code="x", anchor=Anchor("st", "p", 4, 6), fix=fix),),
        review=Review(notes=(Note(id="n", text="?", anchor=Anchor("st", "p")),)),
        pages=(Page(id="pg", number=1, template="t", elements=(block(0, 1), block(1, -1, "b2"))),),
    )
    new = apply(document, SplitParagraph("st", "p", 4, "p2"))
    assert [(each.id, each.text, shown(each)) for each in new.stories[0].body] == [
        ("p", "甲乙丙。", [("bold", "乙丙。")]),
        ("p2", "丁戊。", [("bold", "丁戊")]),
    ]
    assert new.queries[0].anchor == Anchor("st", "p2", 0, 2)
    assert new.queries[0].fix == to_data(ReplaceText("st", "p2", 2, 3, "！"))
    assert new.review is document.review
    assert [(each.first, each.last) for each in new.pages[0].elements] == [(0, 2), (2, -1)]


def block(first: int, last: int, name: str = "b1") -> Block:
    return Block(id=name, story="st", area=(GridRect(0, 0, 1, 1),), first=first, last=last)


def test_joining_passes_over_pictures_but_not_over_tables() -> None:
    picture, table = PictureRef(id="pic"), TableBlock(id="t", rows=())
    first, second = Paragraph(id="p", text="甲"), Paragraph(id="p2", text="乙")
    new = apply(issue(first, picture, second), JoinParagraphs("st", "p", "，"))
    assert [item.id for item in new.stories[0].body] == ["p", "pic"]
    assert body(new).text == "甲，乙"
    with pytest.raises(Refusal):
        apply(issue(first, table, second), JoinParagraphs("st", "p"))


def test_a_fix_whose_text_was_touched_is_dropped() -> None:
    fix = to_data(ReplaceText("st", "p", 2, 4, "新"))
    query = Query(id="q", code="x", anchor=Anchor("st", "p", 2, 4), fix=fix)
    document = issue(Paragraph(id="p", text="甲乙丙丁戊"), queries=(query,))
    assert replace_text(document, "st", "p", 3, 3, "x").queries[0].fix is None
    moved = replace_text(document, "st", "p", 0, 0, "xx").queries[0].fix
    assert moved == to_data(ReplaceText("st", "p", 4, 6, "新"))
    assert replace_text(document, "st", "p", 5, 5, "x").queries[0] is query


def test_a_fix_that_takes_a_change_back_keeps_naming_it() -> None:
    changes = (Change(0, 1, ",", "fullwidth"), Change(2, 3, ".", "fullwidth"))
    query = Query(id="q", code="x", fix=to_data(RevertChange("st", "p", 1)))
    document = issue(Paragraph(id="p", text="，甲。", changes=changes), queries=(query,))
    assert apply(document, RevertChange("st", "p", 0)).queries[0].fix == to_data(RevertChange("st", "p", 0))
    assert apply(document, RevertChange("st", "p", 1)).queries[0].fix is None


def test_a_fix_in_many_places_loses_only_the_touched_one() -> None:
    marks = [ReplaceText("st", "p", at, at + 1, "，") for at in (5, 3, 1)]
    other = ReplaceText("st", "p2", 0, 1, "，")
    fix = to_data(Batch("edits.typing", (*marks, other)))
    document = issue(
        Paragraph(id="p", text="甲,乙,丙,丁"),
        Paragraph(id="p2", text=",甲"),
        queries=(Query(id="q", code="x", fix=fix),),
    )
    document = replace_text(document, "st", "p", 3, 5, "新")
    document = apply(document, SplitParagraph("st", "p", 3, "p1"))
    left = document.queries[0].fix
    assert left is not None
    assert [from_data(each) for each in left["edits"]] == [
        ReplaceText("st", "p1", 1, 2, "，"),
        ReplaceText("st", "p", 1, 2, "，"),
        other,
    ]
    done = apply(document, from_data(left))
    assert [item.text for item in done.stories[0].body if isinstance(item, Paragraph)] == ["甲，乙", "新，丁", "，甲"]


def test_a_fix_whose_parts_lean_on_each_other_goes_as_a_whole() -> None:
    parts = (SplitParagraph("st", "p", 3, "p2"), SetSpan("st", "p", 0, 2, "bold"))
    query = Query(id="q", code="x", fix=to_data(Batch("edits.typing", parts)))
    document = issue(Paragraph(id="p", text="甲乙丙丁戊"), queries=(query,))
    assert replace_text(document, "st", "p", 1, 1, "新").queries[0].fix is None
    moved = replace_text(document, "st", "p", 0, 0, "新").queries[0].fix
    assert moved is not None
    assert from_data(moved["edits"][0]) == SplitParagraph("st", "p", 4, "p2")
    assert apply(document, RemoveParagraph("st", "p")).queries[0].fix is None


# --- properties

ALPHABET = "甲乙丙丁。，a 𠮷"


@st.composite
def marked(draw: st.DrawFn) -> Document:
    """One paragraph with a unique word in it, on which a span, a change, a query with its fix and a note hang."""
    left, right = draw(st.text(ALPHABET, max_size=12)), draw(st.text(ALPHABET, max_size=12))
    start, end = len(left), len(left) + 3
    return issue(
        Paragraph(
            id="p",
            text=left + "【锚】" + right,
            spans=(Span(start, end, "bold"),),
            changes=(Change(start, end, "[锚]", "fullwidth"),),
        ),
        queries=(
            Query(
                id="q",
                code="x",
                anchor=Anchor("st", "p", start, end),
                fix=to_data(ReplaceText("st", "p", start, end, "")),
            ),
        ),
        review=Review(notes=(Note(id="n", text="?", anchor=Anchor("st", "p", start, end)),)),
    )


@st.composite
def splices(draw: st.DrawFn, length: int) -> tuple[int, int, str]:
    start = draw(st.integers(0, length))
    return start, draw(st.integers(start, min(length, start + 4))), draw(st.text(ALPHABET, max_size=4))


@given(marked(), st.data())
def test_an_untouched_word_keeps_all_that_hangs_on_it(document: Document, data: st.DataObject) -> None:
    for _ in range(6):
        paragraph = body(document)
        at = paragraph.text.index("【锚】")
        start, end, text = data.draw(splices(len(paragraph.text)))
        if start < at + 3 and end > at:
            continue
        # A look may grow when typing at its end; the rest never changes.
        document = replace_text(document, "st", "p", start, end, text)
        new = body(document)
        at = new.text.index("【锚】")
        assert new.spans[0].start == at
        assert new.text[new.spans[0].start : new.spans[0].end].startswith("【锚】")
        assert new.changes == (Change(at, at + 3, "[锚]", "fullwidth"),)
        assert document.queries[0].anchor == document.review.notes[0].anchor == Anchor("st", "p", at, at + 3)
        assert document.queries[0].fix == to_data(ReplaceText("st", "p", at, at + 3, ""))


@given(marked(), st.data())
def test_offsets_stay_in_range_whatever_is_typed(document: Document, data: st.DataObject) -> None:
    document = apply(document, SetBreaks("st", "p", (1, 2)))
    for _ in range(6):
        old = body(document)
        start, end, text = data.draw(splices(len(old.text)))
        document = replace_text(document, "st", "p", start, end, text)
        new = body(document)
        assert new.text == old.text[:start] + text + old.text[end:]
        length = len(new.text)
        assert all(0 <= span.start < span.end <= length for span in new.spans)
        assert all(0 <= each.start <= each.end <= length for each in new.changes)
        assert all(0 < at < length for at in new.breaks)
        assert list(new.breaks) == sorted(set(new.breaks))
        for place in (document.queries[0].anchor, document.review.notes[0].anchor):
            assert place is not None
            assert 0 <= place.start <= place.end <= length
        fix = document.queries[0].fix
        assert fix is None or 0 <= fix["start"] <= fix["end"] <= length


@given(marked(), st.data())
def test_joining_undoes_splitting(document: Document, data: st.DataObject) -> None:
    before = body(document)
    at = data.draw(st.integers(0, len(before.text)))
    after = apply(apply(document, SplitParagraph("st", "p", at, "p2")), JoinParagraphs("st", "p"))
    assert (body(after).text, body(after).spans) == (before.text, before.spans)
    assert len(after.stories[0].body) == 1


def test_fitting_a_paragraph_changes_nothing_else_and_ends_where_its_text_is_parted() -> None:
    old = Paragraph(id="p", text=TEXT, changes=(Change(2, 3, ",", "fullwidth"),))
    document = apply(issue(old), FitParagraph("st", "p", more_lines=-1))
    fitted = body(document)
    assert fitted == replace(old, more_lines=-1)
    assert body(apply(document, FitParagraph("st", "p", more_lines=0))) == old
    assert apply(document, FitParagraph("st", "p", more_lines=-1)) is document
    parts = apply(document, SplitParagraph("st", "p", 2, "p2"))
    assert [part.more_lines for part in parts.stories[0].body if isinstance(part, Paragraph)] == [0, 0]


def test_setting_a_table_changes_what_it_names_and_refuses_a_head_longer_than_it() -> None:
    table = TableBlock(id="t", rows=((Cell(paragraph=Paragraph(id="c", text="甲")),),))
    document = issue(Paragraph(id="p", text=TEXT), table)
    after = apply(document, SetTable("st", "t", rules="three", folds=2))
    assert after.stories[0].body[1] == replace(table, rules="three", folds=2)
    assert after.stories[0].body[0] is document.stories[0].body[0]
    assert apply(after, SetTable("st", "t", rules="three")) is after
    with pytest.raises(Refusal, match="no-such-rows"):
        apply(document, SetTable("st", "t", header_rows=2))
    with pytest.raises(Refusal, match="no-table"):
        apply(document, SetTable("st", "p", full=True))


TEXTS = st.text(ALPHABET, max_size=5)
NUMBERS = st.integers(0, 99)
EDITS = st.one_of(
    st.builds(ReplaceText, TEXTS, TEXTS, NUMBERS, NUMBERS, TEXTS),
    st.builds(SplitParagraph, TEXTS, TEXTS, NUMBERS, TEXTS),
    st.builds(SetBreaks, TEXTS, TEXTS, st.lists(NUMBERS, max_size=3).map(tuple), st.none() | st.floats(1, 99)),
    st.builds(
        SetTable, TEXTS, TEXTS, st.none() | st.sampled_from(["column", "band"]), full=st.booleans(), folds=NUMBERS
    ),
)


@given(EDITS)
def test_an_edit_survives_json(edit: Edit) -> None:
    assert from_data(json.loads(json.dumps(to_data(edit)))) == edit
    assert from_data(json.loads(msgspec.json.encode(edit))) == edit


def test_lines_of_neighbouring_names_stay_two_and_other_looks_become_one() -> None:
    document = issue(Paragraph(id="p", text="甲乙丙丁戊", spans=(Span(0, 2, "underline"), Span(0, 2, "dots"))))
    document = apply(document, SetSpan("st", "p", 2, 4, "underline"))
    document = apply(document, SetSpan("st", "p", 2, 4, "dots"))
    assert [(each.start, each.end) for each in body(document).spans if each.style == "underline"] == [(0, 2), (2, 4)]
    assert [(each.start, each.end) for each in body(document).spans if each.style == "dots"] == [(0, 4)]
    document = apply(document, SetSpan("st", "p", 3, 5, "underline"))
    assert [(each.start, each.end) for each in body(document).spans if each.style == "underline"] == [(0, 2), (2, 5)]
