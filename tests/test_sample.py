"""What the sample issues promise: enough real copy and pictures to try everything on, in two languages, without an error."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from layoutdesk.base.ids import IdSource
from layoutdesk.intake import read_copy
from layoutdesk.makeup.compiling import Compiled, Wish, compile_copy
from layoutdesk.model.document import unplaced
from layoutdesk.model.story import paragraphs
from layoutdesk.resources import resource, sample_copy, sample_pictures

SAMPLE = resource("sample")
HAN = re.compile("[㐀-䶿一-鿿]")


@pytest.fixture(scope="module")
def signs() -> str:
    """All text of the stories without white space."""
    intake = read_copy(list(sample_copy()), IdSource(b"sample"))
    texts = (paragraph.text for story in intake.stories for paragraph in paragraphs(story))
    return re.sub(r"\s", "", "".join(texts))


def test_the_copy_is_a_day_of_a_newspaper(signs: str) -> None:
    han = HAN.findall(signs)
    assert len(set(han)) >= 2000
    assert len(signs) >= 29500


def test_nothing_in_the_copy_leads_to_a_real_address() -> None:
    signs = "".join(file.read_text(encoding="utf-8") for file in sample_copy())
    assert set(re.findall(r"\b0\d{2,3}(?=-\d{7,8}\b)", signs)) == {"0726"}
    assert all(found.endswith(".example") for found in re.findall(r"www\.[a-z.]+|[a-z]+@[a-z.]+", signs))


def test_pictures_come_in_the_formats_of_a_picture_desk() -> None:
    opened = [Image.open(file) for file in sample_pictures().iterdir() if file.suffix != ".pdf"]
    assert len(opened) >= 8
    assert {("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("WEBP", "RGB")} <= {
        (picture.format, picture.mode) for picture in opened
    }
    assert sum(file.stat().st_size for file in sample_pictures().iterdir()) < 8_500_000


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    target = tmp_path_factory.mktemp("english") / "issue.ldesk"
    return compile_copy(Wish(copies=sample_copy(english=True), target=target, pictures=sample_pictures()))


def test_the_english_issue_is_complete(english: Compiled) -> None:
    document = english.document
    assert document.meta.language == "en" and len(document.pages) == 2
    assert not unplaced(document) and not document.queries
    assert all(fit.over == 0 for page in english.pages for fit in page.fits)
    found = [*english.problems, *(problem for page in english.pages for problem in page.problems)]
    assert not [problem for problem in found if problem.severity in ("error", "warning")]


def test_the_english_issue_speaks_english(english: Compiled) -> None:
    text = "".join(line.text for page in english.pages for line in page.lines)
    assert "Thursday" in text and "5 March 2026" in text and "Editor: Tamsin Orrel" in text
    assert not HAN.search(text)


def test_english_words_part_at_syllables(english: Compiled) -> None:
    """A line that ends inside a word has at least two letters of it; the next goes on with at least three."""
    for page in english.pages:
        for line, following in pairwise(page.lines):
            same = line.paragraph == following.paragraph and line.end == following.start
            if same and line.text[-1:].isalpha() and following.text[:1].isalpha():
                assert len(re.search(r"[A-Za-z]*$", line.text)[0]) >= 2, line.text
                assert len(re.match(r"[A-Za-z]*", following.text)[0]) >= 3, following.text


def drawn_again(folder: Path, name: str) -> Image.Image:
    program = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import draw;"
        "draw.FOLDER = pathlib.Path(sys.argv[2]); draw.main([sys.argv[3]])"
    )
    subprocess.run([sys.executable, "-c", program, str(SAMPLE), str(folder), name], check=True, capture_output=True)
    return Image.open(next(folder.glob(f"{name}.*")))


def picture_names() -> list[str]:
    return sorted(file.stem for file in sample_pictures().iterdir() if file.suffix != ".pdf")


@pytest.mark.slow
@pytest.mark.parametrize("name", picture_names())
def test_a_picture_drawn_again_is_the_same(name: str, tmp_path: Path) -> None:
    kept, drawn = Image.open(next(sample_pictures().glob(f"{name}.*"))), drawn_again(tmp_path, name)
    assert (kept.format, kept.mode, kept.size) == (drawn.format, drawn.mode, drawn.size)
    difference = ImageChops.difference(kept.copy(), drawn.copy())
    assert max(high for _, high in as_bands(difference.getextrema())) <= 1


def as_bands(extrema: object) -> list[tuple[int, int]]:
    """What ``getextrema`` gives for one band and for several, as a list."""
    assert isinstance(extrema, tuple)
    return [extrema] if isinstance(extrema[0], int) else list(extrema)
