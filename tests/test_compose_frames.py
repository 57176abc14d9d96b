"""Free frames, adverts and QR codes: nothing of a story is lost between frames, nothing wrong is silent."""

from __future__ import annotations

import itertools
import pathlib
from collections.abc import Sequence

import PIL.Image
import pytest
from compose_helpers import body, paragraph, picture, story, table
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.context import Context
from layoutdesk.compose.framerows import frame_rows
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Glyphs, Image, Path, flatten
from layoutdesk.edits import AddPage, PlaceElement, apply
from layoutdesk.exporters.png import export_png
from layoutdesk.exporters.text import page_text
from layoutdesk.model import (
    Advert,
    Asset,
    Block,
    Box,
    Document,
    Element,
    GridRect,
    Meta,
    Page,
    PictureFrame,
    PicturePlace,
    QrCode,
    Rule,
    Story,
    TextFrame,
)
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Paragraph
from layoutdesk.pictures.render import PressImage, Preview
from layoutdesk.text.fonts import pip_fonts

TEMPLATE = shipped_templates()["broadsheet-inside"]
CONTEXT = Context(TEMPLATE, pip_fonts(), {})
GRID = CONTEXT.grid
PHOTO = Asset(id="as", name="渡口.jpg", sha256="0", media="image/jpeg", width=3000, height=2000)


def issue(of: Story, *elements: Element, language: str = "zh") -> Document:
    """An issue of one page, threaded as an edit would thread it."""
    page = Page(id="pg1", number=1, template=TEMPLATE.name)
    made = Document(meta=Meta(language=language), templates=(TEMPLATE,), stories=(of,), assets=(PHOTO,))
    made = apply(made, AddPage(page))
    for element in elements:
        made = apply(made, PlaceElement("pg1", element))
    return made


def composed(of: Story, *elements: Element, language: str = "zh") -> ComposedPage:
    return compose_page(issue(of, *elements, language=language), "pg1", pip_fonts())


def frame(of: Story, name: str, x: float, y: float, w: float, h: float, **fields: object) -> TextFrame:
    return TextFrame(id=name, story=of.id, rect=Rect(x, y, w, h), **fields)


def bare(*items: object, **fields: object) -> Story:
    """A story without a headline."""
    return replace(story(list(items), **fields), main=None)


def codes(page: ComposedPage) -> list[str]:
    return [problem.code for problem in page.problems]


def set_text(page: ComposedPage, of: Story) -> str:
    return "".join(line.text for line in page.lines if line.story == of.id)


def body_of(of: Story) -> str:
    return "".join(item.text for item in of.body if isinstance(item, Paragraph))


shapes = st.lists(
    st.tuples(st.integers(60, 400), st.integers(5, 300), st.integers(1, 3), st.sampled_from([0.0, 11.9, 13.5])),
    min_size=1,
    max_size=4,
)


