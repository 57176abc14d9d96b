"""Readings above characters: their place, the room that they take, and what becomes of them when the copy changes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from compose_helpers import context, story

from layoutdesk.compose.balance import balanced
from layoutdesk.compose.units import units_of
from layoutdesk.display import Glyphs
from layoutdesk.edits import ClearSpan, JoinParagraphs, ReplaceText, SetSpan, SplitParagraph, apply
from layoutdesk.edits.apply import from_json, to_json
from layoutdesk.model import Document, Paragraph, Span, Story, TextStyle
from layoutdesk.model.styles import CHARACTER_STYLES
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import SetLine, set_paragraph

EM = 10.0
STYLE = TextStyle(size=EM, leading=13.2)
COPY = "清晨的渡口还有一层薄雾，渡口的老船工已经把缆绳解开，等着第一批过江的人。"


def lines(text: str, ems: float, *spans: Span, style: TextStyle = STYLE) -> tuple[SetLine, ...]:
    paragraph = Paragraph(id="p", text=text, spans=spans)
    return set_paragraph(paragraph, style, ems * EM, pip_fonts(), styles=CHARACTER_STYLES, story="s")


def pens(line: SetLine) -> dict[int, float]:
    return {run.start + at: x for run in line.glyphs for at, x in zip(run.clusters, run.xs, strict=True)}


def above(line: SetLine) -> list[Glyphs]:
    return [item for item in line.drawn if isinstance(item, Glyphs)]


def width(run: Glyphs) -> float:
    face = pip_fonts().face_by_key(run.face)
    return run.xs[-1] + face.advance(run.gids[-1]) * run.size - run.xs[0]


def test_each_character_has_its_reading_above_its_middle() -> None:
    (line,) = lines("过渡口去", 10, Span(1, 3, "reading", "dù kǒu"))
    assert [run.text for run in above(line)] == ["dù", "kǒu"]
    at = pens(line)
    for run, offset in zip(above(line), (1, 2), strict=True):
        assert run.size == EM / 2
        assert run.xs[0] + width(run) / 2 == pytest.approx(at[offset] + EM / 2, abs=0.01)
        assert set(run.ys) == {-EM}
        assert (run.artefact, run.paragraph) == (True, "p")


def test_a_reading_of_a_word_stands_above_the_middle_of_the_word() -> None:
    (line,) = lines("见霸王龙。", 10, Span(1, 4, "reading", "bàwánglóng"))
    (run,) = above(line)
    at = pens(line)
    assert run.xs[0] + width(run) / 2 == pytest.approx((at[1] + at[3] + EM) / 2, abs=0.01)


def test_a_wide_reading_makes_room_for_itself() -> None:
    (line,) = lines("这庄床双", 20, Span(1, 4, "reading", "zhuāng chuáng shuāng"))
    for one, other in pairwise(above(line)):
        assert other.xs[0] - one.xs[0] - width(one) >= 0.15 * EM
    assert line.width > 5 * EM
    (line,) = lines("龙去", 20, Span(0, 1, "reading", "Tyrannosaurus"))
    assert above(line)[0].xs[0] >= line.x
    assert pens(line)[1] >= width(above(line)[0])


def test_a_word_with_one_reading_stays_together_and_lines_stay_flush() -> None:
    for ems in (7.0, 8.2, 9.5, 12.0):
        found = lines(COPY, ems, Span(3, 5, "reading", "dùkǒu"), Span(12, 14, "reading", "dù kǒu"))
        assert "".join(line.text for line in found) == COPY
        assert any(line.start <= 3 < 5 <= line.end for line in found)
        for line in found[:-1]:
            assert line.x + line.width == pytest.approx(ems * EM, abs=0.01)


def test_only_lines_with_readings_take_another_row() -> None:
    found = lines(COPY, 8, Span(3, 5, "reading", "dù kǒu"))
    assert [line.above for line in found] == [1, *[0] * (len(found) - 1)]
    wide = lines(COPY, 8, Span(3, 5, "reading", "dù kǒu"), style=TextStyle(size=EM, leading=18.0))
    assert not any(line.above for line in wide)
    assert not any(line.above for line in lines(COPY, 8, Span(3, 5, "dots")))


def test_in_a_column_a_reading_takes_whole_rows_and_keeps_clear_of_the_line_above() -> None:
    on = context()
    copy = story([Paragraph(id="a", text=COPY * 3, spans=(Span(40, 42, "reading", "jiāng miàn"),))])
    units = units_of(on, copy, copy.body, 12 * on.grid.em)
    number = next(at for at, line in enumerate(units[0].lines) if line.above)
    poured = balanced(units, [((0, 40),)])
    rows = [place.row for place in poured.placed]
    steps = [after - before for before, after in pairwise(rows)]
    assert steps[number - 1] == 2
    assert sum(steps) == len(steps) + 1
    assert poured.bottom == len(rows) + 1
    assert poured.empty == 0
    # At the foot of a column there has to be room for both rows.
    short = balanced(units, [((0, number + 1),), ((0, 40),)])
    assert short.placed[number].column == 1
    assert short.placed[number].row == 1


# --- what becomes of them when the copy changes -----------------------------------------------------------------------------


def issue(*spans: Span, text: str = "甲乙丙丁戊") -> Document:
    return Document(stories=(Story(id="st", body=(Paragraph(id="p", text=text, spans=spans),)),))


def readings(document: Document, number: int = 0) -> list[tuple[str, str]]:
    part = document.stories[0].body[number]
    assert isinstance(part, Paragraph)
    return [(part.text[span.start : span.end], span.reading) for span in part.spans if span.reading]


EACH = Span(1, 4, "reading", "yǐ bǐng dīng")
WORD = Span(1, 4, "reading", "yǐbǐngdīng")


@pytest.mark.parametrize(
    ("start", "end", "text", "left"),
    [
        (0, 0, "天", [("乙丙丁", "yǐ bǐng dīng")]),
        (1, 1, "天", [("乙丙丁", "yǐ bǐng dīng")]),
        (4, 4, "天", [("乙丙丁", "yǐ bǐng dīng")]),
        (2, 2, "天", [("乙", "yǐ"), ("丙丁", "bǐng dīng")]),
        (2, 3, "", [("乙", "yǐ"), ("丁", "dīng")]),
        (2, 3, "天地", [("乙", "yǐ"), ("丁", "dīng")]),
        (0, 2, "", [("丙丁", "bǐng dīng")]),
        (0, 5, "天", []),
    ],
)
def test_readings_stay_with_their_characters(start: int, end: int, text: str, left: list[tuple[str, str]]) -> None:
    assert readings(apply(issue(EACH), ReplaceText("st", "p", start, end, text))) == left
    untouched = left[:1] == [("乙丙丁", "yǐ bǐng dīng")]
    whole = [("乙丙丁", "yǐbǐngdīng")] if untouched else []
    assert readings(apply(issue(WORD), ReplaceText("st", "p", start, end, text))) == whole


def test_parting_and_joining_paragraphs_keeps_readings() -> None:
    parted = apply(issue(EACH), SplitParagraph("st", "p", 2, "p2"))
    assert (readings(parted, 0), readings(parted, 1)) == ([("乙", "yǐ")], [("丙丁", "bǐng dīng")])
    assert readings(apply(parted, JoinParagraphs("st", "p"))) == [("乙", "yǐ"), ("丙丁", "bǐng dīng")]


def test_a_reading_is_given_replaced_and_taken_away() -> None:
    edit = SetSpan("st", "p", 1, 3, "reading", " yǐ  bǐng ")
    assert from_json(to_json(edit)) == edit
    document = apply(issue(), edit)
    assert readings(document) == [("乙丙", "yǐ bǐng")]
    document = apply(document, SetSpan("st", "p", 2, 4, "reading", "bing ding"))
    assert readings(document) == [("乙", "yǐ"), ("丙丁", "bing ding")]
    assert readings(apply(document, ClearSpan("st", "p", 0, 3, "reading"))) == [("丁", "ding")]
    assert readings(apply(document, ClearSpan("st", "p", 0, 5))) == []
