"""Any edit with any arguments is applied or refused, and the document that comes of it holds together."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import (
    AddAsset,
    AddCaption,
    AddGuide,
    AddHeadlinePart,
    AddNote,
    AddPage,
    AddParagraph,
    AddParagraphs,
    AddPicture,
    AddQuery,
    AddStory,
    AddTableColumn,
    AddTableRow,
    AssignPicture,
    Batch,
    ClearSpan,
    Edit,
    FitParagraph,
    GroupElements,
    HideElements,
    InsertPages,
    JoinParagraphs,
    LockElements,
    MovePage,
    MovePages,
    MovePicture,
    MoveToPage,
    OrderElement,
    PlaceElement,
    PrintElements,
    RemoveAsset,
    RemoveElement,
    RemoveGuide,
    RemovePage,
    RemovePages,
    RemoveParagraph,
    RemovePicture,
    RemoveStory,
    RemoveTableColumns,
    RemoveTableRows,
    ReplaceText,
    RevertChange,
    SetArea,
    SetBlock,
    SetBreaks,
    SetDrop,
    SetElements,
    SetFrame,
    SetGuide,
    SetOrder,
    SetParagraphStyle,
    SetPhrases,
    SetSpan,
    SetStory,
    SetTable,
    SetThread,
    SplitParagraph,
    apply,
    from_data,
    to_data,
)
from layoutdesk.model import (
    Anchor,
    Asset,
    Block,
    Cell,
    Change,
    Document,
    FolioBar,
    FolioSpec,
    Grid,
    GridRect,
    Guide,
    HeadlineRange,
    Note,
    Page,
    Paragraph,
    PicturePlace,
    PictureRef,
    Query,
    Span,
    Story,
    TableBlock,
    Template,
    TextFrame,
)
from layoutdesk.model.story import Joint, paragraphs, pictures

TEMPLATE = Template(
    name="t",
    title={"zh": "试版", "en": "Trial"},
    trim_mm=(390, 545),
    grid=Grid(columns=4, column_chars=12, gutter=1, body_size=9, step=13, rows=9, top_mm=30),
    folio=FolioSpec(top_mm=10, height_mm=10),
    headlines=(HeadlineRange(least=10, most=20),),
    styles={},
)

STORIES = st.sampled_from(["one", "two", "three"])
PARAGRAPHS = st.sampled_from(["p1", "p2", "p3", "p4", "main", "cap"])
PAGES = st.sampled_from(["pg1", "pg2", "pg3"])
LABELS = st.sampled_from(["", "A01", "A9", "7", "增刊"])
ELEMENTS = st.sampled_from(["e1", "e2", "e3", "e4"])
PICTURES = st.sampled_from(["pic1", "pic2"])
ASSETS = st.sampled_from(["", "as1", "as2"])
NUMBERS = st.integers(-1, 6)
NEW_CELLS = st.just(tuple(f"nc{at}" for at in range(9)))
TEXTS = st.text("甲乙，。", max_size=3)
FIXES = st.one_of(
    st.builds(ReplaceText, STORIES, PARAGRAPHS, NUMBERS, NUMBERS, TEXTS),
    st.builds(RevertChange, STORIES, PARAGRAPHS, NUMBERS),
)

paragraph = st.builds(
    Paragraph,
    id=PARAGRAPHS,
    text=st.just("甲乙丙丁戊"),
    spans=st.sampled_from([(), (Span(1, 3, "bold"),), (Span(0, 2, "byline"),)]),
    changes=st.sampled_from([(), (Change(1, 2, "b", "x"), Change(3, 3, "\n", "join"))]),
)
picture = st.builds(PictureRef, id=PICTURES, asset=ASSETS, caption=st.none() | paragraph)
story = st.builds(
    Story,
    id=STORIES,
    main=st.none() | paragraph,
    body=st.lists(paragraph, max_size=2, unique_by=lambda each: each.id).map(tuple),
)
rects = st.builds(GridRect, st.integers(0, 3), st.integers(0, 8), st.integers(1, 2), st.integers(1, 3))
areas = st.lists(rects, min_size=1, max_size=2).map(tuple)
places = st.lists(st.builds(PicturePlace, PICTURES, *[st.just(1)] * 4), max_size=1).map(tuple)
blocks = st.builds(
    Block, id=ELEMENTS, story=STORIES, area=areas, first=st.integers(0, 2), last=st.integers(-1, 2), pictures=places
)
frames = st.builds(TextFrame, id=ELEMENTS, story=STORIES, rect=st.just(Rect(0, 0, 9, 9)))
elements = st.one_of(blocks, frames, st.builds(FolioBar, id=ELEMENTS))
anchors = st.builds(Anchor, STORIES, PARAGRAPHS, st.just(1), st.integers(1, 3))
GUIDES = st.sampled_from(["g1", "g2"])
guides = st.builds(
    Guide,
    id=GUIDES,
    axis=st.sampled_from(["across", "down"]),
    place=st.sampled_from([10.5, 20.0, 1e9]),
    locked=st.booleans(),
)
queries = st.builds(
    Query, id=st.sampled_from(["q1", "q2", "q3"]), code=st.just("x"), anchor=anchors, fix=FIXES.map(to_data) | st.none()
)

EDITS: Any = st.one_of(
    st.builds(ReplaceText, STORIES, PARAGRAPHS, NUMBERS, NUMBERS, TEXTS),
    st.builds(SplitParagraph, STORIES, PARAGRAPHS, NUMBERS, PARAGRAPHS),
    st.builds(JoinParagraphs, STORIES, PARAGRAPHS, TEXTS),
    st.builds(SetSpan, STORIES, PARAGRAPHS, NUMBERS, NUMBERS, st.sampled_from(["bold", "byline"])),
    st.builds(ClearSpan, STORIES, PARAGRAPHS, NUMBERS, NUMBERS),
    st.builds(SetBreaks, STORIES, PARAGRAPHS, st.lists(NUMBERS, max_size=2).map(tuple)),
    st.builds(FitParagraph, STORIES, PARAGRAPHS, NUMBERS, NUMBERS),
    st.builds(SetPhrases, STORIES, PARAGRAPHS, st.lists(st.builds(Joint, NUMBERS), max_size=3).map(tuple)),
    st.builds(RevertChange, STORIES, PARAGRAPHS, NUMBERS),
    st.builds(AddHeadlinePart, STORIES, st.sampled_from(["main", "byline"]), paragraph),
    st.builds(AddParagraph, STORIES, paragraph, NUMBERS),
    st.builds(AddParagraphs, STORIES, st.lists(paragraph, max_size=3).map(tuple), NUMBERS),
    st.builds(RemoveParagraph, STORIES, PARAGRAPHS),
    st.builds(AddPicture, STORIES, picture, NUMBERS),
    st.builds(RemovePicture, STORIES, PICTURES),
    st.builds(MovePicture, STORIES, PICTURES, NUMBERS, st.just("") | ELEMENTS),
    st.builds(AddCaption, STORIES, PICTURES, st.sampled_from(["caption", "credit"]), paragraph),
    st.builds(AssignPicture, STORIES, PICTURES, ASSETS),
    st.builds(
        SetTable,
        STORIES,
        st.sampled_from(["t1", "p1"]),
        folds=st.integers(0, 3),
        header_rows=st.integers(0, 2),
        align=st.none() | st.lists(st.sampled_from(["", "left", "decimal"]), max_size=3).map(tuple),
    ),
    st.builds(AddTableRow, STORIES, st.sampled_from(["t1", "p1"]), NUMBERS.filter(lambda at: at >= 0), NEW_CELLS),
    st.builds(AddTableColumn, STORIES, st.just("t1"), NUMBERS.filter(lambda at: at >= 0), NEW_CELLS),
    st.builds(RemoveTableRows, STORIES, st.just("t1"), st.integers(0, 2), st.integers(1, 2)),
    st.builds(RemoveTableColumns, STORIES, st.just("t1"), st.integers(0, 2), st.integers(1, 2)),
    st.builds(AddStory, story, NUMBERS),
    st.builds(RemoveStory, STORIES),
    st.builds(SetStory, STORIES, parent=STORIES),
    st.builds(PlaceElement, PAGES, elements, NUMBERS),
    st.builds(RemoveElement, PAGES, ELEMENTS),
    st.builds(SetThread, STORIES, st.lists(ELEMENTS, max_size=3).map(tuple)),
    st.builds(SetArea, PAGES, ELEMENTS, areas),
    st.builds(
        SetBlock,
        PAGES,
        ELEMENTS,
        columns=NUMBERS,
        pictures=places,
        gutter=NUMBERS | st.just(1e9),
        head_at=st.sampled_from(["top", "left"]),
        head_columns=st.integers(-1, 3),
        frame=st.sampled_from(["", "rope", "none such"]),
    ),
    st.builds(SetDrop, STORIES, PARAGRAPHS, NUMBERS),
    st.builds(SetSpan, STORIES, PARAGRAPHS, NUMBERS, NUMBERS, st.just("reading"), st.sampled_from(["jiǎ", "jiǎ yǐ"])),
    st.builds(SetParagraphStyle, STORIES, PARAGRAPHS, st.sampled_from(["subhead", "body", "none such"])),
    st.builds(SetFrame, PAGES, ELEMENTS, st.just(Rect(1, 1, 5, 5))),
    st.builds(MoveToPage, PAGES, ELEMENTS, PAGES),
    st.builds(OrderElement, PAGES, ELEMENTS, NUMBERS),
    st.builds(SetOrder, PAGES, st.permutations(["e1", "e2", "e3", "e4"]).map(tuple) | st.just(("e2", "e1"))),
    *(
        st.builds(kind, PAGES, st.lists(ELEMENTS, max_size=2).map(tuple), st.booleans())
        for kind in (LockElements, HideElements, PrintElements)
    ),
    st.builds(GroupElements, PAGES, st.lists(ELEMENTS, max_size=3).map(tuple), st.sampled_from(["", "g1", "g2"])),
    st.builds(AddGuide, PAGES, guides),
    st.builds(SetGuide, PAGES, guides),
    st.builds(RemoveGuide, PAGES, GUIDES),
    st.builds(SetElements, PAGES, st.lists(elements, max_size=3).map(tuple)),
    st.builds(AddPage, st.builds(Page, id=PAGES, number=NUMBERS, template=st.just("t"))),
    st.builds(RemovePage, PAGES),
    st.builds(MovePage, PAGES, NUMBERS),
    st.builds(
        InsertPages,
        st.lists(st.builds(Page, id=PAGES, number=NUMBERS, template=st.just("t"), label=LABELS), max_size=2).map(tuple),
        NUMBERS,
    ),
    st.builds(RemovePages, st.lists(PAGES, max_size=2).map(tuple)),
    st.builds(MovePages, st.lists(PAGES, max_size=3).map(tuple), NUMBERS),
    st.builds(
        AddAsset,
        st.builds(Asset, id=ASSETS, name=TEXTS, sha256=TEXTS, media=TEXTS, width=st.just(1), height=st.just(1)),
    ),
    st.builds(RemoveAsset, ASSETS),
    st.builds(AddQuery, queries),
    st.builds(AddNote, st.builds(Note, id=st.sampled_from(["n1", "n2"]), text=TEXTS, anchor=anchors)),
)

WORDS = ("甲乙丙丁戊", "甲乙，丙丁。")
START = Document(
    templates=(TEMPLATE,),
    pages=(
        Page(
            id="pg1",
            number=1,
            template="t",
            elements=(
                FolioBar(id="e1"),
                Block(
                    id="e2",
                    story="one",
                    area=(GridRect(0, 0, 2, 3),),
                    last=1,
                    pictures=(PicturePlace("pic1", 0, 1, 0, 2),),
                ),
            ),
        ),
        Page(
            id="pg2",
            number=3,
            template="t",
            elements=(Block(id="e3", story="one", area=(GridRect(0, 0, 2, 3),), first=1, headline=False),),
        ),
    ),
    stories=(
        Story(
            id="one",
            main=Paragraph(id="main", text=WORDS[0], breaks=(2, 4)),
            body=(
                Paragraph(id="p1", text=WORDS[0], spans=(Span(1, 3, "bold"),)),
                PictureRef(id="pic1", asset="as1", caption=Paragraph(id="cap", text=WORDS[1])),
                Paragraph(id="p2", text=WORDS[1], changes=(Change(2, 3, ",", "x"), Change(5, 6, ".", "x"))),
            ),
        ),
        Story(
            id="two",
            parent="one",
            body=(
                Paragraph(id="p1", text=WORDS[0]),
                Paragraph(id="p2", text=WORDS[1]),
                TableBlock(id="t1", rows=((Cell(paragraph=Paragraph(id="cell", text=WORDS[0])),),)),
            ),
        ),
    ),
    threads={"one": ("e2", "e3")},
    assets=(Asset(id="as1", name="甲.jpg", sha256="0", media="image/jpeg", width=1, height=1),),
    queries=(
        Query(id="q1", code="x", anchor=Anchor("one", "p2", 2, 3), fix=to_data(RevertChange("one", "p2", 1))),
        Query(id="q2", code="x", anchor=Anchor("one", "p1", 1, 4), fix=to_data(ReplaceText("one", "p1", 1, 4, "新"))),
    ),
)


def holds_together(document: Document) -> None:
    """What every part may rely on, whatever was edited."""
    stories = {each.id: each for each in document.stories}
    assets = {each.id for each in document.assets}
    standing = [each for page in document.pages for each in page.elements]
    assert len({each.id for each in standing}) == len(standing)
    assert len(stories) == len(document.stories)
    assert [page.number for page in document.pages] == sorted({page.number for page in document.pages})
    for each in standing:
        if isinstance(each, Block | TextFrame):
            assert each.story in stories
    for name, thread in document.threads.items():
        assert sorted(thread) == sorted(each.id for each in standing if getattr(each, "story", "") == name)
        assert len(thread) > 1
    for each in (*document.queries, *document.review.notes):
        if each.anchor is not None and each.anchor.paragraph:
            texts = {one.id: one.text for one in paragraphs(stories[each.anchor.story])}
            assert 0 <= each.anchor.start <= each.anchor.end <= len(texts[each.anchor.paragraph])
    for one in document.stories:
        assert not one.parent or one.parent in stories
        assert all(not each.asset or each.asset in assets for each in pictures(one))
        for text in paragraphs(one):
            length = len(text.text)
            assert all(0 <= span.start < span.end <= length for span in text.spans)
            assert all(0 <= change.start <= change.end <= length for change in text.changes)
            assert all(0 < at < length for at in text.breaks)
            assert not text.phrases or text.phrases[-1].at == length


def reopened(document: Document) -> Document:
    """The document as a file gives it back, every figure held to what a file may hold."""
    return msgspec.json.decode(msgspec.json.encode(document), type=Document)


TEXT_EDITS = (ReplaceText, SplitParagraph, JoinParagraphs, RevertChange, RemoveParagraph)


def fixes_fit(document: Document, foreign: set[str]) -> None:
    """A fix of the first queries, that have moved with the text, can still be applied (one added later may never have fitted)."""
    for query in document.queries:
        if query.id in {"q1", "q2"} - foreign and query.fix is not None:
            apply(document, from_data(query.fix))


@settings(max_examples=150, deadline=None)
@given(st.lists(EDITS, min_size=10, max_size=40))
def test_any_edits_leave_a_document_that_holds_together(edits: list[Edit]) -> None:
    document, added = START, set[str]()
    for edit in edits:
        before = document
        if isinstance(edit, AddQuery):
            added.add(edit.query.id)
        try:
            document = apply(document, edit)
        except Refusal as refusal:
            assert refusal.code.startswith("edits.")
            assert document is before
            continue
        holds_together(document)
        assert reopened(document) == document
        if isinstance(edit, TEXT_EDITS):
            fixes_fit(document, added)
        assert apply(before, from_data(to_data(edit))) == document
        assert apply(before, Batch("edits.typing", (edit,))) == document