@given(sentences=st.integers(1, 24), shapes=shapes, head=st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_character_stands_in_a_frame_in_order_or_is_counted(
    sentences: int, shapes: Sequence[tuple[int, int, int, float]], head: bool
) -> None:
    of = bare(*([paragraph("渡口的小标题", "subhead")] if head else []), *body(sentences))
    frames = [
        frame(of, f"f{number}", 60 + 250 * number, 100, wide, high, columns=columns, step=step)
        for number, (wide, high, columns, step) in enumerate(shapes)
    ]
    page = composed(of, *frames)
    assert set_text(page, of) == body_of(of)[: len(set_text(page, of))]
    over = sum(fit.characters_over for fit in page.fits)
    assert len(set_text(page, of)) + over == len(body_of(of))
    assert ("compose.overset" in codes(page)) == (over > 0)
    assert sum(fit.lines for fit in page.fits) == len([line for line in page.lines if line.story])
    rects = {each.id: each.rect for each in frames}
    for line in page.lines:
        rect = rects[line.element]
        assert rect.x - 0.01 <= line.x and line.x + line.width <= rect.right + 0.5 * line.size
        assert rect.y - 1 <= line.baseline - 0.88 * line.size and line.baseline <= rect.bottom


def test_a_paragraph_runs_on_in_the_measure_of_the_next_frame() -> None:
    of = bare(*body(9, each=9))
    page = composed(of, frame(of, "narrow", 60, 100, 110, 60), frame(of, "wide", 200, 100, 330, 400))
    narrow, wide = ([line for line in page.lines if line.element == name] for name in ("narrow", "wide"))
    assert len(narrow) == 4
    assert all(abs(line.x - 60 - (18 if line.start == 0 else 0)) < 9 and line.width > 90 for line in narrow)
    assert all(line.width > 320 for line in wide[:-1])


def test_lines_stand_on_the_page_grid_or_on_the_frames_own_step() -> None:
    of = bare(*body(12))
    page = composed(of, frame(of, "grid", 60, 103.7, 200, 100), frame(of, "own", 300, 100, 200, 300, step=14.0))
    on_grid = [(line.baseline - GRID.baseline(0)) / GRID.step for line in page.lines if line.element == "grid"]
    assert on_grid and all(abs(row - round(row)) < 0.001 for row in on_grid)
    own = [line.baseline for line in page.lines if line.element == "own"]
    assert all(abs(below - above - 14) < 0.002 for above, below in itertools.pairwise(own))


def test_the_last_frame_ends_level_and_tells_its_free_slots() -> None:
    of = bare(*body(12))
    page = composed(of, frame(of, "f", 60, 100, 500, 400, columns=3))
    feet = {line.column: line.baseline for line in page.lines}
    assert max(feet.values()) - min(feet.values()) <= 2 * GRID.step + 0.01
    (fit,) = page.fits
    rows = frame_rows(CONTEXT, frame(of, "f", 60, 100, 500, 400)).count
    assert fit.lines + fit.under == 3 * rows


def test_a_thread_goes_over_pages_and_each_page_sets_its_part() -> None:
    of = bare(*body(12))
    made = issue(of, frame(of, "one", 60, 100, 150, 100))
    made = apply(made, AddPage(Page(id="pg2", number=2, template=TEMPLATE.name)))
    made = apply(made, PlaceElement("pg2", frame(of, "two", 60, 100, 150, 900)))
    first, second = (compose_page(made, page, pip_fonts()) for page in ("pg1", "pg2"))
    assert set_text(first, of) + set_text(second, of) == body_of(of)
    assert not codes(first) and not codes(second)
    # The order of the thread decides, not that of the pages.
    turned = replace(made, threads={of.id: ("two", "one")})
    assert body_of(of).startswith(set_text(compose_page(turned, "pg2", pip_fonts()), of))


def placed_story() -> tuple[Story, list[TextFrame]]:
    """A story with every part in a frame of its own, stacked the wrong way round."""
    shown = replace(picture(), asset="as")
    figures = table([["名称", "数量"], ["渡口", "12"]])
    of = story([*body(6), shown, figures], kicker=paragraph("引题", "kicker"), byline=paragraph("林渡", "byline"))
    flow = frame(of, "flow", 60, 300, 300, 500, columns=2)
    parts = {
        "table": figures.id, "caption": shown.caption.id, "byline": of.byline.id, "main": of.main.id, "kicker": of.kicker.id,
    }  # fmt: skip
    frames = [
        frame(of, name, 400, 100 + 90 * number, 300, 80, paragraph=part)
        for number, (name, part) in enumerate(parts.items())
    ]
    return of, [flow, *frames]


def test_a_story_taken_apart_is_whole_again_in_the_text_of_the_page() -> None:
    of, frames = placed_story()
    page = composed(of, PictureFrame(id="photo", rect=Rect(720, 280, 200, 133), asset="as"), *frames)
    assert codes(page) == []
    lines = page_text(page).split("\n")
    assert lines[:2] == ["引题", of.main.text]
    assert "".join(lines[2:]).startswith(body_of(of)[:100])
    assert {"渡口的早晨。", "记者 林渡 摄", "林渡", "12"} <= set(lines)


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        (("main",), "compose.part-astray"),
        (("caption",), "compose.parts-astray"),
        (("table", "flow"), "compose.table-astray"),
        (("photo",), "compose.picture-astray"),
    ],
)
def test_a_part_that_stands_in_no_frame_is_told(gone: tuple[str, ...], code: str) -> None:
    of, frames = placed_story()
    photo = PictureFrame(id="photo", rect=Rect(720, 280, 200, 133), asset="as")
    page = composed(of, *(each for each in (photo, *frames) if each.id not in gone))
    assert code in codes(page)
    # A byline or a table without a frame flows with the body instead.
    rest = composed(of, photo, *(each for each in frames if each.id not in ("byline", "table")))
    assert codes(rest) == [] and of.byline.text in set_text(rest, of) and "数量渡口" in set_text(rest, of)


