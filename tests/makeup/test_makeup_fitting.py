"""Copyfitting: what a way promises is what composing gives, and no way touches a word of copy or a rule of setting."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from compose_helpers import SENTENCE, block, body, document, paragraph, picture, story
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.context import context_of
from layoutdesk.compose.head import part_range
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.picture import CROP_LIMIT
from layoutdesk.compose.types import ComposedPage, Fit
from layoutdesk.display import Image, flatten
from layoutdesk.edits import (
    AddParagraph,
    Batch,
    FitParagraph,
    History,
    SetArea,
    SetBlock,
    SetBreaks,
    apply,
    from_json,
    to_json,
)
from layoutdesk.makeup.fitting import Fitting, Way, fit
from layoutdesk.makeup.fitting.choose import cheapest_sets, cost_of
from layoutdesk.makeup.fitting.types import Move, Part
from layoutdesk.model import Asset, Box, Document, GridRect, Paragraph, PicturePlace, Story, TextFrame
from layoutdesk.model.story import paragraphs
from layoutdesk.text.counted import FITTED
from layoutdesk.text.fonts import pip_fonts

NO_START = set("。，、；：！？”’）》")
SENTENCES = (
    "渡口的灯从傍晚亮到天明，摆渡的人说：“风不大，船走得稳。”",
    "今年春天，全市新修码头12处，往来的船只按时靠岸，货物一件件搬进仓库；",
    "老人们坐在石阶上晒太阳，孩子们跑来跑去，笑声一直传到对岸。",
    SENTENCE,
)


def issue(of: Story, rows: int, columns: int = 3, **fields: object) -> Document:
    return document([of], [replace(block(of, GridRect(0, 0, columns, rows), **fields), id="el")])


def with_asset(of: Document, **shape: int) -> Document:
    asset = Asset(
        id="as", name="渡口.jpg", sha256="0" * 64, media="image/jpeg", **{"width": 1600, "height": 1000, **shape}
    )
    stories = tuple(
        replace(one, body=tuple(replace(i, asset="as") if hasattr(i, "caption") else i for i in one.body))
        for one in of.stories
    )
    return replace(of, assets=(asset,), stories=stories)


def composed(of: Document) -> ComposedPage:
    return compose_page(of, "pg1", pip_fonts())


def standing(of: Document, element: str = "el") -> Fit:
    return next(fit for fit in composed(of).fits if fit.element == element)


def fitted(of: Document, reserve: int = 0) -> Fitting:
    return fit(of, "pg1", "el", pip_fonts(), reserve)


def codes(way: Way) -> set[str]:
    return {part.code.removeprefix("makeup.fit.") for part in way.parts}


def short_by(of: Story, rows: int, **fields: object) -> Document:
    """The story in a block that is ``rows`` rows too low for it."""

    def holds(high: int) -> bool:
        page = composed(issue(of, high, **fields))
        return not {"compose.overset", "compose.picture-no-room"} & {problem.code for problem in page.problems}

    low, high = 1, 130
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return issue(of, low - rows, **fields)


def article(kinds: list[int], *, pictured: bool, heads: bool, group: bool) -> Story:
    items = [paragraph("".join(SENTENCES[(kind + n) % 4] for n in range(1 + kind % 5))) for kind in kinds]
    if heads:
        items[len(items) // 2 : len(items) // 2] = [paragraph("渡口的灯", "subhead")]
    parts = {"kicker": paragraph("一盏灯照了一百二十年", "kicker"), "deck": paragraph("新桥把灯留给晚归的人", "deck")}
    return story([picture(), *items] if pictured else items, **(parts if group else {}))


ARTICLES = st.builds(
    article, st.lists(st.integers(0, 19), min_size=6, max_size=14), pictured=st.booleans(), heads=st.booleans(),
    group=st.booleans(),
)  # fmt: skip


# --- every way, whatever the story


@settings(max_examples=25, deadline=None)
@given(ARTICLES, st.integers(-6, 4), st.sampled_from(["", "box"]), st.sampled_from(["top", "left"]))
# A smaller headline at the side left a hole under itself.
@example(article([0, 0, 0, 0, 0, 4, 14], pictured=False, heads=False, group=True), 1, "", "left")
def test_every_way_keeps_its_promise_and_every_word(of: Story, short: int, frame: str, head_at: str) -> None:
    before = with_asset(short_by(of, short, frame=frame, head_at=head_at))
    now, found = standing(before), fitted(before)
    assert (found.over, found.under, found.characters_over) == (now.over, now.under, now.characters_over)
    texts = [part.text for part in paragraphs(before.stories[0])]
    for way in found.ways:
        history = History(before)
        after = apply(before, way.edit)
        history.push(after, way.edit)
        then = standing(after)
        assert (then.over, then.under, then.characters_over) == (way.over, way.under, way.characters_over)
        assert way.gained == (then.under - then.over) - (now.under - now.over)
        assert way.gained * found.wanted > 0
        assert [part.text for part in paragraphs(after.stories[0])] == texts
        assert history.undo().before is before
        assert from_json(to_json(way.edit)) == way.edit
        lawful(before, after)


def lawful(before: Document, after: Document) -> None:
    """Rules of setting, ranges of styles and the crop of pictures hold after an edit."""
    page, was = composed(after), composed(before)
    widest = max((line.gap for line in was.lines), default=0.0)
    assert max((line.gap for line in page.lines), default=0.0) <= max(FITTED, widest) + 0.001
    for one, other in pairwise(line for line in page.lines if line.style == "body"):
        if one.paragraph == other.paragraph:
            assert other.text[0] not in NO_START
    ladder = context_of(after, after.templates[0], pip_fonts()).headline(after.stories[0].priority)
    for line in page.lines:
        if line.style == "main":
            assert ladder.least <= line.size <= ladder.most
    # A narrow block may crop more by itself than a way may.
    assert min(shown(page), default=1.0) >= min([1 - CROP_LIMIT, *shown(was)]) - 1e-6
    assert {problem.code for problem in page.problems} <= {problem.code for problem in was.problems}


def shown(page: ComposedPage) -> list[float]:
    """The shares of its pictures that a page shows."""
    return [item.crop.w * item.crop.h for _, item in flatten(page.display.items) if isinstance(item, Image)]


@settings(max_examples=15, deadline=None)
@given(ARTICLES, st.integers(-5, 3))
def test_ways_are_ranked_and_always_the_same(of: Story, short: int) -> None:
    before = short_by(of, short)
    found = fitted(before)
    assert fitted(before) == found
    assert found.done
    whole = [way.cost for way in found.ways if way.fits]
    steps = [way.cost for way in found.ways if not way.fits]
    assert [way.fits for way in found.ways] == [True] * len(whole) + [False] * len(steps)
    assert whole == sorted(whole)
    # The one that goes furthest closes the list where nothing fits.
    assert steps[:-1] == sorted(steps[:-1])
    assert len({way.edit for way in found.ways}) == len(found.ways)
    for way in found.ways:
        assert way.over == 0 if way.fits else way.over > 0 or found.wanted < 0
        assert not way.fits or found.wanted > 0 or way.under < 3


# --- what is found


def long_story(*more: Paragraph) -> Story:
    return story([*(paragraph("".join(SENTENCES[n % 4 :] + SENTENCES[: n % 3])) for n in range(9)), *more])


def test_a_story_that_fits_needs_no_way() -> None:
    found = fitted(short_by(long_story(), 0))
    assert (found.wanted, found.ways, found.done) == (0, (), True)


def test_a_few_lines_over_are_taken_in_and_the_block_is_full() -> None:
    before = short_by(long_story(), 1)
    best = fitted(before).ways[0]
    assert best.fits
    assert standing(apply(before, best.edit)).over == 0
    assert isinstance(best.edit, Batch)


def test_a_few_lines_short_are_filled() -> None:
    before = short_by(long_story(), -5)
    found = fitted(before)
    assert found.wanted < 0
    assert found.ways[0].fits
    assert standing(apply(before, found.ways[0].edit)).under < 3


def test_pictures_subheads_head_and_paragraphs_are_all_tried() -> None:
    items = [picture(), *body(20), paragraph("渡口的灯", "subhead"), *body(20)]
    before = with_asset(short_by(story(items, main="渡口亮灯一百二十年"), 3))
    said = set[str]().union(*map(codes, fitted(before).ways))
    assert {"picture-lower", "subheads"} <= said
    assert said & {"head-tighter", "head-smaller"}
    wide = with_asset(short_by(story(items), -6))
    assert {"subheads", "head-looser", "paragraph-longer"} <= set[str]().union(*map(codes, fitted(wide).ways))


def test_a_headline_with_a_size_of_its_own_is_set_smaller_by_that_size() -> None:
    of = long_story()
    of = replace(of, main=replace(of.main, text="老渡口亮灯一百二十年", size=32.0))
    ways = [way for way in fitted(short_by(of, 3)).ways if "head-smaller" in codes(way)]
    assert ways
    edits = [edit for edit in ways[0].edit.edits if isinstance(edit, SetBreaks)]
    assert edits and edits[0].size < 32.0


def test_a_headline_broken_by_hand_may_lose_a_line() -> None:
    of = long_story()
    of = replace(of, main=replace(of.main, text="老渡口亮灯 摆渡人守夜", breaks=(6,)))
    ways = [way for way in fitted(short_by(of, 3)).ways if "head-rebroken" in codes(way)]
    assert ways
    after = apply(short_by(of, 3), ways[0].edit)
    assert len([line for line in composed(after).lines if line.style == "main"]) == 1


def test_kicker_and_deck_are_set_smaller_within_their_range_and_lose_a_line() -> None:
    deck = replace(
        paragraph("摆渡人把故事讲给新桥听，新桥把灯留给晚归的人，江边的日子一天一天亮起来了", "deck"), size=15.0
    )
    kicker = replace(paragraph("一盏灯照了一百二十年，照见江上多少来来往往的人和船，还要照下去", "kicker"), size=15.0)
    before = short_by(replace(long_story(), deck=deck, kicker=kicker), 3)
    said = {code: way for way in fitted(before).ways for code in codes(way)}
    for name in ("deck", "kicker"):
        after = composed(apply(before, said[f"{name}-smaller"].edit))
        was = [line for line in composed(before).lines if line.style == name]
        then = [line for line in after.lines if line.style == name]
        least = part_range(context_of(before, before.templates[0], pip_fonts()), name, 30.0).least
        assert least <= then[0].size < was[0].size
        assert "".join(line.text for line in then) == "".join(line.text for line in was)
    broken = replace(deck, text="摆渡人把故事讲给新桥听", breaks=(6,), size=0.0)
    before = short_by(replace(long_story(), deck=broken), 3)
    (way, *_) = [way for way in fitted(before).ways if "deck-rebroken" in codes(way)]
    assert len([line for line in composed(apply(before, way.edit)).lines if line.style == "deck"]) == 1
    # Chosen rows go along: they would keep what the smaller part gives up.
    fixed = apply(before, SetBlock("pg1", "el", head_rows=14))
    (way, *_) = [way for way in fitted(fixed).ways if "deck-rebroken" in codes(way)]
    assert apply(fixed, way.edit).pages[0].elements[-1].head_rows < 14


@pytest.mark.parametrize("missing", [2, 3, 5])
def test_kicker_and_deck_stay_well_over_the_text_and_figures_are_round(missing: int) -> None:
    deck = replace(paragraph("摆渡人把故事讲给新桥听，新桥把灯留给晚归的人，江边的日子亮起来了", "deck"), size=15.645)
    before = short_by(replace(long_story(), deck=deck), missing)
    context = context_of(before, before.templates[0], pip_fonts())
    parts = [part for way in fitted(before).ways for part in way.parts if part.code.startswith("makeup.fit.deck")]
    for part in parts:
        assert float(part.args["after"]) >= max(context.grid.em + 1, 0.7 * part_range(context, "deck", 30.0).most)
        assert part.args["before"] == "15.6"
    assert parts or missing > 2


def test_a_vertical_headline_is_set_smaller_or_larger_to_give_the_text_another_measure() -> None:
    deck = paragraph("摆渡人把故事讲给新桥听，新桥把灯留给晚归的人", "deck")
    of = replace(long_story(), deck=deck)

    def side(short: int) -> tuple[Document, list[Way]]:
        before = short_by(of, short, head_at="right")
        return before, [way for way in fitted(before).ways if any(code.startswith("side-") for code in codes(way))]

    found = {sign: [side(sign * rows) for rows in (1, 2, 3, 4)] for sign in (1, -1)}
    for sign, cases in found.items():
        assert any(ways for _, ways in cases)
        for before, ways in cases:
            for way in ways:
                after = apply(before, way.edit)
                then, was = composed(after), composed(before)
                assert (then.fits[0].over, way.gained * sign > 0) == (0, True)
                sizes = [{line.style: line.size for line in page.lines if line.down} for page in (was, then)]
                changed = [name for name in sizes[0] if sizes[0][name] != sizes[1][name]]
                assert changed and all((sizes[1][name] - sizes[0][name]) * sign < 0 for name in changed)
                lawful(before, after)


def test_a_vertical_headline_gives_longer_lines_beside_itself_where_text_goes_on_under_it() -> None:
    of = replace(story(body(20), main="老码头修好新栈桥"), priority=4)

    def standing_in(rows: int) -> Document:
        made = block(of, GridRect(0, 0, 2, rows), columns=1, head_at="right", head_size=26.0)
        return document([of], [replace(made, id="el")])

    rows = next(rows for rows in range(60, 20, -1) if standing(standing_in(rows)).over)
    before = standing_in(rows)
    lines = [line for line in composed(before).lines if line.style == "body"]
    assert len({round(line.width) for line in lines}) > 1
    (way, *_) = [way for way in fitted(before).ways if codes(way) == {"side-main"}]
    after = composed(apply(before, way.edit))
    assert not after.fits[0].over and way.gained > 0
    beside = [line for line in after.lines if line.style == "body"][4]
    assert int(way.parts[0].args["characters"]) == round(beside.width / 9.0)


@pytest.mark.parametrize("last", [-1, 9])
def test_room_is_made_for_copy_to_come(last: int) -> None:
    before = short_by(long_story(), 0, last=last)
    found = fitted(before, reserve=3)
    assert (found.over, found.reserve) == (0, 3)
    assert 0 < found.wanted <= 3
    assert any(way.fits for way in found.ways)
    for way in found.ways:
        after = apply(before, way.edit)
        assert "copyfit" not in str(way.edit)
        lines = paragraph("\n".join("一二三"))
        written = apply(after, AddParagraph(after.stories[0].id, lines, last))
        assert standing(written).over == way.over


def test_another_number_of_columns_stands_alone_and_gains_its_gutter() -> None:
    before = apply(short_by(long_story(), 0), SetBlock("pg1", "el", columns=3))
    assert standing(before).over
    (way,) = [way for way in fitted(before).ways if "columns" in codes(way)]
    assert way.fits and len(way.parts) == 1
    assert way.edit.edits == (SetBlock("pg1", "el", columns=2),)


def test_a_picture_without_room_comes_before_everything() -> None:
    of = story([picture(), *body(9)])
    found = fitted(with_asset(issue(of, 12)))
    assert (found.lost, found.wanted, found.ways) == (1, 0, ())


def test_a_locked_block_keeps_its_setting_and_only_its_paragraphs_move() -> None:
    before = with_asset(short_by(story([*long_story().body, picture(), *long_story().body]), 1, locked=True))
    found = fitted(before)
    assert found.ways
    for way in found.ways:
        assert all(isinstance(edit, FitParagraph) for edit in way.edit.edits)


def test_a_picture_that_stands_under_another_moves_along() -> None:
    of = story([picture(), picture(), *body(50)])
    ways = [way for way in fitted(with_asset(short_by(of, 3, columns=1))).ways if "picture-lower" in codes(way)]
    for way in ways:
        places = next(edit.pictures for edit in way.edit.edits if isinstance(edit, SetBlock) and edit.pictures)
        assert places[1].row >= places[0].row + places[0].rows or places[0].column != places[1].column


def test_ways_are_measured_with_the_text_set_round_what_lies_over_it() -> None:
    bare = short_by(long_story(), 0)
    rect = composed(bare).frames["el"][0]
    box = Box(id="box", rect=Rect(rect.x + 40, rect.bottom - 70, 60, 40), wrap=1.0)
    before = replace(bare, pages=(replace(bare.pages[0], elements=(*bare.pages[0].elements, box)),))
    now, found = standing(before), fitted(before)
    assert found.over == now.over > 0
    assert found.ways
    for way in found.ways:
        then = standing(apply(before, way.edit))
        assert (then.over, then.under) == (way.over, way.under)


def test_a_picture_that_stands_free_of_the_columns_is_cropped_like_others() -> None:
    of = story([picture(), *body(40)])
    before = with_asset(short_by(of, 0))
    element = before.pages[0].elements[-1]
    free = PicturePlace(of.body[0].id, 0, 1, 4, 12, width=20.0, shift=8.0)
    before = apply(before, SetBlock("pg1", "el", pictures=(free,)))
    height = element.area[0].rows
    while not 0 < standing(before).over < 6:
        height += 1 if standing(before).over else -1
        before = apply(before, SetArea("pg1", "el", (replace(element.area[0], rows=height),)))
    ways = fitted(before).ways
    assert any("picture-lower" in codes(way) for way in ways)
    for way in ways:
        lawful(before, apply(before, way.edit))
        assert standing(apply(before, way.edit)).over == way.over


def test_a_story_over_free_frames_is_fitted_by_its_paragraphs() -> None:
    of = long_story()
    base = document([of], [])
    frame = TextFrame(id="el", story=of.id, rect=Rect(60, 100, 400, 200), columns=2)
    page = replace(base.pages[0], elements=(*base.pages[0].elements, frame))
    height = 200.0
    while standing(replace(base, pages=(page,))).over > 3:
        height += 6.0
        page = replace(page, elements=(*page.elements[:-1], replace(frame, rect=Rect(60, 100, 400, height))))
    before = replace(base, pages=(page,))
    assert 0 < standing(before).over <= 3
    found = fitted(before)
    assert found.wanted == standing(before).over
    for way in found.ways:
        then = standing(apply(before, way.edit))
        assert (then.over, then.under) == (way.over, way.under)


def test_an_element_that_sets_no_story_is_none_to_fit() -> None:
    with pytest.raises(KeyError):
        fit(short_by(long_story(), 0), "pg1", "folio", pip_fonts())


def test_blank_rows_before_a_signature_are_no_slots_to_fill() -> None:
    of = story([*body(8), paragraph("渡口镇人民政府", "signatory")], kind="notice")
    before = short_by(of, 0, columns=1)
    assert standing(before).under == 0
    assert fitted(before).wanted == 0


# --- putting moves together


@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.integers(1, 5), st.integers(1, 9)), min_size=1, max_size=7),
    st.integers(1, 9),
)
def test_the_cheapest_set_is_the_cheapest_there_is(found: list[tuple[str, int, int]], wanted: int) -> None:
    moves = [Move(key, Part("x"), (), gained, float(cost)) for key, gained, cost in found]
    sets = cheapest_sets(moves, wanted, slack=99)
    every = [
        chosen
        for count in range(1, len(moves) + 1)
        for chosen in combinations(moves, count)
        if len({move.key for move in chosen}) == count
    ]
    enough = [cost_of(chosen) for chosen in every if sum(move.gained for move in chosen) >= wanted]
    if enough:
        assert cost_of(sets[0]) == pytest.approx(min(enough))
        assert all(sum(move.gained for move in chosen) >= wanted for chosen in sets)
    else:
        assert sum(move.gained for move in sets[0]) == max(sum(m.gained for m in chosen) for chosen in every)
