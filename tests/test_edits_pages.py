"""Elements, pages, stories and the issue: edits do what they say, refuse what cannot be, and leave the rest alone."""

import pickle
import re
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

import layoutdesk.edits
from layoutdesk import words
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import (
    AddAsset,
    AddCaption,
    AddHeadlinePart,
    AddNote,
    AddPage,
    AddParagraph,
    AddPicture,
    AddStory,
    AssignPicture,
    Batch,
    Edit,
    MovePage,
    MoveToPage,
    OrderElement,
    PlaceElement,
    RemoveAsset,
    RemoveElement,
    RemoveNote,
    RemovePage,
    RemoveParagraph,
    RemovePicture,
    RemoveStory,
    SetArea,
    SetBlock,
    SetCredits,
    SetElement,
    SetElements,
    SetFrame,
    SetMeta,
    SetPage,
    SetParagraphStyle,
    SetStory,
    SetStyle,
    SettleQuery,
    apply,
    from_data,
    to_data,
)
from layoutdesk.edits.apply import TABLE
from layoutdesk.edits.labels import label
from layoutdesk.model import (
    Advert,
    Anchor,
    Asset,
    Block,
    Box,
    Credits,
    Document,
    FolioBar,
    FolioSpec,
    Grid,
    GridRect,
    Meta,
    Note,
    Page,
    Paragraph,
    PicturePlace,
    PictureRef,
    QrCode,
    Query,
    Story,
    Template,
    TextFrame,
    TextStyle,
)

AREA = (GridRect(0, 0, 2, 10),)
TEMPLATE = Template(
    name="t",
    title={"zh": "试版", "en": "Trial"},
    trim_mm=(390, 545),
    grid=Grid(columns=6, column_chars=12, gutter=1, body_size=9, step=13, rows=100, top_mm=30),
    folio=FolioSpec(top_mm=10, height_mm=10),
    headlines=(),
    styles={"boxed": TextStyle()},
)


def block(name: str, story: str, area: tuple[GridRect, ...] = AREA) -> Block:
    return Block(id=name, story=story, area=area)


