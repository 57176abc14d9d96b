"""What a document's own styles say goes before the shape of its lines, and what comes inside it reaches the issue."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_documents import docx, p

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.intake import Intake, read_manuscript, readers
from layoutdesk.intake.embedded import Pictures
from layoutdesk.intake.lines import Line
from layoutdesk.intake.manuscript import Manuscript
from layoutdesk.intake.types import RowCell
from layoutdesk.jobs import run_reader
from layoutdesk.makeup.compiling import Wish, compile_copy
from layoutdesk.model import Paragraph, PictureRef, Span, TableBlock
from layoutdesk.resources import resource
from layoutdesk.store import IssueFile

STYLED = (
    Line(1, "春到茶山", type="label"),
    Line(2, "雨停了。", type="kicker"),
    Line(3, "头茶开采，山里忙起来。", type="headline", spans=(Span(0, 4, "bold"),)),
    Line(4, "全市茶园一夜返青。", type="deck"),
    Line(5, "云开 林间", type="byline"),
    Line(6, "今年的第一锅茶出锅了,大家都来看。", spans=(Span(3, 7, "bold"),)),
    Line(7, "机器上山。", type="subhead", spans=(Span(0, 5, "bold"),)),
    Line(8, "采茶机来了。"),
    Line(9, "另一条的标题。", type="headline"),
    Line(10, "短短一段。"),
)


def read(lines: tuple[Line, ...], **more: object) -> Intake:
    return read_manuscript(Manuscript(lines=lines, **more), "某稿.docx", IdSource(b"test"))


def test_styles_of_the_document_name_the_parts_of_a_story() -> None:
    first, second = read(STYLED).stories
    parts = {name: getattr(first, name).text for name in ("label", "kicker", "main", "deck", "byline")}
    assert parts == {
        "label": "春到茶山", "kicker": "雨停了。", "main": "头茶开采，山里忙起来。",
        "deck": "全市茶园一夜返青。", "byline": "云开 林间",
    }  # fmt: skip
    assert [(item.style, item.text) for item in first.body if isinstance(item, Paragraph)] == [
        ("lead", "今年的第一锅茶出锅了，大家都来看。"), ("subhead", "机器上山。"), ("body", "采茶机来了。"),
    ]  # fmt: skip
    assert second.main is not None and second.main.text == "另一条的标题。"
    assert first.main is not None and first.main.reason == "intake.reason.own-style"
    assert not read(STYLED).queries


def test_bold_inside_running_text_stays_and_bold_over_a_whole_heading_says_nothing() -> None:
    first = read(STYLED).stories[0]
    lead, subhead = (item for item in first.body[:2] if isinstance(item, Paragraph))
    assert [(span.style, lead.text[span.start : span.end]) for span in lead.spans] == [("bold", "第一锅茶")]
    assert subhead.spans == ()


def test_bold_moves_along_when_the_pieces_of_a_cut_sentence_are_joined() -> None:
    lines = (
        Line(1, "标题在这里", type="headline"),
        Line(2, "他说：“今年的新芽比往年"),
        Line(3, "都要好,价钱也高。”", spans=(Span(2, 4, "bold"),)),
    )
    body = read(lines).stories[0].body[0]
    assert isinstance(body, Paragraph) and body.text == "他说：“今年的新芽比往年都要好，价钱也高。”"
    assert [body.text[span.start : span.end] for span in body.spans] == ["好，"]


def test_cells_keep_what_they_span_and_the_head_that_the_document_marks() -> None:
    rows = (
        (RowCell("片区", rowspan=2, head=True), RowCell("时间", colspan=2, head=True)),
        (RowCell("上午", head=True), RowCell("下午", head=True)),
        (RowCell("城南"), RowCell("9:00", spans=(Span(0, 4, "bold"),)), RowCell("14:00")),
        (RowCell("城北"),),
    )
    lines = (Line(1, "停水时间", type="headline"), Line(2, "片区 时间 上午 下午", rows=rows))
    table = read(lines).stories[0].body[0]
    assert isinstance(table, TableBlock) and table.header_rows == 2
    assert [[(cell.paragraph.text, cell.colspan, cell.rowspan) for cell in row] for row in table.rows] == [
        [("片区", 1, 2), ("时间", 2, 1)],
        [("上午", 1, 1), ("下午", 1, 1)],
        [("城南", 1, 1), ("9:00", 1, 1), ("14:00", 1, 1)],
        [("城北", 1, 1), ("", 1, 1), ("", 1, 1)],
    ]
    assert [cell.paragraph.style for cell in table.rows[1]] == ["cell-head", "cell-head"]
    assert table.rows[2][1].paragraph.spans == (Span(0, 4, "bold"),)


def test_a_table_of_more_cells_than_any_page_has_is_refused() -> None:
    rows = tuple((RowCell("一", colspan=100),) for _ in range(30))
    with pytest.raises(Refusal) as refused:
        read((Line(1, "一", rows=rows),))
    assert refused.value.code == "intake.table-too-large"


def test_a_picture_takes_the_caption_below_it() -> None:
    lines = (
        Line(1, "标题在这里", type="headline"),
        Line(2, "", picture="image1.png"),
        Line(3, "茶农在采茶。 记者 林间 摄", type="caption"),
        Line(4, "正文一段。"),
    )
    intake = read(lines, pictures={"image1.png": b"data"})
    picture = intake.stories[0].body[0]
    assert isinstance(picture, PictureRef) and picture.asset == "某稿-image1.png"
    assert picture.caption is not None and picture.caption.text == "茶农在采茶。"
    assert picture.credit is not None and picture.credit.text == "记者 林间 摄"
    assert intake.pictures == {"某稿-image1.png": b"data"}


def test_pictures_of_one_name_from_several_files_stay_apart() -> None:
    pictures = Pictures()
    line = Line(1, "", picture="image1.png")
    names = [
        pictures.take(Manuscript(lines=(line,), pictures={"image1.png": data}), "稿/稿.docx")[0].picture
        for data in (b"one", b"two", b"one")
    ]
    assert names == ["稿-image1.png", "稿-image1-2.png", "稿-image1.png"]
    assert pictures.known == {"稿-image1.png": b"one", "稿-image1-2.png": b"two"}


def test_facts_make_one_page_and_problems_are_passed_on() -> None:
    problem = Problem(code="intake.encoding", severity="note", args={"file": "某稿.xml", "encoding": "UTF-8"})
    intake = read(STYLED, facts={"name": "茶事", "date": "2026-03-12", "editor": "陆舟"}, problems=(problem,))
    assert [page.name for page in intake.pages] == ["茶事"]
    assert intake.meta.date == "2026-03-12" and intake.pages[0].credits.editor == ("陆舟",)
    assert problem in intake.problems


def test_embedded_pictures_reach_the_issue_beside_those_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = (resource("sample", "pictures") / "bridge-dawn.jpg").read_bytes()
    (tmp_path / "beside.jpg").write_bytes((resource("sample", "pictures") / "rain-street.jpg").read_bytes())

    def reads(data: bytes, name: str) -> Manuscript:
        lines = (*STYLED, Line(11, "晨桥。", picture="in.jpg"), Line(12, "雨街。", picture="beside.jpg"))
        return Manuscript(lines=lines, pictures={"in.jpg": photo})

    row = readers.Reader("test", (".x",), lambda opening: opening.text.startswith("x-copy"), reads)
    monkeypatch.setattr(readers, "READERS", (row, *readers.READERS))
    copy, target = tmp_path / "稿.x", tmp_path / "a.ldesk"
    copy.write_bytes(b"x-copy")
    made = compile_copy(Wish(copies=(copy,), target=target))
    assert {asset.name for asset in made.document.assets} == {"稿-in.jpg", "beside.jpg"}
    file = IssueFile.open(target, "r")
    try:
        asset = next(asset for asset in file.read().assets if asset.name == "稿-in.jpg")
        assert file.blob(asset.sha256) == photo and asset.path == ""
    finally:
        file.close()


def test_files_of_a_day_are_read_in_one_process_and_the_one_to_blame_is_named() -> None:
    files = [("一.docx", docx(p("第一篇。"))), ("二.txt", "第二篇。".encode()), ("三.rtf", b"{\\rtf1 third.}")]
    read = readers.read_all(files, run_reader)
    assert [(name, manuscript.lines[0].text) for name, manuscript in read] == [
        ("一.docx", "第一篇。"), ("二.txt", "第二篇。"), ("三.rtf", "third."),
    ]  # fmt: skip
    hungry = ("四.rtf", b"{\\rtf1 fourth.}")

    def narrow(function: Callable[..., Any], /, *given: Any) -> Any:
        """A runner in which one file, by itself or among others, takes too much."""
        names = [name for _, name in given[0]] if isinstance(given[0], list) else [given[1]]
        if "四.rtf" in names:
            raise Refusal("jobs.memory", task="read", megabytes="1")
        return run_reader(function, *given)

    with pytest.raises(Refusal) as refused:
        readers.read_all([*files, hungry], narrow)
    assert refused.value.code == "intake.too-hungry" and refused.value.args_["file"] == "四.rtf"
