"""What must hold for every paragraph: lines keep the text, the rules of line starts and ends, and their measure."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text import rules
from layoutdesk.text.breaking import Broken, break_lines, lines_of_count
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
#: The end of a line in an address, behind one of its solidi.
ADDRESS_END = re.compile(r"[A-Za-z0-9./\-]/\s*$")

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
        "；①",
        "。2、",
        "×20",
        "T-shirt",
        "ＡＢＣ",
        "ＱＩＮＧＪＩＡＮＧＤＡＩＬＹ",
        "０５１７－８３９１２３４５",
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


def lawful(text: str, before: SetLine, after: SetLine, measure: float) -> bool:
    """Whether no mark starts or ends a line that must not and no dash is parted, save in a row of them wider than the line.

    A solidus of an address may end a line; between Han and figures it may not. Longer rows than two dashes part where they must.
    """
    end = before.text.rstrip()[-1:]
    rows = [re.search(f"{sign}*$", before.text)[0] + re.match(f"{sign}*", after.text)[0] for sign in "—…"]
    parted = after.text[0] in "—…" and before.text[-1] == after.text[0] and max(map(len, rows)) <= 4
    if after.text[0] not in NO_START and not parted and (end not in NO_END or ADDRESS_END.search(before.text)):
        return True
    ways = plain_ways(ready(text, BODY))
    first = max((at for at in (0, *ways.places) if at <= after.start), default=0)
    last = min(at for at in ways.places if at >= after.start)
    room = measure / SIZE - (0 if first else BODY.indent)
    return first < after.start < last and ways.width(first, last) - ways.given(first, last) > room


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
        assert lawful(text, before, after, measure), (before.text, after.text)


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
    ends = break_lines(prepared, 0, len(text), [measure]).ends
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


TRACKED = TextStyle(size=SIZE, letter_space=(-0.02, 0.03))
#: Dearer than any sum of lines that fit.
TOO_WIDE = 1e15


@lru_cache(maxsize=8)
def ready(text: str, style: TextStyle = FLAT) -> Prepared:
    book = pip_fonts()
    return prepared_for(text, runs_of(text, style, SIZE, (), {}, book), book, style)


class Ways:
    """Every way to break a paragraph at given places, and what it costs by the words of ``layoutdesk.text.cost``."""

    def __init__(self, prepared: Prepared, breaks: Sequence[int], penalties: Mapping[int, float]) -> None:
        self.prepared, self.penalties = prepared, penalties
        self.length = len(prepared.text)
        self.places = [*breaks, self.length]
        real = [at for at, letter in enumerate(prepared.letters) if letter not in rules.MARKS]
        self.lone = real[-2] + 1 if len(real) > 1 else 0
        runs = re.finditer(r"[ldtuyx]{8,}", prepared.letters) if prepared.tracking else ()
        self.joints = {at for run in runs for at in range(run.start() + 1, run.end()) if prepared.boxes.gids[at] >= 0}
        self.ladder = prepared.ladder if prepared.western else 0
        self.hyphened = {at for at in breaks if at in prepared.hyphens or prepared.text[at - 1] in "-‐"}

    def width(self, start: int, end: int) -> float:
        hyphen = self.prepared.hyphens.get(end, 0.0) if end < self.length else 0.0
        return self.prepared.right[end] - self.prepared.left[start] + hyphen

    def given(self, start: int, end: int) -> float:
        """All the white that a line can give up, and what its letters can."""
        elastic = self.prepared.elastic
        letters = elastic.room[end - 1] - elastic.room[start] if elastic else 0.0
        return letters + sum(amount for at, _, amount in self.prepared.gives if start < at < end)

    def flex(self, start: int, end: int) -> tuple[float, float]:
        """What the letters of a line take at most, and how wide its gaps are before they do."""
        if self.prepared.elastic:
            return self.prepared.elastic.flex[end - 1] - self.prepared.elastic.flex[start], 0.06
        return 0.03 * sum(start < at < end for at in self.joints), 0.25

    def line(self, start: int, end: int, measure: float) -> float | None:
        """What a line costs; ``None`` where it does not fit."""
        wider = self.width(start, end) - measure
        price = self.penalties.get(end, 0.0) ** 2
        if wider > 1e-9:
            given = self.given(start, end)
            most = 100 if self.prepared.elastic else 15
            return None if wider > given + 1e-9 else (1 + most * (wider / given) ** 3) ** 2 + price
        if end == self.length:
            return (1 + (60_000 if start and start >= self.lone else 0)) ** 2 + price
        takes = () if self.prepared.elastic else self.prepared.takes
        taken = sum(amount for at, _, amount in takes if start < at < end)
        return (1 + self.looseness(start, end, -wider - self.prepared.trail[end] - taken)) ** 2 + price

    def looseness(self, start: int, end: int, lacking: float) -> float:
        if lacking <= 0:
            return 0.0
        gaps, strain = self.prepared.gaps[end - 1] - self.prepared.gaps[start], 0.0
        most, first = self.flex(start, end) if gaps else (0.0, 0.0)
        beyond = lacking - first * gaps
        if most and beyond > 0:
            lacking -= min(beyond, most)
            strain = 100 * min(beyond, most) / most
        each = lacking / (gaps or 0.4 * (end - start)) / 0.06
        return strain + (100 * each**3 if 100 * each**3 < 1e6 else 1e6 * (each / 1e4 ** (1 / 3)) ** 0.5)

    def lines(self, start: int, measure: float) -> list[tuple[int, float]]:
        """Every line that may start at a place, its end and its cost: the first one, too wide, only where none fits."""
        ends = [end for end in self.places if end > start]
        costs = [(end, self.line(start, end, measure)) for end in ends]
        too_wide = [(ends[0], TOO_WIDE * (1 + self.width(start, ends[0]) - measure))]
        return [(end, cost) for end, cost in costs if cost is not None] or too_wide

    def least(self, measures: Sequence[float]) -> float:
        """The least cost of all ways, found by trying them all."""

        @cache
        def rest(start: int, number: int, row: int) -> float:
            if start == self.length:
                return 0.0
            below = min(number + 1, len(measures) - 1)
            return min(
                cost + self.over_ladder(end, row, cost) + rest(end, below, self.row(end, row))
                for end, cost in self.lines(start, measures[number])
            )

        return rest(0, 0, 0)

    def row(self, end: int, before: int) -> int:
        """How many lines in a row end with a hyphen, up to one that ends there; more than the ladder count as those."""
        return min(before + 1, self.ladder) if end in self.hyphened else 0

    def over_ladder(self, end: int, before: int, cost: float) -> float:
        """What a line costs besides that ends with a hyphen behind as many in a row as may be, if it fits."""
        more = self.ladder and end in self.hyphened and before == self.ladder and cost < TOO_WIDE
        return 9e12 if more else 0.0

    def cost(self, ends: Sequence[int], measures: Sequence[float]) -> float:
        """What one way costs; an error where it has a line that may not be."""
        total, row = 0.0, 0
        for at, (start, end) in enumerate(zip((0, *ends[:-1]), ends, strict=True)):
            cost = dict(self.lines(start, measures[min(at, len(measures) - 1)]))[end]
            total += cost + self.over_ladder(end, row, cost)
            row = self.row(end, row)
        return total


def plain_ways(prepared: Prepared) -> Ways:
    """The ways at the places where a line may end without need."""
    return Ways(prepared, [at for at in prepared.breaks if at < len(prepared.text)], prepared.soft)


def fewest(prepared: Prepared, measure: float) -> int:
    """The least number of lines: each as full as it can be."""
    start = count = 0
    ways = plain_ways(prepared)
    while start < len(prepared.text):
        start = ways.lines(start, measure)[-1][0]
        count += 1
    return count


def assert_best(text: str, measures: list[float], style: TextStyle = FLAT) -> None:
    """No way to break costs less than the engine's: none at the plain places where it knows no others, else none at those and the
    places that it has added.

    It adds places only where the best plain way costs more than a line with gaps of a tenth of an em (in a Western paragraph, with
    gaps that count as fully stretched), and to its gain.
    """
    prepared = ready(text, style)
    plain = plain_ways(prepared)
    best = break_lines(prepared, 0, len(text), measures)
    ways = Ways(prepared, best.breaks, best.penalties)
    cost, plainly = ways.cost(best.ends, measures), plain.least(measures)
    assert cost == pytest.approx(ways.least(measures), rel=1e-9)
    assert set(plain.places) <= set(ways.places)
    if ways.places == plain.places:
        assert ways.penalties == plain.penalties
    else:
        assert plainly > (1 + 100 * ((0.06 if prepared.western else 0.1) / 0.06) ** 3) ** 2
        assert cost <= plainly * (1 + 1e-9)


NARROW_AND_WIDE = st.integers(min_value=50, max_value=240)


@settings(max_examples=150, deadline=None)
@given(PLAIN, NARROW_AND_WIDE)
def test_the_breaks_are_the_best_there_are(text: str, tenths: int) -> None:
    assert_best(text, [tenths / 10])


@settings(max_examples=100, deadline=None)
@given(PLAIN, st.lists(NARROW_AND_WIDE, min_size=2, max_size=5))
def test_so_they_are_where_measures_differ(text: str, tenths: list[int]) -> None:
    assert_best(text, [tenth / 10 for tenth in tenths])


@settings(max_examples=150, deadline=None)
@given(MIXED, NARROW_AND_WIDE, st.sampled_from([FLAT, TRACKED]))
def test_so_they_are_in_mixed_text(text: str, tenths: int, style: TextStyle) -> None:
    assert_best(text, [tenths / 10], style)


@settings(max_examples=100, deadline=None)
@given(MIXED, st.lists(NARROW_AND_WIDE, min_size=2, max_size=4), st.sampled_from([FLAT, TRACKED]))
def test_so_they_are_in_mixed_text_where_measures_differ(text: str, tenths: list[int], style: TextStyle) -> None:
    assert_best(text, [tenth / 10 for tenth in tenths], style)


ENGLISH = st.lists(
    st.sampled_from(
        ["a", "of", "the", "office", "affluent", "raffles,", "satellite", "two-thirds", "1,358", '"We', "it's", "no", "years.",
         "straightforwardness", "counter-productive", "international", "responsibility"]
    ),
    min_size=1,
    max_size=20,
).map(" ".join)  # fmt: skip
YIELDING = TextStyle(
    size=SIZE, language="en", word_space=(0.7, 1.0, 1.5), letter_space=(-0.02, 0.03), glyph_scale=(0.97, 1.03)
)


@settings(max_examples=150, deadline=None)
@given(ENGLISH, st.lists(NARROW_AND_WIDE, min_size=1, max_size=3), st.integers(0, 2))
@example(
    "a responsibility raffles, of the international responsibility years. counter-productive international", [60, 64], 1
)
def test_so_they_are_where_letters_give_way_and_hyphens_in_a_row_are_capped(
    text: str, tenths: list[int], ladder: int
) -> None:
    assert_best(text, [tenth / 10 for tenth in tenths], replace(YIELDING, ladder=ladder))


@settings(max_examples=100, deadline=None)
@given(st.one_of(PLAIN, MIXED).map(lambda text: text[:10]), NARROW_AND_WIDE)
def test_no_other_way_of_a_very_short_paragraph_costs_less(text: str, tenths: int) -> None:
    """The reference itself held to what it says: every subset of the places is a way, and none costs less."""
    ways, measure = plain_ways(ready(text)), tenths / 10
    *inner, end = ways.places
    costs = []
    for chosen in chain.from_iterable(combinations(inner, size) for size in range(len(inner) + 1)):
        with suppress(KeyError):
            costs.append(ways.cost((*chosen, end), [measure]))
    assert min(costs) == pytest.approx(ways.least([measure]), rel=1e-12)
    assert_best(text, [measure])


@pytest.mark.parametrize(("ems", "widest"), [(9.0, 0.61), (10.0, 0.81), (11.0, 0.15)])
def test_two_numbers_in_a_narrow_column_leave_no_hole_where_none_need_be(ems: float, widest: float) -> None:
    text = "联系人：濮先生、郗女士，电话：0726-5550633、0726-5550634。监督电话：0726-5550261。"
    assert max(line.gap for line in lines_of(text, ems * SIZE, FLAT)) <= widest


def test_a_number_that_makes_lines_before_it_loose_parts_between_its_fours() -> None:
    text = "●市第一人民医院工作人员敖晗遗失医师资格证书，编号2014991101010728，声明作废。"
    lines = lines_of(text, 8.5 * SIZE)
    assert max(line.gap for line in lines) < 0.25
    assert [line.text for line in lines if line.text[0].isdigit()] == ["0728，声明作废。"]


@settings(max_examples=150, deadline=None)
@given(CHINESE, NARROW_AND_WIDE, st.integers(min_value=1, max_value=90))
def test_the_least_number_of_lines_never_falls_as_the_measure_narrows(text: str, tenths: int, less: int) -> None:
    """By what the engine sets when it is asked for as few lines as it can; in no measure does its best have fewer."""
    wide, narrow = tenths / 10, max(5.0, (tenths - less) / 10)
    least = {measure: least_lines(text, measure) for measure in (narrow, wide)}
    assert least[narrow] >= least[wide]
    for measure, count in least.items():
        assert count == fewest(ready(text), measure)
        if not break_lines(ready(text), 0, len(text), [measure]).penalties.keys() - ready(text).soft.keys():
            assert line_count(Paragraph(id="p", text=text), FLAT, measure * SIZE, pip_fonts()) >= count


def least_lines(text: str, measure: float) -> int:
    """The fewest lines in which the engine can set a paragraph at its plain places: asked for one, for two and so on."""
    prepared = ready(text)
    ways = plain_ways(prepared)
    places = Broken([len(text)], ways.places[:-1], prepared.soft)
    for count in range(1, len(ways.places) + 1):
        if ends := lines_of_count(prepared, 0, places, [measure], count):
            assert len(ends) == count and ways.cost(ends, [measure])
            return count
    raise AssertionError(text)


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
