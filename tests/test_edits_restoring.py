"""Parts of an earlier version brought back: a page, a story, an element, and every story printed once."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import from_json, to_json
from layoutdesk.edits.restoring import restoring_issue, restoring_page, restoring_part
from layoutdesk.model import (
    Anchor,
    Asset,
    Block,
    Document,
    GridRect,
    Meta,
    Note,
    Page,
    Paragraph,
    PictureFrame,
    Query,
    Review,
    Story,
)
from layoutdesk.model.gaps import missing
from layoutdesk.model.library import shipped_templates

TEMPLATE = shipped_templates()["tabloid-inside"]


def story(name: str, count: int = 4) -> Story:
    body = tuple(Paragraph(id=f"{name}-{n}", text=f"第{n}段，{name}。") for n in range(count))
    return Story(id=name, main=Paragraph(id=f"{name}-main", text=f"标题{name}", style="main"), body=body)


def block(name: str, of: str, column: int = 0, first: int = 0, last: int = -1) -> Block:
    return Block(id=name, story=of, area=(GridRect(column, 0, 2, 20),), first=first, last=last, headline=not first)


PHOTO = Asset(id="photo", name="tea.jpg", sha256="a" * 64, media="image/jpeg", width=10, height=10)
WANTED = Document(
    meta=Meta(paper="澄湖晚报"),
    templates=(TEMPLATE,),
    pages=(
        Page(id="one", number=1, label="A01", template=TEMPLATE.name, elements=(block("b1", "tea"), block("b2", "sea", 2, 0, 2))),
        Page(
            id="two", number=2, label="A02", template=TEMPLATE.name,
            elements=(block("b3", "sea", 0, 2), PictureFrame(id="f1", rect=Rect(9, 9, 90, 90), asset="photo")),
        ),
        Page(id="three", number=3, label="A03", template=TEMPLATE.name, elements=(block("b4", "kite"),)),
    ),
    stories=(story("tea"), story("sea"), story("kite")),
    assets=(PHOTO,),
    queries=(Query(id="q", code="intake.unsure-lead", anchor=Anchor("tea", "tea-1", 1, 3)),),
    threads={"sea": ("b2", "b3")},
)  # fmt: skip


def after(*steps: edits.Edit, of: Document = WANTED) -> Document:
    for step in steps:
        of = edits.apply(of, step)
    return of


def homes(document: Document) -> dict[str, str]:
    return {each.id: page.id for page in document.pages for each in page.elements}


def test_a_picture_linked_to_another_file_comes_back_with_its_page_and_with_its_element() -> None:
    today = after(edits.SetAsset(replace(PHOTO, sha256="b" * 64, name="other.jpg")))
    for edit in (restoring_page(today, WANTED, "two", 7), restoring_part(today, WANTED, 7, element="f1")):
        assert edits.apply(today, from_json(to_json(edit))).assets == (PHOTO,)
    assert edits.apply(today, restoring_page(today, WANTED, "one", 7)).assets == today.assets


def test_a_page_comes_back_with_its_copy_and_nothing_else_does() -> None:
    today = after(
        edits.SetArea("one", "b1", (GridRect(0, 30, 2, 20),)),
        edits.ReplaceText("tea", "tea-0", 0, 3, "头"),
        edits.ReplaceText("kite", "kite-0", 0, 3, "头"),
        edits.SetMeta(Meta(paper="澄湖早报")),
    )
    edit = restoring_page(today, WANTED, "one", 7)
    back = edits.apply(today, from_json(to_json(edit)))
    assert back.page("one") == WANTED.page("one")
    assert back.story("tea") == WANTED.story("tea")
    assert back.story("kite") is today.story("kite")
    assert back.meta is today.meta
    assert edits.code(edit) == "edits.restore-page"
    # What is the same in both is no part of the edit.
    assert [each.id for each in edit.stories] == ["tea"]


def test_what_was_moved_to_another_page_since_is_not_printed_twice() -> None:
    today = after(edits.MoveToPage("one", "b1", to="three"))
    back = edits.apply(today, restoring_page(today, WANTED, "one", 1))
    assert homes(back) == homes(WANTED)


def test_a_jump_comes_back_with_both_its_ends() -> None:
    today = after(edits.RemoveElement("two", "b3"))
    assert missing(today) == {}
    back = edits.apply(today, restoring_page(today, WANTED, "one", 1))
    assert homes(back) == homes(WANTED)
    assert [(each.first, each.last) for each in (*back.page("one").elements[1:], back.page("two").elements[0])] == [
        (0, 2),
        (2, -1),
    ]
    assert back.threads == WANTED.threads


def test_a_story_that_stands_there_only_now_waits_again_or_goes_on_elsewhere() -> None:
    today = after(edits.MoveToPage("three", "b4", to="one"))
    back = edits.apply(today, restoring_page(today, WANTED, "one", 1))
    assert homes(back).keys() == homes(WANTED).keys() - {"b4"}
    assert any(each.id == "kite" for each in back.stories)


def test_a_page_that_was_deleted_comes_back_in_its_place() -> None:
    today = after(edits.RemovePages(("two",)), edits.RemoveAsset("photo"))
    assert [page.label for page in today.pages] == ["A01", "A02"]
    back = edits.apply(today, restoring_page(today, WANTED, "two", 1))
    assert [page.id for page in back.pages] == ["one", "two", "three"]
    assert [page.label for page in back.pages] == ["A01", "A02", "A03"]
    assert homes(back) == homes(WANTED)
    assert back.assets == (PHOTO,)
    assert missing(back) == {}


def test_a_page_that_went_to_another_place_since_keeps_the_number_of_that() -> None:
    today = after(edits.MovePages(("one",), 2), edits.RemoveElement("one", "b1"))
    back = edits.apply(today, restoring_page(today, WANTED, "one", 1))
    assert [(page.id, page.label) for page in back.pages] == [("two", "A01"), ("three", "A02"), ("one", "A03")]
    assert "b1" in homes(back)


def test_copy_comes_back_and_its_block_stays_where_it_is_now() -> None:
    today = after(
        edits.SetArea("one", "b1", (GridRect(0, 30, 2, 20),)),
        edits.ReplaceText("tea", "tea-1", 0, 6, "别的"),
        edits.SplitParagraph("tea", "tea-0", 2, "tea-new"),
    )
    edit = restoring_part(today, WANTED, 3, story="tea")
    back = edits.apply(today, edit)
    assert back.story("tea") == WANTED.story("tea")
    assert back.pages is today.pages
    assert back.queries == WANTED.queries
    assert edits.code(edit) == "edits.restore-part"


def test_questions_that_came_since_stay_with_the_story() -> None:
    today = after(
        edits.ReplaceText("tea", "tea-1", 0, 6, "别的"),
        edits.SplitParagraph("tea", "tea-0", 2, "tea-new"),
        edits.AddQuery(Query(id="later", code="intake.unsure-lead", anchor=Anchor("tea", "tea-new", 0, 1))),
    )
    back = edits.apply(today, restoring_part(today, WANTED, 3, story="tea"))
    (later,) = [each for each in back.queries if each.id == "later"]
    assert later.anchor == Anchor("tea", "tea-main", 0, 0)


def test_copy_that_is_gone_comes_back_unplaced_or_with_its_block() -> None:
    today = after(edits.RemoveElement("three", "b4"), edits.RemoveStory("kite"))
    copy = edits.apply(today, restoring_part(today, WANTED, 1, story="kite"))
    assert copy.story("kite") == WANTED.story("kite")
    assert "b4" not in homes(copy)
    both = edits.apply(today, restoring_part(today, WANTED, 1, story="kite", element="b4"))
    assert homes(both) == homes(WANTED)
    alone = edits.apply(today, restoring_part(today, WANTED, 1, element="b4"))
    assert alone == both


def test_an_element_comes_back_where_it_was_and_its_copy_stays() -> None:
    today = after(
        edits.SetArea("one", "b1", (GridRect(0, 30, 2, 20),)),
        edits.SetBlock("one", "b1", columns=3),
        edits.OrderElement("one", "b1", 1),
        edits.ReplaceText("tea", "tea-1", 0, 6, "别的"),
    )
    back = edits.apply(today, restoring_part(today, WANTED, 3, element="b1"))
    assert back.page("one") == WANTED.page("one")
    assert back.story("tea") is today.story("tea")


def test_an_element_whose_page_is_gone_is_refused_in_words() -> None:
    today = after(edits.RemovePages(("three",)))
    with pytest.raises(Refusal) as refused:
        restoring_part(today, WANTED, 3, element="b4")
    assert refused.value.code == "edits.version-part"


CHANGES = (
    edits.RemoveElement("one", "b1"), edits.RemoveElement("one", "b2"), edits.RemoveElement("two", "b3"),
    edits.MoveToPage("one", "b1", to="three"), edits.MoveToPage("one", "b2", to="three"),
    edits.RemovePages(("one",)), edits.RemovePages(("two",)), edits.MovePages(("three",), 0),
    edits.RemoveParagraph("sea", "sea-3"), edits.RemoveParagraph("sea", "sea-0"),
    edits.AddParagraph("sea", Paragraph(id="sea-9", text="新的一段"), index=1),
    edits.PlaceElement("three", block("b9", "tea", 3, 0)),
    edits.RemoveElement("three", "b4"), edits.RemoveElement("two", "f1"), edits.RemoveAsset("photo"),
)  # fmt: skip


def whatever(steps: list[edits.Edit]) -> Document:
    """The issue after those steps that can be done."""
    today = WANTED
    for step in steps:
        with suppress(Refusal):
            today = edits.apply(today, step)
    return today


@given(st.lists(st.sampled_from(CHANGES), max_size=6), st.sampled_from(["one", "two", "three"]))
def test_whatever_was_done_since_a_page_comes_back_whole(steps: list[edits.Edit], page: str) -> None:
    today = whatever(steps)
    back = edits.apply(today, restoring_page(today, WANTED, page, 1))
    assert back.page(page).elements == WANTED.page(page).elements
    everything = [each.id for each in (each for one in back.pages for each in one.elements)]
    assert len(everything) == len(set(everything))
    on_it = {getattr(each, "story", "") for each in back.page(page).elements}
    assert not on_it.intersection(missing(back)) or not {"one", "two"} <= {each.id for each in back.pages}
    assert edits.apply(back, restoring_page(back, WANTED, page, 1)) is back


@given(st.lists(st.sampled_from(CHANGES), max_size=6), st.sampled_from(["tea", "sea", "kite"]))
def test_whatever_was_done_since_copy_comes_back_whole(steps: list[edits.Edit], name: str) -> None:
    today = whatever(steps)
    back = edits.apply(today, restoring_part(today, WANTED, 1, story=name))
    assert back.story(name) == WANTED.story(name)
    assert name in missing(today) or name not in missing(back)
    assert replace(back, stories=(), pages=()) == replace(today, stories=(), pages=(), assets=back.assets)


def noted(*notes: Note, tracking: bool = False, of: Document = WANTED) -> Document:
    return replace(of, review=Review(notes=notes, tracking=tracking))


def test_what_was_said_of_an_issue_stays_when_all_of_it_is_brought_back() -> None:
    """Notes were gone and tracking was off, without a word."""
    then = noted(
        Note(id="old", text="核对", anchor=Anchor("tea", "tea-1", 1, 3)), Note(id="lost", text="删去了", element="b2")
    )
    today = after(edits.ReplaceText("tea", "tea-1", 0, 1, "又一句，第"), edits.RemoveElement("three", "b4"), of=then)
    moved = next(each for each in today.review.notes if each.id == "old")
    written = (
        Note(id="here", text="在原处", anchor=Anchor("sea", "sea-0", 0, 2)),
        Note(id="there", text="字变了", anchor=Anchor("tea", "tea-1", 0, 3)),
        Note(id="frame", text="偏左", element="f1"),
    )
    today = noted(replace(moved, resolved=True), *written, tracking=True, of=today)
    back = after(restoring_issue(today, then, 1), of=today)
    assert replace(back, review=then.review) == then
    assert back.review.tracking
    assert [(each.id, each.anchor, each.resolved) for each in back.review.notes] == [
        ("old", Anchor("tea", "tea-1", 1, 3), True), ("here", Anchor("sea", "sea-0", 0, 2), False),
        ("there", Anchor("tea", "tea-1"), False), ("frame", None, False), ("lost", None, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kept"), [((0, 2), (0, 2)), ((6, 8), (4, 6)), ((2, 5), (0, 0)), ((3, 3), (0, 0)), ((9, 9), (7, 7))]
)
def test_a_note_written_since_stays_on_its_words_where_they_are_those_of_the_version(
    words: tuple[int, int], kept: tuple[int, int]
) -> None:
    """第1段，tea。 became 第1新的段，tea。 since."""
    today = after(edits.ReplaceText("tea", "tea-1", 2, 2, "新的"))
    today = noted(Note(id="n", text="?", anchor=Anchor("tea", "tea-1", *words)), of=today)
    (note,) = after(restoring_issue(today, WANTED, 1), of=today).review.notes
    assert note.anchor == Anchor("tea", "tea-1", *kept)


def test_a_note_on_what_the_version_does_not_have_is_left_out() -> None:
    today = after(edits.AddStory(story("new")), of=WANTED)
    today = noted(
        Note(id="n", text="新稿", anchor=Anchor("new", "new-0", 0, 1)), Note(id="m", text="?", element="b9"), of=today
    )
    assert after(restoring_issue(today, WANTED, 1), of=today).review.notes == ()
