"""Tracked changes: the text is always that with them made; all rejected it is what it was, all accepted what it is."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import (
    AddCaption,
    AddHeadlinePart,
    AddParagraph,
    AddParagraphs,
    Batch,
    Hand,
    JoinParagraphs,
    Pick,
    RemoveParagraph,
    ReplaceText,
    SetSpan,
    SettleRevisions,
    SetTracking,
    SplitParagraph,
    apply,
)
from layoutdesk.edits.changes import changes_of
from layoutdesk.edits.changes import settled as changes_settled
from layoutdesk.edits.copies import bundle, renewed
from layoutdesk.edits.revising import revisions, tracked
from layoutdesk.model import (
    Block,
    Cell,
    Document,
    GridRect,
    Paragraph,
    PictureRef,
    Review,
    Revision,
    Span,
    Story,
    TableBlock,
)
from layoutdesk.model.story import paragraphs, pictures
from layoutdesk.proof.differing import Differences, differences

LI, WANG = Hand("李", "2026-01-01T08:00"), Hand("王", "2026-01-01T09:00")
S = "st"


def story_with(*texts: str) -> Document:
    body = tuple(Paragraph(id=f"p{n}", text=text) for n, text in enumerate(texts, 1))
    return Document(
        stories=(Story(id=S, main=Paragraph(id="main", text="标题"), body=body),), review=Review(tracking=True)
    )


def done(document: Document, *edits: Any, hand: Hand = LI) -> Document:
    for edit in edits:
        document = apply(document, edit, hand)
    return document


def words(document: Document) -> list[list[str]]:
    """All words: what is read in its order, and captions (a picture between paragraphs that are joined moves behind them)."""
    story = document.stories[0]
    captions = [each for item in pictures(story) for each in (item.caption, item.credit) if each is not None]
    read = [each.text for each in paragraphs(story) if each not in captions]
    return [read, [each.text for each in captions]]


def body(document: Document) -> list[str]:
    return [item.text for item in document.stories[0].body if isinstance(item, Paragraph)]


def shown(document: Document, name: str = "p1") -> str:
    """A paragraph as a word processor shows it: [-taken away-], {+put in+}, ¶ an end taken away."""
    forms = {"kept": "{}", "in": "{{+{}+}}", "out": "[-{}-]", "joined": "[-¶-]"}
    paragraph = next(each for each in paragraphs(document.stories[0]) if each.id == name)
    given = tracked(paragraph)
    return ("" if given.lead is None else f"<{given.lead.kind}>") + "".join(
        forms[run.kind].format(run.text) for run in given.runs
    )


def picks(document: Document) -> list[Pick]:
    story = document.stories[0]
    found = [Pick(S, each.id, at) for each in paragraphs(story) for at in range(len(each.revisions))]
    return found + [Pick(S, "", at) for at in range(len(story.gone))]


def settled(document: Document, *, accept: bool) -> Document:
    return apply(document, SettleRevisions(tuple(picks(document)), accept), WANG)


# --- one change


def test_typing_inside_and_after_what_one_has_put_in_is_one_change() -> None:
    document = done(story_with("甲乙丙"), ReplaceText(S, "p1", 1, 1, "天地"), ReplaceText(S, "p1", 2, 2, "人"))
    document = done(document, ReplaceText(S, "p1", 4, 4, "和"))
    assert shown(document) == "甲{+天人地和+}乙丙"
    assert len(picks(document)) == 1


def test_what_one_has_put_in_and_takes_away_again_leaves_nothing() -> None:
    document = done(story_with("甲乙丙"), ReplaceText(S, "p1", 1, 1, "天地"), ReplaceText(S, "p1", 1, 3, ""))
    assert document == story_with("甲乙丙")


def test_taking_away_over_old_text_and_what_was_put_in_keeps_the_old_text_beside() -> None:
    document = done(story_with("甲乙丙丁"), ReplaceText(S, "p1", 2, 2, "天地"), ReplaceText(S, "p1", 1, 5, "新"))
    assert document.stories[0].body[0].text == "甲新丁"  # type: ignore[union-attr]
    assert shown(document) == "甲[-乙丙-]{+新+}丁"


def test_what_is_typed_again_is_as_it_was() -> None:
    document = done(story_with("甲乙丙"), ReplaceText(S, "p1", 1, 2, ""), ReplaceText(S, "p1", 1, 1, "乙"))
    assert document == story_with("甲乙丙")


def test_two_hands_have_changes_of_their_own() -> None:
    document = done(story_with("甲乙"), ReplaceText(S, "p1", 1, 1, "天"))
    document = done(document, ReplaceText(S, "p1", 2, 2, "地"), hand=WANG)
    found = document.stories[0].body[0].revisions  # type: ignore[union-attr]
    assert found == (
        Revision(kind="in", start=1, end=2, author="李", at=LI.at),
        Revision(kind="in", start=2, end=3, author="王", at=WANG.at),
    )


def test_each_place_of_changing_all_is_a_change_of_its_own() -> None:
    steps = (ReplaceText(S, "p1", 3, 4, "二"), ReplaceText(S, "p1", 0, 1, "二"))
    document = done(story_with("一甲乙一丙"), Batch("ui.history.change-all", steps))
    assert shown(document) == "[-一-]{+二+}甲乙[-一-]{+二+}丙"


def test_where_nothing_is_tracked_text_is_as_if_it_had_always_been_so() -> None:
    document = done(story_with("甲乙丙丁"), ReplaceText(S, "p1", 1, 2, ""), ReplaceText(S, "p1", 2, 2, "新"))
    document = done(document, SetTracking(False), ReplaceText(S, "p1", 0, 0, "旧"), ReplaceText(S, "p1", 4, 5, ""))
    assert shown(document) == "旧甲[-乙-]丙{+新+}"


def test_one_story_is_tracked_alone() -> None:
    document = done(story_with("甲"), SetTracking(False), SetTracking(True, S), ReplaceText(S, "p1", 1, 1, "乙"))
    assert shown(document) == "甲{+乙+}"


# --- paragraphs


def test_a_paragraph_parted_and_joined_again_is_as_it_was() -> None:
    document = done(story_with("甲乙丙", "丁"), SplitParagraph(S, "p1", 1, "new"))
    assert (shown(document), shown(document, "new")) == ("甲", "<parted>乙丙")
    assert done(document, JoinParagraphs(S, "p1")) == story_with("甲乙丙", "丁")


def test_paragraphs_joined_and_parted_again_are_as_they_were() -> None:
    document = done(story_with("甲乙", "丙"), JoinParagraphs(S, "p1"))
    assert shown(document) == "甲乙[-¶-]丙"
    again = done(document, SplitParagraph(S, "p1", 2, "p2"))
    assert again == story_with("甲乙", "丙")


def test_a_selection_over_paragraphs_taken_away_comes_back_in_its_order() -> None:
    before = story_with("甲乙", "丙", "丁戊")
    document = done(
        before,
        RemoveParagraph(S, "p2"),
        ReplaceText(S, "p1", 1, 2, ""),
        ReplaceText(S, "p3", 0, 1, ""),
        JoinParagraphs(S, "p1"),
    )
    assert shown(document) == "甲[-乙-][-¶-][-丙-][-¶-][-丁-]戊"
    assert settled(document, accept=False).stories == before.stories


def test_a_new_paragraph_is_one_change_and_goes_as_a_whole() -> None:
    document = done(
        story_with("甲"), AddParagraph(S, Paragraph(id="new", text="乙丙")), ReplaceText(S, "new", 1, 2, "")
    )
    assert shown(document, "new") == "<new>{+乙+}"
    assert settled(document, accept=False) == story_with("甲")
    assert body(settled(document, accept=True)) == ["甲", "乙"]


def test_a_headline_part_taken_away_and_put_in_again_is_that_part_changed() -> None:
    document = done(story_with("甲"), RemoveParagraph(S, "main"))
    assert [each.paragraph.text for each in document.stories[0].gone] == ["标题"]
    assert settled(document, accept=False) == story_with("甲")
    document = done(document, AddHeadlinePart(S, "main", Paragraph(id="other", text="新题", style="main")))
    assert shown(document, "other") == "[-标-]{+新+}题"


def test_the_style_and_looks_of_what_was_taken_away_come_back() -> None:
    first = Paragraph(id="p1", text="甲乙丙", spans=(Span(1, 3, "bold"),))
    before = story_with("甲")
    before = Document(
        stories=(Story(id=S, body=(first, Paragraph(id="p2", text="丁", style="subhead"))),), review=before.review
    )
    document = done(before, ReplaceText(S, "p1", 1, 3, ""), JoinParagraphs(S, "p1"))
    assert settled(document, accept=False) == before


def test_a_revision_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refusal, match=r"edits\.no-revision"):
        apply(story_with("甲"), SettleRevisions((Pick(S, "p1", 0),), True))


def test_what_a_reader_has_as_one_change_is_one() -> None:
    document = done(
        story_with("甲乙丙丁", "戊", "己庚"),
        ReplaceText(S, "p1", 0, 1, "子"),
        ReplaceText(S, "p1", 2, 3, ""),
        JoinParagraphs(S, "p2"),
        AddParagraph(S, Paragraph(id="new", text="辛")),
        RemoveParagraph(S, "main"),
    )
    document = done(document, ReplaceText(S, "p2", 3, 3, "壬"), hand=WANG)
    found = [(each.kind, each.gone, each.come, each.author) for each in changes_of(document.stories[0])]
    assert found == [
        ("other", "甲", "子", "李"),
        ("out", "丙", "", "李"),
        ("joined", "¶", "", "李"),
        ("in", "", "壬", "王"),
        ("new", "", "辛", "李"),
        ("gone", "标题", "", "李"),
    ]


def test_versions_that_differ_in_tracked_changes_alone_differ_in_no_story() -> None:
    before = done(story_with("甲乙"), ReplaceText(S, "p1", 1, 1, "天"))
    after = settled(before, accept=True)
    assert differences(before, after) == Differences(data=("review",))
    assert differences(done(before, SetTracking(True, S)), before) == Differences(data=("review",))


def test_a_copy_of_a_story_has_no_changes() -> None:
    document = done(
        story_with("甲乙"), SetTracking(True, S), ReplaceText(S, "p1", 1, 1, "天"), RemoveParagraph(S, "main")
    )
    block = Block(id="e", story=S, area=(GridRect(0, 0, 1, 1),))
    held = bundle(document, (block,), {}, IdSource().new)
    copy = renewed(held, IdSource().new).stories[0]
    assert copy == changes_settled(copy)
    assert [each.text for each in paragraphs(copy)] == ["甲天乙"]


# --- whatever is done

NAMES = st.sampled_from(["p1", "p2", "p3", "n1", "n2", "n3", "main", "cap", "cell", "p2-2"])
NEW = st.sampled_from(["n1", "n2", "n3", "p2"])
PLACES = st.integers(-1, 7)
TEXTS = st.text("甲乙丙", max_size=3)
fresh = st.builds(Paragraph, id=NEW, text=TEXTS)
EDITS: Any = st.one_of(
    st.builds(ReplaceText, st.just(S), NAMES, PLACES, PLACES, TEXTS),
    st.builds(ReplaceText, st.just(S), st.just("p1"), PLACES, PLACES, TEXTS),
    st.builds(SplitParagraph, st.just(S), NAMES, PLACES, NEW),
    st.builds(JoinParagraphs, st.just(S), NAMES, st.sampled_from(["", "，"])),
    st.builds(AddParagraph, st.just(S), fresh, PLACES),
    st.builds(AddParagraphs, st.just(S), st.tuples(fresh), PLACES),
    st.builds(RemoveParagraph, st.just(S), NAMES),
    st.builds(AddHeadlinePart, st.just(S), st.just("main"), fresh),
    st.builds(AddCaption, st.just(S), st.just("pic"), st.just("caption"), fresh),
    st.builds(SetSpan, st.just(S), NAMES, PLACES, PLACES, st.just("bold")),
)
HANDS = st.sampled_from([LI, WANG])
START = Document(
    stories=(
        Story(
            id=S,
            main=Paragraph(id="main", text="甲乙"),
            body=(
                Paragraph(id="p1", text="甲乙丙丁戊"),
                PictureRef(id="pic", caption=Paragraph(id="cap", text="图")),
                Paragraph(id="p2", text="甲甲乙"),
                TableBlock(id="t", rows=((Cell(paragraph=Paragraph(id="cell", text="表格")),),)),
                Paragraph(id="p3", text="丙丁"),
            ),
        ),
    ),
    review=Review(tracking=True),
)


def edited(steps: list[tuple[Any, Hand | None]]) -> Document:
    document = START
    for edit, hand in steps:
        try:
            document = apply(document, edit, hand)
        except Refusal:
            continue
    return document


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(EDITS, HANDS | st.none()), max_size=12), st.booleans())
def test_changes_fit_the_text_whether_all_of_it_is_tracked_or_not(
    steps: list[tuple[Any, Hand | None]], accept: bool
) -> None:
    document = edited(steps)
    for each in paragraphs(document.stories[0]):
        assert revisions(tracked(each)) == each.revisions
        assert tracked(each).text == each.text
    again = msgspec.json.decode(msgspec.json.encode(document), type=Document)
    assert again == document
    assert not picks(settled(document, accept=accept))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(EDITS, HANDS), max_size=12))
def test_all_accepted_the_text_is_what_it_is(steps: list[tuple[Any, Hand]]) -> None:
    document = edited(steps)
    accepted = settled(document, accept=True)
    assert words(accepted) == words(document)
    assert not picks(accepted)
    assert accepted.pages == document.pages


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(EDITS, HANDS), max_size=12))
def test_all_rejected_the_text_is_what_it_was(steps: list[tuple[Any, Hand]]) -> None:
    rejected = settled(edited(steps), accept=False)
    assert words(rejected) == words(START)
    assert not picks(rejected)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(EDITS, HANDS), max_size=10), st.data())
def test_rejected_one_by_one_in_any_order_the_text_is_what_it_was(
    steps: list[tuple[Any, Hand]], data: st.DataObject
) -> None:
    document = edited(steps)
    while left := picks(document):
        document = apply(document, SettleRevisions((data.draw(st.sampled_from(left)),), False), WANG)
    assert words(document) == words(START)
