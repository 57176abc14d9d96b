"""A page plan to an issue: every part where the plan says, in its size and leading; what does not fit told; copy beside it."""

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.base.units import mm
from layoutdesk.compose.types import ComposedPage
from layoutdesk.intake import readers
from layoutdesk.makeup.compiling import Compiled, Wish, compile_copy
from layoutdesk.model import Advert, Block, Box, FolioBar, Paragraph, PictureFrame, QrCode, Rule, Span, TextFrame
from layoutdesk.model.story import pictures
from layoutdesk.resources import resource

TEXT = "春茶开采的第三天，山里的人比鸟起得还早。采茶的、收茶的、看茶的，都往一条路上走，路边的露水还没有干。"
COLUMN, GUTTER = 41.5, 4.0


def words_of(text: str, size: float, box: list[float]) -> dict[str, Any]:
    return {"text": text, "size": size, "box": box}


def article(**more: Any) -> dict[str, Any]:
    width = 3 * COLUMN + 2 * GUTTER
    return {
        "id": "a",
        "headline": words_of("头茶开采 山里忙起来", 26, [15, 60, width, 13]),
        "byline": words_of("本报记者 云开", 9, [15, 74, width, 6]),
        "photo": {"src": "tea.jpg", "box": [15, 82, width, 60]},
        "caption": words_of("▲炒茶师傅在翻炒。", 8, [15, 143, width, 8]),
        "body": {
            "box": [15, 152, width, 20 * 11 / 72 * 25.4], "cols": 3, "gutter": GUTTER, "size": 9, "lead": 11, "lines": 20,
            "paras": [TEXT] * 8,
        },
    } | more  # fmt: skip


def page(no: int = 1, **more: Any) -> dict[str, Any]:
    table = {"box": [15, 471, 360, 18], "size": 8, "rows": [["片区", "时间"], ["城南", "9:00"]]}
    body = {"box": [15, 492, 360, 30], "cols": 8, "gutter": GUTTER, "size": 9, "lead": 11, "paras": [TEXT] * 4}
    return {
        "no": no,
        "banner": words_of("云溪日报", 60, [15, 14, 150, 26]),
        "dateline": words_of(f"2026年3月12日 星期四 第{no:02d}版 责编:陆舟 美编:温小雨 校对:白露", 9, [15, 42, 360, 5]),
        "rule": [15, 47.5, 360],
        "articles": [article()],
        "notice": {"title": words_of("停水公告 [2026]第16号", 20, [15, 460, 360, 10]), "table": table, "body": body},
    } | more


def plan(*pages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"format": "neutral-issue/1", "page_mm": [390, 543], "margin": 15, "pages": list(pages) or [page()]} | more


def compiled(tmp_path: Path, value: dict[str, Any], *copies: Path) -> Compiled:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    for name in ("tea.jpg", "ad.jpg"):
        (tmp_path / name).write_bytes(next(resource("sample").rglob("*.jpg")).read_bytes())
        # An issue remembers how old the sources of its pictures are: the same files have the same date.
        os.utime(tmp_path / name, (0, 1_000_000))
    return compile_copy(Wish(copies=(file, *copies), target=tmp_path / "out.ldesk"))


def codes(made: Compiled) -> list[str]:
    return [problem.code for problem in made.problems] + [p.code for page in made.pages for p in page.problems]


def lines_of(composed: ComposedPage, element: str) -> list[tuple[float, float, float]]:
    return [(line.x, line.baseline, line.size) for line in composed.lines if line.element == element]


