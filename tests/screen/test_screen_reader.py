"""What a screen reader gets of the canvas: the real program, asked by AT-SPI, on a real screen."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from screen.display import Lines, Screen, editor, missing, running, screen, until
from screen.method import bus

from layoutdesk.base.geometry import Rect
from layoutdesk.model import Block, Document, FolioBar, GridRect, Meta, Page, Paragraph, PictureFrame, Story
from layoutdesk.model.library import shipped_templates
from layoutdesk.store import create

#: The launcher of the bus by which programs are asked, and the Python that has the bindings.
LAUNCHER: Final = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM: Final = Path("/usr/bin/python3")


def _has_bindings() -> bool:
    look = [str(SYSTEM), "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    return LAUNCHER.exists() and SYSTEM.exists() and subprocess.run(look, capture_output=True).returncode == 0


_LACKING = missing("Xvfb", "openbox", "xdotool", "dbus-daemon") or (
    "" if _has_bindings() else "not installed: at-spi2-core, gir1.2-atspi-2.0, python3-gi"
)
pytestmark = [pytest.mark.screen, pytest.mark.timeout(900), pytest.mark.skipif(bool(_LACKING), reason=_LACKING)]

SENTENCE = "渡口的灯在夜里亮到天明，往来的船只依次靠岸，码头上的人们把货物一件件搬进仓库。"


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """Two pages: a story that is over, a notice, an empty picture frame; on the second nothing but its folio bar."""
    template = shipped_templates()["tabloid-inside"]

    def told(name: str, title: str, paragraphs: int, kind: str = "article") -> Story:
        body = tuple(Paragraph(id=f"{name}-{n}", text=f"第{n + 1}段𠮷。{SENTENCE * 2}") for n in range(paragraphs))
        return Story(id=name, kind=kind, main=Paragraph(id=f"{name}-main", text=title, style="main"), body=body)

    stories = told("st", "渡口灯火照夜航", 6), told("no", "停水公告", 1, "notice")
    elements = (
        FolioBar(id="bar"),
        Block(id="el", story="st", area=(GridRect(0, 0, 2, 20),)),
        Block(id="el-no", story="no", area=(GridRect(2, 0, 2, 20),)),
        PictureFrame(id="pic", rect=Rect(400, 400, 120, 90), locked=True),
    )
    pages = (
        Page(id="pg", number=1, template=template.name, label="A01", name="要闻", elements=elements),
        Page(id="pg-2", number=2, template=template.name, label="A02", name="城事", elements=(FolioBar(id="bar-2"),)),
    )
    meta = Meta(paper="白鹭洲晚报", date="2026-03-03")
    create(tmp_path / "issue.ldesk", Document(meta=meta, pages=pages, templates=(template,), stories=stories), {})
    return tmp_path / "issue.ldesk"


class Listening:
    """A screen reader in little, in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._to, self._answers = process.stdin, Lines(process.stdout.fileno())
        self._answers.take("the reader")

    def ask(self, name: str, *args: object) -> Any:
        """An answer of ``screen.reader``."""
        self._to.write(json.dumps([name, *args]).encode() + b"\n")
        self._to.flush()
        return json.loads(self._answers.take(f"an answer of the reader to {name}"))

    def until_focus(self, what: str, **wanted: Any) -> dict[str, Any]:
        """Waits until the keys are where they are wanted, as the reader has heard."""

        def look() -> Any:
            focus = self.ask("focus")
            return (
                focus if focus is not None and all(focus.get(name) == value for name, value in wanted.items()) else None
            )

        try:
            return until(what, look)
        except AssertionError as error:
            raise AssertionError(f"{error}; the reader has {self.ask('focus')}") from None

    def until_heard(self, what: str) -> None:
        """Waits until something is said that has ``what`` in it."""
        until(what, lambda: any(what in each[3] for each in self.ask("heard", "announcement")))


@contextmanager
def listening(on: Screen) -> Iterator[Listening]:
    """A bus for assistive technology, and a reader on it; programs started in this block are heard."""
    folder = on.folder / "run"
    folder.mkdir(mode=0o700)
    on.environment["XDG_RUNTIME_DIR"] = str(folder)
    on.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    # Of the older of the two ways in which a reader may ask it knows one.
    on.environment["QT_LOGGING_RULES"] = "qt.accessibility.atspi.warning=false"
    command = [str(LAUNCHER), "--launch-immediately"]
    reader = [str(SYSTEM), str(Path(__file__).with_name("reader.py"))]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    log = on.folder / "atspi.log"
    with bus(on), running(command, log, env=on.environment, stdout=subprocess.DEVNULL):
        bare = {name: value for name, value in on.environment.items() if name != "PYTHONPATH"}
        with running(reader, log, env=bare, **pipes) as process:
            yield Listening(process)


