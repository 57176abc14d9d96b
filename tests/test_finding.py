"""Find and change: what is found is what a plain reading finds, what is changed is nothing else, and expressions are bounded."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layoutdesk import edits, words
from layoutdesk.base.problem import Refusal
from layoutdesk.finding import Hit, Matcher, Wanted, becomes, changing, closed, stories_in_order, texts
from layoutdesk.finding.shipped import SHIPPED
from layoutdesk.finding.template import pieces_of
from layoutdesk.model import (
    Anchor,
    Block,
    Cell,
    Document,
    GridRect,
    Note,
    Page,
    Paragraph,
    PictureRef,
    Review,
    Span,
    Story,
    TableBlock,
)

#: Characters that are alike in one way or another, among others that are not.
_LETTERS = '渡口灯aAａＡ1１,，。. \u3000“”"國国É𠮷'
_TEXT = st.text(_LETTERS, max_size=24)
_LOOKS = ("bold", "dots", "underline")


def story(*body: Paragraph, **more: object) -> Story:
    return Story(id="st", body=body, **more)


def document(*body: Paragraph, **more: object) -> Document:
    return Document(stories=(story(*body, **more),))


def found(copy: str, **wanted: object) -> list[str]:
    return [copy[hit.start : hit.end] for hit in hits(document(Paragraph(id="p", text=copy)), **wanted)]


def hits(of: Document, **wanted: object) -> list[Hit]:
    return all_hits(of, Matcher(Wanted(**wanted)))


def all_hits(of: Document, matcher: Matcher) -> list[Hit]:
    return [hit for each in stories_in_order(of) for text in texts(each) for hit in matcher.hits(text)]


def changed(of: Document, **wanted: object) -> Document:
    matcher = Matcher(Wanted(**wanted))
    return edits.apply(of, changing(of, all_hits(of, matcher), matcher).step)


def first(of: Document) -> Paragraph:
    return of.stories[0].body[0]


# Finding


def _plain_reading(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    """The hits, character by character: at every place the copy and what is wanted are walked through side by side."""

    def passes(char: str) -> bool:
        return (wanted.blanks and char.isspace()) or (wanted.marks and unicodedata.category(char).startswith("P"))

    def face(char: str) -> str:
        if wanted.widths:
            char = {"。": ".", "“": '"', "”": '"'}.get(char, unicodedata.normalize("NFKC", char))
        if wanted.scripts:
            char = char.replace("國", "国")
        return char if wanted.case else char.lower()

    sought = [face(char) for char in wanted.text if not passes(char)]
    done, at = [], 0
    while sought and at < len(text):
        here, places = at, []
        while here < len(text) and len(places) < len(sought):
            if not passes(text[here]):
                if face(text[here]) != sought[len(places)]:
                    break
                places.append(here)
            elif not places:
                break
            here += 1
        if len(places) == len(sought):
            done.append((at, places[-1] + 1))
            at = places[-1] + 1
        else:
            at += 1
    return done


_OPTIONS = st.fixed_dictionaries({name: st.booleans() for name in ("case", "widths", "scripts", "blanks", "marks")})


@given(_TEXT, st.text(_LETTERS, min_size=1, max_size=3), _OPTIONS)
def test_what_is_found_is_what_a_plain_reading_finds(text: str, sought: str, options: dict[str, bool]) -> None:
    wanted = Wanted(text=sought, **options)
    of = document(Paragraph(id="p", text=text))
    assert [(hit.start, hit.end) for hit in all_hits(of, Matcher(wanted))] == _plain_reading(text, wanted)


def test_forms_of_one_character_are_alike_where_that_is_wanted() -> None:
    assert found("２０２６年，2026年", text="2026年") == ["２０２６年", "2026年"]
    assert found("２０２６年，2026年", text="2026年", widths=False) == ["2026年"]
    assert found("甲,乙，丙", text="，") == [",", "，"]
    assert found('“甲”「甲」"甲"', text='"甲"') == ["“甲”", "「甲」", '"甲"']
    assert found("國家与国家", text="国家") == ["国家"]
    assert found("國家与国家", text="国家", scripts=True) == ["國家", "国家"]
    assert found("GDP 与 gdp", text="gdp") == ["GDP", "gdp"]
    assert found("GDP 与 gdp", text="gdp", case=True) == ["gdp"]


def test_blanks_and_marks_are_passed_over_where_that_is_wanted() -> None:
    assert found("张 三、张\u3000三、张三", text="张三", blanks=True) == ["张 三", "张\u3000三", "张三"]
    assert found("阿卜杜拉·买买提", text="阿卜杜拉买买提", marks=True) == ["阿卜杜拉·买买提"]
    assert found("甲，乙", text="，", marks=True) == []


def test_whole_words_are_those_of_western_copy() -> None:
    assert found("AI与MAIN和AI2，用AI。", text="ai", word=True) == ["AI", "AI"]
    assert found("人工智能", text="工智", word=True) == ["工智"]


def test_copy_is_read_by_pages_and_part_by_part() -> None:
    cells = TableBlock(id="t", rows=((Cell(paragraph=Paragraph(id="c", text="灯", style="cell")),),))
    picture = PictureRef(
        id="pic",
        caption=Paragraph(id="cap", text="灯", style="caption"),
        credit=Paragraph(id="cr", text="灯", style="credit"),
    )
    full = Story(
        id="b", kicker=Paragraph(id="k", text="灯", style="kicker"), main=Paragraph(id="m", text="灯", style="main"),
        body=(Paragraph(id="p", text="灯"), cells, picture), byline=Paragraph(id="by", text="灯", style="byline"),
    )  # fmt: skip
    other = Story(id="a", body=(Paragraph(id="q", text="灯"),))
    page = Page(id="pg", number=1, template="t", elements=(Block(id="e", story="b", area=(GridRect(0, 0, 1, 9),)),))
    of = Document(stories=(other, full), pages=(page,))
    assert [hit.text.paragraph.id for hit in hits(of, text="灯")] == ["k", "m", "p", "c", "cap", "cr", "by", "q"]
    assert [hit.text.paragraph.id for hit in hits(of, text="灯", part="head")] == ["k", "m"]
    assert [hit.text.paragraph.id for hit in hits(of, text="灯", part="table")] == ["c"]
    assert [hit.text.paragraph.id for hit in hits(of, text="灯", style="credit")] == ["cr"]


def test_looks_are_found_with_and_without_a_text() -> None:
    part = Paragraph(
        id="p",
        text="渡口的灯与渡口",
        spans=(Span(0, 2, "bold"), Span(2, 4, "bold"), Span(1, 4, "dots"), Span(5, 6, "bold")),
    )
    assert [(hit.start, hit.end) for hit in hits(document(part), looks=("bold",))] == [(0, 4), (5, 6)]
    assert [(hit.start, hit.end) for hit in hits(document(part), looks=("bold", "dots"))] == [(1, 4)]
    assert [(hit.start, hit.end) for hit in hits(document(part), text="渡口", looks=("bold",))] == [(0, 2)]


def test_a_paragraph_that_is_the_same_is_not_looked_at_again_and_one_that_is_another_is() -> None:
    of = document(Paragraph(id="p", text="灯"), Paragraph(id="q", text="灯"))
    matcher = Matcher(Wanted(text="灯", becomes="火"))
    before = all_hits(of, matcher)
    after = edits.replace_text(of, "st", "p", 0, 1, "灯灯")
    assert len(before) == 2 and len(all_hits(after, matcher)) == 3
    assert all_hits(after, matcher)[2].groups is before[1].groups
    assert matcher.use(Wanted(text="灯", becomes="炬")) and becomes(before[0], matcher) == "炬"
    assert not matcher.use(Wanted(text="火"))


def test_what_is_locked_and_what_others_have_worded_is_closed() -> None:
    area = (GridRect(0, 0, 1, 9),)
    page = Page(
        id="pg", number=1, template="t",
        elements=(Block(id="e", story="a", area=area, locked=True), Block(id="f", story="b", area=area)),
    )  # fmt: skip
    of = Document(stories=(Story(id="a"), Story(id="b"), Story(id="n", kind="notice")), pages=(page,))
    assert closed(of) == {"a": "locked", "n": "notice"}


# Changing


@st.composite
def _set(draw: st.DrawFn) -> Paragraph:
    """A paragraph with looks and readings anywhere."""
    text = draw(st.text("渡口灯火", min_size=1, max_size=14))
    ranges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    part = Paragraph(id="p", text=text)
    of = document(part)
    for (one, other), look in draw(st.lists(st.tuples(ranges, st.sampled_from(_LOOKS)), max_size=4)):
        if one != other:
            of = edits.apply(of, edits.SetSpan("st", "p", min(one, other), max(one, other), look))
    for one, other in draw(st.lists(ranges, max_size=1)):
        if one != other:
            of = edits.apply(of, edits.SetSpan("st", "p", min(one, other), max(one, other), "reading", "dù"))
    return first(of)


def _looks(part: Paragraph) -> list[tuple[str, frozenset[tuple[str, str]]]]:
    """Every character with its looks, and with its reading where it has one of its own."""
    return [
        (
            char,
            frozenset(
                (span.style, span.reading) for span in part.spans if span.start <= at < span.end and _is_own(span)
            ),
        )
        for at, char in enumerate(part.text)
    ]


def _is_own(span: Span) -> bool:
    """Whether a span goes character by character; a reading of several together is nobody's once one of them is another."""
    return not span.reading or span.end - span.start == 1


