"""Whatever figures, names and styles an issue file may hold, its pages are composed."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context
from layoutdesk.compose.division import split_points
from layoutdesk.compose.framerows import MOST_ROWS, frame_rows
from layoutdesk.compose.page import compose_page
from layoutdesk.edits import SetBlock, SetBreaks, SetElement, SetParagraphStyle, SetPhrases, SetSpan, apply
from layoutdesk.model import (
    Advert,
    Asset,
    Block,
    Box,
    Cell,
    Document,
    FolioBar,
    GridRect,
    Page,
    Paragraph,
    PictureFrame,
    PicturePlace,
    PictureRef,
    QrCode,
    Span,
    Story,
    TableBlock,
    TextFrame,
)
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Joint
from layoutdesk.model.styles import CHARACTER_STYLES
from layoutdesk.text.fonts import pip_fonts

TEMPLATE = shipped_templates()["broadsheet-inside"]
TEXT = "今天上午，“全市”运动会开幕，来自ABC公司的International代表团共3,500人参加。" * 4


def text(name: str, words: str = TEXT, style: str = "body", **fields: object) -> Paragraph:
    return Paragraph(id=name, text=words, style=style, **fields)


TABLE = TableBlock(
    id="t1",
    rows=tuple(
        tuple(
            Cell(paragraph=text(f"c{row}{column}", f"{row * column}.5万元" if row else "宗地编号", "cell"))
            for column in range(3)
        )
        for row in range(6)
    ),
)
READING = Span(5, 7, "reading", "quán shì")
STORIES = (
    Story(
        id="s1",
        kicker=text("k", "体育盛会", "kicker"),
        main=text("main", "全市运动会开幕式隆重举行", "main", phrases=(Joint(2, 1), Joint(5), Joint(12))),
        body=(
            text("p1", drop=3, spans=(Span(0, 4, "dots"), READING, Span(10, 14, "superscript"))),
            text("sub", "小标题在这里", "subhead", rows=2),
            text("p2", more_lines=1),
            TABLE,
            PictureRef(id="pic", asset="as", caption=text("cap", "开幕式。", "caption"), credit=text("cr", "张三摄", "credit")),
            text("p3", spans=(Span(3, 9, "wave"), Span(20, 30, "bold"))),
        ),
        byline=text("by", "记者李四", "byline"),
    ),
    Story(id="s2", main=text("m2", "第二篇稿件的标题", "main"), body=(text("q1", spans=(READING,)),)),
    Story(id="s3", body=(text("f1", drop=2, spans=(READING,)), replace(TABLE, id="t2"), text("f2"))),
)  # fmt: skip
PLACE = PicturePlace("pic", 1, 2, 4, 12, width=14.0, shift=1.0, caption="right", caption_width=5.0)
PAGES = (
    Page(
        id="pg1",
        number=1,
        template=TEMPLATE.name,
        elements=(
            FolioBar(id="e0"),
            Block(
                id="e1", story="s1", area=(GridRect(0, 0, 4, 60),), columns=5, mode="free", gutter=1.0, last=5,
                frame="meander", tint="lattice", pictures=(PLACE,),
            ),
            Block(id="e2", story="s2", area=(GridRect(4, 0, 2, 40),), head_at="left"),
            TextFrame(id="e3", story="s3", rect=Rect(100, 1000, 200, 300), columns=2, wrap=1.0, step=12.0),
            TextFrame(id="e4", story="s3", rect=Rect(400, 900, 200, 300), gutter=3.0),
            Box(id="e5", rect=Rect(150, 500, 100, 80), border="rope", tint="slant", wrap=2.0),
            QrCode(id="e6", rect=Rect(500, 500, 60, 80), text="http://a.cn", wrap=1.0),
            Advert(id="e7", area=GridRect(4, 41, 2, 10), wrap=1.0),
            PictureFrame(id="e8", rect=Rect(300, 300, 80, 80), asset="as", wrap=1.5),
        ),
    ),
    Page(
        id="pg2",
        number=2,
        template=TEMPLATE.name,
        elements=(Block(id="e9", story="s1", area=(GridRect(0, 0, 3, 30),), first=5),),
    ),
)  # fmt: skip
ISSUE = Document(
    templates=(TEMPLATE,),
    pages=PAGES,
    stories=STORIES,
    assets=(Asset(id="as", name="a.jpg", sha256="0" * 64, media="image/jpeg", width=300, height=200),),
    threads={"s1": ("e1", "e9"), "s3": ("e3", "e4")},
)


def whole(value: Any) -> Any:
    """Plain data with every field, also those that are left out of a file because they have their default."""
    if isinstance(value, msgspec.Struct):
        config = type(value).__struct_config__
        fields = [(name, whole(getattr(value, name))) for name in value.__struct_fields__]
        if config.array_like:
            return [each for _, each in fields]
        return {**({config.tag_field: config.tag} if config.tag else {}), **dict(fields)}
    if isinstance(value, list | tuple):
        return [whole(each) for each in value]
    return value


#: What a file names or what its opening holds to something else in it.
_NAMES = {"id", "type", "text", "template", "origin"}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        if isinstance(each, dict | list):
            yield from leaves(each, (*path, key))
        elif key not in _NAMES and each is not None:
            yield (*path, key)


DATA = {"stories": whole(STORIES), "pages": whole(PAGES)}
PATHS = sorted(leaves(DATA), key=str)
NUMBERS = (-10_000, -1000, -10, -3, -1, 0, 1, 2, 3, 5, 11, 60, 100, 400, 1000, 10_000, 10**5, 2**40)
WORDS = (
    "", "x", "none", "column", "band", "three", "open", "rows", "head", "box", "tint", "corner-flower", "corner-notch",
    "5", "dots", "left", "right", "top", "over", "relative", "absolute", "automatic", "s1", "s2", "s3", "字" * 400,
    "a " * 200, "e\u0301😀", *TEMPLATE.styles, *CHARACTER_STYLES,
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from([0.05, 0.5, -0.5, 1e-9, 20.0, 5000.0, 1e5, -1e5]),
    st.sampled_from(WORDS),
    st.booleans(),
)


def changed(changes: list[tuple[tuple[Any, ...], object]]) -> Document | None:
    """The issue with some of its values changed, as an opened file would give it; ``None`` where opening refuses it."""
    data = msgspec.json.decode(msgspec.json.encode(DATA))
    for path, value in changes:
        part = data
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
    try:
        stories = msgspec.convert(data["stories"], tuple[Story, ...])
        return replace(ISSUE, stories=stories, pages=msgspec.convert(data["pages"], tuple[Page, ...]))
    except msgspec.ValidationError:
        return None


def composed(document: Document) -> None:
    for page in document.pages:
        compose_page(document, page.id, pip_fonts())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), min_size=1, max_size=4))
def test_any_values_that_a_file_may_hold_are_composed(changes: list[tuple[tuple[Any, ...], object]]) -> None:
    document = changed(changes)
    if document is not None:
        composed(document)


def test_every_style_may_be_given_to_any_paragraph() -> None:
    """Also a character style, which has neither face nor size of its own, and a heading's for a whole paragraph."""
    for style in (*TEMPLATE.styles, *CHARACTER_STYLES):
        for part in ("p1", "main", "k", "cap", "c00", "by"):
            try:
                document = apply(ISSUE, SetParagraphStyle("s1", part, style))
            except Refusal:
                continue
            composed(document)