def test_every_part_stands_in_its_box_in_its_size_leading_and_columns(tmp_path: Path) -> None:
    made = compiled(tmp_path, plan())
    assert codes(made) == ["intake.weekday-confirmed"]
    composed, elements = made.pages[0], made.document.pages[0].elements
    story = made.document.story(
        next(item.story for item in elements if isinstance(item, TextFrame) and item.columns == 3)
    )
    frames = {item.paragraph: item for item in elements if isinstance(item, TextFrame) and item.story == story.id}
    assert story.main is not None and story.byline is not None
    for part, size, box in ((story.main, 26, (15, 60)), (story.byline, 9, (15, 74))):
        (line,) = lines_of(composed, frames[part.id].id)
        assert line[2] == size and line[0] == pytest.approx(mm(box[0]), abs=0.01)
        assert mm(box[1]) < line[1] < mm(box[1]) + 1.2 * size
    body = frames[""]
    found = lines_of(composed, body.id)
    lefts = sorted({x for x, _, _ in found if abs((x - mm(15)) % mm(COLUMN + GUTTER)) < 0.02})
    assert lefts == pytest.approx([mm(15 + at * (COLUMN + GUTTER)) for at in range(3)], abs=0.01)
    first = [baseline for x, baseline, _ in found if x < mm(15 + COLUMN)]
    assert {round(b - a, 3) for a, b in pairwise(first)} == {11.0}
    assert {size for _, _, size in found} == {9.0}
    picture = next(item for item in elements if isinstance(item, PictureFrame))
    assert (picture.rect.x, picture.rect.y) == pytest.approx((mm(15), mm(82)), abs=0.001) and picture.asset
    assert [(ref.marker, ref.caption and ref.caption.text) for ref in pictures(story)] == [("▲", "炒茶师傅在翻炒。")]


def test_the_text_is_taken_as_it_is(tmp_path: Path) -> None:
    odd = "半角,标点:不改;  空格也不改(括号)"
    body = article()["body"] | {"paras": [odd]}
    made = compiled(tmp_path, plan(page(articles=[article(body=body)])))
    assert odd in [getattr(item, "text", "") for story in made.document.stories for item in story.body]


def test_paragraphs_have_their_own_styles_bold_and_readings(tmp_path: Path) -> None:
    paras = [
        {"text": "机器上山", "style": "subhead"},
        {"text": TEXT, "spans": [[0, 2, "bold"], {"start": 4, "end": 5, "style": "bold"}, [3, 3_000, "bold"]]},
        {"text": TEXT, "spans": [{"start": 0, "end": 2, "style": "reading", "reading": "tóu chá"}, [2, 4, "dots"]]},
        "一行\n又一行",
    ]
    made = compiled(tmp_path, plan(page(articles=[article(body=article()["body"] | {"paras": paras})])))
    story = next(story for story in made.document.stories if story.main is not None and "头茶" in story.main.text)
    found = [(item.style, item.text[:4], item.spans) for item in story.body if isinstance(item, Paragraph)]
    marked = (Span(0, 2, "bold"), Span(4, 5, "bold"))
    assert found == [
        ("subhead", "机器上山", ()), ("body", TEXT[:4], marked),
        ("body", TEXT[:4], (Span(0, 2, "reading", "tóu chá"), Span(2, 4, "dots"))),
        ("body", "一行", ()), ("body", "又一行", ()),
    ]  # fmt: skip


def test_paper_date_label_and_credits_come_from_the_lines_of_the_head(tmp_path: Path) -> None:
    made = compiled(tmp_path, plan(page(), page(2)))
    assert (made.document.meta.paper, made.document.meta.date) == ("云溪日报", "2026-03-12")
    second = made.document.pages[1]
    assert (second.label, second.credits.editor, second.credits.proofreader) == ("02", ("陆舟",), ("白露",))


def test_what_does_not_fit_is_told_for_its_story(tmp_path: Path) -> None:
    body = article()["body"] | {"paras": [TEXT] * 40}
    made = compiled(tmp_path, plan(page(articles=[article(), article(body=body)])))
    over = [fit for fit in made.pages[0].fits if fit.over]
    # Both articles stand on one place, so that the copy of each lies over the other's.
    codes = [problem.code for problem in made.pages[0].problems]
    assert set(codes) == {"compose.overset", "compose.covered"} and codes.count("compose.overset") == 1
    assert len(over) == 1 and over[0].over > 20 and over[0].lines == 60


def test_a_body_runs_on_through_further_frames(tmp_path: Path) -> None:
    more = [{"box": [200, 152, 90, 40], "cols": 2}]
    body = article()["body"] | {"paras": [TEXT] * 16, "more": more}
    made = compiled(tmp_path, plan(page(articles=[article(body=body)])))
    frames = [item for item in made.document.pages[0].elements if isinstance(item, TextFrame) and not item.paragraph]
    links = [item for item in frames if item.columns in (2, 3)]
    assert len({item.story for item in links}) == 1
    assert all(lines_of(made.pages[0], item.id) for item in links)


