"""The commands as a script runs them: exit codes, one object with --json, one clear line for bad input, nothing half-written."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from layoutdesk.edits import SetArea, from_data
from layoutdesk.model.elements import Block, Element
from layoutdesk.resources import resource, sample_copy
from layoutdesk.session import Session

COPIES = [str(file) for file in sample_copy()]


def layoutdesk(*arguments: str | Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LAYOUTDESK_LANGUAGE": language, "PYTHONUTF8": "1"}
    environment.pop("LAYOUTDESK_TRACEBACK", None)
    command = [sys.executable, "-m", "layoutdesk", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, encoding="utf-8")


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("issue") / "sample.ldesk"
    done = layoutdesk("compile", *COPIES, "--pictures", resource("sample", "pictures"), "-o", path, "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    path.with_suffix(".json").write_text(done.stdout, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shown(issue: Path) -> dict:
    done = layoutdesk("show", issue, "--json")
    assert done.returncode == 0
    return json.loads(done.stdout)


def test_compile_places_the_whole_sample_without_errors(issue: Path, shown: dict) -> None:
    compiled = json.loads(issue.with_suffix(".json").read_text(encoding="utf-8"))
    assert compiled["pages"] == shown["pages"]
    assert len(shown["pages"]) == 4
    assert shown["issue"]["weekday"] == "星期二"
    assert shown["unplaced"] == []
    assert all(element["lines_over"] == 0 for page in shown["pages"] for element in page["elements"])
    assert all(all(page["credits"].values()) for page in shown["pages"])
    assert not [problem for problem in compiled["problems"] if problem["severity"] in ("error", "warning", "query")]


def test_show_counts_lines_and_characters_of_every_story(shown: dict) -> None:
    for story in shown["stories"]:
        mine = [each for page in shown["pages"] for each in page["elements"] if each["story"] == story["id"]]
        for key in ("lines", "lines_over", "lines_under", "characters_over", "characters_under"):
            assert story[key] == sum(each[key] for each in mine)
    short = [story for story in shown["stories"] if story["lines_under"]]
    assert short
    assert all(6 <= story["characters_under"] / story["lines_under"] <= 60 for story in short)


def test_fit_lists_ways_that_keep_the_copy(issue: Path, tmp_path: Path) -> None:
    """A page made a few rows too low for a story: the ways are told in words and as edits."""
    copy = tmp_path / "low.ldesk"
    shutil.copy(issue, copy)
    session = Session.open(copy)
    page = session.document.pages[1]
    block = next(each for each in page.elements if isinstance(each, Block) and len(each.area) == 1)
    session.apply(SetArea(page.id, block.id, (replace(block.area[0], rows=block.area[0].rows - 1),)))
    session.close()
    done = layoutdesk("fit", copy, block.story, "--json")
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)["stories"]
    assert found["lines_over"] == found["wanted"] > 0
    assert found["ways"]
    for way in found["ways"]:
        assert way["what"] and way["lines"] > 0
        assert way["fits"] == (way["lines_over"] == 0)
        assert from_data(way["edit"])
    for language, word in (("en", "over"), ("zh", "多")):
        done = layoutdesk("fit", copy, language=language)
        assert done.returncode == 0
        assert word in done.stdout


def test_fit_makes_room_for_copy_to_come(issue: Path) -> None:
    done = layoutdesk("fit", issue, "--room", "3", "--json")
    assert done.returncode == 0
    stories = json.loads(done.stdout)["stories"]
    assert any(way["fits"] for story in stories for way in story["ways"])
    assert all(story["room"] == 3 and story["lines_over"] == 0 for story in stories)
    assert layoutdesk("fit", issue, "--room", "-1").returncode == 2


def test_fit_of_a_story_that_is_not_there_is_refused(issue: Path) -> None:
    done = layoutdesk("fit", issue, "no such headline")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such headline" in done.stderr


def test_the_sample_shows_every_kind_of_element(shown: dict) -> None:
    kinds = {kind.__struct_config__.tag for kind in get_args(Element)}
    assert {element["kind"] for page in shown["pages"] for element in page["elements"]} == kinds


def test_check_finds_no_error_in_the_sample(issue: Path) -> None:
    done = layoutdesk("check", issue, "--json")
    assert done.returncode == 0
    assert set(json.loads(done.stdout)) == {"problems"}


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_every_story_comes_out_of_the_pdf_verbatim(issue: Path, shown: dict, tmp_path: Path) -> None:
    pdf = tmp_path / "sample.pdf"
    assert layoutdesk("export", issue, "--as", "pdf", "-o", pdf).returncode == 0
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode("utf-8")
    printed = re.sub(r"\s", "", text)
    for story in shown["stories"]:
        pieces = [*story["text"].split("\n"), *story["headline"].values()]
        pieces += [cell for table in story["tables"] for row in table for cell in row]
        pieces += [piece for picture in story["pictures"] for piece in (picture["caption"], picture["credit"])]
        for piece in pieces:
            assert re.sub(r"\s", "", piece) in printed


def test_two_exports_give_the_same_bytes(issue: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    assert layoutdesk("export", issue, "--as", "pdf", "-o", first).returncode == 0
    assert layoutdesk("export", issue, "--as", "pdf", "-o", second).returncode == 0
    assert first.read_bytes() == second.read_bytes()


def test_check_examines_a_finished_pdf(issue: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "whatever.name"
    assert layoutdesk("export", issue, "--as", "pdf", "-o", pdf).returncode == 0
    good = layoutdesk("check", pdf, "--json")
    assert (good.returncode, good.stderr) == (0, "")
    assert json.loads(good.stdout)["standard"] == "x4"
    if shutil.which("gs"):
        inks = json.loads(good.stdout)["ink"]
        assert [row["page"] for row in inks] == list(range(1, len(inks) + 1))
        assert all(100 <= row["most"] <= 240 for row in inks)
        strict = layoutdesk("check", pdf, "--ink-limit", "150", "--json")
        assert "preflight.ink-over" in {row["code"] for row in json.loads(strict.stdout)["problems"]}
    held = layoutdesk("check", pdf, "--standard", "x1a", "--json")
    problems = json.loads(held.stdout)["problems"]
    assert held.returncode == 1
    assert {"preflight.version", "preflight.identification"} <= {row["code"] for row in problems}
    assert all(set(row) >= {"code", "severity", "page", "story", "message", "origin"} for row in problems)


def test_what_is_called_a_pdf_and_is_none_is_refused_as_that(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    refused = layoutdesk("check", tmp_path / "empty.pdf")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "empty.pdf" in refused.stderr
    assert ".ldesk" not in refused.stderr
    assert "PDF" in refused.stderr


def test_text_export_has_one_line_a_line_and_a_form_feed_between_pages(issue: Path, tmp_path: Path) -> None:
    target = tmp_path / "sample.txt"
    assert layoutdesk("export", issue, "--as", "text", "-o", target).returncode == 0
    pages = target.read_text(encoding="utf-8").split("\f")
    assert len(pages) == 4
    forbidden_first, forbidden_last = "。．，、：；！？］〕】〗》〉）”’」』…—～·", "（《〈【〖〔［“‘「『"
    for line in "\n".join(pages).splitlines():
        if line:
            assert line[0] not in forbidden_first and line[-1] not in forbidden_last, line


def test_one_file_a_page_is_named_by_the_pattern(issue: Path, tmp_path: Path) -> None:
    done = layoutdesk("export", issue, "--as", "pdf", "-o", tmp_path / "plates", "--each", "{date}-{label}.pdf")
    assert done.returncode == 0, done.stderr
    plates = [f"2026-03-03-0{page}.pdf" for page in (1, 2, 3, 4)]
    assert sorted(file.name for file in (tmp_path / "plates").iterdir()) == plates


def test_the_export_loads_nothing_heavy_and_stays_small(issue: Path, tmp_path: Path) -> None:
    program = (
        "import pathlib, re, sys\n"
        "from layoutdesk.cli import run\n"
        f"export = ['export', {str(issue)!r}, '--as', 'pdf', '-o', {str(tmp_path / 'x.pdf')!r}]\n"
        "run([*export, '--pages', '2'])\n"
        "assert 'qrcode' not in sys.modules\n"  # only pages with codes need it
        "run(export)\n"
        "names = {m.split('.')[0] for m in sys.modules}\n"
        "heavy = names & {'PySide6', 'fontTools', 'numpy', 'sqlalchemy', 'rich', 'lunar_python'}\n"
        "assert not heavy, heavy\n"
        "assert not [m for m in sys.modules if m.startswith('reportlab.platypus')]\n"
        "status = pathlib.Path('/proc/self/status')\n"  # getrusage would count the parent's peak before exec
        "text = status.read_text() if status.exists() else ''\n"
        # What is mapped of fonts and libraries is the system's, and as much as its cache happens to hold.
        "kib = {name: int(size) for name, size in re.findall(r'(VmHWM|RssFile):\\s+(\\d+)', text)}\n"
        "assert len(kib) < 2 or kib['VmHWM'] - kib['RssFile'] < 80 * 1024, kib\n"
    )
    layoutdesk("export", issue, "--as", "pdf", "-o", tmp_path / "warm.pdf")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.txt"),
        (b"\x00\x01\x02\xff\xfe\x00garbage" * 40, "binary.txt"),
        ("标题\n正文".encode("gb18030") + b"\xff\xff\x81", "broken.txt"),
    ],
)
def test_bad_copy_is_refused_in_one_sentence_that_names_the_file(content: bytes, name: str, tmp_path: Path) -> None:
    copy, target = tmp_path / name, tmp_path / "x.ldesk"
    copy.write_bytes(content)
    done = layoutdesk("compile", copy, "-o", target)
    assert done.returncode == 2
    assert name in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert not target.exists() and [file.name for file in tmp_path.iterdir()] == [name]


def test_a_missing_issue_a_foreign_file_and_a_bad_target_are_refused(issue: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.ldesk"
    foreign.write_bytes(b"not an issue" * 100)
    for arguments in (
        ("show", tmp_path / "none.ldesk"),
        ("check", foreign),
        ("export", issue, "--as", "pdf", "-o", tmp_path / "no" / "such" / "x.pdf"),
        ("compile", *COPIES, "-o", tmp_path / "no" / "x.ldesk"),
        ("compile", *COPIES, "-o", tmp_path / "x.ldesk", "--template", "nonsense"),
        ("compile", *COPIES, "-o", tmp_path / "x.ldesk", "--date", "yesterday"),
        ("export", issue, "--as", "pdf", "-o", tmp_path / "x.pdf", "--pages", "7"),
        ("export", issue, "--as", "archive", "-o", tmp_path / "x"),
    ):
        done = layoutdesk(*arguments)
        assert done.returncode == 2, (arguments, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["foreign.ldesk"]


def test_a_truncated_picture_is_a_problem_and_the_work_goes_on(tmp_path: Path) -> None:
    whole = next(iter(sorted(resource("sample", "pictures").glob("*.jpg"))))
    (tmp_path / "cut.jpg").write_bytes(whole.read_bytes()[:20000])
    copy = tmp_path / "copy.md"
    copy.write_text(
        "# 桥上的早晨\n\n![桥上的早晨。](cut.jpg)\n\n天亮了，桥上有了人。" + "车多起来了。" * 40, encoding="utf-8"
    )
    done = layoutdesk("compile", copy, "-o", tmp_path / "x.ldesk", "--json")
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    assert any("cut.jpg" in problem["message"] for problem in problems if problem["severity"] == "error")
    assert any(problem["code"] == "compose.picture-file-missing" for problem in problems)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_compile_says_what_it_found_in_the_copy_and_its_pictures(tmp_path: Path, language: str) -> None:
    (tmp_path / "cut.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    copy = tmp_path / "copy.md"
    copy.write_text(
        "# 桥上的早晨\n类型：通讯\n\n![桥上。](cut.jpg)\n\n" + "天亮了，桥上有了人。" * 40, encoding="utf-8"
    )
    done = layoutdesk("compile", copy, "-o", tmp_path / "x.ldesk", language=language)
    lines = done.stdout.splitlines()
    severity = {"zh": "[错误]", "en": "[error]"}[language]
    assert any(line.startswith(severity) and "cut.jpg" in line for line in lines)
    assert any("UTF-8" in line for line in lines)
    checked = layoutdesk("check", tmp_path / "x.ldesk", language=language)
    assert any("copy.md:2" in line and "通讯" in line for line in checked.stdout.splitlines())


def test_final_refuses_pages_with_errors(tmp_path: Path) -> None:
    copy = tmp_path / "copy.md"
    copy.write_text("# 桥上的早晨\n\n![桥上的早晨。](none.jpg)\n\n" + "天亮了，桥上有了人。" * 40, encoding="utf-8")
    layoutdesk("compile", copy, "-o", tmp_path / "x.ldesk")
    done = layoutdesk("export", tmp_path / "x.ldesk", "--as", "pdf", "-o", tmp_path / "x.pdf", "--final")
    assert done.returncode == 2 and not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_languages_speak(issue: Path, language: str) -> None:
    done = layoutdesk("show", issue, language=language)
    assert ("字" in done.stdout) == (language == "zh") or "characters" in done.stdout


def test_a_command_never_writes_over_what_it_reads(issue: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.ldesk"
    shutil.copy(issue, own)
    (tmp_path / "link.pdf").symlink_to(own)
    before = own.read_bytes()
    for target in (own, tmp_path / "link.pdf"):
        done = layoutdesk("export", own, "--as", "pdf", "-o", target)
        assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1
    assert own.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_replaced(issue: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for arguments in (("compile", *COPIES), ("export", issue, "--as", "text")):
        assert layoutdesk(*arguments, "-o", pipe).returncode == 2
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    "arguments",
    [
        ("compile", *COPIES, "-o", "x.ldesk", "--date", "20260303"),
        ("compile", *COPIES, "-o", "x.ldesk", "--date", "2026-W10-2"),
        ("compile", *COPIES),
        ("compile", *COPIES, "-o", "x.ldesk", "--nonsense"),
        ("show",),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...]) -> None:
    done = layoutdesk(*arguments)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1 and done.stdout == ""


@pytest.mark.parametrize("pages", ["1-999999999999", "2-1", "0", "1-99999999999999999999"])
def test_ranges_of_pages_that_do_not_exist(issue: Path, pages: str, tmp_path: Path) -> None:
    done = layoutdesk("export", issue, "--as", "text", "-o", tmp_path / "x.txt", "--pages", pages)
    assert done.returncode == 2 and pages in done.stderr


def test_a_refused_pattern_leaves_no_folder(issue: Path, tmp_path: Path) -> None:
    done = layoutdesk("export", issue, "--as", "pdf", "-o", tmp_path / "plates", "--each", "{nonsense}.pdf")
    assert done.returncode == 2 and not (tmp_path / "plates").exists()


def test_copy_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from layoutdesk.cli import run

    copy = tmp_path / "locked.txt"
    copy.write_text("# 标题", encoding="utf-8")

    whole = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        if path == copy:
            raise PermissionError(13, "Permission denied")
        return whole(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)  # The tests may run as root, whom no mode stops.
    assert run(["compile", str(copy), "-o", str(tmp_path / "x.ldesk")]) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_as_copy_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "copy.txt"
    os.mkfifo(pipe)
    done = layoutdesk("compile", pipe, "-o", tmp_path / "x.ldesk")
    assert done.returncode == 2 and "copy.txt" in done.stderr


def test_an_unknown_mark_is_refused_in_words(issue: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    done = layoutdesk("export", issue, "--as", "pdf", "-o", target, "--marks", "crop,star")
    assert (done.returncode, target.exists()) == (2, False)
    assert "star" in done.stderr
    assert "register" in done.stderr


def test_the_ink_of_the_sample_keeps_the_limit_of_newsprint(issue: Path, tmp_path: Path) -> None:
    if shutil.which("gs") is None:
        pytest.skip("Ghostscript is not installed")
    done = layoutdesk("export", issue, "--as", "pdf", "-o", tmp_path / "a.pdf", "--check-ink", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    measured = json.loads(done.stdout)["ink"]
    checked = layoutdesk("check", tmp_path / "a.pdf", "--ink-limit", "200", "--json")
    assert checked.returncode == 1
    over = [one["page"] for one in json.loads(checked.stdout)["problems"] if one["code"] == "preflight.ink-over"]
    assert over == [row["page"] for row in measured if row["most"] > 201]
    assert [row["page"] for row in measured] == [1, 2, 3, 4]
    assert all(100 <= row["most"] <= 240 and row["over"] == 0 for row in measured), measured


def test_a_preset_says_what_an_export_is_and_where_it_goes(issue: Path, tmp_path: Path) -> None:
    mine = tmp_path / "paper.ldesk"
    shutil.copyfile(issue, mine)
    done = layoutdesk("export", mine, "--preset", "text", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["files"] == [str(tmp_path / "paper.txt")]
    # What is given besides counts over it.
    done = layoutdesk("export", mine, "--preset", "plates", "--pages", "2", "--json", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert [Path(file).name for file in json.loads(done.stdout)["files"]] == ["20260303-02.pdf"]
    done = layoutdesk("export", mine, "--preset", "screen", "--dpi", "40", "-o", tmp_path / "small.pdf")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "small.pdf").stat().st_size < 2_000_000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--preset", "nobody"], "no export preset"),
        (["--preset", "package"], "layoutdesk package"),
        (["-o", "x.pdf"], "--as"),
        (["--as", "pdf"], "-o"),
    ],
)
def test_an_export_that_is_not_said_whole_is_refused_in_one_line(issue: Path, arguments: list[str], said: str) -> None:
    done = layoutdesk("export", issue, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
