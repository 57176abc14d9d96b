"""What must hold for every paragraph: lines keep the text, the rules of line starts and ends, and their measure."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text import rules
from layoutdesk.text.breaking import LONE, LOOSE, SQUEEZED, STRETCHED, WIDE, break_lines
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.justify import fit
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import _prepare as prepared_for
from layoutdesk.text.paragraph import clear_cache, line_count, set_paragraph
from layoutdesk.text.prepare import Prepared
from layoutdesk.text.spans import runs_of

SIZE = 10.0
BODY = TextStyle(size=SIZE, indent=2.0)
FLAT = TextStyle(size=SIZE)
NO_START = set("。．，、：；！？‼⁇」』”’）》〉】〗〕］｝～–·・‧/／")
NO_END = set("「『“‘（《〈【〖〔［｛/／")

HAN = st.text(alphabet="河湾新桥今日通车记者从市交通局获悉沿线群众出行更加方便一二三", min_size=1, max_size=12)
MARKS = st.sampled_from(
    [
        "，",
        "。",
        "、",
        "；",
        "：",
        "？",
        "！",
        "——",
        "……",
        "·",
        "，“",
        "。”",
        "”（",
        "）。",
        "《",
        "》",
        "？！",
        "／",
        *"•~％∶｡￥",
    ]
)
WESTERN = st.sampled_from(
    [
        "2026",
        "12,345.6",
        "3.5%",
        "7×24",
        "12:30",
        "OK",
        "5G",
        "bridge",
        "the river",
        "A03",
        " ",
        "km",
        "office",
        "1",
        "WiFi 6",
        "120㎡",
        "３５㎏",
        "0517-83912345",
        "13812345678",
        "www.paper-of-the-day.example/news/index.html",
        "desk@paper.example.com",
        "6222021234567890123",
        "Intelligence",
        "UNESCO",
        "a while—to",
        "C++",
        "𬳽㙍",
    ]
)
CHINESE = st.lists(st.one_of(HAN, HAN, MARKS, WESTERN), min_size=1, max_size=40).map("".join)
CLAUSE = st.tuples(HAN, st.sampled_from(["", "，", "。", "、", "：", "；", "？", "！"])).map("".join)
MIXED = st.lists(st.one_of(HAN, HAN, HAN, MARKS, WESTERN), min_size=1, max_size=14).map("".join)
PLAIN = st.lists(CLAUSE, min_size=1, max_size=16).map("".join)
MEASURES = st.integers(min_value=50, max_value=300).map(lambda tenth: tenth / 10 * SIZE)


def stays_short(text: str, line: SetLine) -> bool:
    """Whether a line has nothing that could be driven out: one glyph, or one word of a Western paragraph."""
    if sum(gid > 0 for run in line.glyphs for gid in run.gids) < 2:
        return True
    return rules.is_western(rules.classes(text)) and " " not in line.text.strip()


def lines_of(text: str, measure: float, style: TextStyle = BODY):
    return set_paragraph(Paragraph(id="p", text=text), style, measure, pip_fonts())


@settings(max_examples=150, deadline=None)
@given(CHINESE, MEASURES)
def test_lines_together_are_the_paragraph(text: str, measure: float) -> None:
    lines = lines_of(text, measure)
    assert "".join(line.text for line in lines) == text
    assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
    assert lines[-1].end == len(text)
    for line in lines:
        shown = "".join(run.text for run in line.glyphs if not run.artefact)
        assert shown == line.text.rstrip(" \u3000")
        for run in line.glyphs:
            assert len(run.gids) == len(run.xs) == len(run.clusters)
            assert all(0 <= cluster < len(run.text) for cluster in run.clusters)
            assert run.artefact or text[run.start : run.start + len(run.text)] == run.text


@settings(max_examples=150, deadline=None)
@given(CHINESE, MEASURES)
def test_no_line_starts_or_ends_with_a_forbidden_mark(text: str, measure: float) -> None:
    lines = lines_of(text, measure)
    for before, after in pairwise(lines):
        assert after.text[0] not in NO_START, (before.text, after.text)
        assert before.text.rstrip()[-1:] not in NO_END, (before.text, after.text)
        for sign in "—…":
            row = re.search(f"{sign}*$", before.text)[0] + re.match(f"{sign}*", after.text)[0]
            assert len(row) > 4 or not (before.text.endswith(sign) and after.text.startswith(sign))


@settings(max_examples=150, deadline=None)
@given(CHINESE, MEASURES)
def test_justified_lines_are_flush(text: str, measure: float) -> None:
    for line in lines_of(text, measure):
        right = line.x + line.width
        if line.last or stays_short(text, line):
            assert right <= measure + 0.01
        else:
            assert abs(right - measure) <= 0.01, line.text
            assert line.gap >= 0.0


@settings(max_examples=150, deadline=None)
@given(CHINESE, MEASURES)
def test_glyphs_run_on_from_left_to_right_within_the_measure(text: str, measure: float) -> None:
    for line in lines_of(text, measure):
        xs = [x for run in line.glyphs for x in run.xs]
        # A trimmed opening mark stands half an em left of its place: its white half is outside.
        assert all(after - before > -0.5 * SIZE - 0.002 for before, after in pairwise(xs))
        assert not xs or xs[0] >= -0.5 * SIZE - 0.002
        assert not xs or xs[-1] < measure


CHOICES = st.fixed_dictionaries(
    {
        "prohibition": st.sampled_from(["none", "basic", "gb", "strict"]),
        "pairs": st.sampled_from(["one-and-half", "one"]),
        "trim_start": st.sampled_from(["never", "lines", "always"]),
        "trim_end": st.sampled_from(["never", "needed", "always"]),
        "interpunct": st.sampled_from(["half", "full"]),
        "shrink_stops": st.booleans(),
        "hyphenate": st.booleans(),
        "last_line": st.integers(0, 4),
        "latin_gap": st.sampled_from([0.0, 0.125, 0.25]),
    }
)


@settings(max_examples=200, deadline=None)
@given(CHINESE, MEASURES, CHOICES)
def test_whatever_a_style_chooses_nothing_is_lost_and_lines_are_flush(
    text: str, measure: float, choices: dict[str, object]
) -> None:
    lines = lines_of(text, measure, TextStyle(size=SIZE, indent=2.0, **choices))
    assert "".join(line.text for line in lines) == text
    for line in lines:
        right = line.x + line.width
        alone = (
            sum(len(run.gids) for run in line.glyphs if not run.artefact) == 1
        )  # a character before a word that may not part
        short = line.last or alone or stays_short(text, line)
        assert right <= measure + 0.01 if short else abs(right - measure) <= 0.01


@settings(max_examples=200, deadline=None)
@given(CHINESE, st.integers(min_value=90, max_value=300), CHOICES)
def test_no_gap_is_negative(text: str, tenths: int, choices: dict[str, object]) -> None:
    """No body of a character comes over the one before it, however a line is fitted."""
    style = TextStyle(size=SIZE, **choices)
    book = pip_fonts()
    prepared = prepared_for(text, runs_of(text, style, SIZE, (), {}, book), book, style)
    measure, start = tenths / 10, 0
    ends = break_lines(prepared, 0, len(text), [measure])
    for end in ends:
        line = fit(prepared, start, end, measure, stretch=end != ends[-1], hyphen=prepared.hyphens.get(end, 0.0))
        moves = line.moves or (0.0,) * (end - start)
        pens = [
            prepared.left[at] + moves[at - start] + line.each * prepared.gaps[at] - line.each * prepared.gaps[start]
            for at in range(start, end)
        ]
        for at in range(start + 1, end):
            gap = pens[at - start] - pens[at - 1 - start] - prepared.boxes.bodies[at - 1]
            assert gap >= -1e-9, text[start:end]
        start = end


@settings(max_examples=60, deadline=None)
@given(CHINESE, MEASURES)
def test_what_is_kept_equals_what_is_set_anew(text: str, measure: float) -> None:
    kept = lines_of(text, measure)
    assert lines_of(text, measure) is kept
    clear_cache()
    assert lines_of(text, measure) == kept


# --- against exhaustive search ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def ready(text: str) -> Prepared:
    book = pip_fonts()
    return prepared_for(text, runs_of(text, FLAT, SIZE, (), {}, book), book, FLAT)


def demerits(prepared: Prepared, start: int, end: int, measure: float, lone: int, loosest: float = 1e9) -> float | None:
    """The cost of one line by the definition in words; ``None`` where it is too wide or lacks more than ``loosest`` em."""
    hung = measure - (prepared.right[end] - prepared.left[start])
    penalty = prepared.soft.get(end, 0.0) ** 2
    if hung < -1e-9:
        room = prepared.room[end - 1] - prepared.room[start]
        return None if room + hung < -1e-9 else (1 + SQUEEZED * (-hung / room) ** 3) ** 2 + penalty
    if end == len(prepared.text):
        return (1.0 + (LONE if start and start >= lone else 0.0)) ** 2
    if hung > loosest:
        return None
    wanted = hung - prepared.trail[end] - (prepared.supple[end - 1] - prepared.supple[start])
    count = prepared.gaps[end - 1] - prepared.gaps[start]
    badness = 100 * (wanted / ((count or 0.1) * STRETCHED)) ** 3 if wanted > 0 else 0.0
    return (1 + min(badness, 1e6)) ** 2 + penalty


def cost_of(prepared: Prepared, ends: list[int], measures: Sequence[float], lone: int) -> float | None:
    total, start = 0.0, 0
    for number, end in enumerate(ends):
        cost = demerits(prepared, start, end, measures[min(number, len(measures) - 1)], lone)
        if cost is None:
            return None
        total, start = total + cost, end
    return total


def exhaustive(prepared: Prepared, measures: Sequence[float], lone: int, loosest: float) -> float | None:
    """The least cost over every way to break, found by trying them all.

    Lines that lack more than ``loosest`` em are left out: the engine looks at them only in need.
    """

    @cache
    def least(start: int, number: int) -> float | None:
        if start == len(prepared.text):
            return 0.0
        best, below = None, min(number + 1, len(measures) - 1)
        for end in prepared.breaks:
            if end > start:
                own = demerits(prepared, start, end, measures[number], lone, loosest)
                rest = least(end, below) if own is not None else None
                if rest is not None and (best is None or own + rest < best):
                    best = own + rest
        return best

    return least(0, 0)


def fewest(prepared: Prepared, measure: float) -> int:
    """The least number of lines: each as full as it can be."""
    start = count = 0
    while start < len(prepared.text):
        fitting = [
            end
            for end in prepared.breaks
            if end > start
            and prepared.right[end] - prepared.left[start] - (prepared.room[end - 1] - prepared.room[start]) <= measure
        ]
        start = fitting[-1] if fitting else next(end for end in prepared.breaks if end > start)
        count += 1
    return count


def assert_best(text: str, measures: list[float]) -> None:
    """No way to break costs less than the engine's; where no line is loose, since then it breaks words as well."""
    prepared = ready(text)
    real = [at for at, letter in enumerate(prepared.letters) if letter not in rules.MARKS]
    lone = real[-2] + 1 if len(real) > 1 else 0
    best = exhaustive(prepared, measures, lone, LOOSE)
    if best is None:
        return
    ends = break_lines(prepared, 0, len(text), measures)
    if not set(ends) <= set(prepared.breaks):
        return
    cost = cost_of(prepared, ends, measures, lone)
    assert cost is not None
    if len(ends) > 1 and ends[-2] >= lone:  # a last line too short: looser lines were tried
        best = min(best, exhaustive(prepared, measures, lone, max(LOOSE, min(measures) * WIDE)))
    assert cost <= best * (1 + 1e-6)
    assert cost >= exhaustive(prepared, measures, lone, 1e9) * (1 - 1e-6)