@given(_set(), st.sampled_from(["渡", "口灯", "火", "渡口"]), st.text("渡口灯火新", max_size=4))
def test_changing_keeps_all_other_text_with_its_looks_and_undo_gives_the_same_issue(
    part: Paragraph, sought: str, new: str
) -> None:
    of = document(part)
    matcher = Matcher(Wanted(text=sought, becomes=new))
    before, ranges = all_hits(of, matcher), [(hit.start, hit.end) for hit in all_hits(of, matcher)]
    outcome = changing(of, before, matcher)
    after = edits.apply(of, outcome.step)
    old, now, at, place = _looks(part), _looks(first(after)), 0, 0
    for start, end in [*ranges, (len(part.text), len(part.text))]:
        assert now[place : place + start - at] == old[at:start]
        place, at = place + start - at, end
        if start < end:
            assert "".join(char for char, _ in now[place : place + len(new)]) == new
            place += len(new)
    assert place == len(now) and first(after).text == part.text.replace(sought, new)
    history = edits.History(of)
    history.push(after, outcome.step)
    if after is not of:
        assert history.undo().before is of and history.document is of
    assert outcome.changed == (0 if sought == new else len(ranges))
    kept = [span for span in first(after).spans if span.reading]
    gone = [span for span in part.spans if span.reading] if not kept else []
    assert outcome.readings == len(gone)
    assert all(any(start < span.end and span.start < end for start, end in ranges) for span in gone)


