"""What tests of the issue file share."""

from __future__ import annotations

from pathlib import Path

import pytest

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import Edit, apply
from layoutdesk.model import (
    Block,
    Document,
    FolioSpec,
    Grid,
    GridRect,
    HeadlineRange,
    Meta,
    Page,
    Paragraph,
    Story,
    Template,
    TextStyle,
)
from layoutdesk.model.library import shipped_templates
from layoutdesk.store import IssueFile

TEMPLATE = Template(
    name="t",
    title={"zh": "试版", "en": "Trial"},
    trim_mm=(390, 545),
    grid=Grid(columns=6, column_chars=12, gutter=1, body_size=9, step=13, rows=100, top_mm=30),
    folio=FolioSpec(top_mm=10, height_mm=10),
    headlines=(HeadlineRange(least=12, most=30),),
    styles={"body": TextStyle()},
)


def composable() -> Document:
    """An issue of one page and one story, set in a moment."""
    template = shipped_templates()["tabloid-inside"]
    block = Block(id="b", story="st", area=(GridRect(0, 0, 2, 20),))
    return Document(
        meta=Meta(paper="澄湖晚报", date="2031-05-02", number="8123"),
        templates=(template,),
        pages=(Page(id="pg", number=1, template=template.name, elements=(block,)),),
        stories=(
            Story(id="st", main=Paragraph(id="h", text="河堤完工"), body=(Paragraph(id="p", text="今天完工。"),)),
        ),
    )


def code_of(function: object, *arguments: object) -> str:
    """The code of the refusal; its words must be complete in both languages."""
    with pytest.raises(Refusal) as refusal:
        function(*arguments)  # type: ignore[operator]
    for language in words.LANGUAGES:
        sentence = words.refusal_text(refusal.value, language)
        assert sentence != refusal.value.code
        assert "{" not in sentence
    return refusal.value.code


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(each.name for each in folder.iterdir())


def step(file: IssueFile, before: Document, edit: Edit) -> Document:
    """One edit, applied and committed."""
    after = apply(before, edit)
    file.commit(before, after, edit)
    return after