@pytest.fixture
def issue() -> Document:
    picture = PictureRef(id="pic", asset="as", caption=Paragraph(id="cap", text="河堤"))
    one = Story(id="one", main=Paragraph(id="m", text="河堤完工"), body=(Paragraph(id="p", text="甲"), picture))
    pages = (
        Page(id="pg1", number=1, template="t", label="A01", elements=(FolioBar(id="bar"), block("b1", "one"))),
        Page(id="pg3", number=3, template="t", elements=(block("b2", "two"),)),
    )
    return Document(
        pages=pages,
        templates=(TEMPLATE,),
        stories=(one, Story(id="two", parent="one")),
        assets=(Asset(id="as", name="堤.jpg", sha256="0", media="image/jpeg", width=1, height=1),),
        queries=(Query(id="q1", code="x", anchor=Anchor("one", "p", 0, 1)), Query(id="q2", code="x", page="pg1")),
    )


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (PlaceElement("none", block("b", "one")), "edits.no-page"),
        (PlaceElement("pg1", block("b", "none")), "edits.no-story"),
        (PlaceElement("pg1", block("b2", "one")), "edits.id-taken"),
        (PlaceElement("pg1", block("b", "one"), 9), "edits.place"),
        (PlaceElement("pg1", block("b", "one", ())), "edits.area-shape"),
        (PlaceElement("pg1", block("b", "one", AREA * 2)), "edits.area-shape"),
        (PlaceElement("pg1", block("b", "one", (GridRect(5, 0, 2, 3),))), "edits.area-outside"),
        (PlaceElement("pg1", Advert(id="ad", area=GridRect(0, -1, 2, 3))), "edits.area-outside"),
        (PlaceElement("pg1", Advert(id="ad", area=GridRect(0, 1, 2, 3), asset="none")), "edits.no-asset"),
        (PlaceElement("pg1", Advert(id="ad", area=GridRect(0, 1, 2, 3), story="none")), "edits.no-story"),
        (PlaceElement("pg1", Box(id="box", rect=Rect(0, 0, 0, 5))), "edits.no-room"),
        (RemoveElement("pg1", "b2"), "edits.no-element"),
        (SetElement("pg1", FolioBar(id="b1")), "edits.other-kind"),
        (SetArea("pg1", "bar", AREA), "edits.no-area"),
        (SetBlock("pg1", "bar", columns=2), "edits.no-block"),
        (SetBlock("pg1", "b1", columns=-2), "edits.block-figure"),
        (SetBlock("pg1", "b1", frame="lace"), "edits.block-frame"),
        (SetFrame("pg1", "b1", Rect(0, 0, 1, 1)), "edits.no-frame"),
        (MoveToPage("pg1", "b1", "pg1"), "edits.same-page"),
        (SetElements("pg1", (block("x", "one"), block("x", "two"))), "edits.id-taken"),
        (SetElements("pg1", (block("b2", "one"),)), "edits.id-taken"),
        (AddPage(Page(id="new", number=3, template="t")), "edits.page-number"),
        (AddPage(Page(id="new", number=4, template="none")), "edits.no-template"),
        (SetPage("pg1", template="none"), "edits.no-template"),
        (MovePage("pg1", 2), "edits.place"),
        (AddStory(Story(id="one")), "edits.id-taken"),
        (AddPicture("one", PictureRef(id="new", caption=Paragraph(id="p", text="甲"))), "edits.id-taken"),
        (SetStory("one", parent="one"), "edits.parent"),
        (SetStory("one", parent="two"), "edits.parent"),
        (SetParagraphStyle("one", "p", "lace"), "edits.no-style"),
        (AddHeadlinePart("one", "main", Paragraph(id="x", text="")), "edits.part-there"),
        (AddParagraph("one", Paragraph(id="cap", text="")), "edits.id-taken"),
        (AddCaption("one", "pic", "caption", Paragraph(id="x", text="")), "edits.part-there"),
        (RemovePicture("one", "p"), "edits.no-picture"),
        (AssignPicture("one", "pic", "none"), "edits.no-asset"),
        (RemoveAsset("as"), "edits.asset-shown"),
        (SettleQuery("none", "accepted"), "edits.no-query"),
        (RemoveNote("none"), "edits.no-note"),
        (Batch("edits.make-up", (SetPage("pg1", name="要闻"), RemovePage("none"))), "edits.no-page"),
    ],
)
def test_what_cannot_be_is_refused_in_words(issue: Document, edit: Edit, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        apply(issue, edit)
    assert refusal.value.code == code
    for language in words.LANGUAGES:
        assert "{" not in words.refusal_text(refusal.value, language)


def test_placing_and_taking_off(issue: Document) -> None:
    new = apply(issue, PlaceElement("pg1", block("b3", "two"), 1))
    assert [each.id for each in new.page("pg1").elements] == ["bar", "b3", "b1"]
    assert new.page("pg3") is issue.page("pg3")
    assert new.stories is issue.stories
    assert new.threads == {"two": ("b3", "b2")}
    gone = apply(new, RemoveElement("pg1", "b3"))
    assert gone.page("pg1").elements == issue.page("pg1").elements
    assert gone.threads == {}


def test_a_thread_keeps_its_order_and_takes_new_frames_at_the_end(issue: Document) -> None:
    issue = apply(issue, PlaceElement("pg3", TextFrame(id="f1", story="one", rect=Rect(0, 0, 9, 9))))
    issue = apply(issue, PlaceElement("pg1", TextFrame(id="f2", story="one", rect=Rect(0, 0, 9, 9)), 0))
    assert issue.threads == {"one": ("b1", "f1", "f2")}
    assert apply(issue, OrderElement("pg1", "f2", -1)).threads is issue.threads


def test_area_block_frame_and_order(issue: Document) -> None:
    areas = (GridRect(0, 0, 4, 10), GridRect(0, 10, 2, 10))
    assert apply(issue, SetArea("pg1", "b1", areas)).page("pg1").elements[1].area == areas
    assert apply(issue, SetArea("pg1", "b1", AREA)) is issue
    new = apply(issue, SetBlock("pg1", "b1", columns=3, locked=True, pictures=(PicturePlace("pic", 0, 1, 0, 9),)))
    changed = new.page("pg1").elements[1]
    assert isinstance(changed, Block)
    assert (changed.columns, changed.locked, changed.area) == (3, True, AREA)
    assert new.page("pg1").elements[0] is issue.page("pg1").elements[0]
    assert [each.id for each in apply(issue, OrderElement("pg1", "b1", 0)).page("pg1").elements] == ["b1", "bar"]
    framed = apply(issue, PlaceElement("pg1", Box(id="box", rect=Rect(0, 0, 5, 5))))
    assert apply(framed, SetFrame("pg1", "box", Rect(1, 1, 5, 5))).page("pg1").elements[2].rect.x == 1
    coded = apply(issue, PlaceElement("pg1", QrCode(id="qr", rect=Rect(0, 0, 60, 60), text="https://example.cn")))
    assert apply(coded, SetFrame("pg1", "qr", Rect(9, 0, 60, 60))).page("pg1").elements[2].rect.x == 9


def test_a_frame_for_one_part_of_a_story(issue: Document) -> None:
    frame = TextFrame(id="f", story="one", rect=Rect(0, 0, 90, 9), paragraph="p")
    assert apply(issue, PlaceElement("pg1", frame)).page("pg1").elements[-1] is frame
    with pytest.raises(Refusal) as refusal:
        apply(issue, PlaceElement("pg1", replace(frame, paragraph="gone")))
    assert refusal.value.code == "edits.no-paragraph"
    # One that lost its paragraph can still be moved out of the way.
    lost = apply(apply(issue, PlaceElement("pg1", frame)), RemoveParagraph("one", "p"))
    assert apply(lost, SetFrame("pg1", "f", Rect(5, 5, 90, 9))).page("pg1").elements[-1] != frame


def test_elements_of_earlier_files_are_read() -> None:
    rows = (
        b'{"type":"text-frame","id":"f","story":"one","rect":{"x":0,"y":0,"w":9,"h":9}}',
        b'{"type":"advert","id":"ad","area":{"column":0,"row":0,"columns":1,"rows":9},"asset":"as"}',
    )
    frame, advert = (msgspec.json.decode(row, type=TextFrame | Advert) for row in rows)
    assert (frame.columns, frame.step, frame.paragraph) == (1, 0, "")
    assert (advert.label, advert.story) == ("", "")


def test_moving_to_another_page(issue: Document) -> None:
    new = apply(issue, MoveToPage("pg1", "b1", "pg3", area=(GridRect(2, 0, 2, 5),)))
    assert [each.id for each in new.page("pg1").elements] == ["bar"]
    assert [each.id for each in new.page("pg3").elements] == ["b2", "b1"]


def test_a_page_made_up_anew_keeps_what_stays_equal(issue: Document) -> None:
    bar, first = issue.page("pg1").elements
    new = apply(issue, SetElements("pg1", (FolioBar(id="bar"), block("b9", "two"), block("b1", "one"))))
    elements = new.page("pg1").elements
    assert elements[0] is bar
    assert elements[2] is first
    assert apply(issue, SetElements("pg1", (FolioBar(id="bar"), block("b1", "one")))) is issue


def test_pages_stand_by_number_and_places_keep_number_and_label(issue: Document) -> None:
    new = apply(issue, AddPage(Page(id="pg2", number=2, template="t", name="副刊")))
    assert [page.id for page in new.pages] == ["pg1", "pg2", "pg3"]
    moved = apply(new, MovePage("pg3", 0))
    assert [(page.id, page.number, page.label) for page in moved.pages] == [
        ("pg3", 1, "A01"),
        ("pg1", 2, ""),
        ("pg2", 3, ""),
    ]
    assert apply(new, MovePage("pg1", 0)) is new
    gone = apply(issue, RemovePage("pg1"))
    assert [page.number for page in gone.pages] == [3]
    assert gone.queries[1].page == ""
    assert gone.queries[0] is issue.queries[0]


def test_removing_a_story_takes_what_would_hang_in_the_air(issue: Document) -> None:
    issue = apply(issue, AddNote(Note(id="n", text="?", anchor=Anchor("one", "p"))))
    gone = apply(issue, RemoveStory("one"))
    assert [each.id for each in gone.page("pg1").elements] == ["bar"]
    assert [each.id for each in gone.queries] == ["q2"]
    assert gone.review.notes == ()
    assert gone.story("two").parent == ""


def test_removing_a_paragraph_hangs_its_queries_on_the_story(issue: Document) -> None:
    gone = apply(issue, RemoveParagraph("one", "p"))
    assert [item.id for item in gone.story("one").body] == ["pic"]
    assert gone.queries[0].anchor == Anchor("one")
    assert apply(issue, RemoveParagraph("one", "m")).story("one").main is None
    assert apply(issue, RemoveParagraph("one", "cap")).story("one").body[1] == PictureRef(id="pic", asset="as")


def test_blocks_keep_setting_what_they_set_when_items_come_and_go(issue: Document) -> None:
    def ranges(document: Document) -> list[tuple[int, int]]:
        return [(each.first, each.last) for page in document.pages for each in page.elements if isinstance(each, Block)]

    split = apply(issue, SetBlock("pg1", "b1", last=1))
    split = apply(split, PlaceElement("pg3", Block(id="b3", story="one", area=AREA, first=1, headline=False)))
    assert ranges(split) == [(0, 1), (0, -1), (1, -1)]
    # What comes at the seam goes to the block of the item before it, or to the block that is named.
    added = apply(split, AddParagraph("one", Paragraph(id="x", text="乙"), 1))
    assert ranges(added) == [(0, 2), (0, -1), (2, -1)]
    assert ranges(apply(added, RemoveParagraph("one", "x"))) == [(0, 1), (0, -1), (1, -1)]
    named = apply(split, AddParagraph("one", Paragraph(id="x", text="乙"), 1, block="b3"))
    assert ranges(named) == [(0, 1), (0, -1), (1, -1)]
    # The block that loses its only paragraph sets nothing; it does not set all, and takes what comes in its place.
    emptied = apply(split, RemoveParagraph("one", "p"))
    assert ranges(emptied) == [(0, 0), (0, -1), (0, -1)]
    assert ranges(apply(emptied, AddParagraph("one", Paragraph(id="x", text="乙"), 0))) == [(0, 1), (0, -1), (1, -1)]


def test_pictures_of_a_story(issue: Document) -> None:
    issue = apply(issue, SetBlock("pg1", "b1", pictures=(PicturePlace("pic", 0, 1, 0, 9),)))
    issue = apply(issue, AddPicture("one", PictureRef(id="pic2"), 0))
    issue = apply(issue, AddCaption("one", "pic2", "credit", Paragraph(id="credit", text="林晚 摄")))
    issue = apply(issue, AssignPicture("one", "pic2", "as"))
    assert issue.story("one").body[0].asset == "as"
    gone = apply(issue, RemovePicture("one", "pic"))
    assert [item.id for item in gone.story("one").body] == ["pic2", "p"]
    assert gone.page("pg1").elements[1].pictures == ()
    assert gone.page("pg3") is issue.page("pg3")


def test_the_issue_itself(issue: Document) -> None:
    new = apply(issue, SetMeta(Meta(paper="澄湖晚报", date="2031-05-02")))
    assert new.meta.paper == "澄湖晚报"
    assert new.pages is issue.pages
    new = apply(issue, SetCredits("pg1", Credits(editor=("林晚",))))
    assert new.page("pg1").credits.editor == ("林晚",)
    assert apply(issue, SetPage("pg1", name="要闻", label="A1")).page("pg1").name == "要闻"
    styled = apply(issue, SetStyle("body", TextStyle(size=10)))
    assert styled.styles["body"].size == 10
    assert apply(styled, SetStyle("body")).styles == {}
    assert apply(issue, SettleQuery("q1", "dismissed", "林晚")).queries[0].state == "dismissed"
    assert apply(issue, AddAsset(Asset(id="a2", name="b", sha256="1", media="image/png", width=1, height=1))).assets[1]
    assert apply(issue, SetParagraphStyle("one", "p", "boxed")).story("one").body[0].style == "boxed"


@pytest.mark.parametrize("date", ["2020-02-30", "20200219", "2020-2-9", "明天", "2020-W08-3"])
def test_a_date_is_a_day_of_the_calendar(issue: Document, date: str) -> None:
    with pytest.raises(Refusal) as refused:
        apply(issue, SetMeta(meta=msgspec.structs.replace(issue.meta, date=date)))
    assert refused.value.code == "edits.no-such-day"


def test_a_batch_is_one_step_and_nothing_changes_where_one_part_is_refused(issue: Document) -> None:
    batch = Batch("edits.make-up", (SetPage("pg1", name="要闻"), SetPage("pg3", name="副刊")))
    new = apply(issue, batch)
    assert [page.name for page in new.pages] == ["要闻", "副刊"]
    assert from_data(to_data(batch)) == batch
    assert pickle.loads(pickle.dumps(batch)) == batch
    assert label(batch, issue, new).code == "edits.make-up"


def test_data_that_are_no_edit_are_refused() -> None:
    for data in ({}, {"type": "explode"}, {"type": "remove-page"}, {"type": "remove-page", "page": "p", "more": 1}):
        with pytest.raises(Refusal, match=r"edits\.not-an-edit"):
            from_data(data)


def test_every_edit_has_a_function() -> None:
    kinds = {
        kind for kind in vars(layoutdesk.edits).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    }
    assert kinds - {Batch} == set(TABLE)


def test_every_refusal_of_the_room_has_its_words() -> None:
    folder = Path(layoutdesk.edits.__file__).parent
    codes = {
        code for file in folder.glob("*.py") for code in re.findall(r'Refusal\(\s*"([\w.-]+)"', file.read_text("utf-8"))
    }
    assert codes
    assert codes <= set(words.catalogue("zh"))