def test_a_hit_keeps_its_own_looks_in_what_stays_and_gives_them_to_what_comes() -> None:
    bold = Paragraph(id="p", text="有限公司", spans=(Span(2, 4, "bold"),))
    after = first(changed(document(bold), text="有限公司", becomes="有限责任公司"))
    assert after.spans == (Span(4, 6, "bold"),)
    all_bold = Paragraph(id="p", text="在港口外", spans=(Span(1, 3, "bold"),))
    assert first(changed(document(all_bold), text="港口", becomes="新港口")).spans == (Span(1, 4, "bold"),)
    assert first(changed(document(all_bold), text="港口", becomes="港口区")).spans == (Span(1, 4, "bold"),)


def test_what_is_put_round_a_single_character_leaves_it_as_it_is() -> None:
    part = Paragraph(id="p", text="甲灯乙", spans=(Span(1, 2, "bold"),))
    of, matcher = document(part), Matcher(Wanted(text="灯", expression=True, becomes="《$0》"))
    (hit,) = all_hits(of, matcher)
    assert becomes(hit, matcher) == "《灯》"
    after = first(edits.apply(of, changing(of, [hit], matcher).step))
    assert (after.text, after.spans) == ("甲《灯》乙", (Span(1, 4, "bold"),))


def test_groups_that_are_put_in_again_keep_looks_readings_and_notes() -> None:
    part = Paragraph(id="p", text="渡口(灯火)夜", spans=(Span(3, 4, "bold"), Span(4, 5, "reading", "huǒ")))
    note = Note(id="n", text="查", anchor=Anchor("st", "p", 3, 5))
    of = Document(stories=(story(part),), review=Review(notes=(note,)))
    after = changed(of, text=r"\((\p{Han}+)\)", expression=True, becomes="（$1）")
    assert first(after).text == "渡口（灯火）夜"
    assert first(after).spans == part.spans and after.review.notes == (note,)