def inside(page: dict[str, Any]) -> list[tuple[str, str]]:
    """What a page holds, by role and name: what stands on it, not the widgets round it."""
    return [(each["role"], each["name"]) for each in page["inside"] if "selectable" in each["states"]]


def test_a_reader_gets_the_page_with_all_that_stands_on_it(tmp_path: Path, issue: Path) -> None:
    with screen(tmp_path) as on, listening(on) as reader, editor(on, issue) as desk:
        desk.until("the issue", file=str(issue), busy=False)
        page = until("the page", lambda: reader.ask("tree", "版面 A01 要闻"))
        assert page["role"] == "document frame" and page["about"] == "第 1 版，共 2 版，4 个对象，错误 2"
        assert inside(page) == [
            ("section", "报眉：第 A01 版 2026年3月3日　星期二 白鹭洲晚报 要闻"), ("section", "文章块：渡口灯火照夜航"),
            ("section", "公告：停水公告"), ("image", "图片框"),
        ]  # fmt: skip
        _, block, notice, picture = page["inside"][:4]
        assert block["about"] == "溢出 7 行、144 字，第 1–2 栏 · 第 1–20 行 · 2 栏 × 20 行"
        assert notice["about"].startswith("空 13 行") and picture["about"].startswith("锁定")
        head, first, *others = block["inside"]
        assert (head["role"], head["name"], head["text"]) == ("heading", "主题", "渡口灯火照夜航")
        assert first["text"].startswith("第1段𠮷。渡口的灯") and others[-1]["about"] == "未排下"
        box, frame = head["box"], desk.ask("frames", "el")[0]
        assert frame[0] <= box[0] and box[0] + box[2] <= frame[0] + frame[2] and abs(box[1] - frame[1]) < frame[3] / 8


def test_a_reader_hears_where_the_hand_goes_and_what_it_writes(tmp_path: Path, issue: Path) -> None:
    with screen(tmp_path) as on, listening(on) as reader, editor(on, issue) as desk:
        desk.until("the issue", file=str(issue), busy=False)
        until("the page", lambda: reader.ask("tree", "版面 A01 要闻"))
        on.keys("ctrl+Tab", "ctrl+Tab")
        focus = reader.until_focus("the block", name="文章块：渡口灯火照夜航")
        assert "selected" in focus["states"]
        on.keys("Return")
        reader.until_focus("the headline", role="heading", text="渡口灯火照夜航", caret=0)
        on.keys("Right", "Right", "a")
        reader.until_focus("what is written", text="渡口a灯火照夜航", caret=3)
        assert ["text-changed:insert", "主题", 2, "a"] in reader.ask("heard", "text-changed")
        on.keys("shift+Right", "shift+Right")
        reader.until_heard("已选 2 字：灯火")
        on.keys("Down")
        reader.until_focus("the body", role="paragraph")
        on.keys("Escape")
        reader.until_focus("the block again", name="文章块：渡口a灯火照夜航")
        on.keys("alt+Down")
        reader.until_heard("第 1–21 行")
        on.keys("ctrl+z")
        reader.until_heard("已撤销")
        left, top, width, height = desk.place("frames", "el-no")[0]
        on.click((left + width // 2, top + height // 2))
        reader.until_focus("what was clicked", name="公告：停水公告")
        on.keys("ctrl+Next")
        reader.until_heard("版面 A02 城事 第 2 版")
        on.keys("F6")
        reader.until_focus("the list of pages", role="list", name="版面")


def test_a_reader_has_the_hand_write_somewhere(tmp_path: Path, issue: Path) -> None:
    with screen(tmp_path) as on, listening(on) as reader, editor(on, issue) as desk:
        desk.until("the issue", file=str(issue), busy=False)
        until("the page", lambda: reader.ask("tree", "版面 A01 要闻"))
        assert reader.ask("press", "公告：停水公告", 0)
        desk.until("the notice", chosen=["el-no"])
        assert reader.ask("press", "公告：停水公告", 1)
        reader.until_focus("its headline", role="heading", text="停水公告", caret=0)
        on.keys("F8")
        on.click(desk.place("line", "no-0", 0, True))
        reader.until_focus("the galley", role="paragraph", name="正文")
