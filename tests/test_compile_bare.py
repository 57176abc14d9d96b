"""A headline with nothing under it stops no compile: the page is made, and what is bare is told."""

from __future__ import annotations

from pathlib import Path

from layoutdesk.cli import run
from layoutdesk.store import IssueFile

COPY = """---
报名：清江日报
日期：2026-03-03
版次：A02
版名：要闻
---

# 停车难怎么解

{body}

# 今日一问：停车难

# 今日快评

{body}

{body}
"""


def test_a_headline_without_copy_is_placed_or_told_and_the_page_is_made(tmp_path: Path) -> None:
    copy, issue = tmp_path / "a.md", tmp_path / "a.ldesk"
    copy.write_text(
        COPY.format(body="渡口的灯在夜里亮到天明，往来的船只依次靠岸，人们把货物一件件搬进仓库。" * 3), "utf-8"
    )
    assert run(["compile", str(copy), "-o", str(issue)]) in (0, 1)
    with IssueFile.open(issue, "r") as file:
        document = file.read()
    assert [story.main.text for story in document.stories if story.main] == [
        "停车难怎么解",
        "今日一问：停车难",
        "今日快评",
    ]
    assert len(document.pages) == 1
