"""Copy in several formats in one issue, the whole way through the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

from made_documents import docx, drawing, p, png, styles

STYLES = styles(("1", "heading 1", ""), ("a", "Normal", ""), ("tz", "caption", ""))
PAGE = "<html><meta charset=utf-8><h1>渡口的灯</h1><p>夜里渡口亮起了灯，最后一班船慢慢靠岸。</p></html>"


def compiled(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "layoutdesk", "compile", *map(str, arguments)]
    environment = {**os.environ, "LAYOUTDESK_LANGUAGE": "en", "PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, encoding="utf-8")


def test_word_rtf_and_a_page_are_compiled_together(tmp_path: Path) -> None:
    body = p("桥头的树", "1") + p("桥头的老树发了新芽，过路的人都停下来看。", "a")
    body += f"<w:p>{drawing('rp')}</w:p>" + p("老树。", "tz")
    word = docx(body, {"styles.xml": STYLES, "media/a.png": png(400, 300)}, {"rp": ("image", "media/a.png")})
    rtf = rb"{\rtf1\ansi\ansicpg936{\stylesheet{\s1 heading 1;}}\pard\s1 " + "沿江的风".encode("gbk")
    rtf += rb"\par\pard " + "沿江的风吹了一夜，早上的江面格外干净。".encode("gbk") + rb"\par}"
    files = {"树.docx": word, "风.rtf": rtf, "灯.html": PAGE.encode()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    target = tmp_path / "issue.ldesk"
    done = compiled(*(tmp_path / name for name in files), "-o", target, "--json")
    assert done.returncode in (0, 1) and target.is_file(), done.stderr
    stories = json.loads(done.stdout)["stories"]
    assert [story["headline"]["main"] for story in stories] == ["桥头的树", "沿江的风", "渡口的灯"]
    assert stories[0]["pictures"][0]["caption"] == "老树。" and stories[0]["pictures"][0]["asset"]


def test_a_hostile_document_is_refused_in_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    copy, target = tmp_path / "deep.rtf", tmp_path / "issue.ldesk"
    copy.write_bytes(b"{\\rtf1" + b"{" * 100_000)
    done = compiled(copy, "-o", target)
    assert done.returncode == 2 and not done.stdout
    assert "deep.rtf" in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert not target.exists()
