"""Broken and hostile files of the wire formats and of text: refused in words or read right, in bounded time and memory."""

import json
from pathlib import Path

import pytest
from reading import outcomes

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.intake import read_text
from layoutdesk.jobs import run_limited
from layoutdesk.model import Credits

SECONDS, MEGABYTES = 10, 1024


@pytest.mark.parametrize("folder", ["news", "xml", "text"])
def test_every_broken_file_is_read_or_refused_within_its_limits(shared: Path, tmp_path: Path, folder: str) -> None:
    paths = sorted(path for path in (shared / "badinput" / folder).rglob("*") if path.is_file())
    found = run_limited(outcomes, paths, seconds=SECONDS * len(paths), megabytes=MEGABYTES)
    for name, code, seconds, text in found:
        assert seconds < SECONDS, name
        refused = "should_fail" in name or folder == "xml" or name == "utf8-overlong-slash.txt"
        assert bool(code) == refused, (name, code)
        assert "\ufffd" not in text
    assert len(found) == len(paths)


def test_bombs_are_refused_within_their_limits(tmp_path: Path) -> None:
    deep = "<p>" * 2_000_000
    bombs = {
        "deep.xml": ("<nitf><body>" + deep, "xml-depth"),
        "wide.xml": ("<nitf>" + "<p/>" * 3_000_000, "xml-elements"),
        "long.xml": ("<nitf><body><body.content><p>" + "字" * 5_000_000 + "</p></body.content></body></nitf>", "page-too-long"),
        "spans.xml": (
            "<nitf><body><body.content><table><tr>" + '<td colspan="9999999" rowspan="9999999">字</td>' * 30_000 + "</tr></table>"
            "</body.content></body></nitf>", "table-too-large",
        ),
        "laughs.xml": (
            "<!DOCTYPE n [<!ENTITY a0 '哈'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 20)) + "]>"
            "<nitf><body>&a19;</body></nitf>", "xml-doctype",
        ),
        "lists.json": ('{"uri": ' + "[" + "[],[],[],[],[],[],[],[]," * 150_000 + "[]]}", "json-type"),
        "deep.json": ('{"uri": "a", "x": ' + '{"a":' * 200_000 + "1" + "}" * 200_001, "json-depth"),
        "plan.json": (
            '{"format": "neutral-issue/1", "page_mm": [390, 543], "pages": [' + '{"no": 1, "rules": []},' * 500_000 + '{"no": 2}]}',
            "json-count",
        ),
        "line.txt": ("字" * 5_000_000, "page-too-long"),
    }  # fmt: skip
    for name, (text, _) in bombs.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / name for name in bombs]
    found = run_limited(outcomes, paths, seconds=SECONDS * len(paths), megabytes=MEGABYTES)
    assert {name: code for name, code, _, _ in found} == {name: f"intake.{code}" for name, (_, code) in bombs.items()}
    assert all(seconds < SECONDS for _, _, seconds, _ in found)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(bombs)


def test_a_plan_whose_dateline_names_nobody_is_read() -> None:
    line = {"text": "第01版", "size": 9, "box": [15, 42, 360, 5]}
    plan = {"format": "neutral-issue/1", "page_mm": [390, 543], "pages": [{"no": 1, "dateline": line}]}
    (page,) = read_text(json.dumps(plan).encode(), "plan.json", IdSource(b"test")).pages
    assert (page.label, page.credits) == ("01", Credits())


def test_json_that_was_cut_off_is_no_text() -> None:
    with pytest.raises(Refusal) as refused:
        read_text('{"uri": "urn:a", "type": "text", "body_text": "山里'.encode(), "cut.json", IdSource(b"test"))
    assert (refused.value.code, refused.value.args_["file"]) == ("intake.json-broken", "cut.json")