def test_each_character_that_is_turned_keeps_its_look() -> None:
    part = Paragraph(id="p", text="共２０２６件", spans=(Span(2, 4, "bold"),))
    after = first(changed(document(part), text="[０-９]+", expression=True, becomes=r"\H$0"))
    assert (after.text, after.spans) == ("共2026件", part.spans)
    assert (
        first(changed(document(Paragraph(id="p", text="好.坏,")), text="[,.]", expression=True, becomes=r"\F$0")).text
        == "好。坏，"
    )
    assert (
        first(
            changed(document(Paragraph(id="p", text="x=y")), text="(x)=(y)", expression=True, becomes=r"\U$2\E$$$1")
        ).text
        == "Y$x"
    )


def test_a_reading_that_loses_its_characters_is_told() -> None:
    part = Paragraph(id="p", text="亳州的亳", spans=(Span(0, 1, "reading", "bó"), Span(3, 4, "reading", "bó")))
    of, matcher = document(part), Matcher(Wanted(text="亳州", becomes="毫州"))
    outcome = changing(of, all_hits(of, matcher), matcher)
    assert outcome.readings == 1
    assert [span.start for span in first(edits.apply(of, outcome.step)).spans] == [3]


def test_looks_are_put_on_and_taken_off_and_the_text_stays() -> None:
    part = Paragraph(id="p", text="渡口的渡口", spans=(Span(0, 5, "bold"),))
    after = first(changed(document(part), text="渡口", put_on=("dots",), take_off=("bold",)))
    assert after.text == part.text
    assert set(after.spans) == {Span(0, 2, "dots"), Span(2, 3, "bold"), Span(3, 5, "dots")}
    both = first(changed(document(part), text="渡口", becomes="港", put_on=("dots",)))
    assert (both.text, [span for span in both.spans if span.style == "dots"]) == (
        "港的港",
        [Span(0, 1, "dots"), Span(2, 3, "dots")],
    )


def test_a_paragraph_style_is_given_where_the_place_allows_it() -> None:
    of = document(Paragraph(id="p", text="灯"), main=Paragraph(id="m", text="灯", style="main"))
    after = changed(of, text="灯", new_style="subhead")
    assert (first(after).style, after.stories[0].main) == ("subhead", of.stories[0].main)
    assert changed(of, style="body", new_style="cell") is of


def test_a_headline_knows_where_it_may_break_afterwards() -> None:
    of = document(main=Paragraph(id="m", text="渡口灯火照夜航", style="main"))
    after = changed(of, text="灯火", becomes="新灯").stories[0].main
    assert after.text == "渡口新灯照夜航" and after.phrases and after.phrases[-1].at == 7


def test_a_caption_that_nothing_is_left_of_goes_as_when_the_hand_empties_it() -> None:
    caption = Paragraph(id="cap", text="渡口", style="caption")
    of = document(Paragraph(id="p", text="渡口"), PictureRef(id="pic", caption=caption))
    after = changed(of, text="渡口", becomes="").stories[0].body
    assert after[0].text == "" and after[1].caption is None


# Expressions


