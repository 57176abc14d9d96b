"""Elements taken along with their copy: under ids of their own, whole or in part, at home in another issue."""

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.edits import RemoveElement, apply
from layoutdesk.edits.copies import Bundle, at_home, bundle, from_json, onto, renewed, to_json, waiting
from layoutdesk.model import (
    Asset,
    Block,
    Box,
    Cell,
    Document,
    GridRect,
    Page,
    Paragraph,
    PicturePlace,
    PictureRef,
    Span,
    Story,
    TableBlock,
    TextFrame,
)
from layoutdesk.model.library import shipped_templates

ASSET = Asset(id="as", name="堤.jpg", sha256="abc", media="image/jpeg", width=3, height=2)
STORY = Story(
    id="st",
    main=Paragraph(id="m", text="河堤完工", style="main"),
    body=(
        Paragraph(id="p1", text="甲乙丙丁戊", spans=(Span(1, 4, "bold"),)),
        PictureRef(id="pic", asset="as", caption=Paragraph(id="cap", text="河堤")),
        TableBlock(id="t", rows=((Cell(paragraph=Paragraph(id="c", text="1")),),)),
        Paragraph(id="p2", text="己庚"),
    ),
)
BLOCK = Block(id="b", story="st", area=(GridRect(0, 0, 2, 30),), pictures=(PicturePlace("pic", 0, 1, 0, 9),))


def issue(*elements: object) -> Document:
    template = shipped_templates()["tabloid-inside"]
    page = Page(id="pg", number=1, template=template.name, elements=elements)  # type: ignore[arg-type]
    return Document(pages=(page,), templates=(template,), stories=(STORY,), assets=(ASSET,))


def test_a_copy_sets_a_story_of_its_own_with_its_own_picture_and_table() -> None:
    ids = IdSource(b"1")
    held = renewed(bundle(issue(BLOCK), (BLOCK,), {}, ids.new), ids.new)
    (element,), (story,) = held.elements, held.stories
    assert isinstance(element, Block)
    assert element.story == story.id != "st"
    assert element.pictures[0].picture == story.body[1].id != "pic"
    assert story.main is not None and story.main.text == "河堤完工" and story.main.id != "m"
    new = issue(BLOCK)
    for edit in onto(new, "pg", held):
        new = apply(new, edit)
    assert len(new.pages[0].elements) == len(new.stories) == 2 and new.threads == {}


def test_a_block_or_frame_without_its_thread_takes_the_part_that_it_sets() -> None:
    rest = Block(id="rest", story="st", area=(GridRect(2, 0, 2, 30),), first=3, headline=False)
    frame = TextFrame(id="f", story="st", rect=Rect(0, 0, 90, 90))
    head = TextFrame(id="h", story="st", rect=Rect(0, 0, 90, 90), paragraph="m")
    ids, document = IdSource(b"1"), issue(BLOCK, rest, frame, head)
    held = bundle(document, (rest, frame, head), {"f": {"p1": (2, 5), "c": (0, 1)}}, ids.new)
    of_rest, of_frame, of_head = held.stories
    assert [each.id for each in of_rest.body] == ["p2"] and of_rest.main is None
    assert isinstance(held.elements[0], Block) and (held.elements[0].first, held.elements[0].last) == (0, -1)
    assert of_frame.body[0] == Paragraph(id="p1", text="丙丁戊", spans=(Span(0, 2, "bold"),))
    assert [each.id for each in of_frame.body] == ["p1", "t"]
    assert of_head.main == STORY.main and of_head.body == ()
    made = renewed(held, ids.new)
    assert isinstance(made.elements[2], TextFrame) and made.stories[2].main is not None
    assert made.elements[2].paragraph == made.stories[2].main.id != "m"


def test_the_middle_block_of_a_thread_takes_its_items_and_no_more() -> None:
    middle = Block(id="mid", story="st", area=(GridRect(2, 0, 2, 30),), first=1, last=3, headline=False)
    ids = IdSource(b"1")
    held = bundle(issue(BLOCK, middle), (middle,), {}, ids.new)
    assert [each.id for each in held.stories[0].body] == ["pic", "t"]
    (element,) = held.elements
    assert isinstance(element, Block) and (element.first, element.last) == (0, -1)


def test_what_is_cut_waits_for_its_place_and_keeps_its_story() -> None:
    ids, document = IdSource(b"1"), issue(BLOCK)
    held = from_json(to_json(bundle(document, (BLOCK,), {}, ids.new)))
    assert waiting(document, held) == frozenset()
    cut = apply(document, RemoveElement("pg", "b"))
    made = renewed(held, ids.new, waiting(cut, held))
    assert made.elements[0].id != "b" and made.stories == (STORY,)
    (edit,) = onto(cut, "pg", made)
    assert [getattr(each, "story", "") for each in apply(cut, edit).pages[0].elements] == ["st"]


def test_in_another_issue_pictures_are_those_of_the_same_bytes_or_missing() -> None:
    ids = IdSource(b"1")
    held = bundle(issue(BLOCK), (BLOCK,), {}, ids.new)
    held = Bundle(elements=held.elements, stories=(replace(STORY, parent="gone"),), assets=held.assets)
    empty, other = Document(), Document(assets=(replace(ASSET, id="there"),))
    for document, asset in ((empty, ""), (other, "there")):
        (story,) = at_home(document, held).stories
        assert isinstance(story.body[1], PictureRef)
        assert (story.body[1].asset, story.parent) == (asset, "")


def test_groups_are_new_ones_and_a_member_alone_has_none() -> None:
    ids = IdSource(b"1")
    one, two = (Box(id=name, rect=Rect(0, 0, 9, 9), group="g", locked=True) for name in ("one", "two"))
    groups = [each.group for each in renewed(Bundle(elements=(one, two)), ids.new).elements if isinstance(each, Box)]
    assert groups[0] == groups[1] not in ("", "g")
    (alone,) = renewed(Bundle(elements=(one,)), ids.new).elements
    assert isinstance(alone, Box) and (alone.group, alone.locked) == ("", False)