@settings(max_examples=150, deadline=None)
@given(PLAIN, st.integers(min_value=80, max_value=200))
def test_the_breaks_are_the_best_there_are(text: str, tenths: int) -> None:
    assert_best(text, [tenths / 10])


@settings(max_examples=100, deadline=None)
@given(PLAIN, st.lists(st.integers(min_value=80, max_value=200), min_size=2, max_size=5))
def test_so_they_are_where_measures_differ(text: str, tenths: list[int]) -> None:
    assert_best(text, [tenth / 10 for tenth in tenths])


@settings(max_examples=100, deadline=None)
@given(MIXED, st.integers(min_value=120, max_value=240))
def test_so_they_are_in_mixed_text(text: str, tenths: int) -> None:
    assert_best(text, [tenths / 10])


@settings(max_examples=150, deadline=None)
@given(CHINESE, st.integers(min_value=100, max_value=250), st.integers(min_value=1, max_value=90))
def test_the_least_number_of_lines_never_falls_as_the_measure_narrows(text: str, tenths: int, less: int) -> None:
    prepared = ready(text)
    assert fewest(prepared, max(4.0, (tenths - less) / 10)) >= fewest(prepared, tenths / 10)


@settings(max_examples=100, deadline=None)
@given(PLAIN, st.integers(min_value=80, max_value=200), st.integers(min_value=1, max_value=60))
def test_a_narrower_measure_never_needs_fewer_lines(text: str, tenths: int, less: int) -> None:
    prepared = ready(text)
    wide, narrow = tenths / 10, max(4.0, (tenths - less) / 10)
    assert fewest(prepared, narrow) >= fewest(prepared, wide)
    for measure in (wide, narrow):
        count = line_count(Paragraph(id="p", text=text), FLAT, measure * SIZE, pip_fonts())
        assert count >= fewest(prepared, measure)