def test_without_a_frame_for_the_flow_the_body_is_astray() -> None:
    of, frames = placed_story()
    page = composed(of, *(each for each in frames if each.id == "main"))
    (astray,) = [problem for problem in page.problems if problem.code == "compose.parts-astray"]
    body_paragraphs = [item for item in of.body if isinstance(item, Paragraph)]
    assert int(astray.args["count"]) >= len(body_paragraphs) > 1


def test_frames_take_up_what_a_block_of_the_story_leaves() -> None:
    of = story(body(12))
    block = Block(id="b", story=of.id, area=(GridRect(0, 0, 4, 30),), last=2)
    page = composed(of, block, frame(of, "f", 60, 600, 400, 500))
    assert codes(page) == ["compose.open"]
    assert set_text(page, of) == of.main.text + body_of(of)


def test_a_headline_in_a_frame_keeps_its_chosen_size_and_breaks() -> None:
    of = story(body(3))
    chosen = replace(of.main, size=30.0, breaks=(2,))
    of = replace(of, main=chosen)
    page = composed(of, frame(of, "h", 60, 100, 400, 80, paragraph=chosen.id), frame(of, "f", 60, 300, 400, 200))
    head = [line for line in page.lines if line.style == "main"]
    assert [line.text for line in head] == [chosen.text[:2], chosen.text[2:]]
    assert {line.size for line in head} == {30.0}
    low = composed(of, frame(of, "h", 60, 100, 400, 20, paragraph=chosen.id), frame(of, "f", 60, 300, 400, 200))
    (fit,) = [fit for fit in low.fits if fit.element == "h"]
    assert (fit.lines, fit.over) == (0, 2)


def test_a_caption_points_to_its_picture() -> None:
    of, frames = placed_story()
    caption = next(each for each in frames if each.id == "caption")
    above = composed(of, PictureFrame(id="photo", rect=Rect(400, 60, 300, 120), asset="as"), *frames)
    beside = composed(of, PictureFrame(id="photo", rect=Rect(720, caption.rect.y, 300, 120), asset="as"), *frames)

    def marker(page: ComposedPage) -> tuple:
        (mark,) = [each for each in page.display.items if each.element == "caption"]
        (shape,) = [item for _, item in flatten(mark.items) if isinstance(item, Path)]
        return shape.segments

    assert marker(above) != marker(beside)


def glyph_text(page: ComposedPage, element: str) -> str:
    (mark,) = [each for each in page.display.items if each.element == element]
    return "".join(item.text for _, item in flatten(mark.items) if isinstance(item, Glyphs))