def test_our_own_keys_give_facts_styles_and_every_other_element(tmp_path: Path) -> None:
    black = {"type": "cmyk", "k": 1.0}
    more = {
        "label": "A01", "name": "要闻", "credits": {"editor": ["林间"]}, "folio": True,
        "rules": [{"start": [15, 300], "end": [100, 300], "weight": 1, "paint": black}],
        "boxes": [{"box": [15, 310, 100, 50], "fill": {"type": "cmyk", "y": 0.1}, "stroke": black}],
        "codes": [{"text": "https://example.org", "box": [300, 300, 30, 34], "caption": "扫码"}],
        "adverts": [{"src": "ad.jpg", "box": [200, 380, 173, 60], "label": "公益广告"}],
        "photos": [{"src": "ad.jpg", "box": [120, 310, 60, 40], "crop": [0, 0, 0.5, 0.5]}],
        "texts": [words_of("单独的一行", 12, [15, 365, 100, 6])],
    }  # fmt: skip
    group = {"kicker": words_of("雨停了", 14, [15, 53, 100, 6]), "panel": {"box": [14, 50, 140, 220], "stroke": black}}
    value = plan(
        page(articles=[article(**group)], **more),
        issue={"paper": "清溪日报", "number": "第12号", "lunar": "正月廿四", "language": "zh", "date": "2026-03-12"},
        styles={"body": {"role": "fang", "size": 9, "indent": 2}},
    )
    made = compiled(tmp_path, value)
    front = made.document.pages[0]
    kinds = {type(item) for item in front.elements}
    assert {FolioBar, Rule, Box, QrCode, Advert, PictureFrame, TextFrame} <= kinds
    assert (front.label, front.name, front.credits.editor) == ("A01", "要闻", ("林间",))
    meta = made.document.meta
    assert (meta.paper, meta.number, meta.lunar) == ("清溪日报", "第12号", "正月廿四")
    assert made.document.templates[0].styles["body"].role == "fang"
    advert = next(item for item in front.elements if isinstance(item, Advert))
    assert (advert.area.columns, advert.label) == (4, "公益广告") and advert.asset
    assert "compose.overset" not in codes(made)


def block(**more: Any) -> dict[str, Any]:
    return {"box": [15, 280, 180, 120], "headline": "头茶开采 山里忙起来", "paras": [TEXT] * 12} | more


def test_text_keeps_away_from_what_a_plan_lays_over_it(tmp_path: Path) -> None:
    over = {"box": [40, 170, 30, 24]}
    apart = []
    for wrap in (0.0, 3.0):
        made = compiled(tmp_path, plan(page(boxes=[over | {"wrap": wrap}])))
        hole = next(item for item in made.document.pages[0].elements if isinstance(item, Box))
        assert hole.wrap == pytest.approx(mm(wrap) / 9, abs=0.001)
        body = next(
            item for item in made.document.pages[0].elements if isinstance(item, TextFrame) and item.columns == 3
        )
        lines = [line for line in made.pages[0].lines if line.element == body.id]
        rows = [line for line in lines if hole.rect.y < line.baseline - 4 < hole.rect.bottom]
        away = mm(wrap) - 0.5
        apart.append(all(line.x + line.width < hole.rect.x - away or line.x > hole.rect.right + away for line in rows))
    assert apart == [False, True]


def test_the_distance_of_text_may_be_said_of_every_part(tmp_path: Path) -> None:
    more = {
        "codes": [{"text": "https://example.org", "box": [300, 300, 30, 34], "wrap": 2}],
        "adverts": [{"src": "ad.jpg", "box": [200, 380, 173, 60], "wrap": 2}],
        "photos": [{"src": "ad.jpg", "box": [120, 310, 60, 40], "wrap": 2}],
        "texts": [words_of("单独的一行", 12, [15, 365, 100, 6]) | {"wrap": 2}],
        "boxes": [{"box": [15, 310, 100, 50], "border": "meander", "tint": "dots", "wrap": 2}],
    }  # fmt: skip
    front = compiled(tmp_path, plan(page(**more))).document.pages[0]
    kept = {type(item) for item in front.elements if getattr(item, "wrap", 0.0)}
    assert kept == {QrCode, Advert, PictureFrame, TextFrame, Box}
    (box,) = [item for item in front.elements if isinstance(item, Box)]
    assert (box.border, box.tint, box.paint is not None) == ("meander", "dots", True)


