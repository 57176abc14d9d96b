"""Locks, groups and the order of the stack as edits, and as they are stored."""

import msgspec
import pytest

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import Edit, GroupElements, LockElements, SetOrder, apply
from layoutdesk.edits.labels import label
from layoutdesk.model import Block, Box, Document, Element, FolioBar, GridRect, Page, PictureFrame, Rule, Story
from layoutdesk.model.library import shipped_templates

PLACE = Rect(10, 10, 50, 50)


@pytest.fixture
def issue() -> Document:
    template = shipped_templates()["tabloid-inside"]
    elements = (
        FolioBar(id="bar"),
        Block(id="block", story="st", area=(GridRect(0, 0, 2, 20),)),
        Box(id="box", rect=PLACE),
        PictureFrame(id="photo", rect=PLACE),
        Rule(id="rule", x1=0, y1=0, x2=9, y2=0),
    )
    page = Page(id="pg", number=1, template=template.name, elements=elements)
    return Document(pages=(page,), templates=(template,), stories=(Story(id="st"),))


def stack(document: Document) -> str:
    return " ".join(each.id for each in document.page("pg").elements)


def groups(document: Document) -> dict[str, str]:
    return {each.id: each.group for each in document.page("pg").elements if getattr(each, "group", "")}


def test_a_group_lies_together_where_its_front_member_lay(issue: Document) -> None:
    new = apply(issue, GroupElements("pg", ("photo", "block"), "g"))
    assert stack(new) == "bar box block photo rule"
    assert groups(new) == {"block": "g", "photo": "g"}
    assert new.page("pg").elements[1] is issue.page("pg").elements[2]
    assert groups(apply(new, GroupElements("pg", ("block",)))) == {}


def test_an_element_leaves_the_group_it_was_in_and_one_alone_is_none(issue: Document) -> None:
    new = apply(issue, GroupElements("pg", ("photo", "block"), "g"))
    assert groups(apply(new, GroupElements("pg", ("block", "rule"), "h"))) == {"block": "h", "rule": "h"}


def test_a_group_is_locked_as_a_whole(issue: Document) -> None:
    new = apply(issue, GroupElements("pg", ("photo", "block"), "g"))
    locked = apply(new, LockElements("pg", ("photo",)))
    assert {each.id for each in locked.page("pg").elements if getattr(each, "locked", False)} == {"photo", "block"}
    assert apply(locked, LockElements("pg", ("block", "photo"))) is locked
    assert apply(locked, LockElements("pg", ("block",), locked=False)) == new


def test_the_stack_in_another_order(issue: Document) -> None:
    new = apply(issue, SetOrder("pg", ("rule", "photo", "box", "block", "bar")))
    assert stack(new) == "rule photo box block bar"
    assert apply(issue, SetOrder("pg", tuple(stack(issue).split()))) is issue


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (SetOrder("pg", ("rule", "photo", "box", "block")), "edits.order"),
        (SetOrder("pg", ("rule", "photo", "box", "block", "block")), "edits.order"),
        (LockElements("pg", ("bar",)), "edits.stays"),
        (LockElements("pg", ("none",)), "edits.no-element"),
        (GroupElements("pg", ("box", "bar"), "g"), "edits.stays"),
        (GroupElements("pg", ("box",), "g"), "edits.group-of-one"),
    ],
)
def test_what_cannot_be_is_refused(issue: Document, edit: Edit, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        apply(issue, edit)
    assert refusal.value.code == code


def test_the_name_of_a_group_is_its_own(issue: Document) -> None:
    new = apply(issue, GroupElements("pg", ("photo", "block"), "g"))
    with pytest.raises(Refusal, match="group-taken"):
        apply(new, GroupElements("pg", ("box", "rule"), "g"))


def test_the_history_tells_locking_from_setting_free(issue: Document) -> None:
    def code(edit: Edit) -> str:
        return label(edit, issue, apply(issue, edit)).code

    assert [code(LockElements("pg", ("photo",), locked)) for locked in (True, False)] == [
        "edits.lock-elements",
        "edits.unlock-elements",
    ]
    assert code(GroupElements("pg", ("photo",))) == "edits.ungroup-elements"


def test_what_neither_is_locked_nor_grouped_is_stored_as_ever() -> None:
    stored = b'{"type":"box","id":"box","rect":{"x":10.0,"y":10.0,"w":50.0,"h":50.0}}'
    assert msgspec.json.decode(stored, type=Element) == Box(id="box", rect=PLACE)
    assert set(msgspec.json.decode(msgspec.json.encode(Box(id="box", rect=PLACE)))) == {"type", "id", "rect"}
    again = msgspec.json.encode(Box(id="box", rect=PLACE, locked=True, group="g"))
    assert msgspec.json.decode(again, type=Element) == Box(id="box", rect=PLACE, locked=True, group="g")
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(Box(id="box", rect=PLACE, group="g" * 101)), type=Element)