@pytest.mark.parametrize(
    ("language", "label", "shown"), [("zh", "", "广告"), ("zh", "公益广告", "公益广告"), ("en", "", "ADVERTISEMENT")]
)
def test_an_advert_shows_its_artwork_whole_and_is_labelled(language: str, label: str, shown: str) -> None:
    of = bare(*body(1))
    advert = Advert(id="ad", area=GridRect(0, 60, 4, 26), asset="as", label=label)
    page = composed(of, advert, language=language)
    assert glyph_text(page, "ad") == shown
    (image,) = [item for _, item in flatten(page.display.items) if isinstance(item, Image)]
    rect = GRID.rect(advert.area)
    assert image.crop == Rect(0, 0, 1, 1)
    assert abs(image.rect.w / image.rect.h - 1.5) < 0.001
    assert rect.x <= image.rect.x and image.rect.right <= rect.right + 0.01 and image.rect.bottom <= rect.bottom + 0.01


def test_an_advert_without_artwork_looks_missing_and_is_named() -> None:
    asked = replace(picture(), name="茶楼.pdf")
    of = replace(bare(asked), kind="advert")
    page = composed(of, Advert(id="ad", area=GridRect(0, 60, 4, 26), story=of.id))
    (problem,) = page.problems
    assert (problem.code, problem.args) == ("compose.picture-file-missing", {"name": "茶楼.pdf"})
    assert "茶楼.pdf" in glyph_text(page, "ad") and "广告" in glyph_text(page, "ad")
    assert codes(composed(of, Advert(id="ad", area=GridRect(0, 60, 1, 40), asset="as"))) == ["compose.advert-shape"]


def test_rules_boxes_and_missing_pictures_are_drawn_where_they_stand() -> None:
    of = bare(*body(1))
    page = composed(
        of,
        Box(id="box", rect=Rect(60, 60, 90, 40)),
        Rule(id="rule", x1=200, y1=90, x2=60, y2=90),
        PictureFrame(id="photo", rect=Rect(60, 200, 90, 60)),
    )
    assert page.frames["box"] == (Rect(60, 60, 90, 40),)
    assert page.frames["rule"] == (Rect(60, 90, 140, 0),)
    assert codes(page) == ["compose.picture-missing"]


def test_a_qr_code_keeps_its_quiet_zone_and_says_what_keeps_it_from_being_read() -> None:
    of = bare(*body(1))
    code = QrCode(id="qr", rect=Rect(60, 60, 80, 100), text="https://example.cn/a", caption="扫码看视频")
    page = composed(of, code)
    assert codes(page) == []
    assert [line.text for line in page.lines if line.element == "qr"] == ["扫码看视频"]
    white, dark = (item for _, item in flatten(page.display.items) if isinstance(item, Path))
    inner = [value for segment in dark.segments for value in segment[1:]]
    side = 80 / (25 + 8)
    assert min(inner[0::2]) >= 60 + 4 * side - 0.01 and max(inner[0::2]) <= 140 - 4 * side + 0.01
    assert white.segments[0] == ("M", 60, 60)
    assert codes(composed(of, replace(code, text=""))) == ["compose.qr-empty"]
    assert codes(composed(of, replace(code, text="长" * 200))) == ["compose.qr-long"]
    assert codes(composed(of, replace(code, rect=Rect(60, 60, 28, 40)))) == ["compose.qr-fine"]
    assert codes(composed(of, replace(code, rect=Rect(60, 60, 80, 6)))) == ["compose.qr-no-room"]


@pytest.mark.parametrize("rect", [Rect(90, 90, 0, 0), Rect(90, 90, 0, 90), Rect(90, 90, 90, 0)])
def test_a_frame_without_room_is_told_and_harms_nothing(rect: Rect) -> None:
    of = bare(*body(1))
    kinds = [
        TextFrame(id="a", story=of.id, rect=rect), TextFrame(id="b", story=of.id, rect=rect, paragraph=of.body[0].id),
        PictureFrame(id="c", rect=rect, asset="as"), Box(id="d", rect=rect), QrCode(id="e", rect=rect, text="a"),
    ]  # fmt: skip
    page = Page(id="pg1", number=1, template=TEMPLATE.name, elements=tuple(kinds))
    stored = replace(issue(of), pages=(page,))
    assert codes(compose_page(stored, "pg1", pip_fonts())) == ["compose.frame-no-room"] * len(kinds)


