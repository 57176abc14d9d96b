"""What setting costs, and how much more with each of its features: medians of paired runs, cold, as ratios.

Alone: ``.venv/bin/python -m tests.bench_setting``.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.compose import breaks, division
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context
from layoutdesk.compose.draw import draw_block
from layoutdesk.compose.elements import BLOCKS
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.table.column import STRIPS
from layoutdesk.compose.table.columns import NEEDS
from layoutdesk.compose.table.setting import MADE
from layoutdesk.intake import read_copy
from layoutdesk.makeup.fitting import fit
from layoutdesk.model import Block, Cell, Document, GridRect, Meta, Page, Paragraph, Story, TableBlock
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Span, paragraphs
from layoutdesk.resources import sample_copy
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import clear_cache, set_paragraph

#: What a style may choose, each against the body as shipped.
STYLES: Mapping[str, Mapping[str, object]] = {
    "pairs of 1 em": {"pairs": "one"},
    "starts keep white": {"trim_start": "never"},
    "ends always trimmed": {"trim_end": "always"},
    "ends keep white": {"trim_end": "never"},
    "interpunct of 1 em": {"interpunct": "full"},
    "no orphan control": {"last_line": 0},
    "last line of 4": {"last_line": 4},
    "words whole": {"hyphenate": False},
    "no prohibition": {"prohibition": "none"},
    "no levels (ragged)": {"align": "left"},
    "drop capitals": {"drop": 2},
}
#: Character styles, at four characters in forty.
SPANS = ("dots", "underline", "wave", "superscript", "subscript", "bold")
TEMPLATE, MEASURE = "broadsheet-inside", 16

Run = Callable[[], object]


def seconds(run: Run) -> float:
    """CPU seconds of one cold run."""
    clear_cache()
    for cache in (BLOCKS, MADE, NEEDS, STRIPS):
        cache.clear()
    for kept in (breaks._kept, division._free):
        kept.cache_clear()
    began = time.process_time()
    run()
    return time.process_time() - began


def ratios(pairs: Mapping[str, tuple[Run, Run]], rounds: int) -> dict[str, float]:
    """How much longer the first of each pair takes than the second: the median of ``rounds`` runs side by side."""
    found: dict[str, list[float]] = {name: [] for name in pairs}
    for _ in range(rounds + 1):
        for name, (with_it, without) in pairs.items():
            usual = seconds(without)
            found[name].append(seconds(with_it) / usual)
    # The first round loads what is loaded only when it is needed.
    return {name: statistics.median(each[1:]) for name, each in found.items()}


def copy_of(*, english: bool) -> list[Paragraph]:
    """The running text of a sample issue."""
    stories = read_copy(list(sample_copy(english=english)), IdSource(b"bench")).stories
    return [part for story in stories for part in paragraphs(story) if part.style == "body"]


def marked(copy: list[Paragraph], style: str, reading: str = "") -> list[Paragraph]:
    """The copy with a character style, or a reading, at four characters in forty."""
    return [
        replace(part, spans=tuple(Span(at, at + 4, style, reading) for at in range(8, len(part.text) - 4, 40)))
        for part in copy
    ]


def _paragraph_pairs(copy: list[Paragraph]) -> dict[str, tuple[Run, Run]]:
    """Setting the copy with each feature of paragraphs, and without."""
    body = shipped_templates()[TEMPLATE].styles["body"]
    measure = MEASURE * body.size
    around = (9 * body.size,) * 12 + (measure,)

    def setting(parts: list[Paragraph], widths: tuple[float, ...] = (), **chosen: object) -> Run:
        style = replace(body, **chosen)
        return lambda: [set_paragraph(part, style, measure, pip_fonts(), widths=widths) for part in parts]

    plain = setting(copy)
    pairs = {name: (setting(copy, **chosen), plain) for name, chosen in STYLES.items()}
    pairs["wrap widths"] = (setting(copy, around), plain)
    pairs |= {name: (setting(marked(copy, name)), plain) for name in SPANS}
    pairs["readings (ruby)"] = (setting(marked(copy, "reading", "qīng chén jiāng shàng")), plain)
    return pairs


def _block_pairs(copy: list[Paragraph]) -> dict[str, tuple[Run, Run]]:
    """Laying out and drawing a block of twelve paragraphs with each feature of blocks, and without."""
    context = Context(shipped_templates()[TEMPLATE], pip_fonts(), {})
    head = Paragraph(id="head", text="老街的灯火又亮了起来，江边的夜市迎来第一批客人", style="main")
    of = Story(id="s", main=head, body=tuple(copy[:12]), priority=2)
    usual = Block(id="el", story="s", area=(GridRect(0, 0, 4, 100),), columns=3)
    last = copy[11]
    cells = [last.text[at : at + 6] for at in range(0, len(last.text) - 5, 6)]
    rows = [
        tuple(Cell(paragraph=Paragraph(id=f"c{at + n}", text=text, style="cell")) for n, text in enumerate(cells[at : at + 4]))
        for at in range(0, len(cells) - 3, 4)
    ]  # fmt: skip
    tabled = replace(of, body=(*copy[:11], TableBlock(id="t", rows=tuple(rows))))

    def laying(block: Block, story: Story = of) -> Run:
        return lambda: draw_block(context, block, plan_block(context, block, story))

    plain, bare = laying(usual), laying(replace(usual, headline=False))
    document = Document(
        meta=Meta(), stories=(of,), templates=(shipped_templates()[TEMPLATE],),
        pages=(Page(id="pg", number=1, template=TEMPLATE, elements=(replace(usual, area=(GridRect(0, 0, 4, 30),)),)),),
    )  # fmt: skip
    return {
        "headline fitted": (plain, bare),
        "headline downwards": (laying(replace(usual, head_at="left")), plain),
        "border": (laying(replace(usual, frame="meander")), plain),
        "tint": (laying(replace(usual, frame="tint", tint="lattice")), plain),
        "table for a paragraph": (laying(usual, tabled), plain),
        "copyfitting": (
            lambda: fit(document, "pg", "el", pip_fonts()),
            lambda: compose_page(replace(document), "pg", pip_fonts()),
        ),
    }


def setting(rounds: int = 15) -> str:
    """What setting the sample's copy costs and how much more each feature, a row each."""
    copy, english = copy_of(english=False), copy_of(english=True)
    body = shipped_templates()[TEMPLATE].styles["body"]

    def each(parts: list[Paragraph]) -> float:
        """Microseconds a character."""
        runs = [
            seconds(lambda: [set_paragraph(part, body, MEASURE * body.size, pip_fonts()) for part in parts])
            for _ in range(rounds + 1)
        ]
        return statistics.median(runs[1:]) / sum(len(part.text) for part in parts) * 1e6

    rows = [f"setting, cold: {each(copy):.2f} µs a character, English {each(english):.2f}; with"]
    for pairs in (_paragraph_pairs(copy), _block_pairs(copy)):
        rows += [f"  {name:22}{ratio:6.2f} ×" for name, ratio in ratios(pairs, rounds).items()]
    return "\n".join(rows)


if __name__ == "__main__":
    print(setting())
