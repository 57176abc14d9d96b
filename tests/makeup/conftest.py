"""Invented pages, and a measurer that works by arithmetic: characters a line, lines a column."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product
from random import Random

import pytest

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.measure import Shape
from layoutdesk.makeup.ranking import ranked
from layoutdesk.model import (
    FolioSpec,
    Grid,
    HeadlineRange,
    Paragraph,
    PicturePlace,
    PictureRef,
    Story,
    Template,
    TextStyle,
)
from layoutdesk.model.story import pictures

PageMaker = Callable[..., tuple[Story, ...]]


class FakeMeasurer:
    """Every sensible setting by arithmetic, as the real measurer finds them by setting the lines."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.calls = 0
        self._known: dict[tuple[str, int, int], tuple[Shape, ...]] = {}

    def shapes(self, story: Story, rank: int, span: int) -> tuple[Shape, ...]:
        key = (story.id, rank, span)
        if key not in self._known:
            self.calls += 1
            self._known[key] = tuple(self._shapes(story, rank, span))
        return self._known[key]

    def _shapes(self, story: Story, rank: int, span: int) -> list[Shape]:
        grid = self.template.grid
        chars = span * (grid.column_chars + grid.gutter) - grid.gutter
        found = []
        for columns in range(1, span + 1):
            measure = (chars - (columns - 1) * grid.inner_gutter) / columns
            if not 11 <= measure <= 30:
                continue
            for size, head_rows, fill in self._heads(story, rank, chars * grid.body_size):
                for places, slots in self._pictures(story, columns, measure):
                    lines = sum(
                        math.ceil((len(p.text) + 2) / int(measure)) for p in story.body if isinstance(p, Paragraph)
                    )
                    depth = math.ceil((lines + slots) / columns)
                    if places and depth < places[0].rows:
                        continue
                    slack = columns * depth - lines - slots
                    width = chars * grid.body_size
                    found.append(Shape(span, head_rows + depth, columns, size, head_rows, places, slack, fill, width))
        return found

    def _heads(self, story: Story, rank: int, width: float) -> list[tuple[float, int, float]]:
        if story.main is None:
            return [(0.0, 0, 1.0)]
        ladder = self.template.headlines
        limits = ladder[min(rank, len(ladder)) - 1]
        count = len(story.main.text)
        heads = []
        for lines, scale in product((1, 2, 3), (1.0, 0.86)):
            size = scale * min(limits.most, width / math.ceil(count / lines))
            if size >= limits.least:
                rows = math.ceil((lines * size * 1.16 + (18 if story.deck else 0)) / self.template.grid.step + 1.2)
                heads.append((round(size, 1), rows, math.ceil(count / lines) * size / width))
        return heads or [(limits.least, 4, 1.0)]

    def _pictures(self, story: Story, columns: int, measure: float) -> list[tuple[tuple[PicturePlace, ...], int]]:
        references = pictures(story)
        if not references:
            return [((), 0)]
        found = []
        for wide in range(1, columns + 1):
            natural = (wide * measure + (wide - 1) * 2) * 9 / 1.5 / self.template.grid.step
            for scale in (0.86, 0.93, 1.0, 1.07, 1.15):
                rows = round(natural * scale) + 2
                crop = Rect(0, 0, min(1, 1 / scale), min(1.0, scale))
                place = PicturePlace(references[0].id, columns - wide, wide, 0, rows, crop)
                found.append(((place,), rows * wide))
        return found


def build_template(columns: int = 8, rows: int = 118, name: str = "broad") -> Template:
    ladder = ((36, 54, 0.85), (28, 42, 0.85), (22, 34, 0.85), (16, 26, 0.85))
    return Template(
        name=name,
        title={"zh": "试", "en": "trial"},
        trim_mm=(390, 545),
        grid=Grid(columns=columns, column_chars=13, gutter=1, body_size=9, step=11.9, rows=rows, top_mm=30),
        folio=FolioSpec(top_mm=15, height_mm=8),
        headlines=tuple(HeadlineRange(least=a, most=b, hscale_min=c) for a, b, c in ladder),
        styles={"body": TextStyle()},
    )


def build_story(
    number: int, characters: int, kind: str = "article", head: int = 12, picture: bool = False, parent: str = ""
) -> Story:
    lengths = [110] * (characters // 110) + ([characters % 110] if characters % 110 else [])
    body: list[Paragraph | PictureRef] = [
        Paragraph(id=f"p{number}-{i}", text="文" * length) for i, length in enumerate(lengths)
    ]
    if picture:
        body.append(PictureRef(id=f"pic{number}", caption=Paragraph(id=f"c{number}", text="图" * 20, style="caption")))
    main = Paragraph(id=f"h{number}", text="题" * head, style="main") if head else None
    return Story(id=f"s{number:02}", kind=kind, main=main, body=tuple(body), parent=parent)  # type: ignore[arg-type]


@pytest.fixture
def template() -> Template:
    return build_template()


@pytest.fixture
def make_template() -> Callable[..., Template]:
    return build_template


@pytest.fixture
def make_story() -> Callable[..., Story]:
    return build_story


@pytest.fixture
def measurer_of() -> Callable[[Template], FakeMeasurer]:
    return FakeMeasurer


@pytest.fixture
def make_page() -> PageMaker:
    return build_page


def natural_area(stories: Sequence[Story], template: Template) -> float:
    """The area of the page's stories in settings of middling size."""
    measurer, total = FakeMeasurer(template), 0.0
    for story in ranked(stories, len(template.headlines)):
        areas = sorted(
            (shape.rows + 2) * shape.span
            for span in range(2, 6)
            for shape in measurer.shapes(story, story.priority, span)
        )
        total += areas[len(areas) // 3]
    return total


def build_page(
    seed: int,
    count: int,
    template: Template,
    fill: float = 1.0,
    notices: int = 0,
    briefs: int = 0,
    sidebar: bool = False,
) -> tuple[Story, ...]:
    """``count`` stories (notices, briefs and sidebar among them) whose natural area is ``fill`` of the page."""
    low, high = 0.1, 6.0
    for _ in range(12):
        scale = (low + high) / 2
        stories = _scaled(seed, count, scale, notices, briefs, sidebar)
        if natural_area(stories, template) > fill * template.grid.columns * template.grid.rows:
            high = scale
        else:
            low = scale
    return _scaled(seed, count, low, notices, briefs, sidebar)


def _scaled(seed: int, count: int, scale: float, notices: int, briefs: int, sidebar: bool) -> tuple[Story, ...]:
    random = Random(seed)
    articles = count - notices - briefs - sidebar
    stories = []
    for number in range(articles):
        length = (1600, 1000, 800, 650)[min(number, 3)] * random.uniform(0.7, 1.3) * scale
        picture = number == 0 or random.random() < 0.35
        stories.append(build_story(number, int(length) + 40, head=random.randint(9, 16), picture=picture))
    if sidebar:
        stories.insert(1, build_story(40, int(350 * scale) + 40, "sidebar", 11, parent="s00"))
    for number in range(briefs):
        stories.append(build_story(50 + number, random.randint(110, 180), "brief", random.randint(8, 11)))
    for number in range(notices):
        stories.append(build_story(60 + number, random.randint(180, 600), "notice", 10))
    return tuple(stories)
