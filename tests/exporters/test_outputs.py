"""Text, PNG, one PDF a page, and the table that lists what can be written."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import msgspec
import pikepdf
import pytest

from layoutdesk.base.colour import BLACK, WHITE, Cmyk, Spot
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.types import Line
from layoutdesk.display import Image, rectangle
from layoutdesk.display import Path as Outline
from layoutdesk.exporters import EXPORTERS, LATER, ExportJob, export, exporter
from layoutdesk.exporters.naming import PageNames
from layoutdesk.exporters.text import export_text
from layoutdesk.model import Document, FolioSpec, Grid, HeadlineRange, Meta, Page, Template, TextStyle
from layoutdesk.pictures.colour import screen_rgb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from layoutdesk.compose.types import ComposedPage
    from layoutdesk.text.fonts import Face
    from tests.exporters.conftest import Desk, FlatImages


def line(text: str, story: str = "st-1", element: str = "el-1") -> Line:
    return Line(
        element=element, story=story, paragraph="p", start=0, end=len(text), text=text, x=0, baseline=0, width=10, size=9
    )  # fmt: skip


def issue(*names: str, labels: tuple[str, ...] = ()) -> Document:
    labels = labels or ("",) * len(names)
    pages = tuple(
        Page(id=f"pg-{at}", number=at, template="t", name=name, label=label)
        for at, (name, label) in enumerate(zip(names, labels, strict=True), 1)
    )
    return Document(meta=Meta(paper="晨岸日报", date="2031-05-06"), pages=pages)


def test_text_has_a_line_a_line_a_gap_a_story_and_a_feed_a_page(desk: Desk) -> None:
    first = desk.page(
        lines=(
            line("晨岸日报", "", "folio"),
            line("新桥通车"),
            line("本报讯　昨"),
            line("短讯", "st-2"),
            line("日上午。"),
        )
    )
    second = desk.page(lines=(line("续文"),), number=2)
    assert export_text((first, second)) == "晨岸日报\n\n新桥通车\n本报讯　昨\n日上午。\n\n短讯\n\f续文\n"
    assert export_text((desk.page(), second)) == "\f续文\n"


def test_text_is_written_in_utf8(desk: Desk) -> None:
    target = desk.folder / "out.txt"
    report = export("text", job(desk, target, desk.page(lines=(line("新桥"),))))
    assert target.read_bytes() == "新桥\n".encode()
    assert (report.files[0].size, report.pages) == (7, 1)


def job(desk: Desk, target: Path, *pages: ComposedPage, **more: object) -> ExportJob:
    return ExportJob(pages=pages, document=desk.document, book=desk.book, images=None, target=target, **more)


def pixels(data: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of an unfiltered RGB PNG, its checksums verified."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, chunks = 8, {}
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length)[0] == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + length
    width, height, depth, colour = struct.unpack_from(">IIBB", chunks[b"IHDR"])
    assert (depth, colour) == (8, 2)
    raw = zlib.decompress(chunks[b"IDAT"])
    return width, height, [raw[row * (1 + 3 * width) + 1 : (row + 1) * (1 + 3 * width)] for row in range(height)]


def test_a_page_as_png_is_cut_to_the_trim(desk: Desk) -> None:
    box = Outline(segments=rectangle(Rect(100, 50, 200, 30)), fill=BLACK)
    target = desk.folder / "page.png"
    report = export("png", job(desk, target, desk.page(box), dpi=72))
    width, height, rows = pixels(target.read_bytes())
    assert (width, height) == (800, 600)
    assert max(rows[65][3 * 150 : 3 * 150 + 3]) < 80
    assert min(rows[40]) > 250
    assert report.files[0].size == target.stat().st_size


def test_a_png_has_the_colours_of_the_paper_and_not_of_the_inks(desk: Desk, image_source: type[FlatImages]) -> None:
    red, seal = Cmyk(0, 0.9, 0.8, 0), Spot("东岸红", 0.5, Cmyk(0, 1.0, 0.9, 0))
    boxes = [
        Outline(segments=rectangle(Rect(100 * at, 100, 80, 80)), fill=paint, stroke=paint, width=1)
        for at, paint in enumerate((red, seal, BLACK, WHITE), 1)
    ]
    picture = Image(asset="as-1", rect=Rect(500, 100, 80, 60))
    target = desk.folder / "page.png"
    work = job(desk, target, desk.page(*boxes, picture), dpi=72)
    export("png", msgspec.structs.replace(work, images=image_source()))
    _, _, rows = pixels(target.read_bytes())
    shown = [tuple(rows[140][3 * x : 3 * x + 3]) for x in (140, 240, 340, 440, 540)]
    assert shown == [*(screen_rgb(paint) for paint in (red, seal, BLACK, WHITE)), (1, 2, 3)]


def test_several_pages_as_png_are_numbered_or_named(desk: Desk) -> None:
    desk.document = issue("要闻", "副刊")
    pages = [desk.page(number=number) for number in (1, 2)]
    export("png", job(desk, desk.folder / "issue.png", *pages, dpi=36))
    export("png", job(desk, desk.folder, *pages, dpi=36, pattern="{date}-{name}"))
    assert sorted(path.name for path in desk.folder.iterdir()) == [
        "2031-05-06-副刊.png", "2031-05-06-要闻.png", "issue-01.png", "issue-02.png",
    ]  # fmt: skip


def test_pictures_too_fine_for_memory_are_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        export("png", job(desk, desk.folder / "a.png", desk.page(), dpi=6000))
    assert refused.value.code == "exporters.dpi"


def test_plates_are_named_by_date_label_and_name(desk: Desk, song: Face) -> None:
    desk.document = issue("要闻", "副刊·江畔", labels=("A01", "A02"))
    pages = [desk.page(desk.line(song, "文"), number=number) for number in (1, 2)]
    report = export("pdf", job(desk, desk.folder, *pages, pattern="{date}_{label}_{name}.pdf"))
    assert [file.path.name for file in report.files] == ["2031-05-06_A01_要闻.pdf", "2031-05-06_A02_副刊·江畔.pdf"]
    assert report.pages == 2
    with pikepdf.open(report.files[1].path) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.trailer.Info.Title) == "晨岸日报 2031-05-06 A02"


@pytest.mark.parametrize(
    ("pattern", "names", "given"),
    [
        ("{label}", ("要闻",), "1.pdf"),
        ("{number:03}-{name}", ("a/b:c*\n",), "001-a-b-c.pdf"),
        ("{date}-{label}-{name}", ("",), "2031-05-06-1.pdf"),
        ("../{name}", ("..",), "pdf"),
        ("{paper}{day}A{number:02}.pdf", ("要闻",), "晨岸日报20310506A01.pdf"),
        ("{name}", ("Nul",), "Nul-.pdf"),
    ],
)
def test_names_are_fit_for_any_system(pattern: str, names: tuple[str, ...], given: str) -> None:
    if given == "pdf":
        with pytest.raises(Refusal) as refused:
            PageNames(issue(*names), pattern, ".pdf").name("pg-1", 1)
        assert refused.value.code == "exporters.pattern-empty"
    else:
        assert PageNames(issue(*names), pattern, ".pdf").name("pg-1", 1) == given


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("{colour}", "exporters.pattern-field"),
        ("{name.__class__}", "exporters.pattern-field"),
        ("{}", "exporters.pattern-field"),
        ("{name", "exporters.pattern-broken"),
        ("{name:05d}", "exporters.pattern-broken"),
        ("{name:{date}}", "exporters.pattern-broken"),
        ("{number:999999999999}", "exporters.pattern-broken"),
        ("{name!r}", "exporters.pattern-broken"),
    ],
)
def test_a_wrong_pattern_is_refused_before_anything_is_written(desk: Desk, pattern: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        export("pdf", job(desk, desk.folder, desk.page(), pattern=pattern))
    assert refused.value.code == code
    assert list(desk.folder.iterdir()) == []


def test_two_pages_never_get_one_name(desk: Desk) -> None:
    desk.document = issue("要闻", "要闻")
    with pytest.raises(Refusal) as refused:
        export("pdf", job(desk, desk.folder, desk.page(), desk.page(number=2), pattern="{name}"))
    assert refused.value.code == "exporters.pattern-same"
    assert refused.value.args_["name"] == "要闻.pdf"


def test_names_that_some_systems_take_for_one_are_refused(desk: Desk) -> None:
    desk.document = issue("Caf\u00e9", "CAFE\u0301")
    with pytest.raises(Refusal) as refused:
        export("pdf", job(desk, desk.folder, desk.page(), desk.page(number=2), pattern="{name}"))
    assert refused.value.code == "exporters.pattern-same"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_files_of_pages_appear_together_or_not_at_all(desk: Desk, kind: str) -> None:
    """A fault on the last page leaves the folder as it was, with the plates of the last run."""
    desk.document = issue("要闻", "副刊")
    export(kind, job(desk, desk.folder, desk.page(), pattern="{number}", dpi=36))
    before = contents(desk.folder)

    def pages() -> Iterator[ComposedPage]:
        yield desk.page(Outline(segments=rectangle(Rect(0, 0, 9, 9)), fill=BLACK))
        yield desk.page(number=2)
        raise Refusal("text.fault", file="x")

    with pytest.raises(Refusal):
        export(kind, msgspec.structs.replace(job(desk, desk.folder, pattern="{number}", dpi=36), pages=pages()))
    assert contents(desk.folder) == before
    assert len(before) == 1


def test_a_file_that_finds_no_place_takes_the_others_back(desk: Desk) -> None:
    desk.document = issue("要闻", "副刊", "体育")
    (desk.folder / "1.pdf").write_bytes(b"yesterday")

    def obstruct(done: int, total: int) -> None:
        if done == 3:
            (desk.folder / "3.pdf").mkdir()

    pages = [desk.page(number=number) for number in (1, 2, 3)]
    with pytest.raises(Refusal) as refused:
        export("pdf", job(desk, desk.folder, *pages, pattern="{number}", progress=obstruct))
    assert refused.value.code == "exporters.not-a-file"
    assert contents(desk.folder) == {"1.pdf": b"yesterday"}


@pytest.mark.parametrize("kind", LATER)
def test_what_is_not_made_yet_is_said(kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        exporter(kind)
    assert refused.value.code == "exporters.later"
    assert refused.value.args_["kind"] == kind


def test_an_unknown_kind_is_refused_with_those_that_exist() -> None:
    with pytest.raises(Refusal) as refused:
        exporter("docx")
    assert refused.value.code == "exporters.unknown"
    assert refused.value.args_["kinds"] == ", ".join(EXPORTERS)


def test_text_cannot_be_split_by_pattern(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        export("text", msgspec.structs.replace(job(desk, desk.folder, desk.page()), pattern="{name}"))
    assert refused.value.code == "exporters.one-file-only"


def test_pages_for_different_presses_take_a_file_each(desk: Desk, image_source: type[FlatImages]) -> None:
    grid = Grid(columns=6, column_chars=16, gutter=2, body_size=9, step=12, rows=100, top_mm=20)
    templates = tuple(
        Template(
            name=name, title={}, trim_mm=(280, 210), grid=grid, folio=FolioSpec(top_mm=5, height_mm=8), profile=name,
            headlines=(HeadlineRange(least=20, most=30),), styles={"body": TextStyle()},
        )
        for name in ("newsprint", "coated")
    )  # fmt: skip
    pages = tuple(Page(id=f"pg-{at}", number=at, template=one.name) for at, one in enumerate(templates, 1))
    desk.document = msgspec.structs.replace(desk.document, pages=pages, templates=templates)
    composed = [desk.page(Image(asset="as-1", rect=Rect(9, 9, 90, 90)), number=number) for number in (1, 2)]
    images = image_source()
    plates = msgspec.structs.replace(job(desk, desk.folder, *composed, pattern="{number}"), images=images)
    report = export("pdf", plates)
    assert images.profiles == ["newsprint", "coated"]
    assert [file.ink_limit for file in report.files] == [240.0, 300.0]
    names = []
    for file in report.files:
        with pikepdf.open(file.path) as pdf:
            names.append(str(pdf.Root.OutputIntents[0].OutputConditionIdentifier))
    assert "240" in names[0]
    assert "300" in names[1]
    with pytest.raises(Refusal) as refused:
        export("pdf", msgspec.structs.replace(plates, target=desk.folder / "all.pdf", pattern=""))
    assert refused.value.code == "pictures.profiles_differ"
    one = msgspec.structs.replace(plates, target=desk.folder / "all.pdf", pattern="", profile="coated")
    assert export("pdf", one).files[0].ink_limit == 300.0
