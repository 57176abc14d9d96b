"""Undo gives back the very object; typing merges into runs as long as a hand does not pause or go elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import Edit, History, ReplaceText, SetMeta, SetSpan, SetStyle, SplitParagraph, apply
from layoutdesk.edits.naming import quoted
from layoutdesk.model import Document, Meta, Paragraph, Story, TextStyle


class Clock:
    """A clock that a test turns by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def fresh() -> tuple[History, Clock]:
    clock = Clock()
    document = Document(stories=(Story(id="st", body=(Paragraph(id="p", text="甲乙丙丁"),)),))
    return History(document, clock=clock), clock


def do(history: History, edit: Edit) -> None:
    history.push(apply(history.document, edit), edit)


def keys(history: History, text: str, at: int = 0) -> None:
    for offset, key in enumerate(text, start=at):
        do(history, ReplaceText("st", "p", offset, offset, key))


def text(history: History) -> str:
    paragraph = history.document.stories[0].body[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.text


def test_a_run_of_typing_is_one_step() -> None:
    history, _ = fresh()
    before = history.document
    keys(history, "新消息")
    assert history.labels == [("edits.type-text", {"text": quoted("新消息"), "what": quoted("甲乙丙丁")})]
    assert history.undo().before is before
    assert history.document is before
    assert not history.can_undo
    assert history.undone_labels == [("edits.type-text", {"text": quoted("新消息"), "what": quoted("甲乙丙丁")})]


def test_a_pause_a_caret_elsewhere_and_a_full_stop_end_a_run() -> None:
    history, clock = fresh()
    keys(history, "新")
    clock.now += 5
    keys(history, "消", 1)
    keys(history, "息", 0)
    keys(history, "。", 1)
    keys(history, "又", 2)
    history.settle()
    keys(history, "及", 3)
    assert [args["text"] for _, args in history.labels] == [quoted(each) for each in ("新", "消", "息。", "又", "及")]


def test_deleting_runs_both_ways_and_apart_from_typing() -> None:
    history, _ = fresh()
    keys(history, "新")
    do(history, ReplaceText("st", "p", 4, 5, ""))
    do(history, ReplaceText("st", "p", 3, 4, ""))
    do(history, ReplaceText("st", "p", 1, 2, ""))
    do(history, ReplaceText("st", "p", 1, 2, ""))
    assert text(history) == "新"
    assert len(history.labels) == 3
    history.undo()
    assert text(history) == "新甲乙"
    history.undo()
    assert text(history) == "新甲乙丙丁"


def test_typing_over_a_selection_goes_on_as_one_step() -> None:
    history, _ = fresh()
    do(history, ReplaceText("st", "p", 0, 4, "新"))
    keys(history, "闻", 1)
    assert text(history) == "新闻"
    history.undo()
    assert text(history) == "甲乙丙丁"


def test_a_style_tried_out_is_one_step_until_the_hand_rests_or_turns_to_another() -> None:
    history, clock = fresh()
    for size in (9.5, 10.0, 10.5):
        do(history, SetStyle("body", TextStyle(size=size)))
        clock.now += 0.3
    assert len(history.labels) == 1
    do(history, SetStyle("lead", TextStyle(size=10.0)))
    do(history, SetStyle("lead"))
    do(history, SetStyle("lead", TextStyle(size=11.0)))
    assert len(history.labels) == 4
    clock.now += 2
    do(history, SetStyle("lead", TextStyle(size=12.0)))
    assert len(history.labels) == 5
    for _ in range(5):
        history.undo()
    assert not history.document.styles


def test_what_changes_nothing_is_no_step_and_a_new_step_forgets_the_undone() -> None:
    history, _ = fresh()
    do(history, ReplaceText("st", "p", 0, 1, "甲"))
    assert not history.can_undo
    do(history, SetMeta(Meta(paper="澄湖晚报")))
    history.undo()
    assert history.can_redo
    keys(history, "新")
    assert not history.can_redo
    with pytest.raises(Refusal, match="nothing-to-redo"):
        history.redo()


def test_the_oldest_steps_go_when_the_list_is_full() -> None:
    history = History(Document(), limit=3)
    for number in range(5):
        assert history.has_forgotten is (number > 3)
        do(history, SetMeta(Meta(number=str(number))))
    assert len(history.labels) == 3


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 4), st.text("甲乙a", max_size=3), st.floats(0, 2)), max_size=12
    )
)
def test_undo_gives_back_every_object_and_redo_too(steps: list[tuple[int, int, str, float]]) -> None:
    history, clock = fresh()
    seen = [history.document]
    for number, (kind, at, typed, pause) in enumerate(steps):
        clock.now += pause
        length = len(text(history))
        start, end = min(at, length), min(at + kind, length)
        edit: Edit = ReplaceText("st", "p", start, end, typed)
        if kind == 2 and start < end:
            edit = SetSpan("st", "p", start, end, "bold")
        elif kind == 3:
            edit = SplitParagraph("st", "p", start, f"n{number}")
        depth = len(history.labels)
        do(history, edit)
        if len(history.labels) == depth and history.document is not seen[-1]:
            seen.pop()
        if history.document is not seen[-1]:
            seen.append(history.document)
    assert len(seen) == len(history.labels) + 1
    for earlier in reversed(seen[:-1]):
        history.undo()
        assert history.document is earlier
    for later in seen[1:]:
        history.redo()
        assert history.document is later