@pytest.mark.parametrize("text", ["https://example.cn/paper/2026-03-03/a01?from=qr", "渡口晚报 2026年3月3日"])
def test_a_qr_code_is_read_from_the_printed_page(text: str, tmp_path: pathlib.Path) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    made = issue(bare(*body(1)), QrCode(id="qr", rect=Rect(60, 60, 80, 80), text=text))
    book = pip_fonts()
    page = compose_page(made, "pg1", book)
    export_png([page], made, book, tmp_path / "page.png", images=NoImages(), dpi=150)
    with PIL.Image.open(tmp_path / "page.png") as picture_of_page:
        (code,) = zxingcpp.read_barcodes(picture_of_page.convert("L"))
    assert code.text == text


class NoImages:
    """No picture stands on these pages."""

    def press(self, asset: str, rect: Rect, crop: Rect, *, colour: bool | None = None, profile: str = "") -> PressImage:
        raise KeyError(asset)

    def preview(
        self, asset: str, longest: int, crop: Rect, *, colour: bool | None = None, profile: str = ""
    ) -> Preview:
        raise KeyError(asset)

    def document(self, asset: str) -> None:
        raise KeyError(asset)


def test_a_caption_in_a_frame_over_its_picture_stands_on_a_tint_and_points_nowhere() -> None:
    of, frames = placed_story()
    caption = next(each for each in frames if each.id == "caption")
    over = composed(of, PictureFrame(id="photo", rect=caption.rect.inset(-20, -120, -20, -10), asset="as"), *frames)
    (mark,) = [each for each in over.display.items if each.element == "caption"]
    (band,) = [item for _, item in flatten(mark.items) if isinstance(item, Path)]
    assert band.fill is not None and band.stroke is None
    lines = [line for line in over.lines if line.element == "caption"]
    assert lines and all(line.x > caption.rect.x and line.x + line.width < caption.rect.right for line in lines)


def under_caption(page: ComposedPage) -> tuple[Image, Rect]:
    """The picture of a page as drawn, and the tint of the caption over it."""
    items = [item for _, item in flatten(page.display.items)]
    (image,) = [item for item in items if isinstance(item, Image)]
    bands = [item for item in items if isinstance(item, Path) and item.fill is not None and item.stroke is None]
    (left, top), (right, bottom) = bands[0].segments[0][1:], bands[0].segments[2][1:]
    return image, Rect(left, top, right - left, bottom - top)


@pytest.mark.parametrize("at", ["head", "foot", "block"])
def test_no_picture_lies_under_the_tint_of_its_caption_so_that_none_looks_out_at_its_edge(at: str) -> None:
    shown = replace(picture(), asset="as")
    of = bare(*body(6), shown)
    whole = Rect(60, 100, 300, 200)
    if at == "block":
        place = PicturePlace(picture=shown.id, column=0, columns=2, row=0, rows=20, caption="over")
        page = composed(of, Block(id="b", story=of.id, area=(GridRect(0, 0, 2, 60),), columns=2, pictures=(place,)))
        whole = page.pictures[0].rect
    else:
        caption = frame(of, "c", 60, 100 if at == "head" else 270, 300, 30, paragraph=shown.caption.id)
        photo = PictureFrame(id="photo", rect=whole, asset="as")
        page = composed(of, photo, frame(of, "flow", 60, 400, 300, 500), caption)
    image, band = under_caption(page)
    assert band.w == pytest.approx(whole.w) and image.rect.w == whole.w
    assert image.rect.h + band.h == pytest.approx(whole.h + 0.25, abs=0.01)
    # What shows is as large as if all of it were there.
    across, down = image.rect.w / (image.crop.w * PHOTO.width), image.rect.h / (image.crop.h * PHOTO.height)
    assert across == pytest.approx(down, rel=1e-3)
    assert page.pictures[0].rect == whole