@pytest.mark.parametrize(
    ("bad", "kind"),
    [("(", "open"), ("a)", "close"), ("[a", "set"), ("*a", "repeat"), ("[z-a]", "range"), (r"\p{No1}", "property"),
     (r"(a)\2", "group"),
     ("a\\", "escape"), ("(?<n", "other")],
)  # fmt: skip
def test_a_bad_expression_is_refused_with_its_place(bad: str, kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        Matcher(Wanted(text=bad, expression=True))
    assert refused.value.code == f"finding.expression-{kind}"
    assert 1 <= int(refused.value.args_["at"]) <= len(bad)


@pytest.mark.parametrize("becomes", ["$10元", "${1}0元"])
def test_a_group_stands_before_a_figure(becomes: str) -> None:
    pieces = pieces_of(becomes, 1, {})
    assert [(piece.text, piece.group) for piece in pieces] in ([("", 1), ("0", -1), ("元", -1)], [("", 1), ("0元", -1)])
    assert pieces_of("$10", 10, {})[0].group == 10


def test_a_group_that_an_expression_lacks_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Matcher(Wanted(text="(a)", expression=True, becomes="$2"))
    assert (refused.value.code, refused.value.args_) == ("finding.no-group", {"group": "2"})


@pytest.mark.parametrize("endless", [r"(a+)+b", r"(?:a?){30}a{30}b", r"(?b)(?:aab){e}"])
def test_an_expression_that_takes_too_long_is_given_up(endless: str) -> None:
    of = document(Paragraph(id="p", text="a" * 5000))
    before = time.process_time()
    with pytest.raises(Refusal) as refused:
        hits(of, text=endless, expression=True)
    assert refused.value.code == "finding.slow"
    # Bounded, whatever the machine: without the bound none of these ends.
    assert time.process_time() - before < 30


@pytest.mark.parametrize(
    "huge",
    [
        "(?:a{1000}){1000}",
        "a{99999999}",
        "(" * 3000 + ")" * 3000,
        "(?:" * 13 + "a" + "{2})" * 13 + "{2}",
        "(?#[)(?:a{999}){999}",
    ],
)
def test_an_expression_that_would_grow_too_large_is_refused_before_it_does(huge: str) -> None:
    with pytest.raises(Refusal) as refused:
        Matcher(Wanted(text=huge, expression=True))
    assert refused.value.code == "finding.too-large"


@given(st.text(r"()[]{}*+?|\.^$a1,-:<>=!渡P#x", max_size=12), st.text(r"$\01HFE{}a", max_size=6))
def test_any_expression_is_taken_or_refused(text: str, new: str) -> None:
    of = document(Paragraph(id="p", text="渡口a1(b)"))
    try:
        matcher = Matcher(Wanted(text=text, expression=True, becomes=new))
        found = all_hits(of, matcher)
    except Refusal as refusal:
        assert refusal.code.startswith("finding.")
        return
    after = edits.apply(of, changing(of, found, matcher).step)
    text, at, out = first(of).text, 0, ""
    for hit in found:
        out += text[at : hit.start] + becomes(hit, matcher)
        at = hit.end
    assert first(after).text == out + text[at:]


# Queries that come with the program


@pytest.mark.parametrize(
    ("name", "copy", "becomes_"),
    [
        (
            "half-marks",
            "开幕,市长说:“好”?在3.5万,约1,000人.来AI.com",
            "开幕，市长说：“好”？在3.5万，约1,000人。来AI.com",
        ),
        ("half-brackets", "本报讯(记者 张三)(AI)", "本报讯（记者 张三）(AI)"),
        ("straight-quotes", '称"好"、"快"', "称“好”、“快”"),
        ("blanks-twice", "张三  李四\u3000\u3000王五 赵六", "张三 李四 王五 赵六"),
        ("blanks-before-marks", "今天 ，明天。 后天（ 周五 ）", "今天，明天。后天（周五）"),
        ("blanks-at-ends", "\u3000\u3000今天 明天 ", "今天 明天"),
        ("full-figures", "２０２６年３．５％，３０２", "2026年3.5%，302"),
        ("full-letters", "ＧＤＰ与Ａ４", "GDP与A4"),
        ("marks-twice", "好，，快。。慢、，停！。走？！", "好，快。慢、停！走？！"),
        ("words-twice", "我的的船常常是是", "我的船常常是"),
        ("dots", "等...等。。。等…等……", "等……等……等……等……"),
        ("dashes", "灯--夜——火", "灯——夜——火"),
    ],
)
def test_shipped_queries_mend_what_they_are_named_for(name: str, copy: str, becomes_: str) -> None:
    wanted = SHIPPED[name]
    of, matcher = document(Paragraph(id="p", text=copy)), Matcher(wanted)
    after = edits.apply(of, changing(of, all_hits(of, matcher), matcher).step)
    assert first(after).text == becomes_
    # What is mended is not found again.
    assert not all_hits(after, matcher)


def test_every_shipped_query_can_be_asked_and_has_a_name() -> None:
    of = document(Paragraph(id="p", text="渡口，灯。", spans=(Span(0, 2, "bold"),)))
    for name, wanted in SHIPPED.items():
        all_hits(of, Matcher(wanted))
        assert f"finding.query.{name}" in words.catalogue("zh")
    assert [hit.end for hit in all_hits(of, Matcher(SHIPPED["bold"]))] == [2]