def test_a_picture_frame_without_a_part_to_show_shows_the_whole() -> None:
    page = PAGES[0]
    frame = PictureFrame(id="e8", rect=Rect(300, 300, 80, 80), asset="as", crop=Rect(0.5, 0.5, 0, 0))
    whole_frame = replace(frame, crop=Rect(0, 0, 1, 1))
    pages = [replace(page, elements=(each,)) for each in (frame, whole_frame)]
    one, other = (compose_page(replace(ISSUE, pages=(each,)), "pg1", pip_fonts()).display for each in pages)
    assert one == other


def test_a_long_paragraph_in_a_headings_style_is_set_like_any_other() -> None:
    """A paragraph made a subhead by mistake is set in lines that hold what they can: making them even would take minutes."""
    long = text("long", TEXT * 5, "subhead")
    story = Story(id="s", main=text("m", "标题在此", "main"), body=(long, text("after")))
    block = Block(id="e", story="s", area=(GridRect(0, 0, 6, 90),), columns=2)
    page = replace(PAGES[0], elements=(block,))
    composed = compose_page(replace(ISSUE, stories=(story,), pages=(page,), threads={}), "pg1", pip_fonts())
    lines = [line.text for line in composed.lines if line.paragraph == "long"]
    assert "".join(lines) == long.text
    assert all(abs(len(above) - len(lines[1])) < len(lines[1]) / 2 for above in lines[:-1])