# --- measures that differ, hostile copy -------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(CHINESE, st.lists(st.integers(min_value=60, max_value=250), min_size=1, max_size=8))
def test_every_line_keeps_to_its_own_measure(text: str, measures: list[int]) -> None:
    widths = tuple(map(float, measures))
    lines = set_paragraph(Paragraph(id="p", text=text), FLAT, 1.0, pip_fonts(), widths=widths)
    assert "".join(line.text for line in lines) == text
    for number, line in enumerate(lines):
        measure = widths[min(number, len(widths) - 1)]
        assert line.x + line.width <= measure + 0.01
        if not line.last and not stays_short(text, line) and sum(len(run.gids) for run in line.glyphs) > 1:
            assert line.x + line.width >= measure - 0.01


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.integers(min_value=1, max_value=300))
def test_any_text_in_any_measure_is_set_whole(text: str, measure: int) -> None:
    assert "".join(line.text for line in lines_of(text, float(measure))) == text


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(["a", "1", "，", "（", "河", "—", " ", "\u0301", "www.example.com/", "河a"]))
def test_the_time_for_hostile_copy_is_in_proportion(unit: str) -> None:
    start = time.process_time()
    lines_of(unit * (20_000 // len(unit)), 150.0)
    assert time.process_time() - start < 30.0


def test_a_row_of_figures_costs_no_square_of_its_length() -> None:
    start = time.process_time()
    lines_of("1" * 60_000, 150.0)
    assert time.process_time() - start < 25.0
