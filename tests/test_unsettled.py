"""What is open of a review where pages go out: counted by page, and told by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from layoutdesk.checks.unsettled import unsettled
from layoutdesk.cli import run
from layoutdesk.model import Anchor, Block, Document, GridRect, Meta, Note, Page, Paragraph, Review, Revision, Story
from layoutdesk.model.library import shipped_templates
from layoutdesk.store import create

TEMPLATE = shipped_templates()["tabloid-inside"]


def story(name: str, *revisions: Revision) -> Story:
    body = Paragraph(id=f"{name}-0", text="渡口的灯在夜里亮到天明。", revisions=revisions)
    return Story(id=name, main=Paragraph(id=f"{name}-main", text="渡口灯火", style="main"), body=(body,))


def page(number: int, of: str) -> Page:
    block = Block(id=f"el-{of}", story=of, area=(GridRect(0, 0, 2, 10),))
    return Page(id=f"pg-{number}", number=number, template=TEMPLATE.name, elements=(block,))


DOCUMENT = Document(
    meta=Meta(paper="报", date="2026-03-03"), templates=(TEMPLATE,), pages=(page(1, "one"), page(2, "two")),
    stories=(
        story("one", Revision(kind="in", start=0, end=1, author="李"), Revision(kind="in", start=4, end=5, author="李")),
        story("two"),
        story("spare", Revision(kind="in", start=0, end=1, author="李")),
    ),
    review=Review(
        notes=(
            Note(id="n1", text="核实", anchor=Anchor("two", "two-0", 0, 2)), Note(id="n2", text="移", element="el-two"),
            Note(id="n3", text="好", element="el-two", resolved=True),
        )
    ),
)  # fmt: skip


def test_it_is_counted_for_the_pages_that_go_out() -> None:
    assert unsettled(DOCUMENT, ["pg-1", "pg-2"]) == (2, 2)
    assert unsettled(DOCUMENT, ["pg-1"]) == (2, 0)
    assert unsettled(DOCUMENT, ["pg-2"]) == (0, 2)
    assert unsettled(DOCUMENT, []).said is None


def test_an_export_tells_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYOUTDESK_LANGUAGE", "zh")
    file = tmp_path / "issue.ldesk"
    create(file, DOCUMENT, {})
    export = ["export", str(file), "--as", "text", "-o", str(tmp_path / "out.txt")]
    run(export)
    assert "修订 2 处、批注 2 条还没有处理" in capsys.readouterr().out
    run([*export, "--pages", "2"])
    out = capsys.readouterr().out
    assert "批注 2 条还没有处理" in out and "修订" not in out
    run([*export, "--json"])
    assert json.loads(capsys.readouterr().out)["unsettled"] == {"changes": 2, "notes": 2}