def test_a_block_of_a_plan_is_laid_out_on_the_nearest_area_as_it_says(tmp_path: Path) -> None:
    photo = {
        "src": "tea.jpg", "caption": "炒茶师傅在翻炒。", "rows": 9, "column": 1, "width": 30, "shift": -10, "wrap": 4,
        "caption_at": "right",
    }  # fmt: skip
    table = {"rows": [["片区", "时间"], ["城南", "9:00"]], "rules": "three", "tint": "head"}
    chosen = {
        "cols": 3,
        "mode": "relative",
        "gutter": 6,
        "head_at": "left",
        "head_size": 24,
        "frame": "rope",
        "tint": "5",
    }
    sheet = page(articles=[], blocks=[block(photos=[photo], tables=[table], jump_lines=False, **chosen)])
    made = compiled(tmp_path, plan(sheet, grid={"columns": 8, "gutter": 4, "size": 9, "lead": 11}))
    (placed,) = [item for item in made.document.pages[0].elements if isinstance(item, Block)]
    ((place,), (area,)) = placed.pictures, placed.area
    em = 9.0
    assert (area.column, area.columns) == (0, 4)
    assert (placed.columns, placed.mode, placed.head_at, placed.head_size) == (3, "relative", "left", 24)
    assert (placed.frame, placed.tint) == ("rope", "5")
    found = (placed.gutter, place.width, place.shift, place.wrap)
    assert found == pytest.approx([mm(length) / em for length in (6, 30, -10, 4)], abs=0.001)
    assert (place.rows, place.column, place.caption) == (9, 1, "right")
    story = made.document.story(placed.story)
    assert (story.body[-1].rules, story.body[-1].tint, story.jump_lines) == ("three", "head", False)
    assert pictures(story)[0].asset
    # A headline of 24 pt that the plan asks for leaves the strip beside so much copy half empty.
    assert [code for code in codes(made) if code.startswith("compose.")] == ["compose.open", "compose.head-hole"]
    composed = made.pages[0]
    assert next(line.down for line in composed.lines if line.style == "main" and line.story == story.id)
    (rect,) = composed.frames[placed.id]
    assert abs(rect.x - mm(15)) < 1 and abs(rect.y - mm(280)) < 11


def test_a_body_style_without_a_size_takes_that_of_the_grid(tmp_path: Path) -> None:
    value = plan(page(blocks=[block()]), styles={"body": {"size": 0, "role": ""}})
    made = compiled(tmp_path, value)
    (placed,) = [item for item in made.document.pages[0].elements if isinstance(item, Block)]
    sizes = {line.size for line in made.pages[0].lines if line.element == placed.id and line.style == "body"}
    assert sizes == {9.0}


def test_stories_under_flow_are_made_up_in_the_part_that_is_theirs(tmp_path: Path) -> None:
    flow = {
        "box": [15, 280, 360, 170],
        "articles": [{"headline": f"第{n}条要排的稿子", "paras": [TEXT] * 6} for n in range(3)],
    }
    made = compiled(tmp_path, plan(page(flow=flow)))
    blocks = [item for item in made.document.pages[0].elements if isinstance(item, Block)]
    assert len(blocks) == 3
    for block in blocks:
        for rect in made.pages[0].frames[block.id]:
            assert rect.y > mm(278) and rect.bottom < mm(452)
    assert not [code for code in codes(made) if code.startswith("compose.")]


def test_a_plan_and_copy_give_their_pages_in_the_order_of_the_files(tmp_path: Path) -> None:
    copy = tmp_path / "03.md"
    copy.write_text(f"# 一条新闻\n\n{TEXT}\n", encoding="utf-8")
    made = compiled(tmp_path, plan(page(), page(2)), copy)
    templates = [each.template for each in made.document.pages]
    assert templates[:2] == ["plan-plan"] * 2 and templates[2].startswith(("broadsheet", "tabloid"))
    assert [each.number for each in made.document.pages] == [1, 2, 3]


