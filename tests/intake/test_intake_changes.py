"""Tracked changes, comments and struck-out words (修订、批注、删除线): what was deleted is no copy, what is seen struck out is."""

import pytest
from made_documents import docx, r

from layoutdesk.intake import readers
from layoutdesk.intake.manuscript import Manuscript

WORD = (
    "<p class=MsoNormal>投资<span class=msoDel><del cite='mailto:x' datetime='2026-03-01T10:00'>三</del></span><span class=msoIns>"
    "<ins cite='mailto:x' datetime='2026-03-01T10:00'>五</ins></span>亿元。</p>"
)
#: Word's comments as they lie on the clipboard and in its pages.
COMMENTED = (
    "<p class=MsoNormal><a style='mso-comment-reference:张_1'>要点</a><span class=MsoCommentReference><span lang=EN-US>"
    "<![if !supportAnnotations]><a class=msocomanchor id='_anchor_1' href='#_msocom_1'>[张1]</a><![endif]>"
    "<span style='mso-special-character:comment'>&nbsp;</span></span></span>后文。</p>{}"
)
LIST = (
    "<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff><![endif]>"
    "<div style='mso-element:comment'>"
    "<div id='_com_1' class=msocomtxt><p class=MsoCommentText><span style='mso-comment-author:张'>[张1]</span>请核实</p>"
    "</div></div></div>"
)


def read(page: str) -> Manuscript:
    return readers.read(f"<html><body>{page}</body></html>".encode(), "某页.html")


def told(manuscript: Manuscript) -> dict[str, str]:
    found = {each.code.removeprefix("intake.rich-"): each.args.get("count", "") for each in manuscript.problems}
    return {
        code: count for code, count in found.items() if code in ("deleted", "inserted", "comments", "struck", "junk")
    }


def struck(manuscript: Manuscript) -> list[str]:
    return [line.text[s.start : s.end] for line in manuscript.lines for s in line.spans if s.style == "strike"]


@pytest.mark.parametrize("page", [WORD, "<p>投资<del>三</del><ins>五</ins>亿元。</p>"])
def test_what_was_deleted_is_left_out_and_told(page: str) -> None:
    manuscript = read(page)
    assert [line.text for line in manuscript.lines] == ["投资五亿元。"]
    assert told(manuscript) == {"deleted": "1", "inserted": "1"}


def test_a_deletion_that_word_dates_needs_no_insertion_beside_it() -> None:
    manuscript = read("<p>投资<del datetime='2026-03-01T10:00'>约</del>五亿元<span class=msoDel>左右</span>。</p>")
    assert [line.text for line in manuscript.lines] == ["投资五亿元。"]
    assert told(manuscript) == {"deleted": "2"}


@pytest.mark.parametrize("comments", [LIST, ""])
def test_comments_of_word_are_no_copy(comments: str) -> None:
    manuscript = read(COMMENTED.format(comments))
    assert [line.text for line in manuscript.lines] == ["要点后文。"]
    assert told(manuscript) == {"comments": "1"}


@pytest.mark.parametrize(
    "mark",
    ["<s>{}</s>", "<strike>{}</strike>", "<del>{}</del>", "<span style='text-decoration: line-through'>{}</span>"],
)
def test_what_a_page_shows_struck_out_is_kept_so_and_told(mark: str) -> None:
    manuscript = read(f"<p>原价{mark.format('199元')}，现价99元。</p><ins class=adsbygoogle></ins>")
    assert struck(manuscript) == ["199元"] and told(manuscript) == {"struck": "1"}


def test_so_is_what_word_and_rtf_show_struck_out() -> None:
    body = (
        "<w:p>"
        + r("原价")
        + r("199元", "<w:strike/>")
        + r("，又", '<w:strike w:val="0"/>')
        + r("99元", "<w:dstrike/>")
        + "</w:p>"
    )
    manuscript = readers.read(docx(body), "某稿.docx")
    assert struck(manuscript) == ["199元", "99元"] and told(manuscript) == {"struck": "2"}
    rtf = readers.read(rb"{\rtf1\ansi Was {\strike 199} or \striked1 149\striked0 , now 99.\par}", "some.rtf")
    assert struck(rtf) == ["199", "149"] and told(rtf) == {"struck": "2"}
