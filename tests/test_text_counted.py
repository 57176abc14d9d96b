"""Paragraphs set longer or shorter than looks best: the count asked for or the best one, the text as it is, the rules kept."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_text_properties import CHINESE, MEASURES, MIXED, PLAIN, Ways, lawful, ready, stays_short

from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text.breaking import break_lines, lines_of_count
from layoutdesk.text.counted import FITTED
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import set_paragraph

BODY = TextStyle(size=10.0, indent=2.0)
MORE = st.sampled_from([-3, -2, -1, 1, 2, 3])
COPY = (
    "清晨的江面上还有一层薄雾，渡口的老船工已经把缆绳解开，等着第一批过江的人。“今天的风不大，”他说，“船走得稳。”"
    "码头边的早点铺子早早亮了灯，蒸笼一揭，白汽漫过半条街；赶早市的人挑着担子走过石阶，脚步又轻又快。"
)


def lines_of(text: str, measure: float, more: int = 0, breaks: tuple[int, ...] = ()) -> tuple[SetLine, ...]:
    paragraph = Paragraph(id="p", text=text, more_lines=more, breaks=breaks)
    return set_paragraph(paragraph, BODY, measure, pip_fonts())


def widest_gap(lines: tuple[SetLine, ...]) -> float:
    return max((line.gap for line in lines if not line.last), default=0.0)


@settings(max_examples=200, deadline=None)
@given(CHINESE, MEASURES, MORE)
def test_lines_are_as_many_as_wanted_or_as_look_best(text: str, measure: float, more: int) -> None:
    best, lines = lines_of(text, measure), lines_of(text, measure, more)
    assert len(lines) - len(best) in (0, more)
    if len(lines) == len(best):
        assert lines == best


@settings(max_examples=200, deadline=None)
@given(CHINESE, MEASURES, MORE)
def test_the_rules_of_setting_hold(text: str, measure: float, more: int) -> None:
    best, lines = lines_of(text, measure), lines_of(text, measure, more)
    assert "".join(line.text for line in lines) == text
    assert widest_gap(lines) <= max(FITTED, widest_gap(best)) + 0.001
    for before, after in pairwise(lines):
        assert lawful(text, before, after, measure)
    for line in lines:
        right = line.x + line.width
        assert right <= measure + 0.01 if line.last or stays_short(text, line) else abs(right - measure) <= 0.01
    if len(lines) != len(best) and len(lines) > 1:
        assert len(re.findall(r"\w|%", lines[-1].text)) != 1


@settings(max_examples=150, deadline=None)
@given(st.one_of(PLAIN, MIXED), st.integers(min_value=50, max_value=200))
def test_counting_lines_takes_nothing_from_the_best(text: str, tenths: int) -> None:
    prepared, measures = ready(text), [tenths / 10]
    best = break_lines(prepared, 0, len(text), measures)
    counted = lines_of_count(prepared, 0, best, measures, len(best.ends))
    ways = Ways(prepared, best.breaks, best.penalties)
    assert len(counted) == len(best.ends)
    assert ways.cost(counted, measures) == pytest.approx(ways.cost(best.ends, measures), rel=1e-9)


def test_a_line_more_and_a_line_fewer_can_be_had_of_ordinary_copy() -> None:
    best = len(lines_of(COPY, 160.0))
    assert len(lines_of(COPY, 160.0, 1)) == best + 1
    fewer = [len(lines_of(COPY[:cut], 160.0, -1)) - len(lines_of(COPY[:cut], 160.0)) for cut in range(60, len(COPY))]
    assert -1 in fewer
    assert set(fewer) <= {0, -1}


def test_a_paragraph_with_forced_line_starts_keeps_its_lines() -> None:
    assert lines_of(COPY, 160.0, 1, (20,)) == lines_of(COPY, 160.0, 0, (20,))