def test_the_same_plan_gives_the_same_issue(tmp_path: Path) -> None:
    first = compiled(tmp_path, plan(page(), page(2))).document
    assert compiled(tmp_path, plan(page(), page(2))).document == first


def test_unknown_keys_are_reported_and_left_out(tmp_path: Path) -> None:
    made = compiled(tmp_path, plan(page(wether="fine", articles=[article(colour="red")]), edition="b"))
    told = [problem.args["path"] for problem in made.problems if problem.code == "intake.plan-unknown"]
    assert told == ["$.pages[0].articles[0].colour", "$.pages[0].wether", "$.edition"]


@pytest.mark.parametrize(
    ("value", "code", "path"),
    [
        (
            plan(page(articles=[article(body=article()["body"] | {"size": "nine"})])),
            "type",
            "$.pages[0].articles[0].body.size",
        ),
        (plan(page(banner={"text": "报", "size": 9})), "missing", "$.pages[0].banner"),
        (plan(page(rule=[1, 2])), "count", "$.pages[0].rule"),
        (plan(page(no=0)), "range", "$.pages[0].no"),
        (plan(page(), page_mm=[390, -5]), "range", "$.page_mm[1]"),
        (
            plan(page(articles=[article(body=article()["body"] | {"lead": 1e-9})])),
            "value",
            "$.pages[0].articles[0].body",
        ),
        (plan(format="neutral-issue/9"), "choice", "$.format"),
        (plan(pages=[]), "count", "$.pages"),
        (plan(page(articles=[article(kind="poem")])), "choice", "$.pages[0].articles[0].kind"),
        (plan(page(boxes=[{"box": [1, 2, 3, 4], "border": "lace"}])), "choice", "$.pages[0].boxes[0].border"),
        (plan(page(boxes=[{"box": [1, 2, 3, 4], "wrap": -1}])), "range", "$.pages[0].boxes[0].wrap"),
        (plan(page(blocks=[block(mode="narrow")])), "choice", "$.pages[0].blocks[0].mode"),
        (plan(page(blocks=[block(head_at="bottom")])), "choice", "$.pages[0].blocks[0].head_at"),
        (plan(page(blocks=[block(frame="lace")])), "choice", "$.pages[0].blocks[0].frame"),
        (plan(page(blocks=[block(tint="25")])), "choice", "$.pages[0].blocks[0].tint"),
        (plan(page(blocks=[block(head_size=1)])), "value", "$.pages[0].blocks[0]"),
        (plan(page(blocks=[block(photos=[{"src": "a.jpg"}])])), "missing", "$.pages[0].blocks[0].photos[0]"),
        (plan(grid={"columns": 0}), "range", "$.grid.columns"),
    ],
)
def test_what_is_no_plan_is_refused_with_the_path_of_the_fault(value: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(Refusal) as refused:
        readers.read(json.dumps(value).encode(), "版面.json")
    assert (refused.value.code, refused.value.args_["path"]) == (f"intake.json-{code}", path)
    for language in words.LANGUAGES:
        sentence = words.refusal_text(refused.value, language)
        assert "版面.json" in sentence and path in sentence and "{" not in sentence


def test_a_sheet_of_too_many_rows_for_make_up_is_refused_at_once(tmp_path: Path) -> None:
    flow = {"articles": [{"headline": "要排的稿子", "paras": [TEXT] * 6}]}
    with pytest.raises(Refusal) as refused:
        compiled(tmp_path, plan({"no": 1, "flow": flow}, page_mm=[390, 1_400]))
    assert refused.value.code == "makeup.too-many-rows"


def test_more_than_a_page_holds_is_refused(tmp_path: Path) -> None:
    body = article()["body"] | {"paras": [TEXT] * 1_300}
    crowd = [article() for _ in range(90)]
    for value, code in ((page(articles=[article(body=body)]), "text"), (page(articles=crowd), "elements")):
        with pytest.raises(Refusal) as refused:
            compiled(tmp_path, plan(value))
        assert refused.value.code == f"intake.plan-{code}"
        assert not (tmp_path / "out.ldesk").exists()
