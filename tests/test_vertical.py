"""Headlines set downwards: vertical forms, Western words on their side, figures in one em, and the text beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from compose_helpers import block, body, context, document, paragraph, story
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk import words
from layoutdesk.base.colour import Cmyk
from layoutdesk.compose.headpart import HeadPart
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.vertical import side_ways
from layoutdesk.display import Glyphs, flatten, path_bounds
from layoutdesk.edits import SetBlock, apply
from layoutdesk.model import GridRect, Paragraph, Span, Story, TextStyle
from layoutdesk.model.elements import HeadPlace
from layoutdesk.model.styles import CHARACTER_STYLES
from layoutdesk.phrasing.story import with_places
from layoutdesk.text.decor import DOT_RADIUS
from layoutdesk.text.downwards import ABOVE
from layoutdesk.text.fonts import FontBook, load_fonts, pip_fonts
from layoutdesk.text.rules import classify
from layoutdesk.text.vertical import SetColumn, column_ems, set_column

STYLE = TextStyle(role="hei-bold", size=20.0)


def column(text: str) -> dict[int, tuple[Glyphs, int]]:
    """For each character that is drawn its run and its place there."""
    found = {}
    for run in set_column(text, STYLE, pip_fonts()).glyphs:
        for place, cluster in enumerate(run.clusters):
            found.setdefault(run.start + cluster, (run, place))
    return found


def test_han_characters_stand_one_under_the_other_in_the_middle() -> None:
    found = column("渡口灯火")
    run, _ = found[0]
    assert run.rotation == 0 and run.xs == (-10.0,) * 4
    assert [round(b - a, 3) for a, b in zip(run.ys, run.ys[1:], strict=False)] == [20.0] * 3
    assert column_ems("渡口灯火", STYLE, pip_fonts()) == 4.0


@pytest.mark.parametrize(("mark", "shown"), [*zip("“”‘’《，（：", "『』「」《，（：", strict=True)])
def test_marks_take_the_vertical_form_of_their_face(mark: str, shown: str) -> None:
    face = pip_fonts().face("hei-bold")
    run, place = column(f"渡{mark}口")[1]
    ((vertical, *_),) = face.shape(shown, {"vert": 1}, script="Hani")
    assert vertical != face.glyph(mark)
    assert run.gids[place] == vertical and run.rotation == 0
    assert run.text[run.clusters[place]] == mark


def points_in_cells(
    text: str, book: FontBook, language: str = "", role: str = "hei-bold"
) -> dict[str, tuple[float, ...]]:
    """The ink of each mark at odd places of ``text``: left, right, top and foot in its cell, em; and where the next cell starts."""
    style = replace(STYLE, role=role, language=language)
    inks = {}
    for run in set_column(text, style, book).glyphs:
        face = book.of(language).face_by_key(run.face)
        for gid, cluster, x, y in zip(run.gids, run.clusters, run.xs, run.ys, strict=True):
            left, right = face.ink(gid)
            over, under = face.heights(gid)
            size = run.size
            inks[run.start + cluster] = (0.5 + x / 20 + left * size / 20, 0.5 + x / 20 + right * size / 20,
                                         y / 20 - over * size / 20, y / 20 + under * size / 20, y / 20 - ABOVE)  # fmt: skip
    found = {}
    for at in range(1, len(text) - 1, 2):
        left, right, top, foot, _ = inks[at]
        start = inks[at - 1][4] + 1.0
        found[text[at]] = (left, right, top - start, foot - start, inks[at + 1][4] - start)
    return found


@pytest.mark.parametrize("role", ["song", "hei-bold", "kai"])
@pytest.mark.parametrize("language", ["", "zh-Hant", "zh-HK"])
def test_every_point_stands_inside_its_cell(language: str, role: str) -> None:
    for book in (pip_fonts(), load_fonts()):
        for left, right, top, foot, following in points_in_cells(
            "渡，口。灯、火；江：城", book, language, role
        ).values():
            assert 0.0 <= left < right <= 1.0 and -0.01 <= top < foot <= following


@pytest.mark.parametrize("language", ["zh-Hant", "zh-HK"])
def test_points_of_taiwan_and_hong_kong_stand_in_the_middle_of_their_em(language: str) -> None:
    book = load_fonts()
    if book.of(language).face("hei-bold") is book.face("hei-bold"):
        pytest.skip("no face of the region")
    for left, right, top, foot, following in points_in_cells("渡，口。灯、火；江：城", book, language).values():
        assert (left + right) / 2 == pytest.approx(0.5, abs=0.01) and (top + foot) / 2 == pytest.approx(0.5, abs=0.01)
        assert following == pytest.approx(1.0, abs=0.02)


def test_points_of_the_mainland_stand_at_the_upper_right() -> None:
    for mark, (left, _, _, foot, _) in points_in_cells("渡，口。灯、火", pip_fonts()).items():
        assert left > 0.55 and foot < 0.5, mark


def test_western_words_and_long_figures_lie_on_their_side() -> None:
    found = column("收录2026年C919与Wi Fi等")
    for at in (2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 15, 16):
        assert found[at][0].rotation == 90.0
    for at in (0, 1, 6, 11, 17):
        assert found[at][0].rotation == 0.0


@pytest.mark.parametrize(("text", "scale"), [("第5届", 1.0), ("第12届", 1.0), ("第128件", 2 / 3)])
def test_one_to_three_figures_stand_upright_in_one_em(text: str, scale: float) -> None:
    found = column(text)
    count = len(text) - 2
    runs = [found[at] for at in range(1, 1 + count)]
    heights = {run.ys[place] for run, place in runs}
    assert len(heights) == 1 and all(run.rotation == 0 for run, _ in runs)
    assert runs[0][0].hscale == pytest.approx(scale, abs=0.03)
    lefts = [run.xs[place] for run, place in runs]
    assert lefts == sorted(lefts) and min(lefts) >= -10.01 and max(lefts) < 10
    assert column_ems(text, STYLE, pip_fonts()) == 3.0


def test_the_sign_of_times_lies_with_its_figures_no_wider_than_one() -> None:
    found = column("上午10∶30开赛")
    assert {found[at][0].rotation for at in range(2, 7)} == {90.0}
    (before, left), (after, right) = found[3], found[5]
    assert 20.0 <= after.ys[right] - before.ys[left] <= 22.5  # one figure and half an em


def test_greek_letters_lie_with_their_unit() -> None:
    found = column("浓度28μg/m³")
    assert {run.rotation for at, (run, _) in found.items() if at > 1} == {90.0}


def test_a_greek_letter_by_itself_stands() -> None:
    assert {run.rotation for run, _ in column("谈α波").values()} == {0.0}


def test_a_dash_of_two_signs_is_one_stroke_of_two_em() -> None:
    run, _ = column("等你来挑——春季")[4]
    assert run.rotation == 90.0
    assert column_ems("挑——春", STYLE, pip_fonts()) == 4.0


TEXTS = st.text("渡口灯火“”《》，。：（）——……2026 C9ab%", min_size=1, max_size=24)


@given(TEXTS)
@settings(deadline=None)
def test_every_character_but_spaces_is_drawn_once_in_order_downwards(text: str) -> None:
    made = set_column(text, STYLE, pip_fonts())
    said = "".join(run.text for run in made.glyphs)
    assert said.replace(" ", "") == text.replace(" ", "")
    tops = [y for run in made.glyphs for y in run.ys]
    assert all(-0.01 <= y <= made.length + STYLE.size for y in tops)
    starts = [run.start for run in made.glyphs]
    assert starts == sorted(starts)


def sided(side: str, *, rows: int = 50, span: int = 4, **parts: str) -> tuple:
    of = story(
        body(20), main="七层老楼装电梯 难在算好一笔账", **{name: paragraph(text, name) for name, text in parts.items()}
    )
    of = with_places(of)
    made = block(of, GridRect(1, 3, span, rows), head_at=side)
    return of, made, compose_page(document([of], [made]), "pg1", pip_fonts())


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_group_stands_at_its_side_and_no_text_runs_into_it(side: str) -> None:
    of, made, page = sided(side, kicker="十二户人家谈了八个月", deck="一层一个价，一楼邻居也有份补偿")
    rect = context().grid.rect(made.area[0])
    down = [line for line in page.lines if line.down]
    flat = [line for line in page.lines if line.story == of.id and not line.down]
    assert {line.style for line in down} == {"kicker", "main", "deck"}
    assert "".join(line.text for line in down if line.style == "main").replace(" ", "") == of.main.text.replace(" ", "")
    for line in down:
        assert rect.x - 0.01 <= line.rect.x and line.rect.right <= rect.right + 0.01
        assert rect.y - 0.01 <= line.rect.y and line.rect.bottom <= rect.bottom + 0.01
    edges = [line.rect.x for line in down], [line.rect.right for line in down]
    if side == "right":
        assert max(line.x + line.width for line in flat) < min(edges[0]) - 9
        assert max(edges[1]) == pytest.approx(rect.right, abs=0.6)
    else:
        assert min(line.x for line in flat) > max(edges[1]) + 9
        assert min(edges[0]) == pytest.approx(rect.x, abs=0.6)
    middle = {line.style: line.rect.x for line in down}
    assert middle["deck"] < middle["main"] < middle["kicker"]
    grid = context().grid
    for line in (line for line in flat if line.style == "body"):
        rows = (line.baseline - grid.baseline(0)) / grid.step
        assert abs(rows - round(rows)) * grid.step < 0.01


def test_the_main_headline_fills_the_height_where_its_range_allows() -> None:
    _, made, page = sided("right", rows=40)
    rect = context().grid.rect(made.area[0])
    mains = [line for line in page.lines if line.style == "main"]
    assert max(line.width for line in mains) > 0.95 * 0.97 * rect.h or mains[0].size == context().headline(3).most


@pytest.mark.parametrize("side", ["left", "right"])
def test_one_column_goes_on_under_a_headline_that_is_lower_than_its_text(side: HeadPlace) -> None:
    grid = context().grid
    of = with_places(story(body(20), main="老码头修好新栈桥"))
    made = block(of, GridRect(0, 0, 2, 40), columns=1, head_at=side, head_size=30.0)
    page = compose_page(document([of], [made]), "pg1", pip_fonts())
    head = next(line for line in page.lines if line.style == "main")
    lines = [line for line in page.lines if line.style == "body"]
    assert "".join(line.text for line in lines) == "".join(part.text for part in of.body)
    foot = head.rect.bottom
    beside = [line for line in lines if line.baseline - grid.em < foot]
    under = [line for line in lines if line.baseline - grid.em >= foot]
    assert beside and len(under) > 4
    whole = grid.rect(made.area[0])
    assert max(line.width for line in under) > whole.w - 2 * grid.em > max(line.width for line in beside)
    # The first line under it follows in the next row but one at most, and none touches the headline.
    assert min(line.baseline for line in under) - max(line.baseline for line in beside) < 1.1 * grid.step
    for line in beside:
        assert line.rect.right <= head.rect.x if side == "right" else line.rect.x >= head.rect.right
    for line in lines:
        rows = (line.baseline - grid.baseline(0)) / grid.step
        assert abs(rows - round(rows)) * grid.step < 0.01
    assert not page.problems


def test_a_hole_under_a_headline_at_the_side_is_told() -> None:
    of = with_places(story(body(60), main="老码头修好新栈桥"))
    low, high = (
        compose_page(
            document([of], [block(of, GridRect(0, 0, 4, rows), columns=2, head_at="left", head_size=30.0)]),
            "pg1",
            pip_fonts(),
        )
        for rows in (24, 44)
    )
    assert not [problem for problem in low.problems if problem.code == "compose.head-hole"]
    (told,) = [problem for problem in high.problems if problem.code == "compose.head-hole"]
    main = next(line for line in high.lines if line.style == "main")
    step = context().grid.step
    assert int(told.args["rows"]) == int((44 * step - (main.rect.bottom - context().grid.type_area.y)) / step)
    assert told.args["rows"] in words.text(told.code, "en", **told.args)


def test_a_block_too_narrow_or_of_two_parts_keeps_its_headline_over_the_text() -> None:
    _, _, narrow = sided("right", span=1)
    assert not any(line.down for line in narrow.lines)
    of = with_places(story(body(12), main="渡口天亮了"))
    low, tall = GridRect(0, 20, 3, 20), GridRect(3, 5, 1, 35)
    page = compose_page(document([of], [block(of, low, tall, head_at="left")]), "pg1", pip_fonts())
    assert any(line.style == "main" for line in page.lines) and not any(line.down for line in page.lines)


def test_a_word_too_long_for_the_height_is_set_smaller_and_told() -> None:
    of = with_places(story(body(4), main="乌兹别克斯坦"))
    page = compose_page(document([of], [block(of, GridRect(0, 0, 3, 6), head_at="right")]), "pg1", pip_fonts())
    (line,) = [line for line in page.lines if line.style == "main"]
    assert line.down and line.size < context().headline(3).least
    assert [problem.args["text"] for problem in page.problems if problem.code == "compose.head-tight"] == [line.text]


def test_ways_downwards_keep_to_the_range_and_to_the_stored_places() -> None:
    of = with_places(story(body(3), main="一万二千个岗位等你来挑"))
    ladder = context().headline(of.priority)
    lawful = {joint.at for joint in of.main.phrases}
    found = side_ways(context(), of, 300.0)
    assert found
    for way in found:
        assert ladder.least <= way.size <= ladder.most and set(way.cuts) <= lawful


def test_turning_a_headline_is_an_edit_of_its_block() -> None:
    of, made, _ = sided("top")
    old = document([of], [made])
    turned = apply(old, SetBlock("pg1", made.id, head_at="left"))
    assert turned.pages[0].elements[-1] == replace(made, head_at="left")


def test_the_text_of_a_vertical_headline_comes_out_of_the_pdf(tmp_path: Path) -> None:
    import pypdfium2

    from layoutdesk.cli import run
    from layoutdesk.store import create

    of = with_places(story(body(9), main="“村超”火了：2026年第12届《清江志》首发——好"))
    create(tmp_path / "v.ldesk", document([of], [block(of, GridRect(0, 0, 4, 40), head_at="right")]), {})
    assert run(["export", str(tmp_path / "v.ldesk"), "--as", "pdf", "-o", str(tmp_path / "v.pdf")]) == 0
    with pypdfium2.PdfDocument(tmp_path / "v.pdf") as pdf:
        said = "".join(pdf[0].get_textpage().get_text_bounded().split())
    assert of.main.text in said


def test_glyphs_of_the_page_stay_on_the_page() -> None:
    _, _, page = sided("left")
    turned: Story | None = None
    for transform, item in flatten(page.display.items):
        if isinstance(item, Glyphs) and item.ys:
            turned = item
            assert 0 < transform[4] + min(item.xs) < page.display.width
            assert 0 < transform[5] + max(item.ys) < page.display.height
    assert turned is not None


def test_emphasis_dots_stand_at_the_right_of_han_characters_and_lines_at_the_left() -> None:
    spans = (Span(0, 6, "dots"), Span(1, 3, "underline"), Span(3, 4, "underline"))
    made = set_column("渡口，天亮2了", STYLE, pip_fonts(), spans=spans, styles=CHARACTER_STYLES)
    dots, first, second = (path_bounds(path) for path in made.drawn)
    half = STYLE.size / 2
    assert dots.x > half
    starts = [segment for segment in made.drawn[0].segments if segment[0] == "M"]
    assert len(starts) == 4  # neither the mark nor the figure
    radius = DOT_RADIUS * STYLE.size
    assert starts[0][2] + radius == pytest.approx(half, abs=0.01 * STYLE.size)
    assert starts[1][2] + radius == pytest.approx(3 * half, abs=0.01 * STYLE.size)
    assert max(first.right, second.right) < -half
    assert second.y - first.bottom > 0.1 * STYLE.size  # neighbouring names do not join
    assert set_column("渡口", STYLE, pip_fonts()).items == set_column("渡口", STYLE, pip_fonts()).glyphs


def test_superscripts_and_subscripts_lie_small_with_their_letters() -> None:
    """Both kinds by the figures of the face, off the baseline: a face that lacks one has no box for it."""
    found = column("全市CO₂降到3600m²以下")
    letter, subscript, superscript = found[3][0], found[4], found[12]
    assert superscript[0].text == "²"
    for run, place in (subscript, superscript):
        assert run.rotation == 90.0 and run.size < letter.size
        assert run.gids[place] == pip_fonts().face("hei-bold").glyph("2")
    assert subscript[0].xs[subscript[1]] < letter.xs[0] < superscript[0].xs[superscript[1]]


@pytest.mark.parametrize(
    ("text", "ems"), [("葛\U000e0100城", 2), ("零\u200b宽", 2), ("为\ufe00了", 2), ("\x00渡口", 2)]
)
def test_what_shows_nothing_takes_no_room(text: str, ems: int) -> None:
    assert column_ems(text, STYLE, pip_fonts()) == ems
    drawn = [gid for run in set_column(text, STYLE, pip_fonts()).glyphs for gid in run.gids]
    assert len(drawn) == ems and 0 not in drawn


def test_a_mark_stays_on_its_letter() -> None:
    plain, marked = (
        column_ems("读cafe报", STYLE, pip_fonts()),
        column_ems("读cafe\u0301报", STYLE, pip_fonts()),
    )
    assert marked == pytest.approx(plain, abs=0.02)
    assert column("读cafe\u0301报")[4][0].rotation == 90.0


@pytest.mark.parametrize(
    "text",
    [
        "每天7×24小时",
        "降至€100以下",
        "不到¥5一斤",
        "升到5°左右",
        "降了5‰呢",
        "分3+2两段",
        "比分3:2了",
        "共₩900元",
        "约±5岁",
    ],
)
def test_figures_with_their_sign_lie_together(text: str) -> None:
    found = column(text)
    for at, char in enumerate(text):
        if classify(char) != "h":
            assert found[at][0].rotation == 90.0, char


@pytest.mark.parametrize("text", ["农业×文旅", "零下±间", "第5届", "年５％增", "气温12℃起"])
def test_signs_and_short_figures_by_themselves_stand(text: str) -> None:
    assert all(run.rotation == 0 for run, _ in column(text).values())


@pytest.mark.parametrize("marks", ["？！", "！！", "？？"])
def test_two_marks_stand_side_by_side_in_one_em(marks: str) -> None:
    found, face = column(f"来{marks}啊"), pip_fonts().face("hei-bold")
    (run, left), (_, right) = found[1], found[2]
    assert run.ys[left] == run.ys[right] and run.rotation == 0
    inks = [face.ink(run.gids[place]) for place in (left, right)]
    edges = [
        run.xs[place] + edge * run.size * run.hscale
        for place, ink in zip((left, right), inks, strict=True)
        for edge in ink
    ]
    assert edges == sorted(edges) and edges[0] >= -10.01 and edges[-1] <= 10.01
    assert column_ems(f"来{marks}啊", STYLE, pip_fonts()) == 3.0
    assert column_ems(f"来{marks}！啊", STYLE, pip_fonts()) == 4.0


def test_an_interpunct_takes_half_an_em_on_the_middle_line() -> None:
    run, place = column("阿里·买买提")[2]
    across, _ = pip_fonts().face("hei-bold").ink_middle(run.gids[place])
    assert run.xs[place] + across * run.size == pytest.approx(0.0, abs=0.01)
    assert column_ems("阿里·买买提", STYLE, pip_fonts()) == 5.5


RED = Cmyk(0, 1, 1, 0)


def test_spans_have_their_own_face_size_and_colour() -> None:
    styles = {**CHARACTER_STYLES, "red": TextStyle(role="song", size=0.0, paint=RED)}
    spans = (Span(2, 4, "red"), Span(5, 6, "superscript"))
    made = set_column("渡口灯火9明6千帆", STYLE, pip_fonts(), spans=spans, styles=styles)
    found = {run.start + cluster: (run, place) for run in made.glyphs for place, cluster in enumerate(run.clusters)}
    plain, red, raised = found[0][0], found[2][0], found[5][0]
    assert plain.face == pip_fonts().face("hei-bold").key and red.face == pip_fonts().face("song").key
    assert red.paint == RED and red.text == "灯火" and plain.paint != RED
    assert raised.size == pytest.approx(0.6 * STYLE.size)
    middle = raised.xs[found[5][1]] + raised.size / 2
    assert middle > 0.15 * STYLE.size and raised.xs[found[5][1]] + raised.size < 0.6 * STYLE.size
    assert made.length == pytest.approx((8 + 0.6) * STYLE.size)


def reading_runs(made: SetColumn) -> list[Glyphs]:
    return [item for item in made.drawn if isinstance(item, Glyphs)]


def test_readings_stand_at_the_right_in_the_middle_of_their_characters_in_one_size() -> None:
    spans = (Span(1, 3, "reading", "pì tī"),)
    made = set_column("看鸊鷉飞", STYLE, pip_fonts(), spans=spans, styles=CHARACTER_STYLES)
    first, second = reading_runs(made)
    assert (first.text, second.text, first.start) == ("pì", "tī", 1)
    assert first.artefact and first.rotation == 90.0 and first.size == second.size
    assert 0.3 <= first.size / STYLE.size <= 0.5
    half = STYLE.size / 2
    for run, middle in ((first, 3 * half), (second, 5 * half)):
        face = pip_fonts().face_by_key(run.face)
        foot = run.ys[-1] + face.advance(run.gids[-1]) * run.size
        assert (run.ys[0] + foot) / 2 == pytest.approx(middle, abs=0.02)
        assert half < min(run.xs) < half + made.beside
    assert "".join(run.text for run in made.glyphs) == "看鸊鷉飞" and not any(run.artefact for run in made.glyphs)


def test_long_readings_are_smaller_and_part_their_characters_at_last() -> None:
    def ems(reading: str) -> tuple[float, float]:
        spans = (Span(0, 2, "reading", reading),)
        made = set_column("庄周梦", STYLE, pip_fonts(), spans=spans, styles=CHARACTER_STYLES)
        tops = [(run.ys[0], run.ys[-1] + 0.3 * run.size) for run in reading_runs(made)]
        assert tops[0][0] >= -0.01 and tops[0][1] < tops[1][0]
        return column_ems("庄周梦", STYLE, pip_fonts(), spans, CHARACTER_STYLES), reading_runs(made)[
            0
        ].size / STYLE.size

    assert ems("é é") == (3.0, 0.5)
    length, scale = ems("wéng hé")
    assert length == 3.0 or 0.3 <= scale < 0.5
    length, scale = ems("zhuāng zhuāng")
    assert length > 3.0 and scale == pytest.approx(0.3)


def test_no_reading_is_lost_where_a_headline_breaks() -> None:
    each, together = (Span(1, 5, "reading", "yī èr sān sì"),), (Span(1, 5, "reading", "yīèrsānsì"),)
    first, second = HeadPart(Paragraph(id="p", text="看一二三四了", spans=each), STYLE, "main", (3,)).lines()
    assert [span.reading for span in first[2]] == ["yī èr"] and [span.reading for span in second[2]] == ["sān sì"]
    first, second = HeadPart(Paragraph(id="p", text="看一二三四了", spans=together), STYLE, "main", (3,)).lines()
    assert [span.reading for span in first[2]] == ["yīèrsānsì"] and not second[2]


def read_beside(side: str, span: int, size: float, breaks: tuple[int, ...] = ()) -> tuple:
    of = story(body(9), main="鸊鷉飞临清江湿地")
    of = replace(of, main=replace(of.main, breaks=breaks, spans=(Span(0, 2, "reading", "pì tī"),)))
    made = block(of, GridRect(1, 3, span, 44), head_at=side, head_size=size)
    return made, compose_page(document([of], [made]), "pg1", pip_fonts())


def test_readings_of_a_group_stay_in_its_block() -> None:
    made, page = read_beside("right", 3, 0.0)
    rect = context().grid.rect(made.area[0])
    shown = [
        (move, item)
        for move, item in flatten(page.display.items)
        if isinstance(item, Glyphs) and item.artefact and item.rotation
    ]
    assert [item.text for _, item in shown] == ["pì", "tī"]
    for move, item in shown:
        assert rect.x < move[4] + min(item.xs) and move[4] + max(item.xs) + item.size * 0.9 < rect.right + 0.5
    assert not [problem for problem in page.problems if problem.code.startswith("compose.reading")]


def test_readings_without_room_are_left_out_and_told() -> None:
    """Three columns of a growing size: before the group goes over its text it goes without its readings."""
    told = []
    for size in range(20, 60):
        _, page = read_beside("left", 2, float(size), breaks=(3, 6))
        assert any(line.down for line in page.lines)
        told = [problem for problem in page.problems if problem.code == "compose.reading-no-room"]
        shown = [item for _, item in flatten(page.display.items) if isinstance(item, Glyphs) and item.text == "pì"]
        assert bool(shown) != bool(told)
        if told:
            break
    assert [problem.args["text"] for problem in told] == ["鸊鷉飞临清江湿地"]
    assert words.text(told[0].code, "zh", **told[0].args) != words.text(told[0].code, "en", **told[0].args)


LOOKS = ["red", "song", "dots", "underline", "superscript", "reading"]


@given(
    TEXTS,
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6), st.sampled_from(LOOKS)), max_size=4),
)
@settings(deadline=None)
def test_whatever_its_spans_every_character_is_drawn_once_and_inside(
    text: str, chosen: list[tuple[int, int, str]]
) -> None:
    styles = {
        **CHARACTER_STYLES,
        "red": TextStyle(role="song-bold", size=0.0, paint=RED),
        "song": TextStyle(role="song", size=26.0),
    }
    spans = tuple(
        Span(start, min(start + length, len(text)), name, "pīn yīn" if name == "reading" else "")
        for start, length, name in chosen
        if start < len(text)
    )
    made = set_column(text, STYLE, pip_fonts(), spans=spans, styles=styles)
    assert "".join(run.text for run in made.glyphs).replace(" ", "") == text.replace(" ", "")
    assert made.length == pytest.approx(STYLE.size * column_ems(text, STYLE, pip_fonts(), spans, styles), abs=0.01)
    for run in (*made.glyphs, *reading_runs(made)):
        assert all(-0.01 * STYLE.size <= y <= made.length + 0.01 * STYLE.size + run.size for y in run.ys)
    for run in reading_runs(made):
        assert run.artefact and STYLE.size / 2 < min(run.xs) and max(run.xs) < STYLE.size / 2 + made.beside


def test_tones_of_bopomofo_stand_at_the_right_of_their_last_symbol() -> None:
    spans = (Span(0, 2, "reading", "ㄔㄥˊ ㄇㄣˊ"),)
    made = set_column("城門開", STYLE, pip_fonts(), spans=spans, styles=CHARACTER_STYLES)
    face = pip_fonts().face("hei-bold")
    for run in reading_runs(made):
        symbols, tone = run.xs[:-1], run.xs[-1]
        assert run.text in ("ㄔㄥˊ", "ㄇㄣˊ") and run.rotation == 0 and len(set(symbols)) == 1
        ink = face.ink(run.gids[-1])
        assert symbols[0] + run.size <= tone + ink[0] * run.size + 0.01
        assert tone + ink[1] * run.size <= STYLE.size / 2 + made.beside + 0.01
        assert run.ys[1] - run.ys[0] == pytest.approx(run.size)  # the tone takes no room downwards
    assert column_ems("城門開", STYLE, pip_fonts(), spans, CHARACTER_STYLES) == pytest.approx(3.0, abs=0.01)


@pytest.mark.parametrize("text", ["《清江市大运河文化遗产保护利用条例》今起施行", "读者热议《新桥建设者口述史料汇编》"])
def test_a_title_parts_downwards_only_where_no_size_of_the_range_holds_it_and_is_told(text: str) -> None:
    of = replace(with_places(story(body(9), main=text)), priority=3)
    ladder, parted = context().headline(3), set()
    start, end = text.index("《"), text.index("》") + 1
    for rows in range(10, 61, 5):
        area = GridRect(0, 0, 5, rows)
        page = compose_page(document([of], [replace(block(of, area), head_at="left")]), "pg1", pip_fonts())
        lines = [line for line in page.lines if line.style == "main"]
        assert "".join(line.text for line in lines) == text
        broken = any(start < line.start < end for line in lines)
        ems = column_ems(text[start:end], TextStyle(role=ladder.role, size=ladder.least), pip_fonts())
        assert not broken or ems * ladder.least > 0.96 * context().grid.rect(area).h
        told = [problem.args["title"] for problem in page.problems if problem.code == "compose.title-parted"]
        assert told == [text[start:end]] * broken
        parted.add(broken)
    assert parted == {True, False}