def test_a_story_pasted_into_a_headline_is_divided_and_the_desk_goes_on() -> None:
    """Every pair of its places was looked at: 8,000 characters took seconds at every letter, 200,000 never ended."""
    long = TEXT * (100_000 // len(TEXT))
    cuts = split_points(long, 4, 30.0)
    lines = [end - start for start, end in pairwise((0, *cuts, len(long)))]
    assert len(lines) == 4
    assert max(lines) < 1.1 * min(lines)
    story = Story(id="s", main=text("m", long[:8_000], "main"), body=(text("after"),))
    page = replace(PAGES[0], elements=(Block(id="e", story="s", area=(GridRect(0, 0, 6, 90),), columns=2),))
    composed = compose_page(replace(ISSUE, stories=(story,), pages=(page,), threads={}), "pg1", pip_fonts())
    assert "compose.overset" in {problem.code for problem in composed.problems}


def test_a_frame_of_endless_rows_ends() -> None:
    """A step of a thousandth of a point in the tallest frame: so many rows are enough for any page."""
    frame = TextFrame(id="e3", story="s2", rect=Rect(0, 0, 400, 100_000), step=0.001)
    box = Box(id="e5", rect=Rect(50, 0, 100, 100_000), wrap=1.0)
    page = replace(PAGES[0], elements=(frame, box))
    assert frame_rows(Context(TEMPLATE, pip_fonts(), {}), frame).count == MOST_ROWS
    assert compose_page(replace(ISSUE, pages=(page,), threads={}), "pg1", pip_fonts()).lines


def test_a_figure_beyond_what_a_file_may_hold_is_refused_before_it_is_stored() -> None:
    """Else the issue would be saved with it and never be opened again."""
    for edit in (
        SetBlock("pg1", "e1", gutter=1e9),
        SetBlock("pg1", "e1", columns=101),
        SetBlock("pg1", "e1", head_rows=10**6),
        SetBlock("pg1", "e1", pictures=(replace(PLACE, wrap=1e9),)),
        SetElement("pg1", replace(PAGES[0].elements[5], weight=-1.0)),
        SetBreaks("s1", "main", (), 1e6),
        SetPhrases("s1", "main", (Joint(3, 10), Joint(12))),
        SetSpan("s1", "p1", 0, 1, "reading", "a" * 401),
    ):
        with pytest.raises(Refusal) as refused:
            apply(ISSUE, edit)
        assert refused.value.code in ("edits.element-figure", "edits.size", "edits.breaks", "edits.reading")


def test_what_is_kept_of_typing_all_day_is_bounded_in_lines() -> None:
    """Every letter sets its block anew: kept by number they took 0.2 MB each, and the window a gigabyte after a morning."""
    from layoutdesk.compose.elements import BLOCKS

    block = Block(id="e", story="s", area=(GridRect(0, 0, 8, 110),), columns=4)
    page = replace(PAGES[0], elements=(block,))
    body = tuple(text(f"p{number}", TEXT * 3) for number in range(20))
    story = Story(id="s", main=text("m", "标题在此", "main"), body=body)
    BLOCKS.clear()
    lines = 0
    for number in range(200):
        typed = replace(story, body=(text("p0", TEXT[number % 40 :]), *body[1:]))
        composed = compose_page(replace(ISSUE, stories=(typed,), pages=(page,), threads={}), "pg1", pip_fonts())
        lines = max(lines, len(composed.lines))
        assert BLOCKS.weight <= 6_000
    assert 200 * lines > 6_000
    kept = IdentityCache[str](10, len)
    for word in ("四个字啊", "五个字在此", "这一条比上限还要长得多了"):
        kept.get((word,), lambda word=word: word)
    assert (len(kept), kept.weight) == (1, 12)
