"""Copy over tables on its way to the clipboard and back, and looks wherever they are put."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from layoutdesk import edits
from layoutdesk.model.story import Paragraph, PictureRef, Story, TableBlock
from layoutdesk.ui.writing.pending import Slot
from layoutdesk.ui.writing.spots import Spot

FORMULA = "<p class=MsoNormal>3.6×10<sup>4</sup>平方米，CO<sub>2</sub></p>"
TABLE = "<table><tr><th>项目</th><th>面积</th></tr><tr><td>堤防</td><td>3.6×10<sup>4</sup></td></tr></table>"


def of_web(html: str) -> QMimeData:
    data = QMimeData()
    data.setHtml(html)
    return data


def tea(window) -> Story:
    return window.desk.document.story("st-tea")


def shape(story: Story) -> list[str]:
    """The body: its paragraphs by their text, the rows of its tables."""
    return [
        "|".join(cell.paragraph.text for row in item.rows for cell in row)
        if isinstance(item, TableBlock)
        else item.text
        for item in story.body
        if not isinstance(item, PictureRef)
    ]


def looks(paragraph: Paragraph) -> list[tuple[str, str]]:
    return [(paragraph.text[span.start : span.end], span.style) for span in paragraph.spans]


def paste(window) -> None:
    window.writer.paste(QGuiApplication.clipboard().mimeData())


@pytest.fixture
def tabled(window):
    """A story with a table between two paragraphs, the caret in it."""
    window.writer.put(Spot("st-tea", "st-tea-0", 0))
    window.writer.paste(of_web(f"<p>前段。</p>{TABLE}<p>后段。</p>"))
    return window


RAISED = [("4", "superscript"), ("2", "subscript")]


def test_looks_come_along_into_a_headline_and_a_cell(tabled) -> None:
    """3.6×10⁴ was 3.6×104 wherever but in the body."""
    writer = tabled.writer
    cell = tea(tabled).body[1].rows[1][0].paragraph
    for name in ("st-tea-main", cell.id):
        writer.put(Spot("st-tea", name, 0))
        writer.paste(of_web(FORMULA))
        assert writer.spot.offset == len("3.6×104平方米，CO2")
    # Places to break are those of the new text.
    assert tea(tabled).main.phrases[-1].at == len(tea(tabled).main.text)
    assert looks(tea(tabled).main) == looks(tea(tabled).body[1].rows[1][0].paragraph) == RAISED
    assert tea(tabled).main.text.startswith("3.6×104平方米，CO2")


def test_looks_come_along_into_a_caption_that_begins_with_them(window) -> None:
    window.desk.apply(edits.AddPicture("st-tea", PictureRef(id="pic"), 1))
    window.writer.open_part("st-tea", Slot("caption", "pic"))
    window.writer.paste(of_web(FORMULA))
    caption = next(item for item in tea(window).body if isinstance(item, PictureRef)).caption
    assert looks(caption) == RAISED
    window.writer.write("。")
    assert window.writer.paragraph.text == "3.6×104平方米，CO2。"


def test_several_paragraphs_are_one_in_a_headline_each_with_its_looks(window) -> None:
    window.writer.put(Spot("st-tea", "st-tea-main", 0))
    window.writer.paste(of_web(f"{FORMULA}<p>再来<b>一段</b></p>{TABLE}"))
    main = tea(window).main
    assert main.text.startswith("3.6×104平方米，CO2 再来一段 项目 面积 堤防 3.6×104")
    assert looks(main) == [*RAISED, ("一段", "bold"), ("4", "superscript")]


def test_what_is_of_the_body_alone_stays_there(window) -> None:
    first = tea(window).body[0]
    window.desk.apply(edits.SetSpan("st-tea", first.id, 0, 2, "dateline"))
    window.writer.put(Spot("st-tea", first.id, 0))
    window.writer.put(Spot("st-tea", first.id, 4), select=True)
    window.writer.copy()
    window.writer.put(Spot("st-tea", "st-tea-main", 0))
    paste(window)
    assert not tea(window).main.spans


@pytest.mark.parametrize("plainly", [False, True])
def test_copy_that_is_cut_over_a_table_is_pasted_with_it(tabled, plainly: bool) -> None:
    """The table once was gone from the issue, and nothing said so."""
    writer, before = tabled.writer, shape(tea(tabled))
    writer.put(Spot("st-tea", tea(tabled).body[0].id, 0))
    writer.select_all()
    writer.cut()
    assert shape(tea(tabled)) == [""]
    data = QGuiApplication.clipboard().mimeData()
    writer.paste(of_web(data.html()) if plainly else data)
    assert shape(tea(tabled)) == before
    table = next(item for item in tea(tabled).body if isinstance(item, TableBlock))
    assert looks(table.rows[1][1].paragraph) == [("4", "superscript")]
    names = [cell.paragraph.id for row in table.rows for cell in row]
    assert table.id and all(names) and len(set(names)) == 4
    assert table.header_rows == 1
    assert data.text().splitlines()[1:3] == ["项目\t面积", "堤防\t3.6×104"]


def test_how_a_table_is_set_goes_with_it_into_another_story(tabled) -> None:
    table = tea(tabled).body[1]
    tabled.desk.apply(edits.SetTable("st-tea", table.id, rules="three", tint="head"))
    tabled.writer.put(Spot("st-tea", tea(tabled).body[0].id, 0))
    tabled.writer.select_all()
    tabled.writer.copy()
    tabled.writer.put(Spot("st-dock", "st-dock-0", 0))
    paste(tabled)
    copied = next(item for item in tabled.desk.document.story("st-dock").body if isinstance(item, TableBlock))
    assert (copied.rules, copied.tint) == ("three", "head") and copied.id != table.id
    assert copied.rows[0][0].paragraph.id != table.rows[0][0].paragraph.id


def test_a_table_stays_where_changes_are_tracked_and_all_of_them_are_rejected(tabled) -> None:
    """Tables are not tracked: one that went with the copy round it once did not come back."""
    desk, writer, before = tabled.desk, tabled.writer, shape(tea(tabled))
    tabled.bars.do("track")
    said = []
    desk.refused.connect(lambda refusal: said.append(refusal.code))
    writer.put(Spot("st-tea", tea(tabled).body[0].id, 1))
    writer.put(Spot("st-tea", tea(tabled).body[2].id, 1), select=True)
    writer.write("新")
    assert said == ["ui.writing.table-stays"]
    assert shape(tea(tabled)) == ["前新", before[1], before[2][1:], *before[3:]]
    tabled.bars.do("review-reject-all")
    assert shape(tea(tabled)) == before


def test_what_was_chosen_for_a_paragraph_is_kept_when_it_is_cut_and_pasted(window) -> None:
    """A drop capital, a size of its own and lines more or fewer were gone, and nothing said so."""
    desk, writer = window.desk, window.writer

    def chosen() -> list[tuple[str, float, int, int, int]]:
        body = desk.document.story("st-dock").body
        return [(each.text[:4], each.size, each.more_lines, each.rows, each.drop) for each in body]

    desk.apply(edits.SetDrop("st-dock", "st-dock-2", 3))
    desk.apply(edits.SetBreaks("st-dock", "st-dock-1", size=11.0))
    desk.apply(edits.FitParagraph("st-dock", "st-dock-3", -1))
    before, end = chosen(), len(desk.document.story("st-dock").body[3].text)
    writer.put(Spot("st-dock", "st-dock-1", 0))
    writer.put(Spot("st-dock", "st-dock-3", end), select=True)
    writer.cut()
    paste(window)
    assert chosen() == before
    writer.put(Spot("st-dock", "st-dock-0", 2))
    writer.paste(QGuiApplication.clipboard().mimeData(), plain=True)
    assert {each[1:] for each in chosen()[:3]} == {(0.0, 0, 0, 0)}
    # In the middle of a paragraph its ends stay as they are.
    writer.put(Spot("st-tea", "st-tea-0", 2))
    paste(window)
    assert [(each.size, each.drop) for each in tea(window).body[:3]] == [(0.0, 0), (0.0, 3), (0.0, 0)]


def test_the_selection_goes_over_a_table_and_shows_that_it_is_in_it(tabled) -> None:
    """Shift and Right stuck before the table, and one did not see that Delete would take it."""
    desk, writer = tabled.desk, tabled.writer
    desk.finish_composing()
    before, table, behind = tea(tabled).body[:3]
    setting = tabled.tools["text"].setting
    tabled.commands.take("text")
    writer.put(Spot("st-tea", before.id, len(before.text)))
    writer.step(1, select=True)
    assert (writer.spot.paragraph, writer.spot.offset) == (behind.id, 0)
    cells = [cell.paragraph.id for row in table.rows for cell in row]
    marked = setting.marked()
    for name in cells:
        lines = [line for line in desk.shown.lines if line.paragraph == name]
        assert lines and all(any(rect.contains(line.x + 1, line.baseline - 1) for rect in marked) for line in lines)
    writer.step(-1, select=True)
    assert writer.spot.paragraph == before.id
    writer.put(Spot("st-tea", before.id, len(before.text)))
    writer.step(1)
    assert writer.spot.paragraph == cells[0]
