"""Captions and credits that a picture carries: set where the copy has none, always asked about."""

from __future__ import annotations

import pytest

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.checks.issue import query_problem
from layoutdesk.makeup.captions import credit_line, with_captions
from layoutdesk.model import Asset, Paragraph, PictureRef, Query, Story

ASSET = Asset(
    id="as-1", name="a.jpg", sha256="0" * 64, media="image/jpeg", width=90, height=60, caption="修好的栈桥。", credit="本报资料",
    byline="张一帆",
)  # fmt: skip


def told(picture: PictureRef, kind: str = "article") -> tuple[PictureRef, tuple[Query, ...]]:
    story = Story(id="s1", kind=kind, body=(picture,))
    stories, queries = with_captions({"s1": story}, {"as-1": ASSET}, IdSource(b"seed"))
    (found,) = stories["s1"].body
    assert isinstance(found, PictureRef)
    return found, queries


def test_what_the_copy_leaves_out_comes_from_the_picture_and_is_asked_about() -> None:
    found, queries = told(PictureRef(id="pic1", asset="as-1"))
    assert found.caption is not None
    assert found.credit is not None
    assert (found.caption.text, found.credit.text) == ("修好的栈桥。", "本报资料 张一帆")
    assert [(query.code, query.anchor.paragraph if query.anchor else "") for query in queries] == [
        ("makeup.caption-from-picture", found.caption.id), ("makeup.credit-from-picture", found.credit.id),
    ]  # fmt: skip
    for query in queries:
        for language in words.LANGUAGES:
            sentence = words.problem_text(query_problem(query), language)
            assert "a.jpg" in sentence
            assert query.args["text"] in sentence


def test_what_the_copy_says_stays() -> None:
    caption = Paragraph(id="p1", text="栈桥", style="caption")
    found, queries = told(PictureRef(id="pic1", asset="as-1", caption=caption))
    assert found.caption is caption
    assert [query.code for query in queries] == ["makeup.credit-from-picture"]
    whole = PictureRef(id="pic1", asset="as-1", caption=caption, credit=Paragraph(id="p2", text="本报", style="credit"))
    assert told(whole) == (whole, ())


@pytest.mark.parametrize("kind", ["notice", "advert"])
def test_pictures_of_notices_and_adverts_get_nothing_added(kind: str) -> None:
    picture = PictureRef(id="pic1", asset="as-1")
    assert told(picture, kind) == (picture, ())


def test_a_story_that_gains_nothing_stays_the_same_object() -> None:
    story = Story(id="s1", body=(PictureRef(id="pic1"), Paragraph(id="p1", text="老码头")))
    stories, queries = with_captions({"s1": story}, {"as-1": ASSET}, IdSource(b"seed"))
    assert stories["s1"] is story
    assert queries == ()


@pytest.mark.parametrize(
    ("credit", "byline", "line"),
    [
        ("新华社", "", "新华社"),
        ("", "王芳", "王芳"),
        ("新华社记者 王芳 摄", "王芳", "新华社记者 王芳 摄"),
        ("新华社", "王芳", "新华社 王芳"),
    ],
)  # fmt: skip
def test_the_credit_names_who_supplied_and_who_took_each_once(credit: str, byline: str, line: str) -> None:
    asset = Asset(id="a", name="a", sha256="0", media="", width=1, height=1, credit=credit, byline=byline)
    assert credit_line(asset) == line
