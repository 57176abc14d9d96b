"""What two states of an issue differ in: words, stories, what stands on pages."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import (
    Asset,
    Block,
    Document,
    GridRect,
    Meta,
    Note,
    Page,
    Paragraph,
    PictureFrame,
    PictureRef,
    Review,
    Story,
)
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.revision import Revision
from layoutdesk.proof.differing import differences, ranges, story_pieces
from layoutdesk.proof.textdiff import Piece, figures, pieces

TEMPLATE = shipped_templates()["tabloid-inside"]


def story(name: str, *lines: str) -> Story:
    body = tuple(Paragraph(id=f"{name}-{n}", text=line) for n, line in enumerate(lines))
    return Story(id=name, main=Paragraph(id=f"{name}-main", text=f"标题{name}", style="main"), body=body)


def block(name: str, of: str, column: int = 0) -> Block:
    return Block(id=name, story=of, area=(GridRect(column, 0, 2, 20),))


DOCUMENT = Document(
    meta=Meta(paper="澄湖晚报"),
    templates=(TEMPLATE,),
    pages=(
        Page(
            id="one",
            number=1,
            label="A01",
            template=TEMPLATE.name,
            elements=(block("b1", "tea"), block("b2", "sea", 2)),
        ),
        Page(id="two", number=2, label="A02", template=TEMPLATE.name),
    ),
    stories=(
        story("tea", "新茶上市。", "茶农很忙。"),
        story("sea", "渡口的灯火照着夜航的船。"),
        story("spare", "风筝。"),
    ),
)


def changed(*steps: edits.Edit) -> Document:
    document = DOCUMENT
    for step in steps:
        document = edits.apply(document, step)
    return document


def test_words_are_told_as_an_editor_marks_them() -> None:
    found = pieces("渡口的灯火照着夜航的船。", "渡口灯火照亮了夜航船只。")
    assert found[:3] == (Piece("same", "渡口"), Piece("out", "的"), Piece("same", "灯火照"))
    assert pieces("共1,842字 made", "共1,900字 make") == (
        Piece("same", "共"), Piece("out", "1,842"), Piece("in", "1,900"), Piece("same", "字 "), Piece("out", "made"),
        Piece("in", "make"),
    )  # fmt: skip
    assert pieces("一\n二\n三", "一\n三") == (Piece("same", "一\n"), Piece("out", "二\n"), Piece("same", "三"))
    # One character that is the same between two changes says nothing.
    assert pieces("甲乙丙", "子乙丑") == (Piece("out", "甲乙丙"), Piece("in", "子乙丑"))


@given(st.lists(st.text("的了茶a1 .", max_size=9), max_size=5), st.lists(st.text("的了茶a1 .", max_size=9), max_size=5))
def test_pieces_are_the_two_texts(before: list[str], after: list[str]) -> None:
    old, new = "\n".join(before), "\n".join(after)
    found = pieces(old, new)
    assert "".join(each.text for each in found if each.kind != "in") == old
    assert "".join(each.text for each in found if each.kind != "out") == new
    assert all(one.kind != other.kind for one, other in pairwise(found))
    assert (old == new) == all(each.kind == "same" for each in found)


def test_nothing_differs_from_itself_nor_from_an_equal_one() -> None:
    assert differences(DOCUMENT, DOCUMENT) == differences(DOCUMENT, replace(DOCUMENT)) == ((), (), ())


def test_a_story_that_is_written_in_is_told_with_its_page_and_figures() -> None:
    after = changed(edits.ReplaceText("tea", "tea-0", 0, 2, "头道新茶"))
    found = differences(DOCUMENT, after)
    (page,) = found.pages
    (spot,) = page.spots
    assert (page.page, page.kind, page.facts) == ("one", "changed", False)
    assert (spot.element, spot.kinds) == ("b1", ("copy",))
    assert found.stories == (("tea", "changed", 2, 0),)
    assert found.figures == (2, 0)


def test_what_moves_comes_goes_and_is_set_otherwise_is_told_apart() -> None:
    after = changed(
        edits.MoveToPage("one", "b2", to="two"),
        edits.SetArea("one", "b1", (GridRect(0, 4, 2, 20),)),
        edits.SetBlock("one", "b1", columns=3),
        edits.PlaceElement("two", block("b3", "spare", 3)),
        edits.SetPage("two", name="城事"),
    )
    found = {
        (spot.element, spot.before, spot.after): spot.kinds
        for page in differences(DOCUMENT, after).pages
        for spot in page.spots
    }
    assert found == {
        ("b1", "one", "one"): ("placed", "set"), ("b2", "one", "two"): ("moved",), ("b3", "", "two"): ("new",),
    }  # fmt: skip
    back = {
        (spot.element, spot.after): spot.kinds for page in differences(after, DOCUMENT).pages for spot in page.spots
    }
    assert back["b3", ""] == ("gone",)
    assert [(page.page, page.facts) for page in differences(DOCUMENT, after).pages] == [("one", False), ("two", True)]


def test_what_was_taken_forward_or_back_is_told() -> None:
    before = changed(*(edits.PlaceElement("one", block(f"b{number}", "spare", number - 3)) for number in range(3, 6)))
    after = edits.apply(before, edits.SetOrder("one", ("b3", "b2", "b1", "b4", "b5")))
    spots = [spot for change in differences(before, after).pages for spot in change.spots]
    assert {kind for spot in spots for kind in spot.kinds} == {"order"}
    assert len(spots) == 2
    assert not differences(after, edits.apply(before, edits.SetOrder("one", ("b3", "b2", "b1", "b4", "b5")))).pages


def test_a_picture_whose_file_is_another_is_told_where_it_stands() -> None:
    """Linked anew or updated from its source it keeps its id: the page printed another photograph, and nothing differed."""
    photo = Asset(id="photo", name="tea.jpg", sha256="a" * 64, media="image/jpeg", width=10, height=10)
    before = changed(
        edits.AddAsset(photo),
        edits.AddPicture("tea", PictureRef(id="pic", asset="photo")),
        edits.PlaceElement("two", PictureFrame(id="f1", rect=Rect(9, 9, 90, 90), asset="photo")),
    )
    after = edits.apply(before, edits.SetAsset(replace(photo, sha256="b" * 64)))
    found = {spot.element: spot.kinds for page in differences(before, after).pages for spot in page.spots}
    assert found == {"b1": ("picture",), "f1": ("picture",)}
    credited = edits.apply(before, edits.SetAsset(replace(photo, credit="本报")))
    assert not differences(before, credited).pages


def test_pages_that_come_and_go_are_told_where_they_stood() -> None:
    after = changed(edits.RemovePages(("one",)))
    (gone, moved) = differences(DOCUMENT, after).pages
    assert (gone.page, gone.kind, {spot.kinds for spot in gone.spots}) == ("one", "gone", {("gone",)})
    # What stood behind has another number now.
    assert (moved.page, moved.facts) == ("two", True)
    assert differences(after, DOCUMENT).pages[0].kind == "new"


def test_where_words_differ_is_told_in_paragraphs_of_either_state() -> None:
    after = changed(edits.ReplaceText("tea", "tea-1", 2, 4, "们一早上山"))
    found = story_pieces(DOCUMENT, after, "tea")
    assert list(ranges(DOCUMENT.story("tea"), found, "out")) == [("tea-1", 2, 4)]
    assert list(ranges(after.story("tea"), found, "in")) == [("tea-1", 2, 7)]
    assert figures(found) == (5, 2)


def test_marks_alone_are_no_words() -> None:
    after = changed(edits.SetSpan("tea", "tea-0", 0, 2, "bold"))
    (change,) = differences(DOCUMENT, after).stories
    assert change.looks


def test_notes_and_what_was_accepted_are_told() -> None:
    """Two proofs with the same words, one of them accepted, were told as the same."""
    noted = replace(DOCUMENT, review=Review(notes=(Note(id="n", text="核对"),)))
    assert differences(DOCUMENT, noted).data == ("review",)
    marks = (Revision(kind="in", start=0, end=1),)
    tea = DOCUMENT.story("tea")
    open_ = replace(tea, body=(replace(tea.body[0], revisions=marks), *tea.body[1:]))
    found = differences(
        replace(DOCUMENT, stories=tuple(open_ if each is tea else each for each in DOCUMENT.stories)), DOCUMENT
    )
    assert found.data == ("review",) and not found.stories and not found.pages


def test_a_picture_that_came_is_told_as_one_and_not_as_text() -> None:
    held = replace(DOCUMENT.story("tea"), body=(PictureRef(id="pic", name="tea.jpg"), *DOCUMENT.story("tea").body))
    photo = Asset(id="a", name="tea-2.jpg", sha256="b" * 64, media="image/jpeg", width=10, height=10)

    def issue(of: Story, *assets: Asset) -> Document:
        return replace(
            DOCUMENT, assets=assets, stories=tuple(of if each.id == of.id else each for each in DOCUMENT.stories)
        )

    came = replace(held, body=(replace(held.body[0], asset="a", name="tea-2.jpg"), *held.body[1:]))
    found = differences(issue(held), issue(came, photo))
    assert not found.stories and not found.data
    assert [(spot.element, spot.kinds) for page in found.pages for spot in page.spots] == [("b1", ("picture",))]
