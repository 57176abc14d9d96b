"""The process in which pictures are decoded: bounded, thrown away with what breaks it, and the others go on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from picture_files import coded, photo, rgb_png
from PIL import Image

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.darkroom import Darkroom
from layoutdesk.pictures.read import import_picture, inspect, supply

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
PHOTO = coded(photo(64, 48))


@pytest.fixture
def room():
    found = Darkroom()
    yield found
    found.close()


def refused(room: Darkroom, data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        inspect(data, "a.png", room)
    for language in words.LANGUAGES:
        assert "a.png" in words.refusal_text(caught.value, language)
        assert "{" not in words.refusal_text(caught.value, language)
    return caught.value.code


def test_one_process_serves_picture_after_picture(room: Darkroom) -> None:
    inspect(PHOTO, "a.jpg", room)
    first = room.start().pid
    assert inspect(PHOTO, "a.jpg", room).width == 64
    assert refused(room, PHOTO[:500]) == "pictures.truncated"
    assert room.start().pid == first


@posix
def test_a_picture_that_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    room = Darkroom(megabytes=100)
    assert refused(room, rgb_png(10_900, 10_900)) == "pictures.memory"
    assert inspect(PHOTO, "a.jpg", room).width == 64
    room.close()


@posix
def test_a_picture_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    room = Darkroom(seconds=1)
    plain = coded(Image.new("L", (8000, 8000), 128), progressive=True)
    last = plain.rindex(b"\xff\xda")
    assert refused(room, plain[:last] + plain[last:-2] * 500 + plain[-2:]) == "pictures.too_slow"
    assert inspect(PHOTO, "a.jpg", room).width == 64
    room.close()


def killed_over(room: Darkroom, task, data: bytes, argument):
    """What comes of a picture over which the process is killed: it does not come to answer."""
    os.kill(room.start().pid, signal.SIGSTOP)
    room.send(task, data, argument)
    room.start().kill()
    return room.receive(task, argument)


def test_a_picture_that_kills_the_process_is_refused_and_the_next_is_read(room: Darkroom) -> None:
    def deadly(task, data, argument):
        return killed_over(room, task, data, argument)

    assert refused(deadly, PHOTO) == "pictures.crash"
    assert inspect(PHOTO, "a.jpg", room).width == 64


def test_of_many_pictures_only_the_killing_one_is_left_out(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (tmp_path / name).write_bytes(PHOTO)
    room = Darkroom()

    def deadly(task, data, argument):
        if argument.name != "b.jpg":
            return room(task, data, argument)
        return killed_over(room, task, data, argument)

    supplied = supply(tmp_path, ["a.jpg", "b.jpg", "c.jpg"], IdSource(b"seed"), run=deadly)
    assert list(supplied.assets) == ["a.jpg", "c.jpg"]
    assert [(problem.code, problem.file) for problem in supplied.problems] == [("pictures.crash", "b.jpg")]
    room.close()


def test_one_that_was_ended_while_it_had_nothing_to_do_is_started_anew() -> None:
    room = Darkroom()
    assert inspect(PHOTO, "a.jpg", room).width == 64
    room.start().kill()
    room.start().wait()
    assert inspect(PHOTO, "a.jpg", room).width == 64
    room.close()


def test_a_machine_that_starts_no_more_processes_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    assert refused(Darkroom(), PHOTO) == "pictures.no_process"


UNDECODED = """
import sys
from pathlib import Path
from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.convert import press, preview
from layoutdesk.pictures.read import import_picture
read = import_picture(Path(sys.argv[1]), IdSource())
store = PictureCache(Path(sys.argv[2]))
press(read.asset, read.data, 72, 48, store=store)
preview(read.asset, read.data, 60, store=store)
sys.exit("PIL" in sys.modules)
"""


def test_nothing_is_decoded_in_the_process_that_asks(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(PHOTO)
    command = [sys.executable, "-c", UNDECODED, str(tmp_path / "a.jpg"), str(tmp_path / "cache")]
    assert subprocess.run(command, check=False).returncode == 0


def test_modules_beside_the_copy_are_not_run(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(PHOTO)
    for module in ("PIL", "msgspec", "struct", "io"):
        (tmp_path / f"{module}.py").write_text("import pathlib; pathlib.Path('run').touch()")
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        room = Darkroom()
        import_picture(Path("a.jpg"), IdSource(), room)
        room.close()
    finally:
        os.chdir(before)
    assert not (tmp_path / "run").exists()


def test_the_process_ends_with_the_one_that_started_it() -> None:
    script = (
        "import os; from layoutdesk.pictures.darkroom import darkroom;"
        "print(darkroom.start().pid, flush=True); os._exit(0)"
    )
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    # The other process holds no end of the pipe that `run` waits for, so it may still be on its way out.
    pid = int(made.stdout)
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        subprocess.run(["sleep", "0.05"], check=True)
    pytest.fail("the process is still there")


def test_a_header_that_lies_costs_nothing(room: Darkroom) -> None:
    assert refused(room, rgb_png(30_000, 30_000)) == "pictures.too_many_pixels"
